package review_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"tainha/rules/review"
)

// draw is how many of n come out.
func draw(luck *rand.Rand, n int, p float64) review.Share {
	s := review.Share{All: n}
	for range n {
		if luck.Float64() < p {
			s.Of++
		}
	}
	return s
}

// A thousand pilots for each of several true effects, of the size that was planned for the margin, each judged as the report does.
func TestAThousandPilotsAreJudgedAsTheirTruthDeserves(t *testing.T) {
	t.Parallel()
	const pilots, before = 1000, 0.84
	for _, margin := range []float64{0.05, 0.1} {
		n := review.Needed(before, margin)
		for _, lower := range []bool{false, true} {
			for _, effect := range []float64{0, -0.5, -1, -1.5, 0.5} { // of the margin, positive: better
				t.Run(fmt.Sprintf("%v_%v_%v", margin, lower, effect), func(t *testing.T) {
					t.Parallel()
					luck := rand.New(rand.NewPCG(uint64(1000*margin), uint64(100*(effect+2))))
					p, q := before, before+effect*margin
					if lower {
						p, q = 1-p, 1-q
					}
					said, covered := map[review.Verdict]int{}, 0
					for range pilots {
						row := review.Shares(review.OnTime, review.AgainstBefore, "", review.Change{Earlier: draw(luck, n, p), Later: draw(luck, n, q)}, margin, lower)
						said[row.Verdict]++
						if row.Interval.Lo <= q-p && q-p <= row.Interval.Hi {
							covered++
						}
						if (row.Verdict == review.NotEnough) != (row.More != nil) {
							t.Fatalf("%+v says what it takes: %v", row, row.More)
						}
					}
					unharmed := float64(said[review.NotWorse]+said[review.Better]) / pilots
					switch {
					case effect <= -1 && unharmed > 0.05:
						t.Errorf("with a fall of the margin or more %.3f are called not worse", unharmed)
					case effect == 0 && unharmed < 0.77:
						t.Errorf("with no change only %.3f are called not worse", unharmed)
					case effect >= 0 && said[review.Worse] > 0:
						t.Errorf("with no fall %d are called worse", said[review.Worse])
					case float64(covered)/pilots < 0.93:
						t.Errorf("only %d intervals of %d hold the truth", covered, pilots)
					}
				})
			}
		}
	}
}
