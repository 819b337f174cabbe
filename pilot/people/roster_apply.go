package people

import (
	"fmt"
	"maps"
	"slices"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/roster"
	"tainha/rules"
)

// missingOf picks from a map by code, in the order of the codes.
func missingOf[T any](all map[string]T, missing func(string, T) bool) []T {
	var out []T
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if missing(code, all[code]) {
			out = append(out, all[code])
		}
	}
	return out
}

// importUnits stores the units by themselves: parents and heads need what comes
// later in the files.
func (i *rosterImport) importUnits(r roster.Roster) error {
	for _, row := range r.Units {
		old, known := i.units[row.Code]
		u := old
		u.Code, u.Name, u.Active = row.Code, row.Name, true
		id, _, err := i.do.Tx.UpsertUnit(u)
		if err != nil {
			return err
		}
		u.ID = id
		i.note(pilot.ObjectUnit, int64(id), u.Code, u.Name, !known,
			Field{"name", old.Name, u.Name}, Field{"active", old.Active || !known, true})
		if err := i.enrol(&u, row); err != nil {
			return err
		}
		i.units[u.Code], i.unitCode[id] = u, u.Code
	}
	return nil
}

// enrol writes a unit's period in the pilot when the roster gives one: it
// corrects the period that is not closed, else adds one. It ends none, and leaves
// a closed one as it is: that took an outcome and a reason.
func (i *rosterImport) enrol(u *rules.Unit, row roster.Unit) error {
	if row.Enrolment == nil {
		return nil
	}
	at := len(u.Enrolments)
	for k, known := range u.Enrolments {
		switch {
		case known.Outcome == "":
			at = k
		case known.Decision == row.Enrolment.Decision:
			return nil
		}
	}
	var old rules.Enrolment
	if at < len(u.Enrolments) {
		old = u.Enrolments[at]
	}
	e := old
	e.Decision, e.First = row.Enrolment.Decision, row.Enrolment.First
	if row.Given.Has(roster.UnitLast) {
		e.Last = row.Enrolment.Last
	}
	if e == old {
		return nil
	}
	if err := u.CheckPeriod(e); err != nil {
		return err
	}
	i.note(pilot.ObjectUnit, int64(u.ID), u.Code, u.Name, false,
		Field{"decision", old.Decision, e.Decision}, Field{"first", old.First, e.First}, Field{"last", old.Last, e.Last})
	code := u.Code
	if old.ID == 0 || e.Last == 0 && old.Last != 0 || e.Last > old.Last && old.Last != 0 { // one that lost its head meanwhile goes on as it is
		i.enrolled = append(i.enrolled, code)
	}
	u.Enrolments = slices.Clone(u.Enrolments)
	if old.ID != 0 {
		u.Enrolments[at] = e
		if err := i.do.Tx.SaveEnrolment(e); err != nil {
			return err
		}
	} else {
		if err := i.do.Tx.Enrol(u.ID, &e); err != nil {
			return err
		}
		u.Enrolments = append(u.Enrolments, e)
	}
	if !i.changes[pilot.ObjectUnit+" "+u.Code].Added { // the head of a new one is told of the unit
		i.later = append(i.later, func() error { return register.TellPeriod(i.do, i.units[code], old, e) })
	}
	return nil
}

// importParents puts the units into their places in the tree.
func (i *rosterImport) importParents(r roster.Roster) error {
	for _, row := range r.Units {
		parent, ok := i.units[row.Parent]
		u := i.units[row.Code]
		switch {
		case !ok && row.Parent != "":
			return fmt.Errorf("unit %q: %w", row.Code, errUnread)
		case !row.Given.Has(roster.UnitParent) || u.Parent == parent.ID:
			continue
		}
		i.note(pilot.ObjectUnit, int64(u.ID), u.Code, u.Name, false, Field{"parent", i.unitCode[u.Parent], row.Parent})
		u.Parent = parent.ID
		if _, _, err := i.do.Tx.UpsertUnit(u); err != nil {
			return err
		}
		i.units[u.Code] = u
	}
	return nil
}

