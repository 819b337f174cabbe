package reply_test

import (
	"strings"
	"testing"

	"tainha/phrase/reply"
	"tainha/rules"
)

func TestATextThatSaysNothingElseStops(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"hủy": true, "huỷ": true, "huy": true, "Hủy!": true, "thôi": true, "thôi ạ": true, "dạ thôi em không làm nữa ạ": true, "bỏ": true, "bỏ đi": true,
		"nhầm rồi": true, "em bấm nhầm rồi ạ": true, "cancel": true, "never mind": true, "không làm nữa": true, "thôi khỏi anh ơi": true, "khong can nua": true, "Cancel it, please": true,
		"để sau nhé": true, "xin lỗi, nhầm": true, "em lộn": true, "khoan đã": true, "khoan": true, "từ từ đã anh": true, "chờ chút": true, "thôi để mai": true, "để em xem lại đã": true,
		"thoi": true, "dừng": true, "dừng rồi": true, "dung": false, "dung roi": false, "dung lai": true, "gửi lộn rồi": true, "khoan da": true, "không gửi nữa": true, "dừng lại": true,
		"": false, "ạ": false, "em": false, "hủy t5": false, "bó": false, "bò": false, "thổi": false, "Bảo": false, "hủy vì họp": false, "bỏ phiếu": false, "à nhầm, thứ 6": false,
		"không": false, "thứ 6": false, "họp": false, "khoản": false, "khoan giếng": false, "chờ chị Lan": false, "để xem báo cáo": false, "hủy phép thứ 6": false, "Thới": false, "quay lại làm việc": false,
	} {
		if got := reply.Stops(text); got != want {
			t.Errorf("%q stops: %v", text, got)
		}
	}
}

func TestATextThatSaysYesAgrees(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"ok": true, "Vâng ạ": true, "dạ": true, "ừ": true, "u": true, "có": true, "co": true, "đúng": true, "dung roi": true, "dung vay": true, "dung do": true, "da dung": true, "oki gui lun": true, "ừa": true, "Dạ đúng rồi ạ, nhờ bot gửi giúp em.": true, "Xác nhận": true, "chốt": true, "chốt đơn": true, "gởi giùm e": true, "em gửi ạ": true,
		"guii": true, "ok guiw": true, "Dạ vâng ạ, em xác nhận": true, "uk": true, "đc": true, "ung": true, "ung rua di": true, "u ghi di": true, "co bo": false, "ukm": true, "gòi đó": true, "dung r": true, "Em gửi ạ, em xin cảm ơn.": true, "gửi i": true, "e gui di": true, "ừa gửi đi": true, "đồng ý": true, "dong y": true, "gửi đi": true, "Yes!": true, "Tôi cam kết": true,
		"đúng rồi ạ": true, "ok em": true, "dạ đúng rồi đó anh": true, "có ạ": true, "phải": true,
		"": false, "đừng": false, "dừng": false, "dùng": false, "cô": false, "cò": false, "đá": false, "không": false, "ok hết": false, "có họp": false, "dung": false, "Dạ em cảm ơn ạ": false, "cảm ơn": false, "dừng rồi": false, "u bo": false, "guồi": false, "được gửi rồi à?": false, "gửi rồi hả": false, "gửi?": false, "đừng gửi": false,
	} {
		if got := reply.Agrees(text); got != want {
			t.Errorf("%q agrees: %v", text, got)
		}
	}
}

// Typed without marks, "dung" alone is "đúng" or "dừng"; nothing is thrown away for it.
func TestABareDungIsAYesOrAStop(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"dung": true, "Dung!": true, "dạ dung": false, "dung a": false, "dung roi": false, "dung vay": false, "đúng": false, "dừng": false, "dung lai": false, "thoi": false, "co": false} {
		if got := reply.Doubtful(text); got != want {
			t.Errorf("%q is doubtful: %v", text, got)
		}
	}
}

func TestAYesToAQuestionSendsNothing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"có": true, "Vâng ạ": true, "ok": true, "đúng": true, "gửi": false, "gửi đi": false, "send": false, "có, gửi đi": false, "không": false, "em": false, "": false,
	} {
		if got := reply.Confirms(text); got != want {
			t.Errorf("%q confirms: %v", text, got)
		}
	}
}

func TestATextThatSaysNoDenies(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"không": true, "Không ạ": true, "không được em ạ": true, "không được họp": false, "dạ không": true, "ko": true, "khong phai": true, "dung": false, "dung roi": false, "hong đc": true, "hông": true, "chưa": true, "sai rồi": true, "no": true, "đừng": true,
		"": false, "ạ": false, "có": false, "không họp": false, "khổng": false, "hồng": false, "dùng": false, "đúng": false, "không phải thứ 5": false, "sai giờ": false,
	} {
		if got := reply.Denies(text); got != want {
			t.Errorf("%q denies: %v", text, got)
		}
	}
}

