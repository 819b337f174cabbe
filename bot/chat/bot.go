// Package chat is the engine: polling, conversations, buttons, cards, sending. It
// knows Telegram and no feature; a feature declares itself to it.
package chat

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"

	"tainha/locale"
	"tainha/phrase"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/rules"
	"tainha/store"
)

// Deps is what main gives the bot.
type Deps struct {
	DB      *store.DB
	Pilot   *pilot.Pilot
	Catalog *locale.Catalog
	Jobs    Jobs             // the job engine, for /jobs
	Now     func() time.Time // the one clock
	Log     *slog.Logger

	Token  string
	APIURL string
	Client *http.Client // of NewHTTPClient
	Scrub  *Scrubber
	Poll   time.Duration // how long a poll may wait for updates
	Rate   Rate
	Quiet  Quiet
}

// Quiet are the hours of the night in which news arrive without a sound: minutes
// since midnight, from an evening to a morning. Two of one value: none.
type Quiet struct{ From, To int }

// Holds reports whether a moment lies in the quiet hours.
func (q Quiet) Holds(at time.Time) bool {
	m := at.Hour()*60 + at.Minute()
	if q.From <= q.To {
		return q.From <= m && m < q.To
	}
	return q.From <= m || m < q.To
}

// Rate is how fast may be sent. Zero values mean no limit.
type Rate struct {
	PerSecond float64       // everywhere together
	PerChat   float64       // per second in one chat
	Burst     int           // short bursts in one chat
	Broadcast float64       // of PerSecond, what broadcasts may use
	Steps     time.Duration // between two edits that tell how far the making of something is
}

// Bot answers updates and sends what the outbox holds.
type Bot struct {
	Deps
	api      *tg.Bot
	name     string // the bot's username, known after Connect
	byName   map[string]Command
	list     []Command
	gate     *func(t *Turn, beforeConsent bool) (bool, error)
	contact  *func(t *Turn) error
	document *func(t *Turn, d Document) (bool, error)
	proof    *func(t *Turn, d Document) (bool, error)
	unread   *func(t *Turn, text string) (bool, error)
	tables   []intake.Kind
	links    []Link
	lines    *func(t *Turn, said []LinesSaid) (bool, error)
	meant    *func(t *Turn, u phrase.Understanding) (bool, error)
	returned *func(do pilot.Do, since time.Time) error
	removed  *func(do pilot.Do, group int64) error
	shut     *func(do pilot.Do, group int64) error
	presses  map[string]Presser
	flows    map[string]registeredFlow
	features map[string]Feature
	objects  map[string]Object
	panels   map[string][]Panel // by their place
	intents  map[string]Intent
	jobOwner map[string]string // the feature of each job
	early    map[string]bool   // buttons that work before the data notice was agreed to
	sender   *sender
	answers  sync.WaitGroup
	// muted are chats that are met with silence for the rest of a batch: nothing
	// can change that within its transaction. Only who holds the writer touches it.
	muted map[int64]bool
	// What only poll touches: the last sign of life of a quiet bot, the last poll that
	// got through, and how many in a row did not since.
	signed, heard time.Time
	failures      int
}

// New wires the features. It refuses two commands, buttons, objects, flows, intents or
// panels of one name, an object, button or panel that doesn't say whose data it is,
// a panel at no place, and a job without a feature: mistakes of the code.
func New(d Deps, features ...Feature) (*Bot, error) {
	b := &Bot{Deps: d, byName: map[string]Command{}, presses: map[string]Presser{}, flows: map[string]registeredFlow{},
		features: map[string]Feature{}, objects: map[string]Object{}, panels: map[string][]Panel{}, intents: map[string]Intent{}, jobOwner: map[string]string{}, early: map[string]bool{}}
	api, err := tg.New(d.Token, tg.WithSkipGetMe(), tg.WithServerURL(d.APIURL), tg.WithHTTPClient(d.Poll, d.Client),
		tg.WithErrorsHandler(func(err error) { d.Log.Warn("telegram client", "err", d.Scrub.Err(err)) }))
	if err != nil {
		return nil, fmt.Errorf("make the Telegram client: %w", d.Scrub.Err(err))
	}
	b.api = api
	b.sender = newSender(b)
	for _, f := range features {
		if err := b.addFeature(f); err != nil {
			return nil, fmt.Errorf("feature %s: %w", f.Name, err)
		}
		b.list = append(b.list, f.Commands...)
	}
	slices.SortFunc(b.list, func(x, y Command) int { return cmp.Compare(x.Place, y.Place) })
	for i := range len(b.list) - 1 {
		if b.list[i].Place == b.list[i+1].Place {
			return nil, fmt.Errorf("commands %s and %s stand in one place", b.list[i].Name, b.list[i+1].Name)
		}
	}
	if b.gate == nil || b.contact == nil || b.document == nil || b.proof == nil || b.unread == nil || b.lines == nil || b.returned == nil || b.removed == nil || b.shut == nil {
		return nil, errors.New("no feature has the gate, contacts, files, the return, the removal or the closed group")
	}
	if err := errors.Join(b.checkJobs(), b.checkPlaces()); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Bot) addCommand(c Command) error {
	var err error
	err = errors.Join(err, put(b.byName, c.Name, c), putIf(c.Alias != c.Name, b.byName, c.Alias, c))
	for _, p := range c.Presses {
		if over := p.access().Over; !p.hasSubject() && over != rules.NoData && over != rules.Everyone {
			err = errors.Join(err, fmt.Errorf("button %s does not say whose data it is about", p.name()))
		}
		err = errors.Join(err, put(b.presses, p.name(), p))
		b.early[p.name()] = c.BeforeConsent
	}
	for _, f := range c.Flows {
		own := registeredFlow{f, c.Access, c.BeforeConsent, c.feature}
		if narrow := f.access(); narrow != (rules.Access{}) {
			own.who = narrow
		}
		err = errors.Join(err, f.check(own.who), put(b.flows, f.flowName(), own))
	}
	return err
}

