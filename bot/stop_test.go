package bot_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"tainha/bot"
	"tainha/locale"
	"tainha/sandbox"
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
	b, err := bot.New(bot.Deps{
		DB: h.db, Pilot: h.pilot, Catalog: catalog, Now: now, Log: h.log,
		Token: h.server.Token(), APIURL: h.server.URL(), Poll: poll,
		Client: bot.NewHTTPClient(h.server.Token(), nil, poll), Scrub: bot.NewScrubber(h.server.Token(), nil),
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
