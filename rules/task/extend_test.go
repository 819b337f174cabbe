package task_test

import (
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// An extension is asked for and granted before the deadline; asked in time, it is granted
// after it, too (rules section 5).
func TestExtending(t *testing.T) {
	t.Parallel()
	k := desk()
	later := at("2026-11-30 15:00")
	x, err := k.AskExtension(report(), by(binh, "chờ số liệu"), later)
	outcome(t, err, "")
	if x.State != task.ExtensionAsked || !x.Old.Equal(report().Due) || !x.New.Equal(later) {
		t.Errorf("asked: %+v", x)
	}
	for want, due := range map[string]time.Time{
		"task.extend_earlier": at("2026-11-27 15:00"),
		"task.due_closed":     at("2026-11-29 15:00"),
	} {
		_, err = k.AskExtension(report(), by(binh, "chờ số liệu"), due)
		refused(t, err, want)
	}
	k.Now = at("2026-11-27 15:01")
	_, err = k.AskExtension(report(), by(binh, "chờ số liệu"), later)
	refused(t, err, "task.extend_late")
	_, _, err = k.Extend(report(), by(an), later)
	refused(t, err, "task.extend_late")

	after, granted, err := k.Grant(report(), x, by(an), true)
	outcome(t, err, "")
	if !after.Due.Equal(later) || granted.State != task.ExtensionGranted || granted.DecidedBy != an || after.Rev != 2 {
		t.Errorf("granted: %+v, %+v", after, granted)
	}
	_, _, err = k.Grant(after, granted, by(an), true)
	refused(t, err, "task.extend_decided")
	_, _, err = k.Grant(after, x, by(an), true) // the deadline is another one by now
	refused(t, err, "task.extend_decided")
	_, _, err = k.Grant(report(), x, by(an), false)
	refused(t, err, "task.no_reason")
	_, _, err = k.Grant(report(), x, by(an, "theo văn bản Mật"), false)
	refused(t, err, "task.secret")
	after, no, err := k.Grant(report(), x, by(an, "cần đúng hạn"), false)
	outcome(t, err, "")
	if !after.Due.Equal(report().Due) || no.State != task.ExtensionRefused || no.Answer != "cần đúng hạn" {
		t.Errorf("refused: %+v", no)
	}
	_, _, err = k.Grant(report(), x, by(binh), true)
	refused(t, err, "task.own")
	k.Now = at("2026-12-01 08:00")
	_, _, err = k.Grant(report(), x, by(an), true)
	refused(t, err, "task.due_past")
}

// A blocker is asked of who can lift it, never of its reporter; whoever reported it and
// could lift it is not asked, the head is (rules sections 6 and 12).
func TestBlocking(t *testing.T) {
	t.Parallel()
	k := desk()
	b, err := k.Block(report(), by(binh, "chờ số liệu của Chi cục"), giang, "")
	outcome(t, err, "")
	if k.Lifts(report(), b) != giang || !b.Since.Equal(k.Now) {
		t.Errorf("asked of %d", k.Lifts(report(), b))
	}
	_, err = k.Block(report(), by(binh, "chờ"), 0, " ")
	refused(t, err, "task.block_nobody")
	_, err = k.Block(report(), by(binh, "chờ"), gone, "")
	refused(t, err, "task.owner_gone")
	_, err = k.Block(report(), by(binh, "chờ"), nobodyYet, "")
	refused(t, err, "task.owner_gone")
	outside, err := k.Block(report(), by(binh, "chờ"), 0, "Bộ Nội vụ")
	outcome(t, err, "")
	own, err := k.Block(report(), by(binh, "chờ"), binh, "")
	outcome(t, err, "")
	if k.Lifts(report(), outside) != an || k.Lifts(report(), own) != an {
		t.Error("what waits for the outside, or for its reporter, is not asked of the head")
	}
	together := report(func(t *task.Task) { t.Shares = task.Together(binh, giang) })
	outside, err = k.Block(together, by(giang, "chờ"), 0, "Bộ Nội vụ")
	outcome(t, err, "")
	if who := k.Lifts(together, outside); who != an { // the owner's head, not the reporter's
		t.Errorf("a co-worker's is asked of %d", who)
	}
	if k.Lifts(report(in(task.Submitted)), b) != 0 {
		t.Error("what is submitted waits for somebody")
	}
	for _, p := range []rules.PersonID{binh, giang, an, director} {
		closed, err := k.Unblock(report(), b, by(p, "đã gửi số liệu"))
		outcome(t, err, "")
		if closed.ClosedBy != p || k.Lifts(report(), closed) != 0 {
			t.Errorf("closed by %d: %+v", p, closed)
		}
		_, err = k.Unblock(report(), closed, by(an))
		refused(t, err, "task.unblocked")
	}
	_, err = k.Unblock(report(), b, by(chi))
	refused(t, err, "task.not_over")
	_, err = k.Unblock(report(), b, older(giang, "đã gửi số liệu"))
	refused(t, err, "task.changed")
	_, err = k.Unblock(report(), b, by(giang, "số tối mật"))
	refused(t, err, "task.secret")
}

// A strike is waived for an objective cause by the level that the setting names, default
// the level above the head; a waiver takes away what it names, else all (rules sections 5 and 12).
func TestStrikesAndWaivers(t *testing.T) {
	t.Parallel()
	k := desk()
	x := report(in(task.Submitted))
	_, err := k.Waive(x, by(an, "mất điện diện rộng"), task.Delay, 0)
	refused(t, err, "task.waive_level")
	w, err := k.Waive(x, by(director, "mất điện diện rộng"), task.Delay, 0)
	outcome(t, err, "")
	if w.By != director || !w.At.Equal(k.Now) || w.Reason != "mất điện diện rộng" {
		t.Errorf("waived: %+v", w)
	}
	_, err = k.Waive(x, by(director), task.Delay, 0)
	refused(t, err, "task.no_reason")
	_, err = k.Waive(x, older(director, "mất điện diện rộng"), task.Delay, 0)
	refused(t, err, "task.changed")
	_, err = k.Waive(report(in(task.Recalled)), by(director, "mất điện diện rộng"), task.Delay, 0)
	refused(t, err, "task.is_recalled")
	askedFor(t, k)
	k.Policy.WaiverLevel = 0
	_, err = k.Waive(x, by(an, "mất điện"), task.Delay, 0)
	outcome(t, err, "")
	x.Shares = task.Together(binh, an)
	_, err = k.Waive(x, by(an, "mất điện"), task.Delay, 0)
	refused(t, err, "task.own")

	s := func(id task.StrikeID, kind task.StrikeKind) task.Strike {
		return task.Strike{ID: id, Task: 7, Kind: kind}
	}
	all := []task.Strike{s(1, task.QualityStrike), s(2, task.QualityStrike), s(3, task.Delay), s(4, task.Form)}
	for _, y := range []struct {
		waivers []task.Waiver
		quality int
		delays  int
	}{
		{nil, 2, 1},
		{[]task.Waiver{{Task: 7, Kind: task.QualityStrike, Strike: 1}}, 1, 1},
		{[]task.Waiver{{Task: 7, Kind: task.QualityStrike}}, 0, 1},
		{[]task.Waiver{{Task: 8, Kind: task.QualityStrike}, {Task: 7, Kind: task.Delay, Strike: 1}}, 2, 1},
		{[]task.Waiver{{Task: 7, Kind: task.Delay}}, 2, 0},
	} {
		if q, d := len(task.Counted(task.QualityStrike, all, y.waivers)), len(task.Counted(task.Delay, all, y.waivers)); q != y.quality || d != y.delays {
			t.Errorf("%+v leave %d strikes and %d delays", y.waivers, q, d)
		}
	}
}

// Who works on a task or decides it asks the level that waives to do so, once it was handed
// in, with a reason; that level needs not ask.
func askedFor(t *testing.T, k task.Desk) {
	t.Helper()
	x := report(in(task.Submitted))
	for _, p := range []rules.PersonID{binh, an} {
		level, err := k.AskWaiver(x, by(p, "mất điện diện rộng"))
		outcome(t, err, "")
		if level != director {
			t.Errorf("%d asks %d", p, level)
		}
	}
	for _, c := range []struct {
		x    task.Task
		by   task.Act
		want string
	}{
		{x, by(binh), "task.no_reason"},
		{x, by(binh, "số tối mật"), "task.secret"},
		{x, older(binh, "mất điện"), "task.changed"},
		{x, by(chi, "mất điện"), "task.not_over"},
		{x, by(director, "mất điện"), "task.waive_yours"},
		{report(in(task.InProgress)), by(binh, "mất điện"), "task.is_in_progress"},
		{report(in(task.Recalled)), by(binh, "mất điện"), "task.is_recalled"},
	} {
		_, err := k.AskWaiver(c.x, c.by)
		refused(t, err, c.want)
	}
	k.Org.Authority = 0
	_, err := k.AskWaiver(report(in(task.Submitted), func(t *task.Task) { t.Owner = director }), by(director, "mất điện"))
	refused(t, err, "task.waive_nobody")
}

// older is an act on a card of another revision than the task has.
func older(p rules.PersonID, reason string) task.Act {
	a := by(p, reason)
	a.Rev = report().Rev + 1
	return a
}
