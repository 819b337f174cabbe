package config

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
	"tainha/rules/task"
)

func TestTheSettingsAboutTasksAreRead(t *testing.T) {
	t.Parallel()
	config, err := Parse("c.yaml", []byte(`
tasks:
  equivalence: 0,9
  equivalence_mode: block
  office_day_load:
    - {position: CV, load: 5}
    - {position: CV, unit: VP, load: 4.5, from: 2026-12-01}
  green_hours: 12
  red_hours: 72
  waiting_stops_lights: true
  returned_counts_from: first
  waiver_level: 0
  confirm_after: 8h
  messages: {at_home: 3, at_office: 0, digest_always: true, plan_at_office: true, pulse_every: 10, remind_before_end: 30}
  content: minimal
  repeat_ahead: 3
  repeat_months: 6
`))
	if err != nil {
		t.Fatal(err)
	}
	want := task.Policy{
		Equivalence: task.A(9, 10), EquivalenceMode: task.Block, WaitingStops: true, Returned: task.FromFirst, GreenWithin: 12 * time.Hour,
		RedAfter: 72 * time.Hour, ConfirmWithin: 8 * time.Hour, AtHome: 3, DigestAlways: true, OfficePlan: true, RemindBefore: 30 * time.Minute, PulseEvery: 10, Minimal: true, RepeatAhead: 3, RepeatMonths: 6,
		PositionLoads: []task.PositionLoad{{Position: "CV", Load: 500}, {Position: "CV", Unit: "VP", Load: 450, Since: rules.MustDate("2026-12-01")}},
	}
	if diff := cmp.Diff(want, config.Tasks); diff != "" {
		t.Errorf("tasks (-want +got):\n%s", diff)
	}
}

func TestTheSettingsAboutTasksAreBounded(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"equivalence: 0":                     "tasks.equivalence: 0 is not over 0 and at most 2",
		"equivalence: 2.1":                   "tasks.equivalence: 2.1 is not over 0 and at most 2",
		"equivalence: viel":                  `"viel" is not a number such as 1.0 or 0.9`,
		"equivalence_mode: loud":             `"loud" is neither warn nor block`,
		"returned_counts_from: last":         `"last" is neither newest nor first`,
		"content: some":                      `"some" is neither full nor minimal`,
		"green_hours: 0":                     "tasks.green_hours: 0 is not between 1 and 240",
		"red_hours: 241":                     "tasks.red_hours: 241 is not between 1 and 240",
		"waiver_level: 6":                    "tasks.waiver_level: 6 is not between 0 and 5",
		"confirm_after: never":               "tasks.confirm_after: it must be a stretch of working time such as 16h",
		"messages: {remind_before_end: 300}": "tasks.messages.remind_before_end: 300 is not between 0 and 240",
		"messages: {at_home: 11}":            "tasks.messages.at_home: 11 is not between 0 and 10",
		"messages: {at_office: -1}":          "tasks.messages.at_office: -1 is not between 0 and 10",
		"office_day_load: [{load: 5}]":       "tasks.office_day_load: each entry names a position and its load",
		"office_day_load: [{position: CV}]":  "tasks.office_day_load: each entry names a position and its load",
		"office_day_load: [{load: 0}]":       `"0" is not a volume of standard products such as 5 or 4.5`,
	} {
		if _, err := Parse("c.yaml", []byte("tasks:\n  "+line+"\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}
