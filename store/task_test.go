package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tainha/rules"
	"tainha/rules/task"
)

// work is a task of Lan, with Minh beside her.
func (o office) work(title string, due time.Time) task.Task {
	return task.Task{
		Unit: o.planning, Title: title, Field: "Tổng hợp", Due: due, Assigner: o.an, Owner: o.lan, Proof: "Bản đã ký",
		Work:     task.Work{Kind: "Báo cáo", Quantity: task.N(4), K: task.A(3, 2), HalfHours: 3},
		Shares:   []task.Share{{Person: o.lan, Part: task.A(2, 3)}, {Person: o.minh, Part: task.A(1, 3)}},
		Document: task.Document{Number: "12/KH", Date: day - 5, Summary: "Kế hoạch tháng 11"},
		State:    task.Assigned, Rev: 1, Made: now,
	}
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestATaskComesBackAsItWasKept(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	x := o.work("Báo cáo tháng", now.Add(48*time.Hour))
	x.Official, x.OnBehalfOf = "NV-1", o.director
	write(t, db, func(tx *Tx) error {
		p := task.Product{Code: "BC", Name: "Báo cáo", K: task.A(3, 2), Since: day}
		must(0, tx.AddProduct(&p))
		x.Work.Product = p.ID
		return tx.InsertTask(&x)
	})
	load := func() task.Task { return read(t, db, func(tx *Tx) (task.Task, error) { return tx.Task(x.ID) }) }
	same(t, "inserted", load(), x)
	same(t, "by its official id", read(t, db, func(tx *Tx) (task.Task, error) { return tx.TaskByOfficial("NV-1") }), x)
	x.State, x.Rev, x.Done, x.Due, x.Reason = task.Returned, 7, task.A(4, 3), now.Add(72*time.Hour), "thiếu số liệu"
	x.Accepted, x.FirstSubmitted, x.Submitted, x.Decided, x.Unable = now.Add(time.Hour), now.Add(2*time.Hour), now.Add(3*time.Hour), now.Add(4*time.Hour), now.Add(5*time.Hour)
	x.DecidedBy, x.DecidedFor, x.UnableWhy = o.minh, o.an, "ốm"
	write(t, db, func(tx *Tx) error { return tx.SaveTask(x) })
	same(t, "saved", load(), x)
	write(t, db, func(tx *Tx) error {
		again := o.work("Trùng mã", now)
		again.Official = "NV-1"
		if err := tx.InsertTask(&again); !errors.Is(err, ErrTaken) {
			t.Errorf("an official id is kept twice: %v", err)
		}
		for what, err := range map[string]error{
			"a task": fails(tx.Task(99)), "an official task": fails(tx.TaskByOfficial("")), "a save": tx.SaveTask(task.Task{ID: 99}),
			"a blocker": fails(tx.Blocker(9)), "its save": tx.SaveBlocker(task.Blocker{ID: 9}), "an extension": fails(tx.Extension(9)),
			"its end": tx.SaveExtension(task.Extension{ID: 9}), "a product": fails(tx.Product(9)), "its last day": tx.EndProduct(9, day),
			"a mandate": fails(tx.Mandate(9)), "the end of one": tx.EndMandate(9, now),
		} {
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("%s that is not there: %v", what, err)
			}
		}
		return nil
	})
}

func fails[T any](_ T, err error) error { return err }

