package absence

import (
	"cmp"
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
		back, returns := backAt(t, list)
		returns = returns && reply.AsksReturn(s.Text)
		return t.Say(rules.Msg("leave.mine", "lines", leaveLines(list), "n", len(list), "returns", returns, "back", back))
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

// backAt is the working day on which the only one of some absences is over; ok is false for several, or half of a day.
func backAt(t *chat.Turn, list []rules.Absence) (day rules.Date, ok bool) {
	if len(list) != 1 || list[0].Part != rules.Whole {
		return 0, false
	}
	return t.NextWorking(list[0].Last), true
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

// handsOverOnly reports a sentence that hands the approvals over and notes no absence beside it: "thứ 5 chị nghỉ
// phép, ủy quyền cho Lan duyệt" does both.
func handsOverOnly(t *chat.Turn, text string) (bool, error) {
	u, err := t.Understand(text)
	return !slices.ContainsFunc(u.Acts, func(a phrase.Act) bool {
		return (a.Intent == phrase.Leave || a.Intent == phrase.Sick || a.Intent == phrase.Duty) && len(a.Days) > 0
	}), err
}

// delegateRest begins with what stands behind the words for handing over, a name and perhaps days; where it is no
// name alone, "Lan duyệt", with whom the sentence names.
func delegateRest(t *chat.Turn, s chat.Saying, rest string) error {
	err := delegate(t, delegateFlow(), rest)
	if r, refused := chat.IsRefusal(err); refused && r.Reasons[0].Key == "delegate.nobody" && s.Intent == phrase.Delegate && len(s.Who) == 1 {
		return delegateSaid(t, s)
	}
	return err
}

// noteSaid takes a sentence that says when somebody is away.
func noteSaid(kind rules.AbsenceKind) func(*chat.Turn, chat.Saying) error {
	return func(t *chat.Turn, s chat.Saying) error {
		if reply.UntilOnly(s.Text) { // "em nghỉ tới 2/12 thôi" of what is noted for longer
			if taken, err := shortenNoted(t, s.Text); taken || err != nil {
				return err
			}
		}
		spans, doubts, err := t.SpansOf(s)
		if chat.Unclear(err) {
			if told, ok := clauseSpans(t, s.Text); ok {
				spans, doubts, err = told, nil, nil
			}
		}
		kind, known := goesOn(t, kind, spans, s.Text)
		if known != nil {
			return known
		}
		return begin(t, leaveFlow(), leaveDraft{Kind: kind, Spans: spans, Doubts: doubts}, err)
	}
}

// shortenNoted ends the one noted absence sooner; taken is false where it would not end sooner, or several are noted.
func shortenNoted(t *chat.Turn, text string) (taken bool, err error) {
	list, err := noted(t)
	if err != nil || len(list) != 1 {
		return false, err
	}
	a := list[0]
	span, ok, err := endsSooner(t, []chat.Span{{First: a.First, Last: a.Last, Part: a.Part}}, text)
	if err != nil || !ok {
		return false, err
	}
	return true, leaveFlow().Start(t, "sure", leaveDraft{Kind: a.Kind, Instead: []int32{leaveNumber(a)}, Spans: []chat.Span{span}})
}

// clauseSpans are the days of the one clause that says them exactly: "mai mốt em nghỉ cưới, từ 30/11 đến 4/12".
func clauseSpans(t *chat.Turn, text string) (spans []chat.Span, ok bool) {
	parts := reply.Parts(text)
	for _, part := range parts {
		r, err := t.ReadDays(part)
		if err != nil || len(parts) == 1 {
			return nil, false
		}
		said, doubts, err := t.SpansIn(r)
		if err != nil || len(doubts) > 0 {
			continue
		}
		if ok {
			return nil, false
		}
		spans, ok = said, true
	}
	return spans, ok
}

// moveLeave moves the one noted absence, or the days of it that are named, to others.
func moveLeave(t *chat.Turn, s chat.Saying) error {
	list, err := noted(t)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(a rules.Absence) bool {
		return !slices.ContainsFunc(s.From.Days, func(d rules.Slot) bool {
			return a.First <= d.Date && d.Date <= a.Last && a.Part.Overlaps(d.Part)
		})
	})
	if len(list) != 1 {
		return leaveFlow().Start(t, "list", leaveDraft{Kind: rules.Leave})
	}
	a := list[0]
	d := leaveDraft{Kind: a.Kind, Instead: []int32{leaveNumber(a)}, Spans: leftOf(t, a, s.From.Days)}
	for _, to := range s.Days {
		if to.Part == rules.Whole && len(s.From.Days) == 1 && a.First == a.Last {
			to.Part = a.Part
		}
		d.Spans = append(d.Spans, chat.Span{First: to.Date, Last: to.Date, Part: to.Part})
	}
	slices.SortFunc(d.Spans, func(x, y chat.Span) int { return cmp.Compare(x.First, y.First) })
	d.Spans = t.JoinSpans(d.Spans)
	return leaveFlow().Start(t, "sure", d)
}
