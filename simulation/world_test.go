package simulation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/jobs"
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
	"tainha/store/storetest"
)

// world is the program over a file of its own, and beside it what the rules say.
type world struct {
	*testing.T
	*truth
	seed      uint64
	random    *rand.Rand
	path      string
	db        *store.DB
	pilot     *pilot.Pilot
	engine    *jobs.Engine
	poll      *store.Tx // while what came in an outage is taken at once
	lastOut   int64
	lastAudit int64
	compared  int      // how often
	last      *filing  // what was pressed
	trail     []string // what was done, for whoever reads a deviation
	ids       []rules.PersonID
	staff     []rules.PersonID // who asks
	seen      map[string]int   // how often what happened
	phones    int64            // accounts that were new
}

// What everybody is to have agreed to.
const consentVersion, commitmentVersion = 1, 2

// The weeks that are simulated: around 2 September, the turn of the year, and Tết.
var starts = []string{"2026-08-10", "2026-12-07", "2027-01-11"}

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	w := &world{T: t, seed: seed, random: rand.New(rand.NewPCG(seed, 2026)), path: filepath.Join(t.TempDir(), "pilot.db"), seen: map[string]int{}}
	now := clock(date(starts[seed%3]), 7*60)
	w.truth = &truth{
		cal: officialCalendar(), units: map[rules.UnitID]*unit{}, people: map[rules.PersonID]*person{},
		positions: map[rules.PositionID]*rules.Position{}, now: now, dealt: now,
	}
	w.base = w.numbersOf()
	w.pilot = &pilot.Pilot{Tasks: task.DefaultPolicy(),
		Calendar: w.cal.forPilot(), Policies: &rules.PolicyBook{Base: w.base}, Consent: pilot.Notice{Version: consentVersion}, Commitment: pilot.Notice{Version: commitmentVersion},
		Powers: rules.DefaultPowerPolicy(), Requests: rules.DefaultRequestPolicy(), Data: rules.DefaultDataPolicy(),
	}
	w.open()
	t.Cleanup(func() { _ = w.db.Close() })
	w.found()
	w.start()
	w.tick()
	return w
}

func (w *world) open() {
	w.Helper()
	w.db = storetest.Open(w, w.path, store.Options{})
}

// never is a plan that does not come in the weeks of a simulation.
const never = "0 3 29 2 *"

// start begins with the jobs of the program, but those that have nothing to do with requests.
func (w *world) start() {
	w.Helper()
	specs := map[string]string{}
	for _, name := range []string{"digest", "board", "privacy", "retention", "backup", "audit"} {
		specs[name] = never
	}
	e, err := jobs.New(jobs.Deps{DB: w.db, Pilot: w.pilot, Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler)},
		jobs.All(jobs.Backup{Dir: w.TempDir(), Keep: 1}), specs)
	if err != nil {
		w.Fatal(err)
	}
	w.engine = e
}

// write is a transaction, or within a poll that brings much a savepoint of it.
func (w *world) write(fn func(*store.Tx) error) error {
	if w.poll != nil {
		return w.poll.Savepoint(func() error { return fn(w.poll) })
	}
	return w.db.Write(context.Background(), fn)
}

// pick chooses one of a list.
func pick[T any](w *world, list []T) T { return list[w.random.IntN(len(list))] }

// oneIn is true once in n times.
func (w *world) oneIn(n int) bool { return w.random.IntN(n) == 0 }

// numbersOf draws the pilot's numbers.
func (w *world) numbersOf() rules.Policy {
	mode := func() rules.Mode {
		return []rules.Mode{rules.Off, rules.Block, rules.Block, rules.ApproveAbove}[w.random.IntN(4)]
	}
	n := rules.DefaultPolicy()
	n.PerWeek = rules.Quota{Max: 2 + w.random.IntN(4), Mode: mode()}
	n.PerMonth = rules.Quota{Max: 6 + w.random.IntN(12), Mode: mode()}
	n.MonthShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 2 + w.random.IntN(3)}, Mode: mode()}
	n.UnitShare = rules.Share{Ratio: rules.Ratio{Num: 1 + w.random.IntN(2), Den: 3}, Mode: mode()}
	n.MinPresent = rules.Quota{Max: 1 + w.random.IntN(2), Mode: mode()}
	return n
}

// found makes the agency: a top unit, two below it, two below one of them; heads, staff, a
// coordinator, and in every other agency somebody above the top.
func (w *world) found() {
	w.Helper()
	if err := w.write(func(tx *store.Tx) error {
		for i, x := range []rules.Position{
			{Code: "CV", Name: "Chuyên viên", OpenToPilot: true}, {Code: "KT", Name: "Kế toán", OpenToPilot: true},
			{Code: "MC", Name: "Một cửa", CitizenFacing: true}, {Code: "VT", Name: "Văn thư"},
		} {
			id, _, err := tx.UpsertPosition(x)
			if err != nil {
				return fmt.Errorf("position %d: %w", i, err)
			}
			x.ID = id
			w.positions[id] = &x
		}
		var ids []rules.UnitID
		for i, parent := range []int{-1, 0, 0, 1, 1} {
			u := rules.Unit{Code: fmt.Sprint("U", i), Name: fmt.Sprint("Đơn vị ", i), Active: true}
			if parent >= 0 {
				u.Parent = ids[parent]
			}
			id, _, err := tx.UpsertUnit(u)
			if err != nil {
				return err
			}
			ids = append(ids, id)
			w.units[id] = &unit{id: id, code: u.Code, parent: u.Parent}
			if err := w.settle(tx, id, []int{3, 4, 6, 5, 3}[i]); err != nil {
				return err
			}
		}
		if w.seed%2 == 0 {
			return w.above(tx)
		}
		return nil
	}); err != nil {
		w.Fatal(err)
	}
}

