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
	duty  bool
	apart bool // read as an act of its own
}

// wishes reads what is left of the text as wishes for days.
func (l *look) wishes(free []bool) ([]Act, string) {
	if !slices.Contains(free, true) {
		return nil, ""
	}
	keep := slices.Clone(free)
	as := map[int]when.Hit{}
	doubt := false
	var clauses []clause
	for _, sentence := range l.sentences() {
		doubt = l.correct(sentence, keep) || doubt
		for _, p := range l.parts(sentence) {
			if anyOf(free, p) {
				clauses = append(clauses, l.clause(p))
			}
		}
	}
	clauses = l.joinLists(clauses)
	l.judge(clauses)
	l.others = l.tellsOfOthers(clauses, keep)
	acts := l.apart(clauses, keep, as)
	if !l.anyMeaning(keep) {
		return acts, ""
	}
	sub := l.s
	if only := l.withoutWork(keep); len(as) > 0 || slices.Contains(only, false) {
		sub = l.s.Sub(only, as, false)
	}
	plans, note := sub.Plans(when.Date(l.today), l.cal)
	kept := l.keptFeatures(clauses)
	strange := l.strange(keep)
	for _, p := range plans {
		if act, ok := l.wishAct(p, keep, kept, clauses); ok {
			if (doubt || strange) && len(act.Doubts) == 0 && len(act.Days) > 0 {
				act.Doubts = append(act.Doubts, messageOf(when.Doubt{Key: when.DoubtCorrected}))
			}
			act.at = l.actAt(p, keep)
			acts = append(acts, act)
		}
	}
	if p, ok := l.plan(acts, keep); ok {
		acts = append(acts, p)
	}
	if note == "" && slices.ContainsFunc(acts, func(a Act) bool { return a.Intent == Home && !a.Near }) {
		note = l.workNote(clauses)
	}
	return acts, note
}

// apart reads the parts that are acts of their own, and leaves in keep what the wishes
// are read from; as has the words for duty that are read as leave.
func (l *look) apart(clauses []clause, keep []bool, as map[int]when.Hit) (acts []Act) {
	mixed := l.kindsMixed(clauses)
	for k := range clauses {
		c := &clauses[k]
		if mixed && !c.drop && l.kindOf(c) == Sick {
			if act, ok := l.awayAct(*c, keep, Sick); ok {
				acts = append(acts, act)
				c.drop, c.apart = true, true
			}
		}
		if c.duty && !c.drop {
			if act, ok := l.awayAct(*c, keep, Duty); ok && !l.asked {
				acts = append(acts, act)
				c.drop = true
			} else {
				l.readAsLeave(*c, as)
			}
		}
		if !c.drop && l.asks(c) && k > 0 && (l.is(c.from, cAsking) || c.has(fTime) && wishesBefore(clauses[:k])) {
			acts = append(acts, l.askedApart(c.span, keep)...)
			c.drop = true
		}
		for i := c.from; i < c.to; i++ {
			keep[i] = keep[i] && !c.drop && (!c.times || l.timeAt[i])
		}
	}
	return acts
}

// wishesBefore reports the writer's own wish with its day in an earlier part.
func wishesBefore(clauses []clause) bool {
	return slices.ContainsFunc(clauses, func(c clause) bool { return c.head && c.own && c.day && !c.drop })
}

func anyOf(set []bool, in span) bool { return slices.Contains(set[in.from:in.to], true) }

