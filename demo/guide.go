package demo

import (
	"fmt"
	"time"

	"tainha/locale"
	"tainha/rules"
	"tainha/sandbox"
)

// guideAhead is how many free days ahead the day lies that the guide asks for.
const guideAhead = 2

// freeDay is the n-th working day after today on which nobody has to be present.
func freeDay(calendar *rules.Calendar, today rules.Date, n int) (day rules.Date, err error) {
	for day = today; n > 0; {
		if day, err = calendar.AddWorkingDays(day, 1); err != nil {
			return 0, fmt.Errorf("find a day that is free: %w", err)
		}
		if _, required := calendar.Required(day); !required {
			n--
		}
	}
	return day, nil
}

// guide is the guided first minute: a day declared, approved, seen by both.
// The words and labels to try are the bot's own, in Vietnamese as on the phones.
func guide(people []person, words string, catalog *locale.Catalog) ([]sandbox.Step, error) {
	clerk, head, newcomer := people[0].chat, people[1].chat, people[2].chat
	same := func(s string) sandbox.Text { return sandbox.Text{VI: s, EN: s} }
	send, err := catalog.Plain("vi", rules.Msg("wfh.send"))
	if err != nil {
		return nil, fmt.Errorf("label the guide: %w", err)
	}
	approve, err := catalog.Plain("vi", rules.Msg("card.approve"))
	if err != nil {
		return nil, fmt.Errorf("label the guide: %w", err)
	}
	return []sandbox.Step{
		{
			Phone: clerk, Try: same(words),
			Title: sandbox.Text{VI: "Xin một ngày làm ở nhà", EN: "Ask for a day at home"},
			Text:  sandbox.Text{VI: "Anh Bình nhắn cho bot như nói chuyện. Gõ câu này, hoặc câu của chính bạn.", EN: "Bình asks the bot in his own words. Send these (they name a day and ask to work at home), or type yours."},
		},
		{
			Phone: clerk, Try: same(send),
			Title: sandbox.Text{VI: "Xem lại rồi gửi", EN: "Look once more, then send"},
			Text:  sandbox.Text{VI: "Bot nhắc lại ngày đầy đủ, hạn mức và người duyệt. Bấm một nút là xong.", EN: "The bot repeats the full date, what he has used and who decides. One press sends it."},
		},
		{
			Phone: head, Try: same(approve),
			Title: sandbox.Text{VI: "Trưởng phòng duyệt ngay trên tin nhắn", EN: "The head decides on the card"},
			Text:  sandbox.Text{VI: "Chị Thu An thấy đủ để quyết định: ai, ngày nào, hạn mức, ai cũng ở nhà, còn mấy người có mặt.", EN: "Thu An sees all she needs: who, which day, the limits, who else is at home, how many stay."},
		},
		{
			Phone: clerk, Try: same("/lich"),
			Title: sandbox.Text{VI: "Cả hai cùng thấy", EN: "Both see it"},
			Text:  sandbox.Text{VI: "Anh Bình được báo ngay, đề nghị trên cả hai máy đổi theo. Gõ /lich để xem lịch của mình.", EN: "Bình is told at once and both cards have changed. /lich shows him his days."},
		},
		{
			Phone: newcomer, Try: same(invitation("").Button.VI),
			Title: sandbox.Text{VI: "Người mới nhận thư mời", EN: "Somebody new is invited"},
			Text:  sandbox.Text{VI: "Chị Hương chưa dùng bot bao giờ. Liên kết trong thư mời chỉ dùng được một lần; bot hỏi ngôn ngữ, sự đồng ý và cam kết.", EN: "Hương has never used the bot. Her link works once; the bot asks for her language, consent and commitment."},
		},
		{
			Phone: clerk,
			Title: sandbox.Text{VI: "Thời gian là của bạn", EN: "Time is yours"},
			Text:  sandbox.Text{VI: "Dùng đồng hồ để nhảy tới 16:00 hay ngày làm việc sau: bot sống theo giờ đó. Mở «Phía sau» để xem từng lời gọi và thử gây lỗi mạng.", EN: "Move the clock to 16:00 or the next working day: the bot lives in that time. Open “Behind” to see every call, and try breaking the network."},
		},
	}, nil
}

// wishFor is how a clerk asks, on a day, for the one that the guide is about.
func wishFor(calendar *rules.Calendar, today rules.Date) (string, error) {
	day, err := freeDay(calendar, today, guideAhead)
	if err != nil {
		return "", err
	}
	_, month, number := day.Civil()
	when := fmt.Sprintf("ngày %d/%d", number, int(month))
	weekday := fmt.Sprintf("thứ %d", int(day.Weekday())+1)
	switch {
	case day.Weekday() == time.Sunday:
	case day.Monday() == today.Monday():
		when = weekday
	case day.Monday() == today.Monday().AddDays(7):
		when = weekday + " tuần sau"
	}
	return when + " em xin làm ở nhà", nil
}

// invitation is the text message that somebody new has got.
func invitation(code string) sandbox.Invitation {
	return sandbox.Invitation{
		Text: sandbox.Text{
			VI: "Sở Thử nghiệm mời chị Ngô Thanh Hương dùng trợ lý Tại Nhà để đăng ký làm việc tại nhà. Liên kết dùng một lần, trong 14 ngày.",
			EN: "The agency invites Ngô Thanh Hương to use Tại Nhà, the assistant for working at home. The link works once, within 14 days.",
		},
		Button:  sandbox.Text{VI: "Mở liên kết mời", EN: "Open the link"},
		Payload: code,
	}
}

// presets are the buttons of the clock.
func (s *Script) presets(now time.Time) []sandbox.Preset {
	calendar := s.Calendar
	local := now.In(s.zone())
	today := rules.DateOf(local)
	const fourPM = 16 * 60
	four := today.At(fourPM, s.zone())
	if !four.After(local) {
		four = (today + 1).At(fourPM, s.zone())
	}
	presets := []sandbox.Preset{
		{ID: "+1h", Label: sandbox.Text{VI: "+1 giờ", EN: "+1 hour"}, To: local.Add(time.Hour)},
		{ID: "next-16:00", Label: sandbox.Text{VI: "16:00 tới", EN: "Next 16:00"}, To: four},
	}
	if day, err := calendar.AddWorkingDays(today, 1); err == nil {
		presets = append(presets, sandbox.Preset{
			ID: "next-working-day", Label: sandbox.Text{VI: "Ngày làm việc sau", EN: "Next working day"},
			To: day.At(calendar.HoursOn(day)[0].From, s.zone()),
		})
	}
	return append(presets, sandbox.Preset{ID: "real", Label: sandbox.Text{VI: "Giờ thật", EN: "Real time"}, To: s.Machine().In(s.zone())})
}

// Begin is the moment at which a demo begins: now when the agency is at work (its lunch
// included) and the calendar knows the coming weeks, else 9:00 of the next working day; in
// a year without data, a Monday that the calendar knows.
func Begin(calendar *rules.Calendar, now time.Time) time.Time {
	const nine, ahead = 9 * 60, 21
	today := rules.DateOf(now)
	if _, err := calendar.WorkingDays(today, today.AddDays(ahead)); err != nil {
		return rules.NewDate(2026, time.November, 23).At(nine, calendar.Location)
	}
	hours := calendar.HoursOn(today)
	opens, closes := hours[0].From, hours[len(hours)-1].To
	if calendar.IsWorking(today) && !now.Before(today.At(opens, calendar.Location)) && now.Before(today.At(closes, calendar.Location)) {
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
