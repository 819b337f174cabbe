package pilot_test

import (
	"math/big"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
)

// fault counts what is against a task at its month's end: strikes, delays in a unit, and whether it is late at all.
func (x entered) fault(unit evaluation.DelayUnit, last rules.Date) (strikes, delays int64, late bool) {
	if !x.strikeWaived {
		strikes = x.strikes
	}
	end := x.finished
	switch {
	case x.hour < 0:
		end, late = last, true // it is not finished: the last moment of the month is after five o'clock of any day of it
	default:
		late = end > x.due || end == x.due && x.hour > 17
	}
	if !late || x.delayWaived {
		return strikes, 0, false
	}
	switch unit {
	case evaluation.ByOccurrence:
		return strikes, 1, true
	case evaluation.ByCalendarDay:
		return strikes, int64(end - x.due), true
	}
	for d := x.due + 1; d <= end; d++ {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			delays++
		}
	}
	return strikes, delays, true
}

// book is what the work of a person comes to (0: of everybody), and whether all of it is on time and without a strike.
func book(list []entered, who rules.PersonID, unit evaluation.DelayUnit, last rules.Date) (figures []*big.Rat, known, clean, some bool) {
	quarter, assigned := big.NewRat(1, 4), new(big.Rat)
	sums := []*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat)}
	clean = true
	for _, x := range list {
		part := x.parts[who]
		if who == 0 {
			part = 12
		}
		if x.recalled || part == 0 || x.extra && x.hour < 0 {
			continue
		}
		some = true
		strikes, delays, late := x.fault(unit, last)
		clean = clean && strikes == 0 && !late
		if x.k == 0 {
			continue
		}
		volume := new(big.Rat).Mul(big.NewRat(x.k*x.quantity, 100), big.NewRat(part, 12))
		if !x.extra {
			assigned.Add(assigned, volume)
		}
		done := new(big.Rat).Mul(volume, big.NewRat(x.tenths, 10))
		for i, n := range []int64{0, strikes, delays} {
			left := new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).Mul(quarter, big.NewRat(n, 1)))
			if left.Sign() > 0 {
				sums[i].Add(sums[i], left.Mul(left, done))
			}
		}
	}
	if assigned.Sign() == 0 {
		return nil, false, clean, some
	}
	for _, sum := range sums {
		ratio := sum.Quo(sum, assigned)
		if ratio.Cmp(big.NewRat(1, 1)) > 0 {
			ratio.SetInt64(1)
		}
		figures = append(figures, ratio)
	}
	return figures, true, clean, some
}

func levelFor(total *big.Rat) evaluation.Level {
	for _, x := range []struct {
		least int64
		level evaluation.Level
	}{{90, evaluation.Excellent}, {70, evaluation.Good}, {50, evaluation.Completed}} {
		if total.Cmp(big.NewRat(x.least, 1)) >= 0 {
			return x.level
		}
	}
	return evaluation.Failed
}

// second is a month's total by the second reckoning: common points in hundredths and the figures that apply.
func second(common int64, figures []*big.Rat) (*big.Rat, evaluation.Level) {
	total := big.NewRat(common, 100)
	if len(figures) == 0 {
		return total, evaluation.NotRated
	}
	mean := new(big.Rat)
	for _, f := range figures {
		mean.Add(mean, f)
	}
	mean.Quo(mean, big.NewRat(int64(len(figures)), 1))
	total.Add(total, mean.Mul(mean, big.NewRat(70, 1)))
	return total, levelFor(total)
}
