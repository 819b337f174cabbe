package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// cards lists what unsolicited cards were queued for whom when: "25 07:30 lan day".
func (h *house) cards(o office) string {
	h.t.Helper()
	names := map[rules.PersonID]string{o.director: "director", o.an: "an", o.binh: "binh", o.lan: "lan", o.minh: "minh", o.hoa: "hoa", o.dieu: "dieu"}
	var out []string
	for _, m := range h.outbox() {
		if m.Body.Card == nil {
			continue
		}
		when := m.NotBefore
		if when.IsZero() {
			when = m.Created
		}
		out = append(out, fmt.Sprint(when.In(saigon).Format("02 15:04 "), names[m.Person], " ", m.Body.Card.Kind))
	}
	return strings.Join(out, ", ")
}

func (h *house) mustCards(o office, want string) {
	h.t.Helper()
	if got := h.cards(o); got != want {
		h.t.Errorf("queued\n%s\nwant\n%s", got, want)
	}
}

// Section 6: a day at home begins with one message, where there is work, when the half at
// home begins; it carries the lights of one's own tasks, and no digest comes beside it.
func TestThePlanComesWhenTheDayAtHomeBegins(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	x := h.give(o, o.lan, o.an, "A", "2026-11-25 16:00")
	h.give(o, o.minh, o.an, "B", "2026-12-10 16:00")
	h.give(o, o.hoa, o.binh, "C", "2026-12-10 16:00") // away
	h.give(o, o.dieu, o.an, "D", "2026-12-10 16:00")  // at the office
	h.home(o, o.lan, "2026-11-25")
	h.home(o, o.minh, "2026-11-25/pm")
	h.home(o, o.hoa, "2026-11-25")
	h.home(o, o.binh, "2026-11-25") // without work
	h.write(func(tx *store.Tx) error {
		return tx.AddAbsence(rules.Absence{Person: o.hoa, First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Leave})
	})
	e := h.engine(plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.tick(e, at("2026-11-25 12:30"))
	h.runNow(e, "plan")
	h.tick(e, h.now)
	h.mustCards(o, "25 07:30 lan day, 25 13:00 minh day")
	told := read(h, func(tx *store.Tx) ([]task.Told, error) { return tx.LightsTold(x.ID) })
	if len(told) != 1 || told[0].To != o.lan || told[0].Lamp != task.Green {
		t.Errorf("the lights told are %v, want the green one to Lan", told)
	}
}

// On a day at home a person hears of their own lights with the plan alone.
func TestThePlanTakesTheLightsFromTheDigest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.give(o, o.lan, o.an, "A", "2026-11-25 16:00")
	h.home(o, o.lan, "2026-11-25")
	h.write(func(tx *store.Tx) error { return tx.SetHead(o.planning, 0) })
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.mustCards(o, "25 07:30 lan day")
}

// Whose day at home begins at noon hears of their own lights in the morning, with the digest.
func TestTheDigestCarriesTheLightsWhereThePlanComesAtNoon(t *testing.T) {
	t.Parallel()
	for _, office := range []bool{false, true} {
		h := newHouse(t, at("2026-11-24 12:00"))
		h.pilot.Tasks.OfficePlan = office
		o := newOffice(h)
		x := h.give(o, o.lan, o.an, "A", "2026-11-25 10:00")
		h.home(o, o.lan, "2026-11-25/pm")
		e := h.engine(digest(), plan())
		h.tick(e, h.now)
		h.tick(e, at("2026-11-25 07:30"))
		if got := h.morning(o.lan); got != "green A" {
			t.Errorf("in the morning Lan reads %q", got)
		}
		told := read(h, func(tx *store.Tx) ([]task.Told, error) { return tx.LightsTold(x.ID) })
		if len(told) != 1 || told[0].To != o.lan || told[0].Lamp != task.Green {
			t.Errorf("the lights told are %v, want the green one to Lan", told)
		}
		h.tick(e, at("2026-11-25 12:30"))
		h.mustCards(o, "25 07:30 an digest, 25 07:30 lan digest, 25 13:00 lan day")
	}
}

