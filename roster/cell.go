package roster

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tainha/fold"
	"tainha/rules"
)

// Longest texts, in characters.
const (
	maxCode     = 32
	maxName     = 120
	maxDecision = 120
)

// clean is a cell's text in NFC, with single spaces, without the characters that
// nobody sees: byte order marks, zero-width and direction marks, controls.
func clean(s string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(norm.NFC.String(visible)), " ")
}

var (
	codeForm   = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._/-]*$`)
	wholeForm  = regexp.MustCompile(`^(\d+)[.,]0+$`)
	excelFault = regexp.MustCompile(`^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)$`)
	dateForm   = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)
	isoForm    = regexp.MustCompile(`^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$`)
	midnight   = regexp.MustCompile(`[ T]0{1,2}:00(:00)?(\.0+)?Z?$`)
	serialForm = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
)

// readReference reads a code that stands for something else; whether that
// exists is checked when all is read. A number that Excel wrote as "123.0" is 123.
func readReference(s string) (string, string) {
	if m := wholeForm.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	return s, ""
}

// readCode checks a code.
func readCode(s string) (string, string) {
	s, _ = readReference(s)
	if len([]rune(s)) > maxCode || !codeForm.MatchString(s) {
		return s, "code"
	}
	return s, ""
}

// readName checks the name of a person, a unit or a position.
func readName(s string) (string, string) {
	switch {
	case len([]rune(s)) > maxName:
		return s, "name_long"
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return s, "name"
	}
	return s, ""
}

var (
	yes = folded("có", "x", "1", "yes", "y", "true", "đúng", "c")
	no  = folded("không", "0", "no", "n", "false", "sai", "k")
)

// readFlag reads yes and no in both languages; blank is what stands for an
// empty cell.
func readFlag(s string, blank bool) (bool, string) {
	f := fold.Letters(s)
	switch {
	case s == "" || s == "-":
		return blank, ""
	case s == "✓" || s == "✔" || slices.Contains(yes, f):
		return true, ""
	case slices.Contains(no, f):
		return false, ""
	}
	return false, "flag"
}

// readDate reads 26/11/2026, 2026-11-26 and the number that Excel stores for a
// day, which it counts from epoch.
func readDate(s string, epoch rules.Date) (rules.Date, string) {
	s = midnight.ReplaceAllString(s, "")
	day, month, year := "", "", ""
	if m := dateForm.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := isoForm.FindStringSubmatch(s); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if serialForm.MatchString(s) {
		whole, _, _ := strings.Cut(s, ".")
		return inYears(epoch.AddDays(number(whole)), true)
	}
	return inYears(rules.ValidDate(number(year), time.Month(number(month)), number(day)))
}

// number reads digits; the forms above let nothing else pass.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// inYears refuses a day that no roster means.
func inYears(d rules.Date, ok bool) (rules.Date, string) {
	if !ok || d.Year() < 1950 || d.Year() > 2100 {
		return 0, "date"
	}
	return d, ""
}

// roleNames are the words for roles; that of a head is not among them: whoever
// heads a unit has it.
var roleNames = map[rules.Roles][]string{
	rules.Staff:       folded("nhân viên", "công chức", "viên chức", "cán bộ", "chuyên viên", "staff"),
	rules.Coordinator: folded("điều phối", "điều phối viên", "đầu mối", "đầu mối thí điểm", "coordinator"),
	rules.Auditor:     folded("kiểm tra", "thanh tra", "kiểm soát", "auditor"),
	rules.Operator:    folded("quản trị", "quản trị kỹ thuật", "vận hành", "operator", "admin"),
}

var (
	headNames = folded("trưởng phòng", "người đứng đầu", "lãnh đạo", "trưởng đơn vị", "head", "giám đốc")
	joints    = regexp.MustCompile(`[+,;/&]`)
)

// readRoles reads roles joined by +. An empty cell is staff; a person has the
// roles that are written and no others.
func readRoles(s string) (rules.Roles, string) {
	if s == "" {
		return rules.Staff, ""
	}
	var roles rules.Roles
	for _, word := range joints.Split(s, -1) {
		f := fold.Letters(word)
		if slices.Contains(headNames, f) {
			return 0, "role_head"
		}
		found := rules.Roles(0)
		for role, names := range roleNames {
			if slices.Contains(names, f) {
				found = role
			}
		}
		if found == 0 {
			return 0, "role"
		}
		roles |= found
	}
	return roles, ""
}
