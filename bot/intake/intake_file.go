package intake

import (
	"errors"
	"path"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// pressed is a press on the card of a table as it was shown.
type pressed struct {
	File store.IntakeFileID
	Rev  int32
	What int8
	Arg  int32
}

// provePressed says that a file is no table but what proves some work.
type provePressed struct {
	File store.IntakeFileID
	Rev  int32
}

var (
	intakePress = chat.DefinePress[pressed]("if")
	provePress  = chat.DefinePress[provePressed]("ip")
)

// own is for who may send tables; each sees what they sent themselves.
var own = rules.Access{Who: pilot.SendTable.Who, Over: rules.Own, Write: true}

// endings are those of files that may hold a table; what is wrong with an old one is said when it is read.
var endings = []string{".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt"}

// takeFile takes a table that somebody sends. Who may send none, and who sends another file, is told what files are
// for; where words stand beside theirs, those count.
func takeFile(t *chat.Turn, d chat.Document) (taken bool, err error) {
	table := slices.Contains(endings, strings.ToLower(path.Ext(d.Name)))
	may, coordinator := len(t.Tables()) > 0, t.Actor.Roles.Has(rules.Coordinator)
	switch {
	case (!table || !may) && t.Said() != "":
		return false, nil
	case table && !may:
		return true, rules.Refuse("intake.whose")
	case !table && !coordinator: // a head's may prove what they do themselves
		return false, nil
	case !table:
		return true, rules.Refuse("intake.no_table")
	case d.Size > roster.MaxFile:
		return true, rules.Refuse("roster_file.large", "limit", roster.MaxFile>>20)
	}
	id, err := intake.Receive(t.Do(), d.ID, d.Name)
	if err != nil {
		return true, err
	}
	ref := pilot.IntakeFileRef(id)
	if err := t.ShowCardBelow(ref); err != nil {
		return true, err
	}
	return true, t.Work(ref)
}

// intakeFile is a table sent to the bot: its card, and the work of reading and importing it.
func intakeFile() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectIntakeFile, May: []rules.Access{own},
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			f, err := v.Tx.IntakeFile(store.IntakeFileID(id))
			return chat.Owner{Person: f.By}, err
		},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.intake_file", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			c, err := intake.Of(v.Do(), store.IntakeFileID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			return screen(v, c)
		},
		Work:   read,
		GiveUp: func(do pilot.Do, id int64) error { return intake.GiveUp(do, store.IntakeFileID(id)) },
	}
}

// read fetches a file and reads its cells, which takes long, before it takes the transaction in which it is
// understood, tried or imported.
func read(o chat.Outside, id int64) error {
	var f store.IntakeFile
	err := o.Read(func(do pilot.Do) (err error) {
		f, err = do.Tx.IntakeFile(store.IntakeFileID(id))
		return err
	})
	if err != nil || f.State != store.IntakeReading && f.State != store.IntakeApplying {
		return err
	}
	data, err := o.Fetch(f.File)
	switch {
	case errors.Is(err, chat.ErrNoFile): // its card says so; there is nothing an operator could do
		return o.Write(func(do pilot.Do) error { return intake.GiveUp(do, f.ID) })
	case err != nil:
		return err
	}
	grids, unread := roster.Grids(roster.File{Name: f.Name, Data: data})
	return o.Write(func(do pilot.Do) error {
		next, err := intake.Read(do, o.Tables(), f.ID, grids, unread)
		if err != nil || next == nil {
			return err
		}
		return do.Tx.Queue(do.Now, store.Out{Lane: store.LaneReply, Body: store.Body{Work: next}})
	})
}

// press takes what was pressed on a table. Who presses what is no more shown sees the present card.
func press(t *chat.Turn, p pressed) error {
	ref := pilot.IntakeFileRef(p.File)
	work, err := intake.Press(t.Do(), intake.Answer{File: p.File, Rev: p.Rev, What: intake.What(p.What), Arg: p.Arg})
	if r, refused := chat.IsRefusal(err); refused && r.Reasons[0].Key == "intake.stale" {
		return t.AnswerCard(r.Reasons[0], ref)
	}
	if err != nil {
		return err
	}
	if err := t.ShowCard(ref); err != nil || !work {
		return err
	}
	return t.Work(ref)
}

// prove hands a file that is no table on as what proves some work.
func prove(t *chat.Turn, p provePressed) error {
	f, err := t.Tx.IntakeFile(p.File)
	if err != nil {
		return err
	}
	if _, err := intake.Press(t.Do(), intake.Answer{File: p.File, Rev: p.Rev, What: intake.Drop}); err != nil {
		return err
	}
	taken, err := t.Prove(chat.Document{ID: f.File, Name: f.Name})
	if err == nil && !taken {
		err = rules.Refuse("intake.no_work")
	}
	return err
}

// cmdFiles says which tables the reader may send, and what stands in them.
func cmdFiles() chat.Command {
	return chat.Command{
		Name: "files", Alias: "nhaptep", Place: 38, InMenu: true, Access: pilot.SendTable.Access,
		Run: func(t *chat.Turn, _ string) error {
			var lines []rules.Message
			for _, k := range t.Tables() {
				var needed, more []rules.Message
				for _, c := range k.Columns {
					name := rules.Msg("intake.column", "kind", k.Name, "column", c.ID)
					if c.Required {
						needed = append(needed, name)
					} else {
						more = append(more, name)
					}
				}
				lines = append(lines, rules.Msg("intake.takes", "kind", k.Name, "needed", needed, "more", more))
			}
			return t.Show(store.Screen{Text: rules.Msg("intake.files", "lines", lines, "max", intake.MaxRows)})
		},
		Presses: []chat.Presser{
			intakePress.On(own, func(t *chat.Turn, p pressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectIntakeFile, int64(p.File))
			}, press),
			provePress.On(own, func(t *chat.Turn, p provePressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectIntakeFile, int64(p.File))
			}, prove),
		},
	}
}
