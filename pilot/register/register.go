// Package register holds the pilot's register: units and their periods, positions and
// numbers, and what a change means for days that were asked for.
package register

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Registrar is which entry of the register is changed, and in which version it was
// seen: what changed meanwhile is not overwritten.
type Registrar struct {
	Unit    rules.UnitID // 0: the whole pilot
	Version int64
	Chat    int64 // where it is done: the card there is shown by the caller
}

// ref names the entry as the audit does.
func (r Registrar) ref() store.Ref {
	if r.Unit == 0 {
		return store.Ref{Kind: pilot.ObjectPilot}
	}
	return pilot.UnitRef(r.Unit)
}

// Version is the present version of a unit's entry, of the whole pilot for 0.
func Version(do pilot.Do, unit rules.UnitID) (int64, error) {
	ref := Registrar{Unit: unit}.ref()
	v, err := do.Tx.Revision(ref.Kind, ref.ID)
	if err != nil {
		return 0, fmt.Errorf("find the version: %w", err)
	}
	return v, nil
}

// admit refuses whoever is no coordinator (any more), and an entry that was
// changed since it was seen.
func admit(do pilot.Do, r Registrar) error {
	if err := do.Assert(pilot.ChangeRegister, rules.Subject{}); err != nil {
		return err
	}
	version, err := Version(do, r.Unit)
	if err != nil {
		return err
	}
	if version != r.Version {
		return rules.Refuse("register.changed")
	}
	return nil
}

// note audits a change of the register and refreshes the unit's cards.
func note(do pilot.Do, r Registrar, action string, before, after any) error {
	ref := r.ref()
	err := do.Audit(store.Entry{Action: action, Object: ref.Kind, ObjectID: ref.ID, Before: before, After: after})
	if err != nil || r.Unit == 0 {
		return err
	}
	if err := do.Tx.Refresh(do.Now, pilot.UnitRef(r.Unit), r.Chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

// Enrol enters a new period of a unit into the register. It refuses what
// rules.Unit.CheckEnrolment refuses.
func Enrol(do pilot.Do, r Registrar, e rules.Enrolment) error {
	u, err := entry(do, r)
	if err != nil {
		return err
	}
	if err := u.CheckEnrolment(e, do.Today); err != nil {
		return err
	}
	if err := do.Tx.Enrol(u.ID, &e); err != nil {
		return err
	}
	if err := note(do, r, "register.enrol", nil, e); err != nil {
		return err
	}
	return tellHeads(do, r.ref(), []rules.Unit{u}, enrolled(e))
}

func enrolled(e rules.Enrolment) func(rules.Unit) rules.Message {
	return func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.enrolled", "unit", u.Name, "decision", e.Decision, "first", e.First, "last", e.Last, "open", e.Last == 0)
	}
}

// TellPeriod tells a unit's head, as Enrol and SetLastDay do, of a period that a
// file entered or changed.
func TellPeriod(do pilot.Do, is rules.Unit, old, e rules.Enrolment) error {
	what := enrolled(e)
	if old.ID != 0 && old.First == e.First && old.Decision == e.Decision {
		what = lastDayMoved(e.Last)
	}
	return tellHeads(do, pilot.UnitRef(is.ID), []rules.Unit{is}, what)
}

// entry is the unit of an admitted change.
func entry(do pilot.Do, r Registrar) (rules.Unit, error) {
	if err := admit(do, r); err != nil {
		return rules.Unit{}, err
	}
	u, err := do.Tx.Unit(r.Unit)
	if err != nil {
		return u, fmt.Errorf("load the unit: %w", err)
	}
	return u, nil
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
func LastDayEffect(do pilot.Do, unit rules.UnitID, last rules.Date) (request.Effects, error) {
	u, _, after, err := lastDay(do, unit, last)
	if err != nil {
		return request.Effects{}, err
	}
	return request.EffectsOf(do, []rules.Unit{u}, unitAs(with(u, after)))
}

func lastDay(do pilot.Do, unit rules.UnitID, last rules.Date) (u rules.Unit, before, after rules.Enrolment, err error) {
	if u, err = do.Tx.Unit(unit); err != nil {
		return u, before, after, err
	}
	if before, err = openPeriod(u); err != nil {
		return u, before, after, err
	}
	after = before
	after.Last = last
	if last == before.Last {
		return u, before, after, rules.Refuse("register.no_change")
	}
	return u, before, after, u.CheckLastDay(before, after, do.Today)
}

// SetLastDay extends or shortens the unit's period; 0 leaves its end open.
func SetLastDay(do pilot.Do, r Registrar, last rules.Date) error {
	if err := admit(do, r); err != nil {
		return err
	}
	u, before, after, err := lastDay(do, r.Unit, last)
	if err != nil {
		return err
	}
	if err := do.Tx.SaveEnrolment(after); err != nil {
		return err
	}
	if err := note(do, r, "register.last_day", before, after); err != nil {
		return err
	}
	return tellHeads(do, r.ref(), []rules.Unit{u}, lastDayMoved(last))
}

func lastDayMoved(last rules.Date) func(rules.Unit) rules.Message {
	return func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.last_day", "unit", u.Name, "last", last, "open", last == 0)
	}
}

// Closing is the end of a unit's period.
type Closing struct {
	Outcome rules.Outcome
	Reason  string
	Last    rules.Date // the last day of the pilot there
}

// CloseEffect says which days would lie after the end. It refuses an end that the
// register would refuse.
func CloseEffect(do pilot.Do, unit rules.UnitID, c Closing) (request.Effects, error) {
	u, _, after, err := closing(do, unit, c)
	if err != nil {
		return request.Effects{}, err
	}
	return request.EffectsOf(do, []rules.Unit{u}, unitAs(with(u, after)))
}

func closing(do pilot.Do, unit rules.UnitID, c Closing) (u rules.Unit, before, after rules.Enrolment, err error) {
	if u, err = do.Tx.Unit(unit); err != nil {
		return u, before, after, err
	}
	if before, err = openPeriod(u); err != nil {
		return u, before, after, err
	}
	if after, err = before.Close(c.Outcome, c.Reason, c.Last, do.Now); err != nil {
		return u, before, after, err
	}
	if err := u.CheckPeriod(after); err != nil {
		return u, before, after, err
	}
	if today := do.Today; c.Last < today && (before.Last == 0 || before.Last >= today) {
		return u, before, after, rules.Refuse("enrol.over", "last", c.Last)
	}
	return u, before, after, nil
}

// Close ends the unit's period with its outcome and reason. Days after it are in
// conflict until somebody settles them.
func Close(do pilot.Do, r Registrar, c Closing) error {
	if err := admit(do, r); err != nil {
		return err
	}
	u, before, after, err := closing(do, r.Unit, c)
	if err != nil {
		return err
	}
	if err := do.Tx.SaveEnrolment(after); err != nil {
		return err
	}
	if err := note(do, r, "register.close", before, after); err != nil {
		return err
	}
	return tellHeads(do, r.ref(), []rules.Unit{u}, func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.closed", "unit", u.Name, "last", c.Last, "outcome", OutcomeText(c.Outcome), "reason", c.Reason)
	})
}

