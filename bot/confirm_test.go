package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// askEach lets people ask for a day each, on different days so that none stands in
// another's way.
func (h *house) askEach(days map[string]string) {
	h.t.Helper()
	for _, who := range []string{"binh", "nam", "chi"} {
		day, asks := days[who]
		if !asks {
			continue
		}
		h.writes(who, day+" em xin làm ở nhà")
		h.settle()
		h.taps(who, "📨 Gửi đề nghị", 1)
	}
}

// approved counts the approved days of somebody.
func (h *house) approved(who string) (n int) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		p, err := tx.PersonByCode(folk[who].code, rules.DateOf(h.clock.Now()))
		if err != nil {
			return err
		}
		list, err := tx.RequestsOf(p.ID, rules.MustDate("2026-11-23"), rules.MustDate("2026-12-31"))
		for _, r := range list {
			n += len(r.Slots(rules.Approved))
		}
		return err
	})
	return n
}

func TestApprovingAllApprovesWhatWasShownAndNothingSince(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.askEach(map[string]string{"binh": "t5", "nam": "t6"})
	h.writes("an", "/duyet")
	h.settle()
	h.taps("an", "✅ Duyệt cả 2 đề nghị đúng quy định", 1)
	m := h.shown("an")
	yes, found := m.Button("✅ Duyệt 2 đề nghị")
	if !found {
		t.Fatalf("an sees %q", m.Content())
	}
	h.askEach(map[string]string{"chi": "thứ 4 tuần sau"})
	for range 2 {
		if _, err := h.server.Phone(folk["an"].chat).TapData(m.ID, yes.CallbackData); err != nil {
			t.Fatal(err)
		}
		h.settle()
	}
	for who, want := range map[string]int{"binh": 1, "nam": 1, "chi": 0} {
		if got := h.approved(who); got != want {
			t.Errorf("%s has %d approved days, want %d", who, got, want)
		}
	}
	toast := h.lastToast()
	if !strings.Contains(toast, "Đã duyệt 2 đề nghị") || !strings.Contains(toast, "lúc 09:00") {
		t.Errorf("the second press is told %q", toast)
	}
}

func TestApprovingAllSaysWhatChangedSinceItWasShown(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.askEach(map[string]string{"binh": "t5", "nam": "t6"})
	h.writes("an", "/duyet")
	h.settle()
	h.taps("an", "✅ Duyệt cả 2 đề nghị đúng quy định", 1)
	h.writes("binh", "hủy t5")
	h.settle()
	for _, row := range h.shown("binh").Labels() {
		if strings.HasPrefix(row[0], "↩") || strings.Contains(row[0], "Rút") {
			h.taps("binh", row[0], 1)
			break
		}
	}
	h.taps("an", "✅ Duyệt 2 đề nghị", 1)
	if got := h.approved("nam"); got != 0 {
		t.Error("approved although the list had changed")
	}
	m := h.shown("an")
	if !strings.Contains(m.Content(), "đã thay đổi từ khi danh sách hiện ra") || !strings.Contains(m.Content(), "Trần Quốc Bình") {
		t.Errorf("an is not told what changed: %q", m.Content())
	}
	h.taps("an", "✅ Duyệt 1 đề nghị", 1)
	if h.approved("nam") != 1 || h.approved("binh") != 0 {
		t.Errorf("nam %d, binh %d", h.approved("nam"), h.approved("binh"))
	}
}

// lastToast is the newest line that vanishes.
func (h *house) lastToast() (text string) {
	for _, c := range h.server.Calls() {
		if c.Method == "answerCallbackQuery" && c.Params["text"] != "" {
			text = c.Params["text"]
		}
	}
	return text
}

func TestARefusalOfADecidedRequestAsksForNoReason(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.askEach(map[string]string{"binh": "t5"})
	m := h.shown("an")
	reject, found := m.Button("❌ Không duyệt")
	if !found {
		t.Fatalf("an sees %v", m.Labels())
	}
	h.taps("an", "✅ Duyệt", 1)
	if _, err := h.server.Phone(folk["an"].chat).TapData(m.ID, reject.CallbackData); err != nil {
		t.Fatal(err)
	}
	h.settle()
	if got := h.shown("an").Content(); !strings.Contains(got, "đã duyệt") && !strings.Contains(got, "✅") {
		t.Errorf("an sees %q", got)
	}
	h.writes("an", "/tiep")
	h.settle()
	if got := h.shown("an").Content(); strings.Contains(got, "Vì sao") {
		t.Errorf("a flow is open: %q", got)
	}
}

