package when

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

//go:embed lexicon/*.tsv
var ownFiles embed.FS

// pattern is one spelling of a class: words in a row.
type pattern struct {
	class Class
	value int
	words []word
	text  string // as the lexicon writes it, or what it is short for
}

// Lexicon is every word that a sentence is read by. It is built once and never
// changed.
type Lexicon struct {
	own     map[string][]pattern // by the plain letters of the first word
	more    map[string][]pattern // those of the caller's classes
	written map[string]spelling  // every word as it may be written: with its marks, with none
	spelt   spellings            // the same, to be looked up
	rest    []further            // of the patterns of several words
	texts   []string             // of the patterns, as the lexicon writes them
	bases   []string             // the plain letters of the entries by their numbers
	said    [maxClasses]bool     // classes with words
	known   map[string][]word    // every word by its plain letters
	nearby  map[string][]string  // words of four letters and more by what is left when a letter is taken out
	plains  [plainSets][]string
	sets    map[string][2]uint64 // plains turned round
	gluable map[string][]word
	entries map[string]*entry  // all that is known of words of these plain letters
	pairs   map[[2]string]bool // plain letters of words that stand beside each other in a spelling
	onsets  map[string]bool
	rimes   map[string]bool
	plainD  map[string]bool // rimes before which a d never has its stroke
	classes map[string]Class
	rooms   sync.Pool // of *room
}

// entry is all that is known of words of the same plain letters.
type entry struct {
	own, more []begun
	known     []word
	plain     [2]uint64
	number    uint16 // not noWord
	alone     bool   // without marks they are a word of a list by themselves
}

// list gives letters an entry.
func (l *Lexicon) list(base string) {
	if len(l.bases) == 0 {
		l.bases = append(l.bases, "")
	}
	e := &entry{known: l.known[base], plain: l.sets[base], number: uint16(len(l.bases))}
	l.bases, l.entries[base] = append(l.bases, base), e
}

// nothing is the entry of letters that are in no list.
var nothing entry

func (l *Lexicon) entry(base string) *entry {
	if e, ok := l.entries[base]; ok {
		return e
	}
	return &nothing
}

// gather makes the entries once everything is read.
func (l *Lexicon) gather() error {
	l.entries = make(map[string]*entry, len(l.known))
	for _, base := range slices.Sorted(maps.Keys(l.known)) {
		l.list(base)
	}
	for _, base := range slices.Sorted(maps.Keys(l.sets)) {
		if _, ok := l.entries[base]; !ok {
			l.list(base)
		}
	}
	for _, base := range l.bases[1:] {
		e := l.entries[base]
		e.own, e.more = l.readyAll(l.own[base]), l.readyAll(l.more[base])
		bare := func(x begun) bool { return x.n == 1 && x.first == 0 }
		e.alone = slices.ContainsFunc(e.own, bare) || slices.ContainsFunc(e.more, bare)
	}
	for _, s := range slices.Sorted(maps.Keys(l.written)) {
		x := l.written[s]
		x.entry = l.entry(x.word.base)
		x.opens = l.openingsOf(x.word, x.entry)
		l.spelt.add(x)
	}
	if len(l.bases) > math.MaxUint16 || len(l.texts) > math.MaxUint16 {
		return fmt.Errorf("too many words: %d, in %d spellings", len(l.bases), len(l.texts))
	}
	l.written = nil
	return nil
}

// NewLexicon reads the words for days and those of a caller, whose files hold rows
// like ours: a class, a value, spellings in full marks parted by '|', where "bc=báo
// cáo" is a short form. theirs are the caller's classes: their numbers go on from Theirs.
func NewLexicon(theirs []string, more ...fs.FS) (*Lexicon, error) {
	l := &Lexicon{own: map[string][]pattern{}, more: map[string][]pattern{}, written: map[string]spelling{}, known: map[string][]word{}, nearby: map[string][]string{},
		sets: map[string][2]uint64{}, pairs: map[[2]string]bool{}, onsets: map[string]bool{}, rimes: map[string]bool{}, plainD: map[string]bool{}, classes: map[string]Class{}}
	for c, name := range classNames[:] {
		l.classes[name] = Class(c)
	}
	for c, name := range theirs {
		l.classes[theirsMark+name] = Theirs + Class(c)
	}
	if int(Theirs)+len(theirs) > maxClasses {
		return nil, fmt.Errorf("more than %d classes", maxClasses)
	}
	for k, files := range append([]fs.FS{ownFiles}, more...) {
		names, err := fs.Glob(files, "lexicon/*.tsv")
		if err != nil {
			return nil, fmt.Errorf("list the lexicon: %w", err)
		}
		for _, name := range names {
			if err := l.readFile(files, name, k == 0); err != nil {
				return nil, fmt.Errorf("read %s: %w", name, err)
			}
		}
	}
	l.gluable = l.gluableWords()
	if err := l.gather(); err != nil {
		return nil, err
	}
	return l, nil
}

