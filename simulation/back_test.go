package simulation

import (
	"slices"
	"strings"
	"time"

	"tainha/rules"
)

// part takes a slot out of a day of a request, where the slot is the day or half of it:
// the other half stays as it was.
func (c *filing) part(s rules.Slot, ok func(*day) bool) *day {
	for _, d := range c.days {
		if d.Date != s.Date || !ok(d) || !touches(d.Part, s.Part) {
			continue
		}
		if d.Part == s.Part {
			return d
		}
		if left, some := without(d.Part, s.Part); some && d.Part == rules.Whole {
			other := *d
			other.Part = left
			d.Part = s.Part
			c.days = append(c.days, &other)
			return d
		}
	}
	return nil
}

func (c *filing) find(s rules.Slot, state rules.RequestState) *day {
	for _, d := range c.days {
		if d.state == state && d.Date == s.Date && (d.Part == s.Part || d.Part == rules.Whole) {
			return d
		}
	}
	return nil
}

// cancel gives approved days up, or halves of them, up to the start of what is given up.
func (o *truth) cancel(d decision) (against []string) {
	if d.by != d.c.person {
		return []string{mayNot}
	}
	for _, s := range d.slots {
		if !o.now.Before(begins(s)) {
			against = append(against, on("request.cancel_started", s.Date))
		}
	}
	if len(against) > 0 {
		return against
	}
	var told []rules.PersonID
	for _, s := range d.slots {
		x := d.c.part(s, func(x *day) bool { return x.state == rules.Approved })
		if !slices.Contains(told, x.by) {
			told = append(told, x.by)
			o.say(x.by, "notice.cancelled")
		}
		x.state, x.by, x.at, x.causes = rules.Cancelled, d.by, o.now, nil
		o.endMove(d.c, x)
	}
	return nil
}

// revoke takes approved days back, by whoever may decide now, until they are over.
func (o *truth) revoke(d decision) (against []string) {
	if _, ok := o.decides(d.c, d.by); !ok {
		return []string{mayNot}
	}
	for _, s := range d.slots {
		if !o.now.Before(ends(s)) {
			against = append(against, on("request.revoke_over", s.Date))
		}
	}
	if len(against) > 0 {
		return against
	}
	for _, s := range d.slots {
		x := d.c.find(s, rules.Approved)
		x.state, x.by, x.at, x.causes = rules.Revoked, d.by, o.now, nil
		o.endMove(d.c, x)
	}
	o.say(d.c.person, "notice.revoked")
	return nil
}

// endMove ends the moves that wait to take the place of a day which is given up.
func (o *truth) endMove(c *filing, gone *day) {
	for _, x := range o.cases {
		ended := false
		for _, d := range x.days {
			m := d.move
			if d.state == rules.Pending && m.Request == c.id && m.Day.Date == gone.Date && touches(m.Day.Part, gone.Part) {
				d.state, d.by, d.at, d.causes, ended = rules.Withdrawn, gone.by, o.now, nil, true
			}
		}
		if ended && gone.by != x.person { // who did it oneself knows
			o.say(x.person, "notice.move_ended")
		}
	}
}

const undoWithin = 10 * time.Minute

// undo makes days wait again that somebody decided a moment ago, while they have not begun.
func (o *truth) undo(d decision) (against []string) {
	for _, s := range d.slots {
		x := d.c.decided(s)
		if x == nil || x.by != d.by || o.now.Sub(x.at) >= undoWithin || !o.now.Before(begins(s)) {
			return []string{mayNot}
		}
	}
	return o.again(d, "notice.undone")
}

// replace finds who is asked instead of an approver who sits in no seat that was asked.
func (o *truth) replace(c *filing) {
	asked := o.asked(c)
	if slices.Contains(asked, c.approver) {
		return
	}
	if len(asked) > 0 {
		c.approver = asked[len(asked)-1]
	} else if at, who := o.from(c, c.level+1); who != 0 {
		c.floor, c.level, c.approver = at, at, who
	} else {
		c.approver = 0
	}
}

// movable tells whether an approved day can still be given up for another.
func (o *truth) movable(m rules.MoveEnd) bool {
	c := o.caseOf(m.Request)
	for _, d := range c.in(rules.Approved) {
		if d.Date == m.Day.Date && (d.Part == m.Day.Part || d.Part == rules.Whole) {
			return o.now.Before(begins(m.Day)) && !o.moving(c, d)
		}
	}
	return false
}

func (c *filing) decided(s rules.Slot) *day {
	for _, x := range c.days {
		if x.Slot == s && (x.state == rules.Approved || x.state == rules.Rejected) {
			return x
		}
	}
	return nil
}

// reopen makes refused days wait again, by whoever may decide the request now.
func (o *truth) reopen(d decision) []string {
	if _, ok := o.decides(d.c, d.by); !ok {
		return []string{mayNot}
	}
	for _, s := range d.slots {
		if !o.now.Before(begins(s)) {
			return []string{mayNot}
		}
	}
	return o.again(d, "notice.reopened")
}

