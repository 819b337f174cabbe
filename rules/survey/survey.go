// Package survey is what a wave of a survey of citizens or staff is (rules section 9): who may be asked what and when, which
// counts can be, and which cells may be shown together. It knows no answerer: an answer is counted and gone.
package survey

import (
	"slices"
	"time"

	"tainha/rules"
)

// WaveID identifies a wave (đợt khảo sát).
type WaveID int64

// FormID identifies counts of printed forms.
type FormID int64

// Audience is whom a wave asks.
type Audience string

// The audiences.
const (
	Citizens Audience = "citizens" // and businesses
	Staff    Audience = "staff"
)

// Kind says whether a wave is before the pilot or during it.
type Kind string

// The kinds.
const (
	Baseline Kind = "baseline"
	Pilot    Kind = "pilot"
)

// Source is how answers came; sources are shown apart and never added up.
type Source string

// The sources.
const (
	Phone  Source = "phone"
	Form   Source = "form"   // printed
	Import Source = "import" // counts of an earlier survey
)

// Sources lists all of them in the order in which they are shown.
func Sources() []Source { return []Source{Phone, Form, Import} }

// Who is as whom somebody answers.
type Who string

// Who answers.
const (
	Citizen  Who = "citizen"
	Business Who = "business"
	Employee Who = "staff"
	Anybody  Who = "" // of imported counts that don't say
)

// Asked are those who answer to an audience.
func (a Audience) Asked() []Who {
	if a == Staff {
		return []Who{Employee}
	}
	return []Who{Citizen, Business}
}

// The questions of each audience, on five levels.
const (
	Questions = 6
	Levels    = 5
	satisfied = 4 // the lower of the two top levels
)

// What stands where a level itself was not handed down.
const (
	Dissatisfied = 0
	Satisfied    = Levels + 1
)

// Overall is the question of citizens about everything together.
const Overall = Questions - 1

// Keys name the questions: the five factors of SIPAS 2021 and one overall, or those of the staff pulse.
func (a Audience) Keys() [Questions]string {
	if a == Staff {
		return [Questions]string{"motivation", "initiative", "health", "family", "tools", "fairness"}
	}
	return [Questions]string{"access", "procedures", "official", "result", "feedback", "overall"}
}

// Counts as one of the two top levels?
func top(level int) bool { return level >= satisfied }

// Answer is a level for each question, 0 where none was given yet.
type Answer [Questions]int8

// Whole reports whether every question has its level.
func (a Answer) Whole() bool {
	return !slices.ContainsFunc(a[:], func(l int8) bool { return l < 1 || l > Levels })
}

// Next is the first question without an answer, Questions for none.
func (a Answer) Next() int {
	if i := slices.Index(a[:], 0); i >= 0 {
		return i
	}
	return Questions
}

// base is how many values a question has in a packed answer.
const base = Levels + 1

// Pack is the answer in a number, Unpack what it was; ok is false for what Pack never wrote.
func (a Answer) Pack() (n int32) {
	for _, l := range slices.Backward(a[:]) {
		n = n*base + int32(l)
	}
	return n
}

// Unpack reads what Pack wrote.
func Unpack(n int32) (a Answer, ok bool) {
	for i := range a {
		a[i] = int8(n % base)
		n /= base
		if i > 0 && a[i] != 0 && a[i-1] == 0 { // questions are answered in their order
			return a, false
		}
	}
	return a, n == 0 && !slices.ContainsFunc(a[:], func(l int8) bool { return l < 0 })
}

// Wave is one of a survey.
type Wave struct {
	ID          WaveID
	Audience    Audience
	Kind        Kind
	First, Last rules.Date
	Expected    int // answers, by which it was said what the wave can show
	Units       []rules.UnitID
	OpenedBy    rules.PersonID
	Opened      time.Time
	Closed      time.Time // zero: nothing of it is shown yet
}

// Open reports whether answers are taken on a day.
func (w Wave) Open(on rules.Date) bool { return w.Closed.IsZero() && w.First <= on && on <= w.Last }

// Longest is how many days a wave lasts at most, Farthest how far ahead it begins.
const (
	Longest  = 184
	Farthest = 366
)

// MostExpected bounds what may be said of the number of answers.
const MostExpected = 1_000_000

// Check refuses a wave that can't be, beside the others of the same audience that are not closed.
// pilotFrom is the first day of the pilot of each of its units, where that is known.
func (w Wave) Check(today rules.Date, others []Wave, pilotFrom map[rules.UnitID]rules.Date) error {
	var why []rules.Message
	add := func(key string, namesAndValues ...any) { why = append(why, rules.Msg(key, namesAndValues...)) }
	switch {
	case len(w.Units) == 0:
		add("survey.no_unit")
	case w.Last < w.First:
		add("absence.reversed", "first", w.First, "last", w.Last)
	case w.Last < today:
		add("survey.past", "last", w.Last)
	case w.Last >= w.First+Longest || w.First > today+Farthest:
		add("survey.too_long", "days", Longest)
	}
	if w.Expected < 1 || w.Expected > MostExpected {
		add("survey.expected", "most", MostExpected)
	}
	for _, o := range others {
		if o.ID != w.ID && o.Audience == w.Audience && o.Closed.IsZero() && o.First <= w.Last && w.First <= o.Last && shares(o.Units, w.Units) {
			add("survey.overlaps", "first", o.First, "last", o.Last)
		}
	}
	for _, u := range w.Units {
		from := pilotFrom[u]
		if w.Kind == Baseline && from != 0 && w.Last >= from {
			add("survey.baseline_late", "first", from)
			break
		}
	}
	if len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	return nil
}

func shares(a, b []rules.UnitID) bool {
	return slices.ContainsFunc(a, func(u rules.UnitID) bool { return slices.Contains(b, u) })
}

// MostComment is how long a comment may be, in characters.
const MostComment = 600

// CheckComment refuses a comment that is empty or too long.
func CheckComment(text string) error {
	switch n := len([]rune(text)); {
	case n == 0:
		return rules.Refuse("only_text.veiled")
	case n > MostComment:
		return rules.Refuse("survey.comment_long", "n", n, "most", MostComment)
	}
	return nil
}

// Asks reports whether the wave asks about a unit.
func (w Wave) Asks(unit rules.UnitID) bool { return slices.Contains(w.Units, unit) }

// Takes reports whether somebody answers to an audience as that.
func (a Audience) Takes(who Who) bool { return slices.Contains(a.Asked(), who) }
