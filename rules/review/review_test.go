package review_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"tainha/rules/review"
)

func near(t *testing.T, what string, got, want float64, digits int) {
	t.Helper()
	if math.Abs(got-want) > 0.5*math.Pow10(-digits)+1e-9 {
		t.Errorf("%s = %.6f, want %.*f", what, got, digits, want)
	}
}

func TestWilsonsIntervalIsThatOfThePublishedExamples(t *testing.T) {
	t.Parallel()
	for _, x := range []struct { // Newcombe 1998, table I
		s      review.Share
		lo, hi float64
	}{
		{review.Share{Of: 81, All: 263}, 0.2553, 0.3662}, {review.Share{Of: 15, All: 148}, 0.0624, 0.1605},
		{review.Share{All: 20}, 0, 0.1611}, {review.Share{Of: 1, All: 29}, 0.0061, 0.1718},
	} {
		i, ok := x.s.Wilson()
		if !ok {
			t.Fatal(x.s)
		}
		near(t, "lo", i.Lo, x.lo, 4)
		near(t, "hi", i.Hi, x.hi, 4)
	}
	if _, ok := (review.Share{}).Wilson(); ok {
		t.Error("nothing was counted, and it has an interval")
	}
}

func TestNewcombesIntervalIsThatOfThePublishedExamples(t *testing.T) {
	t.Parallel()
	share := func(of, all int) review.Share { return review.Share{Of: of, All: all} }
	for _, x := range []struct { // Newcombe 1998, table II, method 10
		later, earlier review.Share
		lo, hi         float64
	}{
		{share(56, 70), share(48, 80), 0.0524, 0.3339}, {share(9, 10), share(3, 10), 0.1705, 0.8090},
		{share(5, 56), share(0, 29), -0.0381, 0.1926}, {share(10, 10), share(0, 10), 0.6075, 1},
	} {
		i, _ := review.Change{Earlier: x.earlier, Later: x.later}.Interval()
		near(t, "lo", i.Lo, x.lo, 4)
		near(t, "hi", i.Hi, x.hi, 4)
		turned, _ := review.Change{Earlier: x.later, Later: x.earlier}.Interval()
		if back := turned.Negated(); math.Abs(back.Lo-i.Lo) > 1e-12 || math.Abs(back.Hi-i.Hi) > 1e-12 {
			t.Errorf("the other way round it is %v, not %v", back, i)
		}
	}
	if _, ok := (review.Change{Later: share(1, 2)}).Interval(); ok {
		t.Error("without a baseline there is a change")
	}
}

func TestVerdictsFallInTheirOrderAndTheirEdges(t *testing.T) {
	t.Parallel()
	const m = 0.05
	for _, x := range []struct {
		lo, hi float64
		want   review.Judged
	}{
		{0.01, 0.2, review.Judged{Verdict: review.Better}},
		{0, 0.2, review.Judged{Verdict: review.NotWorse}}, // lo = 0 is not better
		{-0.049, 0.01, review.Judged{Verdict: review.NotWorse}},
		{-0.049, -0.01, review.Judged{Verdict: review.NotWorse, Lower: true}},
		{-m, 0.01, review.Judged{Verdict: review.NotEnough}}, // lo = −m is not "not worse"
		{-0.2, 0.2, review.Judged{Verdict: review.NotEnough}},
		{-0.2, -0.01, review.Judged{Verdict: review.NotEnough, Lower: true}},
		{-0.2, -m, review.Judged{Verdict: review.NotEnough, Lower: true}}, // hi = −m is not worse
		{-0.2, -0.051, review.Judged{Verdict: review.Worse}},
	} {
		if got := review.Judge(review.Interval{Lo: x.lo, Hi: x.hi}, m); got != x.want {
			t.Errorf("[%g, %g]: %+v, want %+v", x.lo, x.hi, got, x.want)
		}
	}
	late := review.Change{Earlier: review.Share{Of: 300, All: 1000}, Later: review.Share{Of: 200, All: 1000}}
	if got := review.JudgeChange(late, m, true); got.Verdict != review.Better {
		t.Errorf("fewer delays are %+v", got)
	}
	if got := review.JudgeChange(late, m, false); got.Verdict != review.Worse {
		t.Errorf("a lower share is %+v", got)
	}
	if got := review.JudgeChange(review.Change{}, m, false); got.Verdict != review.NotCounted {
		t.Errorf("nothing counted is %+v", got)
	}
}

