package evaluation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// randomPieces are up to a dozen parts of work of November 2026, some of them extra, late or struck.
func randomPieces(r *rand.Rand) []evaluation.Piece {
	var list []evaluation.Piece
	for i := range r.IntN(12) {
		due := at("2026-11-01 08:00").Add(time.Duration(r.IntN(29*24)) * time.Hour)
		p := evaluation.Piece{
			Task: task.ID(i + 1), Due: due, Measure: task.Products, K: task.A(r.Int64N(50)+1, 10),
			Assigned: task.A(r.Int64N(40)+1, 4), Strikes: make([]task.Strike, r.IntN(3)*r.IntN(2)),
		}
		p.Done = p.Assigned.Times(task.A(r.Int64N(5), 4))
		if r.IntN(5) == 0 {
			p.Extra, p.Assigned = true, task.Amount{}
		}
		for range r.IntN(3) {
			d := evaluation.Delay{Due: due}
			if r.IntN(3) > 0 {
				d.Finished = due.Add(time.Duration(r.IntN(200)) * time.Hour)
			}
			p.Delays = append(p.Delays, d)
		}
		list = append(list, p)
	}
	return list
}

func TestScoresAreMonotoneBoundedAndIndependentOfOrder(t *testing.T) {
	t.Parallel()
	period := evaluation.Period{From: day("2026-11-01"), To: day("2026-11-30")}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		policy := evaluation.DefaultPolicy()
		policy.DelayUnit, policy.Cap = evaluation.DelayUnit(r.IntN(3)), r.IntN(4) > 0
		pieces := randomPieces(r)
		whole := reckon(t, pieces, period, policy)
		fail := func(what string, more ...any) {
			t.Fatal(append([]any{fmt.Sprintf("seed %d: %s", seed, what)}, more...)...)
		}

		shuffled := slices.Clone(pieces)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(whole, reckon(t, shuffled, period, policy)); diff != "" {
			fail("another order gives another reckoning", diff)
		}
		var sums [4]task.Amount
		for _, p := range pieces {
			one := reckon(t, []evaluation.Piece{p}, period, policy)
			for i, x := range []task.Amount{one.Assigned, one.Done, one.Quality, one.Progress} {
				sums[i] = sums[i].Plus(x)
			}
			if l := one.Lines[0]; l.Quality.Sign() < 0 || l.Progress.Sign() < 0 || l.Quality.Cmp(l.Done) > 0 || l.Progress.Cmp(l.Done) > 0 {
				fail("strikes or delays add, or take more than all", l)
			}
		}
		if !sums[0].Equal(whole.Assigned) || !sums[1].Equal(whole.Done) || !sums[2].Equal(whole.Quality) || !sums[3].Equal(whole.Progress) {
			fail("sums don't equal their parts")
		}
		score := policy.Score(staff(whole))
		if policy.Cap && score.Total.Cmp(task.N(100)) > 0 || score.Total.Sign() < 0 || whole.Assigned.IsZero() != (len(score.Missing) == 3) {
			fail("out of bounds", score)
		}
		if len(pieces) == 0 {
			continue
		}
		more := slices.Clone(pieces)
		more[0].Done = more[0].Done.Plus(task.A(1, 3))
		if after := policy.Score(staff(reckon(t, more, period, policy))); after.Total.Cmp(score.Total) < 0 {
			fail("more work done gives fewer points", score, after)
		}
		worse := slices.Clone(pieces)
		worse[0].Strikes = make([]task.Strike, len(worse[0].Strikes)+1)
		if after := policy.Score(staff(reckon(t, worse, period, policy))); after.Total.Cmp(score.Total) > 0 {
			fail("a strike gives more points", score, after)
		}
	}
}
