package rules

import (
	"fmt"
	"slices"
	"time"
)

// HomeDay is a day, or half of it, that somebody asked to work at home.
type HomeDay struct {
	Request RequestID
	Person  PersonID
	Unit    UnitID // where it counts
	Slot
	State RequestState
	Asked time.Time // when it was asked for
	Move  MoveEnd   // of a day that waits to take another's place: that one
}

// Posting is where a person works, from a day to a day, both included.
type Posting struct {
	Person   PersonID
	Unit     UnitID
	Position PositionID
	From, To Date // To 0: open-ended
}

func (p Posting) covers(d Date) bool { return p.From <= d && (p.To == 0 || d <= p.To) }

// AbsenceKind says why a person is absent.
type AbsenceKind string

// The kinds of absence.
const (
	Leave AbsenceKind = "leave" // nghỉ phép
	Sick  AbsenceKind = "sick"  // nghỉ ốm
	Duty  AbsenceKind = "duty"  // đi công tác
	Away  AbsenceKind = "away"  // vắng: all that is left of somebody who was erased
)

// Absence is leave, illness or duty elsewhere, from a day to a day, both
// included; Part says which part of each.
type Absence struct {
	Person      PersonID
	First, Last Date
	Part        Part
	Kind        AbsenceKind
}

func (a Absence) covers(d Date) bool { return a.First <= d && d <= a.Last }

// Facts is all that the rules look at to judge days of one person, from a day to
// a day. It must cover the days that Window or WindowMonth names: what is asked
// of a day outside is a mistake of the caller, and panics with an *OutsideError
// rather than count as if nothing were known of that day.
type Facts struct {
	From, To Date // the first and last day of which it knows, both included
	Now      time.Time
	Calendar *Calendar
	Policies *PolicyBook
	// The present versions of the data notice and of the commitment; 0: none is
	// asked for.
	Consent, Commitment int

	Person    Person
	Units     map[UnitID]Unit         // of the person's postings
	Positions map[PositionID]Position // of the person's postings
	Postings  []Posting               // of the person, and of the active staff of those units
	Days      []HomeDay               // of the person in any unit, and of everybody in those units
	Absences  []Absence               // of the same people

	NoSuperior bool // no seat stands above the person: nobody can decide what they ask for
	NoneAbove  bool // at most one does: nothing goes one level higher

	Exception bool      // a coordinator lifted the cut-off
	Asked     bool      // what is judged was asked for before: how far ahead it lies no longer matters
	Except    RequestID // the pending days of this request are left out

	turn *HomeDay // of the pending days only those asked for before it count; nil: all
}

// Window returns the first and last day that Facts must cover to judge the
// slots, and to look for other days in the same week and the next; in place of
// days that are over in this week and the next.
func Window(slots []Slot, today Date) (from, to Date) {
	first, last := today, today
	for i, s := range slots {
		if i == 0 {
			first, last = s.Date, s.Date
		}
		first, last = min(first, s.Date), max(last, s.Date)
	}
	last = max(last, today)
	return Around(first.Monday(), last.Sunday()+7)
}

// WindowMonth returns the first and last day that Facts must cover for DayMark
// on every day of d's month.
func WindowMonth(d Date) (from, to Date) {
	return Around(d.MonthStart(), d.MonthEnd())
}

// OutsideError says that facts were asked of a day that they don't cover.
type OutsideError struct{ Day, From, To Date }

func (e *OutsideError) Error() string {
	return fmt.Sprintf("facts of %s to %s were asked of %s", e.From, e.To, e.Day)
}

// within panics with an *OutsideError for a day of which the facts don't know.
func (f *Facts) within(days ...Date) {
	for _, d := range days {
		if d < f.From || d > f.To {
			panic(&OutsideError{d, f.From, f.To})
		}
	}
}

func (f *Facts) today() Date { return DateOf(f.Now.In(f.Calendar.Location)) }

// posting returns where the person works on d.
func (f *Facts) posting(d Date) (Posting, bool) {
	f.within(d)
	for _, p := range f.Postings {
		if p.Person == f.Person.ID && p.covers(d) {
			return p, true
		}
	}
	return Posting{}, false
}

// UnitOn is where the person works on d, 0 for nowhere.
func (f *Facts) UnitOn(d Date) UnitID {
	p, _ := f.posting(d)
	return p.Unit
}

// policy returns the numbers for the person's unit on d.
func (f *Facts) policy(d Date) Policy {
	p, _ := f.posting(d)
	return f.Policies.At(f.Units[p.Unit].Code, d)
}

// counts reports whether a day counts against the limits here.
func (f *Facts) counts(h HomeDay) bool {
	switch {
	case h.State != Pending:
		return h.State.Counts()
	case f.Except != 0 && h.Request == f.Except:
		return false
	}
	return f.turn == nil || compareAsked(h, *f.turn) < 0
}

// own returns the person's counting days on d.
func (f *Facts) own(d Date) []HomeDay {
	f.within(d)
	var out []HomeDay
	for _, h := range f.Days {
		if h.Person == f.Person.ID && h.Date == d && f.counts(h) {
			out = append(out, h)
		}
	}
	return out
}

