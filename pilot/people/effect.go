package people

import (
	"fmt"
	"maps"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// TransferEffects says which days a transfer would put in conflict: the person's own in
// the new unit, and those of colleagues where there is one fewer or one more.
func TransferEffects(do pilot.Do, t Transfer) (request.Effects, error) {
	postings, err := do.Tx.Postings(t.Person)
	if err != nil {
		return request.Effects{}, fmt.Errorf("load the postings: %w", err)
	}
	after := transferred(postings, t)
	ids := []rules.UnitID{t.Unit}
	if was := postingOn(postings, t.From); was.Unit != 0 && was.Unit != t.Unit {
		ids = append(ids, was.Unit)
	}
	own, err := ownFacts(do, t.Person)
	if err != nil {
		return request.Effects{}, err
	}
	units := make([]rules.Unit, len(ids))
	for i, id := range ids {
		if units[i], err = do.Tx.Unit(id); err != nil {
			return request.Effects{}, fmt.Errorf("load the unit: %w", err)
		}
	}
	return request.EffectsOf(do, units, func(f *rules.Facts) {
		f.Postings = append(slices.DeleteFunc(slices.Clone(f.Postings), func(p rules.Posting) bool { return p.Person == t.Person }), after...)
		f.Days = slices.DeleteFunc(slices.Clone(f.Days), func(h rules.HomeDay) bool { return h.Person == t.Person })
		for _, h := range own.days {
			if h.Date >= t.From && h.State != rules.Done {
				h.Unit = postingOn(after, h.Date).Unit
			}
			f.Days = append(f.Days, h)
		}
		f.Absences = append(slices.DeleteFunc(slices.Clone(f.Absences), func(a rules.Absence) bool { return a.Person == t.Person }), own.absences...)
		f.Units = maps.Clone(f.Units)
		for _, u := range units {
			f.Units[u.ID] = u
		}
	})
}

// transferred is where somebody works after a transfer, until the next that is planned.
func transferred(postings []rules.Posting, t Transfer) (out []rules.Posting) {
	moved := rules.Posting{Person: t.Person, Unit: t.Unit, Position: t.Position, From: t.From}
	for _, p := range postings {
		switch {
		case p.From > t.From:
			if moved.To == 0 {
				moved.To = p.From - 1
			}
			out = append(out, p)
		case p.From < t.From:
			if p.To == 0 || p.To >= t.From {
				p.To = t.From - 1
			}
			out = append(out, p)
		}
	}
	return append(out, moved)
}

// personal is what counts of one person.
type personal struct {
	days     []rules.HomeDay
	absences []rules.Absence
}

func ownFacts(do pilot.Do, person rules.PersonID) (own personal, err error) {
	from, _ := rules.Around(do.Today.Monday(), do.Today)
	if own.days, err = do.Tx.HomeDays(person, from, do.Today.AddDays(pilot.Horizon)); err != nil {
		return own, fmt.Errorf("load the days at home: %w", err)
	}
	if own.absences, err = do.Tx.Absences(person, from, do.Today.AddDays(pilot.Horizon)); err != nil {
		return own, fmt.Errorf("load the absences: %w", err)
	}
	return own, nil
}

// AbsenceEffects says which days of colleagues absences of one person would put in
// conflict; the person's own days at home that they touch are given up.
func AbsenceEffects(do pilot.Do, list []rules.Absence) (request.Effects, error) {
	if len(list) == 0 {
		return request.Effects{}, nil
	}
	postings, err := do.Tx.Postings(list[0].Person)
	if err != nil {
		return request.Effects{}, fmt.Errorf("load the postings: %w", err)
	}
	var units []rules.Unit
	for _, a := range list {
		at := postingOn(postings, max(a.First, do.Today)).Unit
		if at == 0 || slices.ContainsFunc(units, func(u rules.Unit) bool { return u.ID == at }) {
			continue
		}
		u, err := do.Tx.Unit(at)
		if err != nil {
			return request.Effects{}, fmt.Errorf("load the unit: %w", err)
		}
		units = append(units, u)
	}
	return request.EffectsOf(do, units, func(f *rules.Facts) {
		f.Absences = append(slices.Clone(f.Absences), list...)
		f.Days = slices.DeleteFunc(slices.Clone(f.Days), func(h rules.HomeDay) bool {
			return h.Person == list[0].Person && h.State != rules.Done && slices.ContainsFunc(list, func(a rules.Absence) bool { return a.Hits(h.Slot) })
		})
	})
}
