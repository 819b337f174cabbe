package phrase

// halfAt reads sáng, chiều, cả ngày, nửa ngày, trưa, tối.
func (p *parser) halfAt(i int) int {
	if h, ok := p.find(i, lexAllDay); ok {
		p.add(item{kind: itHalf, at: i, half: halfWhole})
		return i + h.n
	}
	if h, ok := p.find(i, lexHalf); ok {
		j := p.skip(i+h.n, lexDay, lexBuoi)
		if j > i+h.n || p.letters(j) == "day" {
			p.add(item{kind: itHalf, at: i, half: halfAny})
			return j
		}
	}
	for _, part := range []struct {
		lex  lexeme
		half half
	}{{lexMorning, halfMorning}, {lexAfternoon, halfAfternoon}, {lexNoon, halfAny}, {lexEvening, halfEvening}} {
		h, ok := p.find(i, part.lex)
		if !ok || !p.halfHolds(i, h) {
			continue
		}
		p.add(item{kind: itHalf, at: i, half: part.half, maybe: p.letters(i) == "sang" && p.toks[i].word.bare() && h.n == 1})
		return i + h.n
	}
	return i
}

func (p *parser) halfHolds(i int, h hit) bool {
	switch p.letters(i) {
	case "am", "pm":
		return p.afterDay()
	case "toi":
		return p.toks[i].word.tone != 0
	case "tonight":
		return true
	case "sang", "chieu", "trua":
		return h.n > 1 || h.fit == fitExact || p.afterDay() || p.startsDay(i+1) || !p.marked
	}
	return true
}
