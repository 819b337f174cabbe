package register

import (
	"errors"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// RunningEntry is an entry of the calendar that can be given a last day: it has begun and
// goes on after today. It refuses any other.
func RunningEntry(do pilot.Do, id int64) (store.CalendarEntry, error) {
	e, err := entered(do, id)
	switch {
	case err != nil || e.CanEnd(do.Today):
		return e, err
	case e.Year == 0 && e.Begins() <= do.Today:
		return e, rules.Refuse("calendar.over", "day", e.Ends())
	}
	return e, rules.Refuse("press.stale")
}

// PreviewEnd says what it would do to give an entry its last day: what would not hold any
// more after it, and whom that hits. It refuses what EndCalendar refuses.
func PreviewEnd(do pilot.Do, id int64, last rules.Date) (p CalendarPreview, err error) {
	e, err := RunningEntry(do, id)
	if err != nil {
		return p, err
	}
	if err := e.CheckEnd(last, do.Today); err != nil {
		return p, err
	}
	if p.Lines, err = CalendarLines(do, e.After(last)); err != nil {
		return p, err
	}
	after, err := calendarWith(do, id, e.Until(last))
	if err != nil {
		return p, err
	}
	p.Effects, err = request.CalendarEffects(do, after)
	return p, err
}

// EndCalendar gives an entry that has begun its last day: what it said of the days until
// then stays. What follows is as of EnterCalendar.
func EndCalendar(do pilot.Do, id int64, last rules.Date) error {
	if err := do.Assert(pilot.ChangeRegister, rules.Subject{}); err != nil {
		return err
	}
	e, err := RunningEntry(do, id)
	if err != nil {
		return err
	}
	if err := e.CheckEnd(last, do.Today); err != nil {
		return err
	}
	ended, err := do.Tx.ReplaceCalendarChange(id, e.Until(last), do.By.Person, do.Now)
	if errors.Is(err, store.ErrNotFound) {
		return rules.Refuse("calendar.gone")
	}
	if err != nil {
		return err
	}
	if err := do.Audit(store.Entry{Action: "calendar.end", Object: pilot.ObjectCalendar, ObjectID: ended, Before: e.CalendarChange, After: e.Until(last)}); err != nil {
		return err
	}
	return tellPresence(do, ended, e.After(last), "notice.calendar.presence_gone", last)
}
