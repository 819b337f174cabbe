package review

import (
	"strings"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

func said(t *testing.T, lang string, r review.Report) *paper {
	t.Helper()
	p := &paper{r: r}
	p.w.Texts = speak(t, lang)
	return p
}

// fallen is the sample with one unit whose errors doubled, and a unit that takes no part beside it: nobody decided the margin of errors.
func fallen() review.Report {
	r := sample("Sở Thử nghiệm", 1)
	c := review.Change{Earlier: review.Share{Of: 16, All: 2100}, Later: review.Share{Of: 36, All: 1680}}
	for i, x := range r.Rows {
		if x.Question == review.Strikes && x.Unit == "P3" {
			r.Rows[i] = review.Shares(review.Strikes, review.AgainstBefore, "P3", c, 0.02, true)
		}
		if x.Question == review.OnTime && x.Unit == "P2" && x.Against == review.AgainstBefore {
			r.Rows[i] = review.Shares(review.OnTime, review.AgainstBefore, "P2", review.Change{Earlier: review.Share{Of: 950, All: 1000}, Later: review.Share{Of: 800, All: 1000}}, 0.02, false)
		}
	}
	r.Propose()
	return r
}

// What got worse is named with its size in the summary of the document and of the chat, in the workbook and under the picture, whether its
// margin was decided or not; and the results of the whole are counted apart from those of units.
func TestTheSummaryNamesWhateverGotWorse(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {"Việc có lỗi nội dung nghiêm trọng của Phòng Kinh tế tăng 1,38 điểm phần trăm (từ 0,76 % lên 2,14 %)", "Việc hoàn thành đúng hạn của Phòng Nội vụ giảm 15 điểm phần trăm (từ 95 % xuống 80 %), vượt mức chấp nhận được", "Có 2 kết quả kém đi: ", "Sở Thử nghiệm, 11 kết quả: ", "(12 phép so sánh, dùng chung số liệu với kết quả chung)"},
		"en": {"Tasks with a major error of content of Phòng Kinh tế up by 1.38 percentage points (from 0.76 % to 2.14 %)", "Tasks done on time of Phòng Nội vụ down by 15 percentage points (from 95 % to 80 %), beyond the margin", "2 results got worse: ", "Sở Thử nghiệm, 11 results: ", "(12 comparisons that share these data)"},
	} {
		r := fallen()
		files := written(t, lang, "fallen-"+lang, r)
		holds(t, lang+" pdf", strings.ReplaceAll(printed(t, files["pdf"]), "\u00a0", " "), want...)
		holds(t, lang+" book", allCells(t, files["xlsx"]), want[:3]...)
		p := said(t, lang, r)
		holds(t, lang+" picture", strings.Join(p.picture().Notes, "\n"), want[:3]...)
		if f := p.document(); len(f.Pages[1].Strong) != 1 || f.Pages[1].Strong[0] != p.falls(0) || len(f.Pages[2].Strong) != 1 || p.w.Err != nil {
			t.Errorf("bold are %q and %q (%v)", f.Pages[1].Strong, f.Pages[2].Strong, p.w.Err)
		}
		if s := p.falls(1); strings.Contains(s, want[0]) == strings.Contains(s, want[1]) {
			t.Errorf("of one it says %q", s)
		}
		r.Rows = r.Rows[:1]
		if s := said(t, lang, r).falls(0); s != "" {
			t.Errorf("where nothing fell it says %q", s)
		}
	}
}

// The report says what part of all days was at home, that nothing follows from the direct comparison, which margins nobody decided, by what
// document the others were, and where months count much more.
func TestTheReportSaysWhatItCannotShow(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	r.Workdays = 63
	r.Decided = []review.Decided{{Question: review.OnTime, Document: "05/QĐ-STN", Dated: rules.MustDate("2026-08-15")}, {Question: "on_time", Document: "05/QĐ-STN", Dated: rules.MustDate("2026-08-15")}}
	for i := range r.Months {
		if r.Months[i].Month >= r.First {
			r.Months[i].Share.All = 1600
		}
	}
	for lang, want := range map[string][]string{
		"vi": {"Ngày làm việc tại nhà chiếm khoảng 4 % tổng số ngày làm việc (605 ngày), nên số liệu chung khó cho thấy", "So sánh trực tiếp giữa ngày ở nhà và ngày ở cơ quan: chưa kết luận được. Việc hoàn thành đúng hạn (tại nhà so với tại cơ quan): tại nhà thấp hơn 1,1 điểm phần trăm",
			"theo văn bản số 05/QĐ-STN ngày 15/08/2026 (Việc hoàn thành đúng hạn, Thủ tục hành chính giải quyết đúng hạn)", "bình quân tháng là 500 trước thí điểm (12 tháng) và 2.000 trong thí điểm (3 tháng)", "coi mỗi việc, mỗi hồ sơ là độc lập"},
		"en": {"About 4 % of all working days were days at home (605 days): what is counted", "directly: nothing can be concluded yet. Tasks done on time (home against office): at home lower by 1.1 percentage points",
			"by document 05/QĐ-STN of 15/08/2026 (Tasks done on time, Administrative procedures handled on time)", "on average 500 were recorded a month before the pilot (12 months) and 2,000 during it (3 months)", "take each task and case as independent"},
	} {
		files := written(t, lang, "limits-"+lang, r)
		holds(t, lang+" pdf", strings.ReplaceAll(printed(t, files["pdf"]), "\u00a0", " "), want...)
		holds(t, lang+" book", allCells(t, files["xlsx"]), want...)
	}
	p := said(t, "vi", r)
	for _, x := range r.Rows {
		if got := p.margin(x); x.Proposed != (got == "chưa quyết định") {
			t.Errorf("%s: %q", x.Question, got)
		}
	}
	r.Decided, r.Rows = nil, r.Rows[:1]
	p = said(t, "vi", r)
	holds(t, "without", p.marginNote()+p.direct(), "hệ thống không có số văn bản quyết định", "Không có so sánh trực tiếp")
	p.r.Rows[0] = review.Shares(review.OnTime, review.AgainstBefore, "", review.Change{Earlier: review.Share{Of: 5477, All: 6024}, Later: review.Share{Of: 4434, All: 4820}}, 0.02, false)
	holds(t, "the edge", p.verdict(p.r.Rows[0]), "tốt hơn trước (sát ngưỡng: thêm hoặc bớt một trường hợp thì kết luận đổi)")
}

