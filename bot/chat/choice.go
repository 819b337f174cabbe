package chat

import "tainha/rules"

// Choice is a button that a step offers: what it is called, what it carries. A
// press of anything else was never shown by the step, and changes nothing.
type Choice struct {
	Name  string
	Value int32
	Arg   Arg
}

// Arg is what a choice's button carries besides, and so what it may be.
type Arg uint8

// What buttons carry.
const (
	NoArg  Arg = iota // nothing
	ADay              // a day not too far from today, or 0 for none
	AnID              // the number of a row
	AnItem            // which of a list, or a version
	ADayOf            // two days in one number; see insteadButton
	APart             // a day and its part; see leaveNumber
)

const (
	daysAround = 20 * 366 // how far from today a day in a button may lie
	mostItems  = 1 << 12
)

// holds reports whether a button could have carried arg.
func (a Arg) holds(today rules.Date, arg int32) bool {
	near := func(d rules.Date) bool { return d >= today-daysAround && d <= today+daysAround }
	switch a {
	case NoArg:
		return arg == 0
	case ADay:
		return arg == 0 || near(rules.Date(arg))
	case AnID:
		return arg > 0
	case AnItem:
		return arg >= 0 && arg < mostItems
	case ADayOf:
		return near(rules.Date(arg >> 8))
	case APart:
		return near(rules.Date(arg / 4))
	}
	return false
}
