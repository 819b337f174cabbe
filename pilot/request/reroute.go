package request

import (
	"fmt"

	"tainha/pilot"
	"tainha/rules"
)

// routed is how many open requests are looked at together.
const routed = 500

// Reroute sends on every open request whose approver no longer sits where it
// waits: after a move, a new or vacant head, a delegation, an absence, a lost
// account. The next approver is asked, the requester is told, every card
// follows. It is a consequence of what was done, whoever did it.
func Reroute(do pilot.Do) error {
	after := rules.RequestID(0)
	for {
		open, err := do.Tx.OpenRequests(after, routed)
		if err != nil {
			return fmt.Errorf("find what waits: %w", err)
		}
		desk, err := TimeDesk(do, open)
		if err != nil {
			return err
		}
		for _, r := range open {
			after = r.ID
			s, due := desk.Moved(r)
			if !due {
				continue
			}
			if _, err := takeStep(do, desk, r, s); err != nil {
				return err
			}
			if err := do.Tx.Refresh(do.Now, pilot.RequestRef(r.ID), 0); err != nil {
				return fmt.Errorf("refresh the cards: %w", err)
			}
		}
		if len(open) < routed {
			return nil
		}
	}
}

// takeStep lets one step happen: it saves, audits and tells whom it concerns.
// The cards are the caller's to refresh.
func takeStep(do pilot.Do, desk rules.Desk, r rules.Request, s rules.Step) (rules.Request, error) {
	after := desk.Apply(r, s)
	if err := save(do, r, after); err != nil {
		return r, err
	}
	if err := audit(do, rules.Authority{}, stepActions[s.Kind], r, after); err != nil {
		return r, err
	}
	return after, tellStep(do, desk, s, r, after)
}
