package when

import "slices"

// rulesOut reports a "không" right after a day, or after "thì", that closes its
// clause and asks nothing: "t6 k", "t6 thì không ạ", but not "t6 được không".
func (p *parser) rulesOut(i, next int) bool {
	last := p.last()
	if last == nil || p.is(i-1, lexFiller) && !p.is(i-1, lexTitle, lexThis, lexBreak) {
		return false
	}
	after := last.dayish() || len(p.items) > 1 && last.kind == itBreak && p.items[len(p.items)-2].dayish()
	end := min(next+smallWords, len(p.toks))
	for next < end && p.is(next, lexFiller) && !p.startsDay(next) && p.verbAt(next).n == 0 {
		next++
	}
	return after && (p.end(next) || p.toks[next].kind == tokSign && !p.sign(next, "?/-+>"))
}

// ruleOut marks the days that an itNo rules out, where other days stay, and drops it.
func ruleOut(items []item) []item {
	if indexKind(items, itNo) < 0 {
		return items
	}
	out := slices.Clone(items)
	for k, it := range out {
		if it.kind != itNo {
			continue
		}
		start := k
		for start > 0 && (out[start-1].dayish() || out[start-1].kind == itAnd || out[start-1].kind == itTo ||
			out[start-1].kind == itBreak && start == k) {
			start--
		}
		if hasDay(out[:start]) || hasDay(out[k:]) {
			for j := start; j < k; j++ {
				out[j].not = true
			}
		}
	}
	return slices.DeleteFunc(out, func(it item) bool { return it.kind == itNo })
}
