package people

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// peopleDraft is a search for a person.
type peopleDraft struct {
	Query string `json:"query,omitempty"`
}

func cmdPeople() chat.Command {
	find, change := findFlow(), personFlow()
	return chat.Command{
		Name: "people", Alias: "nhansu", Place: 80, InMenu: true,
		Access: seePeople,
		Flows:  []chat.Conversation{find, change},
		Run: func(t *chat.Turn, args string) error {
			if args == "" {
				return find.Start(t, "find", peopleDraft{})
			}
			return findAsked(t, find, args)
		},
		Presses: []chat.Presser{
			personOpenPress.On(seePeople, func(t *chat.Turn, p personOpened) (rules.Subject, error) {
				return t.Subject(pilot.ObjectPerson, int64(p.Person))
			},
				func(t *chat.Turn, p personOpened) error { return t.ShowCard(pilot.PersonRef(p.Person)) }),
			personPress.On(changePeople, func(t *chat.Turn, p personPressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectPerson, int64(p.Person))
			},
				func(t *chat.Turn, p personPressed) error { return pressPerson(t, change, p) }).
				Destroys(func(p personPressed) bool { return p.Do == doDropMove || p.Do == doInvite }),
			powerPress.On(confirmPower, func(t *chat.Turn, p powerPressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectPower, int64(p.Change))
			},
				pressPower).Destroys(func(p powerPressed) bool { return p.Do == powerRefuse }).
				Grants(func(p powerPressed) bool { return p.Do == powerConfirm }),
			rosterPress.On(ownRoster, func(t *chat.Turn, p rosterPressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectRosterFile, int64(p.File))
			}, pressRosterFile),
		},
	}
}

// findIntent takes "tìm Đỗ Gia Bảo".
func findIntent() chat.Intent {
	finds := func(text string) int {
		if _, ok := reply.Finds(text); ok {
			return 0
		}
		return -1
	}
	return chat.Intent{Words: &chat.Words{Name: "find", In: finds}, Access: seePeople, Take: func(t *chat.Turn, s chat.Saying) error {
		whom, _ := reply.Finds(s.Text)
		return findAsked(t, findFlow(), whom)
	}}
}

// orderIntent takes "mời lại chị Hương", "chuyển Nam sang phòng khác": the card of whom it names
// has the buttons for it.
func orderIntent() chat.Intent {
	return chat.Intent{Words: &chat.Words{Name: "order", In: reply.PeopleOrder}, Access: changePeople, Take: func(t *chat.Turn, s chat.Saying) error {
		about, err := t.About(s.Text)
		if err != nil {
			return err
		}
		if len(about.Who) == 0 {
			return findFlow().Start(t, "find", peopleDraft{})
		}
		return findAsked(t, findFlow(), about.Who[0])
	}}
}

// findAsked looks for whom the words behind the command mean; a title before a name is
// left out where nobody is called so.
func findAsked(t *chat.Turn, find chat.Flow[peopleDraft], args string) error {
	about, err := t.About(args)
	if err != nil {
		return err
	}
	query := chat.Short(args, chat.MaxName)
	for _, q := range append([]string{query}, about.Who...) {
		found, err := people.FindPeople(t.Do(), q, chat.Listed+1)
		switch {
		case err != nil:
			return err
		case len(found) == 1:
			return t.ShowCard(pilot.PersonRef(found[0].ID))
		case len(found) > 1:
			return find.Start(t, "find", peopleDraft{Query: q})
		}
	}
	return find.Start(t, "find", peopleDraft{Query: query})
}

// findFlow looks for people until one is chosen.
func findFlow() chat.Flow[peopleDraft] {
	return chat.Flow[peopleDraft]{Name: "people", Version: 1, Steps: []chat.Step[peopleDraft]{{Name: "find", Ask: askFind, Take: takeFind}}}
}

func askFind(t *chat.Turn, d *peopleDraft) (store.Screen, error) {
	if d.Query == "" {
		return store.Screen{Text: rules.Msg("people.find")}, nil
	}
	found, err := people.FindPeople(t.Do(), d.Query, chat.Listed+1)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range found[:min(chat.Listed, len(found))] {
		unit, err := t.UnitOf(p)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{personOpenPress.Button(personOpened{p.ID}, "people.open", "name", p.Name, "code", p.Code, "unit", unit, "active", p.Active)})
	}
	return store.Screen{Text: rules.Msg("people.found", "query", d.Query, "n", len(rows), "more", len(found) > chat.Listed), Rows: rows}, nil
}

func takeFind(t *chat.Turn, d *peopleDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stay, nil
	}
	d.Query = chat.Short(in.Text, chat.MaxName)
	found, err := people.FindPeople(t.Do(), d.Query, chat.Listed+1)
	if err != nil {
		return chat.Stay, err
	}
	if len(found) == 1 {
		return chat.End, t.ShowCard(pilot.PersonRef(found[0].ID))
	}
	return chat.Stay, nil
}

// pressPerson does at once what can be taken back, and asks before the rest.
func pressPerson(t *chat.Turn, change chat.Flow[personDraft], p personPressed) error {
	d := personDraft{Person: p.Person, Do: p.Do}
	var err error
	if d.Seen, err = d.standing(t); err != nil {
		return err
	}
	switch p.Do {
	case doInvite:
		return invite(t, p.Person, 0)
	case doDropMove:
		if !rules.Date(p.Arg).InBounds() {
			return t.Stale()
		}
		if err := people.DropTransfer(t.Do(), p.Person, rules.Date(p.Arg)); err != nil {
			return orPresent(t, p.Person, err)
		}
	case doReactivate:
		if err := people.Reactivate(t.Do(), p.Person); err != nil {
			return orPresent(t, p.Person, err)
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
		return t.Stale()
	}
	return t.AnswerCard(rules.Msg("people.done"), pilot.PersonRef(p.Person))
}

// orPresent shows the present card with a refusal: the button was an older one.
func orPresent(t *chat.Turn, person rules.PersonID, err error) error {
	r, refused := chat.IsRefusal(err)
	if !refused {
		return err
	}
	if err := t.ShowCard(pilot.PersonRef(person)); err != nil {
		return err
	}
	return t.Refuse(r, nil)
}

// invite makes a new one-time link and shows it in a message to forward. It is
// for a private chat only, and its text is not kept. except is the chat whose
// card the caller shows anew, 0 for none.
func invite(t *chat.Turn, person rules.PersonID, except int64) error {
	who, err := t.Tx.Person(person, t.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	invited, err := people.Invite(t.Do(), people.Invitees{Codes: []string{who.Code}}, people.InviteDays)
	if err != nil {
		return err
	}
	if len(invited.Two) > 0 {
		return askAccount(t, person)
	}
	if len(invited.Made) == 0 {
		key := "people.linked_already"
		if !who.Active {
			key = "people.inactive"
		}
		return orPresent(t, person, rules.Refuse(key, "name", who.Called()))
	}
	if err := t.Tx.Refresh(t.Now, pilot.PersonRef(person), except); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	if err := t.Answer(rules.Msg("people.invite_toast", "name", who.Called())); err != nil {
		return err
	}
	return t.Send(inviteScreen(t, invited.Made[0]))
}
