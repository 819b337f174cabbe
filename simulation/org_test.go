package simulation

import (
	"slices"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
)

// rerouteAll sends on what waits for whoever no longer sits there.
func (o *truth) rerouteAll() {
	for _, c := range o.cases {
		if c.open() {
			o.reroute(c)
		}
	}
}

// goAway notes that somebody says to be away.
func (o *truth) goAway(a rules.Absence) []string {
	if o.overlaps(a) {
		return []string{"absence.overlap"}
	}
	o.noteAway(&a, a.Person)
	if who := o.decider(a.Person); who != 0 {
		o.say(who, "notice.away")
	}
	o.rerouteAll()
	return nil
}

// overlaps tells whether somebody is away in any half of an absence already.
func (o *truth) overlaps(a rules.Absence) bool {
	return slices.ContainsFunc(o.absences, func(x *rules.Absence) bool {
		return x.Person == a.Person && x.First <= a.Last && a.First <= x.Last && touches(x.Part, a.Part)
	})
}

// noteAway lets an absence count, by the person or, with 0, by a file: it takes what it touches of
// the days at home.
func (o *truth) noteAway(a *rules.Absence, by rules.PersonID) {
	o.absences = append(o.absences, a)
	o.stale = true
	if a.Kind != rules.Duty {
		o.takes(*a, by)
	}
}

// decider is who decides for somebody today.
func (o *truth) decider(p rules.PersonID) rules.PersonID {
	_, who := o.from(&filing{person: p}, 0)
	return who
}

// takes gives up what an absence touches of the days at home that have not begun.
func (o *truth) takes(a rules.Absence, by rules.PersonID) {
	for _, c := range o.cases {
		if c.person != a.Person {
			continue
		}
		var told []rules.PersonID
		for _, d := range c.live() {
			if d.Date < a.First || d.Date > a.Last {
				continue
			}
			s, some := o.taken(a, d)
			if !some {
				continue
			}
			x := c.part(s, func(x *day) bool { return x == d })
			to := x.by
			if x.state == rules.Pending {
				to, x.state = c.approver, rules.Withdrawn
			} else {
				x.state = rules.Cancelled
			}
			if to != 0 && !slices.Contains(told, to) {
				told = append(told, to)
			}
			x.by, x.at, x.causes = by, o.now, nil
			o.endMove(c, x)
		}
		for _, to := range told {
			o.say(to, "notice.cancelled_away")
		}
	}
}

// taken is what an absence takes of a day: the halves that it touches and that have not begun.
func (o *truth) taken(a rules.Absence, d *day) (rules.Slot, bool) {
	var h []int
	for _, i := range halves(d.Part) {
		if slices.Contains(halves(a.Part), i) && o.now.Before(begins(rules.Slot{Date: d.Date, Part: part([]int{i})})) {
			h = append(h, i)
		}
	}
	if len(h) == 0 {
		return rules.Slot{}, false
	}
	return rules.Slot{Date: d.Date, Part: part(h)}, true
}

func (w *world) leaves() {
	p := pick(w, w.staff)
	if !w.acts(p) {
		return
	}
	a := rules.Absence{Person: p, First: dateOf(w.now) + rules.Date(w.random.IntN(10)), Kind: pick(w, []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty})}
	a.Last = a.First + rules.Date(max(0, w.random.IntN(7)-3))
	if a.First == a.Last && w.oneIn(2) {
		a.Part = rules.Part(w.random.IntN(3))
	}
	w.note("%d is away (%s) from %s to %s %v", p, a.Kind, a.First, a.Last, a.Part)
	want := w.goAway(a)
	got, refused := w.try(p, func(do pilot.Do) error { return people.RecordAbsence(do, []rules.Absence{a}) })
	w.same("being away", want, got, refused)
}

func (w *world) acts(p rules.PersonID) bool {
	x := w.people[p]
	return x != nil && x.active && x.linked
}

// comesBack ends an absence from today on.
func (w *world) comesBack() {
	today := dateOf(w.now)
	var open []*rules.Absence
	for _, a := range w.absences {
		if a.Last >= today && w.acts(a.Person) {
			open = append(open, a)
		}
	}
	if len(open) == 0 {
		return
	}
	a := pick(w, open)
	w.note("%d is back: it was %s from %s to %s %v", a.Person, a.Kind, a.First, a.Last, a.Part)
	was := *a
	if a.Last = today - 1; a.Last < a.First {
		w.absences = slices.DeleteFunc(w.absences, func(x *rules.Absence) bool { return x == a })
	}
	w.stale = true
	if who := w.decider(a.Person); who != 0 {
		w.say(who, "notice.back_early")
	}
	w.rerouteAll()
	got, refused := w.try(was.Person, func(do pilot.Do) error { return people.EndAbsence(do, was) })
	w.same("being back", nil, got, refused)
}

// heads lists the units that somebody heads.
func (o *truth) heads(p rules.PersonID) (all []rules.UnitID) {
	for id, u := range o.units {
		if u.head == p {
			all = append(all, id)
		}
	}
	return all
}

