package task

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// endingsDays is for how long an ending waits for the digest of who is away.
const endingsDays = 30

// Ending is a repetition that ended by itself.
type Ending struct {
	Task  task.Task // its newest occurrence
	Why   task.Ending
	Owner string
}

// endings are the repetitions that ended lately by themselves, and who is to know: who gave
// the work; where they may no more, or are gone, the nearest head over who does it.
func endings(do pilot.Do) (map[rules.PersonID][]Ending, error) {
	list, err := do.Tx.RepeatsEnded((do.Today - endingsDays).At(0, do.Calendar.Location))
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(r task.Repeat) bool { return r.Why == task.EndedStopped })
	if len(list) == 0 {
		return nil, nil
	}
	ids := make([]task.ID, len(list))
	for i, r := range list {
		ids[i] = r.Newest
	}
	tasks, err := do.Tx.Tasks(ids...)
	if err != nil {
		return nil, err
	}
	desk, err := wholeDesk(do, tasks)
	if err != nil {
		return nil, err
	}
	out := map[rules.PersonID][]Ending{}
	for _, r := range list {
		at := slices.IndexFunc(tasks, func(t task.Task) bool { return t.ID == r.Newest })
		if at < 0 {
			continue
		}
		t := tasks[at]
		to := t.Assigner
		if r.Why == task.EndedRight || !desk.Org.People[to].Active {
			to = desk.Org.Superior(t.Owner)
		}
		told, err := do.Tx.LastTold(to, do.Today, task.MessageDigest)
		if err != nil {
			return nil, err
		}
		if to != 0 && r.Ended.After(told) {
			out[to] = append(out[to], Ending{t, r.Why, desk.Org.People[t.Owner].Called()})
		}
	}
	return out, nil
}

// EndingReaders finds whose digest tells of a repetition that ended by itself.
func EndingReaders(do pilot.Do) (list []rules.PersonID, err error) {
	all, err := endings(do)
	for p := range all {
		list = append(list, p)
	}
	slices.Sort(list)
	return list, err
}

// EndingsOf are the repetitions that ended by themselves since the last digest of who acts.
func EndingsOf(do pilot.Do) ([]Ending, error) {
	all, err := endings(do)
	return all[do.By.Person], err
}
