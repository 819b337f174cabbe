package roster

import (
	"regexp"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/rules"
)

// maxNotes is how many things that were left out are told of one sheet.
const maxNotes = 60

// headingRow is the row, or the two rows, of a table's headings.
type headingRow struct {
	kind   kind
	line   line
	topics []topic
	rows   int // one or two
}

// tableRow is a row beneath the headings, and the row above it that says which unit it is in.
type tableRow struct {
	line  line
	group *group
}

// group is a row such as "I. Phòng Kế hoạch", which stands above its people.
type group struct {
	text  string
	style string // of its number: roman, letter, digit or none
	line  line
	above *group
}

// tables splits a sheet into its tables. Each begins with a row that holds nothing but its
// title, or with the sheet. What stands above the headings is a letterhead.
func (s *sheet) tables(found *problems) []*table {
	var out []*table
	titled := kindOfTitle(s.title)
	for from := 0; from < len(s.lines); {
		to := from
		for to < len(s.lines) && !s.opens(to, to > from) {
			to++
		}
		h, at := s.headings(titled, from, to)
		switch {
		case at < 0 && to == len(s.lines):
			found.add(s.problem(rules.Msg("roster.file.no_table")))
		case at < 0:
		case h.kind == noKind:
			p := s.problem(rules.Msg("roster.file.which_table"))
			if wrong := legacy(join(h.line.cells)); wrong != "" {
				p = s.problem(rules.Msg("roster.cell." + wrong))
			}
			p.Row, p.Found = h.line.number, shorten(join(h.line.cells))
			found.add(p)
		default:
			t := s.openTable(h, found)
			t.take(s.lines[at+h.rows : to])
			out = append(out, t)
		}
		if to < len(s.lines) {
			titled = titleOf(s.lines[to])
		}
		from = to + 1
		if from == len(s.lines) && to < len(s.lines) {
			found.add(s.problem(rules.Msg("roster.file.no_table")))
		}
	}
	return out
}

// opens reports whether a row is the title of a table. Within a table ("Công chức" above some of its
// rows) it is one only when headings follow.
func (s *sheet) opens(at int, within bool) bool {
	k := titleOf(s.lines[at])
	if k == noKind || !within {
		return k != noKind
	}
	for _, l := range s.lines[at+1:] {
		if filled(l) > 1 {
			return known(k, topicsOf(l)) > 0
		}
	}
	return true
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
	for i, c := range l.cells {
		if c != "" && (i == 0 || c != l.cells[i-1]) {
			n++
		}
	}
	return n
}

func topicsOf(l line) []topic {
	out := make([]topic, len(l.cells))
	for i, c := range l.cells {
		out[i].text = c
	}
	return out
}

// searched is how many rows are looked at for headings: a letterhead is shorter.
const searched = 60

// headings finds the first row that holds headings. When none does it is the first with
// several cells, so that what is wrong with it is told; at is -1 when there is none.
func (s *sheet) headings(titled kind, from, to int) (h headingRow, at int) {
	at = -1
	for i := from; i < min(to, from+searched); i++ {
		l := s.lines[i]
		if filled(l) < 2 {
			continue
		}
		if at < 0 {
			h, at = headingRow{titled, l, topicsOf(l), 1}, i
		}
		one, two := topicsOf(l), []topic(nil)
		if i+1 < to {
			two = s.twoRows(l, s.lines[i+1])
		}
		for rows, topics := range [][]topic{one, two} {
			k, most := titled, known(titled, topics)
			if titled == noKind {
				k, most = kindOfHeadings(topics)
			}
			if k == noKind || most < 2 || rows == 0 && two != nil && known(k, two) >= most {
				continue
			}
			return headingRow{k, l, topics, rows + 1}, i
		}
	}
	return h, at
}

// twoRows joins headings that stand above others with those beneath; nil when the second row
// is none: each of its cells repeats the one above or is one of several under it.
func (s *sheet) twoRows(upper, lower line) []topic {
	if lower.number != upper.number+1 || len(lower.dates) > 0 {
		return nil
	}
	wide := max(len(upper.cells), len(lower.cells))
	out := make([]topic, wide)
	above, news := "", 0
	for i := range wide {
		u, l := upper.text(i), lower.text(i)
		if u != "" {
			above = u
		}
		switch {
		case l == "" || l == u:
			out[i] = topic{text: u}
		case u != "" && (i+1 == wide || upper.text(i+1) != "" && upper.text(i+1) != u):
			return nil
		case numberMark.MatchString(l):
			return nil
		default:
			out[i] = topic{l, above}
			news++
		}
	}
	if news == 0 {
		return nil
	}
	return out
}

