package report

import (
	"strings"
	"testing"
)

func TestTextsOfADocumentAreEscaped(t *testing.T) {
	t.Parallel()
	page, err := Document{
		Lang: "vi", Title: "Dữ liệu của <Bình>", Lead: []string{"a & b"},
		Sections: []Section{
			{Title: "Ngày", Head: []string{"Ghi chú"}, Rows: [][]string{{`<script>alert("x")</script>`}}},
			{Title: "Vắng", Head: []string{"Ngày"}, Empty: "Không có."},
		},
	}.HTML()
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for _, want := range []string{`<html lang="vi">`, "Dữ liệu của &lt;Bình&gt;", "a &amp; b", "&lt;script&gt;", "<p>Không có.</p>", `<meta charset="utf-8">`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "<script") || strings.Count(text, "<table>") != 1 {
		t.Errorf("the page is\n%s", text)
	}
}
