package jobs

import (
	"fmt"
	"slices"
	"testing"

	"tainha/pilot"
	"tainha/rules/task"
	"tainha/store"
)

// The plan of the day and the digest are queued at one moment: where one of them was not sent, what the
// other tells stays told.
func TestWhatAnotherMessageOfTheMomentTellsIsNotForgotten(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.an, "2026-11-25")
	h.give(o, o.an, o.director, "A", "2026-11-25 16:00") // in the plan
	h.give(o, o.lan, o.an, "B", "2026-11-23 16:00")      // in the digest
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.mustCards(o, "25 07:30 an digest, 25 07:30 lan digest, 25 07:30 an day")
	told := func() (out []task.ID) {
		for _, l := range read(h, func(tx *store.Tx) ([]task.Told, error) {
			return tx.LightsTo(o.an, day("2026-11-25").At(0, saigon))
		}) {
			out = append(out, l.Task)
		}
		return out
	}
	if got := told(); !slices.Equal(got, []task.ID{1, 2}) {
		t.Fatalf("An is told of %v, want both", got)
	}
	unsaid := func(kind string) {
		h.write(func(tx *store.Tx) error {
			for _, m := range must(tx.OutInState(store.OutQueued, 99)) {
				if m.Person == o.an && m.Body.Card.Kind == kind {
					must(0, h.pilot.Do(tx, h.now, pilot.Actor{Job: pilot.ByTelegram}).Unsaid(m))
				}
			}
			return nil
		})
	}
	unsaid(pilot.ObjectDay)
	if got := told(); !slices.Equal(got, []task.ID{2}) {
		t.Errorf("without the plan An is told of %v, want B alone", got)
	}
	unsaid(pilot.ObjectDigest)
	if got := told(); len(got) > 0 {
		t.Errorf("without both An is told of %v", got)
	}
}

// Of a message that may not have arrived the next digest tells again what that one was to tell, and nothing that
// another of the same day, or even moment, told.
func TestOnlyWhatMayNotHaveArrivedIsToldAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.an, "2026-11-25")
	h.home(o, o.lan, "2026-11-25/pm")
	h.give(o, o.an, o.director, "A", "2026-11-24 10:00")  // in the plan of the morning
	h.give(o, o.minh, o.an, "B", "2026-11-24 11:00")      // in the digest of that moment
	h.give(o, o.lan, o.director, "C", "2026-11-24 12:00") // in the digests
	h.give(o, o.lan, o.director, "D", "2026-11-26 08:00") // in Lan's plan of noon
	e := h.engine(digest(), plan())
	h.tick(e, h.now)
	finish := func(held ...string) {
		h.write(func(tx *store.Tx) error {
			for _, m := range must(tx.OutInState(store.OutQueued, 99)) {
				state := store.OutSent
				if slices.Contains(held, fmt.Sprint(m.Person, m.Body.Card.Kind)) {
					state = store.OutHeld
				}
				must(0, tx.Finish(h.now, m.ID, state, ""))
			}
			return nil
		})
	}
	h.tick(e, at("2026-11-25 07:30"))
	finish(fmt.Sprint(o.an, pilot.ObjectDigest))
	h.tick(e, at("2026-11-25 12:30"))
	finish(fmt.Sprint(o.lan, pilot.ObjectDay))
	h.tick(e, at("2026-11-26 07:30"))
	if got := h.morning(o.an); got != "yellow B, yellow C" {
		t.Errorf("An, whose digest was held and whose plan was not, reads %q", got)
	}
	if got := h.morning(o.lan); got != "green D" {
		t.Errorf("Lan, whose plan was held and whose digest was not, reads %q", got)
	}
}

