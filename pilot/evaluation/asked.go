package evaluation

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
)

// absences are those of several people, by person.
type absences map[rules.PersonID][]rules.Absence

// absencesFrom are everybody's that touch a day or a later one.
func absencesFrom(do pilot.Do, from rules.Date) (absences, error) {
	list, err := do.Tx.AbsencesFrom(from)
	out := absences{}
	for _, a := range list {
		out[a.Person] = append(out[a.Person], a)
	}
	return out, err
}

// gone reports whether absences take the whole of a day, duty elsewhere among them: no message is heard then.
func gone(list []rules.Absence, d rules.Date) bool {
	for _, part := range [...]rules.Part{rules.Morning, rules.Afternoon} {
		if !slices.ContainsFunc(list, func(a rules.Absence) bool { return a.Hits(rules.Slot{Date: d, Part: part}) }) {
			return false
		}
	}
	return true
}

// asksSelf reports whether somebody with these absences is asked today to score themselves for a month: on the first
// working day of the days for it on which they are there, and on the last of these days; who is there on none of them,
// on the first working day after, until publication is due.
func asksSelf(do pilot.Do, month rules.Date, list []rules.Absence) bool {
	cycle := do.Scoring.Policy.Cycle
	from, by := deadline(month, cycle.SelfFrom), deadline(month, cycle.SelfBy)
	if !do.Calendar.IsWorking(do.Today) || do.Today < from || do.Today > deadline(month.AddMonths(1), cycle.PublishBy) || gone(list, do.Today) {
		return false
	}
	if do.Today == do.Calendar.LastWorking(from, by) {
		return true
	}
	for d := from; d < do.Today; d++ {
		if do.Calendar.IsWorking(d) && !gone(list, d) {
			return false
		}
	}
	return true
}

// awayUntil is the last day of an absence over all working days for the self-score of a month; 0: they were there on one.
func awayUntil(do pilot.Do, month rules.Date, list []rules.Absence) (until rules.Date) {
	cycle := do.Scoring.Policy.Cycle
	by := deadline(month, cycle.SelfBy)
	for d := deadline(month, cycle.SelfFrom); d <= by || !do.Calendar.IsWorking(d) || gone(list, d); d++ {
		switch {
		case gone(list, d):
			until = d
		case do.Calendar.IsWorking(d):
			return 0
		case d > by && d > until.AddDays(rules.LongestAbsence):
			return until // no working day is known from there on
		}
	}
	return until
}

// awayOf is awayUntil of an evaluation that waits for its person.
func awayOf(do pilot.Do, e evaluation.Evaluation) (rules.Date, error) {
	if e.Stage != evaluation.Prompted {
		return 0, nil
	}
	list, err := do.Tx.Absences(e.Person, deadline(e.From, do.Scoring.Policy.Cycle.SelfFrom), rules.LastDate)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return awayUntil(do, e.From, list), nil
}

// noteAway notes in lines of a month who is on leave over the days for the self-score.
func noteAway(do pilot.Do, lines []Line, month rules.Date) error {
	waits := func(l Line) bool { return l.Evaluation != nil && l.Evaluation.Stage == evaluation.Prompted }
	if !slices.ContainsFunc(lines, waits) {
		return nil
	}
	away, err := absencesFrom(do, deadline(month, do.Scoring.Policy.Cycle.SelfFrom))
	for i, l := range lines {
		if waits(l) {
			lines[i].AwayUntil = awayUntil(do, month, away[l.Person.ID])
		}
	}
	return err
}

// SelfReaders finds who is asked in today's digest to score themselves: on the first day for it, and once more on the
// last; who was on leave, on the first day on which they are back. After that only the head hears of it.
func SelfReaders(do pilot.Do) (list []rules.PersonID, err error) {
	for _, month := range months(do) {
		some, err := askedSelf(do, month)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// askedSelf are those who are asked today for a month.
func askedSelf(do pilot.Do, month rules.Date) (list []rules.PersonID, err error) {
	cycle := do.Scoring.Policy.Cycle
	if !do.Calendar.IsWorking(do.Today) || do.Today > deadline(month.AddMonths(1), cycle.PublishBy) {
		return nil, nil
	}
	away, err := absencesFrom(do, deadline(month, cycle.SelfFrom))
	if err != nil || len(away) == 0 && !asksSelf(do, month, nil) {
		return nil, err
	}
	kept, err := do.Tx.EvaluationsAt(evaluation.Prompted, month.MonthEnd())
	for _, e := range kept {
		if e.From == month && asksSelf(do, month, away[e.Person]) {
			list = append(list, e.Person)
		}
	}
	return list, err
}

// SelfOf is the evaluation in which who acts has yet to score themselves, and by when, which may be over; some is false
// where there is none, and on days on which they are not asked.
func SelfOf(do pilot.Do) (e evaluation.Evaluation, by rules.Date, some bool, err error) {
	cycle := do.Scoring.Policy.Cycle
	for _, month := range months(do) {
		from, to := Month(month)
		if do.Today > deadline(from.AddMonths(1), cycle.PublishBy) {
			continue
		}
		away, err := do.Tx.Absences(do.By.Person, deadline(from, cycle.SelfFrom), do.Today)
		if err != nil {
			return e, 0, false, err
		}
		if !asksSelf(do, from, away) {
			continue
		}
		list, err := do.Tx.EvaluationsFor([]rules.PersonID{do.By.Person}, from, to)
		if err != nil {
			return e, 0, false, err
		}
		if len(list) > 0 && list[0].Stage == evaluation.Prompted {
			return list[0], deadline(from, cycle.SelfBy), true, nil
		}
	}
	return e, 0, false, nil
}
