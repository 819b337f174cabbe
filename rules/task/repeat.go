package task

import (
	"time"

	"tainha/rules"
)

// RepeatID identifies a repetition.
type RepeatID int64

// Rhythm is how a task repeats.
type Rhythm uint8

// The rhythms.
const (
	Once     Rhythm = iota
	Weekly          // on the weekday of its first deadline, every so many weeks
	Monthly         // on a day of the month, the last one of a shorter month
	Workdays        // each working day
)

// Ending is why a repetition runs no more.
type Ending uint8

// The endings.
const (
	Runs         Ending = iota
	EndedStopped        // somebody stopped it (dừng lặp)
	EndedOver           // its last day is over
	EndedLeft           // who does it works here no more
	EndedMoved          // who does it works in another unit
	EndedRight          // who gave it may give them work no more
)

// Message says why to people.
func (e Ending) Message() rules.Message {
	switch e {
	case Runs:
	case EndedStopped:
		return rules.Msg("task.repeat.ended.stopped")
	case EndedOver:
		return rules.Msg("task.repeat.ended.over")
	case EndedLeft:
		return rules.Msg("task.repeat.ended.left")
	case EndedMoved:
		return rules.Msg("task.repeat.ended.moved")
	case EndedRight:
		return rules.Msg("task.repeat.ended.right")
	}
	return rules.Msg("task.repeat.ended.none")
}

// Pace is in which rhythm a task repeats, and until when.
type Pace struct {
	Rhythm Rhythm     `json:"rhythm,omitempty"`
	Every  int        `json:"every,omitempty"` // so many weeks or months; of Workdays 1
	Day    int        `json:"day,omitempty"`   // of Monthly: of the month; of Weekly: 1 Monday to 7, 0: that of the first deadline
	Last   rules.Date `json:"last,omitempty"`  // the last day on which it can fall
}

// Message says a rhythm to people; first is a day of it.
func (p Pace) Message(first rules.Date) rules.Message {
	switch p.Rhythm {
	case Once:
	case Weekly:
		return rules.Msg("task.pace.weekly", "every", p.Every, "day", first)
	case Monthly:
		return rules.Msg("task.pace.monthly", "every", p.Every, "day", p.Day)
	case Workdays:
		return rules.Msg("task.pace.workdays")
	}
	return rules.Msg("task.pace.once")
}

// Repeat is a task that comes again (việc lặp lại). Each occurrence is a task of its own,
// made like the newest one before it.
type Repeat struct {
	ID     RepeatID
	Newest ID           // the newest occurrence
	Unit   rules.UnitID // of its owner when it began: it ends when they move
	Pace   Pace
	Minute int        // of the day, of the deadline
	First  rules.Date // on which the first one falls by its rhythm
	Made   rules.Date // on which the newest falls by its rhythm
	Ended  time.Time
	Why    Ending
}

// Occurrence is one of a repetition whose time has come.
type Occurrence struct {
	Day rules.Date // by its rhythm: it names the occurrence
	Due time.Time
}

const (
	maxEvery   = 12
	daysBack   = 14 // no stretch of days off is longer
	weekDays   = 7
	maxTimes   = 600 // working days of two years
	monthsLong = 24  // how far a repetition reaches at most
)

// CheckRepeat refuses a rhythm that is none, an end before the first deadline, and one
// that is too far away.
func (k Desk) CheckRepeat(p Pace, due time.Time) error {
	day := rules.DateOf(due.In(k.Calendar.Location))
	switch {
	case p.Rhythm == Once:
		return nil
	case p.Rhythm > Workdays, p.Every < 1, p.Every > maxEvery, p.Rhythm == Monthly && (p.Day < 1 || p.Day > 31), p.Rhythm == Weekly && (p.Day < 0 || p.Day > weekDays), !p.Last.InBounds():
		return rules.Refuse("press.stale")
	case p.Last < day:
		return rules.Refuse("task.repeat.before", "last", p.Last, "due", due)
	case p.Last > day.AddMonths(monthsLong).MonthEnd():
		return rules.Refuse("task.repeat.far", "months", monthsLong)
	}
	return nil
}

