package reply

import (
	"slices"
	"strconv"
	"strings"

	"tainha/fold"
)

// The classes of words.tsv that tell of the numbered lines of a list.
const (
	classLineLead = "line.lead"
	classLineOpen = "line.open"
	classLineYes  = "line.yes"
	classLineNo   = "line.no"
	classLineAll  = "line.all"
	classLineBut  = "line.but"
	classLineJoin = "line.join"
	classLineTurn = "line.turn"
	classBecause  = "line.because"

	classLineNumber = "line.number" // one, two, three …: in their order
	classLineFirst  = "line.first"
)

// Verdict is what is said of lines.
type Verdict uint8

// What may be said of lines: nothing, or what decides.
const (
	Unsaid Verdict = iota
	Yes
	No
)

// Lines are lines of a shown list, by their numbers, and what a text says of them.
type Lines struct {
	Numbers []int
	Verdict Verdict
	But     bool   // of Yes: all but these
	Reason  string // of No: why, as written
}

const mostLine = 99

// OfLines reads a text that says something of the numbered lines of a list and nothing else:
// "số 2", "duyệt số 2", "1 và 3 duyệt, còn 2 thì không vì bận", "duyệt hết trừ số 2". sure is
// whether it says that they are lines: else the numbers may be anything. Without what decides
// it names one line.
func OfLines(s string) (said []Lines, sure bool) {
	if len(s) > longestAnswer || figures(s) {
		return nil, false
	}
	r := lineReader{text: newText(s), raw: s}
	if !r.read() {
		return nil, false
	}
	for _, l := range r.out {
		undecided := l.Verdict == Unsaid && (len(r.out) > 1 || len(l.Numbers) > 1 || l.But || !r.sure)
		if len(l.Numbers) == 0 || undecided || l.But && l.Verdict != Yes {
			return nil, false
		}
	}
	return r.out, r.sure
}

// figures reports digits with a sign between them: a date, an hour, a code.
func figures(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if strings.IndexByte("/-:.", s[i]) >= 0 && s[i-1] >= '0' && s[i-1] <= '9' && s[i+1] >= '0' && s[i+1] <= '9' {
			return true
		}
	}
	return false
}

// lineReader reads such a text word by word; now is the clause that it stands in.
type lineReader struct {
	text
	raw  string
	out  []Lines
	now  Lines
	over bool // now was decided behind its numbers: the next number is of another clause
	all  bool
	sure bool
}

func (r *lineReader) read() bool {
	for i := 0; i < len(r.words); {
		n, ok := r.step(i)
		if !ok {
			return false
		}
		i += n
	}
	return r.close()
}

// step takes the words at i; ok is false for what is nothing of it.
func (r *lineReader) step(i int) (n int, ok bool) {
	if n := r.at(i, classLineLead); n > 0 {
		if _, number := r.number(i+n, true); number {
			r.sure = true
			return n, true
		}
	}
	if number, ok := r.number(i, r.sure); ok {
		if r.over && !r.close() {
			return 0, false
		}
		r.now.Numbers = append(r.now.Numbers, number)
		return 1, true
	}
	if n := r.at(i, classBecause); n > 0 && r.now.Verdict == No && len(r.now.Numbers) > 0 {
		r.now.Reason = behind(r.raw, i+n)
		return len(r.words) - i, !strings.ContainsAny(r.now.Reason, "0123456789")
	}
	no, yes := r.at(i, classLineNo), r.at(i, classLineYes)
	switch {
	case no > 0 && no >= yes:
		return no, r.decide(No, i+no)
	case yes > 0:
		return yes, r.decide(Yes, i+yes)
	}
	if n := r.at(i, classLineBut); n > 0 {
		r.now.But = true
		return n, len(r.now.Numbers) == 0
	}
	if n := r.at(i, classLineTurn); n > 0 {
		return n, len(r.now.Numbers) == 0 || r.now.Verdict == Unsaid || r.close()
	}
	for _, class := range [...]string{classLineAll, classLineJoin, classPolite, classLineOpen} {
		if n := r.at(i, class); n > 0 {
			r.all = r.all || class == classLineAll
			return n, true
		}
	}
	return 0, false
}

// decide takes a word that decides: before its numbers, or behind them. One between numbers
// that are decided and others is of the others.
func (r *lineReader) decide(v Verdict, next int) bool {
	switch {
	case len(r.now.Numbers) == 0:
		ok := r.now.Verdict == Unsaid || r.now.Verdict == v
		r.now.Verdict = v
		return ok
	case r.now.Verdict == Unsaid:
		r.now.Verdict, r.over = v, true
		return true
	case r.now.But, r.now.Verdict == v: // "trừ số 2 ra duyệt hết", "duyệt số 2 nhé, ok"
		return r.now.Verdict == v
	case r.leads(next):
		if !r.close() {
			return false
		}
		r.now.Verdict = v
		return true
	}
	return false
}

// leads reports a number behind the words of courtesy at i.
func (r *lineReader) leads(i int) bool {
	for i < len(r.words) {
		if _, ok := r.number(i, true); ok {
			return true
		}
		n := max(r.at(i, classPolite), r.at(i, classLineLead))
		if n == 0 {
			return false
		}
		i += n
	}
	return false
}

// close ends the clause.
func (r *lineReader) close() bool {
	if len(r.now.Numbers) > 0 || r.now.Verdict != Unsaid || r.now.But {
		if r.all != r.now.But { // "duyệt hết số 2", "trừ số 2"
			return false
		}
		r.out = append(r.out, r.now)
	}
	r.now, r.over, r.all = Lines{}, false, false
	return true
}

// number is a number in digits, behind a word for a line also one in words.
func (r *lineReader) number(i int, inWords bool) (int, bool) {
	if i >= len(r.words) {
		return 0, false
	}
	if n, err := strconv.Atoi(r.words[i]); err == nil {
		return n, n >= 1 && n <= mostLine && len(r.words[i]) <= 2
	}
	if !inWords {
		return 0, false
	}
	if r.is(i, 1, classLineFirst) {
		return 1, true
	}
	said := fold.Text(r.words[i])
	n := slices.IndexFunc(classes()[classLineNumber], func(w word) bool { return w.plain == said }) + 1
	return n, n > 0
}
