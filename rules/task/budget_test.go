package task_test

import (
	"testing"

	"pgregory.net/rapid"

	"tainha/rules"
	"tainha/rules/task"
)

func where(am, pm rules.Place) rules.Whereabouts {
	return rules.Whereabouts{Halves: [2]rules.Place{am, pm}}
}

// The message budget (rules section 6): 2 on a day at home, 1 on an office day, none on
// leave, holidays and in closed hours; half a leave silences its half.
func TestTheMessageBudgetOfADay(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		am, pm rules.Place
		now    string
		want   int
	}{
		{rules.AtHome, rules.AtHome, "2026-11-23 09:00", 2},
		{rules.AtHome, rules.AtOffice, "2026-11-23 14:00", 2},
		{rules.AtOffice, rules.AtOffice, "2026-11-23 09:00", 1},
		{rules.HomeAsked, rules.HomeAsked, "2026-11-23 09:00", 1},
		{rules.IsAway, rules.IsAway, "2026-11-23 09:00", 0},
		{rules.IsAway, rules.AtHome, "2026-11-23 09:00", 0},
		{rules.IsAway, rules.AtHome, "2026-11-23 14:00", 2},
		{rules.AtOffice, rules.IsAway, "2026-11-23 14:00", 0},
		{rules.AtHome, rules.AtHome, "2026-11-23 12:00", 0}, // between the halves
		{rules.AtHome, rules.AtHome, "2026-11-23 17:00", 0},
		{rules.DayOff, rules.DayOff, "2026-11-24 09:00", 0},
		{rules.NotPosted, rules.NotPosted, "2026-11-23 09:00", 0},
	} {
		k := desk(x.now)
		if got := k.Policy.Allowance(k.Day(where(x.am, x.pm), 0)); got != x.want {
			t.Errorf("%d/%d at %s: %d, want %d", x.am, x.pm, x.now, got, x.want)
		}
	}
}

// Profiles, snooze and stop only take away (rules sections 6 and 12).
func TestWhatOneWantsToHear(t *testing.T) {
	t.Parallel()
	k := desk()
	home, off := where(rules.AtHome, rules.AtHome), where(rules.AtOffice, rules.AtOffice)
	for name, x := range map[string]struct {
		n    task.Notify
		at   rules.Whereabouts
		sent int
		kind task.MessageKind
		want task.Quiet
	}{
		"first at home":           {task.Notify{}, home, 0, task.MessageLight, task.Audible},
		"second at home":          {task.Notify{}, home, 1, task.MessageLight, task.Audible},
		"third at home":           {task.Notify{}, home, 2, task.MessageLight, task.QuietSpent},
		"second at the office":    {task.Notify{}, off, 1, task.MessageDigest, task.QuietSpent},
		"light at home":           {task.Notify{Profile: task.Light}, home, 1, task.MessagePlan, task.QuietSpent},
		"digest only, a light":    {task.Notify{Profile: task.DigestOnly}, home, 0, task.MessageLight, task.QuietKind},
		"digest only, the digest": {task.Notify{Profile: task.DigestOnly}, home, 0, task.MessageDigest, task.Audible},
		"digest only, the plan":   {task.Notify{Profile: task.DigestOnly}, home, 1, task.MessagePlan, task.Audible},
		"snoozed":                 {task.Notify{Snooze: at("2026-11-23 09:01")}, home, 0, task.MessageDigest, task.QuietSnooze},
		"snooze over":             {task.Notify{Snooze: at("2026-11-23 09:00")}, home, 0, task.MessageDigest, task.Audible},
		"stopped":                 {task.Notify{Stop: day("2026-11-23")}, home, 0, task.MessageDigest, task.QuietStop},
		"stop over":               {task.Notify{Stop: day("2026-11-22")}, home, 0, task.MessageDigest, task.Audible},
		"on leave":                {task.Notify{}, where(rules.IsAway, rules.IsAway), 0, task.MessageDigest, task.QuietDay},
	} {
		if got := k.MayTell(x.n, k.Day(x.at, x.sent), x.kind); got != x.want {
			t.Errorf("%s: %d, want %d", name, got, x.want)
		}
	}
}

// Whatever is queued, by whatever job at whatever hour, nobody gets more than their budget.
func TestNoDayBreaksTheBudget(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.SampledFrom([]rules.Place{rules.AtOffice, rules.AtHome, rules.HomeAsked, rules.IsAway})
		w := where(place.Draw(t, "am"), place.Draw(t, "pm"))
		n := task.Notify{Profile: rapid.SampledFrom([]task.Profile{task.Standard, task.Light, task.DigestOnly}).Draw(t, "profile")}
		sent := 0
		for minute := 0; minute < 24*60; minute += rapid.IntRange(5, 200).Draw(t, "minutes") {
			k := desk()
			k.Now = day("2026-11-23").At(minute, saigon)
			kind := task.MessageKind(rapid.IntRange(int(task.MessageDigest), int(task.MessageSurvey)).Draw(t, "kind"))
			if k.MayTell(n, k.Day(w, sent), kind) != task.Audible {
				continue
			}
			sent++
			here := w.Halves[0]
			if minute >= 12*60 {
				here = w.Halves[1]
			}
			if !k.Calendar.Open(k.Now) || here == rules.IsAway {
				t.Fatalf("told at minute %d", minute)
			}
		}
		most := 1
		if w.Halves[0] == rules.AtHome || w.Halves[1] == rules.AtHome {
			most = 2
		}
		if sent > most || n.Profile == task.Light && sent > 1 {
			t.Fatalf("%d messages to %+v in %v", sent, n, w)
		}
	})
}

// Snooze is 30 minutes, an hour or the next working morning; a stop ends by itself.
func TestSnoozeAndStop(t *testing.T) {
	t.Parallel()
	k := desk()
	for choice, want := range map[task.SnoozeChoice]string{
		task.SnoozeHalfHour: "2026-11-23 09:30", task.SnoozeHour: "2026-11-23 10:00", task.SnoozeMorning: "2026-11-25 07:30",
	} {
		n, err := k.Snooze(task.Notify{Person: binh}, choice)
		outcome(t, err, "")
		if !n.Snooze.Equal(at(want)) {
			t.Errorf("choice %d: until %v", choice, n.Snooze)
		}
	}
	_, err := k.Snooze(task.Notify{}, 9)
	refused(t, err, "task.snooze")
	_, err = desk("2026-12-31 09:00").Snooze(task.Notify{}, task.SnoozeMorning)
	refused(t, err, "task.due_unknown")
	n, err := k.Stop(task.Notify{}, day("2026-12-01"))
	outcome(t, err, "")
	n, err = k.Stop(n, 0)
	outcome(t, err, "")
	if n.Stop != 0 {
		t.Error("a stop can't be ended")
	}
	for _, d := range []string{"2026-11-22", "2027-02-24"} {
		_, err = k.Stop(task.Notify{}, day(d))
		refused(t, err, "task.stop_until")
	}
}
