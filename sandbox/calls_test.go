package sandbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tainha/sandbox"
)

func TestAPressIsAnsweredOnceWithin150Seconds(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	msg := messageID(b, b.ok("sendMessage", m{"chat_id": p.ID(), "text": "x", "reply_markup": keyboard([]m{press("Duyệt", "ok:1"), {"text": "Trang", "url": "https://a.vn"}})}))
	const old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	id, err := p.Tap(msg, "Duyệt")
	if err != nil {
		t.Fatal(err)
	}
	q := b.updates(nil)[0].Query
	if q.ID != id || q.Data != "ok:1" || q.From.ID != p.ID() || q.Message.ID != msg || q.Instance == "" || q.Message.ReplyMarkup == nil {
		t.Errorf("got %+v", q)
	}
	b.refused("answerCallbackQuery", m{"callback_query_id": id, "text": strings.Repeat("x", 201)}, 400, "Bad Request: MESSAGE_TOO_LONG")
	b.Clock().Advance(150 * time.Second)
	b.ok("answerCallbackQuery", m{"callback_query_id": id, "text": "Đã duyệt", "show_alert": true})
	if a, err := b.WaitAnswer(b.ctx(), id); err != nil || a.Text != "Đã duyệt" || !a.Alert || a.UserID != p.ID() {
		t.Errorf("got %+v, %v", a, err)
	}
	b.refused("answerCallbackQuery", m{"callback_query_id": id}, 400, old)
	late, err := p.TapAt(msg, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	b.Clock().Advance(151 * time.Second)
	b.refused("answerCallbackQuery", m{"callback_query_id": late}, 400, old)
	b.refused("answerCallbackQuery", m{"callback_query_id": "1"}, 400, old)
}

func TestAPhonePressesOnlyWhatIsThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	msg := messageID(b, b.ok("sendMessage", m{"chat_id": p.ID(), "text": "x", "reply_markup": keyboard([]m{press("A", "a"), {"text": "Trang", "url": "https://a.vn"}})}))
	for _, c := range []struct {
		press func() (string, error)
		want  error
	}{
		{func() (string, error) { return p.Tap(msg, "B") }, sandbox.ErrNoButton},
		{func() (string, error) { return p.Tap(msg, "Trang") }, sandbox.ErrNotButton},
		{func() (string, error) { return p.TapAt(msg, 1, 0) }, sandbox.ErrNoButton},
		{func() (string, error) { return p.Tap(msg+1, "A") }, sandbox.ErrNoMessage},
		{func() (string, error) { return b.Phone(1).Tap(msg, "A") }, sandbox.ErrNoPerson},
	} {
		if _, err := c.press(); !errors.Is(err, c.want) {
			t.Errorf("got %v, want %v", err, c.want)
		}
	}
	if _, err := p.TapData(msg, "forged"); err != nil {
		t.Error(err)
	}
	if _, err := p.TapData(msg+100, "forged"); err != nil {
		t.Error(err)
	}
	us := b.updates(nil)
	if len(us) != 2 || us[0].Query.Data != "forged" || us[0].Query.Message.Text != "x" || us[1].Query.Message.Date != 0 || us[1].Query.Message.ID != msg+100 {
		t.Errorf("got %+v", us)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	cases := []struct {
		fault       sandbox.Fault
		code        int
		description string
		applied     bool
	}{
		{sandbox.Fault{Kind: sandbox.FaultTooMany, RetryAfter: 7}, 429, "Too Many Requests: retry after 7", false},
		{sandbox.Fault{Kind: sandbox.FaultServer}, 500, "Internal Server Error", false},
		{sandbox.Fault{Kind: sandbox.FaultHTML}, 502, "<html>", false},
		{sandbox.Fault{Kind: sandbox.FaultBlocked}, 403, "Forbidden: bot was blocked by the user", false},
		{sandbox.Fault{Kind: sandbox.FaultDeactivated}, 403, "Forbidden: user is deactivated", false},
		{sandbox.Fault{Kind: sandbox.FaultUnauthorized}, 401, "Unauthorized", false},
		{sandbox.Fault{Kind: sandbox.FaultConflict}, 409, "Conflict: terminated by other", false},
		{sandbox.Fault{Kind: sandbox.FaultMigrated, MigrateTo: -100}, 400, "Bad Request: group chat was upgraded to a supergroup chat", false},
		{sandbox.Fault{Kind: sandbox.FaultRefused, Description: "PEER_FLOOD"}, 400, "Bad Request: PEER_FLOOD", false},
		{sandbox.Fault{Kind: sandbox.FaultDropBefore}, 0, "", false},
		{sandbox.Fault{Kind: sandbox.FaultDropAfter}, 0, "", true},
		{sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 30 * time.Millisecond}, 200, "", true},
	}
	for _, c := range cases {
		t.Run(string(c.fault.Kind), func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			id := b.started(sandbox.User{}).ID()
			c.fault.Method = "sendmessage"
			b.Fault(c.fault)
			b.ok("sendChatAction", m{"chat_id": id, "action": "typing"}) // another method is spared
			began := time.Now()
			a := b.call("sendMessage", m{"chat_id": id, "text": "x"})
			if a.HTTP != c.code || !strings.HasPrefix(a.Description, c.description) || a.Parameters.RetryAfter != c.fault.RetryAfter || a.Parameters.MigrateTo != c.fault.MigrateTo {
				t.Errorf("got %+v", a)
			}
			if time.Since(began) < c.fault.Delay {
				t.Error("the answer was not slow")
			}
			calls := b.Calls("sendMessage")
			if len(calls) != 1 || calls[0].Applied != c.applied || calls[0].Fault != string(c.fault.Kind) || calls[0].Status != c.code {
				t.Errorf("journal %+v", calls)
			}
			if _, there := b.Last(id); there != c.applied {
				t.Errorf("the message is there: %v", there)
			}
			b.send(id, "after it all is well")
		})
	}
}

