package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"

	"tainha/fold"
	"tainha/rules"
)

const (
	mostWords    = 10  // of a name that are looked at, as name_part keeps them
	mostReadings = 256 // of what was typed that are looked up one by one
)

// FindPeople finds people by code, or by words of their name in any order, typed
// with or without diacritics: whoever bears them all, or else whoever comes near,
// by the beginning of a word or with a slip of the finger. The best match comes
// first, those who left come last.
func (tx *Tx) FindPeople(query string, on rules.Date, limit int) ([]rules.Person, error) {
	type key struct {
		query string
		on    rules.Date
		limit int
	}
	asked := key{query, on, limit}
	if found, ok := tx.kept.rows[asked].([]rules.Person); ok {
		return slices.Clone(found), nil
	}
	found, err := tx.findPeople(strings.TrimSpace(query), on, limit)
	if err == nil {
		tx.keep(asked, selectPerson, slices.Clone(found))
	}
	return found, err
}

func (tx *Tx) findPeople(query string, on rules.Date, limit int) ([]rules.Person, error) {
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
	if len(words) == 0 || len(words) > mostWords {
		return nil, nil
	}
	hits, err := tx.bearers(words, limit)
	if err == nil && len(hits) == 0 {
		hits, err = tx.near(words, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	ids := make([]rules.PersonID, len(hits))
	for i, h := range hits {
		ids[i] = h.id
	}
	found, err := tx.named(on, ids)
	if err != nil {
		return nil, err
	}
	var out []rules.Person
	for _, id := range ids {
		out = append(out, found[id])
	}
	return out, nil
}

type nameHit struct {
	id   rules.PersonID
	gone bool
	cost int
	key  string
}

func sortHits(hits []nameHit, limit int) []nameHit {
	slices.SortFunc(hits, func(a, b nameHit) int {
		return cmp.Or(cmp.Compare(truth(a.gone), truth(b.gone)), cmp.Compare(a.cost, b.cost), cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
	})
	return hits[:min(limit, len(hits))]
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func scanHit(r row) (h nameHit, err error) {
	err = r.Scan(&h.id, &h.gone, &h.key)
	return h, err
}

// bearers lists the first who bear all the words, each word of theirs once. Nobody
// bears a word more than three times.
func (tx *Tx) bearers(words []string, limit int) ([]nameHit, error) {
	words = slices.Sorted(slices.Values(words))
	for i := 3; i < len(words); i++ {
		if words[i] == words[i-3] {
			return nil, nil
		}
	}
	parts := partsOf(words)
	const order = ` ORDER BY n.gone, n.name_key, n.person_id LIMIT ?2`
	if len(parts) == 1 {
		return queryAll(tx, scanHit, `SELECT n.person_id, n.gone, n.name_key FROM name_part n WHERE n.words = ?1`+order, parts[0], limit)
	}
	others, err := json.Marshal(parts[1:])
	if err != nil {
		return nil, err
	}
	return queryAll(tx, scanHit, `SELECT n.person_id, n.gone, n.name_key FROM name_part n WHERE n.words = ?1 AND NOT EXISTS (
		SELECT 1 FROM json_each(?3) x WHERE NOT EXISTS (SELECT 1 FROM name_part m WHERE m.words = x.value
			AND m.gone = n.gone AND m.name_key = n.name_key AND m.person_id = n.person_id))`+order, parts[0], limit, string(others))
}

// partsOf is under what name_part keeps sorted words: each three neighbours, when
// there are more. They overlap, so that a word typed thrice is not borne by once.
func partsOf(words []string) (parts []string) {
	for ; len(words) > 3; words = words[1:] {
		parts = append(parts, strings.Join(words[:3], " "))
	}
	return append(parts, strings.Join(words, " "))
}

// reading is a word that a typed one may stand for.
type reading struct {
	word string
	cost int
}

// near lists the first whose names come near the words.
func (tx *Tx) near(words []string, limit int) ([]nameHit, error) {
	all, err := queryAll(tx, scalar[string], `SELECT word FROM name_word`)
	if err != nil {
		return nil, err
	}
	readings := make([][]reading, len(words))
	ways := 1
	for i, w := range words {
		for _, word := range all {
			if c := wordCost(word, w); c >= 0 {
				readings[i] = append(readings[i], reading{word, c})
			}
		}
		if ways = min(ways*len(readings[i]), mostReadings+1); ways == 0 {
			return nil, nil
		}
	}
	if ways > mostReadings {
		return tx.nearest(words, readings, limit)
	}
	found := map[rules.PersonID]bool{}
	var hits []nameHit
	staff, cost := 0, 0
	for _, way := range combine(readings) {
		if staff >= limit && way.cost > cost {
			break
		}
		cost = way.cost
		bear, err := tx.bearers(way.words, limit)
		if err != nil {
			return nil, err
		}
		for _, h := range bear {
			if found[h.id] {
				continue
			}
			found[h.id] = true
			h.cost = cost
			hits = append(hits, h)
			staff += 1 - truth(h.gone)
		}
	}
	return sortHits(hits, limit), nil
}

// way is one way to read all the typed words.
type way struct {
	words []string
	cost  int
}

// combine lists every way to read the typed words, the nearest first.
func combine(readings [][]reading) []way {
	ways := []way{{}}
	for _, list := range readings {
		var next []way
		for _, w := range ways {
			for _, r := range list {
				next = append(next, way{append(slices.Clone(w.words), r.word), w.cost + r.cost})
			}
		}
		ways = next
	}
	slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.cost, b.cost) })
	return ways
}

// nearest is near for what may be read in a great many ways, as single letters
// may: it looks at all who bear a reading of the word that has the fewest.
func (tx *Tx) nearest(words []string, readings [][]reading, limit int) ([]nameHit, error) {
	few := slices.MinFunc(readings, func(a, b []reading) int { return cmp.Compare(len(a), len(b)) })
	var some []string
	for _, r := range few {
		some = append(some, r.word)
	}
	list, err := json.Marshal(some)
	if err != nil {
		return nil, err
	}
	var hits []nameHit
	err = tx.queryEach(func(r row) error {
		h, err := scanHit(r)
		if err != nil {
			return err
		}
		if cost, ok := nameCost(strings.Fields(h.key), words); ok {
			h.cost = cost
			hits = append(hits, h)
		}
		return nil
	}, `SELECT DISTINCT n.person_id, n.gone, n.name_key FROM json_each(?) x JOIN name_part n ON n.words = x.value`, string(list))
	return sortHits(hits, limit), err
}

// nameCost says how far the words are from those of a name: each must find a
// word of its own in it.
func nameCost(name, words []string) (cost int, ok bool) {
	if len(words) == 0 {
		return 0, true
	}
	for i, n := range name {
		c := wordCost(n, words[0])
		if c < 0 {
			continue
		}
		rest, fits := nameCost(slices.Delete(slices.Clone(name), i, i+1), words[1:])
		if fits && (!ok || c+rest < cost) {
			cost, ok = c+rest, true
		}
	}
	return cost, ok
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
	if d := len(name) - len(typed); d > slips || -d > slips || strange(name, typed) > 2*slips {
		return -1
	}
	// Letters to put in, leave out, exchange, or swap with their neighbour.
	if d := edlib.OSADamerauLevenshteinDistance(name, typed); d <= slips {
		return 10 * d
	}
	return -1
}

// strange counts the letters that one word has and the other has not: a slip
// makes at most two.
func strange(a, b string) int {
	var count [256]int8
	for i := range len(a) {
		count[a[i]]++
	}
	for i := range len(b) {
		count[b[i]]--
	}
	n := 0
	for _, c := range count {
		n += int(max(c, -c))
	}
	return n
}
