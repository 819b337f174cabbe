package when

import (
	"time"
)

type itemKind uint8

const (
	itWord    itemKind = iota // content that means nothing here
	itDay                     // one day
	itSpan                    // a week, month or year
	itHalf                    // a half of some day
	itOpen                    // days that only the person knows: "mai mốt", "2 bữa"
	itBad                     // no such day: "31/11"
	itVerb                    // a wish, a place or a question
	itAnd                     // và, +, /
	itComma                   // a soft break
	itOr                      // hoặc
	itFrom                    // từ
	itTo                      // đến, -
	itExcept                  // trừ
	itNotBe                   // không phải, before a day
	itBut                     // mà
	itInto                    // sang, in a move
	itTurn                    // sang before a verb: "đổi t5 sang nghỉ phép"
	itInstead                 // thay vì
	itEvery                   // mỗi
	itSkip                    // trước, hạn: the day after it is no wish
	itBreak                   // a hard break inside the sentence: nhưng, nên
	itStop                    // the end of a sentence
	itReason                  // vì: what follows is the note
	itNo                      // "t6 không", "t6 thì không": the days before it are ruled out
	itemKinds
)

// item is one piece of a sentence with a meaning of its own.
type item struct {
	kind   itemKind
	half   half
	verb   Class // of itVerb
	not    bool  // itVerb: negated; itDay: ruled out ("không phải t5")
	strong bool  // itOpen: enough for a wish by itself; itTo: a word, not a sign
	hours  bool  // itHalf: read out of hours
	maybe  bool  // itHalf: a bare "sang" that may be "into"
	daily  bool  // itEvery: every day
	rest   bool  // itOpen: the days of a week that nothing else is said of
	only   bool  // itBreak: what follows narrows what was said before
	headed bool  // itDay: a line of a timetable, "t4: nhà"
	remark bool  // itSpan: a month by number among other content: "báo cáo tháng 11"
	at     int   // token
	begin  int   // its first token, the word for a day too
	end    int   // the token after it
	count  int   // itOpen: how many days, 0 unknown
	words  int   // how many tokens a link takes
	day    day
	span   span
}

func (it *item) dayish() bool {
	return it.kind == itDay || it.kind == itSpan || it.kind == itHalf || it.kind == itOpen || it.kind == itBad
}

// half is how much of a day is said.
type half uint8

const (
	halfUnsaid half = iota
	halfWhole
	halfMorning
	halfAfternoon
	halfAny     // nửa ngày: which one is asked
	halfEvening // no working half
)

// other is the other half of the day; halfUnsaid where h is no single half.
func (h half) other() half {
	switch h {
	case halfMorning:
		return halfAfternoon
	case halfAfternoon:
		return halfMorning
	}
	return halfUnsaid
}

func (h half) part() Part {
	switch h {
	case halfMorning:
		return Morning
	case halfAfternoon:
		return Afternoon
	}
	return Whole
}

type dayKind uint8

const (
	byOffset dayKind = iota
	byWeekday
	byDate    // day, month and year as far as said
	byWorking // offset: working days from today
)

// qualifier is the word beside a weekday that says which one.
type qualifier uint8

const (
	qualNone   qualifier = iota
	qualThis             // này
	qualComing           // tới
	qualNext             // sau, "next thursday"
	qualLast             // vừa rồi, "last thursday"
)

// day is one day as it was said.
type day struct {
	kind   dayKind
	qual   qualifier
	half   half
	trails bool // the half stands after the day
	each   bool // the half was said once for several days
	hours  bool // the half was said by its hours
	spread bool // the week was named for a list this day belongs to
	mung   bool
	number bool // a bare number

	offset  int // byOffset: days from today
	doubt   DoubtKey
	weekday time.Weekday
	week    *int // byWeekday: weeks from now, once a week is named

	dayOf, month, year int // byDate; 0 where unsaid
	monthOff           *int
	yearOff            *int

	also *day // the same day said again: "thứ 5 26/11"
	text string
}

type spanUnit uint8

const (
	unitWeek spanUnit = iota
	unitMonth
	unitYear
)

// span is a week, month or year as it was said.
type span struct {
	unit  spanUnit
	whole bool // cả tuần: all its working days
	rest  bool // phần còn lại của tuần
	edge  bool // đầu tuần: only a part of it
	first bool // of an edge: the days with which it begins
	last  bool // of an edge: those with which it ends
	bare  bool // tháng 12, without a word beside it
	off   int  // from the present one
	month int  // of unitMonth, when named by number
	year  int
}

// tally counts the items that were read, so that nobody looks through all of them.
type tally struct {
	kinds  [itemKinds]uint16
	verbs  [ownClasses]uint16
	week   int  // the place behind the span said last, no end of a sentence and no exception between; 0: none
	headed bool // one is a line of a timetable
	clause ahead
	home   known // a word for working at home stands in the text
	wish   known // such a word follows that of another mind
	mind   int   // the place behind the first word of another mind; 0: not looked for
}

// known is what was found where it was looked for.
type known uint8

const (
	unasked known = iota
	yes
	no
)
