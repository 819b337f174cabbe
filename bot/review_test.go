package bot_test

import (
	"context"

	"tainha/rules"
	"tainha/store"
	"tainha/store/storetest"
)

// worked gives all staff some months of work.
func (p *player) worked(days []string) {
	p.t.Helper()
	w := storetest.Worked{From: rules.MustDate(days[0]), To: rules.MustDate(days[1]), HomeFrom: rules.MustDate(days[2]), Zone: zone(p.t), OnTime: 0.9, Later: 0.92, Returned: 0.1, Seed: 7}
	if err := p.db.Read(context.Background(), func(tx *store.Tx) error {
		units, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range units {
			people, err := tx.Members(u.ID, w.From)
			if err != nil {
				return err
			}
			if len(people) == 0 {
				people, err = tx.Members(u.ID, w.To)
			}
			if err != nil {
				return err
			}
			w.People = append(w.People, people...)
		}
		return nil
	}); err != nil {
		p.t.Fatal(err)
	}
	storetest.Work(p.t, p.db, w)
}

// begins moves the beginning of every unit's pilot.
func (p *player) begins(day rules.Date) {
	p.t.Helper()
	p.write(func(tx *store.Tx) error {
		units, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range units {
			for _, e := range u.Enrolments {
				e.First = day
				if err := tx.SaveEnrolment(e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
