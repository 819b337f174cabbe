package pilot_test

import (
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
)

// December is published in January, whose year nobody has entered yet: the sheet is read, petitioned and answered all the
// same. The last days are not guessed; nobody's petition is late by a day that can't be told, and no digest fails.
func TestAYearThatIsNotEnteredYetStopsNoSheetAndNoPetition(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.at("2026-12-28 09:00")
	id := s.open("A3")
	s.at("2027-01-04 09:00")
	none := map[evaluation.Component]string{}
	for _, c := range []evaluation.Component{evaluation.Quantity, evaluation.Quality, evaluation.Progress} {
		none[c] = "không được giao việc trong tháng"
	}
	s.score("A2", id, evaluation.Given{NotApplicable: none})
	s.publish("A2", id)
	if c := s.caseOf("A3", id); !c.Files || c.FileUntil != 0 {
		t.Errorf("the person may file %v until %s", c.Files, c.FileUntil)
	}
	s.at("2027-03-01 09:00")
	s.mustBy("A3", func(do pilot.Do) error {
		_, err := score.File(do, score.Step{ID: id}, "xem lại điểm tiến độ")
		return err
	})
	if c := s.caseOf("A1", id); !c.Answers || c.AnswerUntil != 0 {
		t.Errorf("the level above may answer %v until %s", c.Answers, c.AnswerUntil)
	}
	s.mustBy("A1", func(do pilot.Do) error {
		readers, err := score.ScoringReaders(do)
		if err != nil {
			return err
		}
		due, err := score.PetitionsDue(do)
		if len(readers)+len(due) > 0 {
			t.Errorf("%v are told of %d petitions on a day that is none", readers, len(due))
		}
		return err
	})
	s.pilot.Calendar.Years[2027] = rules.Year{}
	if c := s.caseOf("A1", id); c.AnswerUntil != rules.MustDate("2027-03-10") {
		t.Errorf("once the year is entered it is answered until %s", c.AnswerUntil)
	}
}
