package rules

import (
	"slices"
	"strings"
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
