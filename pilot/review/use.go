package review

import (
	"fmt"
	"slices"

	"tainha/rules"
	"tainha/rules/review"
	"tainha/store"
)

// earlier makes what reports up to the months before show, one after the other, of what is in hand, and remembers it: what they told, no
// later one may narrow.
func (m *maker) earlier(show func(x *maker, until rules.Date)) {
	for until := m.span.First.MonthEnd(); until < m.span.Last; until = (until + 1).MonthEnd() {
		x := &maker{do: m.do, span: m.span, tree: m.tree, codes: m.codes}
		x.out.Units = slices.Clone(m.out.Units)
		show(x, until)
		x.out.NarrowAfter(Least, &m.past)
		m.past.Remember(x.out)
	}
}

func upTo(list []store.Counted, until rules.Date) (out []store.Counted) {
	for _, c := range list {
		if c.Month <= until {
			out = append(out, c)
		}
	}
	return out
}

// use is how much of the pilot was used.
func (m *maker) use() error {
	list, err := m.do.Tx.ReviewUse(m.asked(m.span.First, m.span.Last))
	if err != nil {
		return err
	}
	book, err := m.do.PolicyBook()
	if err != nil {
		return err
	}
	m.earlier(func(x *maker, until rules.Date) {
		before := slices.DeleteFunc(slices.Clone(list), func(u store.Used) bool { return u.Month > until })
		x.used(before, book)
		if e := x.took(before, until); err == nil {
			err = e
		}
	})
	if err != nil {
		return err
	}
	m.used(list, book)
	return m.took(list, m.span.Last)
}

// used says of the whole and of each unit how many half days were spent at home.
func (m *maker) used(list []store.Used, book *rules.PolicyBook) {
	var halves, above, lifted []store.Counted
	for _, u := range list {
		of := func(n, all int) store.Counted {
			return store.Counted{Unit: u.Unit, Month: u.Month, Share: review.Share{Of: n, All: all}, Persons: u.Persons, People: u.People}
		}
		// half days are a number, no part of anything: it says nothing of its parts but where it is 0
		halves, above, lifted = append(halves, of(u.Halves, 2*u.Halves)), append(above, of(u.Above, u.Halves)), append(lifted, of(u.Lifted, u.Halves)) //nolint:mnd // more than it
	}
	days, over, late := m.tree.publish(halves), m.tree.publish(above), m.tree.publish(lifted)
	for _, u := range m.tree.order {
		d, known := days[u]
		if !known {
			continue
		}
		x := review.Use{Unit: m.codes[u], Hidden: d.hidden}
		if !d.hidden {
			x.Halves, x.Persons, x.Limit = d.Of, d.persons, max(0, book.At(m.codes[u], m.span.Last).PerMonth.Max)
			x.Above, x.Lifted = over[u].number(), late[u].number()
		}
		m.out.Uses = append(m.out.Uses, x)
	}
}

// took says of the whole and of each unit how many persons are in it, and how many of them were at home on some day: each told once.
func (m *maker) took(list []store.Used, last rules.Date) error {
	people := map[rules.UnitID][]int64{}
	for _, u := range list {
		people[u.Unit] = review.Both(people[u.Unit], u.People)
	}
	var staff, home []store.Counted
	for _, u := range m.tree.all {
		n, err := m.do.Tx.CountMembers(u, last)
		if err != nil {
			return fmt.Errorf("count the staff of a unit: %w", err)
		}
		staff = append(staff, store.Counted{Unit: u, Month: m.span.First, Share: review.Share{Of: n, All: 2 * n}, Persons: n}) //nolint:mnd // more than it
		if k := len(people[u]); k > 0 {
			home = append(home, store.Counted{Unit: u, Month: m.span.First, Share: review.Share{Of: k, All: 2 * k}, Persons: k, People: people[u]}) //nolint:mnd // more than it
		}
	}
	m.people(staff, home)
	return nil
}

// people puts the persons of each unit, and those who were at home, in their places, where they may be told.
func (m *maker) people(staff, home []store.Counted) {
	all, some := m.tree.publish(staff), m.tree.publish(home)
	persons := func(of published, u rules.UnitID) *int {
		f, known := of[u]
		if !known || f.hidden {
			return nil
		}
		return &f.persons
	}
	m.out.Staff, m.out.Took = persons(all, 0), persons(some, 0)
	for _, u := range m.tree.all {
		at := slices.IndexFunc(m.out.Units, func(x review.Unit) bool { return x.Code == m.codes[u] })
		if at >= 0 {
			m.out.Units[at].Staff, m.out.Units[at].Took = persons(all, u), persons(some, u)
		}
	}
}
