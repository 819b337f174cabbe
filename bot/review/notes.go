package review

import (
	"strings"

	"tainha/rules"
	"tainha/rules/review"
)

// year is how many months hold every season.
const year = 12

// unchecked are what was entered by hand and checked by nobody else, with the months that it compares where those hold not every season.
func (p *paper) unchecked() (out []string) {
	for _, s := range p.r.Sources {
		if s.Clerks == 0 || s.Seconds > 0 || p.numbers(s) == nothing {
			continue
		}
		agency := ""
		if p.r.Joined {
			agency = p.unit(s.Unit)
		}
		seasons := s.BeforeFirst != 0 && s.BeforeLast < s.BeforeFirst.AddMonths(year)-1
		out = append(out, p.w.Word(rules.Msg("review.doc.unchecked", "question", p.question(review.Row{Question: s.Question, Name: s.Name}), "agency", agency, "seasons", seasons,
			"before", p.between(s.BeforeFirst, s.BeforeLast), "during", p.between(s.First, s.Last))))
	}
	return out
}

// returns is which part of those who were asked answered, before and during the pilot, where both are known.
func (p *paper) returns() []string {
	var list []string
	for _, s := range p.r.Sources {
		before, during, _ := p.answers(s)
		if s.Asked == 0 || s.AskedBefore == 0 || before == 0 || during == 0 || before > s.AskedBefore || during > s.Asked {
			continue
		}
		of := func(n, asked int) rules.Message { return percent(float64(n) / float64(asked)) }
		agency := ""
		if p.r.Joined {
			agency = p.unit(s.Unit)
		}
		list = append(list, p.w.Word(rules.Msg("review.return", "question", p.question(review.Row{Question: s.Question, Name: s.Name}), "agency", agency, "before", of(before, s.AskedBefore), "during", of(during, s.Asked))))
	}
	if len(list) == 0 {
		return nil
	}
	return []string{p.w.Word(rules.Msg("review.doc.returns", "list", strings.Join(list, "; ")))}
}

// plain are the results that have a share alone, and no comparison.
func (p *paper) plain() string {
	var names []string
	for _, r := range p.r.Rows {
		if r.Unit == p.r.Scope && !r.Hidden && r.Hours() && r.Verdict == review.NotCounted {
			names = append(names, p.question(r))
		}
	}
	return strings.Join(names, ", ")
}

// documented is what the documents say where a share alone is not theirs.
func (p *paper) documented(r review.Row) string {
	if !r.Hours() {
		return ""
	}
	for _, g := range p.r.Gaps {
		if g.Question == r.Question && g.Name == r.Name && g.Unit == r.Unit && !g.Before && !g.Explained() {
			return p.share(g.Documents)
		}
	}
	return ""
}

// openEverywhere is how many of the agencies that are joined hold the two places against each other, and whether nothing follows from any of them.
func (p *paper) openEverywhere() (n int, open bool) {
	seen := map[string]bool{}
	open = true
	for _, r := range p.r.Rows {
		if r.Against != review.AgainstOffice || r.Hidden || r.Verdict == review.NotCounted {
			continue
		}
		seen[r.Unit] = true
		open = open && (r.Verdict == review.NotEnough || r.Verdict == review.Undecided)
	}
	return len(seen), open && len(seen) == len(p.r.Units)
}
