package request

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
)

// Effects is what a change means for the days that wait or are approved: what would be
// in conflict, what would become a day off and release itself, and what waits and would go
// a level higher when it is to be approved.
type Effects struct {
	Units     []rules.Unit // in which days are hit
	Conflicts int          // days
	People    int          // whose they are
	Released  int          // days
	Freed     int          // whose they are
	Up        int          // days
	Raised    int          // whose they are
	Lines     []rules.Message
	More      int // people who are not named
}

// Change is a change of what days are judged by: it gets its own copy of the facts of a
// unit, but must not write into their maps and lists.
type Change func(f *rules.Facts)

// EffectsOf finds what a change would do to the days of some units: what would be in
// conflict, and what would become a day off.
func EffectsOf(do pilot.Do, units []rules.Unit, change Change) (Effects, error) {
	return effectsOf(do, units, change, false)
}

// NumberEffects is EffectsOf of other numbers, with what would go a level higher.
func NumberEffects(do pilot.Do, units []rules.Unit, change Change) (Effects, error) {
	return effectsOf(do, units, change, true)
}

func effectsOf(do pilot.Do, units []rules.Unit, change Change, higher bool) (Effects, error) {
	var e Effects
	var hits []Hit
	unitOf := map[rules.PersonID]rules.Unit{}
	in, off, up := map[rules.PersonID]bool{}, map[rules.PersonID]bool{}, map[rules.PersonID]bool{}
	for _, u := range units {
		before, err := JudgedFacts(do, u)
		if err != nil {
			return e, err
		}
		after := *before
		change(&after)
		found := rules.NewConflicts(before, &after, u.ID)
		if !higher {
			found.Up = nil
		}
		if found.Count() > 0 {
			e.Units = append(e.Units, u)
		}
		e.Conflicts += len(found.Conflicts)
		e.Released += len(found.Off)
		e.Up += len(found.Up)
		for _, c := range slices.Concat(found.Conflicts, found.Off, found.Up) {
			hits, unitOf[c.Person] = append(hits, Hit{c.Person, c.Slot, c.Reasons}), u
		}
		for _, c := range found.Conflicts {
			in[c.Person] = true
		}
		for _, c := range found.Off {
			off[c.Person] = true
		}
		for _, c := range found.Up {
			up[c.Person] = true
		}
	}
	e.People, e.Freed, e.Raised = len(in), len(off), len(up)
	err := e.name(do, hits, unitOf)
	return e, err
}

// name names ten of the people whom it hits, under their units where there are several.
func (e *Effects) name(do pilot.Do, hits []Hit, unitOf map[rules.PersonID]rules.Unit) error {
	names := map[rules.PersonID]string{}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(a.Slot.Date, b.Slot.Date) })
	var named, rest []Hit
	for _, h := range hits {
		if _, known := names[h.Person]; !known && len(names) == Named {
			rest = append(rest, h)
			continue
		}
		named = append(named, h)
		person, err := do.Tx.Person(h.Person, do.Today)
		if err != nil {
			return fmt.Errorf("load whom it concerns: %w", err)
		}
		names[h.Person] = person.Called()
	}
	unnamed := map[rules.PersonID]bool{}
	for _, h := range rest {
		unnamed[h.Person] = true
	}
	e.More = len(unnamed)
	for _, u := range e.Units {
		own := slices.DeleteFunc(slices.Clone(named), func(h Hit) bool { return unitOf[h.Person].ID != u.ID })
		if len(own) == 0 {
			continue
		}
		lines, _ := HitLines(own, Named, func(p rules.PersonID) string { return names[p] })
		if len(e.Units) > 1 {
			all := 0
			for _, h := range hits {
				if unitOf[h.Person].ID == u.ID {
					all++
				}
			}
			e.Lines = append(e.Lines, rules.Msg("effect.unit", "unit", u.Name, "n", all))
		}
		e.Lines = append(e.Lines, lines...)
	}
	return nil
}

// Text words the effects.
func (e Effects) Text() rules.Message {
	return rules.Msg("effect", "n", e.Conflicts, "people", e.People, "off", e.Released, "freed", e.Freed, "up", e.Up, "raised", e.Raised, "lines", e.Lines, "more", e.More)
}

// Below words the effects below what is asked to be confirmed, where there are any.
func (e Effects) Below(text rules.Message) rules.Message {
	if e.Conflicts+e.Released == 0 {
		return text
	}
	return rules.Msg("effect.below", "text", text, "effect", e.Text())
}

// CalendarEffects finds what another calendar would do: which days would become days
// off, and which would conflict. What is entered into the calendar has every day judged
// again by itself.
func CalendarEffects(do pilot.Do, after *rules.Calendar) (Effects, error) {
	units, err := dayUnits(do)
	if err != nil {
		return Effects{}, err
	}
	return EffectsOf(do, units, func(f *rules.Facts) { f.Calendar = after })
}

// dayUnits are the units with days that wait or are approved.
func dayUnits(do pilot.Do) ([]rules.Unit, error) {
	ids, err := do.Tx.DayUnits(do.Today)
	if err != nil {
		return nil, fmt.Errorf("find the units with days at home: %w", err)
	}
	units := make([]rules.Unit, len(ids))
	for i, id := range ids {
		if units[i], err = do.Tx.Unit(id); err != nil {
			return nil, fmt.Errorf("load a unit with days at home: %w", err)
		}
	}
	return units, nil
}