// What somebody agrees to meanwhile is none of a coordinator's change; where they
// work is.
func TestAColleaguesChangeIsSaidAndAnUnrelatedOneStopsNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		meanwhile func(h *house, tx *store.Tx, p rules.Person) error
		done      bool
	}{
		"unrelated": {func(h *house, tx *store.Tx, p rules.Person) error {
			_, err := people.Invite(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: p.ID}), people.Invitees{Codes: []string{"TN11"}}, people.InviteDays)
			return err
		}, true},
		"by a colleague": {func(h *house, tx *store.Tx, _ rules.Person) error {
			huong, err := tx.PersonByCode("TN11", rules.DateOf(h.clock.Now()))
			if err != nil {
				return err
			}
			return tx.SetRoles(huong.ID, rules.Staff|rules.Auditor)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.writes("lan", "/nhansu TN11")
			h.settle()
			h.taps("lan", h.labelWith("lan", "Ngừng"), 1)
			h.write(func(tx *store.Tx) error {
				lan, err := tx.PersonByCode(folk["lan"].code, rules.DateOf(h.clock.Now()))
				if err != nil {
					return err
				}
				return tt.meanwhile(h, tx, lan)
			})
			h.taps("lan", h.labelWith("lan", "⏸ Cho ngừng"), 1)
			active := true
			h.write(func(tx *store.Tx) error {
				p, err := tx.PersonByCode("TN11", rules.DateOf(h.clock.Now()))
				active = p.Active
				return err
			})
			if active == tt.done {
				t.Errorf("active: %v", active)
			}
			if said := strings.Contains(h.lastToast(), "vừa có thay đổi"); said == tt.done {
				t.Errorf("lan is told %q", h.lastToast())
			}
		})
	}
}

// labelWith is the label of the button that holds some words.
func (h *house) labelWith(who, words string) string {
	h.t.Helper()
	for _, row := range h.shown(who).Labels() {
		for _, label := range row {
			if strings.Contains(strings.ToLower(label), strings.ToLower(words)) {
				return label
			}
		}
	}
	h.t.Fatalf("%s sees no %q in %v", who, words, h.shown(who).Labels())
	return ""
}

// asksApart lets people ask for days one by one, each in a request of its own, on days
// on which nobody else is at home.
func (h *house) asksApart(n int) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		codes := []string{folk["binh"].code, folk["nam"].code, folk["chi"].code}
		day := rules.MustDate("2026-11-25")
		for i := 0; n > 0; day++ {
			if !h.pilot.Calendar.IsWorking(day) || day.Weekday() == time.Wednesday {
				continue
			}
			person := h.who(tx, codes[i%len(codes)])
			i++
			if _, err := request.Submit(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: person}), request.Ask{Person: person, Slots: []rules.Slot{{Date: day}}}); err != nil {
				return fmt.Errorf("%s asks for %s: %w", codes[(i-1)%len(codes)], day, err)
			}
			n--
		}
		return nil
	})
	h.settle()
}

func TestWhatIsBeyondTheMostDecidedAtOnceIsCountedAndComesNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, yes, next, then string }{
		{"ok duyệt hết", "✅ Duyệt 20 đề nghị", "▸ 3 đề nghị tiếp theo", "Duyệt 3 đề nghị"},
		{"duyệt cho Bình, Nam và Chi", "✅ Duyệt", "▸ 3 đề nghị còn lại", "3 đề nghị"},
	} {
		h := newHouse(t)
		h.asksApart(23)
		if m := h.asks("an", c.words); !strings.Contains(m.Content(), "Còn 3 đề nghị nữa") {
			t.Errorf("%s: the question is %q", c.words, m.Content())
		}
		h.presses("an", c.yes)
		if m := h.presses("an", c.next); !strings.Contains(m.Content(), c.then) {
			t.Errorf("%s: what comes next is %q", c.words, m.Content())
		}
	}
}
