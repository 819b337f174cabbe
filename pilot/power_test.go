package pilot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// proposed lets the coordinator A5 ask for more roles of her own.
func (a *agency) proposed() rules.PowerChangeID {
	a.Helper()
	var c rules.PowerChange
	a.must(func(tx *store.Tx) (err error) {
		c, err = people.AskSecond(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), rules.PowerChange{
			Kind: rules.PowerRoles, Person: a.who["A5"], Roles: rules.Coordinator | rules.Operator,
		})
		return err
	})
	return c.ID
}

func (a *agency) confirm(id rules.PowerChangeID, code string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, _, err := people.ConfirmPower(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[code]}), people.PowerDecision{Change: id})
		return err
	}
}

func (a *agency) roles(code string) (roles rules.Roles) {
	a.Helper()
	a.write(func(tx *store.Tx) error {
		p, err := tx.Person(a.who[code], rules.DateOf(a.now))
		roles = p.Roles
		return err
	})
	return roles
}

// audit lists the newest rows: the action, who did it and for whom, by code.
func (a *agency) audit(n int) (rows []string) {
	a.Helper()
	code := map[rules.PersonID]string{0: "-"}
	for c, id := range a.who {
		code[id] = c
	}
	a.write(func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, n)
		for _, r := range slices.Backward(trail) {
			rows = append(rows, fmt.Sprintf("%s %s %s", r.Action, code[r.Actor], code[r.OnBehalfOf]))
		}
		return err
	})
	return rows
}

func TestASecondConfirmerCarriesTheChangeOutUnderBothNames(t *testing.T) {
	t.Parallel()
	a := openPowered(t)
	a.pilot.Powers = rules.DefaultPowerPolicy()
	a.refused("by oneself", func(tx *store.Tx) error {
		return people.SetRoles(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), a.who["A5"], rules.Coordinator|rules.Operator)
	}, "power.takes_two")
	id := a.proposed()
	a.refused("asked for once more", func(tx *store.Tx) error {
		_, err := people.AskSecond(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), rules.PowerChange{
			Kind: rules.PowerRoles, Person: a.who["A5"], Roles: rules.Coordinator | rules.Auditor,
		})
		return err
	}, "power.waits_already")
	a.refused("confirmed by who asked", a.confirm(id, "A5"), "power.own")
	a.refused("confirmed by a clerk", a.confirm(id, "A3"), "access.role")
	a.refused("confirmed by a head of somewhere else", a.confirm(id, "A2"), "access.foreign")
	a.refused("a change that there is not", a.confirm(id+1, "A4"), "press.stale")
	if got := a.roles("A5"); got.Has(rules.Operator) {
		t.Errorf("roles %v before anybody confirmed", got)
	}
	a.must(a.confirm(id, "A4"))
	if got := a.roles("A5"); got != rules.Staff|rules.Coordinator|rules.Operator {
		t.Errorf("roles %v, want those that were asked for", got)
	}
	if got, want := a.audit(3), []string{"power.ask A5 -", "power.confirm A4 A5", "person.roles A5 -"}; !slices.Equal(got, want) {
		t.Errorf("audited %v, want %v", got, want)
	}
	a.refused("confirmed twice", a.confirm(id, "A1"), "power.settled")
}

// It is judged again at the moment of confirming.
func TestAChangeOfPowerIsJudgedAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		meanwhile func(a *agency, tx *store.Tx) error
		later     time.Duration
		key       string
	}{
		"in time":                     {nil, 71*time.Hour + 59*time.Minute - 12*time.Hour, ""},
		"two working days are over":   {nil, 60 * time.Hour, "power.expired"},
		"the asker is no coordinator": {func(a *agency, tx *store.Tx) error { return tx.SetRoles(a.who["A5"], rules.Staff) }, 0, "power.asker_gone"},
		"the asker is off the staff":  {func(a *agency, tx *store.Tx) error { return tx.SetActive(a.who["A5"], false, a.now) }, 0, "power.asker_gone"},
		"the roles are others": {func(a *agency, tx *store.Tx) error {
			return tx.SetRoles(a.who["A5"], rules.Staff|rules.Coordinator|rules.Auditor)
		}, 0, "power.changed"},
		"the confirmer is no auditor":      {func(a *agency, tx *store.Tx) error { return tx.SetRoles(a.who["A4"], rules.Staff) }, 0, "access.role"},
		"the confirmer was invited by her": {func(a *agency, tx *store.Tx) error { return a.relink(tx, "A4", "A5") }, 0, "power.one_hand"},
	} {
		a := openPowered(t)
		a.pilot.Powers = rules.DefaultPowerPolicy()
		id := a.proposed()
		if c.meanwhile != nil {
			a.must(func(tx *store.Tx) error { return c.meanwhile(a, tx) })
		}
		a.now = a.now.Add(c.later)
		if c.key == "" {
			a.must(a.confirm(id, "A4"))
			continue
		}
		a.refused(name, a.confirm(id, "A4"), c.key)
	}
}

// relink gives somebody a new account by an invitation that another made in the chat.
func (a *agency) relink(tx *store.Tx, code, by string) error {
	if err := tx.Unlink(a.who[code]); err != nil {
		return err
	}
	return tx.Link(store.Account{Person: a.who[code], Chat: 2001, Language: "vi", Linked: a.now, Inviter: a.who[by]})
}

