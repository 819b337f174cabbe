package task

import (
	"fmt"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Give hands to somebody what a head may do about tasks; they are told.
func Give(do pilot.Do, m task.Mandate) (task.Mandate, error) {
	m.Head = do.By.Person
	if err := do.Assert(pilot.HandOver, rules.Subject{Person: m.Head}); err != nil {
		return m, err
	}
	desk, err := Desk(do, m.To)
	if err != nil {
		return m, err
	}
	if err := desk.CheckMandate(m); err != nil {
		return m, err
	}
	before, err := likeMandate(do, m)
	if err != nil {
		return m, err
	}
	if before.ID != 0 { // the new span takes the place of the old one
		if err := do.Tx.EndMandate(before.ID, do.Now); err != nil {
			return m, err
		}
	}
	if err := do.Tx.AddMandate(&m); err != nil {
		return m, err
	}
	return m, tellMandate(do, "mandate.give", m)
}

// likeMandate is the mandate that gives the same to the same person, for whatever time; without id: none does. It
// refuses one that is no shorter.
func likeMandate(do pilot.Do, m task.Mandate) (task.Mandate, error) {
	list, err := do.Tx.MandatesTo(m.To)
	if err != nil {
		return task.Mandate{}, err
	}
	i := slices.IndexFunc(list, func(o task.Mandate) bool { return o.Same(m) && (o.Last == 0 || o.Last >= do.Today) })
	if i < 0 {
		return task.Mandate{}, nil
	}
	if o := list[i]; o.First <= m.First && o.Last == m.Last {
		who, err := Names(do, m.To)
		if err != nil {
			return o, err
		}
		return o, rules.Refuse("task.mandate_same", "name", who, "ends", o.Last != 0, "last", o.Last)
	}
	return list[i], nil
}

// TryGive says what stands against a mandate. Nothing is kept.
func TryGive(do pilot.Do, m task.Mandate) error {
	desk, err := Desk(do, m.To)
	if err != nil {
		return err
	}
	if err := desk.CheckMandate(m); err != nil {
		return err
	}
	_, err = likeMandate(do, m)
	return err
}

// MandatesGiven lists what who acts has handed on in the units that they head and is not over.
func MandatesGiven(do pilot.Do) ([]task.Mandate, error) {
	heads, _, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return nil, err
	}
	return mandatesGiven(do, heads)
}

func mandatesGiven(do pilot.Do, heads []rules.UnitID) (out []task.Mandate, err error) {
	for _, unit := range heads {
		list, err := do.Tx.MandatesIn(unit)
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			if m.Head == do.By.Person && (m.Last == 0 || m.Last >= do.Today) {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// FieldsGiven are the mandates by which who acts has handed on, in units that they head, a field of the work of all
// of some people, as they hold today.
func FieldsGiven(do pilot.Do, heads []rules.UnitID, owners ...rules.PersonID) ([]task.Mandate, error) {
	given, err := mandatesGiven(do, heads)
	given = slices.DeleteFunc(given, func(m task.Mandate) bool {
		misses := func(p rules.PersonID) bool { return p == m.To || len(m.People) > 0 && !slices.Contains(m.People, p) }
		return m.Field == "" || m.Drafts || m.First > do.Today || slices.ContainsFunc(owners, misses)
	})
	slices.SortStableFunc(given, func(a, b task.Mandate) int { return strings.Compare(a.Field, b.Field) })
	return given, err
}

// End takes a mandate back, by who gave it; whoever held it is told.
func End(do pilot.Do, id task.MandateID) error {
	m, err := do.Tx.Mandate(id)
	if err != nil {
		return err
	}
	if err := do.Assert(pilot.HandOver, rules.Subject{Person: m.Head}); err != nil {
		return err
	}
	if err := do.Tx.EndMandate(id, do.Now); err != nil {
		return err
	}
	return tellMandate(do, "mandate.end", m)
}

func tellMandate(do pilot.Do, action string, m task.Mandate) error {
	if err := do.Audit(store.Entry{Action: action, Object: pilot.ObjectUnit, ObjectID: int64(m.Unit), After: m}); err != nil {
		return err
	}
	by, err := actor(do)
	if err != nil {
		return err
	}
	unit, err := do.Tx.Unit(m.Unit)
	if err != nil {
		return err
	}
	over, err := Names(do, m.People...)
	if err != nil {
		return err
	}
	text := rules.Msg("notice.task.mandate", "by", by, "unit", unit.Name, "field", m.Field, "over", over, "drafts", m.Drafts,
		"begins", m.First > do.Today, "first", m.First, "ends", m.Last != 0, "last", m.Last)
	if action == "mandate.end" {
		text = rules.Msg("notice.task.mandate_ended", "by", by, "unit", unit.Name, "field", m.Field, "over", over)
	}
	return do.Notify(m.To, fmt.Sprintf("%s:%d", action, m.ID), text)
}

// Names are how people are called, joined.
func Names(do pilot.Do, ids ...rules.PersonID) (string, error) {
	var list []string
	for _, id := range ids {
		p, err := do.Tx.Person(id, do.Today)
		if err != nil {
			return "", err
		}
		list = append(list, p.Called())
	}
	return strings.Join(list, ", "), nil
}
