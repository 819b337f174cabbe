package review

import (
	"slices"
	"strings"
	"testing"

	"tainha/rules/review"
)

// Where a month records much more than before, that stands with each verdict of the same tasks, of the whole and of units, in the summary of
// the document, under its table and under the picture; with no verdict of others.
func TestTheCautionStandsWithEachVerdictOfItsTasks(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {"Lưu ý về cách ghi nhận – Việc hoàn thành đúng hạn, Việc bị trả lại để làm lại, Việc có lỗi nội dung nghiêm trọng: số ghi nhận bình quân tháng là 500 trước thí điểm (12 tháng) và 2.000 trong thí điểm (3 tháng). Cách ghi nhận có thể đã thay đổi; không coi chênh lệch tỷ lệ là cải thiện hay kém đi khi chưa làm rõ.", ", xem lưu ý về cách ghi nhận"},
		"en": {"How it was recorded – Tasks done on time, Tasks returned to be done again, Tasks with a major error of content: on average 500 were recorded a month before the pilot (12 months) and 2,000 during it (3 months). What is recorded may have changed: call no difference better or worse before that is clear.", ", see how it was recorded"},
	} {
		p := said(t, lang, sample("Sở Thử nghiệm", 1))
		rows := 0
		for _, x := range p.r.Rows {
			of := x.Against == review.AgainstBefore && !x.Hidden && slices.Contains([]review.Question{review.OnTime, review.Rework, review.Strikes}, x.Question)
			if got := p.verdict(x); strings.Contains(got, want[1]) != of {
				t.Errorf("%s %s of %q against %s: %q", lang, x.Question, x.Unit, x.Against, got)
			}
			if of {
				rows++
			}
		}
		if rows < 9 {
			t.Fatalf("only %d rows: the test looks at nothing", rows)
		}
		form := p.document()
		holds(t, lang+" summary", strings.Join(form.Pages[1].Lines, "\n"), want[0])
		holds(t, lang+" table", strings.Join(form.Pages[2].Tables[0].Below, "\n"), want[0])
		holds(t, lang+" picture", strings.Join(p.picture().Notes, "\n"), want[0])
		holds(t, lang+" pdf", unbroken(printed(t, filesOf(t, lang, p.r, asPDF)["pdf"])), want...)
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}

// Of several agencies the same is said with the figures of each, from its counts and months; and there is no empty sheet of months.
func TestTheCautionOfJoinedReviewsIsOfEachAgency(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {"Lưu ý về cách ghi nhận – Việc hoàn thành đúng hạn, Việc bị trả lại để làm lại, Việc có lỗi nội dung nghiêm trọng: số ghi nhận bình quân tháng là 500 trước thí điểm (12 tháng) và 2.000 trong thí điểm (3 tháng) tại Sở Thử nghiệm; 500 trước thí điểm (12 tháng) và 2.000 trong thí điểm (3 tháng) tại Sở Hai; ", "không coi chênh lệch tỷ lệ là cải thiện hay kém đi khi chưa làm rõ", ", xem lưu ý về cách ghi nhận", "Đúng hạn theo tháng"},
		"en": {"500 were recorded a month before the pilot (12 months) and 2,000 during it (3 months) at Sở Thử nghiệm; 500 were", "call no difference better or worse before that is clear", ", see how it was recorded", "On time by month"},
	} {
		p := said(t, lang, three(t))
		form := p.document()
		holds(t, lang+" summary", strings.Join(form.Pages[1].Lines, "\n"), want[:2]...)
		holds(t, lang+" table", strings.Join(form.Pages[2].Tables[0].Below, "\n"), want[:2]...)
		holds(t, lang+" picture", strings.Join(p.picture().Notes, "\n"), want[:2]...)
		holds(t, lang+" cell", p.verdict(p.r.Rows[0]), want[2])
		for tab := range cellsOf(t, filesOf(t, lang, p.r, asBook)["xlsx"]) {
			if strings.Contains(tab, want[3]) {
				t.Errorf("%s: there is an empty sheet %q", lang, tab)
			}
		}
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}

