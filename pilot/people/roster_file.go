package people

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"tainha/pilot"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// How much of a staff list its card shows; the rest is counted.
const (
	changesNamed  = 10
	problemsNamed = 10
	asideNamed    = 3
)

// RosterFound is what a staff list sent to the bot would change, did change, or is wrong with it.
type RosterFound struct {
	Added    int `json:"added,omitempty"`
	Changed  int `json:"changed,omitempty"`
	Absences int `json:"absences,omitempty"`
	Missing  int `json:"missing,omitempty"` // known, and not in the file: they stay
	Aside    int `json:"aside,omitempty"`   // of the file, left out

	Lines    []rules.Message `json:"lines,omitempty"` // the first changes
	More     int             `json:"more,omitempty"`
	AsideAre []rules.Message `json:"aside_are,omitempty"` // the first
	Two      []rules.Message `json:"two,omitempty"`       // waits for a second confirmer
	Refused  []rules.Message `json:"refused,omitempty"`   // stays undone, with the reason

	Problems []rules.Message `json:"problems,omitempty"` // why nothing is imported: the first
	Faults   int             `json:"faults,omitempty"`   // all of them; 0: it is refused as a whole
	Anew     bool            `json:"anew,omitempty"`     // something changed since it was shown before
}

// RosterFileCase is a staff list as its card shows it.
type RosterFileCase struct {
	store.RosterFile
	RosterFound
}

// RosterFileOf loads a staff list, or store.ErrNotFound.
func RosterFileOf(do pilot.Do, id store.RosterFileID) (c RosterFileCase, err error) {
	if c.RosterFile, err = do.Tx.RosterFile(id); err != nil {
		return c, err
	}
	if err := json.Unmarshal(c.Found, &c.RosterFound); err != nil {
		return c, fmt.Errorf("read what was found in staff list %d: %w", id, err)
	}
	return c, nil
}

// ReceiveRosterFile takes a staff list in that a coordinator sent: it is read later. One of theirs that
// still waits is dropped.
func ReceiveRosterFile(do pilot.Do, file, name string) (store.RosterFileID, error) {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{}); err != nil {
		return 0, err
	}
	open, err := do.Tx.OpenRosterFiles(do.By.Person)
	if err != nil {
		return 0, err
	}
	for _, old := range open {
		if err := settleRosterFile(do, old, store.RosterDropped, "roster_file.drop", RosterFound{}); err != nil {
			return 0, err
		}
	}
	f := store.RosterFile{By: do.By.Person, File: file, Name: name, Sent: do.Now}
	if err := do.Tx.AddRosterFile(&f); err != nil {
		return 0, err
	}
	return f.ID, auditRosterFile(do, f, "roster_file.receive")
}

// ApplyRosterFile has a staff list imported as it was shown; a press of what was shown before, of what is
// decided, and of somebody else's is refused.
func ApplyRosterFile(do pilot.Do, id store.RosterFileID, rev int32) error {
	f, err := shownRosterFile(do, id, rev)
	if err != nil {
		return err
	}
	f.State = store.RosterApplying
	if err := do.Tx.SaveRosterFile(f); err != nil {
		return err
	}
	return auditRosterFile(do, f, "roster_file.apply")
}

// DropRosterFile puts a staff list aside: nothing of it is imported. It refuses what ApplyRosterFile does.
func DropRosterFile(do pilot.Do, id store.RosterFileID, rev int32) error {
	f, err := shownRosterFile(do, id, rev)
	if err != nil {
		return err
	}
	return settleRosterFile(do, f, store.RosterDropped, "roster_file.drop", RosterFound{})
}

func shownRosterFile(do pilot.Do, id store.RosterFileID, rev int32) (store.RosterFile, error) {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{}); err != nil {
		return store.RosterFile{}, err
	}
	f, err := do.Tx.RosterFile(id)
	switch {
	case err != nil:
		return f, err
	case f.By != do.By.Person:
		return f, rules.Refuse("access.foreign")
	case f.State != store.RosterShown || f.Rev != rev:
		return f, rules.Refuse("roster_file.stale")
	}
	return f, nil
}

// ReadRosterFile tries or imports a staff list that was fetched, in the name of who sent it: the first
// time it shows what it would change, after the press it changes that, in one transaction. Where
// something else would come of it by now, nothing is changed and that is shown.
func ReadRosterFile(do pilot.Do, id store.RosterFileID, draft roster.Draft) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	f, err := do.Tx.RosterFile(id)
	if err != nil || f.State != store.RosterReading && f.State != store.RosterApplying {
		return err // done before, or dropped meanwhile
	}
	do.By = pilot.Actor{Person: f.By}
	found, mark, err := tryRoster(do, draft, f.State == store.RosterApplying, f.Mark)
	if err == nil && f.State == store.RosterApplying && bytes.Equal(mark, f.Mark) {
		found.Lines, found.AsideAre, found.More = nil, nil, 0
		return settleRosterFile(do, f, store.RosterApplied, "roster_file.import", found)
	}
	if err != nil {
		return refuseRosterFile(do, f, err)
	}
	if found.nothing() {
		return settleRosterFile(do, f, store.RosterSame, "roster_file.read", found)
	}
	found.Anew, f.Mark = f.State == store.RosterApplying, mark
	f.Rev++
	return settleRosterFile(do, f, store.RosterShown, "roster_file.read", found)
}

