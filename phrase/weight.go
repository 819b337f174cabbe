package phrase

import "math/bits"

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
	var sums sums
	w.addWeights(&sums, w.anyway, have)
	for k, left := range have {
		for ; left != 0; left &= left - 1 {
			if rows := w.heavy[64*k+bits.TrailingZeros64(left)]; len(rows) > 0 {
				w.addWeights(&sums, rows, have)
			}
		}
	}
	best := -1
	for left := sums.said; left != 0; left &= left - 1 {
		k := bits.TrailingZeros64(left)
		if best < 0 || sums.by[k] > sums.by[best] || sums.by[k] == sums.by[best] && sums.row[k] < sums.row[best] {
			best = k
		}
	}
	if best < 0 {
		return weighed{}
	}
	return weighed{w.weighs[best], int(sums.by[best])}
}

// mostWeighed is how many intents are weighed at most.
const mostWeighed = 32

// sums are what speaks for the intents; row is the first of the rows of each.
type sums struct {
	said    uint64 // those for which something was looked at
	by, row [mostWeighed]int16
}

// addWeights adds those of some rows that hold.
func (w *words) addWeights(sums *sums, rows []int, have *features) {
	for _, row := range rows {
		x := &w.weights[row]
		if !have.holds(&x.have) || have.meets(&x.lack) {
			continue
		}
		k := x.kind
		if sums.said&(1<<k) == 0 {
			sums.said |= 1 << k
			sums.row[k] = int16(row)
		}
		sums.by[k], sums.row[k] = sums.by[k]+int16(x.by), min(sums.row[k], int16(row))
	}
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
