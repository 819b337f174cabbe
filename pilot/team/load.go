package team

import (
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// The parts of what somebody has before them.
const (
	LateLong = iota // overdue for longer than the red light allows
	Late
	Soon // due within the green light
	Open
)

// Loads are the open tasks of each person of a unit, by light. A blocked one counts as what it is due.
func Loads(do pilot.Do, unit rules.UnitID) (map[rules.PersonID][4]int, error) {
	list, err := do.Tx.LiveTasksIn([]rules.UnitID{unit})
	if err != nil {
		return nil, err
	}
	out := map[rules.PersonID][4]int{}
	for _, t := range list {
		if !t.State.Open() {
			continue
		}
		n := out[t.Owner]
		switch t.Lamp(do.Tasks, false, do.Now) {
		case task.Red:
			n[LateLong]++
		case task.Yellow:
			n[Late]++
		case task.Green:
			n[Soon]++
		default:
			n[Open]++
		}
		out[t.Owner] = n
	}
	return out, nil
}
