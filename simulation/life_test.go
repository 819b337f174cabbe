package simulation

import (
	"slices"
	"time"

	"tainha/rules"
)

// open tells whether a day still waits.
func (c *filing) open() bool { return len(c.in(rules.Pending)) > 0 }

// in lists the days in a state, in order.
func (c *filing) in(state rules.RequestState) (out []*day) {
	for _, d := range c.days {
		if d.state == state {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *day) int { return begins(a.Slot).Compare(begins(b.Slot)) })
	return out
}

func (o *truth) caseOf(id rules.RequestID) *filing {
	i := slices.IndexFunc(o.cases, func(c *filing) bool { return c.id == id })
	return o.cases[i]
}

// tell tells the requester of a step, unless on leave.
func (o *truth) tell(c *filing, what string) {
	if !o.away(c.person, dateOf(o.now)) {
		o.say(c.person, what)
	}
}

// coordinators are told, but for whoever it is about.
func (o *truth) coordinators(c *filing, what string) {
	for id, p := range o.people {
		if p.coordinator && p.active && id != c.person {
			o.say(id, what)
		}
	}
}

func (o *truth) card(c *filing) { o.say(c.approver, "card") }

// begin sends a request to whoever decides it: above the lowest seat where a limit asks for
// that, or where nobody sits there.
func (o *truth) begin(c *filing, above bool) {
	c.reminded, c.topped, c.raised = false, false, false
	c.since, c.waits = time.Time{}, o.now
	if c.floor, c.approver = 0, 0; above {
		c.floor, c.approver = o.from(c, 1)
	}
	if c.approver == 0 { // the floor lifts only where somebody above is asked
		c.floor, c.approver = o.from(c, 0)
	}
	c.level = c.floor
	if c.approver == 0 {
		o.coordinators(c, "notice.nobody_decides")
		return
	}
	o.card(c)
	if n := o.ladder(c); n.left == 0 && !n.neverRaise {
		o.raise(c, "notice.urgent")
	}
}

// askHome is what becomes of days that somebody asks for: the reasons against all of them,
// else the request.
func (o *truth) askHome(p *person, a asking) (*filing, []string) {
	var against []string
	slots := sortSlots(a.slots)
	c := &filing{person: p.id, line: o.place(p.id, dateOf(o.now)).unit, told: map[rules.Date]bool{}}
	against = append(against, o.whole(p)...)
	if len(o.seats(p.id, dateOf(o.now))) == 0 {
		against = append(against, "refuse.no_superior")
	}
	var olds []rules.MoveEnd
	for _, m := range a.instead {
		olds = append(olds, m)
	}
	beside := o.beside(p.id, func(home) bool { return false }).leaving(olds)
	above := false
	for _, s := range slots {
		r := o.judge(p, s, beside)
		if moot := o.moot(s); len(moot) > 0 && !o.onePosting(p, slots) { // said once of all days, else of those that could be had
			r.against = moot
		}
		late := o.late(p, s)
		if late && !a.exception {
			r.against = append(r.against, on("refuse.cutoff", s.Date))
		}
		if o.far(p, s) {
			r.against = append(r.against, on("refuse.too_far", s.Date))
		}
		against = append(against, r.against...)
		if len(r.against) == 0 {
			above = above || len(r.above) > 0
			beside.also = append(beside.also, s)
		}
		c.days = append(c.days, &day{Slot: s, state: rules.Pending, asked: o.now, excepted: late, move: a.instead[s]})
	}
	if len(against) > 0 {
		return nil, unique(against)
	}
	o.begin(c, above)
	return c, nil
}

// onePosting tells whether somebody works in the same place on all of some days.
func (o *truth) onePosting(p *person, slots []rules.Slot) bool {
	first := o.place(p.id, slots[0].Date)
	return !slices.ContainsFunc(slots, func(s rules.Slot) bool {
		at := o.place(p.id, s.Date)
		return at.unit != first.unit || at.position != first.position
	})
}

// asking is what somebody asks for.
type asking struct {
	slots     []rules.Slot
	exception bool
	instead   map[rules.Slot]rules.MoveEnd
}

// decision is what somebody presses.
type decision struct {
	by    rules.PersonID
	c     *filing
	slots []rules.Slot
}

const mayNot = "may not"

// pressed are the days that a decision means, and whether each of them can still be decided.
func (o *truth) pressed(d decision) (days []*day, against []string) {
	for _, s := range d.slots {
		for _, x := range d.c.days {
			if x.Slot == s && x.state == rules.Pending {
				days = append(days, x)
				if !o.now.Before(o.over(x)) {
					against = append(against, on("request.started", s.Date))
				}
			}
		}
	}
	return days, against
}

// approve approves days that wait: all of them, or it sends the request up, or it refuses all.
func (o *truth) approve(d decision) (against []string) {
	level, ok := o.decides(d.c, d.by)
	if !ok {
		return []string{mayNot}
	}
	days, against := o.pressed(d)
	if len(against) > 0 {
		return against
	}
	above := false
	against = o.whole(o.people[d.c.person])
	for _, x := range days {
		r := o.atApproval(d.c, x)
		against = append(against, r.against...)
		above = above || len(r.above) > 0
	}
	if len(against) > 0 {
		return unique(against)
	}
	if above && level == 0 {
		return o.sendUp(d)
	}
	for _, x := range days {
		x.state, x.by, x.at = rules.Approved, d.by, o.now
		if x.move.Request != 0 {
			o.givesWay(d.c, x)
		}
	}
	o.say(d.c.person, "notice.approved")
	return nil
}

// sendUp is a press that meets approve_above.
func (o *truth) sendUp(d decision) []string {
	at, who := o.from(d.c, 1, d.by)
	if who == 0 {
		return []string{mayNot}
	}
	c := d.c
	if at > c.level { // else who sits there was asked before, and the ladder goes on
		c.level, c.since, c.topped, c.raised = at, o.now, false, true
	}
	c.floor, c.approver, c.waits = at, who, o.now
	o.card(c)
	o.say(c.person, "notice.sent_up")
	return nil
}

func (o *truth) reject(d decision) []string {
	if _, ok := o.decides(d.c, d.by); !ok {
		return []string{mayNot}
	}
	days, against := o.pressed(d)
	if len(against) > 0 {
		return against
	}
	for _, x := range days {
		x.state, x.by, x.at, x.causes = rules.Rejected, d.by, o.now, nil
	}
	o.say(d.c.person, "notice.rejected")
	return nil
}

// withdraw takes days back that wait; there is nothing for anybody else to do.
func (o *truth) withdraw(d decision) []string {
	if d.by != d.c.person {
		return []string{mayNot}
	}
	days, against := o.pressed(d)
	if len(against) > 0 {
		return against
	}
	for _, x := range days {
		x.state, x.by, x.at, x.causes = rules.Withdrawn, d.by, o.now, nil
	}
	return nil
}
