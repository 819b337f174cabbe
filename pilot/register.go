package pilot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tainha/rules"
	"tainha/store"
)

// ObjectPilot is how the audit names the pilot as a whole; its id is 0.
const ObjectPilot = "pilot"

// UnitRef names a unit's card in the register.
func UnitRef(id rules.UnitID) store.Ref { return store.Ref{Kind: ObjectUnit, ID: int64(id)} }

// Registrar is who changes an entry of the register, and in which version it was
// seen: what changed meanwhile is not overwritten.
type Registrar struct {
	By      rules.PersonID
	Unit    rules.UnitID // 0: the whole pilot
	Version int64
	Chat    int64 // where it is done: the card there is shown by the caller
}

// ref names the entry as the audit does.
func (r Registrar) ref() store.Ref {
	if r.Unit == 0 {
		return store.Ref{Kind: ObjectPilot}
	}
	return UnitRef(r.Unit)
}

// Version is the present version of a unit's entry, of the whole pilot for 0.
func (p *Pilot) Version(tx *store.Tx, unit rules.UnitID) (int64, error) {
	ref := Registrar{Unit: unit}.ref()
	v, err := tx.Revision(ref.Kind, ref.ID)
	if err != nil {
		return 0, fmt.Errorf("find the version: %w", err)
	}
	return v, nil
}

// admit refuses whoever is no coordinator (any more), and an entry that was
// changed since it was seen.
func (p *Pilot) admit(tx *store.Tx, now time.Time, r Registrar) error {
	person, err := tx.Person(r.By, p.today(now))
	if err != nil {
		return fmt.Errorf("load the coordinator: %w", err)
	}
	if !person.Active || !person.Roles.Has(rules.Coordinator) {
		return rules.Refuse("access.role")
	}
	version, err := p.Version(tx, r.Unit)
	if err != nil {
		return err
	}
	if version != r.Version {
		return rules.Refuse("register.changed")
	}
	return nil
}

// note audits a change of the register and refreshes the unit's cards.
func (p *Pilot) note(tx *store.Tx, now time.Time, r Registrar, action string, before, after any) error {
	ref := r.ref()
	err := tx.Audit(store.Entry{At: now, Actor: r.By, Action: action, Object: ref.Kind, ObjectID: ref.ID, Before: before, After: after})
	if err != nil || r.Unit == 0 {
		return err
	}
	if err := tx.Refresh(now, UnitRef(r.Unit), r.Chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

// Enrol enters a new period of a unit into the register. It refuses what
// rules.Unit.CheckEnrolment refuses.
func (p *Pilot) Enrol(tx *store.Tx, now time.Time, r Registrar, e rules.Enrolment) error {
	u, err := p.entry(tx, now, r)
	if err != nil {
		return err
	}
	if err := u.CheckEnrolment(e, p.today(now)); err != nil {
		return err
	}
	if err := tx.Enrol(u.ID, &e); err != nil {
		return err
	}
	if err := p.note(tx, now, r, "register.enrol", nil, e); err != nil {
		return err
	}
	return p.tellHeads(tx, now, r.By, r.ref(), []Effect{{Unit: u}}, func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.enrolled", "unit", u.Name, "decision", e.Decision, "first", e.First, "last", e.Last, "open", e.Last == 0)
	})
}

// entry is the unit of an admitted change.
func (p *Pilot) entry(tx *store.Tx, now time.Time, r Registrar) (rules.Unit, error) {
	if err := p.admit(tx, now, r); err != nil {
		return rules.Unit{}, err
	}
	u, err := tx.Unit(r.Unit)
	if errors.Is(err, store.ErrNotFound) {
		return u, rules.Refuse("register.no_unit")
	}
	return u, err
}

// openPeriod is the period of a unit that is not closed.
func openPeriod(u rules.Unit) (rules.Enrolment, error) {
	e := u.OpenEnrolment()
	if e == nil {
		return rules.Enrolment{}, rules.Refuse("register.not_open", "unit", u.Name)
	}
	return *e, nil
}

// with returns the unit with a changed period.
func with(u rules.Unit, e rules.Enrolment) rules.Unit {
	u.Enrolments = slices.Clone(u.Enrolments)
	for i := range u.Enrolments {
		if u.Enrolments[i].ID == e.ID {
			u.Enrolments[i] = e
		}
	}
	return u
}

// LastDayEffect says which days would lie after another last day of the unit's
// period, 0 for none. It refuses a last day that the register would refuse.
func (p *Pilot) LastDayEffect(tx *store.Tx, now time.Time, unit rules.UnitID, last rules.Date) (Effect, error) {
	_, _, effect, err := p.lastDay(tx, now, unit, last)
	return effect, err
}

func (p *Pilot) lastDay(tx *store.Tx, now time.Time, unit rules.UnitID, last rules.Date) (before, after rules.Enrolment, effect Effect, err error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return before, after, effect, err
	}
	if before, err = openPeriod(u); err != nil {
		return before, after, effect, err
	}
	after = before
	after.Last = last
	if last == before.Last {
		return before, after, effect, rules.Refuse("register.no_change")
	}
	if err := u.CheckEnrolment(after, p.today(now)); err != nil {
		return before, after, effect, err
	}
	effects, err := p.effects(tx, now, []rules.Unit{u}, before.First, unitAs(with(u, after)))
	if err != nil {
		return before, after, effect, err
	}
	return before, after, effects[0], nil
}