// numberMark is a column's number, as forms have a row of them beneath the headings.
var numberMark = regexp.MustCompile(`^(\(?\d{1,2}\)?|\(?[A-Za-zĐđ]\)?|\(?\d{1,2}\)?\s*=.*)$`)

// spilt marks a column without a heading over which that of the name runs.
const spilt = " "

// take sorts the rows beneath the headings. What is no data is left out: the row of column numbers, headings
// that are repeated, groups, totals, and what follows the last row: signatures.
func (t *table) take(lines []line) {
	t.spill()
	var above *group
	signed := 0 // the first row of the signatures
	last := 0
	for i, l := range lines {
		switch what := t.sort(l, i == 0); {
		case what == isData && signed == 0, what == isData && t.complete(l):
			if signed > 0 {
				t.sheet.aside(signed, "signature", "last", last)
				signed = 0
			}
			t.rows = append(t.rows, tableRow{l, above})
		case signed > 0:
			last = l.number
		case what == isGroup:
			above = newGroup(l, above)
			if t.kind != staff {
				t.sheet.aside(l.number, "group", "text", shorten(join(l.cells)))
			}
		case what == isTotal:
			t.sheet.aside(l.number, "total", "text", shorten(join(l.cells)))
		case what == isSignature:
			signed, last = l.number, l.number
		}
	}
	if signed > 0 {
		t.sheet.aside(signed, "signature", "last", last)
	}
}

// spill lets the heading of the name run over the column to its right that has none.
func (t *table) spill() {
	for _, s := range t.sheet.spans {
		if s.top > t.row || s.bottom < t.row || s.right != s.left+1 || s.left >= len(t.at) || t.at[s.left].id != StaffName {
			continue
		}
		if t.has[s.right] == "" {
			t.has[s.right] = spilt
		}
	}
}

type rowKind int

const (
	isData rowKind = iota
	isNothing
	isGroup
	isTotal
	isSignature
)

var (
	codeColumns = map[kind]Columns{units: UnitCode, positions: PositionCode, staff: StaffCode, absences: AbsenceStaff}
	nameColumns = map[kind]Columns{units: UnitName, positions: PositionName, staff: StaffName, absences: AbsenceFirst}

	totalWords = folded("Tổng", "Tổng cộng", "Tổng số", "Cộng", "Total")
	totalForm  = regexp.MustCompile(`^(tong (cong|so|hop)|cong\b|danh sach (nay|tren|gom|co)|an dinh|tong \d|bang chu)`)
	signForm   = regexp.MustCompile(`^(nguoi (lap|ky|duyet|tong hop|bao cao|kiem tra|phu trach)|thu truong|(tm|kt|tl|tuq|q) (uy ban|giam doc|chu tich|truong|thu truong|chi cuc|cuc|ban|hieu truong|so|lanh dao|phong)|` +
		`(pho )?(giam doc|chu tich|hieu truong|truong phong|chi cuc truong|cuc truong|vien truong|truong ban|chanh van phong)$|noi nhan|luu vt|ky (ten|thay)|ky ghi ro|da ky|xac nhan|ke toan truong$|lap bieu$|phe duyet$|.* ngay .{1,4} thang .{1,4} nam)`)
	ordinalForm = regexp.MustCompile(`^(?:([IVXLC]+)|([A-ZĐ])|(\d{1,3}(?:\.\d{1,3})*))(?:[.)\-:/]+\s*|\s+|$)`)
	tailForm    = regexp.MustCompile(`\s*[:(–-]\s*\d+\s*(người|đ/c|đồng chí|cán bộ|công chức|viên chức|nv|nhân viên|biên chế)?\s*\)?$`)
	plainGroups = folded("Lãnh đạo", "Lãnh đạo phòng", "Lãnh đạo đơn vị", "Công chức", "Viên chức", "Chuyên viên", "Nhân viên", "Người lao động",
		"Biên chế", "Hợp đồng", "Hợp đồng lao động", "Lao động hợp đồng", "Cán bộ", "Công chức chuyên môn", "Hợp đồng 111", "Hợp đồng 68", "Nhân viên hợp đồng", "Người hoạt động không chuyên trách")
)