func TestWhatNobodyConfirmsEndsByItself(t *testing.T) {
	t.Parallel()
	a := openPowered(t)
	a.pilot.Powers = rules.DefaultPowerPolicy()
	id := a.proposed()
	told := a.told("A5")
	expire := func(tx *store.Tx) error { return people.ExpirePower(a.pilot.Do(tx, a.now, pilot.Actor{Job: "test"})) }
	a.must(expire)
	if got := a.audit(1)[0]; got != "power.ask A5 -" {
		t.Errorf("it ended before its time: %s", got)
	}
	a.now = a.now.Add(72 * time.Hour)
	a.must(expire)
	a.must(expire)
	if got := a.audit(2); !slices.Equal(got, []string{"power.ask A5 -", "power.expire - A5"}) {
		t.Errorf("audited %v, want one end", got)
	}
	if got := a.told("A5"); got != told+1 {
		t.Errorf("the asker was told %d times, want once", got-told)
	}
	a.refused("confirmed afterwards", a.confirm(id, "A4"), "power.settled")
}

func TestWhatNobodyCouldConfirmIsRefusedWhenItIsAskedFor(t *testing.T) {
	t.Parallel()
	a := openPowered(t)
	a.write(func(tx *store.Tx) error { // the auditor and the director are gone
		if err := tx.Unlink(a.who["A4"]); err != nil {
			return err
		}
		return tx.Unlink(a.who["A1"])
	})
	a.refused("alone", func(tx *store.Tx) error {
		_, err := people.AskSecond(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), rules.PowerChange{
			Kind: rules.PowerRoles, Person: a.who["A5"], Roles: rules.Coordinator | rules.Operator,
		})
		return err
	}, "power.nobody")
}

// Section 11: after an account was cut off, only a new invitation opens the way back.
func TestOnlyANewInvitationOpensTheWayBack(t *testing.T) {
	t.Parallel()
	a := openPowered(t)
	var old, code string
	a.write(func(tx *store.Tx) (err error) {
		old, err = tx.NewInvite(a.who["A3"], 0, a.now, a.now.AddDate(0, 0, 14))
		return err
	})
	a.must(func(tx *store.Tx) error {
		return people.Unlink(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), a.who["A3"])
	})
	phone := func(chat int64) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return guess(people.LinkByPhone(a.pilot.Do(tx, a.now, pilot.Actor{}), people.NewAccount{Chat: chat}, "84900000003"))
		}
	}
	invite := func(chat int64, code string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return guess(people.LinkByInvite(a.pilot.Do(tx, a.now, pilot.Actor{}), people.NewAccount{Chat: chat}, code))
		}
	}
	a.refused("the old account's number", phone(1003), "start.phone_unknown")
	a.refused("the number on another account", phone(3001), "start.phone_unknown")
	a.refused("an invitation from before", invite(3001, old), "start.code_expired")
	a.must(func(tx *store.Tx) error {
		made, err := people.Invite(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), people.Invitees{Codes: []string{"A3"}}, 14)
		if err == nil {
			code = made.Made[0].Code
		}
		return err
	})
	heads, auditor := a.told("A2"), a.told("A4")
	a.must(invite(3001, code))
	if a.told("A2") != heads+1 || a.told("A4") != auditor+1 || a.told("A3") == 0 {
		t.Error("the superior, the auditor and the person were not told of the new account")
	}
	a.write(func(tx *store.Tx) error {
		p, err := tx.Person(a.who["A3"], rules.DateOf(a.now))
		if p.Inviter != a.who["A5"] || p.Former {
			t.Errorf("%+v, want an account invited by A5 and none before it", p)
		}
		return err
	})
	// One's own wish is no cutting off.
	a.must(func(tx *store.Tx) error {
		return people.Unlink(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), a.who["A3"])
	})
	a.must(phone(3002))
}

// guess takes a refusal out of the count that is kept with it.
func guess(_ rules.Person, err error) error {
	var g *pilot.Guess
	if errors.As(err, &g) {
		return g.Refusal
	}
	return err
}

// A head's invitation in the chat waits for the second confirmer; in the shell it does not.
func TestAHeadsNewAccountWaitsForASecondConfirmer(t *testing.T) {
	t.Parallel()
	a := openPowered(t)
	a.pilot.Powers = rules.DefaultPowerPolicy()
	a.must(func(tx *store.Tx) error {
		return people.Unlink(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), a.who["A2"])
	})
	who := people.Invitees{Codes: []string{"A2"}}
	var id rules.PowerChangeID
	a.must(func(tx *store.Tx) error {
		made, err := people.Invite(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), who, 14)
		if len(made.Made) != 0 || len(made.Two) != 1 {
			t.Errorf("made %+v, want it to take two", made)
		}
		if err != nil {
			return err
		}
		c, err := people.AskSecond(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), rules.PowerChange{Kind: rules.PowerAccount, Person: a.who["A2"]})
		id = c.ID
		return err
	})
	var made people.Invitation
	a.must(func(tx *store.Tx) (err error) {
		_, made, err = people.ConfirmPower(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A1"]}), people.PowerDecision{Change: id})
		return err
	})
	a.must(func(tx *store.Tx) error {
		return guess(people.LinkByInvite(a.pilot.Do(tx, a.now, pilot.Actor{}), people.NewAccount{Chat: 3001}, made.Code))
	})
	if err := a.db.Read(context.Background(), func(tx *store.Tx) error {
		account, err := tx.Account(a.who["A2"])
		if account.Inviter != a.who["A5"] {
			t.Errorf("invited by %d, want who asked and so saw it", account.Inviter)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	a.must(func(tx *store.Tx) error {
		return people.Unlink(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), a.who["A2"])
	})
	a.must(func(tx *store.Tx) error {
		made, err := people.Invite(a.pilot.Do(tx, a.now, pilot.Actor{Shell: true}), who, 14)
		if len(made.Made) != 1 {
			t.Errorf("the shell made %+v, want the invitation", made)
		}
		return err
	})
}
