package review

import "math"

// SmallestFall is the smallest fall that two waves of n answers each see with a power of 80 %, at a share.
func SmallestFall(share float64, n int) float64 {
	if n == 0 {
		return 1
	}
	return (z + power) * math.Sqrt(2*share*(1-share)/float64(n)) //nolint:mnd // two waves
}

// Needed is how many answers each of two waves needs to say "not worse" by a margin with a power of 80 % where
// nothing changed, at a share.
func Needed(share, margin float64) int {
	return int(math.Round(2 * share * (1 - share) * math.Pow((z+power)/margin, 2))) //nolint:mnd // two waves
}

// NeededAfter is Needed of the second wave where the first, of so many answers, is over. ok is false where no number
// is enough: the first alone leaves too much open.
func NeededAfter(share, margin float64, first int) (n int, ok bool) {
	if first == 0 {
		return 0, false
	}
	variance := share * (1 - share)
	left := math.Pow(margin/(z+power), 2) - variance/float64(first)
	if left <= 0 {
		return 0, false
	}
	return int(math.Ceil(variance / left)), true
}

// rounding is how far a difference of two shares may be from what it is.
const rounding = 1e-12

// maxAnswers bounds the search of MoreAnswers.
const maxAnswers = 10_000_000

// More is how many more answers a wave takes until a change, if its shares stay as they are, is "not worse".
type More struct {
	Later int  // with the earlier wave as it is; 0: not by the later one alone
	Both  int  // of each wave
	Never bool // the estimate is at or under the margin: no number of answers shows "not worse"
}

// MoreAnswers says what it would take where a change has too little data.
func MoreAnswers(c Change, margin float64, lowerIsBetter bool) More {
	value := c.Value()
	if lowerIsBetter {
		value = -value
	}
	if value <= -margin+rounding {
		return More{Never: true}
	}
	enough := func(earlier, later int) bool {
		scaled := Change{Share{scale(c.Earlier, earlier), earlier}, Share{scale(c.Later, later), later}}
		v := JudgeChange(scaled, margin, lowerIsBetter).Verdict
		return v == NotWorse || v == Better
	}
	return More{
		Later: search(func(more int) bool { return enough(c.Earlier.All, c.Later.All+more) }),
		Both:  search(func(more int) bool { return enough(c.Earlier.All+more, c.Later.All+more) }),
	}
}

// scale is how many of n the share would be, to the nearest.
func scale(s Share, n int) int { return int(math.Round(s.Value() * float64(n))) }

// search is the least number at which something holds that goes on to hold, 0 where it never does.
func search(holds func(int) bool) int {
	high := 1
	for !holds(high) {
		if high *= 2; high > maxAnswers {
			return 0
		}
	}
	low := high / 2 //nolint:mnd // the last that did not hold
	for low+1 < high {
		if middle := (low + high) / 2; holds(middle) { //nolint:mnd // halving
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
