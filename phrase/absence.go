package phrase

import (
	"tainha/phrase/when"
)

// kindOf is which kind of the writer's own absence a part names with its day.
func (l *look) kindOf(c *clause) Intent {
	switch {
	case c.drop || !c.own || !c.day || c.duty:
	case c.has(feature(cLeaveKind)):
		return Leave
	case c.has(feature(cSickLeave)) || c.has(fAway) && l.ill([]clause{*c}):
		return Sick
	case c.has(fAway):
		return Leave
	}
	return None
}

// kindsMixed reports leave on some days and illness on others.
func (l *look) kindsMixed(clauses []clause) bool {
	leave, sick := false, false
	for k := range clauses {
		switch l.kindOf(&clauses[k]) {
		case Leave:
			leave = true
		case Sick:
			sick = true
		}
	}
	return leave && sick && !l.asked
}

// awayAct reads a part about an absence of a kind of its own that has days of its own.
func (l *look) awayAct(c clause, keep []bool, kind Intent) (Act, bool) {
	if !c.has(fDay) {
		return Act{}, false
	}
	only := make([]bool, len(keep))
	for i := c.from; i < c.to; i++ {
		only[i] = keep[i]
	}
	as := map[int]when.Hit{}
	l.readAsLeave(c, as)
	plans, _ := l.s.Sub(only, as, false).Plans(when.Date(l.today), l.cal)
	for _, p := range plans {
		if p.Head == when.Away && !p.Open {
			act := Act{Wish: l.wish(kind, p)}
			act.at = l.actAt(p, only)
			return act, true
		}
	}
	return Act{}, false
}

// readAsLeave has the words for duty read as leave.
func (l *look) readAsLeave(c clause, as map[int]when.Hit) {
	for i := c.from; i < c.to; i++ {
		if h, ok := l.find(i, cDuty); ok && h.N == l.seg[i] {
			as[i] = when.Hit{Class: l.words.own[oLeave]}
			for k := i + 1; k < i+h.N; k++ {
				as[k] = when.Hit{Class: l.words.own[oFiller]}
			}
		}
	}
}

// ill reports an illness of the writer's own.
func (l *look) ill(clauses []clause) bool {
	for _, c := range clauses {
		if c.apart {
			continue
		}
		if c.has(feature(cSickLeave)) && c.own {
			return true
		}
		if !c.has(feature(cSick)) || c.has(feature(cLeaveKind)) {
			continue
		}
		if c.has(feature(cKin)) || c.has(fSubject) && !c.has(fMe) {
			continue
		}
		return true
	}
	return false
}
