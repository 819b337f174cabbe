package rules

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"
)

// Mode is what a limit does to a day beyond it.
type Mode uint8

// The modes of a limit.
const (
	Off          Mode = iota // no limit
	Block                    // refused
	ApproveAbove             // allowed, but decided one level higher
)

// Quota is a limit that counts: half-days of one person, or people present.
type Quota struct {
	Max  int  `json:"max"`
	Mode Mode `json:"mode"`
}

// Share is a limit that is a part of a whole.
type Share struct {
	Ratio Ratio `json:"ratio"`
	Mode  Mode  `json:"mode"`
}

// Cutoff is the last moment to ask for a day: a time on the n-th working day before it.
type Cutoff struct {
	DaysBefore int `json:"days_before"` // working days; 0: the day itself
	Minute     int `json:"minute"`      // from midnight
}

// Policy is one set of the pilot's numbers, as it holds for a unit on a day.
// No regulation publishes them: they are settings.
type Policy struct {
	Cutoff      Cutoff
	MonthsAhead int           // how far ahead one may ask: to the end of the n-th month after the present one
	PerWeek     Quota         // half-days at home a person, Monday to Sunday
	PerMonth    Quota         // half-days at home a person
	MonthShare  Share         // of the month's working days a person, strictly under
	UnitShare   Share         // of the unit's active staff at home on a day, rounded down, at least 1
	MinPresent  Quota         // people of the unit who stay present in each half of a day
	RemindAfter time.Duration // working time until an approver is reminded, 0: never
	RaiseAfter  time.Duration // working time until a request goes one level higher, 0: never
	Presence    []Presence    // beside the calendar's: days on which the unit must be present

	OfficeDayLoad Workload // volume of a normal office day, 0: not set
}

// DefaultPolicy returns the numbers used where nothing is configured.
func DefaultPolicy() Policy {
	return Policy{
		Cutoff:      Cutoff{DaysBefore: 1, Minute: 16 * 60},
		MonthsAhead: 1,
		PerWeek:     Quota{Max: 4, Mode: Block},
		PerMonth:    Quota{Max: 16, Mode: Block},
		MonthShare:  Share{Ratio: Ratio{1, 2}, Mode: Block},
		UnitShare:   Share{Ratio: Ratio{3, 10}, Mode: Block},
		MinPresent:  Quota{Max: 1, Mode: Block},
		RemindAfter: 4 * time.Hour,
		RaiseAfter:  8 * time.Hour,
	}
}

// Validate returns a *Refusal that names every number out of its bounds.
func (p Policy) Validate() error {
	var bad []Message
	for _, n := range numbers {
		if why, ok := n.check(p); !ok {
			bad = append(bad, why)
		}
	}
	if p.RaiseAfter != 0 && p.RemindAfter >= p.RaiseAfter {
		bad = append(bad, Msg("policy.remind_before_raise"))
	}
	return refusal(bad)
}

// ValidateFor is Validate for a unit with that many active staff: a minimum
// present that leaves nobody for telework is refused too.
func (p Policy) ValidateFor(staff int) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if p.MinPresent.Mode == Block && p.MinPresent.Max >= staff {
		return Refuse("policy.min_above_staff", "min", p.MinPresent.Max, "staff", staff)
	}
	return nil
}

func within(v, low, high int) bool { return low <= v && v <= high }

// PolicyChange is a decision that sets some of the numbers from a day on. A
// field that is nil stays as it was.
type PolicyChange struct {
	Since       Date           `json:"since"`
	Follow      bool           `json:"follow,omitempty"` // the unit's earlier changes end: it follows the pilot again
	Cutoff      *Cutoff        `json:"cutoff,omitempty"`
	MonthsAhead *int           `json:"months_ahead,omitempty"`
	PerWeek     *Quota         `json:"per_week,omitempty"`
	PerMonth    *Quota         `json:"per_month,omitempty"`
	MonthShare  *Share         `json:"month_share,omitempty"`
	UnitShare   *Share         `json:"unit_share,omitempty"`
	MinPresent  *Quota         `json:"min_present,omitempty"`
	RemindAfter *time.Duration `json:"remind_after,omitempty"`
	RaiseAfter  *time.Duration `json:"raise_after,omitempty"`
	Presence    *[]Presence    `json:"presence,omitempty"`

	OfficeDayLoad *Workload `json:"office_day_load,omitempty"`
}

