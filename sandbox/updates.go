package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// FirstUpdate is the number of a fresh server's first update.
const FirstUpdate = 730_000_001

const (
	updateLife   = 24 * time.Hour
	maxPollLimit = 100
	maxPollWait  = 50 * time.Second
)

type queuedUpdate struct {
	id int64
	at time.Time
	b  []byte
}

// updateQueue is what Telegram keeps for the bot until it confirms.
type updateQueue struct {
	next    int64
	items   []queuedUpdate
	allowed []string // nil: all but those that must be asked for
	poller  *poller
}

// poller is an open long poll.
type poller struct {
	wake    chan struct{}
	evicted bool
}

func (p *poller) rouse() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func newUpdateQueue() updateQueue { return updateQueue{next: FirstUpdate} }

func (q *updateQueue) wants(kind string) bool {
	if q.allowed == nil {
		return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
	}
	return slices.Contains(q.allowed, kind)
}

// confirm forgets the updates before an offset; a negative one keeps the last |offset|.
func (q *updateQueue) confirm(offset int64) {
	n := 0
	switch {
	case offset < 0:
		n = max(0, len(q.items)+int(max(offset, -1<<30)))
	case offset > 0:
		for n < len(q.items) && q.items[n].id < offset {
			n++
		}
	}
	q.forget(n)
}

func (q *updateQueue) forget(n int) {
	if n == len(q.items) {
		q.items = nil
		return
	}
	q.items = q.items[n:]
}

// expire drops what nobody fetched for a day, and presses that nobody can answer any more.
func (q *updateQueue) expire(now time.Time) {
	q.items = slices.DeleteFunc(q.items, func(u queuedUpdate) bool {
		age := now.Sub(u.at)
		return age > updateLife || age > callbackLife && bytes.Contains(u.b[:min(len(u.b), pressMark)], []byte(`"callback_query"`))
	})
}

// pressMark is where an update that is a press says so at the latest.
const pressMark = 64

// pushUpdate queues an update of a kind, if the bot allows that kind.
func (s *Server) pushUpdate(kind string, value any) {
	if !s.queue.wants(kind) {
		return
	}
	b, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("sandbox: update %s: %v", kind, err)) // our own types always marshal
	}
	s.enqueue([]byte(`"` + kind + `":` + string(b) + "}"))
}

// enqueue completes an update that lacks its beginning, {"update_id":N, .
func (s *Server) enqueue(rest []byte) int64 {
	q := &s.queue
	id := q.next
	q.next++
	b := append(strconv.AppendInt([]byte(`{"update_id":`), id, 10), ',')
	q.items = append(q.items, queuedUpdate{id, s.clock.Now(), append(b, rest...)})
	if q.poller != nil {
		q.poller.rouse()
	}
	s.hook.rouse()
	s.touch()
	return id
}

// Push queues any update as it is, for hostile tests: a JSON object without update_id,
// which is filled in; it passes allowed_updates by. A callback_query's id becomes
// answerable. It refuses what is no non-empty JSON object.
func (s *Server) Push(update []byte) (updateID int64, err error) {
	update = bytes.TrimSpace(update)
	if len(update) < 3 || update[0] != '{' || !json.Valid(update) {
		return 0, errors.New("sandbox: an update is a JSON object that is not empty")
	}
	var known struct {
		CallbackQuery struct {
			ID   string `json:"id"`
			From struct {
				ID int64 `json:"id"`
			} `json:"from"`
		} `json:"callback_query"`
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if json.Unmarshal(update, &known) == nil && known.CallbackQuery.ID != "" {
		s.queries[known.CallbackQuery.ID] = &pressed{user: known.CallbackQuery.From.ID, at: s.clock.Now()}
	}
	return s.enqueue(update[1:]), nil
}

func (s *Server) getUpdates(q *query) (any, *apiError) {
	if s.hook.url != "" {
		return nil, conflict(textWebhookActive)
	}
	if q.has("allowed_updates") {
		allowed, err := parseAllowed(q.str("allowed_updates"))
		if err != nil {
			return nil, err
		}
		s.queue.allowed = allowed
	}
	limit := int(q.int("limit"))
	if limit <= 0 || limit > maxPollLimit {
		limit = maxPollLimit
	}
	wait := min(time.Duration(max(q.int("timeout"), 0))*time.Second, maxPollWait)
	s.queue.expire(s.clock.Now())
	s.queue.confirm(q.int("offset"))
	s.touch()
	if old := s.queue.poller; old != nil {
		old.evicted = true
		old.rouse()
		s.queue.poller = nil
	}
	if len(s.queue.items) == 0 && wait > 0 {
		if err := s.longPoll(q, wait); err != nil {
			return nil, err
		}
	}
	s.queue.expire(s.clock.Now())
	return s.queue.batch(limit), nil
}

// longPoll gives the lock away until an update comes, the time is over, or another poller takes the place.
func (s *Server) longPoll(q *query, wait time.Duration) *apiError {
	p := &poller{wake: make(chan struct{}, 1)}
	s.queue.poller = p
	timer := time.NewTimer(wait)
	defer timer.Stop()
	s.mu.Unlock()
	select {
	case <-p.wake:
	case <-timer.C:
	case <-q.http.Context().Done():
	case <-s.done:
	}
	s.mu.Lock()
	if p.evicted {
		return conflict(textOtherPoller)
	}
	s.queue.poller = nil
	s.touch() // who waits for View.Polling is not told otherwise when the poller hangs up
	return nil
}

func (q *updateQueue) batch(limit int) raw {
	n := min(limit, len(q.items))
	size := 2
	for _, u := range q.items[:n] {
		size += len(u.b) + 1
	}
	b := append(make([]byte, 0, size), '[')
	for i, u := range q.items[:n] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, u.b...)
	}
	return append(b, ']')
}

// parseAllowed reads allowed_updates; empty means the default. Telegram passes over
// unknown kinds, the sandbox refuses them.
func parseAllowed(rawList string) ([]string, *apiError) {
	if rawList == "" {
		return nil, nil
	}
	var list []string
	if json.Unmarshal([]byte(rawList), &list) != nil {
		return nil, badRequest("can't parse allowed_updates JSON object")
	}
	for _, kind := range list {
		switch kind {
		case "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
			"edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count", "inline_query",
			"chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
			"poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost":
		default:
			return nil, badRequest("unknown update type %q in allowed_updates", kind)
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	return list, nil
}

// clockMoved drops what became too old and tells the page.
func (s *Server) clockMoved(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.expire(now)
	if s.hub.listening() {
		s.hub.send("clock", s.pageClock())
		s.hub.kickStrip()
	}
	s.touch()
}
