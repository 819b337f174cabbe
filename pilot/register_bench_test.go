package pilot_test

import (
	"fmt"
	"strings"
	"testing"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// BenchmarkRegister is what the register's screens cost in an agency of 30 units
// with 100 people each, who have four days ahead of them, after 300 changes.
func BenchmarkRegister(b *testing.B) {
	r := openRegister(b)
	_, staff := large(3000)
	var rows [][]string
	for u := range 30 { // a hundred people a unit
		rows = append(rows, []string{fmt.Sprintf("Q%02d", u), "Phòng", "", fmt.Sprintf("N%04d", u*100)})
	}
	for i := range staff {
		staff[i][3] = fmt.Sprintf("Q%02d", i/100)
	}
	r.mustBring(csvOf(b, rows, staff), noon)
	var unit rules.UnitID
	r.write(func(tx *store.Tx) error {
		all, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range all {
			if !strings.HasPrefix(u.Code, "Q") {
				continue
			}
			unit = u.ID
			if err := tx.Enrol(u.ID, &rules.Enrolment{Decision: "1/QĐ", First: rules.MustDate("2026-10-01")}); err != nil {
				return err
			}
			for i := range 10 {
				if err := tx.AddPolicyChange(u.ID, perWeek("2026-11-02", 4+i%2), r.person("A0").ID, noon); err != nil {
					return err
				}
			}
			if err := fill(tx, u.ID); err != nil {
				return err
			}
		}
		return nil
	})
	clerk := r.person("A3").ID
	share := rules.Share{Ratio: rules.Ratio{Num: 2, Den: 5}, Mode: rules.Block}
	for name, use := range map[string]func(*store.Tx) error{
		"list": func(tx *store.Tx) error {
			_, err := register.Register(r.pilot.Do(tx, noon, pilot.Actor{}), 0, 10)
			return err
		},
		"card": func(tx *store.Tx) error {
			_, err := register.Entry(r.pilot.Do(tx, noon, pilot.Actor{}), unit)
			return err
		},
		"facts of a day": func(tx *store.Tx) error {
			_, err := r.pilot.Do(tx, noon, pilot.Actor{}).FactsFor(clerk, nil, 0)
			return err
		},
		"position closed": func(tx *store.Tx) error {
			_, err := register.PositionEffects(r.pilot.Do(tx, noon, pilot.Actor{}), 1, false)
			return err
		},
		"preview of one": func(tx *store.Tx) error {
			_, err := register.PreviewPolicy(r.pilot.Do(tx, noon, pilot.Actor{}), unit, perWeek("2026-11-24", 3))
			return err
		},
		"preview of all": func(tx *store.Tx) error {
			_, err := register.PreviewPolicy(r.pilot.Do(tx, noon, pilot.Actor{}), 0, rules.PolicyChange{Since: rules.MustDate("2026-11-24"), UnitShare: &share})
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

// fill gives everybody of a unit two approved days a week, this week and the next.
func fill(tx *store.Tx, unit rules.UnitID) error {
	members, err := tx.Members(unit, rules.DateOf(noon))
	if err != nil {
		return err
	}
	for i, m := range members {
		q := rules.Request{Person: m.ID, Unit: unit, Rev: 1, Created: noon, Asked: noon}
		for k := range 4 {
			q.Days = append(q.Days, rules.RequestDay{Slot: rules.Slot{Date: rules.DateOf(noon).AddDays(7*(k/2) + 1 + (i+2*k)%4)}, State: rules.Approved})
		}
		if err := tx.InsertRequest(&q); err != nil {
			return err
		}
	}
	return nil
}
