package simulation

import (
	"slices"
	"time"

	"tainha/rules"
)

// rungs are when something happens to an untouched request, in working time.
type rungs struct {
	from, starts        time.Time
	left, remind, raise time.Duration
	neverRemind         bool
	neverRaise          bool
}

// over is when a waiting day can't be decided any more: as it begins, in a move as either of the
// two days does.
func (o *truth) over(d *day) time.Time {
	at := begins(d.Slot)
	if d.move.Request != 0 {
		if old := begins(d.move.Day); old.Before(at) {
			at = old
		}
	}
	return at
}

// first is the first half that waits.
func (o *truth) first(c *filing) (first *day) {
	for _, d := range c.days {
		if d.state == rules.Pending && (first == nil || o.over(d).Before(o.over(first))) {
			first = d
		}
	}
	return first
}

// ladder is how a request climbs: W is the working time from the asking of the first half that
// waits, or from the last raise, to its start.
func (o *truth) ladder(c *filing) (n rungs) {
	d := o.first(c)
	n.from, n.starts = d.asked, o.over(d)
	if c.since.After(n.from) {
		n.from = c.since
	}
	n.left = o.cal.worktime(n.from, n.starts)
	numbers := o.numbers(o.place(c.person, d.Date).unit, d.Date)
	n.remind, n.raise = min(numbers.RemindAfter, n.left/2), min(numbers.RaiseAfter, n.left*3/4)
	n.neverRemind, n.neverRaise = numbers.RemindAfter == 0, numbers.RaiseAfter == 0
	return n
}

// raise asks the next level too; where nobody sits there the coordinator hears of it.
func (o *truth) raise(c *filing, news string) {
	if at, who := o.from(c, c.level+1, append(o.asked(c), c.approver)...); who != 0 {
		c.level, c.approver, c.since, c.waits, c.topped, c.raised = at, who, o.now, o.now, false, true
		o.card(c)
		o.tell(c, news)
		return
	}
	c.topped = true
	o.coordinators(c, "notice.top")
	o.tell(c, "notice.topped")
}

// tick is one look at the clock, of a minute that is looked at for the first time.
func (o *truth) tick() {
	minute := o.now.Truncate(time.Minute)
	if !minute.After(o.dealt) {
		return
	}
	o.stale = true
	o.dealt = minute
	for _, c := range o.cases {
		o.expire(c)
	}
	if o.stale {
		o.judgeAgain()
	}
	if o.cal.open(o.now) {
		o.tellConflicts()
	}
	for _, c := range o.cases {
		if c.open() {
			o.moveOn(c)
		}
	}
	for _, c := range o.cases {
		if o.cal.open(o.now) && c.open() {
			o.remind(c)
		}
	}
	o.evening()
	o.unanswered()
}

// expire ends what is undecided when its day begins, and what was approved when it is over.
func (o *truth) expire(c *filing) {
	expired := false
	for _, d := range c.days {
		if d.state == rules.Pending && !o.now.Before(o.over(d)) {
			d.state, d.causes, expired = rules.Expired, nil, true
		}
	}
	if expired {
		o.say(c.person, "notice.expired")
	}
	for _, d := range c.days {
		if !o.now.Before(begins(d.Slot)) {
			d.causes = nil // what has begun is in no conflict any more, even if the clock is put back
		}
		if d.state == rules.Approved && !o.now.Before(clock(d.Date, spans[1][1])) {
			d.state = rules.Done
		}
	}
}

// moveOn sends a request on whose approver sits in none of the seats that were asked, or asks
// the next level too.
func (o *truth) moveOn(c *filing) {
	n := o.ladder(c)
	if !o.cal.open(o.now) {
		_, above := o.from(c, c.level+1, append(o.asked(c), c.approver)...)
		if !c.raised && n.left == 0 && !n.neverRaise && (above != 0 || !c.topped && c.approver != 0) {
			o.raise(c, "notice.urgent")
		}
		return
	}
	if o.reroute(c) {
		return
	}
	if n.neverRaise || n.left == 0 || o.cal.worktime(n.from, o.now) < n.raise || c.approver == 0 {
		return
	}
	if _, above := o.from(c, c.level+1, append(o.asked(c), c.approver)...); above != 0 || !c.topped {
		o.raise(c, "notice.escalated")
	}
}

// reroute sends a request to whoever sits where it waits, if its approver does not.
func (o *truth) reroute(c *filing) bool {
	if line := o.place(c.person, dateOf(o.now)).unit; line != c.line { // a transfer begins the line anew
		o.lineAnew(c, line)
		return true
	}
	if slices.Contains(o.asked(c), c.approver) {
		return false
	}
	was := c.approver
	if o.replace(c); was == 0 && c.approver == 0 {
		return false
	}
	if c.approver == was { // the seats were shifted below
		return true
	}
	o.movedTo(c)
	return true
}

// movedTo tells of the approver for whom a request waits from now on, or that there is none.
func (o *truth) movedTo(c *filing) {
	c.waits = o.now
	if c.approver == 0 {
		o.coordinators(c, "notice.nobody_decides")
		o.tell(c, "notice.stuck")
		return
	}
	o.card(c)
	o.tell(c, "notice.moved")
}

// lineAnew begins floor and level by the line of another unit; the time of asking stays.
func (o *truth) lineAnew(c *filing, line rules.UnitID) {
	was := c.approver
	c.line = line
	c.floor, c.level = 0, 0
	c.since, c.raised, c.topped = time.Time{}, false, false
	if at, who := o.from(c, 0); who != 0 {
		c.floor, c.level, c.approver = at, at, who
	} else {
		c.approver = 0
	}
	if c.approver != was {
		o.movedTo(c)
	}
}

// remind reminds the first approver, once, before anybody else was asked.
func (o *truth) remind(c *filing) {
	n := o.ladder(c)
	if c.reminded || c.topped || c.raised || c.approver == 0 || n.neverRemind || n.left == 0 || c.waits.After(n.from) || o.cal.worktime(n.from, o.now) < n.remind {
		return
	}
	c.reminded = true
	o.card(c)
}

// evening tells requesters at closing time how the next working day stands, and in working hours
// what was missed then, as long as the half has not begun.
func (o *truth) evening() {
	today := dateOf(o.now)
	if o.cal.kind(today) != aWorkday {
		return
	}
	closing := clock(today, spans[1][1])
	if o.now.Truncate(time.Minute).Equal(closing) {
		if next, ok := o.cal.workday(today, 1); ok {
			o.evenings(next, closing, false)
		}
	} else if o.cal.open(o.now) {
		if last, ok := o.cal.workday(today, -1); ok {
			o.evenings(today, clock(last, spans[1][1]), true)
		}
	}
}

func (o *truth) evenings(on rules.Date, closed time.Time, missed bool) {
	for _, c := range o.cases {
		if o.away(c.person, dateOf(o.now)) || c.told[on] {
			continue
		}
		for _, d := range c.days {
			stood := d.asked
			if d.state == rules.Approved {
				stood = d.at
			}
			if d.Date == on && (d.state == rules.Pending || d.state == rules.Approved) && (!missed || stood.Before(closed) && o.now.Before(begins(d.Slot))) {
				c.told[on] = true
			}
		}
		if c.told[on] {
			o.say(c.person, "notice.evening")
		}
	}
}
