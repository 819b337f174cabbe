package roster

import (
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"tainha/fold"
	"tainha/rules"
)

// table is rows under headings.
type table struct {
	sheet *sheet
	kind  kind
	row   int            // of the headings
	at    []column       // by cell; the zero column where there is no heading of ours
	has   map[int]string // cells with any heading, as the file spells it
	given Columns
	ok    bool // no required column is missing
	lines []line
}

// tables splits a sheet into its tables.
func (s *sheet) tables(found *problems) []*table {
	var out []*table
	var open *table
	titled := kindOfTitle(s.title)
	awaited := true // the next row that can be one holds headings
	for _, l := range s.lines {
		if k := titleOf(l); k != noKind {
			titled, awaited, open = k, true, nil
			continue
		}
		if !awaited {
			if open != nil {
				open.lines = append(open.lines, l)
			}
			continue
		}
		if filled(l) == 1 {
			continue // a caption
		}
		k := titled
		if k == noKind {
			k = kindOfHeadings(l.cells)
		}
		switch {
		case k == noKind:
			p := s.problem(rules.Msg("roster.file.which_table"))
			p.Row, p.Found = l.number, shorten(join(l.cells))
			*found = append(*found, p)
		default:
			open = s.openTable(k, l, found)
			out = append(out, open)
		}
		awaited = false
	}
	if len(s.lines) > 0 && awaited {
		*found = append(*found, s.problem(rules.Msg("roster.file.no_table")))
	}
	return out
}

// titleOf is the kind that a row names when it holds nothing but a title.
func titleOf(l line) kind {
	if filled(l) != 1 {
		return noKind
	}
	return kindOfTitle(join(l.cells))
}

func join(cells []string) string { return strings.TrimSpace(strings.Join(cells, " ")) }

func filled(l line) int {
	n := 0
	for _, c := range l.cells {
		if c != "" {
			n++
		}
	}
	return n
}

// openTable reads the headings. Each that is unknown, given twice or missing is
// a problem; the missing one is not named again when an unknown one is most
// like it.
func (s *sheet) openTable(k kind, l line, found *problems) *table {
	t := &table{sheet: s, kind: k, row: l.number, at: make([]column, len(l.cells)), has: map[int]string{}, ok: true}
	var meant Columns
	for i, heading := range l.cells {
		if heading == "" {
			continue
		}
		t.has[i] = heading
		if slices.Contains(asideColumns, fold.Letters(heading)) {
			continue
		}
		c, known := columnNamed(k, heading)
		switch {
		case !known:
			near := nearestColumn(k, heading)
			meant |= near.id
			*found = append(*found, t.problem(l, i, "heading", "near", near.names[0]))
		case t.given.Has(c.id):
			*found = append(*found, t.problem(l, i, "heading_twice"))
		default:
			t.at[i], t.given = c, t.given|c.id
		}
	}
	for _, c := range columns {
		if c.kind != k || !c.required || t.given.Has(c.id) {
			continue
		}
		t.ok = false
		if !meant.Has(c.id) {
			p := s.problem(rules.Msg("roster.cell.heading_missing", "expected", c.names[0], "table", titles[k][0]))
			p.Row = l.number
			*found = append(*found, p)
		}
	}
	return t
}

// problem is about one cell; the kind of problem is a key of the messages.
func (t *table) problem(l line, cell int, key string, args ...any) Problem {
	p := t.sheet.problem(rules.Msg("roster.cell."+key, args...))
	p.Row, p.column, p.Column, p.Heading = l.number, cell, letter(cell), t.has[cell]
	if cell < len(l.cells) {
		p.Found = shorten(l.cells[cell])
	}
	return p
}

// letter is a column's name: A, B, … Z, AA.
func letter(cell int) string {
	name, err := excelize.ColumnNumberToName(cell + 1)
	if err != nil {
		return strconv.Itoa(cell + 1)
	}
	return name
}

// record is a row of a table, with its cells by column.
type record struct {
	table *table
	line  line
	found *problems
}

// cell is the number of the column's cell, -1 when the table has none.
func (r *record) cell(id Columns) int {
	return slices.IndexFunc(r.table.at, func(c column) bool { return c.id == id })
}

