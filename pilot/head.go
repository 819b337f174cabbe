package pilot

import (
	"cmp"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// Appoint makes a person the head of a unit in place of whoever is; 0 leaves
// the place vacant. What waits follows: the new head is asked, or the level
// above. A closed unit, somebody who left, and whoever would be their own
// superior are refused.
func (p *Pilot) Appoint(tx *store.Tx, now time.Time, unit rules.UnitID, head, by rules.PersonID) error {
	org, err := tx.Org(p.today(now), head)
	if err != nil {
		return fmt.Errorf("load the organisation: %w", err)
	}
	u := org.Units[unit]
	before := u.Head
	switch {
	case !u.Active:
		return rules.Refuse("people.unit_closed", "unit", u.Name)
	case before == head && head == 0:
		return rules.Refuse("people.vacant_already", "unit", u.Name)
	case before == head:
		return rules.Refuse("people.head_already", "name", org.People[head].Name, "unit", u.Name)
	case head != 0 && !org.People[head].Active:
		return rules.Refuse("people.inactive", "name", org.People[head].Name)
	}
	u.Head = head
	org.Units[unit] = u
	if err := org.CheckTree(); err != nil {
		return err
	}
	if err := p.seat(tx, now, u, before, by); err != nil {
		return err
	}
	for _, x := range []struct {
		who rules.PersonID
		key string
	}{{before, "notice.head_no_more"}, {head, "notice.head_now"}} {
		if x.who == 0 {
			continue
		}
		if err := notify(tx, now, x.who, "", rules.Msg(x.key, "unit", u.Name)); err != nil {
			return err
		}
	}
	return p.Reroute(tx, now, by)
}

// seat stores who heads the unit now, audits it, and lets menus and delegations
// follow: whoever heads nothing has nothing handed over.
func (p *Pilot) seat(tx *store.Tx, now time.Time, u rules.Unit, before, by rules.PersonID) error {
	if err := tx.SetHead(u.ID, u.Head); err != nil {
		return fmt.Errorf("appoint the head: %w", err)
	}
	if err := tx.Audit(store.Entry{
		At: now, Actor: by, Action: "unit.head", Object: ObjectUnit, ObjectID: int64(u.ID), Before: before, After: u.Head,
	}); err != nil {
		return fmt.Errorf("audit the head: %w", err)
	}
	acted := cmp.Or(u.Head, before) // whose card it was done from
	for _, who := range []rules.PersonID{before, u.Head} {
		if who == 0 {
			continue
		}
		if err := resetMenu(tx, now, who, time.Time{}); err != nil {
			return err
		}
		except := rules.PersonID(0)
		if who == acted {
			except = by
		}
		if err := refreshPerson(tx, now, who, except); err != nil {
			return err
		}
	}
	heads, err := tx.HeadOf(before)
	if err != nil {
		return fmt.Errorf("find the units headed: %w", err)
	}
	if before == 0 || len(heads) > 0 {
		return nil
	}
	return p.endDelegations(tx, now, by, func(d rules.Delegation) bool { return d.From == before }, before)
}
