package survey

import (
	"errors"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// ByLink is the wave that a unit's link leads to today. It refuses a link that there is not, and one whose wave is
// closed or did not begin.
func ByLink(do pilot.Do, token string) (w survey.Wave, unit rules.UnitID, err error) {
	unit, err = do.Tx.UnitOfLink(token)
	if errors.Is(err, store.ErrNotFound) {
		return w, 0, rules.Refuse("survey.unknown")
	}
	if err != nil {
		return w, 0, err
	}
	w, err = Of(do, survey.Citizens, unit)
	return w, unit, err
}

// LinkOf is the token of the link of a unit that was asked about.
func LinkOf(do pilot.Do, unit rules.UnitID) (string, error) { return do.Tx.UnitLink(unit) }

// Of is the wave that asks about a unit today.
func Of(do pilot.Do, a survey.Audience, unit rules.UnitID) (survey.Wave, error) {
	list, err := do.Tx.OpenWaves(a)
	if err != nil {
		return survey.Wave{}, err
	}
	for _, w := range list {
		if w.Open(do.Today) && w.Asks(unit) {
			return w, nil
		}
	}
	return survey.Wave{}, rules.Refuse("survey.over")
}

// Given is an answer as it is given by phone.
type Given struct {
	Wave survey.WaveID
	Unit rules.UnitID
	Who  survey.Who
	By   store.Answerer
	survey.Answer
}

// Answer counts an answer. Nothing of who gave it stays but a keyed hash, until the wave closes. It refuses one that is
// not whole, a wave that is over, and a second one of the same account.
func Answer(do pilot.Do, g Given) error {
	if err := do.Assert(pilot.AnswerSurvey, rules.Subject{}); err != nil {
		return err
	}
	if err := takes(do, g); err != nil {
		return err
	}
	if !g.Whole() {
		return rules.Refuse("press.stale")
	}
	first, err := do.Tx.Answered(g.Wave, g.Unit, g.By)
	if err != nil {
		return err
	}
	if !first {
		return rules.Refuse("survey.answered")
	}
	return do.Tx.AddCounts(g.Wave, g.Counts(g.Unit, g.Who)...)
}

// takes refuses a wave that doesn't ask this about the unit today.
func takes(do pilot.Do, g Given) error {
	w, err := do.Tx.Wave(g.Wave)
	if err != nil {
		return err
	}
	switch {
	case !w.Open(do.Today) || !w.Asks(g.Unit):
		return rules.Refuse("survey.over")
	case !w.Audience.Takes(g.Who):
		return rules.Refuse("press.stale")
	case w.Audience == survey.Staff:
		return ofStaff(do, g)
	}
	return nil
}

// ofStaff refuses a pulse to whoever is not of the staff that it asks.
func ofStaff(do pilot.Do, g Given) error {
	if do.By.Person == 0 {
		return rules.Refuse("survey.over")
	}
	p, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return err
	}
	w, unit, _, err := StaffWave(do, p, g.By)
	if err != nil {
		return err
	}
	if w.ID != g.Wave || unit != g.Unit {
		return rules.Refuse("survey.over")
	}
	return nil
}

// Comment keeps what somebody who has answered adds in words, apart from the answer.
func Comment(do pilot.Do, g Given, text string) error {
	if err := do.Assert(pilot.AnswerSurvey, rules.Subject{}); err != nil {
		return err
	}
	if err := takes(do, g); err != nil {
		return err
	}
	if err := survey.CheckComment(text); err != nil {
		return err
	}
	has, err := do.Tx.HasAnswered(g.Wave, g.Unit, g.By)
	if err != nil {
		return err
	}
	if !has {
		return rules.Refuse("press.stale")
	}
	return do.Tx.AddComment(g.Wave, g.Unit, text)
}

// StaffWave is the pulse that asks somebody of the staff today, for which of its units: their own, or the nearest above.
// ok is false where none does, or they have answered.
func StaffWave(do pilot.Do, p rules.Person, account store.Answerer) (w survey.Wave, unit rules.UnitID, ok bool, err error) {
	if p.Unit == 0 {
		return w, 0, false, nil
	}
	list, err := do.Tx.OpenWaves(survey.Staff)
	if err != nil || len(list) == 0 {
		return w, 0, false, err
	}
	w, unit, err = nearest(do, list, p.Unit)
	if err != nil || unit == 0 {
		return w, 0, false, err
	}
	has, err := do.Tx.HasAnswered(w.ID, unit, account)
	return w, unit, !has, err
}

// nearest is the wave of a list that asks the staff of a unit today, for which of its units: this one, or the nearest above; 0: none does.
func nearest(do pilot.Do, list []survey.Wave, of rules.UnitID) (w survey.Wave, unit rules.UnitID, err error) {
	up, err := do.Tx.Ancestors(of)
	if err != nil {
		return w, 0, err
	}
	near := []rules.UnitID{of}
	for _, u := range up {
		near = append(near, u.ID)
	}
	for _, u := range near {
		for _, w := range list {
			if w.Open(do.Today) && w.Asks(u) {
				return w, u, nil
			}
		}
	}
	return w, 0, nil
}
