package reply_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/phrase/reply"
)

func TestWhatIsSaidOfLinesOfAListIsReadWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	yes := func(n ...int) reply.Lines { return reply.Lines{Numbers: n, Verdict: reply.Yes} }
	no := func(why string, n ...int) reply.Lines {
		return reply.Lines{Numbers: n, Verdict: reply.No, Reason: why}
	}
	for _, c := range []struct {
		text string
		want []reply.Lines
		sure bool
	}{
		{"số 2", []reply.Lines{{Numbers: []int{2}}}, true},
		{"so 2", []reply.Lines{{Numbers: []int{2}}}, true},
		{"xem số 2 giúp chị", []reply.Lines{{Numbers: []int{2}}}, true},
		{"người thứ hai", []reply.Lines{{Numbers: []int{2}}}, true},
		{"duyệt số 2", []reply.Lines{yes(2)}, true},
		{"duyet so 2 nhe", []reply.Lines{yes(2)}, true},
		{"duyệt người thứ 2", []reply.Lines{yes(2)}, true},
		{"duyệt người thứ nhất", []reply.Lines{yes(1)}, true},
		{"số 1 và số 3 được", []reply.Lines{yes(1, 3)}, true},
		{"1 và 3 duyệt, còn 2 thì không vì thiếu người trực", []reply.Lines{yes(1, 3), no("thiếu người trực", 2)}, false},
		{"1 duyệt 2 không", []reply.Lines{yes(1), no("", 2)}, false},
		{"duyệt 1, 3 từ chối 2", []reply.Lines{yes(1, 3), no("", 2)}, false},
		{"duyệt 1,3", []reply.Lines{yes(1, 3)}, false},
		{"không duyệt số 2 vì bận họp", []reply.Lines{no("bận họp", 2)}, true},
		{"duyệt hết trừ số 2", []reply.Lines{{Numbers: []int{2}, Verdict: reply.Yes, But: true}}, true},
		{"trừ số 2 ra duyệt hết", []reply.Lines{{Numbers: []int{2}, Verdict: reply.Yes, But: true}}, true},
		{"approve number 2", []reply.Lines{yes(2)}, true},
	} {
		got, sure := reply.OfLines(c.text)
		if diff := cmp.Diff(c.want, got); diff != "" || sure != c.sure {
			t.Errorf("%q: sure %v %s", c.text, sure, diff)
		}
	}
	for _, none := range []string{
		"2", "duyệt thứ 2", "duyệt 5/12", "duyệt 2 người đầu", "duyệt cả 2", "duyệt ngày 2", "duyệt Bình", "duyệt hết", "duyệt 1, 2 không",
		"số 1 hay số 2", "phòng số 2", "duyệt lúc 15h", "duyệt hết số 2", "1", "chưa duyệt số 2", "số 2 duyệt chưa", "không", "ok",
	} {
		if got, _ := reply.OfLines(none); got != nil {
			t.Errorf("%q is read as %v", none, got)
		}
	}
}
