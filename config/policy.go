package config

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
)

// policyFile is the pilot's numbers as the file writes them: those that hold at
// the start, then the changes of the whole pilot and of single units.
type policyFile struct {
	numbersFile
	Changes []changeFile            `yaml:"changes"`
	Units   map[string][]changeFile `yaml:"units"` // by the unit's code
}

type numbersFile struct {
	Cutoff      *cutoffFile  `yaml:"cutoff"`
	MonthsAhead *months      `yaml:"months_ahead"`
	PerWeek     *daysLimit   `yaml:"days_per_week"`
	PerMonth    *daysLimit   `yaml:"days_per_month"`
	MonthShare  *shareLimit  `yaml:"month_share"`
	UnitShare   *shareLimit  `yaml:"unit_share"`
	MinPresent  *peopleLimit `yaml:"min_present"`
	RemindAfter *workingTime `yaml:"remind_after"`
	RaiseAfter  *workingTime `yaml:"raise_after"`
}

type cutoffFile struct {
	DaysBefore int   `yaml:"working_days_before"`
	Time       clock `yaml:"time"`
}

// changeFile sets some numbers from a day on; the others stay as they were.
type changeFile struct {
	From   rules.Date `yaml:"from"`
	Follow bool       `yaml:"follow_pilot"` // the unit's earlier changes end
	numbersFile
	Required *requiredFile `yaml:"required_presence"`
}

// The limits are written VALUE, VALUE MODE or off; the mode is block where none
// is named.
type (
	daysLimit   rules.Quota // 2, 2.5 approve_above
	shareLimit  rules.Share // 30%, 1/3, 0.3
	peopleLimit rules.Quota // 1
)

// months is a number of whole months.
type months int

func (m *months) UnmarshalText(b []byte) error {
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return Say("%q is not a number of months such as 1", b)
	}
	*m = months(n)
	return nil
}

func (l *daysLimit) UnmarshalText(b []byte) error {
	value, mode := splitLimit(string(b))
	if mode == rules.Off {
		*l = daysLimit{}
		return nil
	}
	halves, err := rules.ParseHalves(value)
	if err != nil {
		return Say("%q is not a number of days such as 2 or 2.5, with block or approve_above behind it, nor off", b)
	}
	*l = daysLimit{Max: halves, Mode: mode}
	return nil
}

func (l *shareLimit) UnmarshalText(b []byte) error {
	value, mode := splitLimit(string(b))
	if mode == rules.Off {
		*l = shareLimit{}
		return nil
	}
	ratio, err := rules.ParseRatio(value)
	if err != nil {
		return Say("%q is not a share over 0 and at most 100%% such as 30%%, 0.3 or 1/3, with block or approve_above behind it, nor off", b)
	}
	*l = shareLimit{Ratio: ratio, Mode: mode}
	return nil
}

func (l *peopleLimit) UnmarshalText(b []byte) error {
	value, mode := splitLimit(string(b))
	if mode == rules.Off {
		*l = peopleLimit{}
		return nil
	}
	people, err := strconv.Atoi(value)
	if err != nil || people < 1 {
		return Say("%q is not a number of people of at least 1, with block or approve_above behind it, nor off", b)
	}
	*l = peopleLimit{Max: people, Mode: mode}
	return nil
}

// splitLimit parts "2 approve_above" into its value and its mode.
func splitLimit(text string) (value string, mode rules.Mode) {
	text = strings.TrimSpace(text)
	if text == rules.Off.String() {
		return "", rules.Off
	}
	for _, mode := range []rules.Mode{rules.Block, rules.ApproveAbove} {
		if value, found := strings.CutSuffix(text, " "+mode.String()); found {
			return strings.TrimSpace(value), mode
		}
	}
	return text, rules.Block
}

// workingTime is a stretch of working time, written 4h or 90m, or never (kept as 0).
type workingTime time.Duration

func (w *workingTime) UnmarshalText(b []byte) error {
	if string(b) == "never" {
		*w = 0
		return nil
	}
	d, err := time.ParseDuration(strings.TrimSpace(string(b)))
	if err != nil || d <= 0 {
		return Say("%q is not a stretch of working time such as 4h or 90m, nor never", b)
	}
	*w = workingTime(d)
	return nil
}

// A written number is how the file writes a value of the table of numbers.
type written interface {
	value() any // as rules keep it
	from(v any) // the other way round
}

// of is a value of the table as the type that its form has.
func of[T any](v any) T {
	value, ok := v.(T)
	if !ok {
		panic(fmt.Sprintf("a number of the table is %T, the file writes %T", v, value)) // a slip in code, which every test of a configuration meets
	}
	return value
}

