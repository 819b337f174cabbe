package review

import (
	"slices"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

// three are agencies joined: documents of a part, more answers than were asked, margins of their own, two files with the same use.
func three(t *testing.T) review.Report {
	t.Helper()
	one, two, three := sample("Sở Thử nghiệm", 1), sample("Sở Hai", 2), sample("Sở Ba", 3)
	for i, r := range one.Rows {
		if r.Question.Of("satisfaction") {
			one.Rows[i] = r.At(0.01)
		}
	}
	for i := range one.Sources {
		one.Sources[i].Asked *= 10
		one.Sources[i].AskedBefore = one.Sources[i].Asked
	}
	one.Uses[0].Halves++
	joined, err := review.Merge("Sở Nội vụ", []review.Report{one, two, three})
	if err != nil {
		t.Fatal(err)
	}
	return joined
}

func unbroken(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// Of several agencies each doubt is printed with its figures, in the report and the workbook: no verdict of them is given.
func TestTheDoubtsOfJoinedReviewsArePrinted(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {
			"chưa đối chiếu được nguồn: văn bản chỉ có 200/3.000; chỉ có số liệu của 1 trong 3 tháng thí điểm", "chưa đối chiếu được nguồn: số phiếu nhiều hơn số người được hỏi (800/240)", "chưa đối chiếu được nguồn (Sở Thử nghiệm, Sở Hai, Sở Ba)",
			"trong thí điểm: số phiếu nhiều hơn số người được hỏi (800/240): chưa đối chiếu được nguồn, không kết luận", "Sở Hai: chỉ có số liệu của 1 trong 3 tháng thí điểm", "45/BC-STN (ký hiệu của cơ quan khác, chưa xác minh)",
			"Kết quả tại nhà so với tại cơ quan của Sở Thử nghiệm, Sở Hai, Sở Ba giống hệt nhau; mức sử dụng của Sở Hai, Sở Ba giống hệt nhau; số người của Sở Thử nghiệm, Sở Hai, Sở Ba giống hệt nhau. Sở Nội vụ chưa xác minh được nguyên nhân", "Việc hoàn thành đúng hạn, Việc bị trả lại để làm lại, Việc có lỗi nội dung nghiêm trọng: số ghi nhận bình quân tháng là 500 trước thí điểm (12 tháng) và 2.000 trong thí điểm (3 tháng) tại Sở Thử nghiệm; 500 trước", "kết quả kém đi ở cấp đơn vị: Việc hoàn thành đúng hạn của Phòng Nội vụ giảm 4 điểm phần trăm", "không kém hơn trước, xem lưu ý về cách ghi nhận", "KẾT QUẢ THEO TỪNG CƠ QUAN", "trước thí điểm: thu 800/2.400 (33,3 %); trong thí điểm: thu 800/2.400 (33,3 %)",
			"Sở Hai – Đơn vị không thí điểm dùng để so sánh: Thanh tra (24 người)", "8.100 việc của đơn vị thí điểm và 2.400 việc của đơn vị không thí điểm, từ 9/2026 đến 11/2026), Việc hoàn thành đúng hạn của đơn vị thí điểm", "7.500 việc còn lại",
			"xét theo mức 5 điểm phần trăm của cơ quan, theo mức chung 1 điểm phần trăm thì chưa đủ dữ liệu", "Tại cả 03 cơ quan: Mức kém đi", "của từng cơ quan: chưa kết luận được tại cả 03 cơ quan, xem Phụ lục I. Các kết quả chung", "– Phòng Kế hoạch – Tổng hợp",
		},
		"en": {
			"sources not reconciled: the documents hold only 200 of 3,000; figures of 1 of 3 months of the pilot", "sources not reconciled: more answers than people asked (800 of 240)", "sources not reconciled (Sở Thử nghiệm, Sở Hai, Sở Ba)",
			"during the pilot: more answers than people asked (800 of 240): the sources are not reconciled", "Sở Hai: figures of 1 of 3 months of the pilot only", "45/BC-STN (it bears the mark of another agency; not verified)",
			"The results at home against the office of Sở Thử nghiệm, Sở Hai, Sở Ba are the same; the use of Sở Hai, Sở Ba are the same; the numbers of people of Sở Thử nghiệm, Sở Hai, Sở Ba are the same. Sở Nội vụ has not found out why", "Tasks done on time, Tasks returned to be done again, Tasks with a major error of content: on average 500 were recorded a month before the pilot (12 months) and 2,000 during it (3 months) at Sở Thử nghiệm; 500 were", "that got worse: Tasks done on time of Phòng Nội vụ down by 4 percentage points", "not worse than before, see how it was recorded", "RESULTS AGENCY BY AGENCY", "before: 800 of 2,400 (33.3 %); during: 800 of 2,400 (33.3 %)",
			"Sở Hai: units without the pilot that others are held against: Thanh tra (24 people)", "8,100 of the units of the pilot and 2,400 of units without it, 9/2026 to 11/2026): Tasks done on time", "7,500 more",
			"by the 5 percentage points of the agency, by the common 1 points not enough data", "At all 3 agencies: The margin", "against days at the office in Annex I: nothing can be concluded yet at all 3. The results of all", "– Phòng Kế hoạch – Tổng hợp",
		},
	} {
		r := three(t)
		files := filesOf(t, lang, r, asPDF, asBook)
		holds(t, lang+" pdf", unbroken(printed(t, files["pdf"])), want...)
		book := allCells(t, files["xlsx"])
		for _, w := range want {
			if !strings.HasPrefix(w, "– Phòng") && w != strings.ToUpper(w) {
				holds(t, lang+" book", book, w)
			}
		}
		p := said(t, lang, r)
		for what, title := range map[string][]string{"changes": p.picture().Notes, "use": p.bars(asUse).Notes} {
			holds(t, lang+" "+what, strings.Join(title, "\n"), "Sở Nội vụ.")
		}
		if list, _, err := render(speak(t, lang), r, asPicture); err != nil || len(list) > 3 {
			t.Errorf("%s: the changes take %d pictures (%v)", lang, len(list), err)
		}
	}
	r := sample("Sở Thử nghiệm", 1)
	for lang, want := range map[string][]string{"vi": {"Đơn vị không thí điểm dùng để so sánh: Thanh tra (24 người)", "2.500 việc còn lại"}, "en": {"units without the pilot that others are held against: Thanh tra (24 people)", "2,500 more"}} {
		holds(t, lang, unbroken(printed(t, filesOf(t, lang, r, asPDF)["pdf"])), want...)
	}
}

// A picture that is passed on tells the days of each of its sources; its limits are those of units, and an interval says how wide it is.
func TestAPictureTellsItsDaysAndLimits(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {"Việc hoàn thành đúng hạn: 01/09/2025 – 31/08/2026 và 01/09/2026 – 30/11/2026.", "Người dân, doanh nghiệp hài lòng; Người dân, doanh nghiệp hài lòng (phiếu giấy); Ý kiến công chức, viên chức, người lao động: 01/05/2026 – 31/05/2026 và 01/10/2026 – 31/10/2026.", "thấp hơn 1,1 điểm phần trăm (khoảng tin cậy 95 %: -3 đến +0,8), 64 người, chưa đủ dữ liệu", "03 buổi (nửa ngày) vượt hạn mức, người đứng đầu đồng ý có lý do", "09 buổi", "6 ngày"},
		"en": {"Tasks done on time: 01/09/2025 – 31/08/2026 and 01/09/2026 – 30/11/2026.", "Citizens and businesses satisfied; Citizens and businesses satisfied (printed forms); What the staff say: 01/05/2026 – 31/05/2026 and 01/10/2026 – 31/10/2026.", "lower by 1.1 percentage points (95 % interval: -3 to +0.8), 64 people, not enough data", "broken on 3 half days, with a reason that the head agreed to", "on 9 half days", "6 days"},
	} {
		p := said(t, lang, sample("Sở Thử nghiệm", 1))
		holds(t, lang+" changes", strings.Join(p.picture().Notes, "\n"), want[:2]...)
		if x := p.bars(asOnTime).Rows[0]; x.Says != want[2] {
			t.Errorf("%s: %q", lang, x.Says)
		}
		use := p.bars(asUse)
		holds(t, lang+" use", strings.Join(use.Notes, "\n"), want[3])
		if whole, unit := use.Rows[0], use.Rows[1]; whole.Limit != 0 || unit.Limit != 6 || unit.LimitSays != want[5] {
			t.Errorf("%s: %+v, %+v", lang, whole, unit)
		}
		joined := said(t, lang, three(t))
		holds(t, lang+" joined", strings.Join(joined.bars(asUse).Notes, "\n"), want[4])
		if joined.bars(asUse).Limit != "" || joined.w.Err != nil || p.w.Err != nil {
			t.Errorf("%s: agencies of many limits have one line (%v, %v)", lang, joined.w.Err, p.w.Err)
		}
	}
}