// absence returns the person's absence that overlaps the slot.
func (f *Facts) absence(s Slot) (Absence, bool) {
	f.within(s.Date)
	i := slices.IndexFunc(f.Absences, func(a Absence) bool {
		return a.Person == f.Person.ID && a.covers(s.Date) && a.Part.Overlaps(s.Part)
	})
	if i < 0 {
		return Absence{}, false
	}
	return f.Absences[i], true
}

// awayIn tells in which halves of a day the person is absent.
func (f *Facts) awayIn(d Date) (away [2]bool) {
	for _, part := range [...]Part{Morning, Afternoon} {
		_, away[part-Morning] = f.absence(Slot{d, part})
	}
	return away
}

// Headcount is who of a unit is where on one day.
type Headcount struct {
	Staff      int        // active staff posted there
	HomeHalves int        // half-days at home, asked for or approved
	MaxHalves  int        // how many may be, 0: no limit
	Present    [2]int     // people at the office in the morning and in the afternoon
	Min        int        // how many must be, 0: no limit
	Home       []HomeDay  // who is at home
	Away       []PersonID // who is absent for any part of the day
}

// Headcount counts the unit on d, pending and approved days alike.
func (f *Facts) Headcount(unit UnitID, d Date) Headcount {
	f.within(d)
	var h Headcount
	staff := make([]PersonID, 0, 64)
	for _, p := range f.Postings {
		if p.Unit == unit && p.covers(d) {
			staff = append(staff, p.Person)
		}
	}
	h.Staff = len(staff)
	var out [2][]PersonID // at home or absent, in each half
	leave := func(p PersonID, part Part) {
		for _, half := range part.halves() {
			if !slices.Contains(out[half], p) && slices.Contains(staff, p) {
				out[half] = append(out[half], p)
			}
		}
	}
	for _, day := range f.Days {
		if day.Date == d && day.Unit == unit && f.counts(day) {
			h.Home = append(h.Home, day)
			h.HomeHalves += day.Part.Halves()
			leave(day.Person, day.Part)
		}
	}
	for _, a := range f.Absences {
		if a.covers(d) && slices.Contains(staff, a.Person) {
			h.Away = append(h.Away, a.Person)
			leave(a.Person, a.Part)
		}
	}
	h.Present = [2]int{h.Staff - len(out[0]), h.Staff - len(out[1])}
	h.limit(f.Policies.At(f.Units[unit].Code, d))
	return h
}

// limit sets what may be at home and what must be present by the policy.
func (h *Headcount) limit(p Policy) {
	if p.UnitShare.Mode != Off {
		h.MaxHalves = 2 * max(1, p.UnitShare.Ratio.Of(h.Staff))
	}
	if p.MinPresent.Mode != Off {
		h.Min = p.MinPresent.Max
	}
}

// Use is how much of a limit is used up, in half-days. Max means nothing when
// Mode is Off.
type Use struct {
	Used, Max int
	Mode      Mode
}

// over reports whether halves more would go beyond the limit.
func (u Use) over(halves int) bool { return u.Mode != Off && u.Used+halves > u.Max }

// Balance is what a person has used of each personal limit, around one day.
type Balance struct {
	Week, Month Use
	Share       Use // of the month's working days
	WorkingDays int // of the month
}

// Balance returns the person's use in the week and in the month of d, by the
// numbers that hold on d. It returns an *UnknownYearError when the calendar
// cannot count the month's working days.
func (f *Facts) Balance(d Date) (Balance, error) { return f.BalanceWith(d, nil) }

// BalanceWith is Balance as if the slots counted too.
func (f *Facts) BalanceWith(d Date, also []Slot) (Balance, error) {
	week, month := 0, 0
	for _, u := range f.used(d, also) {
		if u.Date.Monday() == d.Monday() {
			week += u.Part.Halves()
		}
		if u.Date.MonthStart() == d.MonthStart() {
			month += u.Part.Halves()
		}
	}
	working, err := f.Calendar.WorkingDays(d.MonthStart(), d.MonthEnd())
	p := f.policy(d)
	return p.balance(week, month, working), err
}

// used lists the person's days that count with d by any limit of one person, and the
// slots given, each with its own numbers.
func (f *Facts) used(d Date, also []Slot) []usedDay {
	from, to := Around(d, d)
	f.within(from, to)
	var days []usedDay
	for _, h := range f.Days {
		if from <= h.Date && h.Date <= to && h.Person == f.Person.ID && f.counts(h) {
			days = append(days, usedDay{h.Slot, f.policy(h.Date), h.Request})
		}
	}
	for _, s := range also {
		days = append(days, usedDay{Slot: s, policy: f.policy(s.Date)})
	}
	return days
}

// balance sets the half-days used in a week and a month, which has that many
// working days, against the limits.
func (p Policy) balance(week, month, working int) Balance {
	b := Balance{
		Week:        Use{week, p.PerWeek.Max, p.PerWeek.Mode},
		Month:       Use{month, p.PerMonth.Max, p.PerMonth.Mode},
		Share:       Use{Used: month, Mode: p.MonthShare.Mode},
		WorkingDays: working,
	}
	if p.MonthShare.Mode != Off {
		b.Share.Max = p.MonthShare.Ratio.Under(2 * working)
	}
	return b
}