func (l *daysLimit) value() any   { return rules.Quota(*l) }
func (l *daysLimit) from(v any)   { *l = daysLimit(of[rules.Quota](v)) }
func (l *shareLimit) value() any  { return rules.Share(*l) }
func (l *shareLimit) from(v any)  { *l = shareLimit(of[rules.Share](v)) }
func (l *peopleLimit) value() any { return rules.Quota(*l) }
func (l *peopleLimit) from(v any) { *l = peopleLimit(of[rules.Quota](v)) }
func (w *workingTime) value() any { return time.Duration(*w) }
func (w *workingTime) from(v any) { *w = workingTime(of[time.Duration](v)) }
func (m *months) value() any      { return int(*m) }
func (m *months) from(v any)      { *m = months(of[int](v)) }
func (c *cutoffFile) value() any  { return rules.Cutoff{DaysBefore: c.DaysBefore, Minute: int(c.Time)} }
func (c *cutoffFile) from(v any) {
	cutoff := of[rules.Cutoff](v)
	*c = cutoffFile{cutoff.DaysBefore, clock(cutoff.Minute)}
}

// each calls fn for every number of the table that the file writes with its
// field, which may hold nothing. Required presence has a section of its own.
func (f *numbersFile) each(fn func(n rules.Number, field reflect.Value)) {
	for _, n := range rules.Numbers() {
		for is, field := range reflect.ValueOf(f).Elem().Fields() {
			if is.Tag.Get("yaml") == n.Config {
				fn(n, field)
			}
		}
	}
}

func asWritten(field reflect.Value) written {
	return of[written](field.Interface())
}

// set puts what the file writes into a change.
func (f *numbersFile) set(c *rules.PolicyChange) {
	f.each(func(n rules.Number, field reflect.Value) {
		if !field.IsNil() {
			n.Set(c, asWritten(field).value())
		}
	})
}

// defaultPolicy is rules.DefaultPolicy in the shape of the file.
func defaultPolicy() policyFile {
	var f policyFile
	f.each(func(n rules.Number, field reflect.Value) {
		field.Set(reflect.New(field.Type().Elem()))
		asWritten(field).from(n.Get(rules.DefaultPolicy()))
	})
	return f
}

// build returns the book of the pilot's numbers and records in t what the rules
// refuse: at the key that sets it, or at the change from which it is wrong.
func (f *policyFile) build(t *tree) rules.PolicyBook {
	var base rules.PolicyChange
	f.set(&base)
	book := rules.PolicyBook{
		Base:    base.On(rules.Policy{}),
		Changes: changes(t, "policy.changes", f.Changes),
		Units:   make(map[string][]rules.PolicyChange, len(f.Units)),
	}
	for _, code := range slices.Sorted(maps.Keys(f.Units)) {
		book.Units[code] = changes(t, "policy.units."+code, f.Units[code])
	}
	reportPolicy(t, "policy", book.Base)
	for i, c := range book.Changes {
		reportPolicy(t, fmt.Sprintf("policy.changes[%d]", i), book.At("", c.Since))
	}
	for _, code := range slices.Sorted(maps.Keys(book.Units)) {
		for i, c := range book.Units[code] {
			reportPolicy(t, fmt.Sprintf("policy.units.%s[%d]", code, i), book.At(code, c.Since))
		}
	}
	return book
}

func changes(t *tree, path string, list []changeFile) []rules.PolicyChange {
	out := make([]rules.PolicyChange, len(list))
	for i, c := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		if c.From.IsZero() {
			t.faultAt(at, "has no day from which it holds (from: 2026-07-01)")
		} else if i > 0 && c.From < list[i-1].From {
			t.faultAt(at+".from", "%s is before the entry above it", c.From)
		}
		out[i] = c.build(t, at)
	}
	return out
}

func (c *changeFile) build(t *tree, path string) rules.PolicyChange {
	change := rules.PolicyChange{Since: c.From, Follow: c.Follow}
	c.set(&change)
	if c.Required != nil {
		presence := c.Required.build(t, join(path, "required_presence"))
		change.Presence = &presence
	}
	return change
}

// policyFaults says in an operator's words what the rules refuse, and at which key.
var policyFaults = map[string]struct{ key, text string }{
	"policy.cutoff_time":         {"cutoff.time", "is not a time of day"},
	"policy.cutoff_days":         {"cutoff.working_days_before", "is not between 0 and 10"},
	"policy.months_ahead":        {"months_ahead", "is not between 0 and 11"},
	"policy.week":                {"days_per_week", "is more than the 7 days of a week"},
	"policy.month":               {"days_per_month", "is more than the 31 days of a month"},
	"policy.month_share":         {"month_share", "is not over 0 and at most 100%%"},
	"policy.unit_share":          {"unit_share", "is not over 0 and at most 100%%"},
	"policy.min_present":         {"min_present", "is below 1"},
	"policy.remind_before_raise": {"remind_after", "is not before raise_after: a request would be raised before its approver was reminded"},
	"policy.presence_name":       {"required_presence", "has a day without a name"},
}

func reportPolicy(t *tree, path string, p rules.Policy) {
	err := p.Validate()
	var refusal *rules.Refusal
	if err == nil || !errors.As(err, &refusal) {
		return
	}
	for _, reason := range refusal.Reasons {
		fault, known := policyFaults[reason.Key]
		if !known {
			t.faultAt(path, "is refused (%s)", reason.Key)
			continue
		}
		t.faultAt(join(path, fault.key), "%v", Say(fault.text))
	}
}
