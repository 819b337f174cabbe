package sandbox

import (
	"strings"
	"unicode/utf8"
)

// htmlEntityType is the entity that a start tag makes, if Telegram knows the tag.
// "span" and "a" decide by their attributes.
func htmlEntityType(tag string) (string, bool) {
	switch tag {
	case "b", "strong":
		return "bold", true
	case "i", "em":
		return "italic", true
	case "u", "ins":
		return "underline", true
	case "s", "strike", "del":
		return "strikethrough", true
	case "tg-spoiler", "span":
		return "spoiler", true
	case "a":
		return "text_link", true
	case "tg-emoji":
		return "custom_emoji", true
	case "pre", "code", "blockquote":
		return tag, true
	}
	return "", false
}

type openTag struct {
	name, argument string
	offset         int // UTF-16 units
	begin          int // bytes of the plain text
}

type htmlParser struct {
	src      string
	pos      int
	out      []byte
	offset   int // UTF-16 units written
	open     []openTag
	entities []Entity
	language map[int]string // entity index of a code → its class=language-…
}

// parseHTML reads Telegram's HTML parse mode into plain text and entities, sorted.
// Errors are the official texts without their prefix; byte offsets count the source.
func parseHTML(src string) (string, []Entity, error) {
	p := &htmlParser{src: src, out: make([]byte, 0, len(src)), language: map[int]string{}}
	for p.pos < len(src) {
		var err error
		switch c := src[p.pos]; {
		case c == '<' && p.at(p.pos+1) == '/':
			err = p.endTag()
		case c == '<':
			err = p.startTag()
		case c == '&':
			p.reference()
		default:
			p.copyByte()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if len(p.open) > 0 {
		return "", nil, official("Can't find end tag corresponding to start tag %q", p.open[len(p.open)-1].name)
	}
	if !utf8.Valid(p.out) {
		return "", nil, official("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	sortEntities(p.entities)
	return string(p.out), p.entities, nil
}

// at reads a byte of the source; past its end it is 0, as in a C string.
func (p *htmlParser) at(i int) byte {
	if i < len(p.src) {
		return p.src[i]
	}
	return 0
}

func htmlSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 || c == '\v'
}

func (p *htmlParser) copyByte() {
	c := p.src[p.pos]
	if c&0xc0 != 0x80 {
		p.offset++
		if c >= 0xf0 {
			p.offset++
		}
	}
	p.out = append(p.out, c)
	p.pos++
}

func (p *htmlParser) reference() {
	code, next := decodeReference(p.src, p.pos)
	if code == 0 {
		p.copyByte()
		return
	}
	p.pos = next
	p.offset++
	if code > 0xffff {
		p.offset++
	}
	p.out = appendCodePoint(p.out, code)
}

// appendCodePoint writes UTF-8, and half of a surrogate pair as the invalid bytes that it is.
func appendCodePoint(b []byte, code rune) []byte {
	if code >= 0xd800 && code <= 0xdfff {
		return append(b, 0xe0|byte(code>>12), 0x80|byte(code>>6&0x3f), 0x80|byte(code&0x3f))
	}
	return utf8.AppendRune(b, code)
}

// decodeReference reads a character reference at s[i] == '&'. It gives 0 for
// what is none (which then stands as text), else the character and the next position.
func decodeReference(s string, i int) (rune, int) {
	at := func(j int) byte {
		if j < len(s) {
			return s[j]
		}
		return 0
	}
	end := i + 1
	var code rune
	if at(end) != '#' {
		for isLetter(at(end)) {
			end++
		}
		switch s[i+1 : end] {
		case "lt":
			code = '<'
		case "gt":
			code = '>'
		case "amp":
			code = '&'
		case "quot":
			code = '"'
		default:
			return 0, i
		}
	} else {
		base, digit := rune(10), isDigit
		end++
		if at(end) == 'x' {
			base, digit = 16, isHexDigit
			end++
		}
		for digit(at(end)) && end-i < 10 {
			code = code*base + hexValue(at(end))
			end++
		}
		if code <= 0 || code >= 0x10ffff || end-i >= 10 {
			return 0, i
		}
	}
	if at(end) == ';' {
		end++
	}
	return code, end
}

func isLetter(c byte) bool   { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool    { return c >= '0' && c <= '9' }
func isHexDigit(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
func hexValue(c byte) rune {
	if isDigit(c) {
		return rune(c - '0')
	}
	return rune(c|0x20-'a') + 10
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	p.pos++
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	if p.at(p.pos) == 0 {
		return official("Unclosed start tag at byte offset %d", begin)
	}
	name := strings.ToLower(p.src[begin+1 : p.pos])
	if _, known := htmlEntityType(name); !known {
		return official("Unsupported start tag %q at byte offset %d", name, begin)
	}
	argument := ""
	for p.at(p.pos) != '>' {
		for p.at(p.pos) != 0 && htmlSpace(p.at(p.pos)) {
			p.pos++
		}
		if p.at(p.pos) == '>' {
			break
		}
		attribute, value, err := p.attribute(name, begin)
		if err != nil {
			return err
		}
		if a, ok := tagArgument(name, attribute, value); ok {
			argument = a
		}
	}
	if name == "span" && argument != "spoiler" {
		return official(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
	}
	p.pos++
	p.open = append(p.open, openTag{name, argument, p.offset, len(p.out)})
	return nil
}

// tagArgument keeps the attributes that mean something; Telegram drops the others silently.
func tagArgument(tag, attribute, value string) (string, bool) {
	switch {
	case tag == "a" && attribute == "href", tag == "tg-emoji" && attribute == "emoji-id":
		return value, true
	case tag == "code" && attribute == "class" && strings.HasPrefix(value, "language-"):
		return value[len("language-"):], true
	case tag == "span" && attribute == "class" && strings.HasPrefix(value, "tg-"):
		return value[len("tg-"):], true
	case tag == "blockquote" && attribute == "expandable":
		return "expandable", true
	}
	return "", false
}

func (p *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	start := p.pos
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '=' && p.at(p.pos) != '>' {
		p.pos++
	}
	name = p.src[start:min(p.pos, len(p.src))]
	if name == "" {
		return "", "", official("Empty attribute name in the tag %q at byte offset %d", tag, begin)
	}
	for p.at(p.pos) != 0 && htmlSpace(p.at(p.pos)) {
		p.pos++
	}
	if p.at(p.pos) != '=' {
		if p.at(p.pos) == 0 {
			return "", "", official("Unclosed start tag %q at byte offset %d", tag, begin)
		}
		if tag == "blockquote" && name == "expandable" {
			return name, "", nil
		}
		return "", "", official("Expected equal sign in declaration of an attribute of the tag %q at byte offset %d", tag, begin)
	}
	p.pos++
	for p.at(p.pos) != 0 && htmlSpace(p.at(p.pos)) {
		p.pos++
	}
	if p.at(p.pos) == 0 {
		return "", "", official("Unclosed start tag %q at byte offset %d", tag, begin)
	}
	if q := p.at(p.pos); q == '"' || q == '\'' {
		value = p.quoted(q)
	} else {
		token := p.pos
		for c := p.at(p.pos); isLetter(c) || isDigit(c) || c == '.' || c == '-'; c = p.at(p.pos) {
			p.pos++
		}
		value = strings.ToLower(p.src[token:p.pos])
		if c := p.at(p.pos); !htmlSpace(c) && c != '>' {
			return "", "", official("Unexpected end of name token at byte offset %d", token)
		}
	}
	if p.at(p.pos) == 0 {
		return "", "", official("Unclosed start tag at byte offset %d", begin)
	}
	return name, value, nil
}

func (p *htmlParser) quoted(quote byte) string {
	var b []byte
	p.pos++
	for p.at(p.pos) != quote && p.at(p.pos) != 0 {
		if p.at(p.pos) == '&' {
			if code, next := decodeReference(p.src, p.pos); code != 0 {
				b = appendCodePoint(b, code)
				p.pos = next
				continue
			}
		}
		b = append(b, p.at(p.pos))
		p.pos++
	}
	if p.at(p.pos) == quote {
		p.pos++
	}
	return string(b)
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return official("Unexpected end tag at byte offset %d", begin)
	}
	p.pos += 2
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	name := strings.ToLower(p.src[begin+2 : min(p.pos, len(p.src))])
	for htmlSpace(p.at(p.pos)) && p.at(p.pos) != 0 {
		p.pos++
	}
	if p.at(p.pos) != '>' {
		return official("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return official(`Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"`, begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.offset == tag.offset {
		return nil
	}
	return p.closeTag(tag)
}

// closeTag adds the entity of a tag that holds some text. A <code> that fills a
// <pre> exactly gives the pre its language, whichever stands inside.
func (p *htmlParser) closeTag(tag openTag) error {
	e := Entity{Offset: tag.offset, Length: p.offset - tag.offset}
	e.Type, _ = htmlEntityType(tag.name)
	last := len(p.entities) - 1
	fills := last >= 0 && p.entities[last].Offset == e.Offset && p.entities[last].Length == e.Length
	switch tag.name {
	case "a":
		if tag.argument == "" {
			tag.argument = string(p.out[tag.begin:])
		}
		url, err := checkLink(tag.argument)
		if err != nil {
			return nil // Telegram shows a link that is none as plain text
		}
		e.URL = url
	case "tg-emoji":
		return official("Invalid custom emoji identifier specified")
	case "pre":
		if fills && p.entities[last].Type == "code" && p.language[last] != "" {
			p.entities[last].Type, p.entities[last].Language = "pre", p.language[last]
			return nil
		}
	case "code":
		if fills && p.entities[last].Type == "pre" && tag.argument != "" {
			p.entities[last].Language = tag.argument
			return nil
		}
		p.language[last+1] = tag.argument
	case "blockquote":
		if tag.argument == "expandable" {
			e.Type = "expandable_blockquote"
		}
	}
	p.entities = append(p.entities, e)
	return nil
}
