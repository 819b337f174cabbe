package people

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// powerPressed acts on a change of power that waits for its second confirmer.
type powerPressed struct {
	Change rules.PowerChangeID
	Do     powerDo
}

// powerDo is what is done with it.
type powerDo uint8

const (
	powerConfirm powerDo = iota + 1
	powerRefuse          // by who asked: withdraw
)

var powerPress = chat.DefinePress[powerPressed]("pc")

// confirmPower is for whoever may be a second confirmer; which of them may is for
// rules.Org.MayConfirm to say. It is no Write: an auditor changes nothing by it,
// the change is the asker's.
var confirmPower = pilot.ConfirmPower.Access

// ofPower names whom a change of power concerns, or else the unit that is to
// have no head.
func ofPower(v chat.View, id int64) (chat.Owner, error) {
	c, err := v.Tx.PowerChange(rules.PowerChangeID(id))
	if c.Person == 0 {
		return chat.Owner{Unit: c.Unit}, err
	}
	return chat.Owner{Person: c.Person}, err
}

// powerCard shows a change of power to those who may confirm it and to who asked.
func powerCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectPower, Whose: ofPower, May: []rules.Access{confirmPower},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.power_change", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			f, err := people.PowerCaseOf(v.Do(), rules.PowerChangeID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			if !f.Sees { // a head of somewhere else
				return store.Screen{Text: rules.Msg("access.foreign")}, nil
			}
			return powerScreen(f, v.Reader.ID), nil
		},
	}
}

func powerScreen(f people.PowerCase, reader rules.PersonID) store.Screen {
	c := f.Change
	open := c.State == rules.PowerOpen
	s := store.Screen{Text: rules.Msg("power.card", "by", f.By, "what", f.What, "asked", c.Asked,
		"state", people.PowerStateText(c.State), "second", f.Second, "open", open, "may", f.MayConfirm, "until", c.LastMoment())}
	switch {
	case !open:
	case f.MayConfirm:
		s.Rows = [][]store.Button{{
			powerPress.Button(powerPressed{c.ID, powerConfirm}, "power.do.confirm"),
			powerPress.Button(powerPressed{c.ID, powerRefuse}, "power.do.refuse"),
		}}
	case c.By == reader:
		s.Rows = [][]store.Button{{powerPress.Button(powerPressed{c.ID, powerRefuse}, "power.do.withdraw")}}
	}
	return s
}

// pressPower confirms or refuses, and shows what became of it. A refusal stands
// beside the present card.
func pressPower(t *chat.Turn, p powerPressed) error {
	f, err := people.PowerCaseOf(t.Do(), p.Change)
	if err != nil {
		return err // that it exists was checked before
	}
	if !f.Sees {
		return rules.Refuse("access.foreign")
	}
	d := people.PowerDecision{Change: p.Change, Chat: t.Chat}
	var c rules.PowerChange
	var made people.Invitation
	toast := "power.toast.confirmed"
	switch p.Do {
	case powerConfirm:
		c, made, err = people.ConfirmPower(t.Do(), d)
	case powerRefuse:
		toast = "power.toast.refused"
		c, err = people.RefusePower(t.Do(), d)
	default:
		return t.Stale()
	}
	if r, refused := chat.IsRefusal(err); refused {
		if err := t.ShowCard(pilot.PowerRef(p.Change)); err != nil {
			return err
		}
		return t.Refuse(r, nil)
	}
	if err != nil {
		return err
	}
	if err := t.AnswerCard(rules.Msg(toast), pilot.PowerRef(p.Change)); err != nil {
		return err
	}
	if made.Code == "" {
		return nil
	}
	return sendInvite(t, c.By, made)
}

// sendInvite sends an invitation to who asked for it: only they may see it.
func sendInvite(t *chat.Turn, to rules.PersonID, made people.Invitation) error {
	screen := inviteScreen(t, made)
	err := t.Tx.Queue(t.Now, store.Out{Person: to, Lane: store.LaneNotice, Body: store.Body{Screen: &screen}})
	if err != nil {
		return fmt.Errorf("send the invitation: %w", err)
	}
	return nil
}

// inviteScreen is the one-time link to forward. Its text is not kept.
func inviteScreen(t *chat.Turn, made people.Invitation) store.Screen {
	return store.Screen{
		Text:   rules.Msg("people.invite", "name", made.Person.Called(), "link", t.Link(made.Code), "last", made.Last),
		Secret: true,
	}
}

// askSecond asks for the second confirmer where a change takes one, and shows
// its card; asked is false where the change needs nobody else.
func askSecond(t *chat.Turn, c rules.PowerChange) (asked bool, err error) {
	two, err := people.TakesTwo(t.Do(), c)
	if err != nil || !two {
		return false, err
	}
	if c, err = people.AskSecond(t.Do(), c); err != nil {
		return false, err
	}
	return true, t.AnswerCard(rules.Msg("power.toast.asked"), pilot.PowerRef(c.ID))
}

// askAccount asks for the second confirmer of a new account, beside the card of
// the person. Where nobody can confirm it, that is said: the account stays cut off.
func askAccount(t *chat.Turn, person rules.PersonID) error {
	c, err := people.AskSecond(t.Do(), rules.PowerChange{Kind: rules.PowerAccount, Person: person})
	if r, refused := chat.IsRefusal(err); refused {
		return t.Say(r.Reasons[0])
	}
	if err != nil {
		return err
	}
	if err := t.Answer(rules.Msg("power.toast.asked")); err != nil {
		return err
	}
	return t.ShowCardBelow(pilot.PowerRef(c.ID))
}
