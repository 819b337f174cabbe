package rules_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tainha/rules"
)

// pilot is a small agency in which anything may be tried.
type pilot struct {
	desk     rules.Desk
	absences []rules.Absence
	requests []rules.Request
}

var clerks = []rules.PersonID{an, binh, chi, dung, em, phuc}

func newPilot(t *rapid.T) *pilot {
	p := &pilot{desk: desk("2026-11-23 08:00")}
	anybody := rapid.SampledFrom(append([]rules.PersonID{director}, clerks...))
	for range rapid.IntRange(0, 4).Draw(t, "absences") {
		first := day("2026-11-23") + rules.Date(rapid.IntRange(0, 20).Draw(t, "first"))
		p.absences = append(p.absences, rules.Absence{Person: anybody.Draw(t, "absent"), First: first,
			Last: first + rules.Date(rapid.IntRange(0, 4).Draw(t, "days")), Part: drawPart(t), Kind: rules.Leave})
	}
	p.desk.Org.Absences = p.absences
	for i := range rapid.IntRange(0, 4).Draw(t, "delegations") {
		first := day("2026-11-23") + rules.Date(rapid.IntRange(0, 10).Draw(t, "from"))
		d := rules.Delegation{ID: int64(i + 1), From: rapid.SampledFrom([]rules.PersonID{director, an}).Draw(t, "head"),
			To: anybody.Draw(t, "to"), First: first, Last: first + 5}
		if p.desk.Org.CheckDelegation(d, day("2026-11-23")) == nil {
			p.desk.Org.Delegations = append(p.desk.Org.Delegations, d)
		}
	}
	return p
}

func drawPart(t *rapid.T) rules.Part {
	return rapid.SampledFrom([]rules.Part{rules.Whole, rules.Whole, rules.Morning, rules.Afternoon}).Draw(t, "part")
}

func drawSlots(t *rapid.T) []rules.Slot {
	var out []rules.Slot
	for range rapid.IntRange(1, 4).Draw(t, "slots") {
		out = append(out, rules.Slot{Date: day("2026-11-23") + rules.Date(rapid.IntRange(0, 28).Draw(t, "day")), Part: drawPart(t)})
	}
	return out
}

func (p *pilot) facts(who rules.PersonID) *rules.Facts {
	f := world()
	f.Now, f.Person, f.Absences = p.desk.Now, p.desk.Org.People[who], p.absences
	f.Calendar.Presence = []rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}}
	for _, r := range p.requests {
		for _, d := range r.Days {
			f.Days = append(f.Days, rules.HomeDay{Request: r.ID, Person: r.Person, Unit: office, Slot: d.Slot, State: d.State})
		}
	}
	return f
}

// act does one random thing to one random request, by anybody.
func (p *pilot) act(t *rapid.T) {
	if len(p.requests) == 0 {
		return
	}
	r := &p.requests[rapid.IntRange(0, len(p.requests)-1).Draw(t, "request")]
	a := rules.Act{By: rapid.SampledFrom(append([]rules.PersonID{director}, clerks...)).Draw(t, "actor"), Reason: "lý do"}
	if rapid.Bool().Draw(t, "one day") {
		a.Slots = []rules.Slot{r.Days[rapid.IntRange(0, len(r.Days)-1).Draw(t, "which")].Slot}
	}
	verb := rapid.SampledFrom([]string{"approve", "approve", "reject", "withdraw", "cancel", "revoke", "edit"}).Draw(t, "verb")
	f := p.facts(r.Person)
	var err error
	switch verb {
	case "approve":
		*r, err = p.desk.Approve(*r, a, rules.CheckApproval(f, r))
	case "reject":
		*r, err = p.desk.Reject(*r, a)
	case "withdraw":
		*r, err = p.desk.Withdraw(*r, a)
	case "cancel":
		*r, err = p.desk.Cancel(*r, a)
	case "revoke":
		*r, err = p.desk.Revoke(*r, a)
	case "edit":
		f.Except = r.ID
		*r, err = p.desk.Edit(*r, a, "", rules.Check(f, drawSlots(t)))
	}
	if _, refused := errors.AsType[*rules.Refusal](err); err != nil && !refused {
		t.Fatalf("%s is a fault: %v", verb, err)
	}
}

func (p *pilot) submit(t *rapid.T) {
	who := rapid.SampledFrom(clerks).Draw(t, "person")
	f := p.facts(who)
	asked := rules.Check(f, drawSlots(t)).Open()
	v := rules.Check(f, asked)
	if len(asked) == 0 {
		return
	}
	if !v.Allowed() {
		t.Fatalf("what is open is refused: %v", v.Refusal())
	}
	r, err := p.desk.Submit(rules.Request{ID: rules.RequestID(len(p.requests) + 1), Person: who, Unit: office}, v)
	if err != nil {
		t.Fatal(err)
	}
	p.requests = append(p.requests, r)
	if again := rules.CheckApproval(p.facts(who), &r); !again.Allowed() {
		t.Fatalf("a request is counted against itself: %v", again.Refusal())
	}
}

func (p *pilot) wait(t *rapid.T) {
	p.desk.Now = p.desk.Now.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)
	for i := range p.requests {
		p.requests[i], _ = p.desk.Expire(p.requests[i])
		p.requests[i], _ = p.desk.Complete(p.requests[i])
	}
}

