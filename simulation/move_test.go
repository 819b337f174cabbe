package simulation

import (
	"slices"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/pilot/team"
	"tainha/rules"
)

// call is a call back to the office for an hour.
type call struct {
	id       rules.CallbackID
	person   rules.PersonID
	by       rules.PersonID
	due      time.Time
	asked    time.Time
	answered bool
	shown    bool
}

// moves lets somebody ask for a day in place of an approved one.
func (w *world) moves() {
	c, d := w.approved()
	if c == nil || !w.acts(c.person) {
		return
	}
	s := w.slots()[0]
	if s.Date == d.Date || w.moving(c, d) || !w.now.Before(begins(d.Slot)) {
		return
	}
	old := d.Slot
	if old.Part == rules.Whole && w.oneIn(4) {
		old.Part = rules.Morning
	}
	a := asking{slots: []rules.Slot{s}, instead: map[rules.Slot]rules.MoveEnd{s: {Request: c.id, Day: old}}}
	w.note("%d moves %v of request %d to %v", c.person, old, c.id, s)
	w.files(w.people[c.person], c.person, a)
}

// approved draws an approved day, nil where there is none.
func (w *world) approved() (*filing, *day) {
	var among []*filing
	for _, c := range w.cases {
		if len(c.in(rules.Approved)) > 0 {
			among = append(among, c)
		}
	}
	if len(among) == 0 {
		return nil, nil
	}
	c := pick(w, among)
	return c, pick(w, c.in(rules.Approved))
}

// moving tells whether a day waits to be moved already.
func (o *truth) moving(c *filing, d *day) bool {
	return slices.ContainsFunc(o.cases, func(x *filing) bool {
		return x.person == c.person && slices.ContainsFunc(x.olds(), func(m rules.MoveEnd) bool { return isOld(m, home{c, c.person, d}) })
	})
}

// givesWay gives the old day of a move up, as its new one is approved.
func (o *truth) givesWay(c *filing, x *day) {
	old := o.caseOf(x.move.Request)
	d := old.part(x.move.Day, func(d *day) bool { return d.state == rules.Approved })
	if d.by != x.by {
		o.say(d.by, "notice.gave_way")
	}
	d.state, d.by, d.at, d.causes = rules.Cancelled, x.by, o.now, nil
	d.gaveWay = rules.MoveEnd{Request: c.id, Day: x.Slot}
}

// oldOf is the day that an approved one took the place of, nil for none.
func (o *truth) oldOf(x *day) *day {
	if x.move.Request == 0 || x.state != rules.Approved {
		return nil
	}
	for _, d := range o.caseOf(x.move.Request).days {
		if d.Slot == x.move.Day && d.gaveWay.Request != 0 && d.state == rules.Cancelled {
			return d
		}
	}
	return nil
}

// callsBack lets somebody call a person back from home for an hour.
func (w *world) callsBack() {
	c, d := w.approved()
	if c == nil {
		return
	}
	for _, x := range w.cases { // rather somebody who is at home today
		for _, y := range x.in(rules.Approved) {
			if y.Date == dateOf(w.now) {
				c, d = x, y
			}
		}
	}
	by := w.somebody(c)
	if !w.acts(by) {
		return
	}
	due := clock(d.Date, 8*60+w.random.IntN(9)*60)
	w.note("%d calls %d back at %s", by, c.person, due.Format("02/01 15:04"))
	x := &call{person: c.person, by: by, due: due, asked: w.now}
	want := w.callBack(x)
	got, refused := w.try(by, func(do pilot.Do) error {
		made, err := team.CallBack(do, team.Call{Person: c.person, Due: due, Reason: "họp"})
		x.id = made.ID
		return err
	})
	w.same("calling back", want, got, refused)
	if len(want) == 0 {
		w.calls = append(w.calls, x)
	}
}

// callBack is by whoever may decide for the person, for an hour to come at which the person is
// at home; once for each hour.
func (o *truth) callBack(x *call) []string {
	if _, ok := o.decides(&filing{person: x.person}, x.by); !ok || !o.now.Before(x.due) {
		return []string{mayNot}
	}
	home := false
	for _, c := range o.cases {
		for _, d := range c.in(rules.Approved) {
			for _, h := range halves(d.Part) {
				half := rules.Slot{Date: d.Date, Part: part([]int{h})}
				home = home || c.person == x.person && !x.due.Before(begins(half)) && x.due.Before(ends(half))
			}
		}
	}
	if !home || slices.ContainsFunc(o.calls, func(y *call) bool { return y.person == x.person && y.due.Equal(x.due) }) {
		return []string{mayNot}
	}
	o.say(x.person, "card")
	return nil
}

func (w *world) answers() {
	var open []*call
	for _, x := range w.calls {
		if !x.answered && w.acts(x.person) && w.now.Before(clock(dateOf(x.due), spans[1][1])) {
			open = append(open, x)
		}
	}
	if len(open) == 0 {
		return
	}
	x, reply := pick(w, open), team.CallbackReply{Answer: rules.CallbackReceived}
	news := "notice.callback.received"
	if w.oneIn(3) {
		reply.Answer, reply.Note, news = rules.CallbackUnable, "đang họp trực tuyến", "notice.callback.unable"
	}
	reply.Callback = x.id
	w.note("%d answers the call back at %s: %s", x.person, x.due.Format("02/01 15:04"), reply.Answer)
	x.answered = true
	w.say(x.by, news)
	got, refused := w.try(x.person, func(do pilot.Do) error { return team.AnswerCallback(do, reply) })
	w.same("answering", nil, got, refused)
}

// unanswered shows the head, in working hours, that no answer came within 15 minutes.
func (o *truth) unanswered() {
	for _, x := range o.calls {
		if !x.answered && !x.shown && o.cal.open(o.now) && o.now.Sub(x.asked) >= 15*time.Minute {
			x.shown = true
			o.say(x.by, "notice.callback.unanswered")
		}
	}
}

// files lets somebody ask, and holds what comes of it against the oracle.
func (w *world) files(p *person, by rules.PersonID, a asking) {
	c, want := w.askHome(p, a)
	var id rules.RequestID
	got, refused := w.try(by, func(do pilot.Do) error {
		r, err := request.Submit(do, request.Ask{Person: p.id, Slots: a.slots, Exception: a.exception, Instead: a.instead})
		id = r.ID
		return err
	})
	what := "asking"
	if a.instead != nil {
		what = "moving"
	}
	w.same(what, want, got, refused)
	if c != nil {
		c.id = id
		w.cases = append(w.cases, c)
		if a.exception {
			w.say(p.id, "notice.exception")
		}
	}
}
