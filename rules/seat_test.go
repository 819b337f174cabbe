package rules_test

import (
	"testing"

	"tainha/rules"
)

func handsOver(from, to rules.PersonID) func(*rules.Org) {
	return func(o *rules.Org) {
		o.Delegations = append(o.Delegations, rules.Delegation{ID: int64(len(o.Delegations) + 1), From: from, To: to,
			First: day("2026-11-23"), Last: day("2026-11-27")})
	}
}

func onLeave(p rules.PersonID, part rules.Part) func(*rules.Org) {
	return func(o *rules.Org) {
		o.Absences = append(o.Absences, rules.Absence{Person: p, First: day("2026-11-23"), Last: day("2026-11-25"), Part: part, Kind: rules.Leave})
	}
}

func changed(p rules.PersonID, change func(*rules.Person)) func(*rules.Org) {
	return func(o *rules.Org) {
		who := o.People[p]
		change(&who)
		o.People[p] = who
	}
}

func headed(head rules.PersonID) func(*rules.Org) {
	return func(o *rules.Org) {
		unit := o.Units[office]
		unit.Head = head
		o.Units[office] = unit
	}
}

// governed gives the agency a named authority above the director.
func governed(o *rules.Org) {
	o.People[chair] = person(chair, "Phó Chủ tịch", 0)
	o.Authority = chair
}

const chair rules.PersonID = 8

// team is a unit below the office: Chi heads it and Dung works in it.
const team rules.UnitID = 3

func withTeam(o *rules.Org) {
	o.Units[team] = rules.Unit{ID: team, Code: "TO", Name: "Tổ", Parent: office, Head: chi, Active: true}
	for _, p := range []rules.PersonID{chi, dung} {
		changed(p, func(who *rules.Person) { who.Unit = team })(o)
	}
}

