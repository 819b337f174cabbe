package register

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// Buttons of the register.
var (
	registerPress  = chat.DefinePress[registerPage]("rl")
	entryPress     = chat.DefinePress[entryPressed]("ru")
	wholePress     = chat.DefinePress[registerPage]("rw")
	positionsPress = chat.DefinePress[registerPage]("rp")
	positionPress  = chat.DefinePress[positionPressed]("ro")
	changePress    = chat.DefinePress[changePressed]("rc")
	conflictsPress = chat.DefinePress[registerPage]("rk")
	conflictPress  = chat.DefinePress[conflictPressed]("rq")
)

// registerPage shows a page of a list, from 0.
type registerPage struct{ Page uint8 }

// entryPressed opens a unit's entry.
type entryPressed struct{ Unit rules.UnitID }

// positionPressed opens a position to the pilot, or closes it.
type positionPressed struct {
	Position rules.PositionID
	Open     bool
}

// changePressed begins a change of an entry, as it was seen; unit 0 is the whole
// pilot.
type changePressed struct {
	Unit    rules.UnitID
	Version int64
	Do      uint8
}

// What a changePressed begins.
const (
	doEnrol uint8 = iota + 1
	doLastDay
	doClose
	doNumbers
	doPositions
)

// Who may read the register, and who may change it.
var (
	readRegister   = rules.Access{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}
	changeRegister = pilot.ChangeRegister.Access
)

// cmdPilot is the register of the pilot (sổ thí điểm).
func cmdPilot() chat.Command {
	return chat.Command{
		Name: "pilot", Alias: "thidiem", Place: 90, InMenu: true,
		Access: readRegister,
		Flows:  []chat.Conversation{enrolFlow(), lastDayFlow(), closeFlow(), numbersFlow(), positionFlow(), choiceFlow()},
		Run:    openRegister,
		Presses: []chat.Presser{
			decide(),
			registerPress.On(readRegister, nil, func(t *chat.Turn, p registerPage) error { return showRegister(t, int(p.Page)) }),
			wholePress.On(readRegister, nil, func(t *chat.Turn, _ registerPage) error { return showEntry(t, 0) }),
			positionsPress.On(readRegister, nil, func(t *chat.Turn, p registerPage) error { return showPositions(t, int(p.Page)) }),
			entryPress.On(readRegister, aboutEntry, func(t *chat.Turn, p entryPressed) error { return showEntry(t, p.Unit) }),
			positionPress.On(changeRegister, nil, startPosition),
			conflictsPress.On(readRegister, nil, func(t *chat.Turn, p registerPage) error { return showConflicts(t, int(p.Page)) }),
			conflictPress.On(readRegister, func(t *chat.Turn, p conflictPressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectRequest, int64(p.Request))
			}, showConflict),
			changePress.On(changeRegister, func(t *chat.Turn, p changePressed) (rules.Subject, error) {
				return aboutEntry(t, entryPressed{p.Unit})
			}, startChange),
		},
	}
}

// registerIntents take what a coordinator says of the register: a unit's place in the pilot
// leads to its entry, a question for the numbers of all to theirs, one for who heads a unit to
// the unit's, which names them.
func registerIntents() []chat.Intent {
	says := func(has func(string) bool) func(string) int {
		return func(folded string) int {
			if has(folded) {
				return 0
			}
			return -1
		}
	}
	entry := func(t *chat.Turn, s chat.Saying) error {
		unit, err := t.UnitNamed(s.Text, 0)
		switch {
		case err != nil:
			return err
		case unit == 0:
			return showRegister(t, 0)
		}
		return showEntry(t, unit)
	}
	return []chat.Intent{
		{Words: &chat.Words{Name: "register", In: says(reply.OfRegister)}, Access: readRegister, Answers: true, Take: entry},
		{Words: &chat.Words{Name: "head", In: says(reply.AsksHead)}, Access: readRegister, Answers: true, Take: entry},
		{Words: &chat.Words{Name: "numbers", In: says(reply.OfNumbers)}, Access: readRegister, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error { return showEntry(t, 0) }},
	}
}

// aboutEntry names whom an entry concerns, for the access check.
func aboutEntry(t *chat.Turn, p entryPressed) (rules.Subject, error) {
	return t.Subject(pilot.ObjectUnit, int64(p.Unit))
}

// openRegister shows the register, or the one unit that was named after the
// command.
func openRegister(t *chat.Turn, query string) error {
	if query == "" {
		return showRegister(t, 0)
	}
	found, err := t.Tx.FindUnits(query)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return rules.Refuse("register.not_found", "query", query)
	case 1:
		return showEntry(t, found[0].ID)
	}
	list := register.Listing{N: min(len(found), unitsListed), Pages: 1}
	for i := range found[:list.N] {
		list.Units = append(list.Units, &found[i])
		if register.StandingOf(&found[i], t.Today) == register.Running {
			list.Running++
		}
	}
	return listUnits(t, list)
}

