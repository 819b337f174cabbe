package survey

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"tainha/rules"
	"tainha/rules/review"
)

// Count is how many gave one level to one question.
type Count struct {
	Unit     rules.UnitID
	Source   Source
	Who      Who
	Question int
	Level    int
	N        int
}

// Sheet is what a pile of printed forms says: of each question, how many gave each level.
type Sheet [Questions][Levels]int

// Forms is how many forms a sheet is of.
func (s Sheet) Forms() int { return sum(s[0][:]) }

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

// MostForms is how many forms one entry may hold.
const MostForms = 20_000

// Check refuses a sheet without forms, and one whose questions were not answered by the same number of them: a form with a
// gap is laid aside.
func (s Sheet) Check() error {
	n := s.Forms()
	var why []rules.Message
	for q, row := range s {
		if slices.ContainsFunc(row[:], func(x int) bool { return x < 0 || x > MostForms }) {
			return rules.Refuse("survey.form.number", "most", MostForms)
		}
		if sum(row[:]) != n {
			why = append(why, rules.Msg("survey.form.sum", "question", q+1, "n", sum(row[:]), "first", n))
		}
	}
	switch {
	case len(why) > 0:
		return &rules.Refusal{Reasons: why}
	case n == 0:
		return rules.Refuse("survey.form.none")
	case n > MostForms:
		return rules.Refuse("survey.form.number", "most", MostForms)
	}
	return nil
}

// Handed is a row of a baseline that is handed down as counts: of so many answers, how many were satisfied.
type Handed struct {
	Unit rules.UnitID
	Who  Who
	All  int
	Of   [Questions]int
}

// ParseCount reads a whole number as it is typed, with or without points between its thousands.
func ParseCount(text string) (n int, ok bool) {
	n, bad := strconv.Atoi(strings.NewReplacer(".", "", " ", "").Replace(text))
	return n, bad == nil
}

// ParseHanded reads how many of all were satisfied, said as a number or a percentage ("84", "84 %", "83,5%").
// ok is false for what is no number; it refuses more than all, and more than 100 %.
func ParseHanded(text string, all int) (n int, ok bool, err error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), " ", "")
	number, percent := strings.CutSuffix(text, "%")
	if !percent {
		n, no := strconv.Atoi(number)
		if no != nil || n < 0 {
			return 0, false, nil //nolint:nilerr // it is asked for again
		}
		if n > all {
			return n, true, rules.Refuse("survey.baseline.more", "n", n, "all", all)
		}
		return n, true, nil
	}
	p, bad := strconv.ParseFloat(strings.ReplaceAll(number, ",", "."), 64)
	if bad != nil || math.IsNaN(p) || p < 0 {
		return 0, false, nil //nolint:nilerr // it is asked for again
	}
	const whole = 100
	if p > whole {
		return 0, true, rules.Refuse("survey.baseline.percent", "percent", text)
	}
	return int(math.Round(p * float64(all) / whole)), true, nil
}

// Counts are the counts that a handed row adds.
func (h Handed) Counts() (out []Count) {
	for q, n := range h.Of {
		out = append(out, Count{h.Unit, Import, h.Who, q, Satisfied, n}, Count{h.Unit, Import, h.Who, q, Dissatisfied, h.All - n})
	}
	return out
}

// Least is under how many answers nothing is shown.
const Least = 10

// Cell is what is shown of a group of answerers.
type Cell struct {
	Unit  rules.UnitID // 0: the whole wave
	Own   bool         // answered to the unit itself, not to one below
	Who   Who          // of the whole wave; empty: all
	Shown bool         // else nothing else of it is known
	N     int
	Top   [Questions]int // who gave one of the two top levels
}

// Share is the index of a question: the share of the two top levels.
func (c Cell) Share(question int) review.Share { return review.Share{Of: c.Top[question], All: c.N} }

// Cells are the groups of one source of a wave, each with whether it may be shown beside all others: the wave, its tree of
// units (parent names the one above, 0 for none) and its kinds of answerers. Groups that nobody answered
// in are left out.
func Cells(counts []Count, source Source, least int, parent func(rules.UnitID) rules.UnitID) []Cell {
	tree := newTree(counts, source)
	if tree.root.N == 0 {
		return nil
	}
	root := &review.Cell{N: tree.root.N, Top: tree.root.Top[:]}
	of := map[*review.Cell]Cell{root: tree.root}
	order := []*review.Cell{root}
	node := func(c Cell) *review.Cell {
		x := &review.Cell{N: c.N, Top: c.Top[:]}
		of[x], order = c, append(order, x)
		return x
	}
	answered := func(u rules.UnitID) rules.UnitID { // the nearest above that was answered to
		for u = parent(u); u != 0; u = parent(u) {
			if _, known := tree.units[u]; known {
				break
			}
		}
		return u
	}
	if parts := tree.divide(0, answered, node); len(parts) > 0 {
		root.Divisions = append(root.Divisions, parts)
	}
	if len(tree.who) > 1 {
		var parts []*review.Cell
		for _, w := range sortedKeys(tree.who) {
			parts = append(parts, node(tree.who[w]))
		}
		root.Divisions = append(root.Divisions, parts)
	}
	shown := review.Shown(root, least)
	out := make([]Cell, len(order))
	for i, x := range order {
		c := of[x]
		if out[i] = c; !shown[x] {
			out[i] = Cell{Unit: c.Unit, Own: c.Own, Who: c.Who}
		}
		out[i].Shown = shown[x]
	}
	return out
}

// tree is what one source counted, by unit and by kind of answerer.
type tree struct {
	root  Cell
	units map[rules.UnitID]Cell
	who   map[Who]Cell
}

func newTree(counts []Count, source Source) tree {
	t := tree{units: map[rules.UnitID]Cell{}, who: map[Who]Cell{}}
	for _, c := range counts {
		if c.Source != source || c.N == 0 {
			continue
		}
		t.root.add(c)
		u, w := t.units[c.Unit], t.who[c.Who]
		u.add(c)
		w.add(c)
		u.Unit, w.Who = c.Unit, c.Who
		t.units[c.Unit], t.who[c.Who] = u, w
	}
	return t
}

func (c *Cell) add(x Count) {
	if x.Question == 0 {
		c.N += x.N
	}
	if top(x.Level) {
		c.Top[x.Question] += x.N
	}
}

func (c *Cell) join(x Cell) {
	c.N += x.N
	for q := range c.Top {
		c.Top[q] += x.Top[q]
	}
}

// divide are the cells right below a unit, 0 for the wave, each made after what it is a part of.
func (t tree) divide(above rules.UnitID, parent func(rules.UnitID) rules.UnitID, node func(Cell) *review.Cell) (parts []*review.Cell) {
	for _, u := range sortedKeys(t.units) {
		if parent(u) != above {
			continue
		}
		own := t.units[u]
		whole := own
		below := t.below(u, parent)
		for _, x := range below {
			whole.join(t.units[x])
		}
		cell := node(whole)
		if len(below) > 0 {
			part := own
			part.Own = true
			cell.Divisions = [][]*review.Cell{append([]*review.Cell{node(part)}, t.divide(u, parent, node)...)}
		}
		parts = append(parts, cell)
	}
	return parts
}

// below are all units under one.
func (t tree) below(unit rules.UnitID, parent func(rules.UnitID) rules.UnitID) (out []rules.UnitID) {
	for u := range t.units {
		for up := parent(u); up != 0; up = parent(up) {
			if up == unit {
				out = append(out, u)
				break
			}
		}
	}
	return out
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
