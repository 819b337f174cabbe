package sheet_test

import (
	"fmt"
	"strings"

	"tainha/report/sheet"
)

func office(title, period string) sheet.Form {
	return sheet.Form{
		Agency: "SỞ THỬ NGHIỆM TỈNH MẪU", Unit: "PHÒNG KẾ HOẠCH – TỔNG HỢP", Motto: []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"},
		Title: title, Period: period, Says: "Bản này không thay cho phiếu trên phần mềm đánh giá chính thức.", Page: "Trang %s/%s",
	}
}

func signed(who ...string) (out []sheet.Signature) {
	for _, w := range who {
		out = append(out, sheet.Signature{Who: w, Below: "(ký, ghi rõ họ tên)"})
	}
	return out
}

const place = "…, ngày … tháng … năm 2026"

// ownSheet is a person's sheet with so many tasks.
func ownSheet(tasks int) sheet.Form {
	f := office("PHIẾU TỰ ĐÁNH GIÁ, CHẤM ĐIỂM", "Tháng 11/2026 (từ 01/11/2026 đến 30/11/2026)")
	marks := sheet.Table{Columns: []sheet.Column{
		{Head: "STT", Share: 5}, {Head: "Tiêu chí", Share: 36, Left: true}, {Head: "Tối đa", Share: 8}, {Head: "Tự chấm", Share: 8}, {Head: "Người chấm", Share: 9},
		{Head: "Lý do thay đổi", Share: 24, Left: true},
	}}
	for g := range 3 {
		marks.Rows = append(marks.Rows, sheet.Row{Strong: true, Cells: []sheet.Cell{
			{Text: strings.Repeat("I", g+1)}, {Text: "Phẩm chất chính trị, đạo đức, văn hóa công vụ, kỷ luật, kỷ cương"}, sheet.N("10", 10), sheet.N("10", 10), sheet.N("9,5", 9.5), {},
		}})
		for i := range 4 {
			marks.Rows = append(marks.Rows, sheet.Row{Cells: []sheet.Cell{
				sheet.T(fmt.Sprintf("%d.%d", g+1, i+1)), sheet.T("Ý thức kỷ luật, kỷ cương; chấp hành giờ giấc, quy chế của cơ quan"), sheet.N("2,5", 2.5), sheet.N("2,5", 2.5), sheet.N("2", 2),
				sheet.T("Hai lần quên báo vắng trong tháng"),
			}})
		}
	}
	for _, r := range [][]string{
		{"a", "Số lượng: đã làm 12,3 trên 16,8 sản phẩm quy đổi = 73,2 %"}, {"b", "Chất lượng: 11,6 trên 16,8 = 68,8 %"}, {"c", "Tiến độ: 7 trên 16,8 = 41,7 %"},
	} {
		marks.Rows = append(marks.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(r[0]), {Text: r[1], Over: 4}}})
	}
	marks.Rows = append(marks.Rows, sheet.Row{Strong: true, Cells: []sheet.Cell{{}, {Text: "Tổng: 30 + 46,7 = 76,7. Mức: hoàn thành tốt nhiệm vụ", Over: 4}}})
	work := sheet.Table{Columns: []sheet.Column{
		{Head: "Việc", Share: 34, Left: true}, {Head: "Hạn", Share: 14}, {Head: "Xong", Share: 14}, {Head: "Giao quy đổi", Share: 10}, {Head: "Đã làm", Share: 10}, {Head: "Trừ chất lượng, tiến độ", Share: 26, Left: true},
	}}
	for i := range tasks {
		work.Rows = append(work.Rows, sheet.Row{Cells: []sheet.Cell{
			sheet.T(fmt.Sprintf("Báo cáo quý %d về cải cách hành chính", i+1)), sheet.T("15/11/2026"), sheet.T("19/11/2026"), sheet.N("5", 5), sheet.N("4", 4), sheet.T("Trễ 4 ngày, trừ 100 % tiến độ"),
		}})
	}
	f.Pages = []sheet.Page{
		{
			Tab: "Phiếu", Lines: []string{"Họ và tên: Nguyễn Thị Thu An", "Vị trí việc làm: Chuyên viên"}, Tables: []sheet.Table{marks}, Place: place,
			Signatures: signed("NGƯỜI TỰ ĐÁNH GIÁ", "NGƯỜI CHẤM ĐIỂM"),
		},
		{Tab: "Từng việc", Title: "Kết quả thực hiện nhiệm vụ, từng việc", Tables: []sheet.Table{work}, Notes: []string{"Một lần chậm là một ngày sau hạn."}},
	}
	return f
}

// list is a unit's list with so many people.
func list(people int) sheet.Form {
	f := office("BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ", "Quý IV/2026")
	f.Wide = true
	t := sheet.Table{Columns: []sheet.Column{
		{Head: "STT", Share: 5}, {Head: "Họ và tên", Share: 26, Left: true}, {Head: "Vị trí việc làm", Share: 20, Left: true}, {Head: "Tiêu chí chung", Share: 10},
		{Head: "Kết quả nhiệm vụ", Share: 10}, {Head: "Tổng", Share: 9}, {Head: "Mức", Share: 26, Left: true}, {Head: "Ghi chú", Share: 22, Left: true},
	}}
	for i := range people {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{
			sheet.T(fmt.Sprint(i + 1)), sheet.T("Nguyễn Thị Thu An"), sheet.T("Chuyên viên"), sheet.N("29,5", 29.5), sheet.N("60,1", 60.1), sheet.N("89,6", 89.6), sheet.T("Hoàn thành tốt nhiệm vụ"), {},
		}})
	}
	f.Pages = []sheet.Page{{
		Tab: "Quý IV/2026", Tables: []sheet.Table{t}, Notes: []string{"Tối đa 20 % số người mức «tốt»: 2 người."}, Place: place,
		Signatures: signed("NGƯỜI LẬP BẢNG", "THỦ TRƯỞNG ĐƠN VỊ", "THỦ TRƯỞNG CƠ QUAN"),
	}}
	return f
}

// petition is a petition with a long text and its answer.
func petition(text string) sheet.Form {
	f := office("KIẾN NGHỊ VỀ KẾT QUẢ ĐÁNH GIÁ VÀ TRẢ LỜI", "Tháng 11/2026")
	f.Pages = []sheet.Page{{
		Tab: "Kiến nghị", Lines: []string{"Người kiến nghị: Nguyễn Thị Thu An"},
		Tables: []sheet.Table{{Columns: []sheet.Column{{Head: "Nội dung kiến nghị", Share: 1, Left: true}, {Head: "Trả lời", Share: 1, Left: true}}, Rows: []sheet.Row{{Cells: []sheet.Cell{sheet.T(text), sheet.T("Giữ nguyên điểm.")}}}}},
		Place:  place, Signatures: []sheet.Signature{{Who: "NGƯỜI KIẾN NGHỊ", Below: "(ký, ghi rõ họ tên)", Name: "Nguyễn Thị Thu An"}, {Who: "NGƯỜI TRẢ LỜI", Below: "(ký, ghi rõ họ tên)", Name: "Trần Văn Bình"}},
	}}
	return f
}
