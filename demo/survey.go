package demo

import (
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/survey"
	"tainha/rules"
	rated "tainha/rules/survey"
	"tainha/sandbox"
	"tainha/store"
)

// Who runs the surveys of the demo, and whom they ask about.
const (
	coordinator = "TN04"
	deskHead    = "TN14"
)

// citizens are whoever comes to the one-stop desk: the bot doesn't know them.
func citizens() []person {
	outside := sandbox.Text{VI: "Ngoài cơ quan", EN: "Not of the agency"}
	return []person{
		{name: "Cô Sáu Hạnh", citizen: true, new: true, chat: 7_000_000_131, unit: outside, title: sandbox.Text{VI: "Người dân", EN: "A citizen"}, note: sandbox.Text{VI: "Vừa nhận kết quả ở một cửa", EN: "Has just been at the one-stop desk"}},
		{name: "Anh Tín", citizen: true, new: true, chat: 7_000_000_132, unit: outside, title: sandbox.Text{VI: "Doanh nghiệp", EN: "A business"}, note: sandbox.Text{VI: "Nộp hồ sơ cho công ty", EN: "Files for a company"}},
	}
}

// surveys gives the agency the figures of a survey before the pilot and an open wave that some have answered.
func (s *Script) surveys(tx *store.Tx, now time.Time) (link string, err error) {
	today := rules.DateOf(now.In(s.zone()))
	runs, err := tx.PersonByCode(coordinator, today)
	if err != nil {
		return "", err
	}
	head, err := tx.PersonByCode(deskHead, today)
	if err != nil {
		return "", err
	}
	do := s.Pilot.Do(tx, now, pilot.Actor{Person: runs.ID})
	const before, long, month, expected = 180, 60, 30, 400
	rows := []rated.Handed{{Unit: head.Unit, All: 412, Of: [rated.Questions]int{350, 330, 355, 352, 321, 346}}}
	if _, err := survey.HandDown(do, today-before, today-before+long, rows); err != nil {
		return "", fmt.Errorf("hand an earlier survey down: %w", err)
	}
	w, err := survey.Open(do, rated.Wave{Audience: rated.Citizens, Kind: rated.Pilot, First: today, Last: today + month - 1, Expected: expected, Units: []rules.UnitID{head.Unit}})
	if err != nil {
		return "", fmt.Errorf("open a survey: %w", err)
	}
	for who, levels := range map[rated.Who][rated.Levels]int{rated.Citizen: {0, 1, 4, 14, 15}, rated.Business: {0, 1, 1, 5, 5}} {
		var sheet rated.Sheet
		for q := range sheet {
			sheet[q] = levels
		}
		counts := rated.Forms{Unit: head.Unit, Who: who, Sheet: sheet}.Counts()
		for i := range counts {
			counts[i].Source = rated.Phone
		}
		if err := tx.AddCounts(w.ID, counts...); err != nil {
			return "", err
		}
	}
	return survey.LinkOf(do, head.Unit)
}

// poster is what a citizen sees at the desk.
func poster(link string) sandbox.Invitation {
	return sandbox.Invitation{
		Head: sandbox.Text{VI: "Áp phích tại quầy", EN: "A poster at the desk"},
		Text: sandbox.Text{
			VI: "Tấm áp phích ở Bộ phận Một cửa: «Hôm nay quý vị được phục vụ thế nào?», với một mã để quét bằng điện thoại.",
			EN: "The poster at the one-stop desk: “How were you served today?”, with a code to scan.",
		},
		Button:  sandbox.Text{VI: "Quét mã", EN: "Scan the code"},
		Payload: "ks-" + link,
	}
}

