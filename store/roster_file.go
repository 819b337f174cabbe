package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
)

// RosterFileID identifies a staff list that was sent to the bot.
type RosterFileID int64

// RosterFileState is how far a staff list has come.
type RosterFileState string

// The states. From applied on nothing more happens.
const (
	RosterReading  RosterFileState = "reading"  // it is to be fetched and tried
	RosterShown    RosterFileState = "shown"    // the preview waits for a press
	RosterApplying RosterFileState = "applying" // it is to be fetched and imported
	RosterApplied  RosterFileState = "applied"
	RosterSame     RosterFileState = "same"    // it would change nothing
	RosterRefused  RosterFileState = "refused" // it can't be imported, as Found says
	RosterDropped  RosterFileState = "dropped" // by who sent it, or by a newer one
	RosterFailed   RosterFileState = "failed"  // it can't be fetched or read
)

// RosterFile is a staff list that a coordinator sent to the bot.
type RosterFile struct {
	ID    RosterFileID
	By    rules.PersonID
	File  string // by which Telegram gives it
	Name  string
	State RosterFileState
	Rev   int32           // of the preview that is shown
	Mark  []byte          // fingerprint of all that it is about
	Found json.RawMessage // what the card shows of it
	Sent  time.Time
}

// AddRosterFile keeps one that is to be read.
func (tx *Tx) AddRosterFile(f *RosterFile) error {
	id, err := tx.insert(`INSERT INTO roster_file (by_id, file, name, state, sent_at) VALUES (?, ?, ?, 'reading', ?)`, f.By, f.File, f.Name, f.Sent)
	if err != nil {
		return fmt.Errorf("keep a staff list: %w", err)
	}
	f.ID, f.State = RosterFileID(id), RosterReading
	return nil
}

const selectRosterFile = `SELECT id, by_id, file, name, state, rev, mark, found, sent_at FROM roster_file `

func scanRosterFile(r row) (f RosterFile, err error) {
	var found string
	err = r.Scan(&f.ID, &f.By, &f.File, &f.Name, &f.State, &f.Rev, &f.Mark, &found, &f.Sent)
	f.Found = json.RawMessage(found)
	return f, err
}

// RosterFile loads one, or ErrNotFound.
func (tx *Tx) RosterFile(id RosterFileID) (RosterFile, error) {
	f, err := queryRow(tx, scanRosterFile, selectRosterFile+`WHERE id = ?`, id)
	if err != nil {
		return f, fmt.Errorf("load staff list %d: %w", id, err)
	}
	return f, nil
}

// OpenRosterFiles lists those of a person that are being read or wait for a press.
func (tx *Tx) OpenRosterFiles(by rules.PersonID) ([]RosterFile, error) {
	list, err := queryAll(tx, scanRosterFile, selectRosterFile+`INDEXED BY roster_file_by WHERE by_id = ? AND state IN ('reading', 'shown') ORDER BY id`, by)
	if err != nil {
		return nil, fmt.Errorf("find the staff lists of person %d: %w", by, err)
	}
	return list, nil
}

// SaveRosterFile keeps how far one has come. What nothing more happens with can't be fetched any more.
func (tx *Tx) SaveRosterFile(f RosterFile) error {
	switch f.State {
	case RosterReading, RosterShown, RosterApplying:
	default:
		f.File, f.Mark = "", nil
	}
	if f.Mark == nil {
		f.Mark = []byte{}
	}
	if f.Found == nil {
		f.Found = json.RawMessage("{}")
	}
	err := tx.change(`UPDATE roster_file SET file = ?, state = ?, rev = ?, mark = ?, found = ? WHERE id = ?`, f.File, f.State, f.Rev, f.Mark, string(f.Found), f.ID)
	if err != nil {
		return fmt.Errorf("keep staff list %d: %w", f.ID, err)
	}
	return nil
}

// EnteredPhone notes who entered a person's phone number in the chat, 0 for the shell.
func (tx *Tx) EnteredPhone(p, by rules.PersonID) error {
	if err := tx.change(`UPDATE person SET phone_by = ? WHERE id = ?`, orNull(by), p); err != nil {
		return fmt.Errorf("note who entered the number of person %d: %w", p, err)
	}
	return nil
}

// PhoneEnteredBy is who entered a person's phone number in the chat, 0 for nobody.
func (tx *Tx) PhoneEnteredBy(p rules.PersonID) (rules.PersonID, error) {
	by, err := queryRow(tx, scalar[rules.PersonID], `SELECT COALESCE(phone_by, 0) FROM person WHERE id = ?`, p)
	if err != nil {
		return 0, fmt.Errorf("find who entered the number of person %d: %w", p, err)
	}
	return by, nil
}