func (i *rosterImport) importPositions(r roster.Roster) error {
	for _, row := range r.Positions {
		old, known := i.positions[row.Code]
		x := rules.Position{
			ID: old.ID, Code: row.Code, Name: row.Name,
			CitizenFacing: row.CitizenFacing, HandlesProcedures: row.HandlesProcedures, OpenToPilot: row.OpenToPilot,
		}
		if x == old {
			continue
		}
		if known && old.OpenToPilot && !x.OpenToPilot {
			effects, err := register.PositionEffects(i.do, old.ID, false)
			if err != nil {
				return err
			}
			i.later = append(i.later, func() error { return register.TellPosition(i.do, x, effects.Units) })
		}
		id, _, err := i.do.Tx.UpsertPosition(x)
		if err != nil {
			return err
		}
		x.ID = id
		i.note(pilot.ObjectPosition, int64(id), x.Code, x.Name, !known,
			Field{"name", old.Name, x.Name}, Field{"citizens", old.CitizenFacing, x.CitizenFacing},
			Field{"procedures", old.HandlesProcedures, x.HandlesProcedures}, Field{"open", old.OpenToPilot, x.OpenToPilot})
		i.positions[x.Code], i.posCode[id] = x, x.Code
	}
	return nil
}

func (i *rosterImport) importStaff(r roster.Roster) error {
	for _, row := range r.Staff {
		unit, ok := i.units[row.Unit]
		position, okToo := i.positions[row.Position]
		if !ok || !okToo {
			return fmt.Errorf("person %q: %w", row.Code, errUnread)
		}
		if err := i.importPerson(row, unit, position); err != nil {
			return fmt.Errorf("person %q: %w", row.Code, err)
		}
	}
	return nil
}

func (i *rosterImport) importPerson(row roster.Staff, unit rules.Unit, position rules.Position) error {
	old, known := i.people[row.Code]
	person := old
	person.Code, person.Name = row.Code, row.Name
	if !known {
		person.Roles, person.Active, old.Active = row.Roles, row.Active, true
	}
	if row.Given.Has(roster.StaffPhone) {
		person.Phone = row.Phone
	}
	if row.Given.Has(roster.StaffRoles) {
		person.Roles = row.Roles
	}
	if row.Given.Has(roster.StaffActive) {
		person.Active = row.Active
	}
	fields := []Field{
		{"name", old.Name, person.Name}, {"phone", old.Phone, person.Phone},
		{"roles", old.Roles, person.Roles}, {"active", old.Active, person.Active},
	}
	if !known || slices.ContainsFunc(fields[:2], func(f Field) bool { return f.Before != f.After }) {
		row := person
		if known { // the use cases change these
			row.Roles, row.Active = old.Roles, old.Active
		}
		id, _, err := i.do.Tx.UpsertPerson(row, i.do.Today) // posted below: until then where they were
		if err != nil {
			return err
		}
		person.ID = id
	}
	if old.Phone != person.Phone {
		if err := i.do.Tx.EnteredPhone(person.ID, i.do.By.Person); err != nil {
			return err
		}
	}
	i.note(pilot.ObjectPerson, int64(person.ID), person.Code, person.Name, !known, fields...)
	if known {
		i.changePerson(old, person)
	}
	if err := i.post(&person, !known, row.From, unit, position); err != nil {
		return err
	}
	i.people[person.Code], i.personCode[person.ID] = person, person.Code
	return nil
}

// changePerson has the use cases change what the roster says otherwise.
func (i *rosterImport) changePerson(old, person rules.Person) {
	back, left := !old.Active && person.Active, old.Active && !person.Active
	if back || left {
		i.active[person.ID] = person.Active
	}
	if back {
		i.later = append(i.later, func() error { return takeBack(i.do, person.ID) })
	}
	if old.Roles != person.Roles {
		i.later = append(i.later, func() error { return i.setRoles(old, person.Roles) })
	}
	if left {
		i.unrouted = true
		i.out.Left = append(i.out.Left, person)
		i.later = append(i.later, func() error { return i.leave(person) })
	}
}

