package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// Chats of the tests below.
var (
	binh = folk["binh"].chat
	nam  = folk["nam"].chat
	chi  = folk["chi"].chat
	lan  = folk["lan"].chat // coordinator
)

// say queues a message that shows word.
func (h *house) say(chat int64, lane store.Lane, word string) int64 {
	h.t.Helper()
	return h.queue(store.Out{Chat: chat, Lane: lane, Body: screen(word)})
}

func screen(word string) store.Body {
	return store.Body{Screen: &store.Screen{Text: rules.Msg("command.unknown", "name", word)}}
}

// queue queues a row and returns its id.
func (h *house) queue(o store.Out) (id int64) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		if err := tx.Queue(h.clock.Now(), o); err != nil {
			return err
		}
		rows, err := tx.OutInState(store.OutQueued, 1)
		id = rows[0].ID
		return err
	})
	return id
}

// row finds a message of the outbox by its id.
func (h *house) row(id int64) (found store.Out) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		for state := store.OutQueued; state <= store.OutShown; state++ {
			rows, err := tx.OutInState(state, 100_000)
			if err != nil {
				return err
			}
			for _, o := range rows {
				if o.ID == id {
					found = o
				}
			}
		}
		return nil
	})
	return found
}

func (h *house) mustBe(id int64, state store.OutState) {
	h.t.Helper()
	if o := h.row(id); o.State != state {
		h.t.Errorf("message %d is in state %d, not %d: %s", id, o.State, state, o.Error)
	}
}

// send lets everything go that is due.
func (h *house) send() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := h.bot.Drain(ctx); err != nil {
		h.t.Fatal(err)
	}
}

// arrived counts the messages and edits with a word that had their effect in a chat.
func (h *house) arrived(chat int64, word string) (n int) {
	for _, c := range h.server.Calls() {
		if m, ok := c.Message(); ok && c.Applied && c.ChatID == chat && strings.Contains(m.Content(), word) {
			n++
		}
	}
	return n
}

// tried counts the calls with a word, whatever became of them.
func (h *house) tried(chat int64, word string) (n int) {
	for _, c := range h.server.Calls() {
		if c.ChatID == chat && strings.Contains(c.Params["text"], word) {
			n++
		}
	}
	return n
}

func (h *house) mustArrive(chat int64, word string, times int) {
	h.t.Helper()
	if n := h.arrived(chat, word); n != times {
		h.t.Errorf("%s arrived %d times at %d, not %d times", word, n, chat, times)
	}
}

func (h *house) person(code string) (id rules.PersonID) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		p, err := tx.PersonByCode(code, rules.DateOf(h.clock.Now()))
		id = p.ID
		return err
	})
	return id
}

func TestTooManyRequestsIsWaitedOutToTheSecond(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: sandbox.FaultTooMany, RetryAfter: 30})
	first := h.say(binh, store.LaneReply, "/mot")
	h.say(binh, store.LaneReply, "/hai")
	h.say(nam, store.LaneReply, "/ba")
	h.send()
	h.mustArrive(nam, "/ba", 1)
	h.clock.Advance(29 * time.Second)
	h.restart() // a process that starts knows of the pause
	h.say(nam, store.LaneReply, "/bon")
	h.send()
	h.mustArrive(nam, "/bon", 1)
	if n := h.tried(binh, "/mot") + h.tried(binh, "/hai"); n != 1 {
		t.Errorf("%d calls, the one that was refused among them", n)
	}
	h.clock.Advance(time.Second)
	h.send()
	h.mustBe(first, store.OutSent)
	h.mustArrive(binh, "/mot", 1)
	h.mustArrive(binh, "/hai", 1)
}

