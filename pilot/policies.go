package pilot

import (
	"fmt"

	"tainha/rules"
	"tainha/store"
)

// PolicyBook is the pilot's numbers over time: the configuration's, and on top
// of them what the coordinators decided in the chat.
func (p *Pilot) PolicyBook(tx *store.Tx) (*rules.PolicyBook, error) {
	decided, err := tx.PolicyChanges()
	if err != nil {
		return nil, fmt.Errorf("load the numbers: %w", err)
	}
	return p.Policies.WithAll(decided), nil
}
