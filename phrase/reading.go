package phrase

import (
	"time"

	"tainha/rules"
)

// Horizon is how many days ahead a sentence may reach, about thirteen months.
const Horizon = 400

// MaxDays is how many days one wish may hold.
const MaxDays = 62

// Intent is what a sentence wants.
type Intent string

// The intents, by their word in the notation.
const (
	None    Intent = "none"    // nothing for this programme
	Home    Intent = "home"    // work at home on these days
	Move    Intent = "move"    // move days at home: Wish.From to the wish's own days
	Cancel  Intent = "cancel"  // give up days at home
	Leave   Intent = "leave"   // nghỉ phép, nghỉ ốm
	Who     Intent = "who"     // "tuần sau ai ở nhà?"
	Waiting Intent = "waiting" // "đang chờ ai duyệt?"
)

// Reading is what a sentence means. It always holds at least one wish; a
// sentence without meaning holds one of intent None.
type Reading struct {
	Wishes []Wish
	Note   string // the reason given after "vì", "do", "because"; may be empty
}

// Wish is one intent with its days.
type Wish struct {
	Intent Intent
	Selection
	From   *Selection // the days to move away from; only for Move
	Series *Series    // a repeating wish; its days are expanded in Selection
}

// Series marks a wish that repeats weekly ("mỗi thứ 4 đến hết tháng 12").
type Series struct {
	Weekdays []time.Weekday
	Until    rules.Date // zero when the sentence names no end: it is asked
}

// Selection is the days a wish is about. Each list is sorted and holds no day
// twice. When Open or Options is set the person must be asked first.
type Selection struct {
	Days    []rules.Slot // working days, today or later; with Open: what is known so far
	Past    []rules.Slot // refused: before today
	Closed  []rules.Slot // understood, but no working day
	Invalid []string     // as written: no such day
	Open    bool         // which days is open: ask
	Options [][]rules.Slot
	Doubts  []rules.Message // why the reading must be echoed in words, one of the Doubt keys
}

// The keys of doubts. Arguments in parentheses.
const (
	DoubtNextYear  = "phrase.doubt.next_year"  // a past day and month taken as next year's (day)
	DoubtNextMonth = "phrase.doubt.next_month" // a day of the month that is over, taken as next month's (day)
	DoubtComing    = "phrase.doubt.coming"     // "thứ 5 tới": the coming one, not the one after (day)
	DoubtNextWeek  = "phrase.doubt.next_week"  // "next thursday": the one in the next week (day)
	DoubtKia       = "phrase.doubt.kia"        // "ngày kia", "ngày kìa": two and three days on, not the same for everybody (day)
	DoubtOnly      = "phrase.doubt.only"       // of two readings only this one is possible: a weekday and a date that disagree (day)
	DoubtWrapped   = "phrase.doubt.wrapped"    // "từ t5 đến t3" runs into the next week (from, to)
	DoubtReversed  = "phrase.doubt.reversed"   // dates the wrong way round were turned (from, to)
	DoubtSameWeek  = "phrase.doubt.same_week"  // weekdays of a list taken in one week (day)
	DoubtFromToday = "phrase.doubt.from_today" // "đến thứ 6": taken from today on (to)
	DoubtPart      = "phrase.doubt.part"       // a half taken for each day of a list or range
	DoubtHours     = "phrase.doubt.hours"      // "8h-11h t5": hours taken as the half they lie in
	DoubtToday     = "phrase.doubt.today"      // a half alone taken as today's (day)
	DoubtAbsent    = "phrase.doubt.absent"     // "t5 em không lên cơ quan": taken as working at home
	DoubtNumber    = "phrase.doubt.number"     // bare numbers taken as days
	DoubtCount     = "phrase.doubt.count"      // "3 ngày từ mai": taken as working days on end (count)
	DoubtShift     = "phrase.doubt.shift"      // "dời t5 sang tuần sau": taken as the same weekday
	DoubtTooFar    = "phrase.doubt.too_far"    // further ahead than Horizon (day)
	DoubtTooMany   = "phrase.doubt.too_many"   // more days than MaxDays (count)
	DoubtEvening   = "phrase.doubt.evening"    // the evening is no working half (day)
)
