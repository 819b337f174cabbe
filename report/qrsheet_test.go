package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"tainha/report"
	"tainha/rules"
)

func sheet(people int) report.QRSheet {
	s := report.QRSheet{Unit: "Phòng Kế hoạch – Tổng hợp", Bot: "tainha_bot", Expires: rules.MustDate("2026-12-07")}
	for i := range people {
		s.Cards = append(s.Cards, report.QRCard{
			Name: "Nguyễn Thị Thu An", Code: fmt.Sprintf("TN%02d", i),
			Link: "https://t.me/tainha_bot?start=" + strings.Repeat("A", 25) + string(rune('A'+i)),
		})
	}
	return s
}

func TestEachUnitHasPagesOfItsOwn(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := report.WriteQRSheets(&out, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), sheet(9), sheet(8), sheet(1)); err != nil {
		t.Fatal(err)
	}
	if pages := bytes.Count(out.Bytes(), []byte("<</Type /Page\n")); !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) || pages != 4 {
		t.Errorf("%d pages, want 2 + 1 + 1", pages)
	}
	if kB := out.Len() >> 10; kB > 200 {
		t.Errorf("the sheets take %d kB", kB)
	}
}

func TestALinkThatNoCodeHoldsIsRefused(t *testing.T) {
	t.Parallel()
	s := sheet(1)
	s.Cards[0].Link = strings.Repeat("x", 5000)
	if err := report.WriteQRSheets(&bytes.Buffer{}, time.Time{}, s); err == nil || !strings.Contains(err.Error(), "TN00") {
		t.Errorf("%v, want an error that names the person", err)
	}
}
