package rules

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// NumberID names one of the pilot's numbers in drafts: it is never used anew.
type NumberID uint8

// Form is how a number is written and shown.
type Form uint8

// The forms.
const (
	_            Form = iota
	FormDays          // half-days of one person
	FormPeople        // people
	FormShare         // a part of a whole
	FormCutoff        // a time on a working day before
	FormPresence      // days on which presence is required
	FormLoad          // a volume of work
	FormStretch       // a stretch of working time
	FormMonths        // whole months
)

// Number is a row of the table of the pilot's numbers: configuration, register,
// texts and policy iterate the rows.
type Number struct {
	ID     NumberID
	Key    string // the end of the keys of its texts: number.label.KEY …
	Config string // its key in the configuration
	Form   Form
	Quick  []string // what buttons of the register offer, as people would type it
	// Where it is not said, and why.
	NotInConfig, NotInRegister string

	get   func(*Policy) any
	set   func(*PolicyChange, any)
	apply func(*PolicyChange, *Policy)
	mode  func(*PolicyChange) *Mode
	check func(Policy) (Message, bool) // what is said of a value out of its bounds
}

// number is a row whose value stands at those places of a policy and of a change.
func number[T any](row Number, at func(*Policy) *T, in func(*PolicyChange) **T, check func(T) (Message, bool)) Number {
	row.get = func(p *Policy) any { return *at(p) }
	row.set = func(c *PolicyChange, v any) {
		value, ok := v.(T)
		if !ok {
			panic(fmt.Sprintf("the number %s is no %T", row.Key, v)) // a slip in code: Form says what it is
		}
		*in(c) = &value
	}
	row.apply = func(c *PolicyChange, p *Policy) {
		if v := *in(c); v != nil {
			*at(p) = *v
		}
	}
	row.mode = func(c *PolicyChange) *Mode {
		switch v := any(*in(c)).(type) {
		case *Quota:
			if v != nil {
				return &v.Mode
			}
		case *Share:
			if v != nil {
				return &v.Mode
			}
		}
		return nil
	}
	row.check = func(p Policy) (Message, bool) { return check(*at(&p)) }
	return row
}

// Numbers lists the pilot's numbers in the order in which the register shows them.
func Numbers() []Number { return slices.Clone(numbers) }

// numbers is the table; nothing changes it.
var numbers = []Number{
	number(Number{ID: 1, Key: "unit_share", Config: "unit_share", Form: FormShare, Quick: []string{"20%", "30%", "1/3", "50%"}},
		func(p *Policy) *Share { return &p.UnitShare }, func(c *PolicyChange) **Share { return &c.UnitShare }, shareWithin("policy.unit_share")),
	number(Number{ID: 2, Key: "min_present", Config: "min_present", Form: FormPeople, Quick: []string{"1", "2", "3", "5"}},
		func(p *Policy) *Quota { return &p.MinPresent }, func(c *PolicyChange) **Quota { return &c.MinPresent },
		func(q Quota) (Message, bool) { return Msg("policy.min_present"), q.Mode == Off || q.Max >= 1 }),
	number(Number{ID: 3, Key: "per_week", Config: "days_per_week", Form: FormDays, Quick: []string{"1", "2", "3"}},
		func(p *Policy) *Quota { return &p.PerWeek }, func(c *PolicyChange) **Quota { return &c.PerWeek }, daysWithin("policy.week", 7)),
	number(Number{ID: 4, Key: "per_month", Config: "days_per_month", Form: FormDays, Quick: []string{"4", "8", "12"}},
		func(p *Policy) *Quota { return &p.PerMonth }, func(c *PolicyChange) **Quota { return &c.PerMonth }, daysWithin("policy.month", 31)),
	number(Number{ID: 5, Key: "month_share", Config: "month_share", Form: FormShare, Quick: []string{"30%", "40%", "50%"}},
		func(p *Policy) *Share { return &p.MonthShare }, func(c *PolicyChange) **Share { return &c.MonthShare }, shareWithin("policy.month_share")),
	number(Number{ID: 6, Key: "cutoff", Config: "cutoff", Form: FormCutoff, Quick: []string{"11:30", "16:00", "17:00"}},
		func(p *Policy) *Cutoff { return &p.Cutoff }, func(c *PolicyChange) **Cutoff { return &c.Cutoff }, cutoffWithin),
	number(Number{ID: 7, Key: "presence", Config: "required_presence", Form: FormPresence},
		func(p *Policy) *[]Presence { return &p.Presence }, func(c *PolicyChange) **[]Presence { return &c.Presence }, presenceNamed),
	number(Number{ID: 8, Key: "office_day_load", Form: FormLoad, NotInConfig: "each office measures it first: it is decided in the chat"},
		func(p *Policy) *Workload { return &p.OfficeDayLoad }, func(c *PolicyChange) **Workload { return &c.OfficeDayLoad },
		func(l Workload) (Message, bool) {
			return Msg("policy.load", "value", l.String()), within(int(l), 0, int(maxWorkload))
		}),
	number(Number{ID: 9, Key: "remind_after", Config: "remind_after", Form: FormStretch, NotInRegister: waitsAreTheOffices},
		func(p *Policy) *time.Duration { return &p.RemindAfter }, func(c *PolicyChange) **time.Duration { return &c.RemindAfter }, notNegative),
	number(Number{ID: 10, Key: "raise_after", Config: "raise_after", Form: FormStretch, NotInRegister: waitsAreTheOffices},
		func(p *Policy) *time.Duration { return &p.RaiseAfter }, func(c *PolicyChange) **time.Duration { return &c.RaiseAfter }, notNegative),
	number(Number{ID: 11, Key: "months_ahead", Config: "months_ahead", Form: FormMonths, NotInRegister: "how far ahead an office plans is its rule, not the pilot's"},
		func(p *Policy) *int { return &p.MonthsAhead }, func(c *PolicyChange) **int { return &c.MonthsAhead },
		func(n int) (Message, bool) {
			return Msg("policy.months_ahead", "max", maxMonthsAhead), within(n, 0, maxMonthsAhead)
		}),
}

