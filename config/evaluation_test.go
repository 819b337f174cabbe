package config

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

func TestTheSettingsAboutEvaluationAreRead(t *testing.T) {
	t.Parallel()
	config, err := Parse("c.yaml", []byte(`
evaluation:
  common_points: 5
  result_points: 95
  strike_off: 20
  delay_off: 10
  delay_unit: working_day
  cap_ratio: false
  unmet_condition: 0.4
  levels: {excellent: 91, good: 71, done: 51}
  excellent_share: 15
  outstanding_share: 30
  year_months: 5
  head_tasks: own
  self_from: 18
  self_by: 22
  score_by: 24
  publish_by: 3
  petitions:
    civil_servant: {file_days: 4, file_by_working_days: false, answer_working_days: 6}
    public_employee: {file_days: 3, file_by_working_days: true, answer_working_days: 9}
  deputy_positions: [PTP]
  public_employee_positions: [VC]
  criteria:
    - {version: A, from: 2026-01-01, to: 2026-06-30, groups: [{name: I, criteria: [{key: I.1, text: Một, points: 2.5}, {key: I.2, text: Hai, points: 2.5}]}]}
    - {version: B, from: 2026-07-01, groups: [{name: I, criteria: [{key: I.1, text: Một, points: 5}]}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	civil := evaluation.Petition{FileDays: 4, AnswerWorkingDays: 6}
	want := Evaluation{
		Policy: evaluation.Policy{
			Common: task.N(5), Results: task.N(95), StrikeOff: task.A(1, 5), DelayOff: task.A(1, 10), DelayUnit: evaluation.ByWorkingDay, Unmet: task.A(2, 5),
			Excellent: task.N(91), Good: task.N(71), Done: task.N(51), ExcellentShare: task.A(3, 20), OutstandingShare: task.A(3, 10), YearMonths: 5, HeadOwn: true,
			Cycle: evaluation.Cycle{SelfFrom: 18, SelfBy: 22, ScoreBy: 24, PublishBy: 3},
			Petitions: map[evaluation.Profile]evaluation.Petition{
				evaluation.CivilServant: civil, evaluation.Head: civil, evaluation.Deputy: civil,
				evaluation.PublicEmployee: {FileDays: 3, FileByWorkingDays: true, AnswerWorkingDays: 9},
			},
		},
		Deputies: []string{"PTP"}, PublicEmployees: []string{"VC"},
		Criteria: []evaluation.Criteria{
			{Version: "A", Since: rules.MustDate("2026-01-01"), Last: rules.MustDate("2026-06-30"), Groups: []evaluation.Group{{Name: "I", Criteria: []evaluation.Criterion{
				{Key: "I.1", Text: "Một", Max: task.A(5, 2)}, {Key: "I.2", Text: "Hai", Max: task.A(5, 2)},
			}}}},
			{Version: "B", Since: rules.MustDate("2026-07-01"), Groups: []evaluation.Group{{Name: "I", Criteria: []evaluation.Criterion{{Key: "I.1", Text: "Một", Max: task.N(5)}}}}},
		},
	}
	if diff := cmp.Diff(want, config.Scoring); diff != "" {
		t.Errorf("evaluation (-want +got):\n%s", diff)
	}
}

func TestASilentConfigurationScoresByTheDefaultsAndHasNoCriteria(t *testing.T) {
	t.Parallel()
	config, err := Parse("c.yaml", []byte("language: vi\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Evaluation{Policy: evaluation.DefaultPolicy()}, config.Scoring); diff != "" {
		t.Error(diff)
	}
}

func TestTheExamplesCriteriaAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	config, err := Parse("config.example.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(evaluation.DefaultPolicy(), config.Scoring.Policy); diff != "" {
		t.Error(diff)
	}
	if c := config.Scoring.Criteria; len(c) != 1 || len(c[0].All()) != 10 || !c[0].Sum().Equal(task.N(30)) {
		t.Errorf("%+v", c)
	}
}

func TestTheSettingsAboutEvaluationAreBounded(t *testing.T) {
	t.Parallel()
	one := func(more string) string {
		return "common_points: 5\n  criteria: [{version: A, from: 2026-01-01, groups: [{name: I, criteria: [{key: I.1, text: Một, points: 5}" + more + "]}]}]"
	}
	for line, want := range map[string]string{
		"strike_off: 101":                            "evaluation.strike_off: 101 is not between 0 and 100",
		"delay_off: -1":                              "evaluation.delay_off: -1 is not between 0 and 100",
		"excellent_share: 120":                       "evaluation.excellent_share: 120 is not between 0 and 100",
		"outstanding_share: 120":                     "evaluation.outstanding_share: 120 is not between 0 and 100",
		"year_months: 13":                            "evaluation.year_months: 13 is not between 1 and 12",
		"self_by: 29":                                "evaluation.self_by: 29 is not between 1 and 28",
		"publish_by: 0":                              "evaluation.publish_by: 0 is not between 1 and 28",
		"self_by: 15":                                "evaluation.score_by: self_from, self_by and score_by have to follow each other",
		"delay_unit: hour":                           `"hour" is none of occurrence, calendar_day`,
		"head_tasks: all":                            `"all" is none of unit, own`,
		"common_points: 0":                           "evaluation.common_points: 0 is not over 0 and at most 1000",
		"result_points: 1001":                        "evaluation.result_points: 1001 is not over 0 and at most 1000",
		"unmet_condition: 1.5":                       "evaluation.unmet_condition: 1.5 is not between 0 and 1",
		"levels: {good: 95}":                         "evaluation.levels: excellent, good and done have to fall",
		"levels: {done: 70}":                         "evaluation.levels: excellent, good and done have to fall",
		"petitions: {civil_servant: {file_days: 0}}": "evaluation.petitions.civil_servant.file_days: 0 is not between 1 and 60",
		"petitions: {public_employee: {answer_working_days: 61}}":                                  "evaluation.petitions.public_employee.answer_working_days: 61 is not between 1 and 60",
		"deputy_positions: [A]\n  public_employee_positions: [A]":                                  `evaluation.deputy_positions: "A" is among public_employee_positions as well`,
		"criteria: [{from: 2026-01-01}]":                                                           "evaluation.criteria[0]: each version has a name and the day",
		"criteria: [{version: A}]":                                                                 "evaluation.criteria[0]: each version has a name and the day",
		"criteria: [{version: A, from: 2026-02-01, to: 2026-01-01}]":                               "evaluation.criteria[0]: ends before it begins",
		"criteria: [{version: A, from: 2026-02-01}, {version: B, from: 2026-02-01}]":               "evaluation.criteria[1]: 2026-02-01 is before the entry above it",
		"criteria: [{version: A, from: 2026-02-01}, {version: A, from: 2026-03-01}]":               `evaluation.criteria[1]: version "A" stands twice`,
		"criteria: [{version: A, from: 2026-02-01, groups: [{criteria: [{key: x, points: 30}]}]}]": `evaluation.criteria[0]: criterion "x" needs its key, text and points over 0`,
		one(", {key: I.2, text: Hai, points: 0.5}"):                                                `evaluation.criteria[0]: the points of version "A" sum to 5.5 and not to 5`,
		one(", {key: I.1, text: Hai, points: 0.5}"):                                                `evaluation.criteria[0]: criterion "I.1" stands twice`,
	} {
		if _, err := Parse("c.yaml", []byte("evaluation:\n  "+line+"\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}
