package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/locale"
	"tainha/rules"
	"tainha/sandbox"
)

// proof is the file that the guide sends.
//
//go:embed cong-van.pdf
var proof []byte

// reminded is who works at home on the day of the guide, too, and says nothing of it.
const reminded = "TN13"

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

// The times of the day that the guide and the clock's buttons show.
const (
	noonBefore  = 30 // minutes before the afternoon's hours
	eveningLeft = 30 // minutes to closing time
)

// A moment of a working day, in minutes.
type moment func(hours []rules.Span) int

func opening(hours []rules.Span) int { return hours[0].From }
func midday(hours []rules.Span) int  { return hours[len(hours)-1].From - noonBefore }
func lateHour(hours []rules.Span) int {
	return hours[len(hours)-1].To - eveningLeft
}

// on is that moment of a working day.
func (s *Script) on(day rules.Date, m moment) time.Time {
	return day.At(m(s.Calendar.HoursOn(day)), s.zone())
}

// later is the later of two moments.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// next is that moment of today where it is still to come, else of the next working day;
// false where the calendar doesn't know.
func (s *Script) next(now time.Time, m moment) (time.Time, bool) {
	today := rules.DateOf(now)
	if s.Calendar.IsWorking(today) {
		if at := s.on(today, m); at.After(now) {
			return at, true
		}
	}
	day, err := s.Calendar.AddWorkingDays(today, 1)
	if err != nil {
		return time.Time{}, false
	}
	return s.on(day, m), true
}

// guide is the guided first minute: a day asked for with its plan, approved, reported and
// confirmed; then the rest of that day, the next morning of the head, and the month's end. The words and labels
// to try are the bot's own, in Vietnamese as on the phones.
func (s *Script) guide(today rules.Date) ([]sandbox.Step, error) {
	home, err := freeDay(s.Calendar, today, guideAhead)
	if err != nil {
		return nil, err
	}
	words, err := wishFor(s.Calendar, today)
	if err != nil {
		return nil, err
	}
	after, err := s.Calendar.AddWorkingDays(home, 1)
	if err != nil {
		return nil, fmt.Errorf("find the day after the one at home: %w", err)
	}
	reported, err := freeDay(s.Calendar, after.MonthEnd(), 1)
	if err != nil { // a year that nobody has entered yet
		reported = after
	}
	l := labels{catalog: s.catalog}
	scored := s.scored(&l, today, s.on(after, opening))
	steps := slices.Concat(
		s.firstMinute(&l, words, s.on(home, opening)),
		s.restOfTheDay(&l, s.on(home, lateHour)),
		s.morningAfter(&l, s.on(after, opening)),
		s.answered(&l),
		scored,
		s.reviewed(s.on(reported, opening), len(scored) == 0),
		s.farewell(),
	)
	return steps, l.err
}

// labels finds what stands on the bot's buttons.
type labels struct {
	catalog *locale.Catalog
	err     error
}

func (l *labels) press(key string, args ...any) sandbox.Text {
	label, err := l.catalog.Plain("vi", rules.Msg(key, args...))
	if err != nil && l.err == nil {
		l.err = fmt.Errorf("label the guide: %w", err)
	}
	return same(label)
}

// few stands in a label for the number that it shows.
const few = 8

// begins is the part of a label that stands before that number.
func (l *labels) begins(key string, args ...any) sandbox.Text {
	before, _, found := strings.Cut(l.press(key, args...).VI, strconv.Itoa(few))
	if !found && l.err == nil {
		l.err = fmt.Errorf("label the guide: %s shows no number", key)
	}
	return same(strings.TrimSpace(before))
}

func same(s string) sandbox.Text { return sandbox.Text{VI: s, EN: s} }

// firstTask is the title of the clerk's first task, as its button shows it.
const firstTask = "Báo cáo công tác…"

