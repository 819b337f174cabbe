package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"tainha/fold"
	"tainha/rules"
)

// plainly finds people by looking at everybody, as the search promises to find them.
func plainly(all []rules.Person, words []string, limit int) (out []string) {
	var bear, near []nameHit
	for _, p := range all {
		name := strings.Fields(fold.Text(p.Name))
		cost, ok := nameCost(name, words)
		if !ok {
			continue
		}
		h := nameHit{p.ID, !p.Active, cost, strings.Join(name, " ")}
		near = append(near, h)
		if cost == 0 {
			bear = append(bear, h)
		}
	}
	if len(bear) > 0 {
		near = bear
	}
	for _, h := range sortHits(near, limit) {
		out = append(out, fmt.Sprint(h.id))
	}
	return out
}

// What is looked up by index is what looking at everybody would find.
func TestASearchFindsWhatLookingAtEverybodyWould(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	random := rand.New(rand.NewPCG(1, 2))
	words := []string{"Nguyễn", "Nguyên", "Trần", "Lê", "Đặng", "Thị", "Thi", "Văn", "Vân", "An", "Anh", "Ánh", "Hòa", "Hoa", "Hoàng", "Hoằng", "Quốc", "Quyên", "Quyền", "Ê", "H’Hoa"}
	pick := func(list []string, n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = list[random.IntN(len(list))]
		}
		return strings.Join(out, " ")
	}
	var all []rules.Person
	write(t, db, func(tx *Tx) error {
		for i := range 400 {
			p := rules.Person{Code: fmt.Sprint("R", i), Name: pick(words, 1+random.IntN(6)), Unit: o.planning, Position: o.expert, Active: i%7 != 0}
			id := must2(tx.UpsertPerson(p, day))
			if i%5 == 0 { // renamed, and gone or back
				p.Name, p.Active = pick(words, 1+random.IntN(6)), !p.Active
				id = must2(tx.UpsertPerson(p, day))
			}
			p.ID = id
			all = append(all, p)
		}
		all = must(tx.People(day))
		return nil
	})
	typed := slices.Concat(words, []string{"ngyuen", "nguyn", "quyne", "hoagn", "h", "n", "q", "a", "th", "ho", "van", "le", "anh"})
	found := 0
	read(t, db, func(tx *Tx) (int, error) {
		for range 500 {
			query := pick(typed, 1+random.IntN(5))
			limit := 1 + random.IntN(9)
			var got []string
			for _, p := range must(tx.FindPeople(query, day, limit)) {
				got = append(got, fmt.Sprint(p.ID))
			}
			want := plainly(all, strings.Fields(fold.Text(query)), limit)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("%q, %d (-want +got):\n%s\n%v", query, limit, diff, names(must(tx.FindPeople(query, day, limit))))
			}
			found += len(got)
		}
		for _, query := range []string{"h n q", "a h t", "h h h", "n n n q"} { // in more ways than are looked up one by one
			var got []string
			for _, p := range must(tx.FindPeople(query, day, 9)) {
				got = append(got, fmt.Sprint(p.ID))
			}
			if diff := gocmp.Diff(plainly(all, strings.Fields(query), 9), got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", query, diff)
			}
		}
		return 0, nil
	})
	if found < 500 {
		t.Errorf("only %d people were found: the queries try little", found)
	}
}

func must2[A, B any](a A, _ B, err error) A {
	if err != nil {
		panic(err)
	}
	return a
}
