package people

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// act is by whom a change of power is made: who asked for it (0: the shell) and,
// where it took two, who confirmed it.
type act struct{ By, Second rules.PersonID }

// acting is a change that took nobody else.
func acting(do pilot.Do) act { return act{By: do.By.Person} }

// names adds who did it to the arguments of a message.
func (a act) names(org *rules.Org, args ...any) []any {
	return append(args, "by", org.People[a.By].Called(), "second", org.People[a.Second].Called())
}

// powerOrg loads the organisation with all coordinators, all auditors and the
// people named (0: nobody).
func powerOrg(do pilot.Do, people ...rules.PersonID) (*rules.Org, error) {
	list, err := do.Tx.PeopleWithRole(rules.Coordinator|rules.Auditor, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who holds power: %w", err)
	}
	for _, x := range list {
		people = append(people, x.ID)
	}
	org, err := do.Org(people...)
	if err != nil {
		return nil, err
	}
	org.Consented = do.Consent.Version > 0
	return org, nil
}

// judgePower refuses a change that can't be, and one that takes a second
// confirmer. It returns the organisation as it is before the change.
func judgePower(do pilot.Do, c rules.PowerChange) (*rules.Org, error) {
	c.By = do.By.Person
	org, err := powerOrg(do, c.Person, c.By)
	if err != nil {
		return nil, err
	}
	if err := checkPower(do, org, c); err != nil {
		return nil, err
	}
	if org.TakesTwo(c) {
		return nil, rules.Refuse("power.takes_two")
	}
	return org, nil
}

// checkPower refuses what the use case of the change refuses.
func checkPower(do pilot.Do, org *rules.Org, c rules.PowerChange) error {
	who := org.People[c.Person]
	switch {
	case c.Kind == rules.PowerHead:
		return checkHead(org, c.Unit, c.Person)
	case c.Kind == rules.PowerRoles:
		return checkRoles(do, who, c.Roles)
	case c.Kind == rules.PowerLeave:
		return checkLeave(do, who, c.By)
	case !who.Active:
		return rules.Refuse("people.inactive", "name", who.Called())
	case who.Linked:
		return rules.Refuse("people.linked_already", "name", who.Called())
	}
	return nil
}

// TakesTwo reports whether a change in the chat takes a second confirmer.
func TakesTwo(do pilot.Do, c rules.PowerChange) (bool, error) {
	c.By = do.By.Person
	org, err := powerOrg(do, c.Person, c.By)
	if err != nil {
		return false, err
	}
	c.Roles = storedRoles(c.Roles)
	return org.TakesTwo(c), nil
}

// AskSecond asks for the second confirmer of a change that takes one. Those who
// can confirm it get its card; the person in question, their superior, the
// auditors and the old account are told. It refuses what the use case of the
// change refuses, what waits already, and what nobody could confirm.
func AskSecond(do pilot.Do, c rules.PowerChange) (rules.PowerChange, error) {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: c.Person}); err != nil {
		return c, err
	}
	c.By = do.By.Person
	org, err := powerOrg(do, c.Person, c.By)
	if err != nil {
		return c, err
	}
	if c.Kind == rules.PowerRoles {
		c.Roles, c.RolesBefore = storedRoles(c.Roles), org.People[c.Person].Roles
	}
	if c.Kind == rules.PowerHead {
		c.HeadBefore = org.Units[c.Unit].Head
	}
	if err := checkPower(do, org, c); err != nil {
		return c, err
	}
	open, err := do.Tx.OpenPowerChanges()
	if err != nil {
		return c, err
	}
	if slices.ContainsFunc(open, func(o rules.PowerChange) bool {
		return o.Kind == c.Kind && o.Person == c.Person && o.Unit == c.Unit && do.Now.Before(o.Expires)
	}) {
		return c, rules.Refuse("power.waits_already")
	}
	confirmers := org.Confirmers(c)
	if len(confirmers) == 0 {
		return c, rules.Refuse("power.nobody")
	}
	c.State, c.Asked, c.Expires = rules.PowerOpen, do.Now, powerExpires(do.Pilot, do.Now)
	if err := do.Tx.AddPowerChange(&c); err != nil {
		return c, err
	}
	if err := auditPower(do, 0, "power.ask", c); err != nil {
		return c, err
	}
	return c, tellAsked(do, org, c, confirmers)
}

