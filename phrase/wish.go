package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// clause is a part of a sentence in the reading of wishes for days.
type clause struct {
	span
	features
	head  bool // a word for what is wished on days
	day   bool // a day, not a half alone
	own   bool // it is the writer's
	drop  bool // nothing of it is read
	times bool // only its days are read
	other bool // it is about the other half of its day than what is wished: "sáng thứ 4 em về quê, chiều em làm ở nhà"
	duty  bool
	apart bool // read as an act of its own
	// halves: it names half of the day that the part before it names, which is about the
	// other half: "sáng thứ 5 nghỉ phép, chiều nghỉ ốm"
	halves bool
}

// wishes reads what is left of the text as wishes for days.
func (l *look) wishes(free []bool) ([]Act, string) {
	if !slices.Contains(free, true) {
		return nil, ""
	}
	keep := l.copyOf(free)
	l.readAs = cleared(l.readAs, len(keep))
	as := l.readAs
	behind := l.dropsDayBehind(keep)
	clauses, doubt := l.wishClauses(free, keep, as)
	clauses = l.joinLists(clauses)
	l.judge(clauses)
	l.asksBeforeOffice(clauses, as)
	l.halvesOfList(as)
	l.others = l.tellsOfOthers(clauses, keep)
	acts := l.apart(clauses, keep, as)
	for _, c := range clauses {
		if !c.drop {
			l.visited(c, as)
		}
	}
	if !l.anyMeaning(keep) {
		return acts, ""
	}
	sub := l.s
	if only := l.withoutWork(keep); slices.ContainsFunc(as, isRead) || slices.Contains(only, false) {
		sub = l.s.Sub(only, as, false)
	}
	plans, note := sub.Plans(when.Date(l.today), l.cal)
	kept := l.keptFeatures(clauses)
	all, everything := l.allGivenUp(keep)
	strange := l.strange(keep) || l.unexplained(keep) || l.goesAstray(clauses, keep) || l.interjects(clauses)
	for _, p := range plans {
		if l.superseded(p, plans, keep, everything) {
			continue
		}
		if everything && p.Head == when.GiveUp && p.Open && len(p.Days) == 0 {
			p.Selection = all // "hủy hết các ngày em xin ở nhà tuần sau"
		}
		if act, ok := l.wishAct(p, keep, kept, clauses); ok {
			if (doubt || strange || l.nobodys(act.Intent, kept, keep) || act.Intent == Home && l.denied(keep, plans)) && len(act.Doubts) == 0 && len(act.Days) > 0 {
				act.Doubts = append(act.Doubts, messageOf(when.Doubt{Key: when.DoubtCorrected}))
			}
			act.at = l.actAt(p, keep)
			acts = append(acts, act)
		}
	}
	if acts = l.givenUpAfter(acts); behind {
		l.addDayBehind(acts)
	}
	if act, ok := l.onlyExcepts(); ok && len(acts) == 0 {
		acts = append(acts, act)
	}
	if len(l.figures) > 0 {
		if p, ok := l.plan(acts, keep); ok {
			acts = append(acts, p)
		}
	}
	if note == "" && slices.ContainsFunc(acts, func(a Act) bool { return a.Intent == Home && !a.Near }) {
		note = l.workNote(clauses)
	}
	return acts, note
}

// wishClauses are the parts of what is free, with what was taken back left out of keep; doubt
// says that something was.
func (l *look) wishClauses(free, keep []bool, as []when.As) (clauses []clause, doubt bool) {
	sentences := l.sentences()
	clauses = l.clauseRoom
	for k, sentence := range sentences {
		doubt = l.correct(sentence, keep, as) || k > 0 && l.correctsBefore(sentences[:k], sentence, keep, as) || doubt
		for _, p := range l.parts(sentence) {
			if anyOf(free, p) {
				clauses = append(clauses, l.clause(p))
			}
		}
	}
	l.clauseRoom = clauses
	return clauses, doubt
}

// nobodys reports leave, or days given up or moved, of nobody, beside words of which nothing
// was read: what is told may be something else.
func (l *look) nobodys(intent Intent, have features, keep []bool) bool {
	switch intent {
	case Leave, Sick, Cancel, Move:
	default:
		return false
	}
	if l.asked || !l.s.Marked() || have.has(feature(cMe)) || have.has(feature(cPlease)) || have.has(feature(cHelpMe)) || !have.has(fContent) {
		return false
	}
	return l.content(keep[:l.reasonAt(span{0, len(keep)})]) > 1
}

