package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tainha/bot/chat"
	"tainha/sandbox"
	"tainha/store"
)

const (
	saysBack     = "Bot vừa hoạt động trở lại"
	saysBackFlow = "Đường truyền vừa gián đoạn"
	saysMissed   = "Chào anh/chị trở lại"
)

// outage lets nothing through for a time, during which the bot tries on.
func (h *house) outage(kind sandbox.FaultKind, d time.Duration) {
	h.t.Helper()
	h.server.Fault(sandbox.Fault{Kind: kind, Times: -1})
	for end := h.clock.Now().Add(d); h.clock.Now().Before(end); {
		if err := h.bot.PollOnce(context.Background()); err == nil {
			h.t.Fatal("a poll got through")
		}
		h.send()
		h.clock.Advance(min(10*time.Second, end.Sub(h.clock.Now())))
	}
	h.server.ClearFaults()
}

// press presses a button of the newest message; nobody answers yet.
func (h *house) press(who, label string) {
	h.t.Helper()
	m := h.shown(who)
	if _, err := h.server.Phone(folk[who].chat).Tap(m.ID, label); err != nil {
		h.t.Fatalf("%s presses %q in %q: %v", who, label, m.Content(), err)
	}
}

// With the process living, or begun anew in the midst of it.
func TestPressesLostInAnOutageAreOfferedAgainByTheFirstPollThatGetsThrough(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lasts   time.Duration
		restart bool
		offers  int
	}{
		"living":                {4 * time.Minute, false, 1},
		"begun anew":            {4 * time.Minute, true, 1},
		"shorter than a press":  {140 * time.Second, false, 0},
		"short, and begun anew": {140 * time.Second, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.asks("binh", "t5 em xin làm ở nhà")
			h.taps("binh", "📨 Gửi đề nghị", 1)
			h.asks("nam", "t6 em xin làm ở nhà")
			h.press("an", "✅ Duyệt")
			h.press("nam", "📨 Gửi đề nghị")
			h.outage(sandbox.FaultDropBefore, c.lasts/2)
			if c.restart {
				h.restart()
			}
			h.outage(sandbox.FaultDropBefore, c.lasts/2)
			h.settle()
			h.settle()
			h.mustArrive(folk["an"].chat, saysBack, c.offers)
			h.mustArrive(nam, saysBackFlow, c.offers)
			if c.offers == 0 {
				h.mustHaveSent("nam")
				return
			}
			h.taps("nam", "📨 Gửi đề nghị", 1)
			h.mustHaveSent("nam")
		})
	}
}

// mustHaveSent holds that a wish was sent: its card can be taken back.
func (h *house) mustHaveSent(who string) {
	h.t.Helper()
	if n := len(h.cards(who, "↩ Rút lại")); n != 1 {
		h.t.Errorf("%s has %d cards of a request: %q", who, n, h.shown(who).Content())
	}
}

func TestTheEndOfAnOutageEndsTheWaitingThatItCaused(t *testing.T) {
	t.Parallel()
	for _, kind := range []sandbox.FaultKind{sandbox.FaultDropBefore, sandbox.FaultServer, sandbox.FaultHTML} {
		for _, of := range []string{"", "sendMessage"} { // everything, or sending alone
			t.Run(string(kind)+of, func(t *testing.T) {
				t.Parallel()
				h := newHouse(t)
				for chat, word := range map[int64]string{binh: "/mot", nam: "/hai", chi: "/ba"} {
					h.say(chat, store.LaneReply, word)
				}
				h.server.Fault(sandbox.Fault{Method: of, Kind: kind, Times: -1})
				for range 60 {
					_ = h.bot.PollOnce(context.Background())
					h.send()
					h.clock.Advance(10 * time.Second)
				}
				h.server.ClearFaults()
				for range 2 {
					h.settle()
					h.say(lan, store.LaneReply, "/moi") // whoever is answered first
					h.send()
				}
				for chat, word := range map[int64]string{binh: "/mot", nam: "/hai", chi: "/ba"} {
					h.mustArrive(chat, word, 1)
				}
			})
		}
	}
}

// One message that always fails is no outage: it keeps its own pace.
func TestAMessageThatFailsForEverIsNotTriedAtThePaceOfTheOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: sandbox.FaultServer, Times: -1})
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: chi, Kind: sandbox.FaultServer, Times: -1})
	h.say(binh, store.LaneReply, "/mot")
	h.say(chi, store.LaneReply, "/mot")
	for range 100 {
		h.say(nam, store.LaneReply, "/hai")
		h.settle()
		h.clock.Advance(100 * time.Millisecond)
	}
	if n := h.tried(binh, "/mot"); n > 8 {
		t.Errorf("%d calls in ten seconds", n)
	}
}

// A wait that was longer than any can be is that of a clock which went back.
func TestAClockThatWentBackMutesNobody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: sandbox.FaultTooMany, RetryAfter: 30})
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: nam, Kind: sandbox.FaultServer})
	h.say(binh, store.LaneReply, "/mot")
	h.say(nam, store.LaneReply, "/hai")
	h.settle()
	h.clock.Advance(-time.Hour)
	h.restart()
	h.send()
	h.mustArrive(nam, "/hai", 1)
	h.mustArrive(binh, "/mot", 0) // 30 seconds are 30 seconds
	h.clock.Advance(31 * time.Second)
	h.send()
	h.mustArrive(binh, "/mot", 1)
}