// sort says what a row is.
func (t *table) sort(l line, first bool) rowKind {
	code, name := t.cell(l, codeColumns[t.kind]), t.cell(l, nameColumns[t.kind])
	if numbered(l, name) && (first || code == "" || !readable(code)) || t.repeats(l) {
		return isNothing
	}
	coded := code != "" && readable(code) && !slices.Contains(totalWords, fold.Letters(code))
	if coded && (name != "" || filled(l) > 2) {
		return isData
	}
	for _, c := range l.cells {
		if c == "" || ordinalOnly(c) {
			continue
		}
		text := fold.Text(c)
		if totalForm.MatchString(text) || slices.Contains(totalWords, fold.Letters(c)) {
			return isTotal
		}
		break
	}
	for _, c := range l.cells {
		if c != "" && signForm.MatchString(fold.Text(c)) && (name == "" || code == "" || !readable(code)) {
			return isSignature
		}
	}
	if t.isGroup(l, code, coded) {
		return isGroup
	}
	return isData
}

// cell is what a row holds in a column.
func (t *table) cell(l line, id Columns) string {
	return l.text(slices.IndexFunc(t.at, func(c column) bool { return c.id == id }))
}

func readable(code string) bool {
	_, wrong := readCode(code)
	return wrong == ""
}

func ordinalOnly(s string) bool { return ordinalForm.FindString(s) == s }

// numbered is the row of column numbers: every cell of it is one.
func numbered(l line, name string) bool {
	if filled(l) < 3 || !numberMark.MatchString(name) {
		return false
	}
	return !slices.ContainsFunc(l.cells, func(c string) bool { return c != "" && !numberMark.MatchString(c) })
}

// repeats is a row that holds the headings once more, as on each printed page.
func (t *table) repeats(l line) bool {
	same := 0
	for i, c := range l.cells {
		if c == "" {
			continue
		}
		if !strings.EqualFold(c, t.has[i]) {
			return false
		}
		same++
	}
	return same > 1
}

// complete reports whether a row holds all that its table needs.
func (t *table) complete(l line) bool {
	for _, c := range columns {
		if c.kind == t.kind && c.required && t.cell(l, c.id) == "" {
			return false
		}
	}
	return readable(t.cell(l, codeColumns[t.kind]))
}

// isGroup is a row of one text, with or without a number before it.
func (t *table) isGroup(l line, code string, coded bool) bool {
	var texts []string
	for i, c := range l.cells {
		if c != "" && (i == 0 || c != l.cells[i-1]) {
			texts = append(texts, c)
		}
	}
	switch {
	case len(texts) == 1:
		return !coded || strings.Contains(texts[0], " ") || ordinalForm.MatchString(texts[0]) && !ordinalOnly(texts[0])
	case len(texts) == 2 && ordinalOnly(texts[0]):
		_, style := ordinal(texts[0])
		return style != "digit" || code != "" && coded && ordinalOnly(code) || !t.given.Has(StaffName) || fold.Letters(texts[1]) != fold.Letters(t.cell(l, StaffName))
	}
	return false
}

// ordinal cuts the number off a group's text and says of what style it is.
func ordinal(text string) (rest, style string) {
	m := ordinalForm.FindStringSubmatch(text)
	switch {
	case m == nil:
		return text, "none"
	case m[1] != "":
		style = "roman"
	case m[2] != "":
		style = "letter"
	default:
		style = "digit"
	}
	return text[len(m[0]):], style
}

func newGroup(l line, above *group) *group {
	var texts []string
	for i, c := range l.cells {
		if c != "" && (i == 0 || c != l.cells[i-1]) {
			texts = append(texts, c)
		}
	}
	text, style := ordinal(strings.Join(texts, " "))
	return &group{text: tailForm.ReplaceAllString(text, ""), style: style, line: l, above: above}
}
