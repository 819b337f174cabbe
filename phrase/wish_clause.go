package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// clause says what a part of a sentence holds.
func (l *look) clause(in span) clause {
	c := clause{span: in, features: l.featuresOf(in)}
	for i := in.from; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oHome, oLeave, oSick, oCancel, oChange, oGoWork) || l.uses[i] == when.Verb && l.own(i, oDrop, oTake) {
			c.head = true
		}
	}
	c.day = c.has(fDay) || c.has(fPast)
	please := c.has(feature(cPlease))
	c.own = c.has(fMe) || please || c.has(feature(cHelpMe)) || !c.has(fSubject) && !c.has(fOther) && !(c.has(fAway) && l.othersBefore(in, func(i int) bool { return l.uses[i] == when.Verb && l.own(i, oLeave) }))
	if c.own && c.has(feature(cUnit)) && l.firstOf(in, cMe) == in.to && !please && l.othersBefore(in, func(i int) bool { return l.uses[i] == when.Verb && l.own(i, oChange) }) && l.movesIn(in) {
		c.own = false // "từ mai phòng mình đổi sang giờ mùa đông"
	}
	if at := l.firstOf(in, cThird); c.own && at < in.to && l.is(at-1, cGive) && !c.has(fHome) { // "cho em nó tới thứ 5"
		c.own = false
	}
	if c.own && (l.ofAnother(in, &c.features) || l.ofOutsider(in, &c.features) || l.movesOthers(in, &c.features)) {
		c.own = false
	}
	away := l.tripAt(in)
	c.duty = c.has(feature(cDuty)) && !c.has(feature(cWork)) && c.own && (c.has(fMe) || c.has(fTime) && !l.othersBefore(in, func(i int) bool { return l.is(i, cDuty) || i == away })) && !c.has(fPast)
	return c
}

// movesOthers reports "đổi thứ 5 của Lan sang thứ 6" by somebody else than Lan.
func (l *look) movesOthers(in span, f *features) bool {
	if !f.has(fPerson) || f.has(fMe) || f.has(feature(cWork)) || l.asked || !l.movesIn(in) {
		return false
	}
	return slices.ContainsFunc(l.personIn(in), func(p person) bool {
		given := l.is(p.from-1, cGive) && p.from-2 >= in.from && l.uses[p.from-2] == when.Verb && l.own(p.from-2, oChange)
		return (l.ends(p.from, cOf) || given) && when.Plain(givenOf(p.name)) != l.writer
	})
}

// asksBeforeOffice has the "cho em" of "cho em thứ 5, thứ 6 em lên cơ quan" take its day: without
// a verb of its own it would go on to the office.
func (l *look) asksBeforeOffice(clauses []clause, as []when.As) {
	for k := range len(clauses) - 1 {
		c, next := &clauses[k], &clauses[k+1]
		if c.drop || !c.own || c.head || !c.day || !next.own || next.has(fHome) || !next.day || !l.verbOf(next.span, oOffice, oGoWork) {
			continue
		}
		at := l.firstOf(c.span, cPlease)
		h, ok := l.find(at, cPlease)
		if !ok || at == c.to || !l.daySoon(at+h.N) {
			continue
		}
		as[at] = when.ReadAs(l.words.own[oTake])
		for i := at + 1; i < at+h.N; i++ {
			as[i] = when.ReadAs(l.words.own[oFiller])
		}
	}
}

// othersBefore reports a unit, or words in no list, before the word for being away:
// "đoàn của sếp đi công tác", "phòng kế toán thứ 6 nghỉ".
func (l *look) othersBefore(in span, away func(i int) bool) bool {
	others := false
	for i := in.from; i < in.to; i++ {
		if away(i) {
			return others
		}
		others = others || l.uses[i] == when.Content && !l.nameAtToken(i) && (!l.meansAt(i) || l.is(i, cUnit))
	}
	return false
}

