package review

import (
	"math/rand/v2"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
	"tainha/store"
)

// lively is an agency of which each month another part works, joins, leaves and is at home.
type lively struct {
	tree        tree
	work        []store.Counted
	staff, took [][]store.Counted // month by month
}

func (l lively) maker(month int) *maker {
	first := rules.MustDate("2026-01-01")
	m := &maker{tree: l.tree, codes: map[rules.UnitID]string{}, span: Span{First: first, Last: first.AddMonths(month) - 1}}
	var walk func(above rules.UnitID, depth int)
	walk = func(above rules.UnitID, depth int) {
		for _, u := range l.tree.below[above] {
			m.codes[u] = l.tree.units[u].Code
			m.out.Units = append(m.out.Units, review.Unit{Code: m.codes[u], Depth: depth, Decision: "12/QĐ"})
			walk(u, depth+1)
		}
	}
	walk(0, 0)
	return m
}

// upTo is what a report up to the end of a month tells of each unit with all below it, and of the whole: how much was counted, how many are
// in it, how many of them were at home.
func (l lively) upTo(month int) (out [3]map[rules.UnitID]int) {
	m := l.maker(month)
	m.measure(review.OnTime, nil, upTo(l.work, m.span.Last), 0.02)
	m.earlier(func(x *maker, until rules.Date) {
		x.people(l.staff[until.Month()-1], l.took[until.Month()-1])
	})
	m.people(l.staff[month-1], l.took[month-1])
	m.out.NarrowAfter(Least, &m.past)
	units := map[string]rules.UnitID{"": 0}
	for u, code := range m.codes {
		units[code] = u
	}
	for i := range out {
		out[i] = map[rules.UnitID]int{}
	}
	for _, r := range m.out.Rows {
		if !r.Hidden && r.Later != nil && r.Against != review.AgainstOthers {
			out[0][units[r.Unit]] = r.Later.All
		}
	}
	for _, u := range append([]review.Unit{{Staff: m.out.Staff, Took: m.out.Took}}, m.out.Units...) {
		if u.Staff != nil {
			out[1][units[u.Code]] = *u.Staff
		}
		if u.Took != nil {
			out[2][units[u.Code]] = *u.Took
		}
	}
	return out
}

func live(t tree, luck *rand.Rand, months int, work []store.Counted) lively {
	l := lively{tree: t, work: work}
	size, home, next := map[rules.UnitID]int{}, map[rules.UnitID][]int64{}, int64(0)
	for _, u := range t.all {
		size[u] = 1 + luck.IntN(18)
	}
	month := rules.MustDate("2026-01-01")
	for range months {
		var staff, took []store.Counted
		for _, u := range t.all {
			size[u] += luck.IntN(4)
			for range luck.IntN(6) {
				home[u], next = append(home[u], next), next+1
			}
			size[u] = max(size[u], len(home[u]))
			staff = append(staff, store.Counted{Unit: u, Month: month, Share: review.Share{Of: size[u], All: 2 * size[u]}, Persons: size[u]})
			if n := len(home[u]); n > 0 {
				took = append(took, store.Counted{Unit: u, Month: month, Share: review.Share{Of: n, All: 2 * n}, Persons: n, People: append([]int64{}, home[u]...)})
			}
		}
		l.staff, l.took = append(l.staff, staff), append(l.took, took)
	}
	return l
}

// bounds are what a reader of reports knows of each unit's count in the last of them: what an earlier one told is the least of it, what is
// told of a sum bounds its parts, each by what the others have at least.
type bounds struct{ least, most map[rules.UnitID]int }

const unbounded = 1 << 30