// Begin is the repetition of a task that was given now.
func (k Desk) Begin(t Task, p Pace) Repeat {
	at := t.Due.In(k.Calendar.Location)
	day := p.Nominal(rules.DateOf(at))
	return Repeat{Newest: t.ID, Unit: t.Unit, Pace: p, Minute: at.Hour()*60 + at.Minute(), First: day, Made: day} //nolint:mnd // minutes
}

// Nominal is the day of a rhythm to which a deadline belongs: that day, or the closed day
// behind it from which it moved.
func (p Pace) Nominal(due rules.Date) rules.Date {
	d := due
	switch {
	case p.Rhythm == Weekly && p.Day > 0:
		if d = due.Monday() + rules.Date(p.Day) - 1; d < due {
			d += weekDays
		}
	case p.Rhythm == Monthly && p.Day > 0:
		if d = p.inMonth(due); d < due {
			d = p.inMonth(due.AddMonths(1))
		}
	}
	return d
}

// inMonth is the day of a monthly rhythm in the month of a day.
func (p Pace) inMonth(d rules.Date) rules.Date {
	return min(d.MonthStart()+rules.Date(p.Day)-1, d.MonthEnd())
}

// FirstDay is where the deadline of a first occurrence that was said for a day falls: on the
// working day before a closed one, unless that is over. ok is false where there is none.
func (k Desk) FirstDay(p Pace, d rules.Date) (day rules.Date, ok bool) {
	day, ok = k.falls(Repeat{Pace: p}, d)
	return day, ok && day != 0 && day >= k.today()
}

// EndOfRepeat is until when a task repeats where nobody says so: to the end of the year of
// its first deadline, the next where that holds no second one, or so many months.
func (k Desk) EndOfRepeat(p Pace, first rules.Date) rules.Date {
	if n := k.Policy.RepeatMonths; n > 0 {
		return first.AddMonths(n).MonthStart() + rules.Date(first.Day()) - 1
	}
	end := rules.NewDate(first.Year(), time.December, 31) //nolint:mnd // the last day of the year
	if k.LastOf(p, first, 2) > end {                      //nolint:mnd // the second one
		end = rules.NewDate(first.Year()+1, time.December, 31) //nolint:mnd // the last day of the year
	}
	return end
}

// LastOf is the day of the nth deadline of a rhythm, by which an end is said in so many times.
func (k Desk) LastOf(p Pace, first rules.Date, n int) rules.Date {
	d := first
	for i := 1; i < min(n, maxTimes); i++ {
		next, ok := k.after(Repeat{Pace: p, First: first}, d)
		if !ok {
			break
		}
		d = next
	}
	return d
}

// after is the next day of a rhythm; ok is false where the calendar doesn't know it yet.
func (k Desk) after(r Repeat, d rules.Date) (next rules.Date, ok bool) {
	switch r.Pace.Rhythm {
	case Weekly:
		return d + rules.Date(weekDays*r.Pace.Every), true
	case Monthly:
		return r.Pace.inMonth(d.AddMonths(r.Pace.Every)), true
	case Workdays:
		for next = d + 1; next <= d+daysBack; next++ {
			switch kind, _ := k.Calendar.Kind(next); kind {
			case rules.Working:
				return next, true
			case rules.Unknown:
				return next, false
			}
		}
	case Once:
	}
	return d + 1, false
}

