package people

import (
	"errors"
	"fmt"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// PowerDecision is what who acts does with a change of power that waits.
type PowerDecision struct {
	Change rules.PowerChangeID
	Chat   int64 // where it was pressed: that card is edited by the caller
}

// ConfirmPower carries a change out as its second confirmer. It is judged again:
// it refuses who may not confirm it, what is settled or expired, whom the asker's
// role or what is to be changed has left meanwhile, and what the use case of the
// change refuses. Of an account it returns the invitation, which is for the asker.
func ConfirmPower(do pilot.Do, d PowerDecision) (rules.PowerChange, Invitation, error) {
	c, org, err := openPower(do, d.Change)
	if err != nil {
		return c, Invitation{}, err
	}
	if err := org.MayConfirm(do.By.Person, c); err != nil {
		return c, Invitation{}, err
	}
	if err := unchangedPower(org, c); err != nil {
		return c, Invitation{}, err
	}
	if err := checkPower(do, org, c); err != nil {
		return c, Invitation{}, err
	}
	c.State, c.DecidedBy, c.DecidedAt = rules.PowerConfirmed, do.By.Person, do.Now
	if err := settlePower(do, org, c, "power.confirm", d.Chat); err != nil {
		return c, Invitation{}, err
	}
	made, err := carryOut(do, org, c)
	if err != nil {
		return c, made, err
	}
	return c, made, refreshPerson(do, c.Person, 0) // the asker's card too
}

// RefusePower settles a change without carrying it out: refused by who might
// confirm it, withdrawn by who asked. Everybody else is refused.
func RefusePower(do pilot.Do, d PowerDecision) (rules.PowerChange, error) {
	c, org, err := openPower(do, d.Change)
	if err != nil {
		return c, err
	}
	action := "power.refuse"
	c.State, c.DecidedBy, c.DecidedAt = rules.PowerRefused, do.By.Person, do.Now
	if do.By.Person == c.By {
		action, c.State = "power.withdraw", rules.PowerWithdrawn
	} else if err := org.MayConfirm(do.By.Person, c); err != nil {
		return c, err
	}
	return c, settlePower(do, org, c, action, d.Chat)
}

// ExpirePower settles what nobody confirmed in time, and tells who was told of it.
func ExpirePower(do pilot.Do) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	open, err := do.Tx.OpenPowerChanges()
	if err != nil {
		return err
	}
	for _, c := range open {
		if do.Now.Before(c.Expires) {
			continue
		}
		org, err := powerOrg(do, c.Person, c.By, c.HeadBefore)
		if err != nil {
			return err
		}
		c.State, c.DecidedAt = rules.PowerExpired, do.Now
		if err := settlePower(do, org, c, "power.expire", 0); err != nil {
			return err
		}
	}
	return nil
}

// openPower loads a change that can still be decided, with the organisation.
func openPower(do pilot.Do, id rules.PowerChangeID) (rules.PowerChange, *rules.Org, error) {
	if err := do.Assert(pilot.ConfirmPower, rules.Subject{}); err != nil {
		return rules.PowerChange{}, nil, err
	}
	c, err := do.Tx.PowerChange(id)
	if errors.Is(err, store.ErrNotFound) {
		return c, nil, rules.Refuse("press.stale")
	}
	if err != nil {
		return c, nil, err
	}
	if c.State != rules.PowerOpen {
		return c, nil, rules.Refuse("power.settled")
	}
	if !do.Now.Before(c.Expires) {
		return c, nil, rules.Refuse("power.expired", "until", c.LastMoment())
	}
	org, err := powerOrg(do, c.Person, c.By, c.HeadBefore, do.By.Person)
	return c, org, err
}

// unchangedPower refuses a change whose asker may not ask any more, or of
// something that changed meanwhile.
func unchangedPower(org *rules.Org, c rules.PowerChange) error {
	asker := org.People[c.By]
	switch {
	case !asker.Active || !asker.Roles.Has(rules.Coordinator):
		return rules.Refuse("power.asker_gone", "name", asker.Called())
	case c.Kind == rules.PowerRoles && org.People[c.Person].Roles != c.RolesBefore,
		c.Kind == rules.PowerHead && org.Units[c.Unit].Head != c.HeadBefore:
		return rules.Refuse("power.changed")
	}
	return nil
}

// carryOut makes the change under the name of the one who asked.
func carryOut(do pilot.Do, org *rules.Org, c rules.PowerChange) (made Invitation, err error) {
	who, a := org.People[c.Person], act{By: c.By, Second: c.DecidedBy}
	do.By = pilot.Actor{Person: c.By}
	switch c.Kind {
	case rules.PowerRoles:
		return made, setRoles(do, org, c.Roles, who, a)
	case rules.PowerHead:
		return made, appoint(do, org, c, a)
	case rules.PowerLeave:
		return made, deactivate(do, org, who, a)
	case rules.PowerAccount:
		made.Person, made.Last = who, do.Today.AddDays(InviteDays)
		if made.Code, err = inviteOne(do, who, made.Last); err != nil {
			return made, err
		}
		return made, tellPower(do, org, c.Person, a, rules.Msg("notice.power_account", a.names(org, "name", who.Called())...))
	}
	return made, fmt.Errorf("change of power %d: unknown kind %q", c.ID, c.Kind)
}

// settlePower keeps what became of a change, and tells who asked and everybody
// who was told that it was asked for.
func settlePower(do pilot.Do, org *rules.Org, c rules.PowerChange, action string, chat int64) error {
	if err := do.Tx.SettlePowerChange(c); err != nil {
		return err
	}
	behalf := c.By
	if c.DecidedBy == c.By {
		behalf = 0
	}
	if err := auditPower(do, behalf, action, c); err != nil {
		return err
	}
	if err := do.Tx.Refresh(do.Now, pilot.PowerRef(c.ID), chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	a := act{By: c.By, Second: c.DecidedBy}
	m := rules.Msg("notice.power_settled", a.names(org, "what", PowerText(org, c), "state", PowerStateText(c.State))...)
	if c.DecidedBy != c.By {
		if err := do.Notify(c.By, fmt.Sprintf("power:%d:settled:%d", c.ID, c.By), m); err != nil {
			return err
		}
	}
	if c.State == rules.PowerConfirmed {
		return nil // what is carried out tells them
	}
	audience := powerAudience(org, c.Person, a)
	if about := org.People[c.Person]; about.Linked && c.Person != c.By {
		audience = append(audience, c.Person)
	}
	for _, who := range audience {
		if err := do.Notify(who, fmt.Sprintf("power:%d:settled:%d", c.ID, who), m); err != nil {
			return err
		}
	}
	return nil
}

// PowerStateText words what became of a change of power.
func PowerStateText(s rules.PowerState) rules.Message { return rules.Msg("power.state." + string(s)) }