func bound(t tree, reports ...map[rules.UnitID]int) bounds {
	b := bounds{map[rules.UnitID]int{}, map[rules.UnitID]int{}}
	for _, u := range t.order {
		b.most[u] = unbounded
		for _, r := range reports {
			if n, told := r[u]; told {
				b.least[u] = max(b.least[u], n)
			}
		}
		if n, told := reports[len(reports)-1][u]; told {
			b.least[u], b.most[u] = n, n
		}
	}
	for again := true; again; {
		again = false
		for _, u := range t.order {
			sum := 0
			for _, x := range t.below[u] {
				sum += b.least[x]
			}
			if sum > b.least[u] && b.most[u] == unbounded {
				b.least[u], again = sum, true
			}
			for _, x := range t.below[u] {
				if most := b.most[u] - (sum - b.least[x]); b.most[u] < unbounded && most < b.most[x] && most >= b.least[x] {
					b.most[x], again = most, true
				}
			}
		}
	}
	return b
}

// rare is the work of units of which some are few, others are more, in one month much and in another little; little of it is what is asked for.
func rare(t tree, luck *rand.Rand, months int) (out []store.Counted) {
	size := map[rules.UnitID]int{}
	for _, u := range t.all {
		size[u] = 4 + luck.IntN(14)
	}
	for m := range months {
		for _, u := range t.all {
			n := size[u] * (1 + luck.IntN(4))
			out = append(out, store.Counted{Question: review.OnTime, Unit: u, Month: rules.MustDate("2026-01-01").AddMonths(m), Share: review.Share{Of: luck.IntN(8), All: n}, Persons: size[u]})
		}
	}
	return out
}

// Whoever lays the report up to one month beside that up to the next, or up to any later one, knows of no unit that is hidden in the later
// one that it counted fewer than ten.
func TestTwoReportsBesideEachOtherNarrowNothingHidden(t *testing.T) {
	t.Parallel()
	const months, agencies = 5, 300
	looked, breaches := [3]int{}, [3]int{}
	for seed := range uint64(agencies) {
		luck := rand.New(rand.NewPCG(seed, 17))
		tree := agency(luck)
		list := work(tree, luck, months)
		if seed%2 == 0 { // little of it is what is asked for: then units beside the small ones are hidden, another one each month
			list = rare(tree, luck, months)
		}
		agency := live(tree, luck, months, list)
		var reports [][3]map[rules.UnitID]int
		for m := range months {
			reports = append(reports, agency.upTo(m+1))
		}
		for last := 1; last < months; last++ {
			for first := range last {
				for i, what := range []string{"tasks", "staff", "at home"} {
					b := bound(tree, reports[first][i], reports[last][i])
					for _, u := range tree.all {
						if _, told := reports[last][i][u]; told || b.most[u] == unbounded {
							continue
						}
						if looked[i]++; b.most[u] < Least {
							if breaches[i]++; breaches[i] < 4 {
								t.Errorf("agency %d, months %d and %d: unit %d is known to have at most %d: %s, %v, %v", seed, first+1, last+1, u, b.most[u], what, reports[first][i], reports[last][i])
							}
						}
					}
				}
			}
		}
	}
	for i := range looked {
		if breaches[i] > 0 {
			t.Errorf("in all %d of %d", breaches[i], looked[i])
		}
		if looked[i] < agencies {
			t.Fatalf("only %d hidden units are part of something told: the test looks at nothing", looked[i])
		}
	}
}

// The reader would find it, were another unit hidden beside the small one in the second report.
func TestTheReaderOfTwoReportsFindsWhatChanged(t *testing.T) {
	t.Parallel()
	tree := treeOf([]rules.Unit{{ID: 1}, {ID: 2, Parent: 1}, {ID: 3, Parent: 1}, {ID: 4, Parent: 1}})
	first, last := map[rules.UnitID]int{1: 60, 2: 20}, map[rules.UnitID]int{1: 70, 3: 45}
	if b := bound(tree, first, last); b.most[4] != 5 || b.least[2] != 20 || b.most[2] != 25 {
		t.Errorf("%+v", b)
	}
	if b := bound(tree, last); b.most[4] != 25 {
		t.Errorf("of one report it knows more: %+v", b)
	}
}
