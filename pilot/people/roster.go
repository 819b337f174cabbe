package people

import (
	"errors"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// Actions of an import, as the audit names them.
const (
	actionRosterAdd    = "roster.add"
	actionRosterChange = "roster.change"
)

// Changes is what an import changes. Nothing that a roster does not name is ever
// removed: it is listed as missing.
type Changes struct {
	List  []Change       // units, positions, people, each in the order of the files
	Moved []Move         // people who work in another unit: what they have pending follows
	Heads []Appointment  // units with another head: what waits for the old one follows
	Left  []rules.Person // people who are no longer active

	Absences []AbsenceAdded // in the order of the files

	Two     []rules.Message // what waits for its second confirmer, of a file sent to the bot
	Refused []Kept          // changes of power in such a file that stay undone, with the reasons

	MissingUnits     []rules.Unit // active ones, when the roster has a table of units
	MissingPositions []rules.Position
	MissingPeople    []rules.Person // active ones
}

// Change is one unit, position or person that is added or changed.
type Change struct {
	Object     string // ObjectUnit, ObjectPosition or ObjectPerson
	ID         int64
	Code, Name string
	Added      bool
	Fields     []Field // those that differ; of something added, those that say something
}

// Field is one value before and after: a string, a bool, a rules.Date or rules.Roles.
type Field struct {
	Name          string // the end of its message's key: roster.field.NAME
	Before, After any
}

// Kept is a change of power that an import leaves undone.
type Kept struct {
	What    rules.Message
	Reasons []rules.Message
}

// Move is a person who works in another unit from a day on.
type Move struct {
	Person   rules.PersonID
	From, To rules.UnitID // From 0: they worked nowhere
	Since    rules.Date
}

// Appointment is a unit whose head changes; 0 is a vacant place.
type Appointment struct {
	Unit          rules.UnitID
	Before, After rules.PersonID
}

// RosterKnown returns what a roster may refer to beyond itself.
func RosterKnown(do pilot.Do) (roster.Known, error) {
	i, err := newImport(do)
	if err != nil {
		return roster.Known{}, err
	}
	known := roster.Known{
		Units:     make(map[string]roster.KnownUnit, len(i.units)),
		Positions: make(map[string]string, len(i.positions)),
		Staff:     make(map[string]roster.KnownPerson, len(i.people)),
	}
	for code, u := range i.units {
		if u.Active {
			known.Units[code] = roster.KnownUnit{Name: u.Name, Parent: i.unitCode[u.Parent], Head: i.personCode[u.Head]}
		}
	}
	for code, x := range i.positions {
		known.Positions[code] = x.Name
	}
	for code, person := range i.people {
		known.Staff[code] = roster.KnownPerson{Name: person.Name, Phone: person.Phone, Active: person.Active}
	}
	known.Today = i.do.Today
	known.Absences, err = i.knownAbsences()
	return known, err
}

// ImportRoster brings the organisation to what the roster says, and returns
// what it changed. Columns that the roster does not have stay as they are; an
// empty enrolment does not end one. The same roster again changes nothing.
// Absences that were over before today are left out. The
// roster has been read against RosterKnown of the same transaction. An
// organisation that would be at fault all the same is refused (*rules.Refusal),
// and the caller rolls back, as it does for a trial run. In a file sent to the bot what takes a
// second confirmer is asked for instead, and what the chat would refuse stays undone: see Changes.
func ImportRoster(do pilot.Do, r roster.Roster) (Changes, error) {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{}); err != nil {
		return Changes{}, err
	}
	i, err := newImport(do)
	if err != nil {
		return Changes{}, fmt.Errorf("import the roster: %w", err)
	}
	for _, step := range []func(roster.Roster) error{
		i.importUnits, i.importParents, i.importPositions, i.importOpenings, i.importStaff, i.importHeads, i.finish, i.carryOut,
	} {
		if err := step(r); err != nil {
			return Changes{}, fmt.Errorf("import the roster: %w", err)
		}
	}
	if err := i.importAbsences(r); err != nil {
		return Changes{}, fmt.Errorf("import the roster: %w", err)
	}
	i.missing(r)
	if i.unrouted || len(i.out.Absences) > 0 {
		return i.out, request.Reroute(do)
	}
	return i.out, nil
}

// rosterImport is one import: the organisation by code, as it is so far.
type rosterImport struct {
	do         pilot.Do
	units      map[string]rules.Unit
	positions  map[string]rules.Position
	people     map[string]rules.Person
	unitCode   map[rules.UnitID]string
	posCode    map[rules.PositionID]string
	personCode map[rules.PersonID]string
	changes    map[string]*Change // by object and code
	order      []string           // of changes
	out        Changes

	active   map[rules.PersonID]bool // who comes back to the staff, and who leaves it
	org      *rules.Org              // once the tree stands, with its coordinators and auditors
	later    []func() error          // what the use cases of the chat do to people who were known
	ask      []rules.PowerChange     // heads that take a second confirmer
	unrouted bool                    // what waits is to follow
	enrolled []string                // units whose period begins or goes on for longer
}

