package when

import "slices"

// asksOfPerson reports the "có" or "đang" of "anh Hùng có ở nhà không", "chị Lan mai có lên cơ
// quan không": a title, a name, and a question that asks for no leave to do it.
func (p *parser) asksOfPerson(i int) bool {
	if !p.plain(i, plainAsksIf) {
		return false
	}
	if !p.named(i) {
		return false
	}
	verb := p.verbAt(i + 1)
	if verb.lex != lexHome && verb.lex != lexOffice && verb.lex != lexGoWork {
		return false
	}
	for j := i + 1 + verb.n; j < min(i+2*smallWords, len(p.toks)); j++ {
		switch {
		case p.plain(j, plainMay1) || p.plain(j, plainMay2) || p.sign(j, ",.;"):
			return false
		case p.is(j, lexNot):
			return p.noMore(j)
		}
	}
	return false
}

// named reports a title with a name that is no word of the grammar, before i with
// at most a day between.
func (p *parser) named(i int) bool {
	for j := i - 1; j > max(0, i-smallWords) && p.toks[j].kind != tokSign; j-- {
		if p.is(j, lexVoc) || p.is(j, lexTitle) {
			return false
		}
		if p.is(j-1, lexTitle) && p.unknown(j) {
			return true
		}
	}
	return false
}

// unknown reports a word that fits nothing of the grammar, or only with marks that
// it does not bear: "Lan" beside "lẫn".
func (p *parser) unknown(i int) bool {
	if p.toks[i].kind != tokWord || p.startsDay(i) || p.verbAt(i).n > 0 || p.is(i, lexFiller, lexAux, lexNot) {
		return false
	}
	return !slices.ContainsFunc(p.hits[i], func(h spot) bool { return h.fit == fitExact })
}

// asksOfProgramme reports a question about the programme itself, without any day:
// "quy định làm ở nhà thế nào", "cách đăng ký làm ở nhà".
func (p *parser) asksOfProgramme() bool {
	if p.hasItem(itDay, itSpan, itHalf, itBad) || p.hasVerb(lexWaiting) || p.hasVerb(lexWho) ||
		!p.hasVerb(lexHome) && !p.hasVerb(lexChange) && !p.hasVerb(lexCancel) {
		return false
	}
	opening := true
	for i := range p.toks {
		if h, ok := p.find(i, lexAbout); ok && (opening || h.value != opensQuestion) {
			return true
		}
		opening = opening && p.is(i, lexTitle, lexGreet, lexVoc, lexFiller)
	}
	return false
}

// asksWhy reports a text that opens with a question for the reason: it wishes nothing.
func (p *parser) asksWhy() bool {
	if p.hasVerb(lexWaiting) {
		return false
	}
	i := p.skip(0, lexGreet)
	i = p.skip(p.skip(i, lexTitle), lexVoc)
	switch {
	case p.plain(i, plainWhy): // not "sao cũng được"
		return len(p.toks) > i+1 && !p.plain(i+1, plainAlso)
	case p.plain(i, plainForWhat):
		return p.plain(i+1, plainWhy)
	}
	return false
}

// opensQuestion is the value of a lexAbout that asks only where a sentence begins.
const opensQuestion = 1
