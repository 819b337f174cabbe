package bot_test

import (
	"maps"
	"time"

	"tainha/pilot/people"
	"tainha/rules"
)

func (w *worded) org() *rules.Org {
	person := func(id rules.PersonID, name string, unit rules.UnitID) rules.Person {
		return rules.Person{ID: id, Name: name, Unit: unit, Active: true, Linked: true, Reachable: true, Roles: rules.Staff}
	}
	return &rules.Org{
		Units: map[rules.UnitID]rules.Unit{
			1:            {ID: 1, Code: "SO", Name: "Sở", Head: wordedDirector, Active: true},
			wordedOffice: {ID: wordedOffice, Code: "VP", Name: "Văn phòng", Parent: 1, Head: wordedAn, Active: true},
		},
		People: map[rules.PersonID]rules.Person{
			wordedDirector: person(wordedDirector, "Đức", 1), wordedAn: person(wordedAn, "An", wordedOffice),
			wordedBinh: person(wordedBinh, "Bình", wordedOffice), 4: person(4, "Chi", wordedOffice),
		},
	}
}

func (w *worded) desk(at string) rules.Desk {
	now, err := time.ParseInLocation("2006-01-02 15:04", at, zone(w.t))
	if err != nil {
		w.t.Fatal(err)
	}
	return rules.Desk{Org: w.org(), Calendar: calendar2026(zone(w.t)), Now: now}
}

// wordedRequest is of Thursday 26 November 2026.
func wordedRequest(p rules.PersonID, state rules.RequestState, approver rules.PersonID) rules.Request {
	return rules.Request{ID: 1, Person: p, Approver: approver, Rev: 1, Days: []rules.RequestDay{{Slot: wordedSlots("2026-11-26")[0], State: state, DecidedBy: approver,
		DecidedAt: time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC)}}}
}

// requests are decided too late, by the wrong person, or without what it takes.
func (w *worded) requests() {
	desk, asked := w.desk, wordedRequest
	before, during, after := desk("2026-11-23 09:00"), desk("2026-11-26 09:00"), desk("2026-11-27 09:00")
	delegated := desk("2026-11-23 09:00")
	delegated.Org.Delegations = []rules.Delegation{{From: wordedAn, To: 4, First: wordedDay("2026-11-23"), Last: wordedDay("2026-11-27")}}
	higher := w.facts()
	above(higher)
	numbersOf(func(p *rules.Policy) { p.PerWeek.Max = 1 })(higher)
	verdict := rules.Check(higher, wordedSlots("2026-11-26"))
	for _, c := range []struct {
		name string
		do   func() (rules.Request, error)
	}{
		{"one's own", func() (rules.Request, error) {
			return before.Reject(asked(wordedAn, rules.Pending, wordedDirector), rules.Act{By: wordedAn, Reason: "Cần họp"})
		}},
		{"the request of the head by their delegate", func() (rules.Request, error) {
			return delegated.Reject(asked(wordedAn, rules.Pending, 4), rules.Act{By: 4, Reason: "Cần họp"})
		}},
		{"a refusal without a reason", func() (rules.Request, error) {
			return before.Reject(asked(wordedBinh, rules.Pending, wordedAn), rules.Act{By: wordedAn, Reason: " "})
		}},
		{"several approved at once, one of which needs the next level", func() (rules.Request, error) {
			return before.Approve(asked(wordedBinh, rules.Pending, wordedAn), rules.Act{By: wordedAn, Stay: true}, verdict)
		}},
		{"decided after the start", func() (rules.Request, error) {
			return during.Reject(asked(wordedBinh, rules.Pending, wordedAn), rules.Act{By: wordedAn, Reason: "Cần họp"})
		}},
		{"cancelled after the start", func() (rules.Request, error) {
			return during.Cancel(asked(wordedBinh, rules.Approved, wordedAn), rules.Act{By: wordedBinh})
		}},
		{"revoked after the end", func() (rules.Request, error) {
			return after.Revoke(asked(wordedBinh, rules.Approved, wordedAn), rules.Act{By: wordedAn, Reason: "Cần họp"})
		}},
		{"revoked though done", func() (rules.Request, error) {
			return after.Revoke(asked(wordedBinh, rules.Done, wordedAn), rules.Act{By: wordedAn, Reason: "Cần họp"})
		}},
		{"asked for by whom nobody stands above", func() (rules.Request, error) {
			alone := w.facts()
			alone.NoSuperior, alone.NoneAbove = true, true
			return before.Submit(rules.Request{Person: wordedBinh}, rules.Check(alone, wordedSlots("2026-11-26")))
		}},
		{"beyond a limit, and nobody above to approve it", func() (rules.Request, error) {
			top := *before.Org
			top.Units = maps.Clone(top.Units)
			maps.DeleteFunc(top.Units, func(id rules.UnitID, _ rules.Unit) bool { return id != wordedOffice })
			desk := before
			desk.Org = &top
			return desk.Submit(rules.Request{Person: wordedBinh}, verdict)
		}},
		{"sent without a day", func() (rules.Request, error) {
			return before.Submit(rules.Request{Person: wordedBinh}, rules.Verdict{})
		}},
		{"edited to no day", func() (rules.Request, error) {
			return before.Edit(asked(wordedBinh, rules.Pending, wordedAn), rules.Act{By: wordedBinh}, "", rules.Verdict{})
		}},
		{"edited on a day that was decided", func() (rules.Request, error) {
			r := asked(wordedBinh, rules.Rejected, wordedAn)
			r.Days = append(r.Days, rules.RequestDay{Slot: wordedSlots("2026-11-27")[0], State: rules.Pending})
			return before.Edit(r, rules.Act{By: wordedBinh}, "", rules.Check(w.facts(), wordedSlots("2026-11-26")))
		}},
	} {
		_, err := c.do()
		w.refused(c.name, err)
	}
}

