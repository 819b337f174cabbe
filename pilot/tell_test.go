package pilot_test

import (
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// approved lets Chín (A3) have days that Bình (A2) approved.
func (a *agency) approved(days ...string) rules.RequestID {
	a.Helper()
	r := rules.Request{Rev: 1, Created: a.now, Asked: a.now, Person: a.who["A3"], Unit: a.unit("P1")}
	for _, day := range days {
		r.Days = append(r.Days, rules.RequestDay{
			Slot: rules.Slot{Date: rules.MustDate(day)}, State: rules.Approved, DecidedBy: a.who["A2"], DecidedAt: a.now,
		})
	}
	a.write(func(tx *store.Tx) error { return tx.InsertRequest(&r) })
	return r.ID
}

// Each step is told once: giving up a second day of a request is another step.
func TestEveryDayGivenUpIsToldToWhoApprovedIt(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.approved("2026-12-08", "2026-12-09", "2026-12-10")
	for i, day := range []string{"2026-12-09", "2026-12-10", "2026-12-08"} {
		a.must(func(tx *store.Tx) error {
			_, err := request.Cancel(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), request.Decision{Request: id, Slots: []rules.Slot{{Date: rules.MustDate(day)}}})
			return err
		})
		if n := a.told("A2"); n != i+1 {
			t.Errorf("after %d days given up the head was told %d times", i+1, n)
		}
	}
}

func TestCoordinatorsHearEachTimeThatNobodyDecides(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	head := func(code string) {
		a.now = a.now.Add(time.Minute)
		a.must(a.appoint("P1", code))
	}
	nobody := func() (n int) {
		a.write(func(tx *store.Tx) error {
			all, err := tx.Waiting(a.now, -1, 0, 1000)
			for _, o := range all {
				if o.Body.Screen != nil && o.Body.Screen.Text.Key == "notice.nobody_decides" {
					n++
				}
			}
			return err
		})
		return n
	}
	a.must(a.appoint("SO", ""))
	head("")
	id := a.ask("A3", "2026-12-08")
	for i := range 2 {
		head("A4")
		a.expect("with a head", id, "A4")
		head("")
		a.expect("without", id, "nobody")
		if n := nobody(); n != i+1 {
			t.Errorf("the place is vacant for the %d. time: told %d times", i+1, n)
		}
	}
}
