package review

import (
	"fmt"
	"slices"
)

// Verdict is what an interval says about a margin.
type Verdict uint8

// The verdicts, in the order in which they are asked.
const (
	NotCounted   Verdict = iota // nothing to compare
	Better                      // tốt hơn
	NotWorse                    // không kém hơn, within the margin
	Worse                       // kém hơn
	NotEnough                   // chưa đủ dữ liệu
	Undecided                   // chưa kết luận: nobody decided the margin
	Unreconciled                // chưa đối chiếu được nguồn: the figures are not what their documents sum to
)

// Judged is a verdict with the words that go with it.
type Judged struct {
	Verdict Verdict
	Lower   bool // all of the interval is below 0, not all of it below the margin: said with its size
}

// Judge is the verdict of the interval of a change, of which positive is better, by a margin over 0: better
// lo > 0; not worse lo > −m; worse hi < −m; else not enough data (rules section 9).
func Judge(i Interval, margin float64) Judged {
	lower := i.Hi < 0
	switch {
	case i.Lo > 0:
		return Judged{Verdict: Better}
	case i.Lo > -margin:
		return Judged{NotWorse, lower}
	case i.Hi < -margin:
		return Judged{Verdict: Worse}
	}
	return Judged{NotEnough, lower}
}

// JudgeChange is the verdict of two shares; lowerIsBetter turns the change round.
func JudgeChange(c Change, margin float64, lowerIsBetter bool) Judged {
	i, ok := c.Interval()
	if !ok {
		return Judged{}
	}
	if lowerIsBetter {
		i = i.Negated()
	}
	return Judge(i, margin)
}

var verdictNames = [...]string{"not_counted", "better", "not_worse", "worse", "not_enough", "undecided", "unreconciled"}

// String is how a verdict is called in files and keys.
func (v Verdict) String() string {
	if int(v) >= len(verdictNames) {
		return verdictNames[0]
	}
	return verdictNames[v]
}

// MarshalText writes it by its name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads it by its name.
func (v *Verdict) UnmarshalText(text []byte) error {
	i := slices.Index(verdictNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no verdict", text)
	}
	*v = Verdict(i)
	return nil
}
