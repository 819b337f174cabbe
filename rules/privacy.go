package rules

import "time"

// DataRequestID identifies a request of a person about their own data.
type DataRequestID int64

// DataRequestKind is what somebody wants done with their data.
type DataRequestKind string

// The kinds; an export and a withdrawal of the consent are answered at once.
const (
	DataExport   DataRequestKind = "export"   // cung cấp bản sao
	DataCorrect  DataRequestKind = "correct"  // chỉnh sửa
	DataWithdraw DataRequestKind = "withdraw" // rút lại sự đồng ý
	DataErase    DataRequestKind = "erase"    // xóa
)

// DataRequestState says how far a data request has come.
type DataRequestState string

// The states of a data request.
const (
	DataOpen    DataRequestState = "open"
	DataDone    DataRequestState = "done"
	DataRefused DataRequestState = "refused" // with a reason
)

// DataRequest is what a person asked about their own data (Law 91/2025/QH15).
type DataRequest struct {
	ID        DataRequestID
	Person    PersonID
	Kind      DataRequestKind
	Text      string // in the person's words, empty for most kinds
	State     DataRequestState
	Created   time.Time
	Due       Date     // the last day to answer; zero: the calendar can't tell yet
	DecidedBy PersonID // 0: answered at once
	DecidedAt time.Time
	Answer    string
}

// Overdue reports whether an answer is owed and its last day is over.
func (r DataRequest) Overdue(today Date) bool {
	return r.State == DataOpen && r.Due != 0 && r.Due < today
}

// Pressing reports whether an open request is to be answered by the next
// working day, or when that can't be told.
func (r DataRequest) Pressing(c *Calendar, today Date) bool {
	if r.State != DataOpen {
		return false
	}
	next, err := c.AddWorkingDays(today, 1)
	return err != nil || r.Due <= next
}

// MaxOpenCorrections is how many corrections somebody can have waiting at once.
const MaxOpenCorrections = 5

// CheckDataRequest returns a *Refusal for a request that waits already, and for
// one correction too many.
func CheckDataRequest(kind DataRequestKind, earlier []DataRequest) error {
	open := 0
	for _, r := range earlier {
		if r.Kind == kind && r.State == DataOpen {
			open++
		}
	}
	switch {
	case kind == DataErase && open > 0:
		return Refuse("mydata.erase_waits")
	case kind == DataCorrect && open >= MaxOpenCorrections:
		return Refuse("mydata.corrections_wait", "n", open)
	}
	return nil
}

// Period is how long something is kept: months and days; zero is without end.
type Period struct{ Months, Days int }

// Forever reports whether the period has no end.
func (p Period) Forever() bool { return p == Period{} }

// Cutoff is the moment before which what is kept for the period is too old; ok
// is false when nothing ever is.
func (p Period) Cutoff(now time.Time) (at time.Time, ok bool) {
	return now.AddDate(0, -p.Months, -p.Days), !p.Forever()
}

// DataPolicy says how fast requests about personal data are answered, and how
// long what is kept.
type DataPolicy struct {
	AnswerWithin  int    // working days
	Kinds         Period // of absences that are over: then leave and illness are "vắng"
	Leavers       Period // from leaving the staff to being made anonymous
	AccessLog     Period // who read whose data, and answered data requests
	Outbox        Period // messages sent
	Conversations Period // drafts that nobody went on with
	DeadUpdates   Period // messages to the bot that it could not take
	Strangers     Period // chats that are linked to nobody
	Invites       Period // after they stopped working
}

// DefaultDataPolicy is what holds where the configuration is silent: the
// deadline of the law, and no longer than needed for the rest.
func DefaultDataPolicy() DataPolicy {
	return DataPolicy{
		AnswerWithin:  2,
		Kinds:         Period{Days: 90},
		Leavers:       Period{Months: 24},
		AccessLog:     Period{Months: 24},
		Outbox:        Period{Days: 30},
		Conversations: Period{Days: 30},
		DeadUpdates:   Period{Days: 30},
		Strangers:     Period{Days: 30},
		Invites:       Period{Days: 30},
	}
}
