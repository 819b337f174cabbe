package store

import (
	"fmt"

	"tainha/rules"
)

// Org loads what a decision needs to know of the organisation, as of the day
// on: all units; the people named, every head, and whoever gave or holds a
// delegation, and whoever made their invitations; the delegations and absences of these people that end on that day
// or later, so that it answers for later days too.
func (tx *Tx) Org(on rules.Date, people ...rules.PersonID) (*rules.Org, error) {
	o := &rules.Org{Units: make(map[rules.UnitID]rules.Unit), People: make(map[rules.PersonID]rules.Person)}
	units, err := tx.Units()
	if err != nil {
		return nil, fmt.Errorf("load the organisation: %w", err)
	}
	for _, u := range units {
		o.Units[u.ID] = u
		people = append(people, u.Head)
	}
	o.Delegations, err = queryAll(tx, scanDelegation, selectDelegation+`WHERE last_day >= ? AND ended_at IS NULL ORDER BY first_day, id`, on)
	if err != nil {
		return nil, fmt.Errorf("load the delegations: %w", err)
	}
	for _, d := range o.Delegations {
		people = append(people, d.From, d.To)
	}
	for i := 0; i < len(people); i++ { // it grows: by those who invited
		id := people[i]
		if _, ok := o.People[id]; ok || id == 0 {
			continue
		}
		if o.People[id], err = tx.Person(id, on); err != nil {
			return nil, fmt.Errorf("load the organisation: %w", err)
		}
		people = append(people, o.People[id].Inviter)
	}
	err = tx.queryEach(func(r row) error {
		a, err := scanAbsence(r)
		if _, ok := o.People[a.Person]; ok {
			o.Absences = append(o.Absences, a)
		}
		return err
	}, selectAbsence+`WHERE last_day >= ? AND ended_at IS NULL ORDER BY first_day, id`, on)
	if err != nil {
		return nil, fmt.Errorf("load the absences: %w", err)
	}
	return o, nil
}