func TestAWaveSaysBeforehandWhatItCanShow(t *testing.T) {
	t.Parallel()
	for n, fall := range map[int]float64{30: 0.265, 100: 0.145, 400: 0.073, 1000: 0.046} { // rules section 9, at 84 %
		near(t, "smallest fall", review.SmallestFall(0.84, n), fall, 3)
	}
	for margin, n := range map[float64]int{0.03: 2344, 0.05: 844, 0.10: 211} {
		if got := review.Needed(0.84, margin); got != n {
			t.Errorf("a margin of %g needs %d answers, want %d", margin, got, n)
		}
	}
	if got := review.SmallestFall(0.84, 0); got != 1 {
		t.Errorf("no answers see %g", got)
	}
	if n, ok := review.NeededAfter(0.84, 0.05, 844); !ok || n < 843 || n > 845 {
		t.Errorf("after 844 answers the second wave needs %d", n)
	}
	if n, ok := review.NeededAfter(0.84, 0.05, 2000); !ok || n >= 844 {
		t.Errorf("after a large baseline the second wave needs %d", n)
	}
	for _, first := range []int{0, 100, 421} {
		if n, ok := review.NeededAfter(0.84, 0.05, first); ok {
			t.Errorf("after %d answers %d are enough", first, n)
		}
	}
}

func TestTooLittleDataSaysWhatItWouldTake(t *testing.T) {
	t.Parallel()
	c := review.Change{Earlier: review.Share{Of: 84, All: 100}, Later: review.Share{Of: 84, All: 100}}
	more := review.MoreAnswers(c, 0.05, false)
	if more.Never || more.Both < 200 || more.Both > 500 || more.Later != 0 {
		t.Errorf("%+v", more)
	}
	grown := review.Change{Earlier: review.Share{Of: 84 * 5, All: 500}, Later: review.Share{Of: 84, All: 100}}
	if more = review.MoreAnswers(grown, 0.05, false); more.Later == 0 || more.Later < more.Both {
		t.Errorf("with a large baseline: %+v", more)
	}
	worse := review.Change{Earlier: review.Share{Of: 84, All: 100}, Later: review.Share{Of: 79, All: 100}}
	if more = review.MoreAnswers(worse, 0.05, false); !more.Never {
		t.Errorf("at the margin: %+v", more)
	}
	if more = review.MoreAnswers(worse, 0.05, true); more.Never {
		t.Errorf("an indicator that is better when lower: %+v", more)
	}
}

func TestHomeIsHeldAgainstOfficeWithinAPersonAndAWeekday(t *testing.T) {
	t.Parallel()
	day := func(p int64, w time.Weekday, home bool, v float64) review.Measured {
		return review.Measured{Person: p, Weekday: w, Home: home, Value: v}
	}
	// Mondays are low, and spent at the office: without the weekday home would look better by 2.
	var list []review.Measured
	for p := range int64(10) {
		list = append(list, day(p, time.Monday, false, 1), day(p, time.Monday, false, 1), day(p, time.Tuesday, false, 4), day(p, time.Tuesday, true, 4+0.1*float64(p%2)))
	}
	list = append(list, day(99, time.Friday, true, 100), day(99, time.Thursday, false, 1)) // no pair
	got := review.Compare(list)
	if got.Persons != 10 || !got.Known {
		t.Fatalf("%+v", got)
	}
	near(t, "home − office", got.Value, 0.05, 6)
	// ten differences, five 0 and five 0.1: t(9) = 2.262157, standard error 0.0166667
	near(t, "lo", got.Interval.Lo, 0.05-2.262157*0.01666667, 6)
	near(t, "hi", got.Interval.Hi, 0.05+2.262157*0.01666667, 6)
	if got = review.Compare(list[:4]); got.Known || got.Persons != 1 {
		t.Errorf("one person: %+v", got)
	}
	if got = review.Compare(nil); got.Known || got.Persons != 0 {
		t.Errorf("nobody: %+v", got)
	}
}

