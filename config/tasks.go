package config

import (
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// tasksFile is the settings about tasks. No regulation gives these numbers.
type tasksFile struct {
	Equivalence   amount         `yaml:"equivalence"`
	Mode          planMode       `yaml:"equivalence_mode"`
	PositionLoads []positionLoad `yaml:"office_day_load"`
	Green         int            `yaml:"green_hours"`
	Red           int            `yaml:"red_hours"`
	WaitingStops  bool           `yaml:"waiting_stops_lights"`
	Returned      returnedFrom   `yaml:"returned_counts_from"`
	WaiverLevel   int            `yaml:"waiver_level"`
	ConfirmAfter  workingTime    `yaml:"confirm_after"`
	Messages      budgetFile     `yaml:"messages"`
	RepeatAhead   int            `yaml:"repeat_ahead"`  // days
	RepeatMonths  int            `yaml:"repeat_months"` // 0: to the end of the year
	Content       contentMode    `yaml:"content"`
}

// budgetFile is how many unsolicited messages a person gets on a day.
type budgetFile struct {
	AtHome   int  `yaml:"at_home"`
	AtOffice int  `yaml:"at_office"`
	Always   bool `yaml:"digest_always"` // a head hears each morning, also that nothing waits
	Office   bool `yaml:"plan_at_office"`
	Remind   int  `yaml:"remind_before_end"` // minutes
	Pulse    int  `yaml:"pulse_every"`       // working days
}

type positionLoad struct {
	Position string     `yaml:"position"`
	Unit     string     `yaml:"unit"`
	Load     load       `yaml:"load"`
	From     rules.Date `yaml:"from"`
}

type (
	amount       struct{ task.Amount }
	load         rules.Workload
	planMode     task.Mode
	returnedFrom task.ReturnedFrom
	contentMode  bool // minimal
)

func (a *amount) UnmarshalText(b []byte) error {
	v, ok := task.ParseAmount(string(b))
	if !ok {
		return Say("%q is not a number such as 1.0 or 0.9", b)
	}
	a.Amount = v
	return nil
}

func (l *load) UnmarshalText(b []byte) error {
	v, err := rules.ParseWorkload(string(b))
	if err != nil {
		return Say("%q is not a volume of standard products such as 5 or 4.5", b)
	}
	*l = load(v)
	return nil
}

func (m *planMode) UnmarshalText(b []byte) error {
	switch string(b) {
	case "warn":
		*m = planMode(task.Warn)
	case "block":
		*m = planMode(task.Block)
	default:
		return Say("%q is neither warn nor block", b)
	}
	return nil
}

func (r *returnedFrom) UnmarshalText(b []byte) error {
	switch string(b) {
	case "newest":
		*r = returnedFrom(task.FromNewest)
	case "first":
		*r = returnedFrom(task.FromFirst)
	default:
		return Say("%q is neither newest nor first", b)
	}
	return nil
}

func (c *contentMode) UnmarshalText(b []byte) error {
	switch string(b) {
	case "full":
		*c = false
	case "minimal":
		*c = true
	default:
		return Say("%q is neither full nor minimal", b)
	}
	return nil
}

func defaultTasks() tasksFile {
	p := task.DefaultPolicy()
	return tasksFile{
		Equivalence: amount{p.Equivalence}, Mode: planMode(p.EquivalenceMode), WaitingStops: p.WaitingStops, Returned: returnedFrom(p.Returned),
		Green: int(p.GreenWithin.Hours()), Red: int(p.RedAfter.Hours()), WaiverLevel: p.WaiverLevel, ConfirmAfter: workingTime(p.ConfirmWithin),
		Messages: budgetFile{p.AtHome, p.AtOffice, p.DigestAlways, p.OfficePlan, int(p.RemindBefore.Minutes()), p.PulseEvery}, Content: contentMode(p.Minimal),
		RepeatAhead: p.RepeatAhead, RepeatMonths: p.RepeatMonths,
	}
}

// The bounds of the settings about tasks.
const (
	maxLightHours  = 240
	maxWaiverLevel = 5
	maxMessages    = 10
	maxRemind      = 240
	maxAhead       = 30
	maxRepeat      = 24
)

// taskPolicy checks the settings about tasks: an equivalence of none, lights that lie
// under an hour or beyond ten days, a budget that is none.
func (f *configFile) taskPolicy(t *tree) task.Policy {
	x := f.Tasks
	check := func(key string, n, low, high int) {
		if n < low || n > high {
			t.faultAt("tasks."+key, "%d is not between %d and %d", n, low, high)
		}
	}
	check("green_hours", x.Green, 1, maxLightHours)
	check("red_hours", x.Red, 1, maxLightHours)
	check("waiver_level", x.WaiverLevel, 0, maxWaiverLevel)
	check("repeat_ahead", x.RepeatAhead, 0, maxAhead)
	check("repeat_months", x.RepeatMonths, 0, maxRepeat)
	check("messages.at_home", x.Messages.AtHome, 0, maxMessages)
	check("messages.at_office", x.Messages.AtOffice, 0, maxMessages)
	check("messages.remind_before_end", x.Messages.Remind, 0, maxRemind)
	check("messages.pulse_every", x.Messages.Pulse, 0, maxAhead)
	if x.Equivalence.Sign() <= 0 || x.Equivalence.Cmp(task.N(2)) > 0 { //nolint:mnd // twice an office day
		t.faultAt("tasks.equivalence", "%s is not over 0 and at most 2", x.Equivalence)
	}
	if x.ConfirmAfter <= 0 {
		t.faultAt("tasks.confirm_after", "it must be a stretch of working time such as 16h")
	}
	p := task.Policy{
		Equivalence: x.Equivalence.Amount, EquivalenceMode: task.Mode(x.Mode), WaitingStops: x.WaitingStops, Returned: task.ReturnedFrom(x.Returned),
		WaiverLevel: x.WaiverLevel, GreenWithin: time.Duration(x.Green) * time.Hour, RedAfter: time.Duration(x.Red) * time.Hour,
		ConfirmWithin: time.Duration(x.ConfirmAfter), AtHome: x.Messages.AtHome, AtOffice: x.Messages.AtOffice, DigestAlways: x.Messages.Always,
		OfficePlan: x.Messages.Office, RemindBefore: time.Duration(x.Messages.Remind) * time.Minute, Minimal: bool(x.Content),
		PulseEvery: x.Messages.Pulse, RepeatAhead: x.RepeatAhead, RepeatMonths: x.RepeatMonths,
	}
	for _, l := range x.PositionLoads {
		if l.Position == "" || l.Load == 0 {
			t.faultAt("tasks.office_day_load", "each entry names a position and its load, such as {position: CV, load: 5}")
			continue
		}
		p.PositionLoads = append(p.PositionLoads, task.PositionLoad{Position: l.Position, Unit: l.Unit, Load: rules.Workload(l.Load), Since: l.From})
	}
	return p
}
