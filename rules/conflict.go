package rules

import (
	"cmp"
	"slices"
	"strings"
)

// Conflict is a pending or approved day that the rules don't let through any more.
type Conflict struct {
	HomeDay
	Reasons []Message
}

// Judged is what judging again finds.
type Judged struct {
	Conflicts []Conflict
	Off       []Conflict // days that became days off: they release themselves
	Up        []Conflict // days that wait, fit, and go one level higher when they are to be approved
}

// Count is how many days were found.
func (j Judged) Count() int { return len(j.Conflicts) + len(j.Off) + len(j.Up) }

// JudgeAgain judges again the pending and approved days of a unit that have not
// begun, as the facts stand: calendar, presence, enrolment, position, posting,
// absence and the limits that block. Cut-off, horizon, consent, commitment and
// account are left out, and what needs approval above is no conflict. Each day is
// judged beside the days that have begun and those asked for before it, in conflict
// or not, so that the newest is in conflict; days off count nowhere. The facts need
// no Person, but must cover everybody in the unit, and all days of those people
// from the start of the week and month of the first day that is judged.
func JudgeAgain(f *Facts, unit UnitID) Judged {
	l := newLedger(f, unit)
	var order []HomeDay
	for _, h := range f.Days {
		switch {
		case !h.State.Counts():
		case f.begun(h):
			l.add(h)
		default:
			order = append(order, h)
		}
	}
	slices.SortFunc(order, compareAsked)
	var out Judged
	for _, h := range order {
		kind, name := f.Calendar.Kind(h.Date)
		switch {
		case kind == Holiday:
			if h.Unit == unit {
				out.Off = append(out.Off, Conflict{h, []Message{Msg("refuse.holiday", "day", h.Date, "name", name)}})
			}
			continue
		case kind == Weekend:
			if h.Unit == unit {
				out.Off = append(out.Off, Conflict{h, []Message{Msg("refuse.weekend", "day", h.Date)}})
			}
			continue
		case h.Unit == unit:
			switch why := l.judge(h); {
			case len(why.blocked) > 0:
				out.Conflicts = append(out.Conflicts, Conflict{h, why.blocked})
			case len(why.above) > 0 && h.State == Pending:
				out.Up = append(out.Up, Conflict{h, why.above})
			}
		}
		l.add(h)
	}
	byDay := func(a, b Conflict) int { return compareSlotsOf(a.HomeDay, b.HomeDay) }
	slices.SortFunc(out.Conflicts, byDay)
	slices.SortFunc(out.Off, byDay)
	slices.SortFunc(out.Up, byDay)
	return out
}

// begun reports whether a day has begun: then it is no longer judged, and counts
// always.
func (f *Facts) begun(h HomeDay) bool {
	return h.State == Done || !f.Now.Before(f.Calendar.Start(h.Slot))
}

