package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

const selectTask = `SELECT t.id, t.unit_id, t.title, t.field, t.due_at, t.product_id, t.kind, t.quantity, t.k, t.half_hours, t.proof,
	t.assigner_id, t.on_behalf_of, t.owner_id, t.document_number, t.document_day, t.document_summary, t.official, t.extra, t.from_id,
	t.state, t.rev, t.done, t.made_at, t.accepted_at, t.first_submitted_at, t.submitted_at, t.decided_at, t.decided_by, t.decided_for,
	t.reason, t.unable_at, t.unable_why, t.counted, t.repeat_id, t.repeat_day,
	(SELECT group_concat(s.person_id || ' ' || s.part, ',' ORDER BY s.person_id) FROM task_share s WHERE s.task_id = t.id) FROM task t `

func scanTask(r row) (t task.Task, err error) {
	var shares *string
	err = r.Scan(&t.ID, &t.Unit, &t.Title, &t.Field, &t.Due, &t.Work.Product, &t.Work.Kind, &t.Work.Quantity, &t.Work.K, &t.Work.HalfHours, &t.Proof,
		&t.Assigner, &t.OnBehalfOf, &t.Owner, &t.Document.Number, &t.Document.Date, &t.Document.Summary, &t.Official, &t.Extra, &t.From,
		&t.State, &t.Rev, &t.Done, &t.Made, &t.Accepted, &t.FirstSubmitted, &t.Submitted, &t.Decided, &t.DecidedBy, &t.DecidedFor,
		&t.Reason, &t.Unable, &t.UnableWhy, &t.Work.Counted, &t.Repeat, &t.RepeatDay, &shares)
	if err == nil && shares != nil {
		t.Shares, err = readShares(*shares)
	}
	return t, err
}

