package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"tainha/rules"
)

// selectUnit reads units joined with their periods in the register: a unit is a
// run of rows, so whatever sorts it must end in u.id, e.first_day.
const selectUnit = `SELECT u.id, u.code, u.name, u.parent_id, u.head_id, u.active, u.open_positions,
	coalesce(e.id, 0), coalesce(e.decision, ''), coalesce(e.decided_on, ''), coalesce(e.first_day, ''), coalesce(e.last_day, ''),
	coalesce(e.outcome, ''), coalesce(e.reason, ''), coalesce(e.closed_at, 0)
	FROM unit u LEFT JOIN enrolment e ON e.unit_id = u.id `

// keptUnits reads the units that a query of selectUnit finds, once.
func (tx *Tx) keptUnits(query string, args ...any) ([]rules.Unit, error) {
	key, err := keyOf(query, args)
	if err != nil {
		return nil, err
	}
	if units, ok := tx.kept.rows[key].([]rules.Unit); ok {
		return cloneUnits(units), nil
	}
	out, err := tx.readUnits(query, args...)
	if err != nil {
		return nil, err
	}
	tx.keep(key, query, out)
	for _, u := range out {
		tx.keep(u.ID, query, u)
	}
	return cloneUnits(out), nil
}

// readUnits reads the units that a query of selectUnit finds.
func (tx *Tx) readUnits(query string, args ...any) (out []rules.Unit, err error) {
	err = tx.queryEach(func(r row) error {
		var u rules.Unit
		var e rules.Enrolment
		var positions string
		if err := r.Scan(&u.ID, &u.Code, &u.Name, &u.Parent, &u.Head, &u.Active, &positions,
			&e.ID, &e.Decision, &e.DecidedOn, &e.First, &e.Last, &e.Outcome, &e.Reason, &e.Closed); err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].ID != u.ID {
			if positions != "" {
				if err := json.Unmarshal([]byte(positions), &u.Positions); err != nil {
					return fmt.Errorf("read the positions of unit %d: %w", u.ID, err)
				}
			}
			out = append(out, u)
		}
		if last := &out[len(out)-1]; e.ID != 0 {
			last.Enrolments = append(last.Enrolments, e)
		}
		return nil
	}, query, args...)
	return out, err
}

func cloneUnits(units []rules.Unit) []rules.Unit {
	units = slices.Clone(units)
	for i := range units {
		units[i].Enrolments = slices.Clone(units[i].Enrolments)
		units[i].Positions = slices.Clone(units[i].Positions)
	}
	return units
}

// unit loads the one unit that a condition meets, or ErrNotFound.
func (tx *Tx) unit(where string, arg any) (rules.Unit, error) {
	found, err := tx.keptUnits(selectUnit+where+` ORDER BY e.first_day`, arg)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return rules.Unit{}, err
	}
	return found[0], nil
}

