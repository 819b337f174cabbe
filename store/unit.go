package store

import (
	"fmt"

	"tainha/rules"
)

const selectUnit = `SELECT u.id, u.code, u.name, u.parent_id, u.head_id, u.active FROM unit u `

func scanUnit(r row) (u rules.Unit, err error) {
	err = r.Scan(&u.ID, &u.Code, &u.Name, &u.Parent, &u.Head, &u.Active)
	return u, err
}

// Units lists all units by code, those that are no longer active too.
func (tx *Tx) Units() ([]rules.Unit, error) {
	units, err := queryAll(tx, scanUnit, selectUnit+`ORDER BY u.code`)
	if err != nil {
		return nil, fmt.Errorf("load the units: %w", err)
	}
	return units, tx.enrolled(units)
}

// unit loads the one unit that a condition meets, or ErrNotFound.
func (tx *Tx) unit(where string, arg any) (rules.Unit, error) {
	u, err := queryRow(tx, scanUnit, selectUnit+where, arg)
	if err != nil {
		return u, err
	}
	one := []rules.Unit{u}
	err = tx.enrolled(one)
	return one[0], err
}

// Unit loads one unit, or ErrNotFound.
func (tx *Tx) Unit(id rules.UnitID) (rules.Unit, error) {
	u, err := tx.unit(`WHERE u.id = ?`, id)
	if err != nil {
		return u, fmt.Errorf("load unit %d: %w", id, err)
	}
	return u, nil
}

// UnitByCode loads one unit, or ErrNotFound.
func (tx *Tx) UnitByCode(code string) (rules.Unit, error) {
	u, err := tx.unit(`WHERE u.code = ?`, code)
	if err != nil {
		return u, fmt.Errorf("load unit %q: %w", code, err)
	}
	return u, nil
}

// SetHead appoints the head of a unit; 0 leaves it vacant.
func (tx *Tx) SetHead(unit rules.UnitID, head rules.PersonID) error {
	if err := tx.change(`UPDATE unit SET head_id = ? WHERE id = ?`, orNull(head), unit); err != nil {
		return fmt.Errorf("appoint the head of unit %d: %w", unit, err)
	}
	return nil
}

// HeadOf lists the active units that a person heads.
func (tx *Tx) HeadOf(p rules.PersonID) ([]rules.UnitID, error) {
	return queryAll(tx, scalar[rules.UnitID], `SELECT id FROM unit WHERE head_id = ? AND active = 1 ORDER BY id`, p)
}

// Ancestors lists the units above one, nearest first. A circle in the tree
// ends it.
func (tx *Tx) Ancestors(unit rules.UnitID) ([]rules.Unit, error) {
	var out []rules.Unit
	seen := map[rules.UnitID]bool{}
	u, err := tx.Unit(unit)
	for err == nil && u.Parent != 0 && !seen[u.Parent] {
		seen[u.Parent] = true
		if u, err = tx.Unit(u.Parent); err == nil {
			out = append(out, u)
		}
	}
	return out, err
}

// Branch lists a unit and all units below it.
func (tx *Tx) Branch(unit rules.UnitID) ([]rules.UnitID, error) {
	// UNION drops what is there already, so a circle in the tree ends.
	return queryAll(tx, scalar[rules.UnitID], `WITH RECURSIVE branch(id) AS (
		VALUES (?) UNION SELECT u.id FROM branch JOIN unit u ON u.parent_id = branch.id)
		SELECT id FROM branch`, unit)
}

// SetGroup links a group chat to a unit; 0 unlinks it. ErrTaken: the group
// belongs to another unit.
func (tx *Tx) SetGroup(unit rules.UnitID, chat int64) error {
	err := taken(tx.change(`UPDATE unit SET group_chat = ? WHERE id = ?`, orNull(chat), unit))
	if err != nil {
		return fmt.Errorf("link a group to unit %d: %w", unit, err)
	}
	return nil
}

// UnitByGroup loads the unit of a group chat, or ErrNotFound.
func (tx *Tx) UnitByGroup(chat int64) (rules.Unit, error) {
	u, err := tx.unit(`WHERE u.group_chat = ?`, chat)
	if err != nil {
		return u, fmt.Errorf("load the unit of a group: %w", err)
	}
	return u, nil
}

// Group is the chat of a unit's group, 0 when none is linked.
func (tx *Tx) Group(unit rules.UnitID) (int64, error) {
	chat, err := queryRow(tx, scalar[int64], `SELECT COALESCE(group_chat, 0) FROM unit WHERE id = ?`, unit)
	if err != nil {
		return 0, fmt.Errorf("load the group of unit %d: %w", unit, err)
	}
	return chat, nil
}

// UnitGroup is a unit with its group chat.
type UnitGroup struct {
	Unit rules.UnitID
	Chat int64
}

// Groups lists the active units with a group, by unit.
func (tx *Tx) Groups() ([]UnitGroup, error) {
	return queryAll(tx, func(r row) (g UnitGroup, err error) {
		err = r.Scan(&g.Unit, &g.Chat)
		return g, err
	}, `SELECT id, group_chat FROM unit WHERE group_chat IS NOT NULL AND active = 1 ORDER BY id`)
}
