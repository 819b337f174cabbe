package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/locale"
	"tainha/rules"
	"tainha/store"
)

// requestJobs are the jobs that deal with requests, as they stand in the list.
func requestJobs() []Job { return []Job{expire(), escalate(), remind(), evening()} }

// told lists what was queued for people, as "who: what".
func (h *house) told(o office) []string {
	h.t.Helper()
	names := map[rules.PersonID]string{o.director: "director", o.an: "an", o.binh: "binh", o.lan: "lan", o.minh: "minh",
		o.hoa: "hoa", o.dieu: "dieu", o.op: "op"}
	var out []string
	for _, m := range h.outbox() {
		what := "card"
		if m.Body.Screen != nil {
			what = m.Body.Screen.Text.Key
		}
		out = append(out, fmt.Sprintf("%s %s: %s", m.Created.In(saigon).Format("02 15:04"), names[m.Person], what))
	}
	return out
}

func (h *house) mustTell(o office, want ...string) {
	h.t.Helper()
	if got := h.told(o); !slices.Equal(got, want) {
		h.t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// days lets the jobs look at the clock every half hour.
func (h *house) days(e *Engine, to time.Time) {
	h.t.Helper()
	for !h.now.After(to) {
		h.tick(e, h.now)
		h.now = h.now.Add(30 * time.Minute)
	}
}

// The whole way of a request that nobody touches: Tuesday 24 is a holiday.
func TestTheWayOfAnUntouchedRequest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 09:00"))
	o := newOffice(h)
	r := h.ask(o, o.lan, o.an, h.now, "2026-12-01", "2026-12-02")
	h.days(h.engine(requestJobs()...), at("2026-12-02 18:00"))
	h.mustTell(o,
		"23 14:30 an: card",
		"25 09:00 director: card", "25 09:00 lan: notice.escalated",
		"26 09:00 dieu: notice.top", "26 09:00 lan: notice.topped",
		"30 17:00 lan: notice.evening", "01 07:30 lan: notice.expired",
		"01 17:00 lan: notice.evening", "02 07:30 lan: notice.expired")
	trail := read(h, func(tx *store.Tx) ([]store.Record, error) { return tx.AuditOf("request", int64(r.ID), 10) })
	var actions []string
	for _, a := range slices.Backward(trail) {
		actions = append(actions, strings.TrimPrefix(a.Action, "request."))
	}
	if got, want := strings.Join(actions, " "), "remind raise raise expire expire"; got != want {
		t.Errorf("audited %s, want %s", got, want)
	}
}

// On a day of delegation the delegate is asked, not reminded: they were not the first. What
// went up stays up when the head is back, and they may still decide it.
func TestAHeadWhoGoesOnLeaveHandsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 10:00"))
	o := newOffice(h)
	h.ask(o, o.lan, o.an, h.now, "2026-12-18")
	h.write(func(tx *store.Tx) error {
		_, err := tx.AddDelegation(rules.Delegation{From: o.an, To: o.minh, First: day("2026-11-26"), Last: day("2026-11-26")})
		return err
	})
	h.days(h.engine(requestJobs()...), at("2026-11-27 12:00"))
	h.mustTell(o, "25 15:30 an: card",
		"26 07:30 minh: card", "26 07:30 lan: notice.moved",
		"26 10:00 director: card", "26 10:00 lan: notice.escalated",
		"27 10:00 dieu: notice.top", "27 10:00 lan: notice.topped")
}

func TestNobodyIsThereToDecide(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 10:00"))
	o := newOffice(h)
	h.ask(o, o.lan, o.an, h.now, "2026-12-18")
	h.write(func(tx *store.Tx) error {
		must(0, tx.SetHead(o.planning, 0))
		return tx.AddAbsence(rules.Absence{Person: o.director, First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Duty})
	})
	h.days(h.engine(requestJobs()...), at("2026-11-26 08:00"))
	h.mustTell(o, "25 10:30 dieu: notice.nobody_decides", "25 10:30 lan: notice.stuck",
		"26 07:30 director: card", "26 07:30 lan: notice.moved")
}

// Section 12: a transfer begins anew by the new line. Where the same person heads it, nobody is
// asked anew, and the coordinators hear once more that the top did not decide.
func TestTheTopOfANewLineIsToldOnceMoreWhereItIsTheSame(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 10:00"))
	o := newOffice(h)
	h.write(func(tx *store.Tx) error { return tx.SetHead(o.planning, o.director) })
	h.ask(o, o.lan, o.director, h.now, "2026-12-18")
	e := h.engine(requestJobs()...)
	h.days(e, at("2026-11-26 16:00"))
	h.write(func(tx *store.Tx) error { return tx.Move(o.lan, day("2026-11-27"), o.agency, o.position) })
	h.days(e, at("2026-11-27 12:00"))
	h.mustTell(o, "25 15:30 director: card",
		"26 10:00 dieu: notice.top", "26 10:00 lan: notice.topped",
		"27 08:00 dieu: notice.top", "27 08:00 lan: notice.topped")
}