// reload lets the organisation hold a person as they are now.
func (i *rosterImport) reload(id rules.PersonID) error {
	if id == 0 {
		return nil
	}
	person, err := i.do.Tx.Person(id, i.do.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	i.org.People[id] = person
	return nil
}

// post makes a person work in a unit and position. from 0 is today, and so is a
// day not after they came to where they work now: what is past stays as it was.
func (i *rosterImport) post(person *rules.Person, added bool, from rules.Date, unit rules.Unit, position rules.Position) error {
	if from <= i.do.Today && person.Unit == unit.ID && person.Position == position.ID {
		return nil
	}
	postings, err := i.do.Tx.Postings(person.ID)
	if err != nil {
		return err
	}
	now := postingOn(postings, max(from, i.do.Today))
	if now.Unit == unit.ID && now.Position == position.ID {
		return nil
	}
	since := from
	if from <= now.From { // also without a day
		since = max(from, i.do.Today)
	}
	i.note(pilot.ObjectPerson, int64(person.ID), person.Code, person.Name, false,
		Field{"unit", i.unitCode[now.Unit], unit.Code}, Field{"position", i.posCode[now.Position], position.Code},
		Field{"since", rules.Date(0), since})
	if now.Unit != 0 && now.Unit != unit.ID {
		i.out.Moved = append(i.out.Moved, Move{person.ID, now.Unit, unit.ID, since})
	}
	was := *person
	was.Unit, was.Position = now.Unit, now.Position
	if since <= i.do.Today {
		person.Unit, person.Position = unit.ID, position.ID
	}
	if added {
		return i.do.Tx.Move(person.ID, since, unit.ID, position.ID)
	}
	i.unrouted = true
	t := Transfer{Person: person.ID, Unit: unit.ID, Position: position.ID, From: since}
	i.later = append(i.later, func() error { return move(i.do, t, was, i.units[unit.Code], position) })
	return nil
}

// postingOn is the posting that holds on a day, the zero one for none.
func postingOn(postings []rules.Posting, on rules.Date) rules.Posting {
	var at rules.Posting
	for _, p := range postings {
		if p.From <= on {
			at = p
		}
	}
	return at
}

// importHeads appoints the heads. Who must know is told in carryOut, when the
// whole tree stands.
func (i *rosterImport) importHeads(r roster.Roster) error {
	for _, row := range r.Units {
		u := i.units[row.Code]
		head, ok := i.people[row.Head]
		switch {
		case !ok && row.Head != "":
			return fmt.Errorf("head of unit %q: %w", row.Code, errUnread)
		case !row.Given.Has(roster.UnitHead) || u.Head == head.ID:
			continue
		}
		switch aside, err := i.headAside(u, head); {
		case err != nil:
			return err
		case aside:
			continue
		}
		i.note(pilot.ObjectUnit, int64(u.ID), u.Code, u.Name, false, Field{"head", i.personCode[u.Head], row.Head})
		i.out.Heads = append(i.out.Heads, Appointment{u.ID, u.Head, head.ID})
		if err := i.do.Tx.SetHead(u.ID, head.ID); err != nil {
			return err
		}
		u.Head = head.ID
		i.units[u.Code] = u
	}
	i.unrouted = i.unrouted || len(i.out.Heads) > 0
	return i.checkEnrolled()
}

// checkEnrolled refuses periods that the file begins or prolongs in units without a head, each with
// the way out.
func (i *rosterImport) checkEnrolled() error {
	var why []rules.Message
	for _, code := range i.enrolled {
		if u := i.units[code]; u.Head == 0 {
			why = append(why, rules.Msg("roster.no_head", "unit", u.Name))
		}
	}
	if why == nil {
		return nil
	}
	return &rules.Refusal{Reasons: why}
}

// carryOut lets heads follow and has the use cases change people, in the order
// of the files, and tells everybody who is told of it in the chat.
func (i *rosterImport) carryOut(roster.Roster) error {
	a := acting(i.do)
	for _, h := range i.out.Heads {
		for _, who := range []rules.PersonID{h.Before, h.After} {
			if _, known := i.org.People[who]; known {
				continue
			}
			if err := i.reload(who); err != nil {
				return err
			}
		}
		u := i.org.Units[h.Unit]
		if i.changes[pilot.ObjectUnit+" "+u.Code].Added { // audited with it
			if err := tellSeat(i.do, i.org, u, h.Before, a); err != nil {
				return err
			}
			continue
		}
		if err := seated(i.do, u, h.Before); err != nil {
			return err
		}
		if err := tellSeat(i.do, i.org, u, h.Before, a); err != nil {
			return err
		}
	}
	for _, change := range i.later {
		if err := change(); err != nil {
			return err
		}
	}
	for _, c := range i.ask {
		if err := i.setAside(c, nil); err != nil {
			return err
		}
	}
	return nil
}