// superseded reports a plan without days that another one says better.
func (l *look) superseded(p when.Plan, plans []when.Plan, keep []bool, everything bool) bool {
	switch {
	case !p.Open || len(p.Days) > 0:
		return false
	case p.Head == when.GiveUp: // "nghỉ phép thứ 6 chứ không phải ở nhà"
		return len(plans) > 1 && !l.givesUp(keep)
	}
	return p.Head == when.Stay && slices.ContainsFunc(plans, func(o when.Plan) bool { // "xóa giúp em ngày 27 đã đăng ký ở nhà"
		return o.Head == when.GiveUp && (len(o.Days) > 0 || everything || !p.Said)
	})
}

// givesUp reports a word for giving up among the kept tokens.
func (l *look) givesUp(keep []bool) bool {
	for i, k := range keep {
		if k && l.uses[i] == when.Verb && l.own(i, oCancel, oDrop, oStop) {
			return true
		}
	}
	return false
}

// apart reads the parts that are acts of their own, and leaves in keep what the wishes
// are read from; as has the words for duty that are read as leave.
func (l *look) apart(clauses []clause, keep []bool, as []when.As) (acts []Act) {
	mixed := l.kindsMixed(clauses)
	for k := range clauses {
		c := &clauses[k]
		halfNext := k+1 < len(clauses) && clauses[k+1].head && clauses[k+1].has(fTime) && !clauses[k+1].day && !(mixed && clauses[k+1].halves) // "sáng thứ 6 em đi công tác, chiều làm ở nhà"
		if kind := l.kindApart(clauses, k, mixed); kind != None {
			var before *clause
			if k > 0 {
				before = &clauses[k-1]
			}
			if act, ok := l.awayAct(*c, keep, kind, before); ok {
				acts = append(acts, act)
				c.drop, c.apart = true, true
			}
		}
		if c.duty && !c.drop {
			var before *clause
			if mixed && c.halves {
				before = &clauses[k-1] // "sáng thứ 6 em nghỉ phép, chiều em đi công tác"
			}
			if act, ok := l.awayAct(*c, keep, Duty, before); ok && !l.asked && !halfNext {
				acts = append(acts, act)
				c.drop = true
			} else if c.times = halfNext && !l.halfIn(c.span) && !c.has(fAway); !c.times { // "t5 đi cơ sở, chiều wfh"
				l.readAsLeave(*c, as)
			}
		}
		if !c.drop && l.asks(c) && k > 0 && (l.is(c.from, cAsking) || (c.has(fTime) || c.has(feature(cRequestWord))) && wishesBefore(clauses[:k])) || !c.drop && l.asks(c) && l.wishesAfter(clauses[k+1:]) {
			acts = append(acts, l.askedApart(c.span, keep)...)
			c.drop = true
		}
		for i := c.from; i < c.to; i++ {
			keep[i] = keep[i] && !c.drop && (!c.times || l.timeAt[i]) && !(c.other && l.own(i, oMorning, oAfternoon, oNoon, oBuoi))
		}
	}
	return acts
}

// kindApart is the kind of an absence that is read by itself, apart from the other wishes.
func (l *look) kindApart(clauses []clause, k int, mixed bool) Intent {
	c := &clauses[k]
	switch kind := l.kindOf(c); {
	case c.drop || l.asked:
	case mixed && (kind == Sick || kind == Leave && !c.day):
		return kind
	case !mixed && l.illApart(clauses, k):
		return Sick
	}
	return None
}

// wishesAfter reports the writer's own wish with its day in a later part that asks nothing:
// "đơn thứ 5 của em sao rồi chị, thứ 6 em xin ở nhà luôn".
func (l *look) wishesAfter(clauses []clause) bool {
	return slices.ContainsFunc(clauses, func(c clause) bool {
		return c.head && c.own && c.has(fDay) && (c.has(fMe) || c.has(feature(cHelpMe))) && (c.has(fHome) || c.has(fAway)) && !c.drop && !l.asks(&c)
	})
}

