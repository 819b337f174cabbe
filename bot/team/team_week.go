package team

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// teamPress shows one unit. Day is any day of the week, or the day, that is
// shown; 0 is today.
type teamPress struct {
	Unit rules.UnitID
	Day  rules.Date
	What uint8
}

// What a teamPress shows.
const (
	teamWeek uint8 = iota
	teamDay
	teamPicture
	teamList       // as a PDF
	teamSheet      // which months there are
	teamSheetFile  // Day is the first of the month
	teamSheetKinds // with the kinds of absence
	teamLoad       // who is at home, and the open tasks of each, as pictures
)

// overviewPress shows all units in the pilot.
type overviewPress struct {
	Day     rules.Date
	Page    uint8
	Picture bool
}

// unitsPress lists the units that the presser may choose among.
type unitsPress struct {
	Day  rules.Date
	Page uint8
}

// Looking at a unit is one button with three walls: one's own unit, the units
// that one heads and those below, the whole organisation.
var (
	teamOwnPress    = chat.DefinePress[teamPress]("tu")
	teamBranchPress = chat.DefinePress[teamPress]("tb")
	teamAllPress    = chat.DefinePress[teamPress]("ta")
	overviewKey     = chat.DefinePress[overviewPress]("ov")
	unitsKey        = chat.DefinePress[unitsPress]("ul")
)

var (
	teamOwn    = rules.Access{Who: rules.Staff | rules.Head, Over: rules.OwnUnit}
	teamBranch = rules.Access{Who: rules.Head, Over: rules.Branch}
	teamAll    = rules.Access{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}
)

// teamDoor is who may ask for boards at all; whose they are is asked for each.
var teamDoor = rules.Access{Who: rules.Staff | rules.Head | rules.Coordinator | rules.Auditor, Over: rules.NoData}

// teamIntent takes "tuần sau ai ở nhà?".
func teamIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Who, Access: teamDoor, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
		days := slices.Concat(s.Past, s.Days, s.Closed)
		if len(days) == 0 && reply.ThatDay(s.Text) {
			return rules.Refuse("team.that_day")
		}
		if len(s.Who) > 0 {
			return sayWhere(t, s.Who, days)
		}
		return showSaid(t, s.Text, days, teamDay)
	}}
}

// allUnitsIntent takes "toàn sở hôm nay bao nhiêu người ở nhà?" of who may see all units.
func allUnitsIntent() chat.Intent {
	asks := func(text string) int {
		if reply.AllUnits(text) {
			return 0
		}
		return -1
	}
	return chat.Intent{Words: &chat.Words{Name: "all units", In: asks}, Access: teamAll, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
		about, err := t.About(s.Text)
		if err != nil {
			return err
		}
		p := overviewPress{}
		if days := slices.Concat(about.Past, about.Days, about.Closed); len(days) > 0 {
			p.Day = days[0].Date
		}
		return showOverview(t, p)
	}}
}

// teamPictures are the boards as pictures.
func teamPictures() []chat.Object {
	return []chat.Object{
		{Kind: "team", Whose: chat.OfUnit, May: []rules.Access{teamOwn, teamBranch, teamAll}, File: makeTeamBoard},
		{Kind: "team_load", Whose: chat.OfUnit, May: []rules.Access{teamBranch, teamAll}, File: makeWeekLoad},
		{Kind: "overview", Whose: chat.OfNobody, May: []rules.Access{teamAll}, File: makeOverview},
	}
}

// roomIntent takes "thứ 6 còn mấy suất?": the board of the day says how many are at home
// of how many.
func roomIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Room, Access: teamDoor, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
		return showSaid(t, s.Text, slices.Concat(s.Past, s.Days, s.Closed), teamDay)
	}}
}

func cmdTeam() chat.Command {
	show := showTeam
	return chat.Command{
		Name: "team", Alias: "nhom", Place: 30, InMenu: true, Groups: true,
		Access: teamDoor,
		Run: func(t *chat.Turn, args string) error {
			if !t.Private() {
				return groupCommand(t, args)
			}
			if word, _ := reply.GroupWord(args); word != reply.NoGroup {
				return rules.Refuse("team.only_in_group")
			}
			return teamAsked(t, args)
		},
		Presses: []chat.Presser{
			teamOwnPress.On(teamOwn, aboutUnit, show),
			teamBranchPress.On(teamBranch, aboutUnit, show),
			teamAllPress.On(teamAll, aboutUnit, show),
			overviewKey.On(teamAll, nil, showOverview),
			unitsKey.On(rules.Access{Who: rules.Head | rules.Coordinator | rules.Auditor, Over: rules.NoData}, nil,
				chooseUnit),
			groupPress.On(pilot.LinkGroup.Access, ofGroup, pressGroup),
		},
	}
}

