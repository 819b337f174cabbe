package reply_test

import (
	"testing"

	"tainha/fold"
	"tainha/phrase/reply"
)

// What people ask about what holds for them is told from what they wish for, with marks and without.
func TestQuestionsAboutWhatHoldsAreToldFromWishes(t *testing.T) {
	t.Parallel()
	approver := func(s string) bool { _, _, ok := reply.AsksApprover(s); return ok }
	for name, c := range map[string]struct {
		of      func(string) bool
		yes, no []string
	}{
		"cut-off": {reply.AsksCutoff,
			[]string{"đăng ký trễ nhứt là mấy giờ", "mấy giờ hết hạn đăng ký thứ năm", "còn kịp đăng ký thứ tư không", "when is the deadline to register"},
			[]string{"em đăng ký thứ 5", "báo cáo trễ nhất thứ sáu", "hết hạn thứ mấy"}},
		"rule":     {reply.AsksRule, []string{"một tuần được ở nhà mấy bữa", "mỗi tháng tối đa bao nhiêu ngày"}, []string{"tuần này em còn mấy ngày"}},
		"approver": {approver, []string{"ai duyệt cho tui vậy", "nếu chị An đi vắng thì ai ký"}, []string{"đang chờ ai duyệt", "ai duyệt chưa", "ai duyệt thay chị"}},
		"left":     {reply.AsksLeft, []string{"tuần tới tui còn ở nhà được bữa nào nữa hông ta"}, []string{"cho tui ở nhà bữa nào cũng được"}},
		"absences": {reply.AsksAbsences, []string{"em đã báo nghỉ bữa nào chưa", "tui đang nghỉ mấy bữa nào vậy"}, []string{"thứ 5 em nghỉ", "em còn nghỉ mấy ngày phép năm"}},
		"room":     {reply.AsksRoom, []string{"bữa nào còn chỗ"}, []string{"thứ sáu còn chỗ không"}},
		"diary": {func(s string) bool { return reply.Diary(fold.Text(s)) >= 0 },
			[]string{"cho tui coi nhật ký", "tháng này tui làm được mấy việc", "tuần này em đã làm những gì"},
			[]string{"nhật ký thay đổi", "tháng này Chi làm được bao nhiêu việc", "tuần này tui làm ở nhà"}},
		"talk": {func(s string) bool { return reply.AsksTalk(fold.Text(s)) >= 0 }, []string{"hổng biết bấm nút, nói bằng miệng được hông"}, []string{"em nói với chị An rồi"}},
		"work": {reply.BeginsWork, []string{"bữa nay tui làm công văn với coi hồ sơ", "tui bắt đầu làm rồi nha"}, []string{"mai em làm công văn", "hôm nay em làm gì", "thứ 5 em làm ở nhà"}},
	} {
		for _, s := range c.yes {
			if !c.of(s) || name != "work" && !c.of(fold.Text(s)) {
				t.Errorf("%s: %q is not heard", name, s)
			}
		}
		for _, s := range c.no {
			if c.of(s) {
				t.Errorf("%s: %q is taken for it", name, s)
			}
		}
	}
}
