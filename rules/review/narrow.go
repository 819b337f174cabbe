package review

import (
	"fmt"
	"slices"
)

// table is what a report shows beside each other of units: of each some counts, the first of which is of all.
type table struct {
	name   string
	grown  []bool // of each count, whether a later report's is never less, and what is left of it is held against what earlier ones told
	before map[string]past
	below  map[string][]Unit
	shown  map[string][]*int
	hidden map[string]bool
	hide   func(unit string)
}

func (t *table) tell(unit string, counts ...*int) { t.shown[unit] = counts }

// rest is what is left of what is shown of a unit without all that is shown below it, and which of that is shown: hidden says whether
// any of it is not.
func (t *table) rest(unit string) (left []int, shown []string, hidden bool) {
	for _, n := range t.shown[unit] {
		left = append(left, number(n))
	}
	var take func(u string)
	take = func(u string) {
		for _, b := range t.below[u] {
			counts, told := t.shown[b.Code]
			if !told {
				hidden = hidden || t.hidden[b.Code]
				own := slices.Clone(left)
				take(b.Code)
				t.least(b.Code, own, left)
				continue
			}
			shown = append(shown, b.Code)
			for i := range min(len(left), len(counts)) {
				left[i] -= number(counts[i])
			}
		}
	}
	take(unit)
	return left, shown, hidden || slices.ContainsFunc(left, func(n int) bool { return n > 0 }) // what a unit did beside those below it
}

// least takes from what is left what a hidden unit has at least, as an earlier report told, less what is shown below it already.
func (t *table) least(unit string, above, left []int) {
	for i, n := range t.before[unit].counts {
		if i < len(left) && i < len(t.grown) && t.grown[i] {
			left[i] -= max(0, n-(above[i]-left[i]))
		}
	}
}

