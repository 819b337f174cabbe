package task

import (
	"cmp"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// digestPanel tells of tasks: first what stands out, then what waits to be confirmed. Each
// line has the button that opens it.
func digestPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "tasks", Order: 15, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Staff | rules.Head, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			d, err := work.DigestOf(v.Do())
			if err != nil || len(d.Lines) == 0 {
				return chat.Shown{}, err
			}
			return digestShown(v, d), nil
		},
	}
}

func digestShown(v chat.View, d work.Digest) chat.Shown {
	var parts [digestParts][]rules.Message
	var open []store.Button
	slices.SortStableFunc(d.Lines, func(a, b task.Line) int { return cmp.Compare(min(digestPart(d, a), 1), min(digestPart(d, b), 1)) })
	told := d.Lines[:min(len(d.Lines), work.DigestLines)]
	slices.SortStableFunc(told, func(a, b task.Line) int { return cmp.Compare(digestPart(d, a), digestPart(d, b)) })
	for i, l := range told {
		n, part := i+1, digestPart(d, l)
		parts[part] = append(parts[part], digestLine(v, d, l, n))
		open = append(open, openButton(v.Pilot.Tasks.Title(l.Task), l.Task, n))
	}
	rows := slices.Collect(slices.Chunk(open, 2)) //nolint:mnd // that many fit on a phone
	if d.Waiting > 0 {
		rows = append(rows, []store.Button{confirmKey.Button(confirmAll{}, "digest.tasks.confirm", "n", d.Waiting)})
	}
	if d.Late > 0 || len(d.Lines) > work.DigestLines {
		rows = append(rows, []store.Button{v.Opens("tasks", "digest.tasks.open")})
	}
	return chat.Shown{
		Text: rules.Msg("digest.tasks", "lift", parts[partLift], "first", parts[partOther], "waits", parts[partConfirm], "more", max(0, len(d.Lines)-work.DigestLines), "late", d.Late),
		Rows: rows,
	}
}

// The parts of a digest of tasks: what waits for the reader to be lifted, what stands out, what waits to be confirmed.
const (
	partLift = iota
	partOther
	partConfirm
	digestParts
)

func digestPart(d work.Digest, l task.Line) int {
	_, mine := d.Reasons[l.Task.ID]
	switch {
	case mine:
		return partLift
	case l.Rank == task.RankSubmitted:
		return partConfirm
	}
	return partOther
}

// digestLine is a task in a digest: what stands out about it, and since when.
func digestLine(v chat.View, d work.Digest, l task.Line, n int) rules.Message {
	reason, mine := d.Reasons[l.Task.ID]
	if v.Pilot.Tasks.Minimal {
		reason = ""
	}
	return rules.Msg("digest.tasks.line", "i", n, "lamp", lampOf(l.Task, l.Lamp, l.Lamp == task.Dark && mine), "title", v.Pilot.Tasks.Title(l.Task), "name", d.Names[l.Task.Owner],
		"due", l.Task.Due, "late", l.Lamp == task.Yellow || l.Lamp == task.Red, "since", l.Task.Submitted, "submitted", l.Task.State == task.Submitted,
		"long", l.Rank == task.RankWaited, "lift", mine, "reason", reason)
}

// silentPanel tells a head in one line of whose last day at home nothing was heard.
func silentPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "silent", Order: 16, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Head, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			day, names, more, err := work.SilentOf(v.Do())
			if err != nil || names == "" {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: rules.Msg("digest.silent", "day", day, "names", names, "more", more)}, nil
		},
	}
}

// recapPanel recalls the reader's own week on its last working day.
func recapPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "recap", Order: 96, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Staff | rules.Head, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			m, some, err := recapText(v)
			if err != nil || !some {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: m, Rows: [][]store.Button{{v.Opens("diary", "digest.recap.open")}}}, nil
		},
	}
}

func recapText(v chat.View) (m rules.Message, some bool, err error) {
	r, some, err := work.RecapOf(v.Do())
	return rules.Msg("digest.recap", "reported", r.Reported, "home", r.Home, "finished", r.Finished), some, err
}

// weekUnit shows a coordinator a unit of which the week's summary told.
type weekUnit struct{ Unit rules.UnitID }

// weekLoads shows a head the tasks by person.
type weekLoads struct{}

var (
	loadsKey = chat.DefinePress[weekLoads]("twl")
	unitKey  = chat.DefinePress[weekUnit]("twu")
	seeWeeks = rules.Access{Who: rules.Coordinator, Over: rules.Everyone}
)

// weekPanel tells a head of the week before in three lines, each with what it is about.
func weekPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "week", Order: 97, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Head, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			w, all, err := work.WeekOf(v.Do())
			if err != nil || len(w.Units) == 0 {
				return chat.Shown{}, err
			}
			names := make([]string, len(w.Units))
			for i, u := range w.Units {
				names[i] = u.Name
			}
			rows := [][]store.Button{{loadsKey.Button(weekLoads{}, "digest.week.late.open")}, {v.Opens("team", "digest.week.home.open")}}
			if month := w.Last.MonthStart(); slices.Contains(work.BookMonths(v.Do().Today), month) {
				rows = slices.Concat(bookRows(month, w.Units), rows)
			}
			return chat.Shown{Text: rules.Msg("digest.week", append(weekArgs(w, all), "units", strings.Join(names, ", "))...), Rows: rows}, nil
		},
	}
}

func weekArgs(w work.Weeks, did store.UnitWeek) []any {
	return []any{"first", w.First, "last", w.Last, "finished", did.Finished, "ontime", did.OnTime, "overdue", did.Overdue, "home", did.Home, "reported", did.Reported}
}

// weeksPanel tells a coordinator of the week before, a line a unit.
func weeksPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "weeks", Order: 98, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Coordinator, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			w, err := work.WeeksOf(v.Do())
			if err != nil || len(w.Units) == 0 {
				return chat.Shown{}, err
			}
			var lines []rules.Message
			var open []store.Button
			for i, u := range w.Units[:min(len(w.Units), work.DigestLines)] {
				lines = append(lines, rules.Msg("digest.weeks.line", append(weekArgs(w, w.Did[i]), "i", i+1, "unit", u.Name)...))
				open = append(open, unitKey.Button(weekUnit{u.ID}, "digest.weeks.open", "n", i+1))
			}
			more := len(w.Units) - len(lines)
			rows := slices.Collect(slices.Chunk(open, 4)) //nolint:mnd // that many fit on a phone
			if more > 0 {
				rows = append(rows, []store.Button{v.Opens("team", "digest.groups.open")})
			}
			return chat.Shown{Text: rules.Msg("digest.weeks", "first", w.First, "last", w.Last, "lines", lines, "more", more), Rows: rows}, nil
		},
	}
}

func showWeekUnit(t *chat.Turn, p weekUnit) error {
	unit, err := t.Tx.Unit(p.Unit)
	if err != nil {
		return err
	}
	return t.Below().Begin("team", unit.Code)
}
