package config

import (
	"time"

	"tainha/rules"
)

// requestsFile says how long decisions can be undone and answers are waited for.
type requestsFile struct {
	UndoMinutes   int `yaml:"undo_minutes"`
	AnswerMinutes int `yaml:"answer_minutes"`
}

func defaultRequests() requestsFile {
	p := rules.DefaultRequestPolicy()
	return requestsFile{UndoMinutes: int(p.UndoWithin.Minutes()), AnswerMinutes: int(p.AnswerWithin.Minutes())}
}

const maxMinutes = 120

func (f *configFile) requestPolicy(t *tree) rules.RequestPolicy {
	minutes := func(key string, n int) time.Duration {
		if n < 1 || n > maxMinutes {
			t.faultAt("requests."+key, "%d is not between 1 and %d minutes", n, maxMinutes)
		}
		return time.Duration(n) * time.Minute
	}
	return rules.RequestPolicy{
		UndoWithin:   minutes("undo_minutes", f.Requests.UndoMinutes),
		AnswerWithin: minutes("answer_minutes", f.Requests.AnswerMinutes),
	}
}
