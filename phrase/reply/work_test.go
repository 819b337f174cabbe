package reply_test

import (
	"slices"
	"strings"
	"testing"

	"tainha/phrase/reply"
	"tainha/rules"
)

func TestADocumentsNumberIsNoDateAndNoPartOfSoMany(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"giao Lan xử lý CV 1204/SNV hạn T6": "1204/SNV", "theo nghị định 30/2020/NĐ-CP": "30/2020/NĐ-CP", "QĐ 45/QĐ-UBND.": "45/QĐ-UBND",
		"giao Lan hạn 25/11": "", "xong 2/3 báo cáo": "", "hạn 25/11/2026": "",
	} {
		if got := reply.Document(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestSharesAreReadBehindTheirNames(t *testing.T) {
	t.Parallel()
	if n, ok := reply.PercentOf("giao Lan 60%, Bình 40 % cùng làm", "binh"); !ok || n != 40 {
		t.Errorf("Bình has %d, %v", n, ok)
	}
	if _, ok := reply.PercentOf("giao Bình 3 báo cáo, Lan phối hợp", "binh"); ok {
		t.Error("so many of a product are taken for a share")
	}
	if got := reply.Percents("60/400 1", 2); !slices.Equal(got, []int{60, 101}) {
		t.Errorf("the numbers are %v", got)
	}
	for text, want := range map[string]bool{"Lan chủ trì, Bình phối hợp": true, "Lan và Bình cùng làm": true, "giao Lan và Bình mỗi người 2 hồ sơ": false,
		"Lan với Bình làm chung báo cáo quý, Bình chính": true, "Lan và Bình rà soát 40 hồ sơ, mỗi người một nửa": true, "giao Lan và Bình báo cáo tài chính": false} {
		if _, got := reply.Together(text, []string{"lan", "binh"}); got != want {
			t.Errorf("%q together: %v", text, got)
		}
	}
	if lead, _ := reply.Together("Lan với Bình làm chung, Bình chính", []string{"lan", "binh"}); !strings.HasSuffix(lead, " binh ") {
		t.Errorf("who leads stands at the end of %q", lead)
	}
	for text, want := range map[string]string{"giao Nam 200 phiếu trước 4/12, mỗi ngày 50 phiếu": "mỗi ngày 50 phiếu", "giao Nam 200 phiếu, 50 phiếu mỗi ngày": "50 phiếu mỗi ngày", "giao Nam mỗi ngày 2 báo cáo": ""} {
		today := rules.MustDate("2026-11-23")
		if got := reply.Portion(text, today); got != want {
			t.Errorf("%q: so many a day are %q, want %q", text, got, want)
		}
		if once := reply.Repeats(text, today).Pace == reply.PaceUnsaid; once != (want != "") {
			t.Errorf("%q comes once: %v", text, once)
		}
	}
}

func TestThatWorkGoesOnIsNoQuestion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"vẫn đang làm ạ": true, "chua xong": true, "đăng bài lên trang rồi": false, "đang làm gì đó?": false, "cảm ơn chị": false} {
		if reply.GoesOn(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	if !reply.Unblocks("gỡ vướng tờ trình cho Bình") || reply.Unblocks("em vướng tờ trình") {
		t.Error("what is lifted and what holds up are taken for one another")
	}
	if !reply.Unconfirms("hủy xác nhận báo cáo quý") || reply.Unconfirms("xác nhận báo cáo quý") {
		t.Error("confirming and taking it back are taken for one another")
	}
	if reply.Unblocks("đo gò vuông xong") {
		t.Error("other marks are taken for what is lifted")
	}
	if lead, together := reply.Together("Lan chú trí, Bình lo phần còn lại", nil); together {
		t.Errorf("other marks are taken for who leads: %q", lead)
	}
}

// Whom work waits for, and why something is asked.
func TestWhomWorkWaitsForAndWhy(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"em vướng tờ trình, chờ phòng tài chính trả lời": "phòng tài chính", "vuong to trinh cho phong tai chinh": "phong tai chinh",
		"vướng báo cáo, đợi anh Nam, mai mới có": "anh Nam", "việc cho Bình bị vướng": "",
	} {
		if got := reply.WaitsFor(s); got != want {
			t.Errorf("%q waits for %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{"xin gia hạn đến thứ 6 vì thiếu số liệu": "thiếu số liệu", "vì sao": "", "xin gia hạn": ""} {
		if got := reply.Why(s); got != want {
			t.Errorf("%q because of %q, want %q", s, got, want)
		}
	}
}

func TestAMandateIsTakenApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want reply.Mandate
		ok   bool
	}{
		{"Lan giao việc thay tôi đến 31/12", reply.Mandate{Name: "Lan", Until: "31/12"}, true},
		{"giao việc cho Lan tới hết năm", reply.Mandate{Name: "Lan", Until: "hết năm"}, true},
		{"anh Nam soạn việc giúp chị", reply.Mandate{Name: "anh Nam", Drafts: true}, true},
		{"Bình giao và xác nhận việc", reply.Mandate{Name: "Bình"}, true},
		{"Bình tuần sau", reply.Mandate{}, false},
	} {
		if got, ok := reply.MandateIn(c.text); got != c.want || ok != c.ok {
			t.Errorf("%q: %+v, %v", c.text, got, ok)
		}
	}
}

func TestMoreThanAllIsReadBehindAWordForWhatIsDone(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][2]float64{
		"báo cáo xong 4/3": {4, 3}, "lam 5/4 roi": {5, 4}, "được 12/10, còn gì nữa không": {12, 10},
		"xong 3/4": {}, "xong 4/4": {}, "họp 4/3": {}, "4/3": {}, "xong 4/0": {}, "": {},
	} {
		done, of, ok := reply.Over(s)
		if done != want[0] || of != want[1] || ok != (want[1] > 0) {
			t.Errorf("%q: %v of %v, %v; want %v", s, done, of, ok, want)
		}
	}
}
