package simulation

import (
	"slices"
	"time"

	"tainha/rules"
)

// truth is what the rules of the pilot say, kept beside the program and written from
// their text alone: plain lists, gone through anew for every question. Of the package
// rules it uses nothing but the names of things.
type truth struct {
	cal       calendar
	units     map[rules.UnitID]*unit
	people    map[rules.PersonID]*person
	positions map[rules.PositionID]*rules.Position
	base      rules.Policy
	changes   []rules.PolicyChange
	absences  []*rules.Absence
	handed    []*delegation
	authority rules.PersonID
	cases     []*filing
	calls     []*call
	desk      rules.PersonID // the coordinator
	stale     bool           // something changed by which days are judged
	said      []said
	now       time.Time
	dealt     time.Time // the newest minute at which the jobs looked
}

type unit struct {
	id      rules.UnitID
	code    string
	parent  rules.UnitID
	head    rules.PersonID
	periods []*rules.Enrolment
	chosen  []rules.PositionID
	changes []rules.PolicyChange
}

type posting struct {
	from     rules.Date
	unit     rules.UnitID
	position rules.PositionID
}

type person struct {
	id                  rules.PersonID
	postings            []posting // in order
	active, linked      bool
	consent, commitment int
	inviter             rules.PersonID
	coordinator         bool
}

type delegation struct {
	id          int64
	from, to    rules.PersonID
	first, last rules.Date
	ended       time.Time
}

// filing is a request as the oracle follows it.
type filing struct {
	id           rules.RequestID
	person       rules.PersonID
	line         rules.UnitID // in whose line it waits
	floor, level int
	approver     rules.PersonID
	days         []*day
	since        time.Time // what the ladder measures from, if later than the asking
	waits        time.Time // since when the approver has been asked
	reminded     bool
	topped       bool
	raised       bool
	freed        bool                // a day of it became a day off, of which the person has not heard
	told         map[rules.Date]bool // on the evening before
	settled      bool                // nothing can happen to it any more
	held         map[string]string   // what the program held when it was looked at last
}

type day struct {
	rules.Slot
	state    rules.RequestState
	asked    time.Time
	excepted bool
	by       rules.PersonID
	at       time.Time
	move     rules.MoveEnd     // the old day whose place it would take
	gaveWay  rules.MoveEnd     // of an old day: what took its place
	causes   map[string]*cause // why it is in conflict
}

type cause struct{ person, head, coordinator, kept bool }

// said is one message that there must be: a card, or a notice.
type said struct {
	to   rules.PersonID
	what string
}

func (o *truth) say(to rules.PersonID, what string) { o.said = append(o.said, said{to, what}) }

// place is where somebody works on a day.
func (o *truth) place(p rules.PersonID, d rules.Date) (at posting) {
	for _, x := range o.people[p].postings {
		if x.from <= d {
			at = x
		}
	}
	return at
}

// numbers are those that hold in a unit on a day: the pilot's, and on top of them its own.
func (o *truth) numbers(u rules.UnitID, d rules.Date) rules.Policy {
	n := o.base
	for _, c := range o.changes {
		if c.Since <= d {
			n = put(n, c)
		}
	}
	if u == 0 {
		return n
	}
	pilotWide := n
	for _, c := range o.units[u].changes {
		if c.Since <= d {
			if c.Follow {
				n = pilotWide
			}
			n = put(n, c)
		}
	}
	return n
}