// wishesBefore reports the writer's own wish with its day in an earlier part.
func wishesBefore(clauses []clause) bool {
	return slices.ContainsFunc(clauses, func(c clause) bool { return c.head && c.own && c.day && !c.drop })
}

func anyOf(set []bool, in span) bool { return slices.Contains(set[in.from:in.to], true) }

// withoutWork leaves out numbers of work: "ở nhà làm 3 tờ trình".
func (l *look) withoutWork(keep []bool) []bool {
	out := l.copyOf(keep)
	for _, x := range l.figures {
		if x.kind != quantity {
			continue
		}
		for i := x.from; i < x.to; i++ {
			out[i] = false
		}
		for w, ok := l.workAt(x.to, len(out)); ok && x.to < w.to; ok = false {
			for i := w.from; i < w.to; i++ {
				out[i] = false
			}
		}
	}
	return out
}

// askedApart reads a question that follows a wish by itself.
func (l *look) askedApart(in span, keep []bool) []Act {
	only := l.bools(len(keep))
	copy(only[in.from:in.to], keep[in.from:in.to])
	plans, _ := l.s.Sub(only, nil, false).Plans(when.Date(l.today), l.cal)
	var acts []Act
	for _, p := range plans {
		if p.Head == when.Who || p.Head == when.Waiting {
			acts = append(acts, Act{Wish: l.wish(intents[p.Head], p), at: in.from})
		}
	}
	return acts
}

// anyMeaning reports a day or a word for a wish among the kept tokens.
func (l *look) anyMeaning(keep []bool) bool {
	for i, k := range keep {
		if k && (l.uses[i] == when.Time || l.uses[i] == when.Verb || l.uses[i] == when.Link) {
			return true
		}
	}
	return false
}

func (l *look) keptFeatures(clauses []clause) features {
	var f features
	for _, c := range clauses {
		if c.drop {
			continue
		}
		for k := range f {
			f[k] |= c.features[k]
		}
	}
	return f
}

// wishAct turns a plan into an act; ok is false where it is no wish.
func (l *look) wishAct(p when.Plan, keep []bool, have features, clauses []clause) (Act, bool) {
	intent := intents[p.Head]
	act := Act{}
	switch p.Head {
	case when.None:
		return act, false
	case when.Who, when.Waiting:
		if p.Head == when.Waiting && l.givesUp(keep) { // "hủy hết mấy đơn đang chờ"
			act.Wish = Wish{Intent: Cancel, Selection: asked(selectionOf(p.Selection))}
			return act, true
		}
		if asksOther(p.Head, have) || p.Head == when.Who && l.saysForAll(keep) {
			return act, false
		}
		act := l.askedAbout(intent, span{0, len(keep)})
		act.Wish = l.wish(intent, p)
		return act, true
	case when.Away:
		if tellsOfLeave(p, have) || l.tellsPast(p, keep, have) {
			return act, false
		}
		intent = l.awayIntent(have, clauses)
		if intent == Leave && l.staysOrRests(keep) {
			intent, act.Near = Home, true
		}
	case when.GiveUp:
		if l.returnsOn(keep) {
			return l.illBack(slotsOf(p.Days), clauses)
		}
		thing := p.Open && have.has(fContent) && !have.has(fTime) && !have.has(fHome) && !have.has(fAway) && !have.has(feature(cRequestWord)) // "hủy giùm em ly trà sữa"
		thing = thing || p.Open && have.has(feature(cWork)) && !have.has(fTime) && !have.has(fMe)                                             // "thủ tục xóa đăng ký tạm trú"
		if thing || l.tellsPast(p, keep, have) || l.dropsOther(keep) || (have.has(fQuestion) || have.has(fContent) && !have.has(fMe)) && l.onlyBack(keep) {
			return act, false
		}
		if l.givesUpThing(keep) && !have.has(fHome) && !have.has(fAway) && !have.has(feature(cRequestWord)) && len(p.Days) > 0 && len(p.Doubts) == 0 {
			p.Doubts = []when.Doubt{{Key: when.DoubtCorrected}} // what is given up may be something else
		}
		if l.ofUnit(keep) {
			return Act{Wish: l.wish(Revoke, p)}, true // "hủy hết các ngày ở nhà tuần sau của phòng"
		}
		act.OfLeave = have.has(feature(cDuty)) || have.has(feature(cLeaveKind)) || have.has(feature(cSickLeave)) || l.leaves(keep)
	case when.Move:
		if l.movesThing(p, keep, have) {
			return act, false
		}
	case when.Stay:
		var stays bool
		if act.Near, stays = l.stays(p, keep, have, clauses); !stays {
			return act, false
		}
		if p.Absent && !have.has(fHome) && !l.asked && l.ill(clauses) { // "sáng thứ 5 em ốm không lên được"
			intent, p.Doubts = Sick, nil
		}
	}
	act.Wish = l.oneOfThem(l.wish(intent, p), keep)
	if l.listsLoose() && len(act.Options) == 0 { // "14 15/12 em ở nhà"
		act.Selection = asked(act.Selection)
	}
	l.stretched(&act, keep)
	act.Near = act.Near || !l.asked && (intent == Home || intent == Leave) && l.onlyIf(clauses)
	if act.Near && len(act.Days) > 0 && len(act.Options) == 0 && !act.Open {
		act.Options, act.Days = append(act.Options, act.Days), nil
	}
	return act, true
}

