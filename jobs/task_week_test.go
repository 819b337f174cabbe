package jobs

import (
	"fmt"
	"testing"

	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Section 6: after the one reminder only a line in the head's digest; what was said later
// for that day, and a blocker, are something said.
func TestTheHeadHasALineOnADayOfWhichNothingWasHeard(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 12:00"))
	o := newOffice(h)
	for _, p := range []rules.PersonID{o.lan, o.minh, o.an} {
		h.give(o, p, o.director, "A", "2026-12-20 10:00")
		h.home(o, p, "2026-11-25")
	}
	h.home(o, o.hoa, "2026-11-25") // without work
	silent := func(now string, who rules.PersonID) string {
		h.now = at(now)
		return read(h, func(tx *store.Tx) (string, error) {
			_, names, more, err := work.SilentOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: who}))
			if more > 0 {
				names += fmt.Sprintf(" +%d", more)
			}
			return names, err
		})
	}
	if got := silent("2026-11-26 07:30", o.an); got != "Phạm Ngọc Lan, Đỗ Đức Minh" {
		t.Errorf("An reads of %q", got)
	}
	if got := silent("2026-11-26 07:30", o.lan); got != "" {
		t.Errorf("Lan, who heads nothing, reads of %q", got)
	}
	readers := read(h, func(tx *store.Tx) ([]rules.PersonID, error) {
		return work.SilentReaders(h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"}))
	})
	for _, p := range readers {
		if p != o.an {
			t.Errorf("person %d reads it, want An alone", p)
		}
	}
	if len(readers) == 0 {
		t.Error("nobody reads it")
	}
	h.write(func(tx *store.Tx) error { // who fell ill that day is not silent; half a day of it leaves the other
		must(0, tx.AddAbsence(rules.Absence{Person: o.minh, First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Sick}))
		return tx.AddAbsence(rules.Absence{Person: o.lan, First: day("2026-11-25"), Last: day("2026-11-25"), Part: rules.Morning, Kind: rules.Sick})
	})
	if got := silent("2026-11-26 07:30", o.an); got != "Phạm Ngọc Lan" {
		t.Errorf("with Minh ill An reads of %q", got)
	}
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddReport(&task.Report{Task: 1, By: o.lan, Day: day("2026-11-25"), At: h.now, Percent: 10, Late: true}))
		return tx.AddBlocker(&task.Blocker{Task: 2, By: o.minh, Reason: "chờ", Outside: "x", Since: at("2026-11-25 15:00")})
	})
	if got := silent("2026-11-26 07:30", o.an); got != "" {
		t.Errorf("An still reads of %q", got)
	}
}

// Of many the line names some, and says how many more there are.
func TestTheLineOnSilentDaysNamesSomeAndCountsTheRest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 12:00"))
	o := newOffice(h)
	for i := range 7 {
		var p rules.PersonID
		h.write(func(tx *store.Tx) error {
			p = addPerson(tx, o, fmt.Sprintf("N%d", i), fmt.Sprintf("Nguyễn Văn %c", 'A'+i), o.planning, rules.Staff)
			return nil
		})
		h.give(o, p, o.an, "A", "2026-12-20 10:00")
		h.home(o, p, "2026-11-25")
	}
	h.now = at("2026-11-26 07:30")
	h.write(func(tx *store.Tx) error {
		_, names, more, err := work.SilentOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.an}))
		if names != "Nguyễn Văn A, Nguyễn Văn B, Nguyễn Văn C, Nguyễn Văn D, Nguyễn Văn E" || more != 2 {
			t.Errorf("An reads of %q and %d more", names, more)
		}
		return err
	})
}

// One's own week stands in the digest of its last working day, and on no other.
func TestOnesOwnWeekIsRecalledOnItsLastWorkingDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 12:00"))
	o := newOffice(h)
	x := h.give(o, o.lan, o.an, "A", "2026-12-20 10:00")
	h.home(o, o.lan, "2026-11-25")
	h.write(func(tx *store.Tx) error {
		for _, d := range []string{"2026-11-23", "2026-11-25"} {
			must(0, tx.AddReport(&task.Report{Task: x.ID, By: o.lan, Day: day(d), At: h.now, Percent: 10}))
		}
		return nil
	})
	for now, want := range map[string]work.Recap{"2026-11-26 07:30": {}, "2026-11-27 07:30": {Reported: 2, Home: 1}, "2026-11-28 07:30": {}} {
		h.write(func(tx *store.Tx) error {
			got, some, err := work.RecapOf(h.pilot.Do(tx, at(now), pilot.Actor{Person: o.lan}))
			readers := must(work.RecapReaders(h.pilot.Do(tx, at(now), pilot.Actor{Job: "digest"})))
			if got != want || some != (want.Reported > 0) || (len(readers) == 1) != some {
				t.Errorf("%s: %+v %v for %v, want %+v", now, got, some, readers, want)
			}
			return err
		})
	}
}