// What the conditions come to is told as so many of all: what is open is not among what is met, nor what takes no margin; a survey that is
// not over is named; hours have a share alone; a change whose reason names only a document has none.
func TestConditionsAreCountedOfAll(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	better := review.Shares(review.Strikes, review.AgainstBefore, "P5", review.Change{Earlier: review.Share{Of: 300, All: 1000}, Later: review.Share{Of: 100, All: 1000}}, 0.02, true)
	r.Rows = append(slices.DeleteFunc(r.Rows, func(x review.Row) bool { return x.Unit == "P5" }), better)
	hours := review.Shares("x1", review.AgainstBefore, "", review.Change{Earlier: review.Share{Of: 1326, All: 1330}, Later: review.Share{Of: 1260, All: 1264}}, 0.03, false)
	hours.Name = "Số giờ tiếp công dân"
	r.Rows = append(r.Rows, hours)
	r.Open = []review.Wave{{Question: "satisfaction", First: rules.MustDate("2026-11-23"), Last: rules.MustDate("2026-12-06")}}
	r.Late[0].Reason = "Theo kết luận của Ban chỉ đạo vì số hồ sơ tăng gấp đôi"
	r.Propose()
	for lang, want := range map[string][]string{
		"vi": {"Phòng Kế hoạch – Tổng hợp: đạt 0/4; chưa kết luận được 4/4", "Trung tâm Tin học: đạt 0/1; tốt hơn trước, không xét mức 1/1", "tốt hơn trước (không xét mức)", "(1.326/1.330 giờ)", "nêu tỷ lệ, không", "đợt khảo sát từ 23/11/2026 đến 06/12/2026 chưa đóng lúc trích số liệu", "Lý do: Theo kết luận của Ban chỉ đạo vì số hồ sơ tăng gấp đôi.", "16 giờ 00 ngày 01/12/2026", "xem Phụ lục II."},
		"en": {"Phòng Kế hoạch – Tổng hợp: 0 of 4 met; 4 of 4 can't be concluded yet", "Trung tâm Tin học: 0 of 1 met; 1 of 1 better than before, which takes no margin", "better than before (takes no margin)", "1,330 hours)", "a share, without", "from 23/11/2026 to 06/12/2026 was still open when the figures were drawn", "Reason: Theo kết luận của Ban chỉ đạo vì số hồ sơ tăng gấp đôi.", "at 16:00 on 01/12/2026", "see Annex II."},
	} {
		holds(t, lang, unbroken(printed(t, filesOf(t, lang, r, asPDF)["pdf"])), want...)
	}
	p := said(t, "vi", r)
	holds(t, "chat", strings.Join(p.open(), "\n"), "chưa đóng")
	for _, c := range []struct{ reason, want string }{{"Theo kết luận số 12/KL-UBND", ""}, {"theo chỉ đạo của Giám đốc", ""}, {"Theo dõi chưa đủ tháng", "Theo dõi chưa đủ tháng"}, {"Hồ sơ tăng", "Hồ sơ tăng"}, {"", ""}} {
		if got := (review.Late{Reason: c.reason}).Why(); got != c.want {
			t.Errorf("%q: %q", c.reason, got)
		}
	}
}
