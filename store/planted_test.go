package store

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

// Two readers of one person's data are two looks, however close together.
func TestEachReaderOfAPersonsDataIsLogged(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		for i, reader := range []rules.PersonID{o.an, o.binh, o.an} {
			must(0, tx.AddDataRead(DataRead{At: now.Add(time.Duration(i) * time.Minute), Reader: reader, Person: o.lan, What: "person"}))
		}
		var got []rules.PersonID
		for _, d := range must(tx.DataReads(o.lan, 9)) {
			got = append(got, d.Reader)
		}
		if want := []rules.PersonID{o.binh, o.an}; !slices.Equal(got, want) {
			t.Errorf("logged as readers %v, want %v", got, want)
		}
		return nil
	})
}

// A stranger who must wait is not forgotten before the wait is over, else the
// next wrong codes would be free again.
func TestAStrangerWhoMustWaitIsNotForgotten(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		must(0, tx.SaveStranger(Stranger{Chat: 1, Answered: now, BlockedUntil: now.Add(time.Hour), Guesses: 9}))
		for after, want := range map[time.Duration]int{time.Minute: 0, time.Hour: 0} {
			if n := must(tx.Purge(OldStrangers, now.Add(after), 9)); n != want {
				t.Errorf("%d forgotten after %v, want %d", n, after, want)
			}
		}
		if n := must(tx.Purge(OldStrangers, now.Add(time.Hour+time.Millisecond), 9)); n != 1 {
			t.Errorf("%d forgotten when the wait is over, want 1", n)
		}
		return nil
	})
}

// A delegation holds on its last day, for whoever gave and for whoever holds it.
func TestADelegationIsThereOnItsLastDayForBothSides(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		given := rules.Delegation{From: o.an, To: o.minh, First: day, Last: day + 1}
		given.ID = must(tx.AddDelegation(given))
		for on, want := range map[rules.Date][]rules.Delegation{day + 1: {given}, day + 2: nil} {
			for _, p := range []rules.PersonID{o.an, o.minh} {
				if diff := cmp.Diff(want, must(tx.Delegations(p, on))); diff != "" {
					t.Errorf("of %d on %s (-want +got):\n%s", p, on, diff)
				}
			}
			if diff := cmp.Diff(want, must(tx.OrgOf(on, o.lan)).Delegations); diff != "" {
				t.Errorf("to whom Lan's requests go on %s (-want +got):\n%s", on, diff)
			}
		}
		return nil
	})
}

// A head's absence holds on its last day.
func TestAnAbsenceOfTheHeadIsKnownOnItsLastDay(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		return tx.AddAbsence(rules.Absence{Person: o.an, First: day, Last: day + 1, Kind: rules.Leave})
	})
	for on, want := range map[rules.Date]int{day + 1: 1, day + 2: 0} {
		got := read(t, db, func(tx *Tx) (*rules.Org, error) { return tx.OrgOf(on, o.lan) })
		if len(got.Absences) != want {
			t.Errorf("on %s: %+v, want %d", on, got.Absences, want)
		}
	}
}

// Of two waits that Telegram asked for the longer one holds, in either order.
func TestAShorterWaitNeverReplacesALongerOne(t *testing.T) {
	t.Parallel()
	db := setup(t)
	long := now.Add(time.Hour)
	write(t, db, func(tx *Tx) error {
		for _, until := range []time.Time{now.Add(time.Minute), long, now.Add(time.Second)} {
			must(0, tx.SetPause(7, until))
		}
		if got := must(tx.Pauses()); !maps.EqualFunc(got, map[int64]time.Time{7: long}, time.Time.Equal) {
			t.Errorf("the waits are %v, want until %v", got, long)
		}
		return nil
	})
}

// On the first day of a new posting the person counts in the new unit, on the
// day before in the old one.
func TestTheFirstDayOfAPostingCountsInTheNewUnit(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	ask := o.ask(o.lan, "2026-11-25", "2026-11-26", "2026-11-27")
	insert(t, db, &ask)
	write(t, db, func(tx *Tx) error { return tx.Move(o.lan, day+1, o.service, o.clerk) })
	for unit, want := range map[rules.UnitID][]rules.Date{o.planning: {day}, o.service: {day + 1, day + 2}} {
		days := read(t, db, func(tx *Tx) ([]rules.HomeDay, error) { return tx.HomeDaysIn(unit, day, day+9) })
		var got []rules.Date
		for _, d := range days {
			got = append(got, d.Date)
		}
		if !slices.Equal(got, want) {
			t.Errorf("in unit %d count %v, want %v", unit, got, want)
		}
		for on := day; on <= day+1; on++ {
			in := read(t, db, func(tx *Tx) ([]rules.Posting, error) { return tx.PostingsIn(unit, on, on) })
			there := slices.ContainsFunc(in, func(p rules.Posting) bool { return p.Person == o.lan })
			if there != slices.Contains(want, on) {
				t.Errorf("posted to unit %d on %s: %v", unit, on, there)
			}
		}
	}
}

// The coordinator is told once that somebody can't be reached.
func TestAnAccountIsFirstFoundUnreachableOnce(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		must(0, tx.Link(Account{Person: o.lan, Chat: 7, Language: "vi", Linked: now}))
		for _, want := range []bool{true, false} {
			if _, first, err := tx.Unreachable(7); first != want || err != nil {
				t.Errorf("found unreachable: first %v, want %v: %v", first, want, err)
			}
		}
		must(0, tx.SetReachable(o.lan))
		p, first, err := tx.Unreachable(7)
		if !first || p != o.lan {
			t.Errorf("after a return: person %d, first %v", p, first)
		}
		return err
	})
}

// Whoever came back by the list of staff and leaves again has the whole of their
// time again.
func TestTheTimeOfALeaverBeginsAnewWhenTheyCameBackByTheList(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		lan, err := tx.Person(o.lan, day)
		must(lan, err)
		for i, active := range []bool{false, true, false} {
			lan.Active = active
			if _, _, err := tx.UpsertPerson(lan, day); err != nil {
				return err
			}
			must(tx.NoteLeavers(now.AddDate(0, i, 0)))
		}
		for before, want := range map[time.Time][]rules.PersonID{now.AddDate(0, 1, 0): nil, now.AddDate(0, 2, 0).Add(time.Millisecond): {o.lan}} {
			if got := must(tx.Leavers(before, 0, 9)); !slices.Equal(got, want) {
				t.Errorf("left before %v: %v, want %v", before, got, want)
			}
		}
		return nil
	})
}
