package review

import (
	"math"
	"slices"
	"strings"
	"time"

	"tainha/rules"
)

// Format is the version of Report as it is written to a file.
const Format = 1

// Report is the review (sơ kết) of an agency or of a unit in it: plain data without any person, in which what may not be shown is
// left out already. It is what every document, table and picture of a review is made of, and what agencies hand in to be joined.
type Report struct {
	Format int        `json:"format"`
	Agency string     `json:"agency"`
	Scope  string     `json:"scope,omitempty"` // code of the unit that it is about, empty: the agency
	First  rules.Date `json:"first"`           // of the months that it covers, in the pilot
	Last   rules.Date `json:"last"`
	Before rules.Date `json:"before,omitzero"` // first day of what is called before, 0: the register tells of nothing before
	Made   time.Time  `json:"made"`

	BeforeLast rules.Date `json:"before_last,omitzero"` // last day of what is called before
	Sources    []Source   `json:"sources,omitempty"`

	Units  []Unit   `json:"units"`
	Rows   []Row    `json:"rows"`
	Months []Month  `json:"months"`
	Uses   []Use    `json:"uses"`
	Handed []Handed `json:"handed,omitempty"`
	Gaps   []Gap    `json:"gaps,omitempty"`  // between the documents of months and what comparisons are made of
	Lacks  []Lack   `json:"lacks,omitempty"` // months without a document
	Open   []Wave   `json:"open,omitempty"`  // of whom answers were still taken when it was made
	Late   []Late   `json:"late,omitempty"`  // changes of what it is judged by, made after the first day

	Staff *int `json:"staff,omitempty"` // of the whole: how many persons are in it on the last day; nil: not shown
	Took  *int `json:"took,omitempty"`  // … and how many of them were at home on some day

	Workdays int       `json:"workdays,omitempty"` // working days from First to Last; 0: not known
	Decided  []Decided `json:"decided,omitempty"`  // documents of the margins

	Signs     string     `json:"signs,omitempty"`     // the office of who signs for the agency
	Above     string     `json:"above,omitempty"`     // the office over the one that issues the report
	Joined    bool       `json:"joined,omitempty"`    // its units are agencies that handed in their own
	Undecided []Question `json:"undecided,omitempty"` // whose margins the program proposed, and nobody decided
	Parts     []Unit     `json:"parts,omitempty"`     // of joined ones: the units of each that take part, and those that they are held against
	Beside    []Unit     `json:"beside,omitempty"`    // of joined ones: the units of each that take no part, those on top of each branch
	Alike     []Alike    `json:"alike,omitempty"`     // of joined ones: those whose figures are the same
	Fallen    []Fallen   `json:"fallen,omitempty"`    // of joined ones: what got worse in single units, whose results are not joined
}

// Unit is a unit of the report; the agency as a whole has no code.
type Unit struct {
	Code      string     `json:"code"`
	Name      string     `json:"name"`
	Depth     int        `json:"depth"`
	Decision  string     `json:"decision,omitempty"` // by which it takes part; empty: it does not
	DecidedOn rules.Date `json:"decided_on,omitzero"`
	First     rules.Date `json:"first,omitzero"`
	Last      rules.Date `json:"last,omitzero"`
	Staff     *int       `json:"staff,omitempty"`   // how many persons are in it, with all below it, on the last day; nil: not shown
	Took      *int       `json:"took,omitempty"`    // … and how many were at home on some day
	Control   bool       `json:"control,omitempty"` // it takes no part, and is what those that do are held against
	Of        string     `json:"of,omitempty"`      // of joined reviews' Parts: the code of the agency
}

// Question is what is asked of the pilot.
type Question string

// The questions that the register's own work answers; indicators and surveys have others.
const (
	OnTime    Question = "tasks"     // tasks handed in by their deadline
	Rework    Question = "rework"    // of tasks handed in, those that were returned
	Strikes   Question = "strikes"   // of tasks handed in, those with a major content error
	Petitions Question = "petitions" // of published scores, those petitioned against
	Volume    Question = "volume"    // of a day, in parts of one's own average day
)

// Lower reports that less of it is better.
func (q Question) Lower() bool { return q == Rework || q == Strikes || q == Petitions }

// formSuffix marks what was said on paper forms: it is never summed with what was said in the bot.
const formSuffix = "_form"

// OnForms is the question as paper forms ask it.
func (q Question) OnForms() Question { return q + formSuffix }

// Bare is the question whichever way it was asked, and whether it was on paper forms.
func (q Question) Bare() (bare Question, forms bool) {
	s, forms := strings.CutSuffix(string(q), formSuffix)
	return Question(s), forms
}

// Of reports whether it is a question, or a part of it: one of the factors that a survey asks about.
func (q Question) Of(whole Question) bool {
	return q == whole || strings.HasPrefix(string(q), string(whole)+"_")
}

// Against is what the pilot is held against.
type Against string

