package jobs

import (
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/pilot/evaluation"
	"tainha/pilot/people"
	"tainha/pilot/register"
	"tainha/pilot/request"
	"tainha/pilot/survey"
	"tainha/pilot/task"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// section is a part of the digest as the clock sees it: whose digest has it today. What
// it says is a panel of the bot under the same name, made when the digest is sent.
type section struct {
	Name    string
	Readers func(do pilot.Do) ([]rules.PersonID, error)
	Queued  func(do pilot.Do, reader rules.PersonID) error // notes what their digest tells once, nil: nothing
}

// sections is the list of the digest's parts; a test holds it to the bot's panels.
func sections() []section {
	return []section{
		{"waiting", request.WaitingReaders, nil},
		{"tasks", task.DigestReaders, task.NoteLights},
		{"silent", task.SilentReaders, nil},
		{"repeats", task.EndingReaders, nil},
		{"self_score", evaluation.SelfReaders, nil},
		{"scoring", evaluation.ScoringReaders, nil},
		{"recap", task.RecapReaders, nil},
		{"week", task.WeekReaders, nil},
		{"weeks", task.WeeksReaders, nil},
		{"calendar", register.CalendarReaders, nil},
		{"unlinked", people.UnlinkedReaders, nil},
		{"home", request.HomeReaders, nil},
		{"pulse", survey.PulseReaders, nil},
		{"groups", team.GroupsReaders, nil},
	}
}

// DigestSections names the parts of the digest.
func DigestSections() (names []string) {
	for _, s := range sections() {
		names = append(names, s.Name)
	}
	return names
}

// digest sends everybody for whom a section has something the one message of the day, at
// the opening of a working day. After the morning it is no longer worth having.
func digest() Job {
	return Job{Name: "digest", Spec: "30 7 * * *", Missed: Drop, Grace: 4 * time.Hour, Run: runDigest}
}

func runDigest(r *Run) error {
	opens, today := r.opensToday()
	if !today {
		return nil
	}
	return eachPerson(r, "digest of person", digestReaders, func(do pilot.Do, p rules.PersonID) error { return queueDigest(do, p, later(opens, r.Now)) })
}

// queueDigest queues a person's digest of today, once; what it tells once is noted where
// it is queued.
func queueDigest(do pilot.Do, p rules.PersonID, at time.Time) error {
	ref := pilot.DigestRef(p)
	queued, err := do.QueueNew(store.Out{Person: p, Dedupe: pilot.DigestKey(do.Today, p), NotBefore: at, Body: store.Body{Card: &ref}})
	if err != nil || !queued {
		return err
	}
	for _, s := range sections() {
		if s.Queued == nil {
			continue
		}
		if err := s.Queued(do, p); err != nil {
			return fmt.Errorf("section %s: %w", s.Name, err)
		}
	}
	return nil
}

// digestReaders is everybody for whom a section has something, by id; with the setting
// also every head in the pilot.
func digestReaders(do pilot.Do) (list []rules.PersonID, err error) {
	for _, s := range sections() {
		readers, err := s.Readers(do)
		if err != nil {
			return nil, fmt.Errorf("section %s: %w", s.Name, err)
		}
		list = append(list, readers...)
	}
	if do.Tasks.DigestAlways {
		heads, err := request.HeadsToday(do)
		if err != nil {
			return nil, err
		}
		list = append(list, heads...)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// later is the moment at which something planned is sent: zero for at once.
func later(at, now time.Time) time.Time {
	if at.After(now) {
		return at
	}
	return time.Time{}
}