func TestACorrectionIsReadWithoutTheWordsThatBeginIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"à nhầm, thứ 6": "thứ 6", "nhầm, 12/12": "12/12", "a nham thu 6": "thu 6", "dạ em nhầm ạ, thứ 6": "ạ, thứ 6", "ý em là sáng thứ 5": "sáng thứ 5", "sửa lại là Lan": "Lan", "I mean Friday": "Friday",
		"xin lỗi em nhầm, 3 ngày/tuần": "3 ngày/tuần", "em nói lộn, thứ 6 ạ": "thứ 6 ạ", "em lộn, thứ 6": "thứ 6", "nhầm rồi": "", "thứ 6": "", "nhầm": "", "Nhâm": "", "họp nhầm giờ": "",
	} {
		if got, ok := reply.Corrects(text); got != want || ok != (want != "") {
			t.Errorf("%q corrects by %q, %v", text, got, ok)
		}
	}
}

func TestHomeIsSaidAndNotDaysAlone(t *testing.T) {
	t.Parallel()
	today := rules.MustDate("2026-11-23")
	for text, want := range map[string]bool{
		"thứ 6 em xin làm ở nhà": true, "work from home on friday": true, "t6 wfh": true, "mai ở nhà": true, "t5 lam o nha": true,
		"thứ 6": false, "từ 1/12 đến 5/12": false, "đi nhà hàng thứ 6": false, "tuần sau": false, "Mai": false, "nghỉ thứ 6": false,
	} {
		if got := reply.SaysHome(text, today); got != want {
			t.Errorf("%q says home: %v", text, got)
		}
	}
}

// A text of many kilobytes is no answer, and is not read to its end to find that out.
func TestALongTextIsNoAnswer(t *testing.T) { //nolint:paralleltest // it counts allocations
	long := strings.Repeat("thôi ", 50)
	if !reply.Stops(long[:len("thôi ")*20]) || reply.Stops(long) || reply.Agrees(strings.Repeat("ừ ", 2000)) {
		t.Error("what is short stops, what is long does not")
	}
	if n := testing.AllocsPerRun(10, func() { reply.Stops(long) }); n > 0 {
		t.Errorf("a long text costs %v allocations", n)
	}
}

func TestAGroupALanguageAndACommandAreNamedInPeoplesWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]reply.Group{"lienket KHTH": reply.Link, "Liên kết KHTH": reply.Link, "link KHTH": reply.Link, "huylienket": reply.Unlink, "hủy liên kết": reply.Unlink, "": reply.NoGroup, "KHTH": reply.NoGroup} {
		if got, _ := reply.GroupWord(text); got != want {
			t.Errorf("%q is %d, not %d", text, got, want)
		}
	}
	if _, rest := reply.GroupWord("liên kết  KH-TH"); rest != "KH-TH" {
		t.Errorf("the unit is %q", rest)
	}
	for text, want := range map[string]string{"Tiếng Việt": "vi", "english": "en", "anh": "en", "tiếng": "", "anh Bình": ""} {
		if got, ok := reply.Language(text); got != want || ok != (want != "") {
			t.Errorf("%q is %q", text, got)
		}
	}
	if !reply.Calls("Lịch của tôi", "days") || reply.Calls("lịch của tôi tuần sau", "days") || reply.Calls("menu", "days") {
		t.Error("a command is called by its words, and by nothing more")
	}
}

func TestAHalfOfADayIsNamedAndNothingMore(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]rules.Part{
		"sáng thôi": rules.Morning, "sang thoi": rules.Morning, "đổi sang buổi chiều": rules.Afternoon, "ca ngay": rules.Whole, "ca ngay nghe": rules.Whole, "ca ngay di": rules.Whole,
		"khong phai buoi chieu": rules.Morning, "doi lai buoi sang": rules.Morning, "Nếu được thì em xin đổi sang buổi chiều thôi ạ.": rules.Afternoon, "Em vừa gửi nhầm, em muốn sửa lại thành buổi sáng ạ.": rules.Morning,
	} {
		if got, ok := reply.Half(text); got != want || !ok {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "thôi", "sáng t6", "đổi sang t6", "chiều họp", "đổi qua", "sang nhà con"} {
		if _, ok := reply.Half(text); ok {
			t.Errorf("%q is a half", text)
		}
	}
}

