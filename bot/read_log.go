package bot

import (
	"errors"
	"fmt"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// noteRead logs that the person opens the card of somebody else.
func (t *Turn) noteRead(ref store.Ref) error {
	whose, err := t.whose(ref)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find whose card it is: %w", err)
	}
	return t.Pilot.NoteRead(t.Tx, t.Now, t.Person.ID, whose, ref.Kind)
}

// whose is the person whose data a card shows, 0 for nobody's.
func (t *Turn) whose(ref store.Ref) (rules.PersonID, error) {
	switch ref.Kind {
	case pilot.ObjectPerson:
		return rules.PersonID(ref.ID), nil
	case pilot.ObjectRequest:
		r, err := t.Tx.Request(rules.RequestID(ref.ID))
		return r.Person, err
	case pilot.ObjectDataRequest:
		d, err := t.Tx.DataRequest(rules.DataRequestID(ref.ID))
		return d.Person, err
	}
	return 0, nil
}
