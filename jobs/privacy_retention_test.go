package jobs

import (
	"fmt"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
)

// fillOld stores one more of everything that perishes than a chunk holds, all of
// that moment.
func (h *house) fillOld(o office, then time.Time) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		for i := range int64(Chunk + 1) {
			if err := tx.Queue(then, store.Out{Chat: 5000 + i, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: rules.Msg("x")}}}); err != nil {
				return err
			}
			last, err := tx.LastOut()
			if err != nil {
				return err
			}
			if err := tx.Finish(then, last, store.OutSent, ""); err != nil {
				return err
			}
			must(0, tx.AddDead(store.DeadUpdate{ID: then.Unix() + i, At: then, Raw: "{}"}))
			must(0, tx.SaveStranger(store.Stranger{Chat: then.Unix() + i, Answered: then}))
			must(0, tx.SaveConversation(store.Conversation{Chat: then.Unix() + i, Flow: "wfh", Data: []byte(`{"note":"x"}`), Rev: 7}, then))
			must(0, tx.AddDataRead(store.DataRead{At: then.Add(time.Duration(i) * time.Hour * -1), Reader: o.an, Person: o.lan, What: "person"}))
			d := rules.DataRequest{Person: o.lan, Kind: rules.DataExport, State: rules.DataDone, Created: then, DecidedAt: then}
			must(0, tx.InsertDataRequest(&d))
		}
		return nil
	})
}

// kept counts what is there of each.
func (h *house) kept(o office) string {
	h.t.Helper()
	return read(h, func(tx *store.Tx) (string, error) {
		out := must(tx.OutInState(store.OutSent, 10_000))
		dead := must(tx.DeadUpdates(10_000))
		reads := must(tx.DataReads(o.lan, 10_000))
		asked := must(tx.DataRequestsOf(o.lan))
		return fmt.Sprintf("%d messages, %d dead updates, %d reads, %d requests", len(out), len(dead), len(reads), len(asked)), nil
	})
}

func TestWhatIsPastItsTimeGoesInChunksAndTheRestStays(t *testing.T) {
	t.Parallel()
	now := at("2026-11-24 02:30")
	h := newHouse(t, now.Add(-time.Hour))
	h.pilot.Data = rules.DataPolicy{
		Leavers: rules.Period{Months: 24}, AccessLog: rules.Period{Days: 60}, Outbox: rules.Period{Days: 30},
		Conversations: rules.Period{Days: 30}, DeadUpdates: rules.Period{Days: 30}, Strangers: rules.Period{Days: 30},
	}
	o := newOffice(h)
	e := h.engine(retention())
	h.tick(e, h.now)
	old, young := now.AddDate(0, 0, -61), now.AddDate(0, 0, -10)
	h.fillOld(o, old)
	h.fillOld(o, young)
	open := rules.DataRequest{Person: o.lan, Kind: rules.DataCorrect, State: rules.DataOpen, Created: old}
	h.write(func(tx *store.Tx) error { return tx.InsertDataRequest(&open) })
	h.tick(e, now)
	want := fmt.Sprintf("%d messages, %d dead updates, %d reads, %d requests", Chunk+1, Chunk+1, Chunk+1, Chunk+2)
	if got := h.kept(o); got != want {
		t.Errorf("kept %s, want %s", got, want)
	}
	h.write(func(tx *store.Tx) error {
		for then, want := range map[time.Time]string{old: "{}", young: `{"note":"x"}`} {
			c := must(tx.Conversation(then.Unix(), 0))
			s := must(tx.Stranger(then.Unix()))
			if string(c.Data) != want || c.Rev < 7 {
				t.Errorf("the draft of %v is %s, revision %d", then, c.Data, c.Rev)
			}
			if s.Answered.IsZero() != then.Equal(old) {
				t.Errorf("the stranger of %v answered %v", then, s.Answered)
			}
		}
		return nil
	})
	if runs := h.runs("retention"); len(runs) == 0 || runs[0].Outcome != Done {
		t.Errorf("the runs are %+v", runs)
	}
}

