package roster

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
)

// errTooLarge is a file that holds more than any staff list.
var errTooLarge = errors.New("the file holds too much")

// maxToken is how long one piece of XML may be: the longest text of a cell, four
// bytes a letter, each written as an entity.
const maxToken = 1 << 20

// markup reads the pieces of an XML file one by one. However the file was made, it
// holds no more than one of them: elements are not matched, depth is not remembered.
type markup struct {
	decoder *xml.Decoder
	source  *metered
}

// metered hands out bytes until the piece is too long or the file too large.
type metered struct {
	in    *bufio.Reader
	piece int
	left  *unpacked
}

// unpacked is what the parts of a workbook may still hold.
type unpacked struct{ bytes, pieces int }

func newMarkup(r io.Reader, left *unpacked) *markup {
	source := &metered{in: bufio.NewReader(r), left: left}
	m := &markup{xml.NewDecoder(source), source}
	m.decoder.Strict = false
	return m
}

// ReadByte is what the decoder reads by.
func (m *metered) ReadByte() (byte, error) {
	if m.piece--; m.piece < 0 {
		return 0, errTooLarge
	}
	if m.left.bytes--; m.left.bytes < 0 {
		return 0, errTooLarge
	}
	return m.in.ReadByte()
}

// Read completes an io.Reader.
func (m *metered) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := m.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// next is the next piece; its bytes hold until the one after.
func (m *markup) next() (xml.Token, error) {
	m.source.piece = maxToken
	if m.source.left.pieces--; m.source.left.pieces < 0 {
		return nil, errTooLarge
	}
	return m.decoder.RawToken()
}

// attribute is an element's attribute by its name, whatever its prefix.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isOn reads a flag of XML.
func isOn(s string) bool { return s == "1" || s == "true" || s == "on" }

// each calls fn for the start of each element.
func (m *markup) each(fn func(xml.StartElement) error) error {
	for {
		piece, err := m.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := piece.(xml.StartElement); ok {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
}
