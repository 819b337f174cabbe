package when

import (
	"slices"

	"golang.org/x/text/unicode/norm"
)

// repair replaces a word that is in no list by the reading of its Telex keys or,
// for a slip of the finger, by the word meant.
func (l *Lexicon) repair(t *token, beforeNumber bool) {
	if t.word.shape != "" && t.word.shape[0] == '-' && l.plainD[t.word.base[1:]] && !l.knows(t.word) { // "đuyệt"
		w := t.word
		w.shape = "." + w.shape[1:]
		if slices.Contains(l.known[w.base], w) {
			t.word = w
		}
	}
	if len(l.known[t.word.base]) > 0 || len(t.word.base) < 3 || t.keys {
		return
	}
	syllable := l.syllable(t.word.base)
	if w, ok := l.mixedKeys(t.word); ok {
		t.word, t.keys = w, true
		return
	}
	if t.word.bare() {
		if w, ok := unTelex(t.text); ok && (l.knows(w) || !syllable && l.syllable(w.base)) {
			t.word, t.keys = w, true
			return
		}
	}
	if thu := l.plains[plainWeekday][0]; beforeNumber && isSlip(t.word.base, thu) {
		t.word, t.slip = l.known[thu][0], true
		return
	}
	if w, ok := l.drawnOut(t.word); ok {
		t.word, t.slip = w, true
		return
	}
	if syllable {
		return
	}
	if w, ok := l.meant(t.word); ok {
		t.word, t.slip = w, true
	}
}

// drawnOut is a word whose last letter was typed more than once: "hủyy".
func (l *Lexicon) drawnOut(w word) (word, bool) {
	n := len(w.base)
	for n > 1 && w.base[n-1] == w.base[n-2] && w.shape[n-1] == '.' {
		n--
	}
	if n == len(w.base) {
		return w, false
	}
	w.base, w.shape = w.base[:n], w.shape[:n]
	return w, n > 1 && l.knows(w)
}

// mixedKeys reads a word of which some marks were written and others left as keys of
// Telex: "thúw".
func (l *Lexicon) mixedKeys(w word) (word, bool) {
	if w.bare() {
		return w, false
	}
	out, ok := unTelex(w.base)
	if !ok || out.tone != 0 && w.tone != 0 || len(out.shape) > len(w.shape) {
		return w, false
	}
	if out.tone == 0 {
		out.tone = w.tone
	}
	return out, l.knows(out)
}

// shortKeys reads words of two letters as Telex where others were typed so: "af", "ys".
func (l *Lexicon) shortKeys(toks []token) {
	for i := range toks {
		t := &toks[i]
		if t.kind != tokWord || len(t.text) != 2 || !t.word.bare() {
			continue
		}
		if w, ok := unTelex(t.text); ok && w.tone != 0 && l.knows(w) {
			t.word, t.keys, t.entry, t.opens = w, true, l.entry(w.base), nil
			t.plain = t.entry.plain
		}
	}
}

// repairNext reads "tuần sua" as "tuần sau": two letters that changed places make
// another word.
func (l *Lexicon) repairNext(toks []token, i int) {
	after := l.plains[plainAfter][0]
	if n := len(toks[i].word.base) - len(after); i == 0 || n != 0 && n != 1 || !toks[i].word.bare() || !l.nearly(toks[i].word.base, after, i+1 == len(toks)) {
		return
	}
	if toks[i-1].entry == nil {
		return
	}
	before := marksOf(&toks[i-1].word)
	for k := range toks[i-1].entry.own {
		if x := &toks[i-1].entry.own[k]; x.lex == lexWeek && before.fit(x.first) == fitExact {
			toks[i].word, toks[i].slip, toks[i].entry, toks[i].opens = l.known[after][0], true, nil, nil
			return
		}
	}
}

// nearly reports a word of which, where it is the last, only the last letter is another, one
// of two letters that changed places, or a syllable of no word with
// one letter too many or another.
func (l *Lexicon) nearly(s, want string, last bool) bool {
	if len(s) == len(want) && isSlip(s, want) {
		return true
	}
	if last && s != want && len(s) == len(want) && s[:len(s)-1] == want[:len(want)-1] {
		return true // "tuần sao"
	}
	return len(s) == len(want)+1 && len(l.known[s]) == 0 && !l.syllable(s) && tooMany(s, want)
}

func (l *Lexicon) knows(w word) bool {
	return slices.ContainsFunc(l.known[w.base], func(k word) bool { return w.fit(&k) <= fitOmitted })
}

// longestSlip is how many letters a word may have that is put right.
const longestSlip = 16

// moveSpace puts right a space that was typed one letter late or early: "ởn hà" is
// "ở nhà". The words as they are written are none of ours.
func (l *Lexicon) moveSpace(toks []token) {
	for i := 0; i+1 < len(toks); i++ {
		a, b := &toks[i], &toks[i+1]
		if a.listed || a.kind != tokWord || b.kind != tokWord || b.glued || a.keys || b.keys || len(a.word.base)+len(b.word.base) > longestSlip || a.word.bare() && b.word.bare() || l.knows(a.word) {
			continue
		}
		left := []rune(norm.NFC.String(a.text))
		letters := append(slices.Clip(left), []rune(norm.NFC.String(b.text))...)
		for _, cut := range [...]int{len(left) - 1, len(left) + 1, len(left) - 2} {
			if cut < 1 || cut >= len(letters) {
				continue
			}
			first, second := foldWord(string(letters[:cut])), foldWord(string(letters[cut:]))
			if l.begins(first, second) {
				a.word, a.text, b.word, b.text = first, first.base, second, second.base
				a.entry, b.entry, a.opens, b.opens = nil, nil, nil, nil
				break
			}
		}
	}
}

// begins reports two words that stand beside each other in a spelling of ours.
func (l *Lexicon) begins(first, second word) bool {
	return l.pairs[[2]string{first.base, second.base}] && l.knows(first) && l.knows(second)
}

// meant finds the one known word that is a slip of the finger away; the one with
// the same marks among several.
func (l *Lexicon) meant(w word) (word, bool) {
	if len(w.base) > longestSlip {
		return word{}, false
	}
	var best word
	found, many := false, false
	for _, less := range without(w.base) { // letters that changed places first
		for _, base := range l.nearby[less] {
			if len(base) == len(w.base) && swapped(w.base, base) {
				return l.known[base][0], true
			}
		}
	}
	for _, less := range without(w.base) {
		for _, base := range l.nearby[less] {
			if !isSlip(w.base, base) {
				continue
			}
			for _, k := range l.known[base] {
				switch {
				case k == best:
				case !found:
					best, found = k, true
				case k.tone == w.tone && best.tone != w.tone:
					best, many = k, false
				case k.tone == w.tone || best.tone != w.tone:
					many = many || k.base != best.base
				}
			}
		}
	}
	return best, found && !many
}
