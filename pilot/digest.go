package pilot

import (
	"fmt"

	"tainha/rules"
)

// DigestKey is the name under which a person's digest of a day is queued, once.
func DigestKey(day rules.Date, p rules.PersonID) string { return fmt.Sprintf("digest:%s:%d", day, p) }

// remindedDays is on how many working days something that is told once a period can still
// be told, where the bot was down on the first of them.
const remindedDays = 3

// FirstSince reports whether a person's digest of today is the first of a period that
// began on a day: what is told once a period stands in it.
func (do Do) FirstSince(since rules.Date, p rules.PersonID) (bool, error) {
	n, err := do.Calendar.WorkingDays(since, do.Today)
	if err != nil || n > remindedDays || !do.Calendar.IsWorking(do.Today) {
		return false, nil //nolint:nilerr // without a calendar nothing is told
	}
	for d := since; d < do.Today; d++ {
		if had, err := do.Tx.Queued(DigestKey(d, p)); err != nil || had {
			return false, err
		}
	}
	return true, nil
}

// LinkedWithRole lists who has a role and an account today.
func (do Do) LinkedWithRole(role rules.Roles) (out []rules.PersonID, err error) {
	list, err := do.Tx.PeopleWithRole(role, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who has a role: %w", err)
	}
	for _, p := range list {
		if p.Linked {
			out = append(out, p.ID)
		}
	}
	return out, nil
}
