package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// How many quarters are simulated; fewer with -short, as under the race detector.
const (
	seeds      = 50
	seedsShort = 4
)

// A quarter of requests with restarts, second starts, outages of a minute to two
// weeks and jumps of the clock: every reminder, escalation, move and expiry that
// the rules ask for exists exactly once, at the first look of the jobs at which
// it is due, and none falls outside working hours.
func TestAQuarterOfRequests(t *testing.T) {
	t.Parallel()
	clock := newWorktime(at("2026-09-20 00:00"), at("2027-03-01 00:00"))
	n := seeds
	if testing.Short() {
		n = seedsShort
	}
	for seed := range uint64(n) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			q := newQuarter(t, seed, clock)
			for q.now.Before(at("2026-12-31 17:30")) {
				q.step()
			}
			q.compare()
		})
	}
}

type quarter struct {
	*house
	*oracle
	random *rand.Rand
	jobs   *Engine
	staff  []rules.PersonID
	units  []rules.UnitID
	skew   time.Duration // by how much the clock is wrong
	tx     *store.Tx     // of those who act just now
}

func newQuarter(t *testing.T, seed uint64, clock *worktime) *quarter {
	t.Helper()
	start := at("2026-10-01 06:00")
	q := &quarter{house: newHouse(t, start), random: rand.New(rand.NewPCG(seed, 335))}
	q.oracle = &oracle{time: clock, dealt: start, agency: &agency{
		parent: map[rules.UnitID]rules.UnitID{}, head: map[rules.UnitID]rules.PersonID{}, unitOf: map[rules.PersonID]rules.UnitID{},
	}}
	q.found()
	q.jobs = q.start()
	q.house.tick(q.jobs, start)
	return q
}

// start makes an engine of the jobs that deal with requests.
func (q *quarter) start() *Engine {
	return q.engine(requestJobs()...)
}

// found stores the agency and tells the oracle of it: a division between two
// offices and the top, leave and delegations of their heads over the quarter.
func (q *quarter) found() {
	const top, division, bureau, desk = 0, 1, 2, 3
	two, six := 2*time.Hour, 6*time.Hour
	q.pilot.Policies.Units = map[string][]rules.PolicyChange{"U3": {{Since: day("2026-01-01"), RemindAfter: &two, RaiseAfter: &six}}}
	q.write(func(tx *store.Tx) error {
		o := office{}
		id, _, err := tx.UpsertPosition(rules.Position{Code: "CV", Name: "Chuyên viên", OpenToPilot: true})
		o.position = must(id, err)
		n := 0
		add := func(unit int, roles rules.Roles) rules.PersonID {
			n++
			p := addPerson(tx, o, fmt.Sprintf("N%02d", n), fmt.Sprintf("Người %d", n), q.units[unit], roles)
			q.unitOf[p] = q.units[unit]
			return p
		}
		for i, parent := range []int{-1, top, division, top} {
			u := rules.Unit{Code: fmt.Sprint("U", i), Name: fmt.Sprint("Đơn vị ", i), Active: true}
			if parent >= 0 {
				u.Parent = q.units[parent]
			}
			id, _, err := tx.UpsertUnit(u)
			q.units = append(q.units, must(id, err))
			q.parent[id] = u.Parent
			enrol(tx, id)
			q.head[id] = add(i, rules.Staff)
			must(0, tx.SetHead(id, q.head[id]))
			if i > 0 {
				q.staff = append(q.staff, q.head[id])
			}
		}
		for _, unit := range []int{bureau, bureau, bureau, desk, desk, desk, division} {
			q.staff = append(q.staff, add(unit, rules.Staff))
		}
		q.topRole = add(top, rules.Coordinator)
		q.waits = map[rules.UnitID][2]int{q.units[desk]: {120, 360}}
		return q.plan(tx)
	})
}

// plan lets heads go on leave and hand their approvals over, one stretch after
// the other; the one at the top is always there.
func (q *quarter) plan(tx *store.Tx) error {
	for _, u := range q.units[1:] {
		head := q.head[u]
		for d := day("2026-10-01") + rules.Date(q.random.IntN(20)); d < day("2026-12-31"); d += rules.Date(2 + q.random.IntN(25)) {
			s := span{who: head, first: d, last: d + rules.Date(q.random.IntN(6))}
			d = s.last
			kind := q.random.IntN(3)
			if kind != 1 {
				q.away = append(q.away, s)
				must(0, tx.AddAbsence(rules.Absence{Person: head, First: s.first, Last: s.last, Kind: rules.Leave}))
			}
			if kind != 0 {
				s.to = q.staff[len(q.units)-1+q.random.IntN(7)] // one without a unit
				q.handed = append(q.handed, s)
				_, err := tx.AddDelegation(rules.Delegation{From: head, To: s.to, First: s.first, Last: s.last})
				must(0, err)
			}
		}
	}
	return nil
}

