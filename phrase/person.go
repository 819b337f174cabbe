package phrase

import (
	"slices"
	"strings"
)

// person is somebody named in a sentence.
type person struct {
	at, end int // tokens, the title before the name left out
	from    int // the title, or at
	name    string
}

// people finds who is named, and takes the names out of the sentence: a name that
// is also a word ("Mai", "Năm") is that word only where it does not stand as a name.
func (l *look) people(names Names) {
	capitals := l.capitals()
	for i := range l.s.Len() {
		l.capitalElse = l.capitalElse || capitals && l.s.Title(i) && !l.opens(i)
	}
	for i := range l.s.Len() {
		letters, ok := l.s.Word(i)
		if !ok {
			continue
		}
		long, longer := l.longerName(i, letters, names, capitals)
		n, found := l.nameAt(i, letters, names, capitals)
		switch {
		case longer > 1:
			n = long
		case !found:
			continue
		}
		p := person{at: i, end: i + 1, from: i + 1 - max(1, longer), name: n}
		for p.from > 0 && p.from > i-3 && l.family(p.from-1, capitals) {
			p.from--
		}
		for k := p.from; k < i; k++ {
			l.s.SetName(k)
		}
		if l.titleBefore(p.from) {
			p.from--
		}
		l.s.SetName(i)
		l.persons = append(l.persons, p)
		if l.personFrom[p.from] == 0 {
			l.personFrom[p.from] = int32(len(l.persons))
		}
		for k := p.from; k < p.end; k++ {
			l.nameTokens[k] = true
		}
	}
}

// capitals reports whether capitals tell names apart in this text.
func (l *look) capitals() bool {
	all, small, mixed := 0, 0, false
	for i := range l.s.Len() {
		if w, ok := l.s.Word(i); ok && len(w) > 1 {
			all++
			if !l.s.Title(i) {
				small++
			}
			mixed = mixed || !l.s.Upper(i)
		}
	}
	l.shouts = !mixed && all > 2
	return mixed && (small*3 >= all || all <= 3)
}

// family reports a family or middle name before a given name: a capital in the
// middle of a sentence that is no title and no other word of ours.
func (l *look) family(i int, capitals bool) bool {
	_, word := l.s.Word(i)
	return word && capitals && l.s.Title(i) && !l.opens(i) && l.unknown(i) && !l.own(i, oTitle, oThu, oDay, oMonth) && !l.s.Sign(i+1, ",.;:")
}

// opens reports the first word of a sentence.
func (l *look) opens(i int) bool { return i == 0 || l.s.Sign(i-1, ".!?\n;:") }

func (l *look) titleBefore(i int) bool {
	if i == 0 {
		return false
	}
	if !l.is(i-1, cTitle, cYoung, cRole, cMister) && !l.own(i-1, oTitle) {
		return false
	}
	h, ok := l.find(i-1, cTitle)
	own, ours := l.s.Find(i-1, l.words.own[oTitle])
	if young, ok := l.find(i-1, cYoung); ok && (young.Exact && (l.s.Title(i) || !l.s.Marked() && l.own(i-1, oMonth)) || !l.s.Marked() && l.s.Title(i) && l.own(i-1, oMonth)) { // "thg nam", "thang Nam"
		return true
	}
	return ok && (h.Exact || l.s.Title(i)) || l.is(i-1, cRole, cMister) || ours && (own.Exact || l.s.Title(i))
}

