package evaluation

import (
	"cmp"
	"slices"

	"tainha/rules"
	"tainha/rules/task"
)

// Rated is a person's level with the unit and the group of similar duties in which the cap is checked.
type Rated struct {
	Person rules.PersonID
	Unit   rules.UnitID
	Group  string // of similar duties, empty for none
	Total  task.Amount
	Level  Level
}

// CapCheck says of one unit or group how many "xuất sắc" the cap allows, and who stands there. It decides nothing.
type CapCheck struct {
	Unit      rules.UnitID // 0: it is about Group
	Group     string
	Good      int // rated "tốt"
	Allowed   int
	Excellent []Rated // by total, the highest first
}

// Over is by how many the unit or group is above the cap.
func (c CapCheck) Over() int { return max(0, len(c.Excellent)-c.Allowed) }

// CheckCap holds the ratings against the cap: floor(share × those rated "tốt"), units and groups apart; the
// share of outstanding units is their own (rules section 12, Scores).
func (p Policy) CheckCap(list []Rated, outstanding map[rules.UnitID]bool) []CapCheck {
	type key struct {
		unit  rules.UnitID
		group string
	}
	checks := map[key]*CapCheck{}
	at := func(k key) *CapCheck {
		if checks[k] == nil {
			checks[k] = &CapCheck{Unit: k.unit, Group: k.group}
		}
		return checks[k]
	}
	for _, r := range list {
		places := []*CapCheck{at(key{unit: r.Unit})}
		if r.Group != "" {
			places = append(places, at(key{group: r.Group}))
		}
		for _, c := range places {
			switch r.Level {
			case Good:
				c.Good++
			case Excellent:
				c.Excellent = append(c.Excellent, r)
			}
		}
	}
	var out []CapCheck
	for _, c := range checks {
		share := p.ExcellentShare
		if c.Unit != 0 && outstanding[c.Unit] {
			share = p.OutstandingShare
		}
		c.Allowed = share.Times(task.N(c.Good)).Floor()
		slices.SortFunc(c.Excellent, func(a, b Rated) int { return cmp.Or(b.Total.Cmp(a.Total), cmp.Compare(a.Person, b.Person)) })
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b CapCheck) int { return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Group, b.Group)) })
	return out
}
