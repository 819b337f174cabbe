package bot_test

import (
	"bytes"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// asks lets somebody write a text, and gives the newest message that they have then.
func (h *house) asks(who, text string) sandbox.Message {
	h.t.Helper()
	phone := h.server.Phone(folk[who].chat)
	if _, err := phone.Send(text); err != nil {
		h.t.Fatal(err)
	}
	h.settle()
	m, ok := phone.Last()
	if !ok {
		h.t.Fatalf("%s has no message", who)
	}
	return m
}

// presses lets somebody press a button of their newest message.
func (h *house) presses(who, label string) sandbox.Message {
	h.t.Helper()
	phone := h.server.Phone(folk[who].chat)
	m, _ := phone.Last()
	if _, err := phone.Tap(m.ID, label); err != nil {
		h.t.Fatalf("%s presses %q of %s: %v", who, label, m.Content(), err)
	}
	h.settle()
	m, _ = phone.Last()
	return m
}

func (h *house) file(id string) []byte {
	h.t.Helper()
	_, data, ok := h.server.File(id)
	if !ok {
		h.t.Fatal("no such file")
	}
	return data
}

func TestOnlyTheHeadLearnsWhySomebodyIsAbsent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	d := rules.MustDate("2026-11-25")
	h.write(func(tx *store.Tx) error {
		nam, err := tx.PersonByCode(folk["nam"].code, d)
		if err != nil {
			return err
		}
		return tx.AddAbsence(rules.Absence{Person: nam.ID, First: d, Last: d, Part: rules.Morning, Kind: rules.Sick})
	})
	if got := h.asks("chi", "thứ 4 ai ở nhà?").Content(); !strings.Contains(got, "Vắng: Võ Hoàng Nam (sáng)") || strings.Contains(got, "ốm") {
		t.Errorf("a colleague reads: %s", got)
	}
	if got := h.asks("an", "/nhom thứ 4").Content(); !strings.Contains(got, "Nghỉ ốm: Võ Hoàng Nam (sáng)") {
		t.Errorf("the head reads: %s", got)
	}
}

func TestAPictureIsNotSentToWhoMayNoLongerSeeIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	day := rules.MustDate("2026-11-23")
	before, _ := h.server.Phone(folk["chi"].chat).Last()
	h.write(func(tx *store.Tx) error {
		unit, err := tx.UnitByCode("CNTT")
		if err != nil {
			return err
		}
		for _, ref := range []store.Ref{
			{Kind: "team", ID: int64(unit.ID), Args: rules.Args{"day": day, "page": 0}},
			{Kind: "overview", Args: rules.Args{"day": day, "page": 0}},
		} {
			if err := tx.Queue(h.clock.Now(), store.Out{Chat: folk["chi"].chat, Body: store.Body{File: &ref}}); err != nil {
				return err
			}
		}
		return nil
	})
	h.settle()
	told := 0
	for _, m := range h.server.Messages(folk["chi"].chat) {
		switch {
		case m.ID <= before.ID:
		case len(m.Photo) > 0 || !strings.Contains(m.Content(), "không còn quyền xem"):
			t.Errorf("a clerk got %s", m.Content())
		default:
			told++
		}
	}
	if told != 2 {
		t.Errorf("the clerk was told %d times that there is no picture, want 2", told)
	}
}

func TestABoardArrivesAsAPicture(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.asks("an", "/nhom")
	m := h.presses("an", "🖼 Bảng")
	if len(m.Photo) == 0 {
		t.Fatalf("no picture: %s", m.Content())
	}
	img, err := png.Decode(bytes.NewReader(h.file(m.Photo[0].FileID)))
	if err != nil || img.Bounds().Dx() != 1080 {
		t.Errorf("%v, %v", img, err)
	}
}

var sequence = regexp.MustCompile(`SEQUENCE:(\d+)`)

func TestAPhonesCalendarFollowsADayThatIsGivenUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.asks("binh", "/tainha thứ 4")
	h.presses("binh", "📨 Gửi đề nghị")
	h.presses("an", "✅ Duyệt")
	first := string(h.file(h.presses("binh", "📅 Cập nhật lịch điện thoại").Document.FileID))
	h.asks("binh", "hủy thứ 4")
	h.presses("binh", "Hủy T4 25/11")
	h.asks("binh", "/lich")
	second := string(h.file(h.presses("binh", "📅 Thêm vào lịch điện thoại").Document.FileID))

	uid := regexp.MustCompile(`UID:(\S+)`)
	if a, b := uid.FindString(first), uid.FindString(second); a == "" || a != b {
		t.Errorf("the day was %q and is %q", a, b)
	}
	a, b := sequence.FindStringSubmatch(first)[1], sequence.FindStringSubmatch(second)[1]
	if len(a) > len(b) || len(a) == len(b) && a >= b {
		t.Errorf("sequence %s is followed by %s", a, b)
	}
	if !strings.Contains(first, "STATUS:CONFIRMED") || !strings.Contains(second, "STATUS:CANCELLED") {
		t.Errorf("first\n%s\nsecond\n%s", first, second)
	}
}
