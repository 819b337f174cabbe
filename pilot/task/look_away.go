package task

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Missing is somebody who is away on the day of a deadline, and what else could be done.
type Missing struct {
	Absence rules.Absence
	Due     time.Time      // the same hour of the first working day on which they are back; zero: not known
	Instead []rules.Person // of their unit who are there that day, who has least before them first
}

const (
	insteadShown = 2
	longestAway  = 90 // days within which the return is looked for
)

// missing is who is away on the day of a task's deadline: the one who was found before, or
// this person. Half a day is none.
func missing(do pilot.Do, found *Missing, who rules.PersonID, t task.Task, away []rules.Absence) (*Missing, error) {
	day := do.Pilot.Today(t.Due)
	i := slices.IndexFunc(away, func(a rules.Absence) bool { return a.AllDay(day) })
	if found != nil || i < 0 {
		return found, nil
	}
	m := &Missing{Absence: away[i]}
	later, err := do.Tx.Absences(who, day, day+longestAway)
	if err != nil {
		return nil, fmt.Errorf("find when who is away is back: %w", err)
	}
	for d := day + 1; d <= day+longestAway; d++ {
		if do.Calendar.IsWorking(d) && !slices.ContainsFunc(later, func(a rules.Absence) bool { return a.AllDay(d) }) {
			m.Due = d.AtTimeOf(t.Due, do.Calendar.Location)
			break
		}
	}
	m.Instead, err = instead(do, who, t, day)
	return m, err
}

// instead are the colleagues of who is away to whom who acts may give the work itself, and
// who are there on a day; who has the fewest tasks comes first.
func instead(do pilot.Do, who rules.PersonID, t task.Task, day rules.Date) (out []rules.Person, err error) {
	person, err := do.Tx.Person(who, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who is away: %w", err)
	}
	unit := person.Unit
	members, err := do.Tx.Members(unit, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find the staff: %w", err)
	}
	away, err := do.Tx.AbsencesIn(unit, day, day)
	if err != nil {
		return nil, fmt.Errorf("find who is there: %w", err)
	}
	members = slices.DeleteFunc(members, func(p rules.Person) bool {
		return !p.Active || p.ID == do.By.Person || t.Works(p.ID) || slices.ContainsFunc(away, func(a rules.Absence) bool { return a.Person == p.ID })
	})
	ids := make([]rules.PersonID, len(members))
	for i, p := range members {
		ids[i] = p.ID
	}
	desk, err := Desk(do, ids...)
	if err != nil {
		return nil, err
	}
	members = slices.DeleteFunc(members, func(p rules.Person) bool {
		_, refused := desk.Over(do.By.Person, p.ID, t.Field)
		return refused != nil
	})
	if len(members) == 0 {
		return nil, nil
	}
	tasks, err := do.Tx.LiveTasksIn([]rules.UnitID{unit})
	if err != nil {
		return nil, err
	}
	has := map[rules.PersonID]int{}
	for _, x := range tasks {
		has[x.Owner]++
	}
	slices.SortStableFunc(members, func(a, b rules.Person) int { return cmp.Compare(has[a.ID], has[b.ID]) })
	return members[:min(len(members), insteadShown)], nil
}
