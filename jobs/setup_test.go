package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
	"tainha/store/storetest"
)

var saigon = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, saigon)
	if err != nil {
		panic(err)
	}
	return t
}

func day(s string) rules.Date { return rules.MustDate(s) }

// The days off of the tests' calendar, which holds the years 2026 and 2027.
var daysOff = []string{"2026-11-24", "2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-02-12"}

const workedSaturday = "2026-12-12"

func newPilot() *pilot.Pilot {
	c := &rules.Calendar{
		Location: saigon,
		Weekdays: [7]bool{false, true, true, true, true, true, false},
		Hours:    []rules.Span{{From: 7*60 + 30, To: 11*60 + 30}, {From: 13 * 60, To: 17 * 60}},
		Years:    map[int]rules.Year{},
	}
	for _, y := range []int{2026, 2027} {
		year := rules.Year{DaysOff: map[rules.Date]string{}, WorkedDays: map[rules.Date]string{}}
		for _, s := range daysOff {
			if day(s).Year() == y {
				year.DaysOff[day(s)] = "nghỉ lễ"
			}
		}
		if day(workedSaturday).Year() == y {
			year.WorkedDays[day(workedSaturday)] = "làm bù"
		}
		c.Years[y] = year
	}
	base := rules.DefaultPolicy() // reminded after 4 working hours, escalated after 8
	base.PerWeek.Mode, base.PerMonth.Mode, base.MonthShare.Mode = rules.Off, rules.Off, rules.Off
	base.UnitShare.Mode, base.MinPresent.Mode = rules.Off, rules.Off
	return &pilot.Pilot{Tasks: task.DefaultPolicy(), Calendar: c, Policies: &rules.PolicyBook{Base: base}}
}

// house is a database with an engine over it and a clock that the test moves.
type house struct {
	t     testing.TB
	path  string
	db    *store.DB
	pilot *pilot.Pilot
	now   time.Time
}

func newHouse(t testing.TB, now time.Time) *house {
	t.Helper()
	h := &house{t: t, path: filepath.Join(t.TempDir(), "pilot.db"), pilot: newPilot(), now: now}
	h.open()
	t.Cleanup(h.close)
	return h
}

func (h *house) open() {
	h.t.Helper()
	h.db = storetest.Open(h.t, h.path, store.Options{})
}

func (h *house) close() {
	h.t.Helper()
	if err := h.db.Close(); err != nil {
		h.t.Errorf("close: %v", err)
	}
}

// restart closes the file and opens it again.
func (h *house) restart() {
	h.t.Helper()
	h.close()
	h.open()
}

func (h *house) engine(list ...Job) *Engine {
	h.t.Helper()
	e, err := New(Deps{DB: h.db, Pilot: h.pilot, Now: func() time.Time { return h.now }, Log: slog.New(slog.DiscardHandler)}, list, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

func (h *house) tick(e *Engine, now time.Time) {
	h.t.Helper()
	h.now = now
	if err := e.Tick(context.Background()); err != nil {
		h.t.Fatalf("tick at %v: %v", now, err)
	}
}

// runNow asks for a run of the job at this moment.
func (h *house) runNow(e *Engine, job string) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		_, err := e.RunNow(tx, h.now, job)
		return err
	})
}

