package phrase

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// frameRule is a row of frames.tsv.
type frameRule struct {
	intent Intent
	needs  pieceSet
	bears  pieceSet
	order  *regexp.Regexp // nil: any
}

var frameRules = sync.OnceValue(func() []frameRule {
	out, err := readFrames()
	if err != nil {
		panic(err) // the table is part of the program, and a test reads it
	}
	return out
})

func readFrames() (out []frameRule, err error) {
	rows, err := rowsOf(tables, "tables/frames.tsv", 4)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		r := frameRule{intent: Intent(row[0]), needs: lettersOf(row[1]), bears: lettersOf(row[1] + row[2] + ",.")}
		if row[3] != "-" {
			if r.order, err = regexp.Compile(row[3]); err != nil {
				return nil, fmt.Errorf("read the frame %s %s: %w", row[0], row[1], err)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// pieceSet is a set of the letters of pieces.
type pieceSet [2]uint64

func lettersOf(row string) (out pieceSet) {
	for k := range len(row) {
		out[row[k]/64] |= 1 << (row[k] % 64)
	}
	return out
}

// within reports that all letters of a set are in another one.
func (s pieceSet) within(all pieceSet) bool { return s[0]&^all[0] == 0 && s[1]&^all[1] == 0 }

// holds reports that a row of letters is what the rule reads; set are its letters.
func (r *frameRule) holds(row string, set pieceSet) bool {
	return r.needs.within(set) && set.within(r.bears) && (r.order == nil || r.order.MatchString(row))
}

// frames reads a text as acts about work by its frames.
func (l *look) frames() (acts []Act) {
	if !l.has.has(cPiece) || l.anywhere(cUnblocked, cUndone) {
		return nil
	}
	for _, in := range l.sentences() {
		f, ok := l.frameOf(in)
		if !ok {
			return nil
		}
		read := l.unequalShares(&f, in)
		if len(read) == 0 {
			read = l.clauseFrames(&f, in)
		}
		if len(read) == 0 {
			read = l.framed(&f, in)
		}
		if len(read) == 0 && strings.ContainsAny(f.row, "NDPCQFK%yk?SGgEHZJjrzt") {
			return nil // a sentence that may be about work is not understood
		}
		acts = append(acts, read...)
	}
	return acts
}

// clauseFrames reads a sentence of several clauses that are each an act of their own: "giấy mời xong rồi,
// tờ trình được 50%".
func (l *look) clauseFrames(f *frame, in span) (acts []Act) {
	var cuts []int // where each begins
	works := 0
	for k := range f.pieces {
		if k > 0 && f.kind(k-1) != pcSign {
			continue
		}
		end := k
		for f.kind(end) != 0 && f.kind(end) != pcSign {
			end++
		}
		has := strings.IndexByte(f.row[k:end], pcWork) >= 0
		if len(cuts) == 0 || has && works > 0 && !strings.HasPrefix(f.row[k:end], "LQ") {
			cuts = append(cuts, k)
		}
		if has {
			works++
		}
	}
	if len(cuts) < 2 { //nolint:mnd // several
		return nil
	}
	for n, from := range cuts {
		to, end := len(f.pieces), in.to
		if n+1 < len(cuts) {
			to, end = cuts[n+1]-1, f.pieces[cuts[n+1]].from
		}
		part := frame{pieces: f.pieces[from:to], row: f.row[from:to]}
		if len(part.pieces) == 0 {
			return nil
		}
		read := l.framed(&part, span{part.pieces[0].from, end})
		if len(read) == 0 || read[0].Intent == Blocked {
			return nil
		}
		acts = append(acts, read...)
	}
	l.dueOfAll(acts, in)
	return acts
}

// framed reads a frame by the first rule that holds.
func (l *look) framed(f *frame, in span) []Act {
	rules, set := frameRules(), lettersOf(f.row)
	for k := range rules {
		if r := &rules[k]; r.holds(f.row, set) {
			if r.intent == None {
				return []Act{{Wish: Wish{Intent: None}}}
			}
			return l.frameActs(r.intent, f, in)
		}
	}
	return nil
}

// frameActs are the acts of a frame: those that give work out, one for each share of it, else one.
func (l *look) frameActs(intent Intent, f *frame, in span) []Act {
	if intent == Assign {
		if l.anywhere(cEachTime) { // what comes again and again is asked about by itself
			return nil
		}
		return l.framesGiven(f, in)
	}
	t := Task{Due: Due{Hour: -1}, Work: AskWork}
	w, has := f.work(intent)
	if has {
		at := f.pieces[w].span
		if h, ok := l.find(f.pieces[max(0, w-1)].from, cDo); intent == Accept && f.kind(w-1) == pcDo && ok && h.Value != makes { // "em nhận việc rà soát hồ sơ"
			at.from = f.pieces[w-1].from
		}
		t.Work = l.wordsOf(at)
	}
	if intent == Blocked && !has {
		return nil
	}
	l.frameWho(&t, intent, f)
	l.frameCounts(&t, intent, f, w)
	switch intent {
	case List:
		have := l.featuresOf(in)
		t.Work = ""
		l.listed(&t, in, &have)
		if strings.IndexByte(f.row, pcUnit) >= 0 {
			t.Who = []string{AnyAll}
		}
		if strings.Contains(f.row, "aW") {
			t.Due = Due{Kind: DueSoon, Hour: -1}
		}
	case Accept, Plan:
		t.Due = l.dueIn(in)
	case Return:
		t.Due, t.Why = l.dueIn(in), strings.ContainsAny(f.row, "jp")
	case Extend:
		t.Due = l.frameNewDue(f, in)
	case Progress:
		if strings.IndexByte(f.row, 'q') >= 0 && strings.ContainsAny(f.row, "TW") && strings.ContainsAny(f.row, "SX") {
			t.Due = l.dueIn(in)
		}
	case Blocked:
		t.Why = strings.ContainsAny(f.row, "H*=bsju") || strings.Count(f.row, "N") > 1
	}
	switch have := l.featuresOf(in); {
	case intent == Progress && (t.Of > 0 && t.Done == t.Of || t.Percent == hundred && t.HasPercent):
		intent = Done
	case intent == Done && have.has(fAhead):
		return nil
	}
	acts := []Act{{Wish: Wish{Intent: intent}, Task: t, at: in.from}}
	if next := w + 1; intent == Done && has && f.kind(next) == pcWork { // "tờ rơi với mẫu phiếu xong"
		more := Task{Due: Due{Hour: -1}, Work: l.wordsOf(f.pieces[next].span)}
		acts = append(acts, Act{Wish: Wish{Intent: intent}, Task: more, at: in.from})
	}
	return acts
}

// frameWho are the persons whom an act that gives nothing out names.
func (l *look) frameWho(t *Task, intent Intent, f *frame) {
	switch intent {
	case Accept, Progress, Done, Blocked, Plan:
		return
	case Help:
		if strings.IndexByte(f.row, 'i') >= 0 {
			return
		}
	}
	var all []string
	for k := range f.pieces {
		if p := &f.pieces[k]; p.who != "" && !slices.Contains(all, p.who) {
			if intent == Reassign && (f.kind(k-1) == pcOf || f.kind(k-1) == pcInstead) {
				t.From = append(t.From, p.who)
				continue
			}
			all = append(all, p.who)
		}
	}
	if intent == Reassign && len(all) > 1 {
		all = f.taker(all)
	}
	if intent == Reassign && len(all) == 0 {
		all = []string{AnyAsk}
	}
	t.Who = all
}

// taker is who of several takes work over: who stands behind the word for handing on.
func (f *frame) taker(all []string) []string {
	for k := range f.pieces {
		if f.pieces[k].who != "" && (f.kind(k-1) == pcHandOn || f.kind(k-1) == pcFor) {
			return []string{f.pieces[k].who}
		}
	}
	return all[len(all)-1:]
}

// wordsOf are the words of a piece as an act has them: small, marks restored where a list has them.
func (l *look) wordsOf(in span) string {
	var out []string
	for i := in.from; i < in.to; {
		n, text := 1, lowerWord(l.s.Text(i, i+1))
		for _, c := range [...]class{cWork, cKindOf, cMeasure} {
			if h, ok := l.find(i, c); ok && i+h.N <= in.to && h.N >= n {
				n, text = h.N, l.s.Spelling(h)
				break
			}
		}
		if h, ok := l.find(i, cPiece); ok && h.N > n && i+h.N <= in.to && h.Value < verdictLetters {
			n, text = h.N, l.s.Spelling(h)
		}
		if l.is(i, cPolite) && n == 1 && i == in.to-1 && len(out) > 0 && !l.is(i, cWork, cKindOf) {
			break
		}
		out = append(out, text)
		i += n
	}
	return strings.Join(out, " ")
}

// frameCounts reads the numbers of an act about the work at w.
func (l *look) frameCounts(t *Task, intent Intent, f *frame, w int) {
	reports := intent == Progress || intent == Done
	for k := range f.pieces {
		p := &f.pieces[k]
		switch p.kind {
		case pcPart:
			if reports {
				t.Done, t.Of = p.number, p.of
			}
		case pcPercent:
			if reports {
				t.Percent, t.HasPercent, t.About = int(p.number), true, l.ends(p.from, cAbout)
				if l.notYetSo(p.from, l.whole()) || f.kind(k-1) == pcUntil && f.kind(k-2) == pcNumber { // "60 đến 70%"
					t.Percent, t.About = -1, false
				}
			}
		case pcNumber:
			switch before := f.kind(k - 1); {
			case reports && before == 'L':
				t.Left = p.number
			case reports && before == '+':
				t.Count, t.Further = p.number, true
			case intent == Extend || intent == Blocked && k > w || !reports && k-1 == w && p.to == p.from+1:
			case t.Count == 0 && (reports || k+1 == w || k-1 == w || k+2 == w && (f.kind(k+1) == pcWork || f.kind(k+1) == pcThing)):
				t.Count = p.number
			}
		}
	}
	if intent != Progress {
		return
	}
	switch {
	case t.Left > 0 && t.Count > 0 && !t.Further:
		t.Done, t.Of, t.Count = t.Count, t.Count+t.Left, 0
	case t.HasPercent || t.Of > 0 || t.Left > 0 || t.Count > 0:
	default:
		t.HasPercent, t.Percent = true, -1
		if strings.Contains(f.row, "yD") || strings.Contains(f.row, "yV") || strings.Contains(f.row, "kD") {
			t.Percent = 0
		}
	}
}

// frameNewDue is the deadline that is asked for: what stands behind the word for another one.
func (l *look) frameNewDue(f *frame, in span) Due {
	if d := l.newDue(in); d.Kind != DueAsk {
		return d
	}
	for _, p := range slices.Backward(f.pieces) {
		if p.kind == 'E' || p.kind == pcMine {
			if d := l.dueIn(span{p.to, in.to}); d.Kind != DueUnsaid {
				return d
			}
		}
	}
	return Due{Kind: DueAsk, Hour: -1}
}
