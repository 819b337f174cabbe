package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// hangs reports "nếu Bình lên cơ quan thì duyệt cho Nam", "duyệt cho Nam nếu Bình lên cơ quan": what is
// decided hangs on what somebody does, and is not decided yet.
func (l *look) hangs() bool {
	if !l.anywhere(cCondition) {
		return false
	}
	for _, in := range l.sentences() {
		for i := in.from; i < in.to; i++ {
			if h, ok := l.find(i, cCondition); ok && h.Value != 1 && l.seg[i] > 0 && l.happensFirst(span{i + h.N, in.to}) {
				return true
			}
		}
	}
	return false
}

// happensFirst reports what somebody is to do before "thì", or a comma.
func (l *look) happensFirst(in span) bool {
	does := false
	for i := in.from; i < in.to && !l.s.Sign(i, ",") && !(l.own(i, oBreak) && !l.is(i, cNotSo)); i++ {
		if l.is(i, cPlease) {
			return false
		}
		does = does || l.personSoon(i) || l.uses[i] == when.Verb || l.is(i, cDo, cDoneVerb, cFinish, cSend)
	}
	return does
}

// returnsOn reports "thứ 5 em mới đi làm lại": a day of coming back is no day at home that is given up.
func (l *look) returnsOn(keep []bool) bool {
	for i := 1; i < len(keep); i++ {
		if !keep[i] || l.uses[i] != when.Verb || !l.own(i, oBack, oGoWork, oOffice) {
			continue
		}
		at := i - 1
		for at > 0 && (l.is(at, cMe, cTitle) || l.own(at, oTitle)) {
			at--
		}
		if l.isPiece(at, pcOnlyNow) {
			return true
		}
	}
	return false
}

// pcOnlyNow is the letter of words for only now, or only then.
const pcOnlyNow = 'm'

// isPiece reports a word of a piece by its letter.
func (l *look) isPiece(i int, letter int) bool {
	return l.is(i, cPiece) && slices.ContainsFunc(l.hits[i], func(x when.Spot) bool { return classOf(&x) == cPiece && x.Value() == letter })
}

// illBack reads "em bị đau mắt đỏ, thứ 5 mới đi làm lại được": ill from today to the day before; ok is
// false where nobody is ill.
func (l *look) illBack(back []rules.Slot, clauses []clause) (Act, bool) {
	if len(back) != 1 || back[0].Date <= l.today || !l.ill(clauses) {
		return Act{}, false
	}
	return Act{Wish: Wish{Intent: Sick, Selection: l.fromToday(back[0].Date.AddDays(-1))}}, true
}

// fromToday are the days from today to one.
func (l *look) fromToday(last rules.Date) (out Selection) {
	for d := l.today; d <= last; d = d.AddDays(1) {
		switch closed, _ := l.cal.Closed(when.Date(d)); {
		case l.cal.Weekend(d.Weekday()):
		case closed:
			out.Closed = append(out.Closed, rules.Slot{Date: d})
		default:
			out.Days = append(out.Days, rules.Slot{Date: d})
		}
	}
	return out
}

// allowsOther reads "được em, mà thứ 6 tuần sau thôi nhé tuần này không được": what was asked for is
// granted on other days than those.
func (l *look) allowsOther(in span, parts []span) ([]Act, bool) {
	h, ok := l.find(in.from, cAllowed)
	if !ok || len(parts) < 2 || in.from > 0 || l.asked || !l.closes(in.from+h.N, parts[0]) || !l.onlyJunior(span{in.from + h.N, parts[0].to}) {
		return nil, false
	}
	i := parts[1].from
	if !l.is(i, cBut) && !l.own(i, oBut) {
		return nil, false
	}
	days, i := l.timesFrom(i + 1)
	if !l.daysIn(days) {
		return nil, false
	}
	acts := []Act{{Wish: Wish{Intent: Approve, Selection: l.daysDecided(days)}, at: days.from}}
	for i < in.to && !l.timeAt[i] && (l.s.Sign(i, ",") || l.own(i, oFiller, oTitle) || l.is(i, cOnlySo, cPolite, cBut)) {
		i++
	}
	if i == in.to {
		return acts, true
	}
	not, i := l.timesFrom(i)
	for i < in.to && l.own(i, oBreak) && !l.is(i, cNotSo) {
		i++
	}
	intent, n := l.answerAt(i, in)
	if intent != Reject || !l.closes(i+n, span{i, l.reasonAt(in)}) {
		return nil, false
	}
	if refused := l.daysDecided(not); len(refused.Days) == 1 {
		acts = append(acts, Act{Wish: Wish{Intent: Reject, Selection: refused}, at: not.from})
	}
	return acts, true
}

// onlyJunior reports that nobody older is spoken to.
func (l *look) onlyJunior(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cTitle) && !l.is(i, cMe) {
			return false
		}
	}
	return true
}

// timesFrom are the words for times on end from i on, and what comes behind them.
func (l *look) timesFrom(i int) (times span, next int) {
	next = i
	for next < l.s.Len() && l.timeAt[next] {
		next++
	}
	return span{i, next}, next
}

// asksHas reports "thu 6 nay Thu co xin o nha khong": without marks, whether somebody asked for a day.
func (l *look) asksHas(in span) (Act, bool) {
	persons := l.personIn(in)
	if l.s.Marked() || len(persons) != 1 || !l.is(persons[0].end, cIf) || !l.is(persons[0].end+1, cPlease) {
		return Act{}, false
	}
	for i := in.to - 1; i > persons[0].end+1; i-- {
		if l.own(i, oNot) || l.is(i, cOrNot) {
			return l.question(Waiting, in), l.closes(i+1, in)
		}
	}
	return Act{}, false
}
