package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/store"
)

// plays lets people act as the lines of a transcript do.
func (h *house) plays(lines ...string) {
	h.t.Helper()
	p := &player{house: h, wrote: map[string]int{}}
	for _, line := range lines {
		if err := p.step(line); err != nil {
			h.t.Fatalf("%s: %v", line, err)
		}
		h.settle()
	}
}

// reads fails unless the newest message to somebody holds the words.
func (h *house) reads(who, words string) {
	h.t.Helper()
	last, _ := h.server.Phone(folk[who].chat).Last()
	if text := last.Content(); !strings.Contains(text, words) {
		h.t.Errorf("%s reads, without %q:\n%s", who, words, text)
	}
}

func TestAnEntryOfTheAuditFromAReleaseThatIsGoneIsShownByItsName(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	gone := "report.send"
	h.write(func(tx *store.Tx) error {
		return tx.Audit(store.Entry{At: h.clock.Now(), Action: gone, Object: "report", ObjectID: 3})
	})
	h.plays("van> /nhatkyhethong")
	h.reads("van", "report.send")
}

func TestALongListOfUnitsHasPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.write(func(tx *store.Tx) error {
		for i := range 40 {
			if _, _, err := tx.UpsertUnit(rules.Unit{Code: fmt.Sprintf("DV%02d", i), Name: fmt.Sprintf("Đơn vị %02d", i), Active: true}); err != nil {
				return err
			}
		}
		return nil
	})
	h.plays("lan> /thidiem")
	h.plays("lan> [Trang sau ›]")
	h.plays("lan> [‹ Trang trước]")
	h.reads("lan", "1. Phòng Công nghệ thông tin")
	h.plays("lan> /nhom")
	h.plays("lan> [🏢 Đơn vị khác]")
	h.plays("lan> [Trang sau ›]")
	h.plays("lan> [‹ Trang trước]")
	h.plays("lan> [Đơn vị 07]")
	h.plays("lan> [🖼 Bảng]")
	if text := h.lastToast(); !strings.Contains(text, "chưa có ai, nên không có bảng") {
		t.Errorf("the toast reads %q", text)
	}
}

func TestAUnitThatClosedDoesNotTakeAnybody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("lan> /nhansu TN05")
	h.plays("lan> [🔁 Điều chuyển]")
	h.plays("lan> cong nghe")
	h.plays("lan> [Giữ vị trí Chuyên viên tổng hợp]")
	h.plays("lan> [Từ thứ Hai 23/11]")
	h.write(func(tx *store.Tx) error {
		u, err := tx.UnitByCode("CNTT")
		if err == nil {
			u.Active = false
			_, _, err = tx.UpsertUnit(u)
		}
		return err
	})
	h.plays("lan> [✅ Xác nhận]")
	if text := h.lastToast(); !strings.Contains(text, "đã ngừng hoạt động. Xin chọn đơn vị khác") {
		t.Errorf("the toast reads %q", text)
	}
}

func TestANoteAndAWishAboutDataHaveTheirLength(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	long := strings.Repeat("rất dài ", 80)
	h.plays("binh> t5 em xin làm ở nhà")
	h.plays("binh> [📝 Ghi chú]")
	h.plays("binh> " + long)
	h.reads("binh", "tối đa 500")
	h.plays("binh> /dulieu")
	h.plays("binh> [✏️ Đề nghị sửa]")
	h.plays("binh> " + long)
	h.reads("binh", "từ 1 đến 500 ký tự")
}
