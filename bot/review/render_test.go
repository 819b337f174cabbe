package review

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/rules"
	"tainha/rules/review"
)

// tongue is a language for papers.
type tongue struct {
	catalog *locale.Catalog
	lang    string
}

func (l tongue) Text(m rules.Message) (string, error) { return l.catalog.Plain(l.lang, m) }

func speak(t *testing.T, lang string) tongue {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	c, err := locale.Load(zone)
	if err != nil {
		t.Fatal(err)
	}
	return tongue{c, lang}
}

// sample is the review of an agency of five units, one of which is hidden with another.
func sample(agency string, seed uint64) review.Report {
	luck := rand.New(rand.NewPCG(seed, 3))
	r := review.Report{
		Format: review.Format, Agency: agency, First: rules.MustDate("2026-09-01"), Last: rules.MustDate("2026-11-30"), Before: rules.MustDate("2025-09-01"),
		Made:  time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC),
		Units: []review.Unit{{Code: "SO", Name: agency}},
		Late:  []review.Late{{Question: review.OnTime, Before: 0.02, After: 0.03, Judged: 0.02, At: time.Date(2026, 10, 2, 9, 0, 0, 0, time.UTC), Reason: "Theo kết luận của Ban chỉ đạo", Document: "12/KL-BCĐ", Dated: rules.MustDate("2026-10-01")}},
	}
	for i, name := range []string{"Phòng Kế hoạch – Tổng hợp", "Phòng Nội vụ", "Phòng Kinh tế", "Văn phòng", "Trung tâm Tin học"} {
		r.Units = append(r.Units, review.Unit{Code: fmt.Sprintf("P%d", i+1), Name: name, Depth: 1, Decision: "12/QĐ-UBND", DecidedOn: rules.MustDate("2026-08-20"), First: rules.MustDate("2026-09-01")})
	}
	r.Units = append(r.Units, review.Unit{Code: "P6", Name: "Thanh tra", Depth: 1, Control: true, Staff: new(24)})
	share := func(p float64, n int) review.Share {
		s := review.Share{All: n}
		for range n {
			if luck.Float64() < p {
				s.Of++
			}
		}
		return s
	}
	for _, q := range []struct {
		q review.Question
		p float64
		m float64
	}{{review.OnTime, 0.9, 0.02}, {review.Rework, 0.08, 0.02}, {review.Strikes, 0.01, 0.02}} {
		for i, code := range []string{"", "P1", "P2", "P3", "P4", "P5"} {
			n := 900
			if i == 0 {
				n = 6000
			}
			row := review.Shares(q.q, review.AgainstBefore, code, review.Change{Earlier: share(q.p, n), Later: share(q.p, n)}, q.m, q.q.Lower())
			if i > 3 {
				row = review.Row{Question: q.q, Against: review.AgainstBefore, Unit: code, Hidden: true, Margin: q.m, Lower: q.q.Lower()}
			}
			r.Rows = append(r.Rows, row)
		}
	}
	p := review.Pairs{Persons: 64, Value: 0.031, Interval: review.Interval{Lo: -0.012, Hi: 0.074}, Known: true, Home: 1.016, Office: 0.985}
	onTime := review.Pairs{Persons: 64, Value: -0.011, Interval: review.Interval{Lo: -0.03, Hi: 0.008}, Known: true, Home: 0.889, Office: 0.9}
	r.Rows = append(r.Rows, review.Paired(review.OnTime, "", onTime, 0.02, false))
	for i, code := range []string{"P1", "P2", "P3"} {
		onTime.Persons, onTime.Home, onTime.Office = 12+i, 0.88+float64(i)/50, 0.9
		r.Rows = append(r.Rows, review.Paired(review.OnTime, code, onTime, 0.02, false))
	}
	r.Rows = append(r.Rows, review.Row{Question: review.OnTime, Against: review.AgainstOffice, Unit: "P4", Hidden: true, Margin: 0.02},
		review.Paired(review.Volume, "", p, 0.05, false), review.Shares(review.OnTime, review.AgainstOthers, "", review.Change{Earlier: share(0.9, 800), Later: share(0.89, 2700)}, 0.02, false))
	for _, q := range []review.Question{"on_time", "satisfaction", "satisfaction_access", "satisfaction_form", "pulse_family"} { // names that begin alike
		c := review.Change{Earlier: share(0.84, 800), Later: share(0.84, 800)}
		if q == "on_time" { // as the documents of the months say
			c = review.Change{Earlier: review.Share{Of: 952, All: 1000}, Later: review.Share{Of: 2856, All: 3000}}
		}
		r.Rows = append(r.Rows, review.Shares(q, review.AgainstBefore, "", c, 0.05, false))
	}
	for m := range 15 {
		r.Months = append(r.Months, review.Month{Question: review.OnTime, Month: rules.MustDate("2025-09-01").AddMonths(m), Share: share(0.9, 500)})
	}
	r.Uses = []review.Use{{Halves: 1210, Persons: 190, Limit: 16, Above: new(3), Lifted: new(5)}, {Unit: "P1", Halves: 400, Persons: 60, Limit: 12}, {Unit: "P4", Hidden: true}}
	r.Handed = []review.Handed{
		{Question: "on_time", Month: rules.MustDate("2026-07-01"), Share: review.Share{Of: 952, All: 1000}, Document: "45/BC-STN"},
		{Question: "on_time", Month: rules.MustDate("2026-09-01"), Share: review.Share{Of: 2856, All: 3000}, Document: "60/BC-STN ngày 5/10/2026"},
		{Question: "on_time", Unit: "P1", Month: rules.MustDate("2026-09-01"), Share: review.Share{Of: 190, All: 200}, Document: "61/BC-KHTH ngày 5/10/2026"},
	}
	day := rules.MustDate
	r.BeforeLast = day("2026-08-31")
	r.Sources = []review.Source{
		{Question: "on_time", By: "Phần mềm một cửa", Entered: []string{"Phạm Thị Ngọc Lan"}, Clerks: 1, BeforeFirst: day("2026-07-01"), BeforeLast: day("2026-08-31"), First: day("2026-09-01"), Last: day("2026-09-30")},
		{Question: review.OnTime, BeforeFirst: r.Before, BeforeLast: r.BeforeLast, First: r.First, Last: r.Last}, {Question: review.Volume, First: r.First, Last: r.Last},
		{Question: "satisfaction", BeforeFirst: day("2026-05-01"), BeforeLast: day("2026-05-31"), First: day("2026-10-01"), Last: day("2026-10-31"), Open: true},
		{Question: "satisfaction_form", BeforeFirst: day("2026-05-01"), BeforeLast: day("2026-05-31"), First: day("2026-10-01"), Last: day("2026-10-31"), Asked: 1000, Handed: true,
			Entered: []string{"Phạm Thị Ngọc Lan"}, Checked: []string{"Nguyễn Thị Thu An"}, Clerks: 1, Seconds: 1},
		{Question: "pulse", BeforeFirst: day("2026-05-01"), BeforeLast: day("2026-05-31"), First: day("2026-10-01"), Last: day("2026-10-31"), Asked: 240},
	}
	r.Undecided = []review.Question{review.Strikes, review.Volume}
	r.Staff, r.Took, r.Signs = new(240), new(96), "Giám đốc"
	for i := range r.Units[1:4] {
		r.Units[i+1].Staff, r.Units[i+1].Took = new(40+i), new(20+i)
	}
	r.Propose()
	r.Reconcile()
	return r
}

