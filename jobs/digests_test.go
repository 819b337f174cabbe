package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tainha/locale"
	"tainha/rules"
	"tainha/store"
)

// home stores an approved request.
func (h *house) home(o office, person rules.PersonID, slots ...string) {
	h.t.Helper()
	r := h.ask(o, person, o.an, h.now, slots...)
	for i := range r.Days {
		r.Days[i].State, r.Days[i].DecidedBy = rules.Approved, o.an
	}
	h.write(func(tx *store.Tx) error { return tx.SaveRequest(r) })
}

// texts renders what was queued for people.
func (h *house) texts() string {
	h.t.Helper()
	c, err := locale.Load(saigon)
	if err != nil {
		h.t.Fatal(err)
	}
	var out []string
	for _, m := range h.outbox() {
		text, err := c.Plain("vi", m.Body.Screen.Text)
		if err != nil {
			h.t.Error(err)
		}
		if m.Lane != store.LaneBroadcast {
			h.t.Errorf("lane %d, want a broadcast: %s", m.Lane, text)
		}
		when := m.NotBefore
		if when.IsZero() {
			when = m.Created
		}
		out = append(out, fmt.Sprintf("→ %d lúc %s\n%s", m.Person, when.In(saigon).Format("02 15:04"), text))
	}
	return strings.Join(out, "\n")
}

func (h *house) mustSay(want string) {
	h.t.Helper()
	if got := h.texts(); got != want {
		h.t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

func TestTheMorningTellsWhoIsAtHome(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	h.home(o, o.minh, "2026-11-25/pm", "2026-11-26")
	h.home(o, o.binh, "2026-11-26/am")
	h.ask(o, o.hoa, o.binh, h.now, "2026-11-25") // only asked for
	h.write(func(tx *store.Tx) error {
		return tx.AddAbsence(rules.Absence{Person: o.minh, First: day("2026-11-25"), Last: day("2026-11-25"), Part: rules.Morning, Kind: rules.Leave})
	})
	e := h.engine(morning())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.tick(e, at("2026-11-25 07:31"))
	h.mustSay(fmt.Sprintf(`→ %d lúc 25 07:30
🏠 Hôm nay, thứ Tư 25/11/2026

Phòng Kế hoạch: có mặt 1/3 người
Ở nhà cả ngày: Phạm Ngọc Lan
Ở nhà buổi chiều: Đỗ Đức Minh
Vắng: Đỗ Đức Minh`, o.an))
}

func TestTheMorningIsNotForDaysOffAndAbsentHeads(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	o := newOffice(h)
	for _, d := range []string{"2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"} { // a holiday, three days, a Saturday
		h.home(o, o.lan, d)
	}
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddAbsence(rules.Absence{Person: o.an, First: day("2026-11-25"), Last: day("2026-11-26"), Kind: rules.Leave}))
		_, err := tx.AddDelegation(rules.Delegation{From: o.an, To: o.minh, First: day("2026-11-26"), Last: day("2026-11-27")})
		return err
	})
	e := h.engine(morning())
	h.tick(e, h.now)
	for d := 24; d <= 28; d++ {
		h.tick(e, time.Date(2026, 11, d, 7, 40, 0, 0, saigon))
	}
	if got, want := strings.Join(h.told(o), ", "), "26 07:40 minh: morning, 27 07:40 an: morning"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

func TestALateMorningIsDropped(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]int{"2026-11-25 11:29": 1, "2026-11-25 13:00": 0} {
		h := newHouse(t, at("2026-11-24 12:00"))
		o := newOffice(h)
		h.home(o, o.lan, "2026-11-25")
		e := h.engine(morning())
		h.tick(e, h.now)
		h.tick(e, at(now))
		if got := len(h.outbox()); got != want {
			t.Errorf("back at %s: %d digests, want %d", now, got, want)
		}
	}
}

func TestAnEarlyMorningWaitsForTheOpening(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	job := morning()
	job.Spec = "0 6 * * *"
	e := h.engine(job)
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 06:00"))
	if got := h.outbox(); len(got) != 1 || !got[0].NotBefore.Equal(at("2026-11-25 07:30")) {
		t.Errorf("%+v, want one digest for 07:30", got)
	}
}

func TestAHeadOfTwoUnitsGetsOneDigestADay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	h.home(o, o.hoa, "2026-11-25")
	h.write(func(tx *store.Tx) error { return tx.SetHead(o.archive, o.an) })
	e := h.engine(morning())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.runNow(e, "morning") // by hand: nobody gets it twice
	h.tick(e, h.now)
	got := h.texts()
	if strings.Count(got, "→") != 1 || !strings.Contains(got, "Phòng Kế hoạch") || !strings.Contains(got, "Phòng Lưu trữ") {
		t.Errorf("said %s, want one digest with both units", got)
	}
}

func TestCoordinatorsHearWeeklyWhoIsNotLinked(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-21 12:00"))
	o := newOffice(h)
	h.write(func(tx *store.Tx) error {
		for i := range 7 {
			_, _, err := tx.UpsertPerson(rules.Person{Code: fmt.Sprint("X", i), Name: fmt.Sprint("Người ", i), Unit: o.archive, Position: o.position, Active: true}, day("2026-01-01"))
			must(0, err)
		}
		must(0, tx.Unlink(o.lan))
		return tx.Unlink(o.minh)
	})
	e := h.engine(link())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-23 20:00")) // late: told when the office opens again, after the holiday
	h.tick(e, at("2026-11-25 09:00"))
	h.mustSay(fmt.Sprintf(`→ %d lúc 25 07:30
📱 Còn 9 người chưa liên kết tài khoản, nên chưa đăng ký được và chưa nhận được tin:
• Phòng Lưu trữ – 7 người: Người 0, Người 1, Người 2, Người 3, Người 4 và 2 người nữa
• Phòng Kế hoạch – 2 người: Phạm Ngọc Lan, Đỗ Đức Minh

Tôi không nhắn được cho những người này. Xin chuyển giúp thư mời, hoặc nhắc anh chị em mở bot và chia sẻ số điện thoại của mình.`, o.dieu))
}

func TestNothingIsSaidWhenEverybodyIsLinked(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-21 12:00"))
	newOffice(h)
	e := h.engine(link())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-23 09:00"))
	if got := h.texts(); got != "" {
		t.Errorf("said %s", got)
	}
}
