package pilot_test

import (
	"fmt"
	"strings"
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// A head with forty people scores some, stops and goes on another day: who was scored stays so, and the list begins with
// who still waits.
func TestAHeadWithFortyPeopleCanStopAndGoOn(t *testing.T) {
	t.Parallel()
	const staff, first = 40, 17
	s := openScoring(t)
	var roster strings.Builder
	roster.WriteString(scoredOffice)
	for i := range staff {
		fmt.Fprintf(&roster, "M%02d,Người Thứ %02d,,P2,CV,,,01/01/2025\n", i+1, i+1)
	}
	s.mustBring(roster.String(), s.now)
	s.at("2025-11-25 09:00")
	for i := range staff {
		s.must(func(tx *store.Tx) error {
			p, err := tx.PersonByCode(fmt.Sprintf("M%02d", i+1), rules.DateOf(s.now))
			if err != nil {
				return err
			}
			from, to := score.Month(rules.DateOf(s.now))
			e, _, err := score.Open(s.pilot.Do(tx, s.now, pilot.Actor{Job: "scores"}), p.ID, from, to)
			if err != nil {
				return err
			}
			_, err = score.SelfScore(s.pilot.Do(tx, s.now, pilot.Actor{Person: p.ID}), score.Step{ID: e.ID}, fullMarks(), "")
			return err
		})
	}
	goOn := func(most int) (scored int) {
		for range most {
			s.mustBy("B1", func(do pilot.Do) error {
				list, err := score.Staff(do, do.Today)
				if err != nil || list[0].Evaluation.Stage != evaluation.SelfScored {
					return err
				}
				_, err = score.Score(do, score.Step{ID: list[0].Evaluation.ID}, evaluation.Given{Common: fullMarks()})
				scored++
				return err
			})
		}
		return scored
	}
	if n := goOn(first); n != first {
		t.Fatalf("%d were scored on the first day", n)
	}
	s.at("2025-11-28 16:00")
	s.mustBy("B1", func(do pilot.Do) error {
		list, err := score.Staff(do, do.Today)
		waits := 0
		for i, l := range list {
			if l.Evaluation != nil && score.Waits(do, *l.Evaluation) {
				if waits++; i != waits-1 {
					t.Errorf("%s waits, in place %d behind others who don't", l.Person.Name, i)
				}
			}
		}
		if waits != staff-first {
			t.Errorf("%d wait", waits)
		}
		return err
	})
	if n := goOn(staff); n != staff-first {
		t.Errorf("%d more were scored", n)
	}
}

// A quarter that is not over has no level, though all of its months until now were published; a month without a sheet that
// is over was one of absence, and is left out.
func TestAQuarterHasNoLevelBeforeItIsOver(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.at("2025-11-26 09:00")
	id := s.open("A3")
	s.gives("A3", "Việc", "2025-11-28 17:00", s.product("X", task.N(1)), task.N(1))
	s.at("2025-12-01 09:00")
	s.score("A2", id, evaluation.Given{})
	s.publish("A2", id)
	first, last := rules.MustDate("2025-10-01"), rules.MustDate("2025-12-31")
	for _, c := range []struct {
		when    string
		rated   bool
		missing int
	}{{"2025-12-02 09:00", false, 1}, {"2025-12-31 09:00", false, 1}, {"2026-01-02 09:00", true, 0}} {
		s.at(c.when)
		s.mustBy("A3", func(do pilot.Do) error {
			l, months, err := score.LongerOf(do, first, last)
			if got := l.Level > evaluation.NotRated; got != c.rated || len(l.Missing) != c.missing || len(months) != 1 {
				t.Errorf("%s: level %d, %d months missing", c.when, l.Level, len(l.Missing))
			}
			return err
		})
		s.mustBy("A2", func(do pilot.Do) error {
			rows, _, err := score.UnitRows(do, s.unit("P1").ID, first, last)
			if len(rows) != 1 || rows[0].Rated() != c.rated {
				t.Errorf("%s: the unit's list says %+v", c.when, rows)
			}
			return err
		})
	}
}