// written are all files of a review; FORMS names a folder in which to look at them.
func written(t *testing.T, lang, name string, r review.Report) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for what := asPDF; what <= asSatisfaction; what++ {
		files, end, err := render(speak(t, lang), r, what)
		if err != nil {
			t.Fatal(err)
		}
		if what > asJSON {
			end = fmt.Sprintf("%d.%s", what, end)
		}
		for i, data := range files {
			if i > 0 {
				end = fmt.Sprintf("part%d.%s", i+1, strings.TrimPrefix(end, fmt.Sprintf("part%d.", i)))
			}
			out[end] = data
			if dir := os.Getenv("FORMS"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+"."+end), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return out
}

// Each file of a review holds its figures, says that it is no SIPAS, and holds nothing of what is hidden.
func TestTheFilesOfAReviewHoldItsFigures(t *testing.T) {
	t.Parallel()
	for _, lang := range locale.Languages {
		r := sample("Sở Thử nghiệm", 1)
		files := written(t, lang, "review-"+lang, r)
		book, err := excelize.OpenReader(bytes.NewReader(files["xlsx"]))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(book.GetSheetList()); n != 17 {
			t.Errorf("%s: the workbook has %d sheets: %v", lang, n, book.GetSheetList())
		}
		charts := 0
		for name := range zipped(t, files["xlsx"]) {
			if strings.HasPrefix(name, "xl/charts/chart") {
				charts++
			}
		}
		if charts != 11 {
			t.Errorf("%s: the workbook has %d charts", lang, charts)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(files["csv"]), "\ufeff"))).ReadAll()
		if err != nil || len(rows) != len(r.Rows)+1 {
			t.Errorf("%s: %d rows for %d comparisons (%v)", lang, len(rows), len(r.Rows), err)
		}
		var back review.Report
		if err := json.Unmarshal(files["json"], &back); err != nil || back.Check() != nil || back.Comparisons() != r.Comparisons() {
			t.Errorf("%s: it does not read back: %v, %v", lang, err, back.Check())
		}
		if len(files["pdf"]) < 10_000 || len(files["png"]) < 5_000 {
			t.Errorf("%s: the report has %d bytes, the picture %d", lang, len(files["pdf"]), len(files["png"]))
		}
	}
}

