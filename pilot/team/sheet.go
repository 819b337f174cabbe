package team

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/fold"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// SheetLook is what the access log says of a look at the time sheet of a unit, and
// KindsLook of one that tells why people were absent.
const (
	SheetLook = "time_sheet"
	KindsLook = "absence"
)

// Sheet is the time sheet of a unit: everybody who worked there on a day of a month.
type Sheet struct {
	Unit  rules.Unit
	First rules.Date // of the month
	Until rules.Date // the last day that is filled: no day of it is in the future
	Rows  []SheetRow
	Kinds bool // leave and illness are told apart
}

// SheetRow is one person; Position is the last one held in the unit in the month.
type SheetRow struct {
	rules.Person
	Position string
	Days     []rules.Attendance // from First to Until
}

// Last is the last day of the month.
func (s Sheet) Last() rules.Date { return s.First.MonthEnd() }

// SheetMonths are the months of which there is a time sheet: this one so far, and the
// one before.
func SheetMonths(today rules.Date) []rules.Date {
	return []rules.Date{today.MonthStart(), today.AddMonths(-1)}
}

// SheetOf loads the time sheet of a unit in a month. Leave and illness are both "vắng"
// for all but the unit's own head, unless kinds is set, which is to be noted (NoteSheet).
// It refuses other months than SheetMonths, and days of which the calendar has no data.
func SheetOf(do pilot.Do, unit rules.UnitID, month rules.Date, kinds bool) (Sheet, error) {
	if !slices.Contains(SheetMonths(do.Today), month) {
		return Sheet{}, rules.Refuse("sheet.month")
	}
	s := Sheet{First: month, Until: min(month.MonthEnd(), do.Today)}
	var err error
	if s.Unit, err = do.Tx.Unit(unit); err != nil {
		return s, fmt.Errorf("load the unit: %w", err)
	}
	s.Kinds = kinds || s.ofHead(do)
	for d := s.First; d <= s.Until; d++ {
		if k, _ := do.Calendar.Kind(d); k == rules.Unknown {
			return s, rules.Refuse("sheet.unknown", "day", d, "year", d.Year())
		}
	}
	f, err := sheetFacts(do, s)
	if err != nil {
		return s, err
	}
	if err := s.fill(do, f); err != nil {
		return s, err
	}
	if len(s.Rows) == 0 {
		return s, rules.Refuse("sheet.nobody")
	}
	return s, nil
}

// ofHead reports whether who acts heads the unit itself; who heads one above does not.
func (s Sheet) ofHead(do pilot.Do) bool { return s.Unit.Head != 0 && s.Unit.Head == do.By.Person }

// sheetFacts loads who was where; those who left the staff meanwhile are among them.
func sheetFacts(do pilot.Do, s Sheet) (*rules.Facts, error) {
	f, err := do.Window(s.First, s.Until)
	if err != nil {
		return nil, err
	}
	f.Units[s.Unit.ID] = s.Unit
	stays, err := do.Tx.StaysIn(s.Unit.ID, s.First, s.Until, s.First.At(0, do.Calendar.Location))
	if err != nil {
		return nil, fmt.Errorf("load who worked in the unit: %w", err)
	}
	for _, x := range stays {
		if last := lastOn(do.Calendar, x); last != 0 {
			if x.To == 0 || last < x.To {
				x.To = last
			}
			if x.To < x.From || x.To < s.First {
				continue
			}
		}
		f.Postings = append(f.Postings, x.Posting)
	}
	if f.Absences, err = do.Tx.AbsencesIn(s.Unit.ID, s.First, s.Until); err != nil {
		return nil, fmt.Errorf("load who was absent: %w", err)
	}
	if !s.Kinds {
		f.Absences = slices.Clone(f.Absences)
		for i, a := range f.Absences {
			f.Absences[i].Kind = a.Kind.ToOthers()
		}
	}
	if f.Days, err = do.Tx.HomeDaysIn(s.Unit.ID, s.First, s.Until); err != nil {
		return nil, fmt.Errorf("load who was at home: %w", err)
	}
	return f, nil
}

// lastOn is the last day at work of who left the staff, 0 for who did not. Who was taken
// off it before the morning was over was not there that day.
func lastOn(c *rules.Calendar, x store.Stay) rules.Date {
	if x.Left.IsZero() {
		return 0
	}
	d := rules.DateOf(x.Left.In(c.Location))
	if x.Left.Before(c.End(rules.Slot{Date: d, Part: rules.Morning})) {
		return d - 1
	}
	return d
}

// fill makes a row for each, the head first, then by name.
func (s *Sheet) fill(do pilot.Do, f *rules.Facts) error {
	last := map[rules.PersonID]rules.Posting{}
	for _, g := range f.Postings {
		if g.From >= last[g.Person].From {
			last[g.Person] = g
		}
	}
	for id, days := range f.Attendance(s.Unit.ID, s.First, s.Until) {
		at := min(s.Until, cmp.Or(last[id].To, s.Until))
		person, err := do.Tx.Person(id, at)
		if err != nil {
			return fmt.Errorf("name a member: %w", err)
		}
		position, err := do.Tx.Position(last[id].Position)
		if err != nil {
			return fmt.Errorf("load the position: %w", err)
		}
		s.Rows = append(s.Rows, SheetRow{Person: person, Position: position.Name, Days: days})
	}
	slices.SortFunc(s.Rows, func(a, b SheetRow) int {
		return cmp.Or(rank(a.Person, s.Unit)-rank(b.Person, s.Unit), cmp.Compare(fold.Text(a.Name), fold.Text(b.Name)), cmp.Compare(a.Code, b.Code))
	})
	return nil
}

// NoteSheet notes that who acts reads a time sheet, for everybody in it; where it tells
// somebody other than their head of an illness, that too.
func NoteSheet(do pilot.Do, s Sheet) error {
	for _, r := range s.Rows {
		if err := do.NoteRead(r.ID, SheetLook); err != nil {
			return err
		}
		ill := slices.ContainsFunc(r.Days, func(a rules.Attendance) bool { return a.Halves(rules.AttendSick) > 0 })
		if !s.Kinds || !ill || s.ofHead(do) {
			continue
		}
		if err := do.NoteRead(r.ID, KindsLook); err != nil {
			return err
		}
	}
	return nil
}