// More people than there are, and answers of the time before, can't be had: that is said instead of how many it takes.
func TestWhatCannotBeHadIsSaidSo(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	pairs := review.Row{Question: review.OnTime, Against: review.AgainstOffice, Persons: 64, More: &review.More{Later: 166}}
	unit := review.Row{Question: review.OnTime, Against: review.AgainstOffice, Unit: "P1", Persons: 18, More: &review.More{Later: 12}}
	staff := review.Row{Question: "pulse_health", Against: review.AgainstBefore, Later: &review.Share{Of: 77, All: 110}, More: &review.More{Later: 230}}
	few := review.Row{Question: "pulse_health", Against: review.AgainstBefore, Later: &review.Share{Of: 77, All: 110}, More: &review.More{Later: 20}}
	past := review.Row{Question: "satisfaction", Against: review.AgainstBefore, Later: &review.Share{Of: 77, All: 110}, More: &review.More{Both: 20}}
	for lang, want := range map[string][]string{
		"vi": {"Không thể đạt: cần khoảng 230 người, chỉ có 96 người đã làm việc tại nhà", "Không thể đạt: cần khoảng 30 người, chỉ có 20 người đã làm việc tại nhà", "Không thể đạt: cần khoảng 340 phiếu, chỉ có 240 người", "cần thêm khoảng 20 phiếu", "Không thể đạt: cần thêm số liệu của giai đoạn trước thí điểm, giai đoạn này đã kết thúc"},
		"en": {"Out of reach: it takes about 230 people, and there are 96 people who worked at home", "Out of reach: it takes about 30 people, and there are 20 people who worked at home", "Out of reach: it takes about 340 answers, and there are 240 people", "about 20 more answers", "Out of reach: it takes more data of the time before the pilot, which is over"},
	} {
		p := said(t, lang, r)
		for i, x := range []review.Row{pairs, unit, staff, few, past} {
			holds(t, lang, p.more(x), want[i])
		}
	}
}

// What became worse is named with its size in the summary, of whichever unit and verdict it is; a picture of surveys tells the days of the
// surveys; of several agencies none is called by the name of who joined them; what can't be had is not asked for.
func TestWhatFellIsNamedFirst(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {"Việc có lỗi nội dung nghiêm trọng của Phòng Nội vụ tăng 1,8 điểm phần trăm (từ 0,2 % lên 2 %).", "01/05/2026 – 31/05/2026 và 01/10/2026 – 31/10/2026", "02 cơ quan (Sở Một, Sở Hai)", "Không thể đạt: cần khoảng 520 người, chỉ có 20 người đã làm việc tại nhà"},
		"en": {"Tasks with a major error of content of Phòng Nội vụ up by 1.8 percentage points (from 0.2 % to 2 %).", "01/05/2026 – 31/05/2026 and 01/10/2026 – 31/10/2026", "2 agencies (Sở Một, Sở Hai)", "Out of reach: it takes about 520 people, and there are 20 people who worked at home"},
	} {
		r := sample("Sở Thử nghiệm", 1)
		r.Rows = append(r.Rows, review.Shares(review.Strikes, review.AgainstBefore, "P2", review.Change{Earlier: review.Share{Of: 20, All: 10000}, Later: review.Share{Of: 200, All: 10000}}, 0.02, true))
		r.Propose()
		p := &paper{r: r}
		p.w.Texts = speak(t, lang)
		holds(t, lang+" pdf", strings.ReplaceAll(printed(t, filesOf(t, lang, r, asPDF)["pdf"]), "\u00a0", " "), want[0])
		holds(t, lang+" picture", p.bars(asSatisfaction).Subtitle, want[1])
		few := review.Row{Question: review.OnTime, Against: review.AgainstOffice, Unit: "P1", Persons: 12, More: &review.More{Later: 500}}
		holds(t, lang+" open", p.more(few), want[3])
		joined, err := review.Merge("Sở Nội vụ", []review.Report{sample("Sở Một", 1), sample("Sở Hai", 2)})
		if err != nil {
			t.Fatal(err)
		}
		p.r = joined
		if title := p.picture().Title; !strings.Contains(title, want[2]) || strings.Contains(title, "Sở Nội vụ") || p.w.Err != nil {
			t.Errorf("%s: the picture is called %q (%v)", lang, title, p.w.Err)
		}
	}
}
