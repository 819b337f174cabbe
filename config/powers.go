package config

import "tainha/rules"

// powersFile says how changes of who holds power are confirmed.
type powersFile struct {
	ConfirmWithin int `yaml:"confirm_within"` // working days after the day of asking
}

const maxConfirmDays = 30

func (f *configFile) powerPolicy(t *tree) rules.PowerPolicy {
	n := f.Powers.ConfirmWithin
	if n < 1 || n > maxConfirmDays {
		t.faultAt("powers.confirm_within", "%d is not between 1 and %d working days", n, maxConfirmDays)
	}
	return rules.PowerPolicy{ConfirmWithin: n}
}
