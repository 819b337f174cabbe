package rules

import (
	"math/bits"
	"slices"
	"time"
)

// Identities in the store; 0 is nobody and nothing.
type (
	// PersonID identifies a member of staff.
	PersonID int64
	// UnitID identifies a unit of the organisation.
	UnitID int64
	// PositionID identifies a job position.
	PositionID int64
	// RequestID identifies a request for telework.
	RequestID int64
)

// Roles is a set of roles. Head is never stored: whoever heads an active unit
// has it.
type Roles uint8

// The roles.
const (
	Staff       Roles = 1 << iota // công chức, viên chức
	Head                          // người đứng đầu đơn vị
	Coordinator                   // đầu mối thí điểm
	Auditor                       // kiểm tra: reads everything, changes nothing
	Operator                      // quản trị kỹ thuật: technical state, no personal data
	Stranger                      // an account that is linked to nobody
)

// Anyone linked, whatever the role.
const Anyone = Staff | Head | Coordinator | Auditor | Operator

// Has reports whether the two sets share a role.
func (r Roles) Has(q Roles) bool { return r&q != 0 }

// Count is the number of roles in the set.
func (r Roles) Count() int { return bits.OnesCount8(uint8(r)) }

// Position is a job position (vị trí việc làm).
type Position struct {
	ID                PositionID
	Code, Name        string
	CitizenFacing     bool // tiếp công dân
	HandlesProcedures bool // giải quyết thủ tục hành chính
	OpenToPilot       bool
}

// Unit is a node of the organisation's tree.
type Unit struct {
	ID         UnitID
	Code, Name string
	Parent     UnitID   // 0 at the root
	Head       PersonID // 0 when vacant
	Active     bool
	Enrolments []Enrolment  // its periods in the register of the pilot, in order; no two overlap
	Positions  []PositionID // those open to the pilot in it; none: all that are open at all
}

// Opens reports whether the unit lets a position that is open to the pilot take part in it.
func (u *Unit) Opens(p PositionID) bool {
	return len(u.Positions) == 0 || slices.Contains(u.Positions, p)
}

// Person is a member of staff with the posting that holds on one date.
type Person struct {
	ID         PersonID
	Code, Name string
	Mark       string // tells them from others of the same name, empty where nobody else bears it
	Phone      string
	Unit       UnitID
	Position   PositionID
	Roles      Roles // without Head
	Active     bool
	Language   string   // "vi" or "en"
	Linked     bool     // an account is linked
	Reachable  bool     // the last message to it was not refused
	Consent    int      // version of the data notice agreed to, 0 = none
	Commitment int      // version of the commitment signed, 0 = none
	Inviter    PersonID // who made the account's invitation in the chat, and so saw it; 0: nobody
	Former     bool     // an account was linked before and is no more
}

// Called is how others are told of the person. Of two who bear one name each is
// called with their unit or, in one unit, with the end of their code.
func (p Person) Called() string {
	if p.Mark == "" {
		return p.Name
	}
	return p.Name + " (" + p.Mark + ")"
}

// RequestState is the state of one day of a request.
type RequestState uint8

// The states of a day of a request.
const (
	Pending   RequestState = iota + 1 // chờ duyệt
	Approved                          // đã duyệt
	Rejected                          // không duyệt, with a reason
	Withdrawn                         // người gửi rút lại
	Expired                           // hết hạn khi chưa ai quyết định
	Cancelled                         // người gửi hủy ngày đã duyệt
	Revoked                           // người duyệt thu hồi, with a reason
	Done                              // ngày đã qua
	Released                          // thành ngày nghỉ: it released itself, from pending too
)

// Counts reports whether a day in this state counts against the limits.
func (s RequestState) Counts() bool { return s == Pending || s == Approved || s == Done }

func (s RequestState) String() string {
	if int(s) >= len(stateNames) {
		return "unknown"
	}
	return stateNames[s]
}

var stateNames = [...]string{"", "pending", "approved", "rejected", "withdrawn", "expired", "cancelled", "revoked", "done", "released"}

// RequestDay is one day of a request with its own decision.
type RequestDay struct {
	Slot
	State      RequestState
	Asked      time.Time // when it was asked for: its place in the order, kept through edits
	DecidedBy  PersonID  // 0: nobody, or the passing of time
	OnBehalfOf PersonID  // the head for whom a delegate decided
	DecidedAt  time.Time
	Reason     string
	Move       MoveEnd // the other day of a move
	Excepted   bool    // asked for past the cut-off: only the exception allowed it
}

// Request asks for telework on one or more days.
type Request struct {
	ID        RequestID
	Person    PersonID
	Unit      UnitID // in whose line it waits: that of asking, or to which the person was moved since
	Note      string
	Rev       int // grows with every edit; buttons of an older one are dead
	Created   time.Time
	Floor     int       // the lowest seat that may decide; 0: the lowest over the person
	Level     int       // the highest seat that was asked: each escalation adds one
	Approver  PersonID  // whom the request waits for, 0: nobody could be found
	Asked     time.Time // when it began to wait for that approver
	Reminded  time.Time // zero: not yet
	Since     time.Time // what the ladder measures from, if later than the asking: an escalation, an undo
	WentUp    int       // how often it went up for want of a decision, or for a limit at the press
	Topped    bool      // it was told that nobody sits above to be asked
	Exception PersonID  // the coordinator who allowed it past the cut-off, 0: none
	Series    string    // the repeating wish in the person's words, empty for none
	Days      []RequestDay
}

// Open reports whether any day still waits for a decision.
func (r *Request) Open() bool {
	for _, d := range r.Days {
		if d.State == Pending {
			return true
		}
	}
	return false
}

// Slots returns the days in the given state, in order.
func (r *Request) Slots(state RequestState) []Slot {
	var out []Slot
	for _, d := range r.Days {
		if d.State == state {
			out = append(out, d.Slot)
		}
	}
	return out
}