// falls is the day of the deadline: a closed day moves to the working day before, of a
// weekly one within its week. 0: that week has none. ok is false where the calendar
// doesn't know it yet.
func (k Desk) falls(r Repeat, d rules.Date) (day rules.Date, ok bool) {
	low := d - daysBack
	if r.Pace.Rhythm == Weekly {
		low = d.Monday()
	}
	for day = d; day >= low; day-- {
		switch kind, _ := k.Calendar.Kind(day); kind {
		case rules.Working:
			return day, true
		case rules.Unknown:
			return 0, false
		}
	}
	return 0, true
}

// Pending are the occurrences whose time has come and that were not made yet, and up to
// which day of its rhythm that is; over says that none comes any more. One is made so many
// days before its deadline, or on the morning of a working day. Of those whose deadline
// passed while nothing was made, the newest is made up, to the end of today, unless one
// falls today anyway.
func (k Desk) Pending(r Repeat) (list []Occurrence, made rules.Date, over bool) {
	var missed *Occurrence
	made = r.Made
	for {
		next, ok := k.after(r, made)
		if !ok || next > r.Pace.Last {
			over = ok
			break
		}
		day, ok := k.falls(r, next)
		if opens := day - rules.Date(k.Policy.RepeatAhead); !ok || opens > k.today() || r.Pace.Rhythm == Workdays && day > k.today() {
			break
		}
		made = next
		if day == 0 {
			continue
		}
		o := Occurrence{Day: next, Due: day.At(r.Minute, k.Calendar.Location)}
		if o.Due.After(k.Now) {
			list = append(list, o)
		} else {
			missed = &o
		}
	}
	if missed == nil || len(list) > 0 && rules.DateOf(list[0].Due) == k.today() {
		return list, made, over
	}
	if end := k.Calendar.End(rules.Slot{Date: k.today()}); k.Calendar.IsWorking(k.today()) && end.After(k.Now) {
		missed.Due = end
		list = append([]Occurrence{*missed}, list...)
	}
	return list, made, over
}

// Again is the next occurrence of a repetition, like the newest one before it: K and shares
// as they were given, but for what the product is by its catalogue today.
func (k Desk) Again(newest Task, o Occurrence, today Work) (Task, error) {
	t := Task{Title: newest.Title, Field: newest.Field, Due: o.Due, Work: newest.Work, Proof: newest.Proof, Owner: newest.Owner, Shares: newest.Shares,
		Document: newest.Document, Repeat: newest.Repeat, RepeatDay: o.Day}
	if today.Product != 0 {
		t.Work.Product, t.Work.Kind, t.Work.Counted, t.Work.K = today.Product, today.Kind, today.Counted, today.K
	}
	t, err := k.Assign(t, Act{By: newest.Assigner})
	if err == nil && t.State == Assigned && !newest.Accepted.IsZero() { // what was accepted once is accepted
		t.State, t.Accepted = Accepted, k.Now
	}
	return t, err
}

// Ends says why a repetition can't go on, Runs: it can.
func (k Desk) Ends(r Repeat, newest Task) Ending {
	owner := k.Org.People[newest.Owner]
	switch {
	case !owner.Active:
		return EndedLeft
	case owner.Unit != r.Unit:
		return EndedMoved
	case newest.Assigner == newest.Owner:
		return Runs
	}
	if _, err := k.Over(newest.Assigner, newest.Owner, newest.Field); err != nil {
		return EndedRight
	}
	for _, s := range newest.Shares {
		if s.Person != newest.Owner && s.Person != newest.Assigner && !k.Org.People[s.Person].Active {
			return EndedLeft
		}
	}
	return Runs
}

// StopRepeat ends a repetition: who gave the work, as long as they may, the heads over its
// owner, and who took it by themselves.
func (k Desk) StopRepeat(r Repeat, newest Task, a Act) (Repeat, error) {
	if _, err := k.takesBack(newest, a.By); err != nil {
		return r, err
	}
	if !r.Ended.IsZero() {
		return r, rules.Refuse("task.repeat.over", "why", r.Why.Message())
	}
	r.Ended, r.Why = k.Now, EndedStopped
	return r, nil
}
