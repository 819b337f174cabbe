package simulation

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// How much is simulated: a little with every test run, 200 × 900 with SIMULATION=200x900.
const (
	usualSeeds = 6
	shortSeeds = 2
	usualSteps = 150
)

func extent(t *testing.T) (first, seeds uint64, steps int) {
	t.Helper()
	s, ok := os.LookupEnv("SIMULATION")
	if !ok {
		if testing.Short() {
			return 0, shortSeeds, usualSteps
		}
		return 0, usualSeeds, usualSteps
	}
	a, b, ok := strings.Cut(s, "x")
	lo, n, from := strings.Cut(a, "+")
	if !from {
		lo, n = "0", a
	}
	first, err1 := strconv.ParseUint(lo, 10, 64)
	seeds, err2 := strconv.ParseUint(n, 10, 64)
	steps, err3 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || err3 != nil {
		t.Fatalf("SIMULATION=%q: 200x900 means 200 seeds of 900 steps, 7+1x900 the one numbered 7", s)
	}
	return first, seeds, steps
}

// Whatever people do over weeks that hold the holidays of 2 September, the turn of the year and
// Tết, the program rules, asks and tells what the text of the rules says.
func TestTheProgramDoesWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	first, seeds, steps := extent(t)
	for i := range seeds {
		t.Run(fmt.Sprint(first+i), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, first+i)
			w.compare()
			for range steps {
				w.step()
			}
			w.compared = comparesAll - 1
			w.compare()
			if w.Failed() {
				return
			}
			t.Log(w.seen)
		})
	}
}

// traced is how many lines of what was done a deviation shows: SIMULATION_TRAIL=100 for more.
func traced() int {
	if n, err := strconv.Atoi(os.Getenv("SIMULATION_TRAIL")); err == nil {
		return n
	}
	return 10
}

// keep leaves the file of a deviation where SIMULATION_FILE says, for whoever looks into it.
func (w *world) keep() {
	if to := os.Getenv("SIMULATION_FILE"); to != "" {
		if err := w.db.Backup(context.Background(), to); err != nil {
			w.Log(err)
		}
	}
}

func (w *world) fail(format string, args ...any) {
	w.Helper()
	w.keep()
	from := max(0, len(w.trail)-traced())
	w.Fatalf("%s\n%s", strings.Join(w.trail[from:], "\n"), fmt.Sprintf(format, args...))
}

// same holds a verdict against the oracle's; of who may not the reasons are worded in many ways.
func (w *world) same(what string, want, got []string, refused bool) {
	w.Helper()
	if len(want) == 0 {
		w.seen[what]++
	} else {
		w.seen[what+" refused"]++
	}
	if slices.Contains(want, mayNot) && refused {
		return
	}
	if diff := gocmp.Diff(unique(want), got); diff != "" && (len(want) > 0 || refused) {
		w.fail("%s (-want +got):\n%s", what, diff)
	}
}

// step lets time go on, somebody do something, and the jobs look at the clock.
func (w *world) step() {
	w.Helper()
	w.passes()
	w.tick()
	switch w.random.IntN(40) {
	case 0:
		w.outage()
	case 1:
		w.clockGoesBack()
	default:
		w.act()
	}
	w.compare()
}

// passes is how long nothing happens.
func (w *world) passes() {
	wait := time.Duration(5+w.random.IntN(100)) * time.Minute
	was := w.now
	switch local := w.now; {
	case w.oneIn(5):
		wait = time.Duration(20+w.random.IntN(560)) * time.Second
	case local.Hour() >= 18:
		wait = 8*time.Hour + time.Duration(w.random.IntN(360))*time.Minute
	case local.Weekday() == time.Saturday || local.Weekday() == time.Sunday:
		wait = time.Duration(200+w.random.IntN(500)) * time.Minute
	}
	w.now = was.Add(wait)
	for _, stop := range []int{450, 690, 780, 1020} {
		if at := clock(dateOf(was), stop); was.Before(at) && w.now.After(at) && w.oneIn(2) {
			w.now = at
		}
	}
}

func (w *world) act() {
	switch n := w.random.IntN(20); {
	case n < 7:
		w.asks()
	case n < 9:
		w.edits()
	case n < 11:
		pick(w, []func(){w.moves, w.moves, w.callsBack, w.answers})()
	case n < 13:
		if w.poll == nil { // what people press comes in a poll; a start or a file has its own time
			pick(w, w.changes())()
		}
	default:
		w.presses()
	}
}

// changes are what alters the world beside requests.
func (w *world) changes() []func() {
	return []func(){w.leaves, w.leaves, w.comesBack, w.handsOver, w.takesBack, w.appoints, w.renumbers, w.renumbers, w.chooses, w.closes, w.transfers,
		w.recalendars, w.restart, w.loses, w.joinsOrLeaves, w.imports, w.imports}
}

func (w *world) tick() {
	w.Helper()
	if err := w.engine.Tick(context.Background()); err != nil {
		w.fail("tick: %v", err)
	}
	w.note("tick")
	w.truth.tick()
	w.compare()
}

// comparesAll is how often every request is held against the oracle, whether it was noted to have
// changed or not.
const comparesAll = 16

// compare holds what was queued since, and every request that is alive, against the oracle.
func (w *world) compare() {
	w.Helper()
	w.compared++
	if err := w.db.Read(context.Background(), func(tx *store.Tx) error {
		changed, err := w.touched(tx)
		if err != nil {
			return err
		}
		listed, err := tx.ConflictsUntil(rules.LastDate)
		if err != nil {
			return err
		}
		of := map[rules.RequestID][]rules.Standing{}
		for _, s := range listed {
			of[s.Request] = append(of[s.Request], s)
		}
		for _, c := range w.cases {
			if c.settled {
				continue
			}
			if err := w.compareCase(tx, c, of[c.id], changed[c.id] || w.compared%comparesAll == 0); err != nil {
				return err
			}
		}
		return w.compareTellings(tx)
	}); err != nil {
		w.fail("%v", err)
	}
}

