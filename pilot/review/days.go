package review

import (
	"slices"
	"time"

	"tainha/rules"
	"tainha/rules/review"
	"tainha/store"
)

// days holds days at home against days at the office, within persons and with the weekday fixed.
func (m *maker) days() error {
	asked := m.asked(m.span.First, m.span.Last)
	timely, err := m.do.Tx.ReviewTimely(asked)
	if err != nil {
		return err
	}
	if err := m.pairs(review.OnTime, timely); err != nil {
		return err
	}
	volume, err := m.do.Tx.ReviewVolume(asked)
	if err != nil {
		return err
	}
	return m.pairs(review.Volume, inAverageDays(volume))
}

// inAverageDays puts a person's volume in parts of their own average day, in the measure of most of their days: hours
// and products are not added up, and who makes much weighs as much as who makes little.
func inAverageDays(list []store.DaysOf) []store.DaysOf {
	type key struct {
		person int64
		hours  bool
	}
	sum, n := map[key]float64{}, map[key]float64{}
	for _, d := range list {
		k := key{d.Person, d.Hours}
		sum[k] += d.Sum
		n[k] += d.N
	}
	out := list[:0]
	for _, d := range list {
		k, other := key{d.Person, d.Hours}, key{d.Person, !d.Hours}
		if n[k] < n[other] || n[k] == n[other] && d.Hours || sum[k] == 0 {
			continue
		}
		d.Sum /= sum[k] / n[k]
		out = append(out, d)
	}
	return out
}

// pairs adds the rows of one question. A person belongs to each unit that they worked in.
func (m *maker) pairs(q review.Question, list []store.DaysOf) error {
	if m.left[q] {
		return nil
	}
	margin := m.margin(q)
	own := map[rules.UnitID][]review.Summed{}
	for _, d := range list {
		d.Weekday %= time.Saturday + 1
		own[d.Unit] = append(own[d.Unit], d.Summed)
	}
	persons := map[rules.UnitID]tally{}
	for u, days := range own {
		if people := review.Matched(days); len(people) > 0 {
			persons[u] = tally{Share: review.Share{All: len(people)}, persons: len(people), people: people}
		}
	}
	shown := m.tree.shown(persons)
	sums := m.tree.sums(persons)
	for _, u := range m.tree.order {
		if sums[u].All == 0 {
			continue
		}
		if !shown[u] {
			m.out.Rows = append(m.out.Rows, review.Row{Question: q, Against: review.AgainstOffice, Unit: m.codes[u], Hidden: true, Margin: margin})
			continue
		}
		days := slices.Clone(own[u])
		for _, b := range m.tree.branch(u) {
			days = append(days, own[b]...)
		}
		m.out.Rows = append(m.out.Rows, review.Paired(q, m.codes[u], review.CompareSums(days), margin, false))
	}
	return nil
}
