package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tainha/rules"
	"tainha/store"
)

// link reminds the coordinators once a week, in working hours, of who has not
// linked an account yet: those people themselves can't be reached.
func link() Job {
	return Job{Name: "link", Spec: "0 9 * * 1", Missed: Roll, Run: runLink}
}

const (
	unitsListed = 20 // a message holds about so much
	namesListed = 5  // of each unit
)

func runLink(r *Run) error {
	after, err := r.number()
	if err != nil {
		return err
	}
	r.Cursor = ""
	opens, err := r.Pilot.Calendar.NextOpen(r.Now)
	if err != nil {
		return nil //nolint:nilerr // a year without calendar: there are no working hours
	}
	digest, missing, err := r.unlinked()
	if err != nil || !missing {
		return err
	}
	list, err := r.Tx.PeopleWithRole(rules.Coordinator, r.Today)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b rules.Person) int { return cmp.Compare(a.ID, b.ID) })
	list = slices.DeleteFunc(list, func(p rules.Person) bool { return int64(p.ID) <= after || !p.Linked })
	if len(list) > Chunk {
		list = list[:Chunk]
		r.Cursor = strconv.FormatInt(int64(list[Chunk-1].ID), 10)
	}
	for _, p := range list {
		if err := r.Tx.Queue(r.Now, store.Out{
			Person: p.ID, Lane: store.LaneBroadcast, Dedupe: fmt.Sprintf("link:%s:%d", r.Today, p.ID), NotBefore: later(opens, r.Now),
			Body: store.Body{Screen: &store.Screen{Text: digest}},
		}); err != nil {
			return err
		}
	}
	return nil
}

// unlinked words who has not linked an account, by unit, the largest gaps first.
func (r *Run) unlinked() (m rules.Message, some bool, err error) {
	units, err := r.Tx.Units()
	if err != nil {
		return m, false, err
	}
	people, err := r.Tx.People(r.Today)
	if err != nil {
		return m, false, err
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
