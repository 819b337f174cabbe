package sandbox_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tainha/sandbox"
)

func show(es []sandbox.Entity) string {
	var parts []string
	for _, e := range es {
		s := fmt.Sprintf("%s %d+%d", e.Type, e.Offset, e.Length)
		if e.URL != "" {
			s += " " + e.URL
		}
		if e.Language != "" {
			s += " " + e.Language
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func TestHTMLBecomesTextAndEntities(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	cases := []struct{ html, text, entities string }{
		{"<b>chào</b> bạn", "chào bạn", "bold 0+4"},
		{"<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>", "abcde", "bold 0+1, italic 1+1, underline 2+1, strikethrough 3+2"},
		{"<B>x</b>", "x", "bold 0+1"},
		{"👋<b>chào</b>", "👋chào", "bold 2+4"},
		{"<b>a<i>b</i></b>", "ab", "bold 0+2, italic 1+1"},
		{"<b>a<b>b</b>c</b>", "abc", "bold 0+3"},
		{`<a href="https://dichvucong.gov.vn?a=1&amp;b=2">cổng</a>`, "cổng", "text_link 0+4 https://dichvucong.gov.vn?a=1&b=2"},
		{`<a href='http://x.vn'>x</a>`, "x", "text_link 0+1 http://x.vn/"},
		{`<a href=x.vn>x</a>`, "x", "text_link 0+1 http://x.vn/"},
		{`<a href="nowhere">x</a>`, "x", ""},
		{`<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>`, "xy", "spoiler 0+2"},
		{"<code>a &lt; b</code>", "a < b", "code 0+5"},
		{`<pre><code class="language-go">x := 1</code></pre>`, "x := 1", "pre 0+6 go"},
		{"<pre>x</pre>", "x", "pre 0+1"},
		{`<code class="language-go">x</code>`, "x", "code 0+1"},
		{"<b>a<code>b</code>c</b>", "abc", "bold 0+1, code 1+1, bold 2+1"},
		{"<blockquote>a</blockquote>b", "ab", "blockquote 0+1"},
		{"<blockquote expandable>a</blockquote>", "a", "expandable_blockquote 0+1"},
		{"<blockquote><b>a</b></blockquote>", "a", "blockquote 0+1, bold 0+1"},
		{"&lt;&gt;&amp;&quot;&#65;&#x42;&#x1F44B;", `<>&"AB👋`, ""},
		{"&nbsp; &copy; & &#0;", "&nbsp; &copy; & &#0;", ""},
		{"&lt x &ltx", "< x &ltx", ""},
		{"  \n <b> a </b> \n ", "a", "bold 0+1"},
		{"x <b> </b>y", "x  y", ""},
		{"<b></b>x", "x", ""},
		{"a\r\nb\tc\u202ed", "a\nb cd", ""},
		{"<b>x</>", "x", "bold 0+1"},
		{"<b\n>x</b >", "x", "bold 0+1"},
		{"xem /duyet@TaiNhaBot và https://a.vn/b.", "xem /duyet@TaiNhaBot và https://a.vn/b.", "bot_command 4+16, url 24+14"},
		{"<code>/duyet</code>", "/duyet", "code 0+6"},
		{"<b>/duyet</b>", "/duyet", "bold 0+6, bot_command 0+6"},
	}
	for _, c := range cases {
		a := b.ok("sendMessage", m{"chat_id": p.ID(), "text": c.html, "parse_mode": "HTML"})
		var got sandbox.Message
		if err := json.Unmarshal(a.Result, &got); err != nil {
			t.Fatal(err)
		}
		if got.Text != c.text || show(got.Entities) != c.entities {
			t.Errorf("%q:\n got %q [%s]\nwant %q [%s]", c.html, got.Text, show(got.Entities), c.text, c.entities)
		}
	}
}

func TestHTMLRefusalsAreTelegrams(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	cases := []struct{ html, want string }{
		{"<b>x", `Can't find end tag corresponding to start tag "b"`},
		{"<b><i>x</b></i>", `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		{"x</b>", "Unexpected end tag at byte offset 1"},
		{"é<br>", `Unsupported start tag "br" at byte offset 2`},
		{"3 < 4 bạn", `Unsupported start tag "" at byte offset 2`},
		{"x <b", "Unclosed start tag at byte offset 2"},
		{"<b>x</b", "Unclosed end tag at byte offset 4"},
		{`<a href="x`, "Unclosed start tag at byte offset 0"},
		{`<a href`, `Unclosed start tag "a" at byte offset 0`},
		{`<a href>x</a>`, `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`},
		{`<a ="x">x</a>`, `Empty attribute name in the tag "a" at byte offset 0`},
		{`<a href=x/y>x</a>`, "Unexpected end of name token at byte offset 8"},
		{"<span>x</span>", `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{"&#xd83d;", "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"},
	}
	for _, c := range cases {
		b.refused("sendMessage", m{"chat_id": p.ID(), "text": c.html, "parse_mode": "HTML"}, 400, "Bad Request: can't parse entities: "+c.want)
	}
	b.refused("sendMessage", m{"chat_id": p.ID(), "text": "x", "parse_mode": "BBCode"}, 400, "Bad Request: unsupported parse_mode")
}

func TestEntitiesGivenDirectlyAreChecked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	entity := func(kind string, offset, length int) m {
		return m{"chat_id": p.ID(), "text": "a👋b", "entities": []m{{"type": kind, "offset": offset, "length": length}}}
	}
	b.ok("sendMessage", entity("bold", 1, 2))
	b.refused("sendMessage", entity("bold", 2, 1), 400, "Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 5")
	b.refused("sendMessage", entity("bold", 0, 2), 400, "Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5")
	b.refused("sendMessage", entity("bold", 3, 2), 400, "Bad Request: entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 5")
	b.refused("sendMessage", entity("bold", 9, 2), 400, "Bad Request: entity begins after the end of the text at UTF-16 offset 9")
	b.refused("sendMessage", entity("bold", -1, 2), 400, "Bad Request: receive an entity with incorrect offset -1")
	b.refused("sendMessage", entity("huge", 0, 1), 400, "Bad Request: can't parse MessageEntity: unsupported type specified")
}

func TestCommandsInPlainTextEndAtLettersOfAnyScript(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	cases := []struct{ text, want string }{
		{"/wfh", "bot_command 0+4"},
		{"chào /wfh@TaiNhaBot nhé", "bot_command 5+14"},
		{"👋 /wfh", "bot_command 3+4"},
		{"/huỷ", ""},
		{"a/b", ""},
		{"http://a.vn/wfh", "url 0+15"},
		{"hỏi @an_nguyen hoặc an@so.gov.vn #wfh", "mention 4+10, email 20+12, hashtag 33+4"},
	}
	for _, c := range cases {
		got, err := p.Send(c.text)
		if err != nil || show(got.Entities) != c.want {
			t.Errorf("%q: got [%s] %v, want [%s]", c.text, show(got.Entities), err, c.want)
		}
	}
}
