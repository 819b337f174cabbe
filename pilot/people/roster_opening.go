package people

import (
	"fmt"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/roster"
	"tainha/rules"
)

// importOpenings chooses the positions that are open to the pilot in each unit. Heads are told; days that this
// puts in conflict are judged again.
func (i *rosterImport) importOpenings(r roster.Roster) error {
	for _, row := range r.Units {
		u := i.units[row.Code]
		var chosen []rules.PositionID
		for _, code := range row.Positions {
			x, ok := i.positions[code]
			if !ok {
				return fmt.Errorf("unit %q opens position %q: %w", row.Code, code, errUnread)
			}
			chosen = append(chosen, x.ID)
		}
		slices.Sort(chosen)
		if !row.Given.Has(roster.UnitPositions) || slices.Equal(chosen, u.Positions) {
			continue
		}
		was := u
		u.Positions = chosen
		added := i.changes[pilot.ObjectUnit+" "+u.Code] != nil && i.changes[pilot.ObjectUnit+" "+u.Code].Added
		i.note(pilot.ObjectUnit, int64(u.ID), u.Code, u.Name, false,
			Field{"positions", i.positionList(was.Positions), i.positionList(chosen)})
		if !added {
			i.later = append(i.later, func() error { return register.TellChoice(i.do, i.units[was.Code]) })
		}
		if err := i.do.Tx.SetPositions(u.ID, chosen); err != nil {
			return err
		}
		i.units[u.Code] = u
	}
	return nil
}

// positionList names positions by their codes.
func (i *rosterImport) positionList(list []rules.PositionID) string {
	codes := make([]string, len(list))
	for k, id := range list {
		codes[k] = i.posCode[id]
	}
	return strings.Join(codes, ", ")
}
