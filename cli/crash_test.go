package cli

import (
	"context"
	"math/rand/v2"
	"os"
	"syscall"
	"testing"
	"time"

	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

const (
	kills       = 100
	killsShort  = 10
	wishesALife = 8                      // days asked for while one process lives, over all clerks
	longestLife = 350 * time.Millisecond // a start takes about a quarter of it
)

// TestKilledAtRandomMoments kills the real program at random moments while
// people ask for days and decide on them, and then compares everything with
// what they did. The sandbox keeps what the program misses, as Telegram does.
func TestKilledAtRandomMoments(t *testing.T) {
	t.Parallel()
	seed := uint64(20261123)
	k := &killing{
		agency: newAgency(t), story: newStory(), binary: buildBinary(t),
		rng: rand.New(rand.NewPCG(seed, 1)), may: make(chan struct{}, wishesALife), failed: make(chan error, 100),
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	n := kills
	if testing.Short() {
		n = killsShort
	}
	k.people(ctx, n)
	for range n {
		k.queueBroadcasts()
		k.live(ctx)
		if len(k.failed) > 0 {
			t.Fatalf("after %d kills: %v", len(k.ends), <-k.failed)
		}
	}
	k.goHome(ctx)
	k.check()
	k.mustHideToken()
}

// killing is the run of the test.
type killing struct {
	*agency
	story      *story
	binary     string
	rng        *rand.Rand
	may        chan struct{} // a clerk who takes one asks for a day
	failed     chan error    // of the people
	clerksDone chan struct{}
	headsDone  chan struct{}
	stopHeads  context.CancelFunc
	ends       []int64 // the last call before each end of a process
	killed     int     // how many of them, from the first on, were kills
	broadcasts []string
}

// people lets everybody live their lives.
func (k *killing) people(ctx context.Context, lives int) {
	days := k.workingDays(2 + lives*wishesALife/len(k.clerks)*2)
	k.clerksDone, k.headsDone = make(chan struct{}, len(k.clerks)), make(chan struct{}, len(k.heads))
	for i, m := range k.clerks {
		c := &clerkPhone{
			member: m, phone: k.server.Phone(m.chat), story: k.story, days: days,
			feed: feed{server: k.server, chat: m.chat}, rng: rand.New(rand.NewPCG(uint64(i), 2)),
		}
		go func() { k.failIf(c.run(ctx, k.may)); k.clerksDone <- struct{}{} }()
	}
	headsCtx, stop := context.WithCancel(ctx)
	k.stopHeads = stop
	for _, m := range k.heads {
		h := &headPhone{
			member: m, phone: k.server.Phone(m.chat), story: k.story, seen: map[*wish]bool{},
			feed: feed{server: k.server, chat: m.chat},
		}
		go func() { k.failIf(h.run(headsCtx)); k.headsDone <- struct{}{} }()
	}
}

func (k *killing) failIf(err error) {
	if err != nil {
		k.failed <- err
	}
}

// workingDays lists days that may be asked for from next week on.
func (k *killing) workingDays(n int) (days []rules.Date) {
	for day := rules.DateOf(k.clock.Now()) + 7; len(days) < n; day++ {
		_, m, d := day.Civil()
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday && (m != time.January || d != 1) {
			days = append(days, day)
		}
	}
	return days
}

// live runs one process until a random moment.
func (k *killing) live(ctx context.Context) {
	k.t.Helper()
	for range wishesALife {
		select {
		case k.may <- struct{}{}:
		default: // the clerks have enough to do
		}
	}
	l := k.begin(k.binary, k.database())
	timer := time.NewTimer(time.Duration(k.rng.Int64N(int64(longestLife))))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		k.t.Fatal(ctx.Err())
	}
	k.end(l, os.Kill)
	k.killed++
}

func (k *killing) end(l *life, signal os.Signal) {
	k.t.Helper()
	if err := l.end(signal); signal != os.Kill && err != nil {
		k.t.Errorf("the process ended with %v\n%s", err, k.logs.tail())
	}
	calls := k.server.Calls()
	last := int64(0)
	if len(calls) > 0 {
		last = calls[len(calls)-1].Seq
	}
	k.ends = append(k.ends, last)
}

// goHome lets the last process finish everything that was begun.
func (k *killing) goHome(ctx context.Context) {
	k.t.Helper()
	close(k.may)
	l := k.begin(k.binary, k.database())
	for range k.clerks {
		<-k.clerksDone
	}
	if len(k.failed) == 0 {
		k.story.open.Wait()
	}
	k.stopHeads()
	for range k.heads {
		<-k.headsDone
	}
	if len(k.failed) > 0 {
		k.t.Fatalf("%v\n%s", <-k.failed, k.logs.tail())
	}
	for _, c := range k.clerks { // one more answer each: it tells what was held
		if _, err := k.server.Phone(c.chat).Send("/zzlast"); err != nil {
			k.t.Fatal(err)
		}
	}
	for k.waitQuiet(ctx); ; k.waitQuiet(ctx) {
		k.end(l, syscall.SIGTERM)
		if k.drained() {
			return
		}
		l = k.begin(k.binary, k.database())
	}
}

// waitQuiet waits until a poll is open and nothing waits for it.
func (k *killing) waitQuiet(ctx context.Context) {
	k.t.Helper()
	if err := k.server.WaitFor(ctx, func(v sandbox.View) bool { return v.Pending() == 0 && v.Polling() }); err != nil {
		k.t.Fatalf("%v\n%s", err, k.logs.tail())
	}
}

// drained says whether nothing waits to be sent.
func (k *killing) drained() (done bool) {
	k.t.Helper()
	k.read(func(tx *store.Tx) error {
		counts, err := tx.OutCounts()
		done = counts[store.OutQueued]+counts[store.OutClaimed] == 0
		return err
	})
	return done
}

func (k *killing) read(fn func(tx *store.Tx) error) {
	k.t.Helper()
	if err := k.inStore(func(db *store.DB) error { return db.Read(context.Background(), fn) }); err != nil {
		k.t.Fatal(err)
	}
}

// queueBroadcasts now and then gives every clerk a reminder, while no process
// runs. Most starts find the database as the kill left it.
func (k *killing) queueBroadcasts() {
	k.t.Helper()
	if k.rng.IntN(4) != 0 {
		return
	}
	err := k.inStore(func(db *store.DB) error {
		return db.Write(context.Background(), func(tx *store.Tx) error {
			for _, c := range k.clerks {
				person, err := tx.PersonByCode(c.code, rules.DateOf(k.clock.Now()))
				if err != nil {
					return err
				}
				if err := k.broadcast(tx, person.ID); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		k.t.Fatal(err)
	}
}
