package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

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
// guessed, since names would be spoilt unseen.
func readCSV(data []byte) ([]line, *csvFault) {
	refuse := func(row int, key string, args ...any) ([]line, *csvFault) {
		return nil, &csvFault{row, rules.Msg("roster.file."+key, args...)}
	}
	text, at := decode(data)
	if at > 0 {
		return refuse(at, "not_utf8")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	r.Comma = separator(text)
	r.ReuseRecord = true
	var lines []line
	for {
		cells, err := r.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return lines, nil
		case errors.As(err, &broken):
			return refuse(broken.StartLine, "quotes")
		case len(lines) == maxRows:
			return refuse(0, "too_many_rows", "limit", maxRows)
		}
		number, _ := r.FieldPos(0)
		if number == 1 && isSeparatorHint(cells, r.Comma) {
			continue
		}
		lines = addLine(lines, number, append([]string(nil), cells...))
	}
}

// decode returns the text of a CSV file, or the number of the first line that
// is in none of the encodings that are read.
func decode(data []byte) (text string, badLine int) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", 1
		}
		return string(decoded), 0
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	number := 0
	for row := range bytes.Lines(data) {
		number++
		if !utf8.Valid(row) || bytes.IndexByte(row, 0) >= 0 {
			return "", number
		}
	}
	return string(data), 0
}

// separatorRows is how many rows the separator is looked for in.
const separatorRows = 50

// separator is the one of , ; and tab that the first rows hold most often
// outside quotes; the comma when none does.
func separator(text string) rune {
	counts := map[rune]int{}
	rows, quoted := 0, false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			rows++
		default:
			counts[c]++
		}
		if rows == separatorRows {
			break
		}
	}
	best := ','
	for _, c := range []rune{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// isSeparatorHint recognises the row "sep=;" that Excel writes and obeys.
func isSeparatorHint(cells []string, comma rune) bool {
	return strings.HasPrefix(strings.ToLower(strings.Join(cells, string(comma))), "sep=")
}
