package chat

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"golang.org/x/time/rate"

	"tainha/rules"
	"tainha/store"
)

const (
	maxFlying = 64 // calls under way at once; at 50 ms a call that is far beyond the limits
	pageSize  = 200
	callLimit = 30 * time.Second
	workLimit = 5 * time.Minute // of an object's work: what it fetches may be large
)

// sender empties the outbox: it overlaps chats, keeps the order within each, and
// holds Telegram's limits. One goroutine owns its fields; calls and their results
// are apart. A chat stays busy until the result of its call is committed, so a
// crash repeats at most the calls that were under way.
type sender struct {
	b      *Bot
	start  int64
	poke   chan struct{}
	done   chan result
	busy   map[int64]bool // chats with a call under way
	flying int

	quiet quiet
	down  outage

	lateMu      sync.Mutex
	lateAnswers []answer // to presses, for which there was no room

	all       window
	broadcast *rate.Limiter
	chats     map[int64]*rate.Limiter
}

func newSender(b *Bot) *sender {
	return &sender{
		b: b, poke: make(chan struct{}, 1), done: make(chan result, maxFlying), busy: map[int64]bool{},
		quiet:     quiet{chats: map[int64]time.Time{}},
		all:       newWindow(b.Rate.PerSecond),
		broadcast: limiter(b.Rate.Broadcast, 1+int(b.Rate.Broadcast/4)),
		chats:     map[int64]*rate.Limiter{},
	}
}

func limiter(perSecond float64, burst int) *rate.Limiter {
	if perSecond == 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	return rate.NewLimiter(rate.Limit(perSecond), max(burst, 1))
}

func (s *sender) wake() {
	select {
	case s.poke <- struct{}{}:
	default:
	}
}

// run sends until ctx ends, then waits for the calls under way and stores what
// became of them.
func (s *sender) run(ctx context.Context) {
	calls := context.WithoutCancel(ctx) // a stop never tears a call
	if err := s.loadPauses(calls); err != nil {
		s.b.Log.Error("read the pauses", "err", err)
	}
	for {
		next, stop := time.Time{}, ctx.Done()
		if ctx.Err() == nil {
			var err error
			if next, err = s.dispatch(calls); err != nil {
				s.b.Log.Error("read the outbox", "err", err)
				next = s.b.Now().Add(time.Second)
			}
		} else {
			if s.flying == 0 {
				return
			}
			stop = nil
		}
		s.wait(ctx, next, stop)
	}
}

// wait sleeps until there is something to do: a result, a commit that queued,
// a moved clock, the moment next (zero: none), or the stop (nil: it is known).
func (s *sender) wait(run context.Context, next time.Time, stop <-chan struct{}) {
	var timer <-chan time.Time
	if !next.IsZero() {
		t := time.NewTimer(max(next.Sub(s.b.Now()), time.Millisecond))
		defer t.Stop()
		timer = t.C
	}
	select {
	case r := <-s.done:
		s.settle(run, append([]result{r}, s.drain()...))
	case <-s.b.DB.Queued():
	case <-s.poke:
	case <-timer:
	case <-stop:
	}
}

// drain takes the results that are already there: their marks share a commit.
func (s *sender) drain() (rs []result) {
	for {
		select {
		case r := <-s.done:
			rs = append(rs, r)
		default:
			return rs
		}
	}
}

