package review

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
	"tainha/store"
)

// agency grows units at random: one at the top, some below it, some of these with their own.
func agency(luck *rand.Rand) tree {
	units := []rules.Unit{{ID: 1, Code: "1"}}
	for i := range 2 + luck.IntN(4) {
		id := rules.UnitID(10 + i)
		units = append(units, rules.Unit{ID: id, Code: fmt.Sprint(id), Parent: 1})
		for k := range luck.IntN(3) {
			below := id*10 + rules.UnitID(k)
			units = append(units, rules.Unit{ID: below, Code: fmt.Sprint(below), Parent: id})
		}
	}
	return treeOf(units)
}

// work is what the units counted in some months; many of them are small.
func work(t tree, luck *rand.Rand, months int) (out []store.Counted) {
	size := map[rules.UnitID]int{}
	for _, u := range t.all {
		size[u] = luck.IntN(30)
	}
	for m := range months {
		for _, u := range t.all {
			people := max(0, size[u]+luck.IntN(5)-2)
			n := people * (1 + luck.IntN(3))
			if n == 0 {
				continue
			}
			of := luck.IntN(n + 1)
			if luck.IntN(4) == 0 {
				of = 0
			}
			out = append(out, store.Counted{Question: review.OnTime, Unit: u, Month: rules.MustDate("2026-01-01").AddMonths(m), Share: review.Share{Of: of, All: n}, Persons: people})
		}
	}
	return out
}

// reader knows the tree, everything that was published, and how to solve what follows: each unit and month is two unknowns, and each
// published figure a sum of some of them.
type reader struct {
	tree     tree
	unknowns map[[2]int]int // unit, month
	sums     [][]float64
}

// learn adds what a report of some months, in which a unit's figure is a sum over those in which it is shown, tells.
func (r *reader) learn(list []store.Counted, months int) {
	upTo := slices.DeleteFunc(slices.Clone(list), func(c store.Counted) bool { return int(c.Month.Month()) > months })
	for u, f := range r.tree.publish(upTo) {
		if f.hidden {
			continue
		}
		row := make([]float64, len(r.unknowns))
		in := append(r.tree.branch(u), u)
		for _, month := range byMonthOf(upTo) {
			if !r.tree.shown(month.own)[u] {
				continue
			}
			for _, x := range in {
				if i, some := r.unknowns[[2]int{int(x), month.n}]; some {
					row[i] = 1
				}
			}
		}
		r.sums = append(r.sums, row)
	}
}

type monthOf struct {
	n   int
	own map[rules.UnitID]tally
}

func byMonthOf(list []store.Counted) (out []monthOf) {
	months := map[int]map[rules.UnitID]tally{}
	for _, c := range list {
		n := int(c.Month.Month())
		if months[n] == nil {
			months[n] = map[rules.UnitID]tally{}
		}
		months[n][c.Unit] = tallyOf(c)
	}
	for _, n := range slices.Sorted(maps.Keys(months)) {
		out = append(out, monthOf{n, months[n]})
	}
	return out
}

// follows reports whether a sum of unknowns follows from what is published.
func (r *reader) follows(want []float64) bool {
	rows := make([][]float64, 0, len(r.sums))
	for _, s := range r.sums {
		rows = append(rows, slices.Clone(s))
	}
	return rank(rows) == rank(append(clones(rows), slices.Clone(want)))
}

func clones(rows [][]float64) (out [][]float64) {
	for _, r := range rows {
		out = append(out, slices.Clone(r))
	}
	return out
}

func rank(rows [][]float64) (n int) {
	rows = clones(rows)
	if len(rows) == 0 {
		return 0
	}
	const tiny = 1e-9
	for column := range rows[0] {
		pivot := -1
		for i := n; i < len(rows); i++ {
			if rows[i][column] > tiny || rows[i][column] < -tiny {
				pivot = i
				break
			}
		}
		if pivot < 0 {
			continue
		}
		rows[n], rows[pivot] = rows[pivot], rows[n]
		for i := n + 1; i < len(rows); i++ {
			f := rows[i][column] / rows[n][column]
			for k := column; f != 0 && k < len(rows[i]); k++ {
				rows[i][k] -= f * rows[n][k]
			}
		}
		n++
	}
	return n
}