// Section 4: the approver is the head of the unit; on days for which the head has
// delegated the delegate; where the delegate is the requester, away or without an
// account, the head if present; else the next level up. Section 12: a delegate can't
// delegate the seat on; one person on several seats holds the lowest; levels are counted
// by seats, vacant or not; the named authority without an account counts as none.
func TestApprover(t *testing.T) {
	t.Parallel()
	noAccount := func(p *rules.Person) { p.Linked = false }
	for name, c := range map[string]struct {
		org   []func(*rules.Org)
		who   rules.PersonID
		level int
		want  rules.PersonID // 0: the top is reached
		at    int
	}{
		"the head of the unit":                                  {nil, binh, 0, an, 0},
		"one level higher":                                      {nil, binh, 1, director, 1},
		"beyond the top":                                        {nil, binh, 2, 0, 0},
		"a head's own request goes one level up":                {nil, an, 0, director, 0},
		"the director's own request: nobody":                    {nil, director, 0, 0, 0},
		"the director's own request: the named authority":       {[]func(*rules.Org){governed}, director, 0, chair, 0},
		"the authority is a seat like any other":                {[]func(*rules.Org){governed}, binh, 2, chair, 2},
		"the authority decides nothing of their own":            {[]func(*rules.Org){governed, changed(chair, func(p *rules.Person) { p.Unit = office })}, chair, 2, 0, 0},
		"an authority without an account counts as none":        {[]func(*rules.Org){governed, changed(chair, noAccount)}, director, 0, 0, 0},
		"an authority who heads a unit below holds the lower":   {[]func(*rules.Org){governed, func(o *rules.Org) { o.Authority = director }}, binh, 2, 0, 0},
		"the authority on leave with a delegate":                {[]func(*rules.Org){governed, onLeave(chair, rules.Whole), handsOver(chair, phuc)}, director, 0, phuc, 0},
		"vacant: levels are counted all the same":               {[]func(*rules.Org){headed(0)}, binh, 0, director, 1},
		"the head has no account":                               {[]func(*rules.Org){changed(an, noAccount)}, binh, 0, director, 1},
		"the head is inactive":                                  {[]func(*rules.Org){changed(an, func(p *rules.Person) { p.Active = false })}, binh, 0, director, 1},
		"the head is on leave":                                  {[]func(*rules.Org){onLeave(an, rules.Whole)}, binh, 0, director, 1},
		"half a day's leave stops nothing":                      {[]func(*rules.Org){onLeave(an, rules.Morning)}, binh, 0, an, 0},
		"a morning's leave and an ill afternoon are a day away": {[]func(*rules.Org){onLeave(an, rules.Morning), onLeave(an, rules.Afternoon)}, binh, 0, director, 1},
		"on leave with a delegate":                              {[]func(*rules.Org){onLeave(an, rules.Whole), handsOver(an, chi)}, binh, 0, chi, 0},
		"handed over without leave":                             {[]func(*rules.Org){handsOver(an, chi)}, binh, 0, chi, 0},
		"the delegate has no account: the head":                 {[]func(*rules.Org){handsOver(an, chi), changed(chi, noAccount)}, binh, 0, an, 0},
		"the delegate is away: the head":                        {[]func(*rules.Org){handsOver(an, chi), onLeave(chi, rules.Whole)}, binh, 0, an, 0},
		"the requester is the delegate: the head":               {[]func(*rules.Org){handsOver(an, binh)}, binh, 0, an, 0},
		"the requester is the delegate, the head away":          {[]func(*rules.Org){handsOver(an, binh), onLeave(an, rules.Whole)}, binh, 0, director, 1},
		"the delegate is the requester's own delegate":          {[]func(*rules.Org){handsOver(an, chi), handsOver(director, chi)}, an, 0, director, 0},
		"a delegation is not passed on":                         {[]func(*rules.Org){handsOver(an, chi), onLeave(chi, rules.Whole), onLeave(an, rules.Whole), handsOver(chi, dung)}, binh, 0, director, 1},
		"a superior who is the requester's delegate":            {[]func(*rules.Org){handsOver(an, director)}, an, 0, director, 0},
		"a delegate of two heads holds the lower seat":          {[]func(*rules.Org){handsOver(an, chi), handsOver(director, chi)}, binh, 1, director, 1},
		"the lower head who stands in above holds the lower":    {[]func(*rules.Org){handsOver(director, an), onLeave(director, rules.Whole)}, binh, 1, 0, 0},
		"one person heads both: asked once":                     {[]func(*rules.Org){headed(director)}, binh, 1, 0, 0},
		"one person heads both: their own request":              {[]func(*rules.Org){headed(director)}, director, 0, 0, 0},
		"a clerk of the department goes to the director":        {[]func(*rules.Org){changed(chi, func(p *rules.Person) { p.Unit = department })}, chi, 0, director, 0},
		"a head posted in a unit of their own branch":           {[]func(*rules.Org){withTeam, changed(an, func(p *rules.Person) { p.Unit = team })}, an, 0, director, 0},
		"a clerk of that unit still goes to its head":           {[]func(*rules.Org){withTeam, changed(an, func(p *rules.Person) { p.Unit = team })}, dung, 0, chi, 0},
		"an account invited by the requester: the next seat up": {[]func(*rules.Org){changed(an, func(p *rules.Person) { p.Inviter = binh })}, binh, 0, director, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := org()
			for _, f := range c.org {
				f(o)
			}
			seat, ok := o.Approver(c.who, c.level, day("2026-11-23"))
			same(t, "approver", seat.Approver, c.want)
			same(t, "found", ok, c.want != 0)
			same(t, "level", seat.Level, c.at)
		})
	}
}

func TestDelegationHoldsOnItsDaysOnly(t *testing.T) {
	t.Parallel()
	o := org()
	handsOver(an, chi)(o)
	for on, want := range map[string]rules.PersonID{"2026-11-22": an, "2026-11-23": chi, "2026-11-27": chi, "2026-11-28": an} {
		seat, _ := o.Approver(binh, 0, day(on))
		same(t, on, seat.Approver, want)
	}
	seat, _ := o.Approver(binh, 0, day("2026-11-23"))
	same(t, "on behalf of", seat.OnBehalfOf(), an)
}