// dispatch starts a call for every message whose turn it is, behind the answers to
// presses that had to wait. It returns when to look again by itself; the zero time
// when only an event can change anything.
func (s *sender) dispatch(ctx context.Context) (next time.Time, err error) {
	now := s.b.Now()
	soon := func(t time.Time) {
		if !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	soon(s.answerLate(ctx, now))
	most, until := s.quiet.most(now, s.flying)
	soon(until)
	if most == 0 {
		return next, nil
	}
	var batch []store.Out
	blocked := map[int64]bool{} // chats in which an earlier message waits
	lane, id := store.Lane(math.MinInt64), int64(0)
	for s.flying+len(batch) < most {
		rows, planned, err := s.page(ctx, now, lane, id)
		if err != nil {
			return now.Add(time.Second), err
		}
		soon(planned)
		for _, o := range rows {
			lane, id = o.Lane, o.ID
			if s.flying+len(batch) >= most {
				break
			}
			if s.busy[o.Chat] || blocked[o.Chat] {
				continue
			}
			if o.Chat != 0 {
				blocked[o.Chat] = true
			}
			at, full := s.mayStart(now, o)
			if full {
				soon(at)
				goto start // the overall limit is reached: what follows waits too
			}
			if !at.IsZero() {
				soon(at)
				continue
			}
			batch = append(batch, o)
		}
		if len(rows) < pageSize {
			break
		}
	}
start:
	return next, s.launch(ctx, batch)
}

// page reads a page of what stands first for each recipient, and the earliest planned message.
func (s *sender) page(ctx context.Context, now time.Time, lane store.Lane, id int64) (rows []store.Out, planned time.Time, err error) {
	err = s.b.DB.Read(ctx, func(tx *store.Tx) error {
		if rows, err = tx.Heads(now, lane, id, pageSize); err != nil {
			return err
		}
		planned, err = tx.NextPlanned(now)
		return err
	})
	return rows, planned, err
}

// mayStart says when o may be sent: the zero time for now. full means that no
// other chat may send before that either.
func (s *sender) mayStart(now time.Time, o store.Out) (at time.Time, full bool) {
	if now.Before(o.NotBefore) && o.NotBefore.Sub(now) <= longestBackoff { // waits for another attempt
		return o.NotBefore, false // a longer wait is that of a clock which went back
	}
	if until := s.quiet.chats[o.Chat]; now.Before(until) {
		return until, false
	}
	chat := s.chat(o.Chat)
	if chat.TokensAt(now) < 1 {
		return now.Add(tick(chat)), false
	}
	if last(o.Lane) && s.broadcast.TokensAt(now) < 1 {
		return now.Add(tick(s.broadcast)), true // nothing but their like is behind them
	}
	if wait := s.all.take(now, false); wait > 0 {
		return now.Add(wait), true
	}
	chat.AllowN(now, 1)
	if last(o.Lane) {
		s.broadcast.AllowN(now, 1)
	}
	return time.Time{}, false
}

// last is whether a lane shares what is left of the limits by answers and notices.
func last(l store.Lane) bool { return l == store.LaneBroadcast || l == store.LaneStranger }

// tick is the time in which a limiter gains one token.
func tick(l *rate.Limiter) time.Duration {
	return time.Duration(float64(time.Second) / float64(l.Limit()))
}

const maxChatLimiters = 10_000

func (s *sender) chat(id int64) *rate.Limiter {
	l, ok := s.chats[id]
	if !ok {
		if len(s.chats) >= maxChatLimiters {
			clear(s.chats) // each had its burst long ago
		}
		l = limiter(s.b.Rate.PerChat, s.b.Rate.Burst)
		s.chats[id] = l
	}
	return l
}

// launch claims the broadcasts among the batch and starts all its calls.
func (s *sender) launch(ctx context.Context, batch []store.Out) error {
	if err := s.claim(ctx, batch); err != nil {
		return err
	}
	for _, o := range batch {
		s.busy[o.Chat] = true
		s.flying++
		go func() {
			limit := callLimit
			if o.Body.Work != nil {
				limit = workLimit
			}
			ctx, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			began := s.b.Now()
			r := s.b.deliver(ctx, o)
			r.began = began
			s.done <- r
		}()
	}
	return nil
}

// claim marks the broadcasts that start now: after a crash nobody could tell
// whether they arrived, and they must not arrive twice.
func (s *sender) claim(ctx context.Context, batch []store.Out) error {
	var ids []int64
	for _, o := range batch {
		if o.Lane == store.LaneBroadcast {
			ids = append(ids, o.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.b.DB.Write(ctx, func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.Claim(id, s.start); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *sender) loadPauses(ctx context.Context) error {
	now := s.b.Now()
	return s.b.DB.Write(ctx, func(tx *store.Tx) (err error) {
		if err = tx.DropPauses(now); err != nil {
			return err
		}
		chats, err := tx.Pauses()
		s.quiet.load(now, chats)
		return err
	})
}

// window holds a limit within any second, wherever it begins: a bucket of tokens
// lets through twice as many, what it holds and what it gains.
type window struct {
	mu      *sync.Mutex
	limit   int // 0: none
	starts  []time.Time
	presses []time.Time // those of them that were answers to presses
}

// second is a little more than one: calls reach Telegram closer than they began.
const second = time.Second + 50*time.Millisecond

// pressShare is the part of the limit that answers to presses may use: a storm of
// presses must not keep every message back.
const pressShare = 2.0 / 3

func newWindow(perSecond float64) window { return window{mu: &sync.Mutex{}, limit: int(perSecond)} }

// take counts a call that starts now, or says how long it has to wait.
func (w *window) take(now time.Time, press bool) (wait time.Duration) {
	if w.limit == 0 {
		return 0
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	old := func(at time.Time) bool { return now.Sub(at) >= second || at.After(now) } // a clock that went back forgets
	w.starts, w.presses = slices.DeleteFunc(w.starts, old), slices.DeleteFunc(w.presses, old)
	if len(w.starts) >= w.limit {
		return second - now.Sub(w.starts[0])
	}
	if share := max(1, int(float64(w.limit)*pressShare)); press && len(w.presses) >= share {
		return second - now.Sub(w.presses[0])
	}
	w.starts = append(w.starts, now)
	if press {
		w.presses = append(w.presses, now)
	}
	return 0
}

// makingSlot is where the message of a chat is remembered that says that something is being made (Turn.Making).
const makingSlot = "making"

// making is the message that says that what o brings is being made; 0 where none does.
func (b *Bot) making(tx *store.Tx, o store.Out) (int64, error) {
	ref := cmp.Or(o.Body.Card, o.Body.File)
	if ref == nil || o.EditOf != 0 || b.objects[ref.Kind].Made == "" {
		return 0, nil
	}
	return tx.LiveMessage(makingSlot, o.Chat)
}

// telling edits that message while the card or file is made, one edit after another and with pauses, beside its maker, who never
// waits for the network. An edit that fails is left: how it ended is said by a row of its own.
type telling struct {
	b       *Bot
	ctx     context.Context
	out     store.Out
	message int64
	last    time.Time
	under   chan struct{} // closed when the newest edit is over
}

func (b *Bot) telling(ctx context.Context, o store.Out) *telling {
	t := &telling{b: b, ctx: ctx, out: o, last: b.Now(), under: make(chan struct{})}
	close(t.under)
	return t
}

// wait is until no edit is under way: what was made comes after all of them.
func (t *telling) wait() { <-t.under }

func (t *telling) say(m rules.Message) {
	now := t.b.Now()
	if t.message == 0 || now.Sub(t.last) < t.b.Rate.Steps || t.b.sender.all.take(now, false) > 0 {
		return
	}
	t.last = now
	before, over := t.under, make(chan struct{})
	t.under = over
	go func() {
		defer close(over)
		<-before
		text, err := t.b.Catalog.HTML(t.out.Language, m)
		if err == nil {
			_, err = t.b.api.EditMessageText(t.ctx, &tg.EditMessageTextParams{
				ChatID: t.out.Chat, MessageID: int(t.message), Text: text, ParseMode: models.ParseModeHTML, LinkPreviewOptions: noPreview(),
			})
		}
		if err != nil {
			t.b.Log.Warn("how far something is was not shown", "outbox", t.out.ID, "err", t.b.Scrub.Err(err))
		}
	}()
}
