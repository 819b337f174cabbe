package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// MarshalJSON writes each value under a one-letter name of its type. Messages
// within messages are written and read in one go: every message that is queued
// passes here twice.
func (a Args) MarshalJSON() ([]byte, error) {
	return a.append(make([]byte, 0, 256))
}

func (a Args) append(b []byte) (_ []byte, err error) {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(a)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, name), `:{"`...)
		if b, err = appendArg(b, a[name]); err != nil {
			return nil, fmt.Errorf("argument %s: %w", name, err)
		}
		b = append(b, '}')
	}
	return append(b, '}'), nil
}

func (m Message) append(b []byte) ([]byte, error) {
	b = appendText(append(b, `{"key":`...), m.Key)
	if len(m.Args) == 0 {
		return append(b, '}'), nil
	}
	b, err := m.Args.append(append(b, `,"args":`...))
	return append(b, '}'), err
}

// appendArg writes a value behind the name of its type.
func appendArg(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case string:
		return appendText(append(b, `s":`...), v), nil
	case int:
		return strconv.AppendInt(append(b, `i":`...), int64(v), 10), nil
	case int64:
		return strconv.AppendInt(append(b, `i":`...), v, 10), nil
	case bool:
		return strconv.AppendBool(append(b, `b":`...), v), nil
	case time.Time:
		return strconv.AppendInt(append(b, `t":`...), v.UnixMilli(), 10), nil
	case Date:
		return appendDay(append(b, `d":`...), v)
	case Slot:
		return appendDay(append(b, `h":`...), v)
	case []Slot:
		return appendAll(append(b, `H":`...), v, appendDay[Slot])
	case Message:
		return v.append(append(b, `m":`...))
	case []Message:
		return appendAll(append(b, `M":`...), v, func(b []byte, m Message) ([]byte, error) { return m.append(b) })
	}
	return nil, fmt.Errorf("a %T can't be a message's argument", v)
}

func appendAll[T any](b []byte, list []T, one func([]byte, T) ([]byte, error)) (_ []byte, err error) {
	if list == nil {
		return append(b, "null"...), nil
	}
	b = append(b, '[')
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = one(b, v); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendDay[T interface{ MarshalText() ([]byte, error) }](b []byte, v T) ([]byte, error) {
	text, err := v.MarshalText()
	if err != nil {
		return nil, err
	}
	return appendText(b, string(text)), nil
}

// appendText writes a text as JSON does.
func appendText(b []byte, s string) []byte {
	escaped := func(r rune) bool {
		return r < ' ' || r == '"' || r == '\\' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029'
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, escaped) {
		text, err := json.Marshal(s)
		if err != nil {
			panic(err) // no text does that
		}
		return append(b, text...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// UnmarshalJSON reads what MarshalJSON wrote; an int64 comes back as int, an
// instant in UTC.
func (a *Args) UnmarshalJSON(data []byte) error {
	in := json.NewDecoder(bytes.NewReader(data))
	in.UseNumber()
	var v any
	if err := in.Decode(&v); err != nil {
		return fmt.Errorf("read arguments: %w", err)
	}
	var err error
	*a, err = readArgs(v)
	return err
}

func readArgs(v any) (Args, error) {
	in, err := as[map[string]any](v)
	if err != nil {
		return nil, fmt.Errorf("read arguments: %w", err)
	}
	out := make(Args, len(in))
	for name, v := range in {
		tagged, err := as[map[string]any](v)
		if err != nil {
			return nil, fmt.Errorf("argument %s: %w", name, err)
		}
		for tag, v := range tagged {
			if out[name], err = readArg(tag, v); err != nil {
				return nil, fmt.Errorf("argument %s: %w", name, err)
			}
		}
	}
	return out, nil
}

func readArg(tag string, v any) (any, error) {
	switch tag {
	case "s":
		return as[string](v)
	case "i":
		n, err := readInt(v)
		return int(n), err
	case "b":
		return as[bool](v)
	case "d":
		var d Date
		err := readDay(v, &d)
		return d, err
	case "h":
		return readSlot(v)
	case "H":
		return readAll(v, readSlot)
	case "t":
		ms, err := readInt(v)
		return time.UnixMilli(ms).UTC(), err
	case "m":
		return readMessage(v)
	case "M":
		return readAll(v, readMessage)
	}
	return nil, fmt.Errorf("unknown type tag %q", tag)
}

func readMessage(v any) (m Message, err error) {
	in, err := as[map[string]any](v)
	if err != nil {
		return m, err
	}
	if m.Key, err = as[string](in["key"]); err != nil {
		return m, err
	}
	if args, ok := in["args"]; ok {
		m.Args, err = readArgs(args)
	}
	return m, err
}

func readSlot(v any) (s Slot, err error) {
	err = readDay(v, &s)
	return s, err
}

func readDay(v any, into interface{ UnmarshalText(text []byte) error }) error {
	text, err := as[string](v)
	if err != nil {
		return err
	}
	return into.UnmarshalText([]byte(text))
}

func readInt(v any) (int64, error) {
	n, err := as[json.Number](v)
	if err != nil || n == "" {
		return 0, err
	}
	return n.Int64()
}

func readAll[T any](v any, one func(any) (T, error)) ([]T, error) {
	list, err := as[[]any](v)
	if err != nil || list == nil {
		return nil, err
	}
	out := make([]T, len(list))
	for i, v := range list {
		if out[i], err = one(v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// as is a value as JSON has it; null is the zero value.
func as[T any](v any) (T, error) {
	out, ok := v.(T)
	if !ok && v != nil {
		return out, fmt.Errorf("read a %T: it is a %T", out, v)
	}
	return out, nil
}