// judge decides which parts are read: what is somebody else's, a reason with a day of
// its own, and what is not done are left out.
func (l *look) judge(clauses []clause) {
	wished, pleads := slices.IndexFunc(clauses, func(c clause) bool { return c.head && c.day && c.own }), pleadDays(clauses)
	lacking := slices.ContainsFunc(clauses, func(c clause) bool { return c.own && !c.day && (c.head || c.has(feature(cPlease))) })
	moves := slices.ContainsFunc(clauses, func(c clause) bool { return l.movesIn(c.span) })
	later := l.bools(len(clauses) + 1) // a wish with its day from that part on
	for k, c := range slices.Backward(clauses) {
		later[k] = later[k+1] || c.head && c.has(fDay)
	}
	for k := range clauses {
		c := &clauses[k]
		if k > 0 && !l.asked && c.own && goesOnOf(&clauses[k-1], c) {
			pleads -= pleadDays(clauses[k : k+1])
			c.own = false
		}
		switch {
		case l.asked:
		case l.notWished(c.span) && !l.asks(c), l.atSomebodys(c), l.thanksFor(c), c.has(feature(cResign)), l.reported(c):
			c.drop = true
		case k > 0 && l.goesOnErrand(&clauses[k-1], c):
			c.times = true
		case wished > k && (l.leadsWeek(c, clauses[k+1:]) || wished > k+1 && lacksDay(c, &clauses[k+1])):
			c.times = true
		case !c.own && !l.asks(c):
			c.times = c.day && (wished < 0 && lacking || moves && l.lacksOrigin(clauses[k+1:]))
			c.drop = !c.times
		case k > 0 && (l.onlyReturns(c, &clauses[k-1]) || l.putOff(c, clauses[:k]) || l.eitherDay(c, clauses[:k])):
			c.drop = true
		case moves:
		case k+1 < len(clauses) && l.illBefore(c, &clauses[k+1]):
			c.drop = true
		case k+1 < len(clauses) && l.is(clauses[k+1].from, cSo) && later[k+1] && c.day:
			c.drop = true
		case k+1 < len(clauses) && l.otherHalfThan(c, &clauses[k+1]):
			c.times, c.other = true, true
		case l.askedBefore(c, later[k+1] || wished >= 0 && wished < k || pleads > 1 || pleads == 1 && !c.pleadsDay()):
			c.drop = true
		case k > 0 && l.goesOnCounting(&clauses[k-1], c):
			c.times = true
		case wished >= 0 && wished != k && (c.day || wished > k && c.has(fTime) && !l.halfIn(c.span)) && !c.head && (c.has(fContent) || l.fixedIn(c.span)) && !c.duty:
			c.drop = true
		case wished >= 0 && wished < k && c.has(fTime) && !c.day && !c.head && !c.has(fPlace) && !c.duty && (l.busyWith(c) || l.fixedIn(c.span)):
			c.drop = true // "chiều thứ 4 em wfh, tối em gửi bài"
		}
	}
}

// reported reports "em thấy chị nghỉ hôm qua": what was seen or heard before the word for
// it is no wish.
func (l *look) reported(c *clause) bool {
	at := l.firstValue(c.span, cReported, heard)
	if l.thinks(c) {
		return true
	}
	others := slices.ContainsFunc(l.personIn(span{at, c.to}), func(p person) bool { return !l.behind(p, c.span) })
	if h, ok := l.find(at, cReported); !ok || at == c.to || h.N == 1 && !h.Exact || // "thay" is "thay" too
		!others && (c.has(feature(cPlease)) || c.has(feature(cSick)) || c.has(feature(cHelpMe))) {
		return false
	}
	for i := at; i < c.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oHome, oLeave) || l.is(i, cDuty) {
			return true
		}
	}
	return false
}

// thinks reports "em nghi thu 5 moi co ket qua": without marks, what is thought and no leave.
func (l *look) thinks(c *clause) bool {
	return !l.s.Marked() && c.has(fAway) && !c.has(feature(cPlease)) && l.firstValue(c.span, cReported, opinion) < c.to
}

// The values of words by which something is heard, or thought.
const (
	heard   = 0
	opinion = 1
)

// firstValue is where a word of a class with a value stands in a stretch, or its end.
func (l *look) firstValue(in span, c class, value int) int {
	if !l.has.has(c) {
		return in.to
	}
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, c); ok && h.Value == value && l.seg[i] > 0 {
			return i
		}
	}
	return in.to
}

// goesOnOf reports "Bảo bị ốm nên thứ 4 nghỉ": who is absent was said before.
func goesOnOf(before, c *clause) bool {
	told := !before.own && before.has(fSubject) && !before.has(feature(cKin)) && (before.has(feature(cSick)) || before.has(fAway))
	return told && c.has(fAway) && !c.has(fMe) && !c.has(feature(cPlease)) && !c.has(feature(cHelpMe)) && !c.has(fHome)
}

