package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

func ids(requests []rules.Request) (out []rules.RequestID) {
	for _, r := range requests {
		out = append(out, r.ID)
	}
	return out
}

func TestARequestSurvivesTheRoundTrip(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	r := o.ask(o.lan, "2026-11-25", "2026-11-26/am", "2026-11-26/pm")
	r.Note, r.Series, r.Exception, r.Level = "Con ốm <b>", "thứ Tư hằng tuần", o.binh, 1
	insert(t, db, &r)
	load := func() rules.Request {
		return read(t, db, func(tx *Tx) (rules.Request, error) { return tx.Request(r.ID) })
	}
	if diff := cmp.Diff(r, load()); diff != "" {
		t.Errorf("inserted (-want +got):\n%s", diff)
	}
	r.Rev, r.Note, r.Approver, r.Reminded = 2, "", 0, now.Add(time.Hour)
	r.Days = []rules.RequestDay{
		{Slot: r.Days[0].Slot, State: rules.Rejected, Asked: now, DecidedBy: o.binh, OnBehalfOf: o.an, DecidedAt: now, Reason: "Họp toàn đơn vị"},
		{Slot: must(rules.ParseSlot("2026-11-27")), State: rules.Pending, Asked: now},
	}
	write(t, db, func(tx *Tx) error { return tx.SaveRequest(r) })
	if diff := cmp.Diff(r, load()); diff != "" {
		t.Errorf("saved (-want +got):\n%s", diff)
	}
}

func TestARequestNeedsDaysAndMustExist(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	err := db.Write(context.Background(), func(tx *Tx) error {
		empty, unknown := o.ask(o.lan), o.ask(o.lan, "2026-11-25")
		if tx.InsertRequest(&empty) == nil || tx.SaveRequest(empty) == nil {
			t.Error("a request without days was stored")
		}
		unknown.ID = 99
		if err := tx.SaveRequest(unknown); !errors.Is(err, ErrNotFound) {
			t.Errorf("save: %v, want ErrNotFound", err)
		}
		_, err := tx.Request(99)
		return err
	})
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("load: %v, want ErrNotFound", err)
	}
}

