package absence

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
)

// sayAbsences lists the writer's own absences that are not over, or those of whom a question names to
// who decides for them: from the beginning of the month on. Others are told where somebody is.
func sayAbsences(t *chat.Turn, s chat.Saying) error {
	if len(s.Who) == 0 {
		list, err := noted(t)
		if err != nil {
			return err
		}
		return t.Say(rules.Msg("leave.mine", "lines", leaveLines(list), "n", len(list)))
	}
	found, err := people.FindGiven(t.Do(), s.Who[0], theirsTold)
	if err != nil {
		return err
	}
	told := false
	for _, p := range found {
		subject, err := t.Do().Subject(p.ID, p.Unit)
		if err != nil {
			return err
		}
		if !rules.May(t.Actor, pilot.DecideDays.Access, subject) {
			continue
		}
		list, err := t.Tx.Absences(p.ID, t.Today.MonthStart(), t.Today+phrase.Horizon+rules.LongestAbsence)
		if err != nil {
			return fmt.Errorf("list the absences: %w", err)
		}
		list = list[:min(chat.Listed, len(list))]
		told = true
		if err := t.Say(rules.Msg("leave.theirs", "name", p.Called(), "since", t.Today.MonthStart(), "lines", leaveLines(list), "n", len(list))); err != nil {
			return err
		}
	}
	if told {
		return nil
	}
	return t.Serve(chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Who}, Who: s.Who}, Text: s.Text})
}

const theirsTold = 3 // people of one name whose absences are told

// endsOn has "công tác tới hết thứ 3 tuần sau" of what is about to be noted begin where that does, not
// today.
func (d *leaveDraft) endsOn(w *phrase.Wish) {
	from := slices.IndexFunc(w.Doubts, func(m rules.Message) bool { return m.Key == phrase.DoubtFromToday })
	if from < 0 || len(d.Spans) == 0 || len(w.Days) == 0 || w.Days[len(w.Days)-1].Date < d.Spans[0].First {
		return
	}
	before := func(s rules.Slot) bool { return s.Date < d.Spans[0].First }
	w.Days, w.Doubts = slices.DeleteFunc(slices.Clone(w.Days), before), slices.Delete(slices.Clone(w.Doubts), from, from+1)
}

// leaveOver takes "mai em hết nghỉ rồi": the absence that runs on that day is taken back, or
// shortened to end before it. It says so where none runs, or ends by itself.
func leaveOver(t *chat.Turn, s chat.Saying) error {
	if s.Intent == phrase.Home && reply.SaysHome(s.Text, t.Today) { // "tôi khỏe rồi, thứ 5 xin làm ở nhà"
		return t.Serve(s)
	}
	day, err := backOn(t, s.Text)
	if err != nil {
		return err
	}
	back := day.Date
	list, err := noted(t)
	if err != nil {
		return err
	}
	runs := slices.DeleteFunc(slices.Clone(list), func(a rules.Absence) bool { return a.First > back })
	lasting := slices.DeleteFunc(slices.Clone(runs), func(a rules.Absence) bool { return a.Last < back })
	switch {
	case len(runs) == 0:
		return t.Say(rules.Msg("leave.none_runs", "day", back, "coming", leaveLines(list), "n", len(list)))
	case len(lasting) > 1:
		return leaveFlow().Start(t, "list", leaveDraft{Kind: rules.Leave})
	case len(lasting) == 0:
		return t.Say(rules.Msg("leave.ends_itself", "lines", leaveLines(runs)))
	}
	runs = lasting
	d := leaveDraft{Kind: runs[0].Kind, Instead: []int32{leaveNumber(runs[0])}}
	if day.Part == rules.Afternoon && runs[0].Part == rules.Whole { // "em đỡ rồi, chiều em đi làm lại"
		if first := max(runs[0].First, t.Today); back > first {
			d.Spans = []chat.Span{{First: first, Last: back - 1}}
		}
		d.Spans = append(d.Spans, chat.Span{First: back, Last: back, Part: rules.Morning})
		return leaveFlow().Start(t, "sure", d)
	}
	if first := max(runs[0].First, t.Today); back > first {
		d.Spans = []chat.Span{{First: first, Last: back - 1, Part: runs[0].Part}}
		return leaveFlow().Start(t, "sure", d)
	}
	return leaveFlow().Start(t, "end", d)
}

// backOn is the day, or its half, that a text names on which somebody is back, today where it names none.
func backOn(t *chat.Turn, text string) (rules.Slot, error) {
	about, err := t.About(text)
	if err != nil {
		return rules.Slot{}, err
	}
	if days := slices.Concat(about.Days, about.Closed); len(days) > 0 {
		return days[0], nil
	}
	return rules.Slot{Date: t.Today}, nil
}
