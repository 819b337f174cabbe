package bot_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// backupFails lets the night's backup find a file in the place of its folder, until mend takes it away.
func (h *house) backupFails() (mend func()) {
	h.t.Helper()
	folder := filepath.Join(filepath.Dir(h.path), "backup")
	if err := os.WriteFile(folder, []byte("no folder"), 0o600); err != nil {
		h.t.Fatal(err)
	}
	h.clock.Set(time.Date(2026, 11, 24, 1, 30, 0, 0, zone(h.t)))
	h.settle()
	return func() {
		h.t.Helper()
		if err := os.Remove(folder); err != nil {
			h.t.Fatal(err)
		}
	}
}

// A job that fails is told to the operator with its reason, and once more when it is well.
func TestAJobThatFailsIsToldToTheOperatorUntilItIsWell(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mend := h.backupFails()
	operator := h.server.Phone(folk["khoi"].chat)
	h.mustArrive(operator.ID(), "«Sao lưu cơ sở dữ liệu» không chạy được lúc 01:30 thứ Ba 24/11/2026", 1)
	if _, err := operator.Send("/tudong"); err != nil {
		t.Fatal(err)
	}
	h.settle()
	last, _ := operator.Last()
	if text := last.Content(); !strings.Contains(text, "⚠️ 01:30 thứ Ba 24/11: lỗi ") {
		t.Errorf("the list of jobs reads:\n%s", text)
	}
	mend()
	h.clock.Set(time.Date(2026, 11, 25, 1, 30, 0, 0, zone(t)))
	h.settle()
	h.mustArrive(operator.ID(), "«Sao lưu cơ sở dữ liệu» đã chạy lại bình thường lúc 01:30 thứ Tư 25/11/2026", 1)
}

// What is asked for while a run waits for its next attempt goes on with that one at once, and the list says so.
func TestARunThatIsAskedForGoesOnWithTheOneThatWaits(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mend := h.backupFails()
	mend()
	h.clock.Set(time.Date(2026, 11, 24, 1, 30, 20, 0, zone(t))) // before the next attempt
	operator := h.server.Phone(folk["khoi"].chat)
	p := &player{house: h, wrote: map[string]int{}}
	for _, act := range []string{"/tudong", "[▶ Sao lưu cơ sở dữ liệu]", "[▶ Chạy thêm một lần]"} {
		if err := p.act("khoi", operator, act); err != nil {
			t.Fatal(err)
		}
		h.settle()
	}
	h.settle() // it runs now
	h.mustArrive(operator.ID(), "«Sao lưu cơ sở dữ liệu» đã chạy lại bình thường lúc 01:30 thứ Ba 24/11/2026", 1)
	h.mustArrive(operator.ID(), "▶ 01:30 thứ Ba 24/11: chạy tiếp lần đang dở", 1)
}