func (w *world) compareTellings(tx *store.Tx) error {
	n, err := tx.OutSince(w.lastOut)
	if err != nil {
		return err
	}
	var got []said
	if n > 0 {
		list, err := tx.OutInState(store.OutQueued, n)
		if err != nil {
			return err
		}
		for _, m := range list {
			w.lastOut = max(w.lastOut, m.ID)
			switch {
			case m.EditOf != 0 || m.Person == 0: // a card that is made anew; an account that is nobody's any more
			case m.Body.Card != nil:
				got = append(got, said{m.Person, "card"})
			case m.Body.Screen != nil:
				got = append(got, said{m.Person, m.Body.Screen.Text.Key})
			}
		}
	}
	// Who has no account can't be told: what waits for them is no matter. Whom the register tells
	// of its changes is nothing that the rules settle.
	nobody := func(s said) bool { return !w.people[s.to].linked || s.what == "notice.register" }
	got, w.said = slices.DeleteFunc(got, nobody), slices.DeleteFunc(w.said, nobody)
	order := func(a, b said) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.what, b.what)) }
	slices.SortFunc(got, order)
	slices.SortFunc(w.said, order)
	for _, s := range got {
		w.seen["told "+s.what]++
	}
	if !slices.Equal(got, w.said) {
		w.fail("told %v\nwant %v\n%s", got, w.said, w.waits(append(got, w.said...)))
	}
	w.said = nil
	return nil
}

// waits lists what waits, for whoever reads a deviation.
func (w *world) waits(told []said) string {
	var b strings.Builder
	for _, c := range w.cases {
		if c == w.last || c.open() && slices.ContainsFunc(told, func(s said) bool { return s.to == c.person }) {
			if !c.open() {
				fmt.Fprintf(&b, "request %d is settled\n", c.id)
				continue
			}
			n := w.ladder(c)
			fmt.Fprintf(&b, "request %d of %d waits for %d, floor %d, level %d, sitters %v, from %s until %s: W %v remind %v raise %v; reminded %v topped %v raised %v waits %s\n", c.id, c.person,
				c.approver, c.floor, c.level, w.sitters(c), n.from.Format("02/01 15:04:05"), n.starts.Format("02/01 15:04"), n.left, n.remind, n.raise, c.reminded, c.topped, c.raised, c.waits.Format("02/01 15:04:05"))
		}
	}
	return b.String()
}

// compareCase holds a request against the oracle: its conflicts always, what it holds itself
// where either side changed it, and every request once in a while.
func (w *world) compareCase(tx *store.Tx, c *filing, listed []rules.Standing, changed bool) error {
	want, conflicts := c.expected(w.now), map[string]string{}
	for _, x := range listed {
		if w.now.Before(begins(x.Slot)) {
			var keys []string
			for _, m := range x.Why(0) {
				keys = append(keys, key(m))
			}
			conflicts[x.Slot.String()] = string(x.State) + " " + strings.Join(unique(keys), ", ")
		}
	}
	if diff := gocmp.Diff(c.conflicts(w.now), conflicts); diff != "" {
		w.fail("conflicts of request %d of %d (-want +got):\n%s", c.id, c.person, diff)
	}
	if !changed && maps.Equal(want, c.held) {
		return nil
	}
	r, err := tx.Request(c.id)
	if err != nil {
		return fmt.Errorf("request %d: %w", c.id, err)
	}
	got := map[string]string{}
	for _, d := range r.Days {
		got[d.Slot.String()] = fmt.Sprint(d.State, " ", d.Excepted)
	}
	if c.open() {
		got["waits"] = fmt.Sprint("for ", r.Approver, ", floor ", r.Floor, ", level ", r.Level)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		w.fail("request %d of %d (-want +got):\n%s", c.id, c.person, diff)
	}
	c.held = want
	return nil
}

// expected is what the program has to hold of a request.
func (c *filing) expected(now time.Time) map[string]string {
	want := map[string]string{}
	c.settled = true
	for _, d := range c.days {
		want[d.Slot.String()] = fmt.Sprint(d.state, " ", d.excepted)
		c.settled = c.settled && d.Date < dateOf(now)-1 && d.state != rules.Approved && d.state != rules.Pending
	}
	if c.open() {
		want["waits"] = fmt.Sprint("for ", c.approver, ", floor ", c.floor, ", level ", c.level)
	}
	return want
}

func (c *filing) conflicts(now time.Time) map[string]string {
	want := map[string]string{}
	for _, d := range c.live() {
		if s := d.listed(); s != "" && now.Before(begins(d.Slot)) {
			want[d.Slot.String()] = s
		}
	}
	return want
}

// touched are the requests of which something was noted since it was looked last.
func (w *world) touched(tx *store.Tx) (map[rules.RequestID]bool, error) {
	all, last := map[rules.RequestID]bool{}, w.lastAudit
	for before := int64(0); ; {
		list, err := tx.AuditTrail(before, 25)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			w.lastAudit = max(w.lastAudit, r.ID)
			if before = r.ID; r.ID <= last {
				return all, nil
			}
			if r.Object == pilot.ObjectRequest {
				all[rules.RequestID(r.ObjectID)] = true
			}
		}
		if len(list) == 0 {
			return all, nil
		}
	}
}
