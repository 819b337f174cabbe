package survey

import (
	"errors"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
)

// mostCounted bounds what an indicator counts in a month.
const mostCounted = 10_000_000

// MonthsKept is what keeping months changed.
type MonthsKept struct{ Added, Changed, Same int }

// monthFault is why a month can't be kept.
func monthFault(do pilot.Do, m survey.Month) (rules.Message, bool) {
	var secret *rules.Refusal
	switch {
	case m.Month != m.Month.MonthStart() || !m.Month.InBounds():
		return rules.Msg("indicator.month.month"), true
	case m.Month >= do.Today.MonthStart():
		return rules.Msg("indicator.month.future", "month", m.Month), true
	case m.All < 1 || m.All > mostCounted || m.Of < 0:
		return rules.Msg("indicator.month.number"), true
	case m.Of > m.All:
		return rules.Msg("indicator.month.more", "n", m.Of, "all", m.All), true
	case strings.TrimSpace(m.Document) == "":
		return rules.Msg("indicator.month.document"), true
	case errors.As(task.CheckText(m.Document), &secret):
		return secret.Reasons[0], true
	}
	return rules.Message{}, false
}

// ReadShare reads n of N, n as a number or a percentage; why says what is wrong with it, and whether with N.
func ReadShare(of, all string) (s review.Share, why rules.Message, whole bool) {
	n, ok := survey.ParseCount(all)
	if !ok || n < 1 || n > mostCounted {
		return s, rules.Msg("indicator.month.number"), true
	}
	s.All = n
	of = strings.ReplaceAll(of, " ", "")
	if !strings.HasSuffix(of, "%") {
		of = strings.ReplaceAll(of, ".", "")
	}
	var err error
	s.Of, ok, err = survey.ParseHanded(of, n)
	switch {
	case err != nil && strings.HasSuffix(of, "%"):
		return s, rules.Msg("survey.baseline.percent", "percent", of), false
	case err != nil:
		return s, rules.Msg("indicator.month.more", "n", s.Of, "all", n), false
	case !ok:
		return s, rules.Msg("indicator.month.number"), false
	}
	return s, rules.Message{}, false
}

// takesCounts refuses counts of an indicator that the program counts itself, and of one that is not on the list.
func takesCounts(list []survey.Indicator, id survey.IndicatorID) error {
	at := slices.IndexFunc(list, func(i survey.Indicator) bool { return i.ID == id })
	switch {
	case at < 0 || list[at].Reckoned():
		return rules.Refuse("press.stale")
	case !list[at].Decided:
		return rules.Refuse("indicator.month.dropped")
	}
	return nil
}

// CheckMonths refuses what KeepMonths refuses; nothing is kept. It says which row can't be.
func CheckMonths(do pilot.Do, rows []survey.Month) error {
	if len(rows) == 0 {
		return rules.Refuse("indicator.month.none")
	}
	list, err := do.Tx.Indicators()
	if err != nil {
		return err
	}
	type key struct {
		of    survey.IndicatorID
		unit  rules.UnitID
		month rules.Date
	}
	first := map[key]int{}
	var why []rules.Message
	for n, m := range rows {
		if err := takesCounts(list, m.Indicator); err != nil {
			return err
		}
		k := key{m.Indicator, m.Unit, m.Month}
		if fault, bad := monthFault(do, m); bad {
			why = append(why, rules.Msg("indicator.month.row", "row", n+1, "why", fault))
		} else if first[k] != 0 {
			why = append(why, rules.Msg("indicator.month.row", "row", n+1, "why", rules.Msg("indicator.month.twice", "first", first[k])))
		} else {
			first[k] = n + 1
		}
	}
	if len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	return nil
}

// KeepMonths keeps what indicators counted in months, each with the document that it comes from. A month that is there takes the new
// count; the old one stays in the register.
func KeepMonths(do pilot.Do, rows []survey.Month) (k MonthsKept, err error) {
	if err := do.Assert(pilot.DecideIndicators, rules.Subject{}); err != nil {
		return k, err
	}
	if err := CheckMonths(do, rows); err != nil {
		return k, err
	}
	old := map[survey.IndicatorID][]survey.Month{}
	var fresh []survey.Month
	for _, m := range rows {
		if _, read := old[m.Indicator]; !read {
			if old[m.Indicator], err = do.Tx.Months(m.Indicator); err != nil {
				return k, err
			}
		}
		at := slices.IndexFunc(old[m.Indicator], func(o survey.Month) bool { return o.Month == m.Month && o.Unit == m.Unit })
		var before any
		if at < 0 {
			k.Added++
		} else {
			was := old[m.Indicator][at]
			if was.Share == m.Share && was.Document == m.Document {
				k.Same++
				continue
			}
			k.Changed++
			before = was
		}
		m.By, m.At = do.By.Person, do.Now
		fresh = append(fresh, m)
		if err := do.Audit(store.Entry{Action: "indicator.month", Object: pilot.ObjectIndicator, ObjectID: int64(m.Indicator), Before: before, After: m}); err != nil {
			return k, err
		}
	}
	return k, do.Tx.AddMonths(fresh...)
}
