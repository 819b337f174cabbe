package when

// Class is what a word or a fixed phrase can be in the grammar: a column of the lexicon files.
type Class uint16

const (
	lexNone      Class = iota
	lexRelative        // hôm nay, mai, mốt; value: days from today
	lexToday           // hôm nay: as lexRelative too
	lexKia             // ngày kia, with a doubt; value as above
	lexPastPart        // sáng qua, hồi sáng; value as above, with a half
	lexMot             // mốt, where "mot" may be "một"
	lexLoose           // mai mốt: some day
	lexWeak            // hôm khác: some day, only beside a wish
	lexDay             // ngày, hôm, bữa
	lexMung            // mùng
	lexLunar           // Tết, âm lịch: after a day, which is then of the lunar calendar
	lexThu             // thứ
	lexWeekday         // chủ nhật, thursday; value: time.Weekday
	lexWeekdays        // thursdays: every one; value as above
	lexShortDay        // mon, thu, sat: only in English company; value as above
	lexWorkday         // ngày làm việc
	lexWeek            // tuần
	lexWeekOf          // next week; value: weeks from now
	lexMonth           // tháng
	lexMonthOf         // next month; value: months from now
	lexMonthName       // november; value: time.Month
	lexYear            // năm
	lexThis            // này
	lexNext            // sau, kế
	lexComing          // tới
	lexAfterNext       // sau nữa
	lexLast            // trước, vừa rồi
	lexOver            // sang tuần: into the next
	lexDigit           // hai, ba, tư …; value: the number
	lexTen             // mười
	lexTens            // mươi
	lexTwenty          // hăm
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
	lexMind // đổi ý: being at the office gives up the day at home then
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
	lexBreak   // nhưng, còn, nên
	lexOnly    // riêng: what follows narrows what was said before
	lexTitle   // anh, chị, em
	lexGreet   // chào, gửi
	lexVoc     // ơi
	lexFiller  // words without weight here
	lexFixed   // phrases whose words mean something else inside them
	ownClasses // those of a caller's lexicon begin here
)

// classNames are the classes as the lexicon files name them.
var classNames = [ownClasses]string{
	lexRelative:  "relative",
	lexToday:     "today",
	lexKia:       "kia",
	lexPastPart:  "past_part",
	lexMot:       "mot",
	lexLoose:     "loose",
	lexWeak:      "weak",
	lexDay:       "day",
	lexMung:      "mung",
	lexLunar:     "lunar",
	lexThu:       "thu",
	lexWeekday:   "weekday",
	lexWeekdays:  "weekdays",
	lexShortDay:  "short_day",
	lexWorkday:   "workday",
	lexWeek:      "week",
	lexWeekOf:    "week_of",
	lexMonth:     "month",
	lexMonthOf:   "month_of",
	lexMonthName: "month_name",
	lexYear:      "year",
	lexThis:      "this",
	lexNext:      "next",
	lexComing:    "coming",
	lexAfterNext: "after_next",
	lexLast:      "last",
	lexOver:      "over",
	lexDigit:     "digit",
	lexTen:       "ten",
	lexTens:      "tens",
	lexTwenty:    "twenty",
	lexMorning:   "morning",
	lexAfternoon: "afternoon",
	lexNoon:      "noon",
	lexEvening:   "evening",
	lexBuoi:      "buoi",
	lexHalf:      "half",
	lexAllDay:    "all_day",
	lexWhole:     "whole",
	lexEdge:      "edge",
	lexRest:      "rest",
	lexOf:        "of",
	lexFrom:      "from",
	lexTo:        "to",
	lexEnd:       "end",
	lexAnd:       "and",
	lexOr:        "or",
	lexExcept:    "except",
	lexNot:       "not",
	lexAux:       "aux",
	lexNotBe:     "not_be",
	lexBut:       "but",
	lexMore:      "more",
	lexEvery:     "every",
	lexWeekly:    "weekly",
	lexDaily:     "daily",
	lexFew:       "few",
	lexFromNow:   "from_now",
	lexIn:        "in",
	lexTimeUnit:  "time_unit",
	lexAmount:    "amount",
	lexBefore:    "before",
	lexDeadline:  "deadline",
	lexAfter:     "after",
	lexHome:      "home",
	lexOffice:    "office",
	lexGoWork:    "go_work",
	lexBack:      "back",
	lexBusy:      "busy",
	lexLeave:     "leave",
	lexSick:      "sick",
	lexCancel:    "cancel",
	lexDrop:      "drop",
	lexStop:      "stop",
	lexChange:    "change",
	lexMind:      "mind",
	lexInto:      "into",
	lexReplace:   "replace",
	lexBy:        "by",
	lexInstead:   "instead",
	lexTake:      "take",
	lexKeep:      "keep",
	lexQuota:     "quota",
	lexWho:       "who",
	lexWaiting:   "waiting",
	lexAbout:     "about",
	lexParticle:  "particle",
	lexBecause:   "because",
	lexPurpose:   "purpose",
	lexBreak:     "break",
	lexOnly:      "only",
	lexTitle:     "title",
	lexGreet:     "greet",
	lexVoc:       "voc",
	lexFiller:    "filler",
	lexFixed:     "fixed",
}