// Two chats may mean all: one call looks after a second whether it does.
func TestTooManyRequestsInASecondChatSilencesAllForAMoment(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultTooMany, RetryAfter: 60, Times: 2})
	h.say(binh, store.LaneReply, "/mot")
	h.send()
	h.say(nam, store.LaneReply, "/hai")
	h.send()
	h.say(chi, store.LaneReply, "/ba")
	h.clock.Advance(999 * time.Millisecond)
	h.send()
	h.mustArrive(chi, "/ba", 0)
	h.clock.Advance(time.Millisecond)
	h.send()
	h.mustArrive(chi, "/ba", 1)
	h.restart()
	h.clock.Advance(58 * time.Second)
	h.send()
	if n := h.tried(binh, "/mot") + h.tried(nam, "/hai"); n != 2 {
		t.Errorf("%d calls to the chats that are to wait", n)
	}
	h.clock.Advance(time.Second)
	h.send()
	for chat, word := range map[int64]string{binh: "/mot", nam: "/hai"} {
		h.mustArrive(chat, word, 1)
	}
}

// Where it means all, each look comes later than the one before, and is one call.
func TestEachLookWhetherTelegramIsSilentToAllComesLater(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultTooMany, RetryAfter: 60, Times: -1})
	everybody := []int64{binh, nam, chi, lan, folk["an"].chat, folk["duc"].chat, folk["tuan"].chat, folk["van"].chat}
	for i, chat := range everybody {
		h.say(chat, store.LaneReply, "/mot")
		if i == 1 {
			h.send()
		}
	}
	from := len(h.server.Calls("sendMessage"))
	for range 40 {
		h.clock.Advance(time.Second)
		h.send()
	}
	if n := len(h.server.Calls("sendMessage")) - from; n < 4 || n > 6 {
		t.Errorf("%d calls in 40 seconds", n)
	}
	h.server.ClearFaults()
	for range 120 {
		h.clock.Advance(time.Second)
		h.send()
	}
	for _, chat := range everybody {
		h.mustArrive(chat, "/mot", 1)
	}
}

// TestWhatFailsForNowIsSentLater: nothing is lost or overtaken in its chat, and
// others don't wait.
func TestWhatFailsForNowIsSentLater(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind   sandbox.FaultKind
		copies int // of the message that failed once
	}{
		"server error":         {sandbox.FaultServer, 1},
		"a proxy's page":       {sandbox.FaultHTML, 1},
		"dropped, no effect":   {sandbox.FaultDropBefore, 1},
		"dropped after effect": {sandbox.FaultDropAfter, 2},
		"another poller":       {sandbox.FaultConflict, 1},
	} {
		for _, lane := range []store.Lane{store.LaneReply, store.LaneNotice} {
			t.Run(fmt.Sprintf("%s, lane %d", name, lane), func(t *testing.T) {
				t.Parallel()
				h := newHouse(t)
				h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: c.kind})
				first := h.say(binh, lane, "/mot")
				second := h.say(binh, lane, "/hai")
				h.say(nam, lane, "/ba")
				h.send()
				h.mustArrive(nam, "/ba", 1)
				h.mustArrive(binh, "/hai", 0)
				h.mustBe(first, store.OutQueued)
				h.clock.Advance(time.Second)
				h.send()
				h.mustBe(first, store.OutSent)
				h.mustBe(second, store.OutSent)
				h.mustArrive(binh, "/mot", c.copies)
				h.mustArrive(binh, "/hai", 1)
				if m, _ := h.server.Last(binh); !strings.Contains(m.Text, "/hai") {
					t.Errorf("the last message is %q", m.Text)
				}
			})
		}
	}
}

func TestABroadcastThatMayHaveArrivedIsHeldAndToldLater(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind   sandbox.FaultKind
		copies int
	}{{sandbox.FaultDropBefore, 0}, {sandbox.FaultDropAfter, 1}} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: c.kind})
			id := h.queue(store.Out{Person: h.person("TN03"), Lane: store.LaneBroadcast, Body: screen("/nhac")})
			h.send()
			h.clock.Advance(24 * time.Hour)
			h.send()
			h.mustBe(id, store.OutHeld) // it is listed for the operator
			h.mustArrive(binh, "/nhac", c.copies)
			for range 2 {
				h.say(binh, store.LaneReply, "/tra_loi")
				h.send()
			}
			h.mustBe(id, store.OutShown)
			h.mustArrive(binh, "/nhac", c.copies+1)
			h.mustArrive(binh, "Có thể anh/chị chưa nhận được", 1)
		})
	}
}

