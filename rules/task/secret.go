package task

import (
	"slices"
	"strings"
	"unicode"
)

// secretMarks are the levels of secrecy (độ mật): what bears one is never kept nor sent
// (rules section 11).
var secretMarks = [...]string{"Tuyệt mật", "Tối mật", "Mật"}

// composed are the letters of the marks, written as a base and its marks.
var composed = strings.NewReplacer(
	"a\u0323\u0302", "ậ", "a\u0302\u0323", "ậ", "â\u0323", "ậ", "ạ\u0302", "ậ",
	"A\u0323\u0302", "Ậ", "A\u0302\u0323", "Ậ", "Â\u0323", "Ậ", "Ạ\u0302", "Ậ",
	"o\u0302\u0301", "ố", "ô\u0301", "ố", "O\u0302\u0301", "Ố", "Ô\u0301", "Ố",
	"e\u0323\u0302", "ệ", "e\u0302\u0323", "ệ", "ê\u0323", "ệ", "ẹ\u0302", "ệ",
	"E\u0323\u0302", "Ệ", "E\u0302\u0323", "Ệ", "Ê\u0323", "Ệ", "Ẹ\u0302", "Ệ",
)

// Words of which "mật" is a part and no mark: bảo mật, mật độ, mật ong.
var (
	beforeSecret = []string{"bí", "bảo", "thân", "rậm", "cơ", "đường", "túi", "trật"}
	afterSecret  = []string{"độ", "khẩu", "mã", "thiết", "ong", "vụ", "thư", "ngữ", "danh", "nghị", "đàm", "ước", "gấu", "mía", "hoa", "ngọt", "báo", "phục", "lệnh", "tín"}
)

// SecretMark finds the mark of secrecy that a text bears, empty for none: "Mật", "Tối
// mật", "Tuyệt mật" in any case, with or without brackets. A word of which "mật" is a
// part, as in "bảo mật" or "mật khẩu", is none.
func SecretMark(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, composed.Replace(text))
	found := len(secretMarks)
	words := secretWords(text)
	for i, w := range words {
		if w != "mật" {
			continue
		}
		before, after := "", ""
		if i > 0 {
			before = words[i-1]
		}
		if i+1 < len(words) {
			after = words[i+1]
		}
		switch {
		case before == "tuyệt":
			found = min(found, 0)
		case before == "tối":
			found = min(found, 1)
		case !slices.Contains(beforeSecret, before) && !slices.Contains(afterSecret, after):
			found = min(found, 2) //nolint:mnd // the last of secretMarks
		}
	}
	if found == len(secretMarks) {
		return ""
	}
	return secretMarks[found]
}

// secretWords are the words of a text in small letters; what parts them other than
// space is a word of its own.
func secretWords(text string) []string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsSpace(r):
			b.WriteRune(r)
		default:
			b.WriteString(" . ")
		}
	}
	return strings.Fields(b.String())
}