// What another program reads of a fall is a number, with the moment it was drawn and whether its margin was decided.
func TestARowForAnotherProgramHoldsNumbersAndWhetherItsMarginWasDecided(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	files, _, err := render(speak(t, "vi"), r, asCSV)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(files[0]), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, field := range rows[0] {
		at[field] = i
	}
	falls := 0
	for i, cells := range rows[1:] {
		for _, field := range []string{"change", "low", "high", "margin"} {
			s := cells[at[field]]
			f, err := strconv.ParseFloat(s, 64)
			if s != "" && err != nil {
				t.Errorf("line %d: %s is %q", i+1, field, s)
			}
			if f < 0 {
				falls++
			}
		}
		q := review.Question(cells[at["question"]])
		if got, want := cells[at["margin_decided"]], strconv.FormatBool(q != review.Strikes && q != review.Volume); got != want || cells[at["made"]] != "2026-12-01T09:00:00Z" || cells[at["name"]] == "" {
			t.Errorf("line %d (%s): %s, %s, %q", i+1, q, got, cells[at["made"]], cells[at["name"]])
		}
		if v := cells[at["verdict"]]; cells[at["margin_decided"]] == "false" && (v == "not_worse" || v == "worse") {
			t.Errorf("line %d: %s by a margin that nobody decided", i+1, v)
		}
	}
	if falls == 0 {
		t.Fatal("nothing falls: the test looks at nothing")
	}
}

