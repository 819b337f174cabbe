package jobs

import (
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"tainha/rules"
)

// Schedule is when a job runs.
type Schedule struct {
	cron cron.Schedule
	zone *time.Location
}

// finest is the shortest time between two runs that a schedule may ask for.
const finest = time.Minute

// What ParseSchedule refuses of a spec that is a schedule.
var (
	ErrNever = errors.New("never comes: no such day")
	ErrOften = errors.New("comes more than once a minute")
)

// ParseSchedule reads a cron spec of five fields, or one like "@daily" and
// "@every 2h", in the given time zone unless the spec names another with a
// leading "TZ=". It refuses what is no schedule, what never comes (30 February)
// and what comes more than once a minute.
func ParseSchedule(spec string, zone *time.Location) (s Schedule, err error) {
	defer func() {
		if recover() != nil { // the parser panics on "TZ=Asia/Ho_Chi_Minh" without fields
			err = fmt.Errorf("%q is no schedule", spec)
		}
	}()
	s.zone = zone
	if s.cron, err = cron.ParseStandard(spec); err != nil {
		return s, fmt.Errorf("%q is no schedule: %w", spec, err)
	}
	// What comes at all comes within five years of any moment.
	first := s.Next(time.Date(2024, time.January, 1, 0, 0, 0, 0, zone))
	if first.IsZero() {
		return s, fmt.Errorf("%q %w", spec, ErrNever)
	}
	if s.Next(first).Sub(first) < finest {
		return s, fmt.Errorf("%q %w", spec, ErrOften)
	}
	return s, nil
}

// Next is the first planned moment after t, zero when none comes within five years.
func (s Schedule) Next(t time.Time) time.Time { return s.cron.Next(t.In(s.zone)) }

// EitherDay reports whether both a day of the month and a weekday are given:
// cron then runs on either of them, which is seldom what was meant.
func (s Schedule) EitherDay() bool {
	const star = 1 << 63 // cron's mark of a field that was left open
	spec, ok := s.cron.(*cron.SpecSchedule)
	return ok && spec.Dom&star == 0 && spec.Dow&star == 0
}

// newest returns the last planned moment after last and not after now, zero for none, and
// whether others stand before it. It doesn't walk through them all: after weeks without the
// program there are thousands.
func (s Schedule) newest(last, now time.Time) (at time.Time, more bool) {
	first := s.Next(last)
	if first.IsZero() || first.After(now) {
		return time.Time{}, false
	}
	at = first
	if every, ok := s.cron.(cron.ConstantDelaySchedule); ok {
		at = first.Add(now.Sub(first).Truncate(every.Delay))
	} else {
		for back := time.Minute; back < now.Sub(first); back *= 4 {
			if near := s.Next(now.Add(-back)); !near.IsZero() && !near.After(now) {
				at = near
				break
			}
		}
	}
	for next := s.Next(at); !next.IsZero() && !next.After(now); next = s.Next(next) {
		at = next
	}
	return at, at.After(first)
}

// opensToday is when the office is open next, where that is today; a year without calendar has no working day, and what
// was under way is over.
func (r *Run) opensToday() (opens time.Time, today bool) {
	opens, err := r.Pilot.Calendar.NextOpen(r.Now)
	if err != nil || rules.DateOf(opens.In(r.Now.Location())) != r.Today {
		r.Cursor = ""
		return time.Time{}, false
	}
	return opens, true
}
