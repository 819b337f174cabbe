package phrase

import (
	"strings"
	"sync"
	"time"
)

// lexeme is what a word or a fixed phrase can be in the grammar.
type lexeme uint8

const (
	lexNone      lexeme = iota
	lexRelative         // hôm nay, mai, mốt; value: days from today
	lexKia              // ngày kia, with a doubt; value as above
	lexPastPart         // sáng qua, hồi sáng; value as above, with a half
	lexMot              // mốt, where "mot" may be "một"
	lexLoose            // mai mốt: some day
	lexWeak             // hôm khác: some day, only beside a wish
	lexDay              // ngày, hôm, bữa
	lexMung             // mùng
	lexLunar            // Tết, âm lịch: after a day, which is then of the lunar calendar
	lexThu              // thứ
	lexWeekday          // chủ nhật, thursday; value: time.Weekday
	lexWeekdays         // thursdays: every one; value as above
	lexShortDay         // mon, thu, sat: only in English company; value as above
	lexWorkday          // ngày làm việc
	lexWeek             // tuần
	lexWeekOf           // next week; value: weeks from now
	lexMonth            // tháng
	lexMonthOf          // next month; value: months from now
	lexMonthName        // november; value: time.Month
	lexYear             // năm
	lexThis             // này
	lexNext             // sau, kế
	lexComing           // tới
	lexAfterNext        // sau nữa
	lexLast             // trước, vừa rồi
	lexOver             // sang tuần: into the next
	lexDigit            // hai, ba, tư …; value: the number
	lexTen              // mười
	lexTens             // mươi
	lexTwenty           // hăm
	lexMorning
	lexAfternoon
	lexNoon
	lexEvening
	lexBuoi   // buổi
	lexHalf   // nửa, half
	lexAllDay // cả ngày
	lexWhole  // cả
	lexEdge   // đầu, giữa, cuối
	lexRest   // còn lại
	lexOf     // của, trong
	lexFrom
	lexTo
	lexEnd // hết, cuối, as the end of a range
	lexAnd
	lexOr
	lexExcept
	lexNot
	lexAux   // còn, thể, cần: between không and a verb
	lexNotBe // không phải
	lexBut   // mà
	lexMore  // nữa
	lexEvery
	lexWeekly
	lexDaily
	lexFew      // mấy, vài
	lexFromNow  // from now, nữa after a count
	lexIn       // in 2 days
	lexTimeUnit // giờ, phút
	lexAmount   // triệu, hồ sơ: the number before it is no day
	lexBefore   // trước ngày
	lexDeadline // hạn
	lexAfter    // sau, before a day
	lexHome
	lexOffice
	lexGoWork // đi làm
	lexBack   // đi làm lại: gives up a day at home
	lexBusy
	lexLeave
	lexSick
	lexCancel
	lexDrop // bỏ: cancels only with a day
	lexStop // thôi: cancels only before a day
	lexChange
	lexInto
	lexReplace // thay
	lexBy      // bằng
	lexInstead // thay vì
	lexTake    // lấy, chọn, xin: a wish when a day follows
	lexKeep    // giữ: the day stays as it is
	lexQuota   // mấy ngày một tuần: a question about the rules
	lexWho
	lexWaiting
	lexAbout    // thế nào, quy định: a question about the programme where no day is named
	lexParticle // ạ, nhé: words that may stand beside a lone number
	lexBecause
	lexPurpose
	lexBreak  // nhưng, còn, nên
	lexOnly   // riêng: what follows narrows what was said before
	lexTitle  // anh, chị, em
	lexGreet  // chào, gửi
	lexVoc    // ơi
	lexFiller // words without weight here
	lexFixed  // phrases whose words mean something else inside them
)

// pattern is one spelling of a lexeme: words in a row.
type pattern struct {
	lex   lexeme
	value int
	words []word
}

// entry lists spellings, separated by '|', in full Vietnamese marks.
type entry struct {
	lex       lexeme
	value     int
	spellings string
}

