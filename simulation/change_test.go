package simulation

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// entry is the unit's entry in the register as it stands now, 0 for the whole pilot's.
func (w *world) entry(id rules.UnitID) (r register.Registrar) {
	w.Helper()
	r.Unit = id
	if err := w.write(func(tx *store.Tx) (err error) {
		r.Version, err = register.Version(w.pilot.Do(tx, w.now, pilot.Actor{Person: w.desk}), id)
		return err
	}); err != nil {
		w.fail("version: %v", err)
	}
	return r
}

// someUnit draws a unit of the agency.
func (w *world) someUnit() *unit {
	var all []rules.UnitID
	for id, u := range w.units {
		if u.code != "UBND" {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return w.units[pick(w, all)]
}

// renumbers lets the coordinator decide other numbers, of a unit or of the whole pilot.
func (w *world) renumbers() {
	n, c := w.numbersOf(), rules.PolicyChange{Since: dateOf(w.now) + rules.Date(max(0, w.random.IntN(8)-4))}
	switch w.random.IntN(6) {
	case 0:
		c.PerWeek = &n.PerWeek
	case 1:
		c.PerMonth = &n.PerMonth
	case 2:
		c.UnitShare = &n.UnitShare
	case 3:
		c.MinPresent = &n.MinPresent
	case 4:
		c.MonthShare = &n.MonthShare
	case 5:
		c.Presence = &[]rules.Presence{{Date: dateOf(w.now) + rules.Date(1+w.random.IntN(8)), Part: rules.Part(w.random.IntN(3)), Name: "Đoàn kiểm tra"}}
	}
	var id rules.UnitID
	if u := w.someUnit(); w.oneIn(2) {
		id = u.id
	}
	w.note("%d decides numbers of unit %d from %s: %s", w.desk, id, c.Since, words(c))
	r := w.entry(id)
	_, refused := w.try(w.desk, func(do pilot.Do) error { return register.ChangePolicy(do, r, c) })
	if refused { // it changes nothing, or lets nobody work at home: section 2 has nothing on that
		w.seen["renumbering refused"]++
		return
	}
	w.seen["renumbering"]++
	if id == 0 {
		w.truth.changes = addChange(w.truth.changes, c)
	} else {
		w.units[id].changes = addChange(w.units[id].changes, c)
	}
	w.stale = true
}

func words(c rules.PolicyChange) string {
	return fmt.Sprint(ptr(c.PerWeek), ptr(c.PerMonth), ptr(c.UnitShare), ptr(c.MinPresent), ptr(c.MonthShare), ptr(c.Presence))
}

func ptr[T any](p *T) string {
	if p == nil {
		return ""
	}
	return fmt.Sprint(*p)
}

// chooses opens a position to the pilot in one unit, or closes it there.
func (w *world) chooses() {
	u := w.someUnit()
	id, open := pick(w, []rules.PositionID{1, 2}), w.oneIn(2)
	w.note("%d opens position %d in unit %d: %v", w.desk, id, u.id, open)
	r := w.entry(u.id)
	_, refused := w.try(w.desk, func(do pilot.Do) error { return register.ChoosePosition(do, r, id, open) })
	if w.seen[fmt.Sprint("choosing, refused ", refused)]++; refused {
		return
	}
	var all []rules.PositionID // none are all that are open
	for _, x := range []rules.PositionID{1, 2} {
		if w.positions[x].OpenToPilot {
			all = append(all, x)
		}
	}
	was := u.chosen
	if len(was) == 0 {
		was = all
	}
	next := slices.DeleteFunc(slices.Clone(was), func(x rules.PositionID) bool { return x == id })
	if open {
		next = append(next, id)
	}
	if u.chosen = next; len(next) == len(all) {
		u.chosen = nil
	}
	w.stale = true
}

// closes lets the coordinator give the unit's period another last day.
func (w *world) closes() {
	u := w.someUnit()
	e := u.periods[len(u.periods)-1]
	last := rules.Date(0)
	if !w.oneIn(3) {
		last = dateOf(w.now) + rules.Date(w.random.IntN(14))
	}
	w.note("%d ends the period of unit %d on %s", w.desk, u.id, last)
	r := w.entry(u.id)
	_, refused := w.try(w.desk, func(do pilot.Do) error { return register.SetLastDay(do, r, last) })
	if w.seen[fmt.Sprint("last day, refused ", refused)]++; refused {
		return
	}
	e.Last = last
	w.stale = true
}

// transfers posts somebody elsewhere from a day on.
func (w *world) transfers() {
	p := pick(w, w.staff)
	today := dateOf(w.now)
	if len(w.heads(p)) > 0 || p == w.desk || w.people[p].postings[len(w.people[p].postings)-1].from > today || !w.people[p].active {
		return
	}
	t := people.Transfer{Person: p, Unit: w.someUnit().id, Position: pick(w, []rules.PositionID{1, 1, 2}), From: today + rules.Date(max(0, w.random.IntN(8)-3))}
	if at := w.place(p, today); at.unit == t.Unit {
		return
	}
	w.note("%d posts %d to unit %d, position %d from %s", w.desk, p, t.Unit, t.Position, t.From)
	w.post(t)
	w.rerouteAll()
	got, refused := w.try(w.desk, func(do pilot.Do) error { return people.TransferPerson(do, t) })
	w.same("posting", nil, got, refused)
}

// post lets somebody work elsewhere from a day on, and tells whom it concerns.
func (o *truth) post(t people.Transfer) {
	x := o.people[t.Person]
	x.postings = append(slices.DeleteFunc(x.postings, func(y posting) bool { return y.from == t.From }), posting{t.From, t.Unit, t.Position})
	o.stale = true
	o.say(t.Person, "notice.transferred")
	if head := o.units[t.Unit].head; head != 0 {
		o.say(head, "notice.joins")
	}
}

// recalendars brings another calendar with a start of the program: a day off more or one less, a Saturday
// worked, an inspection.
func (w *world) recalendars() {
	c, d := w.cal.clone(), dateOf(w.now)+rules.Date(1+w.random.IntN(12))
	_, _, weekday := civil(d)
	switch w.random.IntN(4) {
	case 0:
		if c.off[d] != "" {
			delete(c.off, d)
		} else if !c.worked[d] {
			c.off[d] = "nghỉ lễ"
		}
	case 1:
		d += rules.Date(6-int(weekday)) % 7
		c.worked[d] = !c.worked[d]
		if !c.worked[d] || c.off[d] != "" {
			delete(c.worked, d)
		}
	case 2:
		c.presence = append(c.presence, rules.Presence{Date: d, Part: rules.Part(w.random.IntN(3)), Name: "Kiểm tra"})
	case 3:
		if len(c.presence) > 0 {
			c.presence = c.presence[:len(c.presence)-1]
		}
	}
	w.note("another calendar, of %s (off %q, worked %v, presence %v)", d, c.off[d], c.worked[d], c.presence)
	w.cal, w.stale = c, true
	w.pilot.Calendar = c.forPilot()
	w.restart()
}

// restart ends the process and begins another on the same file.
func (w *world) restart() {
	w.Helper()
	if err := w.db.Close(); err != nil {
		w.fail("close: %v", err)
	}
	w.open()
	w.start()
}

// loses cuts an account off, and invites another one later.
func (w *world) loses() {
	p := pick(w, w.staff)
	x := w.people[p]
	if p == w.desk || !x.active {
		return
	}
	if !x.linked {
		w.invites(p)
		return
	}
	w.note("%d cuts the account of %d off", w.desk, p)
	x.linked = false
	if to := w.superior(p); to != 0 {
		w.say(to, "notice.power_cut")
	}
	w.rerouteAll()
	got, refused := w.try(w.desk, func(do pilot.Do) error { return people.Unlink(do, p) })
	w.same("cutting off", nil, got, refused)
}

// superior is the nearest head over somebody who has an account.
func (o *truth) superior(p rules.PersonID) rules.PersonID {
	for _, h := range o.seats(p, dateOf(o.now)) {
		if x := o.people[h]; x != nil && x.active && x.linked {
			return h
		}
	}
	return 0
}
