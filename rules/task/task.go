package task

import (
	"slices"
	"time"

	"tainha/rules"
)

// Identities in the store; 0 is none.
type (
	// ID identifies a task.
	ID int64
	// ProductID identifies an entry of the product catalogue.
	ProductID int64
	// ReportID identifies a progress report.
	ReportID int64
	// BlockerID identifies a blocker.
	BlockerID int64
	// StrikeID identifies a strike or a delay.
	StrikeID int64
	// ExtensionID identifies an extension that was asked for.
	ExtensionID int64
	// MandateID identifies a mandate.
	MandateID int64
)

// State is the state of a task (rules section 5). Blocked stands beside it.
type State uint8

// The states of a task.
const (
	Drafted    State = iota + 1 // dự thảo: a secretary wrote it, the head has yet to press
	Assigned                    // đã giao
	Accepted                    // đã nhận
	InProgress                  // đang làm
	Submitted                   // đã nộp: finished, waits for confirmation
	Confirmed                   // đã xác nhận hoàn thành
	Returned                    // trả lại, with a reason
	Recalled                    // thu hồi việc đã giao: leaves both sides of the ratio
	HandedOn                    // chuyển người thực hiện: what was done stays here
)

var stateNames = [...]string{"", "drafted", "assigned", "accepted", "in_progress", "submitted", "confirmed", "returned", "recalled", "handed_on"}

func (s State) String() string {
	if int(s) >= len(stateNames) {
		return "unknown"
	}
	return stateNames[s]
}

// Message names the state for people.
func (s State) Message() rules.Message {
	switch s {
	case Drafted:
		return rules.Msg("task.state.drafted")
	case Assigned:
		return rules.Msg("task.state.assigned")
	case Accepted:
		return rules.Msg("task.state.accepted")
	case InProgress:
		return rules.Msg("task.state.in_progress")
	case Submitted:
		return rules.Msg("task.state.submitted")
	case Confirmed:
		return rules.Msg("task.state.confirmed")
	case Returned:
		return rules.Msg("task.state.returned")
	case Recalled:
		return rules.Msg("task.state.recalled")
	case HandedOn:
		return rules.Msg("task.state.handed_on")
	}
	return rules.Msg("task.state.none")
}

// Open reports whether there is still something to do for its owner: only such a task
// has lights and stands in a plan.
func (s State) Open() bool {
	return s == Assigned || s == Accepted || s == InProgress || s == Returned
}

// Live reports whether it is open or waits for confirmation.
func (s State) Live() bool { return s.Open() || s == Submitted }

// Measure is what a task's volume is counted in.
type Measure uint8

// The measures.
const (
	Unmeasured Measure = iota // neither: it is shown as such and never enters a score silently
	Hours                     // while the unit has no catalogue
	Products                  // K × quantity, in standard products
)

// Work is how much a task is: so many products of one kind at the K of the day of
// assigning, or hours in steps of half an hour while the unit has no catalogue
// (rules section 3). The zero Work is unmeasured.
type Work struct {
	Product   ProductID `json:"product,omitempty"` // 0: it counts in hours
	Kind      string    `json:"kind,omitempty"`    // name of the product at the time
	Counted   string    `json:"counted,omitempty"` // what the product is counted in
	Quantity  Amount    `json:"quantity,omitzero"` // of products
	K         Amount    `json:"k,omitzero"`        // at the time
	HalfHours int       `json:"half_hours,omitempty"`
}

// Measure is what the volume is counted in.
func (w Work) Measure() Measure {
	switch {
	case w.Product != 0:
		return Products
	case w.HalfHours != 0:
		return Hours
	}
	return Unmeasured
}

// Volume is K × quantity, or the hours; 0 of what is unmeasured.
func (w Work) Volume() Amount {
	if w.Product != 0 {
		return w.K.Times(w.Quantity)
	}
	return OfHalfHours(w.HalfHours)
}

