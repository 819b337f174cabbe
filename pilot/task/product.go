package task

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Imported counts what an import of the catalogue changed.
type Imported struct{ Added, Ended, Same int }

// ImportProducts takes the catalogue of a unit, 0: the whole agency's, as the official
// system or a file gives it, by the codes there, from a day on: the same file twice
// changes nothing; a code that is not in it any more ends the day before. It refuses all
// of it with every row that can't be.
func ImportProducts(do pilot.Do, unit rules.UnitID, since rules.Date, rows []task.Product) (Imported, error) {
	var n Imported
	if err := assertProducts(do, unit); err != nil {
		return n, err
	}
	if err := checkProducts(rows); err != nil {
		return n, err
	}
	all, err := do.Tx.Catalogue(unit)
	if err != nil {
		return n, err
	}
	own := slices.DeleteFunc(slices.Clone(all), func(p task.Product) bool { return p.Unit != unit })
	holds := own.On(unit, since)
	for _, row := range rows {
		at := slices.IndexFunc(holds, func(p task.Product) bool { return p.Code == row.Code })
		if at >= 0 && holds[at].Name == row.Name && holds[at].K.Equal(row.K) && holds[at].Last == 0 {
			n.Same++
			continue
		}
		if err := addProduct(do, own, task.Product{Unit: unit, Code: row.Code, Name: row.Name, K: row.K, Since: since, Official: row.Official}); err != nil {
			return n, err
		}
		n.Added++
	}
	for _, p := range holds {
		if p.Last != 0 || slices.ContainsFunc(rows, func(row task.Product) bool { return row.Code == p.Code }) {
			continue
		}
		if err := endProduct(do, p, since-1); err != nil {
			return n, err
		}
		n.Ended++
	}
	return n, nil
}

// AddProduct adds one entry to the catalogue, in the chat.
func AddProduct(do pilot.Do, p task.Product) (task.Product, error) {
	if err := assertProducts(do, p.Unit); err != nil {
		return p, err
	}
	if err := checkProducts([]task.Product{p}); err != nil {
		return p, err
	}
	all, err := do.Tx.Catalogue(p.Unit)
	if err != nil {
		return p, err
	}
	return p, addProduct(do, all, p)
}

// assertProducts asserts the right over a unit's catalogue; the agency's is no unit head's.
func assertProducts(do pilot.Do, unit rules.UnitID) error {
	var about rules.Subject
	if unit != 0 {
		var err error
		if about, err = do.Subject(0, unit); err != nil {
			return err
		}
	}
	return do.Assert(pilot.ChangeProducts, about)
}

// checkProducts refuses entries without a code or a name, with a K that is none, and two
// of one code.
func checkProducts(rows []task.Product) error {
	var why []rules.Message
	seen := map[string]bool{}
	for _, p := range rows {
		why = append(why, p.Reasons()...)
		if seen[p.Code] {
			why = append(why, rules.Msg("task.product_twice", "code", p.Code))
		}
		seen[p.Code] = true
	}
	if len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	return nil
}

// addProduct keeps an entry; one of the same code from that very day is refused.
func addProduct(do pilot.Do, all task.Catalogue, p task.Product) error {
	if slices.ContainsFunc(all, func(x task.Product) bool { return x.Unit == p.Unit && x.Code == p.Code && x.Since == p.Since }) {
		return rules.Refuse("task.product_taken", "code", p.Code, "since", p.Since)
	}
	if err := do.Tx.AddProduct(&p); err != nil {
		return err
	}
	return auditProduct(do, "product.add", p)
}

func endProduct(do pilot.Do, p task.Product, last rules.Date) error {
	if err := do.Tx.EndProduct(p.ID, last); err != nil {
		return err
	}
	p.Last = last
	return auditProduct(do, "product.end", p)
}

// auditProduct notes it at its unit, or at the pilot.
func auditProduct(do pilot.Do, action string, p task.Product) error {
	e := store.Entry{Action: action, Object: pilot.ObjectUnit, ObjectID: int64(p.Unit), After: p}
	if p.Unit == 0 {
		e.Object = pilot.ObjectPilot
	}
	if err := do.Audit(e); err != nil {
		return fmt.Errorf("product %s: %w", p.Code, err)
	}
	return nil
}
