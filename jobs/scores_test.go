package jobs

import (
	"slices"
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// scored is the office with common criteria, whose units are in the pilot.
func scored(t *testing.T, now string) (*house, office) {
	t.Helper()
	h := newHouse(t, at(now))
	o := newOffice(h)
	h.pilot.Scoring = evaluation.Settings{Policy: evaluation.DefaultPolicy(), Criteria: []evaluation.Criteria{{
		Version: "2026", Since: day("2026-01-01"), Groups: []evaluation.Group{{Name: "I", Criteria: []evaluation.Criterion{{Key: "I.1", Text: "Một", Max: task.N(30)}}}},
	}}}
	return h, o
}

// staffed is how many people the office has who are scored: all but the operator; all of its units are in the pilot.
const staffed = 7

func marks() evaluation.Common { return evaluation.Common{"I.1": {Points: task.N(30)}} }

func (h *house) evaluations(from string) (out []evaluation.Evaluation) {
	h.t.Helper()
	return read(h, func(tx *store.Tx) ([]evaluation.Evaluation, error) { return tx.Evaluations(day(from), day(from)) })
}

// as does something by somebody at the house's moment.
func (h *house) as(p rules.PersonID, fn func(do pilot.Do) error) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error { return fn(h.pilot.Do(tx, h.now, pilot.Actor{Person: p})) })
}

// The evaluations of a month are opened on its day, once, whatever is restarted; where the bot was down over the whole
// stretch they are opened until the publication is due, and after that no more.
func TestTheEvaluationsOfAMonthAreOpenedOnceInTheirTime(t *testing.T) {
	t.Parallel()
	h, _ := scored(t, "2026-11-18 08:00")
	e := h.engine(scores())
	for _, c := range []struct {
		now  string
		open int
	}{{"2026-11-18 08:00", 0}, {"2026-11-19 08:00", 0}, {"2026-11-20 07:09", 0}, {"2026-11-20 07:11", staffed}, {"2026-11-21 08:00", staffed}} {
		h.tick(e, at(c.now))
		if got := len(h.evaluations("2026-11-01")); got != c.open {
			t.Errorf("%s: %d are open, want %d", c.now, got, c.open)
		}
	}
	h.restart()
	e = h.engine(scores())
	h.tick(e, at("2026-11-23 08:00"))
	if got := len(h.evaluations("2026-11-01")); got != staffed {
		t.Errorf("%d after a restart", got)
	}
	h.tick(e, at("2027-01-04 08:00")) // down over all of December's days for it
	if got := len(h.evaluations("2026-12-01")); got != staffed {
		t.Errorf("after an outage %d of December are open", got)
	}
	h.tick(e, at("2027-02-20 08:00")) // and over all of January's: too late for that one
	if got, next := len(h.evaluations("2027-01-01")), len(h.evaluations("2027-02-01")); got != 0 || next != staffed {
		t.Errorf("after a longer outage %d of January and %d of February are open", got, next)
	}
}

// Who is asked in which digest: the person at the beginning and at the end of the days for it, the scorer in theirs,
// the level above once it is late; never two days in a row for the same.
func TestTheStepsOfAMonthAreToldInTheDigestsOfThoseWhoTakeThem(t *testing.T) {
	t.Parallel()
	h, o := scored(t, "2026-11-20 07:00")
	e := h.engine(scores())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-20 07:10"))
	self, scoring := map[rules.PersonID][]string{}, map[rules.PersonID][]string{}
	for d := day("2026-11-20"); d <= day("2026-12-18"); d++ {
		h.now = d.At(450, saigon)
		h.write(func(tx *store.Tx) error {
			do := h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"})
			for _, p := range must(score.SelfReaders(do)) {
				self[p] = append(self[p], d.String()[5:])
			}
			for _, p := range must(score.ScoringReaders(do)) {
				scoring[p] = append(scoring[p], d.String()[5:])
				mine := h.pilot.Do(tx, h.now, pilot.Actor{Person: p})
				steps, petitions := must(score.ScoringOf(mine)), must(score.PetitionsDue(mine))
				if len(steps)+len(petitions) == 0 {
					t.Errorf("%s: person %d is a reader and has nothing to read", d, p)
				}
			}
			return nil
		})
		for _, e := range h.evaluations("2026-11-01") {
			if e.Person == o.lan && d == day("2026-11-23") {
				h.as(o.lan, func(do pilot.Do) error { _, err := score.SelfScore(do, score.Step{ID: e.ID}, marks(), ""); return err })
			}
		}
	}
	if got := self[o.lan]; !slices.Equal(got, []string{"11-20"}) {
		t.Errorf("Lan is asked on %v", got)
	}
	if got := self[o.minh]; !slices.Equal(got, []string{"11-20", "11-25"}) {
		t.Errorf("Minh is asked on %v", got)
	}
	if got := scoring[o.an]; !slices.Equal(got, []string{"11-26", "11-27", "11-30", "12-07", "12-14"}) {
		t.Errorf("An, who scores, is told on %v", got)
	}
	if got := scoring[o.director]; !slices.Equal(got, []string{"11-26", "11-27", "11-30", "12-07", "12-14"}) {
		t.Errorf("the director, over An, is told on %v", got)
	}
}

// Whom a petition waits for hears of it the working day before it is due, on that day, and once it is late with the level
// above; its days are working days.
func TestAPetitionIsRememberedByWorkingDays(t *testing.T) {
	t.Parallel()
	h, o := scored(t, "2026-11-20 07:00")
	e := h.engine(scores())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-20 07:10"))
	none := map[evaluation.Component]string{evaluation.Quantity: "không có việc", evaluation.Quality: "không có việc", evaluation.Progress: "không có việc"}
	for _, e := range h.evaluations("2026-11-01") {
		if e.Person != o.lan {
			continue
		}
		step := score.Step{ID: e.ID}
		h.now = at("2026-12-01 09:00")
		h.as(o.an, func(do pilot.Do) error {
			_, err := score.Score(do, step, evaluation.Given{Common: marks(), NotApplicable: none})
			return err
		})
		h.as(o.an, func(do pilot.Do) error { _, err := score.Publish(do, step); return err })
		h.now = at("2026-12-04 09:00")
		h.as(o.lan, func(do pilot.Do) error { _, err := score.File(do, step, "tính thiếu"); return err })
	}
	var told []string
	for d := day("2026-12-04"); d <= day("2026-12-22"); d++ {
		h.now = d.At(450, saigon)
		h.write(func(tx *store.Tx) error {
			for _, x := range must(score.PetitionsDue(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.director}))) {
				line := d.String()[5:]
				if x.Late {
					line += " late"
				}
				told = append(told, line)
			}
			return nil
		})
	}
	// Filed on Friday the 4th; seven working days, Saturday the 12th worked among them, end on Monday the 14th.
	if !slices.Equal(told, []string{"12-12", "12-14", "12-15 late", "12-21 late"}) {
		t.Errorf("the director is told on %v", told)
	}
}