func (l *Lexicon) readFile(files fs.FS, name string, own bool) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := l.readRow(strings.Split(line, "\t"), own); err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return nil
}

func (l *Lexicon) readRow(row []string, own bool) error {
	switch {
	case len(row) == 2 && own:
		return l.readSet(row[0], strings.Split(row[1], "|"))
	case len(row) != 3:
		return fmt.Errorf("%d columns", len(row))
	}
	name := row[0]
	if !own {
		name = theirsMark + name
	}
	class, ok := l.classes[name]
	if !ok {
		return fmt.Errorf("no class %q", name)
	}
	l.said[class] = true
	value, err := strconv.ParseInt(row[1], 10, 16)
	if err != nil {
		return err
	}
	for spelling := range strings.SplitSeq(row[2], "|") {
		if err := l.add(class, int(value), spelling); err != nil {
			return err
		}
	}
	return nil
}

// readSet reads a row of plain.tsv or of syllables.tsv.
func (l *Lexicon) readSet(name string, words []string) error {
	switch name {
	case "onsets", "rimes", "stroked_never":
		set := map[string]map[string]bool{"onsets": l.onsets, "rimes": l.rimes, "stroked_never": l.plainD}[name]
		for _, w := range words {
			set[w] = true
		}
		return nil
	}
	k := slices.Index(plainNames[:], name)
	if k < 0 {
		return fmt.Errorf("no set %q", name)
	}
	l.plains[k] = words
	for _, w := range words {
		bits := l.sets[w]
		bits[k/64] |= 1 << (k % 64)
		l.sets[w] = bits
	}
	return nil
}

// Theirs is the number of the caller's first class.
const Theirs Class = 128

// theirsMark marks the names of the caller's classes, which may be like ours.
const theirsMark = "+"

// Says reports that there are words of a class.
func (l *Lexicon) Says(c Class) bool { return l.said[c] }

// OwnClass finds one of our classes.
func (l *Lexicon) OwnClass(name string) (Class, bool) {
	c, ok := l.classes[name]
	return c, ok
}

func (l *Lexicon) add(class Class, value int, spelling string) error {
	short, long, ok := strings.Cut(spelling, "=")
	p := pattern{class: class, value: value, text: spelling}
	if ok {
		p.text = long
	}
	for s := range strings.FieldsSeq(short) {
		w := l.spell(s)
		p.words = append(p.words, w)
		l.know(w)
	}
	if len(p.words) == 0 {
		return fmt.Errorf("an empty spelling")
	}
	for k := 1; k < len(p.words); k++ {
		l.pairs[[2]string{p.words[k-1].base, p.words[k].base}] = true
	}
	table := l.own
	if class >= ownClasses {
		table = l.more
	}
	table[p.words[0].base] = append(table[p.words[0].base], p)
	return nil
}

// spelling is a word as it is written.
type spelling struct {
	text  string
	word  word
	entry *entry
	opens *openings
}

// spell takes a word into the list of spellings: with its marks, and with none.
func (l *Lexicon) spell(s string) word {
	s = norm.NFC.String(s)
	x, ok := l.written[s]
	if !ok {
		x = spelling{text: s, word: foldWord(s)}
		if bare, ok := l.written[x.word.base]; ok {
			x.word.base = bare.word.base // one string, compared by its address
		}
		l.written[s] = x
	}
	if _, ok := l.written[x.word.base]; !ok {
		l.written[x.word.base] = spelling{text: x.word.base, word: word{base: x.word.base, shape: strings.Repeat(".", len(x.word.base))}}
	}
	return x.word
}

// know takes a word into the list of words that a slip may have meant.
func (l *Lexicon) know(w word) {
	if !slices.Contains(l.known[w.base], w) {
		l.known[w.base] = append(l.known[w.base], w)
	}
	if len(l.known[w.base]) > 1 || len(w.base) < 3 {
		return
	}
	for _, less := range without(w.base) {
		l.nearby[less] = append(l.nearby[less], w.base)
	}
}

// without lists s and s with each of its letters taken out.
func without(s string) []string {
	out := []string{s}
	for i := range len(s) {
		if i == 0 || s[i] != s[i-1] {
			out = append(out, s[:i]+s[i+1:])
		}
	}
	return out
}
