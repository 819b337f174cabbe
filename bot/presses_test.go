package bot_test

import (
	"slices"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// screen is the newest message on somebody's phone.
func (h *house) shown(who string) sandbox.Message {
	h.t.Helper()
	m, ok := h.server.Phone(folk[who].chat).Last()
	if !ok {
		h.t.Fatalf("%s sees nothing", who)
	}
	return m
}

func (h *house) writes(who, text string) {
	h.t.Helper()
	if _, err := h.server.Phone(folk[who].chat).Send(text); err != nil {
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
		if _, err := h.server.Phone(folk[who].chat).TapData(m.ID, b.CallbackData); err != nil {
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
	if _, err := h.server.Phone(folk["binh"].chat).TapData(m.ID, old.CallbackData); err != nil {
		t.Fatal(err)
	}
	h.settle()
	if m := h.shown("binh"); len(m.Labels()) == 0 {
		t.Errorf("%q has no buttons left", m.Content())
	}
}

func TestAFlowThatBeganWithARoleEndsWithIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ open, then string }{
		"a search":     {"/nhansu", "Hương"},
		"an exception": {"/ngoaile", "Hương"},
		"one resumed":  {"/ngoaile Hương", "/tiep"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.writes("lan", tt.open)
			h.settle()
			h.write(func(tx *store.Tx) error {
				p, err := tx.PersonByCode(folk["lan"].code, rules.DateOf(h.clock.Now()))
				if err != nil {
					return err
				}
				return tx.SetRoles(p.ID, rules.Staff)
			})
			h.writes("lan", tt.then)
			h.settle()
			m := h.shown("lan")
			if len(m.Labels()) > 0 || !strings.Contains(m.Content(), "Việc này dành cho vai trò khác") {
				t.Errorf("somebody who is no coordinator any more sees %q with %v", m.Content(), m.Labels())
			}
			h.writes("lan", "mai em xin làm ở nhà t5")
			h.settle()
			if m := h.shown("lan"); strings.Contains(m.Content(), "vai trò khác") {
				t.Errorf("the flow is still open: %q", m.Content())
			}
		})
	}
}

func TestAFlowWaitsForTheConsentToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.writes("binh", "t5 em xin làm ở nhà")
	h.settle()
	h.pilot.Consent.Version = 2
	h.taps("binh", "📨 Gửi đề nghị", 1)
	if m := h.shown("binh"); !strings.Contains(m.Content(), "Chúng tôi lưu tên") {
		t.Errorf("the notice has changed, but binh sees %q", m.Content())
	}
}

// A page that is none would end the card: its maker can't count from there.
func TestAForgedPageOfACardIsAnswered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.writes("binh", "t5, t6 em xin làm ở nhà")
	h.settle()
	h.taps("binh", "📨 Gửi đề nghị", 1)
	an := h.server.Phone(folk["an"].chat)
	for _, page := range []string{"-1", "zik0zj", "-zik0zk"} {
		if _, err := an.TapData(h.shown("an").ID, "pg:1:"+page); err != nil {
			t.Fatal(err)
		}
		h.settle()
	}
	h.write(func(tx *store.Tx) error {
		counts, err := tx.OutCounts()
		if counts[store.OutDead] > 0 {
			t.Errorf("%d cards could not be made", counts[store.OutDead])
		}
		return err
	})
}

// Two days of a week are picked and two are all there may be: an earlier third one
// would be judged first and take the room of the last. It is refused with why.
func TestAnEarlierDayThatHasNoRoomBesideThosePickedIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.writes("binh", "/wfh")
	h.settle()
	for _, day := range []string{"26", "27", "25"} {
		m := h.shown("binh")
		labels := slices.Concat(m.Labels()...)
		i := slices.IndexFunc(labels, func(l string) bool { return strings.HasSuffix(l, day) })
		if i < 0 {
			t.Fatalf("no day %s among %q", day, labels)
		}
		h.taps("binh", labels[i], 1)
	}
	if d := h.dead(); len(d) != 0 {
		t.Errorf("it ends as a fault: %s", d[0].Error)
	}
	if n := len(h.server.Calls("answerCallbackQuery")); n != 3 {
		t.Errorf("%d presses were answered", n)
	}
	calls := h.server.Calls("answerCallbackQuery")
	if text := calls[len(calls)-1].Params["text"]; !strings.Contains(text, "đã có 2 trong 2 ngày ở nhà") {
		t.Errorf("the third day is answered with %q", text)
	}
}
