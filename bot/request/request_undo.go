package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

var (
	undoPress   = chat.DefinePress[requestPress]("un")
	reopenPress = chat.DefinePress[requestPress]("ra")
)

// cmdUndo lists what who decides decided a moment ago, to be undone by a press.
func cmdUndo() chat.Command {
	return chat.Command{
		Name: "undo", Alias: "hoantac", Place: 55,
		Access: decideAccess,
		Run:    func(t *chat.Turn, _ string) error { return listUndoable(t) },
		Presses: []chat.Presser{
			undoPress.On(decideAccess, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return decided(t, p, "undo.toast", request.Undo)
			}).Destroys(nil),
			reopenPress.On(decideAccess, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return decided(t, p, "undo.reopened", request.Reopen)
			}),
		},
	}
}

// listUndoable shows the decisions that can still be undone, each with its button.
func listUndoable(t *chat.Turn, of ...string) error {
	minutes := int(t.Pilot.Requests.UndoWithin.Minutes())
	cases, err := request.Undoable(t.Do())
	if err != nil {
		return err
	}
	if theirs := casesOf(cases, of, t.Said()); len(theirs) > 0 {
		cases = theirs
	}
	if len(cases) == 0 {
		waiting, err := request.Waiting(t.Do())
		if err != nil {
			return fmt.Errorf("list what waits: %w", err)
		}
		return t.Say(rules.Msg("undo.nothing", "minutes", minutes, "waits", len(waiting)))
	}
	var lines []rules.Message
	var rows [][]store.Button
	for i, c := range cases[:min(len(cases), chat.Listed)] {
		var days []rules.Message
		for _, d := range c.Request.Days {
			if slices.Contains(c.Undoable, d.Slot) {
				days = append(days, dayLine(c, d))
			}
		}
		lines = append(lines, rules.Msg("undo.line", "i", i+1, "name", c.Requester.Called(), "days", days))
		undo := undoPress.Button(press(c, nil), "undo.one", "i", i+1, "name", c.Requester.Called())
		undo.Yes = true // of one decision; of several a yes means none
		rows = append(rows, []store.Button{undo})
	}
	return t.Show(store.Screen{Text: rules.Msg("undo.list", "minutes", minutes, "lines", lines), Rows: rows})
}

// mispressed takes "khoan, chị bấm lộn" of who decided a moment ago as of that; taken is false where nothing can be undone.
func mispressed(t *chat.Turn) (taken bool, err error) {
	cases, err := request.Undoable(t.Do())
	if err != nil || len(cases) == 0 {
		return false, err
	}
	return true, listUndoable(t)
}

// againRows offer to undo what the reader decided last, and to reconsider what was
// refused before.
func againRows(c request.Case) (rows [][]store.Button) {
	if len(c.Undoable) > 0 {
		rows = append(rows, []store.Button{undoPress.Button(press(c, nil), "card.undo")})
	}
	for _, slot := range c.Reopenable[:min(len(c.Reopenable), manyDays)] {
		rows = append(rows, []store.Button{reopenPress.Button(press(c, &slot), "card.reopen", "slot", slot)})
	}
	return rows
}

// confirmSaid takes "ok được rồi em" as a decision on what waits of days at home, where it
// names no work and something waits; else work is meant.
func confirmSaid(t *chat.Turn, s chat.Saying) error {
	if s.Task.Work == phrase.AskWork && len(s.Task.Who) == 0 && t.Actor.Sees(decideAccess) {
		cases, err := request.Waiting(t.Do())
		if err != nil {
			return fmt.Errorf("list what waits: %w", err)
		}
		if len(cases) > 0 {
			return startApproveAll(t)
		}
	}
	switch s.Intent {
	case phrase.Approve: // it names no work
		s.Task.Work = phrase.AskWork
	case phrase.Reject:
		s.Intent, s.Task.Work, s.Task.Why = phrase.Return, phrase.AskWork, true
		return t.Serve(s)
	}
	s.Intent = chat.ConfirmTask
	return t.Serve(s)
}

// reasonBehind is what stands behind a bare no: "k duyệt, t6 đoàn kiểm tra".
func reasonBehind(s chat.Saying) string {
	if len(s.With) > 0 || s.Intent != phrase.Reject {
		return ""
	}
	v, why := reply.Decides(s.Text)
	for _, name := range s.Who {
		if v == reply.Unsaid {
			v, why = reply.Decides(reply.Without(s.Text, name))
		}
	}
	if v == reply.Unsaid {
		why = reply.BesideNo(s.Text, s.Who...)
	}
	return chat.Short(why, chat.MaxNote)
}

// mayBeWork reports an approval that names nobody and no day, or words that send back: where no
// request waits, they may be meant for work, "ổn rồi đấy, duyệt", "chưa đạt, thiếu căn cứ, làm lại".
func mayBeWork(s chat.Saying) bool {
	if len(s.With)+len(s.Who)+len(daysNamed(s.Selection)) > 0 {
		return false
	}
	return s.Intent == phrase.Approve || s.Intent == phrase.Reject && reply.Returns(s.Text)
}

// listWaitingOf lists what waits of those whom a question names, else everything.
func listWaitingOf(t *chat.Turn, s chat.Saying) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	var of []rules.PersonID
	for _, p := range namedWaiting(cases, s) {
		of = append(of, p.ID)
	}
	if len(s.Who) > 0 && len(of) == 0 {
		if shown, err := t.ShowWaiting(s.Who...); shown || err != nil {
			return err
		}
		return t.Say(rules.Msg("decide.waits_not", "names", joinNames(s.Who)))
	}
	if err := showList(t, cases, 0, of); err != nil || len(cases) == 0 || len(of) > 0 {
		return err
	}
	_, err = t.ShowWaiting()
	return err
}

// sayNothingWaits says that no request waits, and shows what else does.
func sayNothingWaits(t *chat.Turn) error {
	if shown, err := t.ShowWaiting(); shown || err != nil {
		return err
	}
	return t.Say(rules.Msg("approve.none"))
}