func TestAFaultStrikesItsChatAndItsNumberOfTimes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two := b.started(sandbox.User{}).ID(), b.started(sandbox.User{}).ID()
	b.Fault(sandbox.Fault{Kind: sandbox.FaultServer, Chat: two, Times: 2})
	b.send(one, "x")
	for range 2 {
		b.refused("sendMessage", m{"chat_id": two, "text": "x"}, 500, "Internal Server Error")
	}
	b.send(two, "x")
	b.Fault(sandbox.Fault{Kind: sandbox.FaultServer, Times: -1})
	for range 3 {
		b.refused("getMe", nil, 500, "Internal Server Error")
	}
	b.ClearFaults()
	b.ok("getMe", nil)
}

func TestRatesFollowTheClock(t *testing.T) {
	t.Parallel()
	b := setup(t, func(o *sandbox.Options) { o.Rate = &sandbox.Rate{} })
	one, two := b.started(sandbox.User{}).ID(), b.started(sandbox.User{}).ID()
	for range 3 {
		b.send(one, "x")
	}
	a := b.call("sendMessage", m{"chat_id": one, "text": "x"})
	if a.HTTP != 429 || a.Parameters.RetryAfter != 1 || a.Description != "Too Many Requests: retry after 1" {
		t.Errorf("got %+v", a)
	}
	msg := b.send(two, "another chat is free")
	b.ok("editMessageText", m{"chat_id": two, "message_id": msg, "text": "y"})
	b.Clock().Advance(time.Second)
	b.send(one, "x")
	for i := range 40 {
		a = b.call("editMessageText", m{"chat_id": two, "message_id": msg, "text": strings.Repeat("y", i+2)})
	}
	if a.HTTP != 429 {
		t.Errorf("forty edits at once: %+v", a)
	}
}

func TestTheRoundTripTimeIsFelt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.SetRTT(40 * time.Millisecond)
	began := time.Now()
	b.ok("getMe", nil)
	if d := time.Since(began); d < 40*time.Millisecond {
		t.Errorf("took %v", d)
	}
}

func TestTheClockTellsItsListeners(t *testing.T) {
	t.Parallel()
	c := sandbox.NewManualClock(monday)
	var told []time.Time
	stop := c.OnMove(func(now time.Time) { told = append(told, now) })
	c.Advance(time.Hour)
	c.Set(monday.Add(-time.Hour))
	stop()
	c.Advance(time.Hour)
	if len(told) != 2 || !told[0].Equal(monday.Add(time.Hour)) || !told[1].Equal(monday.Add(-time.Hour)) || !c.Now().Equal(monday) {
		t.Errorf("told %v, now %v", told, c.Now())
	}
	running := sandbox.NewClock()
	running.Advance(48 * time.Hour)
	if d := time.Until(running.Now()); d < 47*time.Hour || running.Offset() != 48*time.Hour {
		t.Errorf("distance %v, offset %v", d, running.Offset())
	}
}

func TestWaitingEndsWithTheContextAndWithTheServer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	never := func(sandbox.View) bool { return false }
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.WaitFor(ctx, never); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- b.WaitFor(t.Context(), never) }()
	b.Close()
	if err := <-ended; !errors.Is(err, sandbox.ErrClosed) {
		t.Error(err)
	}
}

func TestTheJournalKeepsOrderAndDropsTheOldest(t *testing.T) {
	t.Parallel()
	b := setup(t, func(o *sandbox.Options) { o.KeepCalls = 10 })
	id := b.started(sandbox.User{}).ID()
	for range 50 {
		b.send(id, "x")
	}
	calls := b.Calls()
	if len(calls) < 10 || len(calls) > 20 {
		t.Fatalf("%d calls kept", len(calls))
	}
	for i := 1; i < len(calls); i++ {
		if calls[i].Seq != calls[i-1].Seq+1 {
			t.Fatalf("a gap after %d", calls[i-1].Seq)
		}
	}
	if msg, ok := calls[len(calls)-1].Message(); !ok || msg.Text != "x" {
		t.Errorf("the last call made %+v", msg)
	}
}
