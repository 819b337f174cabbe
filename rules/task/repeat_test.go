package task_test

import (
	"strings"
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// when writes occurrences as "day of the rhythm → deadline".
func when(list []task.Occurrence) string {
	var out []string
	for _, o := range list {
		out = append(out, o.Day.String()+" "+o.Due.In(saigon).Format("01-02 15:04"))
	}
	return strings.Join(out, ", ")
}

// A closed day moves to the working day before, a weekly one within its week; each is made in its time and
// once; of those that were missed the newest is made up.
func TestTheOccurrencesOfARepetitionComeInTheirTime(t *testing.T) {
	t.Parallel()
	friday := task.Pace{Rhythm: task.Weekly, Every: 1, Last: day("2026-12-31")}
	tuesday := friday
	fortnight := task.Pace{Rhythm: task.Weekly, Every: 2, Last: day("2026-12-31")}
	monthly := task.Pace{Rhythm: task.Monthly, Every: 1, Day: 31, Last: day("2026-12-31")}
	daily := task.Pace{Rhythm: task.Workdays, Every: 1, Last: day("2026-11-26")}
	for _, c := range []struct {
		name        string
		pace        task.Pace
		first, made string
		now         string
		want        string
		through     string
		over        bool
	}{
		{"not yet", friday, "2026-11-20", "2026-11-20", "2026-11-21 07:20", "", "2026-11-20", false},
		{"five days before", friday, "2026-11-20", "2026-11-20", "2026-11-23 07:20", "2026-11-27 11-27 16:00", "2026-11-27", false},
		{"not twice", friday, "2026-11-20", "2026-11-27", "2026-11-23 07:20", "", "2026-11-27", false},
		{"a holiday", tuesday, "2026-11-17", "2026-11-17", "2026-11-23 07:20", "2026-11-24 11-23 16:00", "2026-11-24", false},
		{"every two weeks", fortnight, "2026-11-13", "2026-11-13", "2026-11-23 07:20", "2026-11-27 11-27 16:00", "2026-11-27", false},
		{"the last of a short month, a Monday", monthly, "2026-10-31", "2026-10-31", "2026-11-25 07:20", "2026-11-30 11-30 16:00", "2026-11-30", false},
		{"a Saturday moves to the Friday before", task.Pace{Rhythm: task.Monthly, Every: 1, Day: 28, Last: day("2026-12-31")}, "2026-10-28", "2026-10-28",
			"2026-11-23 07:20", "2026-11-28 11-27 16:00", "2026-11-28", false},
		{"each working day on its morning", daily, "2026-11-23", "2026-11-23", "2026-11-25 07:20", "2026-11-25 11-25 16:00", "2026-11-25", false},
		{"no working day", daily, "2026-11-23", "2026-11-23", "2026-11-24 07:20", "", "2026-11-23", false},
		{"over", daily, "2026-11-23", "2026-11-26", "2026-11-26 07:20", "", "2026-11-26", true},
		{"the newest missed one is made up", friday, "2026-11-06", "2026-11-06", "2026-11-23 07:20", "2026-11-20 11-23 17:00, 2026-11-27 11-27 16:00", "2026-11-27", false},
		{"but where one falls today", daily, "2026-11-19", "2026-11-19", "2026-11-23 07:20", "2026-11-23 11-23 16:00", "2026-11-23", false},
	} {
		k := desk(c.now)
		r := task.Repeat{Pace: c.pace, Minute: 16 * 60, First: day(c.first), Made: day(c.made)}
		list, made, over := k.Pending(r)
		if got := when(list); got != c.want || made != day(c.through) || over != c.over {
			t.Errorf("%s: %q through %s, over %v; want %q through %s, %v", c.name, got, made, over, c.want, c.through, c.over)
		}
	}
}

// A year that was not entered is not guessed: nothing is made until it is.
func TestAYearWithoutCalendarIsWaitedFor(t *testing.T) {
	t.Parallel()
	r := task.Repeat{Pace: task.Pace{Rhythm: task.Weekly, Every: 1, Last: day("2027-06-30")}, Minute: 16 * 60, First: day("2026-12-25"), Made: day("2026-12-25")}
	if list, made, over := desk("2026-12-30 07:20").Pending(r); len(list) > 0 || made != r.Made || over {
		t.Errorf("%v through %s, over %v", when(list), made, over)
	}
}

func TestTheEndOfARepetition(t *testing.T) {
	t.Parallel()
	k := desk()
	weekly, monthly := task.Pace{Rhythm: task.Weekly, Every: 1}, task.Pace{Rhythm: task.Monthly, Every: 1, Day: 25}
	for _, c := range []struct {
		pace        task.Pace
		first, want string
	}{{weekly, "2026-11-27", "2026-12-31"}, {monthly, "2026-11-25", "2026-12-31"}, {monthly, "2026-12-25", "2027-12-31"}} {
		if got := k.EndOfRepeat(c.pace, day(c.first)); got != day(c.want) {
			t.Errorf("from %s it ends on %s, want %s", c.first, got, c.want)
		}
	}
	if got := k.LastOf(task.Pace{Rhythm: task.Weekly, Every: 1}, day("2026-11-27"), 3); got != day("2026-12-11") {
		t.Errorf("the third is on %s", got)
	}
	due := at("2026-11-27 16:00")
	for last, want := range map[string]string{"2026-11-26": "task.repeat.before", "2028-12-01": "task.repeat.far", "2026-11-27": ""} {
		err := k.CheckRepeat(task.Pace{Rhythm: task.Weekly, Every: 1, Last: day(last)}, due)
		if got := keyOf(err); got != want {
			t.Errorf("%s: %q, want %q", last, got, want)
		}
	}
}

func keyOf(err error) string {
	if r, is := err.(*rules.Refusal); is && len(r.Reasons) > 0 { //nolint:errorlint // it is never wrapped here
		return r.Reasons[0].Key
	}
	return ""
}

// The next is like the newest before it: K and shares as given, a changed product's K of today, accepted once.
func TestTheNextOccurrenceIsLikeTheNewest(t *testing.T) {
	t.Parallel()
	k := desk()
	newest := report(func(x *task.Task) {
		x.Repeat, x.Accepted, x.State, x.Done = 3, at("2026-11-20 11:00"), task.Confirmed, task.N(4)
		x.Shares = []task.Share{{Person: binh, Part: task.A(2, 3)}, {Person: chi, Part: task.A(1, 3)}}
	})
	o := task.Occurrence{Day: day("2026-12-04"), Due: at("2026-12-04 15:00")}
	next, err := k.Again(newest, o, task.Work{})
	if err != nil {
		t.Fatal(err)
	}
	if next.State != task.Accepted || !next.Done.IsZero() || !next.Work.K.Equal(task.A(3, 2)) || len(next.Shares) != 2 || next.Repeat != 3 || next.RepeatDay != o.Day {
		t.Errorf("the next is %+v", next)
	}
	next, err = k.Again(newest, o, task.Work{Product: 2, Kind: "Báo cáo", K: task.N(2)})
	if err != nil || !next.Work.K.Equal(task.N(2)) || !next.Work.Quantity.Equal(task.N(4)) {
		t.Errorf("with another K it is %+v, %v", next.Work, err)
	}
}

func TestARepetitionEndsWithWhoDoesItAndWithTheRight(t *testing.T) {
	t.Parallel()
	k := desk()
	r := task.Repeat{Unit: office}
	for name, c := range map[string]struct {
		change func(*task.Task)
		want   task.Ending
	}{
		"goes on":        {func(*task.Task) {}, task.Runs},
		"left":           {func(x *task.Task) { x.Owner = gone }, task.EndedLeft},
		"moved":          {func(x *task.Task) { x.Owner = giang; x.Assigner = director }, task.EndedMoved},
		"no right":       {func(x *task.Task) { x.Assigner = giang }, task.EndedRight},
		"a helper left":  {func(x *task.Task) { x.Shares = task.Together(binh, gone) }, task.EndedLeft},
		"one's own goes": {func(x *task.Task) { x.Assigner = binh }, task.Runs},
	} {
		if got := k.Ends(r, report(c.change)); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Stopping is for who gave the work and the heads over its owner, once.
func TestWhoStopsARepetition(t *testing.T) {
	t.Parallel()
	k := desk()
	for who, want := range map[rules.PersonID]string{an: "", director: "", binh: "task.own", chi: "task.not_over"} {
		if _, err := k.StopRepeat(task.Repeat{}, report(), by(who)); keyOf(err) != want {
			t.Errorf("person %d: %q, want %q", who, keyOf(err), want)
		}
	}
	if _, err := k.StopRepeat(task.Repeat{Ended: time.Unix(1, 0), Why: task.EndedOver}, report(), by(an)); keyOf(err) != "task.repeat.over" {
		t.Errorf("stopped twice: %v", err)
	}
}

// A first deadline that moved before a closed day belongs to that day: the next ones follow it, not the day to which it moved.
func TestADeadlineThatMovedBelongsToItsDay(t *testing.T) {
	t.Parallel()
	k := desk("2026-10-20 08:00")
	tuesday := task.Pace{Rhythm: task.Weekly, Every: 1, Day: 2, Last: day("2026-12-31")}
	first := task.Pace{Rhythm: task.Monthly, Every: 1, Day: 1, Last: day("2026-12-31")}
	for _, c := range []struct {
		pace               task.Pace
		said, falls, after string
	}{{tuesday, "2026-11-24", "2026-11-23", "2026-12-01"}, {first, "2026-11-01", "2026-10-30", "2026-12-01"}, {tuesday, "2026-11-17", "2026-11-17", "2026-11-24"}} {
		got, ok := k.FirstDay(c.pace, day(c.said))
		if !ok || got != day(c.falls) {
			t.Errorf("said for %s it falls on %s, %v; want %s", c.said, got, ok, c.falls)
		}
		r := k.Begin(task.Task{Due: got.At(16*60, saigon)}, c.pace)
		if r.First != day(c.said) || k.LastOf(c.pace, r.First, 2) != day(c.after) {
			t.Errorf("it begins on %s, then %s; want %s, then %s", r.First, k.LastOf(c.pace, r.First, 2), c.said, c.after)
		}
	}
	if _, ok := desk("2026-11-24 08:00").FirstDay(tuesday, day("2026-11-24")); ok {
		t.Error("it moved into the past")
	}
}
