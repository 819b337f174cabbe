package pilot_test

import (
	"testing"

	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// The same file of the catalogue twice changes nothing; what is left out ends; the K of a
// task is that of the day of assigning (rules sections 3 and 7).
func TestTheCatalogueIsImportedByItsCodes(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	file := []task.Product{{Code: "BC", Name: "Báo cáo", K: task.A(27, 10), Official: "QG1"}, {Code: "TT", Name: "Tờ trình", K: task.N(1), Official: "QG2"}}
	bring := func(since string, rows []task.Product) (n work.Imported) {
		w.must(func(tx *store.Tx) (err error) {
			n, err = work.ImportProducts(w.as(tx, "A2"), work.Catalogue{Since: rules.MustDate(since), Rows: rows, Whole: true})
			return err
		})
		return n
	}
	equal(t, "the first time", bring("2026-11-01", file), work.Imported{Added: 2})
	equal(t, "the second time", bring("2026-11-01", file), work.Imported{Same: 2})
	equal(t, "a later day", bring("2026-11-15", file), work.Imported{Same: 2})
	w.refused("a file with faults", func(tx *store.Tx) error {
		_, err := work.ImportProducts(w.as(tx, "A2"), work.Catalogue{Since: rules.MustDate("2026-12-01"), Rows: []task.Product{{Code: "", Name: "x", K: task.N(1)}, {Code: "A", Name: "a"}, {Code: "A", Name: "a", K: task.N(1)}}})
		return err
	}, "task.product_name", "task.k", "task.product_twice")
	w.refused("not a clerk's", func(tx *store.Tx) error {
		_, err := work.ImportProducts(w.as(tx, "A3"), work.Catalogue{Since: rules.MustDate("2026-12-01"), Rows: file})
		return err
	}, "access.role")
	var id task.ProductID
	w.read(func(tx *store.Tx) error {
		all, err := tx.Catalogue(0)
		id = all[0].ID
		return err
	})
	x := w.assign(func(a *work.Assignment) { a.Product, a.Task.Work = id, task.Work{Quantity: task.N(2)} })
	if x.Work.Kind != "Báo cáo" || x.Work.Volume().String() != "5.4" {
		t.Errorf("assigned as %+v", x.Work)
	}
	file[0].K = task.N(3)
	equal(t, "another K, one less", bring("2026-12-01", file[:1]), work.Imported{Added: 1, Ended: 1})
	if kept := w.task(x.ID); kept.Work.Volume().String() != "5.4" {
		t.Errorf("the K of a task changed: %+v", kept.Work)
	}
	w.now = w.now.AddDate(0, 0, 14)
	w.refused("a product that ended", func(tx *store.Tx) error {
		_, err := work.Assign(w.as(tx, "A2"), work.Assignment{Product: id + 1, Task: task.Task{Title: "Tờ trình", Due: w.due(2), Owner: w.who["A3"], Work: task.Work{Quantity: task.N(1)}}})
		return err
	}, "task.product_unknown")
	w.refused("a code twice from one day", func(tx *store.Tx) error {
		_, err := work.AddProduct(w.as(tx, "A2"), task.Product{Code: "BC", Name: "Báo cáo", K: task.N(4), Since: rules.MustDate("2026-12-01")})
		return err
	}, "task.product_taken")
	for _, official := range []struct{ since, id string }{{"2026-12-01", "QG1"}, {"2026-11-20", "QG2"}} {
		w.refused("the official id of another product", func(tx *store.Tx) error {
			_, err := work.AddProduct(w.as(tx, "A2"), task.Product{Code: "HS", Name: "Hồ sơ", K: task.N(1), Since: rules.MustDate(official.since), Official: official.id})
			return err
		}, "task.product_official_twice")
	}
	w.refused("an official id twice in a file", func(tx *store.Tx) error {
		_, err := work.ImportProducts(w.as(tx, "A2"), work.Catalogue{Since: rules.MustDate("2026-12-01"), Rows: []task.Product{{Code: "A", Name: "a", K: task.N(1), Official: "QG9"}, {Code: "B", Name: "b", K: task.N(1), Official: "QG9"}}})
		return err
	}, "task.product_official_twice")
	w.must(func(tx *store.Tx) error {
		_, err := work.AddProduct(w.as(tx, "A2"), task.Product{Code: "HS", Name: "Hồ sơ", K: task.N(1), Since: rules.MustDate("2026-12-01"), Official: "QG2"})
		return err
	})
}

// A whole catalogue ends what is not in it the day before, also what was to end later; its official
// id is free for what takes its place.
func TestAWholeCatalogueEndsAlsoWhatWasToEndLater(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	day := rules.MustDate
	var old task.Product
	w.must(func(tx *store.Tx) (err error) {
		old = task.Product{Code: "BC", Name: "Báo cáo", K: task.N(1), Since: day("2026-11-23"), Official: "QG1"}
		if err := tx.AddProduct(&old); err != nil {
			return err
		}
		return work.EndProduct(w.as(tx, "A2"), old.ID, day("2026-12-21"))
	})
	w.must(func(tx *store.Tx) error {
		n, err := work.ImportProducts(w.as(tx, "A2"), work.Catalogue{Since: day("2026-12-01"), Rows: []task.Product{{Code: "BC01", Name: "Báo cáo", K: task.N(1), Official: "QG1"}}, Whole: true})
		if n.Added != 1 || n.Ended != 1 {
			t.Errorf("%+v, want one that takes the place of one", n)
		}
		return err
	})
	w.must(func(tx *store.Tx) error {
		p, err := tx.Product(old.ID)
		if p.Last != day("2026-11-30") {
			t.Errorf("the old one holds until %v", p.Last)
		}
		return err
	})
}
