package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"tainha/sandbox"
	"tainha/store"
)

const saysSlowDown = "Xin gửi chậm lại"

// flood gives the bot so many updates in batches as a poll brings them, none of
// whose answers is sent meanwhile.
func (h *house) flood(n int, update func(i int) map[string]any) {
	h.t.Helper()
	var batch []json.RawMessage
	for i := range n {
		u := update(i)
		u["update_id"] = 5_000_000 + h.flooded
		h.flooded++
		raw, err := json.Marshal(u)
		if err != nil {
			h.t.Fatal(err)
		}
		if batch = append(batch, raw); len(batch) == 100 || i == n-1 {
			if err := h.bot.Handle(context.Background(), batch); err != nil {
				h.t.Fatal(err)
			}
			batch = nil
		}
	}
}

func (h *house) waitingRows() (n int) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		counts, err := tx.OutCounts()
		n = counts[store.OutQueued]
		return err
	})
	return n
}

// Answers that wait for one chat are bounded; that is said once, and what comes in
// until they are sent is not done.
func TestWhoeverWritesTooMuchIsToldOnceAndDelaysNobody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.flood(500, func(int) map[string]any { return says("binh", "/trogiup") })
	if n := h.waitingRows(); n != 21 {
		t.Errorf("%d answers wait, want 20 and the word on it", n)
	}
	h.flood(1, func(int) map[string]any { return says("binh", "/english") }) // changes something, or would
	h.flood(1, func(int) map[string]any { return says("nam", "/trogiup") })
	h.send()
	h.mustArrive(binh, saysHelp, 20)
	h.mustArrive(binh, saysSlowDown, 1)
	h.mustArrive(nam, saysHelp, 1)
	h.flood(1, func(int) map[string]any { return says("binh", "/trogiup") })
	h.send()
	h.mustArrive(binh, saysHelp, 21)
	if d := h.dead(); len(d) != 0 {
		t.Errorf("dead updates: %+v", d)
	}
}

// Wrong codes are answered until the stranger must wait; then once in a while.
func TestThousandsOfWrongCodesAreNotThousandsOfAnswers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i := range 300 {
		h.flood(1, func(int) map[string]any { return says("la", fmt.Sprintf("/start AAAAAAAAAAAAA%03d", i)) })
		h.send()
	}
	if n := len(h.server.Messages(stranger)); n > 8 {
		t.Errorf("the stranger has %d answers", n)
	}
}

// Strangers come last: behind whatever waits for people who are linked.
func TestStrangersAreAnsweredLast(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.flood(1, func(int) map[string]any { return says("la", "xin chào") })
	h.write(func(tx *store.Tx) error {
		rows, err := tx.OutInState(store.OutQueued, 10)
		if len(rows) != 1 || rows[0].Lane != store.LaneStranger {
			t.Errorf("a stranger's answer: %+v", rows)
		}
		return err
	})
}

// BenchmarkColleagueWhileFlooded measures a colleague's answer, from the poll that
// brings the message to its arrival: quiet, and while the answers to 5,000 messages
// of one account and 5,000 wrong codes of a stranger wait, with 99 more of them in
// the colleague's own batch. A call takes what it takes on this machine, nothing is
// added for the way to Telegram.
func BenchmarkColleagueWhileFlooded(b *testing.B) {
	h := newHouse(b)
	noise := func(i int) map[string]any {
		if i%2 == 0 {
			return says("binh", "/trogiup")
		}
		return says("la", "/start AAAAAAAAAAAAAAAA")
	}
	answer := func(extra int) time.Duration {
		seen := 0
		if m, ok := h.server.Last(nam); ok {
			seen = m.ID
		}
		began := time.Now()
		h.flood(extra+1, func(i int) map[string]any {
			if i == extra {
				return says("nam", "/trogiup")
			}
			return noise(i)
		})
		sent := make(chan struct{})
		go func() { defer close(sent); h.send() }()
		if _, err := h.server.WaitMessage(context.Background(), nam, func(m sandbox.Message) bool { return m.ID > seen && m.FromBot() }); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began)
		<-sent
		return took
	}
	var quiet, flooded time.Duration
	n := 0
	for b.Loop() {
		for range 5 {
			quiet += answer(0)
		}
		h.flood(10_000, noise)
		for range 5 { // what waits goes with the first of them: it waits anew for each
			h.flood(100, noise)
			flooded += answer(99)
		}
		n += 5
	}
	b.ReportMetric(float64(quiet.Microseconds())/float64(n)/1000, "quiet-ms")
	b.ReportMetric(float64(flooded.Microseconds())/float64(n)/1000, "flooded-ms")
	b.ReportMetric(float64(flooded)/float64(quiet), "ratio")
}
