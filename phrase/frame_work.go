package phrase

import "strings"

// work is the piece that names the work of an act: what was counted, and not what is the cause that
// somebody is stuck or that it is done again.
func (f *frame) work(intent Intent) (int, bool) {
	if intent == Blocked {
		k := f.stuckWork()
		return k, k >= 0
	}
	best, cause := -1, false
	for k := range f.pieces {
		switch kind := f.kind(k); kind {
		case pcSign:
			cause = false
		case pcBad:
			cause = intent == Return
		case pcWork, pcThing:
			counted := (intent == Progress || intent == Done) && f.kind(k-1) == pcPart && best >= 0
			if counted || best < 0 && !cause {
				best = k
			}
		}
	}
	return best, best >= 0
}

// stuckWork is the work that cannot go on: what is before or behind the words for that, or behind those for
// being stuck, where it is not what somebody else has to do.
func (f *frame) stuckWork() int {
	best, by := -1, 0
	for k := range f.pieces {
		if f.kind(k) != pcWork {
			continue
		}
		from, to := strings.LastIndexAny(f.row[:k], ",s")+1, len(f.row)
		if end := strings.IndexAny(f.row[k:], ",s"); end >= 0 {
			to = k + end
		}
		before, behind := strings.TrimRight(f.row[from:k], ".p"), strings.TrimLeft(f.row[k+1:to], "MIA.")
		weight := 1
		switch {
		case strings.IndexByte(f.row[from:to], pcOthers) >= 0 || strings.HasSuffix(before, "y") || strings.HasSuffix(before, "b") || strings.HasSuffix(before, "j"):
		case strings.Contains(before, "b"):
		case len(behind) > 1 && strings.IndexByte("ykZ", behind[0]) >= 0 || strings.HasSuffix(before, "yD") || strings.HasSuffix(before, "yDO") || strings.HasSuffix(before, "kD"):
			weight = 4
		case strings.HasSuffix(before, "Z") && (to == len(f.row) || f.row[to] != 's'):
			weight = 3
		case strings.IndexByte(before, 'Z') < 0:
			weight = 2
		}
		if weight > by {
			best, by = k, weight
		}
	}
	return best
}
