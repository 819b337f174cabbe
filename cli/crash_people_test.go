package cli

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"tainha/rules"
	"tainha/sandbox"
)

// Labels as the phones show them.
const (
	labelSend    = "📨 Gửi đề nghị"
	labelApprove = "✅ Duyệt"
	labelReject  = "❌ Không duyệt"
	labelReason  = "📨 Gửi"
)

// wish is a day that a clerk asked for, and what its head makes of it.
type wish struct {
	clerk  member
	day    rules.Date
	reason string // of a refusal; empty: it is approved
}

// shown is the day as every text writes it.
func (w wish) shown() string { return shownDay(w.day) }

func shownDay(day rules.Date) string {
	y, m, d := day.Civil()
	return fmt.Sprintf("%02d/%02d/%d", d, int(m), y)
}

// story is what the people did: the model that the database and the phones are
// compared with.
type story struct {
	mu     sync.Mutex
	wishes map[string]*wish // by clerk's name and day
	probes map[int64][]string
	open   sync.WaitGroup // wishes that no head has decided yet
	presses
}

// presses are the queries whose answers must not be a refusal.
type presses struct{ queries []string }

func newStory() *story {
	return &story{wishes: map[string]*wish{}, probes: map[int64][]string{}}
}

func (s *story) declare(w *wish) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wishes[w.clerk.name+" "+w.shown()] = w
	s.open.Add(1)
}

func (s *story) find(name, day string) *wish {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wishes[name+" "+day]
}

func (s *story) probe(chat int64, command string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.probes[chat] = append(s.probes[chat], command)
}

func (s *story) pressed(query string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queries = append(s.queries, query)
}

// feed reads the messages that a chat gets, each form of each message once, in
// the order in which Telegram took them.
type feed struct {
	server *sandbox.Server
	chat   int64
	at     int // in the journal
}

// wait returns the next message that fits.
func (f *feed) wait(ctx context.Context, fits func(sandbox.Message) bool) (found sandbox.Message, err error) {
	err = f.server.WaitFor(ctx, func(v sandbox.View) bool {
		calls := v.Calls()
		for f.at < len(calls) {
			c := calls[f.at]
			f.at++
			if c.ChatID != f.chat || !c.Applied {
				continue
			}
			if m, ok := c.Message(); ok && fits(m) {
				found = m
				return true
			}
		}
		return false
	})
	return found, err
}

// clerkPhone asks for one day after the other, whenever it may.
type clerkPhone struct {
	member
	feed
	phone *sandbox.Phone
	story *story
	rng   *rand.Rand
	days  []rules.Date // those still to ask for
	sent  int          // probes
}

func (c *clerkPhone) run(ctx context.Context, may <-chan struct{}) error {
	for range may {
		if len(c.days) == 0 {
			return fmt.Errorf("%s has no days left", c.name)
		}
		if err := c.declare(ctx, c.days[0]); err != nil {
			return fmt.Errorf("%s, %s: %w", c.name, shownDay(c.days[0]), err)
		}
		c.days = c.days[1:]
	}
	return nil
}

// declare asks for a day as a person does: a sentence, a look, a press. Probes
// around it are answered one by one, so that the order of answers can be told.
func (c *clerkPhone) declare(ctx context.Context, day rules.Date) error {
	if err := c.probe(c.rng.IntN(3)); err != nil {
		return err
	}
	w := &wish{clerk: c.member, day: day}
	if c.rng.IntN(4) == 0 {
		w.reason = fmt.Sprintf("Bận họp số %d, cần đủ người", c.rng.IntN(1e9))
	}
	if _, err := c.phone.Send("em xin làm ở nhà ngày " + w.shown()); err != nil {
		return err
	}
	if err := c.probe(c.rng.IntN(2)); err != nil {
		return err
	}
	preview, err := c.wait(ctx, func(m sandbox.Message) bool {
		_, may := m.Button(labelSend)
		return may && strings.Contains(m.Text, w.shown())
	})
	if err != nil {
		return fmt.Errorf("wait for the preview: %w", err)
	}
	c.story.declare(w)
	query, err := c.phone.Tap(preview.ID, labelSend)
	if err != nil {
		return err
	}
	c.story.pressed(query)
	_, err = c.wait(ctx, func(m sandbox.Message) bool {
		return strings.HasPrefix(m.Text, "Đề nghị của anh/chị") && strings.Contains(m.Text, w.shown())
	})
	if err != nil {
		return fmt.Errorf("wait for the card: %w", err)
	}
	return nil
}

