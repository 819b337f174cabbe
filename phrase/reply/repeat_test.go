package reply_test

import (
	"testing"

	"tainha/phrase/reply"
)

func TestInWhichRhythmWorkRepeats(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		pace  reply.Pace
		every int
	}{
		"giao Lan báo cáo tuần, mỗi thứ 6 16h, tới hết năm":    {reply.PaceWeeks, 1},
		"giao Lan báo cáo, hàng tuần thứ 6":                    {reply.PaceWeeks, 1},
		"giao Lan bao cao, 2 tuan mot lan vao thu 6":           {reply.PaceWeeks, 2},
		"giao Lan báo cáo hai tuần một lần":                    {reply.PaceWeeks, 2},
		"giao Lan tổng hợp số liệu, hằng tháng ngày 25":        {reply.PaceMonths, 1},
		"giao Lan báo cáo 3 tháng một lần":                     {reply.PaceMonths, 3},
		"giao Lan nhập dữ liệu mỗi ngày làm việc":              {reply.PaceWorkdays, 1},
		"giao Lan báo cáo tuần hạn thứ 6":                      {reply.PaceUnsaid, 1},
		"giao Bình và An mỗi người 5 hồ sơ hạn 4/12":           {reply.PaceUnsaid, 1},
		"giao Lan báo cáo tháng 11 hạn ngày 25":                {reply.PaceUnsaid, 1},
		"giao Lan soạn báo cáo 2 tuần đầu tháng 12, hạn thứ 6": {reply.PaceUnsaid, 1},
	} {
		if pace, every := reply.Repeats(text); pace != want.pace || every != want.every {
			t.Errorf("%q: %d every %d, want %d every %d", text, pace, every, want.pace, want.every)
		}
	}
}
