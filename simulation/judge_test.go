package simulation

import (
	"fmt"
	"slices"

	"tainha/rules"
)

// home is a day at home, or half of it, that counts.
type home struct {
	c      *filing
	person rules.PersonID
	*day
}

func counts(s rules.RequestState) bool {
	return s == rules.Pending || s == rules.Approved || s == rules.Done
}

// standing is beside what a day is judged: the days that count, and slots that are
// asked for together with it, of the same person.
type standing struct {
	person rules.PersonID
	homes  []home
	also   []rules.Slot
}

// beside lists the days that count but for those left out.
func (o *truth) beside(person rules.PersonID, leave func(h home) bool) standing {
	s := standing{person: person}
	for _, c := range o.cases {
		for _, d := range c.days {
			if h := (home{c, c.person, d}); counts(d.state) && !leave(h) {
				s.homes = append(s.homes, h)
			}
		}
	}
	return s
}

// ruling is what there is against a day, and why it would go a level higher: keys of texts,
// with the day where they name one.
type ruling struct{ against, above []string }

func on(key string, d rules.Date) string { return fmt.Sprint(key, "@", d) }

// fit is everything about a day that holds whenever it is judged: calendar, presence,
// register, posting, absence.
func (o *truth) fit(at posting, p *person, s rules.Slot) (against []string) {
	no := func(key string) { against = append(against, on(key, s.Date)) }
	if reason := o.units[at.unit].inPilot(s.Date); reason != "" {
		against = append(against, reason)
	}
	for _, q := range slices.Concat(o.cal.presence, o.numbers(at.unit, s.Date).Presence) {
		if required(q, s.Date) && touches(q.Part, s.Part) {
			no("refuse.presence")
		}
	}
	if o.absentIn(p.id, s) {
		no("refuse.absent")
	}
	return against
}

func required(q rules.Presence, d rules.Date) bool {
	_, _, weekday := civil(d)
	return q.Date == d || q.Date == 0 && q.Weekday == weekday
}

// position is section 1 on the position: no day of it can be had.
func (o *truth) position(at posting) (against []string) {
	u, x := o.units[at.unit], o.positions[at.position]
	switch {
	case x.CitizenFacing:
		against = append(against, "refuse.citizen_facing")
	case x.HandlesProcedures:
		against = append(against, "refuse.procedures")
	case !x.OpenToPilot:
		against = append(against, "refuse.position_closed")
	case len(u.chosen) > 0 && !slices.Contains(u.chosen, x.ID):
		against = append(against, "refuse.position_closed_here")
	}
	return against
}

// inPilot is empty on the days of a period, else the reason: the next period is to come, or
// the last one is over.
func (u *unit) inPilot(d rules.Date) string {
	reason := "refuse.not_enrolled"
	for _, e := range u.periods {
		switch {
		case d < e.First:
			return "refuse.before_pilot"
		case e.Last == 0 || d <= e.Last:
			return ""
		}
		reason = "refuse.after_pilot"
	}
	return reason
}

// whole is what keeps a person from asking at all.
func (o *truth) whole(p *person) (against []string) {
	if !p.active {
		against = append(against, "refuse.inactive")
	}
	if !p.linked {
		against = append(against, "refuse.unlinked")
	}
	if p.consent < consentVersion {
		against = append(against, "refuse.consent")
	}
	if p.commitment < commitmentVersion {
		if p.commitment == 0 {
			against = append(against, "refuse.commitment")
		} else {
			against = append(against, "refuse.commitment_old")
		}
	}
	return against
}

// moot is what makes all else about a day beside the point: it is over, or no working day.
func (o *truth) moot(s rules.Slot) []string {
	kind := o.cal.kind(s.Date)
	switch {
	case s.Date < dateOf(o.now):
		return []string{on("refuse.past", s.Date)}
	case kind == anUnknown:
		return []string{on("refuse.unknown_year", s.Date)}
	case kind == aHoliday:
		return []string{on("refuse.holiday", s.Date)}
	case kind == aWeekend:
		return []string{on("refuse.weekend", s.Date)}
	case s.Date == dateOf(o.now) && !o.now.Before(begins(s)):
		return []string{on("refuse.started", s.Date)}
	}
	return nil
}

