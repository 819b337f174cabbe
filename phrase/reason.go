package phrase

import "slices"

// lendReason gives a wish without days those of a reason that stands before it: "vì
// thứ 5 trường con nghỉ nên em xin làm ở nhà".
func lendReason(all, rest []item) []item {
	first := indexKind(all, itReason)
	if first < 0 || hasDay(rest) || !slices.ContainsFunc(rest, item.home) || slices.ContainsFunc(all[:first], item.home) {
		return rest
	}
	var lent []item
	for k, it := range all {
		if it.kind != itDay || it.past() || k > 0 && (all[k-1].kind == itFrom || all[k-1].kind == itTo || all[k-1].kind == itSkip) {
			continue
		}
		lent = append(lent, it)
	}
	return slices.Concat(lent, rest)
}

// home reports the wish for working at home.
func (it item) home() bool { return it.kind == itVerb && it.verb == lexHome && !it.not }
