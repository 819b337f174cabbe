package store

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/rules"
)

// unitList is all units by code as they stood at a mark, with the words by which
// they are found. It is shared by the transactions of a process and never changed.
type unitList struct {
	mark  []byte
	units []rules.Unit
	words []UnitWords
}

// UnitWords are a unit's code and name as people compare them (fold.Text), and the words
// of the name.
type UnitWords struct {
	Code, Name string
	Words      []string
}

const allUnits = selectUnit + `ORDER BY u.code, e.first_day`

// unitList reads the units when something of them changed since the process did
// so: there are thousands, and they change seldom.
func (tx *Tx) unitList() (*unitList, error) {
	type key struct{}
	if l, ok := tx.kept.rows[key{}].(*unitList); ok {
		return l, nil
	}
	mark, err := queryRow(tx, scalar[[]byte], `SELECT mark FROM unit_mark`)
	if err != nil {
		return nil, fmt.Errorf("find whether the units changed: %w", err)
	}
	l := tx.units.Load()
	if l == nil || !bytes.Equal(l.mark, mark) {
		units, err := tx.readUnits(allUnits)
		if err != nil {
			return nil, fmt.Errorf("load the units: %w", err)
		}
		l = &unitList{mark: bytes.Clone(mark), units: units}
		for _, u := range units {
			name := fold.Text(u.Name)
			l.words = append(l.words, UnitWords{fold.Text(u.Code), name, strings.Fields(name)})
		}
		tx.units.Store(l)
	}
	tx.keep(key{}, allUnits, l)
	return l, nil
}

// Units lists all units by code, those that are no longer active too.
func (tx *Tx) Units() ([]rules.Unit, error) {
	l, err := tx.unitList()
	if err != nil {
		return nil, err
	}
	return cloneUnits(l.units), nil
}

// EachUnit goes through all units by code, those that are no longer active too.
// What it hands out is everybody's: it is not to be written into.
func (tx *Tx) EachUnit() (iter.Seq[*rules.Unit], error) {
	l, err := tx.unitList()
	if err != nil {
		return nil, err
	}
	return func(yield func(*rules.Unit) bool) {
		for i := range l.units {
			if !yield(&l.units[i]) {
				return
			}
		}
	}, nil
}

// EachUnitWords goes through the active units by code with the words by which they are
// found. What it hands out is everybody's: it is not to be written into.
func (tx *Tx) EachUnitWords() (iter.Seq2[rules.UnitID, UnitWords], error) {
	l, err := tx.unitList()
	if err != nil {
		return nil, err
	}
	return func(yield func(rules.UnitID, UnitWords) bool) {
		for i, w := range l.words {
			if l.units[i].Active && !yield(l.units[i].ID, w) {
				return
			}
		}
	}, nil
}

// FindUnits lists the active units by code that a text names: the one with the
// code, or else those with the text in their name. An empty text names all.
func (tx *Tx) FindUnits(query string) ([]rules.Unit, error) {
	l, err := tx.unitList()
	if err != nil {
		return nil, err
	}
	want := fold.Text(query)
	var out []rules.Unit
	for i, w := range l.words {
		switch u := l.units[i]; {
		case !u.Active:
		case want != "" && w.Code == want:
			return cloneUnits(l.units[i : i+1]), nil
		case strings.Contains(w.Name, want):
			u.Enrolments = slices.Clone(u.Enrolments)
			out = append(out, u)
		}
	}
	return out, nil
}