// holds fails the test when a blocking limit is exceeded (section 2), or
// somebody decided for themselves or through a delegate (section 4).
func (p *pilot) holds(t *rapid.T) {
	weeks, months, units := map[[2]int]int{}, map[[2]int]int{}, map[rules.Date]int{}
	home := map[rules.Slot][]rules.PersonID{}
	for _, r := range p.requests {
		for _, d := range r.Days {
			if by := d.DecidedBy; d.State == rules.Approved || d.State == rules.Rejected || d.State == rules.Revoked {
				through := func(x rules.Delegation) bool {
					on := rules.DateOf(d.DecidedAt.In(saigon))
					return x.From == r.Person && x.To == by && x.First <= on && on <= x.Last
				}
				superior := by == director || by == an && r.Person != director // in their own right all the same
				if by == r.Person || !superior && slices.ContainsFunc(p.desk.Org.Delegations, through) {
					t.Fatalf("%v of person %d was decided by %d", d.Slot, r.Person, by)
				}
			}
			if !d.State.Counts() {
				continue
			}
			weeks[[2]int{int(r.Person), int(d.Date.Monday())}] += d.Part.Halves()
			months[[2]int{int(r.Person), int(d.Date.MonthStart())}] += d.Part.Halves()
			units[d.Date] += d.Part.Halves()
			for _, part := range []rules.Part{rules.Morning, rules.Afternoon} {
				if d.Part.Overlaps(part) {
					home[rules.Slot{Date: d.Date, Part: part}] = append(home[rules.Slot{Date: d.Date, Part: part}], r.Person)
				}
			}
		}
	}
	for k, n := range weeks {
		if n > 4 {
			t.Fatalf("person %d has %d half-days in the week of %v", k[0], n, rules.Date(k[1]))
		}
	}
	for k, n := range months {
		working, err := p.desk.Calendar.WorkingDays(rules.Date(k[1]), rules.Date(k[1]).MonthEnd())
		if n > 12 || n >= working || err != nil { // n halves < half of working days
			t.Fatalf("person %d has %d half-days in the month of %v", k[0], n, rules.Date(k[1]))
		}
	}
	for d, n := range units {
		if n > 4 {
			t.Fatalf("%d half-days at home on %v", n, d)
		}
	}
	for s, out := range home {
		for _, a := range p.absences {
			if slices.Contains(clerks, a.Person) && !slices.Contains(out, a.Person) && a.First <= s.Date && s.Date <= a.Last && a.Part.Overlaps(s.Part) {
				out = append(out, a.Person)
			}
		}
		if present := len(clerks) - len(out); present < 3 {
			t.Fatalf("%d present on %v", present, s)
		}
	}
}

// No sequence of actions exceeds a limit that blocks, and nobody decides their
// own request.
func TestNothingEverBreaksALimit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := newPilot(t)
		t.Repeat(map[string]func(*rapid.T){
			"submit": p.submit,
			"act":    p.act,
			"wait":   p.wait,
			"":       p.holds,
		})
	})
}

// Whatever the clock does, each step comes once, in working hours only but for the
// expiry and for what is asked of both levels at once.
func TestTimelineUnderAnyClock(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := newPilot(t)
		f := p.facts(binh)
		r, err := p.desk.Submit(rules.Request{ID: 1, Person: binh, Unit: p.desk.Org.People[binh].Unit}, rules.Check(f, rules.Check(f, drawSlots(t)).Open()))
		if err != nil {
			return // nothing was open
		}
		type once struct {
			kind  rules.StepKind
			level int
			asked time.Time
			told  bool // that nobody sits above
		}
		seen := map[once]bool{}
		gone := map[rules.Slot]bool{}
		for range rapid.IntRange(1, 200).Draw(t, "ticks") {
			p.desk.Now = p.desk.Now.Add(time.Duration(rapid.IntRange(-200, 900).Draw(t, "minutes")) * time.Minute)
			for _, s := range p.desk.Due(always(policy()), r) {
				if s.Kind != rules.StepExpire && !s.Urgent && !p.desk.Calendar.Open(p.desk.Now) {
					t.Fatalf("step %d is due at %v", s.Kind, p.desk.Now)
				}
				for _, d := range s.Slots {
					if gone[d] {
						t.Fatalf("%v expires twice", d)
					}
					gone[d] = true
				}
				if k := (once{s.Kind, r.Level, r.Asked, r.Topped}); s.Kind != rules.StepExpire {
					if seen[k] {
						t.Fatalf("step %d is due twice at level %d", s.Kind, r.Level)
					}
					seen[k] = true
				}
				r = p.desk.Apply(r, s)
				if r.Approver == r.Person {
					t.Fatal("a request waits for its own sender")
				}
			}
		}
	})
}

// No request ever waits for its sender or for a delegate of theirs, and whoever
// it waits for may decide it.
func TestApproverMayDecide(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := newPilot(t)
		who := rapid.SampledFrom(clerks).Draw(t, "person")
		on := day("2026-11-23") + rules.Date(rapid.IntRange(0, 20).Draw(t, "on"))
		seat, ok := p.desk.Org.Approver(who, rapid.IntRange(0, 3).Draw(t, "level"), on)
		if !ok {
			return
		}
		right, err := p.desk.Org.MayDecide(seat.Approver, &rules.Request{Person: who, Level: seat.Level}, on)
		if err != nil {
			t.Fatalf("person %d waits for %d, who may not decide: %v", who, seat.Approver, err)
		}
		if right.Level < seat.Level {
			t.Fatalf("decides at level %d, asked at %d", right.Level, seat.Level)
		}
	})
}
