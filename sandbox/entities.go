package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// utf16Len counts the UTF-16 units of a text, the unit of every Telegram offset.
func utf16Len(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xc0 != 0x80 {
			n++
			if s[i] >= 0xf0 {
				n++
			}
		}
	}
	return n
}

func splittable(t string) bool {
	switch t {
	case "bold", "italic", "underline", "strikethrough", "spoiler":
		return true
	}
	return false
}

func preformatted(t string) bool { return t == "code" || t == "pre" }

func quotation(t string) bool { return t == "blockquote" || t == "expandable_blockquote" }

// typeOrder breaks ties between entities over the same text: the outer first.
func typeOrder(t string) int {
	return slices.Index([]string{"blockquote", "expandable_blockquote", "bold", "italic", "underline", "strikethrough", "spoiler"}, t) + 100*boolInt(!splittable(t) && !quotation(t))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sortEntities(es []Entity) {
	slices.SortStableFunc(es, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(typeOrder(a.Type), typeOrder(b.Type)))
	})
}

// parseEntities reads the entities parameter and refuses what Telegram refuses.
func parseEntities(raw string, text string) ([]Entity, *apiError) {
	if raw == "" {
		return nil, nil
	}
	if !json.Valid([]byte(raw)) {
		return nil, badRequest("can't parse entities JSON object")
	}
	var in []Entity
	if err := json.Unmarshal([]byte(raw), &in); err != nil {
		return nil, badRequest("expected an Array of MessageEntity")
	}
	total := utf16Len(text)
	var out []Entity
	for _, e := range in {
		switch {
		case e.Offset < 0 || e.Offset > 1_000_000:
			return nil, badRequest("receive an entity with incorrect offset %d", e.Offset)
		case e.Length < 0 || e.Length > 1_000_000:
			return nil, badRequest("receive an entity with incorrect length %d", e.Length)
		case e.Length == 0:
			continue
		case e.Offset >= total:
			return nil, badRequest("entity begins after the end of the text at UTF-16 offset %d", e.Offset)
		case e.Offset+e.Length > total:
			return nil, badRequest("entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", e.Offset, e.Offset+e.Length)
		}
		if err := checkBoundaries(text, e); err != nil {
			return nil, err
		}
		switch e.Type {
		case "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "expandable_blockquote":
			out = append(out, Entity{Type: e.Type, Offset: e.Offset, Length: e.Length, Language: e.Language})
		case "text_link":
			link, err := checkLink(e.URL)
			if err != nil {
				return nil, badRequest("entity URL '%s' is invalid: %s", e.URL, err)
			}
			out = append(out, Entity{Type: e.Type, Offset: e.Offset, Length: e.Length, URL: link})
		case "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number":
			// found again in the text by the server itself
		default:
			return nil, badRequest("can't parse MessageEntity: unsupported type specified")
		}
	}
	sortEntities(out)
	return out, nil
}

// checkBoundaries refuses an entity that cuts a surrogate pair in two.
func checkBoundaries(text string, e Entity) *apiError {
	at := 0
	for i, r := range text {
		n := 1
		if r > 0xffff {
			n = 2
		}
		if n == 2 && e.Offset == at+1 {
			return badRequest("entity begins in a middle of a UTF-16 symbol at byte offset %d", i+4)
		}
		if n == 2 && e.Offset+e.Length == at+1 {
			return badRequest("entity beginning at UTF-16 offset %d ends in a middle of a UTF-16 symbol at byte offset %d", e.Offset, i+4)
		}
		at += n
	}
	return nil
}

// checkLink gives the address that Telegram would keep, or why it is none.
func checkLink(link string) (string, error) {
	link = strings.TrimSpace(link)
	if link == "" {
		return "", official("URL is empty")
	}
	full := link
	if !strings.Contains(full, "://") && !strings.HasPrefix(full, "tg:") {
		full = "http://" + full
	}
	u, err := url.Parse(full)
	if err != nil {
		return "", official("Wrong HTTP URL")
	}
	switch strings.ToLower(u.Scheme) {
	case "tg", "ton", "tonsite":
		return full, nil
	case "http", "https":
	default:
		return "", official("Unsupported URL protocol")
	}
	host := u.Hostname()
	if host == "" || !strings.Contains(strings.Trim(host, "."), ".") || strings.ContainsAny(host, " _<>\"") {
		return "", official("Wrong HTTP URL")
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		full += "/"
	}
	return full, nil
}

