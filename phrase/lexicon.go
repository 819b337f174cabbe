package phrase

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tainha/phrase/when"
)

// weight is a row of weights.tsv: what an intent gains where all features are there.
type weight struct {
	kind uint8 // its intent, in words.weighs
	by   int
	have features
	lack features
}

// words is the lexicon with its classes and weights, built on first use and never changed.
type words struct {
	*when.Lexicon
	own     [owns]when.Class
	given   Roll // common names
	weights []weight
	weighs  []Intent                    // for which there are weights
	heavy   [64 * len(features{})][]int // the rows of weights by a feature that they need
	anyway  []int                       // those that need none
	looks   sync.Pool                   // of *look
}

var lexicon = sync.OnceValue(func() *words {
	l, err := loadWords()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return l
})

func loadWords() (*words, error) {
	l, err := when.NewLexicon(classNames[:], files)
	if err != nil {
		return nil, fmt.Errorf("load the lexicon: %w", err)
	}
	w := &words{Lexicon: l}
	for c, name := range classNames[:] {
		if !l.Says(class(c).id()) {
			return nil, fmt.Errorf("no words of class %q", name)
		}
	}
	for c, name := range ownNames[:] {
		id, ok := l.OwnClass(name)
		if !ok {
			return nil, fmt.Errorf("no days' words of class %q", name)
		}
		w.own[c] = id
	}
	if err := w.readNames(); err != nil {
		return nil, err
	}
	if err := w.readWeights(); err != nil {
		return nil, err
	}
	return w, nil
}

// rowsOf reads the rows of a file of tables.
func rowsOf(files fs.FS, name string, columns int) ([][]string, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var rows [][]string
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			return nil, fmt.Errorf("read %s: line %d has %d columns, not %d", name, n+1, len(row), columns)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (w *words) readNames() error {
	rows, err := rowsOf(files, "lexicon/names.tsv", 3)
	if err != nil {
		return err
	}
	var given []string
	for _, row := range rows {
		given = append(given, strings.Split(row[2], "|")...)
	}
	w.given = NewRoll(given)
	return nil
}

// readWeights reads "intent, by how much, features joined by +, those that must be
// absent with ! before them".
func (w *words) readWeights() error {
	rows, err := rowsOf(tables, "tables/weights.tsv", 3)
	if err != nil {
		return err
	}
	for _, row := range rows {
		by, err := strconv.Atoi(row[1])
		if err != nil {
			return fmt.Errorf("weight of %s: %w", row[0], err)
		}
		k := slices.Index(w.weighs, Intent(row[0]))
		if k < 0 {
			k = len(w.weighs)
			w.weighs = append(w.weighs, Intent(row[0]))
		}
		if k == mostWeighed {
			return fmt.Errorf("more than %d intents are weighed", mostWeighed)
		}
		x := weight{kind: uint8(k), by: by}
		for f := range strings.SplitSeq(row[2], "+") {
			set := &x.have
			if rest, not := strings.CutPrefix(f, "!"); not {
				set, f = &x.lack, rest
			}
			k, ok := featureOf(f)
			if !ok {
				return fmt.Errorf("weight of %s: no feature %q", row[0], f)
			}
			set.add(k)
		}
		w.weights = append(w.weights, x)
	}
	w.sortWeights()
	return nil
}
