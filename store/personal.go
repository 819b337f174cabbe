package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Table is what the personal manifest says of one table: what its columns hold,
// and what becomes of its rows. Erasing, the person's copy, retention, the audit
// and the access log run over these lines; a table without one is a red test, and
// a line that leaves a question open keeps the database from being opened.
type Table struct {
	Name    string
	Columns []Column // all of them
	Nobody  string   // why nothing in it is about a person; then no more is said

	Erase Fate
	Stays string // why its rows stay, if they do
	Found string // how an erasure finds its rows, if not by a column
	Copy  Answer // the section of the person's copy that holds it
	Kept  Answer // the Perishable that removes it; otherwise until its person is erased
	Audit Answer // how the audit names its rows, whose details an erasure blanks
	Looks Answer // what is noted in the access log when somebody else opens it

	// Which of the person's rows may be erased, and which of other people's that
	// quote the name; empty: all. What still waits to be sent goes out as it is.
	Settled, SettledOfOthers string
	// OthersStay says that rows of other people which quote the name are emptied where
	// those of the person go.
	OthersStay bool
}

// Answer is a name, or the reason why there is none.
type Answer struct{ As, Why string }

func as[T ~string](name T) Answer { return Answer{As: string(name)} }
func not(why string) Answer       { return Answer{Why: why} }

// Fate is what an erasure does with the rows of a person.
type Fate uint8

// The fates.
const (
	_         Fate = iota
	FateGoes       // they are deleted
	FateBlank      // they stay, so that counts stay; free texts are emptied
	FateStays      // they stay as they are: no text of a person is in them
)

// Content is what a column holds.
type Content uint8

// The contents. A column that refers to a person in another way than WhoseRow
// keeps its number, which leads to a pseudonym after an erasure.
const (
	_         Content = iota
	Plain             // a number, a moment, a hash, a reference to what is no person
	Day               // a calendar day as text
	Word              // one of a closed set of words
	Office            // a text about the office: of no person
	WhoseRow          // refers to the person whose row it is
	WhoseChat         // the account of the person whose row it is, by its chat
	Actor             // refers to a person who acted in it
	Identity          // names the person: a pseudonym takes its place
	Free              // a text by or about a person
)

// Column is what the manifest says of one column.
type Column struct {
	Name  string
	Holds Content
	After string // what an erasure leaves there, of Free and, where set, of Word
	// Quotes says that the text may name people whose row it is not; an erasure
	// looks for their name in it. QuotesChat: for their account.
	Quotes, QuotesChat bool
	Uncopied           string // why a text of a copied table is not in the copy
}

func col(c Content, names ...string) []Column {
	list := make([]Column, len(names))
	for i, n := range names {
		list[i] = Column{Name: n, Holds: c}
	}
	return list
}

// uncopied are texts of a copied table that the copy leaves out.
func uncopied(why string, names ...string) []Column {
	list := col(Free, names...)
	for i := range list {
		list[i].Uncopied = why
	}
	return list
}

func columns(groups ...[]Column) []Column { return slices.Concat(groups...) }

// of are the names of the columns that hold one of the contents.
func (t Table) of(contents ...Content) []string {
	var names []string
	for _, c := range t.Columns {
		if slices.Contains(contents, c.Holds) {
			names = append(names, c.Name)
		}
	}
	return names
}

// keys are the columns by which an erasure finds the rows of a person.
func (t Table) keys() []Column {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool {
		return c.Holds != WhoseRow && c.Holds != WhoseChat && !c.Quotes && !c.QuotesChat
	})
}

// Personal reports whether a row can be somebody's.
func (t Table) Personal() bool { return t.Nobody == "" }

// checkManifest names every line that leaves open what becomes of the table.
func checkManifest(manifest []Table) error {
	var faults []error
	seen := map[string]bool{}
	purged := map[string]int{}
	for _, t := range manifest {
		for _, what := range t.faults() {
			faults = append(faults, fmt.Errorf("the personal manifest, table %s: %s", t.Name, what))
		}
		if seen[t.Name] {
			faults = append(faults, fmt.Errorf("the personal manifest names table %s twice", t.Name))
		}
		seen[t.Name] = true
		purged[t.Kept.As]++
	}
	for what := range purges {
		if purged[string(what)] != 1 {
			faults = append(faults, fmt.Errorf("the personal manifest: old %s are those of %d tables, want one", what, purged[string(what)]))
		}
	}
	return errors.Join(faults...)
}

// faults are what the line leaves open or says against itself.
func (t Table) faults() (bad []string) {
	check := func(ok bool, what string) {
		if !ok {
			bad = append(bad, what)
		}
	}
	about := t.of(WhoseRow, WhoseChat, Actor, Identity, Free)
	for _, c := range t.Columns {
		check(c.Holds != 0, "it is open what "+c.Name+" holds")
	}
	if !t.Personal() {
		check(len(about) == 0, "it is said to be nobody's and holds "+strings.Join(about, ", "))
		check(t.Erase == 0 && t.Copy == Answer{} && t.Audit == Answer{} && t.Looks == Answer{}, "it is said to be nobody's and more is said")
		return bad
	}
	check(len(about) > 0, "nothing in it is about a person, and no reason says so (Nobody)")
	check(t.Erase != 0, "it is open what an erasure does (Erase)")
	check(t.Erase == FateGoes || t.Stays != "", "no reason says why its rows stay (Stays)")
	check(t.Erase == FateStays || len(t.keys()) > 0 || t.Found != "", "an erasure can't find its rows")
	check(t.Erase != FateStays || len(t.of(Identity, Free)) == 0, "its rows stay as they are and hold a person's texts")
	for name, a := range map[string]Answer{"Copy": t.Copy, "Kept": t.Kept, "Audit": t.Audit, "Looks": t.Looks} {
		check((a.As == "") != (a.Why == ""), "it has no answer, or two, to "+name)
	}
	_, known := purges[Perishable(t.Kept.As)]
	check(t.Kept.As == "" || known, "nothing removes old "+t.Kept.As)
	check(t.Audit.As == "" || len(t.of(WhoseRow)) > 0, "the audit names its rows, and nothing says whose they are")
	return bad
}

// Looks are the names of all that is noted in the access log.
func Looks() []string {
	var names []string
	for _, t := range Manifest() {
		if t.Looks.As != "" && !slices.Contains(names, t.Looks.As) {
			names = append(names, t.Looks.As)
		}
	}
	return names
}

// Sections are the sections of a person's copy, in the order of the manifest.
func Sections() []string {
	var names []string
	for _, t := range Manifest() {
		if t.Copy.As != "" && !slices.Contains(names, t.Copy.As) {
			names = append(names, t.Copy.As)
		}
	}
	return names
}
