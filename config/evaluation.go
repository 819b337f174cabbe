package config

import (
	"fmt"
	"slices"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// Evaluation is how periods are scored, by which criteria, and who is scored by which profile.
type Evaluation = evaluation.Settings

// evaluationFile is the settings about evaluation.
type evaluationFile struct {
	Common          amount         `yaml:"common_points"`
	Results         amount         `yaml:"result_points"`
	StrikeOff       int            `yaml:"strike_off"` // per cent
	DelayOff        int            `yaml:"delay_off"`  // per cent
	DelayUnit       delayUnit      `yaml:"delay_unit"`
	Cap             bool           `yaml:"cap_ratio"`
	Unmet           amount         `yaml:"unmet_condition"`
	Levels          levelsFile     `yaml:"levels"`
	ExcellentShare  int            `yaml:"excellent_share"`   // per cent
	Outstanding     int            `yaml:"outstanding_share"` // per cent
	YearMonths      int            `yaml:"year_months"`
	HeadTasks       headTasks      `yaml:"head_tasks"`
	Petitions       petitionsFile  `yaml:"petitions"`
	SelfFrom        int            `yaml:"self_from"`  // days of the month
	SelfBy          int            `yaml:"self_by"`    //
	ScoreBy         int            `yaml:"score_by"`   //
	PublishBy       int            `yaml:"publish_by"` // of the next month
	Deputies        []string       `yaml:"deputy_positions"`
	PublicEmployees []string       `yaml:"public_employee_positions"`
	Criteria        []criteriaFile `yaml:"criteria"`
}

type levelsFile struct {
	Excellent amount `yaml:"excellent"`
	Good      amount `yaml:"good"`
	Done      amount `yaml:"done"`
}

type petitionsFile struct {
	CivilServant   petitionFile `yaml:"civil_servant"`
	PublicEmployee petitionFile `yaml:"public_employee"`
}

type petitionFile struct {
	FileDays          int  `yaml:"file_days"`
	FileByWorkingDays bool `yaml:"file_by_working_days"`
	AnswerWorkingDays int  `yaml:"answer_working_days"`
}

type criteriaFile struct {
	Version string      `yaml:"version"`
	From    rules.Date  `yaml:"from"`
	To      rules.Date  `yaml:"to"`
	Groups  []groupFile `yaml:"groups"`
}

type groupFile struct {
	Name     string          `yaml:"name"`
	Criteria []criterionFile `yaml:"criteria"`
}

type criterionFile struct {
	Key    string `yaml:"key"`
	Text   string `yaml:"text"`
	Points amount `yaml:"points"`
}

type (
	delayUnit evaluation.DelayUnit
	headTasks bool // their own
)

func (d *delayUnit) UnmarshalText(b []byte) (err error) {
	*d, err = choice(string(b), []string{"occurrence", "calendar_day", "working_day"},
		[]delayUnit{delayUnit(evaluation.ByOccurrence), delayUnit(evaluation.ByCalendarDay), delayUnit(evaluation.ByWorkingDay)})
	return err
}

func (h *headTasks) UnmarshalText(b []byte) (err error) {
	*h, err = choice(string(b), []string{"unit", "own"}, []headTasks{false, true})
	return err
}

const percent = 100

func defaultEvaluation() evaluationFile {
	p := evaluation.DefaultPolicy()
	of := func(a task.Amount) int { return a.Times(task.N(percent)).Floor() }
	petition := func(x evaluation.Profile) petitionFile { return petitionFile(p.Petitions[x]) }
	return evaluationFile{
		Common: amount{p.Common}, Results: amount{p.Results}, StrikeOff: of(p.StrikeOff), DelayOff: of(p.DelayOff), DelayUnit: delayUnit(p.DelayUnit),
		Cap: p.Cap, Unmet: amount{p.Unmet}, Levels: levelsFile{amount{p.Excellent}, amount{p.Good}, amount{p.Done}},
		ExcellentShare: of(p.ExcellentShare), Outstanding: of(p.OutstandingShare), YearMonths: p.YearMonths, HeadTasks: headTasks(p.HeadOwn),
		SelfFrom: p.Cycle.SelfFrom, SelfBy: p.Cycle.SelfBy, ScoreBy: p.Cycle.ScoreBy, PublishBy: p.Cycle.PublishBy,
		Petitions: petitionsFile{petition(evaluation.CivilServant), petition(evaluation.PublicEmployee)},
	}
}

// The bounds of the settings about evaluation.
const (
	maxYearMonths   = 12
	maxPetitionDays = 60
	maxPoints       = 1000
	maxCriteria     = 40
	maxMonthDay     = 28 // every month has it
)

// evaluation checks them: criteria whose points don't sum to the common ones, versions that
// begin on one day, levels out of order, a position that is of two profiles.
func (f *configFile) evaluation(t *tree) Evaluation {
	x := f.Evaluation
	check := func(key string, n, low, high int) {
		if n < low || n > high {
			t.faultAt("evaluation."+key, "%d is not between %d and %d", n, low, high)
		}
	}
	check("strike_off", x.StrikeOff, 0, percent)
	check("delay_off", x.DelayOff, 0, percent)
	check("excellent_share", x.ExcellentShare, 0, percent)
	check("outstanding_share", x.Outstanding, 0, percent)
	check("year_months", x.YearMonths, 1, maxYearMonths)
	for key, p := range map[string]petitionFile{"civil_servant": x.Petitions.CivilServant, "public_employee": x.Petitions.PublicEmployee} {
		check("petitions."+key+".file_days", p.FileDays, 1, maxPetitionDays)
		check("petitions."+key+".answer_working_days", p.AnswerWorkingDays, 1, maxPetitionDays)
	}
	x.checkPoints(t)
	for key, n := range map[string]int{"self_from": x.SelfFrom, "self_by": x.SelfBy, "score_by": x.ScoreBy, "publish_by": x.PublishBy} {
		check(key, n, 1, maxMonthDay)
	}
	if x.SelfFrom > x.SelfBy || x.SelfBy > x.ScoreBy {
		t.faultAt("evaluation.score_by", "self_from, self_by and score_by have to follow each other, such as 20, 25, 28")
	}
	for _, code := range x.Deputies {
		if slices.Contains(x.PublicEmployees, code) {
			t.faultAt("evaluation.deputy_positions", "%q is among public_employee_positions as well", code)
		}
	}
	share := func(n int) task.Amount { return task.A(int64(n), percent) }
	civil := evaluation.Petition(x.Petitions.CivilServant)
	return Evaluation{
		Policy: evaluation.Policy{
			Common: x.Common.Amount, Results: x.Results.Amount, StrikeOff: share(x.StrikeOff), DelayOff: share(x.DelayOff), DelayUnit: evaluation.DelayUnit(x.DelayUnit),
			Cap: x.Cap, Unmet: x.Unmet.Amount, Excellent: x.Levels.Excellent.Amount, Good: x.Levels.Good.Amount, Done: x.Levels.Done.Amount,
			ExcellentShare: share(x.ExcellentShare), OutstandingShare: share(x.Outstanding), YearMonths: x.YearMonths, HeadOwn: bool(x.HeadTasks),
			Cycle: evaluation.Cycle{SelfFrom: x.SelfFrom, SelfBy: x.SelfBy, ScoreBy: x.ScoreBy, PublishBy: x.PublishBy},
			Petitions: map[evaluation.Profile]evaluation.Petition{
				evaluation.CivilServant: civil, evaluation.Head: civil, evaluation.Deputy: civil, evaluation.PublicEmployee: evaluation.Petition(x.Petitions.PublicEmployee),
			},
		},
		Criteria: x.criteria(t), Deputies: x.Deputies, PublicEmployees: x.PublicEmployees,
	}
}

// checkPoints refuses points of none, a condition outside 0 to 1, and levels that don't fall.
func (x evaluationFile) checkPoints(t *tree) {
	for key, p := range map[string]amount{"common_points": x.Common, "result_points": x.Results} {
		if p.Sign() <= 0 || p.Cmp(task.N(maxPoints)) > 0 {
			t.faultAt("evaluation."+key, "%s is not over 0 and at most %d", p, maxPoints)
		}
	}
	if x.Unmet.Cmp(task.N(1)) > 0 {
		t.faultAt("evaluation.unmet_condition", "%s is not between 0 and 1", x.Unmet)
	}
	if l := x.Levels; l.Excellent.Cmp(l.Good.Amount) <= 0 || l.Good.Cmp(l.Done.Amount) <= 0 {
		t.faultAt("evaluation.levels", "excellent, good and done have to fall, such as 90, 70, 50")
	}
}

// criteria checks the versions of the common criteria.
func (x evaluationFile) criteria(t *tree) []evaluation.Criteria {
	var list []evaluation.Criteria
	for i, f := range x.Criteria {
		at := fmt.Sprintf("evaluation.criteria[%d]", i)
		c := evaluation.Criteria{Version: f.Version, Since: f.From, Last: f.To}
		for _, g := range f.Groups {
			group := evaluation.Group{Name: g.Name}
			for _, k := range g.Criteria {
				group.Criteria = append(group.Criteria, evaluation.Criterion{Key: k.Key, Text: k.Text, Max: k.Points.Amount})
			}
			c.Groups = append(c.Groups, group)
		}
		switch all := c.All(); {
		case f.Version == "" || f.From == 0:
			t.faultAt(at, "each version has a name and the day from which it holds (version, from)")
		case f.To != 0 && f.To < f.From:
			t.faultAt(at, "ends before it begins")
		case len(all) > maxCriteria:
			t.faultAt(at, "%d criteria are more than %d", len(all), maxCriteria)
		}
		x.checkVersion(t, at, c, list)
		list = append(list, c)
	}
	return list
}

// checkVersion refuses a version with a criterion that lacks something, one whose points don't sum up, and one that
// bears the name or the first day of another.
func (x evaluationFile) checkVersion(t *tree, at string, c evaluation.Criteria, before []evaluation.Criteria) {
	for _, b := range before {
		switch {
		case b.Version == c.Version:
			t.faultAt(at, "version %q stands twice", c.Version)
		case b.Since >= c.Since:
			t.faultAt(at, "%s is before the entry above it", c.Since)
		}
	}
	keys := map[string]bool{}
	for _, k := range c.All() {
		switch {
		case k.Key == "" || k.Text == "" || k.Max.Sign() <= 0:
			t.faultAt(at, "criterion %q needs its key, text and points over 0", k.Key)
		case keys[k.Key]:
			t.faultAt(at, "criterion %q stands twice", k.Key)
		}
		keys[k.Key] = true
	}
	if sum := c.Sum(); !sum.Equal(x.Common.Amount) {
		t.faultAt(at, "the points of version %q sum to %s and not to %s", c.Version, sum, x.Common)
	}
}

func (x evaluationFile) criteriaAt(t *tree) map[string]Problem {
	at := map[string]Problem{}
	for i, c := range x.Criteria {
		at[c.Version] = t.place(fmt.Sprintf("evaluation.criteria[%d]", i))
	}
	return at
}

// CheckCriteria refuses a version that people were judged by and that says something else now, with its line. One that
// is gone is no fault: those judged by it read it as it was.
func (c Config) CheckCriteria(used []evaluation.Used) error {
	e := &Error{File: c.File}
	for _, u := range used {
		for _, now := range c.Scoring.Criteria {
			if now.Version != u.Version || !u.Differs(now, u.Until) {
				continue
			}
			p := c.criteriaAt[u.Version]
			p.What = Say("version %q is in use: people were judged by it, and it can't be changed; put its text back and write a new version below it", u.Version)
			e.Problems = append(e.Problems, p)
		}
	}
	if len(e.Problems) == 0 {
		return nil
	}
	return e
}
