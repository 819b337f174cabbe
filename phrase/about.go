package phrase

import "strings"

// Subject is what a text names that stands behind a command: people and days, whatever
// else it says of them.
type Subject struct {
	Selection
	Who    []string
	Except bool   // it leaves out those whom it names: "trừ Nam ra"
	Let    bool   // they are allowed it: "Nam vẫn được"
	Also   bool   // they are meant besides: "cả Nam nữa"
	All    bool   // everybody, or everything
	Rest   string // without the days and the reason: a name or a code, perhaps
	Reason string // why, as written
}

// About reads a text behind a command. A week or a month means its days.
func About(c Context, text string) Subject {
	l := newLook(c, text)
	defer l.release()
	in := l.whole()
	f := l.featuresOf(in)
	s := Subject{Who: l.named(in), All: f.has(feature(cAll))}
	for i := range l.s.Len() {
		s.Except = s.Except || l.own(i, oExcept)
		s.Let = s.Let || l.is(i, cAllowed)
		s.Also = s.Also || l.is(i, cAlso)
	}
	because := l.reasonAt(in)
	s.Reason = l.reasonFrom(because, in.to)
	keep := l.bools(l.s.Len())
	var rest []string
	for i := 0; i < because; i++ {
		from := i
		for i < because && !l.timeAt[i] {
			i++
		}
		rest = append(rest, l.s.Text(from, i))
		if i < because {
			keep[i] = true
		}
	}
	s.Rest = strings.TrimSpace(strings.Join(rest, " "))
	if sel, ok := l.allDays(keep); ok {
		s.Selection = selectionOf(sel)
	}
	return s
}