// settle fills a unit with its head and n others, and enrols it.
func (w *world) settle(tx *store.Tx, id rules.UnitID, n int) error {
	u := w.units[id]
	for i := range n + 1 {
		p, err := w.hire(tx, id, i == n && u.parent == 0)
		if err != nil {
			return err
		}
		if i == 0 {
			u.head = p.id
			if err := tx.SetHead(id, p.id); err != nil {
				return err
			}
		}
	}
	e := &rules.Enrolment{Decision: "12/QĐ", First: dateOf(w.now) - 40}
	if w.oneIn(6) {
		e.First = dateOf(w.now) + 10
	}
	if err := tx.Enrol(id, e); err != nil {
		return err
	}
	u.periods = append(u.periods, e)
	return nil
}

func (w *world) hire(tx *store.Tx, id rules.UnitID, coordinator bool) (*person, error) {
	n := len(w.people) + 1
	x := rules.Person{Code: fmt.Sprintf("N%02d", n), Name: fmt.Sprintf("Người Số %02d", n), Unit: id, Position: 1, Roles: rules.Staff, Active: true}
	if w.oneIn(6) {
		x.Position = pick(w, []rules.PositionID{2, 3, 4})
	}
	if coordinator {
		x.Roles |= rules.Coordinator
	}
	pid, _, err := tx.UpsertPerson(x, date("2026-01-01"))
	if err != nil {
		return nil, err
	}
	p := &person{id: pid, active: true, linked: true, consent: consentVersion, commitment: commitmentVersion, coordinator: coordinator,
		postings: []posting{{date("2026-01-01"), id, x.Position}}}
	if coordinator {
		w.desk = pid
	} else if w.oneIn(12) {
		p.commitment = w.random.IntN(2)
	}
	w.people[pid] = p
	w.ids = append(w.ids, pid)
	w.staff = append(w.staff, pid)
	if err := tx.Link(store.Account{Person: pid, Chat: 1000 + int64(pid), Language: "vi", Linked: w.now, Reachable: true}); err != nil {
		return nil, err
	}
	if err := tx.Agree(pid, store.Consent, p.consent, w.now); err != nil {
		return nil, err
	}
	if p.commitment > 0 {
		err = tx.Agree(pid, store.Commitment, p.commitment, w.now)
	}
	return p, err
}

// above names somebody of another house as who decides above the top.
func (w *world) above(tx *store.Tx) error {
	id, _, err := tx.UpsertUnit(rules.Unit{Code: "UBND", Name: "Ủy ban", Active: true})
	if err != nil {
		return err
	}
	w.units[id] = &unit{id: id, code: "UBND"}
	p, err := w.hire(tx, id, false)
	if err != nil {
		return err
	}
	w.staff = slices.DeleteFunc(w.staff, func(x rules.PersonID) bool { return x == p.id })
	w.authority, w.pilot.Authority = p.id, fmt.Sprintf("N%02d", len(w.people))
	return nil
}

// try does what the rules may refuse, and returns the reasons; a refusal leaves everything as it was.
func (w *world) try(by rules.PersonID, do func(pilot.Do) error) (reasons []string, refused bool) {
	w.Helper()
	return w.tryAs(pilot.Actor{Person: by}, do)
}

func (w *world) tryAs(by pilot.Actor, do func(pilot.Do) error) (reasons []string, refused bool) {
	w.Helper()
	err := w.write(func(tx *store.Tx) error { return do(w.pilot.Do(tx, w.now, by)) })
	var no *rules.Refusal
	if err != nil && !errors.As(err, &no) {
		w.fail("a fault: %v", err)
	}
	if no == nil {
		return nil, false
	}
	for _, m := range no.Reasons {
		reasons = append(reasons, key(m))
	}
	return unique(reasons), true
}

// key names a reason as the oracle does: the key of its text, with the day where it names one.
func key(m rules.Message) string {
	m.Key = strings.TrimSuffix(m.Key, "_half") // the same reason, which says that the other half is free
	for _, arg := range []string{"slot", "day"} {
		switch v := m.Args[arg].(type) {
		case rules.Slot:
			return on(m.Key, v.Date)
		case rules.Date:
			return on(m.Key, v)
		case rules.Message:
			for _, v := range v.Args {
				switch v := v.(type) {
				case rules.Slot:
					return on(m.Key, v.Date)
				case rules.Date:
					return on(m.Key, v)
				}
			}
		}
	}
	return m.Key
}

// note remembers what is done, for whoever reads a deviation.
func (w *world) note(format string, args ...any) {
	line := fmt.Sprintf("%s  ", w.now.Format("Mon 02/01 15:04:05")) + fmt.Sprintf(format, args...)
	if w.trail = append(w.trail, line); len(w.trail) > 400 {
		w.trail = w.trail[100:]
	}
}
