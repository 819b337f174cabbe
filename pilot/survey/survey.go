// Package survey holds the surveys of citizens and staff: waves, answers, printed forms and what they show (rules
// section 9). Nobody who answers is known: an answer adds to counts, and nothing is shown before the wave is closed.
package survey

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/store"
)

// Planned is a wave before it opens, with what it could show.
type Planned struct {
	survey.Wave
	Share    float64 // from which a fall is reckoned: that of the last baseline shown, else the published one
	Measured bool    // Share is one's own
	Margin   float64
	Fall     float64 // the smallest fall that two waves of so many answers see
	Needed   int     // answers of each wave that the margin needs
}

// assumed is the share from which falls are reckoned while there is none of one's own: the rules' example.
const assumed = 0.84

// Plan says what a wave can show. It refuses what Open refuses; nothing is kept.
func Plan(do pilot.Do, w survey.Wave) (Planned, error) {
	p := Planned{Wave: w, Share: assumed}
	if err := check(do, w); err != nil {
		return p, err
	}
	var err error
	if p.Margin, err = marginOf(do, w.Audience); err != nil {
		return p, err
	}
	if last, known, err := lastShare(do, w); err != nil {
		return p, err
	} else if known {
		p.Share, p.Measured = last, true
	}
	p.Fall, p.Needed = review.SmallestFall(p.Share, w.Expected), review.Needed(p.Share, p.Margin)
	return p, nil
}

func check(do pilot.Do, w survey.Wave) error {
	others, err := do.Tx.OpenWaves(w.Audience)
	if err != nil {
		return err
	}
	from, err := pilotFrom(do, w.Units)
	if err != nil {
		return err
	}
	return w.Check(do.Today, others, from)
}

// pilotFrom is the first day of the pilot in each unit that has one.
func pilotFrom(do pilot.Do, units []rules.UnitID) (map[rules.UnitID]rules.Date, error) {
	out := map[rules.UnitID]rules.Date{}
	for _, id := range units {
		u, err := do.Tx.Unit(id)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return nil, rules.Refuse("press.stale")
		case err != nil:
			return nil, fmt.Errorf("load a unit of the wave: %w", err)
		case !u.Active:
			return nil, rules.Refuse("people.unit_closed", "unit", u.Name)
		}
		if day := u.FirstInPilot(); day != 0 {
			out[id] = day
		}
	}
	return out, nil
}

// lastShare is the overall share of the newest closed wave before, where it may be shown.
func lastShare(do pilot.Do, w survey.Wave) (share float64, known bool, err error) {
	all, err := do.Tx.Waves(w.Audience)
	if err != nil {
		return 0, false, err
	}
	for _, earlier := range all {
		if earlier.Closed.IsZero() || earlier.Kind != survey.Baseline {
			continue
		}
		r, err := load(do, earlier)
		if err != nil {
			return 0, false, err
		}
		for _, s := range survey.Sources() {
			if cells := r.Cells[s]; len(cells) > 0 && cells[0].Shown {
				v := cells[0].Share(survey.Overall).Value()
				return v, v > 0 && v < 1, nil
			}
		}
	}
	return 0, false, nil
}

// Open opens a wave, as it was planned.
func Open(do pilot.Do, w survey.Wave) (survey.Wave, error) {
	if err := do.Assert(pilot.RunSurveys, rules.Subject{}); err != nil {
		return w, err
	}
	if err := check(do, w); err != nil {
		return w, err
	}
	w.ID, w.OpenedBy, w.Opened = 0, do.By.Person, do.Now
	slices.Sort(w.Units)
	w.Units = slices.Compact(w.Units)
	if err := do.Tx.AddWave(&w); err != nil {
		return w, err
	}
	if err := do.Tx.MakeLinks(w.Units...); err != nil {
		return w, err
	}
	return w, note(do, w.ID, "survey.open", nil, w)
}

func note(do pilot.Do, w survey.WaveID, action string, before, after any) error {
	return do.Audit(store.Entry{Action: action, Object: pilot.ObjectWave, ObjectID: int64(w), Before: before, After: after})
}

// Close ends a wave for good: who answered can't be told any more by anybody, and its results can be read.
func Close(do pilot.Do, id survey.WaveID) (survey.Wave, error) {
	if err := do.Assert(pilot.RunSurveys, rules.Subject{}); err != nil {
		return survey.Wave{}, err
	}
	w, err := do.Tx.Wave(id)
	if err != nil {
		return w, err
	}
	if !w.Closed.IsZero() {
		return w, rules.Refuse("survey.closed_already")
	}
	waiting, err := do.Tx.FormsWaiting(id)
	if err != nil {
		return w, err
	}
	if len(waiting) > 0 && do.By.Job == "" {
		return w, rules.Refuse("survey.forms_wait", "n", len(waiting))
	}
	if err := do.Tx.CloseWave(id, do.Now); err != nil {
		return w, err
	}
	w.Closed = do.Now
	return w, note(do, id, "survey.close", nil, nil)
}

// Grace is how many days after its last one a wave waits to be closed by somebody: printed forms are counted meanwhile.
const Grace = 14

// CloseOver closes the waves that ended long enough ago. Forms that nobody checked don't count.
func CloseOver(do pilot.Do) (n int, err error) {
	if err := do.Assert(pilot.RunSurveys, rules.Subject{}); err != nil {
		return 0, err
	}
	for _, a := range []survey.Audience{survey.Citizens, survey.Staff} {
		list, err := do.Tx.OpenWaves(a)
		if err != nil {
			return n, err
		}
		for _, w := range list {
			if w.Last+Grace >= do.Today {
				continue
			}
			if _, err := Close(do, w.ID); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// CommentFlow is the conversation in which a comment is awaited: the one thing by which an account is known meanwhile.
const CommentFlow = "survey_comment"

// awaited is how long a comment is awaited.
const awaited = time.Hour

// Forget closes the waves that are over, and forgets whose comments were awaited and never came.
func Forget(do pilot.Do) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	if _, err := CloseOver(do); err != nil {
		return err
	}
	_, err := do.Tx.DropAbandoned(CommentFlow, do.Now.Add(-awaited))
	return err
}

// marginOf is the margin of satisfaction, or of the staff pulse, as it was decided; before that the proposed one.
func marginOf(do pilot.Do, a survey.Audience) (float64, error) {
	key := survey.KeySatisfaction
	if a == survey.Staff {
		key = survey.KeyPulse
	}
	i, err := Indicator(do, key)
	return i.Part(), err
}