func put(n rules.Policy, c rules.PolicyChange) rules.Policy {
	set(&n.Cutoff, c.Cutoff)
	set(&n.MonthsAhead, c.MonthsAhead)
	set(&n.PerWeek, c.PerWeek)
	set(&n.PerMonth, c.PerMonth)
	set(&n.MonthShare, c.MonthShare)
	set(&n.UnitShare, c.UnitShare)
	set(&n.MinPresent, c.MinPresent)
	set(&n.RemindAfter, c.RemindAfter)
	set(&n.RaiseAfter, c.RaiseAfter)
	set(&n.Presence, c.Presence)
	return n
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func addChange(list []rules.PolicyChange, c rules.PolicyChange) []rules.PolicyChange {
	i := len(list)
	for i > 0 && list[i-1].Since > c.Since {
		i--
	}
	return slices.Insert(slices.Clone(list), i, c)
}

// away tells whether somebody is absent for the whole of a day.
func (o *truth) away(p rules.PersonID, d rules.Date) bool {
	return o.absent(p, d, 0) && o.absent(p, d, 1)
}

// absent tells it of one half.
func (o *truth) absent(p rules.PersonID, d rules.Date, half int) bool {
	return slices.ContainsFunc(o.absences, func(a *rules.Absence) bool {
		return a.Person == p && a.First <= d && d <= a.Last && slices.Contains(halves(a.Part), half)
	})
}

// absentIn tells it of any half of a slot.
func (o *truth) absentIn(p rules.PersonID, s rules.Slot) bool {
	return slices.ContainsFunc(halves(s.Part), func(h int) bool { return o.absent(p, s.Date, h) })
}

// line are the units over a person who works in a unit, upwards, above the branch that they head.
func (o *truth) line(p rules.PersonID, from rules.UnitID) (line []rules.UnitID) {
	for u := from; u != 0; u = o.units[u].parent {
		if line = append(line, u); o.units[u].head == p {
			line = nil
		}
	}
	return line
}

// seats are who heads each seat over a person, the lowest first: 0 where it is vacant. The
// authority's is the last, where there is one with an account.
func (o *truth) seats(p rules.PersonID, d rules.Date) (heads []rules.PersonID) {
	for _, u := range o.line(p, o.place(p, d).unit) {
		heads = append(heads, o.units[u].head)
	}
	if a := o.people[o.authority]; a != nil && a.linked && a.active && o.authority != p {
		heads = append(heads, o.authority)
	}
	return heads
}

// canSit tells whether somebody could decide for another at all today.
func (o *truth) canSit(who, requester rules.PersonID, d rules.Date) bool {
	p := o.people[who]
	return p != nil && who != requester && p.active && p.linked && p.consent > 0 && !o.away(who, d)
}

// delegate is who acts for a head on a day, 0 for nobody.
func (o *truth) delegate(head rules.PersonID, d rules.Date) rules.PersonID {
	for _, x := range o.handed {
		if x.from == head && x.first <= d && d <= x.last && x.ended.IsZero() {
			return x.to
		}
	}
	return 0
}

// gave tells whether the requester had handed their own approvals to somebody on the day
// of deciding, or of asking.
func (o *truth) gave(c *filing, to rules.PersonID, today rules.Date) bool {
	return slices.ContainsFunc(o.handed, func(x *delegation) bool {
		if x.from != c.person || x.to != to {
			return false
		}
		if x.ended.IsZero() && x.first <= today && today <= x.last {
			return true
		}
		return slices.ContainsFunc(c.days, func(d *day) bool {
			on := dateOf(d.asked)
			return x.first <= on && on <= x.last && (x.ended.IsZero() || x.ended.After(d.asked))
		})
	})
}

// sitters are who sits in each seat over the requester today, the lowest first; 0 where nobody does.
// One person on several seats holds the lowest; but who heads a seat decides there in their own right,
// whoever's delegate below.
func (o *truth) sitters(c *filing) (all []rules.PersonID) {
	today := dateOf(o.now)
	var below []rules.PersonID
	for _, head := range o.seats(c.person, today) {
		who := rules.PersonID(0)
		if to := o.delegate(head, today); to != 0 && o.canSit(to, c.person, today) && !slices.Contains(all, to) && !slices.Contains(below, to) && !o.gave(c, to, today) {
			who = to
		} else if o.canSit(head, c.person, today) && !slices.Contains(below, head) {
			who = head
		}
		if who != 0 && o.people[who].inviter == c.person { // it goes to the next seat
			who = 0
		}
		all, below = append(all, who), append(below, head)
	}
	return all
}

// from is the lowest seat, from one up, in which somebody sits who is none of the others.
func (o *truth) from(c *filing, level int, others ...rules.PersonID) (int, rules.PersonID) {
	for i, who := range o.sitters(c) {
		if i >= level && who != 0 && !slices.Contains(others, who) {
			return i, who
		}
	}
	return 0, 0
}

// asked are who sits between the floor and the level.
func (o *truth) asked(c *filing) (all []rules.PersonID) {
	sitters := o.sitters(c)
	top := len(sitters) - 1
	for i := max(0, min(c.floor, top)); i <= min(c.level, top); i++ {
		if sitters[i] != 0 {
			all = append(all, sitters[i])
		}
	}
	return all
}

// decides is the seat from which somebody decides a request: between the floor and the level,
// or in one's own right as a head of the line from the floor up. ok is false for whoever may not.
func (o *truth) decides(c *filing, who rules.PersonID) (level int, ok bool) {
	p := o.people[who]
	if p == nil || who == c.person || !p.active || !p.linked || p.consent == 0 || p.inviter == c.person {
		return 0, false
	}
	sitters, seats := o.sitters(c), o.seats(c.person, dateOf(o.now))
	top := len(seats) - 1
	for i := range seats {
		between := i >= min(c.floor, top) && i <= c.level
		if sitters[i] == who && between || seats[i] == who && i >= min(c.floor, top) {
			level, ok = i, true
		}
	}
	return level, ok
}
