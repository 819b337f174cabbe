package task

import (
	"slices"
	"time"

	"tainha/rules"
)

// Lamp is one of the three lights of the city's own project (rules section 6).
type Lamp uint8

// The lights.
const (
	Dark   Lamp = iota
	Green       // less than 24 hours to the deadline: the owner
	Yellow      // overdue, up to 48 hours: the owner and the head of the unit
	Red         // overdue more than 48 hours: the head one level up, too
)

// Told is a light that a recipient was told of, for the deadline that held then: a
// granted extension arms all of them anew.
type Told struct {
	Task ID
	To   rules.PersonID
	Lamp Lamp
	Due  time.Time
}

// Lamp is the light of a task now, by hours of the clock. A task that is submitted,
// confirmed or over is dark, and so is a blocked one where the settings say that
// waiting stops the lights.
func (t Task) Lamp(p Policy, blocked bool, now time.Time) Lamp {
	if !t.State.Open() || blocked && p.WaitingStops {
		return Dark
	}
	switch late := now.Sub(t.Due); {
	case late > p.RedAfter:
		return Red
	case late > 0:
		return Yellow
	case -late < p.GreenWithin:
		return Green
	}
	return Dark
}

// Lights is who is to be told of the present light of a task: each once for each
// recipient and deadline. A light that a later one has overtaken is not caught up. An
// owner who is the head gets yellow once; at the top red goes to the named authority.
// Delegates get none. Leave, snooze and the message budget only defer it: what was not
// told is returned again as long as it holds.
func (k Desk) Lights(t Task, blocked bool, told []Told) []Told {
	lamp := t.Lamp(k.Policy, blocked, k.Now)
	to := []rules.PersonID{t.Owner}
	head := k.Org.Superior(t.Owner)
	heads := slices.ContainsFunc(k.Org.HeadOf(t.Owner), func(u rules.UnitID) bool { return u == k.Org.People[t.Owner].Unit })
	switch {
	case lamp == Dark:
		return nil
	case lamp == Yellow && !heads:
		to = append(to, head)
	case lamp == Red && heads:
		to = append(to, head)
	case lamp == Red:
		to = append(to, head, k.Org.Superior(t.Owner, head))
	}
	var out []Told
	for _, p := range to {
		light := Told{t.ID, p, lamp, t.Due}
		if p != 0 && !slices.ContainsFunc(told, light.same) && !slices.ContainsFunc(out, light.same) {
			out = append(out, light)
		}
	}
	return out
}

func (l Told) same(o Told) bool {
	return l.Task == o.Task && l.To == o.To && l.Lamp == o.Lamp && l.Due.Equal(o.Due)
}
