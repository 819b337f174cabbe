package review

import (
	"math"
	"slices"
	"time"
)

// Measured is what was measured of one person on one day: a volume, 1 or 0 for on time or not.
type Measured struct {
	Person  int64
	Weekday time.Weekday
	Home    bool
	Value   float64
}

// Pairs is home − office within persons.
type Pairs struct {
	Persons  int     // of whom there are days of both kinds on the same weekday
	Value    float64 // the mean of their differences
	Interval Interval
	Known    bool // at least two persons

	Home, Office float64 // the means of the same days, all persons alike: Value apart
}

// Summed is what was measured of one person on all days of one kind on a weekday.
type Summed struct {
	Person  int64
	Weekday time.Weekday
	Home    bool
	Sum, N  float64
}

// Compare pairs days at home with days at the office within a person and a weekday: Mondays are ceremonies. A person's
// difference is the mean over weekdays, each with the weight of its pair, 1 ÷ (1/home + 1/office); all persons weigh
// alike. The interval is Student's over persons; where all differences are equal, the exact bound of what so many persons may have missed.
func Compare(list []Measured) Pairs {
	summed := make([]Summed, len(list))
	for i, m := range list {
		summed[i] = Summed{m.Person, m.Weekday, m.Home, m.Value, 1}
	}
	return CompareSums(summed)
}

// CompareSums is Compare of what was summed up before.
func CompareSums(list []Summed) Pairs {
	differences, offices, _ := paired(list)
	out := meanOf(differences)
	for _, x := range offices {
		out.Office += x / float64(len(offices))
	}
	out.Home = out.Office + out.Value
	return out
}

// Matched are the persons of whom there is a pair, in the order of their numbers.
func Matched(list []Summed) []int64 {
	_, _, persons := paired(list)
	return persons
}

// paired are the differences of the persons of whom there is a pair, and what the same days at the office were.
func paired(list []Summed) (differences, offices []float64, persons []int64) {
	type cell struct {
		person  int64
		weekday time.Weekday
	}
	type sums struct{ sum, n [2]float64 }
	cells := map[cell]*sums{}
	var order []cell
	for _, m := range list {
		at := cell{m.Person, m.Weekday}
		if cells[at] == nil {
			cells[at] = &sums{}
			order = append(order, at)
		}
		i := 0
		if m.Home {
			i = 1
		}
		cells[at].sum[i] += m.Sum
		cells[at].n[i] += m.N
	}
	slices.SortFunc(order, func(a, b cell) int { // floats sum up to the same in one order alone
		if a.person != b.person {
			return int(a.person - b.person)
		}
		return int(a.weekday - b.weekday)
	})
	total, office, weights := map[int64]float64{}, map[int64]float64{}, map[int64]float64{}
	for _, at := range order {
		x := cells[at]
		if x.n[0] == 0 || x.n[1] == 0 {
			continue
		}
		w := 1 / (1/x.n[0] + 1/x.n[1])
		if weights[at.person] == 0 {
			persons = append(persons, at.person)
		}
		total[at.person] += w * (x.sum[1]/x.n[1] - x.sum[0]/x.n[0])
		office[at.person] += w * x.sum[0] / x.n[0]
		weights[at.person] += w
	}
	differences, offices = make([]float64, len(persons)), make([]float64, len(persons))
	for i, p := range persons {
		differences[i], offices[i] = total[p]/weights[p], office[p]/weights[p]
	}
	return differences, offices, persons
}

// oneSide is how often the truth lies beyond one end of an interval.
const oneSide = 0.025

func meanOf(list []float64) Pairs {
	out := Pairs{Persons: len(list)}
	if len(list) == 0 {
		return out
	}
	n := float64(len(list))
	for _, x := range list {
		out.Value += x / n
	}
	if len(list) == 1 {
		return out
	}
	var squares float64
	for _, x := range list {
		squares += (x - out.Value) * (x - out.Value)
	}
	half := student(len(list)-1) * math.Sqrt(squares/(n-1)/n)
	if squares < n*rounding { // they don't vary: what as many may have missed, at 2.5 % to each side
		half = 1 - math.Pow(oneSide, 1/n)
	}
	out.Interval, out.Known = Interval{out.Value - half, out.Value + half}, true
	return out
}

// student is the two-sided 95 % point of Student's distribution with so many degrees of freedom.
func student(degrees int) float64 {
	low, high := 0.0, 13.0 // 12.7 with one degree
	for range 60 {
		middle := (low + high) / 2                    //nolint:mnd // halving
		if outside(middle, float64(degrees)) > 0.05 { //nolint:mnd // of 95 %
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// outside is the probability that Student's t is further from 0 than x: the regularized incomplete beta function of
// degrees/2 and 1/2 at degrees ÷ (degrees + x²).
func outside(x, degrees float64) float64 {
	return beta(degrees/(degrees+x*x), degrees/2, 0.5) //nolint:mnd // Student's distribution
}

// beta is the regularized incomplete beta function by its continued fraction (Lentz; Abramowitz and Stegun 26.5.8).
func beta(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): //nolint:mnd // where the fraction converges fast
		return 1 - beta(1-x, b, a)
	}
	const tiny, rounds = 1e-300, 300
	lgamma := func(x float64) float64 { v, _ := math.Lgamma(x); return v }
	front := math.Exp(lgamma(a+b)-lgamma(a)-lgamma(b)+a*math.Log(x)+b*math.Log(1-x)) / a
	f, c, d := 1.0, 1.0, 0.0
	for i := range rounds {
		m := float64(i / 2) //nolint:mnd // terms come in pairs
		var term float64
		switch {
		case i == 0:
			term = 1
		case i%2 == 0:
			term = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)) //nolint:mnd // the fraction's terms
		default:
			term = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)) //nolint:mnd // the fraction's terms
		}
		if d = 1 + term*d; d == 0 {
			d = tiny
		}
		if c = 1 + term/c; c == 0 {
			c = tiny
		}
		d = 1 / d
		f *= c * d
		if math.Abs(c*d-1) < 1e-14 { //nolint:mnd // as far as a float tells
			break
		}
	}
	return front * (f - 1)
}
