package review

import (
	"maps"
	"slices"
)

// Cell is the count of one wave in a unit or group of answerers, with the cells that it divides into. Only what stands
// in one tree may be shown together: a table that crosses two divisions would need an answer of its own.
type Cell struct {
	Key string // names the cell to its caller
	N   int    // answers
	Top []int  // of each question: how many of them gave one of the two top levels

	// Persons are whom the answers are of, where one person gives several (tasks): then few persons hide, not few answers. 0: one each.
	Persons int

	// People are who they are, where that is known, in order: who stands in two hidden parts is one person.
	People []int64

	// Divisions each split all of the answers: by unit, by citizen and business.
	Divisions [][]*Cell
}

// Shown tells which cells of a tree may be shown, in all outputs together, where fewer than least answers are not: none of
// the hidden ones can be computed from them, narrowed to values under least, or known to be all of one mind (complementary
// suppression; rules section 9, and section 12, Verdicts). A cell is shown only where the one that it is a part of is.
func Shown(root *Cell, least int) map[*Cell]bool {
	s := suppression{least: least, never: map[*Cell]bool{}}
	for {
		s.shown = map[*Cell]bool{}
		if s.small(root) || s.never[root] {
			return s.shown
		}
		if s.show(root) {
			return s.shown
		}
	}
}

// ShownBelow is Shown where the whole itself can't be shown: then what stands below it is looked at by itself, and no sum of
// all of it is ever published. Only the first of a cell's divisions is walked down.
func ShownBelow(root *Cell, least int) map[*Cell]bool {
	shown := Shown(root, least)
	if shown[root] || len(root.Divisions) == 0 {
		return shown
	}
	for _, part := range root.Divisions[0] {
		maps.Copy(shown, ShownBelow(part, least))
	}
	return shown
}

type suppression struct {
	least int
	shown map[*Cell]bool
	never map[*Cell]bool // shown, they would give away one of their parts
}

func (s *suppression) small(c *Cell) bool { return c.persons() < s.least }

func (c *Cell) persons() int {
	if len(c.People) > 0 {
		return max(c.Persons, len(c.People))
	}
	if c.Persons > 0 {
		return c.Persons
	}
	return c.N
}

// show marks a cell and what may be shown of its parts; false: one of them may never be shown, so all begins anew.
func (s *suppression) show(c *Cell) bool {
	s.shown[c] = true
	for _, parts := range c.Divisions {
		hidden, ok := s.hide(parts)
		if !ok {
			s.never[c] = true
			return false
		}
		for _, part := range parts {
			if !slices.Contains(hidden, part) && !s.show(part) {
				return false
			}
		}
	}
	return true
}

// hide is which parts of a shown cell are hidden: those that have to be, and then the smallest others until what is left of the
// whole gives nothing away. False: even all of them do.
func (s *suppression) hide(parts []*Cell) (hidden []*Cell, ok bool) {
	var rest []*Cell
	for _, c := range parts {
		if s.small(c) || s.never[c] {
			hidden = append(hidden, c)
		} else {
			rest = append(rest, c)
		}
	}
	slices.SortStableFunc(rest, func(a, b *Cell) int { return a.N - b.N })
	for len(hidden) > 0 && !s.mute(hidden) {
		if len(rest) == 0 {
			return nil, false
		}
		hidden, rest = append(hidden, rest[0]), rest[1:]
	}
	return hidden, true
}

// mute reports whether the sum of hidden cells, which everybody can compute, says nothing of a single one.
func (s *suppression) mute(hidden []*Cell) bool {
	var sum Cell
	unknown := 0
	for _, c := range hidden {
		sum.N += c.N
		sum.People = Both(sum.People, c.People)
		unknown += c.persons() - len(c.People)
		sum.Top = slices.Concat(sum.Top, make([]int, max(0, len(c.Top)-len(sum.Top))))
		for i, n := range c.Top {
			sum.Top[i] += n
		}
	}
	oneMind := slices.ContainsFunc(sum.Top, func(n int) bool { return n == 0 || n == sum.N })
	return len(hidden) > 1 && len(sum.People)+unknown >= s.least && !oneMind
}

// Both are the members of two lists in order, each of them once.
func Both(a, b []int64) []int64 {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := make([]int64, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case b[0] < a[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}
