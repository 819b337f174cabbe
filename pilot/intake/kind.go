// Package intake holds what becomes of tables that people send to the bot: what kind one is, which of
// its columns means what, what it would change, and one press that imports it.
package intake

import (
	"crypto/sha256"
	_ "embed" // the words of headings
	"encoding/hex"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/pilot"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// Kind is a kind of table that a feature takes. It is told by the words of its header.
type Kind struct {
	Name   string
	Access rules.Access // who sends one; the use case asserts its own right
	// Known is how many columns the headings name, and whether the table is whole; nil: by Columns.
	Known func(g roster.Grid) (known int, whole bool)
	// Pass takes the file to where the feature keeps such files itself. It has no other field then.
	Pass func(do pilot.Do, f store.IntakeFile) (store.Ref, error)

	Columns []Column
	Agency  bool // it can be the whole agency's
	Placed  bool // its rows say themselves whose they are
	Since   bool // it holds from a day on, and can be all that there is
	Mutes   bool // its cells don't travel where titles don't
	// Import takes the rows in; what it does is undone where it is only tried. It refuses all of them with
	// Faults.
	Import func(do pilot.Do, in *Input) (Outcome, error)
}

// Column is what a table of a kind may have.
type Column struct {
	ID       string
	Required bool
	names    []string // folded, the likeliest first
}

//go:embed headings.tsv
var headings string

// ColumnsOf are the columns of a kind by the words of its headings, which are data.
func ColumnsOf(kind string) (out []Column) {
	const fields = 4
	for line := range strings.Lines(headings) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != fields || cells[0] != kind {
			continue
		}
		c := Column{ID: cells[1], Required: cells[2] == "1"}
		for name := range strings.SplitSeq(cells[3], "|") {
			c.names = append(c.names, fold.Letters(name))
		}
		out = append(out, c)
	}
	return out
}

// NamesOf are the words, folded, by which a column of a kind is called.
func NamesOf(kind, id string) []string {
	for _, c := range ColumnsOf(kind) {
		if c.ID == id {
			return c.names
		}
	}
	return nil
}

// header is the row of a table's headings.
type header struct {
	grid    roster.Grid
	at      int            // its place among the lines
	columns map[string]int // by column: its cell, as the words tell
}

// searched is how many rows are looked at for headings: a letterhead is shorter.
const searched = 60

// header finds the row whose words name most of the columns; ok is false where there is none with two cells.
func (k Kind) header(grids []roster.Grid) (best header, ok bool) {
	for _, g := range grids {
		for i, l := range g.Lines[:min(len(g.Lines), searched)] {
			if filled(l) < 2 { //nolint:mnd // one alone is a title
				continue
			}
			if found := k.guess(l); !ok || len(found) > len(best.columns) {
				best, ok = header{g, i, found}, true
			}
		}
	}
	return best, ok
}

// known is how many columns the header names, and whether none that is needed is missing.
func (k Kind) known(grids []roster.Grid) (known int, whole bool) {
	if k.Known != nil {
		for _, g := range grids {
			n, w := k.Known(g)
			known, whole = max(known, n), whole || w
		}
		return known, whole
	}
	h, _ := k.header(grids)
	return len(h.columns), k.missing(h.columns) == ""
}

// missing is a column that is needed and not there, empty for none.
func (k Kind) missing(columns map[string]int) string {
	for _, c := range k.Columns {
		if _, has := columns[c.ID]; c.Required && !has {
			return c.ID
		}
	}
	return ""
}

// fewestLetters is how long a name has to be to be looked for within a heading.
const fewestLetters = 6

// guess finds the columns by the words of the headings: those that are a name, then those that hold one.
func (k Kind) guess(l roster.GridLine) map[string]int {
	words := make([]string, len(l.Cells))
	for i, c := range l.Cells {
		bare, _, _ := strings.Cut(c, "(")
		words[i] = fold.Letters(bare)
	}
	found, taken := map[string]int{}, map[int]bool{}
	for _, holds := range []func(word, name string) bool{
		func(word, name string) bool { return word == name },
		func(word, name string) bool { return len(name) >= fewestLetters && strings.Contains(word, name) },
	} {
		for _, c := range k.Columns {
			if _, has := found[c.ID]; has {
				continue
			}
			if i := firstOf(words, c.names, taken, holds); i >= 0 {
				found[c.ID], taken[i] = i, true
			}
		}
	}
	return found
}

func firstOf(words, names []string, taken map[int]bool, holds func(word, name string) bool) int {
	for _, name := range names {
		for i, w := range words {
			if !taken[i] && w != "" && holds(w, name) {
				return i
			}
		}
	}
	return -1
}

// fingerprint is of the words of the headings, where they stand.
func (h header) fingerprint() string {
	var words []string
	for _, c := range h.line().Cells {
		words = append(words, fold.Text(c))
	}
	sum := sha256.Sum256([]byte(strings.Join(words, "\t")))
	return hex.EncodeToString(sum[:])
}

func (h header) line() roster.GridLine { return h.grid.Lines[h.at] }

func filled(l roster.GridLine) (n int) {
	for i, c := range l.Cells {
		if c != "" && (i == 0 || c != l.Cells[i-1]) {
			n++
		}
	}
	return n
}

// recognise is the one kind that the headings tell; none: the sender is asked.
func recognise(kinds []Kind, grids []roster.Grid) (Kind, bool) {
	if len(kinds) == 1 {
		return kinds[0], true
	}
	type score struct {
		known int
		whole bool
	}
	scores := make([]score, len(kinds))
	order := make([]int, len(kinds))
	for i, k := range kinds {
		scores[i].known, scores[i].whole = k.known(grids)
		order[i] = i
	}
	less := func(a, b score) bool { return a.whole && !b.whole || a.whole == b.whole && a.known > b.known }
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case less(scores[a], scores[b]):
			return -1
		case less(scores[b], scores[a]):
			return 1
		}
		return 0
	})
	first, second := scores[order[0]], scores[order[1]]
	if first.known < 2 || !less(first, second) { //nolint:mnd // one word alone tells nothing
		return Kind{}, false
	}
	return kinds[order[0]], true
}
