package team

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// GroupsReaders finds whose digest says once a month where boards go: the heads of units
// with a group, and the coordinators.
func GroupsReaders(do pilot.Do) (out []rules.PersonID, err error) {
	groups, err := do.Tx.Groups()
	if err != nil || len(groups) == 0 {
		return nil, err
	}
	list, err := do.LinkedWithRole(rules.Coordinator)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		u, err := do.Tx.Unit(g.Unit)
		if err != nil {
			return nil, fmt.Errorf("find the unit of a group: %w", err)
		}
		if u.Head != 0 {
			list = append(list, u.Head)
		}
	}
	slices.Sort(list)
	for _, p := range slices.Compact(list) {
		first, err := do.FirstSince(do.Today.MonthStart(), p)
		if err != nil {
			return nil, err
		}
		if first {
			out = append(out, p)
		}
	}
	return out, nil
}

const groupsNamed = 20 // in one message

// Groups says to whoever reads where boards go: a coordinator reads of all units, a head
// of their own; some is false when there is nothing, or it was told this month.
func Groups(do pilot.Do, coordinator bool) (m rules.Message, some bool, err error) {
	first, err := do.FirstSince(do.Today.MonthStart(), do.By.Person)
	if err != nil || !first {
		return m, false, err
	}
	groups, err := do.Tx.Groups()
	if err != nil {
		return m, false, err
	}
	headed, _, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return m, false, fmt.Errorf("find what they head: %w", err)
	}
	groups = slices.DeleteFunc(groups, func(g store.UnitGroup) bool { return !coordinator && !slices.Contains(headed, g.Unit) })
	lines := make([]rules.Message, 0, len(groups))
	for _, g := range groups[:min(len(groups), groupsNamed)] {
		group, unit, by, err := GroupOf(do, g.Unit)
		if err != nil {
			return m, false, err
		}
		lines = append(lines, rules.Msg("group.where", "unit", unit.Name, "by", by, "waits", group.Waits))
	}
	return rules.Msg("notice.groups", "n", len(groups), "lines", lines, "more", len(groups)-len(lines)), len(groups) > 0, nil
}
