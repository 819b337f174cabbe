package simulation

import (
	"slices"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// slots draws one to three days or halves of the next weeks.
func (w *world) slots() (out []rules.Slot) {
	for range 1 + max(0, w.random.IntN(5)-2) {
		s := rules.Slot{Date: dateOf(w.now) + rules.Date(w.random.IntN(16)), Part: rules.Part(max(0, w.random.IntN(6)-3))}
		if !w.oneIn(6) { // mostly a day that may be had
			for w.cal.kind(s.Date) != aWorkday || s.Date == monday(s.Date) || s.Date <= dateOf(w.now)+1 {
				s.Date++
			}
		}
		if w.oneIn(25) {
			s.Date -= 3
		}
		if !slices.ContainsFunc(out, func(x rules.Slot) bool { return x.Date == s.Date && touches(x.Part, s.Part) }) {
			out = append(out, s)
		}
	}
	return sortSlots(out)
}

func (w *world) asks() {
	p := w.people[pick(w, w.staff)]
	a := asking{slots: w.slots()}
	by := p.id
	if w.oneIn(8) && p.id != w.desk {
		by, a.exception = w.desk, true
	}
	w.note("%d asks for %v of %d (exception %v)", by, a.slots, p.id, a.exception)
	if !p.linked && !a.exception || !p.active {
		return
	}
	w.files(p, by, a)
}

// waiting draws a request that waits, nil where none does.
func (w *world) waiting() *filing {
	var open []*filing
	for _, c := range w.cases {
		if c.open() {
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		return nil
	}
	return pick(w, open)
}

// somebody draws who presses: mostly who is asked.
func (w *world) somebody(c *filing) rules.PersonID {
	switch asked := w.truth.asked(c); {
	case len(asked) > 0 && w.oneIn(4):
		return pick(w, asked)
	case c.approver == 0 || w.oneIn(8):
		return pick(w, w.ids)
	}
	return c.approver
}

func someSlots(w *world, days []*day) (out []rules.Slot) {
	for _, d := range days {
		out = append(out, d.Slot)
	}
	if w.oneIn(2) {
		out = []rules.Slot{pick(w, out)}
	}
	return out
}

// pressing is a way to press: what the oracle says of it, and what the program does.
type pressing struct {
	name string
	from []rules.RequestState // the days that it is about
	want func(*truth, decision) []string
	act  func(pilot.Do, request.Decision) (rules.Request, error)
	own  bool // it is for who asked
}

var pressings = []pressing{
	{"approves", []rules.RequestState{rules.Pending}, (*truth).approve, request.Approve, false},
	{"approves", []rules.RequestState{rules.Pending}, (*truth).approve, request.Approve, false},
	{"approves", []rules.RequestState{rules.Pending}, (*truth).approve, request.Approve, false},
	{"rejects", []rules.RequestState{rules.Pending}, (*truth).reject, request.Reject, false},
	{"withdraws", []rules.RequestState{rules.Pending}, (*truth).withdraw, request.Withdraw, true},
	{"cancels", []rules.RequestState{rules.Approved}, (*truth).cancel, request.Cancel, true},
	{"revokes", []rules.RequestState{rules.Approved}, (*truth).revoke, request.Revoke, false},
	{"undoes", []rules.RequestState{rules.Approved, rules.Rejected}, (*truth).undo, request.Undo, false},
	{"undoes", []rules.RequestState{rules.Approved, rules.Rejected}, (*truth).undo, request.Undo, false},
	{"keeps", []rules.RequestState{rules.Pending, rules.Approved}, (*truth).keep, request.Keep, false},
	{"reopens", []rules.RequestState{rules.Rejected}, (*truth).reopen, request.Reopen, false},
}

// presses lets somebody press something on a request that has days for it.
func (w *world) presses() {
	p := pick(w, pressings)
	var among []*filing
	for _, c := range w.cases {
		if len(c.of(p.from)) > 0 && (p.name != "undoes" || w.fresh(c)) && (p.name != "keeps" || len(c.unsettled()) > 0) {
			among = append(among, c)
		}
	}
	if len(among) == 0 {
		return
	}
	c := pick(w, among)
	w.last = c
	days := c.of(p.from)
	d := decision{by: w.somebody(c), c: c, slots: someSlots(w, days)}
	switch {
	case p.own:
		d.by = c.person
	case p.name == "undoes" && !w.oneIn(6):
		d.by = c.last().by
	}
	if p.name == "keeps" {
		d.slots = []rules.Slot{c.unsettled()[0].Slot}
	}
	if p.name == "cancels" && len(d.slots) == 1 && d.slots[0].Part == rules.Whole && w.oneIn(3) {
		d.slots[0].Part = rules.Part(1 + w.random.IntN(2))
	}
	if x := w.people[d.by]; x == nil || !x.active || !x.linked {
		return
	}
	w.note("%d %s %v of request %d", d.by, p.name, d.slots, c.id)
	want := p.want(w.truth, d)
	got, refused := w.try(d.by, func(do pilot.Do) error {
		_, err := p.act(do, request.Decision{Request: c.id, Slots: d.slots, Reason: "họp"})
		return err
	})
	w.same(p.name, want, got, refused)
}

func (c *filing) unsettled() []*day {
	return slices.DeleteFunc(c.live(), func(d *day) bool { return !d.open() })
}

// of lists the days in one of some states.
func (c *filing) of(states []rules.RequestState) (out []*day) {
	for _, s := range states {
		out = append(out, c.in(s)...)
	}
	return out
}

// last is the day that was decided last.
func (c *filing) last() (last *day) {
	for _, d := range c.of([]rules.RequestState{rules.Approved, rules.Rejected}) {
		if last == nil || d.at.After(last.at) {
			last = d
		}
	}
	return last
}

func (w *world) fresh(c *filing) bool { return w.now.Sub(c.last().at) < 20*time.Minute }

// edits lets somebody change the days of a request that waits.
func (w *world) edits() {
	c := w.waiting()
	if c == nil || !w.people[c.person].active || !w.people[c.person].linked {
		return
	}
	if w.last = c; len(c.olds()) > 0 {
		return
	}
	slots := w.slots()
	for _, d := range c.in(rules.Pending) {
		s := d.Slot
		if s.Part == rules.Whole && w.oneIn(3) {
			s.Part = rules.Part(1 + w.random.IntN(2))
		}
		if !slices.ContainsFunc(slots, func(x rules.Slot) bool { return x.Date == s.Date }) && !w.oneIn(4) {
			slots = append(slots, s)
		}
	}
	if slices.ContainsFunc(slots, func(s rules.Slot) bool {
		return slices.ContainsFunc(c.days, func(d *day) bool { return d.Date == s.Date && d.state != rules.Pending && touches(d.Part, s.Part) })
	}) {
		return // a day that was decided in this request cannot be asked for in it again
	}
	slots = sortSlots(slots)
	w.note("%d changes request %d to %v", c.person, c.id, slots)
	want := w.edit(c, slots)
	got, refused := w.try(c.person, func(do pilot.Do) error {
		_, err := request.Edit(do, c.id, 0, request.Ask{Person: c.person, Slots: slots}, 0)
		return err
	})
	w.same("changing", want, got, refused)
}
