package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
)

// IntakeFileID identifies a table that was sent to the bot.
type IntakeFileID int64

// IntakeFileState is how far a table has come.
type IntakeFileState string

// The states. From applied on nothing more happens.
const (
	IntakeReading  IntakeFileState = "reading"  // it is to be fetched and tried
	IntakeShown    IntakeFileState = "shown"    // what is shown waits for a press
	IntakeApplying IntakeFileState = "applying" // it is to be fetched and imported
	IntakeApplied  IntakeFileState = "applied"
	IntakeSame     IntakeFileState = "same"    // it would change nothing
	IntakeRefused  IntakeFileState = "refused" // it can't be imported, as Found says
	IntakeDropped  IntakeFileState = "dropped" // by who sent it, or by a newer one
	IntakeFailed   IntakeFileState = "failed"  // it can't be fetched or read
	IntakePassed   IntakeFileState = "passed"  // a feature with files of its own has it
)

// IntakeFile is a table that somebody sent to the bot.
type IntakeFile struct {
	ID    IntakeFileID
	By    rules.PersonID
	File  string // by which Telegram gives it
	Name  string
	Kind  string // empty: not known yet
	State IntakeFileState
	Rev   int32           // of what is shown
	Mark  []byte          // fingerprint of all that it is about
	Said  json.RawMessage // what the sender chose
	Found json.RawMessage // what the card shows of it
	Sent  time.Time
}

// AddIntakeFile keeps one that is to be read.
func (tx *Tx) AddIntakeFile(f *IntakeFile) error {
	id, err := tx.insert(`INSERT INTO intake_file (by_id, file, name, state, sent_at) VALUES (?, ?, ?, 'reading', ?)`, f.By, f.File, f.Name, f.Sent)
	if err != nil {
		return fmt.Errorf("keep a table: %w", err)
	}
	f.ID, f.State = IntakeFileID(id), IntakeReading
	return nil
}

const selectIntakeFile = `SELECT id, by_id, file, name, kind, state, rev, mark, said, found, sent_at FROM intake_file `

func scanIntakeFile(r row) (f IntakeFile, err error) {
	var said, found string
	err = r.Scan(&f.ID, &f.By, &f.File, &f.Name, &f.Kind, &f.State, &f.Rev, &f.Mark, &said, &found, &f.Sent)
	f.Said, f.Found = json.RawMessage(said), json.RawMessage(found)
	return f, err
}

// IntakeFile loads one, or ErrNotFound.
func (tx *Tx) IntakeFile(id IntakeFileID) (IntakeFile, error) {
	f, err := queryRow(tx, scanIntakeFile, selectIntakeFile+`WHERE id = ?`, id)
	if err != nil {
		return f, fmt.Errorf("load table %d: %w", id, err)
	}
	return f, nil
}

// OpenIntakeFiles lists those of a person that are being read or wait for a press.
func (tx *Tx) OpenIntakeFiles(by rules.PersonID) ([]IntakeFile, error) {
	list, err := queryAll(tx, scanIntakeFile, selectIntakeFile+`INDEXED BY intake_file_by WHERE by_id = ? AND state IN ('reading', 'shown') ORDER BY id`, by)
	if err != nil {
		return nil, fmt.Errorf("find the tables of person %d: %w", by, err)
	}
	return list, nil
}

// SaveIntakeFile keeps how far one has come. What nothing more happens with can't be fetched any more.
func (tx *Tx) SaveIntakeFile(f IntakeFile) error {
	switch f.State {
	case IntakeReading, IntakeShown, IntakeApplying:
	default:
		f.File, f.Mark, f.Said = "", nil, nil
	}
	if f.Mark == nil {
		f.Mark = []byte{}
	}
	if f.Said == nil {
		f.Said = json.RawMessage("{}")
	}
	if f.Found == nil {
		f.Found = json.RawMessage("{}")
	}
	err := tx.change(`UPDATE intake_file SET file = ?, kind = ?, state = ?, rev = ?, mark = ?, said = ?, found = ? WHERE id = ?`,
		f.File, f.Kind, f.State, f.Rev, f.Mark, string(f.Said), string(f.Found), f.ID)
	if err != nil {
		return fmt.Errorf("keep table %d: %w", f.ID, err)
	}
	return nil
}

// IntakeColumns is which column of a header means what, as somebody confirmed it, or ErrNotFound.
func (tx *Tx) IntakeColumns(kind, heading string) (json.RawMessage, error) {
	s, err := queryRow(tx, scalar[string], `SELECT columns FROM intake_heading WHERE kind = ? AND heading = ?`, kind, heading)
	if err != nil {
		return nil, fmt.Errorf("find the columns of a header: %w", err)
	}
	return json.RawMessage(s), nil
}

// KeepIntakeColumns remembers which column of a header means what.
func (tx *Tx) KeepIntakeColumns(kind, heading string, columns json.RawMessage) error {
	_, err := tx.exec(`INSERT INTO intake_heading (kind, heading, columns) VALUES (?, ?, ?) ON CONFLICT (kind, heading) DO UPDATE SET columns = excluded.columns`, kind, heading, string(columns))
	if err != nil {
		return fmt.Errorf("keep the columns of a header: %w", err)
	}
	return nil
}

// MoveMessages lets what shows an anchor show another from now on.
func (tx *Tx) MoveMessages(from, to string) error {
	if _, err := tx.exec(`UPDATE OR REPLACE live_message SET slot = ? WHERE slot = ?`, to, from); err != nil {
		return fmt.Errorf("let a message show something else: %w", err)
	}
	return nil
}
