package evaluation

import (
	"slices"
	"strings"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// percent is a ratio as per cent, for display.
func percent(a task.Amount) rules.Message {
	const whole = 100
	return a.Times(task.N(whole)).HalfUp(1).Message()
}

// shown is an amount with one decimal, for display.
func shown(a task.Amount) rules.Message { return a.HalfUp(1).Message() }

// componentKeys are the texts that name the components.
var componentKeys = [...]string{
	evaluation.Quantity: "evaluation.component.a", evaluation.Quality: "evaluation.component.b", evaluation.Progress: "evaluation.component.c",
	evaluation.Subordinates: "evaluation.component.d", evaluation.UnitWork: "evaluation.component.dd", evaluation.AsSet: "evaluation.component.e",
}

// levelKeys are the texts that name the levels.
var levelKeys = [...]string{
	evaluation.NoLevel: "evaluation.level.none", evaluation.NotRated: "evaluation.level.not_rated", evaluation.Failed: "evaluation.level.failed",
	evaluation.Completed: "evaluation.level.completed", evaluation.Good: "evaluation.level.good", evaluation.Excellent: "evaluation.level.excellent",
}

// caseKeys are the texts that name the stated cases.
var caseKeys = [...]string{
	evaluation.NoCase:      "evaluation.case.none",
	evaluation.Degradation: "evaluation.case.degradation", evaluation.Discipline: "evaluation.case.discipline", evaluation.Corruption: "evaluation.case.corruption",
}

func levelWord(l evaluation.Level) rules.Message { return rules.Msg(levelKeys[l]) }

// caseWord names a stated case.
func caseWord(c evaluation.Case) rules.Message { return rules.Msg(caseKeys[c]) }

// above is what a component counts over what was assigned.
func above(c evaluation.Component, r evaluation.Reckoning) task.Amount {
	switch c {
	case evaluation.Quantity:
		return r.Done
	case evaluation.Quality:
		return r.Quality
	}
	return r.Progress
}

// figureLine words one figure with what it is reckoned from.
func figureLine(f evaluation.Figure, own evaluation.Reckoning) rules.Message {
	ratio := f.Component <= evaluation.Progress
	return rules.Msg("evaluation.figure", "letter", f.Component.Letter(), "name", rules.Msg(componentKeys[f.Component]), "known", f.Known, "why", f.NotApplicable,
		"percent", percent(f.Ratio), "ratio", f.Ratio.HalfUp(2).Message(), "counts", ratio, "above", shown(above(f.Component, own)), "assigned", shown(own.Assigned), //nolint:mnd // hundredths
		"n", len(own.Lines), "hours", own.Measure == task.Hours)
}

// letters are those of the figures that count, as the mean's sum is written: a + b + c.
func letters(s evaluation.Score) (list []string) {
	for _, f := range s.Figures {
		if f.Known {
			list = append(list, f.Component.Letter())
		}
	}
	return list
}

func againstLine(x evaluation.Piece) rules.Message {
	return rules.Msg("evaluation.line.against", "title", x.Title, "delays", delays(x.Delays), "strikes", strikes(x.Strikes))
}

// workLine words what a task adds to a figure, and what takes from it.
func workLine(c evaluation.Component, l evaluation.Line, p evaluation.Policy) rules.Message {
	args := []any{"title", l.Title, "assigned", shown(l.Assigned), "done", shown(l.Done), "extra", l.Extra, "waived", waived(c, l.Waived)}
	switch c {
	case evaluation.Quantity:
		return rules.Msg("evaluation.line.a", args...)
	case evaluation.Quality:
		return rules.Msg("evaluation.line.b", append(args, "n", len(l.Strikes), "strikes", strikes(l.Strikes), "off", percent(l.QualityOff), "counts", shown(l.Quality))...)
	}
	return rules.Msg("evaluation.line.c", append(args, "n", l.DelayCount, "unit", delayUnits[p.DelayUnit], "delays", delays(l.Delays),
		"off", percent(l.ProgressOff), "counts", shown(l.Progress))...)
}

func delays(list []evaluation.Delay) (out []rules.Message) {
	for _, d := range list {
		out = append(out, rules.Msg("evaluation.delay", "due", d.Due, "finished", d.Finished, "open", d.Finished.IsZero()))
	}
	return out
}

func strikes(list []task.Strike) (out []rules.Message) {
	for _, s := range list {
		out = append(out, rules.Msg("evaluation.strike", "day", s.Day, "note", s.Note))
	}
	return out
}

// waived words the waivers that concern a figure.
func waived(c evaluation.Component, list []task.Waiver) (out []rules.Message) {
	kind := task.QualityStrike
	if c == evaluation.Progress {
		kind = task.Delay
	}
	if c == evaluation.Quantity {
		return nil
	}
	list = slices.DeleteFunc(slices.Clone(list), func(w task.Waiver) bool { return w.Kind != kind })
	for _, w := range list {
		out = append(out, rules.Msg("evaluation.waiver", "reason", w.Reason))
	}
	return out
}

// delayUnits are the names by which the texts know what delays are counted in.
var delayUnits = [...]string{evaluation.ByOccurrence: "times", evaluation.ByCalendarDay: "days", evaluation.ByWorkingDay: "working"}

// meanLine words the mean of the figures and the points that it gives.
func meanLine(s evaluation.Score, p evaluation.Policy) rules.Message {
	list := letters(s)
	return rules.Msg("evaluation.mean", "letters", strings.Join(list, " + "), "n", len(list), "ratio", percent(s.Ratio), "max", p.Results.Message(), "points", shown(s.Results),
		"missing", strings.Join(missing(s), ", "))
}

// totalLine words the total with its level.
func totalLine(s evaluation.Score, p evaluation.Policy) rules.Message {
	return rules.Msg("evaluation.total", "complete", s.Complete(), "common", shown(s.Common), "results", shown(s.Results), "total", p.Shown(s.Total).Message(), "level", levelWord(s.Level), "rated", s.Level != evaluation.NoLevel,
		"counts", len(letters(s)) > 0)
}

// missing are the letters of the figures without which there is no total.
func missing(s evaluation.Score) (list []string) {
	for _, c := range s.Missing {
		list = append(list, c.Letter())
	}
	return list
}