// register is what the register, its periods and its numbers refuse.
func (w *worded) register() {
	today := wordedDay("2026-11-23")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, zone(w.t))
	unit := w.org().Units[wordedOffice]
	good := rules.Enrolment{Decision: "20/QĐ", First: wordedDay("2027-01-01"), Last: wordedDay("2027-06-30")}
	with := func(change func(*rules.Unit, *rules.Enrolment)) error {
		u, e := unit, good
		change(&u, &e)
		return u.CheckEnrolment(e, today)
	}
	w.refused("a unit that is closed", with(func(u *rules.Unit, _ *rules.Enrolment) { u.Active = false }))
	w.refused("a unit without a head, a period without decision and end before its start", with(func(u *rules.Unit, e *rules.Enrolment) {
		u.Head, e.Decision, e.Last = 0, "", e.First-1
	}))
	w.refused("a period without its first day", with(func(_ *rules.Unit, e *rules.Enrolment) { e.First = 0 }))
	closing := func(e rules.Enrolment, outcome rules.Outcome, reason string, last rules.Date) error {
		_, err := e.Close(outcome, reason, last, now)
		return err
	}
	w.refused("closed without an outcome", closing(good, "", "Đủ tiến độ", good.Last))
	w.refused("closed without a reason", closing(good, rules.Kept, "", good.Last))
	w.refused("closed before its start", closing(good, rules.Kept, "Đủ tiến độ", good.First-1))
	closed, err := good.Close(rules.Kept, "Đủ tiến độ", good.Last, now)
	if err != nil {
		w.t.Fatal(err)
	}
	w.refused("closed twice", closing(closed, rules.Kept, "Đủ tiến độ", good.Last))
	bad := rules.DefaultPolicy()
	bad.PerWeek.Max, bad.PerMonth.Max, bad.MinPresent.Max = 0, 0, 0
	bad.UnitShare.Ratio, bad.MonthShare.Ratio = rules.Ratio{Num: 5, Den: 1}, rules.Ratio{Num: 5, Den: 1}
	bad.Cutoff = rules.Cutoff{DaysBefore: -1, Minute: 25 * 60}
	bad.RemindAfter, bad.Presence = 9*time.Hour, []rules.Presence{{}}
	w.refused("numbers out of their bounds", bad.Validate())
	late := rules.DefaultPolicy()
	late.Cutoff.Minute = 25 * 60
	late.RemindAfter = -1
	w.refused("a cut-off at 25:00, a time before the start", late.Validate())
	base := rules.DefaultPolicy()
	w.refused("numbers without a day", (&rules.PolicyBook{Base: base, Changes: []rules.PolicyChange{{PerWeek: &rules.Quota{Max: 2}}}}).Validate())
	w.refused("numbers out of their order", (&rules.PolicyBook{Base: base, Changes: []rules.PolicyChange{
		{Since: today + 9, PerWeek: &rules.Quota{Max: 2}}, {Since: today, PerWeek: &rules.Quota{Max: 4}}}}).Validate())
}

