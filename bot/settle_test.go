package bot_test

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver, to damage a closed database

	"tainha/store"
)

// A message whose follow-up can't be stored (here: where its card stands) is
// marked as sent all the same, and the messages of others are not held up.
func TestWhatCannotFollowFromOneMessageHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.damage(`CREATE TRIGGER boom BEFORE INSERT ON live_message WHEN NEW.slot LIKE 'card:%' BEGIN SELECT RAISE(ABORT, 'boom'); END`)
	h.writes("binh", "t5 em xin làm ở nhà")
	h.settle()
	h.taps("binh", "📨 Gửi đề nghị", 1)
	h.settle()
	h.writes("an", "/trogiup")
	h.settle()
	if m := h.shown("an"); !strings.Contains(m.Content(), "Tôi giúp được anh/chị") {
		t.Errorf("the head's next answer is %q", m.Content())
	}
	cards := 0
	for _, m := range h.server.Messages(folk["an"].chat) {
		if m.FromBot() && strings.Contains(m.Content(), "xin làm việc tại nhà") {
			cards++
		}
	}
	if cards != 1 {
		t.Errorf("the card was sent %d times, want once", cards)
	}
}

// damage changes the database behind the bot's back, between two starts.
func (h *house) damage(statement string) {
	h.t.Helper()
	h.behind(func(db *sql.DB) {
		if _, err := db.Exec(statement); err != nil {
			h.t.Fatal(err)
		}
	})
	h.open()
}

// behind hands out the database's file while no bot has it open; open opens it again.
func (h *house) behind(use func(db *sql.DB)) {
	h.t.Helper()
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	use(db)
	if err := db.Close(); err != nil {
		h.t.Fatal(err)
	}
}

// What may not have arrived is told within another message only as far as that
// message holds it; the rest stays for the next ones.
func TestHeldMessagesThatDoNotFitWaitForTheNextMessage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var held []int64
	for range 3 {
		id := h.queue(store.Out{Person: h.person("TN03"), Lane: store.LaneBroadcast, Body: screen(strings.Repeat("ạ", 1500))})
		h.write(func(tx *store.Tx) error { return tx.Finish(h.clock.Now(), id, store.OutHeld, "timeout") })
		held = append(held, id)
	}
	for _, last := range []store.OutState{store.OutHeld, store.OutShown} {
		h.say(binh, store.LaneReply, "một")
		h.send()
		h.mustBe(held[0], store.OutShown)
		h.mustBe(held[1], store.OutShown)
		h.mustBe(held[2], last)
	}
}
