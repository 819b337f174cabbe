// Package privacy holds what people may ask about their own data, and erasing it.
package privacy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// Erase makes a person anonymous for good: name, code and phone give way to a
// pseudonym; account, invitations, notes, reasons, kinds of absence, texts that
// were sent and the details in the audit are gone. How many days who was at
// home in which unit stays countable, and the audit's chain whole. Refused are
// somebody who was erased already, who is on the staff and did not ask for it
// (who asked is taken off the staff first), and who heads a unit until somebody
// replaces them. A job does it at the end of the time for which leavers are kept.
func Erase(do pilot.Do, person rules.PersonID) error {
	if err := do.Assert(pilot.ErasePerson, rules.Subject{Person: person}); err != nil {
		return err
	}
	who, err := do.Tx.Person(person, do.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	if err := mayErase(do.Tx, who); err != nil {
		return err
	}
	if who.Active {
		if err := people.Deactivate(do, person, false); err != nil {
			return err
		}
	}
	return anonymize(do, who, nil)
}

// EraseAgain erases whoever the ledger says was erased after the backup that this
// database is a copy of; they leave the staff, and their places, without a word. It
// returns how many those were.
func EraseAgain(do pilot.Do, ledger map[store.ErasureMark]time.Time) (n int, err error) {
	if err := do.Assert(pilot.Restore, rules.Subject{}); err != nil {
		return 0, err
	}
	everybody, err := do.Tx.People(do.Today)
	if err != nil {
		return 0, fmt.Errorf("list everybody: %w", err)
	}
	for _, who := range everybody {
		m, err := do.Tx.Mark(who.ID)
		if err != nil {
			return n, err
		}
		erased, err := do.Tx.ErasedAt(who.ID)
		if err != nil {
			return n, err
		}
		if ledger[m].IsZero() || !erased.IsZero() {
			continue
		}
		if who.Active {
			if err := people.Vanish(do, who.ID); err != nil {
				return n, fmt.Errorf("take person %d off the staff: %w", who.ID, err)
			}
		}
		if err := anonymize(do, who, map[string]any{"ledger": m}); err != nil {
			return n, fmt.Errorf("erase person %d again: %w", who.ID, err)
		}
		n++
	}
	return n, nil
}

// Restored notes that this database is a copy which took the place of another.
func Restored(do pilot.Do, again int) error {
	if err := do.Assert(pilot.Restore, rules.Subject{}); err != nil {
		return err
	}
	return do.Audit(store.Entry{Action: "pilot.restore", Object: pilot.ObjectPilot, After: map[string]any{"erased": again}})
}

// anonymize puts the pseudonym in the place of somebody who is off the staff.
func anonymize(do pilot.Do, who rules.Person, after any) error {
	person := who.ID
	former, err := formerChat(do.Tx, person)
	if err != nil {
		return err
	}
	if err := do.Tx.RevokeInvites(person, do.Now); err != nil {
		return fmt.Errorf("revoke the invitations: %w", err)
	}
	objects, err := do.Tx.PersonalObjects(person)
	if err != nil {
		return err
	}
	for _, object := range slices.Sorted(maps.Keys(objects)) {
		if _, err := do.Tx.EraseAudit(do.Now, do.By.Person, object, objects[object]...); err != nil {
			return err
		}
	}
	if err := do.Tx.Erase(store.Erasure{
		Person: person, Name: who.Name, Chat: former, At: do.Now,
		Code: fmt.Sprintf("XOA-%04d", person), Alias: fmt.Sprintf("Người đã xóa %04d", person),
	}); err != nil {
		return err
	}
	for _, id := range objects[pilot.ObjectRequest] { // cards in other chats still name the person
		if err := do.Tx.Refresh(do.Now, store.Ref{Kind: pilot.ObjectRequest, ID: id}, 0); err != nil {
			return fmt.Errorf("refresh the cards: %w", err)
		}
	}
	return people.AuditPerson(do, "person.erase", person, nil, after)
}

// formerChat is the account that a person who is off the staff had, 0 for none.
func formerChat(tx *store.Tx, person rules.PersonID) (int64, error) {
	f, err := tx.FormerAccount(person)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	return f.Chat, err
}

// mayErase refuses what stands against an erasure.
func mayErase(tx *store.Tx, who rules.Person) error {
	erased, err := tx.ErasedAt(who.ID)
	if err != nil {
		return err
	}
	if !erased.IsZero() {
		return rules.Refuse("erase.already", "name", who.Called())
	}
	heads, err := tx.HeadOf(who.ID)
	if err != nil {
		return fmt.Errorf("find the units headed: %w", err)
	}
	var names []string
	for _, id := range heads {
		u, err := tx.Unit(id)
		if err != nil {
			return fmt.Errorf("load the unit: %w", err)
		}
		names = append(names, u.Name)
	}
	if len(names) > 0 {
		return rules.Refuse("people.is_head", "name", who.Called(), "units", strings.Join(names, ", "))
	}
	if !who.Active {
		return nil
	}
	asked, err := tx.DataRequestsOf(who.ID)
	if err != nil {
		return fmt.Errorf("find what the person asked for: %w", err)
	}
	if !slices.ContainsFunc(asked, func(d rules.DataRequest) bool { return d.Kind == rules.DataErase && d.State == rules.DataOpen }) {
		return rules.Refuse("erase.active", "name", who.Called())
	}
	return nil
}

// chatOf is the chat of a person's account, 0 when they have none.
func chatOf(tx *store.Tx, person rules.PersonID) (int64, error) {
	account, err := tx.Account(person)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	return account.Chat, err
}
