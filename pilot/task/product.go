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

// Catalogue is a list of products of a unit, 0: the whole agency's, as it is to hold from a day on.
type Catalogue struct {
	Unit  rules.UnitID
	Since rules.Date
	Rows  []task.Product
	Whole bool // it is all of it: what is not in it ends the day before
}

// ProductRow is a row of a catalogue as it is said or pasted.
type ProductRow struct {
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	K        task.Amount `json:"k"`
	Counted  string      `json:"counted,omitempty"`
	Proof    string      `json:"proof,omitempty"`
	Official string      `json:"official,omitempty"`
}

// RowOf is an entry as it is said.
func RowOf(p task.Product) ProductRow {
	return ProductRow{p.Code, p.Name, p.K, p.Counted, p.Proof, p.Official}
}

// Product is the row as an entry of a catalogue.
func (r ProductRow) Product() task.Product {
	return task.Product{Code: r.Code, Name: r.Name, K: r.K, Counted: r.Counted, Proof: r.Proof, Official: r.Official}
}

// Changes is what a catalogue would change.
type Changes struct {
	Imported
	Later []task.Product // changes entered before, from a later day: from then on those hold
	add   []task.Product
	end   []task.Product
}

// TryProducts says what a catalogue would change; nothing is kept. It refuses all of it with
// every row that can't be.
func TryProducts(do pilot.Do, c Catalogue) (Changes, error) {
	n, _, err := changes(do, c)
	return n, err
}

func changes(do pilot.Do, c Catalogue) (n Changes, own task.Catalogue, err error) {
	if err := checkProducts(c.Rows); err != nil {
		return n, nil, err
	}
	all, err := do.Tx.Catalogue(c.Unit)
	if err != nil {
		return n, nil, err
	}
	own = slices.DeleteFunc(slices.Clone(all), func(p task.Product) bool { return p.Unit != c.Unit })
	holds := own.On(c.Unit, c.Since)
	for _, row := range c.Rows {
		at := slices.IndexFunc(holds, func(p task.Product) bool { return p.Code == row.Code })
		if at >= 0 && holds[at].Same(row) && holds[at].Last == 0 {
			n.Same++
			continue
		}
		row.ID, row.Unit, row.Since, row.Last = 0, c.Unit, c.Since, 0
		n.add = append(n.add, row)
	}
	for _, p := range holds {
		if c.Whole && !slices.ContainsFunc(c.Rows, func(row task.Product) bool { return row.Code == p.Code }) {
			n.end = append(n.end, p)
		}
	}
	n.Added, n.Ended = len(n.add), len(n.end)
	n.Later = laterOf(own, c.Since, slices.Concat(n.add, n.end))
	err = n.officialTaken(all, c)
	return n, own, err
}

// LaterThan lists the changes of an entry's product that begin after a day.
func LaterThan(do pilot.Do, p task.Product, since rules.Date) ([]task.Product, error) {
	all, err := do.Tx.Catalogue(p.Unit)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(all), func(x task.Product) bool { return x.Unit != p.Unit || x.ID == p.ID })
	return laterOf(own, since, []task.Product{p}), nil
}

// laterOf are the entries of a unit that take the place of some from a day after one on.
func laterOf(own task.Catalogue, since rules.Date, of []task.Product) (later []task.Product) {
	for _, p := range own {
		if p.Since > since && !p.Never() && slices.ContainsFunc(of, func(x task.Product) bool { return x.Code == p.Code }) {
			later = append(later, p)
		}
	}
	return later
}

// officialTaken refuses an official id that another product has on the day or later: one that
// neither ends by the same change nor is said anew in it.
func (n *Changes) officialTaken(all task.Catalogue, c Catalogue) error {
	others := all.On(c.Unit, c.Since)
	for _, p := range all {
		if p.Since > c.Since && !p.Never() {
			others = append(others, p)
		}
	}
	others = slices.DeleteFunc(others, func(p task.Product) bool {
		anew := func(x task.Product) bool { return x.Code == p.Code }
		return p.Official == "" || p.Since <= c.Since && (slices.ContainsFunc(c.Rows, anew) || slices.ContainsFunc(n.end, anew))
	})
	var why []rules.Message
	for _, row := range n.add {
		at := slices.IndexFunc(others, func(p task.Product) bool { return p.Official == row.Official && p.Code != row.Code })
		if at >= 0 {
			why = append(why, officialTwice(others[at]))
		}
	}
	if len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	return nil
}

func officialTwice(has task.Product) rules.Message {
	return rules.Msg("task.product_official_twice", "official", has.Official, "name", has.Name, "code", has.Code)
}

// ImportProducts takes a catalogue by its codes: the same one twice changes nothing. It refuses
// all of it with every row that can't be.
func ImportProducts(do pilot.Do, c Catalogue) (Imported, error) {
	if err := assertProducts(do, c.Unit); err != nil {
		return Imported{}, err
	}
	n, own, err := changes(do, c)
	if err != nil {
		return n.Imported, err
	}
	for _, p := range n.end { // first: what takes its place may have its official id
		if err := endProduct(do, p, c.Since-1); err != nil {
			return n.Imported, err
		}
	}
	for _, p := range n.add {
		if err := addProduct(do, own, p); err != nil {
			return n.Imported, err
		}
	}
	return n.Imported, nil
}

// EndProduct ends an entry the day before one; tasks keep the K that they were given.
func EndProduct(do pilot.Do, id task.ProductID, since rules.Date) error {
	p, err := do.Tx.Product(id)
	if err != nil {
		return err
	}
	if err := assertProducts(do, p.Unit); err != nil {
		return err
	}
	if p.Last != 0 && p.Last < since {
		return rules.Refuse("task.product_unknown")
	}
	return endProduct(do, p, since-1)
}

// AddProduct adds one entry to the catalogue, in the chat.
func AddProduct(do pilot.Do, p task.Product) (task.Product, error) {
	if err := assertProducts(do, p.Unit); err != nil {
		return p, err
	}
	_, own, err := changes(do, Catalogue{Unit: p.Unit, Since: p.Since, Rows: []task.Product{p}})
	if err != nil {
		return p, err
	}
	return p, addProduct(do, own, p)
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
// of one code or of one official id.
func checkProducts(rows []task.Product) error {
	var why []rules.Message
	seen := map[string]bool{}
	for i, p := range rows {
		why = append(why, p.Reasons()...)
		if seen[p.Code] {
			why = append(why, rules.Msg("task.product_twice", "code", p.Code))
		}
		if first := slices.IndexFunc(rows[:i], func(x task.Product) bool { return p.Official != "" && x.Official == p.Official }); first >= 0 {
			why = append(why, officialTwice(rows[first]))
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