// errTried rolls a trial back.
var errTried = errors.New("a trial changes nothing")

// tryRoster imports a roster in a savepoint. What it changes stays where it is asked to apply it and all that came of it is
// as it was shown.
func tryRoster(do pilot.Do, draft roster.Draft, apply bool, shown []byte) (found RosterFound, mark []byte, err error) {
	err = do.Tx.Savepoint(func() error {
		known, err := RosterKnown(do)
		if err != nil {
			return err
		}
		r, err := draft.Read(known)
		if err != nil {
			return err
		}
		changes, err := ImportRoster(do, r)
		if err != nil {
			return err
		}
		if found, mark, err = foundIn(r, changes); err != nil {
			return err
		}
		if !apply || !bytes.Equal(mark, shown) {
			return errTried
		}
		return nil
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return found, mark, err
}

// foundIn says what an import changes, and marks all of it. Of many changes only what is shown is kept in memory.
func foundIn(r roster.Roster, c Changes) (f RosterFound, mark []byte, err error) {
	sum := sha256.New()
	all := json.NewEncoder(sum)
	note := func(what any) {
		if err == nil {
			err = all.Encode(what)
		}
	}
	show := func(m rules.Message) {
		if len(f.Lines) < changesNamed {
			f.Lines = append(f.Lines, m)
		}
	}
	for _, x := range c.List {
		if x.Added {
			f.Added++
		}
		m := x.Message()
		show(m)
		note(m)
	}
	for _, a := range c.Absences {
		show(a.toOthers().Message())
		note(a.Message()) // what is marked, and not kept: which absence is illness
	}
	for _, x := range c.Refused {
		f.Refused = append(f.Refused, rules.Msg("roster_file.kept", "what", x.What, "why", x.Reasons))
	}
	f.Changed, f.Absences, f.Two = len(c.List)-f.Added, len(c.Absences), c.Two
	f.Missing = len(c.MissingUnits) + len(c.MissingPositions) + len(c.MissingPeople)
	f.More = len(c.List) + len(c.Absences) - len(f.Lines)
	if note([]any{f.Two, f.Refused}); err != nil {
		return f, nil, fmt.Errorf("mark what is shown: %w", err)
	}
	f.Aside = len(r.Aside)
	for _, x := range r.Aside[:min(len(r.Aside), asideNamed)] {
		f.AsideAre = append(f.AsideAre, x.Message())
	}
	return f, sum.Sum(nil), nil
}

// nothing reports that a file changes nothing.
func (f RosterFound) nothing() bool {
	return f.Added+f.Changed+f.Absences+len(f.Two) == 0
}

// refuseRosterFile keeps why nothing of a file is imported; a fault stays one.
func refuseRosterFile(do pilot.Do, f store.RosterFile, err error) error {
	var found RosterFound
	var faults *roster.Error
	var refusal *rules.Refusal
	switch {
	case errors.As(err, &faults):
		found.Faults = len(faults.Problems) + faults.More
		for _, x := range faults.Problems[:min(len(faults.Problems), problemsNamed)] {
			found.Problems = append(found.Problems, x.Message())
		}
	case errors.As(err, &refusal):
		found.Problems = refusal.Reasons
	default:
		return err
	}
	return settleRosterFile(do, f, store.RosterRefused, "roster_file.read", found)
}

// GiveUpRosterFile says that a staff list can't be fetched or read.
func GiveUpRosterFile(do pilot.Do, id store.RosterFileID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	f, err := do.Tx.RosterFile(id)
	if err != nil || f.State != store.RosterReading && f.State != store.RosterApplying {
		return err
	}
	do.By = pilot.Actor{Person: f.By}
	return settleRosterFile(do, f, store.RosterFailed, "roster_file.read", RosterFound{})
}

// settleRosterFile keeps how far a file has come, and shows it.
func settleRosterFile(do pilot.Do, f store.RosterFile, state store.RosterFileState, action string, found RosterFound) (err error) {
	f.State = state
	if f.Found, err = json.Marshal(found); err != nil {
		return fmt.Errorf("keep what was found in staff list %d: %w", f.ID, err)
	}
	if err := do.Tx.SaveRosterFile(f); err != nil {
		return err
	}
	if err := auditRosterFile(do, f, action); err != nil {
		return err
	}
	return showRosterFile(do, pilot.RosterFileRef(f.ID))
}

// showRosterFile edits the card: who sent the file waits for it, so it is an answer.
func showRosterFile(do pilot.Do, ref store.Ref) error {
	live, err := do.Tx.LiveMessages(ref.Anchor())
	if err != nil {
		return fmt.Errorf("find the card: %w", err)
	}
	for _, m := range live {
		if err := do.Queue(store.Out{Chat: m.Chat, Lane: store.LaneReply, Body: store.Body{Card: &ref}, Anchor: ref.Anchor(), EditOf: m.Message}); err != nil {
			return fmt.Errorf("show the card: %w", err)
		}
	}
	return nil
}

// auditRosterFile notes a step of a file; who sent it takes it.
func auditRosterFile(do pilot.Do, f store.RosterFile, action string) error {
	return do.Audit(store.Entry{Action: action, Object: pilot.ObjectRosterFile, ObjectID: int64(f.ID)})
}
