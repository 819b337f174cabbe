package reply_test

import (
	"testing"

	"tainha/phrase/reply"
)

// What is said of a task in the plan of a day: more, less, so much, left out, or the plan itself.
func TestPlansAreChangedInWords(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]reply.Planned{
		"thêm tờ trình":                {Verb: reply.PlanMore, Words: "to trinh"},
		"bớt báo cáo 1 giờ":            {Verb: reply.PlanLess, Words: "bao cao", Amount: "1", Unit: true},
		"báo cáo quý 2,5 giờ":          {Words: "bao cao quy", Amount: "2,5", Sets: true, Unit: true},
		"giảm báo cáo xuống 2h":        {Verb: reply.PlanLess, Words: "bao cao", Amount: "2", Sets: true},
		"bỏ tờ trình khỏi kế hoạch đi": {Verb: reply.PlanOut, Words: "to trinh", Named: true},
		"sua ke hoach":                 {Named: true, Edits: true},
		"dạ bớt hồ sơ 1 giờ nha":       {Verb: reply.PlanLess, Words: "ho so", Amount: "1", Unit: true},
		"mai tôi ở nhà":                {},
		"dạ":                           {},
		"Soạn kế hoạch tháng 12":       {Words: "soan thang", Amount: "12", Sets: true},
		"giám sát hồ sơ 2 giờ":         {Words: "giam sat ho so", Amount: "2", Sets: true, Unit: true},
		"bộ hồ sơ dự án":               {},
		"tăng ca":                      {Verb: reply.PlanMore, Words: "ca"},
	} {
		if got := reply.PlanOf(s); got != want {
			t.Errorf("%q is read as %+v, want %+v", s, got, want)
		}
	}
}
