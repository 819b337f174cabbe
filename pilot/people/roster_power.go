package people

import (
	"errors"
	"slices"

	"tainha/pilot"
	"tainha/rules"
)

// setRoles gives roles as SetRoles does, but the shell may leave the pilot
// without a coordinator.
func (i *rosterImport) setRoles(who rules.Person, roles rules.Roles) error {
	c := rules.PowerChange{Kind: rules.PowerRoles, Person: who.ID, Roles: storedRoles(roles), RolesBefore: who.Roles}
	if aside, err := i.guard(c, "roles"); err != nil || aside {
		return err
	}
	if err := setRoles(i.do, i.org, roles, who, acting(i.do)); err != nil {
		return err
	}
	return i.reload(who.ID)
}

// leave takes somebody off the staff who, as the tree says, heads nothing.
func (i *rosterImport) leave(who rules.Person) error {
	if aside, err := i.guard(rules.PowerChange{Kind: rules.PowerLeave, Person: who.ID}, "active"); err != nil || aside {
		return err
	}
	if err := leave(i.do, i.org, who, acting(i.do)); err != nil {
		return err
	}
	return i.reload(who.ID)
}

// guard sets aside, in a file sent to the bot, what takes a second confirmer there, and what
// the chat refuses. field is what the list of changes says of it.
func (i *rosterImport) guard(c rules.PowerChange, field string) (aside bool, err error) {
	c.By = i.do.By.Person
	if err := i.reload(c.Person); err != nil || i.do.By.Shell {
		return false, err
	}
	err = checkPower(i.do, i.org, c)
	if err == nil && !i.org.TakesTwo(c) {
		return false, nil
	}
	i.unsay(pilot.ObjectPerson, int64(c.Person), field)
	return true, i.setAside(c, err)
}

// headAside sets aside, in a file sent to the bot, a head that takes a second confirmer: who they are
// in the tree stays as it is until then.
func (i *rosterImport) headAside(u rules.Unit, head rules.Person) (aside bool, err error) {
	if i.do.By.Shell || head.ID == 0 {
		return false, nil
	}
	c := rules.PowerChange{Kind: rules.PowerHead, Person: head.ID, Unit: u.ID, HeadBefore: u.Head, By: i.do.By.Person}
	if aside, err = TakesTwo(i.do, c); aside {
		i.ask = append(i.ask, c)
	}
	return aside, err
}

// setAside asks for the second confirmer of a change, or keeps why it stays undone: refused, or
// nil where only a second confirmer is needed.
func (i *rosterImport) setAside(c rules.PowerChange, refused error) error {
	org, err := powerOrg(i.do, c.Person, c.By, c.HeadBefore)
	if err != nil {
		return err
	}
	what := PowerText(org, c)
	if c.Kind == rules.PowerLeave && refused != nil {
		what = rules.Msg("roster.leaves", "name", org.People[c.Person].Called())
	}
	if refused == nil {
		_, refused = AskSecond(i.do, c)
	}
	var why *rules.Refusal
	switch {
	case refused == nil:
		i.out.Two = append(i.out.Two, what)
	case errors.As(refused, &why):
		i.out.Refused = append(i.out.Refused, Kept{what, why.Reasons})
	default:
		return refused
	}
	return nil
}

// unsay takes a field that stays as it was off the list of changes.
func (i *rosterImport) unsay(object string, id int64, field string) {
	i.out.List = slices.DeleteFunc(i.out.List, func(c Change) bool {
		return c.Object == object && c.ID == id && !c.Added && len(c.Fields) == 1 && c.Fields[0].Name == field
	})
	for at, c := range i.out.List {
		if c.Object == object && c.ID == id {
			i.out.List[at].Fields = slices.DeleteFunc(slices.Clone(c.Fields), func(f Field) bool { return f.Name == field })
		}
	}
	i.out.Left = slices.DeleteFunc(i.out.Left, func(x rules.Person) bool { return field == "active" && int64(x.ID) == id })
}