func TestOpenRequestsAreListedOldestFirst(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	late, early, other, decided := o.ask(o.lan, "2026-11-25"), o.ask(o.minh, "2026-11-25", "2026-11-26"), o.ask(o.an, "2026-11-26"), o.ask(o.lan, "2026-11-27")
	late.Asked = now.Add(time.Hour)
	other.Approver, other.Unit = o.director, o.department
	decided.Days[0].State = rules.Approved
	insert(t, db, &late, &early, &other, &decided)
	check := func(what string, want []rules.RequestID, list func(*Tx) ([]rules.Request, error)) {
		t.Helper()
		if diff := cmp.Diff(want, ids(read(t, db, list))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	type list = []rules.RequestID
	check("waiting for An", list{early.ID, late.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.WaitingFor(o.an) })
	check("open of Lan", list{late.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.OpenOf(o.lan) })
	check("open in planning", list{late.ID, early.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.OpenIn(o.planning) })
	check("first chunk", list{late.ID, early.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.OpenRequests(0, 2) })
	check("second chunk", list{other.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.OpenRequests(early.ID, 2) })
	check("of Lan in two days", list{late.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.RequestsOf(o.lan, day, day+1) })

	early.Days[0].State, early.Days[1].State = rules.Withdrawn, rules.Approved
	write(t, db, func(tx *Tx) error { return tx.SaveRequest(early) })
	check("after a decision", list{late.ID}, func(tx *Tx) ([]rules.Request, error) { return tx.WaitingFor(o.an) })
}

func TestWhoIsAtHomeIsCountedInHalves(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	lan, minh, an, hoa := o.ask(o.lan, "2026-11-25", "2026-11-26/am"), o.ask(o.minh, "2026-11-25/am", "2026-11-25/pm", "2026-11-26/pm"),
		o.ask(o.an, "2026-11-25", "2026-11-26", "2026-11-27"), o.ask(o.hoa, "2026-11-25")
	lan.Days[0].State, lan.Days[1].State = rules.Approved, rules.Done
	minh.Days[1].State = rules.Cancelled
	for i, s := range []rules.RequestState{rules.Rejected, rules.Withdrawn, rules.Expired} {
		an.Days[i].State = s
	}
	insert(t, db, &lan, &minh, &an, &hoa)
	got := read(t, db, func(tx *Tx) ([]HomeCount, error) { return tx.HomeCounts(o.planning, day, day+7) })
	want := []HomeCount{{day, 2, 1}, {day + 1, 1, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if h := got[0].Halves(); h != 3 {
		t.Errorf("%d halves, want 3", h)
	}
	home := read(t, db, func(tx *Tx) ([]rules.HomeDay, error) { return tx.HomeDaysIn(o.planning, day, day) })
	wantHome := []rules.HomeDay{
		{Request: lan.ID, Person: o.lan, Unit: o.planning, Slot: rules.Slot{Date: day}, State: rules.Approved, Asked: now},
		{Request: minh.ID, Person: o.minh, Unit: o.planning, Slot: rules.Slot{Date: day, Part: rules.Morning}, State: rules.Pending, Asked: now},
	}
	if diff := cmp.Diff(wantHome, home); diff != "" {
		t.Errorf("at home (-want +got):\n%s", diff)
	}
	if own := read(t, db, func(tx *Tx) ([]rules.HomeDay, error) { return tx.HomeDays(o.hoa, day-5, day+5) }); len(own) != 1 || own[0].Unit != o.service {
		t.Errorf("Hòa's days %+v: they count in the unit she is posted to", own)
	}
}

// What was refused and waits again counts in the unit in which its person works by now.
func TestADayThatReturnsCountsInTheUnitOfNow(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	lan := o.ask(o.lan, "2026-11-25")
	lan.Days[0].State = rules.Rejected
	insert(t, db, &lan)
	write(t, db, func(tx *Tx) error { return tx.Move(o.lan, day, o.service, 1) })
	units := func() (list []rules.UnitID) {
		for _, u := range []rules.UnitID{o.planning, o.service} {
			if days := read(t, db, func(tx *Tx) ([]rules.HomeDay, error) { return tx.HomeDaysIn(u, day, day) }); len(days) > 0 {
				list = append(list, u)
			}
		}
		return list
	}
	lan.Days[0].State = rules.Pending
	write(t, db, func(tx *Tx) error { return tx.SaveRequest(lan) })
	if got := units(); len(got) != 1 || got[0] != o.service {
		t.Errorf("it counts in %v, want %v", got, o.service)
	}
}

// The states are written out in SQL, where indexes need them.
func TestTheCountingStatesAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	db := setup(t)
	read(t, db, func(tx *Tx) (int, error) {
		for s := rules.Pending; s <= rules.Done; s++ {
			if got := must(queryRow(tx, scalar[bool], "SELECT "+counting+" FROM (SELECT ? AS state)", s)); got != s.Counts() {
				t.Errorf("state %v counts %v in SQL, %v in the rules", s, got, s.Counts())
			}
		}
		return 0, nil
	})
	if rules.Pending != 1 || rules.Approved != 2 || rules.Done != 8 {
		t.Error("the numbers of the states are stored: they can't change")
	}
}

func TestWhatNobodyDecidedAndWhatIsOver(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	a, b := o.ask(o.lan, "2026-11-24", "2026-11-25", "2026-11-26"), o.ask(o.minh, "2026-11-26")
	a.Days[0].State = rules.Approved
	insert(t, db, &a, &b)
	read(t, db, func(tx *Tx) (int, error) {
		type list = []rules.RequestID
		for _, tt := range []struct {
			what      string
			want, got list
		}{
			{"pending until today", list{a.ID}, must(tx.PendingUntil(day, 10))},
			{"pending until tomorrow", list{a.ID, b.ID}, must(tx.PendingUntil(day+1, 10))},
			{"the first of them", list{a.ID}, must(tx.PendingUntil(day+1, 1))},
			{"approved until today", list{a.ID}, must(tx.ApprovedUntil(day, 10))},
			{"approved until long ago", nil, must(tx.ApprovedUntil(day-9, 10))},
		} {
			if diff := cmp.Diff(tt.want, tt.got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.what, diff)
			}
		}
		return 0, nil
	})
}

func TestAbsencesTouchingARange(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	leave := rules.Absence{Person: o.lan, First: day, Last: day + 2, Kind: rules.Leave}
	half := rules.Absence{Person: o.minh, First: day + 2, Last: day + 2, Part: rules.Afternoon, Kind: rules.Duty}
	write(t, db, func(tx *Tx) error {
		must(0, tx.AddAbsence(leave))
		must(0, tx.AddAbsence(half))
		must(0, tx.AddAbsence(rules.Absence{Person: o.hoa, First: day, Last: day, Kind: rules.Sick}))
		return nil
	})
	read(t, db, func(tx *Tx) (int, error) {
		if diff := cmp.Diff([]rules.Absence{leave, half}, must(tx.AbsencesIn(o.planning, day+2, day+5))); diff != "" {
			t.Errorf("in planning (-want +got):\n%s", diff)
		}
		if got := must(tx.Absences(o.lan, day+3, day+9)); len(got) != 0 {
			t.Errorf("after the leave: %+v", got)
		}
		return 0, nil
	})
	write(t, db, func(tx *Tx) error {
		must(0, tx.EndAbsence(leave, now))
		if err := tx.EndAbsence(leave, now); !errors.Is(err, ErrNotFound) {
			t.Errorf("ended twice: %v, want ErrNotFound", err)
		}
		if got := must(tx.Absences(o.lan, day, day)); len(got) != 0 {
			t.Errorf("after it ended: %+v", got)
		}
		return nil
	})
	for what, a := range map[string]rules.Absence{
		"reversed":  {Person: o.lan, First: day, Last: day - 1, Kind: rules.Leave},
		"of nobody": {Person: 99, First: day, Last: day, Kind: rules.Leave},
	} {
		if err := db.Write(context.Background(), func(tx *Tx) error { return tx.AddAbsence(a) }); err == nil {
			t.Errorf("an absence %s was stored", what)
		}
	}
}

func TestDelegationsOfAPerson(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		given := rules.Delegation{From: o.an, To: o.minh, First: day, Last: day + 2}
		given.ID = must(tx.AddDelegation(given))
		held := rules.Delegation{From: o.director, To: o.an, First: day + 7, Last: day + 8}
		held.ID = must(tx.AddDelegation(held))
		if diff := cmp.Diff([]rules.Delegation{given, held}, must(tx.Delegations(o.an, day+2))); diff != "" {
			t.Errorf("given and held (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]rules.Delegation{held}, must(tx.Delegations(o.an, day+3))); diff != "" {
			t.Errorf("when the first is over (-want +got):\n%s", diff)
		}
		must(0, tx.EndDelegation(held.ID, now))
		if _, err := tx.Delegation(held.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("an ended one: %v, want ErrNotFound", err)
		}
		if err := tx.EndDelegation(held.ID, now); !errors.Is(err, ErrNotFound) {
			t.Errorf("ended twice: %v, want ErrNotFound", err)
		}
		if diff := cmp.Diff(given, must(tx.Delegation(given.ID))); diff != "" {
			t.Errorf("one (-want +got):\n%s", diff)
		}
		return nil
	})
	for _, d := range []rules.Delegation{{From: o.an, To: o.an, First: day, Last: day}, {From: o.an, To: o.minh, First: day, Last: day - 1}} {
		err := db.Write(context.Background(), func(tx *Tx) error { _, err := tx.AddDelegation(d); return err })
		if err == nil {
			t.Errorf("stored %+v", d)
		}
	}
}

func TestAJobNeverGoesBack(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		if _, ok, err := tx.JobProgress("remind"); ok || err != nil {
			t.Errorf("a new job: %v, %v", ok, err)
		}
		must(0, tx.SaveJobProgress("remind", JobProgress{Last: now, Cursor: "12"}))
		must(0, tx.SaveJobProgress("remind", JobProgress{Last: now.Add(-time.Hour)}))
		s, ok, err := tx.JobProgress("remind")
		if diff := cmp.Diff(JobProgress{Last: now}, s); diff != "" || !ok || err != nil {
			t.Errorf("%v %v (-want +got):\n%s", ok, err, diff)
		}
		if !must(tx.StartRun("remind", now, now)) || must(tx.StartRun("remind", now, now.Add(time.Minute))) {
			t.Error("a period must start once")
		}
		must(tx.StartRun("remind", now.Add(time.Hour), now.Add(time.Hour)))
		end := JobRun{Job: "remind", Period: now, Finished: now.Add(time.Second), Written: 250, Outcome: "failed", Error: "disk"}
		must(0, tx.FinishRun(end))
		end.Outcome, end.Error = "done", ""
		must(0, tx.FinishRun(end))
		want := []JobRun{
			{Job: "remind", Period: now.Add(time.Hour), Started: now.Add(time.Hour)},
			{Job: "remind", Period: now, Started: now, Finished: now.Add(time.Second), Written: 500, Outcome: "done"},
		}
		if diff := cmp.Diff(want, must(tx.JobRuns("remind", 10))); diff != "" {
			t.Errorf("runs (-want +got):\n%s", diff)
		}
		if err := tx.FinishRun(JobRun{Job: "other"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("a run that never began: %v, want ErrNotFound", err)
		}
		return nil
	})
}

