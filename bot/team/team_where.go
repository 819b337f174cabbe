package team

import (
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/pilot/people"
	"tainha/pilot/team"
	"tainha/rules"
)

const (
	wherePeople = 5  // people of one name told of
	whereDays   = 10 // days told of each
	ofOneName   = 50 // people of one given name among whom those of the reader's units are sought
)

// sayWhere answers where somebody is, of those whose boards the reader may see: of
// nobody else is it told that they exist.
func sayWhere(t *chat.Turn, names []string, days []rules.Slot) error {
	if len(days) == 0 {
		days = []rules.Slot{{Date: t.Today}}
	}
	var lines []rules.Message
	for _, name := range names {
		found, err := seen(t, name)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			lines = append(lines, rules.Msg("where.nobody", "name", name))
		}
		for _, p := range found[:min(len(found), wherePeople)] {
			line, err := whereIs(t, p, days)
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		if len(found) > wherePeople {
			lines = append(lines, rules.Msg("where.more", "name", name, "n", len(found)-wherePeople))
		}
	}
	return t.Say(rules.Msg("where", "lines", lines))
}

// seen are the people of a name whose boards the reader may see.
func seen(t *chat.Turn, name string) ([]rules.Person, error) {
	var all []rules.Person
	var err error
	if t.Actor.Sees(teamBranch) || t.Actor.Sees(teamAll) {
		all, err = people.FindGiven(t.Do(), name, ofOneName)
	} else {
		all, err = t.Tx.Members(t.Actor.Unit, t.Today)
	}
	if err != nil {
		return nil, err
	}
	var mine []rules.Person
	var names []string
	for _, p := range all {
		s, err := t.Do().Subject(0, p.Unit)
		if err != nil {
			return nil, err
		}
		if _, _, ok := teamButton(t.Actor, s); ok && p.Unit != 0 {
			mine, names = append(mine, p), append(names, p.Name)
		}
	}
	var out []rules.Person
	for _, i := range chat.Named(t.Said(), name, names) {
		out = append(out, mine[i])
	}
	return out, nil
}

// whereIs tells one person's days.
func whereIs(t *chat.Turn, p rules.Person, days []rules.Slot) (rules.Message, error) {
	s, err := t.Do().Subject(0, p.Unit)
	if err != nil {
		return rules.Message{}, err
	}
	_, full, _ := teamButton(t.Actor, s)
	from, to := days[0].Date, days[0].Date
	for _, d := range days {
		from, to = min(from, d.Date), max(to, d.Date)
	}
	if from < t.Today-chat.Farthest || to > t.Today+chat.Farthest {
		return rules.Message{}, rules.Refuse("team.range")
	}
	unit, err := team.TeamOf(t.Do(), p.Unit, from, to, full)
	if err != nil {
		return rules.Message{}, err
	}
	var told []rules.Message
	for _, d := range unit.Days {
		asked := slices.ContainsFunc(days, func(s rules.Slot) bool { return s.Date == d.Date })
		if !asked || len(told) == whereDays {
			continue
		}
		told = append(told, rules.Msg("where.day", "day", d.Date, "today", d.Date == t.Today, "where", placeOf(unit, d, p)))
	}
	if len(told) == 0 {
		told = append(told, rules.Msg("where.day", "day", from, "today", from == t.Today, "where", rules.Msg("where.place.off")))
	}
	return rules.Msg("where.person", "name", p.Called(), "unit", unit.Unit.Name, "days", told), nil
}

// placeOf words where somebody is on a day, by halves where they differ.
func placeOf(unit team.Team, d team.TeamDay, p rules.Person) rules.Message {
	if !d.Working() {
		return rules.Msg("where.place.off")
	}
	w := unit.Where(p.ID, d.Date)
	if w.Halves[0] == w.Halves[1] {
		return placeWord(w.Halves[0])
	}
	return rules.Msg("where.halves", "am", placeWord(w.Halves[0]), "pm", placeWord(w.Halves[1]))
}

func placeWord(p rules.Place) rules.Message {
	switch p {
	case rules.AtHome:
		return rules.Msg("where.place.home")
	case rules.HomeAsked:
		return rules.Msg("where.place.asked")
	case rules.IsAway:
		return rules.Msg("where.place.away")
	case rules.DayOff:
		return rules.Msg("where.place.off")
	case rules.NotPosted:
		return rules.Msg("where.place.elsewhere")
	}
	return rules.Msg("where.place.office")
}

// How many words of a unit's name in a row name it: one is a word like "phòng", which many
// bear, and two may be words of their own ("văn phòng") where they are the whole name.
const (
	leastOfName = 2
	sureOfName  = 3
	leastOfCode = 3 // letters of a code that is no other word
)

// unitSaid is the unit that a text names, by its code or by most words of its name in a
// row, else whose board the person sees first. Of several that fit alike none is meant.
func unitSaid(t *chat.Turn, text string) (rules.UnitID, error) {
	own := ownUnit(t)
	said := strings.Fields(fold.Text(text))
	if len(said) < leastOfName {
		return own, nil
	}
	units, err := t.Tx.EachUnitWords()
	if err != nil {
		return 0, fmt.Errorf("list the units: %w", err)
	}
	best, most := own, leastOfName-1
	for unit, known := range units {
		n := inARow(said, known.Words)
		if n < sureOfName && len(known.Words) < sureOfName {
			n = 0
		}
		if len(known.Code) >= leastOfCode && slices.Contains(said, known.Code) {
			n = len(said)
		}
		switch {
		case n > most:
			best, most = unit, n
		case n == most && n >= leastOfName && unit != best:
			best = own
		}
	}
	return best, nil
}

// inARow is how many words of a name stand in a text one after the other.
func inARow(said, name []string) (most int) {
	for i := range said {
		for k := range name {
			n := 0
			for i+n < len(said) && k+n < len(name) && said[i+n] == name[k+n] {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}
