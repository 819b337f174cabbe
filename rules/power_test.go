package rules_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tainha/rules"
)

// ruled is the department with a coordinator (Bình), another (Chi) and an auditor (Dung).
func ruled(change ...func(*rules.Org)) *rules.Org {
	o := org()
	for id, role := range map[rules.PersonID]rules.Roles{binh: rules.Coordinator, chi: rules.Coordinator, dung: rules.Auditor} {
		give(o, id, func(p *rules.Person) { p.Roles |= role })
	}
	for _, c := range change {
		c(o)
	}
	return o
}

func give(o *rules.Org, id rules.PersonID, change func(*rules.Person)) {
	p := o.People[id]
	change(&p)
	o.People[id] = p
}

func invited(id, by rules.PersonID) func(*rules.Org) {
	return func(o *rules.Org) { give(o, id, func(p *rules.Person) { p.Inviter = by }) }
}

func former(id rules.PersonID) func(*rules.Org) {
	return func(o *rules.Org) { give(o, id, func(p *rules.Person) { p.Former, p.Linked = true, false }) }
}

// Section 11: an account whose invitation X made never decides anything that X asked for.
func TestAnInvitedAccountNeverDecidesForWhoInvitedIt(t *testing.T) {
	t.Parallel()
	on := day("2026-11-23")
	for name, c := range map[string]struct {
		change []func(*rules.Org)
		who    rules.PersonID
		want   rules.PersonID // who decides what Bình asks for
		key    string         // with which the one in question is refused
	}{
		"an invitation of the shell is nobody's": {nil, an, an, ""},
		"her own invitation":                     {[]func(*rules.Org){invited(an, binh)}, an, director, "request.own_invite"},
		"somebody else's":                        {[]func(*rules.Org){invited(an, chi)}, an, an, ""},
		"through somebody whom she invited":      {[]func(*rules.Org){invited(an, chi), invited(chi, binh)}, an, director, "request.own_invite"},
		"a delegate whom she invited": {[]func(*rules.Org){invited(dung, binh), func(o *rules.Org) {
			o.Delegations = []rules.Delegation{{ID: 1, From: an, To: dung, First: on, Last: on}}
		}}, dung, director, "request.own_invite"},
		"the level above too": {[]func(*rules.Org){invited(an, binh), invited(director, binh)}, director, 0, "request.own_invite"},
	} {
		o := ruled(c.change...)
		seat, _ := o.Approver(binh, 0, on)
		if seat.Approver != c.want {
			t.Errorf("%s: goes to %d, want %d", name, seat.Approver, c.want)
		}
		_, err := o.MayDecide(c.who, &rules.Request{Person: binh}, on)
		if got := refusalKey(err); got != c.key {
			t.Errorf("%s: refused with %q (%v), want %q", name, got, err, c.key)
		}
	}
	// The other way round it is no bar: who invited decides for whom was invited.
	if _, err := ruled(invited(binh, an)).MayDecide(an, &rules.Request{Person: binh}, on); err != nil {
		t.Errorf("the head who invited: %v", err)
	}
}

func refusalKey(err error) string {
	var r *rules.Refusal
	if errors.As(err, &r) {
		return r.Reasons[0].Key
	}
	return ""
}

// Section 11, point 1: what takes a second confirmer.
func TestWhatTakesTwo(t *testing.T) {
	t.Parallel()
	account := func(who, by rules.PersonID) rules.PowerChange {
		return rules.PowerChange{Kind: rules.PowerAccount, Person: who, By: by}
	}
	roles := func(who rules.PersonID, r rules.Roles, by rules.PersonID) rules.PowerChange {
		return rules.PowerChange{Kind: rules.PowerRoles, Person: who, Roles: r | rules.Staff, By: by}
	}
	head := func(who, by rules.PersonID) rules.PowerChange {
		return rules.PowerChange{Kind: rules.PowerHead, Person: who, Unit: office, By: by}
	}
	leave := func(who, by rules.PersonID) rules.PowerChange {
		return rules.PowerChange{Kind: rules.PowerLeave, Person: who, By: by}
	}
	anotherAuditor := func(o *rules.Org) { give(o, em, func(p *rules.Person) { p.Roles |= rules.Auditor }) }
	unreachable := func(o *rules.Org) { give(o, em, func(p *rules.Person) { p.Linked = false }) }
	for name, c := range map[string]struct {
		change []func(*rules.Org)
		c      rules.PowerChange
		want   bool
	}{
		"a head's account":               {[]func(*rules.Org){former(an)}, account(an, binh), true},
		"a coordinator's":                {[]func(*rules.Org){former(chi)}, account(chi, binh), true},
		"an auditor's":                   {[]func(*rules.Org){former(dung)}, account(dung, binh), true},
		"a clerk's":                      {[]func(*rules.Org){former(em)}, account(em, binh), false},
		"a head's first":                 {nil, account(an, binh), false},
		"a head's by the shell":          {[]func(*rules.Org){former(an)}, account(an, 0), false},
		"a role for oneself":             {nil, roles(binh, rules.Coordinator|rules.Operator, binh), true},
		"for whom one invited":           {[]func(*rules.Org){invited(em, binh)}, roles(em, rules.Auditor, binh), true},
		"for who invited one":            {[]func(*rules.Org){invited(binh, chi)}, roles(chi, rules.Coordinator|rules.Operator, binh), true},
		"for another whom a third one":   {[]func(*rules.Org){invited(binh, chi), invited(em, chi)}, roles(em, rules.Coordinator, binh), true},
		"for somebody else":              {nil, roles(em, rules.Coordinator, binh), false},
		"for oneself by the shell":       {nil, roles(binh, rules.Coordinator|rules.Operator, 0), false},
		"a role of one's own given up":   {nil, roles(binh, 0, binh), false},
		"the last auditor":               {nil, roles(dung, 0, binh), true},
		"the last auditor gives it up":   {nil, roles(dung, 0, dung), true},
		"one auditor of two":             {[]func(*rules.Org){anotherAuditor}, roles(dung, 0, binh), false},
		"the only one who can be asked":  {[]func(*rules.Org){anotherAuditor, unreachable}, roles(dung, 0, binh), true},
		"the last auditor by the shell":  {nil, roles(dung, 0, 0), false},
		"the last auditor leaves":        {nil, leave(dung, binh), true},
		"a clerk leaves":                 {nil, leave(em, binh), false},
		"oneself as head":                {nil, head(binh, binh), true},
		"whom one invited as head":       {[]func(*rules.Org){invited(em, binh)}, head(em, binh), true},
		"somebody else as head":          {nil, head(em, binh), false},
		"no head":                        {nil, head(0, binh), false},
		"oneself as head, by the shell":  {nil, head(binh, 0), false},
		"a kind that nobody has decided": {nil, rules.PowerChange{Kind: "?", Person: em, By: binh}, true},
	} {
		if got := ruled(c.change...).TakesTwo(c.c); got != c.want {
			t.Errorf("%s: takes two %v, want %v", name, got, c.want)
		}
	}
}

