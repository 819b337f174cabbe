package survey

import (
	"time"

	"tainha/rules"
	"tainha/rules/review"
)

// IndicatorID identifies an indicator (chỉ số).
type IndicatorID int64

// Indicator is what the pilot is judged by: fixed with its decision, before its first day.
type Indicator struct {
	ID      IndicatorID `json:"id"`
	Key     string      `json:"key"`             // names those that the program knows
	Name    string      `json:"name,omitempty"`  // of the office's own, in its words
	Lower   bool        `json:"lower,omitempty"` // it is better when lower
	Margin  int         `json:"margin"`          // in tenths of a percentage point
	Source  string      `json:"source"`
	Decided bool        `json:"decided"` // it is on the list
}

// MostMargin is the widest margin, in tenths of a point: beyond it "not worse" says nothing any more.
const MostMargin = 500

// Reckoned reports whether the program counts it itself: then no counts of months are handed in.
func (i Indicator) Reckoned() bool {
	switch i.Key {
	case KeySatisfaction, KeyPulse, KeyTasks, KeyVolume, KeyRework, KeyStrikes, KeyPetitions:
		return true
	}
	return false
}

// Own reports whether it is the office's own, called by its Name.
func (i Indicator) Own() bool { return i.Key != KeyOnTime && !i.Reckoned() }

// Part is the margin as a part of the whole.
func (i Indicator) Part() float64 { return float64(i.Margin) / tenthsOfAll }

const tenthsOfAll = 1000

// Why is why the list is changed; once it is frozen, with the document that decides it.
type Why struct {
	Reason   string     `json:"reason,omitempty"`
	Document string     `json:"document,omitempty"` // its number
	Dated    rules.Date `json:"dated,omitzero"`     // … and its day
}

// IndicatorChange is a change of the list: what stood and what stands, why, and whether the pilot had begun.
type IndicatorChange struct {
	Before, After Indicator
	Why
	By   rules.PersonID
	At   time.Time
	Late bool
}

// Month is what an indicator counted in a month.
type Month struct {
	Indicator IndicatorID
	Unit      rules.UnitID // 0: the whole agency
	Month     rules.Date   // its first day
	review.Share
	Document string // that it comes from
	By       rules.PersonID
	At       time.Time
}

// FormState is what became of counts of printed forms.
type FormState string

// The states.
const (
	FormsWait    FormState = "waits"   // for somebody else to check them
	FormsCounted FormState = "counted" // they were checked
	FormsWrong   FormState = "wrong"   // they were laid aside
)

// Forms is a pile of printed forms, counted by one and checked by another.
type Forms struct {
	ID        FormID
	Wave      WaveID
	Unit      rules.UnitID
	Who       Who
	Sheet     Sheet
	Issued    int // how many were given out; 0: nobody counted them
	By        rules.PersonID
	Entered   time.Time
	CheckedBy rules.PersonID
	Checked   time.Time
	State     FormState
}

// Counts are what the forms add.
func (f Forms) Counts() (out []Count) {
	for q, row := range f.Sheet {
		for l, n := range row {
			out = append(out, Count{f.Unit, Form, f.Who, q, l + 1, n})
		}
	}
	return out
}

// Counts are what one answer by phone adds.
func (a Answer) Counts(unit rules.UnitID, who Who) (out []Count) {
	for q, l := range a {
		out = append(out, Count{unit, Phone, who, q, int(l), 1})
	}
	return out
}

// The indicators that the program knows by their keys.
const (
	KeyOnTime       = "on_time" // administrative procedures handled on time
	KeySatisfaction = "satisfaction"
	KeyPulse        = "pulse"
	KeyTasks        = "tasks"
	KeyVolume       = "volume" // of a day, in parts of one's own average day
	KeyRework       = "rework"
	KeyStrikes      = "strikes"
	KeyPetitions    = "petitions"
)

// Proposed is the list that goes with the pilot's decision until another is decided, the seed's own claim first.
func Proposed() []Indicator {
	const one, two, five, ten = 10, 20, 50, 100 // tenths of a point
	return []Indicator{
		{Key: KeyOnTime, Margin: one},
		{Key: KeySatisfaction, Margin: five},
		{Key: KeyTasks, Margin: two},
		{Key: KeyVolume, Margin: five},
		{Key: KeyRework, Lower: true, Margin: two},
		{Key: KeyStrikes, Lower: true, Margin: two},
		{Key: KeyPetitions, Lower: true, Margin: one},
		{Key: KeyPulse, Margin: ten},
	}
}