// probe sends commands that don't exist: each is answered by its name.
func (c *clerkPhone) probe(n int) error {
	for range n {
		c.sent++
		command := fmt.Sprintf("/zz%sx%d", strings.ToLower(c.code), c.sent)
		c.story.probe(c.phone.ID(), command)
		if _, err := c.phone.Send(command); err != nil {
			return err
		}
	}
	return nil
}

// headPhone decides every card that comes, once.
type headPhone struct {
	member
	feed
	phone   *sandbox.Phone
	story   *story
	waiting []card
	seen    map[*wish]bool
}

type card struct {
	message int
	wish    *wish
}

func (h *headPhone) run(ctx context.Context) error {
	for {
		for len(h.waiting) == 0 {
			_, err := h.wait(ctx, func(m sandbox.Message) bool { h.note(m); return len(h.waiting) > 0 })
			switch {
			case errors.Is(err, context.Canceled):
				return nil // everybody has gone home
			case err != nil:
				return err
			}
		}
		next := h.waiting[0]
		h.waiting = h.waiting[1:]
		if err := h.decide(ctx, next); err != nil {
			return fmt.Errorf("%s on %s, %s: %w", h.name, next.wish.clerk.name, next.wish.shown(), err)
		}
		h.story.open.Done()
	}
}

// note remembers a card that asks for a decision; the second copy of a card is
// the same request.
func (h *headPhone) note(m sandbox.Message) {
	if _, asks := m.Button(labelApprove); !asks {
		return
	}
	first, rest, _ := strings.Cut(strings.TrimPrefix(m.Text, "🏠 "), " xin làm việc tại nhà")
	for field := range strings.FieldsSeq(rest) {
		w := h.story.find(first, field)
		if w != nil && !h.seen[w] {
			h.seen[w] = true
			h.waiting = append(h.waiting, card{m.ID, w})
		}
	}
}

func (h *headPhone) decide(ctx context.Context, c card) error {
	label, sign := labelApprove, "✅ "
	if c.wish.reason != "" {
		label, sign = labelReject, "❌ "
	}
	query, err := h.phone.Tap(c.message, label)
	if err != nil {
		return err
	}
	h.story.pressed(query)
	if c.wish.reason != "" {
		if _, err := h.wait(ctx, func(m sandbox.Message) bool {
			h.note(m)
			return m.ID == c.message && strings.HasPrefix(m.Text, "Lý do không duyệt")
		}); err != nil {
			return fmt.Errorf("wait for the question: %w", err)
		}
		if err := h.reason(ctx, c.wish.reason); err != nil {
			return err
		}
	}
	_, err = h.wait(ctx, func(m sandbox.Message) bool {
		h.note(m)
		return strings.HasPrefix(m.Text, "🏠 "+c.wish.clerk.name) && strings.Contains(m.Text, c.wish.shown()) &&
			strings.Contains(m.Text, sign) && strings.Contains(m.Text, c.wish.reason)
	})
	if err != nil {
		return fmt.Errorf("wait for the decided card: %w", err)
	}
	return nil
}

// reason types why, and sends it once it is shown back.
func (h *headPhone) reason(ctx context.Context, why string) error {
	if _, err := h.phone.Send(why); err != nil {
		return err
	}
	shown, err := h.wait(ctx, func(m sandbox.Message) bool {
		h.note(m)
		_, sends := m.Button(labelReason)
		return sends && strings.Contains(m.Text, why)
	})
	if err != nil {
		return fmt.Errorf("wait until the reason is shown back: %w", err)
	}
	query, err := h.phone.Tap(shown.ID, labelReason)
	if err == nil {
		h.story.pressed(query)
	}
	return err
}
