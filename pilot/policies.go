package pilot

import (
	"fmt"

	"tainha/rules"
)

// PolicyBook is the pilot's numbers over time: the configuration's, and on top
// of them what the coordinators decided in the chat.
func (do Do) PolicyBook() (*rules.PolicyBook, error) {
	decided, err := do.Tx.PolicyChanges()
	if err != nil {
		return nil, fmt.Errorf("load the numbers: %w", err)
	}
	return do.Policies.WithAll(decided), nil
}