// A fall is said with its size, and a margin that nobody decided gives no verdict.
func TestAVerdictIsWordedByWhatIsKnown(t *testing.T) {
	t.Parallel()
	change := func(before, during, all int, margin float64) review.Row {
		return review.Shares(review.OnTime, review.AgainstBefore, "", review.Change{Earlier: review.Share{Of: before, All: all}, Later: review.Share{Of: during, All: all}}, margin, false)
	}
	proposed := change(920, 900, 1000, 0.05)
	proposed.Propose()
	fell := change(9200, 8800, 10000, 0.02)
	fell.Propose()
	for _, c := range []struct {
		row    review.Row
		vi, en string
	}{
		{change(900, 950, 1000, 0.02), "tốt hơn trước", "better than before"},
		{change(910, 905, 1000, 0.05), "không kém hơn trước", "not worse than before"},
		{change(9200, 9100, 10000, 0.02), "không kém hơn trước (kém đi 1 điểm phần trăm, trong mức chấp nhận được)", "not worse than before (worse by 1 percentage points, within the margin)"},
		{change(9200, 8000, 10000, 0.02), "kém hơn trước, vượt mức chấp nhận được", "worse than before, beyond the margin"},
		{change(9200, 9020, 10000, 0.02), "kém đi 1,8 điểm phần trăm; chưa rõ có vượt mức chấp nhận được (2 điểm phần trăm) hay không", "worse by 1.8 percentage points; not clear whether beyond the margin of 2"},
		{change(90, 88, 100, 0.02), "chưa đủ dữ liệu", "not enough data"},
		{proposed, "chưa kết luận: cơ quan chưa quyết định mức kém đi chấp nhận được", "no verdict: the agency has not decided the margin"},
		{fell, "kém đi 4 điểm phần trăm; chưa kết luận: cơ quan chưa quyết định mức kém đi chấp nhận được", "worse by 4 percentage points; no verdict: the agency has not decided the margin"},
	} {
		for lang, want := range map[string]string{"vi": c.vi, "en": c.en} {
			p := &paper{w: chat.Wording{Texts: speak(t, lang)}}
			if got := p.verdict(c.row); got != want || p.w.Err != nil {
				t.Errorf("%q, want %q (%v)", got, want, p.w.Err)
			}
		}
	}
}

// What it would take is told of what is counted, to two figures, and not at all where no pilot gathers as much.
func TestWhatItWouldTakeIsAnEstimate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		q    review.Question
		more review.More
		want string
	}{
		{review.OnTime, review.More{Later: 2341}, "Nếu mức chênh lệch giữ như đã đo, cần thêm khoảng 2.400 việc"},
		{"on_time", review.More{Both: 800}, "Không thể đạt: cần thêm số liệu của giai đoạn trước thí điểm, giai đoạn này đã kết thúc"},
		{"satisfaction_form", review.More{Later: 7}, "Nếu mức chênh lệch giữ như đã đo, cần thêm khoảng 7 phiếu"},
		{review.Petitions, review.More{Later: 12}, "Nếu mức chênh lệch giữ như đã đo, cần thêm khoảng 12 kết quả đánh giá"},
		{"x1", review.More{Later: 12}, "Nếu mức chênh lệch giữ như đã đo, cần thêm khoảng 12 trường hợp"},
		{review.OnTime, review.More{Later: 197878}, "Nếu mức chênh lệch giữ như đã đo thì số liệu cần thêm nhiều hơn 10 lần số đang có: không khả thi trong một đợt thí điểm"},
		{review.OnTime, review.More{Never: true}, "Nếu mức chênh lệch giữ như đã đo thì thêm số liệu cũng không đủ để kết luận “không kém hơn”"},
	} {
		p := &paper{w: chat.Wording{Texts: speak(t, "vi")}}
		if got := p.more(review.Row{Question: c.q, Against: review.AgainstBefore, Later: &review.Share{Of: 900, All: 1000}, More: &c.more}); got != c.want || p.w.Err != nil {
			t.Errorf("%s: %q, want %q (%v)", c.q, got, c.want, p.w.Err)
		}
	}
}

