package chat

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tainha/rules"
	"tainha/store"
)

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