// lexicon finds patterns by the plain letters of their first word.
type lexicon struct {
	byFirst map[string][]pattern
	known   map[string][]word // every word by its plain letters
	bases   []string          // the plain letters of the patterns' first words, for slips
}

// words is the lexicon, built on first use and never changed.
var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{byFirst: map[string][]pattern{}, known: map[string][]word{}}
	for _, entries := range [][]entry{dayEntries, numberEntries, linkEntries, verbEntries, fillerEntries, fixedEntries} {
		for _, e := range entries {
			for spelling := range strings.SplitSeq(e.spellings, "|") {
				l.add(e.lex, e.value, spelling)
			}
		}
	}
	return l
})

func (l *lexicon) add(lex lexeme, value int, spelling string) {
	p := pattern{lex: lex, value: value}
	for s := range strings.FieldsSeq(spelling) {
		w := foldWord(s)
		p.words = append(p.words, w)
		l.known[w.base] = append(l.known[w.base], w)
	}
	first := p.words[0].base
	if l.byFirst[first] == nil {
		l.bases = append(l.bases, first)
	}
	l.byFirst[first] = append(l.byFirst[first], p)
}

var dayEntries = []entry{
	{lexRelative, 0, "hôm nay|hnay|hôm này|bữa nay|bữa này|ngày hôm nay|nay|hn|hum nay|hôm ni|bữa ni|today|bựa ni|bửa nay|bựa nay|hum ni"},
	{lexRelative, 1, "mai|ngày mai|bữa mai|hôm mai|mai này|ngày hôm sau này|tomorrow|tmr|tmrw|tomorow|tmw|mơi|ngày mơi|mai ni|bữa mơi"},
	{lexRelative, 2, "ngày mốt|bữa mốt|hôm mốt|the day after tomorrow|day after tomorrow|ngày mai nữa"},
	{lexRelative, -1, "hôm qua|hqua|ngày hôm qua|bữa qua|bữa hổm qua|yesterday|đêm qua|tối qua"},
	{lexRelative, -2, "hôm kia|hkia|ngày hôm kia|bữa kia|bữa hổm kia|the day before yesterday|day before yesterday"},
	{lexRelative, -3, "hôm kìa"},
	{lexKia, 2, "ngày kia"},
	{lexKia, 3, "ngày kìa|bữa kìa"},
	{lexPastPart, -1, "sáng qua|chiều qua|trưa qua|sáng hôm qua|chiều hôm qua"},
	{lexMot, 2, "mốt"},
	{lexLoose, 0, "mai mốt|mốt mai|một trong hai ngày|một trong hai|một trong các ngày|một trong những ngày|mai kia|nay mai|một mai|mai này mốt nọ|mai mốt gì đó|bữa nào đó|hôm nào đó|ngày nào đó|ngày nào cũng được|hôm nào cũng được|bữa nào cũng được|weekend|the weekend|this weekend|every other|every second|cách tuần|cách một tuần|hai tuần một lần|biweekly|bi weekly|some day|someday|any day|anyday"},
	{lexWeak, 0, "hôm khác|bữa khác|ngày khác|hôm nào|bữa nào|ngày nào|hôm sau|bữa sau|ngày sau|ngày hôm sau|hôm tới|bữa tới|another day|ngày đầu tuần|the next day|next day|sau tết|trước tết|ra tết|dịp tết|trong tết|qua tết|sau lễ|qua lễ|rằm|hôm rằm|ngày rằm|giáp tết|cận tết"},
	{lexDay, 0, "ngày|hôm|bữa|ng|nhày|the|date|day|days|hum"},
	{lexWorkday, 0, "ngày làm việc|ngày làm|ngày đi làm|working day|working days|business day|business days|workday|workdays|work day|work days"},
	{lexMung, 0, "mùng|mồng"},
	{lexLunar, 0, "tết|tết nguyên đán|tết âm lịch|âm lịch|âl|tháng giêng|tháng chạp|lunar"},
	{lexThu, 0, "thứ|th|t|thữ|thừ|thứu"},
	{lexWeekday, int(time.Sunday), "chủ nhật|cn|chúa nhật|cnhật|chủ nhựt|c nhật|sunday"},
	{lexWeekday, int(time.Monday), "monday"},
	{lexWeekday, int(time.Tuesday), "tuesday|tues|tue"},
	{lexWeekday, int(time.Wednesday), "wednesday|wed|weds"},
	{lexWeekday, int(time.Thursday), "thursday|thurs|thur"},
	{lexWeekday, int(time.Friday), "friday|fri"},
	{lexWeekday, int(time.Saturday), "saturday"},
	{lexWeekdays, int(time.Sunday), "sundays"},
	{lexWeekdays, int(time.Monday), "mondays"},
	{lexWeekdays, int(time.Tuesday), "tuesdays"},
	{lexWeekdays, int(time.Wednesday), "wednesdays"},
	{lexWeekdays, int(time.Thursday), "thursdays"},
	{lexWeekdays, int(time.Friday), "fridays"},
	{lexWeekdays, int(time.Saturday), "saturdays"},
	{lexShortDay, int(time.Monday), "mon"},
	{lexShortDay, int(time.Thursday), "thu"},
	{lexShortDay, int(time.Saturday), "sat"},
	{lexShortDay, int(time.Sunday), "sun"},
	{lexWeek, 0, "tuần|tuàn|week|weeks|tuận"},
	{lexWeekOf, 0, "this week|current week"},
	{lexWeekOf, 1, "next week|the following week|following week|the coming week|coming week|nxt week"},
	{lexWeekOf, 2, "the week after next|week after next"},
	{lexWeekOf, -1, "last week|previous week"},
	{lexMonth, 0, "tháng|thg|month"},
	{lexMonthOf, 0, "this month|current month"},
	{lexMonthOf, 1, "next month"},
	{lexMonthOf, -1, "last month"},
	{lexMonthName, 1, "january|jan"},
	{lexMonthName, 2, "february|feb"},
	{lexMonthName, 3, "march|mar"},
	{lexMonthName, 4, "april|apr"},
	{lexMonthName, 5, "may"},
	{lexMonthName, 6, "june|jun"},
	{lexMonthName, 7, "july|jul"},
	{lexMonthName, 8, "august|aug"},
	{lexMonthName, 9, "september|sep|sept"},
	{lexMonthName, 10, "october|oct"},
	{lexMonthName, 11, "november|nov"},
	{lexMonthName, 12, "december|dec"},
	{lexYear, 0, "năm|year"},
	{lexThis, 0, "này|nay|hiện tại|ni|this|nầy"},
	{lexNext, 0, "sau|kế|kế tiếp|tiếp theo|tiếp|kế tới|next|following|sau này"},
	{lexComing, 0, "tới|sắp tới|tới đây|tới này|coming|upcoming|đến"},
	{lexAfterNext, 0, "sau nữa|tới nữa|kế nữa|sau sau|tiếp nữa"},
	{lexLast, 0, "trước|rồi|vừa rồi|vừa qua|qua|ngoái|trước đó|last|mới rồi|hồi"},
	{lexOver, 0, "sang|qua|bước sang|qua tới"},
}

var numberEntries = []entry{
	{lexDigit, 1, "một|mốt|nhất|one|a|first"},
	{lexDigit, 2, "hai|two|second"},
	{lexDigit, 3, "ba|three|third"},
	{lexDigit, 4, "tư|bốn|four|fourth"},
	{lexDigit, 5, "năm|lăm|nhăm|five|fifth"},
	{lexDigit, 6, "sáu|six|sixth"},
	{lexDigit, 7, "bảy|bẩy|seven|seventh"},
	{lexDigit, 8, "tám|eight|eighth"},
	{lexDigit, 9, "chín|nine|ninth"},
	{lexTen, 10, "mười|ten|tenth"},
	{lexTens, 10, "mươi"},
	{lexTwenty, 20, "hăm"},
}
