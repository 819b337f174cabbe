package reply_test

import (
	"testing"

	"tainha/fold"
	"tainha/phrase/reply"
)

func TestWhoAsksWhetherItWasDoneDoesNotWishForIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"tui đăng ký thứ 5 chưa": true, "tui dang ky thu 5 chua": true, "chị An duyệt chưa ạ": true, "nghe nói em duyệt cho Bình rồi à": true,
		"lúc nãy chị duyệt cho Bình chưa nhỉ": true, "duyệt cho Bình": false, "thứ 5 em xin ở nhà": false, "chưa duyệt cho Bình": false, "đúng rồi ạ": false, "": false,
	} {
		if got := reply.AsksYet(text); got != want {
			t.Errorf("%q asks: %v", text, got)
		}
	}
}

func TestThatAnAbsenceIsOverStandsBehindWhoAndWhenAlone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"hôm nay hết nghỉ rồi": true, "mai hết nghỉ rồi, sếp ko cho": true, "thứ 6 tôi hết ốm đi làm": true, "tui khoe roi mai di lam": true,
		"thứ 4 em nghỉ phép": false, "mai tui di lam": true, "mai tui lam binh thuong nha": true, "mai em đi làm ở nhà": false, "con em khỏe rồi": false, "mai em ốm": false, "": false,
	} {
		if got := reply.LeaveOver(fold.Text(text)) >= 0; got != want {
			t.Errorf("%q is over: %v", text, got)
		}
	}
}

func TestWhatIsAskedOfTheRegisterIsToldApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text                    string
		register, numbers, head bool
	}{
		{"đưa bộ phận một cửa vào thí điểm", true, false, false},
		{"hạn mức chung là bao nhiêu", false, true, false},
		{"ai là trưởng phòng CNTT", false, false, true},
		{"thứ 5 em xin ở nhà", false, false, false},
	} {
		if reply.OfRegister(c.text) != c.register || reply.OfNumbers(c.text) != c.numbers || reply.AsksHead(c.text) != c.head {
			t.Errorf("%q: %v %v %v", c.text, reply.OfRegister(c.text), reply.OfNumbers(c.text), reply.AsksHead(c.text))
		}
	}
	if got := reply.Topic("cho chị bảng chấm công tháng 12", []string{"work", "sheet"}); got != "sheet" {
		t.Errorf("about %q", got)
	}
	if got := reply.Topic("kế hoạch tuyên truyền chuyển đổi số", []string{"phone"}); got != "" {
		t.Errorf("about %q", got)
	}
	if got := reply.Topic("tui mới đổi số", []string{"phone"}); got != "phone" {
		t.Errorf("about %q", got)
	}
	if got := reply.Topic("abc", []string{"work"}); got != "" {
		t.Errorf("about %q", got)
	}
}
