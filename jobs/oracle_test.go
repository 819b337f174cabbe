package jobs

import (
	"fmt"
	"slices"
	"time"

	"tainha/rules"
)

// The oracle of the simulated quarter. It is written from the pilot's rules
// alone and shares no code with them: working time is counted minute by minute,
// and who decides is looked up in plain lists.

// working is what the tests' calendar says of one minute.
func working(t time.Time) bool {
	t = t.In(saigon)
	date := t.Format("2006-01-02")
	weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
	if date != workedSaturday && (weekend || slices.Contains(daysOff, date)) {
		return false
	}
	m := t.Hour()*60 + t.Minute()
	return m >= 7*60+30 && m < 11*60+30 || m >= 13*60 && m < 17*60
}

// worktime counts the working minutes since some start, for every minute after it.
type worktime struct {
	from time.Time
	sum  []int
}

func newWorktime(from, to time.Time) *worktime {
	w := &worktime{from: from, sum: []int{0}}
	for m := from; m.Before(to); m = m.Add(time.Minute) {
		n := w.sum[len(w.sum)-1]
		if working(m) {
			n++
		}
		w.sum = append(w.sum, n)
	}
	return w
}

func (w *worktime) between(a, b time.Time) int {
	return w.sum[b.Sub(w.from)/time.Minute] - w.sum[a.Sub(w.from)/time.Minute]
}

// span is a stretch of days, both included, in which somebody is away, or
// somebody else decides for them.
type span struct {
	who, to     rules.PersonID // to 0: away
	first, last rules.Date
}

// agency is the organisation as the oracle knows it: unit by unit.
type agency struct {
	parent  map[rules.UnitID]rules.UnitID
	head    map[rules.UnitID]rules.PersonID
	unitOf  map[rules.PersonID]rules.UnitID
	away    []span
	handed  []span
	waits   map[rules.UnitID][2]int // working minutes until the reminder and until the escalation, where not 240 and 480
	topRole rules.PersonID          // the coordinator
}

func (a *agency) in(list []span, who rules.PersonID, on rules.Date) (span, bool) {
	i := slices.IndexFunc(list, func(s span) bool { return s.who == who && s.first <= on && on <= s.last })
	if i < 0 {
		return span{}, false
	}
	return list[i], true
}

// seats are the units over a person, upwards, without those they head.
func (a *agency) seats(p rules.PersonID) (units []rules.UnitID) {
	for u := a.unitOf[p]; u != 0; u = a.parent[u] {
		if a.head[u] != p {
			units = append(units, u)
		}
	}
	return units
}

// sits is who decides for p in a unit on a day: the delegate where there is one,
// else the head if not away; never p, nor a delegate of p.
func (a *agency) sits(u rules.UnitID, p rules.PersonID, on rules.Date) rules.PersonID {
	who := a.head[u]
	if s, ok := a.in(a.handed, who, on); ok {
		who = s.to
	}
	_, away := a.in(a.away, who, on)
	own, delegated := a.in(a.handed, p, on)
	if away || who == p || delegated && own.to == who {
		return 0
	}
	return who
}

// filed is a request as the oracle follows it.
type filed struct {
	id       rules.RequestID
	person   rules.PersonID
	days     map[rules.Slot]rules.RequestState
	rev      int
	level    int
	approver rules.PersonID
	asked    time.Time
	reminded bool
	steps    []string // what time did to it, as the audit names it
}

// said is one message that must exist: a card to an approver, or a notice.
type said struct {
	At   string
	To   rules.PersonID
	What string
}

type oracle struct {
	*agency
	time  *worktime
	dealt time.Time // the newest planned moment that was dealt with
	cases []*filed
	said  []said
}

func (o *oracle) say(now time.Time, to rules.PersonID, what string, id rules.RequestID) {
	o.said = append(o.said, said{now.Format("2006-01-02 15:04"), to, fmt.Sprint(what, " ", id)})
}

