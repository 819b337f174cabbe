package rules

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Message is what people are told: a key of the locale files with arguments.
// It becomes text in the reader's language only at the moment it is sent.
type Message struct {
	Key  string `json:"key"`
	Args Args   `json:"args,omitempty"`
}

// Args are a message's arguments by name. Allowed values: string (escaped when
// shown), int, int64, bool, Date, Slot, []Slot, time.Time, Message, []Message.
// They survive a round through JSON with their types.
type Args map[string]any

// Msg builds a message from alternating names and values. It panics on an odd
// list or a name that is no string: both are mistakes of the code.
func Msg(key string, namesAndValues ...any) Message {
	m := Message{Key: key}
	if len(namesAndValues) > 0 {
		m.Args = make(Args, len(namesAndValues)/2)
	}
	for pair := range slices.Chunk(namesAndValues, 2) {
		m.Args[pair[0].(string)] = pair[1] //nolint:errcheck // a mistake of the code, it must panic
	}
	return m
}

// Refusal is an error that people may see: every reason at once, each with its
// way out in its text. It is a decision, not a fault, and is not logged.
type Refusal struct{ Reasons []Message }

// Refuse returns a refusal for one reason.
func Refuse(key string, namesAndValues ...any) *Refusal {
	return &Refusal{Reasons: []Message{Msg(key, namesAndValues...)}}
}

// Error names the keys, for logs and tests; people read the messages.
func (r *Refusal) Error() string {
	keys := make([]string, len(r.Reasons))
	for i, m := range r.Reasons {
		keys[i] = m.Key
	}
	return "refused: " + strings.Join(keys, ", ")
}

// refusal turns a list of reasons into an error, and no reasons into nil.
func refusal(reasons []Message) error {
	if len(reasons) == 0 {
		return nil
	}
	return &Refusal{Reasons: reasons}
}

// MarshalJSON writes each value under a one-letter name of its type.
func (a Args) MarshalJSON() ([]byte, error) {
	out := make(map[string]map[string]any, len(a))
	for name, v := range a {
		tag, err := argTag(v)
		if err != nil {
			return nil, fmt.Errorf("argument %s: %w", name, err)
		}
		if t, ok := v.(time.Time); ok {
			v = t.UnixMilli()
		}
		out[name] = map[string]any{tag: v}
	}
	data, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write arguments: %w", err)
	}
	return data, nil
}

func argTag(v any) (string, error) {
	switch v.(type) {
	case string:
		return "s", nil
	case int, int64:
		return "i", nil
	case bool:
		return "b", nil
	case Date:
		return "d", nil
	case Slot:
		return "h", nil
	case []Slot:
		return "H", nil
	case time.Time:
		return "t", nil
	case Message:
		return "m", nil
	case []Message:
		return "M", nil
	}
	return "", fmt.Errorf("a %T can't be a message's argument", v)
}

// UnmarshalJSON reads what MarshalJSON wrote; an int64 comes back as int, an
// instant in UTC.
func (a *Args) UnmarshalJSON(data []byte) error {
	var in map[string]map[string]json.RawMessage
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("read arguments: %w", err)
	}
	*a = make(Args, len(in))
	for name, tagged := range in {
		for tag, raw := range tagged {
			v, err := decodeArg(tag, raw)
			if err != nil {
				return fmt.Errorf("argument %s: %w", name, err)
			}
			(*a)[name] = v
		}
	}
	return nil
}

func decodeArg(tag string, raw json.RawMessage) (any, error) {
	switch tag {
	case "s":
		return decodeAs[string](raw)
	case "i":
		return decodeAs[int](raw)
	case "b":
		return decodeAs[bool](raw)
	case "d":
		return decodeAs[Date](raw)
	case "h":
		return decodeAs[Slot](raw)
	case "H":
		return decodeAs[[]Slot](raw)
	case "t":
		ms, err := decodeAs[int64](raw)
		return time.UnixMilli(ms).UTC(), err
	case "m":
		return decodeAs[Message](raw)
	case "M":
		return decodeAs[[]Message](raw)
	}
	return nil, fmt.Errorf("unknown type tag %q", tag)
}

func decodeAs[T any](raw json.RawMessage) (T, error) {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("read a %T: %w", v, err)
	}
	return v, nil
}
