package people

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// NewAccount is a Telegram account that wants to be linked.
type NewAccount struct {
	Chat     int64
	Language string
	inviter  rules.PersonID // who made its invitation, or entered its phone number, in the chat
}

const (
	freeGuesses = 5                // wrong codes before an account must wait
	firstWait   = 15 * time.Minute // doubled with each further wrong code
	longestWait = 24 * time.Hour
)

// LinkByInvite links an account by a one-time code. A wrong, used or expired
// code is refused, and guesses are slowed down.
func LinkByInvite(do pilot.Do, a NewAccount, code string) (rules.Person, error) {
	if err := do.Assert(pilot.LinkAccount, rules.Subject{}); err != nil {
		return rules.Person{}, err
	}
	if err := mayGuess(do, a.Chat); err != nil {
		return rules.Person{}, err
	}
	invite, err := do.Tx.RedeemInvite(code, do.Now)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrUsed):
		return rules.Person{}, guessed(do, a, "start.code_unknown")
	case errors.Is(err, store.ErrExpired):
		return rules.Person{}, guessed(do, a, "start.code_expired")
	case err != nil:
		return rules.Person{}, fmt.Errorf("redeem the invitation: %w", err)
	}
	a.inviter = invite.Maker
	return link(do, a, invite.Person, "person.link_invite")
}

// LinkByPhone links an account by the phone number that its owner shared. A
// number that is not in the roster, or stands there twice, or whose account was
// cut off, is refused with the same words: a stranger learns nothing. Who entered the number in
// the chat counts as having invited the account.
func LinkByPhone(do pilot.Do, a NewAccount, phone string) (rules.Person, error) {
	if err := do.Assert(pilot.LinkAccount, rules.Subject{}); err != nil {
		return rules.Person{}, err
	}
	if err := mayGuess(do, a.Chat); err != nil {
		return rules.Person{}, err
	}
	people, err := do.Tx.PeopleByPhone(digits(phone), do.Today)
	if err != nil {
		return rules.Person{}, fmt.Errorf("look the number up: %w", err)
	}
	if len(people) != 1 || people[0].Linked || !people[0].Active {
		return rules.Person{}, guessed(do, a, "start.phone_unknown")
	}
	former, err := formerAccount(do.Tx, people[0].ID)
	if err != nil {
		return rules.Person{}, err
	}
	if former.Person != 0 && former.CutOff() {
		return rules.Person{}, guessed(do, a, "start.phone_unknown")
	}
	if a.inviter, err = do.Tx.PhoneEnteredBy(people[0].ID); err != nil {
		return rules.Person{}, err
	}
	return link(do, a, people[0].ID, "person.link_phone")
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func mayGuess(do pilot.Do, chat int64) error {
	s, err := do.Tx.Stranger(chat)
	if err != nil {
		return fmt.Errorf("load the stranger: %w", err)
	}
	if do.Now.Before(s.BlockedUntil) {
		return rules.Refuse("start.slow_down", "until", s.BlockedUntil)
	}
	return nil
}

// guessed counts a wrong guess and returns its refusal.
func guessed(do pilot.Do, a NewAccount, key string) error {
	s, err := do.Tx.Stranger(a.Chat)
	if err != nil {
		return fmt.Errorf("load the stranger: %w", err)
	}
	s.Chat, s.Guesses = a.Chat, s.Guesses+1
	if s.Language == "" {
		s.Language = a.Language
	}
	if over := s.Guesses - freeGuesses; over >= 0 {
		s.BlockedUntil = do.Now.Add(min(firstWait<<min(over, 10), longestWait))
	}
	return &pilot.Guess{Refusal: rules.Refuse(key), Stranger: s}
}

// link joins account and person, who acts from then on.
func link(do pilot.Do, a NewAccount, id rules.PersonID, action string) (rules.Person, error) {
	err := do.Tx.Link(store.Account{Person: id, Chat: a.Chat, Language: a.Language, Linked: do.Now, Reachable: true, Inviter: a.inviter})
	if errors.Is(err, store.ErrTaken) {
		return rules.Person{}, rules.Refuse("start.code_unknown")
	}
	if err != nil {
		return rules.Person{}, fmt.Errorf("link the account: %w", err)
	}
	if err := do.Tx.DropStranger(a.Chat); err != nil {
		return rules.Person{}, fmt.Errorf("forget the stranger: %w", err)
	}
	do.By = pilot.Actor{Person: id}
	if err := do.Audit(store.Entry{Action: action, Object: pilot.ObjectPerson, ObjectID: int64(id)}); err != nil {
		return rules.Person{}, err
	}
	person, err := do.Tx.Person(id, do.Today)
	if err != nil {
		return person, fmt.Errorf("load the person: %w", err)
	}
	return person, tellBack(do, a, person)
}

// formerAccount is the account that a person had, the zero one for none.
func formerAccount(tx *store.Tx, person rules.PersonID) (store.FormerAccount, error) {
	f, err := tx.FormerAccount(person)
	if errors.Is(err, store.ErrNotFound) {
		return f, nil
	}
	return f, err
}

// tellBack forgets the account that somebody had before. Where it was cut off,
// it is told that another took its place; so are the person, their superior and
// the auditors.
func tellBack(do pilot.Do, a NewAccount, person rules.Person) error {
	former, err := formerAccount(do.Tx, person.ID)
	if err != nil || former.Person == 0 {
		return err
	}
	if err := do.Tx.DropFormer(person.ID); err != nil {
		return err
	}
	if !former.CutOff() {
		return nil
	}
	org, err := powerOrg(do, person.ID, former.By, a.inviter)
	if err != nil {
		return err
	}
	made := act{By: a.inviter}
	if err := tellPower(do, org, person.ID, made, rules.Msg("notice.power_back", made.names(org,
		"name", person.Called(), "same", former.Chat == a.Chat)...)); err != nil {
		return err
	}
	if err := do.Notify(person.ID, "", rules.Msg("notice.power_back_you", made.names(org,
		"cutter", org.People[former.By].Called(), "at", former.Ended)...)); err != nil {
		return err
	}
	if former.Chat == a.Chat {
		return nil
	}
	return tellFormer(do, former, rules.Msg("unlink.replaced", made.names(org)...))
}

// tellFormer says something to an account that is nobody's any more.
func tellFormer(do pilot.Do, f store.FormerAccount, m rules.Message) error {
	if f.Chat == 0 {
		return nil
	}
	if _, err := do.Tx.PersonByChat(f.Chat, do.Today); !errors.Is(err, store.ErrNotFound) {
		return err // somebody else's by now
	}
	err := do.Queue(store.Out{Chat: f.Chat, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: m}}})
	if err != nil {
		return fmt.Errorf("tell the old account: %w", err)
	}
	return nil
}

// Agree keeps the evidence that who acts agreed to a version of a text.
func Agree(do pilot.Do, kind store.AgreementKind, version int) error {
	id := do.By.Person
	if err := do.Assert(pilot.OwnAccount, rules.Subject{Person: id}); err != nil {
		return err
	}
	if err := do.Tx.Agree(id, kind, version, do.Now); err != nil {
		return fmt.Errorf("keep the agreement: %w", err)
	}
	return do.Audit(store.Entry{
		Action: "person." + string(kind), Object: pilot.ObjectPerson, ObjectID: int64(id), After: version,
	})
}
