package review_test

import (
	"slices"
	"testing"

	"tainha/pilot/review"
	"tainha/rules"
	figures "tainha/rules/review"
	"tainha/rules/survey"
	"tainha/store"
)

// What the units handed in is held against what the agency handed in itself; who entered and who checked is named; how many are in a
// unit and how many took part is told, but of few.
func TestAReviewNamesItsSourcesAndReconcilesThem(t *testing.T) {
	t.Parallel()
	w := openWorld(t, 4, 20, 20, 6)
	w.worked("2026-05-01", "2026-11-30", 0.9)
	w.decided(survey.KeySatisfaction, survey.KeyOnTime)
	day := rules.MustDate
	w.write(func(tx *store.Tx) error {
		list, err := tx.Indicators()
		if err != nil {
			return err
		}
		i := list[slices.IndexFunc(list, func(i survey.Indicator) bool { return i.Key == survey.KeyOnTime })]
		var months []survey.Month
		for _, m := range []struct {
			unit    rules.UnitID
			month   string
			of, all int
		}{{0, "2026-05-01", 950, 1000}, {0, "2026-09-01", 960, 1000}, {w.units[1].ID, "2026-09-01", 500, 600}, {w.units[2].ID, "2026-09-01", 480, 500}} {
			months = append(months, survey.Month{Indicator: i.ID, Unit: m.unit, Month: day(m.month), Share: figures.Share{Of: m.of, All: m.all}, Document: "1/BC", By: w.staff[1].ID, At: w.now})
		}
		if err := tx.AddMonths(months...); err != nil {
			return err
		}
		wave := survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: day("2026-10-01"), Last: day("2026-10-31"), Expected: 100, OpenedBy: w.staff[0].ID, Opened: w.now, Units: []rules.UnitID{w.units[1].ID}}
		if err := tx.AddWave(&wave); err != nil {
			return err
		}
		var sheet survey.Sheet
		for q := range sheet {
			sheet[q] = [survey.Levels]int{0, 2, 8, 20, 10}
		}
		for n, by := range []rules.PersonID{w.staff[2].ID, w.staff[3].ID} {
			f := survey.Forms{Wave: wave.ID, Unit: w.units[1].ID, Who: survey.Citizen, Sheet: sheet, Issued: 60 + n, By: by, Entered: w.now, State: survey.FormsWait}
			if err := tx.AddForms(&f); err != nil {
				return err
			}
			if err := tx.SettleForms(f.ID, survey.FormsCounted, w.staff[4].ID, w.now); err != nil {
				return err
			}
			if err := tx.AddCounts(wave.ID, f.Counts()...); err != nil {
				return err
			}
		}
		return tx.CloseWave(wave.ID, w.now)
	})
	r := w.report(review.Asked{})
	if x := row(r, survey.KeyOnTime, figures.AgainstBefore, ""); x == nil || x.Verdict != figures.Unreconciled || len(r.Gaps) != 1 || r.Gaps[0].Documents != (figures.Share{Of: 980, All: 1100}) || r.Gaps[0].Used != (figures.Share{Of: 960, All: 1000}) {
		t.Errorf("the procedures: %+v, %+v", x, r.Gaps)
	}
	name := func(n int) string { return w.staff[n].Called() }
	found := 0
	for _, s := range r.Sources {
		switch s.Question {
		case survey.KeyOnTime:
			found++
			if !slices.Equal(s.Entered, []string{name(1)}) || s.Clerks != 1 || len(s.Checked) != 0 {
				t.Errorf("the months: %+v", s)
			}
		case "satisfaction_form":
			found++
			if s.Asked != 121 || s.Open || !slices.Equal(s.Checked, []string{name(4)}) || s.Clerks != 2 || s.Seconds != 1 || s.First != day("2026-10-01") || s.Last != day("2026-10-31") {
				t.Errorf("the forms: %+v", s)
			}
		}
	}
	if found != 2 {
		t.Errorf("of what was counted by hand %d sources are told: %+v", found, r.Sources)
	}
	if r.Staff == nil || *r.Staff != 67 || r.Took == nil || *r.Took != 67 {
		t.Errorf("in all there are %v, of whom %v took part", r.Staff, r.Took)
	}
	for _, u := range r.Units {
		if few := u.Code == "P2"; few && (u.Staff != nil || u.Took != nil) {
			t.Errorf("of six people it tells %v and %v", u.Staff, u.Took)
		}
	}
	shown := 0
	for _, u := range r.Units[1:] {
		if u.Staff != nil {
			shown++
		}
	}
	if shown == 0 || shown > 3 {
		t.Errorf("of %d units the staff is told", shown)
	}
}
