package rules

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Ratio is an exact part of a whole: a third stays a third. The zero value is
// no valid ratio.
type Ratio struct{ Num, Den int }

// valid reports whether the ratio is over 0 and at most 1.
func (r Ratio) valid() bool { return r.Num > 0 && r.Num <= r.Den }

// Of returns the ratio of n, rounded down. The ratio must be valid.
func (r Ratio) Of(n int) int { return r.Num * n / r.Den }

// Under returns the largest whole number strictly under the ratio of n, at
// least 0. The ratio must be valid.
func (r Ratio) Under(n int) int { return max(0, r.Num*n-1) / r.Den }

// String is a percentage where that is exact to a tenth, else a fraction.
func (r Ratio) String() string {
	if r.Den == 0 {
		return "0%"
	}
	switch tenths := r.Num * 1000; {
	case tenths%(r.Den*10) == 0:
		return strconv.Itoa(tenths/r.Den/10) + "%"
	case tenths%r.Den == 0:
		return fmt.Sprintf("%d.%d%%", tenths/r.Den/10, tenths/r.Den%10)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}

// ParseRatio reads "30%", "33,5 %", "1/3" and "0.3"; a comma and a point both
// mark decimals. It returns a *Refusal for anything else and for what is not
// over 0 and at most 1. A bare number over 1 is read as per cent.
func ParseRatio(s string) (Ratio, error) {
	text := strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), ",", ".")
	number, percent := strings.CutSuffix(text, "%")
	v, ok := new(big.Rat), false
	if len(number) <= 12 && !strings.ContainsAny(number, "eExXpPoObB_") {
		v, ok = v.SetString(number)
	}
	if !ok {
		return Ratio{}, Refuse("policy.ratio", "value", s)
	}
	if percent || v.Cmp(big.NewRat(1, 1)) > 0 {
		v.Quo(v, big.NewRat(100, 1))
	}
	r := Ratio{int(v.Num().Int64()), int(v.Denom().Int64())}
	if !r.valid() {
		return Ratio{}, Refuse("policy.ratio", "value", s)
	}
	return r, nil
}

// MarshalText writes String.
func (r Ratio) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRatio reads.
func (r *Ratio) UnmarshalText(b []byte) error {
	v, err := ParseRatio(string(b))
	if err != nil {
		return fmt.Errorf("%q is not a ratio over 0 and at most 100%%, such as 30%% or 1/3", b)
	}
	*r = v
	return nil
}

// ParseHalves reads a number of days with at most a half, "2" or "2,5", as
// half-days. It returns a *Refusal for anything else and for 0.
func ParseHalves(s string) (int, error) {
	whole, frac, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), ",", "."), ".")
	n, err := strconv.Atoi(whole)
	halves := 2 * n
	switch strings.TrimRight(frac, "0") {
	case "":
	case "5":
		halves++
	default:
		return 0, Refuse("policy.days", "value", s)
	}
	if err != nil || n < 0 || n > 366 || halves == 0 {
		return 0, Refuse("policy.days", "value", s)
	}
	return halves, nil
}

// Days is a number of half-days as an argument of a message: "2" or "2,5".
func Days(halves int) Message {
	if halves%2 == 0 {
		return Msg("count.days", "whole", halves/2)
	}
	return Msg("count.days_half", "whole", halves/2)
}

var modeNames = [...]string{"off", "block", "approve_above"}

func (m Mode) String() string {
	if int(m) >= len(modeNames) {
		return "unknown"
	}
	return modeNames[m]
}

// MarshalText writes "off", "block" or "approve_above".
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (m *Mode) UnmarshalText(b []byte) error {
	for i, name := range modeNames {
		if name == string(b) {
			*m = Mode(i)
			return nil
		}
	}
	return fmt.Errorf("mode %q is none of off, block, approve_above", b)
}
