package roster

import (
	"slices"
	"strings"

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
	rows  []tableRow
}

// openTable reads the headings. One that is likely a slip of a known one, given twice or
// missing is a problem; the missing one is not named again when a slip is most
// like it. Other columns are the office's own and left out.
func (s *sheet) openTable(h headingRow, found *problems) *table {
	t := &table{sheet: s, kind: h.kind, row: h.line.number, at: make([]column, len(h.topics)), has: map[int]string{}, ok: true}
	for i, topic := range h.topics {
		if text := topic.shown(); text != "" {
			t.has[i] = text
		}
	}
	t.bind(h, found)
	var meant Columns
	var own []string
	for i, topic := range h.topics {
		if t.has[i] == "" || t.at[i].id != 0 || topic.isAside() {
			continue
		}
		near, slip := nearestColumn(h.kind, topic.names()[0])
		_, _, known := columnNamed(h.kind, topic.names()...)
		switch wrong := legacy(t.has[i]); {
		case wrong != "":
			found.add(t.problem(h.line, i, wrong))
		case slip && !known && !t.given.Has(near.id):
			meant |= near.id
			found.add(t.problem(h.line, i, "heading", "near", near.names[0]))
		default:
			own = append(own, letter(i)+" ("+shorten(t.has[i])+")")
		}
	}
	if len(own) > 0 {
		s.aside(h.line.number, "own", "n", len(own), "columns", strings.Join(own[:min(len(own), maxOwn)], ", "), "more", len(own) > maxOwn)
	}
	for _, c := range columns {
		if c.kind != h.kind || !c.required || t.given.Has(c.id) {
			continue
		}
		t.ok = false
		if !meant.Has(c.id) {
			found.add(t.missing(c))
		}
	}
	return t
}

// maxOwn is how many own columns are named.
const maxOwn = 20

// missing is the problem of a column that the table needs.
func (t *table) missing(c column) Problem {
	p := t.sheet.problem(rules.Msg("roster.cell.heading_missing", "expected", c.names[0], "table", titles[t.kind][0]))
	p.Row = t.row
	return p
}

// bind finds out which cell holds which column. Of two that name somebody's unit or
// position the one with the code is taken; two of another kind are a problem.
func (t *table) bind(h headingRow, found *problems) {
	type place struct {
		cell int
		weak bool
	}
	taken := map[Columns]place{}
	for i, topic := range h.topics {
		if t.has[i] == "" {
			continue
		}
		c, weak, known := columnNamed(h.kind, topic.names()...)
		if !known {
			continue
		}
		before, twice := taken[c.id]
		code := strings.HasPrefix(fold.Letters(topic.names()[0]), "ma")
		switch {
		case !twice, before.weak && !weak, !weak && code && (c.id == StaffUnit || c.id == StaffPosition):
			if twice {
				t.at[before.cell] = column{}
			}
			taken[c.id] = place{i, weak}
			t.at[i], t.given = c, t.given|c.id
		case !weak && c.id != StaffUnit && c.id != StaffPosition:
			found.add(t.problem(h.line, i, "heading_twice"))
			delete(t.has, i)
			t.has[i] = ""
		}
	}
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

// record is a row of a table, with its cells by column.
type record struct {
	table *table
	line  line
	group *group // the row above that says where these people work; nil: none
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
	r.found.add(p)
}

// dayColumns are those that hold days; in any other a day is a text that Excel spoilt.
const dayColumns = UnitFirst | UnitLast | StaffFrom | AbsenceFirst | AbsenceLast

// take reads a cell that may be empty: no text gives the zero value.
func take[T any](r *record, id Columns, read func(string) (T, string)) T {
	var none T
	s := r.text(id)
	switch {
	case s == "":
		return none
	case excelFault.MatchString(s):
		r.fail(id, "excel_fault")
		return none
	case !dayColumns.Has(id) && (r.line.isDay(r.cell(id)) || spoiltDay.MatchString(s)):
		r.fail(id, "turned_date")
		return none
	}
	if wrong := legacy(s); wrong != "" {
		r.fail(id, wrong)
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
			r.found.add(r.table.problem(r.line, i, "stray"))
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
		Code:  need(r, StaffCode, readCode), Name: r.fullName(),
		Phone: r.phone(),
		Unit:  r.workplace(), Position: need(r, StaffPosition, readReference),
		Roles:  rules.Staff,
		Active: r.flag(StaffActive, true),
		From:   r.date(StaffFrom),
	}
	if r.text(StaffRoles) != "" {
		p.Roles = take(r, StaffRoles, readRoles)
	}
	return p
}

// fullName joins a name that the list keeps in two columns.
func (r *record) fullName() string {
	name := need(r, StaffName, readName)
	if family := take(r, StaffFamily, readName); family != "" && name != "" {
		name = family + " " + name
	}
	if i := r.cell(StaffName); i >= 0 && i+1 < len(r.line.cells) && r.table.has[i+1] == spilt {
		if second := r.line.cells[i+1]; second != "" {
			name += " " + second
		}
	}
	return name
}

// phone reads a number; of two the second is left out, and said to be.
func (r *record) phone() string {
	number := take(r, StaffPhone, readPhone)
	if _, more, _ := phones(r.text(StaffPhone)); more > 0 && number != "" {
		p := r.table.problem(r.line, r.cell(StaffPhone), "empty")
		p.What = rules.Msg("roster.aside.phones", "n", more+1, "number", "0"+number[2:])
		if s := r.table.sheet; len(s.notes) < maxNotes {
			s.notes = append(s.notes, p)
		}
	}
	return number
}

// workplace is the unit that the row names; one that names none is in that of the group of rows
// in which it stands, which is found when all units are known.
func (r *record) workplace() string {
	if r.text(StaffUnit) != "" || r.group == nil {
		return need(r, StaffUnit, readReference)
	}
	return ""
}
