package bot_test

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver, to damage a closed database
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
	if m := h.shown("an"); !strings.Contains(m.Content(), "/duyet") {
		t.Errorf("the head's next answer is %q", m.Content())
	}
	cards := 0
	for _, m := range h.server.Messages(people["an"].chat) {
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
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := db.Exec(statement); err != nil {
		h.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
}
