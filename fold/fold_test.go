package fold_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"tainha/fold"
)

func TestTextsThatPeopleCallTheSameAreTheSame(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", " ": "", "Đỗ Gia Bảo": "do gia bao", "ĐỖ  GIA\tBẢO": "do gia bao", "✅ Duyệt, T5!": "duyet t5",
		"Trần-Quốc Bình (Bé)": "tran quoc binh be", "TROGİUP": "trogiup", "hủy": "huy", "huỷ": "huy", "1/2 ngày": "1 2 ngay", "é ü ñ": "e u n",
	} {
		for _, form := range []string{in, norm.NFD.String(in), norm.NFC.String(in)} {
			if got := fold.Text(form); got != want {
				t.Errorf("%q: got %q, want %q", form, got, want)
			}
		}
	}
	if got := fold.Letters("Mã số – NV."); got != "masonv" {
		t.Errorf("got %q", got)
	}
}