func (h *house) write(fn func(*store.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) runs(job string) []store.JobRun {
	h.t.Helper()
	return read(h, func(tx *store.Tx) ([]store.JobRun, error) { return tx.JobRuns(job, 1000) })
}

// outbox is everything that was ever queued, oldest first.
func (h *house) outbox() []store.Out {
	h.t.Helper()
	all := read(h, func(tx *store.Tx) ([]store.Out, error) { return tx.OutInState(store.OutQueued, 1_000_000) })
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

func read[T any](h *house, fn func(*store.Tx) (T, error)) (v T) {
	h.t.Helper()
	err := h.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		v, err = fn(tx)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

// note is what a job of the tests writes: one row, so that it counts.
func note(r *Run, text string) error {
	return r.Tx.Queue(r.Now, store.Out{Chat: -1, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: rules.Message{Key: text}}}})
}

// noted lists what jobs wrote with note.
func (h *house) noted() []string {
	h.t.Helper()
	var out []string
	for _, o := range h.outbox() {
		if o.Chat == -1 {
			out = append(out, o.Body.Screen.Text.Key)
		}
	}
	return out
}

// office is an agency with two units below it.
type office struct {
	agency, planning, archive                    rules.UnitID
	position                                     rules.PositionID
	director, an, binh, lan, minh, hoa, dieu, op rules.PersonID
}

// newOffice stores it: An heads planning (Lan, Minh), Bình the archive (Hòa),
// the director the agency, where Diệu coordinates and Op operates. All are linked.
func newOffice(h *house) (o office) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		unit := func(code, name string, parent rules.UnitID) rules.UnitID {
			id, _, err := tx.UpsertUnit(rules.Unit{Code: code, Name: name, Parent: parent, Active: true})
			return must(id, err)
		}
		o.agency = unit("SO", "Sở Nội vụ", 0)
		o.planning, o.archive = unit("KH", "Phòng Kế hoạch", o.agency), unit("LT", "Phòng Lưu trữ", o.agency)
		id, _, err := tx.UpsertPosition(rules.Position{Code: "CV", Name: "Chuyên viên", OpenToPilot: true})
		o.position = must(id, err)
		o.director = addPerson(tx, o, "D", "Giám đốc Hà", o.agency, rules.Staff)
		o.an = addPerson(tx, o, "A", "Nguyễn Văn An", o.planning, rules.Staff)
		o.binh = addPerson(tx, o, "B", "Lê Quốc Bình", o.archive, rules.Staff)
		o.lan = addPerson(tx, o, "L", "Phạm Ngọc Lan", o.planning, rules.Staff)
		o.minh = addPerson(tx, o, "M", "Đỗ Đức Minh", o.planning, rules.Staff)
		o.hoa = addPerson(tx, o, "H", "Vũ Thị Hòa", o.archive, rules.Staff)
		o.dieu = addPerson(tx, o, "C", "Hồ Diệu", o.agency, rules.Staff|rules.Coordinator)
		o.op = addPerson(tx, o, "O", "Trần Phúc", o.agency, rules.Operator)
		for u, head := range map[rules.UnitID]rules.PersonID{o.agency: o.director, o.planning: o.an, o.archive: o.binh} {
			if err := tx.SetHead(u, head); err != nil {
				return err
			}
			enrol(tx, u)
		}
		return nil
	})
	return o
}

func addPerson(tx *store.Tx, o office, code, name string, unit rules.UnitID, roles rules.Roles) rules.PersonID {
	id, _, err := tx.UpsertPerson(rules.Person{Code: code, Name: name, Unit: unit, Position: o.position, Roles: roles, Active: true}, day("2026-01-01"))
	must(id, err)
	must(0, tx.Link(store.Account{Person: id, Chat: 1000 + int64(id), Language: "vi", Linked: at("2026-01-01 08:00"), Reachable: true}))
	return id
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprint(err))
	}
	return v
}

// ask stores a pending request that waits for an approver since then.
func (h *house) ask(o office, person, approver rules.PersonID, asked time.Time, days ...string) rules.Request {
	h.t.Helper()
	r := rules.Request{Person: person, Unit: o.planning, Rev: 1, Created: asked, Asked: asked, Approver: approver}
	for _, s := range days {
		r.Days = append(r.Days, rules.RequestDay{Slot: must(rules.ParseSlot(s)), State: rules.Pending})
	}
	h.write(func(tx *store.Tx) error { return tx.InsertRequest(&r) })
	return r
}

func enrol(tx *store.Tx, unit rules.UnitID) {
	must(0, tx.Enrol(unit, &rules.Enrolment{Decision: "12/QĐ", First: day("2026-01-01")}))
}
