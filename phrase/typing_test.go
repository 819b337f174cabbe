package phrase

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// keys writes text as the keyboard leaves it when the program for Vietnamese is off:
// the keys of VNI (digits) or of Telex (letters) after each word.
func keys(text string, shape, tone map[rune]string) string {
	var out []string
	for w := range strings.SplitSeq(text, " ") {
		var b strings.Builder
		last := ""
		for _, r := range norm.NFD.String(w) {
			switch {
			case r == 'đ' || r == 'Đ':
				if shape['đ'] == "9" {
					b.WriteString("d9")
				} else {
					b.WriteString("dd")
				}
			case tone[r] != "":
				last = tone[r]
			case shape[r] != "":
				s := shape[r]
				if s == "=" { // Telex doubles the letter
					t := b.String()
					s = t[len(t)-1:]
				}
				b.WriteString(s)
			case (r == ',' || r == '.' || r == '?' || r == ':') && last != "":
				b.WriteString(last)
				last = ""
				b.WriteRune(r)
			default:
				b.WriteRune(r)
			}
		}
		out = append(out, b.String()+last)
	}
	return strings.Join(out, " ")
}

func vni(text string) string {
	return keys(text, map[rune]string{'đ': "9", '\u0302': "6", '\u0306': "8", '\u031b': "7"},
		map[rune]string{'\u0301': "1", '\u0300': "2", '\u0309': "3", '\u0303': "4", '\u0323': "5"})
}

func telex(text string) string {
	return keys(text, map[rune]string{'đ': "d", '\u0302': "=", '\u0306': "w", '\u031b': "w"},
		map[rune]string{'\u0301': "s", '\u0300': "f", '\u0309': "r", '\u0303': "x", '\u0323': "j"})
}

func TestHowOneTypesChangesLittle(t *testing.T) {
	t.Parallel()
	for name, typed := range map[string]func(string) string{"VNI": vni, "Telex": telex, "no marks": plain} {
		right, all := 0, 0
		var wrong []string
		for _, file := range []string{"testdata/said-vi.tsv", "testdata/tasks-vi.tsv", "testdata/tasks-more-vi.tsv", "testdata/dates-vi.tsv"} {
			for _, s := range readSaid(t, file) {
				if s.category == "slips" || explainSaid(s) != s.want {
					continue
				}
				all++
				x := s
				x.text = typed(s.text)
				if got := explainSaid(x); got == s.want || name == "no marks" && plain(got) == plain(s.want) {
					right++
				} else {
					wrong = append(wrong, x.text+"\n   got "+got+"\n  want "+s.want)
				}
			}
		}
		t.Logf("%s: %d of %d", name, right, all)
		if right*100 < all*95 {
			t.Errorf("%s: %d of %d sentences are read as their plain form", name, right, all)
		}
		if os.Getenv("SHOW") != "" {
			for _, w := range wrong {
				t.Log(name, w)
			}
		}
	}
}
