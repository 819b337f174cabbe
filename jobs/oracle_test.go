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

func (w *worktime) worked(a, b time.Time) time.Duration {
	return time.Duration(w.between(a, b)) * time.Minute
}

func (w *worktime) between(a, b time.Time) int {
	if !b.After(a) {
		return 0
	}
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

// seats are the units over a person, upwards, above the branch that they head.
func (a *agency) seats(p rules.PersonID) (units []rules.UnitID) {
	for u := a.unitOf[p]; u != 0; u = a.parent[u] {
		if units = append(units, u); a.head[u] == p {
			units = nil
		}
	}
	return units
}

// sits is who decides for p in the i-th of their seats on a day: the delegate where
// there is one who is there, is not p nor somebody to whom p handed over on the day of
// deciding or of asking, and holds no lower seat; else the head if not away.
func (a *agency) sits(c *filed, i int, on rules.Date) rules.PersonID {
	seats := a.seats(c.person)
	head := a.head[seats[i]]
	if s, ok := a.in(a.handed, head, on); ok {
		_, away := a.in(a.away, s.to, on)
		lower := false
		for _, u := range seats[:i] {
			below, handed := a.in(a.handed, a.head[u], on)
			lower = lower || a.head[u] == s.to || handed && below.to == s.to
		}
		if !away && s.to != c.person && !lower && !a.gave(c, s.to, on) {
			return s.to
		}
	}
	if _, away := a.in(a.away, head, on); away {
		return 0
	}
	return head
}

// gave tells whether the requester had handed their own approvals to somebody on a day,
// or on the day of asking.
func (a *agency) gave(c *filed, to rules.PersonID, on rules.Date) bool {
	days := []rules.Date{on}
	for _, at := range c.askedAt {
		days = append(days, dateOf(at))
	}
	return slices.ContainsFunc(a.handed, func(s span) bool {
		return s.who == c.person && s.to == to && slices.ContainsFunc(days, func(d rules.Date) bool { return s.first <= d && d <= s.last })
	})
}

// filed is a request as the oracle follows it.
type filed struct {
	id       rules.RequestID
	person   rules.PersonID
	days     map[rules.Slot]rules.RequestState
	rev      int
	floor    int // the lowest seat that may decide
	level    int // the highest that was asked
	approver rules.PersonID
	askedAt  map[rules.Slot]time.Time
	since    time.Time // the last escalation, zero: none
	waits    time.Time // when it began to wait for the approver
	reminded bool
	topped   bool     // nobody is above: told
	steps    []string // what time did to it, as the audit names it
	decided  map[rules.Slot]time.Time
	told     map[rules.Date]bool // on the evening before
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

// from finds the first seat, from a level up, in which somebody else sits.
func (o *oracle) from(c *filed, level int, now time.Time, others ...rules.PersonID) (at int, who rules.PersonID) {
	for i := level; i < len(o.seats(c.person)); i++ {
		if who := o.sits(c, i, dateOf(now)); who != 0 && !slices.Contains(others, who) {
			return i, who
		}
	}
	return 0, 0
}

// asked are those who sit between the floor and the level.
func (o *oracle) asked(c *filed, now time.Time) (all []rules.PersonID) {
	top := len(o.seats(c.person)) - 1
	for i := min(c.floor, top); i <= min(c.level, top); i++ {
		if who := o.sits(c, i, dateOf(now)); who != 0 {
			all = append(all, who)
		}
	}
	return all
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
	c.reminded, c.topped, c.since, c.waits = false, false, time.Time{}, now
	c.floor, c.approver = o.from(c, 0, now)
	c.level = c.floor
	o.say(now, c.approver, "card", c.id)
	if left, wait := o.left(c); left == 0 && wait[1] > 0 {
		o.escalate(c, now, "notice.urgent")
	}
}

// first is the first half that waits.
func (c *filed) first() (first rules.Slot) {
	for s, state := range c.days {
		if state == rules.Pending && (first.Date == 0 || begins(s).Before(begins(first))) {
			first = s
		}
	}
	return first
}

// from is when the ladder begins: the asking of the first day that waits, or the last
// escalation.
func (c *filed) from() time.Time {
	if asked := c.askedAt[c.first()]; !c.since.After(asked) {
		return asked
	}
	return c.since
}

// left is the working time from then until the first waiting half begins; wait is after
// how much of it something happens.
func (o *oracle) left(c *filed) (left int, wait [2]time.Duration) {
	left = o.time.between(c.from(), begins(c.first()))
	numbers, special := o.waits[o.unitOf[c.person]]
	if !special {
		numbers = [2]int{240, 480}
	}
	w := time.Duration(left) * time.Minute
	return left, [2]time.Duration{min(time.Duration(numbers[0])*time.Minute, w/2), min(time.Duration(numbers[1])*time.Minute, w*3/4)}
}

// escalate asks the next level too; where there is none the coordinator hears of it.
func (o *oracle) escalate(c *filed, now time.Time, news string) {
	if at, who := o.from(c, c.level+1, now, append(o.asked(c, now), c.approver)...); who != 0 {
		c.level, c.approver, c.since, c.waits, c.topped = at, who, now, now, false
		o.say(now, who, "card", c.id)
		o.tell(now, c, news)
	} else {
		c.topped = true
		o.say(now, o.topRole, "notice.top", c.id)
		o.tell(now, c, "notice.topped")
	}
	c.steps = append(c.steps, "request.raise")
}

// tell tells the requester, unless they are on leave.
func (o *oracle) tell(now time.Time, c *filed, news string) {
	if _, away := o.in(o.away, c.person, dateOf(now)); !away {
		o.say(now, c.person, news, c.id)
	}
}

func (c *filed) open() bool {
	for _, s := range c.days {
		if s == rules.Pending {
			return true
		}
	}
	return false
}

// tick is one look of the jobs at the clock.
func (o *oracle) tick(now time.Time) {
	newest := now.Truncate(time.Minute)
	if !newest.After(o.dealt) {
		return
	}
	o.dealt = newest
	for _, c := range o.cases {
		o.expire(c, now)
		o.complete(c, now)
	}
	for _, pass := range []func(*filed, time.Time){o.goOn, o.remind} {
		for _, c := range o.cases {
			if working(now) && c.open() {
				pass(c, now)
			}
		}
	}
	o.evening(now)
}

// evening tells requesters at closing time how the next working day stands, and in
// working hours what was missed then, as long as the half has not begun.
func (o *oracle) evening(now time.Time) {
	today := dateOf(now)
	if o.workday(today, 0) != today {
		return
	}
	closed := at(today.String() + " 17:00")
	if now.Equal(closed) {
		o.evenings(now, o.workday(today, 1), closed, false)
	} else if working(now) {
		o.evenings(now, today, at(o.workday(today, -1).String()+" 17:00"), true)
	}
}

// workday is the next working day, or the last one, by the step; 0: the day itself if
// it is one.
func (o *oracle) workday(d, step rules.Date) rules.Date {
	for d += step; !working(at(d.String() + " 08:00")); d += step {
		if step == 0 {
			return 0
		}
	}
	return d
}

func (o *oracle) evenings(now time.Time, on rules.Date, closed time.Time, missed bool) {
	for _, c := range o.cases {
		if _, away := o.in(o.away, c.person, dateOf(now)); away || c.told[on] {
			continue
		}
		some := false
		for s, state := range c.days {
			stood := c.askedAt[s]
			if state == rules.Approved {
				stood = c.decided[s]
			}
			if s.Date == on && (state == rules.Pending || state == rules.Approved) && (!missed || stood.Before(closed) && now.Before(begins(s))) {
				some = true
			}
		}
		if some {
			c.told[on] = true
			o.say(now, c.person, "notice.evening", c.id)
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

// expire ends what is undecided when its day begins, whatever the hour.
func (o *oracle) expire(c *filed, now time.Time) {
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
}

// goOn moves a request on whose approver sits in none of the seats that were asked, or
// asks the next level too.
func (o *oracle) goOn(c *filed, now time.Time) {
	asked := o.asked(c, now)
	if !slices.Contains(asked, c.approver) {
		var who rules.PersonID
		if len(asked) > 0 {
			who = asked[len(asked)-1]
		} else if c.floor, who = o.from(c, c.level+1, now); who != 0 {
			c.level = c.floor
		}
		c.approver, c.waits = who, now
		o.say(now, who, "card", c.id)
		o.tell(now, c, "notice.moved")
		c.steps = append(c.steps, "request.move")
		return
	}
	if o.due(c, now, 1) {
		if _, above := o.from(c, c.level+1, now, asked...); above != 0 || !c.topped {
			o.escalate(c, now, "notice.escalated")
		}
	}
}

// due tells whether the working time of the first (0) or second (1) step has passed, at
// a minute that is open.
func (o *oracle) due(c *filed, now time.Time, step int) bool {
	left, wait := o.left(c)
	return left > 0 && o.time.worked(c.from(), now) >= wait[step]
}

// remind reminds the first approver, once, before anybody else was asked.
func (o *oracle) remind(c *filed, now time.Time) {
	if c.reminded || c.topped || !c.since.IsZero() || c.waits.After(c.from()) || !o.due(c, now, 0) {
		return
	}
	c.reminded = true
	o.say(now, c.approver, "card", c.id)
	c.steps = append(c.steps, "request.remind")
}
