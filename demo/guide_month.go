package demo

import (
	"fmt"
	"time"

	"tainha/rules"
	"tainha/sandbox"
)

// monthEnd is the morning on which a month's evaluation is done in the guide: of the first working day of the next one.
func (s *Script) monthEnd(month rules.Date) (time.Time, error) {
	day, err := s.Calendar.AddWorkingDays(month.MonthEnd(), 1)
	if err != nil {
		return time.Time{}, fmt.Errorf("find the first working day of the next month: %w", err)
	}
	return s.on(day, opening), nil
}

// scoring are the next mornings of a month's evaluation: of the day on which people are asked to score themselves, and of
// the first working day after the month.
func (s *Script) scoring(now time.Time) (to time.Time, known bool) {
	today := rules.DateOf(now)
	for month := today.MonthStart(); month <= today.AddMonths(1); month = month.AddMonths(1) {
		asked, err := s.Calendar.AddWorkingDays(month.AddDays(s.SelfFrom-2), 1) //nolint:mnd // the day before
		if err != nil {
			return time.Time{}, false
		}
		if at := s.on(asked, opening); at.After(now) {
			return at, true
		}
		if at, err := s.monthEnd(month); err == nil && at.After(now) {
			return at, true
		}
	}
	return time.Time{}, false
}

// scored is a month's end: the clerk scores himself, the head scores and publishes, the clerk asks where a figure comes
// from and files a petition, and the level above answers it. It is left out where the calendar doesn't know the next month.
func (s *Script) scored(l *labels, today rules.Date, before time.Time) []sandbox.Step {
	end, err := s.monthEnd(today)
	if err != nil {
		return nil
	}
	const petition = 15 // working days, to file one and to answer it
	if _, err := s.Calendar.AddWorkingDays(rules.DateOf(end), petition); err != nil {
		return nil
	}
	return append(s.scoredByHead(l, later(before, end)), s.petitioned(l)...)
}

func (s *Script) scoredByHead(l *labels, morning time.Time) []sandbox.Step {
	clerk, head := s.people[0].chat, s.people[1].chat
	return []sandbox.Step{
		{
			Phone: head, Clock: morning,
			Title: sandbox.Text{VI: "Hết tháng: đến kỳ đánh giá", EN: "The month is over"},
			Text:  sandbox.Text{VI: "Từ ngày 20 phiếu đánh giá tự mở. Chuyển đồng hồ sang ngày làm việc đầu tiên của tháng sau.", EN: "From the 20th on the month’s sheets are open. Move the clock to the first working day of the next month."},
		},
		{
			Phone: clerk, Try: same("/danhgia"),
			Title: sandbox.Text{VI: "Phiếu đánh giá của tôi", EN: "His own sheet"},
			Text:  sandbox.Text{VI: "Kết quả nhiệm vụ đã được tính sẵn từ các việc trong tháng; anh Bình chỉ tự chấm tiêu chí chung.", EN: "What his work comes to is reckoned already (/danhgia); he scores himself by the common criteria alone."},
		},
		{
			Phone: clerk, Try: l.press("evaluation.score_self"), Press: true,
			Title: sandbox.Text{VI: "Tự chấm điểm", EN: "Score oneself"},
			Text:  sandbox.Text{VI: "Điểm tự chấm tháng trước đã có sẵn làm mẫu; bấm vào tiêu chí nào là đổi tiêu chí ấy.", EN: "Last month’s points stand there as a start; a press on a criterion changes it."},
		},
		{
			Phone: clerk, Try: l.press("evaluation.self.send"), Press: true,
			Title: sandbox.Text{VI: "Gửi điểm tự chấm", EN: "Send the self-score"},
			Text:  sandbox.Text{VI: "Không phải gõ chữ nào.", EN: "Without a word to type."},
		},
		{
			Phone: head, Try: same("/danhgia"),
			Title: sandbox.Text{VI: "Trưởng phòng chấm điểm", EN: "The head’s turn"},
			Text:  sandbox.Text{VI: "Chị Thu An thấy ai đã tự chấm, ai chưa.", EN: "Thu An sees who has scored themselves, and who hasn’t yet."},
		},
		{
			Phone: head, Try: l.begins("evaluation.staff_button", "n", few), Press: true,
			Title: sandbox.Text{VI: "Danh sách người được chấm", EN: "Whom she scores"},
			Text:  sandbox.Text{VI: "Dừng lúc nào cũng được; danh sách nhớ ai còn chờ.", EN: "She can stop at any time; the list knows who still waits."},
		},
		{
			Phone: head, Try: l.press("evaluation.person_button", "mark", "✍️", "name", s.names["TN03"], "stage", rules.Msg("evaluation.stage.self")), Press: true,
			Title: sandbox.Text{VI: "Mở phiếu của anh Bình", EN: "Bình’s sheet"},
			Text:  sandbox.Text{VI: "Điểm tự chấm đứng cạnh số liệu bot tính: số lượng, chất lượng, tiến độ, và kết quả tháng trước.", EN: "His self-score beside what was reckoned: volume, quality, progress, and last month’s result."},
		},
		{
			Phone: head, Try: l.press("evaluation.keep"), Press: true,
			Title: sandbox.Text{VI: "Giữ nguyên thì bấm một lần", EN: "One press where nothing changes"},
			Text:  sandbox.Text{VI: "Muốn đổi điểm nào thì chọn điểm ấy và ghi lý do.", EN: "To change a mark she picks it and gives a reason."},
		},
		{
			Phone: head, Try: l.press("evaluation.publish_all", "n", 1), Press: true,
			Title: sandbox.Text{VI: "Công bố kết quả", EN: "Publish"},
			Text:  sandbox.Text{VI: "Hết kỳ mới công bố được; bot hỏi lại một lần.", EN: "Only once the period is over; the bot asks again."},
		},
		{
			Phone: head, Try: l.press("evaluation.publish_yes", "n", 1), Press: true,
			Title: sandbox.Text{VI: "Xác nhận công bố", EN: "Yes, publish"},
			Text:  sandbox.Text{VI: "Người được chấm nhận tin ngay; tin nhắn không bao giờ mang điểm số.", EN: "He is told at once; a notice never carries a score."},
		},
	}
}

