package report_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tainha/report"
)

func poster() report.Poster {
	return report.Poster{
		Agency: "Sở Thử nghiệm", Unit: "Bộ phận Tiếp nhận và Trả kết quả", Ask: "Hôm nay quý vị được phục vụ thế nào?",
		How: "Quét mã bằng máy ảnh của điện thoại", Notes: []string{
			"6 câu hỏi và 1 câu về tư cách, chỉ cần bấm; góp ý thêm nếu muốn", "Cơ quan không biết ai trả lời; Telegram vẫn ghi nhận quý vị đã mở cuộc trò chuyện", "Cần Telegram; không có, xin phiếu giấy tại quầy",
			"Kết quả dùng để đánh giá thí điểm làm việc tại nhà của Sở Thử nghiệm", "Hỏi thêm: điện thoại ………………………………………",
		},
		Until: "Nhận ý kiến đến hết Chủ nhật 06/12/2026", Link: "https://t.me/tainha_bot?start=ks-abcdefghijklmnop",
	}
}

func form() report.SurveyForm {
	return report.SurveyForm{
		Agency: "Sở Thử nghiệm", Unit: "Bộ phận Tiếp nhận và Trả kết quả", Title: "PHIẾU HỎI Ý KIẾN VỀ SỰ PHỤC VỤ",
		Intro: "Kết quả dùng để đánh giá thí điểm làm việc tại nhà của Sở Thử nghiệm. Hỏi thêm: ………………………… (điện thoại ……………………). Xin quý vị đánh một dấu × ở mỗi dòng. Phiếu không ghi tên, số điện thoại hay số hồ sơ.",
		As:    "Quý vị đến với tư cách:", Who: []string{"Người dân", "Doanh nghiệp, tổ chức"}, Question: "Quý vị hài lòng đến đâu?",
		Levels:    []string{"Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"},
		Questions: []string{"Việc tiếp cận dịch vụ: nơi chờ, hướng dẫn, nộp trực tuyến", "Thủ tục hành chính: giấy tờ, mức thu, thời hạn, công khai rõ ràng", "Công chức giải quyết: thái độ, cách trả lời, hướng dẫn", "Kết quả nhận được: đúng hẹn, đúng, đủ", "Việc tiếp nhận, trả lời góp ý, phản ánh", "Nói chung, sự phục vụ của cơ quan"},
		Words:     "Quý vị muốn góp ý thêm điều gì?", Foot: "Đợt khảo sát: từ 23/11/2026 đến 06/12/2026. Phiếu do một người nhập, người khác kiểm tra; kết quả chỉ công bố dạng tổng hợp. Xin bỏ phiếu vào hòm phiếu. Phiếu có 6 câu hỏi và 1 câu về tư cách; trả lời đủ 6 câu hỏi mới được tính. Cảm ơn quý vị!",
	}
}

// keep writes what a test made where somebody wants to look at it.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if dir := os.Getenv("REPORT_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestThePosterIsOnePageAndAPictureOfItsShape(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := poster().PDF(&out, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if pages := bytes.Count(out.Bytes(), []byte("<</Type /Page\n")); pages != 1 {
		t.Errorf("%d pages", pages)
	}
	keep(t, "poster.pdf", out.Bytes())
	data, err := poster().PNG()
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "poster.png", data)
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() != report.Width || img.Bounds().Dy() != report.Width*297/210 {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
	long := poster()
	long.Unit, long.Link = strings.Repeat("Phòng Tổng hợp và Điều phối ", 20), strings.Repeat("x", 5000)
	if _, err := long.PNG(); err == nil {
		t.Error("a link that no code holds is drawn")
	}
	if err := long.PDF(&out, time.Time{}); err == nil {
		t.Error("a link that no code holds is printed")
	}
}

func TestThePrintedFormIsOnePage(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := form().PDF(&out, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if pages := bytes.Count(out.Bytes(), []byte("<</Type /Page\n")); pages != 1 {
		t.Errorf("%d pages", pages)
	}
	keep(t, "form.pdf", out.Bytes())
}