// handsOver lets a head hand the approvals to somebody for some days.
func (w *world) handsOver() {
	var heads []rules.PersonID
	for _, p := range w.staff {
		if len(w.heads(p)) > 0 && w.acts(p) {
			heads = append(heads, p)
		}
	}
	today := dateOf(w.now)
	d := &delegation{from: pick(w, heads), to: pick(w, w.staff), first: today + rules.Date(w.random.IntN(6))}
	d.last = d.first + rules.Date(w.random.IntN(6))
	w.note("%d hands over to %d from %s to %s", d.from, d.to, d.first, d.last)
	want := w.handOver(d)
	got, refused := w.try(d.from, func(do pilot.Do) error {
		x, err := people.Delegate(do, rules.Delegation{From: d.from, To: d.to, First: d.first, Last: d.last})
		d.id = x.ID
		return err
	})
	w.same("handing over", want, got, refused)
}

func (o *truth) handOver(d *delegation) (against []string) {
	if x := o.people[d.to]; d.to == d.from || !x.active || !x.linked {
		return []string{mayNot}
	}
	overlap := func(from rules.PersonID) (out []*delegation) {
		for _, x := range o.handed {
			if x.from == from && x.ended.IsZero() && x.first <= d.last && d.first <= x.last {
				out = append(out, x)
			}
		}
		return out
	}
	if len(overlap(d.from)) > 0 {
		return []string{mayNot}
	}
	var leads func(from rules.PersonID, depth int) bool // round to the head again
	leads = func(from rules.PersonID, depth int) bool {
		return depth < 20 && slices.ContainsFunc(overlap(from), func(x *delegation) bool { return x.to == d.from || leads(x.to, depth+1) })
	}
	if leads(d.to, 0) {
		return []string{mayNot}
	}
	o.handed = append(o.handed, d)
	o.say(d.to, "notice.delegated")
	for id, p := range o.people {
		u := o.place(id, dateOf(o.now)).unit
		if p.active && id != d.from && id != d.to && u != 0 && o.units[u].head == d.from {
			o.say(id, "notice.delegated_unit")
		}
	}
	o.rerouteAll()
	return nil
}

func (w *world) takesBack() {
	var open []*delegation
	for _, d := range w.handed {
		if d.ended.IsZero() && d.last >= dateOf(w.now) && w.acts(d.from) {
			open = append(open, d)
		}
	}
	if len(open) == 0 {
		return
	}
	d := pick(w, open)
	w.note("%d takes back from %d what was handed over from %s to %s", d.from, d.to, d.first, d.last)
	d.ended = w.now
	w.say(d.to, "notice.delegation_ended")
	w.rerouteAll()
	got, refused := w.try(d.from, func(do pilot.Do) error { return people.EndDelegation(do, d.id) })
	w.same("taking back", nil, got, refused)
}

// appoints replaces the head of a unit.
func (w *world) appoints() {
	var units []rules.UnitID
	for id, u := range w.units {
		if u.code != "UBND" && u.code != "U0" {
			units = append(units, id)
		}
	}
	slices.Sort(units)
	id, next := pick(w, units), pick(w, append(slices.Clone(w.staff), 0))
	if next == w.desk || w.units[id].head == next {
		return
	}
	w.note("%d makes %d the head of %d", w.desk, next, id)
	want := w.appoint(id, next, w.desk)
	if len(want) == 0 {
		w.rerouteAll()
	}
	got, refused := w.try(w.desk, func(do pilot.Do) error { return people.Appoint(do, id, next) })
	w.same("appointing", want, got, refused)
}

// appoint makes somebody the head of a unit, by the coordinator or, with 0, in the shell.
func (o *truth) appoint(id rules.UnitID, next, by rules.PersonID) []string {
	u := o.units[id]
	if next != 0 {
		if !o.people[next].active || by != 0 && o.people[next].inviter == by { // that would take a second confirmer
			return []string{mayNot}
		}
		for x := u.parent; x != 0; x = o.units[x].parent {
			if o.units[x].head == next {
				return []string{mayNot}
			}
		}
		for x, other := range o.units {
			for y := other.parent; y != 0 && other.head == next && x != id; y = o.units[y].parent {
				if y == id {
					return []string{mayNot}
				}
			}
		}
	}
	was := u.head
	u.head = next
	if next != 0 {
		o.say(next, "notice.head_now")
	}
	if was != 0 {
		o.say(was, "notice.head_no_more")
		if len(o.heads(was)) == 0 { // a right ends with the office that it came from
			o.endDelegations(was)
		}
	}
	if above := o.headAbove(id); above != 0 {
		o.say(above, "notice.power_head")
	}
	return nil
}

func (o *truth) endDelegations(of rules.PersonID) {
	for _, d := range o.handed {
		if d.from == of && d.ended.IsZero() && d.last >= dateOf(o.now) {
			d.ended = o.now
			o.say(d.to, "notice.delegation_ended")
		}
	}
}

// headAbove is the nearest head above a unit who can be reached.
func (o *truth) headAbove(id rules.UnitID) rules.PersonID {
	for u := o.units[id].parent; u != 0; u = o.units[u].parent {
		if h := o.people[o.units[u].head]; h != nil && h.active && h.linked {
			return h.id
		}
	}
	return 0
}
