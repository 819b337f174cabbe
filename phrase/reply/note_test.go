package reply_test

import (
	"testing"

	"tainha/phrase/reply"
)

// What stands before a note keeps its signs: days are written with them.
func TestANoteIsCutFromTheTextAsItWasTyped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"3/12 em ở nhà, ghi chú: đưa mẹ đi viện":    {"3/12 em ở nhà", "đưa mẹ đi viện"},
		"1-3/12 wfh. Lý do: con ốm (8:00 đi khám)":  {"1-3/12 wfh", "con ốm (8:00 đi khám)"},
		"từ 01/12/2026 - 02/12/2026; ghi chú : bận": {"từ 01/12/2026 - 02/12/2026", "bận"},
		"dạ ghi chú: đưa mẹ đi viện":                {"", "đưa mẹ đi viện"},
		"ghi chú đưa mẹ đi viện":                    {"", "đưa mẹ đi viện"},
	} {
		before, note, ok := reply.Noted(text)
		if !ok || before != want[0] || note != want[1] {
			t.Errorf("%q is parted into %q and %q (%v)", text, before, note, ok)
		}
	}
	for _, text := range []string{"3/12 8:00 em gửi ghi chú cho chị An", "thứ 5: em có ghi chú gì đâu", "8:30 sáng thứ 5 họp, lý do chưa rõ", "thứ 5, ghi chú:"} {
		if before, note, ok := reply.Noted(text); ok {
			t.Errorf("%q is parted into %q and %q", text, before, note)
		}
	}
}

// What ends sooner, what becomes another, how one's own stand is asked, and what only passes the time.
func TestShortSentencesAboutDaysAndTheWeather(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		is      func(string) bool
		yes, no []string
	}{
		"ends sooner":       {reply.UntilOnly, []string{"nghỉ tới thứ 4 thôi", "nghi den thu 4 thoi a", "đến hết thứ 3 là được"}, []string{"nghỉ thứ 4 thôi", "nghỉ tới thứ 4", "thôi tới thứ 4 em nghỉ", ""}},
		"becomes another":   {reply.IntoDay, []string{"t4 sang sáng t6", "t4 qua t6"}, []string{"t4 sang t6", "sáng t4, t6", "sang t6", "t4 sang", ""}},
		"asks its state":    {reply.AsksOwnState, []string{"đơn của em được duyệt rồi à?", "don cua em duyet chua"}, []string{"đơn của em", "duyệt chưa", "của em xong chưa", ""}},
		"passes the time":   {reply.SmallTalk, []string{"trời mưa quá", "Hôm nay mệt ghê", "nong qua em oi", "so hot today"}, []string{"mệt quá, mai em nghỉ", "hôm nay", "mưa thì em ở nhà", ""}},
		"is for a note":     {reply.Reason, []string{"con ốm", "nhà có đám giỗ", "tui đưa con đi khám"}, []string{"gởi đi con", "thôi con ơi", "con nói sai rồi", "mấy giờ rồi con", "bữa nay thứ mấy ngày mấy rồi con"}},
		"sends":             {reply.Agrees, []string{"gởi đi con", "gửi giúp chú", "gởi dùm bác luôn", "gửi hết đi cô"}, []string{"gởi chưa con"}},
		"asks, and to whom": {reply.Asks, []string{"mấy giờ rồi con", "sếp chịu chưa bây"}, []string{"gởi đi con"}},
		"adds":              {reply.Adds, []string{"thêm t6 nữa", "e đki thêm cả t6 buổi sáng nữa dc ko", "đăng ký thêm sáng thứ 6 nữa"}, []string{"đăng ký thứ 6", "xin thứ 6 nữa", ""}},
		"takes a day back":  {reply.GivesUpDay, []string{"thôi khỏi, chú không ở nhà thứ sáu nữa, hủy dùm nghen", "thôi hủy thứ 4 đi"}, []string{"mà thôi t5 nha", "thôi đổi qua t5"}},
		"says no":           {reply.Denies, []string{"không cô", "không con ơi"}, []string{"khong co", "khong con"}},
		"stops first":       {reply.StopsFirst, []string{"thôi bỏ đi, tui ráng làm cho kịp"}, []string{"thôi, làm lại phần 2", "thôi bỏ đi", "thiếu biểu số 2, làm lại"}},
		"may be either":     {reply.DropsOrStops, []string{"bỏ đi", "bỏ luôn"}, []string{"rút đi", "thôi", "ừ bỏ", "bỏ t5", ""}},
	} {
		for want, list := range map[bool][]string{true: c.yes, false: c.no} {
			for _, s := range list {
				if got := c.is(s); got != want {
					t.Errorf("%q %s: %v", s, name, got)
				}
			}
		}
	}
}

func TestADayThatIsNotSpentAtHomeIsToldFromANote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"hổng ở nhà nữa, tui dzô cơ quan": "nữa", "t2 e lên cq": "t2 e ", "à t4 thôi, t2 e lên cq": "t2 e ", "chị An nói thứ năm phải dzô họp": "chị An nói thứ năm ",
		"thứ 4 ở nhà còn thứ 6 em lên cơ quan": "thứ 6 em ", "bữa đó tui không ở nhà nữa đâu": "bữa đó tui đâu", "để lên cơ quan luôn": "luôn",
	} {
		if got, ok := reply.NotHome(text); !ok || got != want {
			t.Errorf("%q is of %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"lý do: chiều phải lên cơ quan lấy hồ sơ", "vì sáng lên cơ quan họp", "thứ 5 em ở nhà", "em ở nhà làm báo cáo", "t5 không ở nhà được sao?"} {
		if about, ok := reply.NotHome(text); ok {
			t.Errorf("%q gives up %q", text, about)
		}
	}
	for text, want := range map[string]bool{"hổng phải, thôi bỏ đi": true, "không, thôi": true, "không phải, thôi thứ 5": false, "không bỏ": false, "thôi thôi hổng có gì": true, "thôi khỏi dời": true} {
		if reply.Stops(text) != want {
			t.Errorf("%q stops: %v", text, !want)
		}
	}
}

// "Không phải tuần này, tuần sau lận": what is denied is not meant.
func TestWhatIsDeniedIsNotMeant(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"ủa không phải tuần nầy, tuần sau lận": "tuần sau lận", "không phải tuần sau, tuần sau nữa": "tuần sau nữa", "tuần sau, không phải tuần này": "", "không phải tuần này": ""} {
		got, denies := reply.NotThat(text)
		if denies != (want != "") || denies && got != want || !denies && got != text {
			t.Errorf("%q means %q (%v), want %q", text, got, denies, want)
		}
	}
}

// A person whose name is not said is no language.
func TestWhoIsSpokenOfIsNoLanguage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"cho anh": false, "u cho anh di": false, "doi qua tieng anh": true, "english": true, "noi tieng viet di": true} {
		if got := reply.AsksLanguage(text) == 0; got != want {
			t.Errorf("%q asks for a language: %v", text, got)
		}
	}
	if v, _ := reply.Decides("cho ảnh"); v != reply.Yes {
		t.Error("«cho ảnh» decides nothing")
	}
}