const waitsAreTheOffices = "how long approvers may take is the office's rule, not the pilot's"

func shareWithin(key string) func(Share) (Message, bool) {
	return func(s Share) (Message, bool) {
		return Msg(key, "value", s.Ratio.String()), s.Mode == Off || s.Ratio.valid()
	}
}

func daysWithin(key string, most int) func(Quota) (Message, bool) {
	return func(q Quota) (Message, bool) { return Msg(key, "max", most), q.Mode == Off || within(q.Max, 1, 2*most) }
}

const (
	maxCutoffDays  = 10
	maxMonthsAhead = 11
)

func cutoffWithin(c Cutoff) (Message, bool) {
	if !within(c.Minute, 0, 24*60) {
		return Msg("policy.cutoff_time"), false
	}
	return Msg("policy.cutoff_days", "max", maxCutoffDays), within(c.DaysBefore, 0, maxCutoffDays)
}

func presenceNamed(list []Presence) (Message, bool) {
	for _, q := range list {
		if q.Name == "" {
			return Msg("policy.presence_name"), false
		}
	}
	return Message{}, true
}

func notNegative(d time.Duration) (Message, bool) { return Msg("policy.times"), d >= 0 }

// Get is the number's value in a policy.
func (n Number) Get(p Policy) any { return n.get(&p) }

// Set puts a value of the number's type into a change.
func (n Number) Set(c *PolicyChange, v any) { n.set(c, v) }

// Mode is where a change keeps what it does beyond the limit; nil where the
// change does not set the number, and for one that is no limit.
func (n Number) Mode(c *PolicyChange) *Mode { return n.mode(c) }

// IsLimit reports whether the number can be taken away, refuse or ask for
// approval above.
func (n Number) IsLimit() bool {
	return n.Form == FormDays || n.Form == FormPeople || n.Form == FormShare
}

// Same reports whether the number is the same in both policies.
func (n Number) Same(a, b Policy) bool {
	x, y := reflect.ValueOf(n.get(&a)), reflect.ValueOf(n.get(&b))
	if x.Kind() == reflect.Slice && x.Len()+y.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(x.Interface(), y.Interface())
}

// On returns the policy with the change made.
func (c PolicyChange) On(p Policy) Policy {
	for _, n := range numbers {
		n.apply(&c, &p)
	}
	return p
}
