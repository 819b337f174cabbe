package rules

import (
	"slices"
	"strings"
)

// Attended is how half a day of somebody stands in the time sheet of their unit.
type Attended uint8

// What a time sheet tells apart. At the office is who is nowhere else.
const (
	AttendOutside Attended = iota // not posted to the unit, or off the staff
	AttendWeekend
	AttendHoliday
	AttendUnknown // the calendar has no data
	AttendOffice
	AttendHome
	AttendLeave
	AttendSick
	AttendDuty
	AttendAway // absent, and no more is said or known
)

// AttendedKinds lists what a time sheet sums up, in the order of its columns.
func AttendedKinds() []Attended {
	return []Attended{AttendOffice, AttendHome, AttendDuty, AttendLeave, AttendSick, AttendAway}
}

// Attendance is how a morning and an afternoon stand.
type Attendance [2]Attended

// ToOthers is the kind of an absence as all but the person and the head of their unit
// see it: leave and illness are both "vắng", because illness alone would be known by
// what is left unsaid of it.
func (k AbsenceKind) ToOthers() AbsenceKind {
	if k == Leave || k == Sick {
		return Away
	}
	return k
}

func (k AbsenceKind) attended() Attended {
	switch k {
	case Leave:
		return AttendLeave
	case Sick:
		return AttendSick
	case Duty:
		return AttendDuty
	}
	return AttendAway
}

// Attendance says how each day from first to last stands for everybody who is posted to
// the unit on any of them. An absence comes before a day at home; a day that still waits
// for a decision is one at the office.
func (f *Facts) Attendance(unit UnitID, first, last Date) map[PersonID][]Attendance {
	f.within(first, last)
	out := map[PersonID][]Attendance{}
	for _, g := range f.Postings {
		if g.Unit != unit || g.From > last || g.To != 0 && g.To < first {
			continue
		}
		row, known := out[g.Person]
		if !known {
			row = make([]Attendance, last-first+1)
			out[g.Person] = row
		}
		end := last
		if g.To != 0 {
			end = min(end, g.To)
		}
		for d := max(first, g.From); d <= end; d++ {
			row[d-first] = f.Calendar.attendance(d)
		}
	}
	put := func(p PersonID, d Date, part Part, what Attended) {
		row, known := out[p]
		if !known || d < first || d > last {
			return
		}
		for _, half := range part.halves() {
			if row[d-first][half] >= AttendOffice { // neither off nor elsewhere
				row[d-first][half] = what
			}
		}
	}
	for _, h := range f.Days {
		if h.Unit == unit && (h.State == Approved || h.State == Done) {
			put(h.Person, h.Date, h.Part, AttendHome)
		}
	}
	for _, a := range f.Absences {
		for d := max(first, a.First); d <= min(last, a.Last); d++ {
			put(a.Person, d, a.Part, a.Kind.attended())
		}
	}
	return out
}

// attendance is how a day stands for who is neither at home nor absent.
func (c *Calendar) attendance(d Date) Attendance {
	what := AttendOffice
	switch kind, _ := c.Kind(d); kind {
	case Holiday:
		what = AttendHoliday
	case Weekend:
		what = AttendWeekend
	case Unknown:
		what = AttendUnknown
	}
	return Attendance{what, what}
}

// Halves counts the half-days of a kind.
func (a Attendance) Halves(of Attended) int {
	n := 0
	for _, half := range a {
		if half == of {
			n++
		}
	}
	return n
}

// SheetForm is how the office writes its time sheet.
type SheetForm struct {
	Protect bool // Telegram keeps the file from being passed on or saved
	Whole   map[Attended]string
	Half    map[Attended]string // the other half at the office; empty: as TwoHalves says
	// TwoHalves writes two halves that differ, with {am} and {pm} in place of their signs.
	TwoHalves string
}

// The places in SheetForm.TwoHalves.
const (
	SheetMorning   = "{am}"
	SheetAfternoon = "{pm}"
)

// DefaultSheetForm is what holds where the configuration is silent: signs as many offices
// have them, not compared with the text of any regulation.
func DefaultSheetForm() SheetForm {
	return SheetForm{
		Protect: true,
		Whole: map[Attended]string{
			AttendOffice: "+", AttendHome: "TN", AttendLeave: "P", AttendSick: "Ô", AttendDuty: "CT", AttendAway: "V",
			AttendHoliday: "NL", AttendWeekend: "", AttendOutside: "–",
		},
		Half: map[Attended]string{
			AttendHome: "TN/2", AttendLeave: "P/2", AttendSick: "Ô/2", AttendDuty: "CT/2", AttendAway: "V/2",
		},
		TwoHalves: SheetMorning + "-" + SheetAfternoon,
	}
}

// Sign writes one day.
func (s SheetForm) Sign(a Attendance) string {
	am, pm := a[0], a[1]
	if am == pm {
		return s.Whole[am]
	}
	if i := slices.Index(a[:], AttendOffice); i >= 0 {
		if half := s.Half[a[1-i]]; half != "" {
			return half
		}
	}
	return strings.NewReplacer(SheetMorning, s.Whole[am], SheetAfternoon, s.Whole[pm]).Replace(s.TwoHalves)
}
