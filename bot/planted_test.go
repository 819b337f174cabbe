package bot_test

import (
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// A stranger is answered once in a while; a clock that was set back in between
// keeps nobody waiting for the time that it lost.
func TestAClockThatWentBackIsNoReasonForSilence(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i, c := range []struct {
		by   time.Duration
		want int
	}{{0, 1}, {9 * time.Minute, 1}, {-time.Hour, 2}} {
		h.clock.Set(h.clock.Now().Add(c.by))
		h.writes("la", "xin chào")
		h.settle()
		n := 0
		for _, m := range h.server.Messages(stranger) {
			if m.FromBot() {
				n++
			}
		}
		if n != c.want {
			t.Errorf("after message %d the stranger has %d answers, want %d", i+1, n, c.want)
		}
	}
}

// Telegram's wait for one chat is meant for all when a second chat has to wait at
// the same time, not when the first wait is over.
func TestAWaitAfterAnotherIsOverIsOfItsChatAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: binh, Kind: sandbox.FaultTooMany, RetryAfter: 30})
	h.say(binh, store.LaneReply, "/mot")
	h.send()
	h.clock.Advance(30 * time.Second)
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: nam, Kind: sandbox.FaultTooMany, RetryAfter: 60})
	h.say(nam, store.LaneReply, "/hai")
	h.send()
	h.say(chi, store.LaneReply, "/ba")
	h.send()
	h.mustArrive(binh, "/mot", 1)
	h.mustArrive(nam, "/hai", 0)
	h.mustArrive(chi, "/ba", 1)
}

// Whoever blocks the bot is known not to be reached, until they let it in again.
func TestWhoeverBlocksTheBotIsKnownNotToBeReached(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, blocked := range []bool{true, false} {
		if err := h.server.Phone(binh).Block(blocked); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.write(func(tx *store.Tx) error {
			a, err := tx.Account(h.who(tx, "TN03"))
			if a.Reachable == blocked {
				t.Errorf("blocked %v, reachable %v", blocked, a.Reachable)
			}
			return err
		})
	}
}

func (h *house) who(tx *store.Tx, code string) rules.PersonID {
	h.t.Helper()
	p, err := tx.PersonByCode(code, rules.DateOf(h.clock.Now()))
	if err != nil {
		h.t.Fatal(err)
	}
	return p.ID
}

// underWay files a request whose card has come to the head while the answer to its call is still under way, until sent.
func (h *house) underWay() (id rules.RequestID, card sandbox.Message, sent <-chan struct{}) {
	h.t.Helper()
	an := folk["an"].chat
	h.server.Fault(sandbox.Fault{Method: "sendMessage", Chat: an, Kind: sandbox.FaultSlow, Delay: 2 * time.Second})
	h.write(func(tx *store.Tx) error {
		r, err := request.Submit(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: h.who(tx, "TN03")}), request.Ask{
			Person: h.who(tx, "TN03"), Slots: []rules.Slot{{Date: rules.MustDate("2026-11-26")}},
		})
		id = r.ID
		return err
	})
	done := make(chan struct{})
	go func() { defer close(done); h.send() }()
	card, err := h.server.WaitMessage(h.t.Context(), an, func(m sandbox.Message) bool { return strings.Contains(m.Content(), "Trần Quốc Bình") })
	if err != nil {
		h.t.Fatal(err)
	}
	return id, card, done
}

// What changes while its card is under way is shown by the card that arrived.
func TestACardShowsWhatChangedWhileItWasUnderWay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, _, sent := h.underWay()
	h.write(func(tx *store.Tx) error {
		_, err := request.Withdraw(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: h.who(tx, "TN03")}), request.Decision{Request: id})
		return err
	})
	<-sent
	h.send()
	if m := h.shown("an"); !strings.Contains(m.Content(), "Trần Quốc Bình") || len(m.Labels()) > 0 {
		t.Errorf("the head sees %v under\n%s", m.Labels(), m.Content())
	}
}

// Who pressed on while the card was under way reads what that led to, not the card once more.
func TestACardThatWasLeftWhileItWasUnderWayDoesNotComeBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, m, sent := h.underWay()
	h.write(func(tx *store.Tx) error {
		if _, err := request.Withdraw(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: h.who(tx, "TN03")}), request.Decision{Request: id}); err != nil {
			return err
		}
		return tx.Queue(h.clock.Now(), store.Out{Chat: folk["an"].chat, Lane: store.LaneReply, Body: store.Body{Screen: &store.Screen{Text: rules.Msg("unmade")}}, EditOf: int64(m.ID)})
	})
	<-sent
	h.send()
	if m := h.shown("an"); strings.Contains(m.Content(), "Trần Quốc Bình") {
		t.Errorf("the head is back at\n%s", m.Content())
	}
}

// In a group a command asks for the same right as in private: who is linked to
// nobody learns nothing of the group's unit.
func TestAGroupsUnitIsToldOnlyToWhoMaySeeBoards(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	group := h.server.AddGroup(sandbox.Group{Title: "Phòng", Members: []int64{binh, stranger}})
	h.write(func(tx *store.Tx) error {
		u, err := tx.UnitByCode("KHTH")
		if err != nil {
			return err
		}
		return tx.SetGroup(store.UnitGroup{Unit: u.ID, Chat: group})
	})
	h.settle()
	for _, c := range []struct {
		who  int64
		told int
	}{{stranger, 0}, {binh, 1}} {
		if _, err := h.server.Phone(c.who).SendTo(group, "/nhom", 0); err != nil {
			t.Fatal(err)
		}
		h.settle()
		h.mustArrive(group, "Phòng Kế hoạch", c.told)
	}
	h.mustArrive(group, "Trong nhóm, tôi không hiển thị", 1)
}
