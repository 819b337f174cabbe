package task

import (
	"cmp"
	"slices"
	"time"

	"tainha/rules"
)

// Rank is where a task stands in a head's digest; lower comes first.
type Rank uint8

// The ranks.
const (
	RankWaited    Rank = iota // has waited for confirmation longer than the setting says
	RankRed                   // overdue more than 48 hours
	RankYellow                // overdue
	RankBlocked               // waits for somebody
	RankSubmitted             // waits for confirmation
	RankGreen                 // its deadline is near
	RankOther
)

// Line is a task in a digest.
type Line struct {
	Task   Task
	Rank   Rank
	Waits  time.Duration // how long it has waited for confirmation, in working time
	Lamp   Lamp
	Listed bool // it stands in the digest; of the others only the number is said
}

// Digest orders live tasks for whoever reads of them: first what has waited for
// confirmation over two working days, the longest first, then red, yellow, blocked, what
// waits for confirmation, green, and the rest by deadline (rules section 5). The wait is
// counted in working time.
func (k Desk) Digest(tasks []Task, blocked map[ID]bool) []Line {
	var lines []Line
	for _, t := range tasks {
		if !t.State.Live() {
			continue
		}
		l := Line{Task: t, Lamp: t.Lamp(k.Policy, blocked[t.ID], k.Now)}
		if t.State == Submitted {
			l.Waits = k.waited(t.Submitted)
		}
		l.Rank = k.rank(l, blocked[t.ID])
		l.Listed = l.Rank != RankOther
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(b.Waits, a.Waits), a.Task.Due.Compare(b.Task.Due), cmp.Compare(a.Task.ID, b.Task.ID))
	})
	return lines
}

func (k Desk) rank(l Line, blocked bool) Rank {
	switch {
	case l.Task.State == Submitted && l.Waits > k.Policy.ConfirmWithin:
		return RankWaited
	case l.Task.State == Submitted:
		return RankSubmitted
	case l.Lamp == Red:
		return RankRed
	case l.Lamp == Yellow:
		return RankYellow
	case blocked:
		return RankBlocked
	case l.Lamp == Green:
		return RankGreen
	}
	return RankOther
}

// waited is the working time since a moment, 0 where the calendar does not know it all.
func (k Desk) waited(since time.Time) time.Duration {
	d, err := k.Calendar.OpenBetween(since, k.Now)
	if err != nil {
		return 0
	}
	return d
}

// Same reports whether two mandates give the same power over the same work to the same person.
func (m Mandate) Same(o Mandate) bool {
	mine, others := slices.Sorted(slices.Values(m.People)), slices.Sorted(slices.Values(o.People))
	return m.Unit == o.Unit && m.Head == o.Head && m.To == o.To && m.Drafts == o.Drafts && SameField(m.Field, o.Field) && slices.Equal(mine, others)
}

// CheckMandate returns a *rules.Refusal with everything that stands against a mandate: a
// giver who does not head the unit, oneself, somebody gone or without an account, a range
// reversed or over.
func (k Desk) CheckMandate(m Mandate) error {
	var why []rules.Message
	unit, to := k.Org.Units[m.Unit], k.Org.People[m.To]
	if !unit.Active || unit.Head != m.Head || m.Head == 0 {
		why = append(why, rules.Msg("task.mandate_head", "unit", unit.Name))
	}
	switch {
	case m.To == m.Head:
		why = append(why, rules.Msg("delegate.self"))
	case !to.Active:
		why = append(why, rules.Msg("delegate.inactive", "name", to.Called()))
	case !to.Linked:
		why = append(why, rules.Msg("delegate.unlinked", "name", to.Called()))
	}
	switch {
	case m.Last != 0 && m.Last < m.First:
		why = append(why, rules.Msg("delegate.reversed", "first", m.First, "last", m.Last))
	case m.Last != 0 && m.Last < k.today():
		why = append(why, rules.Msg("delegate.over", "last", m.Last))
	}
	return refusal(append(why, textReasons(m.Field)...))
}