// lacksOrigin reports "em đổi qua thứ 4": a move that does not say from which day.
func (l *look) lacksOrigin(clauses []clause) bool {
	return slices.ContainsFunc(clauses, func(c clause) bool {
		_, both := l.movedTo(c.span)
		return l.movesIn(c.span) && c.day && !both
	})
}

// thanksFor reports "cảm ơn cả phòng đã giúp em hôm thứ 6": what happened then is told.
func (l *look) thanksFor(c *clause) bool {
	return l.is(c.from, cThanks) && !c.head && (c.has(fContent) || c.has(feature(cAlready)) || c.has(feature(cHelp)) || c.has(feature(cReason)))
}

// atSomebodys reports "hôm qua em để quên chìa khóa ở nhà chị An": whose home it is,
// beside what happened there.
func (l *look) atSomebodys(c *clause) bool {
	if !c.has(fHome) || !c.has(fPerson) || !c.has(fContent) || c.has(feature(cPlease)) || c.has(fFuture) {
		return false
	}
	return slices.ContainsFunc(l.personIn(c.span), func(p person) bool {
		return p.from < p.at && p.from > 1 && l.uses[p.from-1] == when.Verb && l.own(p.from-2, oHome) && l.closes(p.end, c.span)
	})
}

// fixedIn reports a compound that is no day and no wish in a part: "mai nghỉ lễ".
func (l *look) fixedIn(in span) bool {
	return slices.Contains(l.uses[in.from:in.to], when.Fixed)
}

// otherHalfThan reports a part that tells of one half of a day, before a wish for the other.
func (l *look) otherHalfThan(c, next *clause) bool {
	tells := c.has(fContent) || l.fixedIn(c.span) || c.has(feature(cComeBack)) // "trưa thứ 6 em về"
	return c.own && c.day && !c.head && tells && l.halfIn(c.span) && next.head && next.own && next.has(fHome) && !next.day && l.halfIn(next.span)
}

// goesOnCounting reports "hai ngày thứ 5, thứ 6 về quê": days that were counted before go on
// after a comma.
func (l *look) goesOnCounting(before, c *clause) bool {
	return before.head && before.own && before.has(fCounted) && before.day && l.timeAt[before.to-1] && before.to+1 == c.from && l.timeAt[c.from] && !c.has(fMe) && !l.saysWeek(before.span) &&
		!l.verbOf(c.span, oHome, oLeave, oCancel, oDrop, oChange, oGoWork)
}

// goesOnErrand reports "em xin nghỉ phép t4, t5 về quê": the list of days goes on after a comma,
// and then what they are for.
func (l *look) goesOnErrand(before, c *clause) bool {
	if !before.head || !before.own || !before.has(fAway) || !before.day || !l.timeAt[before.to-1] || before.to+1 != c.from || !l.timeAt[c.from] || c.has(fMe) || c.duty {
		return false
	}
	i := c.from
	for i < c.to && l.timeAt[i] {
		i++
	}
	return i < c.to && l.is(i, cErrand) && !l.own(i, oBusy, oGoWork, oOffice) && !l.verbOf(c.span, oHome, oLeave, oCancel, oDrop, oChange, oGoWork)
}

// eitherDay reports "…, ngày nào cũng được" behind days that were named: it adds none.
func (l *look) eitherDay(c *clause, before []clause) bool {
	at := l.firstValue(c.span, cEither, anyDay)
	return at < c.to && l.nothingElse(span{c.from, at}, at) && slices.ContainsFunc(before, func(b clause) bool { return b.own && b.has(fDay) })
}

// putOff reports "hủy công tác thứ 6, chuyến đi hoãn rồi": why, after what is wished.
func (l *look) putOff(c *clause, before []clause) bool {
	none := c.has(fTime) || c.has(fMe) || c.has(feature(cPlease)) || c.has(feature(cHelpMe)) || c.has(fHome)
	return !none && l.movesIn(c.span) && slices.ContainsFunc(before, func(b clause) bool { return b.head && b.has(fDay) }) &&
		l.othersBefore(c.span, func(i int) bool { return l.uses[i] == when.Verb && l.own(i, oChange) })
}

// onlyReturns reports "…, thứ 5 về" after being away: the day of coming back.
func (l *look) onlyReturns(c, before *clause) bool {
	if !before.duty && !before.has(fAway) || c.head || !c.has(fTime) || !c.has(feature(cComeBack)) {
		return false
	}
	for i := c.from; i < c.to; i++ {
		_, word := l.s.Word(i)
		if word && !l.timeAt[i] && !l.is(i, cComeBack, cPolite, cMe, cTitle) && !l.own(i, oFiller, oTitle) {
			return false
		}
	}
	return true
}