// Section 4: nobody decides their own request, nor through a delegation that they gave
// and that covers the day of asking or of deciding; a superior in the requester's own
// line decides in their own right all the same. Between floor and level every seat may.
func TestMayDecide(t *testing.T) {
	t.Parallel()
	over := rules.Delegation{From: an, To: phuc, First: day("2026-11-18"), Last: day("2026-11-20")}
	stand := []func(*rules.Org){handsOver(director, phuc)}
	with := func(all ...func(*rules.Org)) []func(*rules.Org) { return append(all, stand...) }
	past := func(d rules.Delegation) func(*rules.Org) { return func(o *rules.Org) { o.Past = append(o.Past, d) } }
	took := over
	took.Ended = at("2026-11-20 08:00")
	for name, c := range map[string]struct {
		org          []func(*rules.Org)
		actor, of    rules.PersonID
		floor, level int
		want         rules.Authority
		no           string
	}{
		"the head":                                  {nil, an, binh, 0, 0, rules.Authority{}, ""},
		"the head after the request went up":        {nil, an, binh, 0, 1, rules.Authority{}, ""},
		"the head after the floor was lifted":       {nil, an, binh, 1, 1, rules.Authority{}, "request.not_yours"},
		"a head above, though not asked":            {nil, director, binh, 0, 0, rules.Authority{Level: 1}, ""},
		"a delegate above, not asked":               {[]func(*rules.Org){handsOver(director, chi)}, chi, binh, 0, 0, rules.Authority{}, "request.not_yours"},
		"a delegate above, asked":                   {[]func(*rules.Org){handsOver(director, chi)}, chi, binh, 0, 1, rules.Authority{Level: 1, OnBehalfOf: director}, ""},
		"the line became shorter than the floor":    {nil, director, binh, 5, 5, rules.Authority{Level: 1}, ""},
		"the delegate, on behalf of the head":       {[]func(*rules.Org){handsOver(an, chi)}, chi, binh, 0, 0, rules.Authority{OnBehalfOf: an}, ""},
		"the delegate after the floor was lifted":   {[]func(*rules.Org){handsOver(an, chi)}, chi, binh, 1, 1, rules.Authority{}, "request.not_yours"},
		"the lower head stands in for the upper":    {[]func(*rules.Org){handsOver(director, an)}, an, binh, 1, 1, rules.Authority{}, "request.not_yours"},
		"their delegate stands in for the upper":    {[]func(*rules.Org){handsOver(an, chi), handsOver(director, chi)}, chi, binh, 1, 1, rules.Authority{}, "request.not_yours"},
		"the upper head stands in for the lower":    {[]func(*rules.Org){handsOver(an, director)}, director, binh, 1, 1, rules.Authority{Level: 1}, ""},
		"a delegate who is away does not sit":       {[]func(*rules.Org){handsOver(an, chi), onLeave(chi, rules.Whole)}, chi, binh, 0, 0, rules.Authority{}, "request.not_yours"},
		"the head who handed over":                  {[]func(*rules.Org){handsOver(an, chi)}, an, binh, 0, 0, rules.Authority{}, ""},
		"the head on leave":                         {[]func(*rules.Org){onLeave(an, rules.Whole)}, an, binh, 0, 0, rules.Authority{}, ""},
		"a colleague":                               {nil, chi, binh, 0, 0, rules.Authority{}, "request.not_yours"},
		"one's own":                                 {nil, binh, binh, 0, 0, rules.Authority{}, "request.own"},
		"a head's own":                              {nil, an, an, 0, 0, rules.Authority{}, "request.own"},
		"one's own as the delegate of the head":     {[]func(*rules.Org){handsOver(an, binh)}, binh, binh, 0, 0, rules.Authority{}, "request.own"},
		"the requester's delegate who stands in":    {[]func(*rules.Org){handsOver(an, chi), handsOver(director, chi)}, chi, an, 0, 0, rules.Authority{}, "request.own_delegate"},
		"the requester's delegate who sits above":   {[]func(*rules.Org){handsOver(an, director)}, director, an, 0, 0, rules.Authority{}, ""},
		"their delegate on the day of asking":       {with(past(over)), phuc, an, 0, 0, rules.Authority{}, "request.own_delegate"},
		"taken back after the asking: barred still": {with(past(took)), phuc, an, 0, 0, rules.Authority{}, "request.own_delegate"},
		"taken back before the asking":              {with(past(rules.Delegation{From: an, To: phuc, First: over.First, Last: over.Last, Ended: at("2026-11-19 08:00")})), phuc, an, 0, 0, rules.Authority{OnBehalfOf: director}, ""},
		"over before the day of asking":             {with(past(rules.Delegation{From: an, To: phuc, First: over.First, Last: day("2026-11-18")})), phuc, an, 0, 0, rules.Authority{OnBehalfOf: director}, ""},
		"somebody who left":                         {[]func(*rules.Org){changed(an, func(p *rules.Person) { p.Active = false })}, an, binh, 0, 0, rules.Authority{}, "request.not_yours"},
		"a head in the branch of the requester":     {[]func(*rules.Org){withTeam, changed(an, func(p *rules.Person) { p.Unit = team })}, chi, an, 0, 0, rules.Authority{}, "request.not_yours"},
		"an account invited by the requester":       {[]func(*rules.Org){changed(director, func(p *rules.Person) { p.Inviter = binh })}, director, binh, 0, 1, rules.Authority{}, "request.own_invite"},
		"the named authority":                       {[]func(*rules.Org){governed}, chair, director, 0, 0, rules.Authority{}, ""},
		"the director's own request: nobody":        {nil, an, director, 0, 0, rules.Authority{}, "request.not_yours"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := org()
			for _, f := range c.org {
				f(o)
			}
			r := &rules.Request{Person: c.of, Floor: c.floor, Level: c.level, Days: []rules.RequestDay{{Slot: slot("2026-12-18"), State: rules.Pending, Asked: at("2026-11-19 09:00")}}}
			got, err := o.MayDecide(c.actor, r, day("2026-11-23"))
			if c.no != "" {
				refusedWith(t, err, c.no)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "authority", got, c.want)
		})
	}
}

