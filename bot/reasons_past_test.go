package bot_test

import (
	"time"

	"tainha/rules"
)

// moved are what moves of days, what is undone and what is reconsidered refuse, on Thursday 26 November 2026 or
// before it.
func (w *worded) moved() {
	before, during := w.desk("2026-11-23 09:00"), w.desk("2026-11-26 09:00")
	thursday, friday := wordedSlots("2026-11-26")[0], wordedSlots("2026-11-27")[0]
	old := func(state rules.RequestState) map[rules.RequestID]rules.Request {
		return map[rules.RequestID]rules.Request{1: wordedRequest(wordedBinh, state, wordedAn)}
	}
	move := func(to rules.Slot) map[rules.Slot]rules.MoveEnd {
		return map[rules.Slot]rules.MoveEnd{to: {Request: 1, Day: thursday}}
	}
	w.refused("the move of a day that was refused", before.CheckMove(move(friday), old(rules.Rejected), nil))
	w.refused("the move of a day that began", during.CheckMove(move(friday), old(rules.Approved), nil))
	w.refused("the move of a day to its own morning", before.CheckMove(move(wordedSlots("2026-11-26/am")[0]), old(rules.Approved), nil))

	undo := func(name string, r rules.Request, by rules.PersonID) {
		_, err := before.Undo(r, rules.Act{By: by, Slots: []rules.Slot{r.Days[0].Slot}}, 10*time.Minute, rules.Verdict{})
		w.refused(name, err)
	}
	undo("undone by another", wordedRequest(wordedBinh, rules.Approved, wordedAn), wordedDirector)
	waits := wordedRequest(wordedBinh, rules.Pending, 0)
	waits.Days[0].Slot, waits.Days[0].Move = friday, rules.MoveEnd{Request: 2, Day: thursday}
	undo("undone though it waits, in place of another day", waits, wordedAn)
	_, err := before.TakeBack(old(rules.Done)[1], thursday, rules.Authority{}, wordedAn)
	w.refused("undone, the old day of the move being gone", err)
	_, err = during.Reopen(wordedRequest(wordedBinh, rules.Rejected, wordedAn), rules.Act{By: wordedAn}, rules.Verdict{})
	w.refused("reconsidered after the start", err)
}

// calledBack are what calls back to the office on Thursday 26 November 2026, and answers to them, refuse.
func (w *worded) calledBack() {
	desk := w.desk("2026-11-26 09:00")
	due := desk.Now.Add(5 * time.Hour)
	home := []rules.HomeDay{{Person: wordedBinh, Unit: wordedOffice, Slot: wordedSlots("2026-11-26")[0], State: rules.Approved}}
	call := func(name string, c rules.Callback, home []rules.HomeDay) {
		c.Person, c.By = wordedBinh, wordedAn
		_, err := desk.CallBack(c, home, nil)
		w.refused(name, err)
	}
	call("called back without a reason", rules.Callback{Due: due, Reason: " "}, home)
	call("called back who works at the office", rules.Callback{Due: due, Reason: "Họp"}, nil)
	call("called back into the lunch break", rules.Callback{Due: due.Add(-2 * time.Hour), Reason: "Họp"}, home)
	answer := func(name string, at string, by rules.PersonID, answer rules.CallbackAnswer) {
		c := rules.Callback{Person: wordedBinh, By: wordedAn, Day: wordedDay("2026-11-26"), Due: due}
		_, err := w.desk(at).AnswerCallback(c, by, answer, " ")
		w.refused(name, err)
	}
	answer("a call that another answers", "2026-11-26 09:00", 4, rules.CallbackReceived)
	answer("not coming, without a reason", "2026-11-26 09:00", wordedBinh, rules.CallbackUnable)
	answer("a call of yesterday", "2026-11-27 09:00", wordedBinh, rules.CallbackReceived)
}
