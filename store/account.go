package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

// Account is the Telegram account of a person: one person, one chat.
type Account struct {
	Person    rules.PersonID
	Chat      int64
	Language  string // vi or en
	Linked    time.Time
	Reachable bool           // the last message was not refused by the account
	Inviter   rules.PersonID // who made its invitation in the chat, 0: the shell, or none was needed
}

// Account loads a person's account, or ErrNotFound.
func (tx *Tx) Account(p rules.PersonID) (Account, error) {
	a, err := keptRow(tx, func(r row) (a Account, err error) {
		err = r.Scan(&a.Person, &a.Chat, &a.Language, &a.Linked, &a.Reachable, &a.Inviter)
		return a, err
	}, `SELECT person_id, chat_id, language, linked_at, reachable, inviter_id FROM account WHERE person_id = ?`, p)
	if err != nil {
		return a, fmt.Errorf("load the account of person %d: %w", p, err)
	}
	return a, nil
}

// Link links an account, which is reachable. ErrTaken: the chat belongs to
// somebody, or the person has an account; unlink that first.
func (tx *Tx) Link(a Account) error {
	_, err := tx.exec(`INSERT INTO account (person_id, chat_id, language, linked_at, inviter_id) VALUES (?, ?, ?, ?, ?)`,
		a.Person, a.Chat, a.Language, a.Linked, orNull(a.Inviter))
	if err != nil {
		return fmt.Errorf("link person %d: %w", a.Person, taken(err))
	}
	return nil
}

// Unlink removes a person's account; it is out at once. ErrNotFound: none.
func (tx *Tx) Unlink(p rules.PersonID) error {
	if err := tx.change(`DELETE FROM account WHERE person_id = ?`, p); err != nil {
		return fmt.Errorf("unlink person %d: %w", p, err)
	}
	return nil
}

// ForgetChat ends everything that a chat was in the middle of: its flow, its
// buttons, the cards that it follows, and what still waits to be sent to it.
// Whoever uses the chat next begins anew. It belongs to Unlink.
func (tx *Tx) ForgetChat(chat int64, now time.Time) error {
	for _, q := range []string{
		`UPDATE conversation SET flow = '', step = '', data = '{}', rev = rev + 1, open = 0 WHERE chat_id = ?`,
		`DELETE FROM keyboard WHERE chat_id = ?`,
		`DELETE FROM live_message WHERE chat_id = ?`,
	} {
		if _, err := tx.exec(q, chat); err != nil {
			return fmt.Errorf("forget a chat: %w", err)
		}
	}
	_, err := tx.exec(`UPDATE outbox SET state = ?, error = 'unlinked', finished_at = ?, `+forgetText+` WHERE chat_id = ? AND state = 0`, OutUnreachable, now, chat)
	if err != nil {
		return fmt.Errorf("forget a chat: %w", err)
	}
	return nil
}

// SetLanguage changes the language in which a person reads.
func (tx *Tx) SetLanguage(p rules.PersonID, language string) error {
	if err := tx.change(`UPDATE account SET language = ? WHERE person_id = ?`, language, p); err != nil {
		return fmt.Errorf("set the language of person %d: %w", p, err)
	}
	return nil
}

// SetReachable notes that an account can be written to again.
func (tx *Tx) SetReachable(p rules.PersonID) error {
	if err := tx.change(`UPDATE account SET reachable = 1 WHERE person_id = ?`, p); err != nil {
		return fmt.Errorf("set person %d reachable: %w", p, err)
	}
	return nil
}

// AgreementKind says what somebody agreed to.
type AgreementKind string

const (
	Consent    AgreementKind = "consent"    // to the data notice
	Commitment AgreementKind = "commitment" // to progress, volume and quality
)

// Agreement is the evidence that a person agreed to a version of a text.
type Agreement struct {
	Kind      AgreementKind
	Version   int
	At        time.Time
	Withdrawn time.Time // zero: it holds
}

// Agree keeps the evidence.
func (tx *Tx) Agree(p rules.PersonID, kind AgreementKind, version int, at time.Time) error {
	_, err := tx.exec(`INSERT INTO agreement (person_id, kind, version, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		p, kind, version, at)
	if err != nil {
		return fmt.Errorf("keep the %s of person %d: %w", kind, p, err)
	}
	return nil
}

// Withdraw ends every agreement of the kind that holds; the evidence of the
// time until then stays. ErrNotFound: none holds.
func (tx *Tx) Withdraw(p rules.PersonID, kind AgreementKind, at time.Time) error {
	err := tx.change(`UPDATE agreement SET withdrawn_at = ? WHERE person_id = ? AND kind = ? AND withdrawn_at IS NULL`, at, p, kind)
	if err != nil {
		return fmt.Errorf("withdraw the %s of person %d: %w", kind, p, err)
	}
	return nil
}

// Agreements lists all evidence of a person, oldest first.
func (tx *Tx) Agreements(p rules.PersonID) ([]Agreement, error) {
	return queryAll(tx, func(r row) (a Agreement, err error) {
		err = r.Scan(&a.Kind, &a.Version, &a.At, &a.Withdrawn)
		return a, err
	}, `SELECT kind, version, at, withdrawn_at FROM agreement WHERE person_id = ? ORDER BY at, kind, version`, p)
}