// Whose lists a task stands in, by deadline: its owner's, its co-workers', its unit's, its
// assigner's, as long as it is open or waits for confirmation.
func TestWhoseListsATaskStandsIn(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	var ids []task.ID
	write(t, db, func(tx *Tx) error {
		for i, s := range []task.State{task.Submitted, task.InProgress, task.Confirmed, task.Drafted} {
			x := o.work(s.String(), now.Add(time.Duration(10-i)*time.Hour))
			x.State = s
			if s == task.Drafted {
				x.OnBehalfOf = o.an
			}
			must(0, tx.InsertTask(&x))
			ids = append(ids, x.ID)
		}
		alone := o.work("của Minh", now.Add(time.Hour))
		alone.Owner, alone.Shares, alone.Assigner = o.minh, nil, o.director
		must(0, tx.InsertTask(&alone))
		ids = append(ids, alone.ID)
		return nil
	})
	lists := map[string]func(tx *Tx) ([]task.Task, error){
		"Lan's":         func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksOf(o.lan) },
		"Minh's":        func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksOf(o.minh) },
		"Hòa's":         func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksOf(o.hoa) },
		"the unit's":    func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksIn([]rules.UnitID{o.service, o.planning}) },
		"An's":          func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksBy(o.an) },
		"drafts for An": func(tx *Tx) ([]task.Task, error) { return tx.DraftedTasks(o.an) },
		"a stretch of Lan's": func(tx *Tx) ([]task.Task, error) {
			return tx.TasksOf(o.lan, now.Add(8*time.Hour), now.Add(10*time.Hour))
		},
		"a stretch of Minh's": func(tx *Tx) ([]task.Task, error) { return tx.TasksOf(o.minh, now, now.Add(9*time.Hour)) },
		"a stretch of the unit's": func(tx *Tx) ([]task.Task, error) {
			return tx.TasksIn(o.planning, now.Add(7*time.Hour), now.Add(9*time.Hour))
		},
		"due": func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksDue(now.Add(10*time.Hour), task.Task{}, 9) },
		"due, the second page": func(tx *Tx) ([]task.Task, error) {
			return tx.LiveTasksDue(now.Add(11*time.Hour), task.Task{ID: ids[4], Due: now.Add(time.Hour)}, 1)
		},
	}
	for name, want := range map[string][]task.ID{
		"Lan's": {ids[1], ids[0]}, "Minh's": {ids[4], ids[1], ids[0]}, "Hòa's": nil, "the unit's": {ids[4], ids[1], ids[0]},
		"An's": {ids[1], ids[0]}, "drafts for An": {ids[3]}, "a stretch of Lan's": {ids[2], ids[1]}, "a stretch of Minh's": {ids[4], ids[3], ids[2]},
		"a stretch of the unit's": {ids[3], ids[2]}, "due": {ids[4], ids[1]}, "due, the second page": {ids[1]},
	} {
		var got []task.ID
		for _, x := range read(t, db, lists[name]) {
			got = append(got, x.ID)
		}
		same(t, name, got, want)
	}
	write(t, db, func(tx *Tx) error { return tx.Move(o.minh, day+1, o.service, o.clerk) })
	for on, want := range map[rules.Date]int{day: 0, day + 1: 3} { // what Minh brings along, and has a part in
		got := read(t, db, func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksWith(o.service, on) })
		if len(got) != want {
			t.Errorf("on %s the unit that Minh moves to has %d, want %d", on, len(got), want)
		}
	}
	if got := read(t, db, func(tx *Tx) ([]task.Task, error) { return tx.LiveTasksWith(o.planning, day+1) }); len(got) != 3 {
		t.Errorf("the unit that he left has %d, want 3", len(got))
	}
}

