package people

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/pilot"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// InviteDays is how many days an invitation works that is made in the chat.
const InviteDays = 14

// Invitees says who is to be invited: the people with the codes, or those of
// one unit, or everybody.
type Invitees struct {
	Codes []string // whatever their case
	Unit  string
	All   bool
	Again bool // also those of a unit, or of all, whose code still works
}

// Invited is what came of it.
type Invited struct {
	Made     []Invitation   // by unit, then by code
	Linked   []rules.Person // they have an account, and are passed over
	Kept     []KeptInvite   // they hold a code that still works, and are passed over
	Inactive []rules.Person // named, but no longer active
	Two      []rules.Person // their account takes a second confirmer (AskSecond)
	Last     rules.Date     // the last day on which the codes work
}

// invite makes one person's code, unless there is a reason not to.
func (out *Invited) invite(do pilot.Do, who Invitees, org *rules.Org, units map[rules.UnitID]rules.Unit, person rules.Person) error {
	switch {
	case !person.Active:
		out.Inactive = append(out.Inactive, person)
		return nil
	case person.Linked:
		out.Linked = append(out.Linked, person)
		return nil
	case !who.Again && len(who.Codes) == 0:
		last, live, err := liveInvite(do, person.ID)
		if err != nil {
			return err
		}
		if live {
			out.Kept = append(out.Kept, KeptInvite{person, last})
			return nil
		}
	}
	if org != nil {
		org.People[person.ID] = person
		if org.TakesTwo(rules.PowerChange{Kind: rules.PowerAccount, Person: person.ID, By: do.By.Person}) {
			out.Two = append(out.Two, person)
			return nil
		}
	}
	code, err := inviteOne(do, person, out.Last)
	if err != nil {
		return err
	}
	out.Made = append(out.Made, Invitation{person, agencyOf(units, person.Unit), units[person.Unit], code, out.Last})
	return nil
}

// KeptInvite is somebody's code that still works, perhaps printed and handed out.
type KeptInvite struct {
	Person rules.Person
	Last   rules.Date // the last day on which it works
}

// Invitation is one person's one-time code for a deep link. Only its hash is
// stored: it can't be shown again.
type Invitation struct {
	Person rules.Person
	Agency string     // the name of the unit at the top
	Unit   rules.Unit // the zero Unit for somebody who is posted later
	Code   string
	Last   rules.Date // the last day on which it works
}

// Invite makes a one-time code for each, good until the end of the day so many
// days from now; older codes of the same people stop working. Of a unit, or of everybody, those keep theirs whose code still
// works, as it may be printed and handed out. Codes and units
// that do not exist are refused (*rules.Refusal), each with the nearest, and
// then nobody is invited. Whoever makes one in the chat sees it, and it is
// kept with their name.
func Invite(do pilot.Do, who Invitees, days int) (Invited, error) {
	actor, today := do.By.Person, do.Today
	out := Invited{Last: today.AddDays(days)}
	if err := do.Assert(pilot.ChangePeople, rules.Subject{}); err != nil {
		return out, err
	}
	units, err := do.Tx.Units()
	if err != nil {
		return out, fmt.Errorf("load the units: %w", err)
	}
	people, err := do.Tx.People(today)
	if err != nil {
		return out, fmt.Errorf("load the people: %w", err)
	}
	chosen, err := who.choose(people, units)
	if err != nil {
		return out, err
	}
	byID := map[rules.UnitID]rules.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	slices.SortFunc(chosen, func(a, b rules.Person) int {
		return cmp.Or(cmp.Compare(byID[a.Unit].Code, byID[b.Unit].Code), cmp.Compare(a.Code, b.Code))
	})
	var org *rules.Org
	if actor != 0 {
		if org, err = powerOrg(do, actor); err != nil {
			return out, err
		}
	}
	for _, person := range chosen {
		if err := out.invite(do, who, org, byID, person); err != nil {
			return out, err
		}
	}
	return out, nil
}

// liveInvite is the last day of somebody's code, if one still works.
func liveInvite(do pilot.Do, who rules.PersonID) (last rules.Date, live bool, err error) {
	invite, err := do.Tx.LastInvite(who)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return 0, false, nil
	case err != nil:
		return 0, false, err
	case !invite.Used.IsZero() || !do.Now.Before(invite.Expires):
		return 0, false, nil
	}
	return rules.DateOf(invite.Expires.In(do.Calendar.Location).Add(-time.Second)), true, nil
}

// inviteOne makes the code, which works until the end of the last day.
func inviteOne(do pilot.Do, person rules.Person, last rules.Date) (string, error) {
	code, err := do.Tx.NewInvite(person.ID, do.By.Person, do.Now, last.AddDays(1).At(0, do.Calendar.Location))
	if err != nil {
		return "", err
	}
	return code, do.Audit(store.Entry{
		Action: "person.invite", Object: pilot.ObjectPerson, ObjectID: int64(person.ID), After: map[string]any{"until": last},
	})
}

// agencyOf is the name of the unit above all others of a unit.
func agencyOf(units map[rules.UnitID]rules.Unit, unit rules.UnitID) string {
	name := ""
	for range units {
		u, ok := units[unit]
		if !ok {
			break
		}
		name, unit = u.Name, u.Parent
	}
	return name
}

// choose picks the people; only those who are named may be inactive.
func (who Invitees) choose(people []rules.Person, units []rules.Unit) ([]rules.Person, error) {
	switch {
	case who.All:
		return slices.DeleteFunc(people, func(p rules.Person) bool { return !p.Active }), nil
	case who.Unit != "":
		at := slices.IndexFunc(units, func(u rules.Unit) bool { return strings.EqualFold(u.Code, who.Unit) })
		if at < 0 {
			codes := make([]string, len(units))
			for i, u := range units {
				codes[i] = u.Code
			}
			return nil, rules.Refuse("invite.unit_unknown", "code", who.Unit, "near", roster.Nearest(who.Unit, codes))
		}
		return slices.DeleteFunc(people, func(p rules.Person) bool { return !p.Active || p.Unit != units[at].ID }), nil
	}
	byCode, codes := map[string]rules.Person{}, make([]string, len(people))
	for i, p := range people {
		byCode[strings.ToLower(p.Code)], codes[i] = p, p.Code
	}
	var chosen []rules.Person
	var unknown []rules.Message
	for _, code := range who.Codes {
		p, ok := byCode[strings.ToLower(code)]
		switch {
		case !ok:
			unknown = append(unknown, rules.Msg("invite.unknown", "code", code, "near", roster.Nearest(code, codes)))
		case !slices.ContainsFunc(chosen, func(c rules.Person) bool { return c.ID == p.ID }):
			chosen = append(chosen, p)
		}
	}
	if len(unknown) > 0 {
		return nil, &rules.Refusal{Reasons: unknown}
	}
	return chosen, nil
}