func TestNoSecondHoldsMoreSendsThanAllowedPressesCounted(t *testing.T) {
	t.Parallel()
	const chats, limit = 120, 30
	h := newHouse(t)
	var all []*sandbox.Phone
	for range chats {
		all = append(all, h.server.AddPerson(sandbox.User{FirstName: "Người nhận"}))
	}
	for _, p := range all {
		if _, err := p.Start(""); err != nil {
			t.Fatal(err)
		}
	}
	h.settle()
	h.clock.Advance(time.Minute)
	h.reopen(chat.Rate{PerSecond: limit, PerChat: 1, Burst: 3, Broadcast: 24})
	from := len(h.server.Calls())
	for _, p := range all {
		h.say(p.ID(), store.LaneReply, "/tin")
	}
	for range 45 { // of different chats: each may have a few answers waiting
		if _, err := h.server.Phone(binh).TapData(1, "xx"); err != nil {
			t.Fatal(err)
		}
		if _, err := h.server.Phone(nam).TapData(1, "xx"); err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		if err := h.bot.PollOnce(context.Background()); err != nil {
			t.Fatal(err)
		}
		h.send()
		h.clock.Advance(50 * time.Millisecond)
	}
	var at []time.Time
	answers := 0
	for _, c := range h.server.Calls()[from:] {
		if c.Method != "getUpdates" {
			at = append(at, c.At)
		}
		if c.Method == "answerCallbackQuery" {
			answers++
		}
	}
	most := 0
	for i := range at {
		n := 0
		for _, x := range at[i:] {
			if x.Sub(at[i]) < time.Second {
				n++
			}
		}
		most = max(most, n)
	}
	if most > limit || len(at) < chats+answers || answers < 40 {
		t.Errorf("up to %d in a second, %d in all, %d answers to presses", most, len(at), answers)
	}
}

// The first card's arrival was not noted, so there are two; each is found by a press.
func TestACopyOfACardIsFoundByAPress(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]bool{"the copy that is known": false, "the one that is not": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.asks("binh", "t5 em xin làm ở nhà")
			h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: folk["an"].chat, Kind: sandbox.FaultDropAfter})
			h.taps("binh", "📨 Gửi đề nghị", 1)
			h.clock.Advance(time.Second)
			h.settle()
			copies := h.cards("an", "✅ Duyệt")
			if len(copies) != 2 {
				t.Fatalf("%d cards", len(copies))
			}
			pressed, other := copies[1], copies[0]
			if first {
				pressed, other = other, pressed
			}
			for _, m := range []sandbox.Message{pressed, other} {
				b, _ := m.Button("✅ Duyệt")
				if _, err := h.server.Phone(folk["an"].chat).TapData(m.ID, b.CallbackData); err != nil {
					t.Fatal(err)
				}
				h.settle()
			}
			if left := h.cards("an", "✅ Duyệt"); len(left) != 0 {
				t.Errorf("%d cards can still be pressed", len(left))
			}
			for _, m := range copies {
				if now, _ := h.server.Message(folk["an"].chat, m.ID); !strings.Contains(now.Content(), "✅") {
					t.Errorf("a copy says %q", now.Content())
				}
			}
		})
	}
}

// cards are the messages on a phone with a button.
func (h *house) cards(who, label string) (found []sandbox.Message) {
	for _, m := range h.server.Phone(folk[who].chat).Messages() {
		if _, has := m.Button(label); has {
			found = append(found, m)
		}
	}
	return found
}

// The block is told once, whichever comes first, and what was missed is read on the
// return: texts in one message, cards as they stand.
func TestWhoBlockedTheBotReadsOnReturnWhatWasMissed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	an := folk["an"].chat
	if err := h.server.Phone(an).Block(true); err != nil {
		t.Fatal(err)
	}
	h.settle()
	h.mustArrive(lan, "Không gửi được tin cho", 1)
	h.queue(store.Out{Person: h.person("TN02"), Lane: store.LaneNotice, Body: screen("/mot")})
	h.queue(store.Out{Person: h.person("TN02"), Lane: store.LaneBroadcast, Body: screen("/hai")})
	h.asks("binh", "t5 em xin làm ở nhà")
	h.taps("binh", "📨 Gửi đề nghị", 1)
	h.mustArrive(lan, "Không gửi được tin cho", 1)
	h.mustArrive(an, "/mot", 0)
	if err := h.server.Phone(an).Block(false); err != nil {
		t.Fatal(err)
	}
	h.settle()
	for _, word := range []string{saysMissed, "/mot", "/hai"} {
		h.mustArrive(an, word, 1)
	}
	if n := len(h.cards("an", "✅ Duyệt")); n != 1 {
		t.Errorf("%d cards to decide", n)
	}
	h.settle()
	h.writes("an", "/trogiup")
	h.settle()
	h.mustArrive(an, saysMissed, 1)
	h.mustArrive(an, "/mot", 1)
}

func TestARefusalWhoseAlertFailsComesAsAMessage(t *testing.T) {
	t.Parallel()
	for _, kind := range []sandbox.FaultKind{sandbox.FaultServer, sandbox.FaultRefused, sandbox.FaultDropBefore} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.server.Fault(sandbox.Fault{Method: "answerCallbackQuery", Kind: kind, Description: "query is too old"})
			if _, err := h.server.Phone(binh).TapData(1, "ap:1:1:0:0"); err != nil {
				t.Fatal(err)
			}
			h.settle()
			h.send()
			h.mustArrive(binh, "Việc này dành cho vai trò khác", 1)
		})
	}
}