// What fell in a unit stands in the report of several agencies, too, with its size, and that the results of units are not repeated.
func TestWhatFellInAUnitIsNamedWhereAgenciesAreJoined(t *testing.T) {
	t.Parallel()
	joined, err := review.Merge("Sở Nội vụ", []review.Report{fallen(), sample("Sở Hai", 2)})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"vi": {"Báo cáo của Sở Thử nghiệm có 2 kết quả kém đi ở cấp đơn vị: ", "Việc có lỗi nội dung nghiêm trọng của Phòng Kinh tế tăng 1,38 điểm phần trăm (từ 0,76 % lên 2,14 %)", "Việc hoàn thành đúng hạn của Phòng Nội vụ giảm 15 điểm phần trăm (từ 95 % xuống 80 %), vượt mức chấp nhận được", "Báo cáo này không đưa lại kết quả của từng đơn vị: xem báo cáo của từng cơ quan.", "KẾT QUẢ THEO TỪNG CƠ QUAN"},
		"en": {"In its own report Sở Thử nghiệm has 2 results of units that got worse: ", "Tasks with a major error of content of Phòng Kinh tế up by 1.38 percentage points (from 0.76 % to 2.14 %)", "Tasks done on time of Phòng Nội vụ down by 15 percentage points (from 95 % to 80 %), beyond the margin", "Results of units are not repeated here: see each agency's own report.", "RESULTS AGENCY BY AGENCY"},
	} {
		files := filesOf(t, lang, joined, asPDF, asBook)
		text := unbroken(printed(t, files["pdf"]))
		holds(t, lang+" pdf", text, want...)
		holds(t, lang+" book", allCells(t, files["xlsx"]), want[:3]...)
		if strings.Contains(text, "Sở Hai có") || strings.Contains(text, "report Sở Hai has") {
			t.Errorf("%s: it names falls of an agency that has none", lang)
		}
	}
}

