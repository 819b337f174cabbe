package task

import (
	"time"

	"tainha/rules"
)

// Item is a task in a plan and how much of it is to be done that day.
type Item struct {
	Task   ID     `json:"task"`
	Amount Amount `json:"amount"` // of Work.Total
}

// Plan is the plan of a day at home (kế hoạch ngày làm việc tại nhà) and the commitment
// to it, kept together (rules section 3). It belongs to the person and the day, so that it goes along when
// the request's day is shortened, moved or given back.
type Plan struct {
	Person     rules.PersonID
	Slot       rules.Slot
	Request    rules.RequestID
	Items      []Item
	Commitment string    // the text that was agreed to: "Tôi cam kết hoàn thành kế hoạch này."
	Committed  time.Time // zero: not sent yet
	Load       Amount    // what was asked of the day when it was sent
	Volume     Amount    // what the plan held then
	Measure    Measure
}
