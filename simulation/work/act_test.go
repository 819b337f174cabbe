package work

import (
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/pilot/notify"
	"tainha/pilot/people"
	"tainha/pilot/request"
	pilottask "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
)

func pick[T any](o *office, list []T) T { return list[o.random.IntN(len(list))] }

func (o *office) oneIn(n int) bool { return o.random.IntN(n) == 0 }

// due is a working hour of the next days.
func (o *office) due() time.Time {
	d := dateOf(o.clock.Now()) + rules.Date(o.random.IntN(9))
	for !workday(d) || !at(d, 1010).After(o.clock.Now()) {
		d++
	}
	for {
		if t := at(d, pick(o, []int{481, 541, 601, 661, 811, 871, 931, 991, 1011})); t.After(o.clock.Now()) {
			return t
		}
	}
}

func (o *office) assigns() {
	p := pick(o, o.people)
	head, above := o.heads(p.id)
	by := head
	if head == p.id || above != 0 && o.oneIn(6) {
		by = above
	}
	if by == 0 || o.oneIn(10) {
		by = p.id
	}
	w := &work{title: fmt.Sprintf("Việc mã %d", len(o.tasks)+1), owner: p.id, by: by, due: o.due(), made: dateOf(o.clock.Now())}
	var shares []task.Share
	if other := pick(o, o.people); other != p && other.unit == p.unit && by != p.id && o.oneIn(4) {
		shares = []task.Share{{Person: p.id, Part: task.A(2, 3)}, {Person: other.id, Part: task.A(1, 3)}}
		w.with = other.id
		o.figures["works together"]++
	}
	if o.try(by, "assigns", func(do pilot.Do) error {
		made, err := pilottask.Assign(do, pilottask.Assignment{Task: task.Task{Title: w.title, Due: w.due, Owner: p.id, Shares: shares}})
		if err == nil {
			w.id = int64(made[0].ID)
		}
		return err
	}) {
		o.note("  %s of %d until %s", w.title, p.id, w.due.Format("Mon 02/01 15:04"))
		o.tasks, o.live, o.titled[w.title] = append(o.tasks, w), append(o.live, w), w
	}
}

func (w *work) step(reason string) pilottask.Step {
	return pilottask.Step{Task: task.ID(w.id), Reason: reason}
}