// nameAt weighs whether the word at i is somebody's name.
func (l *look) nameAt(i int, letters string, names Names, capitals bool) (string, bool) {
	capital := capitals && l.s.Title(i)
	if names != nil && l.capitalNext(i, capitals) && l.givenNext(i+1, names) {
		return "", false // the middle of a full name
	}
	if !capital && names == nil && len(l.words.given.Given(letters)) == 0 {
		return "", false
	}
	if !capital && l.selfBeforeVerb(i) {
		return "", false
	}
	first := l.fullName(i, capital && names != nil)
	placed := first > 0 && (l.is(first-1, cGive, cOf, cApprove, cReject, cAssign, cAskTo, cHandOn) || l.afterPhrase(first)) && (capital || !l.capitalElse) || (capital || !l.capitalElse) && l.besideName(i)
	titled := l.titleBefore(first)
	acting := !capital && names != nil && l.actsBare(i)
	if !capital && !placed && !titled && !acting && (names == nil || l.otherWord(i, false)) {
		return "", false
	}
	if !capital && l.capitalElse && l.s.Marked() && !placed && !titled && !acting && !l.own(i+1, oVoc) {
		return "", false // "chờ Sở phúc đáp"
	}
	if !capital && l.asKin(i, titled) {
		return "", false
	}
	if l.inPlace(i) || l.own(i-1, oThu, oMonth, oDay, oYear) && !titled || !capital && (l.partOfPhrase(i, titled) && !l.givenWork(i, letters, names) || l.dayWord(i)) {
		return "", false
	}
	score := l.standsAsName(i, capital)
	if placed || titled || acting {
		score += 2
	}
	known, staff, found := l.known(i, letters, names, capital || titled || placed)
	if !found {
		_, spelt := l.s.Word(i)
		fresh := spelt && capital && (placed || titled) && !l.opens(i) && l.unknown(i) && !l.own(i, oThu, oFiller, oTitle, oHome, oDay, oMonth, oWeek) && !l.s.OwnWord(i, true)
		return l.s.Text(i, i+1), fresh && len(letters) > 1 && !l.capitalNext(i, capitals)
	}
	if !capital && (l.s.Marked() && l.s.Bare(i) && (l.exactly(i) || l.is(i, cTitle) || l.own(i, oTitle)) && !strings.EqualFold(known, l.s.Text(i, i+1)) || l.own(i, oDigit) && l.is(i+1, cHeads)) {
		return "", false // "cho anh ở nhà" is not said of Ánh, "hai đơn" not of Hai
	}
	if staff {
		score++
	} else if !capital && !(titled && (l.shouts || l.s.Marked()) && !l.otherWord(i, l.shouts)) {
		return "", false
	}
	if !titled && !placed && capital && (l.capitalNext(i, capitals) || l.properBefore(i) && !(staff && first < i-1)) {
		return "", false
	}
	if l.behaves(i) {
		score += 2
	}
	if staff && capital && (l.opens(i) || l.s.Sign(i-1, ",") && l.afterDay(i-1)) {
		score += l.leadsName(i)
	}
	switch meaning := l.otherWord(i, capital); {
	case meaning && !capital && !(titled && !l.is(i-1, cMe)) && !(placed && staff) && !(acting && staff):
		return "", false
	case meaning:
		score--
		if l.opens(i) && !titled && !placed && l.wordFits(i) {
			score--
		}
	}
	return known, score >= 2 || score >= 1 && !l.otherWord(i, capital)
}

// selfBeforeVerb reports the "chi" of "cho chi coi lai": without marks or a capital a title
// before what a head does.
func (l *look) selfBeforeVerb(i int) bool {
	if l.s.Marked() || !l.is(i, cTitle) && !l.own(i, oTitle) {
		return false
	}
	if h, ok := l.s.Find(i+1, l.words.own[oTake]); ok && h.N > 1 {
		return true
	}
	return l.is(i+1, cApprove, cDecidesSo, cReject) && !l.own(i+1, oLeave)
}

// standsAsName weighs how the word at i is written and what follows it.
func (l *look) standsAsName(i int, capital bool) int {
	score := 0
	if capital {
		score += 2
		if l.opens(i) {
			score--
		}
	}
	if l.own(i+1, oVoc) {
		score += 3
	}
	if capital && l.is(i+1, cIf, cPlease, cDo) && !l.is(i+1, cMe) {
		score++
	}
	return score
}

// leadsName weighs what follows a staff name that opens a text: "Bảo thứ 5", "Bảo: ok", "Ba
// thứ 4".
func (l *look) leadsName(i int) int {
	switch day := l.own(i+1, oThu); {
	case l.own(i, oDigit) && day, l.is(i+1, cDo) && l.sharesBehind(i):
		return 2
	case !l.s.OwnWord(i, true) && (day || l.s.Sign(i+1, ":,-=") || l.is(i+1, cSick) || l.and(i+1) && i+2 < l.s.Len() && l.s.Title(i+2) || l.is(i+1, cAllowed) && (i+2 >= l.s.Len() || l.s.Sign(i+2, ",;.\n"))):
		return 1
	}
	return 0
}

// actsBare reports the "nam" of "nam xin may ngay": the first word of a text without marks or
// capitals, before what somebody does, that is no day.
func (l *look) actsBare(i int) bool {
	if l.s.Marked() {
		return false
	}
	if i > 0 && !(l.afterDay(i) && l.own(i+1, oLeave, oHome)) {
		return false
	}
	return !l.own(i, oRelative, oThu, oWeek, oDay, oMonth, oHome, oLeave, oNot) && (i == 0 && l.is(1, cCountLeft) && l.is(2, cHowMany) || l.own(i+1, oTake) || l.own(i+1, oLeave, oSick) && !l.own(i+1, oThis, oFixed) || i > 0)
}

// afterDay reports the end of a day's name right before i: "thu 5 binh nghi".
func (l *look) afterDay(i int) bool {
	_, number := l.s.Number(i - 1)
	return number || l.own(i-1, oDigit, oToday, oRelative, oWeekday, oNext, oThis)
}

// afterPhrase reports a decision of two words right before i: "từ chối Lan".
func (l *look) afterPhrase(i int) bool {
	if !l.is(i-2, cReject, cApprove) {
		return false
	}
	for _, c := range [...]class{cReject, cApprove} {
		if h, ok := l.find(i-2, c); ok && h.N == 2 {
			return true
		}
	}
	return false
}