// PositionEffects says which days would be in conflict if a position were closed
// to the pilot; opening conflicts with none. It refuses to open a position that
// serves citizens or handles procedures.
func PositionEffects(do pilot.Do, id rules.PositionID, open bool) (request.Effects, error) {
	_, effects, err := position(do, id, open)
	return effects, err
}

func position(do pilot.Do, id rules.PositionID, open bool) (rules.Position, request.Effects, error) {
	x, err := do.Tx.Position(id)
	if err != nil {
		return x, request.Effects{}, fmt.Errorf("load the position: %w", err)
	}
	if x.OpenToPilot == open {
		return x, request.Effects{}, rules.Refuse("register.no_change")
	}
	if open {
		return x, request.Effects{}, x.CheckOpen()
	}
	units, err := inRegister(do, do.Today)
	if err != nil {
		return x, request.Effects{}, err
	}
	closed := x
	closed.OpenToPilot = false
	effects, err := request.EffectsOf(do, units, positionAs(closed))
	return x, effects, err
}

// OpenPosition opens a position to the pilot, or closes it.
func OpenPosition(do pilot.Do, id rules.PositionID, open bool) error {
	version, err := Version(do, 0)
	if err != nil {
		return err
	}
	if err := admit(do, Registrar{Version: version}); err != nil {
		return err
	}
	before, effects, err := position(do, id, open)
	if err != nil {
		return err
	}
	after := before
	after.OpenToPilot = open
	if _, _, err := do.Tx.UpsertPosition(after); err != nil {
		return err
	}
	err = do.Audit(store.Entry{Action: "register.position", Object: pilot.ObjectPosition, ObjectID: int64(id), Before: before, After: after})
	if err != nil {
		return err
	}
	return TellPosition(do, after, effects.Units)
}

// TellPosition tells the heads of the units where a position that was closed puts
// days in conflict.
func TellPosition(do pilot.Do, x rules.Position, units []rules.Unit) error {
	return tellHeads(do, store.Ref{Kind: pilot.ObjectPosition, ID: int64(x.ID)}, units, func(rules.Unit) rules.Message {
		return rules.Msg("notice.register.position", "position", x.Name)
	})
}

// inRegister lists the active units with a period that is not over.
func inRegister(do pilot.Do, today rules.Date) ([]rules.Unit, error) {
	units, err := do.Tx.Units()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(units, func(u rules.Unit) bool {
		e := u.Enrolment(today)
		return !u.Active || e == nil || e.Last != 0 && e.Last < today
	}), nil
}