// noPlace is what took a half meanwhile: another day, an absence, a limit.
func (o *truth) noPlace(beside standing, s rules.Slot) (against []string) {
	if o.absentIn(beside.person, s) {
		against = append(against, on("refuse.absent", s.Date))
	}
	if taken := beside.taken(s); len(taken) > 0 {
		return append(against, taken...)
	}
	return append(against, o.passed(beside, s).against...)
}

// passed is what limits are passed by a day that somebody is to decide: where nobody could be
// asked above, what asks for that is a limit like any other.
func (o *truth) passed(beside standing, s rules.Slot) ruling {
	l := o.limits(beside, s)
	if len(l.above) > 0 && len(o.seats(beside.person, dateOf(o.now))) < 2 {
		l.against = append(l.against, "refuse.none_above")
		for _, key := range l.above {
			l.against = append(l.against, strings.Replace(key, "above.", "limit.", 1))
		}
		l.above = nil
	}
	return l
}

// again makes days wait again; what was refused must still have its place.
func (o *truth) again(d decision, news string) (against []string) {
	if !o.people[d.c.person].active {
		return []string{mayNot}
	}
	beside := o.beside(d.c.person, func(home) bool { return false })
	for _, s := range sortSlots(d.slots) {
		x := d.c.decided(s)
		if x.state != rules.Rejected {
			continue
		}
		if x.move.Request != 0 && !o.movable(x.move) {
			return []string{mayNot}
		}
		var leave []rules.MoveEnd
		if x.move.Request != 0 {
			leave = append(leave, x.move)
		}
		taken := o.noPlace(beside.leaving(leave), s)
		if against = append(against, taken...); len(taken) == 0 {
			beside.also = append(beside.also, s)
		}
	}
	for _, s := range d.slots {
		if x := d.c.decided(s); o.oldOf(x) != nil {
			place := o.beside(d.c.person, func(h home) bool { return h.day == x })
			against = append(against, o.noPlace(place, x.move.Day)...)
		}
	}
	if len(against) > 0 {
		return unique(against)
	}
	for _, s := range d.slots {
		x := d.c.decided(s)
		if old := o.oldOf(x); old != nil {
			old.state, old.by, old.at, old.gaveWay = rules.Approved, d.by, o.now, rules.MoveEnd{}
		}
		x.state, x.by, x.at = rules.Pending, 0, time.Time{}
	}
	d.c.since, d.c.waits, o.stale = o.now, o.now, true
	d.c.reminded, d.c.topped, d.c.raised = false, false, false // the ladder begins anew
	o.replace(d.c)                                             // nobody sent on what did not wait
	if d.c.approver == 0 {
		o.coordinators(d.c, "notice.nobody_decides")
	}
	if d.by != d.c.approver && d.c.approver != 0 { // who presses has the card in hand
		o.card(d.c)
	}
	o.say(d.c.person, news)
	return nil
}

// edit replaces the days that wait: kept or halved they keep their time of asking, and what
// is added is judged.
func (o *truth) edit(c *filing, slots []rules.Slot) (against []string) {
	was := c.in(rules.Pending)
	kept := func(s rules.Slot) *day {
		for _, d := range was {
			if d.Slot == s || d.Date == s.Date && d.Part == rules.Whole {
				return d
			}
		}
		return nil
	}
	p, now := o.people[c.person], []*day{}
	beside := o.beside(c.person, func(h home) bool { return h.c == c && h.state == rules.Pending })
	for _, s := range slots {
		if kept(s) != nil {
			beside.also = append(beside.also, s)
		}
	}
	against = o.whole(p)
	above := false
	for _, s := range sortSlots(slots) {
		if d := kept(s); d != nil {
			next := *d
			next.Slot, next.causes = s, map[string]*cause{} // its two halves are settled one by one
			for key, x := range d.causes {
				was := *x
				next.causes[key] = &was
			}
			now = append(now, &next)
			continue
		}
		r := o.judge(p, s, beside)
		if o.late(p, s) {
			r.against = append(r.against, on("refuse.cutoff", s.Date))
		}
		if o.far(p, s) {
			r.against = append(r.against, on("refuse.too_far", s.Date))
		}
		if len(r.against) == 0 {
			beside.also = append(beside.also, s)
			above = above || len(r.above) > 0
		}
		against = append(against, r.against...)
		now = append(now, &day{Slot: s, state: rules.Pending, asked: o.now})
	}
	if len(against) > 0 {
		return unique(against)
	}
	for _, s := range slots {
		if kept(s) != nil {
			rest := beside
			rest.also = slices.DeleteFunc(slices.Clone(beside.also), func(x rules.Slot) bool { return x == s })
			above = above || len(o.limits(rest, s).above) > 0
		}
	}
	c.days = slices.DeleteFunc(c.days, func(d *day) bool { return d.state == rules.Pending })
	c.days = append(c.days, now...)
	o.begin(c, above)
	return nil
}