// Section 10: illness becomes "vắng" after 90 days, and leave with it, since illness would
// be known by being alone; what is not over, or is duty, stays.
func TestTheKindOfAnAbsenceIsForgotten(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	h.pilot.Data = rules.DefaultDataPolicy()
	o := newOffice(h)
	list := []rules.Absence{
		{Person: o.lan, First: rules.MustDate("2026-08-01"), Last: rules.MustDate("2026-08-24"), Kind: rules.Sick},
		{Person: o.lan, First: rules.MustDate("2026-08-26"), Last: rules.MustDate("2026-08-26"), Kind: rules.Sick},
		{Person: o.minh, First: rules.MustDate("2026-08-03"), Last: rules.MustDate("2026-08-03"), Kind: rules.Leave},
		{Person: o.minh, First: rules.MustDate("2026-08-04"), Last: rules.MustDate("2026-08-04"), Kind: rules.Duty},
	}
	h.write(func(tx *store.Tx) error {
		for _, a := range list {
			if err := tx.AddAbsence(a); err != nil {
				return err
			}
		}
		return nil
	})
	e := h.engine(retention())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-24 02:30"))
	got := read(h, func(tx *store.Tx) (kinds []rules.AbsenceKind, _ error) {
		for _, id := range []rules.PersonID{o.lan, o.minh} {
			for _, a := range must(tx.Absences(id, list[0].First, list[1].Last)) {
				kinds = append(kinds, a.Kind)
			}
		}
		return kinds, nil
	})
	if want := "[away sick away duty]"; fmt.Sprint(got) != want {
		t.Errorf("the kinds are %v, want %s", got, want)
	}
}

// Section 10: staff data are removed when the person leaves, on a schedule.
func TestWhoLeftIsMadeAnonymousAfterTheirTimeAndNobodyElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	h.pilot.Data = rules.DataPolicy{Leavers: rules.Period{Months: 1}}
	o := newOffice(h)
	e := h.engine(retention())
	h.tick(e, h.now)
	leave := func(id rules.PersonID) {
		h.write(func(tx *store.Tx) error {
			return people.Deactivate(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.dieu}), id, false)
		})
	}
	name := func(id rules.PersonID) string {
		return read(h, func(tx *store.Tx) (string, error) {
			p, err := tx.Person(id, rules.DateOf(h.now))
			return p.Name, err
		})
	}
	leave(o.lan)
	leave(o.minh)
	h.tick(e, at("2026-11-24 02:30")) // notes who left
	h.now = at("2026-12-20 09:00")
	h.write(func(tx *store.Tx) error {
		return people.Reactivate(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.dieu}), o.minh)
	})
	leave(o.minh)                     // their time begins anew
	h.tick(e, at("2026-12-23 02:30")) // they left at noon
	if got := name(o.lan); got != "Phạm Ngọc Lan" {
		t.Errorf("Lan is %q when the month is not yet over", got)
	}
	h.tick(e, at("2026-12-24 02:30"))
	if got, want := name(o.lan), fmt.Sprintf("Người đã xóa %04d", o.lan); got != want {
		t.Errorf("after a month Lan is %q, want %q", got, want)
	}
	for id, want := range map[rules.PersonID]string{o.minh: "Đỗ Đức Minh", o.an: "Nguyễn Văn An"} {
		if got := name(id); got != want {
			t.Errorf("%s is %q", want, got)
		}
	}
	h.tick(e, at("2027-01-25 02:30"))
	if got := name(o.minh); got == "Đỗ Đức Minh" {
		t.Error("Minh, who left a second time, is still named")
	}
	if r := read(h, func(tx *store.Tx) (store.AuditReport, error) { return tx.VerifyAudit(nil) }); r.Fault != nil {
		t.Error(r.Fault)
	}
}

// A request of Monday 23 is due on Thursday 26, over the holiday of the 24th:
// the coordinator hears of it on the working day before and each one after.
func TestDataRequestsAreRemindedBeforeTheirDeadline(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 09:00"))
	h.pilot.Data = rules.DefaultDataPolicy()
	o := newOffice(h)
	e := h.engine(remindPrivacy())
	h.tick(e, h.now)
	var d rules.DataRequest
	h.write(func(tx *store.Tx) (err error) {
		d, err = privacy.AskData(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.lan}), rules.DataCorrect, "x")
		return err
	})
	for day := 24; day <= 30; day++ {
		h.tick(e, time.Date(2026, 11, day, 8, 0, 0, 0, saigon))
		h.tick(e, time.Date(2026, 11, day, 8, 1, 0, 0, saigon))
	}
	if d.Due != day("2026-11-26") {
		t.Errorf("due %s", d.Due)
	}
	h.mustTell(o, "23 09:00 dieu: card",
		"25 08:00 dieu: notice.data_due", "26 08:00 dieu: notice.data_due", "27 08:00 dieu: notice.data_due", "30 08:00 dieu: notice.data_due")
}
