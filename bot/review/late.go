package review

import (
	"math"
	"slices"
	"strings"

	"tainha/rules"
	"tainha/rules/review"
)

// late are the changes of what the review is judged by that came after the first day, each with what it would change; the same change in
// several agencies is told once.
func (p *paper) late() (out []string) {
	var told []review.Late
	for _, l := range p.r.Late {
		same := func(o review.Late) bool {
			o.Agency, o.At = l.Agency, l.At
			return o == l
		}
		if slices.ContainsFunc(told, same) {
			continue
		}
		told = append(told, l)
		var agencies []string
		other, edge := 0, false
		for _, o := range p.r.Late {
			if same(o) {
				agencies, other, edge = append(agencies, o.Agency), other+p.otherwise(o), edge || p.edge(o)
			}
		}
		frozen := !slices.ContainsFunc(p.r.Late, func(o review.Late) bool { return o.Added && o.Question == l.Question && o.Agency == l.Agency })
		out = append(out, p.w.Word(rules.Msg("review.method.late", "question", p.question(review.Row{Question: l.Question, Name: l.Name}),
			"before", percent(l.Before), "after", percent(l.After), "at", l.At, "document", l.Document, "dated", l.Dated, "reason", strings.TrimSuffix(l.Reason, "."), "why", l.Why(), "added", l.Added, "dropped", l.Dropped, "same", l.Before == l.After,
			"agency", strings.Join(agencies, ", "), "all", p.r.Joined && len(agencies) == len(p.r.Units) && len(agencies) > 1, "n", len(agencies), "judged", l.Judged > 0, "by", percent(l.Judged), "frozen", frozen, "other", other, "edge", edge)))
	}
	return out
}

// otherwise is how many verdicts the changed margin would make others.
func (p *paper) otherwise(l review.Late) (n int) {
	for _, r := range p.under(l) {
		if r.By(l.After) != r.Verdict {
			n++
		}
	}
	return n
}

// edge reports whether an interval ends just at the changed margin: that is not met by it.
func (p *paper) edge(l review.Late) bool {
	const same = 1e-9
	return slices.ContainsFunc(p.under(l), func(r review.Row) bool {
		low := r.Interval.Lo
		if r.Lower {
			low = -r.Interval.Hi
		}
		return r.By(l.After) == r.Verdict && math.Abs(low+l.After) < same
	})
}

// under are the comparisons that a changed margin would judge.
func (p *paper) under(l review.Late) (out []review.Row) {
	for _, r := range p.r.Rows {
		if r.Hidden || r.Proposed || r.Verdict == review.Unreconciled || r.Verdict == review.NotCounted || !r.Question.Of(l.Question) || r.Name != l.Name || l.Agency != "" && p.unit(r.Unit) != l.Agency {
			continue
		}
		out = append(out, r)
	}
	return out
}