// firstMinute leads from a day to its plan to a report to a confirmation.
func (s *Script) firstMinute(l *labels, words string, morning time.Time) []sandbox.Step {
	clerk, head := s.people[0].chat, s.people[1].chat
	return []sandbox.Step{
		{
			Phone: clerk, Try: same(words),
			Title: sandbox.Text{VI: "Xin một ngày làm ở nhà", EN: "Ask for a day at home"},
			Text:  sandbox.Text{VI: "Anh Bình nhắn cho bot như nói chuyện. Gửi câu này, hoặc câu của chính bạn.", EN: "Bình asks the bot in his own words. Send these (they name a day and ask to work at home), or type yours."},
		},
		{
			Phone: clerk, Try: l.press("wfh.send"), Press: true,
			Title: sandbox.Text{VI: "Kế hoạch đã có sẵn", EN: "The plan is there already"},
			Text:  sandbox.Text{VI: "Bot lấy việc đang làm của anh Bình lập kế hoạch cho ngày ấy, quy đổi ra sản phẩm. Anh xem lại rồi gửi.", EN: "From his open tasks the bot proposes the day's plan, in converted products. He looks once more and sends it."},
		},
		{
			Phone: head, Try: l.press("card.approve"), Press: true,
			Title: sandbox.Text{VI: "Trưởng phòng duyệt ngay trên tin nhắn", EN: "The head decides on the card"},
			Text:  sandbox.Text{VI: "Chị Thu An thấy đủ để quyết định: ai, ngày nào, kế hoạch đạt bao nhiêu so với một ngày ở cơ quan, còn mấy người có mặt.", EN: "Thu An sees all she needs: who, which day, how far the plan reaches beside an office day, how many stay."},
		},
		{
			Phone: clerk, Clock: morning,
			Title: sandbox.Text{VI: "Sáng ngày làm ở nhà", EN: "The morning of that day"},
			Text:  sandbox.Text{VI: "Chuyển đồng hồ đến đầu giờ sáng: anh Bình nhận đúng một tin, có kế hoạch trong ngày và nút báo kết quả.", EN: "Move the clock to the start of the day: Bình gets one message, with the day's plan and buttons to report."},
		},
		{
			Phone: clerk, Try: l.press("task.day.done", "n", 1, "title", firstTask), Press: true,
			Title: sandbox.Text{VI: "Xong việc nào bấm việc đó", EN: "Report with one press"},
			Text:  sandbox.Text{VI: "Một lần bấm là báo xong và nộp, không phải gõ chữ nào.", EN: "One press reports the work done and hands it in, without a word to type."},
		},
		{
			Phone: head, Try: l.press("task.confirm.yes", "n", 1), Press: true,
			Title: sandbox.Text{VI: "Trưởng phòng xác nhận", EN: "The head confirms"},
			Text:  sandbox.Text{VI: "Việc vừa nộp đến ngay máy chị Thu An. Chị xác nhận, hoặc trả lại kèm lý do. Vậy là trọn một vòng.", EN: "It reaches Thu An at once. She confirms it, or returns it with a reason. That is the whole round."},
		},
	}
}

// restOfTheDay reports in words and with a proof, reminds who said nothing, and ends in the diary.
func (s *Script) restOfTheDay(l *labels, evening time.Time) []sandbox.Step {
	clerk := s.people[0].chat
	return []sandbox.Step{
		{
			Phone: clerk, Try: same("xong 1/2 công văn"),
			Title: sandbox.Text{VI: "Báo tiến độ bằng một câu", EN: "Report in a sentence"},
			Text:  sandbox.Text{VI: "Đang dở thì nhắn như nói với đồng nghiệp; bot tự tìm ra việc nào.", EN: "“One of the two letters is done”: the bot finds which task he means."},
		},
		{
			Phone: clerk, File: &sandbox.Attachment{Name: "cong-van-so-1.pdf", Data: proof},
			Title: sandbox.Text{VI: "Kèm minh chứng", EN: "Send the proof"},
			Text:  sandbox.Text{VI: "Ảnh hay tệp gửi ngay sau đó được kèm vào việc vừa báo. Bot không mở tệp.", EN: "A photo or file sent right after goes with that task. The bot never opens it."},
		},
		{
			Phone: s.phoneOf(reminded), Clock: evening,
			Title: sandbox.Text{VI: "Cuối giờ chiều, nhắc một lần", EN: "Late that day, one reminder"},
			Text:  sandbox.Text{VI: "Anh Khôi cũng làm ở nhà mà chưa báo gì, nên trước khi hết giờ bot nhắc một lần. Ai đã báo thì không bị nhắc.", EN: "Khôi is at home, too, and has said nothing: he is reminded once before the day ends. Who has reported is not."},
		},
		{
			Phone: clerk, Try: l.press("task.day.all"), Press: true,
			Title: sandbox.Text{VI: "Nộp hết theo kế hoạch", EN: "Hand in all that was planned"},
			Text:  sandbox.Text{VI: "Các việc còn lại đã xong: một lần bấm là nộp hết.", EN: "The rest is done, too: one press hands in all of it."},
		},
		{
			Phone: clerk, Try: same("/nhatky"),
			Title: sandbox.Text{VI: "Nhật ký tự đầy", EN: "The diary fills itself"},
			Text:  sandbox.Text{VI: "Những gì đã báo nằm trong nhật ký của anh Bình, để dùng khi tự đánh giá.", EN: "All that was reported stands in his diary (/nhatky), for his own evaluation."},
		},
	}
}

