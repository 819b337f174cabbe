package team

import (
	"strings"

	"tainha/bot/chat"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// board words a team for one reader. full readers see what waits for a decision
// and why people are absent; colleagues see neither.
type board struct {
	chat.Texts
	team  team.Team
	today rules.Date
	full  bool
	head  bool // the reader heads the unit itself: illness is told to nobody else
}

const (
	namesInWeek = 12 // names on one line of a week; a day names everybody
	namesInDay  = 80
)

// said is the board of a day or a week in words.
func (b board) said(p teamPress) (rules.Message, error) {
	limit, key := namesInWeek, "team.week"
	if p.What == teamDay {
		limit, key = namesInDay, "team.day"
	}
	var lines []rules.Message
	least := 0
	for _, d := range b.team.Days {
		if d.Working() {
			least = max(least, d.Count.Min)
		}
		line, err := b.line(d, limit)
		if err != nil {
			return line, err
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = append(lines, rules.Msg("team.weekend", "day", p.Day))
	}
	monday := p.Day.Monday()
	return rules.Msg(key, "unit", b.team.Unit.Name, "from", monday, "to", b.lastDay(monday), "days", lines, "min", least), nil
}

// lastDay is the last one that the week's board shows.
func (b board) lastDay(monday rules.Date) rules.Date {
	if n := len(b.team.Days); n > 0 {
		return max(b.team.Days[n-1].Date, monday+4)
	}
	return monday + 4
}

// line tells one day: who is at home, who is absent, how many stay.
func (b board) line(d team.TeamDay, limit int) (rules.Message, error) {
	switch d.Kind {
	case rules.Holiday:
		return rules.Msg("team.holiday", "day", d.Date, "name", d.Holiday), nil
	case rules.Unknown:
		return rules.Msg("team.unknown", "day", d.Date), nil
	}
	c := d.Count
	var who []rules.Message
	for _, group := range []struct {
		key   string
		place rules.Place
	}{{"team.home", rules.AtHome}, {"team.asked", rules.HomeAsked}} {
		names, err := b.names(limit, func(p rules.PersonID) (rules.Part, bool) { return partAt(b.team.Where(p, d.Date), group.place) })
		if err != nil {
			return rules.Message{}, err
		}
		if names != "" {
			who = append(who, rules.Msg(group.key, "names", names))
		}
	}
	away, err := b.away(d, limit)
	if err != nil {
		return rules.Message{}, err
	}
	for _, r := range d.Required {
		who = append(who, rules.Msg("team.required", "name", r.Name, "part", r.Part.String()))
	}
	return rules.Msg("team.line", "day", d.Date, "today", d.Date == b.today, "home", ratio(c), "some", c.HomeHalves > 0,
		"present", presentText(c), "staff", c.Staff, "short", d.Short(), "who", append(who, away...)), nil
}

// told is the kind of an absence as the reader learns it.
func (b board) told(k rules.AbsenceKind) rules.AbsenceKind {
	if b.head {
		return k
	}
	return k.ToOthers()
}

// away names who is absent; full readers learn the kind of absence, and the unit's own
// head which of it is illness.
func (b board) away(d team.TeamDay, limit int) ([]rules.Message, error) {
	type group struct {
		key  string
		fits func(rules.AbsenceKind) bool
	}
	kinds := []group{{"team.away", func(rules.AbsenceKind) bool { return true }}}
	if b.full {
		kinds = kinds[:0]
		for _, k := range []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty} {
			kinds = append(kinds, group{"team.away." + string(k), func(x rules.AbsenceKind) bool { return b.told(x) == k }})
		}
		kinds = append(kinds, group{"team.away", func(x rules.AbsenceKind) bool { return b.told(x) == rules.Away }})
	}
	var out []rules.Message
	for _, k := range kinds {
		names, err := b.names(limit, func(p rules.PersonID) (rules.Part, bool) { return b.absence(p, d.Date, k.fits) })
		if err != nil {
			return nil, err
		}
		if names != "" {
			out = append(out, rules.Msg(k.key, "names", names))
		}
	}
	return out, nil
}

// absence is for which part of a day somebody is absent for a reason that fits.
func (b board) absence(p rules.PersonID, d rules.Date, fits func(rules.AbsenceKind) bool) (part rules.Part, ok bool) {
	for _, a := range b.team.Facts.Absences {
		if a.Person != p || d < a.First || d > a.Last || !fits(a.Kind) {
			continue
		}
		if ok && part != a.Part {
			return rules.Whole, true
		}
		part, ok = a.Part, true
	}
	return part, ok
}

// partAt is for which part of a day somebody is in a place.
func partAt(w rules.Whereabouts, place rules.Place) (rules.Part, bool) {
	switch [2]bool{w.Halves[0] == place, w.Halves[1] == place} {
	case [2]bool{true, true}:
		return rules.Whole, true
	case [2]bool{true, false}:
		return rules.Morning, true
	case [2]bool{false, true}:
		return rules.Afternoon, true
	}
	return rules.Whole, false
}

// names joins the members that the test picks, with the half that it names; those
// beyond the limit are counted.
func (b board) names(limit int, pick func(rules.PersonID) (rules.Part, bool)) (string, error) {
	var list []string
	more := 0
	for _, m := range b.team.Members {
		part, ok := pick(m.ID)
		if !ok {
			continue
		}
		if len(list) == limit {
			more++
			continue
		}
		name, err := b.Text(rules.Msg("team.name", "name", m.Called(), "part", part.String()))
		if err != nil {
			return "", err
		}
		list = append(list, name)
	}
	if len(list) == 0 {
		return "", nil
	}
	return b.Text(rules.Msg("names", "list", strings.Join(list, ", "), "more", more))
}

// ratio is how many are at home of how many may be: "1,5/2".
func ratio(c rules.Headcount) rules.Message {
	return rules.Msg("team.ratio", "home", rules.Days(c.HomeHalves), "limit", rules.Days(c.MaxHalves), "limited", c.MaxHalves > 0)
}

// presentText is how many are at the office, by half-days where they differ.
func presentText(c rules.Headcount) rules.Message {
	return rules.Msg("team.present", "am", c.Present[0], "pm", c.Present[1], "same", c.Present[0] == c.Present[1])
}

const overviewUnits = 30 // on one page

// showOverview shows all units in the pilot in a week, in words or as a picture.
func showOverview(t *chat.Turn, p overviewPress) error {
	if p.Day == 0 {
		p.Day = t.Today
	}
	if p.Day < t.Today-chat.Farthest || p.Day > t.Today+chat.Farthest {
		return rules.Refuse("team.range")
	}
	if p.Picture {
		return t.SendFile(store.Ref{Kind: "overview", Args: rules.Args{"day": p.Day, "page": int(p.Page)}})
	}
	monday := p.Day.Monday()
	units, err := team.InPilot(t.Do(), monday, monday+6)
	if err != nil {
		return err
	}
	page, pages := chat.PageOf(units, int(p.Page), overviewUnits)
	teams, err := team.Overview(t.Do(), page, monday, monday+6)
	if err != nil {
		return err
	}
	calls, err := t.Tx.CallbackCounts(monday, monday+6)
	if err != nil {
		return err
	}
	var lines []rules.Message
	for _, team := range teams {
		line, err := overviewLine(t, team)
		if err != nil {
			return err
		}
		if n := calls[team.Unit.ID]; n > 0 {
			line = rules.Msg("team.all_calls", "line", line, "n", n)
		}
		lines = append(lines, line)
	}
	to := func(day rules.Date, page uint8, picture bool, key string) store.Button {
		return overviewKey.Button(overviewPress{day, page, picture}, key)
	}
	rows := [][]store.Button{
		{to(p.Day-7, p.Page, false, "team.week_before"), to(t.Today, p.Page, false, "team.this_week"), to(p.Day+7, p.Page, false, "team.week_after")},
		{to(p.Day, p.Page, true, "team.picture"), unitsKey.Button(unitsPress{Day: p.Day}, "team.choose_unit")},
	}
	if pages > 1 {
		rows = append(rows, []store.Button{to(p.Day, uint8((int(p.Page)+1)%pages), false, "team.page_after")})
	}
	last := monday + 4
	return t.Show(store.Screen{Text: rules.Msg("team.all", "from", monday, "to", last, "n", len(units), "lines", lines), Rows: rows})
}

// overviewLine tells one unit's week: its ratios day by day.
func overviewLine(t *chat.Turn, team team.Team) (rules.Message, error) {
	var days []string
	for _, d := range team.Days {
		text := "–"
		if d.Working() {
			var err error
			if text, err = t.Text(ratio(d.Count)); err != nil {
				return rules.Message{}, err
			}
			if d.Short() {
				text = "⚠️" + text
			}
		}
		days = append(days, text)
	}
	return rules.Msg("team.all_line", "unit", team.Unit.Name, "days", strings.Join(days, " · ")), nil
}
