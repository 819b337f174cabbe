package bot_test

import (
	"slices"
	"strings"
	"testing"
)

// A button's colour stands beside its words: red for what takes something away, and one
// other at most for what the message is there for.
func TestWhatTakesSomethingAwayIsRedAndOneButtonStandsOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> thứ 5 em xin làm ở nhà")
	h.styled("binh", "📨 Gửi đề nghị", "primary")
	h.styled("binh", "✕ Thôi", "")
	h.plays("binh> [📨 Gửi đề nghị]")
	h.styled("binh", "↩ Rút lại", "danger")
	h.styled("an", "✅ Duyệt", "success")
	h.styled("an", "❌ Không duyệt", "")
	h.plays("an> [❌ Không duyệt]")
	h.styled("an", "Ngày đó đã nhiều người ở nhà", "danger")
	h.plays("an> em ấy cần họp")
	h.styled("an", "📨 Gửi", "danger")
	h.plays("an> [‹ Quay lại]", "binh> rút lại")
	h.styled("binh", "↩ Rút lại", "danger")
	h.plays("nam> /dulieu", "nam> [🗑 Đề nghị xóa]")
	h.styled("nam", "🗑 Gửi yêu cầu xóa", "danger")
}

// styled fails unless the newest button of a label has a style, has words, and stands in
// a message in which at most one button stands out.
func (h *house) styled(who, label, want string) {
	h.t.Helper()
	for _, m := range slices.Backward(h.server.Phone(folk[who].chat).Messages()) {
		b, ok := m.Button(label)
		if !ok {
			continue
		}
		out := 0
		for _, x := range slices.Concat(m.ReplyMarkup.Rows...) {
			if x.Style == "primary" || x.Style == "success" {
				out++
			}
			if x.Style != "" && strings.TrimSpace(x.Text) == "" {
				h.t.Errorf("a colour stands alone beside %s", label)
			}
		}
		if b.Style != want || out > 1 {
			h.t.Errorf("%s has the style %q, want %q; %d buttons stand out beside it", label, b.Style, want, out)
		}
		return
	}
	h.t.Errorf("%s sees no %s", who, label)
}
