package store

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"tainha/rules"
)

var (
	// ErrUsed says that an invitation was redeemed before.
	ErrUsed = errors.New("already used")
	// ErrExpired says that an invitation is too old, or a newer one replaced it.
	ErrExpired = errors.New("expired")
)

// Invite is an invitation to link an account, without its code.
type Invite struct {
	Person           rules.PersonID
	Maker            rules.PersonID // who made it in the chat and so saw its code, 0: the shell
	Created, Expires time.Time
	Used             time.Time // zero: not yet
}

// NewInvite makes a one-time code of at least 128 random bits for a person's
// deep link; codes made before stop working. Only the code's hash is stored, and
// who saw it: the maker, 0 for the shell.
func (tx *Tx) NewInvite(p, maker rules.PersonID, now, expires time.Time) (code string, err error) {
	if err := tx.RevokeInvites(p, now); err != nil {
		return "", err
	}
	code = rand.Text()
	_, err = tx.exec(`INSERT INTO invite (hash, person_id, maker_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
		inviteHash(code), p, orNull(maker), now, expires)
	if err != nil {
		return "", fmt.Errorf("invite person %d: %w", p, err)
	}
	return code, nil
}

// RedeemInvite uses a code up and returns what it was. ErrNotFound,
// ErrUsed and ErrExpired say why not; a stranger should hear one answer to all.
func (tx *Tx) RedeemInvite(code string, now time.Time) (Invite, error) {
	hash := inviteHash(code)
	i, err := queryRow(tx, scanInvite, selectInvite+`WHERE hash = ?`, hash)
	switch {
	case err != nil:
	case !i.Used.IsZero():
		err = ErrUsed
	case !now.Before(i.Expires):
		err = ErrExpired
	default:
		err = tx.change(`UPDATE invite SET used_at = ? WHERE hash = ? AND used_at IS NULL`, now, hash)
	}
	if err != nil {
		return Invite{}, fmt.Errorf("redeem an invitation: %w", err)
	}
	return i, nil
}

// RevokeInvites ends the person's open codes.
func (tx *Tx) RevokeInvites(p rules.PersonID, now time.Time) error {
	_, err := tx.exec(`UPDATE invite SET expires_at = ?1 WHERE person_id = ?2 AND used_at IS NULL AND expires_at > ?1`, now, p)
	if err != nil {
		return fmt.Errorf("revoke the invitations of person %d: %w", p, err)
	}
	return nil
}

// LastInvite loads a person's newest invitation, or ErrNotFound. Of two made in
// the same instant it is the one that still works.
func (tx *Tx) LastInvite(p rules.PersonID) (Invite, error) {
	i, err := queryRow(tx, scanInvite, selectInvite+`WHERE person_id = ? ORDER BY created_at DESC, expires_at DESC LIMIT 1`, p)
	if err != nil {
		return i, fmt.Errorf("load the invitation of person %d: %w", p, err)
	}
	return i, nil
}

const selectInvite = `SELECT person_id, maker_id, created_at, expires_at, used_at FROM invite `

func scanInvite(r row) (i Invite, err error) {
	err = r.Scan(&i.Person, &i.Maker, &i.Created, &i.Expires, &i.Used)
	return i, err
}

func inviteHash(code string) []byte {
	sum := sha256.Sum256([]byte(strings.TrimSpace(code)))
	return sum[:]
}

// Stranger is what a chat that is linked to nobody did: by it answers are
// limited and guesses slowed down.
type Stranger struct {
	Chat         int64
	Language     string
	Answered     time.Time // the last answer
	Guesses      int       // wrong codes in a row
	BlockedUntil time.Time
}

// Stranger loads what is known of a chat; one that is new has no past.
func (tx *Tx) Stranger(chat int64) (Stranger, error) {
	s, err := orZero(queryRow(tx, func(r row) (s Stranger, err error) {
		err = r.Scan(&s.Language, &s.Answered, &s.Guesses, &s.BlockedUntil)
		return s, err
	}, `SELECT language, answered_at, guesses, blocked_until FROM stranger WHERE chat_id = ?`, chat))
	s.Chat = chat
	return s, err
}

// SaveStranger keeps it.
func (tx *Tx) SaveStranger(s Stranger) error {
	_, err := tx.exec(`INSERT INTO stranger (chat_id, language, answered_at, guesses, blocked_until) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET language = excluded.language, answered_at = excluded.answered_at,
			guesses = excluded.guesses, blocked_until = excluded.blocked_until`,
		s.Chat, s.Language, s.Answered, s.Guesses, s.BlockedUntil)
	if err != nil {
		return fmt.Errorf("save a stranger: %w", err)
	}
	return nil
}

// DropStranger forgets a chat, once it is linked.
func (tx *Tx) DropStranger(chat int64) error {
	_, err := tx.exec(`DELETE FROM stranger WHERE chat_id = ?`, chat)
	return err
}
