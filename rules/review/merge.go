package review

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
)

// Check refuses what no review can be: another format, shares over the whole, figures of what is hidden.
func (r Report) Check() error {
	switch {
	case r.Format != Format:
		return fmt.Errorf("format %d is not that of this program (%d)", r.Format, Format)
	case r.Agency == "":
		return errors.New("no agency is named")
	case r.First == 0 || r.Last < r.First:
		return fmt.Errorf("the months from %s to %s can't be", r.First, r.Last)
	}
	for i, row := range r.Rows {
		for _, s := range []*Share{row.Earlier, row.Later} {
			if s != nil && (!s.Valid() || row.Hidden) {
				return fmt.Errorf("row %d (%s) holds what can't be: %d of %d", i+1, row.Question, s.Of, s.All)
			}
		}
		if row.Hidden && (row.Persons != 0 || row.Verdict != NotCounted) {
			return fmt.Errorf("row %d (%s) is hidden and holds figures", i+1, row.Question)
		}
		if row.Margin < 0 || row.Margin > 1 {
			return fmt.Errorf("row %d (%s): a margin of %v", i+1, row.Question, row.Margin)
		}
	}
	return nil
}

// Merge joins the reviews of several agencies into one in which each of them is a unit: its rows of the whole beside each other, and
// the sum of what two of them or more show. What one of them hides stays hidden, and enters no sum. It refuses the review of a unit, and one
// agency twice.
func Merge(title string, list []Report) (Report, error) {
	out := Report{Format: Format, Agency: title, Joined: true}
	seen := map[string]bool{}
	sums := map[compared]*Row{}
	var order []compared
	for i, r := range list {
		if err := r.Check(); err != nil {
			return out, fmt.Errorf("%s: %w", r.Agency, err)
		}
		if r.Scope != "" {
			return out, fmt.Errorf("%s: this is the review of one of its units (%s), not of the agency", r.Agency, r.Scope)
		}
		if seen[r.Agency] {
			return out, fmt.Errorf("%s: it is there twice", r.Agency)
		}
		seen[r.Agency] = true
		out.First, out.Last, out.Made = earliest(out.First, r.First), max(out.Last, r.Last), later(out.Made, r.Made)
		if r.Before != 0 {
			out.Before = earliest(out.Before, r.Before)
		}
		code := strconv.Itoa(i + 1)
		r.settle()
		out.Units = append(out.Units, agencyOf(code, r))
		for _, row := range r.Rows {
			if row.Unit != "" {
				continue
			}
			k := compared{row.Question, row.Name, row.Against}
			add(sums, &order, k, row, r.Agency)
			row.Unit = code
			out.Rows = append(out.Rows, row)
		}
		out.take(code, r)
	}
	out.Rows = slices.Concat(wholes(sums, order), out.Rows)
	out.foreign()
	out.Alike = alike(list)
	out.order()
	return out, nil
}

// compared is what a row compares, of whichever agency.
type compared struct {
	q       Question
	name    string
	against Against
}

// settle says of an agency's own review what older files do not say.
func (r *Report) settle() {
	r.Rows = slices.Clone(r.Rows)
	r.Propose() // they say it of questions alone
	r.Reconcile()
	r.Doubt()
}

// wholes are the sums of what two agencies or more show.
func wholes(sums map[compared]*Row, order []compared) (out []Row) {
	for _, k := range order {
		s := sums[k]
		if s.Earlier == nil || s.Later == nil || len(s.Agencies) < 2 { //nolint:mnd // one alone is no sum
			continue
		}
		row := Shares(k.q, k.against, "", Change{*s.Earlier, *s.Later}, s.Margin, s.Lower)
		row.Agencies = s.Agencies
		if row.Name = k.name; s.Proposed {
			row.Propose()
		}
		if s.Verdict == Unreconciled {
			row.Unreconcile()
		}
		out = append(out, row)
	}
	return out
}

// order puts the sources of one question beside each other.
func (r *Report) order() {
	asked := slices.Clone(r.Sources)
	slices.SortStableFunc(r.Sources, func(a, b Source) int {
		first := func(s Source) int {
			return slices.IndexFunc(asked, func(o Source) bool { return o.Question == s.Question && o.Name == s.Name })
		}
		return cmp.Compare(first(a), first(b))
	})
}

