package intake

import (
	"encoding/json"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// Said is what the sender of a table chose.
type Said struct {
	Unit    *rules.UnitID  `json:"unit,omitempty"`
	Columns map[string]int `json:"columns,omitempty"` // by column: its cell
	Sure    bool           `json:"sure,omitempty"`    // those are right
	Since   rules.Date     `json:"since,omitempty"`   // 0: today
	Whole   bool           `json:"whole,omitempty"`
	Next    bool           `json:"next,omitempty"`
}

// What is asked of the sender.
const (
	AskKind    = "kind"
	AskUnit    = "unit"
	AskColumns = "columns" // whether they are right
	AskColumn  = "column"  // which is to be another
	AskCell    = "cell"    // which one that is
	AskSure    = "sure"
)

// Head is a column of the file.
type Head struct {
	Cell   int    `json:"cell"`
	Letter string `json:"letter"`
	Text   string `json:"text,omitempty"`
}

// Found is what the card of a table shows.
type Found struct {
	Ask     string         `json:"ask,omitempty"`
	Kinds   []string       `json:"kinds,omitempty"`
	Page    int            `json:"page,omitempty"`
	Agency  bool           `json:"agency,omitempty"` // it can be the whole agency's
	Dated   bool           `json:"dated,omitempty"`  // it holds from a day on
	Unit    rules.UnitID   `json:"unit,omitempty"`
	Row     int            `json:"row,omitempty"` // of the headings
	Heads   []Head         `json:"heads,omitempty"`
	Heading string         `json:"heading,omitempty"` // its fingerprint
	Columns map[string]int `json:"columns,omitempty"`
	Column  string         `json:"column,omitempty"`  // that is to be another
	Missing string         `json:"missing,omitempty"` // is needed, and not there
	Since   rules.Date     `json:"since,omitempty"`
	Whole   bool           `json:"whole,omitempty"`
	Next    bool           `json:"next,omitempty"`
	Anew    bool           `json:"anew,omitempty"` // something changed since it was shown before
	Aside   []int          `json:"aside,omitempty"`

	Outcome

	Problems []rules.Message `json:"problems,omitempty"` // why nothing is imported: the first
	Faults   int             `json:"faults,omitempty"`   // all of them; 0: it is refused as a whole
}

// Case is a table as its card shows it.
type Case struct {
	store.IntakeFile
	Said Said
	Found
}

// Of loads a table, or store.ErrNotFound.
func Of(do pilot.Do, id store.IntakeFileID) (c Case, err error) {
	if c.IntakeFile, err = do.Tx.IntakeFile(id); err != nil {
		return c, err
	}
	if err := json.Unmarshal(c.IntakeFile.Found, &c.Found); err != nil {
		return c, fmt.Errorf("read what was found in table %d: %w", id, err)
	}
	if err := json.Unmarshal(c.IntakeFile.Said, &c.Said); err != nil {
		return c, fmt.Errorf("read what was chosen for table %d: %w", id, err)
	}
	return c, nil
}

// Receive takes a table in that somebody sent: it is read later. One of theirs that still waits is dropped.
func Receive(do pilot.Do, file, name string) (store.IntakeFileID, error) {
	if err := do.Assert(pilot.SendTable, rules.Subject{}); err != nil {
		return 0, err
	}
	open, err := do.Tx.OpenIntakeFiles(do.By.Person)
	if err != nil {
		return 0, err
	}
	for _, old := range open {
		if err := settle(do, Case{IntakeFile: old}, store.IntakeDropped, "intake_file.drop"); err != nil {
			return 0, err
		}
	}
	f := store.IntakeFile{By: do.By.Person, File: file, Name: name, Sent: do.Now}
	if err := do.Tx.AddIntakeFile(&f); err != nil {
		return 0, err
	}
	return f.ID, audit(do, f, "intake_file.receive")
}

// Answer is what the sender of a table pressed.
type Answer struct {
	File store.IntakeFileID
	Rev  int32
	What What
	Arg  int32
}

// What is pressed on the card of a table.
type What int8

// The presses.
const (
	Kinds   What = iota + 1 // Arg: which of those that were offered
	Unit                    // Arg: the unit, 0: the whole agency
	Page                    // Arg: of the units
	Right                   // the columns are
	Wrong                   // … are not: which one is asked
	Field                   // Arg: which column of the kind
	Cell                    // Arg: the cell that it is, -1: none
	Since                   // Arg: the day
	All                     // it is all that there is, or not
	Later                   // what can't be due then is due in the next working hour, or not
	Columns                 // shows the columns again
	Apply
	Drop
)

// Press takes what was pressed; work tells that the file is to be read again. A press of what was shown before, of
// what is decided, and of somebody else's is refused.
func Press(do pilot.Do, a Answer) (work bool, err error) {
	if err := do.Assert(pilot.SendTable, rules.Subject{}); err != nil {
		return false, err
	}
	c, err := Of(do, a.File)
	switch {
	case err != nil:
		return false, err
	case c.By != do.By.Person:
		return false, rules.Refuse("access.foreign")
	case c.State != store.IntakeShown || c.Rev != a.Rev:
		return false, rules.Refuse("intake.stale")
	case a.What == Drop:
		return false, settle(do, Case{IntakeFile: c.IntakeFile}, store.IntakeDropped, "intake_file.drop")
	case c.choose(a):
		c.Rev++
		return false, save(do, c)
	}
	if a.What == Right && c.Missing == "" {
		kept, err := json.Marshal(c.Found.Columns)
		if err != nil {
			return false, fmt.Errorf("keep the columns: %w", err)
		}
		if err := do.Tx.KeepIntakeColumns(c.Kind, c.Heading, kept); err != nil {
			return false, err
		}
		c.Said.Sure = true
	}
	c.State = store.IntakeReading
	action := "intake_file.choose"
	if a.What == Apply {
		c.State, action = store.IntakeApplying, "intake_file.apply"
	}
	if err := save(do, c); err != nil {
		return false, err
	}
	return true, audit(do, c.IntakeFile, action)
}

// choose notes what was pressed; shown is whether another screen is all that comes of it.
func (c *Case) choose(a Answer) (shown bool) {
	switch a.What {
	case Kinds:
		if n := int(a.Arg); n >= 0 && n < len(c.Found.Kinds) {
			c.Kind = c.Found.Kinds[n]
		}
	case Unit:
		unit := rules.UnitID(a.Arg)
		c.Said.Unit = &unit
	case Page:
		c.Found.Page = int(a.Arg)
		return true
	case Wrong:
		c.Ask = AskColumn
		return true
	case Columns:
		c.Ask = AskColumns
		return true
	case Field:
		names := ColumnsOf(c.Kind)
		if n := int(a.Arg); n >= 0 && n < len(names) {
			c.Ask, c.Found.Column = AskCell, names[n].ID
		}
		return true
	case Cell:
		c.move(int(a.Arg))
		return true
	case Since:
		c.Said.Since = rules.Date(a.Arg)
	case All:
		c.Said.Whole = !c.Said.Whole
	case Later:
		c.Said.Next = !c.Said.Next
	}
	return false
}

// move lets a cell be a column, and nothing else any more.
func (c *Case) move(cell int) {
	columns := map[string]int{}
	for id, i := range c.Found.Columns {
		if id != c.Column && i != cell {
			columns[id] = i
		}
	}
	if slices.ContainsFunc(c.Heads, func(h Head) bool { return h.Cell == cell }) {
		columns[c.Column] = cell
	}
	k := Kind{Columns: ColumnsOf(c.Kind)}
	c.Found.Columns, c.Said.Columns, c.Said.Sure = columns, columns, false
	c.Missing, c.Ask, c.Column = k.missing(columns), AskColumns, ""
}

// GiveUp says that a table can't be fetched or read.
func GiveUp(do pilot.Do, id store.IntakeFileID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	f, err := do.Tx.IntakeFile(id)
	if err != nil || f.State != store.IntakeReading && f.State != store.IntakeApplying {
		return err
	}
	do.By = pilot.Actor{Person: f.By}
	return settle(do, Case{IntakeFile: f}, store.IntakeFailed, "intake_file.read")
}

// save keeps a table as it stands.
func save(do pilot.Do, c Case) (err error) {
	if c.IntakeFile.Found, err = json.Marshal(c.Found); err != nil {
		return fmt.Errorf("keep what was found in table %d: %w", c.ID, err)
	}
	if c.IntakeFile.Said, err = json.Marshal(c.Said); err != nil {
		return fmt.Errorf("keep what was chosen for table %d: %w", c.ID, err)
	}
	return do.Tx.SaveIntakeFile(c.IntakeFile)
}

// settle keeps how far a table has come, and shows it.
func settle(do pilot.Do, c Case, state store.IntakeFileState, action string) error {
	c.State = state
	if err := save(do, c); err != nil {
		return err
	}
	if err := audit(do, c.IntakeFile, action); err != nil {
		return err
	}
	return show(do, pilot.IntakeFileRef(c.ID))
}

// show edits the card: who sent the file waits for it, so it is an answer.
func show(do pilot.Do, ref store.Ref) error {
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

// audit notes a step of a table; who sent it takes it.
func audit(do pilot.Do, f store.IntakeFile, action string) error {
	return do.Audit(store.Entry{Action: action, Object: pilot.ObjectIntakeFile, ObjectID: int64(f.ID)})
}

// headsOf are the columns of a file.
func headsOf(l roster.GridLine) (heads []Head) {
	const most = 40 // as many as a card's buttons can offer
	for i := range l.Cells[:min(len(l.Cells), most)] {
		heads = append(heads, Head{i, roster.ColumnLetter(i), short(l.Cells[i])})
	}
	return heads
}
