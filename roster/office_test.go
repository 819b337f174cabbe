package roster_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"tainha/locale"
	"tainha/roster"
)

// office is a staff list as one kind of office keeps it. Each sheet is a text: a line a row, cells
// between bars, with
//
//	^  the cell is one with that above        <  the cell is one with that to its left
//	{n}12 a number   {00000}12 a number in that format   {d}2019-10-02 a day
//	~  before a row: it is hidden             ~C at the sheet's name: the column is hidden
//	(hidden) at the sheet's name: the sheet is hidden
type office struct {
	kind   string // xlsx, csv, tsv, semicolon, utf16
	sheets []string
	people string   // code, name, phone, unit, position
	aside  []string // what is said to be left out
}

// file writes the list; a sheet begins with its name.
func (o office) file(t *testing.T, name string) roster.File {
	t.Helper()
	if o.kind != "xlsx" {
		return roster.File{Name: name + ".csv", Data: o.text(t)}
	}
	book := excelize.NewFile()
	for i, s := range o.sheets {
		title, grid, _ := strings.Cut(s, "\n")
		sheet, marks, _ := strings.Cut(title, " ~")
		sheet, hidden := strings.CutSuffix(sheet, " (hidden)")
		if i == 0 {
			must(t, book.SetSheetName("Sheet1", sheet))
		} else if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		fillSheet(t, book, sheet, grid)
		if marks != "" {
			must(t, book.SetColVisible(sheet, marks, false))
		}
		if hidden {
			book.SetActiveSheet(0)
			must(t, book.SetSheetVisible(sheet, false))
		}
	}
	var out bytes.Buffer
	must(t, book.Write(&out))
	return roster.File{Name: name + ".xlsx", Data: out.Bytes()}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func fillSheet(t *testing.T, book *excelize.File, sheet, grid string) {
	t.Helper()
	rows := strings.Split(strings.TrimSuffix(grid, "\n"), "\n")
	at := func(row, cell int) string {
		name, err := excelize.CoordinatesToCellName(cell+1, row+1)
		must(t, err)
		return name
	}
	cells := make([][]string, len(rows))
	for i, row := range rows {
		row, hidden := strings.CutPrefix(row, "~")
		if cells[i] = strings.Split(row, "|"); hidden {
			must(t, book.SetRowVisible(sheet, i+1, false))
		}
	}
	for i, row := range cells {
		for k, c := range row {
			c = strings.TrimSpace(c)
			bottom, right := i, k
			for bottom+1 < len(cells) && k < len(cells[bottom+1]) && strings.TrimSpace(cells[bottom+1][k]) == "^" {
				bottom++
			}
			for right+1 < len(row) && strings.TrimSpace(row[right+1]) == "<" {
				right++
			}
			if c == "" || c == "^" || c == "<" {
				continue
			}
			setCell(t, book, sheet, at(i, k), c)
			if bottom > i || right > k {
				must(t, book.MergeCell(sheet, at(i, k), at(bottom, right)))
			}
		}
	}
}

func setCell(t *testing.T, book *excelize.File, sheet, cell, text string) {
	t.Helper()
	form, value, formed := strings.Cut(strings.TrimPrefix(text, "{"), "}")
	if !formed || !strings.HasPrefix(text, "{") {
		must(t, book.SetCellStr(sheet, cell, text))
		return
	}
	if form == "d" {
		day, err := time.Parse(time.DateOnly, value)
		must(t, err)
		must(t, book.SetCellValue(sheet, cell, day))
		return
	}
	number, err := strconv.ParseFloat(value, 64)
	must(t, err)
	must(t, book.SetCellFloat(sheet, cell, number, -1, 64))
	if form != "n" {
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &form})
		must(t, err)
		must(t, book.SetCellStyle(sheet, cell, cell, style))
	}
}

func (o office) text(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = map[string]rune{"tsv": '\t', "semicolon": ';', "utf16": '\t'}[o.kind]
	if w.Comma == 0 {
		w.Comma = ','
	}
	for row := range strings.SplitSeq(strings.TrimSuffix(o.sheets[0], "\n"), "\n") {
		cells := strings.Split(row, "|")
		for i := range cells {
			if cells[i] = strings.TrimSpace(cells[i]); cells[i] == "^" || cells[i] == "<" {
				cells[i] = ""
			}
		}
		must(t, w.Write(cells))
	}
	w.Flush()
	if o.kind != "utf16" {
		return append([]byte("\ufeff"), out.Bytes()...)
	}
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(out.Bytes())
	must(t, err)
	return text
}

// knownUnits is what the database of each of these offices holds.
var knownOffice = roster.Known{
	Units: map[string]roster.KnownUnit{
		"CQ": {Name: "Lãnh đạo cơ quan"}, "VP": {Name: "Văn phòng", Parent: "CQ"}, "KT": {Name: "Phòng Kinh tế", Parent: "CQ"},
		"VHXH": {Name: "Phòng Văn hóa – Xã hội", Parent: "CQ"}, "HCC": {Name: "Trung tâm Phục vụ hành chính công", Parent: "CQ"},
		"TCHC": {Name: "Phòng Tổ chức – Hành chính", Parent: "CQ"}, "KHTC": {Name: "Phòng Kế hoạch – Tài chính", Parent: "CQ"}, "TTR": {Name: "Thanh tra", Parent: "CQ"},
	},
	Positions: map[string]string{"CV": "Chuyên viên", "TP": "Trưởng phòng", "PP": "Phó Trưởng phòng", "VT": "Văn thư", "KTV": "Kế toán viên", "LD": "Lãnh đạo"},
}

func TestTwentyStaffListsAsOfficesKeepThem(t *testing.T) {
	t.Parallel()
	if len(offices) != 20 {
		t.Errorf("%d offices", len(offices))
	}
	for name, o := range offices {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := parse(t, knownOffice, o.file(t, "ds"))
			var got strings.Builder
			for _, p := range r.Staff {
				fmt.Fprintf(&got, "%s|%s|%s|%s|%s\n", p.Code, p.Name, p.Phone, p.Unit, p.Position)
			}
			if d := cmp.Diff(strings.TrimLeft(o.people, "\n"), got.String()); d != "" {
				t.Errorf("people (-want +got):\n%s", d)
			}
			if d := cmp.Diff(o.aside, asides(t, r)); d != "" {
				t.Errorf("left out (-want +got):\n%s", d)
			}
		})
	}
}

// asides are what was left out, as people read it, without the name of the file.
func asides(t *testing.T, r roster.Roster) []string {
	t.Helper()
	catalog, err := locale.Load(time.UTC)
	must(t, err)
	var out []string
	for _, p := range r.Aside {
		for _, lang := range locale.Languages {
			text, err := catalog.Plain(lang, p.Message())
			must(t, err)
			if lang == "vi" {
				_, text, _ = strings.Cut(text, ", ")
				out = append(out, text)
			}
		}
	}
	return out
}