// seat lets a request wait from now on at the first level, from the given one
// up, at which somebody sits other than except.
func (o *oracle) seat(c *filed, level int, now time.Time, except rules.PersonID) bool {
	seats := o.seats(c.person)
	for i := max(level, 0); i < len(seats); i++ {
		if who := o.sits(seats[i], c.person, dateOf(now)); who != 0 && who != except {
			c.level, c.approver, c.asked, c.reminded = i, who, now, false
			return true
		}
	}
	return false
}

func dateOf(t time.Time) rules.Date { return day(t.In(saigon).Format("2006-01-02")) }

// begins is when a slot starts: 7:30, or 13:00 for an afternoon.
func begins(s rules.Slot) time.Time {
	if s.Part == rules.Afternoon {
		return at(s.Date.String() + " 13:00")
	}
	return at(s.Date.String() + " 07:30")
}

// asks notes a new or an edited request: the approver gets its card.
func (o *oracle) asks(c *filed, now time.Time) {
	o.seat(c, 0, now, 0)
	o.say(now, c.approver, "card", c.id)
}

func (c *filed) open() bool {
	for _, s := range c.days {
		if s == rules.Pending {
			return true
		}
	}
	return false
}

// tick is one look of the jobs at the clock; they are planned every half hour.
func (o *oracle) tick(now time.Time) {
	newest := now.Truncate(30 * time.Minute)
	if !newest.After(o.dealt) {
		return
	}
	o.dealt = newest
	for _, c := range o.cases {
		o.complete(c, now)
		if working(now) && c.open() {
			o.pass(c, now)
		}
	}
}

// complete marks approved days done when the day is over.
func (o *oracle) complete(c *filed, now time.Time) {
	for s, state := range c.days {
		if state == rules.Approved && !now.Before(at(s.Date.String()+" 17:00")) {
			c.days[s] = rules.Done
		}
	}
}

// pass lets time act on an open request: days that begin expire; else, of move,
// escalate and remind, the first that is due.
func (o *oracle) pass(c *filed, now time.Time) {
	expired := false
	for s, state := range c.days {
		if state == rules.Pending && !now.Before(begins(s)) {
			c.days[s], expired = rules.Expired, true
		}
	}
	if expired {
		o.say(now, c.person, "notice.expired", c.id)
		c.steps = append(c.steps, "request.expire")
	}
	if !c.open() {
		return
	}
	seats := o.seats(c.person)
	from := min(c.level, len(seats)-1)
	sitting := slices.ContainsFunc(seats[from:], func(u rules.UnitID) bool { return o.sits(u, c.person, dateOf(now)) == c.approver })
	wait, special := o.waits[o.unitOf[c.person]]
	if !special {
		wait = [2]int{240, 480}
	}
	waited := o.time.between(c.asked, now)
	switch {
	case !sitting:
		o.seat(c, from, now, 0)
		o.say(now, c.approver, "card", c.id)
		o.say(now, c.person, "notice.moved", c.id)
		c.steps = append(c.steps, "request.move")
	case c.level >= len(seats): // beyond the top only the expiry is left
	case waited >= wait[1] && o.seat(c, c.level+1, now, c.approver):
		o.say(now, c.approver, "card", c.id)
		o.say(now, c.person, "notice.escalated", c.id)
		c.steps = append(c.steps, "request.raise")
	case waited >= wait[1]:
		c.level, c.asked, c.reminded = len(seats), now, false
		o.say(now, o.topRole, "notice.top", c.id)
		o.say(now, c.person, "notice.topped", c.id)
		c.steps = append(c.steps, "request.raise")
	case waited >= wait[0] && !c.reminded:
		c.reminded = true
		o.say(now, c.approver, "card", c.id)
		o.say(now, c.person, "notice.reminded", c.id)
		c.steps = append(c.steps, "request.remind")
	}
}