// teamAsked shows the unit on the days that stand behind the command, this week where
// there are none; of whoever is named it tells where they are.
func teamAsked(t *chat.Turn, args string) error {
	about, err := t.About(args)
	if err != nil {
		return err
	}
	days := slices.Concat(about.Past, about.Days, about.Closed)
	if len(about.Who) > 0 {
		return sayWhere(t, about.Who, days)
	}
	return showSaid(t, args, days, teamWeek)
}

// showSaid shows the unit that a text names on the days that it means: the day or the week
// of today, as what says, where it means none.
func showSaid(t *chat.Turn, text string, days []rules.Slot, what uint8) error {
	unit, err := unitSaid(t, text)
	if err != nil {
		return err
	}
	p := teamPress{Unit: unit, What: what}
	if len(days) > 0 {
		p = p.On(days)
	}
	return showTeam(t, p)
}

// On shows the day that is meant, or the week of the first of several.
func (p teamPress) On(days []rules.Slot) teamPress {
	p.What = teamDay
	for i, s := range days {
		if i == 0 || s.Date < p.Day {
			if i > 0 {
				p.What = teamWeek
			}
			p.Day = s.Date
		} else if s.Date != p.Day {
			p.What = teamWeek
		}
	}
	return p
}

// ownUnit is whose board a person sees first: the unit that they head, else the
// one that they work in.
func ownUnit(t *chat.Turn) rules.UnitID {
	if len(t.Actor.HeadOf) > 0 {
		return t.Actor.HeadOf[0]
	}
	return t.Actor.Unit
}

// aboutUnit names the unit that a board shows, for the access check.
func aboutUnit(t *chat.Turn, p teamPress) (rules.Subject, error) {
	return t.Subject(pilot.ObjectUnit, int64(p.Unit))
}

// teamButton is the widest button by which the reader may look at a unit; full
// says that they see what waits for a decision and why people are absent, which
// colleagues don't. ok is false for who may not look at all.
func teamButton(a rules.Actor, s rules.Subject) (press chat.Press[teamPress], full, ok bool) {
	switch {
	case rules.May(a, teamAll, s):
		return teamAllPress, true, true
	case rules.May(a, teamBranch, s):
		return teamBranchPress, true, true
	}
	return teamOwnPress, false, rules.May(a, teamOwn, s)
}

// showTeam shows a unit's week, day or picture where the person acted. It
// refuses a unit that is not the reader's to see, and days out of range.
func showTeam(t *chat.Turn, p teamPress) error {
	if p.Day == 0 {
		p.Day = t.Today
	}
	if p.Unit == 0 && t.Actor.Sees(teamAll) { // who works in no unit looks at all of them
		return showOverview(t, overviewPress{Day: p.Day})
	}
	if p.Unit == 0 {
		return rules.Refuse("team.no_unit")
	}
	if p.Day < t.Today-chat.Farthest || p.Day > t.Today+chat.Farthest {
		return rules.Refuse("team.range")
	}
	s, err := aboutUnit(t, p)
	if err != nil {
		return err
	}
	press, full, ok := teamButton(t.Actor, s)
	if !ok {
		return rules.Refuse("access.foreign")
	}
	switch p.What {
	case teamSheet, teamSheetFile, teamSheetKinds:
		return sendSheet(t, s, press, p)
	case teamPicture:
		return sendTeamPictures(t, p)
	case teamList:
		return sendWeekList(t, p, full)
	case teamLoad:
		return sendWeekLoads(t, p, full)
	}
	from, to := p.Day, p.Day
	if p.What == teamWeek {
		from, to = p.Day.Monday(), p.Day.Monday()+6
	}
	team, err := team.TeamOf(t.Do(), p.Unit, from, to, full)
	if err != nil {
		return err
	}
	b := board{Texts: t, team: team, today: t.Today, full: full, head: team.Unit.Head != 0 && team.Unit.Head == t.Person.ID}
	text, err := b.said(p)
	if err != nil {
		return err
	}
	rows, err := teamRows(t, press, p, full)
	if err != nil {
		return err
	}
	if full {
		calls, some, err := callsLine(t, p.Unit, from, to)
		if err != nil {
			return err
		}
		if some {
			text = rules.Msg("team.with_calls", "board", text, "calls", calls)
		}
	}
	return t.Show(store.Screen{Text: text, Rows: append(callRow(t, p, team), rows...)})
}

