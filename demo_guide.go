package main

import (
	"time"

	"tainha/rules"
	"tainha/sandbox"
)

// demoGuide is the guided first minute: a day declared, approved, seen by both.
func demoGuide(people []demoPerson) []sandbox.Step {
	clerk, head := people[0].chat, people[1].chat
	return []sandbox.Step{
		{
			Phone: clerk,
			Title: sandbox.Text{VI: "1 · Xin một ngày làm ở nhà", EN: "1 · Ask for a day at home"},
			Text:  sandbox.Text{VI: "Anh Bình nhắn cho bot như nói chuyện. Gõ câu này, hoặc câu của chính bạn.", EN: "Bình writes to the bot as he speaks. Type this, or words of your own."},
			Try:   sandbox.Text{VI: "thứ 5 em xin làm ở nhà", EN: "thứ 5 em xin làm ở nhà"},
		},
		{
			Phone: clerk,
			Title: sandbox.Text{VI: "2 · Xem lại rồi gửi", EN: "2 · Look once more, then send"},
			Text:  sandbox.Text{VI: "Bot nhắc lại ngày đầy đủ, hạn mức và người duyệt. Bấm một nút là xong.", EN: "The bot repeats the full date, the limits and who decides. One press is enough."},
			Try:   sandbox.Text{VI: "Gửi đề nghị", EN: "Gửi đề nghị"},
		},
		{
			Phone: head,
			Title: sandbox.Text{VI: "3 · Trưởng phòng duyệt ngay trên thẻ", EN: "3 · The head decides on the card"},
			Text:  sandbox.Text{VI: "Chị Thu An thấy đủ để quyết định: ai, ngày nào, hạn mức, ai cũng ở nhà, còn mấy người có mặt.", EN: "Thu An sees all she needs: who, which day, the limits, who else is at home, how many stay."},
			Try:   sandbox.Text{VI: "Duyệt", EN: "Duyệt"},
		},
		{
			Phone: clerk,
			Title: sandbox.Text{VI: "4 · Cả hai cùng thấy", EN: "4 · Both see it"},
			Text:  sandbox.Text{VI: "Anh Bình được báo ngay. Gõ /lich để xem lịch của mình.", EN: "Bình is told at once. Type /lich to see his days."},
			Try:   sandbox.Text{VI: "/lich", EN: "/lich"},
		},
		{
			Phone: clerk,
			Title: sandbox.Text{VI: "5 · Thời gian là của bạn", EN: "5 · Time is yours"},
			Text:  sandbox.Text{VI: "Dùng đồng hồ ở trên để nhảy tới 16:00 hay ngày làm việc sau: bot sống theo giờ đó. Mở «Phía sau» để xem từng lệnh gọi và thử gây lỗi mạng.", EN: "Use the clock above to jump to 16:00 or the next working day: the bot lives in that time. Open “Behind” to see every call, and try breaking the network."},
		},
	}
}

// presets are the buttons of the clock.
func (s *demoScript) presets(now time.Time) []sandbox.Preset {
	calendar := &s.config.Calendar
	local := now.In(s.zone)
	today := rules.DateOf(local)
	const fourPM = 16 * 60
	four := today.At(fourPM, s.zone)
	if !four.After(local) {
		four = (today + 1).At(fourPM, s.zone)
	}
	presets := []sandbox.Preset{
		{ID: "+1h", Label: sandbox.Text{VI: "+1 giờ", EN: "+1 hour"}, To: local.Add(time.Hour)},
		{ID: "next-16:00", Label: sandbox.Text{VI: "16:00 tới", EN: "Next 16:00"}, To: four},
	}
	if day, err := calendar.AddWorkingDays(today, 1); err == nil {
		presets = append(presets, sandbox.Preset{
			ID: "next-working-day", Label: sandbox.Text{VI: "Ngày làm việc sau", EN: "Next working day"},
			To: day.At(calendar.Hours[0].From, s.zone),
		})
	}
	return append(presets, sandbox.Preset{ID: "real", Label: sandbox.Text{VI: "Giờ thật", EN: "Real time"}, To: s.machine().In(s.zone)})
}

// demoTime is the moment at which a demo begins: now when the agency is at work
// and the calendar knows the coming weeks, else 9:00 of the next working day; in
// a year without data, a Monday that the calendar knows.
func demoTime(calendar *rules.Calendar, now time.Time) time.Time {
	const nine, ahead = 9 * 60, 21
	today := rules.DateOf(now)
	if _, err := calendar.WorkingDays(today, today.AddDays(ahead)); err != nil {
		return rules.NewDate(2026, time.November, 23).At(nine, calendar.Location)
	}
	if calendar.Open(now) {
		return now
	}
	if calendar.IsWorking(today) && now.Before(today.At(nine, calendar.Location)) {
		return today.At(nine, calendar.Location)
	}
	next, err := calendar.AddWorkingDays(today, 1)
	if err != nil {
		return now
	}
	return next.At(nine, calendar.Location)
}
