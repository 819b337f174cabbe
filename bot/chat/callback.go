package chat

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"tainha/rules"
	"tainha/store"
)

const maxCallbackData = 64 // bytes, Bot API limit

// Press is a kind of button. T is a struct of integers and booleans only, so the
// encoded length has a bound that definePress checks once.
type Press[T any] struct {
	prefix string
	Access rules.Access
	// About names the person and unit that the pressed object concerns; nil when
	// the press concerns nobody's data but the presser's own.
	About func(t *Turn, v T) (rules.Subject, error)
	// Do acts. The roles, the data and About were checked before.
	Do func(t *Turn, v T) error

	takes, grants func(v T) bool
	veiled        bool
}

// Presser is a Press of any T, as the router sees it.
type Presser interface {
	name() string
	access() rules.Access
	hasSubject() bool
	press(t *Turn, data string) error
	destroys(data string) bool
	mayDestroy() bool
	style(data string) store.Style
	veils() bool
}

// DefinePress panics if the longest possible T does not fit in 64 bytes: a
// mistake of the code that every test run finds.
func DefinePress[T any](prefix string) Press[T] {
	n := len(prefix)
	typ := reflect.TypeFor[T]()
	for field := range typ.Fields() {
		switch k := field.Type.Kind(); k {
		case reflect.Bool:
			n += 2
		case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Int:
			n += 1 + len(strconv.FormatInt(-1<<(field.Type.Bits()-1), 36))
		case reflect.Uint8:
			n += 1 + len(strconv.FormatInt(255, 36))
		default:
			panic(fmt.Sprintf("button %s: field %s is a %s", prefix, field.Name, k))
		}
	}
	if n > maxCallbackData {
		panic(fmt.Sprintf("button %s: up to %d bytes", prefix, n))
	}
	return Press[T]{prefix: prefix}
}

// On says who may press the button, whom it concerns, and what it does.
func (p Press[T]) On(a rules.Access, about func(*Turn, T) (rules.Subject, error), do func(*Turn, T) error) Press[T] {
	p.Access, p.About, p.Do = a, about, do
	return p
}

// Destroys says of the button, or of some of its values, that it revokes, gives up,
// refuses or deletes at once: whoever types it is asked before. which is nil for all.
func (p Press[T]) Destroys(which func(v T) bool) Press[T] {
	if which == nil {
		which = func(T) bool { return true }
	}
	p.takes = which
	return p
}

// Veiled says of the button that nothing of whoever presses it may stay: no message, no text, no update that failed.
func (p Press[T]) Veiled() Press[T] {
	p.veiled = true
	return p
}

func (p Press[T]) veils() bool { return p.veiled }

// Grants says of the button, or of some of its values, that it grants what somebody
// asks: it stands out.
func (p Press[T]) Grants(which func(v T) bool) Press[T] {
	p.grants = which
	return p
}

func (p Press[T]) style(data string) store.Style {
	v, ok := p.decode(data)
	switch {
	case !ok:
	case p.takes != nil && p.takes(v):
		return store.StyleTakes
	case p.grants != nil && p.grants(v):
		return store.StyleConsent
	}
	return ""
}

func (p Press[T]) mayDestroy() bool { return p.takes != nil }

func (p Press[T]) destroys(data string) bool {
	v, ok := p.decode(data)
	return ok && p.takes != nil && p.takes(v)
}

// Button is a button that carries v under the message's key as its label.
func (p Press[T]) Button(v T, key string, namesAndValues ...any) store.Button {
	return store.Button{Label: rules.Msg(key, namesAndValues...), Data: p.encode(v)}
}

func (p Press[T]) encode(v T) string {
	var b strings.Builder
	b.WriteString(p.prefix)
	for _, f := range reflect.ValueOf(v).Fields() {
		b.WriteByte(':')
		switch {
		case f.Kind() == reflect.Bool && f.Bool():
			b.WriteByte('1')
		case f.Kind() == reflect.Bool:
			b.WriteByte('0')
		case f.CanUint():
			b.WriteString(strconv.FormatUint(f.Uint(), 36))
		default:
			b.WriteString(strconv.FormatInt(f.Int(), 36))
		}
	}
	return b.String()
}

// decode refuses everything that encode could not have written, and days
// that can't be kept, or whose year around them can't: what is shown beside them
// and further on.
func (p Press[T]) decode(data string) (v T, ok bool) {
	parts := strings.Split(data, ":")
	rv := reflect.ValueOf(&v).Elem()
	if parts[0] != p.prefix || len(parts) != 1+rv.NumField() {
		return v, false
	}
	for i := range rv.NumField() {
		f, s := rv.Field(i), parts[i+1]
		switch {
		case f.Kind() == reflect.Bool:
			f.SetBool(s == "1")
		case f.CanUint():
			n, err := strconv.ParseUint(s, 36, f.Type().Bits())
			if err != nil {
				return v, false
			}
			f.SetUint(n)
		default:
			n, err := strconv.ParseInt(s, 36, f.Type().Bits())
			if err != nil {
				return v, false
			}
			f.SetInt(n)
		}
		if day, is := reflect.TypeAssert[rules.Date](f); is && !(day.Writable(-Farthest) && day.Writable(Farthest)) {
			return v, false
		}
	}
	return v, p.encode(v) == data
}

