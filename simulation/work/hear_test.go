package work

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"tainha/rules"
	"tainha/rules/task"
	"tainha/sandbox"
)

type kind int

const (
	answer kind = iota
	digest
	plan
	nudge
)

func kindOf(text string) kind {
	switch {
	case strings.HasPrefix(text, "📋 Hôm nay, "):
		return digest
	case strings.HasPrefix(text, "🏠 Làm việc tại nhà, "), strings.HasPrefix(text, "📌 Việc trong ngày, "):
		return plan
	case strings.HasPrefix(text, "🌇"):
		return nudge
	}
	return answer
}

// evenings and the like are steps of one's own request, told by the clock and not counted.
var byTheClock = regexp.MustCompile(`^(🔔|⏳ Đến giờ này|🏠 Ngày mai|⌛|⬆️|🏠 Người|Ngày .* làm việc tại nhà|✅|🏠 |Đề nghị của anh/chị (đang chờ|hiện chưa có người duyệt)|Người duyệt đề nghị)|Bot vừa hoạt động trở lại|vừa gián đoạn`)

// sent are the messages since they were looked at.
func (o *office) sent() (list []sandbox.Call) {
	o.Helper()
	o.must(o.server.WaitFor(context.Background(), func(v sandbox.View) bool {
		calls := v.Calls()
		for _, c := range slices.Backward(calls) {
			if c.Seq <= o.seen {
				break
			}
			if c.Method == "sendMessage" {
				list = append(list, c)
			}
		}
		if n := len(calls); n > 0 {
			o.seen = calls[n-1].Seq
		}
		return true
	}))
	slices.Reverse(list)
	return list
}

// listen looks at all that was sent since.
func (o *office) listen() {
	o.Helper()
	for _, c := range o.sent() {
		m, ok := c.Message()
		p := o.byChat[c.ChatID]
		if !ok || p == nil || !c.Applied {
			continue
		}
		k := kindOf(m.Content())
		o.figures[[]string{"answers", "digests", "plans", "reminders"}[k]]++
		if k == answer {
			o.late(p, m.Content())
		} else {
			if k == digest {
				p.heard = m.Content()
			}
			o.note("to %d: %s", p.id, m.Content())
			o.hear(p, k, m.Content())
		}
		if k == answer && !o.acted && !byTheClock.MatchString(m.Content()) {
			o.fail("by the clock alone %d got: %s", p.id, m.Content())
		}
	}
	o.acted = o.acted && o.down // what is done meanwhile is told when the network lets it through
}

// late notes what an answer tells beside itself, since it may not have arrived.
func (o *office) late(p *person, text string) {
	_, held, ok := strings.Cut(text, "Có thể anh/chị chưa nhận được:")
	if !ok {
		return
	}
	o.figures["told late"]++
	o.note("late to %d: %s", p.id, held)
	counted := more.MatchString(held)
	for _, w := range o.live {
		if lit, to := o.hears(w, o.clock.Now()); slices.Contains(to, p.id) && (counted || strings.Contains(held, string(lit)+" "+w.title)) {
			o.told[light{w.id, p.id, lit, w.due.Unix()}] = true
		}
	}
}

// hear holds a message that nobody asked for against sections 6 and 11.
func (o *office) hear(p *person, k kind, text string) {
	o.Helper()
	now := o.clock.Now()
	today := dateOf(now)
	part, open := half(now)
	switch {
	case !open:
		o.fail("%d hears in closed hours", p.id)
	case !p.present(today, part):
		o.fail("%d hears on leave", p.id)
	case p.quiet(now):
		o.fail("%d hears in spite of a snooze or a stop", p.id)
	case slices.Contains(p.got, k):
		o.fail("%d hears the same twice on a day", p.id)
	case !strings.Contains(strings.SplitN(text, "\n", 5)[0]+text, at(today, 0).Format("02/01/2006")):
		o.fail("%d hears of another day", p.id)
	}
	p.got = append(p.got, k)
	p.counted = p.counted || k == digest && more.MatchString(text)
	am, pm := o.home(p, today)
	p.wasHome = p.wasHome || am || pm
	limit := map[bool]int{false: 1, true: 2}[p.wasHome]
	if p.profile == task.Light {
		limit = 1
	}
	if len(p.got) > limit && p.chosen != today {
		o.fail("%d is above the budget of %d", p.id, limit)
	}
	if k == nudge && p.profile == task.DigestOnly {
		o.fail("%d is reminded in spite of wanting digest and plan alone", p.id)
	}
	if k != digest && !(part == rules.Morning && am) && !(part == rules.Afternoon && pm) {
		o.fail("%d hears of a day at home and isn't there", p.id)
	}
	if k == nudge {
		o.reminded(p, am, pm)
	}
	o.lines(p, k, text)
}

