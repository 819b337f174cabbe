package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

// selectPerson reads people with the posting that holds on the day ?1.
const selectPerson = personColumns + alikeAnywhere + personTables

// selectMember is selectPerson for all the staff of a unit: who of them bear one name is seen in the list
// itself, so of those elsewhere it is enough that there is one.
const selectMember = personColumns + `ELSE EXISTS (SELECT 1 FROM person o WHERE o.name_key = p.name_key AND o.active = 1 AND o.name = p.name AND o.id <> p.id) END` + personTables

const (
	personColumns = `SELECT p.id, p.code, p.name, p.phone, p.roles, p.active, g.unit_id, g.position_id,
	coalesce(a.language, ''), a.person_id IS NOT NULL, coalesce(a.reachable, 0), a.inviter_id,
	EXISTS (SELECT 1 FROM former_account WHERE person_id = p.id),
	(SELECT coalesce(max(version), 0) FROM agreement WHERE person_id = p.id AND kind = 'consent' AND withdrawn_at IS NULL),
	(SELECT coalesce(max(version), 0) FROM agreement WHERE person_id = p.id AND kind = 'commitment' AND withdrawn_at IS NULL),
	coalesce(v.name, ''), substr(p.code, -4),
	CASE WHEN EXISTS (SELECT 1 FROM person WHERE name_key = p.name_key AND active = 1 AND id <> p.id LIMIT 1 OFFSET 30) THEN 3
		`
	alikeAnywhere = `ELSE (SELECT coalesce(max(CASE WHEN w.name IS NOT v.name THEN 1 WHEN substr(o.code, -4) <> substr(p.code, -4) THEN 2 ELSE 3 END), 0)
			FROM person o LEFT JOIN unit w ON w.id = (SELECT unit_id FROM posting WHERE person_id = o.id AND from_day <= ?1 ORDER BY from_day DESC LIMIT 1)
			WHERE o.name_key = p.name_key AND o.active = 1 AND o.name = p.name AND o.id <> p.id) END`
	personTables = `
	FROM person p LEFT JOIN account a ON a.person_id = p.id
	LEFT JOIN posting g ON g.person_id = p.id
		AND g.from_day = (SELECT max(from_day) FROM posting WHERE person_id = p.id AND from_day <= ?1)
	LEFT JOIN unit v ON v.id = g.unit_id `
)

// Who else of the staff bears the same name: somebody in another unit, in the same
// one, or in the same one with the same end of the code. Where more than thirty others
// bear it, with whatever marks, the index alone says so and nobody is looked at: the
// whole code tells them apart.
const (
	alikeElsewhere = iota + 1
	alikeInUnit
	alikeInCode
)

// markOf is what tells people of one name apart; tail is the end of the code.
func markOf(code, tail, unit string, alike int) string {
	switch {
	case alike == alikeElsewhere && unit != "":
		return unit
	case alike == alikeInUnit && tail != code:
		return "…" + tail
	case alike != 0:
		return code
	}
	return ""
}

// member is a person with what their mark is made of.
type member struct {
	rules.Person
	unit, tail string
	alike      int
}

func scanMember(r row) (m member, err error) {
	p := &m.Person
	err = r.Scan(&p.ID, &p.Code, &p.Name, &p.Phone, &p.Roles, &p.Active, &p.Unit, &p.Position,
		&p.Language, &p.Linked, &p.Reachable, &p.Inviter, &p.Former, &p.Consent, &p.Commitment, &m.unit, &m.tail, &m.alike)
	return m, err
}

func (m member) marked() rules.Person {
	m.Mark = markOf(m.Code, m.tail, m.unit, m.alike)
	return m.Person
}

func scanPerson(r row) (rules.Person, error) {
	m, err := scanMember(r)
	return m.marked(), err
}

// Person loads one person as of a day, or ErrNotFound. Unit and Position are 0
// before their first posting.
func (tx *Tx) Person(id rules.PersonID, on rules.Date) (rules.Person, error) {
	if p, ok := tx.kept.rows[personOn{id, on}].(rules.Person); ok {
		return p, nil
	}
	p, err := queryRow(tx, scanPerson, selectPerson+`WHERE p.id = ?2`, on, id)
	if err != nil {
		return p, fmt.Errorf("load person %d: %w", id, err)
	}
	tx.keep(personOn{id, on}, selectPerson, p)
	return p, nil
}

// personOn is the key under which a person is kept.
type personOn struct {
	id rules.PersonID
	on rules.Date
}

