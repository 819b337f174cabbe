package phrase

import (
	"slices"
	"strings"

	"tainha/phrase/when"
	"tainha/rules"
)

// verdictLetters is what the values of the pieces of a decision have beyond their letters.
const verdictLetters = 256

// The letters of the pieces of a decision.
const (
	vdYes     = 'y'
	vdNo      = 'n'
	vdBack    = 'r' // an approval is taken back
	vdOffice  = 'x' // to be at the office
	vdSmall   = 'c'
	vdAnother = 'k' // "còn", "nhưng"
	vdRight   = 'w' // puts right
	vdBecause = 'b'
)

// ruling is what is decided of some people on some days.
type ruling struct {
	intent    Intent
	who       []string
	days      span
	reason    span
	inherited bool // its verdict was said of those before it
	office    bool
	half      rules.Part // of the day of the one before
}

// rulings reads decisions about several people or days, each with its verdict: "Phúc thứ 4 duyệt, thứ 6
// từ chối", "duyệt Bình t4, Lan t5", "Mai thứ 5 không được em nhé, chị cần em họp". Every word must have
// its place, but in a clause behind them that says why.
func (l *look) rulings() []Act {
	if len(l.persons) == 0 || !l.has.has(cPiece) || l.anywhere(cRatherNot, cCorrect) {
		return nil
	}
	row := l.verdictPieces()
	if row == nil {
		return nil
	}
	r := rulingReader{l: l, cur: ruling{days: span{-1, -1}}}
	for k := range row {
		if !r.read(row, k) {
			return nil
		}
	}
	r.flush()
	return r.acts()
}

// verdictPieces is the whole text as pieces of a decision; nil where it is none.
func (l *look) verdictPieces() (out []piece) {
	in, says := l.whole(), false
	for i := 0; i < in.to; {
		p := l.verdictPiece(i, in)
		i = p.to
		switch {
		case p.kind == pcQuestion || len(out) == mostPieces:
			return nil
		case p.kind == vdSmall:
			continue
		}
		says = says || strings.IndexByte("ynr", p.kind) >= 0
		if n := len(out) - 1; n >= 0 && out[n].kind == p.kind && strings.IndexByte("Tu,", p.kind) >= 0 {
			out[n].to = p.to
			continue
		}
		out = append(out, p)
	}
	if !says {
		return nil
	}
	return out
}

func (l *look) verdictPiece(i int, in span) piece {
	word := piece{span: span{i, i + 1}, kind: pcOpen}
	if k := l.personAt(i); k >= 0 {
		if l.own(l.persons[k].end, oVoc) { // who is spoken to
			word.kind = pcQuestion
			return word
		}
		return piece{span: span{i, l.persons[k].end}, kind: pcPerson, who: l.persons[k].name}
	}
	_, letters := l.s.Word(i)
	if l.timeAt[i] || letters && l.uses[i] == when.Link && i+1 < in.to && l.timeAt[i+1] && i > 0 && l.timeAt[i-1] {
		word.kind = pcTime
		return word
	}
	if _, number := l.s.Number(i); !letters && !number {
		switch {
		case l.s.Sign(i, ",;:.!\n"):
			word.kind = pcSign
		case l.s.Sign(i, "?"):
			word.kind = pcQuestion
		}
		return word
	}
	best := 0
	for k := range l.hits[i] {
		x := &l.hits[i][k]
		if classOf(x) != cPiece || x.Value() < verdictLetters {
			continue
		}
		by := 2 * x.Words()
		if x.Exact() {
			by++
		}
		if by > best {
			best, word.kind, word.to = by, byte(x.Value()-verdictLetters), i+x.Words()
		}
	}
	if best == 0 && (l.own(i, oFiller, oTitle, oVoc) || l.is(i, cTitle, cPolite)) {
		word.kind = vdSmall
	}
	return word
}

// rulingReader goes over the pieces of a text.
type rulingReader struct {
	l      *look
	all    []ruling
	cur    ruling
	first  bool // the verdict stands before whom it is about
	parted bool // a sign stands between cur and what comes
	why    bool // what comes says why
}

