package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// startsOn has "thứ 5 tui đi tập huấn tới thứ 6" begin on the day that is named before its end, not today.
func (l *look) startsOn(acts []Act) {
	for k := range acts {
		a := &acts[k]
		from := slices.IndexFunc(a.Doubts, func(d rules.Message) bool { return d.Key == DoubtFromToday })
		if from < 0 || len(a.Days) == 0 || a.Open {
			continue
		}
		start, ok := l.startBefore(a.Days[len(a.Days)-1].Date)
		if !ok {
			continue
		}
		before := func(s rules.Slot) bool { return s.Date < start.Date }
		a.Days, a.Closed = slices.DeleteFunc(slices.Clone(a.Days), before), slices.DeleteFunc(slices.Clone(a.Closed), before)
		a.Doubts = slices.Delete(slices.Clone(a.Doubts), from, from+1)
		if len(a.Days) > 0 && a.Days[0].Date == start.Date {
			a.Days[0].Part = start.Part
		}
	}
}

// startBefore is the one day that a text names before the last one, and before which nothing says until.
func (l *look) startBefore(last rules.Date) (start rules.Slot, ok bool) {
	for k, t := range l.times {
		if k+1 == len(l.times) || t.Past || t.Open || t.From > 0 && l.uses[t.From-1] == when.Link {
			continue
		}
		keep := l.bools(l.s.Len())
		for i := t.From; i < t.To; i++ {
			keep[i] = true
		}
		sel, found := l.allDays(keep)
		if !found {
			continue
		}
		day := selectionOf(sel)
		if len(day.Days) == 0 && len(day.Closed) == 1 { // "mai em đi công tác tới hết thứ 6" before a holiday
			day.Days, day.Closed = day.Closed, nil
		}
		if len(day.Days) == 1 && len(day.Closed)+len(day.Options) == 0 && !day.Open && day.Days[0].Date > l.today && day.Days[0].Date < last {
			return day.Days[0], true
		}
	}
	return start, false
}
