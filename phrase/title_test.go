package phrase

import (
	"testing"

	"tainha/rules"
)

func TestATitleIsAllThatIsSaidOfTheWorkAsWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"giao Lan soạn công văn gửi Sở Tài chính về việc quyết toán, hạn thứ 6":           "công văn gửi Sở Tài chính về việc quyết toán",
		"giao Lan soạn công văn gửi Sở Tài chính xin bổ sung kinh phí năm 2027, hạn 4/12": "công văn gửi Sở Tài chính xin bổ sung kinh phí năm 2027",
		"giao Lan báo cáo kết quả Quý IV gửi UBND tỉnh trước thứ 6 nhé":                   "báo cáo kết quả Quý IV gửi UBND tỉnh",
		"giao Lan sắp xếp lại kho hồ sơ giúp chị":                                         "sắp xếp lại kho hồ sơ",
		"giao Lan khảo sát hiện trường Nghĩa Hành, hạn thứ 6":                             "khảo sát hiện trường Nghĩa Hành",
		"giao Lan rà soát 40 hồ sơ tồn, hạn thứ 6":                                        "rà soát 40 hồ sơ tồn",
		"giao Nam nhập liệu 200 phiếu khảo sát, hạn 4/12":                                 "nhập liệu 200 phiếu khảo sát",
		"giao Nam tổng hợp số liệu tháng 11, khoảng 6 tiếng":                              "tổng hợp số liệu tháng 11",
		"giao Lan thẩm định dự toán, thứ 6":                                               "thẩm định dự toán",
		"giao Lan in 15 bộ tài liệu họp, mất 2 tiếng":                                     "in 15 bộ tài liệu họp",
		"giao Lan ra soat 40 ho so, han thu 6":                                            "rà soát 40 hồ sơ",
		"giao Lan soạn 3 báo cáo quý gửi Sở, hạn thứ 6":                                   "3 báo cáo quý gửi Sở",
		"giao Bình công văn trả lời xã Tân Hòa, hạn thứ năm":                              "công văn trả lời xã Tân Hòa",
		"giao Lan 3 biên bản nhé":                                                         "",
		"giao Lan soạn tờ trình mua máy in cho chị":                                       "",
		"giao Lan báo cáo tháng, hạn thứ 6":                                               "",
	} {
		u := Understand(Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}, text)
		if a := u.Acts[0]; a.Intent != Assign || a.Task.Title != want {
			t.Errorf("%q: %s, title %q, want %q", text, a.Intent, a.Task.Title, want)
		}
	}
}

func TestATitleSaysHowManyAtItsBeginning(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]float64{
		"40 hồ sơ": 40, "Rà soát 40 hồ sơ tồn": 40, "Nhập liệu 200 phiếu khảo sát": 200, "2,5 báo cáo": 2.5, "3 việc lạ": 3,
		"Báo cáo quý 3": 0, "Kế hoạch năm 2027": 0, "Tài liệu họp 15 bộ": 0, "": 0,
	} {
		if got := CountIn(title); got != want {
			t.Errorf("%q says %v, want %v", title, got, want)
		}
	}
}