// Section 11 and the end of 12: who may be the second confirmer.
func TestWhoMayConfirm(t *testing.T) {
	t.Parallel()
	c := rules.PowerChange{Kind: rules.PowerAccount, Person: an, By: binh}
	for name, x := range map[string]struct {
		change []func(*rules.Org)
		c      rules.PowerChange
		want   []rules.PersonID
	}{
		"another coordinator, the auditor, the head above": {nil, c, []rules.PersonID{director, chi, dung}},
		"not whom the asker invited":                       {[]func(*rules.Org){invited(chi, binh)}, c, []rules.PersonID{director, dung}},
		"nor who invited the asker":                        {[]func(*rules.Org){invited(binh, chi)}, c, []rules.PersonID{director, dung}},
		"nor two whom a third one invited":                 {[]func(*rules.Org){invited(binh, em), invited(dung, em)}, c, []rules.PersonID{director, chi}},
		"nor who is off the staff":                         {[]func(*rules.Org){func(o *rules.Org) { give(o, chi, func(p *rules.Person) { p.Active = false }) }}, c, []rules.PersonID{director, dung}},
		"nor who has no account":                           {[]func(*rules.Org){former(dung)}, c, []rules.PersonID{director, chi}},
		"nor the person in question":                       {nil, rules.PowerChange{Kind: rules.PowerRoles, Person: dung, By: binh}, []rules.PersonID{director, an, chi}},
		"the level above a unit that is to be headed":      {nil, rules.PowerChange{Kind: rules.PowerHead, Person: binh, Unit: office, By: binh}, []rules.PersonID{director, an, chi, dung}},
	} {
		if got := ruled(x.change...).Confirmers(x.c); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

// Whatever the invitations, delegations and roles are: nobody decides or confirms
// what somebody asked who may hold their account.
func TestNoHandOnBothSides(t *testing.T) {
	t.Parallel()
	everybody := append([]rules.PersonID{director, an}, clerks...)
	rapid.Check(t, func(t *rapid.T) {
		anybody := rapid.SampledFrom(everybody)
		o, on := org(), day("2026-11-23")
		for _, id := range everybody {
			give(o, id, func(p *rules.Person) {
				p.Inviter = rapid.SampledFrom(append([]rules.PersonID{0, 0}, everybody...)).Draw(t, "inviter")
				p.Roles |= rapid.SampledFrom([]rules.Roles{0, rules.Coordinator, rules.Auditor}).Draw(t, "role")
			})
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "delegations") {
			o.Delegations = append(o.Delegations, rules.Delegation{ID: int64(i + 1), First: on, Last: on,
				From: rapid.SampledFrom([]rules.PersonID{director, an}).Draw(t, "from"), To: anybody.Draw(t, "to")})
		}
		asker := anybody.Draw(t, "asker")
		behind := func(p, x rules.PersonID) bool { // x made p's invitation, or one on the way to it
			for range everybody {
				if p = o.People[p].Inviter; p == x || p == 0 {
					return p == x && x != 0
				}
			}
			return false
		}
		if seat, ok := o.Approver(asker, 0, on); ok && (seat.Approver == asker || behind(seat.Approver, asker)) {
			t.Fatalf("%d decides what %d asked for, who invited them", seat.Approver, asker)
		}
		c := rules.PowerChange{Kind: rules.PowerRoles, Person: anybody.Draw(t, "about"), By: asker}
		for _, who := range everybody {
			if _, err := o.MayDecide(who, &rules.Request{Person: asker}, on); err == nil && (who == asker || behind(who, asker)) {
				t.Fatalf("%d may decide what %d asked for", who, asker)
			}
			if o.MayConfirm(who, c) != nil {
				continue
			}
			if who == c.By || who == c.Person || behind(who, asker) || behind(asker, who) {
				t.Fatalf("%d confirms %+v", who, c)
			}
		}
	})
}
