package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// NotifyOf is what a person chose to hear unasked; who chose nothing hears as the budget
// allows.
func (tx *Tx) NotifyOf(p rules.PersonID) (task.Notify, error) {
	n, err := keptRow(tx, func(r row) (n task.Notify, err error) {
		err = r.Scan(&n.Person, &n.Profile, &n.Snooze, &n.Stop)
		return n, err
	}, `SELECT person_id, profile, snooze_until, stop_day FROM notify WHERE person_id = ?`, p)
	if errors.Is(err, ErrNotFound) {
		return task.Notify{Person: p}, nil
	}
	if err != nil {
		return n, fmt.Errorf("load what person %d wants to hear: %w", p, err)
	}
	return n, nil
}

// SaveNotify keeps what a person chose to hear.
func (tx *Tx) SaveNotify(n task.Notify) error {
	if _, err := tx.exec(`INSERT INTO notify (person_id, profile, snooze_until, stop_day) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
		profile = excluded.profile, snooze_until = excluded.snooze_until, stop_day = excluded.stop_day`, n.Person, n.Profile, n.Snooze, n.Stop); err != nil {
		return fmt.Errorf("save what person %d wants to hear: %w", n.Person, err)
	}
	return nil
}

func scanLight(r row) (l task.Told, err error) {
	err = r.Scan(&l.Task, &l.To, &l.Lamp, &l.Due)
	return l, err
}

// LightsTold lists the lights of tasks that people were told of.
func (tx *Tx) LightsTold(ids ...task.ID) ([]task.Told, error) {
	list, err := queryAll(tx, scanLight, `SELECT l.task_id, l.person_id, l.lamp, l.due_at FROM json_each(?) j JOIN light_told l ON l.task_id = j.value
		ORDER BY l.task_id, l.person_id, l.lamp, l.due_at`, idList(ids))
	if err != nil {
		return nil, fmt.Errorf("load the lights of tasks: %w", err)
	}
	return list, nil
}

// Said is a message of a kind that was queued for somebody at a moment.
type Said struct {
	Kind task.MessageKind
	At   time.Time
}

// saidList is some messages as a list of pairs for json_each.
func saidList(said []Said) (string, error) {
	list := make([][2]int64, len(said))
	for i, s := range said {
		list[i] = [2]int64{s.At.UnixMilli(), int64(s.Kind)}
	}
	data, err := json.Marshal(list)
	return string(data), err
}

// LightsTo lists the lights that a person was told of since a moment, and those that some messages of before were to
// tell that may not have arrived.
func (tx *Tx) LightsTo(p rules.PersonID, since time.Time, unheard ...Said) ([]task.Told, error) {
	said, err := saidList(unheard)
	if err != nil {
		return nil, err
	}
	list, err := queryAll(tx, scanLight, `SELECT task_id, person_id, lamp, due_at FROM light_told INDEXED BY light_told_person
		WHERE person_id = ?1 AND (at >= ?2 OR EXISTS (SELECT 1 FROM json_each(?3) j WHERE j.value ->> 0 = at AND kind IN (0, j.value ->> 1))) ORDER BY task_id, lamp, due_at`,
		p, since, said)
	if err != nil {
		return nil, fmt.Errorf("load the lights that person %d was told of: %w", p, err)
	}
	return list, nil
}

// ForgetLights takes back what a message of a kind, queued at a moment, was to tell a
// person: it was not sent. What another message of that moment tells stays told.
func (tx *Tx) ForgetLights(p rules.PersonID, kind task.MessageKind, at time.Time) error {
	if _, err := tx.exec(`DELETE FROM light_told INDEXED BY light_told_person WHERE person_id = ? AND at = ? AND kind IN (0, ?)`, p, at, kind); err != nil {
		return fmt.Errorf("take back the lights that person %d was not told of: %w", p, err)
	}
	return nil
}