// What it is held against.
const (
	AgainstBefore Against = "before" // the same units before their first day
	AgainstOffice Against = "office" // days at the office, within a person, with the weekday fixed
	AgainstOthers Against = "others" // units that take no part, in the same months
	AgainstNone   Against = "none"   // nothing: it is only counted
)

// Row is one comparison, with its verdict.
type Row struct {
	Question Question `json:"question"`
	Name     string   `json:"name,omitempty"` // of the office's own indicator
	Against  Against  `json:"against"`
	Unit     string   `json:"unit"`             // code, empty: the whole
	Hidden   bool     `json:"hidden,omitempty"` // of too few persons, or they could be computed: nothing else of it is known
	Earlier  *Share   `json:"earlier,omitempty"`
	Later    *Share   `json:"later,omitempty"`
	Persons  int      `json:"persons,omitempty"`         // of whom there are pairs
	Home     *float64 `json:"home,omitempty"`            // with pairs: the mean of the days at home, to the nearest hundredth
	Office   *float64 `json:"office,omitempty"`          // … and of the same persons' days at the office
	Value    float64  `json:"value"`                     // of the change, positive: more
	Interval Interval `json:"interval"`                  // 95 %
	Margin   float64  `json:"margin,omitzero"`           // 0: nobody decided it
	Proposed bool     `json:"margin_proposed,omitempty"` // the margin is the program's own, and nobody decided it
	Lower    bool     `json:"lower_is_better,omitempty"`
	Verdict  Verdict  `json:"verdict"`
	Agencies []string `json:"agencies,omitempty"` // of a sum: whose figures it holds
	Below    bool     `json:"below,omitempty"`    // all of the interval is on the bad side of 0
	More     *More    `json:"more,omitempty"`     // what it takes, where there is too little data
}

// Month is what one month counted in the whole, shown only where the month can be.
type Month struct {
	Question Question   `json:"question"`
	Month    rules.Date `json:"month"`
	Share    Share      `json:"share"`
}

// Handed is what an indicator that is counted elsewhere counted in a month, with the document that it comes from.
type Handed struct {
	Question Question   `json:"question"`
	Name     string     `json:"name,omitempty"`
	Unit     string     `json:"unit"` // code, empty: the whole
	Month    rules.Date `json:"month"`
	Share    Share      `json:"share"`
	Document string     `json:"document"`
	Foreign  bool       `json:"foreign,omitempty"` // it bears the mark of another agency whose review is joined with this one
}

// Use is how much of the pilot a unit used.
type Use struct {
	Unit    string `json:"unit"`
	Hidden  bool   `json:"hidden,omitempty"`
	Halves  int    `json:"halves"`           // half days at home
	Persons int    `json:"persons"`          // who were at home, counted once a month
	Limit   int    `json:"limit,omitempty"`  // half days that a person may have in a month, by the numbers of the last day; 0: no limit
	Above   *int   `json:"above,omitempty"`  // half days kept though they broke a limit; nil: not shown
	Lifted  *int   `json:"lifted,omitempty"` // half days asked for after the cut-off; nil: not shown
}

// halfDays are in a day.
const halfDays = 2

// Days is how many days were spent at home.
func (u Use) Days() float64 { return float64(u.Halves) / halfDays }

// Average is how many days a person was at home in a month.
func (u Use) Average() float64 { return u.Days() / float64(max(1, u.Persons)) }

// LimitDays is Limit in days.
func (u Use) LimitDays() float64 { return float64(u.Limit) / halfDays }

// Source is where the figures of a question come from: who recorded them, and of which days they are.
type Source struct {
	Question    Question   `json:"question"`
	Name        string     `json:"name,omitempty"`
	By          string     `json:"by,omitempty"` // as the list of indicators says it; empty: as the program knows it
	BeforeFirst rules.Date `json:"before_first,omitzero"`
	BeforeLast  rules.Date `json:"before_last,omitzero"`
	First       rules.Date `json:"first,omitzero"`
	Last        rules.Date `json:"last,omitzero"`

	Unit        string `json:"unit,omitempty"`         // of joined reviews: the code of the agency
	AskedBefore int    `json:"asked_before,omitempty"` // as Asked, before the pilot

	Asked   int      `json:"asked,omitempty"`      // how many were asked, or how many forms were given out; 0: nobody knows
	Open    bool     `json:"open,omitempty"`       // whoever came could answer: nobody was invited by name
	Handed  bool     `json:"handed,omitempty"`     // what is called before was handed down from an earlier survey
	Entered []string `json:"-"`                    // who entered the counts, by name: told in the document, in no file of data
	Checked []string `json:"-"`                    // … and who checked them
	Clerks  int      `json:"entered_by,omitempty"` // how many entered
	Seconds int      `json:"checked_by,omitempty"` // … and checked
}

