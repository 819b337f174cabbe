package evaluation

import (
	"slices"

	"tainha/rules/task"
)

// DelayUnit is what one "delay" of the decree is counted in.
type DelayUnit uint8

// The units of delay.
const (
	ByOccurrence  DelayUnit = iota // each lateness once
	ByCalendarDay                  // each day after the deadline's, as the ministry's handbook reads it
	ByWorkingDay                   // each working day after the deadline's
)

// Profile is how somebody is scored.
type Profile uint8

// The profiles.
const (
	CivilServant   Profile = iota + 1 // công chức không giữ chức vụ
	Head                              // người đứng đầu
	Deputy                            // cấp phó
	PublicEmployee                    // viên chức
)

// Component is one of the ratios whose mean are the task results.
type Component uint8

// The components, by the letters of the decree.
const (
	Quantity     Component = iota + 1 // a: số lượng
	Quality                           // b: chất lượng
	Progress                          // c: tiến độ
	Subordinates                      // d: whether every subordinate reached at least "hoàn thành"
	UnitWork                          // đ: whether the unit's work was on time and in quality
	AsSet                             // e: given by whoever scores
)

// Letter is the component's letter in the decree.
func (c Component) Letter() string { return [...]string{"", "a", "b", "c", "d", "đ", "e"}[c] }

// components are those of a profile, in order.
func (p Profile) components() []Component {
	if p.Leads() {
		return []Component{Quantity, Quality, Progress, Subordinates, UnitWork, AsSet}
	}
	return []Component{Quantity, Quality, Progress}
}

// Leads reports whether the profile leads a unit or a field.
func (p Profile) Leads() bool { return p == Head || p == Deputy }

// Petition is by when a result may be petitioned (kiến nghị), and by when it is answered.
type Petition struct {
	FileDays          int  // from the day of publication on
	FileByWorkingDays bool // FileDays are working days
	AnswerWorkingDays int  // from the day of the petition on
}

// Cycle is the rhythm of a month's evaluation: days of the month, but for PublishBy, which is of the next one.
type Cycle struct {
	SelfFrom, SelfBy, ScoreBy, PublishBy int
}

// Settings is what the configuration says about evaluation.
type Settings struct {
	Policy          Policy
	Criteria        []Criteria // in the order of their first days; none: nobody is scored
	Deputies        []string   // codes of positions whose holders are scored as deputies
	PublicEmployees []string   // codes of positions of public employees (viên chức)
}

// ProfileOf is how somebody in a position is scored.
func (s Settings) ProfileOf(heads bool, position string) Profile {
	switch {
	case heads:
		return Head
	case slices.Contains(s.Deputies, position):
		return Deputy
	case slices.Contains(s.PublicEmployees, position):
		return PublicEmployee
	}
	return CivilServant
}

// Policy is the settings about evaluation. What the decree was not found to say is a default.
type Policy struct {
	Common, Results       task.Amount // the most points of the common criteria and of the task results
	StrikeOff, DelayOff   task.Amount // what one strike takes off a product's quality, one delay off its progress
	DelayUnit             DelayUnit
	Cap                   bool        // none of a, b and c is above 1
	Unmet                 task.Amount // d or đ where a condition is not met
	Excellent, Good, Done task.Amount // the least total of each level
	ExcellentShare        task.Amount // of those rated "tốt", at most so many "xuất sắc"
	OutstandingShare      task.Amount // the same in an outstanding unit
	YearMonths            int         // a year with fewer scored months is not rated
	HeadOwn               bool        // a head's a to c are over the head's own tasks, not the unit's
	Petitions             map[Profile]Petition
	Cycle                 Cycle
}

// DefaultPolicy is what holds where the configuration is silent.
func DefaultPolicy() Policy {
	civil := Petition{FileDays: 5, FileByWorkingDays: true, AnswerWorkingDays: 7}
	return Policy{
		Common: task.N(30), Results: task.N(70),
		StrikeOff: task.A(1, 4), DelayOff: task.A(1, 4), DelayUnit: ByOccurrence, Cap: true, Unmet: task.A(1, 2),
		Excellent: task.N(90), Good: task.N(70), Done: task.N(50),
		ExcellentShare: task.A(1, 5), OutstandingShare: task.A(1, 4), YearMonths: 6,
		Petitions: map[Profile]Petition{
			CivilServant: civil, Head: civil, Deputy: civil,
			PublicEmployee: {FileDays: 5, AnswerWorkingDays: 10},
		},
		Cycle: Cycle{SelfFrom: 20, SelfBy: 25, ScoreBy: 28, PublishBy: 5},
	}
}
