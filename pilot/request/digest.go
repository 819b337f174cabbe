package request

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
)

// HomeReaders finds whose digest tells who is at home today: the heads of the units in
// the pilot, on a day of absence their delegates. A day on which everybody of their
// units is at the office needs none.
func HomeReaders(do pilot.Do) ([]rules.PersonID, error) {
	org, err := do.Tx.Org(do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who heads what: %w", err)
	}
	readers := map[rules.PersonID]bool{}
	for _, u := range org.Units {
		to := headToday(org, u, do.Today)
		if len(to) == 0 {
			continue
		}
		_, some, err := UnitToday(do, u)
		if err != nil {
			return nil, err
		}
		for _, p := range to {
			readers[p] = readers[p] || some
		}
	}
	maps.DeleteFunc(readers, func(_ rules.PersonID, some bool) bool { return !some })
	return slices.Collect(maps.Keys(readers)), nil
}

// headToday is who is told of a unit: its head, or on a day of absence the delegates. Who
// is away or can't be reached is left out.
func headToday(org *rules.Org, u rules.Unit, today rules.Date) (to []rules.PersonID) {
	switch {
	case !u.InPilot(today) || u.Head == 0:
		return nil
	case atWork(org, u.Head, today):
		return []rules.PersonID{u.Head}
	}
	for _, d := range org.Delegations {
		if d.From == u.Head && d.First <= today && today <= d.Last && atWork(org, d.To, today) {
			to = append(to, d.To)
		}
	}
	return to
}

// atWork reports whether a message reaches the person and finds them on duty: half a
// day's absence does not count.
func atWork(org *rules.Org, p rules.PersonID, on rules.Date) bool {
	who := org.People[p]
	return who.Active && who.Linked && !org.Away(p, on)
}

// HomeToday tells whoever reads who is at home today in their units; nothing where all are at
// the office.
func HomeToday(do pilot.Do) (blocks []rules.Message, err error) {
	headed, acts, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find what they head: %w", err)
	}
	if len(headed)+len(acts) == 0 {
		return nil, nil
	}
	org, err := do.Tx.Org(do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who heads what: %w", err)
	}
	units := slices.SortedFunc(maps.Values(org.Units), func(a, b rules.Unit) int { return strings.Compare(a.Code, b.Code) })
	for _, u := range units {
		if !slices.Contains(headToday(org, u, do.Today), do.By.Person) {
			continue
		}
		block, some, err := UnitToday(do, u)
		if err != nil {
			return nil, err
		}
		if some {
			blocks = append(blocks, block)
		}
	}
	return blocks, nil
}

// UnitToday says who of a unit is at home today, by half-days, and how many are
// present; some is false when nobody is at home.
func UnitToday(do pilot.Do, u rules.Unit) (m rules.Message, some bool, err error) {
	facts, err := do.UnitFacts(u.ID, do.Today, do.Today)
	if err != nil {
		return m, false, err
	}
	days := slices.DeleteFunc(facts.Days, func(d rules.HomeDay) bool { return d.State == rules.Pending })
	if len(days) == 0 {
		return m, false, nil
	}
	facts.Days = days
	members, err := do.Tx.Members(u.ID, do.Today)
	if err != nil {
		return m, false, fmt.Errorf("find who works in the unit: %w", err)
	}
	count := facts.Headcount(u.ID, do.Today)
	return rules.Msg("morning.unit", "unit", u.Name, "staff", count.Staff, "am", count.Present[0], "pm", count.Present[1],
		"same", count.Present[0] == count.Present[1], "home", HomeLines(members, days),
		"away", namesOf(members, func(p rules.PersonID) bool { return slices.Contains(count.Away, p) })), true, nil
}

// HomeLines names those at home for the whole day, the morning, the afternoon.
func HomeLines(members []rules.Person, days []rules.HomeDay) []rules.Message {
	var lines []rules.Message
	for _, part := range []rules.Part{rules.Whole, rules.Morning, rules.Afternoon} {
		names := namesOf(members, func(p rules.PersonID) bool {
			return slices.ContainsFunc(days, func(d rules.HomeDay) bool { return d.Person == p && d.Part == part })
		})
		if names != "" {
			lines = append(lines, rules.Msg("morning."+partKeys[part], "names", names))
		}
	}
	return lines
}

var partKeys = map[rules.Part]string{rules.Whole: "whole", rules.Morning: "am", rules.Afternoon: "pm"}

// namesOf joins the names of those members that the test picks, in their order.
func namesOf(members []rules.Person, pick func(rules.PersonID) bool) string {
	var names []string
	for _, p := range members {
		if pick(p.ID) {
			names = append(names, p.Called())
		}
	}
	return strings.Join(names, ", ")
}

// WaitingReaders finds whose digest tells that requests wait for them.
func WaitingReaders(do pilot.Do) ([]rules.PersonID, error) {
	waiting, err := waitingBy(do)
	delete(waiting, 0)
	return slices.Collect(maps.Keys(waiting)), err
}

// WaitingHere counts the requests that wait for the decision of whoever reads.
func WaitingHere(do pilot.Do) (int, error) {
	waiting, err := waitingBy(do)
	return waiting[do.By.Person], err
}

// waitingBy counts the open requests by whom they wait for.
func waitingBy(do pilot.Do) (map[rules.PersonID]int, error) {
	const page = 500
	waiting := map[rules.PersonID]int{}
	after := rules.RequestID(0)
	for {
		list, err := do.Tx.OpenRequests(after, page)
		if err != nil {
			return nil, fmt.Errorf("find what waits: %w", err)
		}
		for _, r := range list {
			waiting[r.Approver]++
			after = r.ID
		}
		if len(list) < page {
			return waiting, nil
		}
	}
}

// HeadsToday lists who is told of a unit in the pilot today.
func HeadsToday(do pilot.Do) (list []rules.PersonID, err error) {
	org, err := do.Tx.Org(do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who heads what: %w", err)
	}
	for _, u := range org.Units {
		list = append(list, headToday(org, u, do.Today)...)
	}
	return list, nil
}
