package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

// FormerAccount is the last account that somebody had and has no more.
type FormerAccount struct {
	Person rules.PersonID
	Chat   int64          // 0: not known
	By     rules.PersonID // who cut it off, 0: the shell
	Ended  time.Time
}

// CutOff reports whether somebody else ended it, as for a lost phone.
func (f FormerAccount) CutOff() bool { return f.By != f.Person }

// KeepFormer remembers an account that ends, in place of an older one.
func (tx *Tx) KeepFormer(f FormerAccount) error {
	_, err := tx.exec(`INSERT INTO former_account (person_id, chat_id, by_id, ended_at) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET chat_id = excluded.chat_id, by_id = excluded.by_id, ended_at = excluded.ended_at`,
		f.Person, f.Chat, orNull(f.By), f.Ended)
	if err != nil {
		return fmt.Errorf("keep the former account of person %d: %w", f.Person, err)
	}
	return nil
}

// FormerAccount loads a person's, or ErrNotFound.
func (tx *Tx) FormerAccount(p rules.PersonID) (FormerAccount, error) {
	f, err := queryRow(tx, func(r row) (f FormerAccount, err error) {
		err = r.Scan(&f.Person, &f.Chat, &f.By, &f.Ended)
		return f, err
	}, `SELECT person_id, chat_id, by_id, ended_at FROM former_account WHERE person_id = ?`, p)
	if err != nil {
		return f, fmt.Errorf("load the former account of person %d: %w", p, err)
	}
	return f, nil
}

// DropFormer forgets it, once a new account is linked.
func (tx *Tx) DropFormer(p rules.PersonID) error {
	if _, err := tx.exec(`DELETE FROM former_account WHERE person_id = ?`, p); err != nil {
		return fmt.Errorf("forget the former account of person %d: %w", p, err)
	}
	return nil
}

const selectPower = `SELECT id, kind, person_id, unit_id, roles, roles_before, head_before, by_id, asked_at, expires_at,
	state, decided_by, decided_at FROM power_change `

func scanPower(r row) (c rules.PowerChange, err error) {
	err = r.Scan(&c.ID, &c.Kind, &c.Person, &c.Unit, &c.Roles, &c.RolesBefore, &c.HeadBefore, &c.By, &c.Asked, &c.Expires,
		&c.State, &c.DecidedBy, &c.DecidedAt)
	return c, err
}

// AddPowerChange keeps a change that waits for its second confirmer, with its new id.
func (tx *Tx) AddPowerChange(c *rules.PowerChange) error {
	id, err := tx.insert(`INSERT INTO power_change (kind, person_id, unit_id, roles, roles_before, head_before, by_id, asked_at, expires_at, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.Kind, c.Person, orNull(c.Unit), c.Roles, c.RolesBefore, orNull(c.HeadBefore), c.By, c.Asked, c.Expires, c.State)
	if err != nil {
		return fmt.Errorf("keep a change of power: %w", err)
	}
	c.ID = rules.PowerChangeID(id)
	return nil
}

// PowerChange loads one, or ErrNotFound.
func (tx *Tx) PowerChange(id rules.PowerChangeID) (rules.PowerChange, error) {
	c, err := queryRow(tx, scanPower, selectPower+`WHERE id = ?`, id)
	if err != nil {
		return c, fmt.Errorf("load change of power %d: %w", id, err)
	}
	return c, nil
}

// SettlePowerChange keeps what became of an open one. ErrNotFound: it is not open.
func (tx *Tx) SettlePowerChange(c rules.PowerChange) error {
	if err := tx.change(`UPDATE power_change SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'open'`,
		c.State, orNull(c.DecidedBy), c.DecidedAt, c.ID); err != nil {
		return fmt.Errorf("settle change of power %d: %w", c.ID, err)
	}
	return nil
}

// OpenPowerChanges lists those that wait, those that expire first before others.
func (tx *Tx) OpenPowerChanges() ([]rules.PowerChange, error) {
	list, err := queryAll(tx, scanPower, selectPower+`WHERE state = 'open' ORDER BY expires_at, id`)
	if err != nil {
		return nil, fmt.Errorf("find the changes of power that wait: %w", err)
	}
	return list, nil
}
