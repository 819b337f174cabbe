package bot_test

import (
	"maps"
	"slices"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// houseScoring is the criteria of the example, in fewer words.
func houseScoring() evaluation.Settings {
	half := task.A(5, 2)
	return evaluation.Settings{
		Policy: evaluation.DefaultPolicy(), Deputies: []string{"PTP"},
		Criteria: []evaluation.Criteria{{Version: "2026", Since: rules.MustDate("2026-01-01"), Groups: []evaluation.Group{
			{Name: "Phẩm chất, kỷ luật, kỷ cương", Criteria: []evaluation.Criterion{
				{Key: "I.1", Text: "Phẩm chất chính trị, đạo đức, lối sống", Max: task.N(5)}, {Key: "I.2", Text: "Ý thức kỷ luật, kỷ cương", Max: task.N(5)},
			}},
			{Name: "Năng lực, trách nhiệm, phối hợp", Criteria: []evaluation.Criterion{
				{Key: "II.1", Text: "Năng lực chuyên môn", Max: half}, {Key: "II.2", Text: "Tinh thần trách nhiệm", Max: half},
				{Key: "II.3", Text: "Thái độ phục vụ", Max: half}, {Key: "II.4", Text: "Phối hợp với đồng nghiệp", Max: half},
			}},
			{Name: "Đổi mới, sáng tạo", Criteria: []evaluation.Criterion{
				{Key: "III.1", Text: "Chủ động cải tiến", Max: half}, {Key: "III.2", Text: "Ứng dụng công nghệ", Max: half},
				{Key: "III.3", Text: "Dám nghĩ, dám làm", Max: half}, {Key: "III.4", Text: "Việc khó, việc đột xuất", Max: half},
			}},
		}}},
	}
}

// openSheets begins the evaluation of a month for everybody with an account.
func (p *player) openSheets(month string) error {
	first, err := rules.ParseDate(month + "-01")
	if err != nil {
		return err
	}
	from, to := score.Month(first)
	now := p.clock.Now()
	p.write(func(tx *store.Tx) error {
		for _, name := range slices.Sorted(maps.Keys(folk)) {
			if unlinked[name] {
				continue
			}
			person, err := tx.PersonByCode(folk[name].code, rules.DateOf(now))
			if err != nil {
				return err
			}
			if _, _, err := score.Open(p.pilot.Do(tx, now, pilot.Actor{Job: "score"}), person.ID, from, to); err != nil {
				return err
			}
		}
		return nil
	})
	return nil
}
