package people

import (
	"errors"
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Unlink takes the account from a person, on their own wish or by a coordinator
// for a lost phone: it is a stranger's at once, with a stranger's menu, and what
// waited for the person goes on to the next approver. Somebody who has no
// account is refused. After somebody else cut it off, open invitations are dead
// too and only a new one opens the way back; the person's superior and the
// auditors are told who did it.
func Unlink(do pilot.Do, person rules.PersonID) error {
	by, right := do.By.Person, pilot.ChangePeople
	if by == person {
		right = pilot.OwnAccount
	}
	if err := do.Assert(right, rules.Subject{Person: person}); err != nil {
		return err
	}
	who, err := do.Tx.Person(person, do.Today)
	if err != nil {
		return fmt.Errorf("find who is unlinked: %w", err)
	}
	if !who.Linked {
		return rules.Refuse("unlink.none", "name", who.Called())
	}
	told := rules.Msg("unlink.told")
	if by != person {
		name, err := nameOf(do, by)
		if err != nil {
			return err
		}
		told = rules.Msg("unlink.cut", "by", name)
	}
	if err := unlink(do, person, told); err != nil {
		return err
	}
	if by != person {
		if err := tellCut(do, who); err != nil {
			return err
		}
	}
	return request.Reroute(do)
}

// tellCut ends the open invitations of somebody whose account was cut off, and
// tells who must know.
func tellCut(do pilot.Do, who rules.Person) error {
	if err := do.Tx.RevokeInvites(who.ID, do.Now); err != nil {
		return fmt.Errorf("revoke the invitations: %w", err)
	}
	org, err := powerOrg(do, who.ID, do.By.Person)
	if err != nil {
		return err
	}
	a := acting(do)
	return tellPower(do, org, who.ID, a, rules.Msg("notice.power_cut", a.names(org, "name", who.Called())...))
}

// unlink cuts the account off and says so there, in words that tell a finder of
// the phone nothing of its owner. Without an account it does nothing.
func unlink(do pilot.Do, person rules.PersonID, told rules.Message) error {
	account, err := do.Tx.Account(person)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the account: %w", err)
	}
	if err := do.Tx.Unlink(person); err != nil {
		return fmt.Errorf("unlink the account: %w", err)
	}
	if err := do.Tx.ForgetChat(account.Chat, do.Now); err != nil {
		return fmt.Errorf("forget the chat: %w", err)
	}
	stranger, err := do.Tx.Stranger(account.Chat)
	if err != nil {
		return fmt.Errorf("load the stranger: %w", err)
	}
	stranger.Language = account.Language
	if err := do.Tx.SaveStranger(stranger); err != nil {
		return fmt.Errorf("remember the language: %w", err)
	}
	if err := do.Tx.KeepFormer(store.FormerAccount{Person: person, Chat: account.Chat, By: do.By.Person, Ended: do.Now}); err != nil {
		return err
	}
	for _, body := range []store.Body{{Screen: &store.Screen{Text: told}}, {Menu: true}} {
		if err := do.Queue(store.Out{Chat: account.Chat, Lane: store.LaneNotice, Body: body}); err != nil {
			return fmt.Errorf("tell the old account: %w", err)
		}
	}
	return AuditPerson(do, "person.unlink", person, nil, nil)
}

// AuditPerson notes a change of a person and refreshes the cards that show
// them, but for the one of whoever made it: their screen shows it anew.
func AuditPerson(do pilot.Do, action string, person rules.PersonID, before, after any) error {
	if err := do.Audit(store.Entry{
		Action: action, Object: pilot.ObjectPerson, ObjectID: int64(person), Before: before, After: after,
	}); err != nil {
		return err
	}
	return refreshPerson(do, person, do.By.Person)
}

// refreshPerson refreshes the cards that show a person, but for the one in the
// chat of whoever shows it anew themselves (0: nobody).
func refreshPerson(do pilot.Do, person, except rules.PersonID) error {
	account, err := do.Tx.Account(except)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("find the chat: %w", err)
	}
	if err := do.Tx.Refresh(do.Now, pilot.PersonRef(person), account.Chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

// resetMenu sets the command menu of a person anew, after their roles changed,
// at a moment or at once (zero). Somebody without an account gets theirs when
// they are linked.
func resetMenu(do pilot.Do, person rules.PersonID, at time.Time) error {
	_, err := do.Tx.Account(person)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the account: %w", err)
	}
	err = do.Queue(store.Out{Person: person, Lane: store.LaneNotice, Body: store.Body{Menu: true}, NotBefore: at})
	if err != nil {
		return fmt.Errorf("set the menu: %w", err)
	}
	return nil
}
