package jobs

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSchedules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spec, now string
		want      []string
	}{
		{"30 7 * * *", "2026-11-23 07:30", []string{"2026-11-24 07:30", "2026-11-25 07:30"}},
		{"*/10 * * * *", "2026-11-23 23:55", []string{"2026-11-24 00:00", "2026-11-24 00:10"}},
		{"0 9 * * 1", "2026-11-23 09:00", []string{"2026-11-30 09:00", "2026-12-07 09:00"}},
		{"0 0 29 2 *", "2026-11-23 09:00", []string{"2028-02-29 00:00", "2032-02-29 00:00"}},
		{"0 8 1 * 1", "2026-11-23 09:00", []string{"2026-11-30 08:00", "2026-12-01 08:00"}},
		{"TZ=UTC 0 1 * * *", "2026-11-23 09:00", []string{"2026-11-24 08:00", "2026-11-25 08:00"}},
		{"@every 1h30m", "2026-11-23 09:00", []string{"2026-11-23 10:30", "2026-11-23 12:00"}},
		{"@daily", "2026-11-23 09:00", []string{"2026-11-24 00:00", "2026-11-25 00:00"}},
	} {
		s, err := ParseSchedule(c.spec, saigon)
		if err != nil {
			t.Errorf("%q: %v", c.spec, err)
			continue
		}
		var got []string
		for x := s.Next(at(c.now)); len(got) < len(c.want); x = s.Next(x) {
			got = append(got, x.In(saigon).Format("2006-01-02 15:04"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q after %s: %v, want %v", c.spec, c.now, got, c.want)
		}
		if got, want := s.EitherDay(), c.spec == "0 8 1 * 1"; got != want {
			t.Errorf("%q: either day %v, want %v", c.spec, got, want)
		}
	}
}

func TestFaultySchedulesAreRefused(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string]string{
		"":                          "is no schedule",
		"every day":                 "is no schedule",
		"TZ=Asia/Ho_Chi_Minh":       "is no schedule", // the library panics on it
		"TZ=Nowhere/City 0 9 * * *": "is no schedule",
		"61 * * * *":                "is no schedule",
		"0 0 9 * * *":               "is no schedule", // six fields
		"*/0 * * * *":               "is no schedule",
		"0 0 30 2 *":                "never comes",
		"0 0 31 4,6 *":              "never comes",
		"@every 30s":                "more than once a minute",
		"@every -1h":                "more than once a minute",
	} {
		if _, err := ParseSchedule(spec, saigon); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", spec, err, want)
		}
	}
}

func TestAScheduleInAZoneThatChangesItsClock(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSchedule("30 7 * * *", berlin)
	if err != nil {
		t.Fatal(err)
	}
	last := time.Date(2026, 10, 23, 12, 0, 0, 0, berlin)
	newest, more := s.newest(last, time.Date(2026, 10, 27, 12, 0, 0, 0, berlin)) // the clock goes back on the 25th
	if !more || newest.Format("2006-01-02 15:04") != "2026-10-27 07:30" {
		t.Errorf("the newest at %v, others before it %v, want 27 October, 07:30, and others", newest, more)
	}
}

func TestTheNewestOfManyPlannedMomentsIsTheOneThatAWalkThroughAllFinds(t *testing.T) {
	t.Parallel()
	luck := rand.New(rand.NewPCG(3, 9))
	for _, zone := range []string{"Asia/Ho_Chi_Minh", "Europe/Berlin"} {
		z, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range []string{"* * * * *", "*/7 8-17 * * 1-5", "30 7 * * *", "30 2 * * *", "0 0 29 2 *", "10 7 1 * *", "0 17 * * 5", "@every 1h30m", "@every 50h", "@daily"} {
			s, err := ParseSchedule(spec, z)
			if err != nil {
				t.Fatal(err)
			}
			for range 40 {
				last := time.Date(2026, 3, 20, 0, 0, 0, 0, z).Add(time.Duration(luck.IntN(300*24*3600)) * time.Second)
				now := last.Add(time.Duration(luck.IntN(1<<luck.IntN(23))) * time.Second)
				var want time.Time
				n := 0
				for next := s.Next(last); !next.IsZero() && !next.After(now); next = s.Next(next) {
					want, n = next, n+1
				}
				if got, more := s.newest(last, now); !got.Equal(want) || more != (n > 1) {
					t.Fatalf("%s in %s after %v until %v: %v, others %v; a walk finds %v, the newest of %d", spec, zone, last, now, got, more, want, n)
				}
			}
		}
	}
}

func TestTheEngineRefusesWhatItCantRun(t *testing.T) {
	t.Parallel()
	run := func(*Run) error { return nil }
	good := Job{Name: "a", Spec: "@hourly", Missed: Roll, Run: run}
	d := Deps{Pilot: newPilot()}
	for want, c := range map[string]struct {
		list  []Job
		specs map[string]string
	}{
		`two jobs are called "a"`:     {list: []Job{good, good}},
		"job b: it must say":          {list: []Job{{Name: "b", Spec: "@hourly", Missed: Roll}}},
		"job c: it must say":          {list: []Job{{Name: "c", Spec: "@hourly", Run: run}}},
		`job a: "0 0 30 2 *" never`:   {list: []Job{good}, specs: map[string]string{"a": "0 0 30 2 *"}},
		`no job is called "z": there`: {list: []Job{good}, specs: map[string]string{"z": "@daily"}},
	} {
		if _, err := New(d, c.list, c.specs); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := New(d, All(Backup{}), Specs()); err != nil {
		t.Errorf("our own jobs: %v", err)
	}
}
