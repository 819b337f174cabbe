package register

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
)

// Standing is where a unit stands in the register on a day.
type Standing uint8

// The standings, in the order in which the register lists them.
const (
	Running   Standing = iota // in the pilot
	Beginning                 // enrolled, from a later day on
	Over                      // its last period is over
	Outside                   // never enrolled
)

// StandingOf tells where a unit stands on a day.
func StandingOf(u *rules.Unit, today rules.Date) Standing {
	e := u.Enrolment(today)
	switch {
	case e == nil:
		return Outside
	case e.Covers(today):
		return Running
	case today < e.First:
		return Beginning
	}
	return Over
}

// OutcomeText words an outcome.
func OutcomeText(o rules.Outcome) rules.Message {
	if o == "" {
		return rules.Msg("outcome.none")
	}
	return rules.Msg("outcome." + string(o))
}

// Listing is a page of the register.
type Listing struct {
	Units       []*rules.Unit
	Page, Pages int // the first page is 0
	N, Running  int // units in all, and of them in the pilot
}

// Register lists a page of the active units as the register shows them: by
// standing, then by code; the last page for one that there is not. The units are
// not to be written into.
func Register(do pilot.Do, page, size int) (Listing, error) {
	units, err := do.Tx.EachUnit()
	if err != nil {
		return Listing{}, err
	}
	var stand [Outside + 1]int
	for u := range units {
		if u.Active {
			stand[StandingOf(u, do.Today)]++
		}
	}
	l := Listing{Running: stand[Running]}
	for _, n := range stand {
		l.N += n
	}
	l.Pages = max(1, (l.N+size-1)/size)
	l.Page = min(page, l.Pages-1)
	skip := l.Page * size
	for s, n := range stand {
		if skip >= n {
			skip -= n
			continue
		}
		for u := range units {
			switch {
			case !u.Active || StandingOf(u, do.Today) != Standing(s):
			case skip > 0:
				skip--
			default:
				l.Units = append(l.Units, u)
			}
			if len(l.Units) == size {
				return l, nil
			}
		}
	}
	return l, nil
}

// PositionCount is how many people of a unit hold a position.
type PositionCount struct {
	rules.Position
	Staff int
}

// UnitEntry is everything that the register shows of one unit, or for unit 0 of
// the whole pilot.
type UnitEntry struct {
	Unit      rules.Unit
	Version   int64
	Head      string // empty: vacant
	Staff     int
	Positions []PositionCount // held in the unit
	Numbers   rules.Policy    // in force today
	Pilot     rules.Policy    // the pilot-wide numbers today
	Own       bool            // a number of the unit's own is in force today
	Follows   bool            // none is, nor is any coming
	Coming    []ComingChange
}

// Entry loads a unit's entry in the register, that of the whole pilot for 0.
func Entry(do pilot.Do, unit rules.UnitID) (UnitEntry, error) {
	today := do.Today
	book, err := do.PolicyBook()
	if err != nil {
		return UnitEntry{}, err
	}
	e := UnitEntry{Pilot: book.At("", today), Numbers: book.At("", today)}
	if e.Version, err = Version(do, unit); err != nil {
		return e, err
	}
	if unit == 0 {
		e.Coming = coming(book, "", today)
		return e, nil
	}
	if e.Unit, err = do.Tx.Unit(unit); err != nil {
		return e, err
	}
	e.Numbers, e.Coming = book.At(e.Unit.Code, today), coming(book, e.Unit.Code, today)
	e.Own = len(changedLines(e.Pilot, e.Numbers)) > 0
	e.Follows = !slices.ContainsFunc(turns(book, e.Unit.Code, today), func(d rules.Date) bool {
		return len(changedLines(book.At("", d), book.At(e.Unit.Code, d))) > 0
	})
	err = staffEntry(do, today, &e)
	return e, err
}

// staffEntry fills who works in the unit.
func staffEntry(do pilot.Do, today rules.Date, e *UnitEntry) error {
	if e.Unit.Head != 0 {
		head, err := do.Tx.Person(e.Unit.Head, today)
		if err != nil {
			return fmt.Errorf("load the head: %w", err)
		}
		e.Head = head.Called()
	}
	members, err := do.Tx.Members(e.Unit.ID, today)
	if err != nil {
		return fmt.Errorf("load who works in the unit: %w", err)
	}
	e.Staff = len(members)
	count := map[rules.PositionID]int{}
	for _, m := range members {
		count[m.Position]++
	}
	positions, err := do.Tx.Positions()
	if err != nil {
		return fmt.Errorf("load the positions: %w", err)
	}
	for _, x := range positions {
		if count[x.ID] > 0 {
			e.Positions = append(e.Positions, PositionCount{x, count[x.ID]})
		}
	}
	return nil
}
