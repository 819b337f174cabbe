package bot_test

import (
	"strings"
	"testing"
	"time"

	"tainha/sandbox"
)

// last are the parameters of the last call of a method in a chat.
func (h *house) last(who, method string) map[string]string {
	h.t.Helper()
	var found *sandbox.Call
	for _, c := range h.server.Calls() {
		if c.Method == method && c.ChatID == folk[who].chat {
			found = &c
		}
	}
	if found == nil {
		h.t.Fatalf("%s got no %s", who, method)
	}
	return found.Params
}

// A card rings no phone in the quiet hours, an answer does: who asked is awake.
func TestCardsAreSilentAtNightAndAnswersAreNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at     string
		silent bool
	}{{"2026-11-23T16:00", false}, {"2026-11-23T19:59", false}, {"2026-11-23T20:00", true}, {"2026-11-24T00:10", true}, {"2026-11-24T06:29", true}, {"2026-11-24T06:30", false}} {
		t.Run(c.at, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			at, err := time.ParseInLocation("2006-01-02T15:04", c.at, zone(t))
			if err != nil {
				t.Fatal(err)
			}
			h.clock.Set(at)
			h.plays("binh> /tainha thứ 5", "binh> [📨 Gửi đề nghị]")
			if got := h.last("an", "sendMessage")["disable_notification"] == "true"; got != c.silent {
				t.Errorf("the head's card at %s is silent: %v, want %v", c.at, got, c.silent)
			}
			h.says("binh", "/lich")
			if h.last("binh", "sendMessage")["disable_notification"] == "true" {
				t.Error("an answer is silent")
			}
		})
	}
}

// What somebody's note links to is not fetched and shown in the head's card.
func TestNoMessageShowsAPreviewOfALink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> /tainha thứ 5", "binh> [📝 Ghi chú]", "binh> xem https://example.com/x", "binh> [📨 Gửi đề nghị]")
	for _, c := range h.server.Calls() {
		if (c.Method == "sendMessage" || c.Method == "editMessageText") && !strings.Contains(c.Params["link_preview_options"], `"is_disabled":true`) {
			t.Errorf("%s with the options %q", c.Method, c.Params["link_preview_options"])
		}
	}
}

// A copy of somebody's data can't be passed on with a tap; a picture for all can.
func TestACopyOfDataIsProtected(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> /dulieu", "binh> nhận bản sao")
	if h.last("binh", "sendDocument")["protect_content"] != "true" {
		t.Error("the copy can be passed on")
	}
}