// However many lights somebody at home has, the plan of the day carries all of them: what it
// has no room to name it counts.
func TestThePlanCarriesEveryLightOfItsReader(t *testing.T) {
	t.Parallel()
	for _, planned := range []bool{false, true} {
		h := newHouse(t, at("2026-11-24 12:00"))
		o := newOffice(h)
		h.home(o, o.lan, "2026-11-25")
		for i := range 15 {
			x := h.give(o, o.lan, o.an, fmt.Sprint("A", i), "2026-11-25 16:00")
			if planned && i < 2 {
				h.write(func(tx *store.Tx) error {
					return tx.SavePlan(task.Plan{Person: o.lan, Slot: rules.Slot{Date: day("2026-11-25")}, Commitment: "x", Committed: h.now, Items: []task.Item{{Task: x.ID, Amount: task.N(1)}}})
				})
			}
		}
		e := h.engine(digest(), plan())
		h.tick(e, h.now)
		h.tick(e, at("2026-11-25 07:30"))
		h.mustCards(o, "25 07:30 an digest, 25 07:30 lan day")
		told := read(h, func(tx *store.Tx) ([]task.Told, error) {
			return tx.LightsTo(o.lan, day("2026-11-25").At(0, saigon))
		})
		d := read(h, func(tx *store.Tx) (work.WorkDay, error) {
			return work.WorkDayAt(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.lan}), o.lan, day("2026-11-25"))
		})
		if len(told) != 15 || len(d.Items) != 12 || d.More != 3 {
			t.Errorf("with a plan (%v) %d lights are told with %d lines and %d more, want 15, 12 and 3", planned, len(told), len(d.Items), d.More)
		}
	}
}

// The message of an afternoon at home tells of the lights of noon: what was due in the morning
// is not told again the next day.
func TestThePlanOfAnAfternoonCarriesTheLightsOfNoon(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	x := h.give(o, o.lan, o.an, "A", "2026-11-25 10:00")
	h.home(o, o.lan, "2026-11-25/pm")
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.tick(e, at("2026-11-25 12:30"))
	told := read(h, func(tx *store.Tx) ([]task.Told, error) { return tx.LightsTold(x.ID) })
	if len(told) != 2 || told[0].Lamp != task.Green || told[1].Lamp != task.Yellow || told[1].To != o.lan {
		t.Errorf("the lights told are %v, want the green one and at noon the yellow one to Lan", told)
	}
	h.tick(e, at("2026-11-26 07:30"))
	if got := h.morning(o.lan); got != "" {
		t.Errorf("the next morning Lan reads %q again", got)
	}
}

// Work that comes when a morning at home is nearly over sends no message of that morning at noon.
func TestNoPlanComesOfAMorningThatIsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25/am")
	e := h.engine(plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.give(o, o.lan, o.an, "A", "2026-11-26 16:00")
	h.tick(e, at("2026-11-25 12:30"))
	h.mustCards(o, "")
}

// Where the day at home has no message beside the digest, since its reader wants one message
// a day at most, the digest carries the lights of their own tasks.
func TestTheDigestCarriesTheLightsWhereNoPlanComes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	x := h.give(o, o.an, o.director, "A", "2026-11-25 16:00")
	h.home(o, o.an, "2026-11-25")
	h.ask(o, o.minh, o.an, h.now, "2026-12-18")
	h.write(func(tx *store.Tx) error { return tx.SaveNotify(task.Notify{Person: o.an, Profile: task.Light}) })
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.mustCards(o, "25 07:30 an digest")
	told := read(h, func(tx *store.Tx) ([]task.Told, error) { return tx.LightsTold(x.ID) })
	if got := h.morning(o.an); got != "green A" || len(told) != 1 {
		t.Errorf("An reads %q and is noted as told of %v, want the green light", got, told)
	}
}

// With the setting the plan comes on days at the office, too, within the budget of one.
func TestTheSettingSendsThePlanAtTheOffice(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.pilot.Tasks.OfficePlan = true
	h.give(o, o.lan, o.an, "A", "2026-11-25 16:00")
	h.give(o, o.an, o.director, "B", "2026-12-10 16:00")
	h.ask(o, o.minh, o.an, h.now, "2026-12-18") // An's digest is the one message of the day
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.mustCards(o, "25 07:30 an digest, 25 07:30 lan day")
}

