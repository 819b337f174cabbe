package people

import (
	"tainha/pilot"
	"tainha/rules"
)

// PowerCase is what the card of a change of power shows to one reader.
type PowerCase struct {
	Change     rules.PowerChange // expired as soon as its time is over
	What       rules.Message
	By, Second string // names; nobody confirmed or refused it: empty
	Sees       bool   // the reader may see it at all
	MayConfirm bool
}

// PowerCaseOf loads a change of power for who acts, or store.ErrNotFound.
func PowerCaseOf(do pilot.Do, id rules.PowerChangeID) (PowerCase, error) {
	reader := do.By.Person
	c, err := do.Tx.PowerChange(id)
	if err != nil {
		return PowerCase{}, err
	}
	if c.State == rules.PowerOpen && !do.Now.Before(c.Expires) {
		c.State = rules.PowerExpired
	}
	org, err := powerOrg(do, c.Person, c.By, c.HeadBefore, c.DecidedBy, reader)
	if err != nil {
		return PowerCase{}, err
	}
	f := PowerCase{Change: c, What: PowerText(org, c), By: org.People[c.By].Called(), Second: org.People[c.DecidedBy].Called()}
	f.MayConfirm = org.MayConfirm(reader, c) == nil
	f.Sees = f.MayConfirm || reader == c.By || org.People[reader].Roles.Has(rules.Coordinator|rules.Auditor)
	return f, nil
}
