package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/rules/task"
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

// plain words messages in Vietnamese.
func plain(t testing.TB, list ...rules.Message) string {
	t.Helper()
	c, err := locale.Load(saigon)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range list {
		text, err := c.Plain("vi", m)
		if err != nil {
			t.Error(err)
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

// texts renders what was queued.
func (h *house) texts() string {
	h.t.Helper()
	var out []string
	for _, m := range h.outbox() {
		if m.Lane != store.LaneBroadcast {
			h.t.Errorf("lane %d, want a broadcast", m.Lane)
		}
		when := m.NotBefore
		if when.IsZero() {
			when = m.Created
		}
		out = append(out, fmt.Sprintf("→ %d lúc %s\n%s", m.Person, when.In(saigon).Format("02 15:04"), plain(h.t, m.Body.Screen.Text)))
	}
	return strings.Join(out, "\n")
}

func (h *house) mustSay(want string) {
	h.t.Helper()
	if got := h.texts(); got != want {
		h.t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

// digests lists who was sent a digest when: "25 07:30 an".
func (h *house) digests(o office) string {
	h.t.Helper()
	var out []string
	for _, line := range h.told(o) {
		if who, what, _ := strings.Cut(line, ": "); what == "card" {
			out = append(out, who)
		}
	}
	return strings.Join(out, ", ")
}

func (h *house) mustDigest(o office, want string) {
	h.t.Helper()
	if got := h.digests(o); got != want {
		h.t.Errorf("digests %q, want %q", got, want)
	}
}

func TestTheDigestTellsWhoIsAtHome(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	h.home(o, o.minh, "2026-11-25/pm", "2026-11-26")
	h.home(o, o.binh, "2026-11-26/am")
	h.ask(o, o.hoa, 0, h.now, "2026-11-25") // only asked for
	h.write(func(tx *store.Tx) error {
		return tx.AddAbsence(rules.Absence{Person: o.minh, First: day("2026-11-25"), Last: day("2026-11-25"), Part: rules.Morning, Kind: rules.Leave})
	})
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.tick(e, at("2026-11-25 07:31"))
	h.mustDigest(o, "25 07:30 an")
	h.write(func(tx *store.Tx) error {
		blocks, err := request.HomeToday(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.an}))
		if got, want := plain(t, blocks...), `Phòng Kế hoạch: có mặt 1/3 người
Ở nhà cả ngày: Phạm Ngọc Lan
Ở nhà buổi chiều: Đỗ Đức Minh
Vắng: Đỗ Đức Minh`; got != want {
			t.Errorf("said\n%s\nwant\n%s", got, want)
		}
		return err
	})
}

func TestTheDigestIsNotForDaysOffAndAbsentHeads(t *testing.T) {
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
	e := h.engine(digest())
	h.tick(e, h.now)
	for d := 24; d <= 28; d++ {
		h.tick(e, time.Date(2026, 11, d, 7, 40, 0, 0, saigon))
	}
	h.mustDigest(o, "26 07:40 minh, 27 07:40 an")
}

func TestWhatWaitsForAHeadWhoIsAwayIsInNoDigest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.ask(o, o.lan, o.an, h.now, "2026-12-18")
	h.write(func(tx *store.Tx) error {
		return tx.AddAbsence(rules.Absence{Person: o.an, First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Leave})
	})
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.tick(e, at("2026-11-26 07:30"))
	h.mustDigest(o, "26 07:30 an")
}

func TestALateDigestIsDropped(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]int{"2026-11-25 11:29": 1, "2026-11-25 11:31": 0, "2026-11-25 13:00": 0} {
		h := newHouse(t, at("2026-11-24 12:00"))
		o := newOffice(h)
		h.home(o, o.lan, "2026-11-25")
		e := h.engine(digest())
		h.tick(e, h.now)
		h.tick(e, at(now))
		if got := len(h.outbox()); got != want {
			t.Errorf("back at %s: %d digests, want %d", now, got, want)
		}
	}
}

func TestAnEarlyDigestWaitsForTheOpening(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	job := digest()
	job.Spec = "0 6 * * *"
	e := h.engine(job)
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 06:00"))
	if got := h.outbox(); len(got) != 1 || !got[0].NotBefore.Equal(at("2026-11-25 07:30")) || got[0].Lane != store.LaneBroadcast {
		t.Errorf("%+v, want one digest for 07:30", got)
	}
}

func TestOneDigestADayHoldsAllSections(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25")
	h.home(o, o.hoa, "2026-11-25")
	h.ask(o, o.lan, o.an, h.now, "2026-12-18")
	h.write(func(tx *store.Tx) error { return tx.SetHead(o.archive, o.an) })
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.runNow(e, "digest") // by hand: nobody gets it twice
	h.tick(e, h.now)
	h.mustDigest(o, "25 07:30 an")
}

func TestTheSettingLetsEveryHeadHear(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.pilot.Tasks.DigestAlways = true
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-25 07:30"))
	h.mustDigest(o, "25 07:30 director, 25 07:30 an, 25 07:30 binh")
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
	e := h.engine(digest())
	h.tick(e, h.now)
	for d := 25; d <= 31; d++ { // Monday was missed, Tuesday is a holiday; the next Monday is the 30th
		h.tick(e, time.Date(2026, 11, d, 7, 30, 0, 0, saigon))
	}
	h.mustDigest(o, "25 07:30 dieu, 30 07:30 dieu")
	h.write(func(tx *store.Tx) error {
		m, some, err := people.Unlinked(h.pilot.Do(tx, at("2026-11-25 07:30"), pilot.Actor{Person: o.dieu}))
		if got, want := plain(t, m), `📱 Còn 9 người chưa liên kết tài khoản, nên chưa đăng ký được và chưa nhận được tin:
• Phòng Lưu trữ – 7 người: Người 0, Người 1, Người 2, Người 3, Người 4 và 2 người nữa
• Phòng Kế hoạch – 2 người: Phạm Ngọc Lan, Đỗ Đức Minh

Tôi không nhắn được cho những người này. Xin chuyển giúp thư mời, hoặc nhắc anh chị em mở bot và chia sẻ số điện thoại của mình.`; !some || got != want {
			t.Errorf("said %v\n%s\nwant\n%s", some, got, want)
		}
		return err
	})
}

func TestNothingIsSaidWhenNothingIsToBeSaid(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-21 12:00"))
	o := newOffice(h)
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-23 07:30"))
	h.mustDigest(o, "")
}

// Section 6: what the recipient chose, and where they are, decide when they hear.
func TestUnaskedMessagesKeepToWhatPeopleChose(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		choose task.Notify
		half   rules.Part
		want   string // when the digest of 07:30 is sent, empty: not at all
	}{
		"standard":          {want: "07:30"},
		"light":             {choose: task.Notify{Profile: task.Light}, want: "07:30"},
		"digest only":       {choose: task.Notify{Profile: task.DigestOnly}, want: "07:30"},
		"snoozed":           {choose: task.Notify{Snooze: at("2026-11-25 09:15")}, want: "09:15"},
		"snoozed till noon": {choose: task.Notify{Snooze: at("2026-11-25 12:00")}, want: "13:00"},
		"snoozed too long":  {choose: task.Notify{Snooze: at("2026-11-26 07:30")}},
		"stopped":           {choose: task.Notify{Stop: day("2026-11-25")}},
		"stopped until now": {choose: task.Notify{Stop: day("2026-11-24")}, want: "07:30"},
		"away this morning": {half: rules.Morning, want: "13:00"},
		"away at afternoon": {half: rules.Afternoon, want: "07:30"},
	} {
		h := newHouse(t, at("2026-11-24 12:00"))
		o := newOffice(h)
		h.home(o, o.lan, "2026-11-25")
		h.write(func(tx *store.Tx) error {
			c.choose.Person = o.an
			if c.half != rules.Whole {
				must(0, tx.AddAbsence(rules.Absence{Person: o.an, First: day("2026-11-25"), Last: day("2026-11-25"), Part: c.half, Kind: rules.Leave}))
			}
			return tx.SaveNotify(c.choose)
		})
		e := h.engine(digest())
		h.tick(e, h.now)
		h.tick(e, at("2026-11-25 07:30"))
		got := ""
		for _, m := range h.outbox() {
			when := m.NotBefore
			if when.IsZero() {
				when = m.Created
			}
			got += when.In(saigon).Format("15:04")
		}
		if got != c.want {
			t.Errorf("%s: sent at %q, want %q", name, got, c.want)
		}
	}
}
