package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"

	"tainha/fold"
	"tainha/rules"
)

// FindPeople finds people by code, or by any words of their name in any order,
// typed with or without diacritics, begun only, or with a slip of the finger.
// The best match comes first, those who left come last.
func (tx *Tx) FindPeople(query string, on rules.Date, limit int) ([]rules.Person, error) {
	query = strings.TrimSpace(query)
	for _, code := range []string{query, strings.ToUpper(query)} {
		p, err := tx.PersonByCode(code, on)
		if err == nil {
			return []rules.Person{p}, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	words := strings.Fields(fold.Text(query))
	if len(words) == 0 {
		return nil, nil
	}
	hits, err := tx.matchNames(words)
	if err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	var out []rules.Person
	for _, h := range hits[:min(limit, len(hits))] {
		p, err := tx.Person(h.id, on)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

type nameHit struct {
	id   rules.PersonID
	cost int
	key  string
}

// matchNames reads all names from their index: some thousands, once a search.
func (tx *Tx) matchNames(words []string) ([]nameHit, error) {
	var hits []nameHit
	err := tx.queryEach(func(r row) error {
		var h nameHit
		var active bool
		if err := r.Scan(&h.id, &h.key, &active); err != nil {
			return err
		}
		cost, ok := nameCost(h.key, words)
		if !ok {
			return nil
		}
		if h.cost = cost; !active {
			h.cost += 1000
		}
		hits = append(hits, h)
		return nil
	}, `SELECT id, name_key, active FROM person`)
	slices.SortFunc(hits, func(a, b nameHit) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
	})
	return hits, err
}

// nameCost says how far the words are from a folded name: each must find a
// word of its own in it.
func nameCost(key string, words []string) (cost int, ok bool) {
	names := strings.Fields(key)
	for _, w := range words {
		best, at := -1, 0
		for i, n := range names {
			if c := wordCost(n, w); c >= 0 && (best < 0 || c < best) {
				best, at = c, i
			}
		}
		if best < 0 {
			return 0, false
		}
		cost += best
		names = slices.Delete(names, at, at+1)
	}
	return cost, true
}

// wordCost is 0 for the same word, 1 for its beginning, more for each slip of
// the finger, -1 for another word.
func wordCost(name, typed string) int {
	switch {
	case name == typed:
		return 0
	case strings.HasPrefix(name, typed):
		return 1
	}
	slips := len(typed) / 4 // short words have too many neighbours
	if d := len(name) - len(typed); d > slips || -d > slips {
		return -1
	}
	// Letters to put in, leave out, exchange, or swap with their neighbour.
	if d := edlib.OSADamerauLevenshteinDistance(name, typed); d <= slips {
		return 10 * d
	}
	return -1
}
