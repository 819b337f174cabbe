package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
)

// Inspection is what a look from outside says of a database.
type Inspection struct {
	Path   string // with links resolved
	Exists bool   // false: Open would create it; the fields below are zero
	Locked *LockedError
	Schema int64 // version in the file, 0 for an empty one
	Newest int64 // version that this program knows
	People int   // active
	Linked int   // active people with an account
	// Begun is when a bot last began with it, Polled when Telegram last answered
	// one; zero: never, or the schema is an older one.
	Begun, Polled time.Time
	// UnitsWithoutHead are the names of active units whose head is vacant, by code.
	UnitsWithoutHead []string
	// Staff says of the codes that were asked for whether their person is active and has
	// an account; who is not in it is not among the staff.
	Staff map[string]bool
	// DeadLetters counts the messages that were given up; Reasons are those of the newest.
	DeadLetters int
	Reasons     []string
	// Unread are the changes of the numbers that this release can't read, and so
	// does not apply.
	Unread []int64
	// Calendar is what was entered into the calendar beside the configuration, UnreadDays
	// the entries that this release can't read, and so does not apply.
	Calendar   []rules.CalendarChange
	UnreadDays []int64
	// Criteria are the versions of the common criteria that people were judged by.
	Criteria []evaluation.Used
}

// Inspect looks at the database at path and changes nothing: it neither creates
// nor migrates it, and it may run while another process has it open, which the
// inspection says in Locked. It refuses what Open refuses of the file itself. codes are
// of the staff whom it is to look for.
func Inspect(ctx context.Context, path string, codes ...string) (r Inspection, err error) {
	if r.Path, err = locate(path); err != nil {
		return r, fmt.Errorf("inspect database: %w", err)
	}
	if r.Newest, err = newest(); err != nil {
		return r, fmt.Errorf("inspect database: %w", err)
	}
	if _, err := os.Stat(r.Path); errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	r.Exists = true
	if err := probeLock(r.Path + ".lock"); err != nil && !errors.As(err, &r.Locked) {
		return r, fmt.Errorf("inspect database %s: %w", r.Path, err)
	}
	if err := inspect(ctx, r.Path); err != nil {
		return r, fmt.Errorf("inspect database %s: %w", r.Path, explain(err))
	}
	if err := r.read(ctx, codes); err != nil {
		return r, fmt.Errorf("inspect database %s: %w", r.Path, explain(err))
	}
	return r, nil
}

func (r *Inspection) read(ctx context.Context, codes []string) (err error) {
	pool, err := sql.Open("sqlite", readerDSN(r.Path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var tables int
	if err := pool.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables); err != nil || tables == 0 {
		return err
	}
	if err := pool.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versionTable).Scan(&r.Schema); err != nil || r.Schema == 0 {
		return err
	}
	err = pool.QueryRowContext(ctx, `
		SELECT count(*), count(a.person_id) FROM person p LEFT JOIN account a ON a.person_id = p.id WHERE p.active = 1`).
		Scan(&r.People, &r.Linked)
	if err != nil {
		return err
	}
	if err := r.readStaff(ctx, pool, codes); err != nil {
		return err
	}
	if r.Schema == r.Newest {
		var begun, polled int64
		err = pool.QueryRowContext(ctx, `
			SELECT coalesce((SELECT max(at) FROM process_start), 0), coalesce((SELECT max(alive_at) FROM poll), 0)`).Scan(&begun, &polled)
		if err != nil {
			return err
		}
		r.Begun, r.Polled = instant(begun), instant(polled)
	}
	if err := r.readDeadLetters(ctx, pool); err != nil {
		return err
	}
	if err := r.readPolicies(ctx, pool); err != nil {
		return err
	}
	if err := r.readCalendar(ctx, pool); err != nil {
		return err
	}
	if err := r.readCriteria(ctx, pool); err != nil {
		return err
	}
	rows, err := pool.QueryContext(ctx, "SELECT name FROM unit WHERE active = 1 AND head_id IS NULL ORDER BY code")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		r.UnitsWithoutHead = append(r.UnitsWithoutHead, name)
	}
	return rows.Err()
}

func (r *Inspection) readStaff(ctx context.Context, pool *sql.DB, codes []string) error {
	r.Staff = map[string]bool{}
	for _, code := range codes {
		var linked bool
		err := pool.QueryRowContext(ctx, `SELECT a.person_id IS NOT NULL FROM person p LEFT JOIN account a ON a.person_id = p.id
			WHERE p.code = ? AND p.active = 1`, code).Scan(&linked)
		switch {
		case err == nil:
			r.Staff[code] = linked
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
	}
	return nil
}

const reasonsRead = 5

// readDeadLetters reads what of the outbox was given up. The body of a message is never
// looked at.
func (r *Inspection) readDeadLetters(ctx context.Context, pool *sql.DB) (err error) {
	rows, err := pool.QueryContext(ctx, "SELECT id, error FROM outbox WHERE state = ? ORDER BY id DESC", int64(OutDead))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var reason string
		if err := rows.Scan(&id, &reason); err != nil {
			return err
		}
		if r.DeadLetters++; r.DeadLetters <= reasonsRead {
			r.Reasons = append(r.Reasons, fmt.Sprintf("message %d: %s", id, reason))
		}
	}
	return rows.Err()
}

func (r *Inspection) readPolicies(ctx context.Context, pool *sql.DB) (err error) {
	if r.Schema < policySchema {
		return nil
	}
	rows, err := pool.QueryContext(ctx, "SELECT id, change FROM policy_change ORDER BY id")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var change string
		if err := rows.Scan(&id, &change); err != nil {
			return err
		}
		if json.Unmarshal([]byte(change), new(rules.PolicyChange)) != nil {
			r.Unread = append(r.Unread, id)
		}
	}
	return rows.Err()
}

func (r *Inspection) readCalendar(ctx context.Context, pool *sql.DB) (err error) {
	if r.Schema < calendarSchema {
		return nil
	}
	rows, err := pool.QueryContext(ctx, calendarRows)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var text string
		var change rules.CalendarChange
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		if json.Unmarshal([]byte(text), &change) != nil {
			r.UnreadDays = append(r.UnreadDays, id)
			continue
		}
		r.Calendar = append(r.Calendar, change)
	}
	return rows.Err()
}

func (r *Inspection) readCriteria(ctx context.Context, pool *sql.DB) (err error) {
	if r.Schema < evaluationSchema {
		return nil
	}
	rows, err := pool.QueryContext(ctx, selectCriteria+"ORDER BY version")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		c, err := scanCriteria(row{rows})
		if err != nil {
			return err
		}
		r.Criteria = append(r.Criteria, c)
	}
	return rows.Err()
}

// evaluationSchema is the schema that brought the criteria in use.
const evaluationSchema = 21

// calendarSchema is the schema that brought the table of what was entered into the calendar.
const calendarSchema = 13

// policySchema is the schema that brought the table of changes.
const policySchema = 2

// probeLock returns a *LockedError when another process holds the lock, and
// lets it go at once when none does.
func probeLock(path string) error {
	f, err := os.Open(path) //nolint:gosec // beside the database, whose path the operator gives
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	err = tryLock(f)
	if errors.Is(err, errHeld) {
		err = &LockedError{Path: path, PID: readPID(f)}
	}
	return errors.Join(err, f.Close())
}