// judge is everything about one day beside others: what makes it moot, else all reasons.
func (o *truth) judge(p *person, s rules.Slot, beside standing) ruling {
	at := o.place(p.id, s.Date)
	if at.unit == 0 {
		return ruling{against: []string{on("refuse.no_posting", s.Date)}}
	}
	never := o.position(at)
	if moot := o.moot(s); len(moot) > 0 {
		return ruling{against: slices.Concat(never, moot)}
	}
	r := ruling{against: slices.Concat(never, o.fit(at, p, s), beside.taken(s))}
	if len(beside.taken(s)) == 0 {
		l := o.passed(beside, s)
		r.against, r.above = append(r.against, l.against...), l.above
	}
	return r
}

// late is whether the cut-off of a day has passed.
func (o *truth) late(p *person, s rules.Slot) bool {
	if len(o.moot(s)) > 0 {
		return false
	}
	n := o.numbers(o.place(p.id, s.Date).unit, s.Date)
	d := s.Date
	if n.Cutoff.DaysBefore > 0 {
		var ok bool
		if d, ok = o.cal.workday(s.Date, -n.Cutoff.DaysBefore); !ok {
			return false
		}
	}
	return !o.now.Before(clock(d, n.Cutoff.Minute))
}

// far is whether a day lies beyond the end of the last month that can be asked for.
func (o *truth) far(p *person, s rules.Slot) bool {
	if len(o.moot(s)) > 0 {
		return false
	}
	y, m, _ := civil(s.Date)
	ny, nm, _ := civil(dateOf(o.now))
	return (y-ny)*12+int(m)-int(nm) > o.numbers(o.place(p.id, s.Date).unit, s.Date).MonthsAhead
}

// taken is what there is against asking for a half twice.
func (s standing) taken(x rules.Slot) (against []string) {
	for _, h := range s.homes {
		if h.person == s.person && h.Date == x.Date && touches(h.Part, x.Part) {
			if h.state == rules.Pending {
				against = append(against, on("refuse.taken_pending", x.Date))
			} else {
				against = append(against, on("refuse.taken_approved", x.Date))
			}
		}
	}
	for _, y := range s.also {
		if y.Date == x.Date && touches(y.Part, x.Part) {
			against = append(against, on("refuse.twice", x.Date))
		}
	}
	return against
}

// limits is section 2 of one day: every limit that it would pass.
func (o *truth) limits(s standing, x rules.Slot) (r ruling) {
	hit := func(key string, mode rules.Mode) {
		if mode == rules.Block {
			r.against = append(r.against, on("limit."+key, x.Date))
		} else {
			r.above = append(r.above, on("above."+key, x.Date))
		}
	}
	if mode := o.personal(s, x, inWeek, func(n rules.Policy, _ rules.Date) (int, rules.Mode) { return n.PerWeek.Max, n.PerWeek.Mode }); mode != rules.Off {
		hit("week", mode)
	}
	if mode := o.personal(s, x, sameMonth, func(n rules.Policy, _ rules.Date) (int, rules.Mode) { return n.PerMonth.Max, n.PerMonth.Mode }); mode != rules.Off {
		hit("month", mode)
	}
	if mode := o.personal(s, x, sameMonth, func(n rules.Policy, d rules.Date) (int, rules.Mode) {
		if n.MonthShare.Mode == rules.Off {
			return 0, rules.Off
		}
		most, of := 0, 2*o.cal.workdays(d)*n.MonthShare.Ratio.Num // strictly under the share
		for (most+1)*n.MonthShare.Ratio.Den < of {
			most++
		}
		return most, n.MonthShare.Mode
	}); mode != rules.Off {
		hit("share", mode)
	}
	o.unitLimits(s, x, hit)
	return r
}

func inWeek(a, b rules.Date) bool { return monday(a) == monday(b) }

// personal is what a limit of a person does to a day: any day that counts, it included, may
// not be passed in its own number.
func (o *truth) personal(s standing, x rules.Slot, with func(a, b rules.Date) bool, most func(rules.Policy, rules.Date) (int, rules.Mode)) rules.Mode {
	total, dates := 0, []rules.Date{x.Date}
	add := func(d rules.Slot) {
		if with(d.Date, x.Date) {
			total += len(halves(d.Part))
			dates = append(dates, d.Date)
		}
	}
	add(x)
	for _, h := range s.homes {
		if h.person == s.person {
			add(h.Slot)
		}
	}
	for _, y := range s.also {
		add(y)
	}
	worst := rules.Off
	for _, d := range dates {
		n, mode := most(o.numbers(o.place(s.person, d).unit, d), d)
		if mode != rules.Off && total > n && worst != rules.Block {
			worst = mode
		}
	}
	return worst
}