// A margin that was changed late judges nothing: the paper says what it would change, and whose change it was.
func TestALateMarginIsNamedAndJudgesNothing(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	p := &paper{w: chat.Wording{Texts: speak(t, "vi")}, r: r}
	got := strings.Join(p.late(), "\n")
	for _, want := range []string{"được đổi từ 2 thành 3 điểm phần trăm", "theo văn bản số 12/KL-BCĐ ngày 01/10/2026", "Lý do ghi nhận: Theo kết luận của Ban chỉ đạo (chỉ dẫn văn bản, không nêu lý do).", "vẫn kết luận theo mức 2 điểm phần trăm đã quyết định trước ngày bắt đầu thí điểm; theo mức 3 điểm phần trăm thì"} {
		if !strings.Contains(got, want) {
			t.Errorf("it says %q, not %q", got, want)
		}
	}
	p.r.Rows = []review.Row{review.Shares(review.OnTime, review.AgainstBefore, "", review.Change{Earlier: review.Share{Of: 9200, All: 10000}, Later: review.Share{Of: 9020, All: 10000}}, 0.02, false)}
	if n := p.otherwise(r.Late[0]); n != 1 {
		t.Errorf("a fall of 1.8 points is not worse by 3 points: %d verdicts change", n)
	}
	joined, err := review.Merge("Thành phố", []review.Report{sample("Sở Một", 1), sample("Sở Hai", 2)})
	if err != nil {
		t.Fatal(err)
	}
	p = &paper{w: chat.Wording{Texts: speak(t, "vi")}, r: joined}
	if list := p.late(); len(list) != 1 || !strings.HasPrefix(list[0], "Tại cả 02 cơ quan: ") {
		t.Errorf("of the same change in two agencies it says %q", list)
	}
	p.r.Late[1].After = 0.04
	if list := p.late(); len(list) != 2 || !strings.HasPrefix(list[1], "Sở Hai – ") || !strings.HasPrefix(list[0], "Sở Một – ") {
		t.Errorf("of two agencies it says %q", list)
	}
	if s := p.sum(); !strings.HasPrefix(s, "02 cơ quan (Sở Một, Sở Hai), ") || p.w.Err != nil {
		t.Errorf("%s (%v)", s, p.w.Err)
	}
}

// What has no room in a picture is named, what fell before the rest, in both languages.
func TestAPictureNamesWhatFellFirst(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	r.Rows = slices.Concat(r.Rows, r.Rows, r.Rows)
	change := review.Change{Earlier: review.Share{Of: 9200, All: 10000}, Later: review.Share{Of: 9020, All: 10000}}
	r.Rows = append(r.Rows, review.Shares(review.OnTime, review.AgainstOthers, "", change, 0.02, false))
	for lang, want := range map[string]string{
		"vi": "Không có trong hình này: Việc hoàn thành đúng hạn (so với đơn vị không thí điểm) (kém 1,8 điểm, chưa rõ vượt mức); ", "en": "Not in it: Tasks done on time (against units without the pilot) (worse by 1.8 points, not clear whether beyond the margin); ",
	} {
		p := &paper{w: chat.Wording{Texts: speak(t, lang)}, r: r}
		if got := p.picture().Rest(0, 16); !strings.Contains(got, want) || !strings.Contains(got, "1 đến 16 trong 34") && !strings.Contains(got, "1 to 16 of 34") || p.w.Err != nil {
			t.Errorf("%q does not say %q (%v)", got, want, p.w.Err)
		}
	}
}

// Several agencies stand beside each other in the same papers.
func TestAgenciesReviewsAreJoinedIntoTheSamePapers(t *testing.T) {
	t.Parallel()
	joined, err := review.Merge("Thành phố Hồ Chí Minh", []review.Report{sample("Sở Một", 1), sample("Sở Hai", 2), sample("Sở Ba", 3)})
	if err != nil {
		t.Fatal(err)
	}
	files := written(t, "vi", "joined", joined)
	text := string(files["csv"])
	for _, want := range []string{"Sở Một", "Sở Hai", "Sở Ba"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

func zipped(t *testing.T, data []byte) map[string]bool {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, f := range z.File {
		out[f.Name] = true
	}
	return out
}