// step lets time go on, somebody do something, and the jobs look at the clock.
func (q *quarter) step() {
	wait := 20 + q.random.IntN(140)
	switch local := q.now.In(saigon); {
	case local.Hour() >= 22:
		wait = 8*60 + q.random.IntN(90)
	case local.Weekday() == time.Saturday || local.Weekday() == time.Sunday:
		wait = 200 + q.random.IntN(400)
	}
	was := q.now
	q.now = q.now.Add(time.Duration(wait) * time.Minute)
	if closing := at(dateOf(was).String() + " 17:00"); q.skew == 0 && was.Before(closing) && q.now.After(closing) && q.random.IntN(2) == 0 {
		q.now = closing // where the evening's message is due
	}
	switch q.random.IntN(150) {
	case 0: // an outage, mostly short
		q.now = q.now.Add(time.Duration(1+q.random.IntN([]int{10, 600, 4000, 14 * 24 * 60}[q.random.IntN(4)])) * time.Minute)
	case 1: // the clock is set wrong
		q.skew = time.Duration(q.random.IntN(3*24*60)-24*60) * time.Minute
		q.now = q.now.Add(q.skew)
	case 2: // and right again
		q.now, q.skew = q.now.Add(-q.skew), 0
	case 3:
		q.restart()
		q.jobs = q.start()
	case 4:
		q.jobs = q.start()
	case 5:
		q.replaceHead()
	}
	if q.random.IntN(4) == 0 {
		q.acts()
	}
	if q.random.IntN(4) > 0 {
		q.oracle.tick(q.now)
		q.house.tick(q.jobs, q.now)
		if q.random.IntN(50) == 0 {
			q.house.tick(q.start(), q.now) // a second start at the same moment
		}
	}
}

// replaceHead lets the office at the bottom change its head between two people.
func (q *quarter) replaceHead() {
	u := q.units[2]
	heads := []rules.PersonID{q.staff[1], q.staff[3]} // its first head, and one of its clerks
	next := heads[0]
	if q.head[u] == next {
		next = heads[1]
	}
	q.head[u] = next
	q.write(func(tx *store.Tx) error { return tx.SetHead(u, next) })
}

// acts lets several people act at the same moment, each in a savepoint of one
// transaction, as the bot does.
func (q *quarter) acts() {
	q.write(func(tx *store.Tx) error {
		q.tx = tx
		for range 2 {
			q.act()
		}
		return nil
	})
}

// act lets somebody ask, change, take back or decide a request.
func (q *quarter) act() {
	var open []*filed
	for _, c := range q.cases {
		if c.open() {
			open = append(open, c)
		}
	}
	if len(open) == 0 || q.random.IntN(3) == 0 {
		q.ask()
		return
	}
	c := open[q.random.IntN(len(open))]
	by, d := c.person, request.Decision{Request: c.id}
	pending := slices.SortedFunc(c.pending, func(a, b rules.Slot) int { return cmp.Compare(a.String(), b.String()) })
	if q.random.IntN(2) == 0 {
		d.Slots = pending[:1]
	} else {
		d.Slots = pending
	}
	var act func(pilot.Do, request.Decision) (rules.Request, error)
	var state rules.RequestState
	switch q.random.IntN(5) {
	case 0:
		q.edit(c)
		return
	case 1:
		act, state = request.Withdraw, rules.Withdrawn
	case 2:
		by, d.Reason = c.approver, "họp"
		act, state = request.Reject, rules.Rejected
	default:
		by = c.approver
		act, state = request.Approve, rules.Approved
	}
	if q.try(func(tx *store.Tx) error { _, err := act(q.pilot.Do(tx, q.now, pilot.Actor{Person: by}), d); return err }) {
		for _, s := range d.Slots {
			c.days[s], c.decided[s] = state, q.now
		}
	}
}

func (c *filed) pending(yield func(rules.Slot) bool) {
	for s, state := range c.days {
		if state == rules.Pending && !yield(s) {
			return
		}
	}
}

// slots picks one to three days or halves of the next two weeks.
func (q *quarter) slots() (out []rules.Slot) {
	for range 1 + q.random.IntN(3) {
		s := rules.Slot{Date: dateOf(q.now) + rules.Date(1+q.random.IntN(14)), Part: rules.Part(q.random.IntN(3))}
		if !slices.ContainsFunc(out, func(x rules.Slot) bool { return x.Date == s.Date }) {
			out = append(out, s)
		}
	}
	return out
}

func (q *quarter) ask() {
	c := &filed{person: q.staff[q.random.IntN(len(q.staff))], rev: 1, days: map[rules.Slot]rules.RequestState{}, askedAt: map[rules.Slot]time.Time{},
		decided: map[rules.Slot]time.Time{}, told: map[rules.Date]bool{}}
	slots := q.slots()
	if !q.try(func(tx *store.Tx) error {
		r, err := request.Submit(q.pilot.Do(tx, q.now, pilot.Actor{Person: c.person}), request.Ask{Person: c.person, Slots: slots})
		c.id = r.ID
		return err
	}) {
		return
	}
	for _, s := range slots {
		c.days[s], c.askedAt[s] = rules.Pending, q.now
	}
	q.cases = append(q.cases, c)
	q.asks(c, q.now)
}

