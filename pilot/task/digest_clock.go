package task

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// morning is what the clock knows of tasks at the beginning of a day: who is to be told
// of which lights, whom blockers are asked of, and for whose confirmation work waits.
type morning struct {
	own    map[rules.PersonID][]task.Told // of the reader's own tasks
	lights map[rules.PersonID][]task.Told // of others' tasks
	others map[rules.PersonID]bool
	home   map[rules.PersonID]bool // at home today: from this morning, so that the plan carries their own lights, or (false) only from noon
}

type morningKey struct{}

// chunk is how many tasks are looked at together.
const chunk = 500

// theMorning is made once in a transaction.
func theMorning(do pilot.Do) (morning, error) {
	if known, ok := do.Tx.Kept(morningKey{}).(morning); ok {
		return known, nil
	}
	m := morning{map[rules.PersonID][]task.Told{}, map[rules.PersonID][]task.Told{}, map[rules.PersonID]bool{}, map[rules.PersonID]bool{}}
	homes, err := do.Tx.HomeOn(do.Today)
	if err != nil {
		return m, err
	}
	for _, h := range homes {
		m.home[h.Person] = m.home[h.Person] || h.Part != rules.Afternoon
	}
	if err := m.light(do); err != nil {
		return m, err
	}
	if err := m.block(do); err != nil {
		return m, err
	}
	if err := m.wait(do); err != nil {
		return m, err
	}
	delete(m.own, 0)
	delete(m.lights, 0)
	delete(m.others, 0)
	do.Tx.Keep(morningKey{}, m)
	return m, nil
}

// wholeDesk is a desk that knows the heads of the whole agency, for tasks that are
// anybody's.
func wholeDesk(do pilot.Do, tasks []task.Task, more ...rules.PersonID) (task.Desk, error) {
	people := more
	for _, t := range tasks {
		people = append(people, concerned(t)...)
	}
	slices.Sort(people)
	people = slices.DeleteFunc(slices.Compact(people), func(p rules.PersonID) bool { return p == 0 })
	org, err := do.Org(people...)
	return task.Desk{Org: org, Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}, err
}

// light finds the lights that somebody is to be told of and was not yet.
func (m morning) light(do pilot.Do) error {
	var after task.Task
	for {
		page, err := do.Tx.LiveTasksDue(do.Now.Add(do.Tasks.GreenWithin), after, chunk)
		if err != nil || len(page) == 0 {
			return err
		}
		after = page[len(page)-1]
		open := slices.DeleteFunc(slices.Clone(page), func(t task.Task) bool { return !t.State.Open() })
		desk, err := wholeDesk(do, open)
		if err != nil {
			return err
		}
		blocked, err := Blocked(do, open)
		if err != nil {
			return err
		}
		told, err := toldOf(do, open)
		if err != nil {
			return err
		}
		for _, t := range open {
			for _, l := range desk.Lights(t, blocked[t.ID], told[t.ID]) {
				if l.To == t.Owner {
					m.own[l.To] = append(m.own[l.To], l)
				} else {
					m.lights[l.To] = append(m.lights[l.To], l)
				}
			}
		}
		if len(page) < chunk {
			return nil
		}
	}
}

// toldOf are the lights of tasks that people were told of.
func toldOf(do pilot.Do, tasks []task.Task) (map[task.ID][]task.Told, error) {
	ids := make([]task.ID, len(tasks))
	for i, t := range tasks {
		ids[i] = t.ID
	}
	list, err := do.Tx.LightsTold(ids...)
	told := map[task.ID][]task.Told{}
	for _, l := range list {
		told[l.Task] = append(told[l.Task], l)
	}
	return told, err
}

// block finds who can lift what is open.
func (m morning) block(do pilot.Do) error {
	after := task.BlockerID(0)
	for {
		page, err := do.Tx.OpenBlockers(after, chunk)
		if err != nil || len(page) == 0 {
			return err
		}
		after = page[len(page)-1].ID
		lifts, err := lifted(do, page)
		if err != nil {
			return err
		}
		for _, p := range lifts {
			m.others[p] = true
		}
		if len(page) < chunk {
			return nil
		}
	}
}

// lifted says who can lift each of some open blockers, 0 for nobody.
func lifted(do pilot.Do, list []task.Blocker) ([]rules.PersonID, error) {
	ids := make([]task.ID, len(list))
	var people []rules.PersonID
	for i, b := range list {
		ids[i] = b.Task
		people = append(people, b.By, b.WaitsFor)
	}
	tasks, err := do.Tx.Tasks(ids...)
	if err != nil {
		return nil, err
	}
	desk, err := wholeDesk(do, tasks, people...)
	if err != nil {
		return nil, err
	}
	out := make([]rules.PersonID, len(list))
	for i, b := range list {
		if at := slices.IndexFunc(tasks, func(t task.Task) bool { return t.ID == b.Task }); at >= 0 {
			out[i] = desk.Lifts(tasks[at], b)
		}
	}
	return out, nil
}

// wait finds for whose confirmation work waits.
func (m morning) wait(do pilot.Do) error {
	list, err := do.Tx.SubmittedTasks()
	if err != nil || len(list) == 0 {
		return err
	}
	desk, err := wholeDesk(do, list)
	if err != nil {
		return err
	}
	asked := map[rules.PersonID]bool{}
	for _, t := range list {
		if asked[t.Assigner] {
			continue
		}
		asked[t.Assigner] = true
		mandates, err := do.Tx.MandatesTo(t.Assigner)
		if err != nil {
			return err
		}
		desk.Mandates = append(desk.Mandates, mandates...)
	}
	for _, t := range list {
		m.others[confirmer(desk, t)] = true
	}
	return nil
}

// DigestReaders finds whose digest tells of tasks: who is to be told of a light, can lift
// what somebody waits for, has work to confirm, or was not reached by an earlier one. Where a plan comes that morning it
// carries the lights of one's own tasks.
func DigestReaders(do pilot.Do) (list []rules.PersonID, err error) {
	m, err := theMorning(do)
	if err != nil {
		return nil, err
	}
	for p := range m.others {
		list = append(list, p)
	}
	for p := range m.lights {
		list = append(list, p)
	}
	for p := range m.own {
		if early, home := m.home[p]; !early && (home || !do.Tasks.OfficePlan) {
			list = append(list, p)
		}
	}
	held, err := do.Tx.HeldReaders()
	list = append(list, held...)
	slices.Sort(list)
	return slices.Compact(list), err
}

// NoteLights notes as told the lights of the digest that was queued for a person now: those that it
// names, and those that it counts behind its last line, with the button that lists them.
func NoteLights(do pilot.Do, p rules.PersonID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	m, err := theMorning(do)
	if err != nil {
		return err
	}
	list := m.lights[p]
	if own := m.own[p]; len(own) > 0 {
		carried, err := m.planCarries(do, p)
		if err != nil {
			return err
		}
		if !carried {
			list = slices.Concat(list, own)
		}
	}
	for _, l := range list {
		if err := do.Tx.TellLight(l, task.MessageDigest, do.Now); err != nil {
			return err
		}
	}
	return nil
}

// planCarries reports whether the plan that comes this morning tells a person, for whom the
// digest is queued, of the lights of their own tasks: it may be one message too many.
func (m morning) planCarries(do pilot.Do, p rules.PersonID) (bool, error) {
	if !m.home[p] {
		return false, nil
	}
	if queued, err := do.Tx.Queued(PlanKey(do.Today, p)); err != nil || queued {
		return queued, err
	}
	return do.MayQueue(p, task.MessagePlan)
}