func TestStudentsIntervalIsThatOfThePrintedTables(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]float64{2: 12.706205, 3: 4.302653, 6: 2.570582, 31: 2.042272, 121: 1.979930} { // two-sided 95 %
		var list []review.Measured
		for p := range int64(n) {
			list = append(list, review.Measured{Person: p, Value: 0}, review.Measured{Person: p, Home: true, Value: float64(p)})
		}
		got := review.Compare(list)
		sd := math.Sqrt(float64(n) * float64(n+1) / 12)
		near(t, "t", (got.Interval.Hi-got.Value)/(sd/math.Sqrt(float64(n))), want, 5)
	}
}

// binomial are the probabilities of 0 … n successes.
func binomial(n int, p float64) []float64 {
	out := make([]float64, n+1)
	lgamma := func(x float64) float64 { v, _ := math.Lgamma(x); return v }
	for k := range out {
		out[k] = math.Exp(lgamma(float64(n+1)) - lgamma(float64(k+1)) - lgamma(float64(n-k+1)) + float64(k)*math.Log(p) + float64(n-k)*math.Log(1-p))
	}
	return out
}

// exactly is the probability of what holds of two waves of n with true shares.
func exactly(n int, earlier, later float64, holds func(review.Change) bool) float64 {
	a, b := binomial(n, earlier), binomial(n, later)
	var sum float64
	for x, px := range a {
		for y, py := range b {
			if px*py > 1e-14 && holds(review.Change{Earlier: review.Share{Of: x, All: n}, Later: review.Share{Of: y, All: n}}) {
				sum += px * py
			}
		}
	}
	return sum
}

func TestIntervalsCoverTheTruthInAtLeast93PerCentOfPilotsExactly(t *testing.T) {
	t.Parallel()
	for _, n := range []int{20, 60, 150} {
		for _, shares := range [][2]float64{{0.84, 0.84}, {0.84, 0.79}, {0.84, 0.74}, {0.5, 0.5}, {0.9, 0.95}, {0.97, 0.97}} {
			covered := exactly(n, shares[0], shares[1], func(c review.Change) bool {
				i, _ := c.Interval()
				return i.Lo <= shares[1]-shares[0] && shares[1]-shares[0] <= i.Hi
			})
			if covered < 0.93 {
				t.Errorf("n = %d, %v: covered in %.4f", n, shares, covered)
			}
		}
	}
}

func TestNoClearDifferenceProvesNothingWhenFewAnswered(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]float64{30: 0.93, 100: 0.85, 400: 0.55} { // rules section 9
		near(t, "no clear difference", exactly(n, 0.84, 0.79, func(c review.Change) bool {
			i, _ := c.Interval()
			return i.Lo <= 0 && 0 <= i.Hi
		}), want, 2)
	}
}

func TestAFallAsLargeAsTheMarginIsNotCalledNotWorseAndNoChangeIs(t *testing.T) {
	t.Parallel()
	notWorse := func(c review.Change) bool {
		v := review.JudgeChange(c, 0.10, false).Verdict
		return v == review.NotWorse || v == review.Better
	}
	n := review.Needed(0.84, 0.10)
	if wrong := exactly(n, 0.84, 0.74, notWorse); wrong > 0.05 {
		t.Errorf("a fall of the margin is called not worse in %.4f", wrong)
	}
	if right := exactly(n, 0.84, 0.84, notWorse); right < 0.77 {
		t.Errorf("no change is called not worse in %.4f", right)
	}
	r := rand.New(rand.NewPCG(9, 1))
	wave := func(n int, p float64) (s review.Share) {
		s.All = n
		for range n {
			if r.Float64() < p {
				s.Of++
			}
		}
		return s
	}
	large := review.Needed(0.84, 0.05)
	var wrong, right int
	for range 1000 {
		five := func(later float64) bool {
			v := review.JudgeChange(review.Change{Earlier: wave(large, 0.84), Later: wave(large, later)}, 0.05, false).Verdict
			return v == review.NotWorse || v == review.Better
		}
		if five(0.79) {
			wrong++
		}
		if five(0.84) {
			right++
		}
	}
	if wrong > 50 || right < 770 {
		t.Errorf("of 1,000 pilots %d with a fall of the margin and %d without a change are called not worse", wrong, right)
	}
}
