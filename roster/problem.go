package roster

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/rules"
)

// maxProblems is how many problems are listed; the rest are counted.
const maxProblems = 500

// shown is how many characters of a cell a problem repeats.
const shown = 40

// Problem is one thing that is wrong in a file.
type Problem struct {
	File    string
	Sheet   string // empty in a CSV file
	Row     int    // as the spreadsheet counts them; 0: the whole file or sheet
	Column  string // its letter; empty: the whole row
	Heading string // of that column, as the file spells it
	Found   string // what the cell holds, shortened
	What    rules.Message

	sheet, column int // the order of listing
}

// Message says where the problem is, what is there and what is expected.
func (p *Problem) Message() rules.Message {
	return rules.Msg("roster.problem", "file", p.File, "sheet", p.Sheet, "row", p.Row,
		"column", p.Column, "heading", p.Heading, "found", p.Found, "what", p.What)
}

// Error is every problem of the files, in their order.
type Error struct {
	Problems []Problem
	More     int // problems beyond the longest list
}

// Error names the first problem, for logs; people read the messages.
func (e *Error) Error() string {
	p := e.Problems[0]
	return fmt.Sprintf("roster: %d problems, the first: %s %s row %d column %s: %s",
		len(e.Problems)+e.More, p.File, p.Sheet, p.Row, p.Column, p.What.Key)
}

// problems gathers what is wrong; beyond a number that nobody reads they are counted alone.
type problems struct {
	list []Problem
	more int
}

// maxGathered is how many problems are put in order.
const maxGathered = 10 * maxProblems

func (ps *problems) add(p Problem) {
	if len(ps.list) == maxGathered {
		ps.more++
		return
	}
	ps.list = append(ps.list, p)
}

func (ps *problems) len() int { return len(ps.list) + ps.more }

// err is an *Error of all that was gathered, in the order of the files, or nil.
func (ps *problems) err() error {
	if len(ps.list) == 0 {
		return nil
	}
	slices.SortStableFunc(ps.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.column, b.column))
	})
	keep := min(len(ps.list), maxProblems)
	return &Error{Problems: ps.list[:keep], More: len(ps.list) - keep + ps.more}
}

// shorten cuts a cell's text for showing.
func shorten(s string) string {
	r := []rune(s)
	if len(r) <= shown {
		return s
	}
	return string(r[:shown-1]) + "…"
}
