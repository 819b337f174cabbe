package review

import (
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/rules"
	"tainha/rules/review"
)

// why is why a row's figures are not those of their sources, and of which part of the months there is a document.
type why struct {
	documents, used int    // the documents hold only so many of what is compared
	answers, asked  int    // more answered than were asked
	agencies        string // of a sum: whose figures these are
	has, months     int    // so many months of all have a document
}

func (p *paper) why(r review.Row) (out why) {
	same := func(q review.Question, name, unit string) bool {
		return q == r.Question && name == r.Name && unit == r.Unit
	}
	for _, l := range p.r.Lacks {
		if same(l.Question, l.Name, l.Unit) && r.Against != review.AgainstOthers && r.Against != review.AgainstOffice {
			out.has, out.months = l.Has, l.Of
		}
	}
	if r.Verdict != review.Unreconciled {
		return out
	}
	for _, g := range p.r.Gaps { // that of the pilot is the last
		if same(g.Question, g.Name, g.Unit) && !g.Explained() && g.Partial() {
			out.documents, out.used = g.Documents.All, g.Used.All
		}
	}
	for _, e := range p.r.Excesses() {
		if of, _ := e.Source.Question.Bare(); r.Question.Of(of) && (e.Source.Unit == r.Unit || !p.r.Joined) {
			out.answers, out.asked = e.Answers, e.Asked
		}
	}
	var names []string
	for _, u := range p.r.Units {
		if p.r.Joined && r.Unit == "" && slices.ContainsFunc(p.r.Rows, func(x review.Row) bool {
			return x.Unit == u.Code && x.Question == r.Question && x.Name == r.Name && x.Against == r.Against && x.Verdict == review.Unreconciled
		}) {
			names = append(names, u.Name)
		}
	}
	out.agencies = strings.Join(names, ", ")
	return out
}

// common is the row of all agencies that one of theirs is a part of, where both have a verdict by a margin of their own.
func (p *paper) common(r review.Row) (whole review.Row, differs bool) {
	if !p.r.Joined || r.Unit == "" || r.Hidden || r.Proposed || r.Verdict == review.NotCounted || r.Verdict == review.Unreconciled {
		return whole, false
	}
	i := slices.IndexFunc(p.r.Rows, func(x review.Row) bool {
		return x.Unit == "" && x.Question == r.Question && x.Name == r.Name && x.Against == r.Against
	})
	if i < 0 || p.r.Rows[i].Proposed || p.r.Rows[i].Margin == r.Margin {
		return whole, false
	}
	return p.r.Rows[i], true
}

// doubts are what the sources leave open: documents that are not what is compared, and more answers than were asked; of a unit alone, or
// of all.
func (p *paper) doubts(of func(unit string) bool) (out []string) {
	for i, g := range p.r.Gaps {
		twin := func(o review.Gap) bool { // what the figures of a unit share with the whole is told of the whole
			return of(o.Unit) && o.Question == g.Question && o.Name == g.Name && o.Before == g.Before && o.Documents == g.Documents && o.Used == g.Used
		}
		if of(g.Unit) && (p.r.Joined || !slices.ContainsFunc(p.r.Gaps[:i], twin)) {
			out = append(out, p.gap(g))
		}
	}
	for _, e := range p.r.Excesses() {
		if q, form := e.Source.Question.Bare(); of(e.Source.Unit) {
			out = append(out, p.w.Word(rules.Msg("review.excess", "question", p.question(review.Row{Question: q}), "unit", p.unit(e.Source.Unit), "before", e.Before, "form", form, "answers", e.Answers, "asked", e.Asked)))
		}
	}
	for _, l := range p.r.Lacks {
		if of(l.Unit) {
			out = append(out, p.w.Word(rules.Msg("review.lack", "question", p.question(review.Row{Question: l.Question, Name: l.Name}), "unit", p.unit(l.Unit), "has", l.Has, "of", l.Of)))
		}
	}
	return out
}

func every(string) bool { return true }

// Alike asks whoever joins reviews about files whose figures are the same.
func Alike(t Texts, r review.Report) []string {
	p := &paper{w: chat.Wording{Texts: t}, r: r}
	var out []string
	for _, same := range p.alike() {
		out = append(out, p.w.Word(rules.Msg("review.alike.ask", "same", same)))
	}
	return out
}

// alike names the agencies whose figures are the same.
func (p *paper) alike() (out []string) {
	for _, a := range p.r.Alike {
		out = append(out, p.w.Word(rules.Msg("review.alike", "what", a.What, "agencies", strings.Join(a.Agencies, ", "))))
	}
	return out
}

// same says in the report of several agencies which of their figures are the same, and what follows.
func (p *paper) same() []string {
	if len(p.r.Alike) == 0 {
		return nil
	}
	return []string{p.w.Word(rules.Msg("review.same", "list", strings.Join(p.alike(), "; "), "maker", p.r.Agency))}
}

// open are the surveys that were not over when the figures were drawn.
func (p *paper) open() (out []string) {
	for _, w := range p.r.Open {
		out = append(out, p.w.Word(rules.Msg("review.open_wave", "question", p.question(review.Row{Question: w.Question}), "agency", w.Agency, "first", w.First, "last", w.Last)))
	}
	return out
}

// others is what is said of the comparisons with units that take no part, with how much of the work they leave out.
func (p *paper) others() (out []string) {
	for _, r := range p.r.Rows {
		if r.Unit != p.r.Scope || r.Against != review.AgainstOthers || r.Hidden || r.Verdict == review.NotCounted {
			continue
		}
		left := 0
		for _, x := range p.r.Rows {
			of, known := p.r.Of(x.Unit)
			whole := !p.r.Joined && x.Unit == p.r.Scope || p.r.Joined && known && slices.Contains(r.Agencies, of.Name)
			if whole && x.Question == r.Question && x.Against == review.AgainstBefore && x.Later != nil {
				left += x.Later.All
			}
		}
		out = append(out, p.w.Word(rules.Msg("review.doc.others", "question", p.question(review.Row{Question: r.Question}), "agencies", len(r.Agencies), "in", r.Later.All, "out", r.Earlier.All,
			"first", p.month(p.r.First), "last", p.month(p.r.Last), "moved", p.moved(r), "left", max(0, left-r.Later.All-r.Earlier.All))))
	}
	return out
}

// controls names the units without the pilot that others are held against, with how many are in them.
func (p *paper) controls() (out []string) {
	list := func(units []review.Unit, of string) (names []string) {
		for _, u := range units {
			if u.Control && u.Of == of {
				names = append(names, p.w.Word(rules.Msg("review.control", "unit", u.Name, "some", u.Staff != nil, "n", number(u.Staff))))
			}
		}
		return names
	}
	if !p.r.Joined {
		if names := list(p.r.Units, ""); len(names) > 0 && slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Against == review.AgainstOthers }) {
			out = append(out, p.w.Word(rules.Msg("review.controls", "agency", "", "names", strings.Join(names, "; "))))
		}
		return out
	}
	for _, u := range p.r.Units {
		held := slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Against == review.AgainstOthers && r.Unit == u.Code })
		if names := list(p.r.Parts, u.Code); held && len(names) > 0 {
			out = append(out, p.w.Word(rules.Msg("review.controls", "agency", u.Name, "names", strings.Join(names, "; "))))
		}
	}
	return out
}

func number(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// by is who put the reviews of several agencies together, under a picture.
func (p *paper) by() []string {
	if !p.r.Joined || p.r.Agency == "" {
		return nil
	}
	return append(p.same(), p.w.Word(rules.Msg("review.picture.by", "agency", p.r.Agency)))
}