func (o *office) reminded(p *person, am, pm bool) {
	o.Helper()
	end := 1020
	if am && !pm {
		end = 690
	}
	if m := minuteOf(o.clock.Now()); m < end-60 || m >= end {
		o.fail("%d is reminded at another time than an hour before the end", p.id)
	}
	if p.said[dateOf(o.clock.Now())] {
		o.fail("%d is reminded and said something", p.id)
	}
}

var line = regexp.MustCompile(`^\d+\. (\S+) (Việc mã \d+)(.*)$`)

// more is how a long digest or plan says that there is more.
var more = regexp.MustCompile(`(?m)^Còn \d+ việc nữa( gần hạn hoặc quá hạn)?\.$`)

// lines holds each task that a message names against what is true now.
func (o *office) lines(p *person, k kind, text string) {
	o.Helper()
	now := o.clock.Now()
	for l := range strings.SplitSeq(text, "\n") {
		m := line.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		w := o.titled[m[2]]
		if w == nil {
			o.fail("%d hears of a task that there is not: %s", p.id, l)
		}
		lit, to := o.hears(w, now)
		if k != digest {
			if w.state == assigned && lit != dark && m[1] != string(lit) && m[1] != "🚧" {
				o.fail("%d is shown %s of a task that is %s: %s", p.id, m[1], lit, l)
			}
			if k == plan && slices.Contains(to, p.id) { // lights travel in digest and plan alone
				o.shown[light{w.id, p.id, lit, w.due.Unix()}] = true
			}
			continue
		}
		p.named[w.id] = true
		o.digestLine(p, w, lit, to, l)
	}
	if k != nudge && more.MatchString(text) { // what a long one leaves out it counts
		for _, w := range o.live {
			key := light{w.id, p.id, "", w.due.Unix()}
			var to []rules.PersonID
			switch key.lamp, to = o.hears(w, now); {
			case k == digest && slices.Contains(to, p.id):
				o.told[key] = true
			case k == plan && key.lamp != dark && p.id == w.owner:
				o.shown[key] = true
			}
		}
	}
}

func (o *office) digestLine(p *person, w *work, lit lamp, to []rules.PersonID, l string) {
	o.Helper()
	now := o.clock.Now()
	head, _ := o.heads(w.owner)
	lifts := strings.Contains(l, "đang vướng")
	waits := strings.Contains(l, "chờ xác nhận đã lâu") || strings.Contains(l, ": nộp ")
	key := light{w.id, p.id, lit, w.due.Unix()}
	switch {
	case waits && (w.state != submitted || p.id == w.owner || p.id != w.by && p.id != head && !o.above(p.id, w.owner)):
		o.fail("%d is asked to confirm what isn't theirs or doesn't wait: %s", p.id, l)
	case waits && strings.Contains(l, "đã lâu") != (worktime(w.submitted, now) > 16*time.Hour):
		o.fail("%d: waiting for %v of working time is said as %s", p.id, worktime(w.submitted, now), l)
	case waits:
		o.figures["confirmations asked"]++
		return
	case lifts && (w.blocker != p.id || w.state != assigned):
		o.fail("%d is asked to lift what isn't theirs: %s", p.id, l)
	case lifts:
		o.figures["blockers asked"]++
	case lit == dark || !slices.Contains(to, p.id):
		o.fail("%d hears of a light that there is not or that isn't theirs (%q for %v): %s", p.id, lit, to, l)
	case o.told[key], o.shown[key]:
		o.fail("%d hears the light %s again: %s", p.id, lit, l)
	}
	if !lifts && !strings.Contains(l, " "+string(lit)+" ") {
		o.fail("%d hears another light than %s: %s", p.id, lit, l)
	}
	if slices.Contains(to, p.id) {
		o.told[key] = true
		o.figures["lights "+string(lit)]++
	}
}

// above tells whether somebody heads a unit above somebody's.
func (o *office) above(head, p rules.PersonID) bool {
	for u := o.unitOf(o.of[p].unit); u.id != 0; u = o.unitOf(u.parent) {
		if u.head == head {
			return true
		}
	}
	return false
}

// owed lists what somebody has to have heard by now and did not.
func (o *office) owed(p *person) (list []string) {
	now := o.clock.Now()
	for _, w := range o.live {
		lit, to := o.hears(w, now)
		key := light{w.id, p.id, lit, w.due.Unix()}
		if slices.Contains(to, p.id) && !o.told[key] && !o.shown[key] {
			list = append(list, fmt.Sprintf("light %s of %s of %d", lit, w.title, w.owner))
		}
	}
	return list
}