// Total is the whole of what a progress report counts: products, hours, or one of what
// is unmeasured.
func (w Work) Total() Amount {
	switch w.Measure() {
	case Products:
		return w.Quantity
	case Hours:
		return OfHalfHours(w.HalfHours)
	}
	return N(1)
}

// Share is the part of a task that is one person's (phối hợp). All shares of a task sum
// to the whole; without any the whole is the owner's, so that no product is scored twice.
type Share struct {
	Person rules.PersonID `json:"person"`
	Part   Amount         `json:"part"`
}

// Document is what a task comes from (văn bản).
type Document struct {
	Number  string     `json:"number,omitempty"` // số/ký hiệu
	Date    rules.Date `json:"date,omitempty"`
	Summary string     `json:"summary,omitempty"` // trích yếu
}

// Task is a piece of work with a title and a deadline (rules section 5).
type Task struct {
	ID         ID
	Unit       rules.UnitID // of its owner when it was assigned
	Title      string
	Field      string    // lĩnh vực, empty for none: a deputy's right may hold for one
	Due        time.Time // the deadline (hạn): an instant, never moved by itself
	Work       Work
	Proof      string         // what proves it done
	Assigner   rules.PersonID // người giao
	OnBehalfOf rules.PersonID // the head for whom a delegate, a deputy or a secretary assigned
	Owner      rules.PersonID // người thực hiện; chủ trì where there are co-workers
	Shares     []Share        // the owner's and the co-workers'; none: all is the owner's
	Document   Document
	Official   string     // its id in the official system, empty for none
	Extra      bool       // taken over or unplanned: it counts as done, not as assigned
	From       ID         // the task that was handed on, 0: none
	Repeat     RepeatID   `json:",omitempty"` // whose occurrence it is, 0: of none
	RepeatDay  rules.Date `json:",omitempty"` // on which it falls by the rhythm

	State          State
	Rev            int    // grows with every change; buttons of an older one are dead
	Done           Amount // of Work.Total, by the newest report
	Made           time.Time
	Accepted       time.Time
	FirstSubmitted time.Time
	Submitted      time.Time // the newest submission
	Decided        time.Time // confirmed, returned or recalled
	DecidedBy      rules.PersonID
	DecidedFor     rules.PersonID // the head for whom a delegate or deputy decided
	Reason         string         // of the return or the recall
	Unable         time.Time      // when its owner reported that it can't be finished, zero: not
	UnableWhy      string
}

// PartOf is the share of a person in the task, 0 for whoever has none.
func (t Task) PartOf(p rules.PersonID) Amount {
	if len(t.Shares) == 0 && p == t.Owner {
		return N(1)
	}
	for _, s := range t.Shares {
		if s.Person == p {
			return s.Part
		}
	}
	return Amount{}
}

// Works reports whether the person is the owner or a co-worker, with a share or without.
func (t Task) Works(p rules.PersonID) bool {
	return p == t.Owner || slices.ContainsFunc(t.Shares, func(s Share) bool { return s.Person == p })
}

// Workers are the owner, then the co-workers.
func (t Task) Workers() []rules.PersonID {
	out := []rules.PersonID{t.Owner}
	for _, s := range t.Shares {
		if s.Person != t.Owner {
			out = append(out, s.Person)
		}
	}
	return out
}

// Left is what is still to be done of Work.Total.
func (t Task) Left() Amount {
	left := t.Work.Total().Minus(t.Done)
	if left.Sign() < 0 {
		return Amount{}
	}
	return left
}

// LeftVolume is the volume of Left: K × products, or hours; 0 of what is unmeasured.
func (t Task) LeftVolume() Amount { return t.Work.VolumeOf(t.Left()) }

// VolumeOf is the volume of so much of Total.
func (w Work) VolumeOf(n Amount) Amount {
	switch w.Measure() {
	case Products:
		return w.K.Times(n)
	case Hours:
		return n
	}
	return Amount{}
}

// Act is somebody's wish to change a task.
type Act struct {
	By     rules.PersonID
	Reason string
	Rev    int // the revision that the button was made for, 0 when typed
}