// powerExpires is the end of the last day on which a change may be confirmed. In
// a year without a calendar its days are ordinary ones.
func powerExpires(p *pilot.Pilot, now time.Time) time.Time {
	last, err := p.Calendar.AddWorkingDays(p.Today(now), p.Powers.ConfirmWithin)
	if err != nil {
		last = p.Today(now).AddDays(p.Powers.ConfirmWithin)
	}
	return last.AddDays(1).At(0, p.Calendar.Location)
}

// tellAsked sends the card to the confirmers, and tells the others.
func tellAsked(do pilot.Do, org *rules.Org, c rules.PowerChange, confirmers []rules.PersonID) error {
	ref := pilot.PowerRef(c.ID)
	for _, who := range confirmers {
		if err := do.Queue(store.Out{
			Person: who, Lane: store.LaneNotice, Dedupe: fmt.Sprintf("power:%d:%d", c.ID, who),
			Body: store.Body{Card: &ref}, Anchor: ref.Anchor(),
		}); err != nil {
			return fmt.Errorf("ask a confirmer: %w", err)
		}
	}
	m := rules.Msg("notice.power_asked", act{By: c.By}.names(org, "what", PowerText(org, c), "until", c.LastMoment())...)
	for _, who := range powerAudience(org, c.Person, act{By: c.By}) {
		if slices.Contains(confirmers, who) {
			continue
		}
		if err := do.Notify(who, fmt.Sprintf("power:%d:%d", c.ID, who), m); err != nil {
			return err
		}
	}
	if c.Person != 0 && c.Person != c.By && org.People[c.Person].Linked {
		return do.Notify(c.Person, fmt.Sprintf("power:%d:%d", c.ID, c.Person), m)
	}
	if c.Kind != rules.PowerAccount {
		return nil
	}
	former, err := formerAccount(do.Tx, c.Person)
	if err != nil || former.Ended.UnixMilli() == do.Now.UnixMilli() { // cut off in the same turn, and told so
		return err
	}
	return tellFormer(do, former, rules.Msg("unlink.replacing", "by", org.People[c.By].Called()))
}

// PowerText says what a change changes.
func PowerText(org *rules.Org, c rules.PowerChange) rules.Message {
	name := org.People[c.Person].Called()
	switch c.Kind {
	case rules.PowerRoles:
		return rules.Msg("power.what.roles", "name", name, "before", RolesText(c.RolesBefore), "roles", RolesText(c.Roles))
	case rules.PowerHead:
		return rules.Msg("power.what.head", "name", name, "unit", org.Units[c.Unit].Name, "before", org.People[c.HeadBefore].Called())
	case rules.PowerLeave:
		return rules.Msg("power.what.leave", "name", name)
	}
	return rules.Msg("power.what.account", "name", name)
}

// powerAudience is who hears of a change of power over a person: their superior
// and the auditors, but not the person nor whoever does it.
func powerAudience(org *rules.Org, about rules.PersonID, a act) []rules.PersonID {
	var out []rules.PersonID
	if s := org.Superior(about, a.By, a.Second); s != 0 {
		out = append(out, s)
	}
	for id, x := range org.People {
		if x.Active && x.Linked && x.Roles.Has(rules.Auditor) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(id rules.PersonID) bool { return id == about || id == a.By || id == a.Second })
}

// tellPower tells the superior of a person and the auditors.
func tellPower(do pilot.Do, org *rules.Org, about rules.PersonID, a act, m rules.Message) error {
	for _, who := range powerAudience(org, about, a) {
		if err := do.Notify(who, "", m); err != nil {
			return err
		}
	}
	return nil
}

// nameOf is a person's name, empty for 0: the shell.
func nameOf(do pilot.Do, id rules.PersonID) (string, error) {
	if id == 0 {
		return "", nil
	}
	person, err := do.Tx.Person(id, do.Today)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", fmt.Errorf("find the name: %w", err)
	}
	return person.Called(), nil
}

// auditPower notes a step of a change of power, and for whom who confirms does it.
func auditPower(do pilot.Do, behalf rules.PersonID, action string, c rules.PowerChange) error {
	return do.Audit(store.Entry{
		OnBehalfOf: behalf, Action: action, Object: pilot.ObjectPower, ObjectID: int64(c.ID),
		After: map[string]any{"kind": c.Kind, "person": c.Person, "unit": c.Unit, "roles": audited(c.Roles)},
	})
}