// Carried is what a button of this kind carries; ok is false for another's.
func (p Press[T]) Carried(data string) (v T, ok bool) { return p.decode(data) }

func (p Press[T]) name() string         { return p.prefix }
func (p Press[T]) access() rules.Access { return p.Access }
func (p Press[T]) hasSubject() bool     { return p.About != nil }

func (p Press[T]) press(t *Turn, data string) error {
	v, ok := p.decode(data)
	if !ok {
		return t.Stale()
	}
	return t.known(p.act(t, v))
}

// known turns what a press names and does not exist into a refusal: anybody can
// send a press with any number in it.
func (t *Turn) known(err error) error {
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	t.b.Log.Warn("a press names what does not exist", "update", t.in.ID, "err", t.b.Scrub.Err(err))
	return rules.Refuse("press.stale")
}

func (p Press[T]) act(t *Turn, v T) error {
	if p.About != nil {
		subject, err := p.About(t, v)
		if err != nil {
			return err
		}
		if !rules.May(t.Actor, p.Access, subject) {
			return rules.Refuse("access.foreign")
		}
	}
	return p.Do(t, v)
}

// Choice is a button that a step offers: what it is called, what it carries. A
// press of anything else was never shown by the step, and changes nothing.
type Choice struct {
	Name  string
	Value int32
	Arg   Arg
	// Destroys says that it revokes, gives up, refuses or deletes at once: whoever types
	// it is asked before.
	Destroys bool
	// Confirms says that it does so once it was asked: a bare number doesn't choose it.
	Confirms bool
}

// style colours the buttons of the step: the one that it is there for, and those that
// take something away.
func (s Step[D]) style(screen store.Screen) {
	for _, row := range screen.Rows {
		for i := range row {
			v, own := flowKey.decode(row[i].Data)
			takes := func(c Choice) bool { return c.Value == v.Choice && c.Destroys }
			switch {
			case !own:
			case v.Choice == s.Main && s.Takes, slices.ContainsFunc(s.Choices, takes):
				row[i].Style = store.StyleTakes
			case v.Choice == s.Main:
				row[i].Style = store.StyleMain
			}
		}
	}
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

// FlowShape is a flow as it is kept between two messages: what a release must
// not change without another version.
type FlowShape struct {
	Name    string
	Version int
	Steps   []StepShape
	Draft   string // the draft's JSON, field by field
}

// StepShape is a step with the buttons that it offers.
type StepShape struct {
	Name    string
	Choices []Choice
	Sure    []int32
}

// Flows lists every flow, by name: for the test that holds them to their versions,
// and the one that presses everything.
func (b *Bot) Flows() []FlowShape {
	var out []FlowShape
	for _, f := range b.flows {
		out = append(out, f.shape())
	}
	slices.SortFunc(out, func(x, y FlowShape) int { return strings.Compare(x.Name, y.Name) })
	return out
}

func (f Flow[D]) shape() FlowShape {
	out := FlowShape{Name: f.Name, Version: f.Version, Draft: typeShape(reflect.TypeFor[D](), nil)}
	for _, s := range f.Steps {
		out.Steps = append(out.Steps, StepShape{s.Name, s.Choices, s.Sure})
	}
	return out
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// typeShape words how JSON holds a type. A type that writes itself is known by its
// name, and so is one within itself.
func typeShape(typ reflect.Type, within []reflect.Type) string {
	if typ.Implements(jsonMarshaler) || typ.Implements(textMarshaler) || slices.Contains(within, typ) {
		return typ.String()
	}
	within = append(within, typ)
	switch typ.Kind() {
	case reflect.Struct:
		var fields []string
		for f := range typ.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case name == "-" || !f.IsExported():
				continue
			case f.Anonymous && name == "":
				fields = append(fields, typeShape(f.Type, within))
				continue
			case name == "":
				name = f.Name
			}
			fields = append(fields, name+" "+typeShape(f.Type, within))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case reflect.Slice, reflect.Array:
		return "[]" + typeShape(typ.Elem(), within)
	case reflect.Pointer:
		return "*" + typeShape(typ.Elem(), within)
	case reflect.Map:
		return fmt.Sprintf("map[%s]%s", typeShape(typ.Key(), within), typeShape(typ.Elem(), within))
	}
	return typ.Kind().String()
}

type flowPress struct {
	Rev    int32
	Choice int32
	Arg    int32
}

var flowKey = DefinePress[flowPress]("f")

// Choice is a button of the step being asked.
func (t *Turn) Choice(choice, arg int32, key string, namesAndValues ...any) store.Button {
	return flowKey.Button(flowPress{t.conv.Rev, choice, arg}, key, namesAndValues...)
}

// Idle is a cell that only labels: pressed it does nothing, and nobody types it.
func (t *Turn) Idle(choice int32, key string, namesAndValues ...any) store.Button {
	b := t.Choice(choice, 0, key, namesAndValues...)
	b.Idle = true
	return b
}
