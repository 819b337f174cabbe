package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tainha/bot"
	"tainha/bot/chat"
	"tainha/locale"
	"tainha/sandbox"
	"tainha/store"
)

// reopen starts the bot again, as fast as rate allows.
func (h *house) reopen(rate chat.Rate) {
	h.t.Helper()
	ctx := context.Background()
	catalog, err := locale.Load(h.pilot.Calendar.Location)
	if err != nil {
		h.t.Fatal(err)
	}
	h.bot, err = bot.New(chat.Deps{
		DB: h.db, Pilot: h.pilot, Catalog: catalog, Now: h.clock.Now, Log: h.log,
		Token: h.server.Token(), APIURL: h.server.URL(), Rate: rate,
		Client: chat.NewHTTPClient(h.server.Token(), nil, 0), Scrub: chat.NewScrubber(h.server.Token(), nil),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.bot.Begin(ctx); err != nil {
		h.t.Fatal(err)
	}
}

func TestASlowChatKeepsNobodyElseWaiting(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: sandbox.FaultSlow, Delay: 500 * time.Millisecond})
	h.say(binh, store.LaneReply, "/cham")
	h.say(binh, store.LaneReply, "/sau")
	for range 5 {
		h.say(nam, store.LaneReply, "/nhanh")
	}
	h.send()
	order := ""
	for _, c := range h.server.Calls("sendMessage") {
		for _, word := range []string{"/cham", "/sau", "/nhanh"} {
			if strings.Contains(c.Params["text"], word) {
				order += word
			}
		}
	}
	// the slow one may come to the server between the others, which don't wait for it
	if strings.Replace(order, "/cham", "", 1) != strings.Repeat("/nhanh", 5)+"/sau" {
		t.Errorf("the order was %s", order)
	}
}

// TestAnswersPassABroadcastToTwoThousand: while a broadcast goes out at the rate
// that Telegram allows, an answer goes at once.
func TestAnswersPassABroadcastToTwoThousand(t *testing.T) {
	t.Parallel()
	const chats, all, perSecond = 400, 2000, 24
	h := newHouse(t)
	audience := make(map[int64]bool, chats)
	for range chats {
		p := h.server.AddPerson(sandbox.User{FirstName: "Người nhận"})
		if _, err := p.Start(""); err != nil {
			t.Fatal(err)
		}
		audience[p.ID()] = true
	}
	h.settle()
	h.write(func(tx *store.Tx) error {
		for range all / chats {
			for chat := range audience {
				if err := tx.Queue(h.clock.Now(), store.Out{Chat: chat, Lane: store.LaneBroadcast, Body: screen("/loan_bao")}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	h.clock.Advance(time.Minute)
	h.reopen(chat.Rate{PerSecond: 30, PerChat: 1, Burst: 3, Broadcast: perSecond})
	begun := h.clock.Now()
	for tick := 0; h.waiting() > 0; tick++ {
		if tick%40 == 20 {
			before := h.arrived(binh, "Tôi giúp được")
			if _, err := h.server.Phone(binh).Send("/trogiup"); err != nil {
				t.Fatal(err)
			}
			h.settle()
			if n := h.arrived(binh, "Tôi giúp được"); n != before+1 {
				t.Errorf("after %v: the answer waited for the broadcast", h.clock.Now().Sub(begun))
			}
		}
		h.send()
		h.clock.Advance(time.Second / 4)
		if took := h.clock.Now().Sub(begun); took > 2*all/perSecond*time.Second {
			t.Fatalf("%d still wait after %v", h.waiting(), took)
		}
	}
	took := h.clock.Now().Sub(begun)
	if took < all/30*time.Second || took > (all/perSecond+3)*time.Second {
		t.Errorf("it took %v", took)
	}
	if n := h.sentTo(audience); n != all {
		t.Errorf("%d of %d arrived", n, all)
	}
}

func (h *house) waiting() (n int) {
	h.write(func(tx *store.Tx) error {
		counts, err := tx.OutCounts()
		n = counts[store.OutQueued]
		return err
	})
	return n
}

// sentTo counts the messages of the broadcast.
func (h *house) sentTo(audience map[int64]bool) (n int) {
	for _, c := range h.server.Calls("sendMessage") {
		if audience[c.ChatID] && c.Applied && strings.Contains(c.Params["text"], "/loan_bao") {
			n++
		}
	}
	return n
}
