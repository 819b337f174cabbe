package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"tainha/phrase"
	"tainha/rules"
	"tainha/sandbox"
)

// newDemo runs a demo on a free port until the test ends; everybody has been greeted.
func newDemo(t *testing.T, at string) *demo {
	t.Helper()
	command := demoCmd{Listen: "127.0.0.1:0", At: at}
	begin := time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	d, err := command.start(ctx, &process{stderr: io.Discard, stdout: io.Discard, now: func() time.Time { return begin }})
	if err != nil {
		stop()
		t.Fatalf("start the demo: %v", err)
	}
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- d.run(ctx, func() { close(ready) }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended: %v", err)
		}
		if err := d.close(); err != nil {
			t.Errorf("close the demo: %v", err)
		}
	})
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatalf("the demo ended before it was ready: %v", err)
	}
	return d
}

func exampleCalendar(t *testing.T) *rules.Calendar {
	t.Helper()
	config, err := parseConfig("config.example.yaml", exampleConfig)
	if err != nil {
		t.Fatal(err)
	}
	return &config.Calendar
}

func TestTheGuidesWordsNameADayThatCanBeHadOnWhicheverDayTheDemoBegins(t *testing.T) {
	t.Parallel()
	calendar := exampleCalendar(t)
	for now := time.Date(2026, time.January, 1, 10, 0, 0, 0, calendar.Location); now.Year() < 2028; now = now.AddDate(0, 0, 1) {
		today := rules.DateOf(demoTime(calendar, now))
		words, err := demoWish(calendar, today)
		if err != nil {
			t.Fatalf("on %s: %v", today, err)
		}
		want, err := freeDay(calendar, today, guideAhead)
		if err != nil {
			t.Fatal(err)
		}
		w := phrase.Read(words, today, calendar).Wishes[0]
		if w.Intent != phrase.Home || len(w.Days) != 1 || w.Days[0] != (rules.Slot{Date: want}) || w.Open || len(w.Options) > 0 {
			t.Errorf("on %s %q is read as %v %v, not %s", today, words, w.Intent, w.Days, want)
		}
	}
}

func TestADemoBeginsInWorkingHours(t *testing.T) {
	t.Parallel()
	calendar := exampleCalendar(t)
	at := func(s string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02T15:04", s, calendar.Location)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, c := range []struct{ rule, now, want string }{
		{"in working hours it is now", "2026-11-23T10:15", "2026-11-23T10:15"},
		{"before them it is nine", "2026-11-23T06:00", "2026-11-23T09:00"},
		{"in the evening it is nine on the next working day", "2026-11-23T21:00", "2026-11-25T09:00"},
		{"at the weekend it is Monday", "2026-11-28T10:00", "2026-11-30T09:00"},
		{"in a year without data it is a day of one that has them", "2031-05-05T10:00", "2026-11-23T09:00"},
	} {
		if got := demoTime(calendar, at(c.now)); !got.Equal(at(c.want)) {
			t.Errorf("%s: at %s the demo begins at %s", c.rule, c.now, got)
		}
	}
}

// The guide is followed as the page's "do it for me" does: press the newest
// button with the label, else say the words.
func TestTheGuideCanBeFollowedWheneverTheDemoBegins(t *testing.T) {
	t.Parallel()
	for _, at := range []string{"2026-11-23T09:00", "2026-11-25T16:30", "2026-11-26T08:00", "2026-11-27T15:59", "2026-02-12T10:00"} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			d := newDemo(t, at)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for _, step := range d.script.guide[:4] {
				follow(ctx, t, d.server, step)
			}
			_, err := d.server.WaitMessage(ctx, d.script.guide[3].Phone, func(m sandbox.Message) bool {
				return strings.Contains(m.Text, "Lịch làm việc tại nhà") && strings.Contains(m.Text, "✅ đã duyệt")
			})
			if err != nil {
				t.Errorf("the clerk's days show no approval: %v; %+v", err, d.server.Messages(d.script.guide[3].Phone))
			}
		})
	}
}

func follow(ctx context.Context, t *testing.T, server *sandbox.Server, step sandbox.Step) {
	t.Helper()
	words, phone := step.Try.VI, server.Phone(step.Phone)
	if !strings.ContainsAny(words, "✅📨") {
		if _, err := phone.Send(words); err != nil {
			t.Fatalf("%s: send %q: %v", step.Title.EN, words, err)
		}
		return
	}
	m, err := server.WaitMessage(ctx, step.Phone, func(m sandbox.Message) bool { _, has := m.Button(words); return has })
	if err != nil {
		t.Fatalf("%s: wait for the button %q: %v", step.Title.EN, words, err)
	}
	if _, err := phone.Tap(m.ID, words); err != nil {
		t.Fatalf("%s: press %q: %v", step.Title.EN, words, err)
	}
}
