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
// what somebody waits for, or has work to confirm. Where a plan comes that morning it
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
	slices.Sort(list)
	return slices.Compact(list), nil
}

// NoteLights notes the lights of a person as told with the message that was queued for
// them now.
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
		if err := do.Tx.TellLight(l, do.Now); err != nil {
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

// Digest is what a person's digest says of tasks.
type Digest struct {
	Lines   []task.Line // what stands out, then what waits to be confirmed
	Names   map[rules.PersonID]string
	Reasons map[task.ID]string // what those wait for that the reader can lift
	Waiting int                // how many lines wait for the reader's confirmation
	Late    int                // overdue in the reader's units, and told of before
}

// DigestOf is what the digest of who acts says of tasks now: the lights of which it was
// queued to tell, as far as they still hold, what the reader can lift, what waits for the
// reader's confirmation.
func DigestOf(do pilot.Do) (Digest, error) {
	d := Digest{Names: map[rules.PersonID]string{}, Reasons: map[task.ID]string{}}
	heads, acts, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return d, err
	}
	units := slices.Concat(heads, acts)
	lit, err := litNow(do)
	if err != nil {
		return d, err
	}
	lift, err := d.liftable(do)
	if err != nil {
		return d, err
	}
	waits, err := submitted(do, units)
	if err != nil {
		return d, err
	}
	d.Waiting = len(waits)
	all := slices.Concat(lit, lift, waits)
	slices.SortFunc(all, func(a, b task.Task) int { return int(a.ID - b.ID) })
	all = slices.CompactFunc(all, func(a, b task.Task) bool { return a.ID == b.ID })
	blocked, err := Blocked(do, all)
	if err != nil {
		return d, err
	}
	desk := task.Desk{Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}
	d.Lines = desk.Digest(all, blocked)
	if len(d.Lines) == 0 {
		return d, nil
	}
	if err := d.countLate(do, units); err != nil {
		return d, err
	}
	return d, d.name(do)
}

// litNow are the tasks of whose lights the reader's digest of today was queued to tell,
// where the same light still holds, but for those of which the plan tells.
func litNow(do pilot.Do) ([]task.Task, error) {
	told, err := do.Tx.LightsTo(do.By.Person, do.Today.At(0, do.Calendar.Location))
	if err != nil || len(told) == 0 {
		return nil, err
	}
	homes, err := do.Tx.HomeDays(do.By.Person, do.Today, do.Today)
	if err != nil {
		return nil, err
	}
	planned, err := do.Tx.Queued(PlanKey(do.Today, do.By.Person))
	if err != nil {
		return nil, err
	}
	carried := planned && slices.ContainsFunc(homes, func(h rules.HomeDay) bool { return h.State == rules.Approved && h.Part != rules.Afternoon })
	ids := make([]task.ID, len(told))
	for i, l := range told {
		ids[i] = l.Task
	}
	tasks, err := do.Tx.Tasks(ids...)
	if err != nil {
		return nil, err
	}
	blocked, err := Blocked(do, tasks)
	if err != nil {
		return nil, err
	}
	holds := map[task.ID][]task.Told{}
	for _, l := range told {
		holds[l.Task] = append(holds[l.Task], l)
	}
	return slices.DeleteFunc(tasks, func(t task.Task) bool {
		lamp := t.Lamp(do.Tasks, blocked[t.ID], do.Now)
		return lamp == task.Dark || carried && t.Owner == do.By.Person || !slices.ContainsFunc(holds[t.ID], func(l task.Told) bool { return l.Lamp == lamp && l.Due.Equal(t.Due) })
	}), nil
}

// liftable are the tasks whose blockers the reader is asked to lift: what waits for them,
// and what is a head's to lift in their units or of the heads right below.
func (d Digest) liftable(do pilot.Do) ([]task.Task, error) {
	list, err := do.Tx.BlockersWaiting(do.By.Person)
	if err != nil {
		return nil, err
	}
	under, err := do.Tx.BlockersUnder(do.By.Person)
	if err != nil {
		return nil, err
	}
	for _, b := range under {
		if !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	lifts, err := lifted(do, list)
	if err != nil {
		return nil, err
	}
	var mine []task.ID
	for i, b := range list {
		if lifts[i] == do.By.Person {
			mine = append(mine, b.Task)
			d.Reasons[b.Task] = b.Reason
		}
	}
	return do.Tx.Tasks(mine...)
}

// countLate counts what is overdue in the reader's units and stands in no line.
func (d *Digest) countLate(do pilot.Do, units []rules.UnitID) (err error) {
	if d.Late, err = do.Tx.CountOverdue(units, do.Now, !do.Tasks.WaitingStops); err != nil {
		return err
	}
	for _, l := range d.Lines {
		if (l.Lamp == task.Yellow || l.Lamp == task.Red) && slices.Contains(units, l.Task.Unit) {
			d.Late--
		}
	}
	d.Late = max(d.Late, 0)
	return nil
}

// name finds how the owners are called.
func (d Digest) name(do pilot.Do) error {
	var ids []rules.PersonID
	for _, l := range d.Lines {
		if l.Task.Owner != do.By.Person {
			ids = append(ids, l.Task.Owner)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	org, err := do.Tx.OrgOf(do.Today, slices.Compact(ids)...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		d.Names[id] = org.People[id].Called()
	}
	return nil
}
