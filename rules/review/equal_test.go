package review_test

import (
	"math"
	"testing"
	"time"

	"tainha/rules/review"
)

// Where all answers are equal nothing is better, and few of them prove nothing: the interval is as wide as what so many may have missed.
func TestAllAnswersEqual(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of, all int
		want    review.Verdict
	}{{30, 30, review.NotEnough}, {0, 30, review.NotEnough}, {400, 400, review.NotWorse}, {0, 400, review.NotWorse}} {
		s := review.Share{Of: c.of, All: c.all}
		r := review.Shares("satisfaction", review.AgainstBefore, "", review.Change{Earlier: s, Later: s}, 0.05, false)
		if r.Verdict != c.want || r.Value != 0 || math.IsNaN(r.Interval.Lo) || r.Interval.Lo >= 0 || r.Interval.Hi <= 0 || r.Below {
			t.Errorf("%d of %d twice: %s, %+v", c.of, c.all, r.Verdict, r.Interval)
		}
	}
	for persons, want := range map[int]review.Verdict{2: review.NotEnough, 10: review.NotEnough, 64: review.NotEnough, 80: review.NotWorse} {
		var list []review.Measured
		for p := range persons {
			list = append(list, review.Measured{Person: int64(p), Weekday: time.Tuesday, Home: true, Value: 1}, review.Measured{Person: int64(p), Weekday: time.Tuesday, Value: 1})
		}
		pairs := review.Compare(list)
		r := review.Paired(review.OnTime, "", pairs, 0.05, false)
		if r.Verdict != want || !pairs.Known || pairs.Value != 0 || r.Interval.Lo >= 0 {
			t.Errorf("%d persons who are always on time: %s, %+v", persons, r.Verdict, pairs)
		}
	}
}
