package people

import (
	"cmp"
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Appoint makes a person the head of a unit in place of whoever is; 0 leaves
// the place vacant. What waits follows: the new head is asked, or the level
// above, which is told of the change. A closed unit, somebody who left, and
// whoever would be their own superior are refused; oneself takes a second
// confirmer (AskSecond).
func Appoint(do pilot.Do, unit rules.UnitID, head rules.PersonID) error {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: head}); err != nil {
		return err
	}
	c := rules.PowerChange{Kind: rules.PowerHead, Person: head, Unit: unit}
	org, err := judgePower(do, c)
	if err != nil {
		return err
	}
	return appoint(do, org, c, acting(do))
}

// checkHead refuses a head whom a unit can't have.
func checkHead(org *rules.Org, unit rules.UnitID, head rules.PersonID) error {
	u := org.Units[unit]
	before := u.Head
	switch {
	case !u.Active:
		return rules.Refuse("people.unit_closed", "unit", u.Name)
	case before == head && head == 0:
		return rules.Refuse("people.vacant_already", "unit", u.Name)
	case before == head:
		return rules.Refuse("people.head_already", "name", org.People[head].Called(), "unit", u.Name)
	case head != 0 && !org.People[head].Active:
		return rules.Refuse("people.inactive", "name", org.People[head].Called())
	}
	defer func() { org.Units[unit] = u }()
	after := u
	after.Head = head
	org.Units[unit] = after
	return org.CheckTree()
}

// appoint seats the head and lets what waits follow.
func appoint(do pilot.Do, org *rules.Org, c rules.PowerChange, a act) error {
	u := org.Units[c.Unit]
	before := u.Head
	u.Head = c.Person
	if err := seat(do, u, before); err != nil {
		return err
	}
	if err := tellSeat(do, org, u, before, a); err != nil {
		return err
	}
	return request.Reroute(do)
}

// tellSeat tells who lost the place, who has it now, and the level above.
func tellSeat(do pilot.Do, org *rules.Org, u rules.Unit, before rules.PersonID, a act) error {
	for _, x := range []struct {
		who rules.PersonID
		key string
	}{{before, "notice.head_no_more"}, {u.Head, "notice.head_now"}} {
		if !org.People[x.who].Linked {
			continue
		}
		if err := do.Notify(x.who, "", rules.Msg(x.key, "unit", u.Name)); err != nil {
			return err
		}
	}
	above := org.Above(u.ID, a.By, a.Second)
	if above == 0 || above == before || above == u.Head {
		return nil
	}
	return do.Notify(above, "", rules.Msg("notice.power_head", a.names(org,
		"unit", u.Name, "name", org.People[u.Head].Called(), "before", org.People[before].Called())...))
}

// seat stores who heads the unit now, and lets follow what seated does.
func seat(do pilot.Do, u rules.Unit, before rules.PersonID) error {
	if err := do.Tx.SetHead(u.ID, u.Head); err != nil {
		return fmt.Errorf("appoint the head: %w", err)
	}
	return seated(do, u, before)
}

// offerGroup holds back the boards of a unit's group that a former head linked, and offers the group to
// the new one: a right ends with the office that it came from. What a coordinator linked stays.
func offerGroup(do pilot.Do, u rules.Unit) error {
	g, err := do.Tx.Group(u.ID)
	if err != nil || g.Chat == 0 || g.By != 0 && g.By == u.Head && !g.Waits {
		return err
	}
	if g.By != 0 && !g.Waits {
		by, err := do.Tx.Person(g.By, do.Today)
		if err != nil {
			return fmt.Errorf("find who linked the group: %w", err)
		}
		if by.Active && by.Roles.Has(rules.Coordinator) {
			return nil
		}
	}
	g.Waits = true
	if err := do.Tx.SetGroup(g); err != nil {
		return err
	}
	ref := pilot.GroupRef(u.ID)
	if err := do.Tx.Refresh(do.Now, ref, 0); err != nil { // it was offered to the one before
		return fmt.Errorf("refresh the cards: %w", err)
	}
	if u.Head == 0 {
		return nil
	}
	err = do.Queue(store.Out{Person: u.Head, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor()})
	if err != nil {
		return fmt.Errorf("offer the group: %w", err)
	}
	return nil
}

// seated audits who heads the unit now, and lets menus and delegations follow:
// whoever heads nothing has nothing handed over.
func seated(do pilot.Do, u rules.Unit, before rules.PersonID) error {
	if err := do.Audit(store.Entry{
		Action: "unit.head", Object: pilot.ObjectUnit, ObjectID: int64(u.ID), Before: before, After: u.Head,
	}); err != nil {
		return err
	}
	if err := offerGroup(do, u); err != nil {
		return err
	}
	acted := cmp.Or(u.Head, before) // whose card it was done from
	for _, who := range []rules.PersonID{before, u.Head} {
		if who == 0 {
			continue
		}
		if err := resetMenu(do, who, time.Time{}); err != nil {
			return err
		}
		except := rules.PersonID(0)
		if who == acted {
			except = do.By.Person
		}
		if err := refreshPerson(do, who, except); err != nil {
			return err
		}
	}
	heads, err := do.Tx.HeadOf(before)
	if err != nil {
		return fmt.Errorf("find the units headed: %w", err)
	}
	if before == 0 || len(heads) > 0 {
		return nil
	}
	return EndDelegations(do, func(d rules.Delegation) bool { return d.From == before }, before)
}