// readShares reads who works on a task together, as selectTask writes it: "3 1/2,7 1/2".
func readShares(text string) (out []task.Share, err error) {
	for one := range strings.SplitSeq(text, ",") {
		id, part, _ := strings.Cut(one, " ")
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read a share %q: %w", one, err)
		}
		s := task.Share{Person: rules.PersonID(n)}
		if err := s.Part.UnmarshalText([]byte(part)); err != nil {
			return nil, fmt.Errorf("read a share %q: %w", one, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// tasks reads the tasks that a query of selectTask finds, with their shares.
func (tx *Tx) tasks(query string, args ...any) ([]task.Task, error) {
	list, err := queryAll(tx, scanTask, query, args...)
	if err != nil {
		return nil, fmt.Errorf("load tasks: %w", err)
	}
	return list, nil
}

// InsertTask keeps a new task with its shares, and sets its ID. ErrTaken: the official
// id belongs to another one.
func (tx *Tx) InsertTask(t *task.Task) error {
	id, err := tx.insert(`INSERT INTO task (unit_id, title, field, due_at, product_id, kind, quantity, k, half_hours, proof, assigner_id, on_behalf_of, owner_id,
		document_number, document_day, document_summary, official, extra, from_id, state, live, rev, done, made_at, accepted_at, first_submitted_at,
		submitted_at, decided_at, decided_by, decided_for, reason, unable_at, unable_why, counted, repeat_id, repeat_day)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.Unit, t.Title, t.Field, t.Due, orNull(t.Work.Product), t.Work.Kind, t.Work.Quantity, t.Work.K, t.Work.HalfHours, t.Proof, t.Assigner,
		orNull(t.OnBehalfOf), t.Owner, t.Document.Number, t.Document.Date, t.Document.Summary, t.Official, t.Extra, orNull(t.From), t.State, t.State.Live(), t.Rev,
		t.Done, t.Made, t.Accepted, t.FirstSubmitted, t.Submitted, t.Decided, orNull(t.DecidedBy), orNull(t.DecidedFor), t.Reason, t.Unable, t.UnableWhy, t.Work.Counted,
		orNull(t.Repeat), t.RepeatDay)
	if err != nil {
		return fmt.Errorf("insert a task of person %d: %w", t.Owner, taken(err))
	}
	t.ID = task.ID(id)
	for _, s := range t.Shares {
		if _, err := tx.exec(`INSERT INTO task_share (task_id, person_id, part) VALUES (?, ?, ?)`, t.ID, s.Person, s.Part); err != nil {
			return fmt.Errorf("insert a task of person %d: the share of person %d: %w", t.Owner, s.Person, err)
		}
	}
	return nil
}

// SaveTask writes back what changes of a task: its deadline, state and progress.
// ErrNotFound: it was never inserted.
func (tx *Tx) SaveTask(t task.Task) error { return tx.SaveTasks(t) }

// SaveTasks is SaveTask of some at once.
func (tx *Tx) SaveTasks(list ...task.Task) error {
	rows := make([][]any, len(list))
	for i, t := range list {
		rows[i] = []any{
			t.ID, t.Due, t.Assigner, orNull(t.OnBehalfOf), int(t.State), t.State.Live(), t.Rev, t.Done, t.Made, t.Accepted,
			t.FirstSubmitted, t.Submitted, t.Decided, orNull(t.DecidedBy), orNull(t.DecidedFor), t.Reason, t.Unable, t.UnableWhy,
		}
		if err := bind(rows[i]); err != nil {
			return err
		}
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	n, err := tx.count(`UPDATE task SET due_at = j.value ->> 1, assigner_id = j.value ->> 2, on_behalf_of = j.value ->> 3, state = j.value ->> 4, live = j.value ->> 5, rev = j.value ->> 6,
		done = j.value ->> 7, made_at = j.value ->> 8, accepted_at = j.value ->> 9, first_submitted_at = j.value ->> 10, submitted_at = j.value ->> 11, decided_at = j.value ->> 12,
		decided_by = j.value ->> 13, decided_for = j.value ->> 14, reason = j.value ->> 15, unable_at = j.value ->> 16, unable_why = j.value ->> 17
		FROM json_each(?) j WHERE task.id = j.value ->> 0`, string(data))
	if err == nil && n < len(list) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("save tasks: %w", err)
	}
	return nil
}

// Task loads one, or ErrNotFound.
func (tx *Tx) Task(id task.ID) (task.Task, error) {
	list, err := tx.tasks(selectTask+`WHERE t.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("load task %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return task.Task{}, err
	}
	return list[0], nil
}

// Tasks loads those named, by deadline; what there is not is left out.
func (tx *Tx) Tasks(ids ...task.ID) ([]task.Task, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return tx.tasks(selectTask+`WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.due_at, t.id`, idList(ids))
}

// SubmittedTasks lists what waits for confirmation anywhere, by deadline.
func (tx *Tx) SubmittedTasks() ([]task.Task, error) {
	return tx.tasks(selectTask+`INDEXED BY task_due WHERE t.live = 1 AND t.state = ? ORDER BY t.due_at, t.id`, task.Submitted)
}

// SubmittedTo lists what waits for confirmation of what a person assigned, of all in some
// units, and in those right below of the head's own, of what the head has a part in, or of all where there is no head
// with an account; the oldest first.
func (tx *Tx) SubmittedTo(assigner rules.PersonID, units []rules.UnitID) ([]task.Task, error) {
	return tx.tasks(selectTask+`WHERE t.live = 1 AND t.assigner_id = ?1 AND t.state = ?3
		UNION `+selectTask+`WHERE t.live = 1 AND t.unit_id IN (SELECT value FROM json_each(?2)) AND t.state = ?3
		UNION `+selectTask+`WHERE t.live = 1 AND t.unit_id IN (SELECT id FROM unit WHERE parent_id IN (SELECT value FROM json_each(?2))) AND t.state = ?3
			AND NOT EXISTS (SELECT 1 FROM unit u JOIN account a ON a.person_id = u.head_id WHERE u.id = t.unit_id AND u.head_id <> t.owner_id
				AND NOT EXISTS (SELECT 1 FROM task_share s WHERE s.task_id = t.id AND s.person_id = u.head_id))
		ORDER BY 27, 1`, assigner, idList(units), task.Submitted)
}

// CountOverdue counts the open tasks of units with a deadline before a moment; those that
// wait for somebody count only where they are to.
func (tx *Tx) CountOverdue(units []rules.UnitID, before time.Time, waiting bool) (int, error) {
	n, err := queryRow(tx, scalar[int], `SELECT count(*) FROM task t WHERE t.live = 1 AND t.unit_id IN (SELECT value FROM json_each(?1)) AND t.due_at < ?2 AND t.state <> ?3
		AND (?4 OR NOT EXISTS (SELECT 1 FROM blocker b WHERE b.task_id = t.id AND b.closed_at = 0))`, idList(units), before, task.Submitted, waiting)
	if err != nil {
		return 0, fmt.Errorf("count what is overdue: %w", err)
	}
	return n, nil
}

// LiveOwners lists who has a live task of their own, by id.
func (tx *Tx) LiveOwners() ([]rules.PersonID, error) {
	list, err := queryAll(tx, scalar[rules.PersonID], `SELECT DISTINCT owner_id FROM task INDEXED BY task_due WHERE live = 1 ORDER BY owner_id`)
	if err != nil {
		return nil, fmt.Errorf("find who has tasks: %w", err)
	}
	return list, nil
}

// TaskByOfficial loads the task of that id in the official system, or ErrNotFound.
func (tx *Tx) TaskByOfficial(official string) (task.Task, error) {
	list, err := tx.tasks(selectTask+`WHERE t.official = ? AND t.official <> '' AND t.from_id IS NULL`, official)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("load the task %q of the official system: %w", official, ErrNotFound)
	}
	if err != nil {
		return task.Task{}, err
	}
	return list[0], nil
}

// LiveTasksOf lists what a person still has to do, or has submitted, as owner and as
// co-worker, by deadline.
func (tx *Tx) LiveTasksOf(p rules.PersonID) ([]task.Task, error) {
	return tx.tasks(selectTask+`WHERE t.live = 1 AND t.owner_id = ?1
		UNION `+selectTask+`WHERE t.id IN (SELECT task_id FROM task_share WHERE person_id = ?1) AND +t.live = 1
		ORDER BY 5, 1`, p)
}

// LiveTasksIn lists the live tasks of units, by deadline.
func (tx *Tx) LiveTasksIn(units []rules.UnitID) ([]task.Task, error) {
	return tx.tasks(selectTask+`INDEXED BY task_unit WHERE t.live = 1 AND t.unit_id IN (SELECT value FROM json_each(?)) ORDER BY t.due_at, t.id`, idList(units))
}

// LiveTasksWith lists the live tasks of a unit by deadline, with those that its people brought along from
// another one or have a part in there.
func (tx *Tx) LiveTasksWith(unit rules.UnitID, on rules.Date) ([]task.Task, error) {
	const people = `(SELECT person_id FROM posting WHERE unit_id = ?1 AND from_day <= ?2)`
	return tx.tasks(selectTask+`INDEXED BY task_unit WHERE t.live = 1 AND t.unit_id = ?1
		UNION `+selectTask+`INDEXED BY task_owner WHERE t.live = 1 AND t.owner_id IN `+people+`
		UNION `+selectTask+`WHERE t.id IN (SELECT task_id FROM task_share WHERE person_id IN `+people+`) AND +t.live = 1
		ORDER BY 5, 1`, unit, on)
}

// LiveTasksBy lists the live tasks that a person assigned, by deadline.
func (tx *Tx) LiveTasksBy(assigner rules.PersonID) ([]task.Task, error) {
	return tx.tasks(selectTask+`WHERE t.live = 1 AND t.assigner_id = ? ORDER BY t.due_at, t.id`, assigner)
}

// LatelyGiven lists to whom else a person gave live tasks, whom last first.
func (tx *Tx) LatelyGiven(assigner rules.PersonID) ([]rules.PersonID, error) {
	list, err := queryAll(tx, scalar[rules.PersonID], `SELECT t.owner_id FROM task t WHERE t.live = 1 AND t.assigner_id = ?1 AND t.owner_id <> ?1
		GROUP BY t.owner_id ORDER BY max(t.made_at) DESC, min(t.due_at), t.owner_id`, assigner)
	if err != nil {
		return nil, fmt.Errorf("find whom person %d gave work: %w", assigner, err)
	}
	return list, nil
}

// DraftedTasks lists the drafts that wait for the press of a head, oldest first.
func (tx *Tx) DraftedTasks(head rules.PersonID) ([]task.Task, error) {
	return tx.tasks(selectTask+`INDEXED BY task_drafted WHERE t.state = 1 AND t.on_behalf_of = ? ORDER BY t.id`, head)
}

// TasksOf lists a person's tasks with a deadline in a stretch, its end excluded, as owner
// and as co-worker, in whatever state, by deadline.
func (tx *Tx) TasksOf(p rules.PersonID, from, to time.Time) ([]task.Task, error) {
	return tx.tasks(selectTask+`WHERE t.live IN (0, 1) AND t.owner_id = ?1 AND t.due_at >= ?2 AND t.due_at < ?3
		UNION `+selectTask+`WHERE t.id IN (SELECT task_id FROM task_share WHERE person_id = ?1) AND t.due_at >= ?2 AND t.due_at < ?3
		ORDER BY 5, 1`, p, from, to)
}

// TasksIn lists the tasks of a unit with a deadline in a stretch, its end excluded, in
// whatever state, by deadline.
func (tx *Tx) TasksIn(unit rules.UnitID, from, to time.Time) ([]task.Task, error) {
	return tx.tasks(selectTask+`WHERE t.live IN (0, 1) AND t.unit_id = ? AND t.due_at >= ? AND t.due_at < ? ORDER BY t.due_at, t.id`, unit, from, to)
}

// LiveTasksDue lists up to limit live tasks with a deadline before a moment, by deadline,
// after the one named: jobs walk through them in chunks.
func (tx *Tx) LiveTasksDue(before time.Time, after task.Task, limit int) ([]task.Task, error) {
	return tx.tasks(selectTask+`WHERE t.live = 1 AND t.due_at < ?1 AND (t.due_at, t.id) > (?2, ?3) ORDER BY t.due_at, t.id LIMIT ?4`,
		before, after.Due, after.ID, limit)
}
