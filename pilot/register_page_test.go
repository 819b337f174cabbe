package pilot_test

import (
	"cmp"
	"slices"
	"testing"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

func TestThePagesOfTheRegisterAreTheWholeInItsOrder(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	r.read(func(tx *store.Tx) error {
		do := r.pilot.Do(tx, noon, pilot.Actor{})
		whole, err := register.Register(do, 0, 100)
		if err != nil {
			return err
		}
		sorted := slices.IsSortedFunc(whole.Units, func(a, b *rules.Unit) int {
			return cmp.Or(cmp.Compare(register.StandingOf(a, do.Today), register.StandingOf(b, do.Today)), cmp.Compare(a.Code, b.Code))
		})
		if whole.N < 3 || len(whole.Units) != whole.N || whole.Pages != 1 || !sorted {
			t.Errorf("%+v", whole)
		}
		for size := 1; size <= whole.N; size++ {
			var paged []*rules.Unit
			for page := 0; page == 0 || page*size < whole.N; page++ {
				part, err := register.Register(do, page, size)
				if err != nil {
					return err
				}
				if part.Page != page || part.N != whole.N || part.Running != whole.Running || part.Running == 0 {
					t.Errorf("page %d of %d each: %+v", page, size, part)
				}
				paged = append(paged, part.Units...)
			}
			if !slices.Equal(paged, whole.Units) {
				t.Errorf("by %d: %v, want %v", size, paged, whole.Units)
			}
		}
		if last, err := register.Register(do, 99, 1); err != nil || last.Page != whole.N-1 || last.Units[0] != whole.Units[whole.N-1] {
			t.Errorf("beyond the end: %+v %v", last, err)
		}
		return nil
	})
}
