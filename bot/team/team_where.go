package team

import (
	"slices"

	"tainha/bot/chat"
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

// unitSaid is the unit that a text names, else whose board the person sees first.
func unitSaid(t *chat.Turn, text string) (rules.UnitID, error) { return t.UnitNamed(text, ownUnit(t)) }
