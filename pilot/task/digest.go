package task

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Digest is what a person's digest says of tasks.
type Digest struct {
	Lines   []task.Line // what stands out, then what waits to be confirmed
	Names   map[rules.PersonID]string
	Reasons map[task.ID]string // what those wait for that the reader can lift
	Waiting int                // how many lines wait for the reader's confirmation
	Late    int                // overdue in the reader's units, without a line
}

// DigestLines is how many tasks a digest names; of the others it says the number.
const DigestLines = 12

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
// or one before that may not have arrived, where the same light still holds, but for those
// of which the plan tells.
func litNow(do pilot.Do) ([]task.Task, error) {
	unheard, err := do.Unheard(do.By.Person)
	if err != nil {
		return nil, err
	}
	told, err := do.Tx.LightsTo(do.By.Person, do.Today.At(0, do.Calendar.Location), unheard...)
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
