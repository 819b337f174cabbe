package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tainha/rules"
)

// Whoever bears a name alone is called by it; of two, each with the unit or, in one
// unit, with as much of the code as tells them apart. Who left confuses nobody.
func TestPeopleOfOneNameAreCalledWithWhatTellsThemApart(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	add := func(code, name string, unit rules.UnitID, active bool) {
		write(t, db, func(tx *Tx) error {
			_, _, err := tx.UpsertPerson(rules.Person{Code: code, Name: name, Unit: unit, Position: o.expert, Active: active}, day)
			return err
		})
	}
	called := func(code string) string {
		return read(t, db, func(tx *Tx) (string, error) {
			p, err := tx.PersonByCode(code, day)
			return p.Called(), err
		})
	}
	same := func(want map[string]string) {
		t.Helper()
		for code, name := range want {
			if got := called(code); got != name {
				t.Errorf("%s is called %q, want %q", code, got, name)
			}
		}
		for _, unit := range []rules.UnitID{o.planning, o.service} { // in the list of a unit they are called the same
			for _, p := range read(t, db, func(tx *Tx) ([]rules.Person, error) { return tx.Members(unit, day) }) {
				if name := called(p.Code); p.Called() != name {
					t.Errorf("in its unit's list %s is called %q, else %q", p.Code, p.Called(), name)
				}
			}
		}
	}
	const lan = "Nguyễn Thị Lan"
	add("CB0001", lan, o.planning, true)
	add("CB0002", "Nguyễn Thị Lân", o.planning, true)
	add("CB0003", lan, o.planning, false)
	same(map[string]string{"CB0001": lan, "CB0002": "Nguyễn Thị Lân", "CB0003": lan + " (…0003)"})
	add("CB0004", lan, o.service, true)
	same(map[string]string{"CB0001": lan + " (Phòng Kế hoạch)", "CB0004": lan + " (Bộ phận Một cửa)"})
	add("CB0005", lan, o.planning, true)
	same(map[string]string{"CB0001": lan + " (…0001)", "CB0004": lan + " (Bộ phận Một cửa)", "CB0005": lan + " (…0005)"})
	add("HD0005", lan, o.planning, true)
	add("NV5", lan, o.planning, true)
	same(map[string]string{"CB0001": lan + " (…0001)", "CB0005": lan + " (CB0005)", "HD0005": lan + " (HD0005)", "NV5": lan + " (NV5)"})
	add("CB0006", "Vũ Thị Mai", o.planning, true)
	add("CB0007", "Vũ Thị Mai", o.service, true)
	add("NV0008", "Đỗ Văn Tư", o.planning, true)
	write(t, db, func(tx *Tx) error { // comes tomorrow, and has no unit yet
		_, _, err := tx.UpsertPerson(rules.Person{Code: "NV0009", Name: "Đỗ Văn Tư", Unit: o.service, Position: o.expert, Active: true}, day+1)
		return err
	})
	same(map[string]string{"CB0006": "Vũ Thị Mai (Phòng Kế hoạch)", "NV0008": "Đỗ Văn Tư (Phòng Kế hoạch)", "NV0009": "Đỗ Văn Tư (NV0009)"})
	write(t, db, func(tx *Tx) error { // two units of one name tell nobody apart
		_, _, err := tx.UpsertUnit(rules.Unit{Code: "P-MC", Name: "Phòng Kế hoạch", Parent: o.department, Head: o.binh, Active: true})
		return err
	})
	same(map[string]string{"CB0006": "Vũ Thị Mai (…0006)", "CB0007": "Vũ Thị Mai (…0007)"})
	for i := range 31 {
		add(fmt.Sprintf("DV%04d", i), "Lê Văn Hùng", o.service, true)
	}
	same(map[string]string{"DV0007": "Lê Văn Hùng (…0007)"})
	add("DV0099", "Lê Văn Hùng", o.planning, true)
	same(map[string]string{"DV0007": "Lê Văn Hùng (DV0007)", "DV0099": "Lê Văn Hùng (DV0099)"})
	add("DV0100", "Lê Văn Hưng", o.service, true)
	same(map[string]string{"DV0100": "Lê Văn Hưng (DV0100)"})
}

// However many bear a name, what their rows hold is not read to say so: the test of
// plans sees no walk, and this one that the index answers.
func TestThatManyBearANameIsReadOffTheIndex(t *testing.T) {
	t.Parallel()
	db := setup(t)
	steps := read(t, db, func(tx *Tx) ([]string, error) {
		return queryAll(tx, func(r row) (step string, err error) {
			var id, parent, unused int
			err = r.Scan(&id, &parent, &unused, &step)
			return step, err
		}, `EXPLAIN QUERY PLAN `+selectPerson+`WHERE p.id = ?2`, day, 1)
	})
	if want := "SEARCH person USING COVERING INDEX person_name (name_key=? AND active=?)"; !slices.Contains(steps, want) {
		t.Errorf("no %q in:\n%s", want, strings.Join(steps, "\n"))
	}
}