// What is not published is called so in each cell, and why below the table once; the units that take no part have a row that closes the
// sum, and it is said that there are none of their figures to compare with.
func TestWhatIsNotPublishedIsExplainedOnce(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	r.Rows = slices.DeleteFunc(r.Rows, func(x review.Row) bool { return x.Against == review.AgainstOthers })
	for lang, want := range map[string][]string{
		"vi": {"Không công bố: số của dưới 10 người, hoặc số mà nếu công bố thì suy ra được số của dưới 10 người.", "2/5 đơn vị không công bố kết quả.", "Đơn vị không thí điểm: Thanh tra", "Toàn cơ quan gồm cả người của đơn vị không thí điểm.", "Thanh tra không thí điểm, nhưng không có số liệu để so sánh.", "Số buổi (nửa ngày) không phải số người: được công bố cho toàn cơ quan, dù ít; của từng đơn vị chỉ khi không suy ra được số của đơn vị không công bố.", "(dưới 10 người)"},
		"en": {"Not published: figures of fewer than 10 people, or figures from which those could be computed.", "2 of 5 units have no published result.", "Without the pilot: Thanh tra", "The whole agency counts the people of units without the pilot, too.", "Thanh tra: without the pilot, but there are no figures to compare with.", "Half days are no people: they are published of the whole agency, however few; of a unit only where nothing follows of one that is not published.", "(fewer than 10 people)"},
	} {
		p := said(t, lang, r)
		text := unbroken(printed(t, filesOf(t, lang, r, asPDF)["pdf"]))
		holds(t, lang+" pdf", text, want[:6]...)
		if strings.Contains(text, want[6]) {
			t.Errorf("%s: a cell gives a reason of its own", lang)
		}
		form := p.document()
		scope := form.Pages[3].Tables[0]
		holds(t, lang+" scope", strings.Join(scope.Below, "\n"), want[0])
		last := scope.Rows[len(scope.Rows)-1]
		if last.Cells[0].Text != want[2] || last.Cells[len(last.Cells)-2].Text != "24" {
			t.Errorf("%s: the last row is %+v", lang, last)
		}
		holds(t, lang+" use", strings.Join(form.Pages[4].Tables[0].Below, "\n"), want[0])
		for _, what := range []uint8{asOnTime, asUse} {
			holds(t, lang+" bars", strings.Join(p.bars(what).Notes, "\n"), want[0])
		}
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}

// Against units without the pilot no stage is before: what is lacking is lacking of both groups.
func TestWhatIsLackingBesideOtherUnitsIsOfBothGroups(t *testing.T) {
	t.Parallel()
	c := review.Change{Earlier: review.Share{Of: 729, All: 800}, Later: review.Share{Of: 2400, All: 2700}}
	for lang, want := range map[string][2]string{
		"vi": {"Cần thêm số liệu của cả hai nhóm: đơn vị thí điểm (hiện có 2.700 việc) và đơn vị không thí điểm (hiện có 800 việc), mỗi nhóm thêm khoảng 200.000 việc: thực tế không thể đạt", "mỗi nhóm thêm khoảng 1.500 việc"},
		"en": {"It takes more data of both groups: units of the pilot (2,700 tasks now) and units without it (800 tasks now), about 200,000 tasks more of each: out of reach", "about 1,500 tasks more of each"},
	} {
		p := said(t, lang, review.Report{})
		row := review.Row{Question: review.OnTime, Against: review.AgainstOthers, Earlier: &c.Earlier, Later: &c.Later, More: &review.More{Both: 197878}}
		if got := p.more(row); got != want[0] {
			t.Errorf("%q", got)
		}
		row.More = &review.More{Later: 900, Both: 1500}
		holds(t, lang, p.more(row), want[1])
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}

// What fell without a verdict is counted apart in the heading and in the summary, and named in the column of the condition.
func TestWhatFellWithoutAVerdictIsCountedApart(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	undecided := review.Shares(review.Strikes, review.AgainstBefore, "P5", review.Change{Earlier: review.Share{Of: 16, All: 2100}, Later: review.Share{Of: 36, All: 1680}}, 0.02, true)
	undecided.Propose()
	change := review.Change{Earlier: review.Share{Of: 9200, All: 10000}, Later: review.Share{Of: 9020, All: 10000}}
	r.Rows = append(slices.DeleteFunc(r.Rows, func(x review.Row) bool { return x.Unit == "P5" }), undecided,
		review.Shares(review.OnTime, review.AgainstBefore, "P5", change, 0.02, false), review.Shares(review.OnTime, review.AgainstOthers, "P5", change, 0.02, false),
		review.Shares("satisfaction_result", review.AgainstBefore, "", change, 0.02, false), review.Shares("pulse_health", review.AgainstBefore, "P5", review.Change{Earlier: review.Share{Of: 30, All: 40}, Later: review.Share{Of: 30, All: 40}}, 0.02, false))
	for lang, want := range map[string][]string{
		"vi": {"Trung tâm Tin học: đạt 0/4; kém đi, chưa rõ vượt mức 1/4; kém đơn vị không thí điểm, chưa rõ vượt mức 1/4; kém đi, chưa quyết định mức 1/4; chưa kết luận được 1/4", "kém đi; chưa quyết định mức", "kém đi; chưa rõ vượt mức", "kém đơn vị không thí điểm; chưa rõ vượt mức", "1 kém hơn, chưa rõ vượt mức"},
		"en": {"Trung tâm Tin học: 0 of 4 met; 1 of 4 worse, not clear whether beyond the margin; 1 of 4 worse than other units, not clear whether beyond the margin; 1 of 4 worse, margin not decided; 1 of 4 can't be concluded yet", "worse; margin not decided", "worse; not clear whether beyond the margin", "worse than other units; not clear whether beyond the margin", "1 worse, not clear whether beyond the margin"},
	} {
		p := said(t, lang, r)
		u, _ := r.Of("P5")
		table := p.conditions(u)
		if table.Title != want[0] {
			t.Errorf("%s: %q", lang, table.Title)
		}
		var met []string
		for _, row := range table.Rows {
			met = append(met, row.Cells[len(row.Cells)-1].Text)
		}
		for _, w := range want[1:4] {
			if !slices.Contains(met, w) {
				t.Errorf("%s: %q is not among %q", lang, w, met)
			}
		}
		holds(t, lang+" sum", p.sum(), want[4])
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}

// Beside the table it is said what nobody else checked and which months it compares, how many of those asked answered, and that a share
// alone is no comparison, and not what its documents say.
func TestWhatIsBehindAResultIsSaidBelowItsTable(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	hours := review.Shares("x1", review.AgainstBefore, "", review.Change{Earlier: review.Share{Of: 326, All: 330}, Later: review.Share{Of: 260, All: 264}}, 0.03, false)
	hours.Name = "Số giờ tiếp công dân"
	r.Rows = append(r.Rows, hours)
	r.Propose()
	r.Gaps = append(r.Gaps, review.Gap{Question: "x1", Name: hours.Name, First: r.First, Last: r.Last, Documents: review.Share{Of: 264, All: 270}, Used: review.Share{Of: 260, All: 264}})
	for i := range r.Sources {
		if r.Sources[i].Question == "satisfaction_form" {
			r.Sources[i].AskedBefore = 1600
		}
	}
	for lang, want := range map[string][]string{
		"vi": {"Thủ tục hành chính giải quyết đúng hạn: số do cơ quan nhập, chưa có người thứ hai kiểm tra; so 01/07/2026 – 31/08/2026 với 01/09/2026 – 30/09/2026, chưa loại được yếu tố mùa vụ.", "Tỷ lệ thu phiếu: Người dân, doanh nghiệp hài lòng (phiếu giấy) 50 % trước, 80 % trong thí điểm. Người trả lời hai đợt có thể khác nhau.", "Ngoài ra chỉ nêu tỷ lệ, không so sánh: Số giờ tiếp công dân.", "chưa đối chiếu được nguồn: theo văn bản 97,8 % (264/270)"},
		"en": {"Administrative procedures handled on time: entered by the agency, and checked by nobody else; 01/07/2026 – 31/08/2026 is held against 01/09/2026 – 30/09/2026, and seasons may differ.", "Answers of those asked: Citizens and businesses satisfied (printed forms) 50 % before, 80 % during. Whoever answered may not be the same both times.", "A share alone, without a comparison: Số giờ tiếp công dân.", "sources not reconciled: 97.8 % (264/270) by the documents"},
	} {
		p := said(t, lang, r)
		below := strings.Join(p.document().Pages[2].Tables[0].Below, "\n")
		holds(t, lang+" below", unbroken(below), want[:2]...)
		holds(t, lang+" sum", p.sum(), want[2])
		holds(t, lang+" cell", unbroken(p.verdict(r.Rows[len(r.Rows)-1])), want[3])
		holds(t, lang+" pdf", unbroken(printed(t, filesOf(t, lang, r, asPDF)["pdf"])), want...)
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}

// The units of each agency that take no part close its sum where several agencies are joined, whether others are held against them or not.
func TestTheUnitsWithoutThePilotCloseEachAgencysSum(t *testing.T) {
	t.Parallel()
	one := sample("Sở Một", 1)
	one.Units = append(one.Units, review.Unit{Code: "P7", Name: "Phòng Lưu trữ", Depth: 1, Staff: new(12)})
	two := sample("Sở Hai", 2)
	two.Units = append(two.Units, review.Unit{Code: "P7", Name: "Tổ xe", Depth: 1})
	joined, err := review.Merge("Sở Nội vụ", []review.Report{one, two})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][2]string{"vi": {"Đơn vị không thí điểm: Thanh tra, Phòng Lưu trữ 36", "Đơn vị không thí điểm: Thanh tra, Tổ xe không công bố"}, "en": {"Without the pilot: Thanh tra, Phòng Lưu trữ 36", "Without the pilot: Thanh tra, Tổ xe not published"}} {
		p := said(t, lang, joined)
		var rows []string
		for _, r := range p.document().Pages[3].Tables[0].Rows {
			rows = append(rows, r.Cells[0].Text+" "+r.Cells[len(r.Cells)-2].Text)
		}
		for _, w := range want {
			if !slices.Contains(rows, w) {
				t.Errorf("%s: %q is not among %q", lang, w, rows)
			}
		}
		holds(t, lang+" book", allCells(t, filesOf(t, lang, joined, asBook)["xlsx"]), strings.TrimSuffix(want[0], " 36"))
		if p.w.Err != nil {
			t.Error(p.w.Err)
		}
	}
}
