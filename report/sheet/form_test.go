package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tainha/report/sheet"
)

var made = time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)

// written is a form as a workbook and as a PDF; FORMS names a folder in which to look at them.
func written(t *testing.T, name string, f sheet.Form) (book, pdf []byte) {
	t.Helper()
	var x, p bytes.Buffer
	if err := f.XLSX(&x, made); err != nil {
		t.Fatal(err)
	}
	if err := f.PDF(&p, made); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("FORMS"); dir != "" {
		for end, data := range map[string][]byte{".xlsx": x.Bytes(), ".pdf": p.Bytes()} {
			if err := os.WriteFile(filepath.Join(dir, name+end), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return x.Bytes(), p.Bytes()
}

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

func opened(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// texts are all cells of a sheet that hold something.
func texts(t *testing.T, f *excelize.File, tab string) (out []string) {
	t.Helper()
	rows, err := f.GetRows(tab)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		out = append(out, slices.DeleteFunc(r, func(s string) bool { return s == "" })...)
	}
	return out
}

func pages(pdf []byte) int { return len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(pdf, -1)) }

// It is printed on A4, a page wide, and the heading of its table stands on each page.
func TestAFormIsSetUpToBePrinted(t *testing.T) {
	t.Parallel()
	book, pdf := written(t, "list", list(90))
	page, names := part(t, book, "xl/worksheets/sheet1.xml"), part(t, book, "xl/workbook.xml")
	for _, want := range []string{`paperSize="9"`, `orientation="landscape"`, `fitToWidth="1"`, `fitToHeight="0"`, "Trang &amp;P/&amp;N", "Bản này không thay cho"} {
		if !strings.Contains(page, want) {
			t.Errorf("the workbook says nothing of %s", want)
		}
	}
	for _, want := range []string{"Print_Titles", "$8:$8", "Print_Area"} {
		if !strings.Contains(names, want) {
			t.Errorf("no name of the workbook is %s: %s", want, names)
		}
	}
	if n := pages(pdf); n < 4 {
		t.Errorf("90 people stand on %d pages", n)
	}
}

// A person's sheet holds everything that it was given, numbers as numbers, and places for signatures.
func TestAPersonsSheetHoldsItsFigures(t *testing.T) {
	t.Parallel()
	book, pdf := written(t, "own", ownSheet(60))
	f := opened(t, book)
	all := texts(t, f, "Phiếu")
	for _, want := range []string{"PHIẾU TỰ ĐÁNH GIÁ, CHẤM ĐIỂM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "9.5", "Hai lần quên báo vắng trong tháng", "Lý do thay đổi"} {
		if !slices.Contains(all, want) {
			t.Errorf("the sheet lacks %q: %q", want, all)
		}
	}
	if all := strings.Join(all, "\n"); !strings.Contains(all, "NGƯỜI CHẤM ĐIỂM") || !strings.Contains(all, place) {
		t.Error("there is no place for signatures")
	}
	if work := texts(t, f, "Từng việc"); !slices.Contains(work, "Báo cáo quý 60 về cải cách hành chính") {
		t.Errorf("the last task is missing: %q", work)
	}
	if n := pages(pdf); n < 3 {
		t.Errorf("60 tasks and the sheet stand on %d pages", n)
	}
}

// What people write is text, whatever it begins with.
func TestAFormHoldsNoFormulas(t *testing.T) {
	t.Parallel()
	evil := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", "<v>1</v>&\"'"}
	f := list(1)
	f.Unit, f.Title, f.Says, f.Pages[0].Notes, f.Pages[0].Tab = evil[0], evil[1], evil[0]+"&P", evil, evil[0]
	for _, text := range evil {
		f.Pages[0].Tables[0].Rows = append(f.Pages[0].Tables[0].Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(text), {Text: text, Over: 6}}})
	}
	book, _ := written(t, "evil", f)
	if x := part(t, book, "xl/worksheets/sheet1.xml"); strings.Contains(x, "<f>") || strings.Contains(x, "<f ") {
		t.Error("a cell is a formula")
	}
	all := texts(t, opened(t, book), opened(t, book).GetSheetName(0))
	for _, text := range evil {
		if !slices.Contains(all, strings.Trim(text, "\t")) {
			t.Errorf("%q is missing", text)
		}
	}
}

// A petition that is longer than a page goes on, on the next.
func TestATextLongerThanAPageGoesOn(t *testing.T) {
	t.Parallel()
	book, pdf := written(t, "petition", petition(strings.Repeat("Đề nghị xem lại việc trễ hạn vì đã được gia hạn bằng văn bản. ", 120)))
	if n := pages(pdf); n < 2 || n > 4 {
		t.Errorf("the petition takes %d pages", n)
	}
	if len(book) == 0 {
		t.Error("the workbook is empty")
	}
	_, short := written(t, "petition-short", petition("Đề nghị xem lại điểm c.\nCăn cứ: công văn 12/CV-KH."))
	if n := pages(short); n != 1 {
		t.Errorf("a short petition takes %d pages", n)
	}
}

// The same form, made at the same moment, is the same file.
func TestAFormIsTheSameFileEachTime(t *testing.T) {
	t.Parallel()
	_, a := written(t, "same", list(3))
	_, b := written(t, "same", list(3))
	if !bytes.Equal(a, b) {
		t.Error("two PDFs of one form differ")
	}
}

func TestAListWithNobodySaysSo(t *testing.T) {
	t.Parallel()
	f := list(0)
	f.Pages[0].Tables[0].Empty = "Chưa có ai được chấm."
	book, pdf := written(t, "empty", f)
	if all := texts(t, opened(t, book), "Quý IV-2026"); !slices.Contains(all, "Chưa có ai được chấm.") {
		t.Errorf("the list says %q", all)
	}
	if pages(pdf) != 1 {
		t.Error("it is no page")
	}
}

func TestAListOfABigUnitTakesLessThanTwoMegabytes(t *testing.T) {
	t.Parallel()
	book, pdf := written(t, "big", list(1000))
	if len(book) > 2<<20 || len(pdf) > 2<<20 {
		t.Errorf("1,000 people take %d and %d bytes", len(book), len(pdf))
	}
}

// Rows for another program read back as they were given; what a spreadsheet would reckon is kept from it.
func TestRowsReadBack(t *testing.T) {
	t.Parallel()
	r := sheet.Rows{Fields: []string{"official_id", "name"}, Rows: [][]string{{"CV-1", "An \"Thu\", Nguyễn"}, {"=1+1", "dòng\nhai"}, {"-0.010868", "-1-1"}, {"-12", "-"}, {"+5", "-.5"}}}
	data, err := r.CSV()
	if err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if want := "[[official_id name] [CV-1 An \"Thu\", Nguyễn] ['=1+1 dòng\nhai] [-0.010868 '-1-1] [-12 '-] ['+5 '-.5]]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("it reads back as %v, want %s (%v)", got, want, err)
	}
	if data, err = r.JSON(); err != nil {
		t.Fatal(err)
	}
	var objects []map[string]string
	if err := json.Unmarshal(data, &objects); err != nil || len(objects) != 5 || objects[1]["official_id"] != "=1+1" {
		t.Errorf("it reads back as %v (%v)", objects, err)
	}
}