// ForgetSilent takes back of the lights that a message of a kind, queued at a moment, was to tell a person those of
// tasks that are silent now, handed in or recalled: it told nothing of them.
func (tx *Tx) ForgetSilent(p rules.PersonID, kind task.MessageKind, at time.Time) error {
	if _, err := tx.exec(`DELETE FROM light_told INDEXED BY light_told_person WHERE person_id = ?1 AND at = ?2 AND kind IN (0, ?3)
		AND EXISTS (SELECT 1 FROM task t WHERE t.id = task_id AND t.state NOT IN (?4, ?5, ?6, ?7))`,
		p, at, kind, task.Assigned, task.Accepted, task.InProgress, task.Returned); err != nil {
		return fmt.Errorf("take back the lights that were gone when person %d was told: %w", p, err)
	}
	return nil
}

// SayLights notes that a plan tells now of the lights of some tasks of which a digest was to tell a person that is
// among some messages that may not have arrived.
func (tx *Tx) SayLights(p rules.PersonID, ids []task.ID, unheard []Said, now time.Time) error {
	said, err := saidList(unheard)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`UPDATE light_told INDEXED BY light_told_person SET kind = ?1, at = ?2
		WHERE person_id = ?3 AND kind = ?4 AND at IN (SELECT value ->> 0 FROM json_each(?5) WHERE value ->> 1 = ?4) AND task_id IN (SELECT value FROM json_each(?6))`,
		task.MessagePlan, now, p, task.MessageDigest, said, idList(ids)); err != nil {
		return fmt.Errorf("note the lights that the plan tells person %d: %w", p, err)
	}
	return nil
}

// TellLight notes that somebody is told of a light by a message of a kind; a second time
// changes nothing.
func (tx *Tx) TellLight(l task.Told, kind task.MessageKind, at time.Time) error {
	if _, err := tx.exec(`INSERT INTO light_told (task_id, person_id, lamp, due_at, at, kind) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		l.Task, l.To, l.Lamp, l.Due, at, kind); err != nil {
		return fmt.Errorf("note a light of task %d: %w", l.Task, err)
	}
	return nil
}

// ToldOn counts the unsolicited messages that a person got on a day: the ledger of the
// message budget.
func (tx *Tx) ToldOn(p rules.PersonID, d rules.Date) (int, error) {
	n, err := queryRow(tx, scalar[int], `SELECT count(*) FROM told WHERE person_id = ? AND day = ?`, p, d)
	if err != nil {
		return 0, fmt.Errorf("count what person %d was told: %w", p, err)
	}
	return n, nil
}

// LastTold is when a person was last noted as told of a kind before a day, zero for never.
func (tx *Tx) LastTold(p rules.PersonID, d rules.Date, kind task.MessageKind) (time.Time, error) {
	at, err := queryRow(tx, scalar[time.Time], `SELECT coalesce(max(at), 0) FROM told INDEXED BY told_person WHERE person_id = ? AND day < ? AND kind = ?`, p, d, kind)
	if err != nil {
		return at, fmt.Errorf("find when person %d was last told: %w", p, err)
	}
	return at, nil
}

// NoteTold notes an unsolicited message to a person.
func (tx *Tx) NoteTold(p rules.PersonID, d rules.Date, kind task.MessageKind, at time.Time) error {
	if _, err := tx.exec(`INSERT INTO told (person_id, day, kind, at) VALUES (?, ?, ?, ?)`, p, d, kind, at); err != nil {
		return fmt.Errorf("note what person %d was told: %w", p, err)
	}
	return nil
}

// ForgetTold takes back the newest note of a kind of a day: the message had nothing to
// say when it was to be sent.
func (tx *Tx) ForgetTold(p rules.PersonID, d rules.Date, kind task.MessageKind) error {
	if _, err := tx.exec(`DELETE FROM told WHERE id = (SELECT max(id) FROM told INDEXED BY told_person WHERE person_id = ? AND day = ? AND kind = ?)`, p, d, kind); err != nil {
		return fmt.Errorf("take back what person %d was told: %w", p, err)
	}
	return nil
}

// Queued reports whether a message of a dedupe key was queued, whatever became of it.
func (tx *Tx) Queued(dedupe string) (bool, error) {
	known, err := queryRow(tx, scalar[bool], `SELECT EXISTS (SELECT 1 FROM outbox WHERE dedupe = ?)`, dedupe)
	if err != nil {
		return false, fmt.Errorf("find a message that was queued: %w", err)
	}
	return known, nil
}
