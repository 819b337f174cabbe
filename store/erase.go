package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
)

// Anonymise replaces what names a person by a pseudonym and blanks what they
// and others wrote about them: notes, reasons, kinds of absence, what they asked
// about their data. Days, units and decisions stay, so every count is as
// before. It does not touch the audit (EraseAudit), nor an account (Unlink).
func (tx *Tx) Anonymise(p rules.PersonID, code, name string, at time.Time) error {
	if err := tx.change(`UPDATE person SET code = ?, name = ?, name_key = ?, phone = '', roles = ?, active = 0, erased_at = ? WHERE id = ?`,
		code, name, FoldName(name), rules.Staff, at, p); err != nil {
		return fmt.Errorf("anonymise person %d: %w", p, taken(err))
	}
	for _, q := range []string{
		`DELETE FROM invite WHERE person_id = ?`,
		`UPDATE request SET note = '', series = '' WHERE person_id = ?`,
		`UPDATE request_day SET reason = '' WHERE person_id = ?`,
		`UPDATE absence SET kind = 'away' WHERE person_id = ?`,
		`UPDATE data_request SET text = '', answer = '' WHERE person_id = ?`,
	} {
		if _, err := tx.exec(q, p); err != nil {
			return fmt.Errorf("anonymise person %d: %w", p, err)
		}
	}
	return nil
}

// ErasedAt is when a person was made anonymous, zero when they were not.
func (tx *Tx) ErasedAt(p rules.PersonID) (time.Time, error) {
	at, err := queryRow(tx, scalar[time.Time], `SELECT erased_at FROM person WHERE id = ?`, p)
	if err != nil {
		return at, fmt.Errorf("find whether person %d was erased: %w", p, err)
	}
	return at, nil
}

// EraseTexts blanks what the way of messages still holds of a person: what was
// sent to them, what was sent to others and names them, and everything of their
// chat (0: they have none). What still waits to be sent goes out as it is.
func (tx *Tx) EraseTexts(p rules.PersonID, name string, chat int64) error {
	quoted, err := json.Marshal(name)
	if err != nil {
		return fmt.Errorf("erase texts: %w", err)
	}
	inText := string(quoted[1 : len(quoted)-1])
	type query struct {
		sql  string
		args []any
	}
	list := []query{
		{`UPDATE outbox SET body = '{}', slot = '', error = '' WHERE person_id = ? AND state NOT IN (0, 1)`, []any{p}},
		{`UPDATE outbox SET body = '{}' WHERE instr(body, ?) > 0 AND state NOT IN (0, 1, 3)`, []any{inText}},
		{`DELETE FROM keyboard WHERE instr(keys, ?) > 0`, []any{inText}},
	}
	if chat != 0 {
		list = append(list,
			query{`UPDATE outbox SET body = '{}', slot = '', error = '' WHERE chat_id = ? AND state NOT IN (0, 1)`, []any{chat}},
			query{`DELETE FROM conversation WHERE chat_id = ?`, []any{chat}},
			query{`DELETE FROM keyboard WHERE chat_id = ?`, []any{chat}},
			query{`DELETE FROM live_message WHERE chat_id = ?`, []any{chat}},
			query{`DELETE FROM dead_update WHERE instr(raw, '"id":' || ?) > 0`, []any{chat}},
		)
	}
	for _, q := range list {
		if _, err := tx.exec(q.sql, q.args...); err != nil {
			return fmt.Errorf("erase the texts of person %d: %w", p, err)
		}
	}
	return nil
}

// PersonalObjects are the ids of everything of a person whose audit may name
// them or quote them, by the audit's name of its kind.
func (tx *Tx) PersonalObjects(p rules.PersonID) (map[string][]int64, error) {
	objects := map[string][]int64{"person": {int64(p)}}
	for object, q := range map[string]string{
		"request":      `SELECT id FROM request WHERE person_id = ?1 ORDER BY id`,
		"data_request": `SELECT id FROM data_request WHERE person_id = ?1 ORDER BY id`,
		"delegation":   `SELECT id FROM delegation WHERE from_id = ?1 UNION SELECT id FROM delegation WHERE to_id = ?1 ORDER BY id`,
	} {
		ids, err := queryAll(tx, scalar[int64], q, p)
		if err != nil {
			return nil, fmt.Errorf("find what belongs to person %d: %w", p, err)
		}
		objects[object] = ids
	}
	return objects, nil
}

// OutTo lists the messages for a person and their chat (0: none) that were
// dealt with, newest first. It looks through everything that is still kept.
func (tx *Tx) OutTo(p rules.PersonID, chat int64, limit int) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+`
		WHERE (o.person_id = ? OR o.chat_id = NULLIF(?, 0)) AND o.state NOT IN (0, 1) ORDER BY o.id DESC LIMIT ?`, p, chat, limit)
}