// inPlace reports the "Trang" of "Nha Trang".
func (l *look) inPlace(i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		if h, ok := l.s.Find(k, cPlaceName.id()); ok && (h.Exact || l.s.Title(k)) && k+h.N > i {
			return true
		}
	}
	return false
}

// partOfPhrase reports a small word that is part of a longer phrase of ours.
func (l *look) partOfPhrase(i int, titled bool) bool {
	return l.inCompound(i) || !titled && (l.s.Covered(i) || l.opensPhrase(i))
}

// opensPhrase reports a small word that begins a longer phrase: "toàn bộ".
func (l *look) opensPhrase(i int) bool {
	hits := l.s.Hits(i)
	for k := range hits {
		if hits[k].Words() > 1 && hits[k].Exact() {
			return true
		}
	}
	return false
}

// inCompound reports a small word that is part of another: "bình thường".
func (l *look) inCompound(i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		if h, ok := l.s.Find(k, cCompound.id()); ok && h.Exact && k+h.N > i {
			return true
		}
		for _, c := range [...]class{cWork, cDo, cKindOf} { // "cong van", "xu ly"
			if h, ok := l.s.Find(k, c.id()); ok && h.N > 1 && k+h.N > i && !l.s.Marked() {
				return true
			}
		}
	}
	return false
}

// besideName reports "An và Đức": a name right before a link.
func (l *look) besideName(i int) bool {
	if i < 2 || len(l.persons) == 0 {
		return false
	}
	last := l.persons[len(l.persons)-1]
	return last.end == i-1 && (l.s.Sign(i-1, ",+&") && l.s.Title(i) || l.and(i-1))
}

// capitalNext reports that the next word goes on with a capital: "Hà Nội".
func (l *look) capitalNext(i int, capitals bool) bool {
	_, word := l.s.Word(i + 1)
	return capitals && word && l.s.Title(i+1) && !l.own(i+1, oThu, oDay, oHome)
}

// opensName reports a family name that opens a sentence: a capital that is no other word.
func (l *look) opensName(i int) bool {
	return l.opens(i) && l.s.Title(i) && l.unknown(i) && !l.own(i, oTitle, oThu, oDay, oMonth)
}

// fullName is where the full name begins whose given name stands at i.
func (l *look) fullName(i int, told bool) int {
	first := i
	for told && first > i-3 && l.family(first-1, true) {
		first--
	}
	if first < i && first > 0 && l.opensName(first-1) {
		first--
	}
	return first
}

// givenNext reports that the word at i is the given name of somebody near the writer.
func (l *look) givenNext(i int, names Names) bool {
	letters, _ := l.s.Word(i)
	return slices.ContainsFunc(names.Given(letters), func(n string) bool { return l.s.Alike(i, n) })
}

// known finds the name that is written at i: somebody's near the writer, else a
// common one.
func (l *look) known(i int, letters string, names Names, standing bool) (given string, staff, found bool) {
	if names != nil {
		if given, found = l.alike(i, names.Given(letters)); found {
			return given, true, true
		}
	}
	if standing {
		given, found = l.alike(i, l.words.given.Given(letters))
	}
	return given, false, found
}

// alike is the one of several names that is written at i: best with the marks it has.
func (l *look) alike(i int, names []string) (name string, found bool) {
	for _, n := range names {
		switch {
		case !l.s.Alike(i, n):
		case strings.EqualFold(n, l.s.Text(i, i+1)):
			return n, true
		case !found:
			name, found = n, true
		}
	}
	return name, found
}

// otherWord reports that the word at i means something else too.
func (l *look) otherWord(i int, capital bool) bool {
	omits := !capital && l.s.Marked() && l.s.Bare(i) // other words' marks are not left out
	hits := l.s.Hits(i)
	for k := range hits {
		x := &hits[k]
		c := classOf(x)
		if omits && !x.Exact() || c >= entryClasses || c.aside() {
			continue
		}
		if (x.Words() == 1 && x.Exact() || !capital) && c != cGiven && c != cStop {
			return true
		}
	}
	return l.s.OwnWord(i, capital || omits)
}

// behaves reports a capital word that is no day by itself before what a person does:
// "Tư nghỉ", but "Mai nghỉ" and "Năm nay nghỉ" are days.
func (l *look) behaves(i int) bool {
	return l.s.Title(i) && l.own(i+1, oHome, oLeave, oBusy, oOffice, oGoWork, oTake) && !l.own(i+1, oThis) && l.own(i, oDigit, oThu, oYear)
}

// wordFits reports that a time expression stands at i if it is no name.
func (l *look) wordFits(i int) bool {
	acts := !l.own(i, oRelative) && l.is(i+1, cDo, cDoneVerb, cSend, cFinish, cPlease)
	return l.s.OwnWord(i, true) && !l.own(i, oAmount) && !l.is(i+1, cIf) && !acts
}
