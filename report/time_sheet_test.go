package report_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tainha/report"
)

func timeSheet(people int) report.TimeSheet {
	s := report.TimeSheet{
		Agency: "SỞ THỬ NGHIỆM", Unit: "PHÒNG KẾ HOẠCH – TỔNG HỢP", Motto: []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"},
		Title: "BẢNG CHẤM CÔNG THÁNG 11/2026", Period: "(cả tháng)", Number: "STT", Code: "Mã", Name: "Họ và tên", Position: "Vị trí việc làm",
		DaysHead: "Ngày trong tháng", TotalsHead: "Quy ra ngày", Totals: []string{"Cơ quan", "Tại nhà"}, Sum: "Cộng",
		Notes: []string{"Ký hiệu: +: làm việc tại cơ quan."}, Place: "…, ngày … tháng … năm 2026",
		Signatures: []string{"NGƯỜI CHẤM CÔNG", "PHỤ TRÁCH ĐƠN VỊ", "THỦ TRƯỞNG CƠ QUAN"}, Below: "(ký, ghi rõ họ tên)",
		Page: "Trang %s/%s", Tab: "Tháng 11/2026",
	}
	for d := range 30 {
		s.Days = append(s.Days, report.SheetDay{Number: fmt.Sprint(d + 1), Weekday: "T2", Off: d%7 == 0})
	}
	for i := range people {
		row := report.SheetRow{Code: fmt.Sprintf("TN%02d", i), Name: "Nguyễn Thị Thu An", Position: "Chuyên viên", Days: make([]string, 30), Totals: []float64{20.5, 1}}
		row.Days[2] = "TN/2"
		s.Rows = append(s.Rows, row)
	}
	return s
}

func writeSheet(t *testing.T, s report.TimeSheet) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := s.XLSX(&out, time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("TIME_SHEET"); dir != "" { // to look at it
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("sheet-%d.xlsx", len(s.Rows))), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// part is one file of a workbook.
func part(t *testing.T, book []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// It is printed on A4, landscape, one page wide, the heading on each page.
func TestATimeSheetIsSetUpToBePrinted(t *testing.T) {
	t.Parallel()
	book := writeSheet(t, timeSheet(70))
	sheet, names := part(t, book, "xl/worksheets/sheet1.xml"), part(t, book, "xl/workbook.xml")
	for _, want := range []string{`paperSize="9"`, `orientation="landscape"`, `fitToWidth="1"`, `fitToHeight="0"`, `fitToPage="true"`, "Trang &amp;P/&amp;N"} {
		if !strings.Contains(sheet, want) && !strings.Contains(sheet, strings.ReplaceAll(want, `"true"`, `"1"`)) {
			t.Errorf("the sheet says nothing of %s", want)
		}
	}
	for _, want := range []string{"'Tháng 11-2026'!$7:$9", "'Tháng 11-2026'!$A$1:$AJ$"} {
		if !strings.Contains(names, want) && !strings.Contains(names, strings.ReplaceAll(want, "'", "&#39;")) {
			t.Errorf("no name of the workbook is %s: %s", want, names)
		}
	}
}

// What people and offices are called is text, whatever it begins with: in the file there
// is no formula, and a cell that is edited later stays text.
func TestATimeSheetHoldsNoFormulas(t *testing.T) {
	t.Parallel()
	s := timeSheet(1)
	evil := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "=cmd|' /C calc'!A0", "<v>1</v>&\"'"}
	for _, text := range evil {
		s.Rows = append(s.Rows, report.SheetRow{Code: text, Name: text, Position: text, Days: s.Rows[0].Days, Totals: []float64{0, 0}})
	}
	s.Unit, s.Agency, s.Notes = evil[0], evil[1], evil[2:4]
	book := writeSheet(t, s)
	if x := part(t, book, "xl/worksheets/sheet1.xml"); strings.Contains(x, "<f>") || strings.Contains(x, "<f ") {
		t.Error("a cell is a formula")
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	tab := f.GetSheetName(0)
	for i, text := range evil {
		cell := fmt.Sprintf("C%d", 11+i)
		got, err := f.GetCellValue(tab, cell)
		if want := strings.Trim(text, "\t\r"); err != nil || got != want {
			t.Errorf("%s holds %q, want %q (%v)", cell, got, want, err)
		}
		if kind, _ := f.GetCellType(tab, cell); kind != excelize.CellTypeSharedString {
			t.Errorf("%s is of type %v", cell, kind)
		}
		id, err := f.GetCellStyle(tab, cell)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != 49 {
			t.Errorf("%s is not of the format of texts: %v", cell, err)
		}
	}
}

func TestTheTabOfATimeSheetBearsANameThatSheetsMayBear(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"Tháng 11/2026": "Tháng 11-2026", "": "1", "'=[x]:*?\\'": "=-x-----", strings.Repeat("dài", 20): "dàidàidàidàidàidàidàidàidàidàid",
	} {
		s := timeSheet(1)
		s.Tab = given
		f, err := excelize.OpenReader(bytes.NewReader(writeSheet(t, s)))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.GetSheetName(0); got != want {
			t.Errorf("%q is called %q, want %q", given, got, want)
		}
		_ = f.Close()
	}
}

func TestATimeSheetOfABigUnitTakesLessThanTwoMegabytes(t *testing.T) {
	t.Parallel()
	if n := len(writeSheet(t, timeSheet(2000))); n > 2<<20 {
		t.Errorf("2,000 people take %d bytes", n)
	}
}