// A digest that is made later than it was queued tells only of lights that are still those that it was
// to tell of: not of one that a later one has overtaken, nor of a deadline that moved; those come with the next.
func TestADigestThatIsMadeLaterTellsOfNoOtherLight(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	a := h.give(o, o.lan, o.an, "A", "2026-11-25 10:00")
	b := h.give(o, o.lan, o.an, "B", "2026-11-25 15:00")
	mustSayOf(t, h.mornings(o, "2026-11-25"), "25 lan: green A, green B")
	b.Due = at("2026-11-25 16:00")
	h.write(func(tx *store.Tx) error { return tx.SaveTask(b) })
	if got := h.morning(o.lan); got != "green A" {
		t.Errorf("after B moved it says %q", got)
	}
	h.now = at("2026-11-25 10:01")
	if got := h.morning(o.lan); got != "" {
		t.Errorf("with A overdue it says %q", got)
	}
	a.Due = at("2026-11-25 17:00")
	h.write(func(tx *store.Tx) error { return tx.SaveTask(a) })
	if got := h.morning(o.lan); got != "" {
		t.Errorf("with A moved it says %q", got)
	}
}

// What was queued before somebody chose to hear less is not sent against it: a snooze, a stop until a
// day, a profile that leaves the kind out.
func TestWhatIsQueuedIsHeldAgainstWhatItsReaderChoseSince(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 09:00"))
	o := newOffice(h)
	for name, c := range map[string]struct {
		choose  task.Notify
		kind    task.MessageKind
		now     string
		audible bool
	}{
		"standard":               {task.Notify{}, task.MessageDigest, "2026-11-25 09:00", true},
		"snoozed":                {task.Notify{Snooze: at("2026-11-25 09:30")}, task.MessageDigest, "2026-11-25 09:00", false},
		"the snooze is over":     {task.Notify{Snooze: at("2026-11-25 09:30")}, task.MessageDigest, "2026-11-25 09:30", true},
		"stopped":                {task.Notify{Stop: day("2026-11-25")}, task.MessagePlan, "2026-11-25 16:59", false},
		"the stop is over":       {task.Notify{Stop: day("2026-11-25")}, task.MessagePlan, "2026-11-26 07:30", true},
		"digest only, its plan":  {task.Notify{Profile: task.DigestOnly}, task.MessagePlan, "2026-11-25 09:00", true},
		"digest only, no nudge":  {task.Notify{Profile: task.DigestOnly}, task.MessageReminder, "2026-11-25 09:00", false},
		"light, what was queued": {task.Notify{Profile: task.Light}, task.MessageReminder, "2026-11-25 09:00", true},
		"at noon":                {task.Notify{}, task.MessageDigest, "2026-11-25 11:30", false},
	} {
		c.choose.Person = o.lan
		h.write(func(tx *store.Tx) error {
			must(0, tx.SaveNotify(c.choose))
			got, err := h.pilot.Do(tx, at(c.now), pilot.Actor{Job: pilot.ByTelegram}).Hears(o.lan, c.kind)
			if got != c.audible {
				t.Errorf("%s: heard %v, want %v", name, got, c.audible)
			}
			return err
		})
	}
}

// A light whose cause was gone when the digest that was to tell of it was sent was not heard: where the work
// comes back, it is told.
func TestALightThatWasGoneWhenItsDigestWasSentIsToldWhereTheWorkComesBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.give(o, o.lan, o.an, "A", "2026-11-24 10:00")      // yellow, and told
	b := h.give(o, o.lan, o.an, "B", "2026-11-24 11:00") // yellow, handed in before it is told
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	b.State, b.Submitted = task.Submitted, h.now
	h.write(func(tx *store.Tx) error {
		must(0, tx.SaveTask(b))
		for _, m := range must(tx.OutInState(store.OutQueued, 99)) {
			must(0, tx.Finish(h.now, m.ID, store.OutSent, ""))
			must(0, h.pilot.Do(tx, h.now, pilot.Actor{Job: pilot.ByTelegram}).Said(m))
		}
		b.State = task.Returned
		return tx.SaveTask(b)
	})
	h.tick(e, at("2026-11-26 07:30"))
	if got := h.morning(o.lan); got != "yellow B" {
		t.Errorf("the next digest tells Lan of %q", got)
	}
}