func newImport(do pilot.Do) (*rosterImport, error) {
	i := &rosterImport{
		do:    do,
		units: map[string]rules.Unit{}, positions: map[string]rules.Position{}, people: map[string]rules.Person{},
		unitCode: map[rules.UnitID]string{}, posCode: map[rules.PositionID]string{}, personCode: map[rules.PersonID]string{},
		changes: map[string]*Change{}, active: map[rules.PersonID]bool{},
	}
	units, err := do.Tx.Units()
	if err != nil {
		return nil, fmt.Errorf("load the units: %w", err)
	}
	for _, u := range units {
		i.units[u.Code], i.unitCode[u.ID] = u, u.Code
	}
	positions, err := do.Tx.Positions()
	if err != nil {
		return nil, fmt.Errorf("load the positions: %w", err)
	}
	for _, x := range positions {
		i.positions[x.Code], i.posCode[x.ID] = x, x.Code
	}
	people, err := do.Tx.People(i.do.Today)
	if err != nil {
		return nil, fmt.Errorf("load the people: %w", err)
	}
	for _, x := range people {
		i.people[x.Code], i.personCode[x.ID] = x, x.Code
	}
	return i, nil
}

// note records that fields of something differ; those that don't are left out.
func (i *rosterImport) note(object string, id int64, code, name string, added bool, fields ...Field) {
	fields = slices.DeleteFunc(fields, func(f Field) bool { return f.Before == f.After })
	key := object + " " + code
	c := i.changes[key]
	switch {
	case c != nil:
		c.Fields = append(c.Fields, fields...)
	case added || len(fields) > 0:
		i.changes[key] = &Change{object, id, code, name, added, fields}
		i.order = append(i.order, key)
	}
}

// finish writes the audit of what no use case of the chat changes, and refuses
// an organisation that is at fault.
func (i *rosterImport) finish(roster.Roster) error {
	for _, key := range i.order {
		c := *i.changes[key]
		i.out.List = append(i.out.List, c)
		if c = c.ownFields(); !c.Added && len(c.Fields) == 0 {
			continue
		}
		action := actionRosterChange
		if c.Added {
			action = actionRosterAdd
		}
		before, after := c.audited()
		if err := i.do.Audit(store.Entry{Action: action, Object: c.Object, ObjectID: c.ID, Before: before, After: after}); err != nil {
			return err
		}
	}
	if len(i.order) == 0 {
		return nil
	}
	var err error
	if i.org, err = powerOrg(i.do, i.do.By.Person); err != nil {
		return err
	}
	for id, active := range i.active {
		if who, concerned := i.org.People[id]; concerned {
			who.Active = active
			i.org.People[id] = who
		}
	}
	return i.org.CheckTree()
}

// ownFields leaves out what a use case audits under its own name.
func (c Change) ownFields() Change {
	c.Fields = slices.DeleteFunc(slices.Clone(c.Fields), func(f Field) bool {
		switch f.Name {
		case "head":
			return !c.Added
		case "roles", "active", "unit", "position", "since":
			return c.Object == pilot.ObjectPerson && !c.Added
		}
		return false
	})
	return c
}

// missing lists what the database holds and the roster's tables don't.
func (i *rosterImport) missing(r roster.Roster) {
	named := map[string]bool{}
	for _, u := range r.Units {
		named[pilot.ObjectUnit+u.Code] = true
	}
	for _, x := range r.Positions {
		named[pilot.ObjectPosition+x.Code] = true
	}
	for _, x := range r.Staff {
		named[pilot.ObjectPerson+x.Code] = true
	}
	if r.Given.Has(roster.UnitCode) {
		i.out.MissingUnits = missingOf(i.units, func(code string, u rules.Unit) bool { return u.Active && !named[pilot.ObjectUnit+code] })
	}
	if r.Given.Has(roster.PositionCode) {
		i.out.MissingPositions = missingOf(i.positions, func(code string, _ rules.Position) bool { return !named[pilot.ObjectPosition+code] })
	}
	if r.Given.Has(roster.StaffCode) {
		i.out.MissingPeople = missingOf(i.people, func(code string, x rules.Person) bool { return x.Active && !named[pilot.ObjectPerson+code] })
	}
}

// errUnread says that a roster was not read against this database.
var errUnread = errors.New("the roster refers to what neither it nor the database holds")
