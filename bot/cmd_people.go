package bot

import (
	"fmt"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// peopleDraft is a search for a person.
type peopleDraft struct {
	Query string `json:"query,omitempty"`
}

func cmdPeople() Command {
	find, change := findFlow(), personFlow()
	return Command{
		Name: "people", Alias: "nhansu", Place: 80, InMenu: true,
		Access: seePeople,
		Flows:  []conversation{find, change},
		Run: func(t *Turn, args string) error {
			if args == "" {
				return find.Start(t, "find", peopleDraft{})
			}
			found, err := people.FindPeople(t.Do(), short(args, maxName), listed)
			if err != nil {
				return err
			}
			if len(found) == 1 {
				return t.ShowCard(pilot.PersonRef(found[0].ID))
			}
			return find.Start(t, "find", peopleDraft{Query: short(args, maxName)})
		},
		Presses: []presser{
			personOpenPress.on(seePeople, func(t *Turn, p personOpened) (rules.Subject, error) {
				return t.subject(pilot.ObjectPerson, int64(p.Person))
			},
				func(t *Turn, p personOpened) error { return t.ShowCard(pilot.PersonRef(p.Person)) }),
			personPress.on(changePeople, func(t *Turn, p personPressed) (rules.Subject, error) {
				return t.subject(pilot.ObjectPerson, int64(p.Person))
			},
				func(t *Turn, p personPressed) error { return t.pressPerson(change, p) }),
			powerPress.on(confirmPower, func(t *Turn, p powerPressed) (rules.Subject, error) {
				return t.subject(pilot.ObjectPower, int64(p.Change))
			},
				func(t *Turn, p powerPressed) error { return t.pressPower(p) }),
		},
	}
}

// findFlow looks for people until one is chosen.
func findFlow() Flow[peopleDraft] {
	return Flow[peopleDraft]{Name: "people", Version: 1, Steps: []Step[peopleDraft]{{Name: "find", Ask: askFind, Take: takeFind}}}
}

func askFind(t *Turn, d *peopleDraft) (store.Screen, error) {
	if d.Query == "" {
		return store.Screen{Text: rules.Msg("people.find")}, nil
	}
	found, err := people.FindPeople(t.Do(), d.Query, listed+1)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range found[:min(listed, len(found))] {
		rows = append(rows, []store.Button{personOpenPress.Button(personOpened{p.ID}, "people.open", "name", p.Name, "code", p.Code, "active", p.Active)})
	}
	return store.Screen{Text: rules.Msg("people.found", "query", d.Query, "n", len(rows), "more", len(found) > listed), Rows: rows}, nil
}

func takeFind(t *Turn, d *peopleDraft, in Input) (string, error) {
	if in.Pressed {
		return Stay, nil
	}
	d.Query = short(in.Text, maxName)
	found, err := people.FindPeople(t.Do(), d.Query, listed)
	if err != nil {
		return Stay, err
	}
	if len(found) == 1 {
		return End, t.ShowCard(pilot.PersonRef(found[0].ID))
	}
	return Stay, nil
}

// pressPerson does at once what can be taken back, and asks before the rest.
func (t *Turn) pressPerson(change Flow[personDraft], p personPressed) error {
	d := personDraft{Person: p.Person, Do: p.Do}
	var err error
	if d.Seen, err = d.standing(t); err != nil {
		return err
	}
	switch p.Do {
	case doInvite:
		return t.invite(p.Person, 0)
	case doDropMove:
		if !rules.Date(p.Arg).InBounds() {
			return t.stale()
		}
		if err := people.DropTransfer(t.Do(), p.Person, rules.Date(p.Arg), t.Person.ID); err != nil {
			return t.orPresent(p.Person, err)
		}
	case doReactivate:
		if err := people.Reactivate(t.Do(), p.Person, t.Person.ID); err != nil {
			return t.orPresent(p.Person, err)
		}
	case doMove, doHead:
		return change.Start(t, "unit", d)
	case doRoles:
		person, err := t.Tx.Person(p.Person, t.Today)
		if err != nil {
			return fmt.Errorf("load the person: %w", err)
		}
		d.Roles = person.Roles
		return change.Start(t, "roles", d)
	case doVacate:
		d.Unit = rules.UnitID(p.Arg)
		if d.Seen, err = d.standing(t); err != nil {
			return err
		}
		return change.Start(t, "sure", d)
	case doUnlink, doDeactivate:
		return change.Start(t, "sure", d)
	default:
		return t.stale()
	}
	return t.AnswerCard(rules.Msg("people.done"), pilot.PersonRef(p.Person))
}

// orPresent shows the present card with a refusal: the button was an older one.
func (t *Turn) orPresent(person rules.PersonID, err error) error {
	r, refused := isRefusal(err)
	if !refused {
		return err
	}
	if err := t.ShowCard(pilot.PersonRef(person)); err != nil {
		return err
	}
	return t.refuse(r, nil)
}

// invite makes a new one-time link and shows it in a message to forward. It is
// for a private chat only, and its text is not kept. except is the chat whose
// card the caller shows anew, 0 for none.
func (t *Turn) invite(person rules.PersonID, except int64) error {
	who, err := t.Tx.Person(person, t.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	invited, err := people.Invite(t.Do(), people.Invitees{Codes: []string{who.Code}}, people.InviteDays, t.Person.ID)
	if err != nil {
		return err
	}
	if len(invited.Two) > 0 {
		return t.askAccount(person)
	}
	if len(invited.Made) == 0 {
		key := "people.linked_already"
		if !who.Active {
			key = "people.inactive"
		}
		return t.orPresent(person, rules.Refuse(key, "name", who.Name))
	}
	if err := t.Tx.Refresh(t.Now, pilot.PersonRef(person), except); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	if err := t.Answer(rules.Msg("people.invite_toast", "name", who.Name)); err != nil {
		return err
	}
	return t.Send(t.inviteScreen(invited.Made[0]))
}
