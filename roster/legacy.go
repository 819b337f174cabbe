package roster

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// spoiltDay is how Excel writes in a CSV file what it took for a day: 12-Oct.
var spoiltDay = regexp.MustCompile(`(?i)^(\d{1,2}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2}|\d{1,2}-thg \d{1,2}|thg \d{1,2}-\d{2}|thg-\d{2}-\d{2})$`)

var (
	// lostForm is a letter that a program without Unicode has given up.
	lostForm = regexp.MustCompile(`\p{L}\?|\?\p{L}|\x{FFFD}`)
	// mojibakeForm is UTF-8 that was read as Windows-1252.
	mojibakeForm = regexp.MustCompile(`á[»º]|Ã[^\p{L}\s\-.,;:()]|Ä[‘ƒ]|Æ[°¡]|â€|Ã¡|Ã¢|Ãª|Ã´`)
	// tcvn3Form are signs and letters within a word that Vietnamese has not: ABC fonts show them as ô, ế, ị.
	tcvn3Form = regexp.MustCompile(`[\p{L}][¡¢£¤¥¦§¨©ª«¬®¯µ¶·¸¹»¼½¾×÷]|[¡¢£¤¥¦§¨©ª«¬®µ¶¸¹»¼½¾×÷][\p{L}]|[ÆÞßþÐð]|\p{Ll}[\x{C0}-\x{D6}\x{D8}-\x{DE}]`)
	// vniForm are pairs that VNI fonts show as one letter with its tone.
	vniForm = regexp.MustCompile(`(?i)[aă][êâùøûõïáàåãäéèúüë]|e[âùøûõïáàåãä]|[oö][âùøûõïåä]|u[ùøûõï]|y[øûõï]|öô|ô[ùøûõï]|(^|\s)ñ`)
)

// legacy names what is wrong with a text that is not in Unicode, or whose letters
// a program has lost; empty when nothing is.
func legacy(s string) string {
	plain := true
	for _, r := range s {
		if r >= utf8.RuneSelf {
			plain = false
		}
		if r >= 'Ạ' && r <= 'ỹ' || strings.ContainsRune("ăĂđĐơƠưƯ", r) { // no other encoding shows these
			plain = true
			break
		}
	}
	switch {
	case strings.ContainsAny(s, "?\uFFFD") && lostForm.MatchString(strings.TrimRight(s, "?")):
		return "letters_lost"
	case plain:
		return ""
	case mojibakeForm.MatchString(s) || misread(s):
		return "mojibake"
	case tcvn3Form.MatchString(s):
		return "tcvn3"
	case vniForm.MatchString(s):
		return "vni"
	}
	return ""
}

// misread reports whether a text is UTF-8 whose bytes were taken for letters.
func misread(s string) bool {
	raw, err := charmap.Windows1252.NewEncoder().String(s)
	return err == nil && utf8.ValidString(raw) && raw != s
}
