package roster

import (
	"path/filepath"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/rules"
)

// Read reads the files as one roster. What is wrong with them comes as an
// *Error that lists all of it: cells that can't be read, headings that are
// misspelt or missing, codes given twice, references to nothing, a circle in the
// tree, heads who are inactive or their own head, phone numbers of two people,
// absences of one person that overlap each other or one of the database.
func Read(files []File, known Known) (Roster, error) { return Open(files).Read(known) }

// Draft is files whose cells have been read, and not yet held against each other.
type Draft struct{ r *reader }

// Open reads the cells of the files, which takes long for large ones and needs no
// database. A draft is read once.
func Open(files []File) Draft {
	r := &reader{broken: map[kind]bool{}}
	held := newHeld()
	for _, f := range files {
		r.file(f, held)
	}
	if r.problems.len() == 0 && len(r.units)+len(r.positions)+len(r.staff)+len(r.absences) == 0 {
		p := Problem{What: rules.Msg("roster.file.empty")}
		if len(files) > 0 {
			p.File = filepath.Base(files[0].Name)
		}
		r.problems.add(p)
	}
	return Draft{r}
}

// Read holds what the files say against itself and the database.
func (d Draft) Read(known Known) (Roster, error) {
	r := d.r
	r.known = known
	r.check()
	if err := r.problems.err(); err != nil {
		return Roster{}, err
	}
	return Roster{
		Units: values(r.units), Positions: values(r.positions), Staff: values(r.staff), Absences: values(r.absences),
		Given: r.given, Aside: r.aside,
	}, nil
}

// reader gathers what the files hold.
type reader struct {
	known     Known
	problems  problems
	aside     []Problem
	given     Columns
	broken    map[kind]bool // tables that could not be read: what refers to them is not judged
	sheets    int
	units     []placed[Unit]
	positions []placed[Position]
	staff     []placed[Staff]
	absences  []placed[Absence]
}

// placed is a row with the place it came from.
type placed[T any] struct {
	row T
	at  *record
}

func values[T any](rows []placed[T]) []T {
	out := make([]T, len(rows))
	for i, p := range rows {
		out[i] = p.row
	}
	return out
}

func (r *reader) file(f File, held *held) {
	sheets, unreadable := f.sheets(r.sheets, held)
	if unreadable != nil {
		r.problems.add(*unreadable)
		r.breakAll()
		r.sheets++
		return
	}
	r.sheets += len(sheets)
	for i := range sheets {
		s := &sheets[i]
		if s.name != "" && slices.Contains(asideSheets, fold.Letters(s.name)) {
			continue
		}
		before := r.problems.len()
		tables := s.tables(&r.problems)
		if len(tables) == 0 && r.problems.len() > before {
			r.breakAll()
		}
		for _, t := range tables {
			r.table(t)
		}
		r.aside = append(r.aside, s.notes[:min(len(s.notes), max(0, maxProblems-len(r.aside)))]...)
	}
}

// breakAll is for a file that is not understood: it may have held anything.
func (r *reader) breakAll() {
	r.broken[units], r.broken[positions], r.broken[staff] = true, true, true
}

func (r *reader) table(t *table) {
	grouped := slices.ContainsFunc(t.rows, func(x tableRow) bool { return x.group != nil })
	if t.kind == staff && !t.given.Has(StaffUnit) {
		if !grouped && t.ok {
			r.problems.add(t.missing(columnWith(StaffUnit)))
			t.ok = false
		}
		t.given |= StaffUnit
	}
	r.given |= t.given
	if !t.ok {
		r.broken[t.kind] = true
	}
	if n := len(r.units) + len(r.positions) + len(r.staff) + len(r.absences) + len(t.rows); n > maxRecords {
		p := t.sheet.problem(rules.Msg("roster.file.too_many_records", "n", n, "limit", maxRecords))
		r.problems.add(p)
		r.breakAll()
		return
	}
	for _, row := range t.rows {
		at := &record{t, row.line, row.group, &r.problems}
		at.strays()
		switch t.kind {
		case units:
			r.units = append(r.units, placed[Unit]{at.unit(), at})
		case positions:
			r.positions = append(r.positions, placed[Position]{at.position(), at})
		case staff:
			r.staff = append(r.staff, placed[Staff]{at.person(), at})
		case absences:
			r.absences = append(r.absences, placed[Absence]{at.absence(), at})
		}
	}
}

// codes are the codes of one kind of thing, whatever their case.
type codes map[string]coded

// coded is a code as it is spelt, with its row in the files (nil: it is only in
// the database).
type coded struct {
	code string
	at   *record
}

// knownCodes are those of the database.
func knownCodes[V any](known map[string]V) codes {
	out := make(codes, len(known))
	for code := range known {
		out[strings.ToLower(code)] = coded{code: code}
	}
	return out
}

// add takes in the code of a row and returns it as the database spells it. A
// code that the files hold already is a problem, and is taken from the row.
func (c codes) add(code string, at *record, id Columns) string {
	if code == "" {
		return ""
	}
	key := strings.ToLower(code)
	before, ok := c[key]
	if ok && before.at != nil {
		at.fail(id, "code_twice", "row", before.at.line.number, "place", before.at.placeFrom(at))
		return ""
	}
	if ok {
		code = before.code
	}
	c[key] = coded{code, at}
	return code
}

// placeFrom names the sheet or file of the row when other is not in it.
func (r *record) placeFrom(other *record) string {
	a, b := r.table.sheet, other.table.sheet
	switch {
	case a.file != b.file:
		return strings.TrimSpace(a.file + " " + a.name)
	case a.name != b.name:
		return a.name
	}
	return ""
}

// find spells a reference as what it refers to.
func (c codes) find(reference string) (string, bool) {
	found, ok := c[strings.ToLower(reference)]
	return found.code, ok
}

// near is the code most like a reference that leads nowhere; empty when none is.
func (c codes) near(reference string) string {
	all := make([]string, 0, len(c))
	for _, v := range c {
		all = append(all, v.code)
	}
	return Nearest(reference, all)
}

// Nearest is the code most like a misspelt one, whatever their case; empty when
// none has half its letters.
func Nearest(code string, known []string) string {
	code = strings.ToLower(code)
	best, least := "", min(len([]rune(code)), maxCode)/2+1
	for _, k := range known {
		if d := distance(code, strings.ToLower(k)); d < least || d == least && best != "" && k < best {
			best, least = k, d
		}
	}
	return best
}

// columnWith is the column of an id.
func columnWith(id Columns) column {
	return columns[slices.IndexFunc(columns, func(c column) bool { return c.id == id })]
}