func (q *quarter) edit(c *filed) {
	slots := q.slots()
	if !q.try(func(tx *store.Tx) error {
		_, err := request.Edit(q.pilot.Do(tx, q.now, pilot.Actor{Person: c.person}), c.id, 0, request.Ask{Person: c.person, Slots: slots}, 0)
		return err
	}) {
		return
	}
	was := map[rules.Slot]time.Time{} // when what waits was asked for
	for s, state := range c.days {
		if state == rules.Pending {
			was[s] = c.askedAt[s]
			delete(c.days, s)
			delete(c.askedAt, s)
		}
	}
	for _, s := range slots {
		c.days[s], c.askedAt[s] = rules.Pending, keeps(was, s, q.now)
	}
	c.rev++
	q.asks(c, q.now)
}

// keeps is when a day of an edited request counts as asked for: one kept, or halved,
// keeps its time; one that is added has its own.
func keeps(was map[rules.Slot]time.Time, s rules.Slot, now time.Time) time.Time {
	for _, old := range []rules.Slot{s, {Date: s.Date}} {
		if at, kept := was[old]; kept {
			return at
		}
	}
	return now
}

// try does what the rules may refuse; a refusal leaves everything as it was.
func (q *quarter) try(do func(*store.Tx) error) bool {
	q.t.Helper()
	err := q.tx.Savepoint(func() error { return do(q.tx) })
	var refused *rules.Refusal
	if err != nil && !errors.As(err, &refused) {
		q.t.Fatalf("%v: %v", q.now, err)
	}
	return err == nil
}

// compare holds the outbox and the requests against the oracle.
func (q *quarter) compare() {
	q.t.Helper()
	var got []said
	watched := map[string]bool{"notice.moved": true, "notice.stuck": true, "notice.escalated": true,
		"notice.top": true, "notice.topped": true, "notice.expired": true, "notice.nobody_decides": true,
		"notice.urgent": true, "notice.evening": true}
	anyHour := map[string]bool{"notice.expired": true, "notice.urgent": true, "notice.top": true, "notice.topped": true, "notice.nobody_decides": true}
	for _, m := range q.outbox() {
		s := said{At: m.Created.In(saigon).Format("2006-01-02 15:04"), To: m.Person}
		switch {
		case m.Body.Card != nil:
			s.What = fmt.Sprint("card ", m.Body.Card.ID)
		case m.Body.Screen != nil && watched[m.Body.Screen.Text.Key]:
			s.What = m.Body.Screen.Text.Key
			closing := m.Created.In(saigon).Format("15:04") == "17:00"
			if !working(m.Created) && !anyHour[s.What] && !(closing && s.What == "notice.evening") {
				q.t.Errorf("%s to %d outside working hours, at %s", s.What, s.To, s.At)
			}
		default:
			continue
		}
		got = append(got, s)
	}
	want := slices.Clone(q.said)
	for i, s := range want { // a notice does not carry the request's number
		var key string
		var id int64
		if n, _ := fmt.Sscan(s.What, &key, &id); n == 2 && key != "card" {
			want[i].What = key
		}
	}
	order := func(a, b said) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.To, b.To), cmp.Compare(a.What, b.What))
	}
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if diff := gocmp.Diff(want, got); diff != "" {
		q.t.Errorf("messages (-want +got):\n%s", diff)
	}
	if len(want) < 100 {
		q.t.Errorf("only %d messages: the quarter shows little", len(want))
	}
	for _, c := range q.cases {
		r := read(q.house, func(tx *store.Tx) (rules.Request, error) { return tx.Request(c.id) })
		states := map[rules.Slot]rules.RequestState{}
		for _, d := range r.Days {
			states[d.Slot] = d.State
		}
		trail := read(q.house, func(tx *store.Tx) ([]store.Record, error) { return tx.AuditOf("request", int64(c.id), 1000) })
		var steps []string
		for _, a := range slices.Backward(trail) {
			if slices.Contains([]string{"request.expire", "request.move", "request.raise", "request.remind"}, a.Action) {
				steps = append(steps, a.Action)
			}
		}
		if !slices.Equal(steps, c.steps) {
			q.t.Errorf("request %d: time took %v, want %v", c.id, steps, c.steps)
		}
		if diff := gocmp.Diff(c.days, states); diff != "" || r.Open() && r.Approver != c.approver {
			q.t.Errorf("request %d waits for %d, want %d; its days (-want +got):\n%s", c.id, r.Approver, c.approver, diff)
		}
	}
}
