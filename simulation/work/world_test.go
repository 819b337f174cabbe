// Package work simulates an office's work by the clock: random tasks, days at home and leave over
// weeks of 2026, and holds what the bot sends, over real HTTP, against the text of the rules.
package work

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

	"tainha/bot"
	"tainha/bot/chat"
	"tainha/cli"
	"tainha/config"
	"tainha/jobs"
	"tainha/locale"
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/sandbox"
	"tainha/store"
	"tainha/store/storetest"
)

// person is somebody of the office.
type person struct {
	id       rules.PersonID
	name     string
	unit     rules.UnitID
	away     map[rules.Date]rules.Part // leave, by day
	snooze   time.Time
	stop     rules.Date
	asked    []rules.RequestID   // requests that were approved
	said     map[rules.Date]bool // days on which something was reported
	profile  task.Profile
	chosen   rules.Date     // when the profile was chosen last
	named    map[int64]bool // tasks that today's digest names
	counted  bool           // today's digest counts more than it names
	heard    string         // today's digest
	got      []kind         // what nobody asked for, on this day
	wasHome  bool           // on this day, at some time of it
	hindered bool           // on this day something kept messages from them for a while
}

type unit struct {
	id, parent rules.UnitID
	head       rules.PersonID
}

// office is the program with everything real around it, and beside it what the rules say.
type office struct {
	*testing.T
	random *rand.Rand
	server *sandbox.Server
	clock  *sandbox.Clock
	path   string
	db     *store.DB
	pilot  *pilot.Pilot
	jobs   *jobs.Engine
	bot    *chat.Bot

	people  []*person
	of      map[rules.PersonID]*person
	byChat  map[int64]*person
	units   []*unit
	unit    map[rules.UnitID]*unit
	tasks   []*work
	live    []*work // those that are not over, and some that were today
	titled  map[string]*work
	homes   map[stay][2]bool // what was asked of days at home since anything happened
	told    map[light]bool   // with a digest
	shown   map[light]bool   // on the lines of a plan, as the light of that moment
	down    bool             // the network lets nothing through
	acted   bool             // since the messages were looked at
	seen    int64
	trail   []string
	figures map[string]int
}

func newOffice(t *testing.T, seed uint64, n int, first rules.Date) *office {
	t.Helper()
	c, err := config.Read("../../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	clock := sandbox.NewManualClock(at(first, 6*60))
	o := &office{
		T: t, random: rand.New(rand.NewPCG(seed, 335)), clock: clock, path: filepath.Join(t.TempDir(), "work.db"),
		server: sandbox.New(sandbox.Options{Clock: clock, Location: saigon, KeepCalls: 20_000}), pilot: cli.NewPilot(&c),
		of: map[rules.PersonID]*person{}, byChat: map[int64]*person{}, unit: map[rules.UnitID]*unit{}, titled: map[string]*work{}, homes: map[stay][2]bool{}, told: map[light]bool{}, shown: map[light]bool{}, figures: map[string]int{},
	}
	if err := o.server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.server.Close)
	o.open()
	t.Cleanup(func() { _ = o.db.Close() })
	o.found(n)
	o.settle()
	o.skip()
	return o
}

// open begins a process.
func (o *office) open() {
	o.Helper()
	ctx, log := context.Background(), slog.New(slog.DiscardHandler)
	catalog, err := locale.Load(o.pilot.Calendar.Location)
	o.must(err)
	o.db = storetest.Open(o, o.path, store.Options{Log: log})
	specs := map[string]string{}
	for _, name := range []string{"board", "privacy", "retention", "backup", "audit"} {
		specs[name] = "0 3 29 2 *"
	}
	o.jobs, err = jobs.New(jobs.Deps{DB: o.db, Pilot: o.pilot, Now: o.clock.Now, Log: log},
		jobs.All(jobs.Backup{Dir: filepath.Join(filepath.Dir(o.path), "backup"), Keep: 1}), specs)
	o.must(err)
	o.bot, err = chat.New(chat.Deps{
		DB: o.db, Pilot: o.pilot, Jobs: o.jobs, Catalog: catalog, Now: o.clock.Now, Log: log,
		Token: o.server.Token(), APIURL: o.server.URL(), Quiet: chat.Quiet{From: 20 * 60, To: 6*60 + 30},
		Client: chat.NewHTTPClient(o.server.Token(), nil, 0), Scrub: chat.NewScrubber(o.server.Token(), nil),
	}, bot.Features()...)
	o.must(err)
	o.must(o.bot.Begin(ctx))
	if !o.down {
		o.must(o.bot.Connect(ctx))
	}
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.fail("a fault: %v", err)
	}
}