// Whoever wants one message a day gets the digest, with what is asked of them, and not the plan: however many digests
// there are, all are queued before a plan is.
func TestThePlanWaitsUntilEveryDigestIsQueued(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	var last rules.PersonID
	h.write(func(tx *store.Tx) error {
		for i := range Chunk + 1 {
			last = addPerson(tx, o, fmt.Sprint("P", i), fmt.Sprint("Người ", i), o.planning, rules.Staff)
			x := task.Task{Unit: o.planning, Title: fmt.Sprint("Việc ", i), Due: at("2026-11-25 16:00"), Assigner: o.an, Owner: last, State: task.Accepted, Rev: 1, Made: at("2026-11-02 08:00")}
			must(0, tx.InsertTask(&x))
		}
		must(0, tx.SaveNotify(task.Notify{Person: last, Profile: task.Light}))
		return tx.AddBlocker(&task.Blocker{Task: 1, By: last - 1, Reason: "chờ", WaitsFor: last, Since: h.now})
	})
	h.home(o, last, "2026-11-25")
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	var got []string
	for _, m := range h.outbox() {
		if m.Person == last {
			got = append(got, m.Body.Card.Kind)
		}
	}
	if !slices.Equal(got, []string{pilot.ObjectDigest}) {
		t.Errorf("the last one gets %v, want the digest", got)
	}
}

// One reminder before the end of a day at home on which nothing was said: once, not where
// something was reported or blocked, not where no work is left.
func TestOneReminderWhereNothingWasSaid(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	h.home(o, o.minh, "2026-11-25")
	h.home(o, o.an, "2026-11-25/am")
	h.home(o, o.dieu, "2026-11-25")
	h.home(o, o.binh, "2026-11-25")
	h.give(o, o.lan, o.an, "A", "2026-12-10 16:00")
	b := h.give(o, o.minh, o.an, "B", "2026-12-10 16:00")
	h.give(o, o.an, o.director, "C", "2026-12-10 16:00")
	d := h.give(o, o.dieu, o.an, "D", "2026-12-10 16:00")
	e := h.engine(nudge())
	h.tick(e, h.now)
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddReport(&task.Report{Task: b.ID, By: o.minh, Day: day("2026-11-25"), At: at("2026-11-25 09:00"), Percent: 10}))
		return tx.AddBlocker(&task.Blocker{Task: d.ID, By: o.dieu, Reason: "chờ", Outside: "x", Since: at("2026-11-25 09:00")})
	})
	for _, s := range []string{"10:20", "10:30", "10:40", "15:50", "16:00", "16:10", "16:50", "17:00", "17:10"} {
		h.tick(e, at("2026-11-25 "+s))
	}
	h.mustCards(o, "25 10:30 an day_reminder, 25 16:00 lan day_reminder")
	h.pilot.Tasks.RemindBefore = 0
	h.home(o, o.lan, "2026-11-26")
	h.tick(e, at("2026-11-26 16:30"))
	h.mustCards(o, "25 10:30 an day_reminder, 25 16:00 lan day_reminder")
}

// A reminder whose hour passed while the machine stood still is not worth having once that half is over, though the
// office is open.
func TestNoReminderComesOnceTheHalfAtHomeIsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.an, "2026-11-25/am")
	h.give(o, o.an, o.director, "C", "2026-12-10 16:00")
	e := h.engine(nudge())
	h.tick(e, at("2026-11-25 10:20"))
	h.tick(e, at("2026-11-25 13:20"))
	h.mustCards(o, "")
}

// A day's number names the person and the date.
func TestADaysNumberNamesWhoAndWhen(t *testing.T) {
	t.Parallel()
	for _, p := range []rules.PersonID{1, 77, 1 << 40} {
		for _, d := range []rules.Date{rules.FirstDate, day("2026-11-25"), rules.LastDate} {
			if who, when := pilot.DayOf(pilot.DayRef(p, d).ID); who != p || when != d {
				t.Errorf("the day of %d on %s is read as that of %d on %s", p, d, who, when)
			}
		}
	}
}