func TestCheckDelegation(t *testing.T) {
	t.Parallel()
	o := org()
	o.Delegations = []rules.Delegation{
		{ID: 1, From: an, To: chi, First: day("2026-12-01"), Last: day("2026-12-05")},
		{ID: 2, From: dung, To: em, First: day("2026-12-10"), Last: day("2026-12-20")},
		{ID: 3, From: em, To: an, First: day("2026-12-15"), Last: day("2026-12-25")},
	}
	changed(phuc, func(p *rules.Person) { p.Linked = false })(o)
	for name, c := range map[string]struct {
		d    rules.Delegation
		want []string
	}{
		"fine":                       {rules.Delegation{From: an, To: chi, First: day("2026-12-06"), Last: day("2026-12-09")}, nil},
		"a range reversed":           {rules.Delegation{From: an, To: chi, First: day("2026-12-09"), Last: day("2026-12-06")}, []string{"delegate.reversed"}},
		"over already":               {rules.Delegation{From: an, To: chi, First: day("2026-11-01"), Last: day("2026-11-02")}, []string{"delegate.over"}},
		"to oneself":                 {rules.Delegation{From: an, To: an, First: day("2026-12-06"), Last: day("2026-12-09")}, []string{"delegate.self"}},
		"a delegate without account": {rules.Delegation{From: an, To: phuc, First: day("2026-12-06"), Last: day("2026-12-09")}, []string{"delegate.unlinked"}},
		"nobody of that id":          {rules.Delegation{From: an, To: 99, First: day("2026-12-06"), Last: day("2026-12-09")}, []string{"delegate.inactive"}},
		"nothing to hand over":       {rules.Delegation{From: binh, To: chi, First: day("2026-12-06"), Last: day("2026-12-09")}, []string{"delegate.nothing"}},
		"an overlap":                 {rules.Delegation{From: an, To: dung, First: day("2026-12-05"), Last: day("2026-12-06")}, []string{"delegate.overlap"}},
		"changing itself":            {rules.Delegation{ID: 1, From: an, To: chi, First: day("2026-12-02"), Last: day("2026-12-06")}, nil},
		"a circle of three":          {rules.Delegation{From: an, To: dung, First: day("2026-12-12"), Last: day("2026-12-16")}, []string{"delegate.circle"}},
		"no circle on other days":    {rules.Delegation{From: an, To: dung, First: day("2026-12-10"), Last: day("2026-12-14")}, nil},
		"everything at once":         {rules.Delegation{From: binh, To: phuc, First: day("2026-12-09"), Last: day("2026-12-06")}, []string{"delegate.reversed", "delegate.unlinked", "delegate.nothing"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := o.CheckDelegation(c.d, day("2026-11-23"))
			if c.want == nil && err == nil {
				return
			}
			refusedWith(t, err, c.want...)
		})
	}
}