func (r *rulingReader) fresh(who []string, intent Intent) {
	r.flush()
	r.cur = ruling{who: who, intent: intent, inherited: intent != "", days: span{-1, -1}}
	r.parted = false
}

func (r *rulingReader) flush() {
	if c := r.cur; len(c.who) > 0 || c.days.from >= 0 || c.intent != "" {
		r.all = append(r.all, c)
	}
	r.cur = ruling{days: span{-1, -1}}
}

// read takes the piece at k; ok is false where it has no place.
func (r *rulingReader) read(row []piece, k int) (ok bool) {
	p := row[k]
	if r.why {
		return r.because(p)
	}
	c := &r.cur
	switch p.kind {
	case pcPerson:
		if len(c.who) > 0 && (c.intent != "" || c.days.from >= 0 && r.parted) {
			carried := Intent("")
			if r.first {
				carried = c.intent
			}
			r.fresh(nil, carried)
			c = &r.cur
		}
		c.who = append(c.who, p.who)
	case pcTime:
		if len(r.all) > 0 && r.l.halfAlone(p.span) {
			return r.halfOfSame(p.span)
		}
		if !r.newDays(row, k) {
			return false
		}
		c = &r.cur
		if c.days.from < 0 {
			c.days.from = p.from
		}
		c.days.to = p.to
	case vdYes, vdNo, vdBack:
		if p.kind == vdNo && p.to == p.from+1 && r.l.own(p.from, oNot) && k > 0 && len(r.all) == 0 && !r.parted && !namesAhead(row, k+1) && c.intent == "" {
			return false // "Bình t4 wfh ko" asks
		}
		r.rule(map[byte]Intent{vdYes: Approve, vdNo: Reject, vdBack: Revoke}[p.kind], namesAhead(row, k+1))
	case vdOffice:
		c.office = true
		return len(c.who) > 0
	case pcOpen: // "bữa thứ sáu đông dân lắm, Tư khỏi ở nhà"
		return len(c.who) == 0 && c.intent == "" && len(r.all) == 0 && c.days.from >= 0 && !clauseNames(row, k)
	case pcSign, vdAnother:
		r.parted = true
		if r.whyFollows(row, k+1) {
			r.why = true
		}
	case vdBecause:
		r.why = true
	default:
		return false
	}
	return true
}

// newDays begins a further ruling at a time behind one that has its days and its verdict.
func (r *rulingReader) newDays(row []piece, k int) bool {
	c := &r.cur
	if c.days.from < 0 || c.intent == "" || !r.parted && r.first {
		return true
	}
	who, carried := c.who, Intent("")
	switch {
	case namesAhead(row, k+1):
		who = nil
		if r.first {
			carried = c.intent
		}
	case !ruledAhead(row, k+1): // "duyệt tuần sau cho Lan, chỉ thứ 5 thôi"
		return false
	}
	r.fresh(who, carried)
	return true
}

// halfOfSame has the half that is said of somebody be of the day of those before: "…, An chỉ buổi chiều".
func (r *rulingReader) halfOfSame(in span) bool {
	c, before := &r.cur, &r.all[len(r.all)-1]
	if len(c.who) == 0 || c.days.from >= 0 || before.days.from < 0 || before.half != rules.Whole {
		return false
	}
	c.days, c.half = before.days, r.l.halfSaid(in)
	return c.half != rules.Whole
}

// halfSaid is the half of a day that a stretch names; Whole where it names none or both.
func (l *look) halfSaid(in span) rules.Part {
	morning, afternoon := l.verbless(in, oMorning), l.verbless(in, oAfternoon)
	switch {
	case morning && !afternoon:
		return rules.Morning
	case afternoon && !morning:
		return rules.Afternoon
	}
	return rules.Whole
}

// halfAlone reports half a day without its day: "An chỉ buổi chiều".
func (l *look) halfAlone(in span) bool {
	return !slices.ContainsFunc(l.times, func(t when.Expression) bool { return in.holds(t.From) && !t.Half })
}

// ruledAhead reports a verdict in the clause from k on.
func ruledAhead(row []piece, k int) bool {
	for ; k < len(row) && row[k].kind != pcSign && row[k].kind != vdAnother; k++ {
		if strings.IndexByte("ynrx", row[k].kind) >= 0 {
			return true
		}
	}
	return false
}

