package review_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tainha/rules/review"
)

func cell(key string, n, top int, divisions ...[]*review.Cell) *review.Cell {
	return &review.Cell{Key: key, N: n, Top: []int{top}, Divisions: divisions}
}

func keys(shown map[*review.Cell]bool) string {
	var list []string
	for c := range shown {
		list = append(list, c.Key)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestFewAnswersAreHiddenWithWhatTheyCouldBeComputedFrom(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		why  string
		root *review.Cell
		want string
	}{
		{"enough everywhere", cell("all", 50, 30, []*review.Cell{cell("a", 30, 20), cell("b", 20, 10)}), "a all b"},
		{"nine of ten needed", cell("all", 9, 5, []*review.Cell{cell("a", 9, 5)}), ""},
		{"the total less the others would be the small one", cell("all", 66, 40, []*review.Cell{cell("a", 40, 25), cell("b", 20, 12), cell("six", 6, 3)}), "a all"},
		{"two small ones hide each other", cell("all", 56, 40, []*review.Cell{cell("a", 40, 30), cell("b", 8, 5), cell("c", 8, 5)}), "a all"},
		{"two small ones that sum under ten take a third along", cell("all", 66, 40, []*review.Cell{cell("a", 40, 25), cell("b", 20, 12), cell("c", 4, 2), cell("d", 2, 1)}), "a all"},
		{"hidden ones all of one mind take another along", cell("all", 66, 40, []*review.Cell{cell("a", 40, 22), cell("b", 20, 12), cell("c", 4, 4), cell("d", 8, 8)}), "a all"},
		{"citizens and businesses: the few hide the many", cell("all", 66, 40, []*review.Cell{cell("a", 40, 22), cell("b", 26, 18)}, []*review.Cell{cell("citizens", 60, 36), cell("businesses", 6, 4)}), "a all b"},
		{"a whole of one mind would tell it of its hidden parts", cell("all", 66, 66, []*review.Cell{cell("a", 60, 60), cell("b", 6, 6)}), ""},
		{"the smallest of the others goes along", cell("all", 60, 40, []*review.Cell{
			cell("a", 25, 12), cell("b", 29, 24, []*review.Cell{cell("b1", 15, 12), cell("b2", 14, 12)}), cell("c", 6, 4),
		}), "all b b1 b2"},
		{"nobody answered in one unit", cell("all", 40, 25, []*review.Cell{cell("a", 40, 25), cell("none", 0, 0)}), "all"},
	} {
		if got := keys(review.Shown(x.root, 10)); got != x.want {
			t.Errorf("%s: shown %q, want %q", x.why, got, x.want)
		}
	}
}

// guess is what a reader of all outputs thinks that a cell may hold.
type guess struct{ n, top int }

// reader has everything that is shown, and tries every world that it can come from.
type reader struct {
	least int
	knows map[string]guess // of the cells that are shown
	may   map[string]map[guess]bool
}

// worlds lists every way in which answers can fall on the parts that are shown or hidden, and notes what each hidden one may hold.
func (r *reader) worlds(c *review.Cell) {
	own, shown := r.knows[c.Key]
	if !shown {
		return
	}
	for _, parts := range c.Divisions {
		r.share(parts, own, nil)
		for _, p := range parts {
			r.worlds(p)
		}
	}
}

func (r *reader) share(parts []*review.Cell, left guess, made []guess) {
	if len(made) == len(parts) {
		if left != (guess{}) {
			return
		}
		for i, p := range parts {
			if r.may[p.Key] == nil {
				r.may[p.Key] = map[guess]bool{}
			}
			r.may[p.Key][made[i]] = true
		}
		return
	}
	if g, ok := r.knows[parts[len(made)].Key]; ok {
		if g.n <= left.n && g.top <= left.top && left.top-g.top <= left.n-g.n {
			r.share(parts, guess{left.n - g.n, left.top - g.top}, append(slices.Clone(made), g))
		}
		return
	}
	for n := 0; n <= left.n; n++ {
		for top := max(0, left.top-(left.n-n)); top <= min(n, left.top); top++ {
			r.share(parts, guess{left.n - n, left.top - top}, append(slices.Clone(made), guess{n, top}))
		}
	}
}

// breaches names the hidden cells that the reader has recovered, narrowed under the least, or knows to be of one mind.
func (r *reader) breaches() (out []string) {
	for key, may := range r.may {
		if _, shown := r.knows[key]; shown {
			continue
		}
		ns, tops, mixed, most := map[int]bool{}, map[int]bool{}, false, 0
		for g := range may {
			ns[g.n], tops[g.top] = true, true
			mixed = mixed || g.top > 0 && g.top < g.n
			most = max(most, g.n)
		}
		if len(ns) < 2 || len(tops) < 2 || most < r.least || !mixed {
			out = append(out, fmt.Sprintf("%s: answers %d ways, satisfied %d ways, at most %d", key, len(ns), len(tops), most))
		}
	}
	return out
}

// grow makes a random tree whose parts sum to their whole.
func grow(random *rand.Rand, key string, depth int) *review.Cell {
	if depth == 0 {
		n := random.IntN(6)
		return cell(key, n, random.IntN(n+1))
	}
	c := cell(key, 0, 0)
	var parts []*review.Cell
	for i := range 1 + random.IntN(4) {
		p := grow(random, fmt.Sprint(key, i), random.IntN(depth))
		parts = append(parts, p)
		c.N += p.N
		c.Top[0] += p.Top[0]
	}
	c.Divisions = append(c.Divisions, parts)
	if depth > 1 { // a second division of the same answers
		n := random.IntN(c.N + 1)
		top := max(0, c.Top[0]-(c.N-n)) + random.IntN(1+min(n, c.Top[0])-max(0, c.Top[0]-(c.N-n)))
		c.Divisions = append(c.Divisions, []*review.Cell{cell(key+"citizens", n, top), cell(key+"businesses", c.N-n, c.Top[0]-top)})
	}
	return c
}

func each(c *review.Cell, f func(*review.Cell)) {
	f(c)
	for _, parts := range c.Divisions {
		for _, p := range parts {
			each(p, f)
		}
	}
}

func readAll(root *review.Cell, shown map[*review.Cell]bool, least int) *reader {
	r := &reader{least, map[string]guess{}, map[string]map[guess]bool{}}
	for c := range shown {
		r.knows[c.Key] = guess{c.N, c.Top[0]}
	}
	r.worlds(root)
	return r
}

func TestAReaderWhoTriesEveryWorldRecoversNoHiddenCell(t *testing.T) {
	t.Parallel()
	const least, trees = 4, 2_000
	random := rand.New(rand.NewPCG(9, 12))
	hiddenOnes, shownOnes := 0, 0
	for range trees {
		root := grow(random, "u", 2)
		shown := review.Shown(root, least)
		each(root, func(c *review.Cell) {
			if c.N < least && shown[c] {
				t.Fatalf("%s with %d answers is shown", c.Key, c.N)
			}
		})
		r := readAll(root, shown, least)
		if found := r.breaches(); len(found) > 0 {
			t.Fatalf("recovered %v of\n%s", found, sketch(root, shown, ""))
		}
		shownOnes += len(shown)
		each(root, func(c *review.Cell) {
			if !shown[c] {
				hiddenOnes++
			}
		})
	}
	if shownOnes < trees || hiddenOnes < trees {
		t.Errorf("%d cells shown and %d hidden say nothing", shownOnes, hiddenOnes)
	}
}

// What is only under the least, without what it can be computed from, the reader does recover: the reader is no formality.
func TestTheReaderRecoversWhatIsOnlyHiddenItself(t *testing.T) {
	t.Parallel()
	root := cell("all", 26, 15, []*review.Cell{cell("a", 20, 12), cell("six", 6, 3)})
	shown := map[*review.Cell]bool{root: true, root.Divisions[0][0]: true}
	if found := readAll(root, shown, 10).breaches(); len(found) != 1 {
		t.Errorf("found %v", found)
	}
}

// sketch draws a tree for a person who looks for what went wrong.
func sketch(c *review.Cell, shown map[*review.Cell]bool, indent string) string {
	out := fmt.Sprintf("%s%s %d/%d shown=%v\n", indent, c.Key, c.Top[0], c.N, shown[c])
	for i, parts := range c.Divisions {
		for _, p := range parts {
			out += sketch(p, shown, fmt.Sprintf("%s  %d ", indent, i))
		}
	}
	return out
}
