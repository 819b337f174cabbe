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

// The first working day of a week tells of the week before: a head of the units that they head, a
// coordinator of each; a delegate, a quiet unit and another day tell nothing.
func TestTheWeekBeforeIsToldOnTheFirstWorkingDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-18 12:00"))
	o := newOffice(h)
	submitted := func(when string) func(*task.Task) {
		return func(x *task.Task) { x.State, x.FirstSubmitted, x.Submitted = task.Confirmed, at(when), at(when) }
	}
	h.give(o, o.lan, o.an, "A", "2026-11-17 10:00", submitted("2026-11-16 00:00")) // on time, in the first minute
	h.give(o, o.lan, o.an, "B", "2026-11-17 10:00", submitted("2026-11-22 23:59")) // late, in the last
	h.give(o, o.lan, o.an, "C", "2026-11-17 10:00", submitted("2026-11-23 00:00")) // this week
	h.give(o, o.lan, o.an, "D", "2026-11-17 10:00", submitted("2026-11-15 23:59")) // the week before
	h.give(o, o.lan, o.an, "E", "2026-11-20 10:00", func(x *task.Task) {           // returned: it was late the second time
		x.State, x.FirstSubmitted, x.Submitted = task.Submitted, at("2026-11-18 10:00"), at("2026-11-21 10:00")
	})
	h.give(o, o.lan, o.an, "F", "2026-11-20 10:00")         // overdue
	late := h.give(o, o.lan, o.an, "G", "2026-11-20 10:00") // overdue, and waits for somebody
	h.give(o, o.lan, o.an, "H", "2026-11-23 07:29", func(x *task.Task) { x.State = task.Recalled })
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddBlocker(&task.Blocker{Task: late.ID, By: o.lan, Reason: "chờ", Outside: "x", Since: at("2026-11-19 10:00")}))
		must(0, tx.AddReport(&task.Report{Task: late.ID, By: o.lan, Day: day("2026-11-20"), At: h.now, Percent: 10}))
		_, err := tx.AddDelegation(rules.Delegation{From: o.an, To: o.minh, First: day("2026-11-16"), Last: day("2026-12-20")})
		return err
	})
	h.home(o, o.lan, "2026-11-20", "2026-11-19/am")
	h.home(o, o.minh, "2026-11-19/am", "2026-11-19/pm", "2026-11-25")
	for _, c := range []struct {
		now, heads, all string
		change          func()
	}{
		{"2026-11-23 07:30", "16–20: nộp 3, đúng hạn 1, quá hạn 2, ở nhà 3, báo cáo 1", "KH", nil},
		{"2026-11-23 07:30", "16–20: nộp 3, đúng hạn 2, quá hạn 1, ở nhà 3, báo cáo 1", "KH", func() { h.pilot.Tasks.Returned, h.pilot.Tasks.WaitingStops = task.FromFirst, true }},
		{"2026-11-24 07:30", "", "", nil}, // the holiday
		{"2026-11-25 07:30", "", "", nil}, // the second working day
		{"2026-11-30 07:30", "23–27: nộp 1, đúng hạn 0, quá hạn 1, ở nhà 1, báo cáo 0", "KH", nil},
	} {
		if c.change != nil {
			c.change()
		}
		h.now = at(c.now)
		h.write(func(tx *store.Tx) error {
			said, who := "", map[rules.PersonID]string{}
			w, all, err := work.WeekOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.an}))
			must(0, err)
			if len(w.Units) > 0 {
				said = fmt.Sprintf("%d–%d: nộp %d, đúng hạn %d, quá hạn %d, ở nhà %d, báo cáo %d", w.First.Day(), w.Last.Day(), all.Finished, all.OnTime, all.Overdue, all.Home, all.Reported)
			}
			clock := h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"})
			for _, p := range must(work.WeekReaders(clock)) {
				who[p] += "head"
			}
			for _, p := range must(work.WeeksReaders(clock)) {
				who[p] += "coordinator"
			}
			for _, u := range must(work.WeeksOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.dieu}))).Units {
				who[0] += u.Code
			}
			want := map[rules.PersonID]string{}
			if c.heads != "" {
				want[0], want[o.an], want[o.dieu] = c.all, "head", "coordinator"
			}
			if said != c.heads || fmt.Sprint(who) != fmt.Sprint(want) {
				t.Errorf("%s: %q for %v, want %q for %v", c.now, said, who, c.heads, want)
			}
			w, _, err = work.WeekOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.minh}))
			if len(w.Units) > 0 {
				t.Errorf("%s: the delegate reads %+v", c.now, w)
			}
			return err
		})
	}
}