// clauseNames reports somebody in the clause from k on, or a verdict.
func clauseNames(row []piece, k int) bool {
	for ; k < len(row) && row[k].kind != pcSign; k++ {
		if row[k].kind == pcPerson || strings.IndexByte("ynrx", row[k].kind) >= 0 {
			return true
		}
	}
	return false
}

// rule sets the verdict of what is read, or of what comes: somebody who is named ahead.
func (r *rulingReader) rule(intent Intent, ahead bool) {
	c := &r.cur
	switch {
	case c.intent == "" || c.inherited:
		r.first = r.first || len(c.who) == 0 && c.days.from < 0 && len(r.all) == 0
		c.intent, c.inherited = intent, false
	case intent == Revoke && !r.parted && len(r.all) == 0: // "hôm trước cho Đức, giờ không được nữa"
		c.intent = intent
	case c.intent == intent && !ahead, c.intent == Reject && intent == Approve && !r.parted: // "ok em Lan, chị duyệt", "không cho Lan ở nhà được"
	case ahead:
		r.fresh(nil, "")
		r.cur.intent = intent
	default:
		r.fresh(c.who, "")
		r.cur.intent = intent
	}
}

// namesAhead reports somebody named in the clause from k on, before another verdict.
func namesAhead(row []piece, k int) bool {
	for ; k < len(row); k++ {
		switch row[k].kind {
		case pcPerson:
			return true
		case pcTime:
		default:
			return false
		}
	}
	return false
}

// whyFollows reports a clause at k of other words that is no ruling.
func (r *rulingReader) whyFollows(row []piece, k int) bool {
	other := false
	for ; k < len(row) && row[k].kind != pcSign; k++ {
		switch row[k].kind {
		case pcOpen:
			other = true
		case pcPerson, vdBack:
			return false
		case vdYes, vdNo:
			if !other && row[k-1].kind == pcTime {
				return false
			}
		}
	}
	return other && (r.cur.intent != "" || len(r.all) > 0)
}

// because takes a piece of what says why.
func (r *rulingReader) because(p piece) bool {
	if p.kind == vdAnother || p.kind == vdRight {
		return false
	}
	c := &r.cur
	if p.kind == pcSign {
		return true
	}
	if c.reason.to == 0 {
		c.reason.from = p.from
	}
	c.reason.to = p.to
	return p.kind != pcPerson
}

// acts are the rulings where each has a verdict and somebody; nothing else.
func (r *rulingReader) acts() (out []Act) {
	r.join()
	for _, c := range r.all {
		if len(c.who) == 0 && c.days.from < 0 || c.intent == "" || len(c.who) == 0 {
			return nil
		}
		if c.office && c.intent == Approve {
			return nil
		}
		act := Act{Wish: Wish{Intent: c.intent}, Who: c.who, at: max(c.days.from, 0)}
		if c.days.from >= 0 {
			act.Selection = r.l.daysDecided(c.days)
			if len(act.Days) == 0 || c.half != rules.Whole && len(act.Days) > 1 {
				return nil
			}
			if c.half != rules.Whole {
				act.Days[0].Part = c.half
			}
		}
		if c.reason.to > 0 && c.intent != Approve {
			act.Reason = r.l.reasonText(c.reason)
		}
		out = append(out, act)
	}
	return out
}

// join puts those together of whom the same is said without days of their own: "duyệt Bình, Lan thứ 5",
// "Chi ok Bảo ok".
func (r *rulingReader) join() {
	for k := 0; k+1 < len(r.all); k++ {
		a, b := &r.all[k], &r.all[k+1]
		switch {
		case len(a.who) == 0 || len(b.who) == 0 || a.intent != b.intent && !b.inherited:
			continue
		case b.inherited && a.days.from < 0:
			b.who, b.inherited, b.intent = append(slices.Clone(a.who), b.who...), a.inherited, a.intent
		case b.days.from < 0 && (b.inherited || a.days.from < 0):
			b.who, b.days, b.inherited, b.intent = append(slices.Clone(a.who), b.who...), a.days, a.inherited, a.intent
		default:
			continue
		}
		r.all = slices.Delete(r.all, k, k+1)
		k--
	}
}
