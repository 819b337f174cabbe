package evaluation

import (
	"errors"
	"fmt"

	"tainha/rules"
)

// FileUntil is the last day on which a result may be petitioned that was published on a day.
func (x Petition) FileUntil(published rules.Date, c *rules.Calendar) (rules.Date, error) {
	if !x.FileByWorkingDays {
		return published.AddDays(x.FileDays), nil
	}
	d, err := c.AddWorkingDays(published, x.FileDays)
	if err != nil {
		return 0, fmt.Errorf("count the days of a petition: %w", err)
	}
	return d, nil
}

// AnswerUntil is the last day on which a petition of a day is answered in time.
func (x Petition) AnswerUntil(filed rules.Date, c *rules.Calendar) (rules.Date, error) {
	d, err := c.AddWorkingDays(filed, x.AnswerWorkingDays)
	if err != nil {
		return 0, fmt.Errorf("count the days of an answer: %w", err)
	}
	return d, nil
}

// Told is a last day as far as it can be told: 0 in a year that nobody has entered yet. Nothing is late by such a day.
func Told(d rules.Date, err error) (rules.Date, error) {
	if _, unknown := errors.AsType[*rules.UnknownYearError](err); unknown {
		return 0, nil
	}
	return d, err
}
