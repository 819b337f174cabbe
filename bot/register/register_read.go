package register

import (
	"strconv"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/pilot/register"
	"tainha/rules"
)

// unlimitedText is what the button that takes a limit away types.
const unlimitedText = "no limit"

// modeIn finds what a text says should happen beyond the limit.
func modeIn(e phrase.Entry, otherwise rules.Mode) rules.Mode {
	switch {
	case e.Above():
		return rules.ApproveAbove
	case e.Refuses(), otherwise == rules.Off:
		return rules.Block
	}
	return otherwise
}

// readNumber reads a value of a number into a change, keeping of the present
// policy what the text doesn't name. It refuses what isn't such a value.
func readNumber(n register.Number, e phrase.Entry, now rules.Policy, c *rules.PolicyChange) error {
	number := e.Figure()
	switch {
	case number == "" && e.HalfDay():
		number = "0.5"
	case number == "":
		number = e.Text()
	}
	row := n.Row()
	if row.Key == "" {
		return rules.Refuse("register.pick")
	}
	value, err := readForm(row.Form, number, e, row.Get(now))
	if err != nil {
		return err
	}
	row.Set(c, value)
	return nil
}

// readForm reads a value in the form of the one that holds now. It refuses a form
// that isn't typed here.
func readForm(form rules.Form, number string, e phrase.Entry, now any) (any, error) {
	switch was := now.(type) {
	case rules.Share:
		if e.Unlimited() {
			return rules.Share{}, nil
		}
		ratio, err := rules.ParseRatio(number)
		return rules.Share{Ratio: ratio, Mode: modeIn(e, was.Mode)}, err
	case rules.Quota:
		if e.Unlimited() {
			return rules.Quota{}, nil
		}
		most, err := readCount(form, number, e)
		return rules.Quota{Max: most, Mode: modeIn(e, was.Mode)}, err
	case rules.Cutoff:
		return readCutoff(e, was)
	case rules.Workload:
		return rules.ParseWorkload(number)
	}
	return nil, rules.Refuse("register.pick")
}

// readCount reads a number of people, or of days in halves.
func readCount(form rules.Form, number string, e phrase.Entry) (int, error) {
	if form == rules.FormDays {
		return rules.ParseHalves(number)
	}
	people, err := strconv.Atoi(number)
	if err != nil {
		return 0, rules.Refuse("register.people", "value", e.Text())
	}
	return people, nil
}

// readCutoff reads "16:00", "15h30 trước 2 ngày", "8h cùng ngày".
func readCutoff(e phrase.Entry, now rules.Cutoff) (rules.Cutoff, error) {
	hour, minute, at := e.Clock()
	days, before := e.DaysBefore()
	sameDay := e.SameDay()
	if !at && !before && !sameDay || minute > 59 {
		return now, rules.Refuse("register.cutoff", "value", e.Text())
	}
	if at {
		now.Minute = hour*60 + minute
	}
	switch {
	case sameDay:
		now.DaysBefore = 0
	case before:
		now.DaysBefore = days
	}
	return now, nil
}

// readDecision reads "41/QĐ-STN ngày 20/11/2026, từ 1/12 đến 31/5/2027" as far as
// it is said into a period. It refuses a day that can't be read.
func readDecision(t *chat.Turn, text string, e *rules.Enrolment) error {
	rest, period, limited := t.Entry(text).Since()
	number, dated, found := rest.Dated()
	if found {
		d, ok := dated.Day()
		if !ok {
			return rules.Refuse("register.no_day", "value", dated.Text())
		}
		e.DecidedOn = d
	}
	called := strings.Trim(number.Text(), " ,;")
	if called == "" || len([]rune(called)) > chat.MaxName {
		return rules.Refuse("enrol.no_decision")
	}
	e.Decision = called
	if !limited {
		return nil
	}
	return readPeriod(period, e)
}

// readPeriod reads "1/12 đến 31/5/2027", or the first day alone.
func readPeriod(period phrase.Entry, e *rules.Enrolment) error {
	first, last, ends := period.Till()
	d, ok := first.Day()
	if !ok {
		return rules.Refuse("register.no_day", "value", first.Text())
	}
	e.First = d
	if !ends {
		return nil
	}
	if e.Last, ok = last.Day(); !ok {
		return rules.Refuse("register.no_day", "value", last.Text())
	}
	return nil
}