const unitsListed = 10 // units on a page of the register

func showRegister(t *chat.Turn, page int) error {
	list, err := register.Register(t.Do(), page, unitsListed)
	if err != nil {
		return fmt.Errorf("list the register: %w", err)
	}
	return listUnits(t, list)
}

// listUnits shows a page of units with a button each.
func listUnits(t *chat.Turn, list register.Listing) error {
	var lines []rules.Message
	var rows [][]store.Button
	for i, u := range list.Units {
		n := list.Page*unitsListed + i + 1
		lines = append(lines, rules.Msg("register.line", "i", n, "unit", u.Name, "standing", standing(u, t.Today)))
		rows = append(rows, []store.Button{entryPress.Button(entryPressed{u.ID}, "register.unit", "i", n, "unit", u.Name)})
	}
	var turns []store.Button
	if list.Page > 0 {
		turns = append(turns, registerPress.Button(registerPage{uint8(list.Page - 1)}, "register.before"))
	}
	if list.Page < list.Pages-1 {
		turns = append(turns, registerPress.Button(registerPage{uint8(list.Page + 1)}, "register.after"))
	}
	conflicts, err := conflictsRow(t)
	if err != nil {
		return err
	}
	rows = append(rows, turns, conflicts, []store.Button{
		wholePress.Button(registerPage{}, "register.whole"), positionsPress.Button(registerPage{}, "register.positions"),
	})
	return t.Show(store.Screen{Rows: rows, Text: rules.Msg("register.list", "day", t.Today, "running", list.Running, "n", list.N,
		"lines", lines, "page", list.Page+1, "pages", list.Pages)})
}

// standing words where a unit stands in the register.
func standing(u *rules.Unit, today rules.Date) rules.Message {
	e := u.Enrolment(today)
	if e == nil {
		return rules.Msg("standing.outside")
	}
	args := []any{"decision", e.Decision, "decided", e.DecidedOn, "dated", e.DecidedOn != 0,
		"first", e.First, "last", e.Last, "open", e.Last == 0}
	switch register.StandingOf(u, today) {
	case register.Beginning:
		return rules.Msg("standing.beginning", args...)
	case register.Over:
		if e.Outcome == "" {
			return rules.Msg("standing.unclosed", args...)
		}
		return rules.Msg("standing.over", append(args, "outcome", register.OutcomeText(e.Outcome))...)
	}
	if e.Outcome != "" {
		return rules.Msg("standing.ending", append(args, "outcome", register.OutcomeText(e.Outcome))...)
	}
	return rules.Msg("standing.running", args...)
}

// startChange begins the flow of a change. A button of an older version shows
// the entry as it stands now.
func startChange(t *chat.Turn, p changePressed) error {
	version, err := register.Version(t.Do(), p.Unit)
	if err != nil {
		return err
	}
	if version != p.Version || p.Do < doEnrol || p.Do > doPositions || p.Unit == 0 && p.Do != doNumbers {
		if err := t.Answer(rules.Msg("register.changed")); err != nil {
			return err
		}
		return showEntry(t, p.Unit)
	}
	switch p.Do {
	case doEnrol:
		return enrolFlow().Start(t, "decision", enrolDraft{Unit: p.Unit})
	case doLastDay:
		return lastDayFlow().Start(t, "last", lastDayDraft{Unit: p.Unit})
	case doClose:
		return startClosing(t, p.Unit)
	}
	if p.Do == doPositions {
		return choiceFlow().Start(t, "which", choiceDraft{Unit: p.Unit})
	}
	return numbersFlow().Start(t, "which", numbersDraft{Unit: p.Unit})
}

// registrar is the person in this turn, changing an entry as it stands: what the
// confirmation showed of it was held against the present before.
func registrar(t *chat.Turn, unit rules.UnitID) (register.Registrar, error) {
	version, err := register.Version(t.Do(), unit)
	return register.Registrar{Unit: unit, Version: version, Chat: t.Chat}, err
}

// carryOut carries a confirmed change out and ends its flow with the entry as it
// stands now.
func carryOut(t *chat.Turn, unit rules.UnitID, do func(register.Registrar) error) (string, error) {
	by, err := registrar(t, unit)
	if err != nil {
		return chat.Stay, err
	}
	if err := do(by); err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("register.saved")); err != nil {
		return chat.Stay, err
	}
	return chat.End, showEntry(t, unit)
}
