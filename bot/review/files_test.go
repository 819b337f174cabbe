package review

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"image/png"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"tainha/locale"
	"tainha/report"
	"tainha/rules"
	"tainha/rules/review"
)

var (
	streams = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
	strokes = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`)
)

// printed is all text of a PDF, page after page, with one space between its pieces.
func printed(t *testing.T, pdf []byte) string {
	t.Helper()
	return strings.Join(pagesOf(t, pdf), " ")
}

func pagesOf(t *testing.T, pdf []byte) (pages []string) {
	t.Helper()
	for _, s := range streams.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(s[1]))
		if err != nil {
			continue // no page
		}
		page, err := io.ReadAll(z)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) { // a checksum that ends as a line does is cut off with it
			continue
		}
		var out []string
		for _, m := range strokes.FindAllSubmatch(page, -1) {
			raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllFunc(m[1], func(b []byte) []byte {
				if b[1] == 'r' {
					return []byte("\r")
				}
				return b[1:]
			})
			var units []uint16
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			out = append(out, string(utf16.Decode(units)))
		}
		if len(out) > 0 {
			pages = append(pages, strings.Join(strings.Fields(strings.Join(out, " ")), " "))
		}
	}
	return pages
}

// cellsOf are all cells of all sheets of a workbook.
func cellsOf(t *testing.T, data []byte) map[string][][]string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][][]string{}
	for _, tab := range book.GetSheetList() {
		if out[tab], err = book.GetRows(tab, excelize.Options{RawCellValue: true}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func allCells(t *testing.T, data []byte) string {
	t.Helper()
	var b strings.Builder
	for tab, rows := range cellsOf(t, data) {
		b.WriteString(tab + "\n")
		for _, row := range rows {
			b.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	return b.String()
}

// filesOf are some of the files of a review, by how their names end.
func filesOf(t *testing.T, lang string, r review.Report, whats ...uint8) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, what := range whats {
		list, end, err := render(speak(t, lang), r, what)
		if err != nil {
			t.Fatal(err)
		}
		out[end] = list[0]
	}
	return out
}

func holds(t *testing.T, where, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", where, want)
		}
	}
}

// A gap between the documents and what is compared is printed with both sums, and its row has no verdict: in the report, the workbook, the
// rows for other programs and the summary.
func TestAGapIsPrintedWithBothSums(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	r.Gaps = nil
	for i, h := range r.Handed {
		if h.Unit == "" && h.Month == r.First {
			r.Handed[i].Share = review.Share{Of: 2860, All: 3000}
		}
	}
	r.Reconcile()
	for lang, want := range map[string][]string{
		"vi": {"trong thí điểm (9/2026): tổng theo văn bản", "số dùng để so sánh 95,2 % (2.856/3.000). Chênh lệch chưa có lý do", "chưa đối chiếu được nguồn"},
		"en": {"during the pilot (9/2026): the documents sum to", "the comparison uses 95.2 % (2,856/3,000). No reason is known", "sources not reconciled"},
	} {
		files := filesOf(t, lang, r, asPDF, asBook, asCSV, asJSON)
		holds(t, lang+" pdf", strings.ReplaceAll(printed(t, files["pdf"]), "\u00a0", " "), want...)
		holds(t, lang+" book", allCells(t, files["xlsx"]), want...)
		holds(t, lang+" csv", string(files["csv"]), "unreconciled")
		holds(t, lang+" json", string(files["json"]), `"unreconciled"`, `"gaps"`)
		p := &paper{r: r}
		p.w.Texts = speak(t, lang)
		holds(t, lang+" summary", strings.Join(p.lines(), "\n"), want[2])
	}
	whole := sample("Sở Thử nghiệm", 1)
	whole.Gaps, whole.Handed = nil, whole.Handed[:2]
	whole.Reconcile()
	for lang, want := range map[string]string{"vi": "Đã đối chiếu: tổng theo văn bản bằng số dùng để so sánh.", "en": "Reconciled: the documents sum to what is compared."} {
		holds(t, lang+" pdf", printed(t, filesOf(t, lang, whole, asPDF)["pdf"]), want)
	}
	lone := sample("Sở Thử nghiệm", 1)
	lone.Gaps = []review.Gap{{Question: "on_time", First: lone.First, Last: lone.Last, Documents: review.Share{Of: 1, All: 2}, Used: review.Share{Of: 1, All: 1}, Without: []string{"Phòng Nội vụ"}}}
	for lang, want := range map[string]string{"vi": "không đưa vào so sánh: Phòng Nội vụ.", "en": "and so left out: Phòng Nội vụ."} {
		holds(t, lang+" pdf", printed(t, filesOf(t, lang, lone, asPDF)["pdf"]), want)
	}
}

// Who measured what is found: how many were asked, who entered and who checked what was counted by hand, how many are in a unit and how
// many of them took part. Names of clerks stand in no file: it is published.
func TestWhoMeasuredWhatIsFound(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	for lang, want := range map[string][]string{
		"vi": {"thu 800 phiếu, không rõ số phiếu phát ra; trong thí điểm: thu 800/1.000 (80 %)", "Nhập: 1 người của cơ quan; 1 người khác kiểm tra", "Nhập: 1 người của cơ quan; chưa có người thứ hai kiểm tra", "thu 800/240", "ai quét mã cũng trả lời được", "số trước thí điểm nhập từ khảo sát đã có", "01/10/2026 – 31/10/2026", "Số người trong đơn vị", "Toàn cơ quan"},
		"en": {"800 answers, nobody knows of how many forms; during: 800 of 1,000 (80 %)", "Entered by 1 of the agency; checked by 1 other person", "Entered by 1 of the agency; nobody else has checked it", "800 of 240", "whoever scans the code may answer", "those before are of an earlier survey", "01/10/2026 – 31/10/2026", "The whole agency"},
	} {
		files := filesOf(t, lang, r, asPDF, asBook, asCSV, asJSON)
		holds(t, lang+" pdf", strings.ReplaceAll(printed(t, files["pdf"]), "\u00a0", " "), append(want, "240 96", "40 20")...)
		holds(t, lang+" book", allCells(t, files["xlsx"]), append(want, "240 | 96", "40 | 20")...)
		holds(t, lang+" json", string(files["json"]), `"asked": 1000`, `"checked_by": 1`, `"staff": 240`)
		for end, text := range map[string]string{"json": string(files["json"]), "csv": string(files["csv"]), "pdf": printed(t, files["pdf"]), "xlsx": allCells(t, files["xlsx"])} {
			if strings.Contains(text, "Ngọc Lan") || strings.Contains(text, "Thu An") {
				t.Errorf("%s: the %s holds a name", lang, end)
			}
		}
	}
	joined, err := review.Merge("Thành phố", []review.Report{r, sample("Sở Hai", 2)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range joined.Sources { // as they are read from a file
		joined.Sources[i].Entered, joined.Sources[i].Checked = nil, nil
	}
	for lang, want := range map[string]string{"vi": "thu 800/1.000 (80 %)", "en": "800 of 1,000 (80 %)"} {
		text := strings.ReplaceAll(printed(t, filesOf(t, lang, joined, asPDF)["pdf"]), "\u00a0", " ")
		holds(t, lang+" pdf", text, want)
		if n := strings.Count(text, want); n != 2 { // each agency has its own line
			t.Errorf("%s: it stands there %d times", lang, n)
		}
	}
}

// A margin that was changed late is told with the document that decides it, in each report.
func TestALateMarginIsToldWithItsDocument(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	for lang, want := range map[string]string{"vi": "theo văn bản số 12/KL-BCĐ ngày 01/10/2026", "en": "by document 12/KL-BCĐ of 01/10/2026"} {
		files := filesOf(t, lang, r, asPDF, asBook, asJSON)
		holds(t, lang+" pdf", printed(t, files["pdf"]), want)
		holds(t, lang+" book", allCells(t, files["xlsx"]), want)
		holds(t, lang+" json", string(files["json"]), `"document": "12/KL-BCĐ"`)
	}
}

// A chart that takes several pictures draws the whole agency first, every row in one of them, and says in each what it does not hold.
func TestAChartOfManyRowsTakesSeveralPictures(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	for i := range 12 {
		code := fmt.Sprintf("P%d", i%5+1)
		c := review.Change{Earlier: review.Share{Of: 300, All: 400}, Later: review.Share{Of: 310 - 10*i, All: 400}}
		r.Rows = append([]review.Row{review.Shares("satisfaction", review.AgainstBefore, code, c, 0.05, false)}, r.Rows...)
	}
	for _, lang := range locale.Languages {
		p := &paper{r: r}
		p.w.Texts = speak(t, lang)
		bars := p.bars(asSatisfaction)
		units := 0
		for _, row := range bars.Rows {
			if strings.Contains(row.Name, " · ") {
				units++
			} else if units > 0 {
				t.Errorf("%s: %s stands behind units", lang, row.Name)
			}
		}
		list, _, err := render(speak(t, lang), r, asSatisfaction)
		if err != nil || len(list) < 2 || units != 12 {
			t.Fatalf("%s: %d pictures of %d units (%v)", lang, len(list), units, err)
		}
		for _, data := range list {
			if c, err := png.DecodeConfig(bytes.NewReader(data)); err != nil || c.Height > report.MaxHeight {
				t.Errorf("%s: a picture of %d pixels (%v)", lang, c.Height, err)
			}
		}
		if said := bars.Rest(0, 5); !strings.Contains(said, "Phòng") && !strings.Contains(said, " · ") {
			t.Errorf("%s: it says %q", lang, said)
		}
	}
}

// It is laid out as an administrative report: quốc hiệu and tiêu ngữ, what it rests on, the parts in their order, the signature before
// the annexes; the page's number stands on every page but the first, and each annex has
// numbers of its own.
func TestTheReportIsLaidOutAsAnAdministrativeOne(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	r.Above = "Ủy ban nhân dân Thành phố Hồ Chí Minh"
	pages := pagesOf(t, filesOf(t, "vi", r, asPDF)["pdf"])
	n := 0
	for i, page := range pages {
		if n++; strings.HasPrefix(page, "Phụ lục I") {
			n = 1
		}
		if number := strconv.Itoa(n); strings.HasSuffix(page, " "+number) != (n > 1) {
			t.Errorf("page %d of %d, %d of its part, ends with %q", i+1, len(pages), n, page[max(0, len(page)-20):])
		}
	}
	text, at := strings.Join(pages, " "), 0
	for _, want := range []string{
		"ỦY BAN NHÂN DÂN THÀNH PHỐ", "SỞ THỬ NGHIỆM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "Sơ kết thí điểm làm việc tại nhà của Sở Thử nghiệm", "Căn cứ Quyết định số 12/QĐ-UBND ngày 20 tháng 8 năm 2026",
		"Tóm tắt", "I. Kết quả chung", "II. Đơn vị tham gia", "III. Mức sử dụng", "IV. Nhận xét, kiến nghị", "Nơi nhận:", "GIÁM ĐỐC", "Phụ lục I", "KẾT QUẢ THEO TỪNG ĐƠN VỊ", "(Kèm theo Báo cáo số ……/BC-STN", "Phụ lục II", "NGUỒN SỐ LIỆU", "Phụ lục III", "SỐ LIỆU CẦN BỔ SUNG ĐỂ KẾT LUẬN ĐƯỢC", "Phụ lục IV", "PHƯƠNG PHÁP",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%q does not follow what stands before it", want)
		}
		at += i
	}
	if n := strings.Count(text, "SIPAS"); n != 1 {
		t.Errorf("it says %d times that it is no SIPAS", n)
	}
	for _, never := range []string{"/thidiem", "/chiso", "Trang 1", "Cán bộ:"} {
		if strings.Contains(text, never) {
			t.Errorf("it says %q", never)
		}
	}
}

// A number is printed with as many decimals as tell it from 0, from its margin and from what it is held against.
func TestNumbersAreToldApart(t *testing.T) {
	t.Parallel()
	tongue := speak(t, "vi")
	for _, c := range []struct {
		message rules.Message
		want    string
	}{
		{signed(0.0001), "+0,01"}, {signed(0), "0"}, {signed(-0.00004), "-0,004"}, {signed(0.021), "+2,1"}, {signed(-0.0203, 0.02, -0.02), "-2,03"}, {signed(-0.02, 0.02, -0.02), "-2"},
		{apart(0.9512, 0.9514), "95,12"}, {apart(0.9512, 0.9512), "95,1"}, {apart(0.0101, 0.01), "1,01"}, {percent(0.951), "95,1"}, {percent(0.95), "95"}, {signed(-0.0299999999, 0.03), "-3"}, {signed(0.10001, 0.1), "+10,001"},
	} {
		if got, err := tongue.Text(c.message); got != c.want || err != nil {
			t.Errorf("%q, want %q (%v)", got, c.want, err)
		}
	}
}
