package when

import "slices"

// lendReason gives a wish without days those of a reason that stands before it: "vì
// thứ 5 trường con nghỉ nên em xin làm ở nhà".
func lendReason(all, rest []item) []item {
	first := indexKind(all, itReason)
	lacking := !hasDay(rest) && slices.ContainsFunc(rest, item.home) || lacksOrigin(rest)
	if first < 0 || !lacking || slices.ContainsFunc(all[:first], item.home) || hasDay(all[:first]) {
		return rest
	}
	var lent []item
	for k, it := range all {
		if k > first && len(rest) > 0 && it.at >= rest[0].at {
			break
		}
		if it.kind != itDay || it.past() || k > 0 && (all[k-1].kind == itFrom || all[k-1].kind == itTo || all[k-1].kind == itSkip) {
			continue
		}
		lent = append(lent, it)
	}
	return slices.Concat(lent, rest)
}

// lacksOrigin reports a move that names only the new days: "xin đổi lịch sang t6".
func lacksOrigin(items []item) bool {
	change := slices.IndexFunc(items, func(it item) bool { return it.kind == itVerb && it.verb == lexChange && !it.not })
	if change < 0 || hasDay(items[:change]) {
		return false
	}
	for k, it := range items[change:] {
		into := it.kind == itInto || it.kind == itHalf && it.maybe
		if into || it.dayish() {
			return into && hasDay(items[change+k+1:])
		}
	}
	return false
}

// home reports the wish for working at home.
func (it item) home() bool { return it.kind == itVerb && it.verb == lexHome && !it.not }