// What stands beside a task comes back as it was kept.
func TestWhatStandsBesideATask(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		x := o.work("Báo cáo", now)
		must(0, tx.InsertTask(&x))
		r := task.Report{Task: x.ID, By: o.lan, Day: day, Part: rules.Morning, At: now, Done: task.A(4, 3), Percent: 33, Note: "xong phần đầu",
			Files: []task.File{{ID: "f1", Name: "a.pdf", Size: 30 << 20, Type: "application/pdf"}, {ID: "f2", Photo: true}}, Home: [2]bool{true, false}, Late: true}
		must(0, tx.AddReport(&r))
		fix := task.Report{Task: x.ID, By: o.lan, Day: day, At: now, Done: task.N(1), Percent: -1, Corrects: r.ID}
		must(0, tx.AddReport(&fix))
		same(t, "reports on it", must(tx.ReportsOn(x.ID)), []task.Report{r, fix})
		same(t, "reports by her", must(tx.ReportsBy(o.lan, day, day)), []task.Report{r, fix})
		same(t, "reports of another day", must(tx.ReportsBy(o.lan, day+1, day+9)), nil)

		b := task.Blocker{Task: x.ID, By: o.lan, Reason: "chờ số liệu", WaitsFor: o.binh, Since: now}
		must(0, tx.AddBlocker(&b))
		out := task.Blocker{Task: x.ID, By: o.minh, Reason: "chờ ý kiến", Outside: "Bộ Nội vụ", Since: now}
		must(0, tx.AddBlocker(&out))
		same(t, "what it waits for", must(tx.BlockersOf(x.ID)), []task.Blocker{b, out})
		same(t, "of Bình", must(tx.BlockersWaiting(o.binh)), []task.Blocker{b})
		same(t, "the second page", must(tx.OpenBlockers(b.ID, 9)), []task.Blocker{out})
		b.Closed, b.ClosedBy, b.Answer = now.Add(time.Hour), o.binh, "đã gửi"
		must(0, tx.SaveBlocker(b))
		same(t, "lifted", must(tx.Blocker(b.ID)), b)
		same(t, "what is left", must(tx.OpenBlockers(0, 9)), []task.Blocker{out})
		same(t, "nothing of Bình", must(tx.BlockersWaiting(o.binh)), nil)
		same(t, "reported by Minh", must(tx.BlockersBy(o.minh)), []task.Blocker{out})

		e := task.Extension{Task: x.ID, By: o.lan, Old: now, New: now.Add(time.Hour), Reason: "chờ", Asked: now, State: task.ExtensionAsked}
		must(0, tx.AddExtension(&e))
		e.State, e.Decided, e.DecidedBy, e.Answer = task.ExtensionRefused, now.Add(time.Minute), o.an, "cần đúng hạn"
		must(0, tx.SaveExtension(e))
		same(t, "its extensions", must(tx.ExtensionsOf(x.ID)), []task.Extension{e})
		same(t, "one of them", must(tx.Extension(e.ID)), e)
		same(t, "hers", must(tx.ExtensionsBy(o.lan)), []task.Extension{e})

		s := task.Strike{Task: x.ID, Kind: task.QualityStrike, Day: day, Note: "sai số liệu", By: o.an, At: now}
		must(0, tx.AddStrike(o.lan, &s))
		w := task.Waiver{Task: x.ID, Strike: s.ID, Kind: task.QualityStrike, Reason: "số gửi sai", By: o.director, For: o.an, At: now}
		must(0, tx.AddWaiver(o.lan, w))
		all := task.Waiver{Task: x.ID, Kind: task.Delay, Reason: "mất điện", By: o.director, At: now}
		must(0, tx.AddWaiver(o.lan, all))
		same(t, "its strikes", must(tx.Strikes(x.ID)), []task.Strike{s})
		same(t, "its waivers", must(tx.Waivers(x.ID)), []task.Waiver{w, all})

		strikes, waivers, err := tx.StrikesOf(o.lan)
		must(0, err)
		same(t, "her strikes", strikes, []task.Strike{s})
		same(t, "her waivers", waivers, []task.Waiver{w, all})

		light := task.Told{Task: x.ID, To: o.lan, Lamp: task.Green, Due: x.Due}
		must(0, tx.TellLight(light, task.MessageDigest, now))
		must(0, tx.TellLight(light, task.MessagePlan, now)) // once
		same(t, "its lights", must(tx.LightsTold(x.ID)), []task.Told{light})
		return nil
	})
}

// A plan belongs to the person and the day: the half takes the place of the whole, and
// one half leaves the other.
func TestThePlanOfADay(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		r := o.ask(o.lan, "2026-11-25")
		must(0, tx.InsertRequest(&r))
		plan := func(part rules.Part) task.Plan {
			return task.Plan{Person: o.lan, Slot: rules.Slot{Date: day, Part: part}, Request: r.ID, Items: []task.Item{{Task: 1, Amount: task.A(1, 3)}},
				Commitment: "Tôi cam kết hoàn thành kế hoạch này.", Committed: now, Load: task.N(5), Volume: task.A(1, 2), Measure: task.Products}
		}
		stored := func() []task.Plan { return must(tx.Plans(o.lan, day, day)) }
		must(0, tx.SavePlan(plan(rules.Whole)))
		same(t, "the whole day", stored(), []task.Plan{plan(rules.Whole)})
		same(t, "of the request", must(tx.PlansFor(r.ID)), []task.Plan{plan(rules.Whole)})
		must(0, tx.SavePlan(plan(rules.Afternoon)))
		must(0, tx.SavePlan(plan(rules.Morning)))
		same(t, "two halves", stored(), []task.Plan{plan(rules.Morning), plan(rules.Afternoon)})
		must(0, tx.DropPlan(o.lan, rules.Slot{Date: day, Part: rules.Afternoon}))
		same(t, "one half", stored(), []task.Plan{plan(rules.Morning)})
		must(0, tx.SavePlan(plan(rules.Whole)))
		same(t, "whole again", stored(), []task.Plan{plan(rules.Whole)})
		must(0, tx.DropPlan(o.lan, rules.Slot{Date: day}))
		must(0, tx.DropPlan(o.lan, rules.Slot{Date: day}))
		same(t, "none", stored(), nil)
		return nil
	})
}

