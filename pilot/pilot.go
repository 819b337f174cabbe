// Package pilot holds the use cases of the telework pilot: each loads facts,
// lets the rules decide, saves, audits and queues what others must be told, all
// in the caller's transaction. What people may read is returned as
// *rules.Refusal; any other error is a fault.
package pilot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// Notice is a text that people agree to, in versions: when the version grows,
// it is asked for again.
type Notice struct {
	Version int
	Text    map[string]string // by language
}

// Pilot is the configuration under which the use cases run.
type Pilot struct {
	Calendar   *rules.Calendar
	Policies   *rules.PolicyBook   // of the configuration; PolicyBook adds what was decided since
	Consent    Notice              // data notice (thông báo xử lý dữ liệu cá nhân); version 0: none is asked for
	Commitment Notice              // commitment to progress, volume and quality (bản cam kết); version 0: none
	Authority  string              // staff code of who decides above the top, empty: nobody does
	Powers     rules.PowerPolicy   // how changes of who holds power are confirmed
	Requests   rules.RequestPolicy // how long decisions can be undone, and answers are waited for
	Tasks      task.Policy         // equivalence, lights, the message budget
	Scoring    evaluation.Settings // by which criteria periods are scored, and how
	Sheet      rules.SheetForm     // how the time sheet of a month is written
	Data       rules.DataPolicy    // how fast data requests are answered, how long what is kept

	file *Pilot // without what was entered beside the configuration; nil: it is that
}

// Who returns the person behind an account and their language, both empty for a stranger.
func (do Do) Who(chat int64, on rules.Date) (rules.Person, string, error) {
	person, err := do.Tx.PersonByChat(chat, on)
	if errors.Is(err, store.ErrNotFound) {
		s, err := do.Tx.Stranger(chat)
		return rules.Person{}, s.Language, err
	}
	if err != nil || !person.Active {
		return rules.Person{}, "", err
	}
	return person, person.Language, nil
}

// Actor returns what the access rules know of a person.
func (do Do) Actor(person rules.Person, on rules.Date) (rules.Actor, error) {
	a := rules.Actor{Person: person.ID, Unit: person.Unit, Roles: person.Roles}
	var err error
	if a.HeadOf, a.ActsFor, err = do.Tx.Decides(person.ID, on); err != nil {
		return a, err
	}
	if a.Above, a.ActsAbove, err = do.above(person.ID, on); err != nil {
		return a, err
	}
	if len(a.HeadOf)+len(a.ActsFor) > 0 || a.Above || a.ActsAbove {
		a.Roles |= rules.Head
	}
	return a, nil
}

// above reports whether a person is the named authority above the top, and whether
// they stand in for it on a day.
func (do Do) above(person rules.PersonID, on rules.Date) (own, acts bool, err error) {
	authority, err := do.authority()
	if err != nil || authority == 0 || authority == person {
		return authority != 0, false, err
	}
	given, err := do.Tx.Delegations(person, on)
	if err != nil {
		return false, false, fmt.Errorf("find what was delegated: %w", err)
	}
	return false, slices.ContainsFunc(given, func(d rules.Delegation) bool {
		return d.From == authority && d.To == person && d.First <= on && on <= d.Last
	}), nil
}

// NamesNear lists the names of those whom somebody may mean by a given name alone.
func (do Do) NamesNear(a rules.Actor) ([]string, error) {
	return do.Tx.NamesNear(a.Person, a.Unit, slices.Concat(a.HeadOf, a.ActsFor), do.Today)
}

// Subject names whom a person's data belongs to, for the access rules.
func (do Do) Subject(person rules.PersonID, unit rules.UnitID) (rules.Subject, error) {
	s := rules.Subject{Person: person, Unit: unit}
	up, err := do.Tx.Ancestors(unit)
	if err != nil {
		return s, fmt.Errorf("find the units above: %w", err)
	}
	for _, u := range up {
		s.Ancestors = append(s.Ancestors, u.ID)
	}
	return s, nil
}

// Today is the day of now in the agency's time zone.
func (p *Pilot) Today(now time.Time) rules.Date {
	return rules.DateOf(now.In(p.Calendar.Location))
}

// Notify queues a notice to a person.
func (do Do) Notify(to rules.PersonID, dedupe string, m rules.Message, rows ...[]store.Button) error {
	err := do.Queue(store.Out{
		Person: to, Lane: store.LaneNotice, Dedupe: dedupe,
		Body: store.Body{Screen: &store.Screen{Text: m, Rows: rows}},
	})
	return err
}

// TellUnreachable tells the coordinators that a person's account refuses messages.
func (do Do) TellUnreachable(id rules.PersonID) error {
	person, err := do.Tx.Person(id, do.Today)
	if err != nil {
		return fmt.Errorf("find who can't be reached: %w", err)
	}
	return do.TellCoordinators(fmt.Sprintf("unreachable:%d:%d", id, do.Now.UnixMilli()), rules.Msg("notice.unreachable", "name", person.Called()), id)
}

// TellCoordinators queues a notice to every coordinator except one person.
func (do Do) TellCoordinators(dedupe string, m rules.Message, except rules.PersonID) error {
	list, err := do.Tx.PeopleWithRole(rules.Coordinator, do.Today)
	if err != nil {
		return fmt.Errorf("find the coordinators: %w", err)
	}
	for _, c := range list {
		if c.ID == except || !c.Linked {
			continue
		}
		if err := do.Notify(c.ID, fmt.Sprintf("%s:%d", dedupe, c.ID), m); err != nil {
			return err
		}
	}
	return nil
}