// Cause names why a day is in conflict: two reasons are the same as long as what
// they speak of is, whatever else counts meanwhile.
func Cause(m Message) string {
	parts := []string{strings.TrimSuffix(m.Key, "_half")}
	for _, arg := range []string{"name", "unit", "position"} {
		if v, ok := m.Args[arg].(string); ok {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, "\x1f")
}

// NewConflicts is what conflicts after a change and did not before it, each day with
// the reasons that are new.
func NewConflicts(before, after *Facts, unit UnitID) Judged {
	type day struct {
		request RequestID
		slot    Slot
		cause   string
	}
	now := JudgeAgain(after, unit)
	if now.Count() == 0 {
		return now
	}
	old := map[day]bool{}
	was := JudgeAgain(before, unit)
	for _, c := range slices.Concat(was.Conflicts, was.Off, was.Up) {
		for _, m := range c.Reasons {
			old[day{c.Request, c.Slot, Cause(m)}] = true
		}
	}
	fresh := func(list []Conflict) (out []Conflict) {
		for _, c := range list {
			c.Reasons = slices.DeleteFunc(c.Reasons, func(m Message) bool { return old[day{c.Request, c.Slot, Cause(m)}] })
			if len(c.Reasons) > 0 {
				out = append(out, c)
			}
		}
		return out
	}
	return Judged{fresh(now.Conflicts), fresh(now.Off), fresh(now.Up)}
}

// ledger counts the days of a unit's people as they come in, so that each of the
// unit's is judged by what was there before it.
type ledger struct {
	facts    *Facts
	unit     UnitID
	postings map[PersonID][]Posting
	absences map[PersonID][]Absence
	days     map[PersonID][]usedDay
	working  map[Date]int // working days, by the month's first day; -1: unknown
	policies map[unitOn]Policy
	required map[Date][]Presence
	counts   map[Date]*unitDay
}

type unitOn struct {
	unit UnitID
	day  Date
}

// unitDay is the unit on one day.
type unitDay struct {
	Headcount
	staff map[PersonID]bool
	out   map[PersonID][2]bool // at home or absent, in each half
}

func newLedger(f *Facts, unit UnitID) *ledger {
	l := &ledger{
		facts: f, unit: unit, postings: map[PersonID][]Posting{}, absences: map[PersonID][]Absence{}, days: map[PersonID][]usedDay{},
		working: map[Date]int{}, policies: map[unitOn]Policy{}, required: map[Date][]Presence{}, counts: map[Date]*unitDay{},
	}
	for _, p := range f.Postings {
		l.postings[p.Person] = append(l.postings[p.Person], p)
	}
	for _, a := range f.Absences {
		l.absences[a.Person] = append(l.absences[a.Person], a)
	}
	return l
}

// judge says what stands against a day, beside the days that came in so far.
func (l *ledger) judge(h HomeDay) limitReasons {
	from, to := Around(h.Date, h.Date)
	l.facts.within(from, to)
	if kind, _ := l.facts.Calendar.Kind(h.Date); kind == Unknown {
		return limitReasons{blocked: []Message{Msg("refuse.unknown_year", "day", h.Date, "year", h.Date.Year())}}
	}
	own := *l.facts
	own.Person, own.Postings, own.Absences = Person{ID: h.Person}, l.postings[h.Person], l.absences[h.Person]
	policy := l.policy(h.Unit, h.Date)
	why := limitReasons{blocked: slices.Concat(own.postingReasons(h.Date), own.enrolmentReasons(h.Date), presenceReasons(l.presences(h.Date), h.Slot))}
	if a, away := own.absence(h.Slot); away {
		why.blocked = append(why.blocked, absentReason(h.Slot, a))
	}
	used, on := l.leaveOut(h)
	if working := l.workingDays(h.Date); working >= 0 {
		why.personal(used, usedDay{Slot: h.Slot, policy: policy}, working)
	}
	why.ofUnit(policy, on, l.facts.Units[h.Unit].Name, h.Slot, own.awayIn(h.Date))
	return why
}

// leaveOut is what counts beside a day: of one that waits to take another's place,
// without that one.
func (l *ledger) leaveOut(h HomeDay) (used []usedDay, on Headcount) {
	on = l.count(h.Date).Headcount
	if h.Move.Request == 0 {
		return l.days[h.Person], on
	}
	for _, u := range l.days[h.Person] {
		if u.request != h.Move.Request || !u.Overlaps(h.Move.Day) {
			used = append(used, u)
			continue
		}
		left, some := u.Without(h.Move.Day.Part)
		if u.Date == h.Date {
			on.HomeHalves -= u.Part.Halves()
			for _, half := range u.Part.halves() {
				part := Morning + Part(half)
				back := part.Overlaps(h.Move.Day.Part) && !slices.ContainsFunc(l.absences[h.Person], func(a Absence) bool { return a.Hits(Slot{u.Date, part}) })
				if back {
					on.Present[half]++
				}
			}
		}
		if some {
			if u.Date == h.Date {
				on.HomeHalves += left.Part.Halves()
			}
			u.Slot = left
			used = append(used, u)
		}
	}
	return used, on
}

// add lets a day count.
func (l *ledger) add(h HomeDay) {
	l.days[h.Person] = append(l.days[h.Person], usedDay{h.Slot, l.policy(h.Unit, h.Date), h.Request})
	if h.Unit != l.unit {
		return
	}
	on := l.count(h.Date)
	on.HomeHalves += h.Part.Halves()
	on.leave(h.Person, h.Part)
}

// leave counts somebody of the unit out, in each half once.
func (u *unitDay) leave(who PersonID, part Part) {
	out := u.out[who]
	for _, half := range part.halves() {
		if !out[half] && u.staff[who] {
			out[half] = true
			u.Present[half]--
		}
	}
	u.out[who] = out
}

func (l *ledger) policy(unit UnitID, d Date) Policy {
	p, known := l.policies[unitOn{unit, d}]
	if !known {
		p = l.facts.Policies.At(l.facts.Units[unit].Code, d)
		l.policies[unitOn{unit, d}] = p
	}
	return p
}

// presences are those required of the unit on d.
func (l *ledger) presences(d Date) []Presence {
	list, known := l.required[d]
	if !known {
		list = presencesOn(l.facts.Calendar.Presences(l.unit, d), l.policy(l.unit, d).Presence, l.unit, d)
		l.required[d] = list
	}
	return list
}

// workingDays of d's month, -1 when the calendar has no data.
func (l *ledger) workingDays(d Date) int {
	n, known := l.working[d.MonthStart()]
	if !known {
		var err error
		if n, err = l.facts.Calendar.WorkingDays(d.MonthStart(), d.MonthEnd()); err != nil {
			n = -1
		}
		l.working[d.MonthStart()] = n
	}
	return n
}

// count is the unit on d with those who came in so far.
func (l *ledger) count(d Date) *unitDay {
	if u, known := l.counts[d]; known {
		return u
	}
	u := &unitDay{staff: map[PersonID]bool{}, out: map[PersonID][2]bool{}}
	for _, p := range l.facts.Postings {
		if p.Unit == l.unit && p.covers(d) {
			u.Staff++
			u.staff[p.Person] = true
		}
	}
	u.Present = [2]int{u.Staff, u.Staff}
	u.limit(l.policy(l.unit, d))
	for _, a := range l.facts.Absences {
		if a.covers(d) {
			u.leave(a.Person, a.Part)
		}
	}
	l.counts[d] = u
	return u
}

// compareSlotsOf orders days as lists show them: by day, then by person.
func compareSlotsOf(a, b HomeDay) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Person, b.Person), compareSlots(a.Slot, b.Slot), cmp.Compare(a.Request, b.Request))
}
