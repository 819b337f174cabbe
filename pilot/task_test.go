package pilot_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tainha/pilot"
	"tainha/pilot/request"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// working is the agency on Monday 23 November 2026, 14:00, with what is said about tasks.
type working struct{ *agency }

func openWorking(t testing.TB) working {
	t.Helper()
	a := openAgency(t)
	a.now = noon.Add(2 * time.Hour)
	a.pilot.Tasks = task.DefaultPolicy()
	return working{a}
}

func (w working) as(tx *store.Tx, code string) pilot.Do {
	return w.pilot.Do(tx, w.now, pilot.Actor{Person: w.who[code]})
}

func (w working) read(fn func(tx *store.Tx) error) {
	w.Helper()
	if err := w.db.Read(context.Background(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w working) due(days int) time.Time { return w.now.AddDate(0, 0, days) }

// assign has A2, the head of P1, give work to A3.
func (w working) assign(change ...func(*work.Assignment)) task.Task {
	w.Helper()
	a := work.Assignment{Task: task.Task{Title: "Báo cáo tháng 11", Due: w.due(3), Owner: w.who["A3"], Work: task.Work{HalfHours: 8}}}
	for _, c := range change {
		c(&a)
	}
	var given []task.Task
	w.must(func(tx *store.Tx) (err error) {
		given, err = work.Assign(w.as(tx, "A2"), a)
		return err
	})
	return given[0]
}

func (w working) task(id task.ID) task.Task {
	w.Helper()
	var t task.Task
	w.read(func(tx *store.Tx) (err error) {
		t, err = tx.Task(id)
		return err
	})
	return t
}

// did lists what the audit says of a task, oldest first, each worded.
func (w working) did(id task.ID) string {
	w.Helper()
	var out []string
	w.read(func(tx *store.Tx) error {
		list, err := tx.AuditOf(pilot.ObjectTask, int64(id), 100)
		for _, r := range list {
			out = append(out, strings.TrimPrefix(r.Action, "task."))
			w.worded(rules.Msg("audit.did." + r.Action))
		}
		return err
	})
	slices.Reverse(out)
	return strings.Join(out, " ")
}

// told lists what waits to be sent to somebody: the keys of messages, each worded, and cards.
func (w working) told(code string) []string {
	w.Helper()
	var out []string
	w.read(func(tx *store.Tx) error {
		all, err := tx.Waiting(w.now, -1, 0, 1000)
		for _, o := range all {
			switch {
			case o.Person != w.who[code]:
			case o.Body.Card != nil:
				out = append(out, "card")
			default:
				out = append(out, o.Body.Screen.Text.Key)
				w.worded(o.Body.Screen.Text)
			}
		}
		return err
	})
	return out
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// From assigning to confirming, with a question, a blocker, an extension, a return and a
// reopening on the way: who is told what, and what the audit says (rules section 5).
func TestTheWayOfATaskFromAssigningToConfirming(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	x := w.assign()
	step := func(reason string) work.Step { return work.Step{Task: x.ID, Reason: reason} }
	for name, s := range []struct {
		by string
		do func(do pilot.Do) error
	}{
		{"A3", func(do pilot.Do) error { _, err := work.AskAbout(do, step("Làm theo mẫu nào ạ?")); return err }},
		{"A3", func(do pilot.Do) error { _, err := work.Accept(do, step("")); return err }},
		{"A3", func(do pilot.Do) error {
			_, _, err := work.Report(do, step(""), task.Progress{Percent: 25})
			return err
		}},
		{"A3", func(do pilot.Do) (err error) {
			_, err = work.Block(do, step("chờ số liệu"), w.who["A4"], "")
			return err
		}},
		{"A4", func(do pilot.Do) error {
			id, err := work.Liftable(do, x.ID)
			if err != nil {
				return err
			}
			_, err = work.Unblock(do, step("đã gửi"), id)
			return err
		}},
		{"A3", func(do pilot.Do) error {
			_, err := work.AskExtension(do, step("chờ số liệu"), w.due(4))
			return err
		}},
		{"A2", func(do pilot.Do) error { _, err := work.Grant(do, step("cần đúng hạn"), false); return err }},
		{"A3", func(do pilot.Do) error { _, err := work.AskExtension(do, step("vẫn chờ"), w.due(4)); return err }},
		{"A2", func(do pilot.Do) error { _, err := work.Grant(do, step(""), true); return err }},
		{"A2", func(do pilot.Do) error { _, err := work.Extend(do, step(""), w.due(7)); return err }},
		{"A3", func(do pilot.Do) error { _, err := work.CannotDo(do, step("ốm")); return err }},
		{"A3", func(do pilot.Do) error { _, err := work.Submit(do, step(""), nil); return err }},
		{"A2", func(do pilot.Do) error {
			_, err := work.Strike(do, step("sai số liệu"), task.QualityStrike)
			return err
		}},
		{"A3", func(do pilot.Do) error { _, err := work.AskWaiver(do, step("số gửi sai")); return err }},
		{"A1", func(do pilot.Do) error {
			_, err := work.Waive(do, step("số gửi sai"), task.QualityStrike, 0)
			return err
		}},
		{"A2", func(do pilot.Do) error {
			_, err := work.Return(do, step("thiếu số liệu"), time.Time{})
			return err
		}},
		{"A3", func(do pilot.Do) error { _, err := work.Submit(do, step(""), nil); return err }},
		{"A2", func(do pilot.Do) error { _, err := work.Confirm(do, step("")); return err }},
		{"A2", func(do pilot.Do) error { _, err := work.Reopen(do, step("")); return err }},
	} {
		if keys := w.try(func(tx *store.Tx) error { return s.do(w.as(tx, s.by)) }); keys != nil {
			t.Fatalf("step %d by %s is refused: %v", name, s.by, keys)
		}
	}
	after := w.task(x.ID)
	if after.State != task.Submitted || !after.Due.Equal(w.due(7)) || after.Done.String() != "4" {
		t.Errorf("it is %s, due %v, done %s", after.State, after.Due, after.Done)
	}
	equal(t, "the audit", w.did(x.ID), "assign ask accept report block unblock extend_ask extend_refuse extend_ask extend extend cannot submit strike waive_ask waive return submit confirm reopen")
	equal(t, "the owner is told", w.told("A3"), []string{"card", "notice.task.unblocked", "notice.task.not_extended", "notice.task.extended", "notice.task.extended",
		"notice.task.strike", "notice.task.waived", "card", "notice.task.confirmed", "notice.task.reopened"})
	equal(t, "the head is told", w.told("A2"), []string{"notice.task.question", "card", "card", "notice.task.unable", "card", "card"})
	equal(t, "who can lift it is told", w.told("A4"), []string{"card"})
	equal(t, "who can waive is asked once", w.told("A1"), []string{"notice.task.waive_asked"})
	w.read(func(tx *store.Tx) error {
		c, err := work.CaseOf(w.as(tx, "A2"), x.ID)
		if len(c.Reports) != 3 || len(c.Blockers) != 0 || len(c.Extensions) != 3 || len(c.Strikes) != 1 || len(c.Waivers) != 1 || !c.Decides || c.Works || c.Asked != nil {
			t.Errorf("its card has %+v", c)
		}
		return err
	})
}

// Whoever may not is refused at this door too, and nothing changes (rules section 5).
func TestTasksAreHandledByWhomTheyConcernAlone(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	x := w.assign()
	s := work.Step{Task: x.ID, Reason: "có lý do"}
	w.refused("a colleague reports", func(tx *store.Tx) error {
		_, _, err := work.Report(w.as(tx, "A4"), s, task.Progress{Percent: 50})
		return err
	}, "task.not_yours")
	w.refused("a colleague assigns", func(tx *store.Tx) error {
		_, err := work.Assign(w.as(tx, "A4"), work.Assignment{Task: task.Task{Title: "Việc", Due: w.due(3), Owner: w.who["A3"]}})
		return err
	}, "task.not_over")
	w.refused("a stranger accepts", func(tx *store.Tx) error {
		_, err := work.Accept(w.pilot.Do(tx, w.now, pilot.Actor{}), s)
		return err
	}, "access.role")
	w.refused("an old button", func(tx *store.Tx) error {
		_, err := work.Accept(w.as(tx, "A3"), work.Step{Task: x.ID, Rev: 9})
		return err
	}, "task.changed")
	w.refused("one owner of two is not theirs", func(tx *store.Tx) error {
		_, err := work.Assign(w.as(tx, "A2"), work.Assignment{Task: task.Task{Title: "Việc", Due: w.due(3)}, Owners: []rules.PersonID{w.who["A3"], w.who["A5"]}})
		return err
	}, "task.not_over")
	w.must(func(tx *store.Tx) error { _, err := work.Submit(w.as(tx, "A3"), s, nil); return err })
	w.refused("one's own work", func(tx *store.Tx) error { _, err := work.Confirm(w.as(tx, "A3"), s); return err }, "task.own")
}

// Several are confirmed in the revisions that were shown: all, or none.
func TestConfirmingSeveralIsAllOrNone(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	var steps []work.Step
	w.must(func(tx *store.Tx) error {
		given, err := work.Assign(w.as(tx, "A2"), work.Assignment{Task: task.Task{Title: "Rà soát hồ sơ", Due: w.due(3)}, Owners: []rules.PersonID{w.who["A3"], w.who["A4"]}})
		for _, x := range given {
			steps = append(steps, work.Step{Task: x.ID})
		}
		return err
	})
	w.must(func(tx *store.Tx) error { _, err := work.Submit(w.as(tx, "A3"), steps[0], nil); return err })
	w.refused("one of two is not submitted", func(tx *store.Tx) error { _, err := work.Confirm(w.as(tx, "A2"), steps...); return err }, "task.is_assigned")
	w.must(func(tx *store.Tx) error { _, err := work.Submit(w.as(tx, "A4"), steps[1], nil); return err })
	for i := range steps {
		steps[i].Rev = w.task(steps[i].Task).Rev
	}
	steps[1].Rev--
	w.refused("the list changed since", func(tx *store.Tx) error { _, err := work.Confirm(w.as(tx, "A2"), steps...); return err }, "task.changed")
	steps[1].Rev++
	w.must(func(tx *store.Tx) error { _, err := work.Confirm(w.as(tx, "A2"), steps...); return err })
}

// Recalled, handed on, drafted and issued; a mandate is given, held and ended.
func TestRecallingHandingOnAndMandates(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	x := w.assign()
	w.must(func(tx *store.Tx) error { _, err := work.Recall(w.as(tx, "A2"), work.Step{Task: x.ID}); return err })
	equal(t, "recalled", w.did(x.ID), "assign recall")
	y := w.assign()
	var taker task.Task
	w.must(func(tx *store.Tx) (err error) {
		taker, err = work.HandOn(w.as(tx, "A2"), work.Step{Task: y.ID, Reason: "đi công tác"}, w.who["A4"])
		return err
	})
	if giver := w.task(y.ID); giver.State != task.HandedOn || taker.From != y.ID || !taker.Extra || w.task(taker.ID).Owner != w.who["A4"] {
		t.Errorf("handed on: %+v → %+v", giver, taker)
	}
	equal(t, "the giver is told", w.told("A3"), []string{"card", "notice.task.recalled", "card", "notice.task.handed_on"})
	equal(t, "the taker is told", w.told("A4"), []string{"card"})

	var m task.Mandate
	w.must(func(tx *store.Tx) (err error) {
		m, err = work.Give(w.as(tx, "A2"), task.Mandate{Unit: w.task(y.ID).Unit, To: w.who["A4"], First: rules.DateOf(w.now), Drafts: true})
		return err
	})
	draft := func(tx *store.Tx) ([]task.Task, error) {
		return work.Assign(w.as(tx, "A4"), work.Assignment{Task: task.Task{Title: "Việc soạn", Due: w.due(3), Owner: w.who["A3"]}})
	}
	var drafted []task.Task
	w.must(func(tx *store.Tx) (err error) { drafted, err = draft(tx); return err })
	w.must(func(tx *store.Tx) error {
		_, err := work.Issue(w.as(tx, "A2"), work.Step{Task: drafted[0].ID})
		return err
	})
	equal(t, "drafted", w.did(drafted[0].ID), "draft issue")
	w.must(func(tx *store.Tx) error { return work.End(w.as(tx, "A2"), m.ID) })
	w.refused("a mandate that ended", func(tx *store.Tx) error { _, err := draft(tx); return err }, "task.not_over")
	w.refused("who heads nothing gives none", func(tx *store.Tx) error {
		_, err := work.Give(w.as(tx, "A3"), task.Mandate{Unit: m.Unit, To: w.who["A4"], First: rules.DateOf(w.now)})
		return err
	}, "access.role")
	equal(t, "who held it is told", w.told("A4"), []string{"card", "notice.task.mandate", "notice.task.mandate_ended"})
	for _, action := range []string{"mandate.give", "mandate.end", "product.add", "product.end"} {
		w.worded(rules.Msg("audit.did." + action))
	}
	w.worded(rules.Msg("audit.on.task", "id", 1, "name", "Chín"))
}

// The plan of a day: proposed, judged, sent with the commitment, taken along when the day
// is shortened or moves, and silent when it is given back (rules sections 3 and 12).
func TestThePlanGoesWithItsDay(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	w.assign(func(a *work.Assignment) { a.Task.Work = task.Work{HalfHours: 20} })
	w.ask("A3", "2026-11-26")
	thursday, friday := rules.Slot{Date: rules.MustDate("2026-11-26")}, rules.Slot{Date: rules.MustDate("2026-11-27")}
	var planned work.Planned
	w.must(func(tx *store.Tx) (err error) {
		do := w.as(tx, "A3")
		if planned, err = work.ProposePlan(do, w.who["A3"], thursday); err != nil {
			return err
		}
		return work.SavePlans(do, w.who["A3"], 0, []work.Day{{Slot: thursday, Items: planned.Plan.Items, Kept: true}}, "Tôi cam kết hoàn thành kế hoạch này.", nil)
	})
	if planned.Is.Measure != task.Hours || planned.Is.Got.String() != "8" || !planned.Is.Short.IsZero() || len(planned.Plan.Items) != 1 {
		t.Errorf("proposed: %+v", planned)
	}
	items := func(s rules.Slot) (n int) {
		w.read(func(tx *store.Tx) error {
			p, err := work.PlanOf(w.as(tx, "A3"), w.who["A3"], s)
			n = len(p.Items)
			return err
		})
		return n
	}
	if items(thursday) != 1 || items(rules.Slot{Date: thursday.Date, Part: rules.Morning}) != 1 || items(friday) != 0 {
		t.Error("the plan is not that of its day")
	}
	w.refused("the plan of somebody else", func(tx *store.Tx) error {
		return work.SavePlans(w.as(tx, "A4"), w.who["A3"], 0, []work.Day{{Slot: thursday, Items: planned.Plan.Items, Kept: true}}, "Tôi cam kết", nil)
	}, "access.foreign")
	w.refused("a plan that nobody commits to", func(tx *store.Tx) error {
		return work.SavePlans(w.as(tx, "A3"), w.who["A3"], 0, []work.Day{{Slot: thursday}}, "", nil)
	}, "task.plan_uncommitted")
	w.must(func(tx *store.Tx) error { return work.MovePlan(w.as(tx, "A3"), w.who["A3"], 0, thursday, friday) })
	if items(thursday) != 0 || items(friday) != 0 {
		t.Error("a plan holds on a day that is not at home")
	}
	id := w.ask("A3", "2026-11-27")
	if items(friday) != 1 {
		t.Error("the plan did not go along")
	}
	w.must(func(tx *store.Tx) error {
		_, err := request.Withdraw(w.as(tx, "A3"), request.Decision{Request: id})
		return err
	})
	if items(friday) != 0 {
		t.Error("a day that was given back has a plan")
	}
}
