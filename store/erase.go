package store

import (
	"encoding/json"
	"fmt"
	"strconv"
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
// before. What still waits to be sent goes out under the pseudonym, and to nobody
// where it was for them. The log is truncated after the commit. It does not touch
// the audit (EraseAudit).
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
	if err := tx.eraseWaiting(e); err != nil {
		return fmt.Errorf("erase person %d from what waits to be sent: %w", e.Person, err)
	}
	tx.erased, tx.noted = true, true
	return nil
}

// eraseWaiting takes the person out of the messages that are not sent yet. Those for
// the account that they had are its last words: its number goes with them.
func (tx *Tx) eraseWaiting(e Erasure) error {
	if _, err := tx.exec(`UPDATE outbox SET state = 5, body = '{}', finished_at = ? WHERE person_id = ? AND state IN (0, 1, 3)`, e.At, e.Person); err != nil {
		return err
	}
	if e.Chat != 0 {
		if _, err := tx.exec(`UPDATE outbox SET body = json_set(body, '$.last', json('true')) WHERE chat_id = ? AND state IN (0, 1)`, e.Chat); err != nil {
			return err
		}
	}
	name, alias := quoted(e.Name), quoted(e.Alias)
	_, err := tx.exec(`UPDATE outbox SET body = replace(body, ?1, ?2) WHERE state IN (0, 1, 3) AND instr(body, ?1) > 0`, name, alias)
	return err
}

// quoted is a text as it stands within a JSON of ours.
func quoted(s string) string {
	text, _ := json.Marshal(s) // a string always has a form
	return string(text[1 : len(text)-1])
}

// quotedByTelegram is a text as Telegram writes it: in letters that ASCII knows.
func quotedByTelegram(s string) string {
	text := strconv.QuoteToASCII(s)
	return text[1 : len(text)-1]
}

// eraseFrom does with the person's rows of one table what the manifest says, and
// with the texts in it that quote them.
func (tx *Tx) eraseFrom(t Table, e Erasure) error {
	for _, c := range t.keys() {
		for _, x := range c.erasures(e) {
			settled, emptied := t.Settled, t.Columns
			if x.others {
				settled, emptied = t.SettledOfOthers, []Column{c}
			}
			query := t.erasure(emptied, x.others)
			if query == "" {
				continue
			}
			if settled != "" {
				x.where += " AND " + settled
			}
			if _, err := tx.exec(query+" WHERE "+x.where, x.arg); err != nil {
				return err
			}
		}
	}
	return nil
}

// finding is a way in which a column leads to rows that an erasure concerns.
type finding struct {
	where  string
	arg    any
	others bool // rows of other people that quote the name
}

func (c Column) erasures(e Erasure) (list []finding) {
	switch {
	case c.Holds == WhoseRow:
		list = append(list, finding{c.Name + " = ?", e.Person, false})
	case c.Holds == WhoseChat && e.Chat != 0:
		list = append(list, finding{c.Name + " = ?", e.Chat, false})
	}
	if c.QuotesChat && e.Chat != 0 {
		list = append(list, finding{"instr(" + c.Name + `, '"id":' || ?) > 0`, e.Chat, false})
	}
	if c.Quotes {
		forms := []string{quoted(e.Name)}
		if byTelegram := quotedByTelegram(e.Name); c.QuotesChat && byTelegram != forms[0] {
			forms = append(forms, byTelegram)
		}
		for _, form := range forms {
			list = append(list, finding{"instr(" + c.Name + ", ?) > 0", form, true})
		}
	}
	return list
}

// erasure is the beginning of the statement that erases rows of the table, empty
// when there is nothing to erase.
func (t Table) erasure(emptied []Column, others bool) string {
	switch {
	case t.Erase == FateGoes && !(others && t.OthersStay):
		return "DELETE FROM " + t.Name
	case t.Erase == FateBlank || t.Erase == FateGoes:
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
