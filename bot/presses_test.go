package bot_test

import (
	"strings"
	"testing"

	"tainha/sandbox"
)

// screen is the newest message on somebody's phone.
func (h *house) shown(who string) sandbox.Message {
	h.t.Helper()
	m, ok := h.server.Phone(people[who].chat).Last()
	if !ok {
		h.t.Fatalf("%s sees nothing", who)
	}
	return m
}

func (h *house) writes(who, text string) {
	h.t.Helper()
	if _, err := h.server.Phone(people[who].chat).Send(text); err != nil {
		h.t.Fatal(err)
	}
}

// taps presses a button so often before anything is answered.
func (h *house) taps(who, label string, times int) {
	h.t.Helper()
	m := h.shown(who)
	b, found := m.Button(label)
	if !found {
		h.t.Fatalf("%s sees no button %q in %q", who, label, m.Content())
	}
	for range times {
		if _, err := h.server.Phone(people[who].chat).TapData(m.ID, b.CallbackData); err != nil {
			h.t.Fatal(err)
		}
	}
	h.settle()
}

func TestAButtonPressedTwiceShowsWhatTheFirstPressDid(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.writes("binh", "mai em xin làm ở nhà t5")
	h.settle()
	h.taps("binh", "📝 Ghi chú", 2)
	if m := h.shown("binh"); len(m.Labels()) == 0 || !strings.Contains(m.Content(), "Ghi chú") {
		t.Errorf("the note is asked for without buttons:\n%s\n%v", m.Content(), m.Labels())
	}
}

func TestASendPressedTwiceShowsTheCard(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.writes("binh", "t5 em xin làm ở nhà")
	h.settle()
	h.taps("binh", "📨 Gửi đề nghị", 2)
	m := h.shown("binh")
	if _, found := m.Button("↩ Rút lại"); !found {
		t.Errorf("the sent request shows %q with %v", m.Content(), m.Labels())
	}
}

func TestAPressOfAnEarlierStepLeavesThePresentOneItsButtons(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.writes("binh", "t5 em xin làm ở nhà")
	h.settle()
	m := h.shown("binh")
	old, _ := m.Button("📨 Gửi đề nghị")
	h.taps("binh", "📝 Ghi chú", 1)
	if _, err := h.server.Phone(people["binh"].chat).TapData(m.ID, old.CallbackData); err != nil {
		t.Fatal(err)
	}
	h.settle()
	if m := h.shown("binh"); len(m.Labels()) == 0 {
		t.Errorf("%q has no buttons left", m.Content())
	}
}