func number(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// narrows reports whether what is left is under least: then so is each of the hidden parts. What is not told of the whole is left of nothing.
func (t *table) narrows(unit string, left []int, least int) bool {
	for i, n := range t.shown[unit] {
		if n != nil && left[i] >= 0 && left[i] < least {
			return true
		}
	}
	return false
}

// narrow hides the smallest of what is shown below each sum, until what is left of the sum narrows nothing or stands alone.
func (t *table) narrow(order []string, least int) {
	for _, unit := range slices.Backward(order) {
		for t.shown[unit] != nil {
			left, shown, hidden := t.rest(unit)
			if !hidden || len(shown) == 0 || !t.narrows(unit, left, least) {
				break
			}
			smallest := slices.MinFunc(shown, func(a, b string) int {
				if was, is := t.before[a].hidden, t.before[b].hidden; was != is { // the same one as in the report before
					return map[bool]int{true: -1, false: 1}[was]
				}
				return number(t.shown[a][0]) - number(t.shown[b][0])
			})
			delete(t.shown, smallest)
			t.hidden[smallest] = true
			t.hide(smallest)
		}
	}
}

// Narrow hides what, taken from the sums that hold it, would narrow what is hidden to values under least, 0 among them: persons, answers,
// half days, and what is counted of them (rules section 12, Verdicts).
func (r *Report) Narrow(least int) { r.NarrowAfter(least, nil) }

// NarrowAfter is Narrow where the reports up to earlier months are known, too: what they told of a unit is the least that it has now, and
// what they hid beside others is hidden before what they showed.
func (r *Report) NarrowAfter(least int, h *History) {
	order := []string{""}
	for _, u := range r.Units {
		order = append(order, u.Code)
	}
	for _, t := range r.tables() {
		if h != nil {
			t.before = h.tables[t.name]
		}
		t.narrow(order, least)
	}
}

// History is what the reports of an agency up to earlier months told.
type History struct{ tables map[string]map[string]past }

// past is what one of them told of a unit: its counts, or in the last of them nothing.
type past struct {
	hidden bool
	counts []int
}

// Remember adds a report to those that are known.
func (h *History) Remember(r Report) {
	if h.tables == nil {
		h.tables = map[string]map[string]past{}
	}
	for _, t := range r.tables() {
		of := h.tables[t.name]
		if of == nil {
			of = map[string]past{}
			h.tables[t.name] = of
		}
		for unit, hidden := range t.hidden {
			if x := of[unit]; hidden {
				x.hidden = true
				of[unit] = x
			}
		}
		for unit, counts := range t.shown {
			x := past{}
			for _, n := range counts {
				x.counts = append(x.counts, number(n))
			}
			of[unit] = x
		}
	}
}

// tables are all that a report shows of units beside each other.
func (r *Report) tables() []*table {
	type key struct {
		q      Question
		name   string
		office bool
	}
	parts := below(r.Units)
	fresh := func(name string, grown []bool, hide func(string)) *table {
		return &table{name: name, grown: grown, below: parts, shown: map[string][]*int{}, hidden: map[string]bool{}, hide: hide}
	}
	of := map[key]*table{}
	var out []*table
	for _, row := range r.Rows {
		k := key{row.Question, row.Name, row.Against == AgainstOffice}
		if row.Against == AgainstOthers || slices.ContainsFunc(r.Handed, func(h Handed) bool { return h.Question == row.Question && h.Name == row.Name }) {
			continue // what documents say is no secret
		}
		t := of[k]
		if t == nil {
			t = fresh(fmt.Sprint(k), []bool{true, false, true, true}, func(unit string) { // of those of one month that are on time nothing is promised
				for i, x := range r.Rows {
					if x.Unit == unit && x.Against != AgainstOthers && (key{x.Question, x.Name, x.Against == AgainstOffice}) == k {
						r.Rows[i] = Row{Question: x.Question, Name: x.Name, Against: x.Against, Unit: unit, Hidden: true, Margin: x.Margin, Lower: x.Lower}
					}
				}
			})
			of[k], out = t, append(out, t)
		}
		switch {
		case row.Hidden:
			t.hidden[row.Unit] = true
		case row.Against == AgainstOffice:
			t.tell(row.Unit, &row.Persons)
		case row.Later != nil:
			counts := []*int{&row.Later.All, &row.Later.Of, nil, nil}
			if row.Earlier != nil {
				counts[2], counts[3] = &row.Earlier.All, &row.Earlier.Of
			}
			t.tell(row.Unit, counts...)
		}
	}
	return slices.Concat(out, r.useTables(fresh), r.staffTables(fresh))
}

// useTables are of the half days at home; those over a limit and those asked for late may be hidden alone.
func (r *Report) useTables(fresh func(string, []bool, func(string)) *table) []*table {
	hide := func(with func(*Use)) func(string) {
		return func(unit string) {
			for i := range r.Uses {
				if r.Uses[i].Unit == unit {
					with(&r.Uses[i])
				}
			}
		}
	}
	used := fresh("used", []bool{true, true}, hide(func(u *Use) { *u = Use{Unit: u.Unit, Hidden: true} }))
	above, lifted := fresh("above", nil, hide(func(u *Use) { u.Above = nil })), fresh("lifted", nil, hide(func(u *Use) { u.Lifted = nil }))
	for i := range r.Uses {
		u := &r.Uses[i]
		tell := func(t *table, known bool, counts ...*int) {
			if t.hidden[u.Unit] = !known; known {
				t.tell(u.Unit, counts...)
			}
		}
		tell(used, !u.Hidden, &u.Halves, &u.Persons)
		tell(above, u.Above != nil, u.Above)
		tell(lifted, u.Lifted != nil, u.Lifted)
	}
	return []*table{used, above, lifted}
}

// staffTables are of the persons in the units, and of those who were at home. Who takes no part is at home nowhere: that is no secret.
func (r *Report) staffTables(fresh func(string, []bool, func(string)) *table) []*table {
	hide := func(with func(*Unit)) func(string) {
		return func(unit string) {
			for i := range r.Units {
				if r.Units[i].Code == unit {
					with(&r.Units[i])
				}
			}
		}
	}
	staff, took := fresh("staff", []bool{true}, hide(func(u *Unit) { u.Staff = nil })), fresh("took", []bool{true}, hide(func(u *Unit) { u.Took = nil }))
	for _, u := range append([]Unit{{Staff: r.Staff, Took: r.Took}}, r.Units...) {
		if staff.hidden[u.Code] = u.Staff == nil; u.Staff != nil {
			staff.tell(u.Code, u.Staff)
		}
		if took.hidden[u.Code] = u.Took == nil && u.Decision != ""; u.Took != nil {
			took.tell(u.Code, u.Took)
		}
	}
	return []*table{staff, took}
}
