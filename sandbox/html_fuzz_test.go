package sandbox

import (
	"testing"
	"unicode/utf8"
)

// FuzzFormat lets any text through the HTML mode: it is refused, or its entities lie
// within it, in order and properly inside each other, and plain text stays plain.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{"<b>a</b>", `<a href="x.vn">👋</a>`, "&#x1F44B;&lt", "<pre><code class=language-go>x</code></pre>",
		"<blockquote expandable>a<b> b\u202e</b></blockquote>", "<b><i>a</b>", " <code> /a @abc </code>\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := format(s, "HTML", "")
		if err != nil {
			return
		}
		total := utf16Len(got.text)
		if !utf8.ValidString(got.text) {
			t.Fatalf("%q is not UTF-8", got.text)
		}
		for i, e := range got.entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > total {
				t.Fatalf("%+v outside of %q", e, got.text)
			}
			if i > 0 && e.Offset < got.entities[i-1].Offset {
				t.Fatalf("%+v out of order", got.entities)
			}
			if checkBoundaries(got.text, e) != nil {
				t.Fatalf("%+v cuts a character of %q", e, got.text)
			}
		}
		if !nested(got.entities) {
			t.Fatalf("%q: %+v cross", s, got.entities)
		}
	})
}
