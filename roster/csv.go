package roster

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"tainha/rules"
)

// csvFault is why a text can't be split.
type csvFault struct {
	row  int // 0: the whole file
	what rules.Message
}

// readCSV splits a text into rows. The separator is the comma, the semicolon or
// the tab that the first rows hold most often. UTF-8 is read with or without a
// byte order mark, UTF-16 with one; any other encoding is refused rather than
// guessed, since names would be spoilt unseen. Of a row no more is held than its first cells and
// of a cell its beginning, however long they are.
func readCSV(data []byte, held *held) ([]line, *csvFault) {
	refuse := func(row int, key string, args ...any) ([]line, *csvFault) {
		return nil, &csvFault{row, rules.Msg("roster.file."+key, args...)}
	}
	text, at := decode(data)
	if at > 0 {
		return refuse(at, "not_utf8")
	}
	r := csvReader{text: text, comma: separator(text), number: 1}
	var lines []line
	for {
		number := r.number
		cells, err := r.record()
		switch {
		case errors.Is(err, errNoMore):
			return lines, nil
		case err != nil:
			return refuse(number, "quotes")
		case len(lines) == maxRows:
			return refuse(0, "too_many_rows", "limit", maxRows)
		case number == 1 && isSeparatorHint(cells, r.comma):
			continue
		}
		for i := range cells {
			if !held.take(cells[i]) {
				return refuse(0, "too_much", "limit", maxRows)
			}
		}
		if !held.cells(len(cells)) {
			return refuse(0, "too_much", "limit", maxRows)
		}
		lines = addLine(lines, number, cells)
	}
}

var (
	errNoMore = errors.New("no more rows")
	errQuotes = errors.New("a quotation mark out of place")
)

// csvReader reads the rows of a text one by one.
type csvReader struct {
	text   []byte
	comma  byte
	at     int
	number int // of the line that comes next
	cells  []string
}

// record is the next row; its cells hold until the one after.
func (r *csvReader) record() ([]string, error) {
	if r.at >= len(r.text) {
		return nil, errNoMore
	}
	r.cells = r.cells[:0]
	for {
		cell, err := r.field()
		if err != nil {
			return nil, err
		}
		if len(r.cells) < maxColumns {
			r.cells = append(r.cells, cell)
		}
		if r.at < len(r.text) && r.text[r.at] == r.comma {
			r.at++
			continue
		}
		if r.at < len(r.text) {
			r.at++ // the end of the line
		}
		r.number++
		return r.cells, nil
	}
}

// field is the next cell, up to the separator or the end of the line.
func (r *csvReader) field() (string, error) {
	if bytes.HasPrefix(r.text[r.at:], []byte(`"`)) {
		return r.quoted()
	}
	end := bytes.IndexAny(r.text[r.at:], string(rune(r.comma))+"\n")
	if end < 0 {
		end = len(r.text) - r.at
	}
	cell := r.text[r.at : r.at+end]
	r.at += end
	// ="0900000001" is how programs keep Excel from reading a number.
	if inner, formula := bytes.CutPrefix(bytes.TrimRight(cell, "\r "), []byte(`="`)); formula && bytes.HasSuffix(inner, []byte(`"`)) {
		return brief(beginning(inner[:len(inner)-1])), nil
	}
	if bytes.IndexByte(cell, '"') >= 0 && !bytes.HasPrefix(bytes.TrimSpace(cell), []byte("=")) {
		return "", errQuotes
	}
	return brief(beginning(cell)), nil
}

// beginning is as much of a cell as is read.
func beginning(cell []byte) string { return string(cell[:min(len(cell), longestCell+1)]) }

// quoted is a cell in quotation marks, in which a mark is written twice and lines
// may end.
func (r *csvReader) quoted() (string, error) {
	var out strings.Builder
	rest := r.text[r.at+1:]
	for {
		i := bytes.IndexByte(rest, '"')
		if i < 0 {
			return "", errQuotes
		}
		r.number += bytes.Count(rest[:i], []byte("\n"))
		if out.Len() <= longestCell {
			out.WriteString(beginning(rest[:i]))
		}
		if rest = rest[i+1:]; bytes.HasPrefix(rest, []byte(`"`)) {
			if out.Len() <= longestCell {
				out.WriteByte('"')
			}
			rest = rest[1:]
			continue
		}
		break
	}
	rest = bytes.TrimPrefix(rest, []byte("\r"))
	if len(rest) > 0 && rest[0] != r.comma && rest[0] != '\n' {
		return "", errQuotes
	}
	r.at = len(r.text) - len(rest)
	cell := out.String()
	if inner, formula := strings.CutPrefix(cell, `="`); formula {
		cell = strings.TrimSuffix(inner, `"`)
	}
	return brief(cell), nil
}

// decode returns the text of a CSV file, or the number of the first line that
// is in none of the encodings that are read.
func decode(data []byte) (text []byte, badLine int) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return decodeUTF16(data), 0
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	number := 0
	for row := range bytes.Lines(data) {
		number++
		if !utf8.Valid(row) || bytes.IndexByte(row, 0) >= 0 {
			return nil, number
		}
	}
	return data, 0
}

// decodeUTF16 reads a text whose byte order mark says how.
func decodeUTF16(data []byte) []byte {
	high, low := 1, 0
	if data[0] == 0xfe {
		high, low = 0, 1
	}
	unit := func(at int) rune { return rune(data[at+high])<<8 | rune(data[at+low]) }
	out := make([]byte, 0, len(data)+len(data)/2)
	for at := 2; at+1 < len(data); at += 2 {
		r := unit(at)
		if utf16.IsSurrogate(r) && at+3 < len(data) {
			if pair := utf16.DecodeRune(r, unit(at+2)); pair != utf8.RuneError {
				r = pair
				at += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// separatorRows is how many rows the separator is looked for in.
const separatorRows = 50

// separator is the one of , ; and tab that the first rows hold most often
// outside quotes; the comma when none does.
func separator(text []byte) byte {
	counts := map[byte]int{}
	rows, quoted := 0, false
	for i := 0; i < len(text) && rows < separatorRows; i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			rows++
		case c == ',' || c == ';' || c == '\t':
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// isSeparatorHint recognises the row "sep=;" that Excel writes and obeys.
func isSeparatorHint(cells []string, comma byte) bool {
	return strings.HasPrefix(strings.ToLower(strings.Join(cells, string(rune(comma)))), "sep=")
}
