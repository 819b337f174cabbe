package review

import (
	"slices"

	"tainha/rules"
)

// Gap is where what the documents of the months sum to is not what a comparison is made of.
type Gap struct {
	Question  Question   `json:"question"`
	Name      string     `json:"name,omitempty"`
	Unit      string     `json:"unit"`             // whose comparison
	Before    bool       `json:"before,omitempty"` // of the time before the pilot
	First     rules.Date `json:"first"`            // of the months of the documents
	Last      rules.Date `json:"last"`
	Documents Share      `json:"documents"`
	Used      Share      `json:"used"`
	Without   []string   `json:"without,omitempty"` // the reason: units of which only one of both times was counted are not in Used
	Missing   []string   `json:"missing,omitempty"` // units without a document of their own, or not of every month
}

// Explained reports whether the gap has a reason that leaves the comparison whole: documents of a part of it do not.
func (g Gap) Explained() bool { return len(g.Without) > 0 }

// Partial reports whether the documents hold only a part of what is compared.
func (g Gap) Partial() bool { return g.Documents.All < g.Used.All }

// Reconcile holds what the months' documents sum to against what the comparisons are made of. Where the two differ for no reason there
// is no verdict.
func (r *Report) Reconcile() {
	if r.Joined {
		return
	}
	r.Gaps, r.Lacks = nil, nil
	l := ledger{r: *r, below: below(r.Units)}
	for i, row := range r.Rows {
		if row.Later == nil || row.Hidden || row.Against != AgainstBefore && row.Against != AgainstNone {
			continue
		}
		if lack, some := l.lacks(row); some {
			r.Lacks = append(r.Lacks, lack)
		}
		var gaps []Gap
		for _, before := range []bool{true, false} {
			used := row.Later
			if before {
				used = row.Earlier
			}
			if used == nil {
				continue
			}
			if g, differs := l.gap(row, before, *used); differs {
				gaps = append(gaps, g)
			}
		}
		r.Gaps = append(r.Gaps, gaps...)
		if slices.ContainsFunc(gaps, func(g Gap) bool { return !g.Explained() }) {
			r.Rows[i].Unreconcile()
		}
	}
}

// Unreconcile takes a verdict back whose figures are not those of their documents.
func (r *Row) Unreconcile() {
	if r.Verdict != NotCounted {
		r.Verdict, r.Below, r.More = Unreconciled, false, nil
	}
}

// below are the units right below each; "" is the whole.
func below(units []Unit) map[string][]Unit {
	out := map[string][]Unit{}
	var up []Unit
	for _, u := range units {
		for len(up) > 0 && up[len(up)-1].Depth >= u.Depth {
			up = up[:len(up)-1]
		}
		above := ""
		if len(up) > 0 {
			above = up[len(up)-1].Code
		}
		out[above] = append(out[above], u)
		up = append(up, u)
	}
	return out
}

// ledger reads the documents of a report.
type ledger struct {
	r     Report
	below map[string][]Unit
}

// papers are the months that were handed in of a question for a unit.
func (l ledger) papers(row Row, unit string, before bool) (sum Share, months []rules.Date) {
	for _, h := range l.r.Handed {
		if h.Question == row.Question && h.Name == row.Name && h.Unit == unit && before == (h.Month < l.r.First) {
			sum.Of, sum.All = sum.Of+h.Share.Of, sum.All+h.Share.All
			months = append(months, h.Month)
		}
	}
	return sum, months
}

// parts is what the units below one handed in: each its own, else what is below it. lone are those that counted in only one of both times,
// silent those that have no paper of some month of those that are asked for.
func (l ledger) parts(row Row, unit string, before bool, asked []rules.Date) (sum Share, months []rules.Date, lone, silent []Unit) {
	for _, u := range l.below[unit] {
		own, when := l.papers(row, u.Code, before)
		_, other := l.papers(row, u.Code, !before)
		if len(when)+len(other) == 0 {
			s, m, n, q := l.parts(row, u.Code, before, asked)
			if len(m) == 0 {
				silent = append(silent, u)
				continue
			}
			own, when = s, m
			lone, silent = append(lone, n...), append(silent, q...)
		} else if len(when) == 0 || len(other) == 0 {
			lone = append(lone, u)
		}
		if slices.ContainsFunc(asked, func(m rules.Date) bool { return !slices.Contains(when, m) }) {
			silent = append(silent, u)
		}
		sum.Of, sum.All = sum.Of+own.Of, sum.All+own.All
		months = append(months, when...)
	}
	return sum, months, lone, silent
}

// gap holds the documents of a row against what it is made of.
func (l ledger) gap(row Row, before bool, used Share) (g Gap, differs bool) {
	own, ownMonths := l.papers(row, row.Unit, before)
	sum, months, lone, silent := l.parts(row, row.Unit, before, ownMonths)
	var given Share // of those that counted in one time alone
	for _, u := range lone {
		s, _ := l.papers(row, u.Code, before)
		given.Of, given.All = given.Of+s.Of, given.All+s.All
	}
	if len(months) == 0 || own.All > 0 && own != used {
		sum, months = own, ownMonths
	}
	if len(months) == 0 || sum == used && own.All == 0 || sum == used && own == used {
		return g, false
	}
	g = Gap{Question: row.Question, Name: row.Name, Unit: row.Unit, Before: before, First: slices.Min(months), Last: slices.Max(months).MonthEnd(), Documents: sum, Used: used}
	switch {
	case len(ownMonths) == 0 && used.Of+given.Of == sum.Of && used.All+given.All == sum.All:
		g.Without = names(lone)
	case own == used && sum.Of <= used.Of && sum.All-sum.Of <= used.All-used.Of:
		g.Missing = names(silent)
	}
	return g, true
}

func names(units []Unit) (out []string) {
	for _, u := range units {
		if !slices.Contains(out, u.Name) {
			out = append(out, u.Name)
		}
	}
	return out
}
