package reply_test

import (
	"slices"
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

// A clause that says yes or no to a day is told from a wish for one and from a question.
func TestClausesDecideDays(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]reply.Verdict{
		"thứ 4 thì được, còn thứ 6 chị chưa cho": {reply.Yes, reply.No}, "cho t5 thôi, t6 ko": {reply.Yes, reply.No},
		"thứ 5 ok em nhé": {reply.Yes}, "t6 ở nhà thì được em ạ": {reply.Yes}, "thứ 6 em nhé": nil,
		"thứ 5 tôi xin làm ở nhà được không": nil, "thứ 5 chị ở nhà nhé, được": nil, "thứ 6 còn chỗ không?": nil,
	} {
		said, _ := reply.DayVerdicts(s)
		var got []reply.Verdict
		for _, x := range said {
			got = append(got, x.Verdict)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
