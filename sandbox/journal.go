package sandbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Call is a line of the journal: one Bot API call, in the order of the effects.
// Polls that brought nothing are not kept.
type Call struct {
	Seq         int64 // from 1, without gaps
	Method      string
	Params      map[string]string // as sent; read only
	Files       []string          // the names of uploaded parts
	ChatID      int64
	Status      int    // 200, the error's code, or 0 when the connection was dropped
	Description string // of an error
	Result      any    // of a success; read only: *Message, bool, …
	Applied     bool   // it had its effect, whether or not the answer arrived
	Fault       string // the fault that befell it
	At          time.Time
	Took        time.Duration // real time until the effect
}

// Message is the message that the call made or changed, if any.
func (c Call) Message() (Message, bool) {
	if m, ok := c.Result.(*Message); ok {
		return *m, true
	}
	return Message{}, false
}

func (s *Server) record(c Call, out outcome) {
	switch {
	case out.drop:
	case out.html:
		c.Status = 502
	case out.err != nil:
		c.Status, c.Description = out.err.code, out.err.description
	default:
		c.Status = 200
	}
	if b, poll := out.result.(raw); poll && len(b) <= 2 && c.Status == 200 {
		return
	}
	c.Result = out.result
	s.callSeq++
	c.Seq = s.callSeq
	if len(s.calls) >= 2*s.keep {
		s.calls = append(make([]Call, 0, 2*s.keep), s.calls[len(s.calls)-s.keep:]...)
	}
	s.calls = append(s.calls, c)
	if s.hub.listening() {
		s.hub.send("call", pageCall(c, s.location))
		s.hub.kickStrip()
	}
	s.touch()
}

// brief says in at most 80 characters what a call was about; it never holds the token.
func (c Call) brief() string {
	text := c.Params["text"]
	if text == "" {
		text = c.Params["caption"]
	}
	if b, is := c.Result.(raw); is && c.Method == "getUpdates" {
		text = fmt.Sprintf("%d ↓", strings.Count(string(b), `{"update_id":`))
	}
	if c.Status != 200 && c.Description != "" {
		text = c.Description
	}
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > 80 {
		text = string([]rune(text)[:79]) + "…"
	}
	return text
}

// touch wakes whoever waits for a change.
func (s *Server) touch() {
	if s.waiters > 0 {
		close(s.change)
		s.change = make(chan struct{})
	}
}

// View reads the state at one instant, inside WaitFor.
type View struct{ s *Server }

// Calls is the journal.
func (v View) Calls() []Call { return v.s.calls }

// Messages are the messages of a chat, oldest first.
func (v View) Messages(chat int64) []Message { return v.s.messagesOf(chat) }

// Message finds one message.
func (v View) Message(chat int64, id int) (Message, bool) {
	if r := v.s.rooms[chat]; r != nil && r.messages[id] != nil {
		return *r.messages[id], true
	}
	return Message{}, false
}

// Last is the newest message that the bot wrote in a chat.
func (v View) Last(chat int64) (Message, bool) {
	r := v.s.rooms[chat]
	if r == nil {
		return Message{}, false
	}
	for _, id := range slices.Backward(r.order) {
		if m := r.messages[id]; m != nil && m.FromBot() {
			return *m, true
		}
	}
	return Message{}, false
}

// Answer is what answerCallbackQuery said to a press.
func (v View) Answer(queryID string) (Answer, bool) {
	if p := v.s.queries[queryID]; p != nil && p.answer != nil {
		return *p.answer, true
	}
	return Answer{}, false
}

// Pending counts the updates that no poll has confirmed.
func (v View) Pending() int { return len(v.s.queue.items) }

// Polling says that a getUpdates call is open and waits.
func (v View) Polling() bool { return v.s.queue.poller != nil }

// ErrClosed is the error of waiting on a closed server.
var ErrClosed = errors.New("sandbox: closed")

// WaitFor waits until ok holds, looking again after every change of the server's
// state. ok is called under the server's lock: it must only use its View. It gives the
// context's error, or ErrClosed.
func (s *Server) WaitFor(ctx context.Context, ok func(View) bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !ok(View{s}) {
		s.waiters++
		change := s.change
		s.mu.Unlock()
		var err error
		select {
		case <-change:
		case <-ctx.Done():
			err = fmt.Errorf("sandbox: waiting: %w", context.Cause(ctx))
		case <-s.done:
			err = ErrClosed
		}
		s.mu.Lock()
		s.waiters--
		if err != nil {
			return err
		}
	}
	return nil
}

// Idle waits until every update is confirmed: the poller came back with an offset
// beyond the last one (or the webhook answered 200), or the update grew too old. A bot
// that commits before it confirms has then committed them all. Idle says nothing of
// what the bot still has to send, nor of its answers to callbacks.
func (s *Server) Idle(ctx context.Context) error {
	return s.WaitFor(ctx, func(v View) bool { return v.Pending() == 0 })
}

// WaitMessage waits until the chat has a message that satisfies ok and gives the newest such.
func (s *Server) WaitMessage(ctx context.Context, chat int64, ok func(Message) bool) (Message, error) {
	var found Message
	err := s.WaitFor(ctx, func(v View) bool {
		r := v.s.rooms[chat]
		if r == nil {
			return false
		}
		for _, id := range slices.Backward(r.order) {
			if m := r.messages[id]; m != nil && ok(*m) {
				found = *m
				return true
			}
		}
		return false
	})
	return found, err
}

// WaitAnswer waits for the bot's answer to a press.
func (s *Server) WaitAnswer(ctx context.Context, queryID string) (Answer, error) {
	var a Answer
	err := s.WaitFor(ctx, func(v View) (done bool) {
		a, done = v.Answer(queryID)
		return done
	})
	return a, err
}

// Calls is a copy of the journal, of these methods only if any are named.
func (s *Server) Calls(methods ...string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		keep := len(methods) == 0
		for _, m := range methods {
			keep = keep || strings.EqualFold(m, c.Method)
		}
		if keep {
			out = append(out, c)
		}
	}
	return out
}

// Messages are the messages of a chat, oldest first, deleted ones left out.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messagesOf(chat)
}

// Message finds one message.
func (s *Server) Message(chat int64, id int) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return View{s}.Message(chat, id)
}

// Last is the newest message that the bot wrote in a chat.
func (s *Server) Last(chat int64) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return View{s}.Last(chat)
}

// Pending counts the updates that no poll has confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.items)
}
