package people

import (
	"fmt"
	"time"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// personPressed acts on a person from their card. Arg is a unit or a day.
type personPressed struct {
	Person rules.PersonID
	Do     personDo
	Arg    int32
}

// personDo is what a coordinator does to a person.
type personDo uint8

const (
	doInvite personDo = iota + 1
	doMove
	doDropMove // Arg: the day on which it would begin
	doHead
	doVacate // Arg: the unit
	doRoles
	doUnlink
	doDeactivate
	doReactivate
)

// Buttons of a person's card. What each does is set in cmdPeople.
var (
	personPress     = chat.DefinePress[personPressed]("pe")
	personOpenPress = chat.DefinePress[personOpened]("po")
)

type personOpened struct{ Person rules.PersonID }

// Who may see a person's card, and who may change something from it.
var (
	seePeople    = rules.Access{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}
	changePeople = pilot.ChangePeople.Access
)

// personCard shows where a person works, what they are, and how they are
// linked; to a coordinator with everything that can be done.
func personCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectPerson, Whose: chat.OfPerson, May: []rules.Access{seePeople},
		Name: func(_ chat.View, _ int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.person", "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			actor, err := v.Actor()
			if err != nil {
				return store.Screen{}, fmt.Errorf("find the reader's roles: %w", err)
			}
			f, err := people.ProfileOf(v.Do(), rules.PersonID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			s := store.Screen{Text: personText(v, f)}
			if actor.Sees(changePeople) {
				s.Rows = personRows(v.Now, f)
			}
			return s, nil
		},
	}
}

func personText(v chat.View, f people.Profile) rules.Message {
	return rules.Msg("people.card", "name", f.Person.Name, "code", f.Person.Code, "active", f.Person.Active,
		"unit", f.Unit.Name, "position", f.Position.Name, "heads", chat.UnitNames(f.Heads),
		"roles", people.RolesText(f.Person.Roles), "link", linkState(f, v.Now),
		"consent", agreed(f.Person.Consent, v.Pilot.Consent.Version),
		"commitment", agreed(f.Person.Commitment, v.Pilot.Commitment.Version),
		"lines", personLines(f))
}

// linkState says how the person can be reached.
func linkState(f people.Profile, now time.Time) rules.Message {
	switch {
	case f.Person.Linked && f.Person.Reachable:
		return rules.Msg("people.link.linked")
	case f.Person.Linked:
		return rules.Msg("people.link.unreachable")
	case f.Invited(now):
		return rules.Msg("people.link.invited", "until", f.Invite.Expires.Add(-time.Second))
	case !f.Invite.Created.IsZero():
		return rules.Msg("people.link.expired")
	}
	return rules.Msg("people.link.never")
}

// agreed says which version was agreed to, and whether it is the present one.
func agreed(version, present int) rules.Message {
	if version == 0 {
		return rules.Msg("people.agreed.none")
	}
	return rules.Msg("people.agreed", "version", version, "old", version < present)
}

// personLines tells what is planned and what waits.
func personLines(f people.Profile) (lines []rules.Message) {
	for _, x := range f.Planned {
		lines = append(lines, rules.Msg("people.planned", "day", x.From, "unit", x.Unit.Name, "position", x.Position.Name))
	}
	for _, a := range f.Away {
		lines = append(lines, rules.Msg("people.away", "kind", people.AbsenceKind(a.Kind.ToOthers()), "said", a.Kind.ToOthers() != rules.Away, "span", people.AbsenceSpan(a)))
	}
	for _, d := range f.Given {
		lines = append(lines, rules.Msg("people.given", "first", d.First, "last", d.Last))
	}
	if f.Waiting > 0 {
		lines = append(lines, rules.Msg("people.waiting", "n", f.Waiting))
	}
	if f.Deciding > 0 {
		lines = append(lines, rules.Msg("people.deciding", "n", f.Deciding))
	}
	return lines
}

// personRows are the buttons of a coordinator.
func personRows(now time.Time, f people.Profile) (rows [][]store.Button) {
	button := func(do personDo, arg int32, key string, namesAndValues ...any) store.Button {
		return personPress.Button(personPressed{f.Person.ID, do, arg}, key, namesAndValues...)
	}
	if !f.Person.Active {
		return [][]store.Button{{button(doReactivate, 0, "people.do.reactivate")}}
	}
	account := button(doUnlink, 0, "people.do.unlink")
	switch {
	case f.Person.Linked:
	case f.Invited(now):
		account = button(doInvite, 0, "people.do.invite_again")
	default:
		account = button(doInvite, 0, "people.do.invite")
	}
	rows = append(rows, []store.Button{account, button(doRoles, 0, "people.do.roles")},
		[]store.Button{button(doMove, 0, "people.do.move"), button(doHead, 0, "people.do.head")})
	for _, x := range f.Planned {
		rows = append(rows, []store.Button{button(doDropMove, int32(x.From), "people.do.drop_move", "day", x.From)})
	}
	for _, u := range f.Heads {
		rows = append(rows, []store.Button{button(doVacate, int32(u.ID), "people.do.vacate", "unit", u.Name)})
	}
	return append(rows, []store.Button{button(doDeactivate, 0, "people.do.deactivate")})
}
