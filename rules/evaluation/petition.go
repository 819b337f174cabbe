package evaluation

import (
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
