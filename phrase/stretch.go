package phrase

import (
	"tainha/phrase/when"
	"tainha/rules"
)

// dayBehind is the value of a cEither that means the day behind the one that is named.
const dayBehind = 3

// dropsDayBehind leaves the "với bữa kế đó" of "mốt với bữa kế đó em ở nhà" out of what is read, and reports
// that it stood there.
func (l *look) dropsDayBehind(keep []bool) (found bool) {
	if !l.anywhere(cEither) {
		return false
	}
	for i := 2; i < len(keep); i++ { //nolint:mnd // a day and the word that joins
		h, ok := l.find(i, cEither)
		if !ok || h.Value != dayBehind || !l.and(i-1) || !l.timeAt[i-2] {
			continue
		}
		for k := i - 1; k < i+h.N; k++ {
			keep[k] = false
		}
		found = true
	}
	return found
}

// addDayBehind has wishes be about the working day behind their last one too.
func (l *look) addDayBehind(acts []Act) {
	for k := range acts {
		a := &acts[k]
		if n := len(a.Days); n > 0 && !a.Open && len(a.Options) == 0 {
			next := a.Days[n-1]
			for next.Date++; l.offOn(next.Date); next.Date++ {
			}
			a.Days = append(a.Days, next)
		}
	}
}

// offOn reports a day on which nobody works.
func (l *look) offOn(d rules.Date) bool {
	closed, known := l.cal.Closed(when.Date(d))
	return closed && known || l.cal.Weekend(d.Weekday())
}

// stretched has an absence for illness up to a day begin today, and "sáng thứ 5 họp xong em về nhà làm" mean the
// afternoon.
func (l *look) stretched(act *Act, keep []bool) {
	switch {
	case act.Open || len(act.Days) != 1 || len(act.Options) > 0:
	case act.Intent == Sick && act.Days[0].Date > l.today && act.Days[0].Part == rules.Whole && l.tillDay(keep):
		last := act.Days[0].Date
		act.Selection = l.fromToday(last)
		act.Doubts = []rules.Message{rules.Msg(DoubtFromToday, "to", last)}
	case act.Intent == Home && act.Days[0].Part == rules.Morning && l.homeBehind(keep):
		act.Days[0].Part = rules.Afternoon
		act.Doubts = append(act.Doubts, messageOf(when.Doubt{Key: when.DoubtPart}))
	}
}

// tillDay reports "đến hết" right before the only time that is kept.
func (l *look) tillDay(keep []bool) bool {
	at := -1
	for _, t := range l.times {
		if keep[t.From] {
			if at >= 0 {
				return false
			}
			at = t.From
		}
	}
	if at < 0 {
		return false
	}
	return l.ends(at, cUntil) && !l.own(at-1, oInto) || l.own(at-1, oWhole) && l.ends(at-1, cUntil)
}

// homeBehind reports that somebody comes home only when something is over: "… xong em về nhà làm".
func (l *look) homeBehind(keep []bool) bool {
	over := false
	for i := range keep {
		over = over || i > 0 && l.is(i, cFinish) && !l.timeAt[i-1] && !l.timeAt[i]
		if l.uses[i] == when.Verb && l.own(i, oHome) {
			return over && l.is(i, cComeBack)
		}
	}
	return false
}
