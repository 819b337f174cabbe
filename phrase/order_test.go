package phrase

import (
	"testing"

	"tainha/rules"
)

func TestCallingBackSaysWhoWhenAndWhy(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		text, reading, reason string
		clock                 Clock
	}{
		{"gọi anh Bình về cơ quan 14h", "callback\twho=Bình;days=2026-11-23", "", Clock{true, 14, 0}},
		{"mời chị Lan lên cơ quan chiều nay họp", "callback\twho=Lan;days=2026-11-23/pm", "họp", Clock{}},
		{"kêu Tuấn vô cơ quan lúc 3h vì có đoàn kiểm tra", "callback\twho=Tuấn;days=2026-11-23", "có đoàn kiểm tra", Clock{true, 15, 0}},
		{"Đức về cơ quan gấp chiều nay, đoàn kiểm tra tới", "callback\twho=Đức;days=2026-11-23/pm", "đoàn kiểm tra tới", Clock{}},
		{"anh Bình gọi em về cơ quan", "none\tnone", "", Clock{}},
		{"gọi chị Lan giúp em", "none\tnone", "", Clock{}},
	} {
		u := Understand(Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}, x.text)
		if a := u.Acts[0]; u.Explain() != x.reading || a.Reason != x.reason || a.Clock != x.clock {
			t.Errorf("%q: %s, reason %q, %v", x.text, u.Explain(), a.Reason, a.Clock)
		}
	}
}

func TestTheWorkBesideAWishIsItsNote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"mai em xin ở nhà làm báo cáo quý":             "làm báo cáo quý",
		"thứ 5 em làm ở nhà, hoàn thành báo cáo quý 4": "hoàn thành báo cáo quý 4",
		"em xin wfh thứ 6 làm nốt báo cáo tháng 11 ạ":  "làm nốt báo cáo tháng 11",
		"thứ 5 em ở nhà làm việc":                      "",
		"thứ 4 em wfh, em đã gửi báo cáo tuần rồi":     "",
	} {
		u := Understand(Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}, text)
		if u.Note != want || u.Acts[0].Intent != Home || len(u.Acts[0].Doubts) > 0 {
			t.Errorf("%q: %s, note %q", text, u.Explain(), u.Note)
		}
	}
}

func TestDelegationIsWhatFollowsItsWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"ủy quyền duyệt cho anh Bình tuần sau": "Bình tuần sau",
		"uy quyen cho Lan Anh":                 "Lan Anh",
		"delegate to An":                       "An",
		"ủy quyền":                             "",
	} {
		if got, ok := Delegation(text); !ok || got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	if _, ok := Delegation("duyệt cho Bình"); ok {
		t.Error("a decision hands nothing over")
	}
}
