package pilot_test

import (
	"strings"
	"testing"

	"tainha/pilot"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

func TestATeamsWeek(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	r.home("A3", rules.Approved, noon, "2026-11-25", "2026-11-26/am")
	r.home("A2", rules.Pending, noon, "2026-11-25")
	monday, sunday := rules.MustDate("2026-11-23"), rules.MustDate("2026-11-29")
	for _, pending := range []bool{false, true} {
		var week team.Team
		r.read(func(tx *store.Tx) (err error) {
			week, err = team.TeamOf(r.pilot.Do(tx, noon, pilot.Actor{}), r.unit("P1").ID, monday, sunday, pending)
			return err
		})
		var names []string
		for _, m := range week.Members {
			names = append(names, m.Name)
		}
		if got := strings.Join(names, ", "); got != "Trần An, Đỗ Chi, Vũ Bình" {
			t.Errorf("members are %s; the head comes first, then by name", got)
		}
		if len(week.Days) != 5 {
			t.Fatalf("%d days, want Monday to Friday", len(week.Days))
		}
		want := map[bool]rules.Headcount{false: {HomeHalves: 2, Present: [2]int{2, 2}}, true: {HomeHalves: 4, Present: [2]int{1, 1}}}[pending]
		if got := week.Days[2].Count; got.HomeHalves != want.HomeHalves || got.Present != want.Present {
			t.Errorf("pending %v: Wednesday counts %+v", pending, got)
		}
		if got := week.Where(r.person("A3").ID, monday+3); got.Halves != [2]rules.Place{rules.AtHome, rules.AtOffice} {
			t.Errorf("Thursday finds Chi %v", got.Halves)
		}
	}
}

func TestTheOverviewHoldsTheUnitsOfThePilotInThatWeek(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	for monday, want := range map[string]string{"2026-11-23": "P1 P2", "2026-12-28": "P1 P2", "2027-01-04": "P1", "2026-09-21": ""} {
		var codes []string
		r.read(func(tx *store.Tx) error {
			units, err := team.InPilot(r.pilot.Do(tx, noon, pilot.Actor{}), rules.MustDate(monday), rules.MustDate(monday)+6)
			for _, u := range units {
				codes = append(codes, u.Code)
			}
			return err
		})
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("week of %s: %q, want %q", monday, got, want)
		}
	}
}

func TestAGroupServesOneUnit(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	coordinator, one, two := r.person("A0").ID, r.unit("P1").ID, r.unit("P2").ID
	link := func(unit rules.UnitID, chat int64) error {
		return r.do(func(tx *store.Tx) error {
			_, err := team.LinkGroup(r.pilot.Do(tx, noon, pilot.Actor{Person: coordinator}), store.UnitGroup{Unit: unit, Chat: chat})
			return err
		})
	}
	if err := link(one, -10); err != nil {
		t.Fatal(err)
	}
	refused(t, link(one, -10), "group.already")
	refused(t, link(two, -10), "group.taken")
	if err := link(one, -11); err != nil { // another group takes over
		t.Error(err)
	}
	if err := link(two, -10); err != nil { // so the first is free
		t.Error(err)
	}
	for range 2 { // the second time it is linked to nothing any more
		if err := r.do(func(tx *store.Tx) error { return team.GroupLost(r.pilot.Do(tx, noon, pilot.Actor{Job: "test"}), -11) }); err != nil {
			t.Error(err)
		}
	}
	r.read(func(tx *store.Tx) error {
		group, err := tx.Group(one)
		if group.Chat != 0 {
			t.Errorf("the lost group %d is still linked", group.Chat)
		}
		trail, auditErr := tx.AuditOf(pilot.ObjectUnit, int64(one), 10)
		changes := 0
		for _, entry := range trail {
			if entry.Action == "unit.group" {
				changes++
			}
		}
		if auditErr != nil || changes != 3 {
			t.Errorf("%d audited changes of the group, want linked, moved, lost: %v", changes, auditErr)
		}
		return err
	})
}

// BenchmarkTeam is what boards cost in an agency of 100 units and 3,000 people,
// who have four days ahead of them.
func BenchmarkTeam(b *testing.B) {
	r := openRegister(b)
	units, staff := large(3000)
	r.mustBring(csvOf(b, units, staff), noon)
	r.write(func(tx *store.Tx) error {
		all, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range all {
			if err := tx.Enrol(u.ID, &rules.Enrolment{Decision: "1/QĐ", First: rules.MustDate("2026-10-01")}); err != nil {
				return err
			}
			if err := fill(tx, u.ID); err != nil {
				return err
			}
		}
		return nil
	})
	unit, monday := r.unit("P050").ID, rules.MustDate("2026-11-23")
	for name, use := range map[string]func(*store.Tx) error{
		"week": func(tx *store.Tx) error {
			_, err := team.TeamOf(r.pilot.Do(tx, noon, pilot.Actor{}), unit, monday, monday+6, true)
			return err
		},
		"overview": func(tx *store.Tx) error {
			units, err := team.InPilot(r.pilot.Do(tx, noon, pilot.Actor{}), monday, monday+6)
			if err != nil {
				return err
			}
			_, err = team.Overview(r.pilot.Do(tx, noon, pilot.Actor{}), units[:min(len(units), 30)], monday, monday+6)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r.read(use)
			}
		})
	}
}