func TestCatalogueMandatesAndWhatPeopleWantToHear(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		agency := task.Product{Code: "BC", Name: "Báo cáo", K: task.A(27, 10), Since: day, Counted: "báo cáo", Proof: "Bản đã ký", Official: "SP-BC"}
		own := task.Product{Unit: o.planning, Code: "BC", Name: "Báo cáo", K: task.N(3), Since: day}
		other := task.Product{Unit: o.service, Code: "HS", Name: "Hồ sơ", K: task.N(1), Since: day}
		for _, p := range []*task.Product{&agency, &own, &other} {
			must(0, tx.AddProduct(p))
		}
		same(t, "planning's", must(tx.Catalogue(o.planning)), task.Catalogue{agency, own})
		again := agency
		if err := tx.AddProduct(&again); !errors.Is(err, ErrTaken) {
			t.Errorf("an entry is kept twice: %v", err)
		}
		must(0, tx.EndProduct(own.ID, day+30))
		own.Last = day + 30
		same(t, "one that ends", must(tx.Product(own.ID)), own)
		same(t, "as the catalogue has it", must(tx.Catalogue(o.planning)), task.Catalogue{agency, own})

		m := task.Mandate{Unit: o.planning, Head: o.an, To: o.minh, Field: "Tổng hợp", People: []rules.PersonID{o.lan}, First: day, Last: day + 9, Drafts: true}
		must(0, tx.AddMandate(&m))
		same(t, "a mandate", must(tx.Mandate(m.ID)), m)
		same(t, "Minh's", must(tx.MandatesTo(o.minh)), []task.Mandate{m})
		same(t, "the unit's", must(tx.MandatesIn(o.planning)), []task.Mandate{m})
		must(0, tx.EndMandate(m.ID, now))
		same(t, "none of Minh's", must(tx.MandatesTo(o.minh)), nil)
		same(t, "what An gave", must(tx.MandatesAbout(o.an)), []task.Mandate{m})

		same(t, "who chose nothing", must(tx.NotifyOf(o.lan)), task.Notify{Person: o.lan})
		n := task.Notify{Person: o.lan, Profile: task.DigestOnly, Snooze: now, Stop: day}
		must(0, tx.SaveNotify(n))
		same(t, "chosen", must(tx.NotifyOf(o.lan)), n)
		n.Profile, n.Stop = task.Light, 0
		must(0, tx.SaveNotify(n))
		same(t, "chosen again", must(tx.NotifyOf(o.lan)), n)

		must(0, tx.NoteTold(o.lan, day, task.MessageDigest, now))
		must(0, tx.NoteTold(o.lan, day, task.MessagePlan, now))
		must(0, tx.NoteTold(o.lan, day+1, task.MessagePlan, now))
		if n := must(tx.ToldOn(o.lan, day)); n != 2 {
			t.Errorf("%d messages are counted", n)
		}
		return nil
	})
}

