package task

import (
	"fmt"
	"math/big"
	"strings"

	"tainha/rules"
)

// Amount is an exact number: a quantity of products, a coefficient K, a volume K ×
// quantity, a share. A third stays a third. The zero value is 0. An amount is never
// changed; two are compared by Equal and Cmp.
type Amount struct {
	_   [0]func() // two equal amounts need not be the same value
	rat *big.Rat
}

// A is n of d, for numbers that stand in code and tests. It panics where d is 0.
func A(n, d int64) Amount { return Amount{rat: big.NewRat(n, d)} }

// N is a whole number.
func N(n int) Amount { return A(int64(n), 1) }

// OfWorkload is a volume of the pilot's numbers.
func OfWorkload(l rules.Workload) Amount { return A(int64(l), 100) }

// OfHalfHours is a stretch of work in hours.
func OfHalfHours(n int) Amount { return A(int64(n), 2) } //nolint:mnd // of an hour

func (a Amount) value() *big.Rat {
	if a.rat == nil {
		return new(big.Rat)
	}
	return a.rat
}

// Plus is the sum.
func (a Amount) Plus(b Amount) Amount { return Amount{rat: new(big.Rat).Add(a.value(), b.value())} }

// Minus is the difference.
func (a Amount) Minus(b Amount) Amount { return Amount{rat: new(big.Rat).Sub(a.value(), b.value())} }

// Times is the product.
func (a Amount) Times(b Amount) Amount { return Amount{rat: new(big.Rat).Mul(a.value(), b.value())} }

// Over is the quotient; b must not be 0.
func (a Amount) Over(b Amount) Amount { return Amount{rat: new(big.Rat).Quo(a.value(), b.value())} }

// Cmp is -1, 0 or 1.
func (a Amount) Cmp(b Amount) int { return a.value().Cmp(b.value()) }

// Equal reports whether both are the same number.
func (a Amount) Equal(b Amount) bool { return a.Cmp(b) == 0 }

// Sign is -1, 0 or 1.
func (a Amount) Sign() int { return a.value().Sign() }

// IsZero reports whether it is 0.
func (a Amount) IsZero() bool { return a.Sign() == 0 }

// Up is the smallest whole number that is no less.
func (a Amount) Up() int {
	q, r := new(big.Int).QuoRem(a.value().Num(), a.value().Denom(), new(big.Int))
	if r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return int(q.Int64())
}

// Floor is the largest whole number that is no more.
func (a Amount) Floor() int { return int(a.floor().Int64()) }

// HalfUp is the amount, which is not negative, rounded to so many decimals, a half up.
func (a Amount) HalfUp(decimals int) Amount {
	unit := ten(decimals)
	return Amount{rat: new(big.Rat).SetFrac(a.Times(unit).Plus(A(1, 2)).floor(), unit.value().Num())} //nolint:mnd // a half
}

// Down is the amount cut off after so many decimals.
func (a Amount) Down(decimals int) Amount {
	unit := ten(decimals)
	return Amount{rat: new(big.Rat).SetFrac(a.Times(unit).floor(), unit.value().Num())}
}

func ten(power int) Amount {
	return Amount{rat: new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil))} //nolint:mnd // decimals
}

func (a Amount) floor() *big.Int { return new(big.Int).Div(a.value().Num(), a.value().Denom()) }

// Float is the amount as a spreadsheet holds it: what can't be told exactly is rounded.
func (a Amount) Float() float64 {
	f, _ := a.value().Float64()
	return f
}

// String is a decimal with a point where that is exact, "2.25", else a fraction,
// "1/3": the form in which amounts are stored.
func (a Amount) String() string {
	v := a.value()
	if digits, exact := v.FloatPrec(); exact && digits <= maxDigits {
		return v.FloatString(digits)
	}
	return v.RatString()
}

// Message is the amount as an argument of a message, with the reader's decimal mark;
// what is no decimal is rounded half up to hundredths.
func (a Amount) Message() rules.Message {
	text := a.String()
	if strings.Contains(text, "/") {
		text = strings.TrimSuffix(a.value().FloatString(2), ".00") //nolint:mnd // hundredths
	}
	whole, decimals, _ := strings.Cut(text, ".")
	return rules.Msg("count.load", "whole", whole, "decimals", decimals)
}

// The bounds of an amount that people type.
const (
	maxDigits = 3 // behind the decimal mark
	maxText   = 10
)

// maxAmount is the largest quantity that somebody can mean.
var maxAmount = N(100_000)

// ParseAmount reads "5", "5,5" and "0.25", at most three decimals. ok is false for
// anything else, for what is negative and for more than 100,000. 0 is an amount.
func ParseAmount(s string) (a Amount, ok bool) {
	text := strings.ReplaceAll(strings.TrimSpace(s), ",", ".")
	_, decimals, _ := strings.Cut(text, ".")
	if text == "" || len(text) > maxText || len(decimals) > maxDigits || strings.Trim(text, "0123456789.") != "" {
		return Amount{}, false
	}
	v, ok := new(big.Rat).SetString(text)
	if !ok || (Amount{rat: v}).Cmp(maxAmount) > 0 {
		return Amount{}, false
	}
	return Amount{rat: v}, true
}

// MarshalText writes String.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (a *Amount) UnmarshalText(b []byte) error {
	v, ok := new(big.Rat).SetString(string(b))
	if !ok || len(b) > 64 { //nolint:mnd // of what was computed from bounded amounts
		return fmt.Errorf("%q is no amount", b)
	}
	a.rat = v
	return nil
}
