package jobs

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
	"tainha/store"
)

// morning tells the heads of the units in the pilot who is at home today: one
// digest a person, at the opening of a working day. A day on which everybody is
// at the office needs none. After the morning it is no longer worth having.
func morning() Job {
	return Job{Name: "morning", Spec: "30 7 * * *", Missed: Drop, Grace: 4 * time.Hour, Run: runMorning}
}

func runMorning(r *Run) error {
	after, err := r.number()
	if err != nil {
		return err
	}
	opens, err := r.Pilot.Calendar.NextOpen(r.Now)
	if err != nil || rules.DateOf(opens.In(r.Now.Location())) != r.Today {
		return nil //nolint:nilerr // a year without calendar: nothing is known to be a working day
	}
	org, err := r.Tx.Org(r.Today)
	if err != nil {
		return err
	}
	readers := morningReaders(org, r.Today)
	list := slices.Sorted(maps.Keys(readers))
	list = slices.DeleteFunc(list, func(p rules.PersonID) bool { return int64(p) <= after })
	r.Cursor = ""
	if len(list) > Chunk {
		list = list[:Chunk]
		r.Cursor = strconv.FormatInt(int64(list[Chunk-1]), 10)
	}
	for _, p := range list {
		err := r.Item(fmt.Sprintf("digest of person %d", p), func() error { return r.digest(p, readers[p], opens) })
		if err != nil {
			return err
		}
	}
	return nil
}

// morningReaders finds who is told of which units: the head, or on a day of
// absence the delegate. Who is away or can't be reached is left out.
func morningReaders(org *rules.Org, today rules.Date) map[rules.PersonID][]rules.Unit {
	readers := map[rules.PersonID][]rules.Unit{}
	units := slices.SortedFunc(maps.Values(org.Units), func(a, b rules.Unit) int { return strings.Compare(a.Code, b.Code) })
	for _, u := range units {
		if !u.InPilot(today) || u.Head == 0 {
			continue
		}
		to := []rules.PersonID{u.Head}
		if !atWork(org, u.Head, today) {
			to = nil
			for _, d := range org.Delegations {
				if d.From == u.Head && d.First <= today && today <= d.Last && atWork(org, d.To, today) {
					to = append(to, d.To)
				}
			}
		}
		for _, p := range to {
			readers[p] = append(readers[p], u)
		}
	}
	return readers
}

// atWork reports whether a message reaches the person and finds them on duty:
// half a day's absence does not count.
func atWork(org *rules.Org, p rules.PersonID, on rules.Date) bool {
	who := org.People[p]
	return who.Active && who.Linked && !org.Away(p, on)
}

// digest queues one person's message on their units, at the opening hour.
func (r *Run) digest(to rules.PersonID, units []rules.Unit, opens time.Time) error {
	var blocks []rules.Message
	for _, u := range units {
		block, some, err := r.unitToday(u)
		if err != nil {
			return err
		}
		if some {
			blocks = append(blocks, block)
		}
	}
	groups, err := r.groupsOf(units)
	if err != nil || len(blocks)+len(groups) == 0 {
		return err
	}
	err = r.Tx.Queue(r.Now, store.Out{
		Person: to, Lane: store.LaneBroadcast, Dedupe: fmt.Sprintf("morning:%s:%d", r.Today, to), NotBefore: later(opens, r.Now),
		Body: store.Body{Screen: &store.Screen{Text: rules.Msg("morning", "day", r.Today, "units", blocks, "n", len(blocks), "groups", groups)}},
	})
	return err
}

// groupsOf says once a month, of units with a group, where their boards go.
func (r *Run) groupsOf(units []rules.Unit) (lines []rules.Message, err error) {
	if !r.firstOfMonth() {
		return nil, nil
	}
	for _, u := range units {
		g, err := r.Tx.Group(u.ID)
		if err != nil {
			return nil, err
		}
		if g.Chat == 0 {
			continue
		}
		line, err := r.groupLine(u.ID)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// later is the moment at which something planned is sent: zero for at once.
func later(at, now time.Time) time.Time {
	if at.After(now) {
		return at
	}
	return time.Time{}
}

// unitToday says who of a unit is at home today, by half-days, and how many are
// present; some is false when nobody is at home.
func (r *Run) unitToday(u rules.Unit) (m rules.Message, some bool, err error) {
	facts, err := r.Do().UnitFacts(u.ID, r.Today, r.Today)
	if err != nil {
		return m, false, err
	}
	days := slices.DeleteFunc(facts.Days, func(d rules.HomeDay) bool { return d.State == rules.Pending })
	if len(days) == 0 {
		return m, false, nil
	}
	facts.Days = days
	members, err := r.Tx.Members(u.ID, r.Today)
	if err != nil {
		return m, false, err
	}
	count := facts.Headcount(u.ID, r.Today)
	return rules.Msg("morning.unit", "unit", u.Name, "staff", count.Staff, "am", count.Present[0], "pm", count.Present[1],
		"same", count.Present[0] == count.Present[1], "home", homeLines(members, days),
		"away", namesOf(members, func(p rules.PersonID) bool { return slices.Contains(count.Away, p) })), true, nil
}

// homeLines names those at home for the whole day, the morning, the afternoon.
func homeLines(members []rules.Person, days []rules.HomeDay) []rules.Message {
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
