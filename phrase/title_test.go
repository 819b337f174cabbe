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
		"giao Lan 3 biên bản nhé":           "",
		"giao Lan báo cáo tháng, hạn thứ 6": "",
	} {
		u := Understand(Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}, text)
		if a := u.Acts[0]; a.Intent != Assign || a.Task.Title != want {
			t.Errorf("%q: %s, title %q, want %q", text, a.Intent, a.Task.Title, want)
		}
	}
}
