package work

import (
	"context"
	"time"

	"tainha/rules"
	"tainha/store"
)

var saigon = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func at(d rules.Date, minute int) time.Time {
	return time.Unix(int64(d)*86400, 0).UTC().Add(time.Duration(minute)*time.Minute - 7*time.Hour).In(saigon)
}

func dateOf(t time.Time) rules.Date { return rules.Date((t.Unix() + 7*3600) / 86400) }

func minuteOf(t time.Time) int { l := t.In(saigon); return l.Hour()*60 + l.Minute() }

// daysOff and worked are the official notices of 2026 (section 8).
var daysOff = map[string]bool{
	"2026-01-01": true, "2026-01-02": true, "2026-02-16": true, "2026-02-17": true, "2026-02-18": true, "2026-02-19": true, "2026-02-20": true,
	"2026-04-27": true, "2026-04-30": true, "2026-05-01": true, "2026-08-31": true, "2026-09-01": true, "2026-09-02": true, "2026-11-24": true,
}
var worked = map[string]bool{"2026-01-10": true, "2026-08-22": true}

func workday(d rules.Date) bool {
	t := at(d, 0)
	s := t.Format(time.DateOnly)
	return worked[s] || !daysOff[s] && t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// half is the open half of a moment, none where it is closed.
func half(t time.Time) (rules.Part, bool) {
	switch m := minuteOf(t); {
	case !workday(dateOf(t)):
	case m >= 450 && m < 690:
		return rules.Morning, true
	case m >= 780 && m < 1020:
		return rules.Afternoon, true
	}
	return rules.Whole, false
}

// worktime is the working time between two moments.
func worktime(from, to time.Time) (sum time.Duration) {
	for d := dateOf(from); d <= dateOf(to); d++ {
		if !workday(d) {
			continue
		}
		for _, s := range [][2]int{{450, 690}, {780, 1020}} {
			a, b := at(d, s[0]), at(d, s[1])
			if from.After(a) {
				a = from
			}
			if to.Before(b) {
				b = to
			}
			sum += max(0, b.Sub(a))
		}
	}
	return sum
}

type state int

const (
	assigned state = iota
	submitted
	confirmed
	gone // recalled or handed on
)

// work is a task as the rules see it.
type work struct {
	id        int64
	title     string
	owner, by rules.PersonID
	with      rules.PersonID // who has a share in it, 0: nobody
	due       time.Time
	made      rules.Date
	state     state
	submitted time.Time
	confirmer rules.PersonID
	blocker   rules.PersonID // who can lift what it waits for, 0: nothing is open
}

type lamp string

const (
	dark   lamp = ""
	green  lamp = "🟢"
	yellow lamp = "🟡"
	red    lamp = "🔴"
)

// light is one light of one task for one recipient; another deadline arms it anew.
type light struct {
	task int64
	to   rules.PersonID
	lamp lamp
	due  int64
}

// lampAt is the light of a task: less than 24 hours to the deadline, overdue, overdue over 48 hours.
func (w *work) lampAt(now time.Time) lamp {
	switch late := now.Sub(w.due); {
	case w.state != assigned:
		return dark
	case late > 48*time.Hour:
		return red
	case late >= 0:
		return yellow
	case late > -24*time.Hour:
		return green
	}
	return dark
}

func (o *office) unitOf(id rules.UnitID) *unit {
	if u := o.unit[id]; u != nil {
		return u
	}
	return &unit{}
}

// heads are who heads the unit of somebody, and the one above it; who heads it themselves is passed over.
func (o *office) heads(p rules.PersonID) (head, above rules.PersonID) {
	u := o.unitOf(o.of[p].unit)
	return u.head, o.unitOf(u.parent).head
}

// hears lists whom the present light of a task is for (section 6).
func (o *office) hears(w *work, now time.Time) (l lamp, to []rules.PersonID) {
	if l = w.lampAt(now); l == dark {
		return l, nil
	}
	head, above := o.heads(w.owner)
	to = []rules.PersonID{w.owner}
	if (l == yellow || l == red) && head != w.owner && head != 0 {
		to = append(to, head)
	}
	if l == red && above != 0 && above != w.owner {
		to = append(to, above)
	}
	return l, to
}

// lifter is who is asked of what a task waits for: who can lift it, never the reporter.
func (o *office) lifter(reporter, waits rules.PersonID) rules.PersonID {
	if waits != 0 && waits != reporter {
		return waits
	}
	head, above := o.heads(reporter)
	if head == reporter {
		return above
	}
	return head
}

// present tells whether somebody is there in a half, as far as leave goes.
func (p *person) present(d rules.Date, part rules.Part) bool {
	was, away := p.away[d]
	return !away || was != rules.Whole && was != part
}

// stay is a day of somebody.
type stay struct {
	of  rules.PersonID
	day rules.Date
}

// home is which halves of a day somebody is at home, approved; it is asked anew once something may have changed.
func (o *office) home(p *person, d rules.Date) (am, pm bool) {
	if known, ok := o.homes[stay{p.id, d}]; ok {
		return known[0], known[1]
	}
	o.must(o.db.Read(context.Background(), func(tx *store.Tx) error {
		days, err := tx.HomeDays(p.id, d, d)
		for _, x := range days {
			if x.State == rules.Approved || x.State == rules.Done {
				am = am || x.Part != rules.Afternoon
				pm = pm || x.Part != rules.Morning
			}
		}
		return err
	}))
	o.homes[stay{p.id, d}] = [2]bool{am, pm}
	return am, pm
}

// quiet tells whether somebody asked to hear nothing at a moment.
func (p *person) quiet(now time.Time) bool {
	return now.Before(p.snooze) || p.stop != 0 && dateOf(now) <= p.stop
}
