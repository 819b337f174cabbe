package bot

import (
	"cmp"
	"slices"

	"tainha/phrase"
	"tainha/rules"
)

// span is days on end in which the same part is meant; what lies between them
// is no working day.
type span struct {
	First, Last rules.Date
	Part        rules.Part
}

// readSpans understands days typed by people as spans. doubts is what the
// person must see in words before anything is kept.
func (t *Turn) readSpans(text string) (spans []span, doubts []rules.Message, err error) {
	w := phrase.Read(text, t.Today, t.Pilot.Calendar).Wishes[0]
	if w.Open && len(w.Days) == 0 { // a week or a month, meant as a whole
		w = phrase.Read("cả "+text, t.Today, t.Pilot.Calendar).Wishes[0]
	}
	return t.spansOf(w)
}

// spansOf turns the days of a wish into spans. It refuses a range the wrong way
// round, days that are over or no working days, and what isn't clear.
func (t *Turn) spansOf(w phrase.Wish) ([]span, []rules.Message, error) {
	for _, d := range w.Doubts {
		if d.Key == phrase.DoubtReversed {
			return nil, nil, rules.Refuse("absence.reversed", "first", d.Args["to"], "last", d.Args["from"])
		}
	}
	if len(w.Days) == 0 || w.Open || len(w.Options) > 0 {
		for _, s := range w.Past {
			return nil, nil, rules.Refuse("span.past", "day", s.Date)
		}
		for _, s := range w.Closed {
			return nil, nil, &rules.Refusal{Reasons: []rules.Message{t.closedMessage(s)}}
		}
		return nil, nil, rules.Refuse("span.unclear")
	}
	days := slices.Clone(w.Days)
	slices.SortFunc(days, func(a, b rules.Slot) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Part, b.Part)) })
	var spans []span
	for _, s := range days {
		if n := len(spans); n > 0 && spans[n-1].Part == s.Part && t.nextTo(spans[n-1].Last, s.Date) {
			spans[n-1].Last = s.Date
			continue
		}
		spans = append(spans, span{s.Date, s.Date, s.Part})
	}
	return spans, w.Doubts, nil
}

// unclear reports whether a text held no days at all.
func unclear(err error) bool {
	r, refused := isRefusal(err)
	return refused && r.Reasons[0].Key == "span.unclear"
}

// nextTo reports whether no working day lies between two days.
func (t *Turn) nextTo(a, b rules.Date) bool {
	for d := a + 1; d < b; d++ {
		if t.Pilot.Calendar.IsWorking(d) {
			return false
		}
	}
	return a < b
}

// readSpan is readSpans for one range of whole days.
func (t *Turn) readSpan(text string) (span, []rules.Message, error) {
	spans, doubts, err := t.readSpans(text)
	switch {
	case err != nil:
		return span{}, nil, err
	case len(spans) > 1 || spans[0].Part != rules.Whole:
		return span{}, nil, rules.Refuse("span.not_one")
	}
	return spans[0], doubts, nil
}

// readDay understands one day, working or not: the first that a text names.
func (t *Turn) readDay(text string) (rules.Date, error) {
	w := phrase.Read(text, t.Today, t.Pilot.Calendar).Wishes[0]
	days := slices.Concat(w.Days, w.Closed)
	if len(days) == 0 {
		_, _, err := t.spansOf(w)
		return 0, err
	}
	first := days[0].Date
	for _, s := range days {
		first = min(first, s.Date)
	}
	return first, nil
}

// nextWorking is the first working day after d; d+1 without the calendar's data.
func (t *Turn) nextWorking(d rules.Date) rules.Date {
	next, err := t.Pilot.Calendar.AddWorkingDays(d, 1)
	if err != nil {
		return d + 1
	}
	return next
}

// closedMessage says by name why a day is no working day.
func (t *Turn) closedMessage(s rules.Slot) rules.Message {
	if kind, name := t.Pilot.Calendar.Kind(s.Date); kind == rules.Holiday {
		return rules.Msg("wfh.said.holiday", "slot", s, "name", name)
	}
	return rules.Msg("wfh.said.weekend", "slot", s)
}