// nest makes entities stand inside each other without crossing: code and pre
// stand alone (a quotation may hold them), links and quotations don't cross,
// bold and its like are merged and cut at the borders of the others.
func nest(es []Entity) []Entity {
	sortEntities(es)
	if nested(es) {
		return es
	}
	var fixed, styles []Entity
	for _, e := range es {
		if splittable(e.Type) {
			styles = append(styles, e)
			continue
		}
		crosses := slices.ContainsFunc(fixed, func(o Entity) bool {
			inside := e.Offset >= o.Offset && e.Offset+e.Length <= o.Offset+o.Length
			overlap := e.Offset < o.Offset+o.Length
			return overlap && (!inside || !quotation(o.Type) || quotation(e.Type))
		})
		if !crosses {
			fixed = append(fixed, e)
		}
	}
	cuts := map[int]bool{}
	for _, e := range fixed {
		cuts[e.Offset], cuts[e.Offset+e.Length] = true, true
	}
	borders := make([]int, 0, len(cuts))
	for at := range cuts {
		borders = append(borders, at)
	}
	slices.Sort(borders)
	out := fixed
	for _, e := range mergeStyles(styles) {
		start := e.Offset
		for _, at := range append(slices.Clone(borders), e.Offset+e.Length) {
			if at <= start || at > e.Offset+e.Length {
				continue
			}
			if !insidePre(fixed, start) {
				out = append(out, Entity{Type: e.Type, Offset: start, Length: at - start})
			}
			start = at
		}
	}
	sortEntities(out)
	return out
}

func insidePre(es []Entity, at int) bool {
	return slices.ContainsFunc(es, func(e Entity) bool {
		return preformatted(e.Type) && at >= e.Offset && at < e.Offset+e.Length
	})
}

func mergeStyles(styles []Entity) []Entity {
	last := map[string]int{}
	var out []Entity
	for _, e := range styles {
		if i, ok := last[e.Type]; ok && e.Offset <= out[i].Offset+out[i].Length {
			out[i].Length = max(out[i].Length, e.Offset+e.Length-out[i].Offset)
			continue
		}
		last[e.Type] = len(out)
		out = append(out, e)
	}
	return out
}

// nested says that sorted entities already stand properly inside each other
// and that no two styles of a type touch.
func nested(es []Entity) bool {
	var stack []Entity
	end := map[string]int{} // of the last style of each type
	for _, e := range es {
		if splittable(e.Type) {
			if at, ok := end[e.Type]; ok && at >= e.Offset {
				return false // they are one
			}
			end[e.Type] = e.Offset + e.Length
		}
		for len(stack) > 0 && stack[len(stack)-1].Offset+stack[len(stack)-1].Length <= e.Offset {
			stack = stack[:len(stack)-1]
		}
		for _, o := range stack {
			switch {
			case e.Offset+e.Length > o.Offset+o.Length, preformatted(o.Type), e.Type == o.Type,
				preformatted(e.Type) && !quotation(o.Type), quotation(e.Type) && !splittable(o.Type),
				!splittable(e.Type) && !splittable(o.Type) && !quotation(o.Type):
				return false
			}
		}
		stack = append(stack, e)
	}
	return true
}

// format applies parse_mode or entities to a text of the bot and finds the
// entities that Telegram finds by itself.
func format(text, parseMode, entities string) (formatted, *apiError) {
	f := formatted{text: text}
	switch strings.ToLower(parseMode) {
	case "":
		es, err := parseEntities(entities, text)
		if err != nil {
			return f, err
		}
		f.entities = es
	case "html":
		var err error
		if !utf8.ValidString(text) {
			return f, badRequest("strings must be encoded in UTF-8")
		}
		if f.text, f.entities, err = parseHTML(text); err != nil {
			return f, badRequest("can't parse entities: %s", err)
		}
	case "markdown", "markdownv2":
		return f, badRequest("the sandbox knows parse_mode HTML only")
	default:
		return f, badRequest("unsupported parse_mode")
	}
	f, err := clean(f)
	if err != nil {
		return f, badRequest("%s", err)
	}
	f.entities = mergeFound(f.entities, findEntities(f.text))
	return f, nil
}

// mergeFound adds found entities where no link, code or the like already is.
func mergeFound(own, found []Entity) []Entity {
	if len(found) == 0 {
		return own
	}
	out := slices.Clone(own)
	for _, n := range found {
		taken := slices.ContainsFunc(own, func(e Entity) bool {
			return !splittable(e.Type) && !quotation(e.Type) && n.Offset < e.Offset+e.Length && e.Offset < n.Offset+n.Length
		})
		if !taken {
			out = append(out, n)
		}
	}
	return nest(out)
}

func describeEntities(es []Entity) string {
	var b strings.Builder
	for _, e := range es {
		fmt.Fprintf(&b, "%s %d+%d%s%s;", e.Type, e.Offset, e.Length, e.URL, e.Language)
	}
	return b.String()
}
