package report_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tainha/report"
)

func weekList(people int) report.WeekList {
	l := report.WeekList{
		Agency: "SỞ NỘI VỤ THÀNH PHỐ", Unit: "PHÒNG KẾ HOẠCH – TỔNG HỢP",
		Motto: []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"},
		Title: "DANH SÁCH LÀM VIỆC TẠI NHÀ ĐÃ DUYỆT", Period: "Tuần từ thứ Hai 23/11/2026 đến thứ Sáu 27/11/2026",
		Number: "STT", Name: "Họ và tên", Position: "Vị trí việc làm", Total: "Số ngày", Page: "Trang %d/%s",
		Days:  []string{"T2\n23/11", "T3\n24/11", "T4\n25/11", "T5\n26/11", "T6\n27/11"},
		Empty: "Không có ngày nào.", Notes: []string{"Tổng cộng: 3 ngày của 2 người."},
		Signatures: []string{"NGƯỜI LẬP", "NGƯỜI ĐỨNG ĐẦU ĐƠN VỊ"}, Below: "(ký, ghi rõ họ tên)",
	}
	for i := range people {
		l.Rows = append(l.Rows, report.WeekRow{
			Name: fmt.Sprintf("Nguyễn Thị Thu An %d", i+1), Position: "Chuyên viên tổng hợp",
			Days: []string{"", "nghỉ lễ", "cả ngày", "sáng", ""}, Total: "1,5",
		})
	}
	return l
}

// The list of the week is on A4, its heading on each page. Set WEEK_LIST to a folder to
// look at what is written.
func TestTheListOfTheWeekRunsOverPages(t *testing.T) {
	t.Parallel()
	for people, want := range map[int]int{0: 1, 12: 1, 26: 2, 60: 3} {
		var out bytes.Buffer
		if err := weekList(people).PDF(&out, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("WEEK_LIST"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("week-%d.pdf", people)), out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if pages := bytes.Count(out.Bytes(), []byte("<</Type /Page\n")); pages != want {
			t.Errorf("%d people take %d pages, want %d", people, pages, want)
		}
	}
}
