package people

import (
	"errors"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// rosterPressed decides about a staff list as it was shown.
type rosterPressed struct {
	File  store.RosterFileID
	Rev   int32
	Apply bool // else it is put aside
}

var rosterPress = chat.DefinePress[rosterPressed]("rf")

// ownRoster is for who may import; each sees what they sent themselves.
var ownRoster = rules.Access{Who: pilot.ChangePeople.Who, Over: rules.Own, Write: true}

// rosterTable is a staff list among the tables that people send: it is read once more, as a roster.
func rosterTable() intake.Kind {
	return intake.Kind{
		Name: "roster", Access: ownRoster, Known: roster.Grid.Roster,
		Pass: func(do pilot.Do, f store.IntakeFile) (store.Ref, error) {
			id, err := people.ReceiveRosterFile(do, f.File, f.Name)
			return pilot.RosterFileRef(id), err
		},
	}
}

// rosterFile is a staff list sent to the bot: its card, and the work of reading and importing it.
func rosterFile() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectRosterFile, Whose: ofRosterFile, May: []rules.Access{ownRoster},
		// Whose own role the file took away sees what came of it.
		Also: func(v chat.View, id int64) (bool, error) {
			f, err := v.Tx.RosterFile(store.RosterFileID(id))
			return f.By == v.Reader.ID && f.State == store.RosterApplied, err
		},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.roster_file", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			c, err := people.RosterFileOf(v.Do(), store.RosterFileID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			return rosterScreen(c), nil
		},
		Work: readRosterFile,
		GiveUp: func(do pilot.Do, id int64) error {
			return people.GiveUpRosterFile(do, store.RosterFileID(id))
		},
	}
}

func ofRosterFile(v chat.View, id int64) (chat.Owner, error) {
	f, err := v.Tx.RosterFile(store.RosterFileID(id))
	return chat.Owner{Person: f.By}, err
}

// readRosterFile fetches a file and reads its cells, which takes long, before it takes the transaction in which it is
// tried or imported.
func readRosterFile(o chat.Outside, id int64) error {
	var f people.RosterFileCase
	err := o.Read(func(do pilot.Do) (err error) {
		f, err = people.RosterFileOf(do, store.RosterFileID(id))
		return err
	})
	if err != nil || f.State != store.RosterReading && f.State != store.RosterApplying {
		return err
	}
	data, err := o.Fetch(f.File)
	switch {
	case errors.Is(err, chat.ErrNoFile): // its card says so; there is nothing an operator could do
		return o.Write(func(do pilot.Do) error { return people.GiveUpRosterFile(do, f.ID) })
	case err != nil:
		return err
	}
	draft := roster.Open([]roster.File{{Name: f.Name, Data: data}})
	return o.Write(func(do pilot.Do) error { return people.ReadRosterFile(do, f.ID, draft) })
}

func rosterScreen(c people.RosterFileCase) store.Screen {
	switch c.State {
	case store.RosterReading:
		return store.Screen{Text: rules.Msg("roster_file.reading", "name", c.Name)}
	case store.RosterApplying:
		return store.Screen{Text: rules.Msg("roster_file.applying", "name", c.Name)}
	case store.RosterSame:
		return store.Screen{Text: rules.Msg("roster_file.same", "name", c.Name, "missing", c.Missing, "refused", c.Refused)}
	case store.RosterDropped:
		return store.Screen{Text: rules.Msg("roster_file.dropped", "name", c.Name)}
	case store.RosterFailed:
		return store.Screen{Text: rules.Msg("roster_file.failed", "name", c.Name)}
	case store.RosterRefused:
		more := max(0, c.Faults-len(c.Problems))
		return store.Screen{Text: rules.Msg("roster_file.refused", "name", c.Name, "n", c.Faults, "lines", c.Problems, "more", more)}
	case store.RosterApplied:
		return store.Screen{Text: rules.Msg("roster_file.applied", "name", c.Name, "added", c.Added, "changed", c.Changed,
			"absences", c.Absences, "two", c.Two, "refused", c.Refused)}
	}
	text := rules.Msg("roster_file.shown", "name", c.Name, "added", c.Added, "changed", c.Changed, "absences", c.Absences, "missing", c.Missing,
		"lines", c.Lines, "more", c.More, "two", c.Two, "refused", c.Refused, "aside", c.AsideAre, "asides", c.Aside-len(c.AsideAre), "anew", c.Anew)
	return store.Screen{Text: text, Rows: [][]store.Button{{
		rosterPress.Button(rosterPressed{c.ID, c.Rev, true}, "roster_file.apply"),
		rosterPress.Button(rosterPressed{c.ID, c.Rev, false}, "roster_file.drop"),
	}}}
}

// pressRosterFile has what was shown imported, or puts it aside. Who presses what is no more shown sees the present card.
func pressRosterFile(t *chat.Turn, p rosterPressed) error {
	ref := pilot.RosterFileRef(p.File)
	do := people.DropRosterFile
	if p.Apply {
		do = people.ApplyRosterFile
	}
	err := do(t.Do(), p.File, p.Rev)
	if r, refused := chat.IsRefusal(err); refused && r.Reasons[0].Key == "roster_file.stale" {
		return t.AnswerCard(r.Reasons[0], ref)
	}
	if err != nil {
		return err
	}
	if err := t.ShowCard(ref); err != nil || !p.Apply {
		return err
	}
	return t.Work(ref)
}
