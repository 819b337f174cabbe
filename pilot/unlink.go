package pilot

import (
	"errors"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// Unlink takes the account from a person, on their own wish or by a coordinator
// for a lost phone: it is a stranger's at once, with a stranger's menu, and what
// waited for the person goes on to the next approver. Somebody who has no
// account is refused. After somebody else cut it off, open invitations are dead
// too and only a new one opens the way back; the person's superior and the
// auditors are told who did it.
func (p *Pilot) Unlink(tx *store.Tx, now time.Time, person, by rules.PersonID) error {
	who, err := tx.Person(person, p.today(now))
	if err != nil {
		return fmt.Errorf("find who is unlinked: %w", err)
	}
	if !who.Linked {
		return rules.Refuse("unlink.none", "name", who.Name)
	}
	told := rules.Msg("unlink.told")
	if by != person {
		name, err := p.nameOf(tx, now, by)
		if err != nil {
			return err
		}
		told = rules.Msg("unlink.cut", "by", name)
	}
	if err := p.unlink(tx, now, person, by, told); err != nil {
		return err
	}
	if by != person {
		if err := p.tellCut(tx, now, who, by); err != nil {
			return err
		}
	}
	return p.Reroute(tx, now, by)
}

// tellCut ends the open invitations of somebody whose account was cut off, and
// tells who must know.
func (p *Pilot) tellCut(tx *store.Tx, now time.Time, who rules.Person, by rules.PersonID) error {
	if err := tx.RevokeInvites(who.ID, now); err != nil {
		return fmt.Errorf("revoke the invitations: %w", err)
	}
	org, err := p.powerOrg(tx, now, who.ID, by)
	if err != nil {
		return err
	}
	a := act{By: by}
	return tellPower(tx, now, org, who.ID, a, rules.Msg("notice.power_cut", a.names(org, "name", who.Name)...))
}

// unlink cuts the account off and says so there, in words that tell a finder of
// the phone nothing of its owner. Without an account it does nothing.
func (p *Pilot) unlink(tx *store.Tx, now time.Time, person, by rules.PersonID, told rules.Message) error {
	account, err := tx.Account(person)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the account: %w", err)
	}
	if err := tx.Unlink(person); err != nil {
		return fmt.Errorf("unlink the account: %w", err)
	}
	if err := tx.ForgetChat(account.Chat, now); err != nil {
		return fmt.Errorf("forget the chat: %w", err)
	}
	stranger, err := tx.Stranger(account.Chat)
	if err != nil {
		return fmt.Errorf("load the stranger: %w", err)
	}
	stranger.Language = account.Language
	if err := tx.SaveStranger(stranger); err != nil {
		return fmt.Errorf("remember the language: %w", err)
	}
	if err := tx.KeepFormer(store.FormerAccount{Person: person, Chat: account.Chat, By: by, Ended: now}); err != nil {
		return err
	}
	for _, body := range []store.Body{{Screen: &store.Screen{Text: told}}, {Menu: true}} {
		if _, err := tx.Queue(now, store.Out{Chat: account.Chat, Lane: store.LaneNotice, Body: body}); err != nil {
			return fmt.Errorf("tell the old account: %w", err)
		}
	}
	return p.auditPerson(tx, now, by, "person.unlink", person, nil, nil)
}

// PersonRef names a person's card.
func PersonRef(id rules.PersonID) store.Ref { return store.Ref{Kind: ObjectPerson, ID: int64(id)} }

// auditPerson notes a change of a person and refreshes the cards that show
// them, but for the one of whoever made it: their screen shows it anew.
func (p *Pilot) auditPerson(tx *store.Tx, now time.Time, by rules.PersonID, action string, person rules.PersonID, before, after any) error {
	if err := tx.Audit(store.Entry{
		At: now, Actor: by, Action: action, Object: ObjectPerson, ObjectID: int64(person), Before: before, After: after,
	}); err != nil {
		return fmt.Errorf("audit %s: %w", action, err)
	}
	return refreshPerson(tx, now, person, by)
}

// refreshPerson refreshes the cards that show a person, but for the one in the
// chat of whoever shows it anew themselves (0: nobody).
func refreshPerson(tx *store.Tx, now time.Time, person, except rules.PersonID) error {
	account, err := tx.Account(except)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("find the chat: %w", err)
	}
	if err := tx.Refresh(now, PersonRef(person), account.Chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

// resetMenu sets the command menu of a person anew, after their roles changed,
// at a moment or at once (zero). Somebody without an account gets theirs when
// they are linked.
func resetMenu(tx *store.Tx, now time.Time, person rules.PersonID, at time.Time) error {
	_, err := tx.Account(person)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the account: %w", err)
	}
	_, err = tx.Queue(now, store.Out{Person: person, Lane: store.LaneNotice, Body: store.Body{Menu: true}, NotBefore: at})
	if err != nil {
		return fmt.Errorf("set the menu: %w", err)
	}
	return nil
}
