package survey

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tainha/fold"
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
)

// Indicator is one of those that the program knows, as it was decided, else as it is proposed.
func Indicator(do pilot.Do, key string) (survey.Indicator, error) {
	list, err := Indicators(do)
	if err != nil {
		return survey.Indicator{}, err
	}
	for _, i := range list {
		if i.Key == key {
			return i.Indicator, nil
		}
	}
	return survey.Indicator{}, fmt.Errorf("no indicator is called %q", key)
}

// Listed is an indicator as the list shows it.
type Listed struct {
	survey.Indicator
	Open bool // proposed, and nobody has decided about it
}

// Indicators are those that the program proposes, as they were decided where they were, and then the office's own.
func Indicators(do pilot.Do) ([]Listed, error) {
	kept, err := do.Tx.Indicators()
	if err != nil {
		return nil, err
	}
	var out []Listed
	for _, i := range survey.Proposed() {
		x := Listed{i, true}
		if at := slices.IndexFunc(kept, func(k survey.Indicator) bool { return k.Key == i.Key }); at >= 0 {
			x = Listed{kept[at], false}
		}
		out = append(out, x)
	}
	for _, k := range kept {
		if k.Own() {
			out = append(out, Listed{k, false})
		}
	}
	return out, nil
}

// FirstDay is the pilot's first day, on which the list is frozen; 0: no unit takes part.
func FirstDay(do pilot.Do) (first rules.Date, err error) {
	units, err := do.Tx.EachUnit()
	if err != nil {
		return 0, fmt.Errorf("load the units: %w", err)
	}
	for u := range units {
		if day := u.FirstInPilot(); day != 0 && (first == 0 || day < first) {
			first = day
		}
	}
	return first, nil
}

// Frozen reports whether the pilot's first day has come: what is changed from then on needs a reason, and every report shows it.
func Frozen(do pilot.Do) (bool, error) {
	first, err := FirstDay(do)
	return first != 0 && first <= do.Today, err
}

// CheckIndicator refuses what DecideIndicator refuses but a missing reason; nothing is kept. before is what stands there.
func CheckIndicator(do pilot.Do, after survey.Indicator) (before survey.Indicator, err error) {
	list, err := Indicators(do)
	if err != nil {
		return before, err
	}
	at := slices.IndexFunc(list, func(l Listed) bool { return l.Key == after.Key && after.Key != "" })
	if at >= 0 {
		before = list[at].Indicator
	}
	var why []rules.Message
	switch {
	case at < 0 && after.Key != "":
		return before, rules.Refuse("press.stale")
	case at >= 0 && !list[at].Open && before == after:
		return before, rules.Refuse("indicator.same")
	case after.Margin < 1 || after.Margin > survey.MostMargin:
		why = append(why, rules.Msg("indicator.margin_unclear"))
	}
	if after.Own() {
		n := utf8.RuneCountInString(after.Name)
		named := func(l Listed) bool {
			return l.Key != after.Key && l.Own() && fold.Text(l.Name) == fold.Text(after.Name)
		}
		switch {
		case n == 0 || n > task.MaxTitle:
			why = append(why, rules.Msg("indicator.no_name", "max", task.MaxTitle))
		case slices.ContainsFunc(list, named):
			why = append(why, rules.Msg("indicator.name_twice", "name", after.Name))
		}
	}
	if len(why) > 0 {
		return before, &rules.Refusal{Reasons: why}
	}
	return before, task.CheckText(after.Name + " " + after.Source)
}

// DecideIndicator puts an indicator on the list, changes or drops it. From the pilot's first day on it needs a reason and the document
// that decides it, and every report shows both.
func DecideIndicator(do pilot.Do, after survey.Indicator, why survey.Why) (survey.Indicator, error) {
	if err := do.Assert(pilot.DecideIndicators, rules.Subject{}); err != nil {
		return after, err
	}
	before, err := CheckIndicator(do, after)
	if err != nil {
		return after, err
	}
	if after.Key == "" {
		kept, err := do.Tx.Indicators()
		if err != nil {
			return after, err
		}
		after.Key = strconv.Itoa(len(kept) + 1)
		before = survey.Indicator{}
	}
	late, err := lateReason(do, &why)
	if err != nil {
		return after, err
	}
	if err := do.Tx.SaveIndicator(&after); err != nil {
		return after, err
	}
	return after, noteIndicators(do, survey.IndicatorChange{Before: before, After: after, Why: why, Late: late})
}

// StillOpen are those that are proposed and not decided. It refuses where there are none.
func StillOpen(do pilot.Do) (out []survey.Indicator, err error) {
	list, err := Indicators(do)
	if err != nil {
		return nil, err
	}
	for _, l := range list {
		if l.Open {
			out = append(out, l.Indicator)
		}
	}
	if len(out) == 0 {
		return nil, rules.Refuse("indicator.decided_already")
	}
	return out, nil
}

// TakeOver decides all that is still proposed as it is proposed, and says how many that are.
func TakeOver(do pilot.Do, why survey.Why) (n int, err error) {
	if err := do.Assert(pilot.DecideIndicators, rules.Subject{}); err != nil {
		return 0, err
	}
	open, err := StillOpen(do)
	if err != nil {
		return 0, err
	}
	late, err := lateReason(do, &why)
	if err != nil {
		return 0, err
	}
	decided := slices.Clone(open)
	for i := range decided {
		decided[i].Decided = true
	}
	if err := do.Tx.AddIndicators(decided); err != nil {
		return 0, err
	}
	kept, err := do.Tx.Indicators()
	if err != nil {
		return 0, err
	}
	var changes []survey.IndicatorChange
	for _, before := range open {
		after := kept[slices.IndexFunc(kept, func(i survey.Indicator) bool { return i.Key == before.Key })]
		changes = append(changes, survey.IndicatorChange{Before: before, After: after, Why: why, Late: late})
	}
	return len(open), noteIndicators(do, changes...)
}

// mostDocument is how long the number of a document may be.
const mostDocument = 100

// lateReason refuses a change without a reason, and without the document that decides it, once the list is frozen.
func lateReason(do pilot.Do, why *survey.Why) (late bool, err error) {
	if late, err = Frozen(do); err != nil {
		return late, err
	}
	why.Reason, why.Document = strings.Join(strings.Fields(why.Reason), " "), strings.Join(strings.Fields(why.Document), " ")
	if late {
		err = CheckDocument(do, *why)
	}
	return late, errors.Join(err, task.CheckText(why.Reason+" "+why.Document))
}

// CheckDocument refuses a change without a reason, a document without number or day, and one of a day to come.
func CheckDocument(do pilot.Do, why survey.Why) error {
	switch {
	case why.Reason == "" || why.Document == "" || utf8.RuneCountInString(why.Document) > mostDocument || why.Dated == 0:
		return rules.Refuse("indicator.no_document")
	case why.Dated > do.Today:
		return rules.Refuse("indicator.document_later", "day", why.Dated)
	}
	return nil
}

// noteIndicators keeps changes for every report to come, and audits them.
func noteIndicators(do pilot.Do, changes ...survey.IndicatorChange) error {
	for i, c := range changes {
		changes[i].By, changes[i].At = do.By.Person, do.Now
		if err := do.Audit(store.Entry{Action: "indicator.decide", Object: pilot.ObjectIndicator, ObjectID: int64(c.After.ID), Before: c.Before, After: c.After}); err != nil {
			return err
		}
	}
	return do.Tx.AddIndicatorChanges(changes...)
}
