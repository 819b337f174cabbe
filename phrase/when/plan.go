package when

import "time"

// Horizon is how many days ahead a sentence may reach, about thirteen months.
const Horizon = 400

// MaxDays is how many days one plan may hold.
const MaxDays = 62

// Head is the wish or question that days are said of.
type Head uint8

// The heads.
const (
	None    Head = iota
	Stay         // at home
	Move         // from Plan.From to the plan's own days
	GiveUp       // days at home
	Away         // no work at all
	Who          // who is where
	Waiting      // what is decided
	office       // being at the office: no wish
	unsaid       // no head at all
)

// Plan is a head with its days.
type Plan struct {
	Head Head
	Selection
	From   *Selection // the days to move away from; only for Move
	Series *Series    // a repeating plan; its days are expanded in Selection
	Said   bool       // a word says the head; days alone are Stay
	Absent bool       // read out of not coming to work
	At     int        // the token of the whole text at which its first day stands; -1 without days
}

// Series marks a wish that repeats weekly ("mỗi thứ 4 đến hết tháng 12").
type Series struct {
	Weekdays []time.Weekday
	Until    Date // zero when the sentence names no end: it is asked
}

// Selection is the days a wish is about. Each list is sorted and holds no day
// twice. When Open or Options is set the person must be asked first.
type Selection struct {
	Days    []Slot   // working days, today or later; with Open: what is known so far
	Past    []Slot   // refused: before today
	Closed  []Slot   // understood, but no working day
	Invalid []string // as written: no such day
	Open    bool     // which days is open: ask
	Options [][]Slot
	Doubts  []Doubt // why the reading must be echoed in words, one of the Doubt keys
}

// DoubtKey says why a reading is doubtful.
type DoubtKey string

// The keys of doubts. Arguments in parentheses.
const (
	DoubtNextYear  DoubtKey = "next_year"  // a past day and month taken as next year's (day)
	DoubtNextMonth DoubtKey = "next_month" // a day of the month that is over, taken as next month's (day)
	DoubtComing    DoubtKey = "coming"     // "thứ 5 tới": the coming one, not the one after (day)
	DoubtNextWeek  DoubtKey = "next_week"  // "next thursday": the one in the next week (day)
	DoubtKia       DoubtKey = "kia"        // "ngày kia", "ngày kìa": two and three days on, not the same for everybody (day)
	DoubtOnly      DoubtKey = "only"       // of two readings only this one is possible: a weekday and a date that disagree (day)
	DoubtWrapped   DoubtKey = "wrapped"    // "từ t5 đến t3" runs into the next week (from, to)
	DoubtReversed  DoubtKey = "reversed"   // dates the wrong way round were turned (from, to)
	DoubtSameWeek  DoubtKey = "same_week"  // weekdays of a list taken in one week (day)
	DoubtFromToday DoubtKey = "from_today" // "đến thứ 6": taken from today on (to)
	DoubtPart      DoubtKey = "part"       // a half taken for each day of a list or range
	DoubtHours     DoubtKey = "hours"      // "8h-11h t5": hours taken as the half they lie in
	DoubtToday     DoubtKey = "today"      // a half alone taken as today's (day)
	DoubtAbsent    DoubtKey = "absent"     // "t5 em không lên cơ quan": taken as working at home
	DoubtNumber    DoubtKey = "number"     // bare numbers taken as days
	DoubtCount     DoubtKey = "count"      // "3 ngày từ mai": taken as working days on end (count)
	DoubtShift     DoubtKey = "shift"      // "dời t5 sang tuần sau": taken as the same weekday
	DoubtTooFar    DoubtKey = "too_far"    // further ahead than Horizon (day)
	DoubtTooMany   DoubtKey = "too_many"   // more days than MaxDays (count)
	DoubtCorrected DoubtKey = "corrected"  // taken back in the same sentence, or a word that was put right
	DoubtEvening   DoubtKey = "evening"    // the evening is no working half (day)
)
