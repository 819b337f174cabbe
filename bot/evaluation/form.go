package evaluation

import (
	"fmt"
	"strings"

	"tainha/bot/chat"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// former words forms for a reader.
type former struct {
	chat.Wording
	chat.View
	agency string // above the unit
}

// office is a form under the head of a unit.
func (f *former) office(unit, title string, period rules.Message) sheet.Form {
	return sheet.Form{
		Agency: strings.ToUpper(f.agency), Unit: strings.ToUpper(unit), Motto: []string{f.Key("week_list.state"), f.Key("week_list.motto")},
		Title: title, Period: f.Word(rules.Msg("evaluation.form.period", "period", period)), Says: f.Key("evaluation.form.says"), Page: f.Key("sheet.page"),
	}
}

// signed are places for signatures of offices.
func (f *former) signed(offices ...string) (out []sheet.Signature) {
	for _, who := range offices {
		out = append(out, sheet.Signature{Who: who, Below: f.Key("week_list.sign")})
	}
	return out
}

func (f *former) place() string { return f.Word(rules.Msg("sheet.place", "year", f.Today.Year())) }

// n is a cell with a number, as it is shown.
func (f *former) n(a task.Amount) sheet.Cell {
	a = a.HalfUp(1)
	return sheet.N(f.Word(a.Message()), a.Float())
}

// total is a cell with a total, with more decimals where rounding would show it on the other side of a level's bound.
func (f *former) total(p evaluation.Policy, a task.Amount) sheet.Cell {
	a = p.Shown(a)
	return sheet.N(f.Word(a.Message()), a.Float())
}

// mark is a cell with what somebody was given; none is empty.
func (f *former) mark(m evaluation.Common, key string) sheet.Cell {
	x, marked := m[key]
	switch {
	case !marked:
		return sheet.T("")
	case x.NotApplicable:
		return sheet.T(f.Key("evaluation.form.not_applicable"))
	}
	return f.n(x.Points)
}

// periodWord names the days of a period: a month, a quarter, half a year, a year.
func periodWord(from, to rules.Date) rules.Message {
	const quarter, half, year = 3, 6, 12
	kind := "days"
	if from == from.MonthStart() && to == to.MonthEnd() {
		switch n := (to.Year()-from.Year())*year + int(to.Month()) - int(from.Month()) + 1; {
		case n == 1:
			kind = "month"
		case n == quarter && (int(from.Month())-1)%quarter == 0:
			kind = "quarter"
		case n == half && (int(from.Month())-1)%half == 0:
			kind = "half"
		case n == year && int(from.Month()) == 1:
			kind = "year"
		}
	}
	return rules.Msg("evaluation.period", "kind", kind, "quarter", (int(from.Month())-1)/quarter+1, "half", (int(from.Month())-1)/half+1,
		"year", from.Year(), "from", from, "to", to)
}

// fileName is what a file of a period is called.
func fileName(kind, code string, from, to rules.Date, ending string) string {
	days := fmt.Sprintf("%d-%02d", from.Year(), int(from.Month()))
	if to.MonthStart() != from {
		days += fmt.Sprintf("-den-%d-%02d", to.Year(), int(to.Month()))
	}
	return fmt.Sprintf("%s-%s-%s.%s", kind, chat.FileName(code), days, ending)
}