// PolicyBook holds the numbers of the pilot over time, and the overrides of
// single units. Each list is in the order of Since.
type PolicyBook struct {
	Base    Policy // before the first change
	Changes []PolicyChange
	Units   map[string][]PolicyChange // by the unit's code
}

// At returns the numbers that hold for the unit on d: the base, then every
// pilot-wide change up to d, then the unit's own. So a month that is over stays
// judged by its own numbers.
func (b *PolicyBook) At(unitCode string, d Date) Policy {
	p := b.Base
	for _, c := range since(b.Changes, d) {
		p = c.On(p)
	}
	own := since(b.Units[unitCode], d)
	for i, c := range slices.Backward(own) {
		if c.Follow {
			own = own[i:]
			break
		}
	}
	for _, c := range own {
		p = c.On(p)
	}
	return p
}

// since returns the changes that begin on d or before it.
func since(all []PolicyChange, d Date) []PolicyChange {
	n := 0
	for n < len(all) && all[n].Since <= d {
		n++
	}
	return all[:n]
}

// UnitChange is a change of the numbers of a unit or, with an empty code, of the
// whole pilot.
type UnitChange struct {
	Unit string
	PolicyChange
}

// With returns a copy of the book with one more change, of the unit or, with an
// empty code, of the whole pilot. A later entry for the same day comes after
// the earlier one, and so prevails.
func (b *PolicyBook) With(unitCode string, c PolicyChange) *PolicyBook {
	return b.WithAll([]UnitChange{{unitCode, c}})
}

// WithAll is With for several changes, in the order in which they were decided.
func (b *PolicyBook) WithAll(all []UnitChange) *PolicyBook {
	if len(all) == 0 {
		return b
	}
	added := map[string][]PolicyChange{}
	for _, c := range all {
		added[c.Unit] = append(added[c.Unit], c.PolicyChange)
	}
	next := PolicyBook{Base: b.Base, Changes: b.Changes, Units: make(map[string][]PolicyChange, len(b.Units)+len(added))}
	maps.Copy(next.Units, b.Units)
	for unit, list := range added {
		if unit == "" {
			next.Changes = mergeChanges(b.Changes, list)
		} else {
			next.Units[unit] = mergeChanges(b.Units[unit], list)
		}
	}
	return &next
}

func mergeChanges(list, more []PolicyChange) []PolicyChange {
	out := slices.Concat(list, more)
	slices.SortStableFunc(out, func(x, y PolicyChange) int { return cmp.Compare(x.Since, y.Since) })
	return out
}

// Validate returns a *Refusal with everything wrong at any date: numbers out of
// bounds, a change without a start, changes out of order.
func (b *PolicyBook) Validate() error {
	bad := reasonsOf(b.Base.Validate())
	check := func(code string, list []PolicyChange) {
		for i, c := range list {
			switch {
			case c.Since == 0:
				bad = append(bad, Msg("policy.no_start"))
			case i > 0 && c.Since < list[i-1].Since:
				bad = append(bad, Msg("policy.order", "day", c.Since))
			}
			if why := reasonsOf(b.At(code, c.Since).Validate()); len(why) > 0 {
				bad = append(bad, Msg("policy.from", "day", c.Since, "unit", code, "why", why))
			}
		}
	}
	check("", b.Changes)
	codes := make([]string, 0, len(b.Units))
	for code := range b.Units {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		check(code, b.Units[code])
	}
	return refusal(bad)
}

func reasonsOf(err error) []Message {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r.Reasons
	}
	return nil
}