// answered is a citizen's answer, and what the coordinator sees of it and when.
func (s *Script) answered(l *labels) []sandbox.Step {
	citizen, runs := citizens()[0].chat, s.phoneOf(coordinator)
	return []sandbox.Step{
		{
			Phone: citizen, Try: poster("").Button, Press: true,
			Title: sandbox.Text{VI: "Người dân quét mã trên áp phích", EN: "A citizen scans the poster"},
			Text:  sandbox.Text{VI: "Cô Hạnh vừa nhận kết quả ở một cửa. Cô không có trong danh sách nào của cơ quan, và bot không giữ gì về cô.", EN: "She has just been at the one-stop desk. She is in no list of the agency, and the bot keeps nothing of her."},
		},
		{
			Phone: citizen, Try: l.press("survey.as.citizen"), Press: true,
			Title: sandbox.Text{VI: "Với tư cách người dân", EN: "As a citizen"},
			Text:  sandbox.Text{VI: "Người dân và doanh nghiệp được đếm riêng.", EN: "Citizens and businesses are counted apart."},
		},
		{
			Phone: citizen, Try: l.press("survey.level.5"), Press: true,
			Title: sandbox.Text{VI: "Sáu câu, mỗi câu một lần bấm", EN: "Six questions, a press each"},
			Text:  sandbox.Text{VI: "Bấm tiếp năm câu còn lại. Câu trả lời chỉ cộng vào số đếm.", EN: "Press on through the other five. An answer only adds to counts."},
		},
		{
			Phone: runs, Try: same("/khaosat"),
			Title: sandbox.Text{VI: "Đầu mối chưa thấy con số nào", EN: "The coordinator sees no number yet"},
			Text:  sandbox.Text{VI: "Khi đợt còn mở, chỉ biết đã đủ 10 câu trả lời hay chưa: xem hai lần một tổng đang chạy sẽ lộ một câu trả lời.", EN: "While it is open she only learns whether there are ten: two looks at a running total would tell one answer."},
		},
		{
			Phone: runs, Try: l.press("survey.close", "i", 1), Press: true,
			Title: sandbox.Text{VI: "Đóng đợt khảo sát", EN: "Close the survey"},
			Text:  sandbox.Text{VI: "Đóng rồi không mở lại được; dấu vết để mỗi người chỉ trả lời một lần bị hủy ngay.", EN: "It can't be opened again, and what kept each account to one answer is destroyed at once."},
		},
		{
			Phone: runs, Try: l.press("survey.close_go"), Press: true,
			Title: sandbox.Text{VI: "Đóng hẳn", EN: "Closed for good"},
			Text:  sandbox.Text{VI: "Giờ mới có kết quả, kể cả với đầu mối.", EN: "Only now are there results, for the coordinator, too."},
		},
		{
			Phone: runs, Try: l.press("survey.results", "i", 1), Press: true,
			Title: sandbox.Text{VI: "Kết quả hiện ra", EN: "The results come"},
			Text:  sandbox.Text{VI: "Mỗi con số có khoảng tin cậy và một kết luận so với trước thí điểm. Ít người trả lời thì kết luận là chưa đủ dữ liệu.", EN: "Each figure has its interval and a verdict against before. With few answers the verdict is “not enough data”."},
		},
	}
}

// reviewed is the review of the pilot at the beginning of the next month, where the clock is moved to it if it is not there.
func (s *Script) reviewed(reported time.Time, move bool) (steps []sandbox.Step) {
	runs := s.phoneOf(coordinator)
	if move {
		steps = append(steps, sandbox.Step{
			Phone: runs, Clock: reported,
			Title: sandbox.Text{VI: "Đầu tháng sau", EN: "The beginning of the next month"},
			Text:  sandbox.Text{VI: "Chuyển đồng hồ: một tháng trọn vẹn vừa qua, có thể sơ kết.", EN: "Move the clock: a whole month is over, and can be reviewed."},
		})
	}
	return append(steps, sandbox.Step{
		Phone: runs, Try: same("/baocao"),
		Title: sandbox.Text{VI: "Báo cáo sơ kết", EN: "The review"},
		Text:  sandbox.Text{VI: "Hết tháng, đầu mối có bản tóm tắt trong chat; báo cáo PDF, bảng tính và biểu đồ ở các nút bên dưới. Phần nhận xét để trống cho người ký.", EN: "The month is over (/baocao): a summary in the chat; the report, the workbook and charts by the buttons below. The judgement is left to whoever signs."},
	})
}
