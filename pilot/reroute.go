package pilot

import (
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// routed is how many open requests are looked at together.
const routed = 500

// Reroute sends on every open request whose approver no longer sits where it
// waits: after a move, a new or vacant head, a delegation, an absence, a lost
// account. The next approver is asked, the requester is told, every card
// follows. by is who caused it, 0 the passing of time.
func (p *Pilot) Reroute(tx *store.Tx, now time.Time, by rules.PersonID) error {
	after := rules.RequestID(0)
	for {
		open, err := tx.OpenRequests(after, routed)
		if err != nil {
			return fmt.Errorf("find what waits: %w", err)
		}
		desk, err := p.TimeDesk(tx, now, open)
		if err != nil {
			return err
		}
		for _, r := range open {
			after = r.ID
			s, due := desk.Moved(r)
			if !due {
				continue
			}
			if _, err := p.takeStep(tx, desk, r, s, by); err != nil {
				return err
			}
			if err := tx.Refresh(now, RequestRef(r.ID), 0); err != nil {
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
func (p *Pilot) takeStep(tx *store.Tx, desk rules.Desk, r rules.Request, s rules.Step, by rules.PersonID) (rules.Request, error) {
	after := desk.Apply(r, s)
	if err := tx.SaveRequest(after); err != nil {
		return r, fmt.Errorf("save the request: %w", err)
	}
	if err := p.audit(tx, desk.Now, rules.Authority{}, by, stepActions[s.Kind], r, after); err != nil {
		return r, err
	}
	return after, p.tellStep(tx, desk, s, r, after)
}