func TestEveryCardFollowsAnEscalation(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 10:00"))
	o := newOffice(h)
	r := h.ask(o, o.lan, o.an, h.now, "2026-12-18")
	h.write(func(tx *store.Tx) error {
		_, err := tx.SetLive(store.Ref{Kind: "request", ID: int64(r.ID)}.Anchor(), 77, 5, true)
		return err
	})
	e := h.engine(requestJobs()...)
	h.tick(e, h.now)
	h.tick(e, at("2026-11-26 10:00"))
	var edits int
	for _, m := range h.outbox() {
		if m.Chat == 77 && m.EditOf == 5 && m.Body.Card != nil {
			edits++
		}
	}
	if edits != 1 {
		t.Errorf("%d edits of the old card, want one", edits)
	}
}

func TestDaysAreDoneWhenTheyAreOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 10:00"))
	o := newOffice(h)
	r := h.ask(o, o.lan, o.an, h.now, "2026-11-25/am", "2026-11-26", "2026-11-27")
	for i := range r.Days {
		r.Days[i].State, r.Days[i].DecidedBy = rules.Approved, o.an
	}
	h.write(func(tx *store.Tx) error { return tx.SaveRequest(r) })
	e := h.engine(requestJobs()...)
	for _, c := range []struct {
		now  string
		done int
	}{{"2026-11-25 16:59", 0}, {"2026-11-25 17:00", 1}, {"2026-11-26 16:55", 1}, {"2026-11-27 02:00", 2}, {"2026-11-29 10:00", 3}} {
		h.tick(e, at(c.now))
		got := read(h, func(tx *store.Tx) (rules.Request, error) { return tx.Request(r.ID) })
		if n := len(got.Slots(rules.Done)); n != c.done || len(got.Slots(rules.Approved)) != 3-c.done || got.Days[0].DecidedBy != o.an {
			t.Errorf("at %s: %+v, want %d days done and the decision kept", c.now, got.Days, c.done)
		}
	}
	h.mustTell(o, "25 17:00 lan: notice.evening") // silently, but for the evening before
}

// More requests than a transaction takes, and a crash between two chunks.
func TestManyRequestsExpireInChunks(t *testing.T) {
	t.Parallel()
	const n = 2*Chunk + 30
	h := newHouse(t, at("2026-11-25 10:00"))
	o := newOffice(h)
	h.write(func(tx *store.Tx) error {
		for range n {
			r := rules.Request{Person: o.lan, Unit: o.planning, Rev: 1, Created: h.now, Asked: h.now, Approver: o.an,
				Days: []rules.RequestDay{{Slot: rules.Slot{Date: day("2026-11-26")}, State: rules.Pending}}}
			must(0, tx.InsertRequest(&r))
		}
		return nil
	})
	job := expire()
	run, chunks := job.Run, 0
	job.Run = func(r *Run) error {
		if chunks++; chunks == 3 {
			return errors.New("power cut")
		}
		return run(r)
	}
	h.tick(h.engine(job), h.now)
	h.tick(h.engine(job), at("2026-11-26 07:30"))
	if got := strings.Count(strings.Join(h.told(o), "\n"), "notice.expired"); got != 2*Chunk {
		t.Errorf("%d told before the crash, want two chunks", got)
	}
	h.restart()
	h.tick(h.engine(job), at("2026-11-26 07:31"))
	h.tick(h.engine(job), at("2026-11-26 07:35"))
	if got := strings.Count(strings.Join(h.told(o), "\n"), "notice.expired"); got != n {
		t.Errorf("%d told, want each of %d once", got, n)
	}
	if last := h.runs("expire")[2]; last.Written != n || last.Outcome != Rolled {
		t.Errorf("run %+v, want it to have written %d", last, n)
	}
}

func TestEveryNoticeCanBeRead(t *testing.T) {
	t.Parallel()
	c, err := locale.Load(saigon)
	if err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, at("2026-11-23 09:00"))
	o := newOffice(h)
	h.ask(o, o.lan, o.an, h.now, "2026-12-01", "2026-12-02")
	h.days(h.engine(requestJobs()...), at("2026-12-01 08:00"))
	for _, m := range h.outbox() {
		if m.Body.Screen == nil {
			continue
		}
		for _, lang := range locale.Languages {
			text, err := c.HTML(lang, m.Body.Screen.Text)
			if err != nil || strings.Contains(text, "<no value>") {
				t.Errorf("%s: %q, %v", lang, text, err)
			}
		}
	}
	for _, j := range All(Backup{}) {
		for _, lang := range locale.Languages {
			if _, err := c.HTML(lang, rules.Msg("job.name."+j.Name)); err != nil {
				t.Error(err)
			}
		}
	}
}