func TestCheckTree(t *testing.T) {
	t.Parallel()
	parent := func(u, p rules.UnitID) func(*rules.Org) {
		return func(o *rules.Org) {
			unit := o.Units[u]
			unit.Parent = p
			o.Units[u] = unit
		}
	}
	for name, c := range map[string]struct {
		org  func(*rules.Org)
		want []string
	}{
		"fine":                  {func(*rules.Org) {}, nil},
		"vacant is fine":        {headed(0), nil},
		"a circle":              {parent(department, office), []string{"tree.circle", "tree.circle"}},
		"its own parent":        {parent(office, office), []string{"tree.circle"}},
		"a parent that is none": {parent(office, 77), []string{"tree.parent"}},
		"a head that is none":   {headed(77), []string{"tree.head"}},
		"their own head":        {headed(director), []string{"tree.own_head"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := org()
			c.org(o)
			err := o.CheckTree()
			if c.want == nil && err == nil {
				return
			}
			refusedWith(t, err, c.want...)
		})
	}
}

// A circle that slipped in must not hang a decision.
func TestApproverEndsInACircle(t *testing.T) {
	t.Parallel()
	o := org()
	unit := o.Units[department]
	unit.Parent = office
	o.Units[department] = unit
	if seat, ok := o.Approver(binh, 2, day("2026-11-23")); ok {
		t.Errorf("found %+v beyond the top of a circle", seat)
	}
}

// Section 4: a delegation gives its right on its days only, and bars on its days only.
func TestADelegateDecidesOnTheDaysOfTheDelegationOnly(t *testing.T) {
	t.Parallel()
	o := org()
	handsOver(an, chi)(o)
	for on, may := range map[string]bool{"2026-11-22": false, "2026-11-23": true, "2026-11-27": true, "2026-11-28": false} {
		_, err := o.MayDecide(chi, &rules.Request{Person: binh}, day(on))
		same(t, "the delegate decides on "+on, err == nil, may)
	}
	o = org()
	handsOver(an, chi)(o)
	o.Delegations = append(o.Delegations, rules.Delegation{ID: 2, From: director, To: chi, First: day("2026-11-01"), Last: day("2026-12-31")})
	for on, may := range map[string]bool{"2026-11-22": true, "2026-11-23": false, "2026-11-27": false, "2026-11-28": true} {
		_, err := o.MayDecide(chi, &rules.Request{Person: an, Days: []rules.RequestDay{{Asked: at("2026-11-22 09:00")}}}, day(on))
		same(t, "the requester's delegate decides on "+on, err == nil, may)
	}
}