// take takes over what an agency's review says beside its comparisons.
func (r *Report) take(code string, of Report) {
	for _, u := range of.Uses {
		if u.Unit == "" {
			u.Unit = code
			r.Uses = append(r.Uses, u)
		}
	}
	for _, h := range of.Handed {
		if h.Unit == "" {
			h.Unit = code
			r.Handed = append(r.Handed, h)
		}
	}
	for _, g := range of.Gaps {
		if g.Unit == "" {
			g.Unit = code
			r.Gaps = append(r.Gaps, g)
		}
	}
	for _, q := range of.Undecided {
		if !slices.Contains(r.Undecided, q) {
			r.Undecided = append(r.Undecided, q)
		}
	}
	for _, l := range of.Late {
		l.Agency = of.Agency
		r.Late = append(r.Late, l)
	}
	for _, d := range of.Decided {
		d.Agency = of.Agency
		r.Decided = append(r.Decided, d)
	}
	if r.Workdays == 0 || of.Workdays == 0 || len(r.Units) > 1 && r.Workdays != of.Workdays {
		r.Workdays = of.Workdays * max(0, 2-len(r.Units)) // of one alone, or of none: agencies have days of their own
	}
	r.BeforeLast = max(r.BeforeLast, of.BeforeLast)
	for _, s := range of.Sources {
		s.Unit = code
		r.Sources = append(r.Sources, s)
	}
	for _, l := range of.Lacks {
		if l.Unit == "" {
			l.Unit = code
			r.Lacks = append(r.Lacks, l)
		}
	}
	for _, w := range of.Open {
		w.Agency = of.Agency
		r.Open = append(r.Open, w)
	}
	for _, row := range of.Falls() {
		if u, known := of.Of(row.Unit); known && row.Unit != "" {
			r.Fallen = append(r.Fallen, Fallen{of.Agency, u.Name, row})
		}
	}
	r.takeUnits(code, of)
}

// takeUnits takes over which of its units take part, which they are held against, and which take no part.
func (r *Report) takeUnits(code string, of Report) {
	for _, u := range of.Idle() {
		if u.Name != of.Agency { // where no unit takes part, the agency itself is none of them
			u.Code, u.Of = code+"/"+u.Code, code
			r.Beside = append(r.Beside, u)
		}
	}
	for _, u := range of.Units {
		if u.Decision != "" || u.Control {
			u.Code, u.Of = code+"/"+u.Code, code
			r.Parts = append(r.Parts, u)
		}
	}
}

// add adds what a row shows to its sum, with the narrowest margin.
func add[K comparable](sums map[K]*Row, order *[]K, k K, row Row, agency string) {
	if row.Hidden || row.Earlier == nil || row.Later == nil {
		return
	}
	s := sums[k]
	if s == nil {
		s = &Row{Earlier: &Share{}, Later: &Share{}, Margin: row.Margin, Lower: row.Lower}
		sums[k] = s
		*order = append(*order, k)
	}
	s.Agencies = append(s.Agencies, agency)
	s.Earlier.Of += row.Earlier.Of
	s.Earlier.All += row.Earlier.All
	s.Later.Of += row.Later.Of
	s.Later.All += row.Later.All
	if row.Verdict == Unreconciled {
		s.Verdict = Unreconciled
	}
	s.Margin, s.Proposed = min(s.Margin, row.Margin), s.Proposed || row.Proposed
}

// lastOf is the later of two last days, of which 0 is open.
func lastOf(a, b rules.Date) rules.Date {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a, b)
}

// agencyOf is an agency as a unit, with the decisions by which its units take part.
func agencyOf(code string, r Report) Unit {
	out := Unit{Code: code, Name: r.Agency, First: r.First, Last: r.Last, Staff: r.Staff, Took: r.Took}
	var list []string
	for _, u := range r.Units {
		if u.Decision == "" || slices.Contains(list, u.Decision) {
			continue
		}
		list = append(list, u.Decision)
		if len(list) == 1 {
			out.First, out.Last = u.First, u.Last
		} else {
			out.First, out.Last = earliest(out.First, u.First), lastOf(out.Last, u.Last)
		}
		if out.DecidedOn = u.DecidedOn; len(list) > 1 {
			out.DecidedOn = 0
		}
	}
	out.Decision = strings.Join(list, "; ")
	return out
}

func earliest(a, b rules.Date) rules.Date {
	if a == 0 || b < a {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
