package reply

import "strings"

// The classes of words.tsv by which people ask what holds for them, and how it goes.
const (
	classTalk           = "ask.talk"
	classHow            = "ask.how"
	classDiary          = "diary"
	classDiaryOther     = "diary.other"
	classDiaryWrite     = "diary.write"
	classDiaryDone      = "diary.done"
	classDiarySpan      = "diary.span"
	classFirst          = "first.person"
	classCutoff         = "ask.cutoff"
	classRule           = "ask.rule"
	classCount          = "ask.count"
	classApprover       = "ask.approver"
	classApproverNot    = "ask.approver.not"
	classApproverMe     = "ask.approver.me"
	classAway           = "ask.away"
	classLeft           = "ask.left"
	classStillLeft      = "ask.left.still"
	classAbsences       = "ask.absences"
	classAbsencesSure   = "ask.absences.sure"
	classAskSelf        = "ask.self"
	classAskMay         = "ask.may"
	classAskWhere       = "ask.where"
	classDeputyNow      = "ask.deputy.now"
	classApproved       = "ask.approved"
	classBye            = "small.bye"
	classGreets         = "small.greets"
	classHoldsOwn       = "holds.own"
	classNoted          = "ask.noted"
	classNextWeek       = "next.week"
	classNoteDrop       = "note.drop"
	classBroken         = "home.broken"
	classToOffice       = "to.office"
	classNoNeed         = "no.need"
	classAskSilent      = "ask.silent"
	classAskRoom        = "ask.room"
	classDayWork        = "day.work"
	classDayBegins      = "day.begins"
	classDayToday       = "day.today"
	classDeputy         = "ask.deputy"
	classUntilDay       = "until.day"
	classWishOwn        = "wish.own"
	classLeaveMore      = "leave.more"
	classHolidays       = "ask.holidays"
	classBackWhen       = "ask.back.when"
	classRegisteredUnit = "ask.registered.unit"
	classRegisteredMay  = "ask.registered.may"
	classRegistered     = "ask.registered"
	classRelay          = "relay"
	classWhyNot         = "ask.why"
	classMovesDay       = "moves.day"
)

// AsksTalk reports where a folded text asks whether one may just say what one wants, below 0
// where it doesn't: "hổng biết bấm nút, nói bằng miệng được hông".
func AsksTalk(folded string) int {
	if len(folded) > longestAnswer {
		return -1
	}
	return firstSaid(folded, classTalk)
}

const fewWords = 5 // of a text that names what it is about and says no more

// MayAsk reports a text that asks for something, or is too short to tell of anything: "lịch họp".
func MayAsk(s string) bool {
	t := newText(s)
	return Asks(s) || t.has(classAsks) || t.has(classLook) || len(t.words) <= fewWords
}

// AsksHow reports a text that asks how something is done: "chỉ tui cách đăng ký ở nhà".
func AsksHow(s string) bool { return newText(s).has(classHow) }

// Diary reports where a folded text asks for the writer's own diary, or what they did, below 0
// where it doesn't: "coi lại nhật ký tuần này của tui", "tháng này tui làm được mấy việc".
func Diary(folded string) int {
	t := newText(folded)
	switch {
	case len(folded) > longestAnswer || t.has(classDiaryOther):
		return -1
	case t.has(classDiary):
		return 0
	case t.has(classDiaryDone) && t.has(classDiarySpan) && t.has(classFirst):
		return 0
	}
	return -1
}

// WritesDiary reports a text that wants something written into the diary.
func WritesDiary(s string) bool { return newText(s).has(classDiaryWrite) }

// AsksCutoff reports a question until when a day may be asked for: "đăng ký trễ nhất là mấy
// giờ", "còn kịp đăng ký thứ tư không".
func AsksCutoff(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classCutoff) && (Asks(s) || t.has(classAsks))
}

// AsksRule reports a question how much is allowed at all: "một tuần được ở nhà mấy bữa".
func AsksRule(s string) bool {
	t := newText(s)
	return t.has(classRule) && t.has(classCount)
}

// AsksApprover reports a question who decides what the writer asks for, where nothing is said of
// what waits: "ai duyệt cho tui vậy". own says that it names the writer, away that it is about
// when that one is away.
func AsksApprover(s string) (own, away, ok bool) {
	t := newText(s)
	ok = len(s) <= longestAnswer && t.has(classApprover) && !t.has(classApproverNot) && !AsksYet(s)
	return t.has(classApproverMe), t.has(classAway), ok
}

// AsksLeft reports a question which days the writer may still have: "tuần tới tui còn ở nhà được
// bữa nào nữa hông ta".
func AsksLeft(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classLeft) && t.has(classStillLeft)
}

// AsksAbsences reports a question when the writer is away, or how long: "em đã báo nghỉ bữa nào
// chưa".
func AsksAbsences(s string) bool {
	t := newText(s)
	if len(s) > longestAnswer || t.has(classLeaveAsked) {
		return false
	}
	return t.has(classAbsencesSure) || t.has(classAbsences) && (t.has(classFirst) || t.has(classAskSelf)) && !t.has(classStillLeft)
}

// AsksReturn reports a question when the writer is back at work: "bữa nào tui đi làm lại".
func AsksReturn(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classBackWhen) && (t.has(classLeaveOver) || t.has(classLeaveBack))
}

