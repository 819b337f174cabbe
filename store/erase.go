package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tainha/fold"
	"tainha/rules"
)

// Erasure names whom an erasure is about, and what stands in their place.
type Erasure struct {
	Person      rules.PersonID
	Name        string // as texts quote it
	Chat        int64  // of the account they had; 0: none
	Code, Alias string // the pseudonym
	At          time.Time
}

// Erase runs over the personal manifest: it replaces what names a person by a
// pseudonym, empties what they and others wrote about them, and deletes what is
// nobody's without them. Days, units and decisions stay, so every count is as
// before. What still waits to be sent goes out as it is. It does not touch the
// audit (EraseAudit).
func (tx *Tx) Erase(e Erasure) error {
	if err := tx.change(`UPDATE person SET code = ?, name = ?, name_key = ?, roles = ?, active = 0, erased_at = ? WHERE id = ?`,
		e.Code, e.Alias, fold.Text(e.Alias), rules.Staff, e.At, e.Person); err != nil {
		return fmt.Errorf("erase person %d: %w", e.Person, taken(err))
	}
	for _, t := range Manifest() {
		if err := tx.eraseFrom(t, e); err != nil {
			return fmt.Errorf("erase person %d from %s: %w", e.Person, t.Name, err)
		}
	}
	return nil
}

// eraseFrom does with the person's rows of one table what the manifest says, and
// with the texts in it that quote them.
func (tx *Tx) eraseFrom(t Table, e Erasure) error {
	quoted, err := json.Marshal(e.Name)
	if err != nil {
		return err
	}
	for _, c := range t.keys() {
		var arg any
		where, settled, emptied := c.Name+" = ?", t.Settled, t.Columns
		switch {
		case c.Holds == WhoseRow:
			arg = e.Person
		case c.Holds == WhoseChat:
			arg = e.Chat
		case c.Quotes:
			where, arg, settled, emptied = "instr("+c.Name+", ?) > 0", string(quoted[1:len(quoted)-1]), t.SettledOfOthers, []Column{c}
		case c.QuotesChat:
			where, arg = "instr("+c.Name+`, '"id":' || ?) > 0`, e.Chat
		}
		query := t.erasure(emptied)
		if query == "" || e.Chat == 0 && (c.Holds == WhoseChat || c.QuotesChat) {
			continue
		}
		if settled != "" {
			where += " AND " + settled
		}
		if _, err := tx.exec(query+" WHERE "+where, arg); err != nil {
			return err
		}
	}
	return nil
}

// erasure is the beginning of the statement that erases rows of the table, empty
// when there is nothing to erase.
func (t Table) erasure(emptied []Column) string {
	switch t.Erase {
	case FateGoes:
		return "DELETE FROM " + t.Name
	case FateBlank:
		var set []string
		for _, c := range emptied {
			if c.Holds == Free || c.After != "" {
				set = append(set, c.Name+" = '"+c.After+"'")
			}
		}
		if len(set) > 0 {
			return "UPDATE " + t.Name + " SET " + strings.Join(set, ", ")
		}
	}
	return ""
}

// ErasedAt is when a person was made anonymous, zero when they were not.
func (tx *Tx) ErasedAt(p rules.PersonID) (time.Time, error) {
	at, err := queryRow(tx, scalar[time.Time], `SELECT erased_at FROM person WHERE id = ?`, p)
	if err != nil {
		return at, fmt.Errorf("find whether person %d was erased: %w", p, err)
	}
	return at, nil
}

// PersonalObjects are the ids of everything of a person whose audit may name
// them or quote them, by the audit's name of its kind: every table that the
// manifest says is audited.
func (tx *Tx) PersonalObjects(p rules.PersonID) (map[string][]int64, error) {
	objects := map[string][]int64{}
	for _, t := range Manifest() {
		if t.Audit.As == "" {
			continue
		}
		ids, err := queryAll(tx, scalar[int64], t.idsOf()+" ORDER BY id", p)
		if err != nil {
			return nil, fmt.Errorf("find what belongs to person %d: %w", p, err)
		}
		objects[t.Audit.As] = ids
	}
	return objects, nil
}

// idsOf selects the ids of the rows of person ?1.
func (t Table) idsOf() string {
	var parts []string
	for _, c := range t.of(WhoseRow) {
		parts = append(parts, "SELECT id FROM "+t.Name+" WHERE "+c+" = ?1")
	}
	return strings.Join(parts, " UNION ")
}

// OutTo lists the messages for a person and their chat (0: none) that were
// dealt with, newest first. It looks through everything that is still kept.
func (tx *Tx) OutTo(p rules.PersonID, chat int64, limit int) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+`
		WHERE (o.person_id = ? OR o.chat_id = NULLIF(?, 0)) AND o.state NOT IN (0, 1) ORDER BY o.id DESC LIMIT ?`, p, chat, limit)
}
