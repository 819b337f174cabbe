package bot_test

import (
	"context"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tainha/bot"
	"tainha/bot/chat"
	"tainha/locale"
	"tainha/sandbox"
	"tainha/store"
)

// TestAStopWhileTheQueueIsReadEndsTheSender: the stop comes at the one moment at
// which the sender neither waits nor sends.
func TestAStopWhileTheQueueIsReadEndsTheSender(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	catalog, err := locale.Load(h.pilot.Calendar.Location)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var armed atomic.Bool
	now := func() time.Time {
		if armed.CompareAndSwap(true, false) {
			cancel()
		}
		return h.clock.Now()
	}
	const poll = 20 * time.Second // while it waits, the sender alone asks for the time
	b, err := bot.New(chat.Deps{
		DB: h.db, Pilot: h.pilot, Catalog: catalog, Now: now, Log: h.log,
		Token: h.server.Token(), APIURL: h.server.URL(), Poll: poll,
		Client: chat.NewHTTPClient(h.server.Token(), nil, poll), Scrub: chat.NewScrubber(h.server.Token(), nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	if err := h.server.WaitFor(ctx, sandbox.View.Polling); err != nil {
		t.Fatal(err)
	}
	armed.Store(true)
	b.Wake()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it did not end")
	}
}

func TestARefusedTokenIsHeardOfFromThePollToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	logs := h.logged()
	h.server.Fault(sandbox.Fault{Method: "getMe", Kind: sandbox.FaultUnauthorized})
	h.server.Fault(sandbox.Fault{Method: "getUpdates", Kind: sandbox.FaultUnauthorized})
	stop := h.run()
	if _, err := h.server.Phone(binh).Send("/trogiup"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_, err := h.server.WaitMessage(ctx, binh, func(m sandbox.Message) bool { return strings.Contains(m.Text, "Tôi giúp được") })
	stop()
	if err != nil {
		t.Fatalf("it did not recover: %v", err)
	}
	if n := strings.Count(logs.String(), "Telegram refuses the token"); n != 2 {
		t.Errorf("it was said %d times: %s", n, logs)
	}
}

func TestMenusThatMustWaitKeepNobodyWaiting(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "setMyCommands", Kind: sandbox.FaultTooMany, RetryAfter: 3600, Times: -1})
	stop := h.run()
	if _, err := h.server.Phone(binh).Send("/trogiup"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_, err := h.server.WaitMessage(ctx, binh, func(m sandbox.Message) bool { return strings.Contains(m.Text, saysHelp) })
	stop()
	if err != nil {
		t.Error(err)
	}
}

// A phone's calendar knows a day by the bot's name: a file made before the name
// is known would show each day twice.
func TestNothingIsSentBeforeTheBotKnowsItsName(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.asks("binh", "/tainha thứ 4")
	h.presses("binh", "📨 Gửi đề nghị")
	h.presses("an", "✅ Duyệt")
	uid := regexp.MustCompile(`UID:(\S+)`)
	known := uid.FindString(string(h.file(h.presses("binh", "📅 Cập nhật lịch điện thoại").Document.FileID)))

	before, _ := h.server.Phone(binh).Last()
	h.bot.ForgetName()
	h.queue(store.Out{Chat: binh, Body: store.Body{File: &store.Ref{Kind: "ics"}}})
	h.server.Fault(sandbox.Fault{Method: "getMe", Kind: sandbox.FaultSlow, Delay: 300 * time.Millisecond})
	stop := h.run()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	m, err := h.server.WaitMessage(ctx, binh, func(m sandbox.Message) bool { return m.ID > before.ID && m.Document != nil })
	stop()
	if err != nil {
		t.Fatal(err)
	}
	if got := uid.FindString(string(h.file(m.Document.FileID))); got != known {
		t.Errorf("the same day was %q and is %q", known, got)
	}
}

// run lets the bot live by itself; stop ends it and waits.
func (h *house) run() (stop func()) {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.bot.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			h.t.Error(err)
		}
	}
}