// recent draws a task in a state, nil where none is.
func (o *office) recent(s state) *work {
	from := o.tasks
	if s == assigned || s == submitted {
		from = o.live
	}
	var list []*work
	for _, w := range from {
		if w.state == s {
			list = append(list, w)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(o, list)
}

func (o *office) works() {
	w := o.recent(assigned)
	if w == nil {
		return
	}
	today, p := dateOf(o.clock.Now()), o.of[w.owner]
	head, above := o.heads(w.owner)
	if head == w.owner {
		head = above
	}
	o.note("about %s:", w.title)
	switch o.random.IntN(12) {
	case 0, 1:
		o.try(w.owner, "accepts", func(do pilot.Do) error { _, err := pilottask.Accept(do, w.step("")); return err })
	case 2, 3:
		if o.try(w.owner, "reports", func(do pilot.Do) error {
			_, _, err := pilottask.Report(do, w.step(""), task.Progress{Percent: 10 + o.random.IntN(80)})
			return err
		}) {
			p.said[today] = true
		}
	case 4, 5, 6:
		if o.try(w.owner, "submits", func(do pilot.Do) error { _, err := pilottask.Submit(do, w.step(""), nil); return err }) {
			w.state, w.submitted, p.said[today] = submitted, o.clock.Now(), true
		}
	case 7:
		o.blocks(w)
	case 8:
		if w.blocker != 0 && o.try(pick(o, []rules.PersonID{w.blocker, w.owner}), "lifts", func(do pilot.Do) error {
			step := w.step("Đã gửi số liệu")
			id, err := pilottask.Liftable(do, step.Task)
			if err != nil {
				return err
			}
			_, err = pilottask.Unblock(do, step, id)
			return err
		}) {
			w.blocker = 0
		}
	case 9:
		due := o.due()
		if due.After(w.due) && o.try(head, "extends", func(do pilot.Do) error { _, err := pilottask.Extend(do, w.step("cần thêm"), due); return err }) {
			w.due = due
		}
	case 10:
		if o.try(w.by, "recalls", func(do pilot.Do) error { _, err := pilottask.Recall(do, w.step("không cần nữa")); return err }) {
			w.state = gone
		}
	default:
		o.handsOn(w, head)
	}
}

func (o *office) blocks(w *work) {
	if w.blocker != 0 {
		return
	}
	waits, outside := pick(o, o.people).id, ""
	if waits == w.owner || o.oneIn(3) {
		waits, outside = 0, "Sở Tài chính"
	}
	if o.try(w.owner, "blocks", func(do pilot.Do) error {
		_, err := pilottask.Block(do, w.step("Thiếu số liệu"), waits, outside)
		return err
	}) {
		w.blocker = o.lifter(w.owner, waits)
		o.of[w.owner].said[dateOf(o.clock.Now())] = true // that, too, is an answer
	}
}

func (o *office) handsOn(w *work, head rules.PersonID) {
	to := pick(o, o.people)
	if to.unit != o.of[w.owner].unit || to.id == w.owner || w.blocker != 0 {
		return
	}
	next := *w
	if o.try(head, "hands on", func(do pilot.Do) error {
		t, err := pilottask.HandOn(do, w.step("bận"), to.id)
		next.id = int64(t.ID)
		return err
	}) {
		w.state = gone
		next.owner, next.by, next.state, next.made = to.id, head, assigned, dateOf(o.clock.Now())
		o.tasks, o.live, o.titled[w.title] = append(o.tasks, &next), append(o.live, &next), &next
	}
}

func (o *office) decides() {
	if w := o.recent(confirmed); w != nil && o.oneIn(12) {
		if o.try(w.confirmer, "reopens", func(do pilot.Do) error { _, err := pilottask.Reopen(do, w.step("")); return err }) {
			w.state = submitted
			if !slices.Contains(o.live, w) {
				o.live = append(o.live, w)
			}
		}
		return
	}
	w := o.recent(submitted)
	if w == nil {
		return
	}
	head := o.confirmer(w)
	if head == 0 {
		return
	}
	o.note("about %s:", w.title)
	if o.oneIn(4) {
		var due time.Time
		if o.oneIn(2) {
			due = o.due()
		}
		if o.try(head, "returns", func(do pilot.Do) error { _, err := pilottask.Return(do, w.step("thiếu"), due); return err }) {
			if w.state = assigned; !due.IsZero() {
				w.due = due
			}
		}
		return
	}
	if o.try(head, "confirms", func(do pilot.Do) error { _, err := pilottask.Confirm(do, w.step("")); return err }) {
		w.state, w.confirmer = confirmed, head
	}
}

// lives is what else people do: days at home, leave, and how much they want to hear.
func (o *office) lives() {
	p, today := pick(o, o.people), dateOf(o.clock.Now())
	head, above := o.heads(p.id)
	if head == p.id {
		head = above
	}
	switch o.random.IntN(9) {
	default:
		s := rules.Slot{Date: today + 1 + rules.Date(o.random.IntN(7)), Part: pick(o, []rules.Part{rules.Whole, rules.Whole, rules.Morning, rules.Afternoon})}
		var r rules.Request
		if head != 0 && o.try(p.id, "asks for a day at home", func(do pilot.Do) (err error) {
			r, err = request.Submit(do, request.Ask{Person: p.id, Slots: []rules.Slot{s}})
			return err
		}) && !o.oneIn(6) && o.try(head, "approves", func(do pilot.Do) error { _, err := request.Approve(do, request.Decision{Request: r.ID}); return err }) {
			o.note("  %d at home on %s", p.id, s)
			p.asked = append(p.asked, r.ID)
		}
	case 4:
		o.thinksBetter(p, head)
	case 0:
		a := rules.Absence{Person: p.id, First: today + rules.Date(o.random.IntN(4)), Kind: rules.Leave, Part: pick(o, []rules.Part{rules.Whole, rules.Morning, rules.Afternoon})}
		a.Last = a.First
		if a.Part == rules.Whole {
			a.Last += rules.Date(o.random.IntN(4))
		}
		for d := a.First; d <= a.Last; d++ {
			if _, away := p.away[d]; away {
				return
			}
		}
		if o.try(p.id, "goes on leave", func(do pilot.Do) error { return people.RecordAbsence(do, []rules.Absence{a}) }) {
			o.note("  %d from %s to %s %s", p.id, a.First, a.Last, a.Part)
			for d := a.First; d <= a.Last; d++ {
				p.away[d] = a.Part
			}
			p.hindered = true
		}
	case 1:
		var n task.Notify
		if o.try(p.id, "snoozes", func(do pilot.Do) (err error) {
			n, err = notify.Snooze(do, pick(o, []task.SnoozeChoice{task.SnoozeHalfHour, task.SnoozeHour}))
			return err
		}) {
			p.snooze, p.hindered = n.Snooze, true
		}
	case 2:
		if profile := pick(o, []task.Profile{task.Standard, task.Light, task.DigestOnly}); o.oneIn(2) && o.try(p.id, "chooses how much to hear", func(do pilot.Do) error { _, err := notify.SetProfile(do, profile); return err }) {
			p.profile, p.chosen, p.hindered = profile, today, true
		}
	case 3:
		if until := today + rules.Date(o.random.IntN(3)); o.oneIn(3) && o.try(p.id, "stops", func(do pilot.Do) error { _, err := notify.Stop(do, until); return err }) {
			p.stop, p.hindered = until, true
		}
	}
}

// thinksBetter takes a day at home away again: by whose it is, or by the head.
func (o *office) thinksBetter(p *person, head rules.PersonID) {
	if len(p.asked) == 0 {
		return
	}
	d := request.Decision{Request: pick(o, p.asked), Reason: "có việc ở cơ quan"}
	if o.oneIn(2) && head != 0 {
		o.try(head, "revokes a day at home", func(do pilot.Do) error { _, err := request.Revoke(do, d); return err })
		return
	}
	o.try(p.id, "cancels a day at home", func(do pilot.Do) error { _, err := request.Cancel(do, d); return err })
}

// mostOpen is how many tasks people have before them at most, on average.
const mostOpen = 6

func (o *office) act() {
	switch n := o.random.IntN(20); {
	case n < 5 && len(o.live) < mostOpen*len(o.people):
		o.assigns()
	case n < 13:
		o.works()
	case n < 17:
		o.decides()
	default:
		o.lives()
	}
}