// text is what the column's cell holds; empty without one.
func (r *record) text(id Columns) string {
	if i := r.cell(id); i >= 0 && i < len(r.line.cells) {
		return r.line.cells[i]
	}
	return ""
}

// fail notes a problem with the column's cell, or with the row when the table
// has no such column.
func (r *record) fail(id Columns, key string, args ...any) {
	i := r.cell(id)
	p := r.table.problem(r.line, max(i, 0), key, args...)
	if i < 0 {
		p.Column, p.Heading, p.Found = "", "", ""
	}
	*r.found = append(*r.found, p)
}

// take reads a cell that may be empty: no text gives the zero value.
func take[T any](r *record, id Columns, read func(string) (T, string)) T {
	var none T
	s := r.text(id)
	if s == "" {
		return none
	}
	if excelFault.MatchString(s) {
		r.fail(id, "excel_fault")
		return none
	}
	v, wrong := read(s)
	if wrong != "" {
		r.fail(id, wrong)
	}
	return v
}

// need reads a cell that must hold something.
func need[T any](r *record, id Columns, read func(string) (T, string)) T {
	if r.table.given.Has(id) && r.text(id) == "" {
		r.fail(id, "empty")
	}
	return take(r, id, read)
}

// flag reads a yes or no.
func (r *record) flag(id Columns, blank bool) bool {
	v, wrong := readFlag(r.text(id), blank)
	if wrong != "" {
		r.fail(id, wrong)
		return blank
	}
	return v
}

// date reads a day.
func (r *record) date(id Columns) rules.Date { return take(r, id, r.readDay) }

// readDay reads a day as the file's sheet counts them.
func (r *record) readDay(s string) (rules.Date, string) { return readDate(s, r.table.sheet.epoch) }

// strays notes cells that stand under no heading.
func (r *record) strays() {
	for i, c := range r.line.cells {
		if _, headed := r.table.has[i]; c != "" && !headed {
			*r.found = append(*r.found, r.table.problem(r.line, i, "stray"))
		}
	}
}

// unit reads a row of the units' table.
func (r *record) unit() Unit {
	u := Unit{
		Given: r.table.given,
		Code:  need(r, UnitCode, readCode), Name: need(r, UnitName, readName),
		Parent: take(r, UnitParent, readReference), Head: take(r, UnitHead, readReference),
	}
	e := rules.Enrolment{
		Decision: take(r, UnitDecision, readDecision),
		First:    r.date(UnitFirst), Last: r.date(UnitLast),
	}
	switch said := [3]bool{r.text(UnitDecision) != "", r.text(UnitFirst) != "", r.text(UnitLast) != ""}; {
	case said == [3]bool{}:
		return u
	case !said[0]:
		r.fail(UnitDecision, "decision_missing")
	case !said[1]:
		r.fail(UnitFirst, "first_missing")
	case e.First != 0 && e.Last != 0 && e.Last < e.First:
		r.fail(UnitLast, "period", "first", r.text(UnitFirst))
	}
	u.Enrolment = &e
	return u
}

func readDecision(s string) (string, string) {
	if len([]rune(s)) > maxDecision {
		return s, "decision_long"
	}
	return s, ""
}

// position reads a row of the positions' table. An empty flag is no.
func (r *record) position() Position {
	return Position{
		Given: r.table.given,
		Code:  need(r, PositionCode, readCode), Name: need(r, PositionName, readName),
		CitizenFacing:     r.flag(PositionCitizens, false),
		HandlesProcedures: r.flag(PositionProcedures, false),
		OpenToPilot:       r.flag(PositionOpen, false),
	}
}

// person reads a row of the staff's table. An empty "Đang làm việc" is yes, an
// empty "Vai trò" is staff.
func (r *record) person() Staff {
	p := Staff{
		Given: r.table.given,
		Code:  need(r, StaffCode, readCode), Name: need(r, StaffName, readName),
		Phone: take(r, StaffPhone, readPhone),
		Unit:  need(r, StaffUnit, readReference), Position: need(r, StaffPosition, readReference),
		Roles:  rules.Staff,
		Active: r.flag(StaffActive, true),
		From:   r.date(StaffFrom),
	}
	if r.text(StaffRoles) != "" {
		p.Roles = take(r, StaffRoles, readRoles)
	}
	return p
}
