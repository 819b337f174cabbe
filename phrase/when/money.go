package when

// leastMoney is the least sum that is written with a short word for thousands.
const leastMoney = 10

// money reads the "k" of "100k" as thousands: right behind a number it denies nothing, unless the number
// is a day.
func (l *Lexicon) money(toks []token) {
	short := l.plains[plainThousandShort][0]
	for i := 1; i < len(toks); i++ {
		t, n := &toks[i], &toks[i-1]
		if t.kind != tokWord || t.word.base != short || n.kind != tokNumber || n.n >= 0 && n.n < leastMoney {
			continue
		}
		sum := n.n < 0 || n.n > longestMonth
		if !sum && (!t.glued || i > 1 && l.leadsDay(&toks[i-2], n)) {
			continue
		}
		t.word, t.entry, t.opens, t.listed, t.keys = l.known[l.plains[plainThousand][0]][0], nil, nil, false, false
	}
}

// longestMonth is the last day that a month can have.
const longestMonth = 31

// leadsDay reports a token before a number that is a day: "ngày 26", "25/", "25, 26".
func (l *Lexicon) leadsDay(t, n *token) bool {
	if t.kind != tokWord {
		return true
	}
	return n.glued || l.weekdayWord(t.word) || ofClass(l.own[t.word.base], lexDay, lexMonth, lexMung, lexFrom, lexTo, lexAnd)
}

// ofClass reports a pattern of one of the classes.
func ofClass(patterns []pattern, list ...Class) bool {
	for k := range patterns {
		for _, c := range list {
			if patterns[k].class == c && len(patterns[k].words) == 1 {
				return true
			}
		}
	}
	return false
}