// organisation is what delegations, absences and the tree of units refuse.
func (w *worded) organisation() {
	today := wordedDay("2026-11-23")
	org := w.org()
	org.Delegations = []rules.Delegation{{ID: 1, From: 4, To: wordedAn, First: today, Last: today + 9}}
	delegate := func(name string, d rules.Delegation) { w.refused(name, org.CheckDelegation(d, today)) }
	delegate("to oneself, with the days reversed", rules.Delegation{From: wordedAn, To: wordedAn, First: today + 4, Last: today + 2})
	delegate("over already", rules.Delegation{From: wordedAn, To: wordedBinh, First: today - 9, Last: today - 2})
	delegate("in a circle", rules.Delegation{From: wordedAn, To: 4, First: today, Last: today + 2})
	delegate("nothing to hand over", rules.Delegation{From: wordedBinh, To: wordedAn, First: today, Last: today + 2})
	left := org.People[wordedBinh]
	left.Active = false
	org.People[wordedBinh] = left
	delegate("to somebody who left", rules.Delegation{From: wordedAn, To: wordedBinh, First: today, Last: today + 2})

	noted := rules.Absence{Person: wordedBinh, First: today + 7, Last: today + 9, Kind: rules.Leave}
	w.refused("longer than a year, over one noted before", rules.CheckAbsence(
		rules.Absence{Person: wordedBinh, First: today, Last: today + 400, Kind: rules.Sick}, []rules.Absence{noted}, today))
	w.refused("begun before today", rules.CheckAbsence(rules.Absence{Person: wordedBinh, First: today - 3, Last: today - 2}, nil, today))
	w.refused("days of an absence reversed", rules.CheckAbsence(rules.Absence{Person: wordedBinh, First: today + 3, Last: today + 2}, nil, today))

	tree := func(name string, change func(*rules.Unit)) {
		o := w.org()
		u := o.Units[wordedOffice]
		change(&u)
		o.Units[wordedOffice] = u
		w.refused(name, o.CheckTree())
	}
	tree("a unit above itself", func(u *rules.Unit) { u.Parent = u.ID })
	tree("a unit under none", func(u *rules.Unit) { u.Parent = 77 })
	tree("a head who is none", func(u *rules.Unit) { u.Head = 77 })
}

// outcomes says what absences are called, and how a day reads on a card and in a list, in every state; of one that
// was given up, by whomever it was.
func (w *worded) outcomes() {
	desk := rules.Desk{Org: w.org(), Calendar: calendar2026(zone(w.t)), Now: w.facts().Now}
	slot := wordedSlots("2026-11-26")[0]
	byList := rules.RequestDay{OnBehalfOf: wordedBinh}
	w.title("what an absence is called")
	for _, kind := range []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty, rules.Away} {
		w.say(people.AbsenceKind(kind))
	}
	for state := rules.Pending; state <= rules.Released; state++ {
		d := rules.RequestDay{DecidedBy: wordedAn, Reason: "Cần họp"}
		if state == rules.Withdrawn {
			d = byList
		}
		d.Slot, d.State, d.DecidedAt = slot, state, desk.Now
		w.title("a day " + state.String())
		w.say(rules.Msg("card.day."+state.String(), "slot", slot, "outcome", desk.Outcome(d)), rules.Msg("days.line", "slot", slot, "state", rules.Msg("state."+state.String())))
	}
}