// found makes the office: a top unit, units below it and one below the first of these.
func (o *office) found(n int) {
	o.Helper()
	o.must(o.db.Write(context.Background(), func(tx *store.Tx) error {
		if _, _, err := tx.UpsertPosition(rules.Position{Code: "CV", Name: "Chuyên viên", OpenToPilot: true}); err != nil {
			return err
		}
		count := max(4, n/9)
		for i := range count {
			u := rules.Unit{Code: fmt.Sprint("U", i), Name: fmt.Sprint("Phòng ", i), Active: true}
			switch {
			case i == count-1:
				u.Parent = o.units[1].id
			case i > 0:
				u.Parent = o.units[0].id
			}
			id, _, err := tx.UpsertUnit(u)
			if err != nil {
				return err
			}
			x := &unit{id: id, parent: u.Parent}
			o.units, o.unit[id] = append(o.units, x), x
			if err := tx.Enrol(id, &rules.Enrolment{Decision: "12/QĐ", First: rules.MustDate("2025-12-01")}); err != nil {
				return err
			}
		}
		for i := range n {
			if err := o.hire(tx, o.units[i%count], i); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (o *office) hire(tx *store.Tx, u *unit, i int) error {
	p := &person{name: fmt.Sprintf("Người Số %03d", i), unit: u.id, away: map[rules.Date]rules.Part{}, said: map[rules.Date]bool{}}
	id, _, err := tx.UpsertPerson(rules.Person{Code: fmt.Sprintf("N%03d", i), Name: p.name, Unit: u.id, Position: 1, Roles: rules.Staff, Active: true}, rules.MustDate("2025-12-01"))
	if err != nil {
		return err
	}
	p.id = id
	number, now := 1000+int64(id), o.clock.Now()
	o.server.AddPerson(sandbox.User{ID: number, FirstName: p.name, LanguageCode: "vi"})
	if _, err := o.server.Phone(number).Send("/start"); err != nil {
		return err
	}
	o.people, o.of[id], o.byChat[number] = append(o.people, p), p, p
	if u.head == 0 {
		u.head = id
		if err := tx.SetHead(u.id, id); err != nil {
			return err
		}
	}
	if err := tx.Link(store.Account{Person: id, Chat: number, Language: "vi", Linked: now, Reachable: true}); err != nil {
		return err
	}
	if err := tx.Agree(id, store.Consent, o.pilot.Consent.Version, now); err != nil {
		return err
	}
	return tx.Agree(id, store.Commitment, o.pilot.Commitment.Version, now)
}

// settle lets the jobs that are due work and everything that is due be sent.
func (o *office) settle() {
	o.Helper()
	ctx := context.Background()
	clear(o.homes)
	o.must(o.jobs.Tick(ctx))
	for {
		if err := o.bot.PollOnce(ctx); err != nil && !o.down {
			o.fail("a poll: %v", err)
		}
		if o.down || o.server.Pending() == 0 {
			break
		}
	}
	if err := o.bot.Drain(ctx); err != nil && !o.down {
		o.fail("sending: %v", err)
	}
}

func (o *office) skip() {
	for _, c := range o.server.Calls() {
		o.seen = max(o.seen, c.Seq)
	}
}

// try does what the rules may refuse.
func (o *office) try(by rules.PersonID, what string, do func(pilot.Do) error) bool {
	o.Helper()
	err := o.db.Write(context.Background(), func(tx *store.Tx) error {
		return do(o.pilot.Do(tx, o.clock.Now(), pilot.Actor{Person: by}))
	})
	var no *rules.Refusal
	if err != nil && !errors.As(err, &no) {
		o.fail("%d %s: a fault: %v", by, what, err)
	}
	if no != nil {
		o.figures[what+" refused"]++
		o.note("%d %s: refused %v", by, what, no.Reasons)
		return false
	}
	clear(o.homes)
	o.figures[what]++
	o.note("%d %s", by, what)
	o.acted = true
	return true
}

func (o *office) note(format string, args ...any) {
	if most := max(10_000, traced()); len(o.trail) > 2*most {
		o.trail = slices.Clone(o.trail[len(o.trail)-most:])
	}
	o.trail = append(o.trail, o.clock.Now().In(saigon).Format("Mon 02/01 15:04 ")+fmt.Sprintf(format, args...))
}

func (o *office) fail(format string, args ...any) {
	o.Helper()
	o.Fatalf("%s\n%s %s", strings.Join(o.trail[max(0, len(o.trail)-traced()):], "\n"), o.clock.Now().In(saigon).Format("Mon 02/01 15:04"), fmt.Sprintf(format, args...))
}