// asksThing reports "cho em mượn máy tính": nothing is asked for but what somebody is
// to be let do.
func (l *look) asksThing(keep []bool) bool {
	found := false
	for i, k := range keep {
		if k && l.seg[i] > 1 && l.is(i, cOther) && l.is(i, cPlease) { // "xin chữ ký"
			return true
		}
		h, ok := l.find(i, cPlease)
		if !k || !ok || l.seg[i] == 0 {
			continue
		}
		next := i + h.N
		if !l.is(i, cGive, cHelpMe) || next+1 >= len(keep) || l.uses[next] != when.Content || l.uses[next+1] != when.Content || l.meansAt(next) {
			return false
		}
		found = true
	}
	return found
}

// busyWith reports work, or words in no list, in a part.
func (l *look) busyWith(c *clause) bool {
	return c.has(feature(cComeBack)) || c.has(feature(cOther)) || c.has(fContent) || c.has(feature(cWork)) || c.has(feature(cSend)) || c.has(feature(cDoneVerb))
}

// asks reports a question about people: its subject is who is asked about.
func (l *look) asks(c *clause) bool { return l.asksWho(c.span) }

func (l *look) asksWho(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oWho, oWaiting) {
			return true
		}
	}
	return false
}

// notWished reports "chưa đăng ký thứ 5", "đừng cho em ở nhà": what is not done.
func (l *look) notWished(in span) bool {
	if !l.anywhere(cUnsure, cNow, cNotYet, cNever) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if l.is(i, cUnsure) && l.saysHome(span{i, in.to}) || l.is(i, cNow) && l.saysHome(span{i + 1, min(i+2, in.to)}) && !l.asksForDay(in) && !l.asksWho(in) {
			return true
		}
		if !l.is(i, cNotYet, cNever) || l.seg[i] == 0 || l.closes(i+1, in) {
			continue
		}
		for k := i + 1; k < min(i+5, in.to); k++ {
			if l.uses[k] == when.Verb && l.own(k, oHome, oTake, oCancel, oDrop, oLeave, oChange) || l.is(k, cPlease) {
				return true
			}
			if !l.is(k, cSoften, cMe) && !l.own(k, oFiller, oTitle) {
				break
			}
		}
	}
	return false
}

// saysHome reports a word for working at home.
func (l *look) saysHome(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oHome) {
			return true
		}
	}
	return false
}

// daySoon reports a day at i, the word for it before its number too.
func (l *look) daySoon(i int) bool { return l.timeSoon(i) || l.own(i, oDay) && l.timeSoon(i+1) }

func (l *look) daysIn(in span) bool {
	for _, t := range l.times[l.firstTime(in.from):] {
		if t.From >= in.to {
			break
		}
		if t.To <= in.to && !t.Open {
			return true
		}
	}
	return false
}

func (l *look) movesIn(in span) bool {
	if !l.s.Anywhere(l.words.own[oChange]) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oChange) {
			return true
		}
	}
	return false
}

// asksForDay reports a word for asking that something follows, not the "xin phép" that
// only excuses.
func (l *look) asksForDay(in span) bool {
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cPlease); ok && !l.closes(i+h.N, in) {
			return true
		}
	}
	return false
}

// joinLists gives days that stand alone before a comma to the absence of a kind of its
// own whose list they begin: "thứ 5, thứ 6 tôi đi công tác".
func (l *look) joinLists(clauses []clause) []clause {
	mixed := l.kindsMixed(clauses)
	for k := len(clauses) - 1; k > 0; k-- {
		c, before := &clauses[k], clauses[k-1]
		if (c.duty || mixed && l.kindOf(c) == Sick) && c.has(fDay) && before.to+1 == c.from && l.onlyDays(before.span) {
			*c = l.clause(span{before.from, c.to})
			clauses = slices.Delete(clauses, k-1, k)
		}
	}
	return l.joinAfter(clauses)
}

// onlyDays reports a part that says days and nothing else.
func (l *look) onlyDays(in span) bool {
	for i := in.from; i < in.to; i++ {
		if !l.timeAt[i] {
			return false
		}
	}
	return in.to > in.from
}

// leaves reports a word for leave itself among the kept tokens.
func (l *look) leaves(keep []bool) bool {
	for i, k := range keep {
		if k && l.uses[i] == when.Verb && l.own(i, oLeave) && !l.own(i, oSick) {
			return true
		}
	}
	return false
}
