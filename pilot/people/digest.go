package people

import (
	"fmt"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
)

// UnlinkedReaders finds whose digest tells once a week who has not linked an account: the
// coordinators; those people themselves can't be reached.
func UnlinkedReaders(do pilot.Do) (out []rules.PersonID, err error) {
	list, err := do.LinkedWithRole(rules.Coordinator)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		first, err := do.FirstSince(do.Today.Monday(), p)
		if err != nil {
			return nil, err
		}
		if first {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	if _, missing, err := unlinked(do); err != nil || !missing {
		return nil, err
	}
	return out, nil
}

// Unlinked tells the coordinator who reads who has not linked an account; some is false
// when there is nobody, or it was told this week.
func Unlinked(do pilot.Do) (m rules.Message, some bool, err error) {
	first, err := do.FirstSince(do.Today.Monday(), do.By.Person)
	if err != nil || !first {
		return m, false, err
	}
	return unlinked(do)
}

const (
	unitsListed = 20 // a message holds about so much
	namesListed = 5  // of each unit
)

// unlinked words who has not linked an account, by unit, the largest gaps first.
func unlinked(do pilot.Do) (m rules.Message, some bool, err error) {
	units, err := do.Tx.Units()
	if err != nil {
		return m, false, fmt.Errorf("find the units: %w", err)
	}
	people, err := do.Tx.People(do.Today)
	if err != nil {
		return m, false, fmt.Errorf("find the staff: %w", err)
	}
	total := 0
	names := map[rules.UnitID][]string{}
	for _, p := range people {
		if p.Active && !p.Linked {
			names[p.Unit] = append(names[p.Unit], p.Called())
			total++
		}
	}
	units = slices.DeleteFunc(units, func(u rules.Unit) bool { return !u.Active || len(names[u.ID]) == 0 })
	slices.SortStableFunc(units, func(a, b rules.Unit) int { return len(names[b.ID]) - len(names[a.ID]) })
	var lines []rules.Message
	for _, u := range units[:min(len(units), unitsListed)] {
		all := names[u.ID]
		shown := all[:min(len(all), namesListed)]
		lines = append(lines, rules.Msg("link.unit", "unit", u.Name, "n", len(all),
			"names", strings.Join(shown, ", "), "more", len(all)-len(shown)))
	}
	return rules.Msg("link", "n", total, "units", lines, "more", max(0, len(units)-unitsListed)), total > 0, nil
}