// What is kept as a note is read by who decides.
func TestANoteIsAReasonOrWork(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"vì con ốm": true, "do nhà xa": true, "ly do nha co viec": true, "để soạn báo cáo quý": true, "e ghi chú là trông con ốm nha": true, "làm báo cáo quý 4": true, "nhà có việc": true, "viet ke hoach 2027": true,
		"thx bot nhìu": false, "Em cảm ơn anh/chị nhiều ạ.": false, "cuối tuần này đi nhậu ko": false, "còn mí ngày z": false, "ok guiw": false, "guii": false, "ung": false, "Vâng, nhờ hệ thống chuyển giúp em đến chị An ạ.": false,
		"báo cáo xong chưa?": false, "ban gui chua the": false, "": false, "bot giỏi ghê": false,
		"hổng ở nhà nữa, tui dzô cơ quan": false, "tui bận việc nhà, chắc hổng ở nhà được": false, "để lên cơ quan luôn": false, "chị An nói thứ năm phải dzô họp": false,
		"nỏ ở nhà nữa mô": false, "ghi chú: không ở nhà một mình được": true, "vì không ở nhà trông con được": true, "nhà có đám giỗ": true,
	} {
		if got := reply.Reason(text); got != want {
			t.Errorf("%q is a note: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"thx bot nhìu": true, "Em cảm ơn anh/chị nhiều ạ.": true, "dạ cảm ơn": true, "cảm ơn, mai em nghỉ": false, "dạ": false} {
		if got := reply.Thanks(text); got != want {
			t.Errorf("%q thanks: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"Duyên mai wfh ko": true, "chị An nghỉ khi nào vậy": true, "chi An nghi phep khi mo ri": true, "Nam mai nghỉ à?": true, "Duyên mai wfh": false, "không": true, "": false} {
		if got := reply.Asks(text); got != want {
			t.Errorf("%q asks: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"đơn của tôi duyệt chưa": true, "don em duyet chua": true, "Ai chờ duyệt vậy em": false, "hôm nay có đề nghị nào không em": false} {
		if got := reply.OfOwn(text); got != want {
			t.Errorf("%q is of the writer's own: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"mà thôi t5 nha": true, "thôi t5": true, "hay là t5": true, "hủy t5": false, "t5 thôi": false} {
		if got := reply.Rather(text); got != want {
			t.Errorf("%q takes something back: %v", text, got)
		}
	}
}

// A yes to giving something up is a yes only where that is asked.
func TestAYesToGivingUp(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"u bo": true, "co bo": true, "ừ bỏ đi ạ": true, "ok bỏ": true, "đúng rồi rút đi": true, "dạ vâng hủy giúp em": true, "yes withdraw it": true,
		"bỏ": false, "bỏ đi": false, "có": false, "không bỏ": false, "thôi bỏ": false, "ok gửi": false, "bỏ t5": false, "": false,
	} {
		if got := reply.Drops(text); got != want {
			t.Errorf("%q agrees to giving up: %v", text, got)
		}
		if want && reply.Agrees(text) {
			t.Errorf("%q is a yes to anything", text)
		}
	}
}

func TestWhatAddsToWhatWasSaid(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"them thu 5 nua": true, "dạ thêm thứ 5 nữa ạ": true, "cả thứ 5": true, "add Thursday": true, "thứ 5 tuần sau nữa": false, "thứ 5": false, "": false} {
		if got := reply.Adds(text); got != want {
			t.Errorf("%q adds: %v", text, got)
		}
	}
}

func TestAKindOfAbsenceAlone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]rules.AbsenceKind{"ờ phép á": rules.Leave, "nghỉ ốm nhé": rules.Sick, "ốm chứ không phải phép": rules.Sick, "là đi công tác ạ": rules.Duty, "thứ 5 nghỉ phép": "", "phép vua": "", "": ""} {
		if got, ok := reply.Absence(text); got != want || ok != (want != "") {
			t.Errorf("%q names %q %v", text, got, ok)
		}
	}
}

func TestWhatSaysOfItselfThatItIsANote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"e ghi chú là trông con ốm nha": true, "lý do: nhà có việc": true, "vì bận": true, "cần gì": false, "tại sao": false, "thứ 5": false} {
		if got := reply.Notes(text); got != want {
			t.Errorf("%q is a note: %v", text, got)
		}
	}
}

func TestWhoIsLookedForAndWhatAsksAboutAllUnits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"tìm Đỗ Gia Bảo": "Đỗ Gia Bảo", "tim giup chi anh Nam": "anh Nam", "find Bảo": "Bảo", "tìm nhân sự": "", "tìm": "", "Bảo": ""} {
		if got, ok := reply.Finds(text); got != want || ok != (want != "") {
			t.Errorf("%q looks for %q", text, got)
		}
	}
	for text, want := range map[string]bool{"toàn sở": true, "tôi muốn xem toàn sở hôm nay": true, "cả cơ quan ai ở nhà": true, "cả cơ quan họp, thứ 5 em ở nhà": false, "ai ở nhà": false} {
		if got := reply.AllUnits(text); got != want {
			t.Errorf("%q asks about all units: %v", text, got)
		}
	}
}

func TestWhatTakesBackWhatWasDone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"thôi không gửi nữa": true, "nhầm rồi ạ": true, "thoi khong gui nua": true, "thôi": false, "không": false, "nhầm, thứ 6": false} {
		if got := reply.Unsays(text); got != want {
			t.Errorf("%q takes back: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"là thứ Ba, không phải thứ Hai": true, "thứ 3 chứ không phải thứ 2": true, "thứ 3": false} {
		if got := reply.PutsRight(text); got != want {
			t.Errorf("%q puts right: %v", text, got)
		}
	}
}
