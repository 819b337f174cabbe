package pilot

import (
	"tainha/rules"
	"tainha/store"
)

// Guess is a refusal whose count must be kept although nothing else is.
type Guess struct {
	*rules.Refusal
	Stranger store.Stranger
}
