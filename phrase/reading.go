package phrase

import (
	"time"

	"tainha/phrase/when"
	"tainha/rules"
)

// Horizon is how many days ahead a sentence may reach, about thirteen months.
const Horizon = when.Horizon

// MaxDays is how many days one wish may hold.
const MaxDays = when.MaxDays

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
	Sick    Intent = "sick"    // leave for the writer's own illness
	Duty    Intent = "duty"    // away on duty
	Approve Intent = "approve" // "duyệt cho Bình"
	Reject  Intent = "reject"
	// Hold leaves what waits undecided: "chưa duyệt cho Bình vội", "để mai chị xem".
	Hold    Intent = "hold"
	Balance Intent = "balance" // "em còn mấy ngày"
	Greet   Intent = "greet"
	// Callback calls somebody who works at home back to the office: "mời chị Lan lên cơ quan 14h".
	Callback Intent = "callback"
	Undo     Intent = "undo"     // takes back the decision made last: "duyệt nhầm rồi"
	Delegate Intent = "delegate" // hands the approvals over: "ủy quyền cho chị An tuần sau"
	Revoke   Intent = "revoke"   // takes back an approval of somebody's days: "hủy duyệt Bình"
	Room     Intent = "room"     // how many more may be at home on a day: "thứ 6 còn mấy suất"
	// CancelLeave is what a Reading calls a Cancel of leave.
	CancelLeave Intent = "cancel_leave"
)

// The intents about work, by their word in the notation of testdata/tasks-vi.tsv.
const (
	Assign     Intent = "assign"
	Reassign   Intent = "reassign"
	CancelTask Intent = "cancel_task"
	Accept     Intent = "accept"
	Progress   Intent = "progress"
	Done       Intent = "done"
	Extend     Intent = "extend"
	Blocked    Intent = "blocked"
	Help       Intent = "help"
	Confirm    Intent = "confirm"
	Return     Intent = "return"
	List       Intent = "list"
	Status     Intent = "status"
	Plan       Intent = "plan"
)

// Reading is what a sentence means. It always holds at least one wish; a
// sentence without meaning holds one of intent None.
type Reading struct {
	Wishes []Wish
	Note   string // the reason given after "vì", "do", "because"; may be empty
	// Absence is the kind of absence that the sentence names, as in Understanding.
	Absence Intent
	// Weeks are the working days of a week or month that is named where the first wish
	// says none of its days: a wish for days at home leaves them open, leave means all.
	Weeks []rules.Slot
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

// doubtKey begins the keys of doubts.
const doubtKey = "phrase.doubt."

// The keys of doubts; package when says what they mean.
const (
	DoubtNextYear  = doubtKey + string(when.DoubtNextYear)
	DoubtNextMonth = doubtKey + string(when.DoubtNextMonth)
	DoubtComing    = doubtKey + string(when.DoubtComing)
	DoubtNextWeek  = doubtKey + string(when.DoubtNextWeek)
	DoubtKia       = doubtKey + string(when.DoubtKia)
	DoubtOnly      = doubtKey + string(when.DoubtOnly)
	DoubtWrapped   = doubtKey + string(when.DoubtWrapped)
	DoubtReversed  = doubtKey + string(when.DoubtReversed)
	DoubtSameWeek  = doubtKey + string(when.DoubtSameWeek)
	DoubtFromToday = doubtKey + string(when.DoubtFromToday)
	DoubtPart      = doubtKey + string(when.DoubtPart)
	DoubtHours     = doubtKey + string(when.DoubtHours)
	DoubtToday     = doubtKey + string(when.DoubtToday)
	DoubtAbsent    = doubtKey + string(when.DoubtAbsent)
	DoubtNumber    = doubtKey + string(when.DoubtNumber)
	DoubtCount     = doubtKey + string(when.DoubtCount)
	DoubtShift     = doubtKey + string(when.DoubtShift)
	DoubtTooFar    = doubtKey + string(when.DoubtTooFar)
	DoubtTooMany   = doubtKey + string(when.DoubtTooMany)
	DoubtCorrected = doubtKey + string(when.DoubtCorrected)
	DoubtEvening   = doubtKey + string(when.DoubtEvening)
)
