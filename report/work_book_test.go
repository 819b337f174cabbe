package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tainha/report"
)

func workBook(rows ...[]report.WorkCell) report.WorkBook {
	return report.WorkBook{
		Title: "Công việc tháng 11/2026", Author: "Phòng Một", About: "Giải thích", AboutHeads: [3]string{"Trang", "Cột", "Nội dung"},
		Tables: []report.WorkTable{{
			Tab: "Công việc", Title: "Công việc tháng 11/2026", Rows: rows,
			Columns: []report.WorkColumn{{Head: "Tên việc", About: "Như đã giao.", Width: 40}, {Head: "Hạn", About: "Ngày giờ.", Width: 17}, {Head: "Số", About: "Sản phẩm.", Width: 8}},
		}},
	}
}

// What people write is text, whatever it begins with; a number is a number and an instant a
// date, and each column is explained.
func TestAWorkBookHoldsNoFormulasAndExplainsItsColumns(t *testing.T) {
	t.Parallel()
	evil := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", "Báo cáo"}
	n := 2.5
	var rows [][]report.WorkCell
	for _, text := range evil {
		rows = append(rows, []report.WorkCell{{Text: text}, {At: time.Date(2026, 11, 27, 16, 0, 0, 0, time.UTC)}, {Number: &n}})
	}
	var out bytes.Buffer
	if err := workBook(rows...).XLSX(&out, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if x := part(t, out.Bytes(), "xl/worksheets/sheet1.xml"); strings.Contains(x, "<f>") || strings.Contains(x, "<f ") {
		t.Error("the sheet holds a formula")
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for cell, want := range map[string]string{"A1": "Công việc tháng 11/2026", "A3": "Tên việc", "A4": evil[0], "A7": evil[3], "A10": "Báo cáo", "B4": "27/11/2026 16:00", "C4": "2.5"} {
		if got, err := f.GetCellValue("Công việc", cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]string{"A4": "Công việc", "B5": "Hạn", "C6": "Sản phẩm."} {
		if got, err := f.GetCellValue("Giải thích", cell); err != nil || got != want {
			t.Errorf("the explanation's %s is %q (%v), want %q", cell, got, err, want)
		}
	}
}