func (s *Script) petitioned(l *labels) []sandbox.Step {
	clerk, director := s.people[0].chat, s.phoneOf(overHead)
	return []sandbox.Step{
		{
			Phone: clerk, Try: l.press("evaluation.open"), Press: true,
			Title: sandbox.Text{VI: "Xem kết quả của mình", EN: "Read the result"},
			Text:  sandbox.Text{VI: "Phiếu trình bày cách tính từng dòng, từ điểm tiêu chí đến tổng.", EN: "The sheet shows the arithmetic line by line."},
		},
		{
			Phone: clerk, Try: l.begins("evaluation.why", "letter", "c", "known", true, "none", false, "ratio", false, "value", 0, "percent", few), Press: true,
			Title: sandbox.Text{VI: "Con số này từ đâu?", EN: "Where does it come from?"},
			Text:  sandbox.Text{VI: "Bấm vào con số nào là thấy các việc đứng sau con số ấy.", EN: "A press on any figure shows the tasks behind it."},
		},
		{
			Phone: clerk, Try: same("/kiennghi"),
			Title: sandbox.Text{VI: "Chưa đồng ý thì kiến nghị", EN: "Petition against it"},
			Text:  sandbox.Text{VI: "Trong hạn 5 ngày làm việc, gửi đến cấp trên của người chấm.", EN: "Within five working days (/kiennghi), to the level above whoever scored."},
		},
		{
			Phone: clerk, Try: same("Đề nghị xem lại điểm tiến độ: việc cuối tháng phải chờ số liệu của đơn vị khác."),
			Title: sandbox.Text{VI: "Viết kiến nghị", EN: "Write it"},
			Text:  sandbox.Text{VI: "Viết bằng lời của mình; bot cho xem lại trước khi gửi.", EN: "In his own words: he asks to look at the progress again. The bot shows it before it is sent."},
		},
		{
			Phone: clerk, Try: l.press("evaluation.send"), Press: true,
			Title: sandbox.Text{VI: "Gửi kiến nghị", EN: "Send it"},
			Text:  sandbox.Text{VI: "Mỗi kết quả chỉ gửi một lần, có hạn trả lời.", EN: "Once for each result, with a day by which it is answered."},
		},
		{
			Phone: director, Try: l.press("evaluation.open"), Press: true,
			Title: sandbox.Text{VI: "Giám đốc nhận kiến nghị", EN: "The level above"},
			Text:  sandbox.Text{VI: "Người chấm không tự trả lời kiến nghị về điểm mình chấm.", EN: "Whoever scored never answers it."},
		},
		{
			Phone: director, Try: l.press("evaluation.uphold"), Press: true,
			Title: sandbox.Text{VI: "Trả lời kiến nghị", EN: "Answer it"},
			Text:  sandbox.Text{VI: "Giữ nguyên, hoặc chấp nhận để chấm lại thành bản mới; đều phải ghi lý do.", EN: "Keep the result, or have it scored again as a new version; a reason is needed for both."},
		},
		{
			Phone: director, Try: same("Đã xem các việc trong tháng: số liệu đến trước hạn hai ngày, điểm tiến độ tính đúng."),
			Title: sandbox.Text{VI: "Ghi lý do", EN: "Give the reason"},
			Text:  sandbox.Text{VI: "Người kiến nghị đọc được lý do này.", EN: "The data came two days before the deadline. He will read this."},
		},
		{
			Phone: director, Try: l.press("evaluation.send"), Press: true,
			Title: sandbox.Text{VI: "Gửi trả lời", EN: "Send the answer"},
			Text:  sandbox.Text{VI: "Anh Bình được báo ngay, và phiếu giữ cả kiến nghị lẫn trả lời.", EN: "Bình is told at once, and the sheet keeps both."},
		},
	}
}