// Whoever lays all reports beside each other, of each month's end, of the agency and of each unit, computes nothing of a unit of few.
func TestAReaderOfAllReportsRecoversNothingOfFewPeople(t *testing.T) {
	t.Parallel()
	const months, agencies = 3, 300
	hidden := 0
	for seed := range uint64(agencies) {
		luck := rand.New(rand.NewPCG(seed, 5))
		tree := agency(luck)
		list := work(tree, luck, months)
		r := &reader{tree: tree, unknowns: map[[2]int]int{}}
		for _, c := range list {
			r.unknowns[[2]int{int(c.Unit), int(c.Month.Month())}] = len(r.unknowns)
		}
		for m := range months {
			r.learn(list, m+1)
		}
		for _, month := range byMonthOf(list) {
			sums := tree.sums(month.own)
			for u, s := range sums {
				if s.persons >= Least || u == 0 {
					continue
				}
				hidden++
				want := make([]float64, len(r.unknowns))
				for _, x := range append(tree.branch(u), u) {
					if i, some := r.unknowns[[2]int{int(x), month.n}]; some {
						want[i] = 1
					}
				}
				if r.follows(want) {
					t.Errorf("agency %d: unit %d with %d people in month %d follows from what is published", seed, u, s.persons, month.n)
				}
			}
		}
	}
	if hidden < agencies {
		t.Fatalf("only %d units are of few people: the test looks at nothing", hidden)
	}
}

// The reader would find it, were a unit hidden alone.
func TestTheReaderRecoversAUnitThatIsHiddenAlone(t *testing.T) {
	t.Parallel()
	r := &reader{unknowns: map[[2]int]int{{1, 1}: 0, {2, 1}: 1, {3, 1}: 2}, sums: [][]float64{{1, 1, 1}, {1, 0, 0}, {0, 1, 0}}}
	if !r.follows([]float64{0, 0, 1}) {
		t.Error("it does not compute what is left of a sum")
	}
	r.sums = r.sums[:2]
	if r.follows([]float64{0, 0, 1}) {
		t.Error("it knows more than there is")
	}
}

// Whoever works in two units is one person in what holds both: nine people are too few there, however many units they work in.
func TestAPersonInTwoUnitsCountsOnceInWhatHoldsBoth(t *testing.T) {
	t.Parallel()
	few := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	for _, c := range []struct {
		name   string
		second []int64
		shown  bool
	}{
		{"the same nine", few, false},
		{"one more", []int64{2, 3, 4, 5, 6, 7, 8, 9, 10}, true},
	} {
		tree := treeOf([]rules.Unit{{ID: 1}, {ID: 2, Parent: 1}, {ID: 3, Parent: 1}})
		month := rules.MustDate("2026-01-01")
		out := tree.publish([]store.Counted{
			{Question: review.OnTime, Unit: 2, Month: month, Share: review.Share{Of: 20, All: 30}, People: few},
			{Question: review.OnTime, Unit: 3, Month: month, Share: review.Share{Of: 20, All: 30}, People: c.second},
		})
		if got := !out[1].hidden; got != c.shown {
			t.Errorf("%s: shown %v, %d persons", c.name, got, out[1].persons)
		}
	}
}

// No total is published from which everything hidden below it is known to be none, or all: a total that equals what is shown of its
// parts would say that the others have none.
func TestATotalTellsNotThatItsHiddenPartsHaveNone(t *testing.T) {
	t.Parallel()
	month := rules.MustDate("2026-01-01")
	small := treeOf([]rules.Unit{{ID: 1}, {ID: 2, Parent: 1}, {ID: 3, Parent: 1}, {ID: 4, Parent: 1}})
	above := func(u rules.UnitID, of, all, persons int) store.Counted {
		return store.Counted{Unit: u, Month: month, Share: review.Share{Of: of, All: all}, Persons: persons}
	}
	out := small.publish([]store.Counted{above(2, 3, 200, 30), above(3, 0, 20, 6), above(4, 0, 20, 6)})
	if out[2].hidden || !out[1].hidden || !out[0].hidden || !out[3].hidden || !out[4].hidden {
		t.Errorf("three half days of one unit, none of two small ones: %+v", out)
	}
	looked := 0
	for seed := range uint64(300) {
		luck := rand.New(rand.NewPCG(seed, 11))
		tree := agency(luck)
		out := tree.publish(work(tree, luck, 3))
		for u, f := range out {
			if f.hidden {
				continue
			}
			rest, below := f.Share, tree.below[u]
			some := false
			for len(below) > 0 {
				b := below[0]
				below = below[1:]
				switch x, known := out[b]; {
				case !known:
				case x.hidden:
					some, below = true, append(append([]rules.UnitID{}, below...), tree.below[b]...)
				default:
					rest.Of, rest.All = rest.Of-x.Of, rest.All-x.All
				}
			}
			if !some || rest.All <= 0 {
				continue
			}
			if looked++; rest.Of <= 0 || rest.Of >= rest.All {
				t.Errorf("agency %d: of what is hidden below %d it is known that %d of %d are", seed, u, rest.Of, rest.All)
			}
		}
	}
	if looked < 50 {
		t.Fatalf("only %d totals have hidden parts: the test looks at nothing", looked)
	}
}