// named loads people as of a day; those that don't exist are left out.
func (tx *Tx) named(on rules.Date, ids []rules.PersonID) (map[rules.PersonID]rules.Person, error) {
	out := make(map[rules.PersonID]rules.Person, len(ids))
	var missing []rules.PersonID
	for _, id := range ids {
		if p, ok := tx.kept.rows[personOn{id, on}].(rules.Person); ok {
			out[id] = p
		} else if id != 0 {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	found, err := queryAll(tx, scanPerson, selectPerson+`WHERE p.id IN (SELECT value FROM json_each(?2))`, on, idList(missing))
	if err != nil {
		return nil, fmt.Errorf("load %d people: %w", len(missing), err)
	}
	for _, p := range found {
		out[p.ID] = p
		tx.keep(personOn{p.ID, on}, selectPerson, p)
	}
	return out, nil
}

// PersonByCode loads one person as of a day, or ErrNotFound.
func (tx *Tx) PersonByCode(code string, on rules.Date) (rules.Person, error) {
	p, err := queryRow(tx, scanPerson, selectPerson+`WHERE p.code = ?2`, on, code)
	if err != nil {
		return p, fmt.Errorf("load person %q: %w", code, err)
	}
	return p, nil
}

// PersonByChat loads the person whose account a chat is, or ErrNotFound.
func (tx *Tx) PersonByChat(chat int64, on rules.Date) (rules.Person, error) {
	p, err := queryRow(tx, scanPerson, selectPerson+`WHERE a.chat_id = ?2`, on, chat)
	if err != nil {
		return p, fmt.Errorf("load the person of a chat: %w", err)
	}
	tx.keep(personOn{p.ID, on}, selectPerson, p)
	return p, nil
}

// PeopleByPhone lists the active people with a number, digits with the country
// code: more than one may share it.
func (tx *Tx) PeopleByPhone(digits string, on rules.Date) ([]rules.Person, error) {
	return queryAll(tx, scanPerson, selectPerson+`WHERE p.phone = ?2 AND p.phone <> '' AND p.active = 1 ORDER BY p.code`, on, digits)
}

// People lists everybody by code, those who left too.
func (tx *Tx) People(on rules.Date) ([]rules.Person, error) {
	return queryAll(tx, scanPerson, selectPerson+`ORDER BY p.code`, on)
}

// Members lists the active staff of a unit on a day by name; those of the
// units below are not among them.
func (tx *Tx) Members(unit rules.UnitID, on rules.Date) ([]rules.Person, error) {
	list, err := keptAll(tx, scanMember, selectMember+`
		WHERE p.id IN (SELECT person_id FROM posting WHERE unit_id = ?2 AND from_day <= ?1)
		AND g.unit_id = ?2 AND p.active = 1 ORDER BY p.name_key, p.id`, on, unit)
	if err != nil {
		return nil, err
	}
	if doubtful, err := tx.alikeWithin(list); err != nil || doubtful {
		return tx.called(on, list, err)
	}
	var out []rules.Person
	for _, m := range list {
		out = append(out, m.marked())
	}
	return out, nil
}

// alikeWithin sees who of a unit bear one name. It is doubtful where somebody of that name may
// be in another unit that is called the same.
func (tx *Tx) alikeWithin(list []member) (doubtful bool, err error) {
	of := map[string][]int{}
	elsewhere := ""
	for i, m := range list {
		of[m.Name] = append(of[m.Name], i)
		if m.alike == alikeElsewhere {
			elsewhere = m.unit
		}
	}
	for _, same := range of {
		for _, i := range same {
			for _, j := range same {
				switch m := &list[i]; {
				case i == j:
				case m.tail == list[j].tail:
					m.alike = alikeInCode
				default:
					m.alike = max(m.alike, alikeInUnit)
				}
			}
		}
	}
	if elsewhere == "" {
		return false, nil
	}
	units, err := tx.EachUnit()
	if err != nil {
		return false, err
	}
	n := 0
	for u := range units {
		if u.Name == elsewhere {
			n++
		}
	}
	return n > 1, nil
}

// called are the members with what tells each apart from whoever bears the name.
func (tx *Tx) called(on rules.Date, list []member, err error) ([]rules.Person, error) {
	if err != nil {
		return nil, err
	}
	ids := make([]rules.PersonID, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	found, err := tx.named(on, ids)
	var out []rules.Person
	for _, id := range ids {
		out = append(out, found[id])
	}
	return out, err
}

// CountMembers counts whom Members lists.
func (tx *Tx) CountMembers(unit rules.UnitID, on rules.Date) (int, error) {
	return keptRow(tx, scalar[int], `SELECT count(*) FROM posting g JOIN person p ON p.id = g.person_id
		WHERE g.unit_id = ?2 AND g.from_day <= ?1 AND p.active = 1 AND NOT EXISTS (
			SELECT 1 FROM posting n WHERE n.person_id = g.person_id AND n.from_day > g.from_day AND n.from_day <= ?1)`, on, unit)
}

// PeopleWithRole lists the active people who have any of the stored roles.
// Heads are found by their units.
func (tx *Tx) PeopleWithRole(roles rules.Roles, on rules.Date) ([]rules.Person, error) {
	lowest := roles & -roles // a set that holds it is no smaller: the index needs a bound
	// The plus keeps SQLite from walking everybody in the order of their codes.
	return keptAll(tx, scanPerson, selectPerson+`
		WHERE p.roles >= ?2 AND p.roles & ?3 <> 0 AND p.active = 1 ORDER BY +p.code`, on, lowest, roles)
}

// SetRoles replaces a person's roles; Head is left out, since units name it.
func (tx *Tx) SetRoles(id rules.PersonID, roles rules.Roles) error {
	if err := tx.change(`UPDATE person SET roles = ? WHERE id = ?`, roles&^rules.Head, id); err != nil {
		return fmt.Errorf("set the roles of person %d: %w", id, err)
	}
	return nil
}

// SetActive says whether a person belongs to the staff from a moment on. The time for
// which somebody who left is kept begins with it, and begins anew after a return.
func (tx *Tx) SetActive(id rules.PersonID, active bool, at time.Time) error {
	left := at
	if active {
		left = time.Time{}
	}
	if err := tx.change(`UPDATE person SET active = ?, left_at = ? WHERE id = ?`, active, left, id); err != nil {
		return fmt.Errorf("set person %d active: %w", id, err)
	}
	return nil
}