// withoutWork leaves out numbers of work: "ở nhà làm 3 tờ trình".
func (l *look) withoutWork(keep []bool) []bool {
	out := slices.Clone(keep)
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
	only := make([]bool, len(keep))
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

// kindOf is which kind of the writer's own absence a part names with its day.
func (l *look) kindOf(c *clause) Intent {
	switch {
	case c.drop || !c.own || !c.day || c.duty:
	case c.has(feature(cLeaveKind)):
		return Leave
	case c.has(feature(cSickLeave)) || c.has(fAway) && l.ill([]clause{*c}):
		return Sick
	case c.has(fAway):
		return Leave
	}
	return None
}

// kindsMixed reports leave on some days and illness on others.
func (l *look) kindsMixed(clauses []clause) bool {
	leave, sick := false, false
	for k := range clauses {
		switch l.kindOf(&clauses[k]) {
		case Leave:
			leave = true
		case Sick:
			sick = true
		}
	}
	return leave && sick && !l.asked
}

// awayAct reads a part about an absence of a kind of its own that has days of its own.
func (l *look) awayAct(c clause, keep []bool, kind Intent) (Act, bool) {
	if !c.has(fDay) {
		return Act{}, false
	}
	only := make([]bool, len(keep))
	for i := c.from; i < c.to; i++ {
		only[i] = keep[i]
	}
	as := map[int]when.Hit{}
	l.readAsLeave(c, as)
	plans, _ := l.s.Sub(only, as, false).Plans(when.Date(l.today), l.cal)
	for _, p := range plans {
		if p.Head == when.Away && !p.Open {
			act := Act{Wish: l.wish(kind, p)}
			act.at = l.actAt(p, only)
			return act, true
		}
	}
	return Act{}, false
}

// readAsLeave has the words for duty read as leave.
func (l *look) readAsLeave(c clause, as map[int]when.Hit) {
	for i := c.from; i < c.to; i++ {
		if h, ok := l.find(i, cDuty); ok && h.N == l.seg[i] {
			as[i] = when.Hit{Class: l.words.own[oLeave]}
			for k := i + 1; k < i+h.N; k++ {
				as[k] = when.Hit{Class: l.words.own[oFiller]}
			}
		}
	}
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

// content counts the kept words that days alone do not explain.
func (l *look) content(keep []bool) int {
	n, light := 0, 0
	for i, k := range keep {
		if h, ok := l.lightAt(i); ok && l.seg[i] > 0 {
			light = max(light, i+h.N)
		}
		if !k || i < light {
			continue
		}
		if l.seg[i] > 1 && !l.timeAt[i] && l.is(i, cDefer) || l.is(i, cSend) && l.is(i-1, cMe) {
			n++
		}
		switch l.uses[i] {
		case when.Content:
			if _, word := l.s.Word(i); word && !l.own(i, oDigit) && !(l.own(i, oThu) && l.timeSoon(i+1)) {
				n++
			}
		case when.Fixed:
			n++
		case when.Weightless:
			if l.is(i, cWhat, cWhichTask, cAsksTasks, cHowFar, cDoingWhat) && l.seg[i] > 0 {
				n++
			}
		case when.Verb:
			if l.own(i, oBusy, oOffice, oGoWork, oWho) && !l.own(i, oTake, oHome) {
				n++
			}
		}
	}
	return n
}

// howAsked reports a word that asks how: "làm ở nhà thì chấm công sao".
func (l *look) howAsked(keep []bool) bool {
	for i, k := range keep {
		if k && (l.is(i, cHowFar, cWhat) || l.own(i, oAbout) || l.asksWhy(i)) {
			return true
		}
	}
	return false
}

func (l *look) asksWhy(i int) bool { return l.is(i, cHow) }

// besideDays leaves out the parts about a request, without a day, where one with a day
// asks for it: "đơn em bị từ chối rồi, em xin t6".
func (l *look) besideDays(keep []bool, clauses []clause) []bool {
	if !slices.ContainsFunc(clauses, func(c clause) bool { return !c.drop && c.has(fTime) && l.asksForDay(c.span) }) {
		return keep
	}
	out := slices.Clone(keep)
	for _, c := range clauses {
		aboutRequest := c.has(feature(cRequestWord)) || c.has(feature(cReject)) || c.has(feature(cApprove)) || !c.has(fContent) && !c.has(fPlace)
		for i := c.from; i < c.to && !c.has(fTime) && aboutRequest; i++ {
			out[i] = false
		}
	}
	return out
}

// aside counts the parts of which only the days are read, or nothing.
func (l *look) aside(clauses []clause) int {
	n := 0
	for _, c := range clauses {
		if c.times || c.drop && !c.own && !l.notWished(c.span) {
			n++
		}
	}
	return n
}

// strange reports a slip that was put right, or letters that are no word, in or beside
// a time expression.
func (l *look) strange(keep []bool) bool {
	for i, k := range keep {
		if !k {
			continue
		}
		right, odd := l.s.Slip(i)
		beside := i > 0 && l.timeAt[i-1] || i+1 < len(keep) && l.timeAt[i+1]
		if right && l.timeAt[i] || odd && beside && i > 0 && l.timeAt[i-1] {
			return true
		}
	}
	return false
}

// wishAct turns a plan into an act; ok is false where it is no wish.
func (l *look) wishAct(p when.Plan, keep []bool, have features, clauses []clause) (Act, bool) {
	intent := intents[p.Head]
	act := Act{}
	switch p.Head {
	case when.None:
		return act, false
	case when.Who, when.Waiting:
		if p.Head == when.Who && (have.has(feature(cSend)) || !have.has(fHome) && (have.has(fContent) || have.has(feature(cWork)))) {
			return act, false
		}
		act := l.askedAbout(intent, span{0, len(keep)})
		act.Wish = l.wish(intent, p)
		return act, true
	case when.Away:
		if l.ill(clauses) {
			intent = Sick
		}
		if have.has(feature(cDuty)) && slices.ContainsFunc(clauses, func(c clause) bool { return c.duty && !c.drop }) {
			intent = Duty
		}
	case when.GiveUp:
		thing := p.Open && have.has(fContent) && !have.has(fTime) && !have.has(fHome) && !have.has(fAway) && !have.has(feature(cRequestWord)) // "hủy giùm em ly trà sữa"
		if thing || l.dropsOther(keep) || have.has(fQuestion) && l.onlyBack(keep) {
			return act, false
		}
		act.OfLeave = have.has(feature(cLeaveKind)) || have.has(feature(cSickLeave)) || l.leaves(keep)
	case when.Move:
		if p.Open && len(p.Days) == 0 && (!l.movesIn(span{0, len(keep)}) || have.has(fContent) || have.has(feature(cWork))) {
			return act, false // "em trực thay", "chị chuyển em file tuần trước"
		}
	case when.Stay:
		if l.asked {
			break
		}
		if p.Said || p.Absent {
			if len(p.Days) == 0 && p.Open && !have.has(fTime) && (!have.has(feature(cPlease)) && have.has(fContent) || !have.has(fMe) && l.content(keep) > 1 && l.howAsked(keep)) {
				return act, false
			}
			break
		}
		if n := l.content(l.besideDays(keep, clauses)) + l.aside(clauses); n > 0 || have.has(feature(cWork)) || have.has(fOther) && have.has(feature(cKin)) {
			if !have.has(feature(cPlease)) || have.has(feature(cWork)) || l.asksThing(keep) {
				return act, false
			}
			act.Near = true
		}
	}
	act.Wish = l.wish(intent, p)
	if act.Near && len(act.Days) > 0 && len(act.Options) == 0 && !act.Open {
		act.Options, act.Days = append(act.Options, act.Days), nil
	}
	return act, true
}

// dropsOther reports a word for giving up that is said of something else: "bỏ phiếu",
// "hủy họp chiều nay", "hủy vé thứ 6".
func (l *look) dropsOther(keep []bool) bool {
	for i, k := range keep {
		if !k || l.uses[i] != when.Verb || !l.own(i, oDrop, oStop, oCancel) {
			continue
		}
		n := 1
		for _, c := range [...]own{oDrop, oStop, oCancel} {
			if h, ok := l.s.Find(i, l.words.own[c]); ok {
				n = max(n, h.N)
			}
		}
		next := i + n
		if next >= len(keep) {
			return false
		}
		if l.uses[next] == when.Weightless && next+1 < len(keep) && l.uses[next+1] == when.Verb && l.own(next+1, oBusy) {
			next++ // "hủy buổi họp"
		}
		if l.uses[next] == when.Verb && l.own(next, oBusy) && !l.own(next, oCancel, oHome, oLeave) {
			return true
		}
		slip, odd := l.s.Slip(next)
		return l.uses[next] == when.Content && len(l.hits[next]) == 0 && !slip && !odd
	}
	return false
}

// onlyBack reports that nothing is given up but by going to work: "mai đi làm bình
// thường hả chị" asks.
func (l *look) onlyBack(keep []bool) bool {
	for i, k := range keep {
		if k && l.uses[i] == when.Verb && l.own(i, oCancel, oDrop, oStop, oHome, oLeave) {
			return false
		}
	}
	return true
}

// ill reports an illness of the writer's own.
func (l *look) ill(clauses []clause) bool {
	for _, c := range clauses {
		if c.apart {
			continue
		}
		if c.has(feature(cSickLeave)) && c.own {
			return true
		}
		if !c.has(feature(cSick)) || c.has(feature(cLeaveKind)) {
			continue
		}
		if c.has(feature(cKin)) || c.has(fSubject) && !c.has(fMe) {
			continue
		}
		return true
	}
	return false
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

func (l *look) lightAt(i int) (when.Hit, bool) {
	for _, c := range [...]class{cLight, cCorrect} {
		if h, ok := l.find(i, c); ok {
			return h, true
		}
	}
	return l.find(i, cOf)
}