// Section 4: the approver is reminded. Whose seat alone became another, as the requester
// heads a unit no more, is the one who was asked first all the same.
func TestWhoSitsHigherThanBeforeIsRemindedAllTheSame(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-23 10:00")
	r := waiting("2026-11-23 09:00", "2026-12-18")
	r.Person, r.Approver = an, director
	headed(0)(k.Org) // the office was An's
	step, due := k.Moved(r)
	same(t, "it moves with the seats", due, true)
	moved := k.Apply(r, step)
	same(t, "one seat higher, whose head it waits for", []int{moved.Floor, moved.Level, int(moved.Approver)}, []int{1, 1, int(director)})
	later := desk("2026-11-23 15:00")
	headed(0)(later.Org)
	steps := later.Due(always(policy()), moved)
	same(t, "reminded", len(steps) == 1 && steps[0].Kind == rules.StepRemind, true)
}

// Section 4: what was refused and is reopened waits for whom it waited for, as long as that
// person sits in a seat that was asked: a seat above, which came in between as one below went,
// is no reason to ask somebody else.
func TestWhatIsReopenedWaitsForWhomItWaitedFor(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-23 10:00")
	governed(k.Org)
	headed(0)(k.Org)
	r := waiting("2026-11-23 09:00", "2026-12-18")
	r.Approver, r.Level, r.WentUp = director, 1, 1
	again := func(by rules.PersonID) {
		t.Helper()
		var err error
		if r, err = k.Reject(r, rules.Act{By: by, Reason: "họp"}); err != nil {
			t.Fatal(err)
		}
		changed(binh, func(p *rules.Person) { p.Unit = department })(k.Org) // the director's is the lowest seat from now on
		r.Unit = department
		if r, err = k.Reopen(r, rules.Act{By: by}, rules.Verdict{}); err != nil {
			t.Fatal(err)
		}
	}
	again(director)
	same(t, "asked", []int{r.Floor, r.Level, int(r.Approver)}, []int{0, 1, int(director)})
	changed(director, func(p *rules.Person) { p.Linked = false })(k.Org)
	again(chair)
	same(t, "who is gone is not asked", r.Approver, chair)
}

// Section 4: nobody decides through a delegation that the requester gave and that covers the time
// of asking: one that was ended at that very moment covers it no more.
func TestADelegationThatEndsAsOneAsksBarsNobody(t *testing.T) {
	t.Parallel()
	for ended, may := range map[string]bool{"2026-11-23 08:59": true, "2026-11-23 09:00": true, "2026-11-23 09:01": false} {
		o := org()
		o.Delegations = []rules.Delegation{{ID: 2, From: director, To: chi, First: day("2026-11-01"), Last: day("2026-12-31")}}
		o.Past = []rules.Delegation{{ID: 1, From: an, To: chi, First: day("2026-11-23"), Last: day("2026-11-27"), Ended: at(ended)}}
		_, err := o.MayDecide(chi, &rules.Request{Person: an, Days: []rules.RequestDay{{Asked: at("2026-11-23 09:00")}}}, day("2026-11-25"))
		same(t, "asked at nine, ended at "+ended, err == nil, may)
	}
}

// Section 12: W runs to the earlier of both starts, whichever day of the request that is: here the
// later one, which would take the place of tomorrow's.
func TestTheLadderFitsTheDayThatBeginsFirst(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-25 16:30")
	r := waiting("2026-11-25 15:00", "2026-12-10", "2026-12-18")
	r.Days[1].Move = rules.MoveEnd{Request: 9, Day: slot("2026-11-26")}
	steps := k.Due(always(policy()), reminded(r))
	same(t, "three quarters of two hours", len(steps) == 1 && steps[0].Kind == rules.StepEscalate, true)
}
