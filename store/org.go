package store

import (
	"fmt"
	"maps"
	"slices"

	"tainha/rules"
)

// Org loads what a change of the tree needs to know of the organisation, as of
// the day on: all units; the people named, every head, whoever gave or holds a
// delegation, and whoever made their invitations; the delegations and absences of
// these people that end on that day or later, so that it answers for later days too.
func (tx *Tx) Org(on rules.Date, people ...rules.PersonID) (*rules.Org, error) {
	units, err := tx.Units()
	if err != nil {
		return nil, fmt.Errorf("load the organisation: %w", err)
	}
	all := make(map[rules.UnitID]rules.Unit, len(units))
	for _, u := range units {
		all[u.ID] = u
	}
	given, err := keptAll(tx, scanDelegation, selectDelegation+`WHERE last_day >= ? AND ended_at IS NULL ORDER BY first_day, id`, on)
	if err != nil {
		return nil, fmt.Errorf("load the delegations: %w", err)
	}
	return tx.peopled(on, &rules.Org{Units: all, Delegations: given}, people)
}

// OrgOf loads as much of the organisation as requests of the people named, and
// decisions by them, need to know, as Org does: the units in which they work,
// with all above; what the heads there and they themselves gave, also what is
// over or was taken back. Of the units that they head elsewhere it knows nothing.
func (tx *Tx) OrgOf(on rules.Date, people ...rules.PersonID) (*rules.Org, error) {
	var units []rules.UnitID
	var others []rules.PersonID
	for _, id := range people {
		if p, ok := tx.kept.rows[personOn{id, on}].(rules.Person); ok {
			units = append(units, p.Unit)
		} else {
			others = append(others, id)
		}
	}
	all, err := tx.chain(unique(units), on, others...)
	if err != nil {
		return nil, fmt.Errorf("load the organisation: %w", err)
	}
	givers := slices.Clone(people)
	for _, u := range all {
		givers = append(givers, u.Head)
	}
	given, err := keptAll(tx, func(r row) (d rules.Delegation, err error) {
		err = r.Scan(&d.ID, &d.From, &d.To, &d.First, &d.Last, &d.Ended)
		return d, err
	}, `SELECT id, from_id, to_id, first_day, last_day, coalesce(ended_at, 0) FROM delegation
		WHERE from_id IN (SELECT value FROM json_each(?)) AND last_day >= ? ORDER BY first_day, id`, idList(unique(givers)), on-longestWait)
	if err != nil {
		return nil, fmt.Errorf("load the delegations: %w", err)
	}
	o := &rules.Org{Units: all}
	for _, d := range given {
		if d.Last >= on && d.Ended.IsZero() {
			o.Delegations = append(o.Delegations, d)
		} else {
			o.Past = append(o.Past, d)
		}
	}
	return tx.peopled(on, o, people)
}

// longestWait is how many days ago what still waits, or is approved for a day ahead,
// can have been asked for.
const longestWait = 400

// peopled adds the people named, the heads, whoever gave or holds one of the
// delegations, and whoever made their invitations, with their absences. ErrNotFound: somebody named does not exist.
func (tx *Tx) peopled(on rules.Date, o *rules.Org, people []rules.PersonID) (*rules.Org, error) {
	ids := slices.Clone(people)
	for _, u := range o.Units {
		ids = append(ids, u.Head)
	}
	for _, d := range o.Delegations {
		ids = append(ids, d.From, d.To)
	}
	o.People = map[rules.PersonID]rules.Person{}
	for ids = unique(ids); len(ids) > 0; { // it goes on with those who invited
		found, err := tx.named(on, ids)
		if err != nil {
			return nil, err
		}
		ids = nil
		maps.Copy(o.People, found)
		for _, p := range found {
			if _, known := o.People[p.Inviter]; !known && p.Inviter != 0 {
				ids = append(ids, p.Inviter)
			}
		}
	}
	for _, id := range people {
		if _, known := o.People[id]; !known && id != 0 {
			return nil, fmt.Errorf("load person %d: %w", id, ErrNotFound)
		}
	}
	var err error
	o.Absences, err = keptAll(tx, scanAbsence, selectAbsence+`WHERE person_id IN (SELECT value FROM json_each(?)) AND last_day >= ?
		AND ended_at IS NULL ORDER BY first_day, id`, idList(slices.Sorted(maps.Keys(o.People))), on)
	if err != nil {
		return nil, fmt.Errorf("load the absences: %w", err)
	}
	return o, nil
}

// unique sorts references and drops what is there twice.
func unique[ID ~int64](ids []ID) []ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}
