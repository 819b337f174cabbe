package bot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tainha/bot/chat"
	"tainha/sandbox"
	"tainha/store"
)

const (
	outages     = 3 // TAINHA_OUTAGES says how many instead
	soonEnough  = 5 * time.Second
	mostWritten = 10 // by one person in one outage: more of them must wait
)

// network is a bot that lives through outages while people use it.
type network struct {
	*house
	rng      *rand.Rand
	words    int
	nextPoll time.Time
	said     map[int64][]string // what is to be answered, by chat and in order
	told     map[int64][]string // notices on their way
	heard    map[string]int64   // broadcasts, and to whom
	before   int64              // the last call before the load
	end      time.Time
}

// The network fails at random moments for one second to ten minutes, in one of the
// ways in which it does, while people write and press and messages go out. Nothing is
// lost, the order holds, no reminder comes twice, each press that Telegram dropped is
// offered again, and everybody hears something within five seconds of the end.
func TestOutagesWhileTheProcessLives(t *testing.T) {
	t.Parallel()
	n := outages
	if s := os.Getenv("TAINHA_OUTAGES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	w := &network{house: newHouse(t), rng: rand.New(rand.NewPCG(20261128, 11))}
	logs := w.logged()
	w.reopen(chat.Rate{PerSecond: 30, PerChat: 1, Burst: 3, Broadcast: 24})
	lost, longest := 0, time.Duration(0)
	for i := range n {
		l, slowest := w.outage(i)
		lost, longest = lost+l, max(longest, slowest)
	}
	if s := logs.String(); strings.Contains(s, "level=ERROR") {
		t.Error(s)
	}
	if n >= outages && lost == 0 {
		t.Error("no press was lost: the trial shows nothing")
	}
	t.Logf("%d outages, %d presses lost and offered again, the slowest first answer after %v", n, lost, longest)
}

// outage lives through one, and returns how many presses Telegram dropped and how
// long it took until the last chat heard something.
func (w *network) outage(i int) (lost int, slowest time.Duration) {
	w.said, w.told, w.heard = map[int64][]string{}, map[int64][]string{}, map[string]int64{}
	w.asks("binh", "t6 em xin làm ở nhà")
	w.presses("binh", "📨 Gửi đề nghị")
	w.asks("nam", "t5 em xin làm ở nhà")
	w.before = w.lastCall()
	for range w.rng.IntN(20) {
		w.second(true)
	}
	lasts := time.Duration(1+w.rng.IntN(600)) * time.Second
	if i%3 == 0 {
		lasts = time.Duration(180+w.rng.IntN(420)) * time.Second
	}
	kinds := []sandbox.FaultKind{sandbox.FaultDropBefore, sandbox.FaultDropAfter, sandbox.FaultServer, sandbox.FaultHTML}
	kind := kinds[w.rng.IntN(len(kinds))]
	w.server.Fault(sandbox.Fault{Kind: kind, Times: -1})
	begin, pressAt := w.clock.Now(), time.Duration(w.rng.Int64N(int64(lasts)))
	w.end = begin.Add(lasts)
	pressed := time.Time{}
	for w.clock.Now().Before(w.end) {
		w.second(w.rng.IntN(10) > 0)
		if pressed.IsZero() && w.clock.Now().Sub(begin) >= pressAt {
			pressed = w.clock.Now()
			w.press("an", "❌ Không duyệt")
			w.press("nam", "📨 Gửi đề nghị")
		}
	}
	waits := w.waitsFor()
	w.server.ClearFaults()
	for i := 0; i < 10 || i < 200 && w.waiting() > 0; i++ { // a chat takes one a second
		w.second(false)
	}
	what := fmt.Sprintf("outage %d, %s for %v, pressed after %v", i, kind, lasts, pressed.Sub(begin))
	slowest = w.checkFirstAnswers(what, waits)
	w.checkAll(what, kind == sandbox.FaultDropAfter)
	lost = w.checkPresses(what)
	w.tidy()
	return lost, slowest
}

// second lets a second pass in which the bot does what Run would.
func (w *network) second(load bool) {
	w.t.Helper()
	if load {
		w.load()
	}
	for range 2 {
		if now := w.clock.Now(); !now.Before(w.nextPoll) {
			wait, err := w.bot.PollWaits(context.Background())
			if w.nextPoll = now; err != nil {
				w.nextPoll = now.Add(wait)
			}
		}
		w.send()
		w.clock.Advance(time.Second / 2)
	}
}

// load is somebody who writes, a notice, a reminder.
func (w *network) load() {
	w.t.Helper()
	people := []string{"duc", "lan", "chi", "tuan", "khoi", "thuy", "van"}
	who := folk[people[w.rng.IntN(len(people))]]
	w.words++
	word := fmt.Sprintf("/w%dx", w.words)
	switch w.rng.IntN(5) {
	case 0, 1:
		if len(w.said[who.chat]) >= mostWritten {
			return
		}
		w.said[who.chat] = append(w.said[who.chat], word)
		if _, err := w.server.Phone(who.chat).Send(word); err != nil {
			w.t.Fatal(err)
		}
	case 2:
		w.told[who.chat] = append(w.told[who.chat], word)
		w.queue(store.Out{Person: w.person(who.code), Lane: store.LaneNotice, Body: screen(word)})
	case 3:
		w.heard[word] = who.chat
		w.queue(store.Out{Person: w.person(who.code), Lane: store.LaneBroadcast, Body: screen(word)})
	}
}

// calls are those since the outage began, with an effect.
func (w *network) calls() (list []sandbox.Call) {
	for _, c := range w.server.Calls("sendMessage", "editMessageText") {
		if c.Seq > w.before && c.Applied {
			list = append(list, c)
		}
	}
	return list
}

func count(calls []sandbox.Call, chat int64, word string) (n, first int) {
	for i, c := range calls {
		if c.ChatID == chat && strings.Contains(c.Params["text"], word) {
			if n++; n == 1 {
				first = i
			}
		}
	}
	return n, first
}

// waitsFor are the chats that are to hear something when the outage ends.
func (w *network) waitsFor() map[int64]bool {
	chats := map[int64]bool{}
	w.write(func(tx *store.Tx) error {
		rows, err := tx.OutInState(store.OutQueued, 10_000)
		for _, o := range rows {
			chats[o.Chat] = true
		}
		return err
	})
	calls := w.calls()
	for chat, words := range w.said {
		if n, _ := count(calls, chat, words[len(words)-1]); n == 0 {
			chats[chat] = true
		}
	}
	delete(chats, 0)
	return chats
}

func (w *network) checkFirstAnswers(what string, waits map[int64]bool) (slowest time.Duration) {
	w.t.Helper()
	first := map[int64]time.Duration{}
	for _, c := range w.calls() {
		if _, seen := first[c.ChatID]; !seen && c.Status == 200 && !c.At.Before(w.end) {
			first[c.ChatID] = c.At.Sub(w.end)
		}
	}
	for chat := range waits {
		after, heard := first[chat]
		if !heard || after > soonEnough {
			w.t.Errorf("%s: chat %d heard something: %v, after %v", what, chat, heard, after)
		}
		slowest = max(slowest, after)
	}
	return slowest
}

// checkAll holds that everything arrived, in its order, and no reminder twice.
func (w *network) checkAll(what string, twice bool) {
	w.t.Helper()
	calls := w.calls()
	for _, words := range []map[int64][]string{w.said, w.told} {
		for chat, list := range words {
			last := 0
			for _, word := range list {
				n, at := count(calls, chat, word)
				if n == 0 || n > 1 && !twice {
					w.t.Errorf("%s: %s arrived %d times at %d", what, word, n, chat)
				}
				if at < last {
					w.t.Errorf("%s: %s overtook another at %d", what, word, chat)
				}
				last = at
			}
		}
	}
	for word, chat := range w.heard {
		times := 0
		for _, c := range calls { // held ones are told within another message
			if c.ChatID == chat && strings.Contains(c.Params["text"], word) && !strings.Contains(c.Params["text"], "Có thể anh/chị chưa nhận được") {
				times++
			}
		}
		if times > 1 {
			w.t.Errorf("%s: the reminder %s came %d times", what, word, times)
		}
	}
	w.write(func(tx *store.Tx) error {
		counts, err := tx.OutCounts()
		if counts[store.OutQueued]+counts[store.OutClaimed]+counts[store.OutDead]+counts[store.OutUnreachable] > 0 {
			w.t.Errorf("%s: the outbox holds %v", what, counts)
		}
		return err
	})
}

// checkPresses holds that each of the two presses either did what it does or is
// offered again.
func (w *network) checkPresses(what string) (lost int) {
	w.t.Helper()
	calls := w.calls()
	after := func(who, words string) bool {
		n, _ := count(calls, folk[who].chat, words)
		return n > 0
	}
	asked, sent := after("an", "Lý do không duyệt"), len(w.cards("nam", "↩ Rút lại")) > 0
	if asked != sent {
		w.t.Errorf("%s: the head is asked for the reason: %v, the wish is sent: %v", what, asked, sent)
	}
	if asked && sent {
		return 0
	}
	if !after("an", saysBack) || !after("nam", saysBackFlow) || len(w.cards("nam", "📨 Gửi đề nghị")) != 1 {
		w.t.Errorf("%s: the presses are lost and not offered again: an: %q, nam: %q", what, w.shown("an").Content(), w.shown("nam").Content())
	}
	return 2
}

// tidy takes back what was asked for.
func (w *network) tidy() {
	w.t.Helper()
	w.clock.Advance(5 * time.Second)
	for _, who := range []string{"an", "nam"} {
		w.asks(who, "/huy")
	}
	for _, who := range []string{"binh", "nam"} {
		for _, m := range w.cards(who, "↩ Rút lại") {
			if _, err := w.server.Phone(folk[who].chat).Tap(m.ID, "↩ Rút lại"); err != nil {
				w.t.Fatal(err)
			}
			w.clock.Advance(5 * time.Second)
			w.settle()
		}
	}
}
