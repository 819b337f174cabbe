package config

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// What Notepad saves is read: a byte order mark, UTF-16 of both kinds, Windows lines.
func TestFilesOfWindowsEditorsAreRead(t *testing.T) {
	t.Parallel()
	const token = "1234567890:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi"
	text := "telegram:\r\n  token_file: token\r\nlanguage: en\r\n# Chào cờ\r\n"
	for name, encode := range map[string]func(string) ([]byte, error){
		"plain":             func(s string) ([]byte, error) { return []byte(s), nil },
		"UTF-8 with a mark": func(s string) ([]byte, error) { return []byte("\ufeff" + s), nil },
		"UTF-16LE":          utf16(unicode.LittleEndian),
		"UTF-16BE":          utf16(unicode.BigEndian),
	} {
		folder := t.TempDir()
		for file, content := range map[string]string{"config.yaml": text, "token": token + "\r\n"} {
			data, err := encode(content)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, file), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c, err := Load(filepath.Join(folder, "config.yaml"), func(string) string { return "" })
		if err != nil || string(c.Telegram.Token) != token || c.Language != "en" {
			t.Errorf("%s: %v, language %q", name, err, c.Language)
		}
	}
}

func utf16(order unicode.Endianness) func(string) ([]byte, error) {
	return func(s string) ([]byte, error) {
		return unicode.UTF16(order, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
	}
}