// asksOther reports a question that is about something else than people, days and requests.
func asksOther(head when.Head, have features) bool {
	if head == when.Who {
		return have.has(feature(cSend)) || !have.has(fHome) && (have.has(feature(cOther)) || have.has(fContent) || have.has(feature(cWork)))
	}
	switch {
	case have.has(feature(cRequestWord)):
		return false
	case have.has(fMe) && have.has(fContent) && have.has(feature(cStuck)) && !have.has(fQuestion): // "em đang chờ bên kế hoạch ký nháy"
		return true
	}
	return have.has(feature(cOther)) || (have.has(fContent) || have.has(feature(cWork))) && have.has(feature(cApprove)) && !have.has(fTime) && !have.has(fMe) && !have.has(fPerson) // "anh duyệt chi tiền nước chưa"
}

// tellsOfLeave reports "nghỉ phép có được trả lương không": nobody's leave, and no day.
func tellsOfLeave(p when.Plan, have features) bool {
	nobody := !have.has(fMe) && !have.has(feature(cPlease)) && !have.has(feature(cHelpMe))
	return p.Open && len(p.Days) == 0 && nobody && (have.has(fContent) || have.has(feature(cOther)))
}

// awayIntent is the kind of an absence.
func (l *look) awayIntent(have features, clauses []clause) Intent {
	switch {
	case have.has(feature(cDuty)) && slices.ContainsFunc(clauses, func(c clause) bool { return c.duty && !c.drop }):
		return Duty
	case l.ill(clauses):
		return Sick
	}
	return Leave
}

// movesThing reports a move of something else than a day of the writer's.
func (l *look) movesThing(p when.Plan, keep []bool, have features) bool {
	switch {
	case p.Open && len(p.Days) == 0 && (!l.movesIn(span{0, len(keep)}) || have.has(fContent) || have.has(feature(cWork))): // "em trực thay", "chị chuyển em file tuần trước"
		return true
	case l.movesEvent(keep, have):
		return true
	}
	return p.From != nil && p.From.Open && len(p.From.Days) == 0 && have.has(fContent) && !have.has(fMe) && !have.has(fHome) // "đổi lịch tiêm chủng sang thứ 6"
}

// intents are the heads of plans as intents.
var intents = [...]Intent{when.None: None, when.Stay: Home, when.Move: Move, when.GiveUp: Cancel, when.Away: Leave, when.Who: Who, when.Waiting: Waiting}

func (l *look) wish(intent Intent, p when.Plan) Wish {
	w := Wish{Intent: intent, Selection: selectionOf(p.Selection)}
	if p.From != nil {
		from := selectionOf(*p.From)
		w.From = &from
	}
	if p.Series != nil {
		w.Series = seriesOf(*p.Series)
	}
	return w
}

// actAt is where the wish is said: its first day, or the first kept token.
func (l *look) actAt(p when.Plan, keep []bool) int {
	if p.At >= 0 {
		return p.At
	}
	return max(0, slices.Index(keep, true))
}
