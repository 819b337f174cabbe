package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

const selectDataRequest = `SELECT id, person_id, kind, text, state, created_at, due, decided_by, decided_at, answer FROM data_request `

func scanDataRequest(r row) (d rules.DataRequest, err error) {
	err = r.Scan(&d.ID, &d.Person, &d.Kind, &d.Text, &d.State, &d.Created, &d.Due, &d.DecidedBy, &d.DecidedAt, &d.Answer)
	return d, err
}

// InsertDataRequest stores a new request about somebody's own data and sets its ID.
func (tx *Tx) InsertDataRequest(d *rules.DataRequest) error {
	id, err := tx.insert(`INSERT INTO data_request (person_id, kind, text, state, created_at, due, decided_by, decided_at, answer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.Person, d.Kind, d.Text, d.State, d.Created, d.Due, orNull(d.DecidedBy), d.DecidedAt, d.Answer)
	if err != nil {
		return fmt.Errorf("insert a data request: %w", err)
	}
	d.ID = rules.DataRequestID(id)
	return nil
}

// SaveDataRequest writes the state, deadline and answer back. ErrNotFound: it
// was never inserted.
func (tx *Tx) SaveDataRequest(d rules.DataRequest) error {
	err := tx.change(`UPDATE data_request SET state = ?, due = ?, decided_by = ?, decided_at = ?, answer = ? WHERE id = ?`,
		d.State, d.Due, orNull(d.DecidedBy), d.DecidedAt, d.Answer, d.ID)
	if err != nil {
		return fmt.Errorf("save data request %d: %w", d.ID, err)
	}
	return nil
}

// DataRequest loads one, or ErrNotFound.
func (tx *Tx) DataRequest(id rules.DataRequestID) (rules.DataRequest, error) {
	d, err := queryRow(tx, scanDataRequest, selectDataRequest+`WHERE id = ?`, id)
	if err != nil {
		return d, fmt.Errorf("load data request %d: %w", id, err)
	}
	return d, nil
}

// DataRequestsOf lists the requests of a person, newest first.
func (tx *Tx) DataRequestsOf(p rules.PersonID) ([]rules.DataRequest, error) {
	return queryAll(tx, scanDataRequest, selectDataRequest+`WHERE person_id = ? ORDER BY created_at DESC, id DESC`, p)
}

// OpenDataRequests lists everybody's unanswered requests, oldest first: up to
// limit, all of them for -1.
func (tx *Tx) OpenDataRequests(limit int) ([]rules.DataRequest, error) {
	return queryAll(tx, scanDataRequest, selectDataRequest+`INDEXED BY data_request_open WHERE state = 'open' ORDER BY created_at, id LIMIT ?`, limit)
}

// CountOpenDataRequests counts them.
func (tx *Tx) CountOpenDataRequests() (int, error) {
	n, err := queryRow(tx, scalar[int], `SELECT count(*) FROM data_request WHERE state = 'open'`)
	if err != nil {
		return 0, fmt.Errorf("count the data requests: %w", err)
	}
	return n, nil
}

// DataRead says that somebody read another person's data.
type DataRead struct {
	At             time.Time
	Reader, Person rules.PersonID
	What           string // request, person, data_request, audit
}

// sitting is how long a second look counts as the first one.
const sitting = 10 * time.Minute

// AddDataRead notes a look at a person's data; looks at the same within ten
// minutes count as one.
func (tx *Tx) AddDataRead(d DataRead) error {
	_, err := tx.exec(`INSERT INTO data_read (at, reader_id, person_id, what) SELECT ?1, ?2, ?3, ?4
		WHERE NOT EXISTS (SELECT 1 FROM data_read WHERE person_id = ?3 AND at > ?5 AND at <= ?1 AND reader_id = ?2 AND what = ?4)`,
		d.At, d.Reader, d.Person, d.What, d.At.Add(-sitting))
	if err != nil {
		return fmt.Errorf("note who read the data of person %d: %w", d.Person, err)
	}
	return nil
}

// DataReads lists who read a person's data, newest first.
func (tx *Tx) DataReads(p rules.PersonID, limit int) ([]DataRead, error) {
	return queryAll(tx, func(r row) (d DataRead, err error) {
		err = r.Scan(&d.At, &d.Reader, &d.Person, &d.What)
		return d, err
	}, `SELECT at, reader_id, person_id, what FROM data_read WHERE person_id = ? ORDER BY at DESC, id DESC LIMIT ?`, p, limit)
}