// morningAfter is the head's digest, and what else there is to see.
func (s *Script) morningAfter(l *labels, morning time.Time) []sandbox.Step {
	head, newcomer := s.people[1].chat, s.people[2].chat
	return []sandbox.Step{
		{
			Phone: head, Clock: morning,
			Title: sandbox.Text{VI: "Sáng hôm sau của trưởng phòng", EN: "The head’s next morning"},
			Text:  sandbox.Text{VI: "Mỗi sáng chị Thu An chỉ nhận một tin: việc quá hạn, việc bị vướng, việc chờ xác nhận, ai ở nhà.", EN: "Each morning Thu An gets one message: what is overdue, what is blocked, what waits for her, who is at home."},
		},
		{
			Phone: head, Try: l.begins("digest.tasks.confirm", "n", few), Press: true,
			Title: sandbox.Text{VI: "Xem các việc đã nộp", EN: "See what was handed in"},
			Text:  sandbox.Text{VI: "Bấm một nút ngay dưới tin buổi sáng.", EN: "One button below the morning’s message."},
		},
		{
			Phone: head, Try: l.begins("task.confirm.yes", "n", few), Press: true,
			Title: sandbox.Text{VI: "Xác nhận tất cả", EN: "Confirm all of it"},
			Text:  sandbox.Text{VI: "Xem danh sách rồi xác nhận một lần. Người thực hiện được báo ngay.", EN: "She sees the list and confirms it at once. Those who did the work are told."},
		},
		{
			Phone: newcomer, Try: invitation("").Button, Press: true,
			Title: sandbox.Text{VI: "Người mới nhận thư mời", EN: "Somebody new is invited"},
			Text:  sandbox.Text{VI: "Chị Hương chưa dùng bot bao giờ. Liên kết trong thư mời chỉ dùng được một lần; bot hỏi ngôn ngữ, sự đồng ý và cam kết.", EN: "Hương has never used the bot. Her link works once; the bot asks for her language, consent and commitment."},
		},
	}
}

// farewell is the last step: what else there is to try.
func (s *Script) farewell() []sandbox.Step {
	return []sandbox.Step{
		{
			Phone: s.people[0].chat,
			Title: sandbox.Text{VI: "Thời gian là của bạn", EN: "Time is yours"},
			Text:  sandbox.Text{VI: "Các nút của đồng hồ đưa bạn đến sáng, trưa, chiều của ngày làm việc tới, hoặc đến kỳ đánh giá: bot sống theo giờ đó. Mở «Phía sau» để xem từng lời gọi và thử gây lỗi mạng.", EN: "The clock’s buttons lead to the morning, midday and evening of the next working day, or to the month’s evaluation: the bot lives in that time. Open “Behind” to see every call, and try breaking the network."},
		},
	}
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
	for _, p := range []struct {
		id    string
		label sandbox.Text
		m     moment
	}{
		{"morning", sandbox.Text{VI: "Đầu giờ sáng", EN: "Morning"}, opening},
		{"noon", sandbox.Text{VI: "Giữa trưa", EN: "Midday"}, midday},
		{"evening", sandbox.Text{VI: "Cuối giờ chiều", EN: "Evening"}, lateHour},
	} {
		if to, known := s.next(local, p.m); known {
			presets = append(presets, sandbox.Preset{ID: p.id, Label: p.label, To: to})
		}
	}
	if to, known := s.scoring(local); known {
		presets = append(presets, sandbox.Preset{ID: "scoring", Label: sandbox.Text{VI: "Kỳ đánh giá", EN: "Evaluation"}, To: to})
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