// Unit loads one unit, or ErrNotFound.
func (tx *Tx) Unit(id rules.UnitID) (rules.Unit, error) {
	if u, ok := tx.kept.rows[id].(rules.Unit); ok {
		return cloneUnits([]rules.Unit{u})[0], nil
	}
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

// SetPositions chooses the positions that are open to the pilot in a unit; none: all
// that are open at all.
func (tx *Tx) SetPositions(unit rules.UnitID, positions []rules.PositionID) error {
	kept := ""
	if len(positions) > 0 {
		list, err := json.Marshal(positions)
		if err != nil {
			return fmt.Errorf("choose the positions of unit %d: %w", unit, err)
		}
		kept = string(list)
	}
	if err := tx.change(`UPDATE unit SET open_positions = ? WHERE id = ?`, kept, unit); err != nil {
		return fmt.Errorf("choose the positions of unit %d: %w", unit, err)
	}
	return nil
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
	return keptAll(tx, scalar[rules.UnitID], `SELECT id FROM unit WHERE head_id = ? AND active = 1 ORDER BY id`, p)
}

// Decides lists the active units that a person heads, and those in which they act
// on a day for a head who delegated to them.
func (tx *Tx) Decides(p rules.PersonID, on rules.Date) (heads, acts []rules.UnitID, err error) {
	err = tx.queryEach(func(r row) error {
		var unit rules.UnitID
		var acting bool
		if err := r.Scan(&unit, &acting); err != nil {
			return err
		}
		if acting {
			acts = append(acts, unit)
		} else {
			heads = append(heads, unit)
		}
		return nil
	}, `SELECT id, acting FROM (SELECT id, 0 AS acting, '' AS first, 0 AS given FROM unit WHERE head_id = ?1 AND active = 1
		UNION ALL SELECT u.id, 1, d.first_day, d.id FROM delegation d JOIN unit u ON u.head_id = d.from_id
		WHERE d.to_id = ?1 AND d.last_day >= ?2 AND d.first_day <= ?2 AND d.ended_at IS NULL AND u.active = 1)
		ORDER BY acting, first, given, id`, p, on)
	if err != nil {
		return nil, nil, fmt.Errorf("find the units in which person %d decides: %w", p, err)
	}
	return heads, acts, nil
}

// Ancestors lists the units above one, nearest first. A circle in the tree
// ends it.
func (tx *Tx) Ancestors(unit rules.UnitID) ([]rules.Unit, error) {
	up, err := tx.chain([]rules.UnitID{unit}, 0)
	if err != nil {
		return nil, fmt.Errorf("load the units above unit %d: %w", unit, err)
	}
	at, known := up[unit]
	if !known {
		return nil, fmt.Errorf("load unit %d: %w", unit, ErrNotFound)
	}
	var out []rules.Unit
	seen := map[rules.UnitID]bool{}
	for at.Parent != 0 && !seen[at.Parent] {
		seen[at.Parent] = true
		at = up[at.Parent]
		out = append(out, at)
	}
	return out, nil
}

// chain loads units, those in which people work on a day, and all those above
// them; what doesn't exist is left out.
func (tx *Tx) chain(units []rules.UnitID, on rules.Date, of ...rules.PersonID) (map[rules.UnitID]rules.Unit, error) {
	out := map[rules.UnitID]rules.Unit{}
	if len(of) == 0 && tx.climb(units, out) {
		return out, nil
	}
	// UNION drops what is there already, so a circle in the tree ends.
	list, err := tx.keptUnits(`WITH RECURSIVE up(id) AS (
		SELECT value FROM json_each(?1)
		UNION SELECT g.unit_id FROM json_each(?2) p JOIN posting g ON g.person_id = p.value
			AND g.from_day = (SELECT max(from_day) FROM posting WHERE person_id = p.value AND from_day <= ?3)
		UNION SELECT x.parent_id FROM up JOIN unit x ON x.id = up.id WHERE x.parent_id IS NOT NULL) `+
		selectUnit+`WHERE u.id IN (SELECT id FROM up) ORDER BY u.id, e.first_day`, idList(units), idList(of), on)
	if err != nil {
		return nil, err
	}
	for _, u := range list {
		out[u.ID] = u
	}
	return out, nil
}

// climb fills units and all those above them from what is kept. ok is false when
// one of them is not.
func (tx *Tx) climb(units []rules.UnitID, out map[rules.UnitID]rules.Unit) (ok bool) {
	for _, id := range units {
		for id != 0 {
			if _, seen := out[id]; seen {
				break
			}
			u, known := tx.kept.rows[id].(rules.Unit)
			if !known {
				return false
			}
			out[id] = cloneUnits([]rules.Unit{u})[0]
			id = u.Parent
		}
	}
	return true
}

// Branch lists a unit and all units below it.
func (tx *Tx) Branch(unit rules.UnitID) ([]rules.UnitID, error) {
	// UNION drops what is there already, so a circle in the tree ends.
	return queryAll(tx, scalar[rules.UnitID], `WITH RECURSIVE branch(id) AS (
		VALUES (?) UNION SELECT u.id FROM branch JOIN unit u ON u.parent_id = branch.id)
		SELECT id FROM branch`, unit)
}

// SetGroup links a group chat to a unit; chat 0 unlinks it. ErrTaken: the group
// belongs to another unit.
func (tx *Tx) SetGroup(g UnitGroup) error {
	err := taken(tx.change(`UPDATE unit SET group_chat = ?, group_thread = ?, group_by = ?, group_waits = ? WHERE id = ?`,
		orNull(g.Chat), orNull(g.Thread), orNull(g.By), g.Waits, g.Unit))
	if err != nil {
		return fmt.Errorf("link a group to unit %d: %w", g.Unit, err)
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

// Group is a unit's group, with chat 0 when none is linked.
func (tx *Tx) Group(unit rules.UnitID) (UnitGroup, error) {
	g, err := queryRow(tx, scanGroup, `SELECT `+groupColumns+` FROM unit WHERE id = ?`, unit)
	if err != nil {
		return g, fmt.Errorf("load the group of unit %d: %w", unit, err)
	}
	return g, nil
}

// UnitGroup is a unit with its group chat.
type UnitGroup struct {
	Unit rules.UnitID
	Chat int64
	// Thread is the topic in which the unit's board stands, 0 for none.
	Thread int64
	By     rules.PersonID // who linked it or took it over, 0: not known
	// Waits says that By heads the unit no more: no board goes there until somebody takes it over.
	Waits bool
}

// Same reports whether two are one place: a chat, and a topic of it.
func (g UnitGroup) Same(x UnitGroup) bool { return g.Chat == x.Chat && g.Thread == x.Thread }

const groupColumns = `id, COALESCE(group_chat, 0), COALESCE(group_thread, 0), COALESCE(group_by, 0), group_waits`

func scanGroup(r row) (g UnitGroup, err error) {
	err = r.Scan(&g.Unit, &g.Chat, &g.Thread, &g.By, &g.Waits)
	return g, err
}

// Groups lists the active units with a group, by unit.
func (tx *Tx) Groups() ([]UnitGroup, error) {
	return queryAll(tx, scanGroup, `SELECT `+groupColumns+` FROM unit WHERE group_chat IS NOT NULL AND active = 1 ORDER BY id`)
}