func TestWhoCanNotBeReachedIsToldToTheCoordinatorOnce(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*house) error{
		"blocked": func(h *house) error { // the update about it comes after the message
			h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: sandbox.FaultBlocked, Times: 2})
			return nil
		},
		"deactivated": func(h *house) error { return h.server.Phone(binh).Deactivate() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			if err := lose(h); err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{"/mot", "/hai"} {
				id := h.say(binh, store.LaneNotice, word)
				h.send()
				h.mustBe(id, store.OutUnreachable)
			}
			h.clock.Advance(24 * time.Hour)
			h.send()
			if n := h.tried(binh, "/mot"); n != 1 {
				t.Errorf("%d calls to somebody who can't be reached", n)
			}
			h.mustArrive(lan, "Không gửi được tin cho Trần Quốc Bình", 1)
		})
	}
}

func TestAGroupIsFollowedToItsNewNumber(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	group := h.server.AddGroup(sandbox.Group{Title: "Phòng", Basic: true, Members: []int64{binh, nam}})
	h.settle()
	moved := h.server.Upgrade(group)
	first := h.say(group, store.LaneNotice, "/mot")
	second := h.say(group, store.LaneNotice, "/hai")
	h.send()
	h.mustBe(first, store.OutSent)
	h.mustBe(second, store.OutSent)
	h.mustArrive(moved, "/mot", 1)
	h.mustArrive(moved, "/hai", 1)
	if n := h.tried(group, "/hai"); n != 0 {
		t.Errorf("%d calls to the number that is gone", n)
	}
}

func TestAnEditThatChangesNothingIsDone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.say(binh, store.LaneReply, "/mot")
	h.send()
	m, _ := h.server.Last(binh)
	id := h.queue(store.Out{Chat: binh, Lane: store.LaneNotice, Body: screen("/mot"), EditOf: int64(m.ID)})
	h.send()
	h.mustBe(id, store.OutSent)
}

func TestAnEditOfAMessageThatIsGoneBecomesANewMessage(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			m, _ := h.server.Last(binh)
			h.server.Fault(sandbox.Fault{Method: "editMessageText", Kind: sandbox.FaultRefused, Description: fault})
			id := h.queue(store.Out{Chat: binh, Lane: store.LaneReply, Body: screen("/mot"), EditOf: int64(m.ID)})
			h.send()
			h.mustBe(id, store.OutSent)
			if last, _ := h.server.Last(binh); last.ID <= m.ID || !strings.Contains(last.Text, "/mot") {
				t.Errorf("the last message is %d %q", last.ID, last.Text)
			}
		})
	}
}

func TestWhatTelegramRefusesForGoodIsADeadLetter(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultRefused, Description: "can't parse entities"})
	first := h.say(binh, store.LaneReply, "/mot")
	second := h.say(binh, store.LaneReply, "/hai")
	h.send()
	h.clock.Advance(24 * time.Hour)
	h.restart()
	h.send()
	h.mustBe(first, store.OutDead)
	h.mustBe(second, store.OutSent)
	if n := h.tried(binh, "/mot"); n != 1 {
		t.Errorf("%d calls", n)
	}
	if o := h.row(first); !strings.Contains(o.Error, "can't parse entities") {
		t.Errorf("the operator reads %q", o.Error)
	}
}

func TestARefusedTokenStopsAllSendingUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	logs := h.logged()
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultUnauthorized, Times: 2})
	first := h.say(binh, store.LaneReply, "/mot")
	h.send()
	second := h.say(nam, store.LaneReply, "/hai")
	h.clock.Advance(999 * time.Millisecond)
	h.send()
	h.mustBe(second, store.OutQueued)
	h.clock.Advance(time.Millisecond) // one call looks, and is refused again
	h.send()
	h.clock.Advance(time.Second)
	h.send()
	if n := h.tried(binh, "/mot") + h.tried(nam, "/hai"); n != 2 {
		t.Errorf("%d calls with a token that was refused", n)
	}
	if text := logs.String(); !strings.Contains(text, "level=ERROR") || !strings.Contains(text, "Telegram refuses the token") {
		t.Errorf("nobody hears of it: %s", text)
	}
	h.clock.Advance(time.Second)
	h.send()
	h.mustBe(first, store.OutSent)
	h.mustBe(second, store.OutSent)
}
