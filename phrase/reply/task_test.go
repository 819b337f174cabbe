package reply_test

import (
	"testing"

	"tainha/phrase/reply"
)

// What is said of work that waits, that was handed in or sent back is told from its opposite, from questions and from promises.
func TestWhatIsSaidOfWorkIsToldFromItsOpposite(t *testing.T) {
	t.Parallel()
	longer := func(s string) bool { _, ok := reply.AsksLonger(s); return ok }
	for name, c := range map[string]struct {
		of      func(string) bool
		yes, no []string
	}{
		"declines": {reply.Declines,
			[]string{"em không nhận", "tui hổng nhận", "em k nhận vì bận", "nhận hông nổi", "em xin từ chối", "tui có nhận đâu", "em khong the nhan", "việc này em không dám nhận", "hem nhận", "nhận gì mà nhận", "tui làm hông nổi"},
			[]string{"em nhận", "thôi em nhận", "em nhận không sao đâu", "em chưa nhận được mẫu", "em không nhận được file", "sao em không nhận?", "khoan nhận", "chưa nhận", "đơn em bị từ chối rồi, em xin t6", "máy chấm công không nhận mặt em", "em không nhận được giấy mời", "em nhận được rồi", "không phải em nhận nhầm đâu"}},
		"puts off":   {reply.PutsOff, []string{"khoan nhận", "chưa nhận", "để coi lại rồi nhận"}, []string{"em nhận", "em chưa nhận được mẫu", "em chưa nhận được giấy mời họp", "Lan chưa nhận à", "ai chưa nhận", "em không nhận"}},
		"longer":     {longer, []string{"em xin tới thứ 2 được hông", "cho em xin đến thứ 2 nha chị", "xin thêm đến thứ 6 được không"}, []string{"em xin thứ 2", "em xin nghỉ đến thứ 6", "đến thứ 6 em nộp", "em xin tới"}},
		"mends":      {reply.Mends, []string{"em bổ sung báo giá rồi, chị coi lại giúp em", "em bo sung roi a, nop lai", "em đã bổ sung", "tui sửa xong rồi nghen"}, []string{"mai em bổ sung rồi nộp lại", "để tui sửa lại", "em chưa sửa", "em sửa rồi hả", "dạ em sửa liền", "xong rồi"}},
		"mistaken":   {reply.Mistaken, []string{"rút lại dùm tui", "hồi nãy tui nói giỡn"}, []string{"rút lại được không", "em nộp rồi", "em muốn rút lại đơn xin ở nhà thứ 5 tuần sau"}},
		"too late":   {reply.TooLate, []string{"nộp hông kịp", "xong không nổi chị ơi", "làm không kịp"}, []string{"nộp kịp", "xong rồi", "sao nộp không kịp", "không kịp thì thôi"}},
		"keeps":      {reply.KeepsDue, []string{"hông cần lùi hạn đâu", "giữ nguyên hạn", "không lùi nữa"}, []string{"xin lùi hạn", "lùi đến thứ 6"}},
		"asks back":  {reply.AsksBack, []string{"công văn này gửi cho huyện nào vậy chị", "em chưa nhận được mẫu chị ơi", "hỏi lại sếp là công văn nào"}, []string{"báo cáo xong rồi", "em gửi công văn rồi", "trời mưa quá"}},
		"good":       {reply.FindsGood, []string{"tốt, chị xác nhận nhé", "chị xem rồi, tốt", "xác nhận cả hai nhé", "on roi em, xac nhan cho em"}, []string{"đạt hông ta", "hông đạt nghen", "được, nhưng sửa lại trang 2", "đạt gì mà đạt"}},
		"not this":   {reply.NotThis, []string{"không trả lại", "khỏi thu hồi"}, []string{"trả lại", "không trả lại thì sai hết"}},
		"unit":       {reply.OfUnitsWork, []string{"ai còn nợ việc chị", "cả phòng đang làm những việc gì thế"}, []string{"cả phòng họp thứ 6", "em làm gì"}},
		"goes on":    {reply.Reports, []string{"em làm xong rồi"}, []string{"gửi cho ai", "xong chưa?"}},
		"asks good":  {reply.AsksGood, []string{"đạt hông ta"}, []string{"đạt rồi", "hông đạt"}},
		"theirs":     {reply.AsksTheirs, []string{"sao Lan chưa nhận", "Lan từ chối à", "hôm nay Bình ở nhà làm được gì"}, []string{"Lan nhận việc rồi", "Lan nghỉ à"}},
		"when":       {reply.AsksWhenDone, []string{"thế bao giờ xong", "chừng nào xong thì được"}, []string{"khi nào xong em nộp", "xong rồi"}},
		"sets due":   {reply.SetsDue, []string{"thứ 5 là phải xong đấy", "hạn chỉ đến 8/12 thôi nhé"}, []string{"thứ 5 phải xong không", "thứ 5 xong rồi"}},
		"moves":      {reply.MovesTo, []string{"bình báo cáo quý sang thứ 2 cũng được"}, []string{"báo cáo quý xong rồi", "qua thứ 2 được không"}},
		"stands in":  {reply.StandsIn, []string{"tuần này Bình bận, để Lan làm thay"}, []string{"Lan làm thay được không", "Lan làm xong rồi"}},
		"once":       {reply.OnceOnly, []string{"ý chị là riêng tuần này"}, []string{"tuần này em bận"}},
		"passes on":  {reply.PassesOn, []string{"ai nhận giùm tui đi", "giao cho con Lan đi"}, []string{"thứ 4 em nghỉ phép đưa con đi tiêm"}},
		"later":      {reply.DoneLater, []string{"chiều xong", "mai mới được 60%", "dạ chưa xong nữa sếp ơi"}, []string{"xong rồi", "mai moi nguoi mac ao dai nha", "chưa xong hả"}},
		"promises":   {reply.Promises, []string{"dạ tui làm liền", "mai tui nộp nghen", "dạ em hiểu rồi"}, []string{"em hiểu chưa", "xong rồi"}},
		"not needed": {reply.NotNeeded, []string{"không cần nữa, Sở bỏ rồi"}, []string{"không cần nữa", "cần nữa, Sở chưa bỏ"}},
		"may be":     {reply.MaybeDone, []string{"dạ xong gòi chị, em gửi mail chị nha"}, []string{"chưa xong", "không xong đâu", "xong chưa", "gần xong rồi"}},
		"stuck":      {reply.Stuck, []string{"máy tính hư rồi mần hổng được"}, []string{"làm được rồi"}},
		"partly":     {reply.Partly, []string{"gần xong rồi, còn chờ ký"}, []string{"xong rồi"}},
		"only these": {reply.OnlyThese, []string{"chỉ Bình, Chi với Lan thôi"}, []string{"Bình với Chi"}},
		"leaves out": {reply.LeavesOut, []string{"bỏ anh Bình ra", "Chi thì khoan"}, []string{"Chi làm", "khoan đã em ơi để chị xem lại coi sao"}},
		"looks":      {reply.LooksAgain, []string{"chị coi lại giúp em"}, []string{"em sửa xong rồi"}},
		"month":      {func(s string) bool { this, before := reply.OfMonth(s); return this || before }, []string{"tháng này em làm được mấy việc", "tháng trước"}, []string{"tuần này"}},
		"still open": {reply.StillOpen, []string{"bữa nay tui còn việc gì chưa xong hông"}, []string{"xong rồi"}},
		"how far":    {func(s string) bool { _, _, ok := reply.HowFar(s); return ok }, []string{"chừng 70% rồi chị hè", "mần được 3/4, còn lại mai"}, []string{"hôm nay 3/4", "100 hồ sơ", "120%", "được 70% chưa"}},
		"returns it": {reply.ReturnsFirst, []string{"trả lại tờ trình"}, []string{"nội dung chưa đạt"}},
	} {
		for _, s := range c.yes {
			if !c.of(s) {
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

// A reason is what a sentence says beside that it refuses.
func TestAReasonIsBareOfWhatLeadsToIt(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"tui hông nhận đâu, già rồi viết lách gì nổi": "già rồi viết lách gì nổi", "em k nhận vì bận": "bận", "em không nhận": "",
		"em từ chối thông báo họp nha, em bận": "em bận", "không nhận": "", "không được, em bận": "em bận",
	} {
		if got := reply.WhyNot(s); got != want {
			t.Errorf("%q because of %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"à, ý chị là không duyệt, vì thứ 6 tiếp đoàn nhé": "thứ 6 tiếp đoàn", "vì chờ số liệu xã": "chờ số liệu xã", "lý do thứ 5 họp": "thứ 5 họp",
		"thiếu 2 hộ ở thôn 4": "thiếu 2 hộ ở thôn 4", "à biên bản thiếu chữ ký": "biên bản thiếu chữ ký", "làm lại theo mẫu, thiếu bảng 2": "làm lại theo mẫu, thiếu bảng 2", "": "", "vì": "vì",
	} {
		if got := reply.Bare(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]reply.Verdict{"hông đạt nghen": reply.No, "chưa đạt, anh coi lại điều 3": reply.No, "đạt": reply.Yes, "được, nhưng sửa lại trang 2": reply.Yes, "đạt hông ta": reply.Unsaid, "xong rồi": reply.Unsaid} {
		if got, _ := reply.DecidesWork(s); got != want {
			t.Errorf("%q is %v, want %v", s, got, want)
		}
	}
	if v, rest := reply.DecidesDue("không được, giữ nguyên hạn"); v != reply.No || rest != "" {
		t.Errorf("a deadline is kept: %v, %q", v, rest)
	}
}
