package survey

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/survey"
)

// prompting are the pulses whose day it is to be asked about: the first working day of each, and again after so many as the
// configuration says. Nobody looks who has answered: whether somebody was asked again would tell it.
func prompting(do pilot.Do) (out []survey.Wave, err error) {
	list, err := do.Tx.OpenWaves(survey.Staff)
	if err != nil || len(list) == 0 || !do.Calendar.IsWorking(do.Today) {
		return nil, err
	}
	for _, w := range list {
		if !w.Open(do.Today) {
			continue
		}
		n, err := do.Calendar.WorkingDays(w.First, do.Today)
		if err != nil {
			continue // a year without calendar: it is not known which day it is
		}
		if every := do.Tasks.PulseEvery; n == 1 || every > 0 && (n-1)%every == 0 {
			out = append(out, w)
		}
	}
	return out, nil
}

// PulseReaders are those of the staff whom a pulse asks and whose day it is to be told so, whether they have answered or not.
func PulseReaders(do pilot.Do) (out []rules.PersonID, err error) {
	waves, err := prompting(do)
	for _, w := range waves {
		for _, u := range w.Units {
			below, err := do.Tx.Branch(u)
			if err != nil {
				return nil, err
			}
			for _, b := range append(below, u) {
				members, err := do.Tx.Members(b, do.Today)
				if err != nil {
					return nil, err
				}
				for _, p := range members {
					if p.Linked && p.Active {
						out = append(out, p.ID)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), err
}

// Pulse is the pulse of which the reader's digest tells today; ok is false for none.
func Pulse(do pilot.Do) (w survey.Wave, ok bool, err error) {
	waves, err := prompting(do)
	if err != nil || len(waves) == 0 {
		return w, false, err
	}
	p, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil || p.Unit == 0 {
		return w, false, err
	}
	w, unit, err := nearest(do, waves, p.Unit)
	return w, unit != 0, err
}
