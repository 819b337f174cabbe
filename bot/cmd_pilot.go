package bot

import (
	"fmt"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// Buttons of the register.
var (
	registerPress  = definePress[registerPage]("rl")
	entryPress     = definePress[entryPressed]("ru")
	wholePress     = definePress[registerPage]("rw")
	positionsPress = definePress[registerPage]("rp")
	positionPress  = definePress[positionPressed]("ro")
	changePress    = definePress[changePressed]("rc")
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
)

// Who may read the register, and who may change it.
var (
	readRegister   = rules.Access{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}
	changeRegister = rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}
)

// cmdPilot is the register of the pilot (sổ thí điểm).
func cmdPilot() Command {
	return Command{
		Name: "pilot", Alias: "thidiem", Place: 90, InMenu: true,
		Access: readRegister,
		Flows:  []conversation{enrolFlow(), lastDayFlow(), closeFlow(), numbersFlow(), positionFlow()},
		Run:    func(t *Turn, args string) error { return t.openRegister(args) },
		Presses: []presser{
			registerPress.on(readRegister, nil, func(t *Turn, p registerPage) error { return t.showRegister(int(p.Page)) }),
			wholePress.on(readRegister, nil, func(t *Turn, _ registerPage) error { return t.showEntry(0) }),
			positionsPress.on(readRegister, nil, func(t *Turn, p registerPage) error { return t.showPositions(int(p.Page)) }),
			entryPress.on(readRegister, aboutEntry, func(t *Turn, p entryPressed) error { return t.showEntry(p.Unit) }),
			positionPress.on(changeRegister, nil, func(t *Turn, p positionPressed) error {
				return t.startPosition(p)
			}),
			changePress.on(changeRegister, func(t *Turn, p changePressed) (rules.Subject, error) {
				return aboutEntry(t, entryPressed{p.Unit})
			}, func(t *Turn, p changePressed) error { return t.startChange(p) }),
		},
	}
}

// aboutEntry names whom an entry concerns, for the access check.
func aboutEntry(t *Turn, p entryPressed) (rules.Subject, error) {
	return t.subject(pilot.ObjectUnit, int64(p.Unit))
}

// openRegister shows the register, or the one unit that was named after the
// command.
func (t *Turn) openRegister(query string) error {
	if query == "" {
		return t.showRegister(0)
	}
	found, err := t.units(query)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return rules.Refuse("register.not_found", "query", query)
	case 1:
		return t.showEntry(found[0].ID)
	}
	return t.listUnits(found[:min(len(found), unitsListed)], 0)
}

const unitsListed = 10 // units on a page of the register

func (t *Turn) showRegister(page int) error {
	units, err := register.Register(t.Do())
	if err != nil {
		return fmt.Errorf("list the register: %w", err)
	}
	return t.listUnits(units, page)
}

// listUnits shows a page of units with a button each.
func (t *Turn) listUnits(units []rules.Unit, page int) error {
	pages := max(1, (len(units)+unitsListed-1)/unitsListed)
	page = min(page, pages-1)
	running := 0
	for _, u := range units {
		if register.StandingOf(u, t.Today) == register.Running {
			running++
		}
	}
	var lines []rules.Message
	var rows [][]store.Button
	for i, u := range units[page*unitsListed : min(len(units), (page+1)*unitsListed)] {
		n := page*unitsListed + i + 1
		lines = append(lines, rules.Msg("register.line", "i", n, "unit", u.Name, "standing", standing(u, t.Today)))
		rows = append(rows, []store.Button{entryPress.Button(entryPressed{u.ID}, "register.unit", "i", n, "unit", u.Name)})
	}
	var turns []store.Button
	if page > 0 {
		turns = append(turns, registerPress.Button(registerPage{uint8(page - 1)}, "register.before"))
	}
	if page < pages-1 {
		turns = append(turns, registerPress.Button(registerPage{uint8(page + 1)}, "register.after"))
	}
	rows = append(rows, turns, []store.Button{
		wholePress.Button(registerPage{}, "register.whole"), positionsPress.Button(registerPage{}, "register.positions"),
	})
	return t.Show(store.Screen{Rows: rows, Text: rules.Msg("register.list", "day", t.Today, "running", running, "n", len(units),
		"lines", lines, "page", page+1, "pages", pages)})
}

// standing words where a unit stands in the register.
func standing(u rules.Unit, today rules.Date) rules.Message {
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
func (t *Turn) startChange(p changePressed) error {
	version, err := register.Version(t.Do(), p.Unit)
	if err != nil {
		return err
	}
	if version != p.Version || p.Do < doEnrol || p.Do > doNumbers || p.Unit == 0 && p.Do != doNumbers {
		if err := t.Answer(rules.Msg("register.changed")); err != nil {
			return err
		}
		return t.showEntry(p.Unit)
	}
	switch p.Do {
	case doEnrol:
		return enrolFlow().Start(t, "decision", enrolDraft{Unit: p.Unit})
	case doLastDay:
		return lastDayFlow().Start(t, "last", lastDayDraft{Unit: p.Unit})
	case doClose:
		return closeFlow().Start(t, "outcome", closeDraft{Unit: p.Unit})
	}
	return numbersFlow().Start(t, "which", numbersDraft{Unit: p.Unit})
}

// registrar is the person in this turn, changing an entry as it stands: what the
// confirmation showed of it was held against the present before.
func (t *Turn) registrar(unit rules.UnitID) (register.Registrar, error) {
	version, err := register.Version(t.Do(), unit)
	return register.Registrar{By: t.Person.ID, Unit: unit, Version: version, Chat: t.Chat}, err
}

// register carries a confirmed change out and ends its flow with the entry as it
// stands now.
func (t *Turn) register(unit rules.UnitID, do func(register.Registrar) error) (string, error) {
	by, err := t.registrar(unit)
	if err != nil {
		return Stay, err
	}
	if err := do(by); err != nil {
		return Stay, err
	}
	if err := t.Answer(rules.Msg("register.saved")); err != nil {
		return Stay, err
	}
	return End, t.showEntry(unit)
}

// backToEntry leaves a flow without a trace.
func (t *Turn) backToEntry(unit rules.UnitID) (string, error) { return End, t.showEntry(unit) }