// teamRows leads to the days around, the picture, and other units.
func teamRows(t *chat.Turn, press chat.Press[teamPress], p teamPress, full bool) ([][]store.Button, error) {
	to := func(day rules.Date, what uint8, key string) store.Button {
		return press.Button(teamPress{p.Unit, day, what}, key)
	}
	var rows [][]store.Button
	if p.What == teamDay {
		rows = [][]store.Button{
			{to(p.Day-1, teamDay, "team.day_before"), to(t.Today, teamDay, "team.today"), to(p.Day+1, teamDay, "team.day_after")},
			{to(p.Day, teamWeek, "team.whole_week"), to(p.Day, teamPicture, "team.picture")},
		}
	} else {
		rows = [][]store.Button{
			{to(p.Day-7, teamWeek, "team.week_before"), to(t.Today, teamWeek, "team.this_week"), to(p.Day+7, teamWeek, "team.week_after")},
			{to(t.Today, teamDay, "team.today"), to(p.Day, teamPicture, "team.picture")},
		}
		if full {
			rows = append(rows, []store.Button{to(p.Day, teamLoad, "team.load")})
			printed := []store.Button{to(p.Day, teamList, "team.week_list")}
			if slices.ContainsFunc(sheetAccess, t.Actor.Sees) {
				printed = append(printed, to(t.Today, teamSheet, "sheet.open"))
			}
			rows = append(rows, printed)
		}
	}
	var more []store.Button
	choice, err := choosesUnits(t)
	if err != nil {
		return nil, err
	}
	if choice {
		more = append(more, unitsKey.Button(unitsPress{Day: p.Day}, "team.other_unit"))
	}
	if t.Actor.Sees(teamAll) {
		more = append(more, overviewKey.Button(overviewPress{Day: p.Day}, "team.overview"))
	}
	return append(rows, more), nil
}

// choosesUnits reports whether there is more than one unit that the person may
// look at.
func choosesUnits(t *chat.Turn) (bool, error) {
	if t.Actor.Sees(teamAll) || len(t.Actor.HeadOf) > 1 {
		return true, nil
	}
	for _, u := range t.Actor.HeadOf {
		branch, err := t.Tx.Branch(u)
		if err != nil || len(branch) > 1 {
			return err == nil, err
		}
	}
	return false, nil
}

const teamsListed = 10 // on one page of the choice

// chooseUnit lists the units whose boards the person may see.
func chooseUnit(t *chat.Turn, p unitsPress) error {
	units, err := t.Tx.EachUnit()
	if err != nil {
		return fmt.Errorf("list the units: %w", err)
	}
	type visible struct {
		*rules.Unit
		press chat.Press[teamPress]
	}
	var choice []visible
	up := parents(units)
	for u := range units {
		if press, _, ok := teamButton(t.Actor, up.subject(u.ID)); ok && u.Active {
			choice = append(choice, visible{u, press})
		}
	}
	pages := (len(choice) + teamsListed - 1) / teamsListed
	page := min(int(p.Page), max(pages-1, 0))
	var rows [][]store.Button
	for _, u := range choice[page*teamsListed : min((page+1)*teamsListed, len(choice))] {
		rows = append(rows, []store.Button{u.press.Button(teamPress{u.ID, p.Day, teamWeek}, "team.unit", "name", u.Name)})
	}
	var turn []store.Button
	if page > 0 {
		turn = append(turn, unitsKey.Button(unitsPress{p.Day, uint8(page - 1)}, "team.page_before"))
	}
	if page+1 < min(pages, math.MaxUint8) {
		turn = append(turn, unitsKey.Button(unitsPress{p.Day, uint8(page + 1)}, "team.page_after"))
	}
	return t.Show(store.Screen{Text: rules.Msg("team.choose", "n", len(choice)), Rows: append(rows, turn)})
}

// tree is the unit above each.
type tree map[rules.UnitID]rules.UnitID

func parents(units iter.Seq[*rules.Unit]) tree {
	up := tree{}
	for u := range units {
		up[u.ID] = u.Parent
	}
	return up
}

// subject is a unit with those above it, nearest first. A circle in the tree ends it.
func (up tree) subject(unit rules.UnitID) rules.Subject {
	s := rules.Subject{Unit: unit}
	for at := up[unit]; at != 0 && !slices.Contains(s.Ancestors, at); at = up[at] {
		s.Ancestors = append(s.Ancestors, at)
	}
	return s
}
