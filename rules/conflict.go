package rules

import (
	"cmp"
	"slices"
)

// Conflict is a pending or approved day that the rules don't let through.
type Conflict struct {
	HomeDay
	Reasons []Message // rules and limits that block it
	Above   []Message // limits beyond which it needs approval one level higher
}

// Conflicts lists the pending and approved days from a day on that meet a rule
// of unit, position, presence or limit as the facts stand, by day and person.
// Days are let in by the calendar, and within one day the approved ones first,
// then in the order of asking: what no longer fits is listed. The facts need no
// Person, but must cover everybody in their units, and all of those people's
// days, from the start of from's month and week on.
func Conflicts(f *Facts, from Date) []Conflict {
	f.within(from.Monday(), from.MonthStart())
	l := newLedger(f)
	days := slices.SortedStableFunc(slices.Values(f.Days), func(a, b HomeDay) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(pendingLast(a), pendingLast(b)), cmp.Compare(a.Request, b.Request), compareSlots(a.Slot, b.Slot))
	})
	var out []Conflict
	for _, h := range days {
		if !h.State.Counts() {
			continue
		}
		if _, known := f.Units[h.Unit]; !known || h.Date < from || h.State == Done {
			l.add(h)
			continue
		}
		c := l.judge(h)
		if len(c.Reasons) == 0 {
			l.add(h)
		}
		if len(c.Reasons)+len(c.Above) > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Person, b.Person))
	})
	return out
}

func pendingLast(h HomeDay) int {
	if h.State == Pending {
		return 1
	}
	return 0
}

// NewConflicts lists what conflicts after a change and did not before it, each
// with the reasons that are new.
func NewConflicts(before, after *Facts, from Date) []Conflict {
	type day struct {
		request RequestID
		slot    Slot
		key     string
	}
	now := Conflicts(after, from)
	if len(now) == 0 {
		return nil
	}
	old := map[day]bool{}
	for _, c := range Conflicts(before, from) {
		for _, m := range slices.Concat(c.Reasons, c.Above) {
			old[day{c.Request, c.Slot, m.Key}] = true
		}
	}
	var out []Conflict
	for _, c := range now {
		known := func(m Message) bool { return old[day{c.Request, c.Slot, m.Key}] }
		c.Reasons, c.Above = slices.DeleteFunc(c.Reasons, known), slices.DeleteFunc(c.Above, known)
		if len(c.Reasons)+len(c.Above) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// ledger counts days as they are let in, so that each is judged by what was
// there before it.
type ledger struct {
	facts    *Facts
	postings map[PersonID][]Posting
	week     map[personOn]int // half-days, by the week's Monday
	month    map[personOn]int // half-days, by the month's first day
	working  map[Date]int     // working days, by the month's first day; -1: unknown
	policies map[unitOn]Policy
	required map[unitOn][]Presence
	counts   map[unitOn]*Headcount
	out      map[personOn][2]bool // at home or absent, in each half
}

type (
	personOn struct {
		person PersonID
		day    Date
	}
	unitOn struct {
		unit UnitID
		day  Date
	}
)

func newLedger(f *Facts) *ledger {
	l := &ledger{
		facts: f, postings: map[PersonID][]Posting{}, week: map[personOn]int{}, month: map[personOn]int{},
		working: map[Date]int{}, policies: map[unitOn]Policy{}, required: map[unitOn][]Presence{}, counts: map[unitOn]*Headcount{}, out: map[personOn][2]bool{},
	}
	for _, p := range f.Postings {
		l.postings[p.Person] = append(l.postings[p.Person], p)
	}
	return l
}

// judge says what stands against a day, beside the days let in so far.
func (l *ledger) judge(h HomeDay) Conflict {
	own := *l.facts
	own.Person, own.Postings = Person{ID: h.Person}, l.postings[h.Person]
	policy := l.policy(h.Unit, h.Date)
	why := limitReasons{blocked: slices.Concat(own.postingReasons(h.Date), own.enrolmentReasons(h.Date), presenceReasons(l.presences(h.Unit, h.Date), h.Slot))}
	if working := l.workingDays(h.Date); working >= 0 {
		week, month := l.week[personOn{h.Person, h.Date.Monday()}], l.month[personOn{h.Person, h.Date.MonthStart()}]
		why.personal(policy, policy.balance(week, month, working), h.Slot)
	}
	why.ofUnit(policy, *l.count(h.Unit, h.Date), l.facts.Units[h.Unit].Name, h.Slot)
	return Conflict{HomeDay: h, Reasons: why.blocked, Above: why.above}
}

// add lets a day in.
func (l *ledger) add(h HomeDay) {
	l.week[personOn{h.Person, h.Date.Monday()}] += h.Part.Halves()
	l.month[personOn{h.Person, h.Date.MonthStart()}] += h.Part.Halves()
	if _, known := l.facts.Units[h.Unit]; !known {
		return
	}
	count := l.count(h.Unit, h.Date)
	count.HomeHalves += h.Part.Halves()
	l.leave(count, personOn{h.Person, h.Date}, h.Part)
}

func (l *ledger) leave(count *Headcount, who personOn, part Part) {
	out := l.out[who]
	for _, half := range part.halves() {
		if !out[half] {
			out[half] = true
			count.Present[half]--
		}
	}
	l.out[who] = out
}

func (l *ledger) policy(unit UnitID, d Date) Policy {
	p, known := l.policies[unitOn{unit, d}]
	if !known {
		p = l.facts.Policies.At(l.facts.Units[unit].Code, d)
		l.policies[unitOn{unit, d}] = p
	}
	return p
}

func (l *ledger) presences(unit UnitID, d Date) []Presence {
	list, known := l.required[unitOn{unit, d}]
	if !known {
		list = presencesOn(l.facts.Calendar.Presences(d), l.policy(unit, d).Presence, d)
		l.required[unitOn{unit, d}] = list
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

// count is the unit on d with those let in so far.
func (l *ledger) count(unit UnitID, d Date) *Headcount {
	if h, known := l.counts[unitOn{unit, d}]; known {
		return h
	}
	h := &Headcount{}
	here := map[PersonID]bool{}
	for _, p := range l.facts.Postings {
		if p.Unit == unit && p.covers(d) {
			h.Staff++
			here[p.Person] = true
		}
	}
	h.Present = [2]int{h.Staff, h.Staff}
	h.limit(l.policy(unit, d))
	for _, a := range l.facts.Absences {
		if a.covers(d) && here[a.Person] {
			l.leave(h, personOn{a.Person, d}, a.Part)
		}
	}
	l.counts[unitOn{unit, d}] = h
	return h
}
