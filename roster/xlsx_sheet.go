package roster

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// grid is a sheet of a workbook while it is read.
type grid struct {
	book   *workbook
	lines  []line
	spans  []span
	hidden struct {
		columns map[int]bool // by cell
		held    map[int]bool // those of them that hold anything
		rows    []int        // those that hold anything
	}

	row, cell int // the ones being read, counted from 1 and 0
	cells     []string
	dates     []int
	skip      bool // the row is hidden
}

// span is a rectangle of cells that were merged into one.
type span struct{ left, top, right, bottom int }

// readGrid reads a sheet. Its cells come as Excel shows them; a merged cell that
// runs down holds its text in each of its rows.
func (b *workbook) readGrid(t tab) (*grid, error) {
	g := &grid{book: b}
	g.hidden.columns, g.hidden.held = map[int]bool{}, map[int]bool{}
	err := b.read(t.part, func(m *markup) error {
		for {
			piece, err := m.next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			switch e := piece.(type) {
			case xml.StartElement:
				if err := g.start(m, e); err != nil {
					return err
				}
			case xml.EndElement:
				if e.Name.Local == "row" {
					if err := g.endRow(); err != nil {
						return err
					}
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(g.lines, func(a, b line) int { return a.number - b.number })
	g.fill()
	return g, nil
}

func (g *grid) start(m *markup, e xml.StartElement) error {
	switch e.Name.Local {
	case "col":
		g.hideColumns(e)
	case "row":
		g.row++
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
			g.row = n
		}
		g.cell, g.cells, g.dates, g.skip = -1, nil, nil, isOn(attribute(e, "hidden"))
	case "c":
		g.cell++
		if cell, _, ok := place(attribute(e, "r")); ok {
			g.cell = cell
		}
		text, date, err := g.value(m, e)
		if err != nil {
			return err
		}
		return g.put(text, date)
	case "mergeCell":
		if s, ok := spanOf(attribute(e, "ref")); ok && len(g.spans) < maxMerges {
			g.spans = append(g.spans, s)
		}
	}
	return nil
}

func (g *grid) hideColumns(e xml.StartElement) {
	first, err := strconv.Atoi(attribute(e, "min"))
	last, err2 := strconv.Atoi(attribute(e, "max"))
	if err != nil || err2 != nil || !isOn(attribute(e, "hidden")) {
		return
	}
	for n := max(first, 1); n <= min(last, maxColumns); n++ {
		g.hidden.columns[n-1] = true
	}
}

// put takes a cell in, unless it is hidden or beyond the widest row.
func (g *grid) put(text string, date bool) error {
	if !g.book.held.cells(1) {
		return errTooLarge
	}
	if text == "" || g.cell >= maxColumns {
		return nil
	}
	if g.hidden.columns[g.cell] {
		g.hidden.held[g.cell] = true
		return nil
	}
	if !g.book.held.cells(g.cell - len(g.cells)) {
		return errTooLarge
	}
	for len(g.cells) <= g.cell {
		g.cells = append(g.cells, "")
	}
	g.cells[g.cell] = text
	if date {
		g.dates = append(g.dates, g.cell)
	}
	return nil
}

func (g *grid) endRow() error {
	if len(g.cells) == 0 {
		return nil
	}
	if g.skip {
		if len(g.hidden.rows) < maxRows {
			g.hidden.rows = append(g.hidden.rows, g.row)
		}
		g.cells = nil
		return nil
	}
	if len(g.lines) == maxRows {
		return errTooLarge
	}
	g.lines = append(g.lines, line{number: g.row, cells: g.cells, dates: g.dates})
	g.cells = nil
	return nil
}

// value reads a cell as it is shown, and whether it is a day.
func (g *grid) value(m *markup, cell xml.StartElement) (text string, date bool, err error) {
	kind, raw := attribute(cell, "t"), ""
	reading := false
	for {
		piece, err := m.next()
		if err != nil {
			return "", false, err
		}
		switch x := piece.(type) {
		case xml.StartElement:
			reading = x.Name.Local == "v"
			if x.Name.Local == "is" {
				if text, err = m.text("is"); err != nil {
					return "", false, err
				}
			}
		case xml.EndElement:
			reading = false
			if x.Name.Local == "c" {
				return g.shown(kind, attribute(cell, "s"), raw, text)
			}
		case xml.CharData:
			if reading && len(raw) < longestCell {
				raw += string(x[:min(len(x), longestCell)])
			}
		}
	}
}

// shown is what a cell holds, by its kind and style.
func (g *grid) shown(kind, style, raw, text string) (string, bool, error) {
	keep := func(s string) (string, bool, error) {
		if s = brief(s); !g.book.held.take(s) {
			return "", false, errTooLarge
		}
		return s, false, nil
	}
	raw = strings.TrimSpace(raw)
	switch kind {
	case "s":
		if n, err := strconv.Atoi(raw); err == nil && n >= 0 && n < len(g.book.shared) {
			return g.book.shared[n], false, nil
		}
		return "", false, nil
	case "inlineStr":
		return keep(text)
	case "b":
		if raw == "" {
			return "", false, nil
		}
		return map[bool]string{true: "TRUE", false: "FALSE"}[isOn(raw)], false, nil
	case "str", "e":
		return keep(raw)
	case "d":
		d, wrong := readDate(raw, g.book.epoch)
		if wrong != "" {
			return keep(raw)
		}
		return dayText(d), true, nil
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return keep(raw)
	}
	f := numberFormat{}
	if n, err := strconv.Atoi(style); err == nil && n >= 0 && n < len(g.book.formats) {
		f = g.book.formats[n]
	}
	if f.day {
		if d, wrong := inYears(g.book.epoch.AddDays(int(min(max(v, 0), 200_000))), true); wrong == "" {
			return dayText(d), true, nil
		}
	}
	shown, _, err := keep(f.show(v))
	return shown, false, err
}

// fill gives each row of a cell that runs down the text of its first.
func (g *grid) fill() {
	for _, s := range g.spans {
		if s.bottom == s.top || s.left >= maxColumns {
			continue
		}
		at, _ := slices.BinarySearchFunc(g.lines, s.top, func(l line, n int) int { return l.number - n })
		if at == len(g.lines) || g.lines[at].number != s.top || s.left >= len(g.lines[at].cells) || g.lines[at].cells[s.left] == "" {
			continue
		}
		first := g.lines[at]
		for k := at + 1; k < len(g.lines) && g.lines[k].number <= s.bottom; k++ {
			l := &g.lines[k]
			if !g.book.held.cells(max(1, s.left+1-len(l.cells))) {
				return
			}
			for len(l.cells) <= s.left {
				l.cells = append(l.cells, "")
			}
			if l.cells[s.left] == "" {
				l.cells[s.left] = first.cells[s.left]
				if first.isDay(s.left) {
					l.dates = append(l.dates, s.left)
				}
			}
		}
	}
}

// place reads the name of a cell: D12 is cell 3 of row 12.
func place(name string) (cell, row int, ok bool) {
	i := 0
	for ; i < len(name) && i < 4 && name[i] >= 'A' && name[i] <= 'Z'; i++ {
		cell = cell*26 + int(name[i]-'A') + 1
	}
	row, err := strconv.Atoi(name[i:])
	return cell - 1, row, err == nil && cell > 0
}

func spanOf(name string) (span, bool) {
	from, to, ok := strings.Cut(name, ":")
	left, top, ok1 := place(from)
	right, bottom, ok2 := place(to)
	return span{left, top, right, bottom}, ok && ok1 && ok2 && left <= right && top <= bottom
}
