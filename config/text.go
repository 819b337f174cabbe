package config

import (
	"bytes"

	"golang.org/x/text/encoding/unicode"
)

// plainText is a text without the byte order mark that editors on Windows put before
// it, in UTF-8 when the mark says UTF-16.
func plainText(text []byte) []byte {
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(text)
		if err == nil {
			return decoded
		}
	}
	return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
}
