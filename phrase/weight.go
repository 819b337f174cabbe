package phrase

import (
	"math/bits"
	"slices"
)

// weighed is a reading with its weight.
type weighed struct {
	intent Intent
	by     int
}

// weigh adds up what speaks for each intent and returns the heaviest; its weight is 0
// where nothing speaks for any.
func (l *look) weigh(have *features) weighed {
	if !l.isWeighed || l.weighedOf != *have {
		l.isWeighed, l.weighedOf, l.heaviest = true, *have, l.words.weigh(have)
	}
	return l.heaviest
}

func (w *words) weigh(have *features) weighed {
	var room [16]sum
	sums := w.addWeights(room[:0], w.anyway, have)
	for k, left := range have {
		for ; left != 0; left &= left - 1 {
			sums = w.addWeights(sums, w.heavy[64*k+bits.TrailingZeros64(left)], have)
		}
	}
	var best sum
	for k, x := range sums {
		if k == 0 || x.by > best.by || x.by == best.by && x.row < best.row {
			best = x
		}
	}
	return best.weighed
}

// sum is what speaks for an intent; row is the first of its rows.
type sum struct {
	weighed
	row int
}

// addWeights adds those of some rows that hold.
func (w *words) addWeights(sums []sum, rows []int, have *features) []sum {
	for _, row := range rows {
		x := &w.weights[row]
		if !have.holds(&x.have) || have.meets(&x.lack) {
			continue
		}
		k := slices.IndexFunc(sums, func(s sum) bool { return s.intent == x.intent })
		if k < 0 {
			k = len(sums)
			sums = append(sums, sum{weighed{intent: x.intent}, row})
		}
		sums[k].by, sums[k].row = sums[k].by+x.by, min(sums[k].row, row)
	}
	return sums
}

// sortWeights puts each row with a feature that it needs, so that only the rows of features
// that are there are looked at.
func (w *words) sortWeights() {
	for row := range w.weights {
		f, ok := w.weights[row].have.first()
		if !ok {
			w.anyway = append(w.anyway, row)
			continue
		}
		w.heavy[f] = append(w.heavy[f], row)
	}
}

// first is the first feature of a set.
func (f *features) first() (feature, bool) {
	for k, left := range f {
		if left != 0 {
			return feature(64*k + bits.TrailingZeros64(left)), true
		}
	}
	return 0, false
}