// SetLastDay extends or shortens the unit's period; 0 leaves its end open.
func (p *Pilot) SetLastDay(tx *store.Tx, now time.Time, r Registrar, last rules.Date) error {
	if err := p.admit(tx, now, r); err != nil {
		return err
	}
	before, after, effect, err := p.lastDay(tx, now, r.Unit, last)
	if err != nil {
		return err
	}
	if err := tx.SaveEnrolment(after); err != nil {
		return err
	}
	if err := p.note(tx, now, r, "register.last_day", before, after); err != nil {
		return err
	}
	return p.tellHeads(tx, now, r.By, r.ref(), []Effect{effect}, func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.last_day", "unit", u.Name, "last", last, "open", last == 0)
	})
}

// Closing is the end of a unit's period.
type Closing struct {
	Outcome rules.Outcome
	Reason  string
	Last    rules.Date // the last day of the pilot there
}

// CloseEffect says which days would lie after the end. It refuses an end that the
// register would refuse.
func (p *Pilot) CloseEffect(tx *store.Tx, now time.Time, unit rules.UnitID, c Closing) (Effect, error) {
	_, _, effect, err := p.closing(tx, now, unit, c)
	return effect, err
}

func (p *Pilot) closing(tx *store.Tx, now time.Time, unit rules.UnitID, c Closing) (before, after rules.Enrolment, effect Effect, err error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return before, after, effect, err
	}
	if before, err = openPeriod(u); err != nil {
		return before, after, effect, err
	}
	if after, err = before.Close(c.Outcome, c.Reason, c.Last, now); err != nil {
		return before, after, effect, err
	}
	if err := u.CheckPeriod(after); err != nil {
		return before, after, effect, err
	}
	if today := p.today(now); c.Last < today && (before.Last == 0 || before.Last >= today) {
		return before, after, effect, rules.Refuse("enrol.over", "last", c.Last)
	}
	effects, err := p.effects(tx, now, []rules.Unit{u}, before.First, unitAs(with(u, after)))
	if err != nil {
		return before, after, effect, err
	}
	return before, after, effects[0], nil
}

// Close ends the unit's period with its outcome and reason. Days after it stay as
// they are until somebody decides on them: the head is told which.
func (p *Pilot) Close(tx *store.Tx, now time.Time, r Registrar, c Closing) error {
	if err := p.admit(tx, now, r); err != nil {
		return err
	}
	before, after, effect, err := p.closing(tx, now, r.Unit, c)
	if err != nil {
		return err
	}
	if err := tx.SaveEnrolment(after); err != nil {
		return err
	}
	if err := p.note(tx, now, r, "register.close", before, after); err != nil {
		return err
	}
	return p.tellHeads(tx, now, r.By, r.ref(), []Effect{effect}, func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.closed", "unit", u.Name, "last", c.Last, "outcome", OutcomeText(c.Outcome), "reason", c.Reason)
	})
}

// PositionEffects says which days would be in conflict if a position were closed
// to the pilot; opening conflicts with none. It refuses to open a position that
// serves citizens or handles procedures.
func (p *Pilot) PositionEffects(tx *store.Tx, now time.Time, id rules.PositionID, open bool) ([]Effect, error) {
	_, effects, err := p.position(tx, now, id, open)
	return effects, err
}

func (p *Pilot) position(tx *store.Tx, now time.Time, id rules.PositionID, open bool) (rules.Position, []Effect, error) {
	x, err := tx.Position(id)
	if errors.Is(err, store.ErrNotFound) {
		return x, nil, rules.Refuse("register.no_position")
	}
	if err != nil {
		return x, nil, err
	}
	if x.OpenToPilot == open {
		return x, nil, rules.Refuse("register.no_change")
	}
	if open {
		return x, nil, x.CheckOpen()
	}
	units, err := p.inRegister(tx, p.today(now))
	if err != nil {
		return x, nil, err
	}
	closed := x
	closed.OpenToPilot = false
	effects, err := p.effects(tx, now, units, p.today(now), positionAs(closed))
	effects = slices.DeleteFunc(effects, func(e Effect) bool { return len(e.Conflicts) == 0 })
	return x, effects, err
}

// OpenPosition opens a position to the pilot, or closes it.
func (p *Pilot) OpenPosition(tx *store.Tx, now time.Time, by rules.PersonID, id rules.PositionID, open bool) error {
	version, err := p.Version(tx, 0)
	if err != nil {
		return err
	}
	if err := p.admit(tx, now, Registrar{By: by, Version: version}); err != nil {
		return err
	}
	before, effects, err := p.position(tx, now, id, open)
	if err != nil {
		return err
	}
	after := before
	after.OpenToPilot = open
	if _, _, err := tx.UpsertPosition(after); err != nil {
		return err
	}
	err = tx.Audit(store.Entry{At: now, Actor: by, Action: "register.position", Object: ObjectPosition, ObjectID: int64(id), Before: before, After: after})
	if err != nil {
		return err
	}
	return p.tellHeads(tx, now, by, store.Ref{Kind: ObjectPosition, ID: int64(id)}, effects, func(rules.Unit) rules.Message {
		return rules.Msg("notice.register.position", "position", after.Name)
	})
}

// inRegister lists the active units with a period that is not over.
func (p *Pilot) inRegister(tx *store.Tx, today rules.Date) ([]rules.Unit, error) {
	units, err := tx.Units()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(units, func(u rules.Unit) bool {
		e := u.Enrolment(today)
		return !u.Active || e == nil || e.Last != 0 && e.Last < today
	}), nil
}
