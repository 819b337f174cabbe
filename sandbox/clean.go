package sandbox

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// formatted is a text with its entities, cleaned as Telegram cleans it.
type formatted struct {
	text     string
	entities []Entity
}

// clean does what Telegram does to every text: control characters become
// spaces, carriage returns and direction overrides go, entities follow; entities
// of spaces alone go; spaces at both ends go (at the beginning only up to the first entity).
func clean(f formatted) (formatted, error) {
	if !utf8.ValidString(f.text) {
		return formatted{}, official("strings must be encoded in UTF-8")
	}
	f = dropCharacters(f)
	f.entities = nest(f.entities)
	f.entities = shrink(f.text, f.entities)
	right := strings.TrimRight(f.text, " \n")
	total := utf16Len(right)
	for i := range f.entities {
		e := &f.entities[i]
		e.Length = min(e.Length, total-e.Offset)
	}
	f.entities = slices.DeleteFunc(f.entities, func(e Entity) bool { return e.Length <= 0 })
	sortEntities(f.entities)
	first := len(right)
	if len(f.entities) > 0 {
		first = f.entities[0].Offset // only spaces and line ends are counted before it, so bytes are units
	}
	n := 0
	for n < first && n < len(right) && (right[n] == ' ' || right[n] == '\n') {
		n++
	}
	f.text = right[n:]
	for i := range f.entities {
		f.entities[i].Offset -= n
	}
	return f, nil
}

// dropCharacters replaces and removes characters and moves the entities along.
func dropCharacters(f formatted) formatted {
	if strings.IndexFunc(f.text, func(r rune) bool { return mapCharacter(r) != r }) < 0 {
		return f
	}
	var b strings.Builder
	var removed []int // UTF-16 offsets of what went
	at := 0
	for _, r := range f.text {
		switch m := mapCharacter(r); {
		case m < 0:
			removed = append(removed, at)
		default:
			b.WriteRune(m)
		}
		at++
		if r > 0xffff {
			at++
		}
	}
	before := func(offset int) int {
		n, _ := slices.BinarySearch(removed, offset)
		return n
	}
	out := make([]Entity, 0, len(f.entities))
	for _, e := range f.entities {
		start, end := e.Offset-before(e.Offset), e.Offset+e.Length-before(e.Offset+e.Length)
		if e.Offset, e.Length = start, end-start; e.Length > 0 {
			out = append(out, e)
		}
	}
	return formatted{b.String(), out}
}

func mapCharacter(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\r', r >= 0x2028 && r <= 0x202e, r == 0x333, r == 0x33f, r == 0x30a:
		return -1
	case r < 32:
		return ' '
	}
	return r
}

// shrink moves the beginning of each entity past spaces and drops what holds nothing else.
func shrink(text string, es []Entity) []Entity {
	if len(es) == 0 {
		return es
	}
	units := make([]rune, 0, len(text))
	for _, r := range text {
		units = append(units, r)
		if r > 0xffff {
			units = append(units, r)
		}
	}
	out := es[:0:0]
	for _, e := range es {
		end := min(e.Offset+e.Length, len(units))
		for e.Offset < end && (units[e.Offset] == ' ' || units[e.Offset] == '\n') {
			e.Offset++
		}
		if e.Length = end - e.Offset; e.Length > 0 {
			out = append(out, e)
		}
	}
	return out
}