// What is kept of a request after it was saved is what the database would say.
func TestARequestIsReadBackAsItWasSaved(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	r := rules.Request{Person: o.lan, Unit: o.planning, Rev: 1, Created: now, Asked: now, Days: []rules.RequestDay{
		{Slot: rules.Slot{Date: day + 2, Part: rules.Afternoon}, State: rules.Pending},
		{Slot: rules.Slot{Date: day + 1}, State: rules.Pending},
	}}
	var kept rules.Request
	write(t, db, func(tx *Tx) error {
		must(0, tx.InsertRequest(&r))
		r.Rev, r.Approver, r.Asked, r.Note = 2, o.an, now.Add(1234567*time.Nanosecond).Local(), "ghi chú"
		r.Days = append(r.Days[:1], rules.RequestDay{
			Slot: rules.Slot{Date: day}, State: rules.Approved, DecidedBy: o.an, DecidedAt: now.Add(time.Microsecond).Local(), Reason: "x",
		}, rules.RequestDay{Slot: rules.Slot{Date: day + 2, Part: rules.Morning}, State: rules.Pending, Excepted: true,
			Move: rules.MoveEnd{Request: r.ID, Day: rules.Slot{Date: day, Part: rules.Afternoon}}})
		must(0, tx.SaveRequest(r))
		kept = must(tx.Request(r.ID))
		return nil
	})
	if diff := cmp.Diff(read(t, db, func(tx *Tx) (rules.Request, error) { return tx.Request(r.ID) }), kept); diff != "" {
		t.Errorf("kept differs from what is stored (-stored +kept):\n%s", diff)
	}
}
