package review_test

import (
	"testing"

	"tainha/pilot/review"
	"tainha/rules"
	figures "tainha/rules/review"
	"tainha/rules/survey"
	"tainha/store"
)

// What is counted elsewhere stands in the review with the margin that was decided, with what was changed late, and with what citizens
// said, each group by itself.
func TestAReviewHoldsIndicatorsAndWhatCitizensSay(t *testing.T) {
	t.Parallel()
	w := openWorld(t, 4, 12)
	day := rules.MustDate
	w.decided(survey.KeySatisfaction)
	w.write(func(tx *store.Tx) error {
		i := survey.Indicator{Key: survey.KeyOnTime, Margin: 30, Source: "Phần mềm một cửa", Decided: true}
		if err := tx.SaveIndicator(&i); err != nil {
			return err
		}
		was := i
		was.Margin = 10
		if err := tx.AddIndicatorChanges(survey.IndicatorChange{Before: was, After: i, Why: survey.Why{Reason: "Theo kết luận số 5", Document: "5/KL-STN", Dated: rules.MustDate("2026-10-01")}, By: w.staff[0].ID, At: w.now, Late: true}); err != nil {
			return err
		}
		for month, of := range map[string]int{"2026-04-01": 950, "2026-05-01": 960, "2026-08-01": 940, "2026-09-01": 955, "2025-01-01": 1} { // the last is too long ago
			x := survey.Month{Indicator: i.ID, Month: day(month), Share: figures.Share{Of: of, All: 1000}, Document: "Báo cáo tháng", By: w.staff[0].ID, At: w.now}
			if err := tx.AddMonths(x); err != nil {
				return err
			}
		}
		for _, wave := range []survey.Wave{{Kind: survey.Baseline, First: day("2026-05-01"), Last: day("2026-05-31")}, {Kind: survey.Pilot, First: day("2026-10-01"), Last: day("2026-10-31")}} {
			wave.Audience, wave.Expected, wave.OpenedBy, wave.Opened = survey.Citizens, 100, w.staff[0].ID, w.now
			for _, u := range w.units[1:4] {
				wave.Units = append(wave.Units, u.ID)
			}
			if err := tx.AddWave(&wave); err != nil {
				return err
			}
			for k, n := range []int{300, 300, 4} { // the third is of few, and hides another
				h := survey.Handed{Unit: wave.Units[k], All: n}
				for q := range h.Of {
					h.Of[q] = n * 3 / 4
				}
				if err := tx.AddCounts(wave.ID, h.Counts()...); err != nil {
					return err
				}
			}
			if err := tx.CloseWave(wave.ID, w.now); err != nil {
				return err
			}
		}
		return nil
	})
	r := w.report(review.Asked{})
	procedures := row(r, survey.KeyOnTime, figures.AgainstBefore, "")
	if procedures == nil || *procedures.Earlier != (figures.Share{Of: 1910, All: 2000}) || *procedures.Later != (figures.Share{Of: 1895, All: 2000}) || procedures.Margin != 0.01 || procedures.Verdict != figures.NotEnough || procedures.By(0.03) != figures.NotWorse { // by what was decided before the first day
		t.Errorf("the procedures: %+v", procedures)
	}
	if len(r.Late) != 1 || r.Late[0].Before != 0.01 || r.Late[0].After != 0.03 || r.Late[0].Judged != 0.01 {
		t.Errorf("changed late: %+v", r.Late)
	}
	sources := map[figures.Question]figures.Source{}
	for _, s := range r.Sources {
		sources[s.Question] = s
	}
	for q, want := range map[figures.Question][4]string{
		survey.KeyOnTime: {"2026-04-01", "2026-05-31", "2026-08-01", "2026-09-30"}, survey.KeySatisfaction: {"2026-05-01", "2026-05-31", "2026-10-01", "2026-10-31"},
	} {
		s := sources[q]
		if got := [4]rules.Date{s.BeforeFirst, s.BeforeLast, s.First, s.Last}; got != [4]rules.Date{day(want[0]), day(want[1]), day(want[2]), day(want[3])} {
			t.Errorf("the figures of %s are of %v, want %v", q, got, want)
		}
	}
	if sources[survey.KeyOnTime].By != "Phần mềm một cửa" {
		t.Errorf("the procedures were recorded by %q", sources[survey.KeyOnTime].By)
	}
	whole := row(r, survey.KeySatisfaction, figures.AgainstBefore, "")
	if whole == nil || whole.Hidden || whole.Later.All != 604 || whole.Verdict != figures.NotWorse {
		t.Errorf("what citizens say: %+v", whole)
	}
	hidden := 0
	for _, x := range r.Rows {
		if x.Question == survey.KeySatisfaction && x.Hidden {
			hidden++
			if x.Later != nil || x.Earlier != nil || x.Verdict != figures.NotCounted {
				t.Errorf("%+v", x)
			}
		}
	}
	if hidden != 2 {
		t.Errorf("%d units are hidden: %+v", hidden, r.Rows)
	}
}