// TailAsks reports a text whose last word asks whether it is so: "hôm nay Nam làm ở nhà à".
func TailAsks(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.marked && len(t.words) > 1 && t.is(len(t.words)-1, 1, classAskTail)
}

// AsksTheirAbsences reports the same of whoever else it names: "Lan nghỉ mấy hôm rồi".
func AsksTheirAbsences(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classAbsences)
}

// AsksMay reports a question whether one may work at home at all: "thế chị có được làm ở nhà không".
func AsksMay(s string) bool { return len(s) <= longestAnswer && newText(s).has(classAskMay) }

// AsksWhereabouts reports a question where somebody is, or how they are: "chiều nay Lan đi làm chưa".
func AsksWhereabouts(s string) bool { return len(s) <= longestAnswer && newText(s).has(classAskWhere) }

// AsksSilent reports a question what becomes of a request that nobody decides: "nếu sếp hông trả lời thì sao".
func AsksSilent(s string) bool { return len(s) <= longestAnswer && newText(s).has(classAskSilent) }

// AsksRoom reports a question on which days there is room: "bữa nào còn chỗ".
func AsksRoom(s string) bool { return len(s) <= longestAnswer && newText(s).has(classAskRoom) }

// BeginsWork reports a text that says what its writer works at now, or that they begin, and asks nothing:
// "bữa nay tui làm công văn với coi hồ sơ hộ nghèo".
func BeginsWork(s string) bool {
	t := newText(s)
	if len(s) > longestAnswer || t.asks() || strings.HasSuffix(strings.TrimSpace(s), "?") || !t.has(classFirst) {
		return false
	}
	return t.has(classDayBegins) || t.has(classDayToday) && t.has(classDayWork)
}

// AsksDeputy reports where a folded text asks who decides in the writer's place, below 0 where it
// doesn't: "ai đang duyệt thay chị?".
func AsksDeputy(folded string) int {
	if len(folded) > longestAnswer {
		return -1
	}
	return firstSaid(folded, classDeputy)
}

// AsksDecider reports a question who decides at present: "thế giờ ai duyệt".
func AsksDecider(s string) bool { return len(s) <= longestAnswer && newText(s).has(classDeputyNow) }

// UntilDay reports a text that names the day until which something holds: "đến hết thứ 4".
func UntilDay(s string) bool { return newText(s).has(classUntilDay) }

// MoreLeave reports a text that says to be away longer, and not what kind of absence it is.
func MoreLeave(s string) bool {
	t := newText(s)
	return t.has(classLeaveMore) && !t.has(classLeave) && !t.has(classSick) && !t.has(classDuty)
}

// AsksHolidays reports a question which days are off, or whether one is: "nghỉ lễ bữa nào vậy", "mai có
// phải đi làm không".
func AsksHolidays(s string) bool { return len(s) <= longestAnswer && newText(s).has(classHolidays) }

// AsksRegistered reports a question who asked for days: "tuần sau ai đăng ký rồi".
func AsksRegistered(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && (t.has(classRegistered) || t.has(classRegisteredUnit) && t.has(classRegisteredMay))
}

// Relays reports a text that wants somebody told something: "nhắn anh Đức duyệt sớm giúp chị".
func Relays(s string) bool { return newText(s).begins(classRelay) }

// AsksWhyNot reports a question why a day was not given: "sao thứ năm hổng được vậy".
func AsksWhyNot(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classWhyNot) && (t.has(classLineNo) || t.has(classDeny) || t.has(classVerdictNo))
}

// MovesDay reports a text that wants a day to become another: "chuyển ngày thứ 5 của Lan sang t4".
func MovesDay(s string) bool { return len(s) <= longestAnswer && newText(s).begins(classMovesDay) }

// AsksApproved reports a question whether a day was approved: "chiều thứ 4 được duyệt chưa".
func AsksApproved(s string) bool { return len(s) <= longestAnswer && newText(s).has(classApproved) }

// AsksNoted reports a question whether a day was noted: "coi lại coi thứ 6 có ghi chưa".
func AsksNoted(s string) bool { return len(s) <= longestAnswer && newText(s).has(classNoted) }

// SaysNextWeek reports a text that names the next week.
func SaysNextWeek(s string) bool { return newText(s).has(classNextWeek) }

// DropsNote reports a text that wants a note left out, and no more: "bỏ cái ghi chú đi".
func DropsNote(s string) bool { return onlySays(s, classNoteDrop) }

// ComesInstead reports a text that says that its writer comes to the office after all, and what broke at home:
// "cúp điện rồi, chắc tui lên cơ quan".
func ComesInstead(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classBroken) && t.has(classToOffice) && !Asks(s)
}

// BeginsNo reports a text that begins with a no, and says more: "không cần nữa, Sở bỏ rồi".
func BeginsNo(s string) bool { return newText(s).begins(classDeny) || newText(s).begins(classNoNeed) }

// SaysBye reports a text that ends the talk: "thôi bữa nay tới đây thôi".
func SaysBye(s string) bool { return len(s) <= longestAnswer && newText(s).has(classBye) }

// Greets reports a text that begins with a greeting, whatever it tells then.
func Greets(s string) bool { return len(s) <= longestAnswer && newText(s).at(0, classGreets) > 0 }

// HoldsOwn reports a text that wants what its writer asked for not to be decided yet.
func HoldsOwn(s string) bool { return len(s) <= longestAnswer && newText(s).has(classHoldsOwn) }