// unitLimits are those of the unit and day: the share at home, and who stays in each half.
func (o *truth) unitLimits(s standing, x rules.Slot, hit func(string, rules.Mode)) {
	u := o.place(s.person, x.Date).unit
	if u == 0 {
		return
	}
	n := o.numbers(u, x.Date)
	staff, total := 0, len(halves(x.Part))
	atHome := map[rules.PersonID][2]bool{}
	note := func(p rules.PersonID, of rules.Part) {
		at := atHome[p]
		for _, h := range halves(of) {
			at[h] = true
		}
		atHome[p] = at
	}
	note(s.person, x.Part)
	for _, h := range s.homes {
		if h.Date == x.Date && o.place(h.person, x.Date).unit == u && o.people[h.person].active {
			total += len(halves(h.Part))
			note(h.person, h.Part)
		}
	}
	for _, y := range s.also {
		if y.Date == x.Date {
			total += len(halves(y.Part))
			note(s.person, y.Part)
		}
	}
	var present [2]int
	for id, p := range o.people {
		if p.active && o.place(id, x.Date).unit == u {
			staff++
			for h := range 2 {
				if !atHome[id][h] && !o.absent(id, x.Date, h) {
					present[h]++
				}
			}
		}
	}
	if most := max(1, staff*n.UnitShare.Ratio.Num/max(1, n.UnitShare.Ratio.Den)); n.UnitShare.Mode != rules.Off && total > 2*most {
		hit("unit", n.UnitShare.Mode)
	}
	if n.MinPresent.Mode != rules.Off {
		for _, h := range halves(x.Part) {
			if present[h] < n.MinPresent.Max {
				hit("present", n.MinPresent.Mode)
				break
			}
		}
	}
}

// earlier tells whether a pending day was asked for before another: by the moment, then the
// number of the request, then the half.
func earlier(a, b home) bool {
	if !a.asked.Equal(b.asked) {
		return a.asked.Before(b.asked)
	}
	if a.c.id != b.c.id {
		return a.c.id < b.c.id
	}
	return sooner(a.Slot, b.Slot)
}

func sooner(a, b rules.Slot) bool { return begins(a).Before(begins(b)) }

func sortSlots(s []rules.Slot) []rules.Slot {
	out := slices.Clone(s)
	slices.SortFunc(out, func(a, b rules.Slot) int { return begins(a).Compare(begins(b)) })
	return out
}

func unique(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// olds are the ends of a request's pending moves: the days that they would take the place of.
func (c *filing) olds() (out []rules.MoveEnd) {
	for _, d := range c.days {
		if d.state == rules.Pending && d.move.Request != 0 {
			out = append(out, d.move)
		}
	}
	return out
}

// isOld tells whether a move is to give a day up, or half of it.
func isOld(m rules.MoveEnd, h home) bool {
	return m.Request == h.c.id && m.Day.Date == h.Date && touches(m.Day.Part, h.Part) && h.state == rules.Approved
}

// leaving is the same standing without old days, or the halves of them that would be given up.
func (s standing) leaving(olds []rules.MoveEnd) standing {
	var homes []home
	for _, h := range s.homes {
		left, some := h.Part, true
		for _, m := range olds {
			if some && isOld(m, h) {
				left, some = without(left, m.Day.Part)
			}
		}
		if some {
			d := *h.day
			d.Part = left
			homes = append(homes, home{h.c, h.person, &d})
		}
	}
	s.homes = homes
	return s
}

// atApproval judges a waiting day as it is decided: beside what is approved, and what waits
// and was asked for earlier.
func (o *truth) atApproval(c *filing, d *day) ruling {
	p, me := o.people[c.person], home{c, c.person, d}
	beside := o.beside(c.person, func(h home) bool {
		return h.day == d || h.state == rules.Pending && !earlier(h, me)
	}).leaving(c.olds())
	return o.judge(p, d.Slot, beside)
}
