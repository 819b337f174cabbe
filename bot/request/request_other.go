package request

import (
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// otherIntents answer what is said of somebody else's days, and what somebody else
// wrote: it is never the person's own wish.
func otherIntents() []chat.Intent {
	anyone := rules.Access{Who: rules.Anyone, Over: rules.NoData}
	return []chat.Intent{
		{Kind: chat.Other, Access: anyone, Answers: true, Take: sayOther},
		{Kind: chat.Forwarded, Access: anyone, Answers: true, Take: sayForwarded},
	}
}

// otherPress begins an exception for somebody, with the days that were told of them;
// see chat.PackDays.
type otherPress struct {
	Person rules.PersonID
	First  rules.Date
	Halves int64
}

var otherKey = chat.DefinePress[otherPress]("ox")

// sayOther says whose days were told of, that nothing is kept, and the ways; what asks
// after them is answered.
func sayOther(t *chat.Turn, s chat.Saying) error {
	if s.About != phrase.Cancel && reply.Asks(s.Text) {
		return t.Serve(chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Who, Selection: s.Selection}, Who: s.Who}, Text: s.Text})
	}
	if s.About == phrase.Home && len(s.Who) == 1 {
		if taken, err := letsDay(t, s); taken || err != nil {
			return err
		}
	}
	rows, found, err := waysFor(t, s)
	if err != nil {
		return err
	}
	return t.Send(store.Screen{Text: rules.Msg("aside", "who", s.Who[0], "what", rules.Msg("rest.what."+string(s.About)), "days", s.Days, "n", len(s.Days),
		"home", s.About == phrase.Home, "coordinator", t.Actor.Sees(pilot.LiftCutoff.Access), "head", t.Actor.Sees(decideAccess), "waits", found), Rows: rows})
}

// sayForwarded says who wrote what was passed on, and the ways.
func sayForwarded(t *chat.Turn, s chat.Saying) error {
	author := s.Who[0]
	if words := strings.Fields(author); len(words) > 0 {
		s.Who = words[len(words)-1:]
	}
	rows, found, err := waysFor(t, s)
	if err != nil {
		return err
	}
	what := []rules.Message{}
	if s.About != "" {
		what = append(what, rules.Msg("rest.what."+string(s.About)))
	}
	return t.Send(store.Screen{Text: rules.Msg("forwarded", "who", author, "what", what, "days", s.Days, "n", len(s.Days),
		"home", s.About == phrase.Home, "coordinator", t.Actor.Sees(pilot.LiftCutoff.Access), "head", t.Actor.Sees(decideAccess), "waits", found), Rows: rows})
}

const waysShown = 4 // buttons to people and requests of one name

// waysFor offers what the person may do about somebody's days: a head finds what waits
// of them, a coordinator asks in their name.
func waysFor(t *chat.Turn, s chat.Saying) (rows [][]store.Button, waits bool, err error) {
	if t.Actor.Sees(decideAccess) {
		cases, err := request.Waiting(t.Do())
		if err != nil {
			return nil, false, fmt.Errorf("list what waits: %w", err)
		}
		of := bearers(cases, s.Who[0], s.Text)
		for _, c := range cases {
			theirs := c.Requester.ID == s.Author || s.Author == 0 && slices.ContainsFunc(of, func(p rules.Person) bool { return p.ID == c.Requester.ID })
			if theirs && len(rows) < waysShown {
				rows, waits = append(rows, []store.Button{openPress.Button(press(c, nil), "decide.open", "name", c.Requester.Called())}), true
			}
		}
	}
	if s.About != phrase.Home || !t.Actor.Sees(pilot.LiftCutoff.Access) {
		return rows, waits, nil
	}
	found, err := meantPeople(t, s)
	if err != nil {
		return nil, false, err
	}
	first, halves, _ := chat.PackDays(s.Days)
	for _, p := range found {
		if p.ID != t.Person.ID && len(rows) < 2*waysShown {
			unit, err := t.UnitOf(p)
			if err != nil {
				return nil, false, err
			}
			rows = append(rows, []store.Button{otherKey.Button(otherPress{p.ID, first, halves}, "aside.exception", "name", p.Name, "code", p.Code, "unit", unit)})
		}
	}
	return rows, waits, nil
}

// meantPeople are those whom a sentence names, or who wrote it.
func meantPeople(t *chat.Turn, s chat.Saying) ([]rules.Person, error) {
	if s.Author != 0 {
		p, err := t.Tx.Person(s.Author, t.Today)
		return []rules.Person{p}, err
	}
	found, err := people.FindGiven(t.Do(), s.Who[0], manyOfOneName)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range found {
		names = append(names, p.Name)
	}
	var out []rules.Person
	for _, i := range chat.Named(s.Text, s.Who[0], names) {
		out = append(out, found[i])
	}
	return out, nil
}

const manyOfOneName = 50 // people of one given name among whom a sentence tells apart

// beginException begins /exception for somebody with the days that were told of them,
// or with the question for the days where they can't be had.
func beginException(t *chat.Turn, p otherPress) error {
	person, err := t.Tx.Person(p.Person, t.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	d := exceptionDraft{Person: person.ID, Name: person.Called(), Slots: chat.UnpackDays(p.First, p.Halves)}
	if len(d.Slots) > maxSlots {
		d.Slots = nil
	}
	step, err := d.onward(t)
	if err != nil {
		return err
	}
	return exceptionFlow().StartBelow(t, step, d)
}

// sayNotTheirs answers somebody who decides nothing.
func sayNotTheirs(t *chat.Turn, s chat.Saying) error {
	who := ""
	if len(s.Who) > 0 {
		who = s.Who[0]
	}
	return t.Say(rules.Msg("decide.not_theirs", "who", who))
}
