package store

import (
	"errors"
	"fmt"
	"slices"

	"tainha/fold"
	"tainha/rules"
)

// UpsertUnit stores a unit of the roster under its code: name, parent, head,
// and whether it is active. Its place in the pilot is left alone. changed is
// false when everything was so already.
func (tx *Tx) UpsertUnit(u rules.Unit) (id rules.UnitID, changed bool, err error) {
	old, err := tx.UnitByCode(u.Code)
	switch {
	case errors.Is(err, ErrNotFound):
		var n int64
		n, err = tx.insert(`INSERT INTO unit (code, name, parent_id, head_id, active) VALUES (?, ?, ?, ?, ?)`,
			u.Code, u.Name, orNull(u.Parent), orNull(u.Head), u.Active)
		id, changed = rules.UnitID(n), true
	case err != nil:
	case old.Name != u.Name || old.Parent != u.Parent || old.Head != u.Head || old.Active != u.Active:
		id, changed = old.ID, true
		err = tx.change(`UPDATE unit SET name = ?, parent_id = ?, head_id = ?, active = ? WHERE id = ?`,
			u.Name, orNull(u.Parent), orNull(u.Head), u.Active, id)
	default:
		id = old.ID
	}
	if err != nil {
		return 0, false, fmt.Errorf("store unit %q: %w", u.Code, err)
	}
	return id, changed, nil
}

// UpsertPosition stores a position of the roster under its code.
func (tx *Tx) UpsertPosition(p rules.Position) (id rules.PositionID, changed bool, err error) {
	old, err := tx.PositionByCode(p.Code)
	p.ID = old.ID
	switch {
	case errors.Is(err, ErrNotFound):
		var n int64
		n, err = tx.insert(`INSERT INTO position (code, name, citizen_facing, handles_procedures, open_to_pilot) VALUES (?, ?, ?, ?, ?)`,
			p.Code, p.Name, p.CitizenFacing, p.HandlesProcedures, p.OpenToPilot)
		p.ID, changed = rules.PositionID(n), true
	case err != nil:
	case old != p:
		changed = true
		err = tx.change(`UPDATE position SET name = ?, citizen_facing = ?, handles_procedures = ?, open_to_pilot = ? WHERE id = ?`,
			p.Name, p.CitizenFacing, p.HandlesProcedures, p.OpenToPilot, p.ID)
	}
	if err != nil {
		return 0, false, fmt.Errorf("store position %q: %w", p.Code, err)
	}
	return p.ID, changed, nil
}

// UpsertPerson stores a person of the roster under their code: name, phone,
// roles, whether they are active, and where they work from the day on when that
// is not where they work then. Account and agreements are left alone.
func (tx *Tx) UpsertPerson(p rules.Person, from rules.Date) (id rules.PersonID, changed bool, err error) {
	p.Roles &^= rules.Head
	old, err := tx.PersonByCode(p.Code, from)
	switch {
	case errors.Is(err, ErrNotFound):
		var n int64
		n, err = tx.insert(`INSERT INTO person (code, name, name_key, phone, roles, active) VALUES (?, ?, ?, ?, ?, ?)`,
			p.Code, p.Name, fold.Text(p.Name), p.Phone, p.Roles, p.Active)
		id, changed = rules.PersonID(n), true
	case err != nil:
	case old.Name != p.Name || old.Phone != p.Phone || old.Roles != p.Roles || old.Active != p.Active:
		id, changed = old.ID, true
		err = tx.change(`UPDATE person SET name = ?, name_key = ?, phone = ?, roles = ?, active = ? WHERE id = ?`,
			p.Name, fold.Text(p.Name), p.Phone, p.Roles, p.Active, id)
	default:
		id = old.ID
	}
	if err == nil && (old.Unit != p.Unit || old.Position != p.Position) {
		changed = true
		err = tx.Move(id, from, p.Unit, p.Position)
	}
	if err != nil {
		return 0, false, fmt.Errorf("store person %q: %w", p.Code, err)
	}
	return id, changed, nil
}

// Missing lists the active people whose code is none of codes, by code: those
// whom a new roster does not name.
func (tx *Tx) Missing(codes []string, on rules.Date) ([]rules.Person, error) {
	known := make(map[string]bool, len(codes))
	for _, c := range codes {
		known[c] = true
	}
	all, err := tx.People(on)
	if err != nil {
		return nil, fmt.Errorf("list who is missing: %w", err)
	}
	return slices.DeleteFunc(all, func(p rules.Person) bool { return !p.Active || known[p.Code] }), nil
}
