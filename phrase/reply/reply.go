// Package reply reads how people answer a question otherwise than by its buttons: they
// agree, deny, stop, or put right what they said. The words are data, in words.tsv.
package reply

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tainha/fold"
	"tainha/phrase/when"
	"tainha/rules"
)

//go:embed words.tsv
var table string

// The classes of words.tsv.
const (
	classStop     = "stop"
	classAgree    = "agree"
	classSend     = "send"
	classThanks   = "thanks"
	classDeny     = "deny"
	classPolite   = "polite"
	classCorrect  = "correct"
	classLead     = "lead"
	classBehalf   = "behalf"
	classGiveUp   = "giveup"
	classAdds     = "adds"
	classAddsLead = "adds.lead"
	classAddsTail = "adds.tail"
	classAddsNot  = "adds.not"
	classUnsay    = "unsay"
	classIsNot    = "isnot"
	classEnds     = "ends"
	classHandOn   = "handon"

	classCompound = "compound"

	classPoliteMarked = "polite.marked" // polite with their marks alone: without, "cô" may be "có"
)

const longest = 6 // words of a spelling

// word is a spelling in the two forms in which texts are compared: without marks, and
// with them wherever they were typed within a syllable.
type word struct{ plain, marked string }

var classes = sync.OnceValue(func() map[string][]word {
	out := map[string][]word{}
	for line := range strings.Lines(table) {
		class, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for spelling := range strings.SplitSeq(list, "|") {
			out[class] = append(out[class], word{fold.Text(strings.Join(split(spelling), " ")), marks(spelling)})
		}
	}
	return out
})

// spellings are the spellings of a class by their form without marks: every word of a
// text is asked about for many classes.
var spellings = sync.OnceValue(func() map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for class, words := range classes() {
		out[class] = make(map[string][]string, len(words))
		for _, w := range words {
			out[class][w.plain] = append(out[class][w.plain], w.marked)
		}
	}
	return out
})

// marks is a text whose words hold their letters and marks in one order: tones stand
// on either vowel ("hủy", "huỷ").
func marks(text string) string {
	words := split(text)
	for i, w := range words {
		letters := []rune(norm.NFD.String(strings.ToLower(w)))
		slices.Sort(letters)
		words[i] = string(letters)
	}
	return strings.Join(words, " ")
}