func put[V any](m map[string]V, name string, v V) error {
	if _, taken := m[name]; taken {
		return fmt.Errorf("two things of the bot are called %q", name)
	}
	m[name] = v
	return nil
}

func putIf[V any](wanted bool, m map[string]V, name string, v V) error {
	if !wanted {
		return nil
	}
	return put(m, name, v)
}

// Connect asks Telegram who we are; it is called again until it succeeds.
func (b *Bot) Connect(ctx context.Context) error {
	me, err := b.api.GetMe(ctx)
	if err != nil {
		return fmt.Errorf("ask Telegram who the bot is: %w", b.Scrub.Err(err))
	}
	b.name = me.Username
	return nil
}

// Name is the bot's username, empty before Connect.
func (b *Bot) Name() string { return b.name }

// Wake lets the sender look at the outbox again: the clock was moved.
func (b *Bot) Wake() { b.sender.wake() }

// Run polls and sends until ctx ends; then it finishes the batch and the sends
// under way, and returns.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.begin(ctx); err != nil {
		return err
	}
	if !b.persist(ctx, b.Connect) { // commands in groups, links and calendar files name the bot
		return nil
	}
	b.Log.Info("ready", "bot", b.name)
	var wg sync.WaitGroup
	wg.Go(func() { b.sender.run(ctx) })
	wg.Go(func() { b.persist(ctx, b.setMenus) })
	b.poll(ctx)
	wg.Wait()
	b.answers.Wait()
	return nil
}

// begin numbers this start and holds broadcasts whose outcome a crash left open.
// What waits for an answer is offered again by the first poll that gets through,
// when presses may have been lost until then.
func (b *Bot) begin(ctx context.Context) error {
	now := b.Now()
	return b.DB.Write(ctx, func(tx *store.Tx) error {
		start, alive, err := tx.BeginProcess(now)
		if err != nil {
			return fmt.Errorf("begin: %w", err)
		}
		b.sender.start = start
		held, err := tx.HoldOrphans(now, start)
		if err != nil {
			return fmt.Errorf("begin: %w", err)
		}
		if held > 0 {
			b.Log.Warn("broadcasts held: the last stop left their outcome open", "count", held)
		}
		b.heard, b.failures = alive, 1
		if alive.After(now) {
			return tx.ShiftPauses(alive.Sub(now))
		}
		return nil
	})
}

// pressLife is how long Telegram keeps a press for a bot that is away.
const pressLife = 150 * time.Second

// persist calls Telegram until it succeeds; done is false when ctx ended first.
func (b *Bot) persist(ctx context.Context, call func(context.Context) error) (done bool) {
	wait := time.Second
	for n := 1; ctx.Err() == nil; n++ {
		err := call(ctx)
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			break
		}
		b.failed(n, err)
		pause(ctx, retryAfter(err, wait))
		wait = min(2*wait, time.Minute)
	}
	return false
}

// pause waits for d or the end of ctx.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// Jobs is what /jobs needs of the job engine.
type Jobs interface {
	// Names lists the jobs in the order of showing.
	Names() []string
	// Next lists the first n planned moments of a job after t.
	Next(name string, t time.Time, n int) []time.Time
	// RunNow plans a run at once; it begins after the transaction's commit. first
	// is false when it was asked for at that very moment before.
	RunNow(tx *store.Tx, asked time.Time, name string) (first bool, err error)
}