// tasks uses every method about tasks once, for the plans of their statements.
func tasks(tx *Tx, o office) []func() error {
	x := o.work("Báo cáo", now)
	must(0, tx.InsertTask(&x))
	b := task.Blocker{Task: x.ID, By: o.lan, Reason: "chờ", Since: now}
	must(0, tx.AddBlocker(&b))
	e := task.Extension{Task: x.ID, By: o.lan, Old: now, New: now, Asked: now, State: task.ExtensionAsked}
	must(0, tx.AddExtension(&e))
	p := task.Product{Code: "BC", Name: "Báo cáo", Since: day}
	must(0, tx.AddProduct(&p))
	m := task.Mandate{Unit: o.planning, Head: o.an, To: o.minh, First: day}
	must(0, tx.AddMandate(&m))
	again := task.Repeat{Newest: x.ID, Unit: x.Unit, Pace: task.Pace{Rhythm: task.Weekly, Every: 1, Last: day + 30}, First: day, Made: day}
	must(0, tx.AddRepeat(&again))
	return []func() error{
		func() error { return tx.SaveRepeat(again) },
		func() error { _, err := tx.Repeat(again.ID); return err },
		func() error { _, err := tx.Repeats(0, 10); return err },
		func() error { _, err := tx.RepeatsEnded(now); return err },
		func() error { return tx.SaveTask(x) },
		func() error { _, err := tx.Task(x.ID); return err },
		func() error { _, err := tx.LiveTasksOf(o.lan); return err },
		func() error { _, err := tx.ReportsIn(o.planning, day, day); return err },
		func() error { _, err := tx.LiveTasksIn([]rules.UnitID{o.planning}); return err },
		func() error { _, err := tx.LiveTasksWith(o.planning, day); return err },
		func() error { _, err := tx.LiveTasksBy(o.an); return err },
		func() error { _, err := tx.DraftedTasks(o.an); return err },
		func() error { _, err := tx.TasksOf(o.lan, now, now); return err },
		func() error { _, err := tx.TasksIn(o.planning, now, now); return err },
		func() error { _, err := tx.LiveTasksDue(now, x, 9); return err },
		func() error { _ = fails(tx.TaskByOfficial("x")); return nil },
		func() error { return tx.AddReport(&task.Report{Task: x.ID, By: o.lan, Day: day, At: now}) },
		func() error { _, err := tx.ReportsOn(x.ID); return err },
		func() error { _, err := tx.ReportsBy(o.lan, day, day); return err },
		func() error { return tx.AddStrike(o.lan, &task.Strike{Task: x.ID, Day: day, By: o.an, At: now}) },
		func() error { _, err := tx.Strikes(x.ID); return err },
		func() error { return tx.AddWaiver(o.lan, task.Waiver{Task: x.ID, By: o.an, At: now}) },
		func() error { _, err := tx.Waivers(x.ID); return err },
		func() error { _, err := tx.Blocker(b.ID); return err },
		func() error { return tx.SaveBlocker(b) },
		func() error { _, err := tx.BlockersOf(x.ID); return err },
		func() error { _, err := tx.BlockersBy(o.lan); return err },
		func() error { _, err := tx.BlockersWaiting(o.lan); return err },
		func() error { _, err := tx.OpenBlockers(0, 9); return err },
		func() error { return tx.SaveExtension(e) },
		func() error { _, err := tx.Extension(e.ID); return err },
		func() error { _, err := tx.ExtensionsOf(x.ID); return err },
		func() error { return tx.EndProduct(p.ID, day) },
		func() error { _, err := tx.Product(p.ID); return err },
		func() error { _, err := tx.Catalogue(o.planning); return err },
		func() error { return tx.SavePlan(task.Plan{Person: o.lan, Slot: rules.Slot{Date: day}}) },
		func() error { _, err := tx.Plans(o.lan, day, day); return err },
		func() error { _, err := tx.PlansFor(1); return err },
		func() error { _, err := tx.TasksUsed(o.lan, o.planning, day); return err },
		func() error { _, err := tx.DoneBefore(day, x.ID); return err },
		func() error { _, err := tx.Mandate(m.ID); return err },
		func() error { _, err := tx.MandatesTo(o.minh); return err },
		func() error { _, err := tx.MandatesIn(o.planning); return err },
		func() error { _, err := tx.MandatesAbout(o.minh); return err },
		func() error { _, err := tx.ExtensionsBy(o.lan); return err },
		func() error { _, _, err := tx.StrikesOf(o.lan); return err },
		func() error { return tx.EndMandate(m.ID, now) },
		func() error { _, err := tx.NotifyOf(o.lan); return err },
		func() error { return tx.SaveNotify(task.Notify{Person: o.lan}) },
		func() error { return tx.TellLight(task.Told{Task: x.ID, To: o.lan}, task.MessageDigest, now) },
		func() error { _, err := tx.LightsTold(x.ID); return err },
		func() error { _, err := tx.LightsTo(o.lan, now, Said{At: now}); return err },
		func() error {
			_, err := tx.UnitWeeks([]rules.UnitID{o.planning}, WeekAsked{First: day, Last: day + 6, Zone: time.UTC, Now: now})
			return err
		},
		func() error { _, err := tx.LatelyGiven(o.an); return err },
		func() error { return tx.SayLights(o.lan, []task.ID{1}, []Said{{At: now}}, now) },
		func() error { return tx.ForgetLights(o.lan, task.MessageDigest, now) },
		func() error { _, err := tx.Tasks(x.ID); return err },
		func() error { _, err := tx.SubmittedTasks(); return err },
		func() error { _, err := tx.SubmittedTo(o.an, []rules.UnitID{o.planning}); return err },
		func() error { _, err := tx.CountOverdue([]rules.UnitID{o.planning}, now, false); return err },
		func() error { _, err := tx.LiveOwners(); return err },
		func() error { _, err := tx.Reporters(day, day); return err },
		func() error { _, err := tx.SilentOn([]rules.UnitID{o.planning}, day, time.UTC); return err },
		func() error { _, err := tx.HomeOn(day); return err },
		func() error { return tx.RefreshAll(now, 0, Ref{Kind: "task", ID: 1}) },
		func() error { _, err := tx.BlockersUnder(o.an); return err },
		func() error { return tx.NoteTold(o.lan, day, task.MessageDigest, now) },
		func() error { _, err := tx.ToldOn(o.lan, day); return err },
	}
}
