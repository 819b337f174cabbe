package phrase

import (
	"slices"
	"strings"

	"tainha/phrase/when"
)

// Names knows the people whom a writer may mean. It is asked only for words that can
// be a name where they stand.
type Names interface {
	// Given lists the given names, as they are written, whose letters without marks
	// are these.
	Given(plain string) []string
	// Longer lists the names of several words whose last word has these letters, where several
	// people bear that: "Kim Chi" beside "Chi".
	Longer(plain string) []string
}

// Roll is Names out of a list.
type Roll struct{ given, full map[string][]string }

// NewRoll takes full names, or given ones.
func NewRoll(full []string) Roll {
	r := Roll{map[string][]string{}, map[string][]string{}}
	for _, name := range full {
		parts := strings.Fields(name)
		if len(parts) == 0 {
			continue
		}
		given := parts[len(parts)-1]
		plain := when.Plain(given)
		if plain != "" && !slices.Contains(r.given[plain], given) {
			r.given[plain] = append(r.given[plain], given)
		}
		if plain != "" && !slices.Contains(r.full[plain], name) {
			r.full[plain] = append(r.full[plain], name)
		}
	}
	return r
}

// Given lists the names of these letters.
func (r Roll) Given(plain string) []string { return r.given[plain] }

// Longer lists the names that end with these letters.
func (r Roll) Longer(plain string) []string {
	if len(r.full[plain]) < 2 { //nolint:mnd // namesakes
		return nil
	}
	return r.full[plain]
}

// longerName is the longest name of the list that ends at i, by as many of its words as are written
// there: "Kim Chi" beside "Chi". Without capitals it is one only where it stands as a name.
func (l *look) longerName(i int, letters string, names Names, capitals bool) (name string, words int) {
	if names == nil || i == 0 {
		return "", 0
	}
	for _, full := range names.Longer(letters) {
		parts := strings.Fields(full)
		n, written := 0, capitals
		for n < len(parts) && n <= i && l.s.Alike(i-n, parts[len(parts)-1-n]) {
			written = written && l.s.Title(i-n)
			n++
		}
		first := i + 1 - n
		placed := !l.capitalElse && first > 0 && l.is(first-1, cGive, cOf, cApprove, cReject, cAssign, cAskTo, cHandOn)
		if n > max(1, words) && (written || placed) {
			name, words = strings.Join(parts[len(parts)-n:], " "), n
		}
	}
	return name, words
}

// givenWork reports the "an" of "giao an 3 cong van": whom so much is given to, where marks are left
// out of all of it.
func (l *look) givenWork(i int, letters string, names Names) bool {
	if l.s.Marked() || names == nil || i != 1 || !l.is(0, cAssign) {
		return false
	}
	_, number := l.s.Number(i + 1)
	return number && l.is(i+2, cWork, cMeasure) && len(names.Given(letters)) > 0
}

// bareSet reports the "bo" of "30 bo ho so", "hop chi bo": without marks, a set, or the end of a word of two.
func (l *look) bareSet(i int) bool {
	if !l.is(i, cMeasure) {
		return false
	}
	if _, number := l.s.Number(i - 1); number {
		return true
	}
	_, before := l.s.Word(i - 1)
	_, behind := l.s.Find(i+1, cWork.id())
	return before && !behind && !l.nameAtToken(i-1) && !l.s.OwnWord(i-1, false) && !l.is(i-1, cTask, cWork)
}
