package evaluation

import (
	"slices"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// Period is the days that a score is about, the moment at which it is reckoned, and what work counts in.
type Period struct {
	From, To  rules.Date
	AsOf      time.Time // before the period's end: what is known so far
	Catalogue bool      // the unit has one: hours stand for no K, though nothing were counted in products
}

// until is the moment up to which unfinished work is late: the period's end, or AsOf before it.
func (p Period) until(c *rules.Calendar) time.Time {
	end := p.To.AddDays(1).At(0, c.Location).Add(-time.Nanosecond)
	if !p.AsOf.IsZero() && p.AsOf.Before(end) {
		return p.AsOf
	}
	return end
}

func (p Period) holds(t time.Time, c *rules.Calendar) bool {
	d := rules.DateOf(t.In(c.Location))
	return !t.IsZero() && p.From <= d && d <= p.To
}

// Delay is a lateness: from a deadline until the work was finished, zero: it is not.
type Delay struct{ Due, Finished time.Time }

// Piece is one person's part in a task, as it stands in a period.
type Piece struct {
	Task     task.ID
	Title    string // as it may leave through Telegram
	Unit     rules.UnitID
	Due      time.Time
	Measure  task.Measure
	K        task.Amount // 1 of hours
	Assigned task.Amount // of the whole quantity the person's part, 0 of extra work
	Done     task.Amount
	Extra    bool
	Strikes  []task.Strike // on a major content error, those that no waiver takes away
	Waived   []task.Waiver
	Delays   []Delay // those that no waiver takes away
}

// Source is a task with what counts for and against it.
type Source struct {
	Task    task.Task
	Done    task.Amount // of Work.Total, reported until the period's end
	Strikes []task.Strike
	Waivers []task.Waiver
}

// PieceOf is a person's part in a task of a period; false: none of it belongs there. A task belongs to the
// period in which its deadline falls, an extra one to that in which it was submitted. A recalled one belongs
// to none. Who handed it on keeps as assigned what was done, also of an extra one, and the taker has the rest as
// extra. A share multiplies both sides; strikes and delays strike each part (rules section 12, Scores).
func PieceOf(s Source, who rules.PersonID, p Period, settings task.Policy, c *rules.Calendar) (Piece, bool) {
	t := s.Task
	part := t.PartOf(who)
	handedOn := t.State == task.HandedOn
	extra := t.Extra && !handedOn
	when := t.Due
	if extra {
		when = t.Finished(settings)
	}
	if t.State == task.Recalled || t.State == task.Drafted || part.IsZero() || !p.holds(when, c) {
		return Piece{}, false
	}
	piece := Piece{
		Task: t.ID, Title: settings.Title(t), Unit: t.Unit, Due: t.Due, Measure: t.Work.Measure(), K: task.N(1),
		Assigned: t.Work.Total().Times(part), Done: s.Done.Times(part), Extra: extra,
		Strikes: task.Counted(task.QualityStrike, s.Strikes, s.Waivers), Waived: s.Waivers,
	}
	if piece.Measure == task.Products {
		piece.K = t.Work.K
	}
	finished := t.Finished(settings)
	switch {
	case extra:
		piece.Assigned = task.Amount{}
	case handedOn:
		piece.Assigned, finished = piece.Done, t.Decided
		if piece.Done.IsZero() {
			return Piece{}, false
		}
	}
	if !delayWaived(s.Waivers, t.ID) {
		piece.Delays = delaysOf(t.Due, finished, p.until(c))
	}
	return piece, true
}

// delaysOf is the lateness of work with a deadline, as it stands at a moment: what finishes later is not finished.
func delaysOf(due, finished, until time.Time) []Delay {
	if finished.After(until) {
		finished = time.Time{}
	}
	if finished.IsZero() && due.Before(until) || finished.After(due) {
		return []Delay{{Due: due, Finished: finished}}
	}
	return nil
}

// delayWaived reports whether a waiver takes the task's lateness away.
func delayWaived(waivers []task.Waiver, id task.ID) bool {
	late := []task.Strike{{Task: id, Kind: task.Delay}}
	return len(task.Counted(task.Delay, late, waivers)) == 0
}

// clean reports whether the work is on time and without a strike, as đ asks. What a delay is counted in changes
// nothing: who is late on the day of the deadline is late.
func (x Piece) clean(p Period, c *rules.Calendar) bool {
	late := slices.ContainsFunc(x.Delays, func(d Delay) bool { return d.until(p, c).After(d.Due) })
	return !late && len(x.Strikes) == 0
}

// until is the moment up to which a lateness counts.
func (d Delay) until(p Period, c *rules.Calendar) time.Time {
	end := p.until(c)
	if !d.Finished.IsZero() && d.Finished.Before(end) {
		return d.Finished
	}
	return end
}

// count is how many delays of the unit a lateness is. The day of the deadline is no day of delay, but lateness
// on it is one occurrence.
func (d Delay) count(unit DelayUnit, p Period, c *rules.Calendar) (int, error) {
	end := d.until(p, c)
	if !end.After(d.Due) {
		return 0, nil
	}
	due, last := rules.DateOf(d.Due.In(c.Location)), rules.DateOf(end.In(c.Location))
	switch unit {
	case ByCalendarDay:
		return int(last - due), nil
	case ByWorkingDay:
		if last == due {
			return 0, nil
		}
		return c.WorkingDays(due.AddDays(1), last)
	}
	return 1, nil
}
