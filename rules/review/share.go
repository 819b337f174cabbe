package review

import "math"

// z is the two-sided 95 % point of the normal distribution.
const z = 1.959963984540054

// power is the 80 % point of the normal distribution: with which a planned size sees what it should.
const power = 0.8416212335729143

// Share is n of all: satisfied answers, procedures on time.
type Share struct{ Of, All int }

// Value is the share, 0 of none.
func (s Share) Value() float64 {
	if s.All == 0 {
		return 0
	}
	return float64(s.Of) / float64(s.All)
}

// Valid reports whether it can be a share.
func (s Share) Valid() bool { return s.Of >= 0 && s.All >= s.Of }

// Interval is a 95 % interval. The zero Interval, of what can't be said, is from 0 to 0.
type Interval struct{ Lo, Hi float64 }

// Negated is the interval of the opposite: for indicators that are better when lower.
func (i Interval) Negated() Interval { return Interval{-i.Hi, -i.Lo} }

// Wilson is the score interval of a share, without continuity correction (Wilson 1927; method 3 of Newcombe,
// Statistics in Medicine 17 (1998), 857–872). ok is false where nothing was counted.
func (s Share) Wilson() (i Interval, ok bool) {
	if s.All == 0 {
		return Interval{}, false
	}
	n, p := float64(s.All), s.Value()
	middle := 2*n*p + z*z                                                                //nolint:mnd // Wilson's formula
	width := z * math.Sqrt(z*z+4*n*p*(1-p))                                              //nolint:mnd // Wilson's formula
	i = Interval{(middle - width) / (2 * (n + z*z)), (middle + width) / (2 * (n + z*z))} //nolint:mnd // Wilson's formula
	if s.Of == 0 {
		i.Lo = 0
	}
	if s.Of == s.All {
		i.Hi = 1
	}
	return i, true
}

// Change is the difference later − earlier of two independent shares.
type Change struct{ Earlier, Later Share }

// Value is the estimate.
func (c Change) Value() float64 { return c.Later.Value() - c.Earlier.Value() }

// Interval is the hybrid score interval of the difference (method 10 of Newcombe, Statistics in Medicine 17 (1998),
// 873–890). ok is false where either was not counted.
func (c Change) Interval() (i Interval, ok bool) {
	a, known := c.Later.Wilson()
	b, too := c.Earlier.Wilson()
	if !known || !too {
		return Interval{}, false
	}
	p, q, d := c.Later.Value(), c.Earlier.Value(), c.Value()
	return Interval{
		Lo: d - math.Hypot(p-a.Lo, b.Hi-q),
		Hi: d + math.Hypot(a.Hi-p, q-b.Lo),
	}, true
}
