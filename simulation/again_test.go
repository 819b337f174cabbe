package simulation

import (
	"slices"
	"strings"

	"tainha/rules"
)

// judgeAgain is section 4 on what a change does to days that have not begun: a day off releases
// them; else each is judged beside what has begun and what was asked for earlier.
func (o *truth) judgeAgain() {
	o.stale = false
	for _, c := range o.cases {
		for _, d := range c.live() {
			if !o.now.Before(begins(d.Slot)) {
				continue
			}
			if kind := o.cal.kind(d.Date); kind == aHoliday || kind == aWeekend {
				d.state, d.by, d.at, d.causes = rules.Released, 0, o.now, nil
				c.freed = true
				o.endMove(c, d)
				continue
			}
			found := o.conflict(c, d)
			for key := range d.causes {
				if !slices.Contains(found, key) {
					delete(d.causes, key)
				}
			}
			for _, key := range found {
				if d.causes == nil {
					d.causes = map[string]*cause{}
				}
				if d.causes[key] == nil {
					d.causes[key] = &cause{}
				}
			}
		}
	}
}

// live lists the days that wait or are approved.
func (c *filing) live() (out []*day) {
	for _, d := range c.days {
		if d.state == rules.Pending || d.state == rules.Approved {
			out = append(out, d)
		}
	}
	return out
}

// conflict is what there is against a day by now: what needs approval above is none.
func (o *truth) conflict(c *filing, d *day) []string {
	p, me := o.people[c.person], home{c, c.person, d}
	if o.cal.kind(d.Date) == anUnknown {
		return []string{on("refuse.unknown_year", d.Date)}
	}
	at := o.place(p.id, d.Date)
	if at.unit == 0 {
		return []string{on("refuse.no_posting", d.Date)}
	}
	beside := o.beside(c.person, func(h home) bool {
		kind := o.cal.kind(h.Date)
		return h.day == d || o.now.Before(begins(h.Slot)) && (!earlier(h, me) || kind == aHoliday || kind == aWeekend)
	}).leaving(c.olds())
	found := slices.Concat(o.position(at), o.fit(at, p, d.Slot), o.limits(beside, d.Slot).against)
	if !p.active {
		found = append(found, "refuse.inactive")
	}
	return unique(found)
}

// tellConflicts tells, in working hours, whom a cause concerns and who has not heard of it.
func (o *truth) tellConflicts() {
	today := dateOf(o.now)
	var to []rules.PersonID
	alone := map[rules.PersonID]int{} // days that a head is told of, who is told of nothing else
	tell := func(p rules.PersonID, n int) bool {
		if x := o.people[p]; x == nil || !x.active || o.away(p, today) {
			return false
		}
		if !slices.Contains(to, p) {
			to = append(to, p)
		}
		alone[p] += n
		return true
	}
	for _, c := range o.cases {
		var seen []rules.PersonID // heads who have this request's card
		if c.freed && tell(c.person, 2) {
			c.freed = false
		}
		for _, d := range c.live() {
			if o.now.Before(begins(d.Slot)) {
				_, who := o.from(c, c.floor)
				d.tell(func(x *cause) *bool { return &x.person }, func() bool { return tell(c.person, 2) })
				d.tell(func(x *cause) *bool { return &x.head }, func() bool {
					n := 1
					if slices.Contains(seen, who) {
						n = 0
					}
					seen = append(seen, who)
					return who != 0 && tell(who, n)
				})
				d.tell(func(x *cause) *bool { return &x.coordinator }, func() bool {
					n := 2
					if o.desk == who && slices.Contains(seen, who) { // told of it already, nearer by
						n = 0
					}
					return tell(o.desk, n)
				})
			}
		}
	}
	for _, p := range to {
		if alone[p] == 1 { // with the buttons to settle it
			o.say(p, "card")
		} else {
			o.say(p, "notice.conflict")
		}
	}
}

// tell notes that an audience was told of every cause that is not kept.
func (d *day) tell(was func(*cause) *bool, told func() bool) {
	var untold []*bool
	for _, x := range d.causes {
		if !x.kept && !*was(x) {
			untold = append(untold, was(x))
		}
	}
	if len(untold) > 0 && told() {
		for _, x := range untold {
			*x = true
		}
	}
}

// keep lets a day stand in spite of its conflict, by whoever decides for its person.
func (o *truth) keep(d decision) []string {
	if _, ok := o.decides(d.c, d.by); !ok {
		return []string{mayNot}
	}
	for _, s := range d.slots {
		x := d.c.decidedOrWaiting(s)
		if x == nil || !x.open() || !o.now.Before(begins(s)) {
			return []string{mayNot}
		}
		for _, cause := range x.causes {
			cause.kept = true
		}
	}
	o.say(d.c.person, "notice.kept")
	return nil
}

func (c *filing) decidedOrWaiting(s rules.Slot) *day {
	for _, x := range c.live() {
		if x.Slot == s {
			return x
		}
	}
	return nil
}

// open tells whether a conflict is to be settled.
func (d *day) open() bool {
	for _, x := range d.causes {
		if !x.kept {
			return true
		}
	}
	return false
}

// listed words the conflicts of a day, empty for none.
func (d *day) listed() string {
	var keys []string
	for key := range d.causes {
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return ""
	}
	state := "kept"
	if d.open() {
		state = "open"
	}
	return state + " " + strings.Join(unique(keys), ", ")
}
