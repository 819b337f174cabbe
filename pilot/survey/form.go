package survey

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/survey"
)

// EnterForms keeps what somebody counted of printed forms, for somebody else to check.
func EnterForms(do pilot.Do, f survey.Forms) (survey.Forms, error) {
	if err := assertForms(do, f.Unit); err != nil {
		return f, err
	}
	w, err := do.Tx.Wave(f.Wave)
	if err != nil {
		return f, err
	}
	switch {
	case !w.Closed.IsZero() || w.First > do.Today:
		return f, rules.Refuse("survey.form.over")
	case !w.Asks(f.Unit) || !w.Audience.Takes(f.Who):
		return f, rules.Refuse("press.stale")
	}
	if err := f.Sheet.Check(); err != nil {
		return f, err
	}
	if f.Issued != 0 && f.Issued < f.Sheet.Forms() {
		return f, rules.Refuse("survey.form.over_given", "n", f.Sheet.Forms(), "given", f.Issued)
	}
	f.By, f.Entered, f.State = do.By.Person, do.Now, survey.FormsWait
	if err := do.Tx.AddForms(&f); err != nil {
		return f, err
	}
	return f, note(do, f.Wave, "survey.form", nil, f)
}

func assertForms(do pilot.Do, unit rules.UnitID) error {
	about, err := do.Subject(0, unit)
	if err != nil {
		return err
	}
	return do.Assert(pilot.CountForms, about)
}

// CheckForms settles forms: they count, or are laid aside. Whoever entered them never checks them.
func CheckForms(do pilot.Do, id survey.FormID, right bool) (survey.Forms, error) {
	f, err := do.Tx.FormsBy(id)
	if err != nil {
		return f, err
	}
	if err := assertForms(do, f.Unit); err != nil {
		return f, err
	}
	w, err := do.Tx.Wave(f.Wave)
	switch {
	case err != nil:
		return f, err
	case f.State != survey.FormsWait:
		return f, rules.Refuse("survey.form.settled")
	case !w.Closed.IsZero():
		return f, rules.Refuse("survey.form.over")
	case right && f.By == do.By.Person:
		return f, rules.Refuse("survey.form.own")
	}
	f.State = survey.FormsWrong
	if right {
		f.State = survey.FormsCounted
	}
	if err := do.Tx.SettleForms(id, f.State, do.By.Person, do.Now); err != nil {
		return f, err
	}
	f.CheckedBy, f.Checked = do.By.Person, do.Now
	if right {
		if err := do.Tx.AddCounts(f.Wave, f.Counts()...); err != nil {
			return f, err
		}
	}
	return f, note(do, f.Wave, "survey.form_checked", survey.FormsWait, f.State)
}

// handedWave is the wave that rows are of, with their counts.
func handedWave(first, last rules.Date, rows []survey.Handed) (w survey.Wave, counts []survey.Count) {
	w = survey.Wave{Audience: survey.Citizens, Kind: survey.Baseline, First: first, Last: last}
	for _, r := range rows {
		if !slices.Contains(w.Units, r.Unit) {
			w.Units = append(w.Units, r.Unit)
		}
		w.Expected += r.All
		counts = append(counts, r.Counts()...)
	}
	slices.Sort(w.Units)
	return w, counts
}

// CheckHandedDays refuses the days of an earlier survey that are the wrong way round or not over.
func CheckHandedDays(do pilot.Do, first, last rules.Date) error {
	w, _ := handedWave(first, last, nil)
	if why := handedDays(do, w); len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	return nil
}

// CheckHanded refuses what HandDown refuses; nothing is kept.
func CheckHanded(do pilot.Do, first, last rules.Date, rows []survey.Handed) error {
	w, _ := handedWave(first, last, rows)
	return checkHanded(do, w, rows)
}

// HandDown keeps the counts of an earlier survey as a baseline that is closed from the beginning. The same days and units
// once more take the place of what was there.
func HandDown(do pilot.Do, first, last rules.Date, rows []survey.Handed) (survey.Wave, error) {
	w, counts := handedWave(first, last, rows)
	if err := do.Assert(pilot.RunSurveys, rules.Subject{}); err != nil {
		return w, err
	}
	if err := checkHanded(do, w, rows); err != nil {
		return w, err
	}
	all, err := do.Tx.Waves(w.Audience)
	if err != nil {
		return w, err
	}
	for _, o := range all {
		if o.Kind == w.Kind && o.First == first && o.Last == last && slices.Equal(o.Units, w.Units) && !o.Closed.IsZero() && o.Opened.Equal(o.Closed) {
			if err := do.Tx.DropCounts(o.ID, survey.Import, w.Units...); err != nil {
				return w, err
			}
			if err := do.Tx.AddCounts(o.ID, counts...); err != nil {
				return w, err
			}
			return o, note(do, o.ID, "survey.baseline", nil, rows)
		}
	}
	w.OpenedBy, w.Opened = do.By.Person, do.Now
	if err := do.Tx.AddWave(&w); err != nil {
		return w, err
	}
	if err := do.Tx.AddCounts(w.ID, counts...); err != nil {
		return w, err
	}
	if err := do.Tx.CloseWave(w.ID, do.Now); err != nil {
		return w, err
	}
	w.Closed = do.Now
	return w, note(do, w.ID, "survey.baseline", nil, rows)
}

func handedDays(do pilot.Do, w survey.Wave) (why []rules.Message) {
	switch {
	case w.Last < w.First:
		why = append(why, rules.Msg("absence.reversed", "first", w.First, "last", w.Last))
	case w.Last > do.Today:
		why = append(why, rules.Msg("survey.baseline.future", "last", w.Last))
	}
	return why
}

// checkHanded refuses a baseline of days to come or within the pilot, and rows that can't be.
func checkHanded(do pilot.Do, w survey.Wave, rows []survey.Handed) error {
	if len(rows) == 0 {
		return rules.Refuse("survey.baseline.none")
	}
	why := handedDays(do, w)
	from, err := pilotFrom(do, w.Units)
	if err != nil {
		return err
	}
	for _, u := range w.Units {
		if from[u] != 0 && w.Last >= from[u] {
			why = append(why, rules.Msg("survey.baseline_late", "first", from[u]))
			break
		}
	}
	type key struct {
		unit rules.UnitID
		who  survey.Who
	}
	seen := map[key]bool{}
	for i, r := range rows {
		k := key{r.Unit, r.Who}
		switch {
		case seen[k] || r.Who != survey.Anybody && seen[key{r.Unit, survey.Anybody}] || r.Who == survey.Anybody && (seen[key{r.Unit, survey.Citizen}] || seen[key{r.Unit, survey.Business}]):
			why = append(why, rules.Msg("survey.baseline.twice", "row", i+1))
		case r.All < 1 || r.All > survey.MostExpected || slices.ContainsFunc(r.Of[:], func(n int) bool { return n < 0 || n > r.All }):
			why = append(why, rules.Msg("survey.baseline.row", "row", i+1))
		}
		seen[k] = true
	}
	if len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	return nil
}
