package roster

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

var (
	phoneForm = regexp.MustCompile(`^84([35789]\d{8}|2\d{9})$`)
	sciForm   = regexp.MustCompile(`(?i)^\d([.,]\d+)?E\+?\d{1,2}$`)
	// numberSplit is what stands between two numbers of one person.
	numberSplit = regexp.MustCompile(`(?i)\s*(?:[;/|,]|\bhoặc\b|\bvà\b|\s[-–—]\s)\s*|\s{2,}`)
	// aside is a remark in brackets, but for an area code or the zero of +84 (0)90.
	remarkForm = regexp.MustCompile(`\(([^()]*)\)`)
	areaForm   = regexp.MustCompile(`^\s*0?2?\d{0,3}\s*$`)
	runForm    = regexp.MustCompile(`\+?\d[\d .\-]{7,14}\d`)
)

// readPhone returns 84 and the number without its leading zero, of a number as people write it: with any
// signs between the digits, +84 or 84 before it, a remark behind it. Of two numbers
// the first mobile one is taken. Excel drops the leading zero, so nine digits are a mobile
// number too.
func readPhone(s string) (string, string) {
	number, _, wrong := phones(s)
	return number, wrong
}

// phones is the number that is taken and how many more the cell holds.
func phones(s string) (number string, more int, wrong string) {
	if m := wholeForm.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if sciForm.MatchString(s) {
		digits, lost := unrounded(s)
		if lost {
			return "", 0, "phone_lost"
		}
		s = digits
	}
	s = remarkForm.ReplaceAllStringFunc(s, func(brackets string) string {
		inner := brackets[1 : len(brackets)-1]
		if at := strings.Index(s, brackets); areaForm.MatchString(inner) && at < 6 {
			return inner
		}
		return " "
	})
	if number, ok := onePhone(s); ok {
		return number, 0, ""
	}
	parts := numberSplit.Split(s, -1)
	var found []string
	for _, part := range parts {
		if n, ok := onePhone(part); ok {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		for _, run := range runForm.FindAllString(s, -1) {
			if n, ok := onePhone(run); ok {
				found = append(found, n)
			}
		}
	}
	if len(found) == 0 {
		return "", 0, "phone"
	}
	for _, n := range found {
		if !strings.HasPrefix(n, "842") {
			return n, len(found) - 1, ""
		}
	}
	return found[0], len(found) - 1, ""
}

// onePhone reads a text that is one number and nothing else.
func onePhone(s string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune(" .,-–—‐‑−_'’()+", r):
			return -1
		}
		return 'x'
	}, s)
	switch {
	case strings.HasPrefix(digits, "0084"):
		digits = digits[2:]
	case strings.HasPrefix(digits, "0"):
		digits = "84" + digits[1:]
	case len(digits) == 9: // a mobile number without its zero
		digits = "84" + digits
	}
	if rest, ok := strings.CutPrefix(digits, "840"); ok { // +84 (0)90
		digits = "84" + rest
	}
	return digits, phoneForm.MatchString(digits)
}

// unrounded gives a number back all its digits. lost tells one that Excel
// has rounded: 9.1E+08.
func unrounded(s string) (digits string, lost bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToUpper(strings.ReplaceAll(s, ",", ".")), "E")
	power, _ := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	_, decimals, _ := strings.Cut(mantissa, ".")
	number, ok := new(big.Rat).SetString(mantissa + "E" + strconv.Itoa(power))
	if !ok || len(decimals) < power-1 { // a last digit 0 is dropped by Excel too
		return "", true
	}
	return number.FloatString(0), false
}