// split cuts a text into its words; signs stand in none. A last letter that is held
// ("guii", "okkkk") counts once.
func split(text string) []string {
	words := strings.FieldsFunc(norm.NFC.String(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		letters := []rune(w)
		n := len(letters)
		for n > 2 && unicode.IsLetter(letters[n-1]) && letters[n-1] == letters[n-2] {
			n--
		}
		words[i] = string(letters[:n])
	}
	return words
}

// text is what was typed, word by word. Marks count where the writer uses any.
type text struct {
	words  []string // as typed
	plain  []string // each as fold.Text gives it
	marked bool
}

// longestAnswer is how many bytes a text may have that says one thing and no more.
const longestAnswer = 200

// onlySays is text.only of what is short enough to be an answer.
func onlySays(s string, classes ...string) bool {
	return len(s) <= longestAnswer && newText(s).only(classes...)
}

func newText(s string) text { return textOf(split(s), marks(s) != marks(fold.Text(s))) }

func textOf(words []string, marked bool) text {
	t := text{words: words, plain: make([]string, len(words)), marked: marked}
	for i, w := range words {
		t.plain[i] = fold.Text(w)
	}
	return t
}

// at is how many words from i on are a spelling of the class, the longest; 0: none.
func (t text) at(i int, class string) int {
	for n := min(longest, len(t.words)-i); n > 0; n-- {
		if t.is(i, n, class) {
			return n
		}
	}
	return 0
}

// is reports whether n words from i on are a spelling of the class.
func (t text) is(i, n int, class string) bool {
	var room [64]byte
	plain := room[:0]
	for _, w := range t.plain[i : i+n] {
		if w != "" && len(plain) > 0 {
			plain = append(plain, ' ')
		}
		plain = append(plain, w...)
	}
	forms, ok := spellings()[class][string(plain)]
	if !ok || !t.marked {
		return ok && (class != classPolite || n > 1 || len(spellings()[classPoliteMarked][string(plain)]) == 0)
	}
	marked := marks(strings.Join(t.words[i:i+n], " "))
	return slices.Contains(forms, marked) || n > 1 && marked == marks(string(plain))
}

// only reports whether a text holds words of some classes, and beside them nothing but
// polite ones.
func (t text) only(classes ...string) bool {
	const reached, said = 1, 2
	at := make([]int, len(t.words)+1)
	at[0] = reached
	for i, now := range at {
		for n := 1; now != 0 && n <= min(longest, len(t.words)-i); n++ {
			if slices.ContainsFunc(classes, func(class string) bool { return t.is(i, n, class) }) {
				at[i+n] = said
			} else if at[i+n] < now && t.is(i, n, classPolite) {
				at[i+n] = now
			}
		}
	}
	return at[len(t.words)] == said
}

// Stops reports whether a text says nothing but that what was begun is to stop: "hủy",
// "thôi không làm nữa ạ", "hổng phải, thôi bỏ đi", "never mind". What may as well be a yes stops nothing.
func Stops(s string) bool { return onlySays(s, classStop) && leans(s) < 0 || stopsAfterNo(s) }

// Agrees reports whether a text says yes and nothing else: what people write instead
// of pressing the one button that goes on. "Đừng" is not "đúng", and a question no yes.
func Agrees(s string) bool {
	if questions(s) {
		return false
	}
	if onlySays(s, classAgree, classSend) {
		return leans(s) > 0
	}
	return newText(s).has(classSend) && onlySays(s, classAgree, classSend, classThanks)
}

// AfterYes is what a text says behind a yes, without polite words, as labels are compared:
// "duyệt" of "ừ duyệt đi em"; empty where it says no more. yes is false where it doesn't begin
// with one.
func AfterYes(s string) (rest string, yes bool) {
	t := newText(s)
	from, to := 0, len(t.words)
	for n := 1; from < to && n > 0; from += n {
		if n = t.at(from, classAgree); n > 0 {
			yes = true
		} else if n = t.at(from, classPolite); yes || n == 0 {
			break
		}
	}
	for to > from && t.at(to-1, classPolite) == 1 {
		to--
	}
	if len(s) > longestAnswer || from >= to {
		return "", false
	}
	return fold.Text(strings.Join(t.words[from:to], " ")), yes
}

// Confirms is Agrees where nothing is sent: "gửi" is no yes to a question.
func Confirms(s string) bool { return onlySays(s, classAgree) && leans(s) > 0 && !questions(s) }

// questions reports a text that asks whether it was done: "được gửi rồi à?" sends nothing.
func questions(s string) bool { return strings.HasSuffix(strings.TrimSpace(s), "?") || AsksYet(s) }

// Doubtful reports whether a text, typed without marks, may be a yes or a stop: "dung"
// is "đúng" or "dừng", while "dung roi" is a yes.
func Doubtful(s string) bool {
	return onlySays(s, classStop, classDeny) && onlySays(s, classAgree) && leans(s) == 0
}

// leans is above 0 for a text that is a yes, below 0 for one that stops: the longer
// spelling counts, and 0 is for one that may be either.
func leans(s string) int {
	yes, stops := onlySays(s, classAgree, classSend), onlySays(s, classStop, classDeny)
	switch {
	case !stops:
		return 1
	case !yes:
		return -1
	}
	t := newText(s)
	for i := 0; i < len(t.words); {
		agree, stop := t.at(i, classAgree), max(t.at(i, classStop), t.at(i, classDeny))
		if stop > 0 {
			return agree - stop
		}
		i += max(agree, 1)
	}
	return 1
}

// Drops reports whether a text says yes to giving something up and nothing else: "ừ bỏ",
// "ok rút đi". Where nothing is being given up, it stops.
func Drops(s string) bool {
	return onlySays(s, classAgree, classGiveUp) && newText(s).has(classGiveUp) && newText(s).at(0, classAgree) > 0
}

// Unsays reports whether a text takes back what was done a moment ago and says nothing
// else: "thôi không gửi nữa", "nhầm rồi".
func Unsays(s string) bool { return onlySays(s, classUnsay) }

// PutsRight reports whether a text says that it was another than was said: "là thứ Ba,
// không phải thứ Hai".
func PutsRight(s string) bool { return newText(s).begins(classLead) || newText(s).has(classIsNot) }

// Ends reports whether a text says that something is to end, beside whatever it is.
func Ends(s string) bool { return newText(s).has(classEnds) }

// Adds reports whether a text begins by adding to what was said before: "thêm thứ 5 nữa", "đăng ký
// thêm sáng thứ 6".
func Adds(s string) bool {
	t := newText(s)
	for i := 0; i < len(t.words); {
		if t.at(i, classAdds) > 0 {
			return true
		}
		n := max(t.at(i, classPolite), t.at(i, classAddsLead))
		if n == 0 {
			break
		}
		i += n
	}
	return false
}

// AddsDay reports a text that begins or ends by adding a day: "thứ 6 nữa", not "2 ngày nữa" or "không ở nhà thứ 6 nữa".
func AddsDay(s string) bool { return Adds(s) || newText(s).addsLast() }

func (t text) addsLast() bool {
	to := len(t.words)
	for to > 1 && t.is(to-1, 1, classPolite) && !t.is(to-1, 1, classAddsTail) {
		to--
	}
	return to > 1 && t.is(to-1, 1, classAddsTail) && !t.is(to-2, 1, classAddsNot) && !t.has(classNegates) && !t.has(classGiveUp)
}

// Denies reports whether a text says no and nothing else.
func Denies(s string) bool { return onlySays(s, classDeny) && !onlySays(s, classAgree) }

// Corrects reports whether a text puts right what was said before, and by what: "à
// nhầm, thứ 6" by "thứ 6".
func Corrects(s string) (by string, ok bool) {
	t := newText(s)
	i := 0
	for i < len(t.words) && t.at(i, classCorrect) == 0 && t.at(i, classPolite) == 1 {
		i++
	}
	n := 0
	if i < len(t.words) {
		n = t.at(i, classCorrect)
	}
	if n == 0 {
		return "", false
	}
	for i += n; i < len(t.words); i += n {
		if n = t.at(i, classLead); n == 0 {
			break
		}
	}
	by = behind(norm.NFC.String(s), i)
	return by, by != ""
}

// nearBehalf is how many words may stand between the words for asking in somebody's name
// and the name: titles.
const nearBehalf = 3

// Behalf reports words for asking in somebody's name beside that name: "đăng ký giúp anh
// Nam", "Nam quên đăng ký".
func Behalf(s, name string) bool {
	t := newText(s)
	is := func(k int) bool { return k >= 0 && k < len(t.words) && fold.Text(t.words[k]) == fold.Text(name) }
	for i := range t.words {
		n := t.at(i, classBehalf)
		if n == 0 {
			continue
		}
		for k := i + n; k < i+n+nearBehalf; k++ {
			if is(k) {
				return true
			}
		}
		if is(i - 1) {
			return true
		}
	}
	return false
}

// behind is what stands in a text after so many words.
func behind(s string, words int) string {
	in := false
	for i, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if letter && !in {
			if words == 0 {
				return strings.TrimSpace(s[i:])
			}
			words--
		}
		in = letter
	}
	return ""
}

var lexicon = sync.OnceValue(func() *when.Lexicon {
	l, err := when.NewLexicon(nil)
	if err != nil {
		panic(err) // a mistake in an embedded file
	}
	return l
})

// homeClass is the class of the words for working at home in the lexicon of days.
const homeClass = "home"

// SaysHome reports whether a text names work at home, and not days alone.
func SaysHome(s string, today rules.Date) bool {
	home, ok := lexicon().OwnClass(homeClass)
	if !ok {
		return false
	}
	sentence := lexicon().Parse(s)
	uses, _ := sentence.Scan(when.Date(today))
	for i := range sentence.Len() {
		if _, found := sentence.Find(i, home); found && uses[i] == when.Verb {
			return true
		}
	}
	return false
}
