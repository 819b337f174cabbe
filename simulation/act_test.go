package simulation

import (
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// slots draws one to three days or halves of the next weeks.
func (w *world) slots() (out []rules.Slot) {
	for range 1 + w.random.IntN(3) {
		s := rules.Slot{Date: dateOf(w.now) + rules.Date(w.random.IntN(16)), Part: rules.Part(max(0, w.random.IntN(6)-3))}
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
	c, want := w.askHome(p, a)
	var id rules.RequestID
	got, refused := w.try(by, func(do pilot.Do) error {
		r, err := request.Submit(do, request.Ask{Person: p.id, Slots: a.slots, Exception: a.exception, Instead: a.instead})
		id = r.ID
		return err
	})
	w.same("asking", want, got, refused)
	if c != nil {
		c.id = id
		w.cases = append(w.cases, c)
		if a.exception {
			w.say(p.id, "notice.exception")
		}
	}
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

func (w *world) decides1() {
	c := w.waiting()
	if c == nil {
		w.asks()
		return
	}
	d := decision{by: w.somebody(c), c: c, slots: someSlots(w, c.in(rules.Pending))}
	n := w.random.IntN(8)
	if n == 0 {
		d.by = c.person
	}
	if p := w.people[d.by]; !p.active || !p.linked {
		return
	}
	press := request.Decision{Request: c.id, Slots: d.slots, Reason: "họp"}
	var want []string
	act, name := request.Approve, "approves"
	switch {
	case n == 0:
		act, name = request.Withdraw, "withdraws"
	case n <= 2:
		act, name = request.Reject, "rejects"
	}
	w.note("%d %s %v of request %d", d.by, name, d.slots, c.id)
	switch name {
	case "withdraws":
		want = w.withdraw(d)
	case "rejects":
		want = w.reject(d)
	default:
		want = w.approve(d)
	}
	got, refused := w.try(d.by, func(do pilot.Do) error { _, err := act(do, press); return err })
	w.same(name, want, got, refused)
}