// Late is a change of an indicator after the pilot's first day.
type Late struct {
	Question Question   `json:"question"`
	Name     string     `json:"name,omitempty"`
	Before   float64    `json:"margin_before"`
	After    float64    `json:"margin_after"`
	At       time.Time  `json:"at"`
	Reason   string     `json:"reason"`
	Document string     `json:"document,omitempty"` // that decides it
	Dated    rules.Date `json:"dated,omitzero"`
	Agency   string     `json:"agency,omitempty"`        // whose change it is, where several agencies stand beside each other
	Judged   float64    `json:"margin_judged,omitempty"` // by which the review judges all the same: the first that was decided
	Added    bool       `json:"added,omitempty"`         // it came on the list
	Dropped  bool       `json:"dropped,omitempty"`       // it went from it
}

// Shares is the row of two shares: later against earlier.
func Shares(q Question, against Against, unit string, c Change, margin float64, lower bool) Row {
	r := Row{Question: q, Against: against, Unit: unit, Earlier: &c.Earlier, Later: &c.Later, Margin: margin, Lower: lower}
	i, ok := c.Interval()
	if !ok {
		return r
	}
	r.Value, r.Interval = c.Value(), i
	r.judge(JudgeChange(c, margin, lower))
	if r.Verdict == NotEnough {
		m := MoreAnswers(c, margin, lower)
		r.More = &m
	}
	return r
}

// Paired is the row of pairs within persons.
func Paired(q Question, unit string, p Pairs, margin float64, lower bool) Row {
	r := Row{Question: q, Against: AgainstOffice, Unit: unit, Persons: p.Persons, Value: p.Value, Margin: margin, Lower: lower}
	if !p.Known {
		return r
	}
	at, from := hundredth(p.Home), hundredth(p.Office)
	r.Home, r.Office = &at, &from
	i := p.Interval
	if r.Interval = i; lower {
		i = i.Negated()
	}
	r.judge(Judge(i, margin))
	if r.Verdict == NotEnough {
		r.More = &More{Later: morePersons(p, margin, lower), Never: worst(p.Value, margin, lower)}
	}
	return r
}

// hundredth rounds a level so far that what is hidden can't be told from the levels of what is shown.
func hundredth(x float64) float64 {
	const parts = 100
	return math.Round(x*parts) / parts
}

func (r *Row) judge(j Judged) { r.Verdict, r.Below = j.Verdict, j.Lower }

func worst(value, margin float64, lower bool) bool {
	if lower {
		value = -value
	}
	return value <= -margin+rounding
}

// morePersons is how many more persons with pairs it takes, if what was measured stays as it is.
func morePersons(p Pairs, margin float64, lower bool) int {
	value := p.Value
	if lower {
		value = -value
	}
	if worst(p.Value, margin, lower) {
		return 0
	}
	half := (p.Interval.Hi - p.Interval.Lo) / 2 //nolint:mnd // of the interval
	n := float64(p.Persons) * (half / (value + margin)) * (half / (value + margin))
	return max(1, int(n)+1-p.Persons)
}

// Propose says that nobody decided the margin: what it would take to be "not worse" or "worse" is then nobody's measure. Better than
// before, or lower, needs none.
func (r *Row) Propose() {
	r.Proposed, r.Margin = true, 0 // the program's own is no number to go by
	switch r.Verdict {
	case NotWorse, Worse, NotEnough:
		r.Verdict, r.More = Undecided, nil
		r.Below = r.Interval.Hi < 0
		if r.Lower {
			r.Below = r.Interval.Lo > 0
		}
	case NotCounted, Better, Undecided, Unreconciled:
	}
}

// Propose does so for the rows of all questions that are not decided, and of their parts.
func (r *Report) Propose() {
	for i, row := range r.Rows {
		if slices.ContainsFunc(r.Undecided, row.Question.Of) {
			r.Rows[i].Propose()
		}
		if row.Hours() {
			r.Rows[i].plain()
		}
	}
}

// Of finds the unit of a code.
func (r Report) Of(code string) (Unit, bool) {
	i := slices.IndexFunc(r.Units, func(u Unit) bool { return u.Code == code })
	if i < 0 {
		return Unit{}, false
	}
	return r.Units[i], true
}

// Idle are the units that take no part, with nothing above or below them that does; of a branch of them the one on top.
func (r Report) Idle() (out []Unit) {
	parts := below(r.Units)
	var takes func(u Unit) bool
	takes = func(u Unit) bool { return u.Decision != "" || slices.ContainsFunc(parts[u.Code], takes) }
	var walk func(above string)
	walk = func(above string) {
		for _, u := range parts[above] {
			switch {
			case u.Decision != "":
			case takes(u):
				walk(u.Code)
			default:
				out = append(out, u)
			}
		}
	}
	walk("")
	return out
}

// Comparisons is how many comparisons are made: among so many, some are called better or worse by chance.
func (r Report) Comparisons() (n int) {
	for _, row := range r.Rows {
		if !row.Hidden && row.Verdict != NotCounted {
			n++
		}
	}
	return n
}
