package bot_test

import (
	"testing"

	"tainha/rules"
)

// A request that passes a limit waits one level higher, and its card says that this is why.
func TestACardThatWentUpForALimitSaysSo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.pilot.Policies.Base.PerWeek = rules.Quota{Mode: rules.ApproveAbove, Max: 2}
	h.plays("binh> thứ 5, thứ 6 em xin làm ở nhà", "binh> [📨 Gửi đề nghị]")
	h.reads("duc", "Chuyển lên anh/chị vì vượt hạn mức mà cấp dưới được duyệt.")
	h.reads("duc", "Số ngày ở nhà nếu duyệt: tuần 2/1, tháng 2/8")
}

// One's own days are told of the month in which there is something to see: that of the
// next day at home, else the first in which a day can be chosen.
func TestOwnDaysOpenOnTheUsefulMonth(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> /lich")
	h.reads("binh", "Tháng 11/2026: đã đăng ký 0 trong 8 ngày")
	h.plays("binh> ngày 16/12 em xin làm ở nhà", "binh> [📨 Gửi đề nghị]", "binh> /lich")
	h.reads("binh", "Tháng 12/2026: đã đăng ký 1 trong 8 ngày")
	h.plays("binh> [🖼 Tháng 12/2026]")
	h.reads("binh", "Tháng 12/2026")
	h.plays("clock 2026-11-30T16:30", "chi> /lich") // nothing of November can be had any more
	h.reads("chi", "Tháng 12/2026: đã đăng ký 0 trong 8 ngày")
}
