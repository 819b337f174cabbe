package config

import (
	"strconv"
	"strings"

	"tainha/rules"
)

// dataRequestsFile says how requests about personal data are answered.
type dataRequestsFile struct {
	AnswerWithin int `yaml:"answer_within"` // working days
}

// retentionFile says how long what is kept.
type retentionFile struct {
	AbsenceKinds  keepFor `yaml:"keep_absence_kinds"`
	AfterLeaving  keepFor `yaml:"keep_after_leaving"`
	AccessLog     keepFor `yaml:"keep_access_log"`
	Outbox        keepFor `yaml:"keep_outbox"`
	Conversations keepFor `yaml:"keep_conversations"`
	DeadUpdates   keepFor `yaml:"keep_dead_updates"`
	Strangers     keepFor `yaml:"keep_strangers"`
	Invites       keepFor `yaml:"keep_invites"`
}

// keepFor is a time for which something is kept: 24 months, 30 days, forever.
type keepFor rules.Period

func (k *keepFor) UnmarshalText(b []byte) error {
	if string(b) == "forever" {
		*k = keepFor{}
		return nil
	}
	number, unit, _ := strings.Cut(strings.TrimSpace(string(b)), " ")
	n, err := strconv.Atoi(number)
	unit = strings.TrimSuffix(strings.TrimSpace(unit), "s")
	if err != nil || n < 1 || n > maxKept || unit != "day" && unit != "month" {
		return Say("%q is not a time such as 30 days, 24 months or forever", b)
	}
	*k = keepFor{Days: n}
	if unit == "month" {
		*k = keepFor{Months: n}
	}
	return nil
}

const (
	maxKept       = 10_000 // days or months: more is a slip of the finger
	maxAnswerDays = 30
)

func defaultDataRequests() dataRequestsFile {
	return dataRequestsFile{rules.DefaultDataPolicy().AnswerWithin}
}

// defaultRetention is rules.DefaultDataPolicy in the shape of the file.
func defaultRetention() retentionFile {
	p := rules.DefaultDataPolicy()
	return retentionFile{
		AbsenceKinds: keepFor(p.Kinds), AfterLeaving: keepFor(p.Leavers), AccessLog: keepFor(p.AccessLog), Outbox: keepFor(p.Outbox),
		Conversations: keepFor(p.Conversations), DeadUpdates: keepFor(p.DeadUpdates),
		Strangers: keepFor(p.Strangers), Invites: keepFor(p.Invites),
	}
}

// dataPolicy joins the two sections.
func (f *configFile) dataPolicy(t *tree) rules.DataPolicy {
	if n := f.DataRequests.AnswerWithin; n < 1 || n > maxAnswerDays {
		t.faultAt("data_requests.answer_within", "%d is not between 1 and %d working days", n, maxAnswerDays)
	}
	r := f.Retention
	return rules.DataPolicy{
		AnswerWithin: f.DataRequests.AnswerWithin,
		Kinds:        rules.Period(r.AbsenceKinds), Leavers: rules.Period(r.AfterLeaving), AccessLog: rules.Period(r.AccessLog), Outbox: rules.Period(r.Outbox),
		Conversations: rules.Period(r.Conversations), DeadUpdates: rules.Period(r.DeadUpdates),
		Strangers: rules.Period(r.Strangers), Invites: rules.Period(r.Invites),
	}
}
