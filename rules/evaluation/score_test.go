package evaluation_test

import (
	"errors"
	"slices"
	"testing"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

func TestTheHandbooksThreeProductsAreScoredToTheLastDigit(t *testing.T) {
	t.Parallel()
	// ministry handbook; c and result of working_day and occurrence stand in rules section 7
	for _, x := range []struct {
		unit                    evaluation.DelayUnit
		c, exact, result, total string
	}{
		{evaluation.ByCalendarDay, "41.7", "701/1680", "66.7", "76.7"},
		{evaluation.ByWorkingDay, "47.7", "801/1680", "68.7", "78.1"},
		{evaluation.ByOccurrence, "71.6", "12035/16800", "76.7", "83.7"},
	} {
		policy := evaluation.DefaultPolicy()
		policy.DelayUnit = x.unit
		s := policy.Score(staff(reckon(t, handbook(), november, policy)))
		percent := func(i int) string { return s.Figures[i].Ratio.Times(task.N(100)).HalfUp(1).String() }
		if percent(0) != "89.6" || percent(1) != "68.8" || percent(2) != x.c || !s.Figures[2].Ratio.Equal(number(x.exact)) {
			t.Errorf("unit %d: a, b, c = %s, %s, %s (%s)", x.unit, percent(0), percent(1), percent(2), s.Figures[2].Ratio)
		}
		if got := s.Ratio.Times(task.N(100)).HalfUp(1).String(); got != x.result {
			t.Errorf("unit %d: the mean is %s, want %s", x.unit, got, x.result)
		}
		if got := policy.Shown(s.Total).String(); got != x.total || s.Level != evaluation.Good {
			t.Errorf("unit %d: total %s, level %d, want %s and tốt", x.unit, got, s.Level, x.total)
		}
	}
}

func TestTheDayOfTheDeadlineIsNoDayOfDelayButLatenessOnItIsOneOccurrence(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		due, finished                  string
		occurrence, calendar, workdays int
	}{
		{"2026-11-16 10:00", "2026-11-16 15:00", 1, 0, 0},
		{"2026-11-16 10:00", "2026-11-16 10:00", 0, 0, 0},
		{"2026-11-16 10:00", "2026-11-17 07:00", 1, 1, 1},
		{"2026-11-20 10:00", "2026-11-22 07:00", 1, 2, 0}, // Friday to Sunday
		{"2026-11-20 10:00", "2026-11-25 07:00", 1, 5, 2}, // the 24th is a holiday
		{"2026-11-25 10:00", "", 1, 5, 3},                 // until the period's end, Monday the 30th
		{"2026-11-25 10:00", "2026-12-20 10:00", 1, 5, 3}, // what comes later is not of this period
	} {
		period := evaluation.Period{From: day("2026-11-01"), To: day("2026-11-30")}
		for unit, want := range map[evaluation.DelayUnit]int{evaluation.ByOccurrence: x.occurrence, evaluation.ByCalendarDay: x.calendar, evaluation.ByWorkingDay: x.workdays} {
			policy := evaluation.DefaultPolicy()
			policy.DelayUnit = unit
			r := reckon(t, []evaluation.Piece{piece(1, "1", "1", "1", x.due, x.finished, 0)}, period, policy)
			if got := r.Lines[0].DelayCount; got != want {
				t.Errorf("%s → %q, unit %d: %d delays, want %d", x.due, x.finished, unit, got, want)
			}
		}
	}
}

func TestDelaysAreCountedByTheOfficesDaysWhateverZoneMomentsComeIn(t *testing.T) {
	t.Parallel()
	due := at("2026-11-16 23:30") // still the 16th in UTC, as is the next morning before 7
	for _, x := range []struct {
		finished string
		days     int
	}{{"2026-11-16 23:30", 0}, {"2026-11-17 06:00", 1}, {"2026-11-18 06:59", 2}} {
		p := piece(1, "1", "1", "1", "2026-11-16 23:30", "2026-11-16 23:30", 0)
		p.Due, p.Delays = due.UTC(), []evaluation.Delay{{Due: due.UTC(), Finished: at(x.finished).UTC()}}
		period := evaluation.Period{From: day("2026-11-01"), To: day("2026-11-30"), AsOf: at("2026-11-30 12:00").UTC()}
		for unit, want := range map[evaluation.DelayUnit]int{evaluation.ByOccurrence: min(1, x.days), evaluation.ByCalendarDay: x.days, evaluation.ByWorkingDay: x.days} {
			policy := evaluation.DefaultPolicy()
			policy.DelayUnit = unit
			if r := reckon(t, []evaluation.Piece{p}, period, policy); r.Lines[0].DelayCount != want || (len(r.Against) > 0) != (want > 0) {
				t.Errorf("%s, unit %d: %d delays, want %d, against %v", x.finished, unit, r.Lines[0].DelayCount, want, r.Against)
			}
		}
	}
}

func TestWhatIsNotDueYetIsNoDelayWhileThePeriodRuns(t *testing.T) {
	t.Parallel()
	period := evaluation.Period{From: day("2026-11-01"), To: day("2026-11-30"), AsOf: at("2026-11-26 09:00")}
	r := reckon(t, []evaluation.Piece{piece(1, "1", "2", "1", "2026-11-27 17:00", "", 0), piece(2, "1", "1", "0", "2026-11-25 17:00", "", 0)}, period, evaluation.DefaultPolicy())
	if r.Lines[0].Task != 2 || r.Lines[0].DelayCount != 1 || r.Lines[1].DelayCount != 0 {
		t.Errorf("%+v", r.Lines)
	}
}

func TestSeveralDelaysAddUpAndNothingFallsBelowZero(t *testing.T) {
	t.Parallel()
	p := piece(1, "2", "3", "3", "2026-11-16 10:00", "2026-11-17 10:00", 7)
	for range 5 {
		p.Delays = append(p.Delays, p.Delays[0])
	}
	period := evaluation.Period{From: day("2026-11-01"), To: day("2026-11-30")}
	l := reckon(t, []evaluation.Piece{p}, period, evaluation.DefaultPolicy()).Lines[0]
	if l.DelayCount != 6 || !l.Quality.IsZero() || !l.Progress.IsZero() || !l.QualityOff.Equal(task.N(1)) {
		t.Errorf("%+v", l)
	}
}

func TestExtraWorkCountsAboveAloneAndTheCapHoldsEachRatio(t *testing.T) {
	t.Parallel()
	extra := piece(2, "1", "0", "3", "2025-11-10 17:00", "2025-11-10 16:00", 1)
	extra.Extra = true
	pieces := []evaluation.Piece{piece(1, "1", "4", "4", "2025-11-10 17:00", "2025-11-12 10:00", 0), extra}
	policy := evaluation.DefaultPolicy()
	r := reckon(t, pieces, november, policy)
	want := func(policy evaluation.Policy, a, b, c string) {
		t.Helper()
		for x, ratio := range map[evaluation.Component]string{evaluation.Quantity: a, evaluation.Quality: b, evaluation.Progress: c} {
			if got, known := r.Ratio(x, policy); !known || got.String() != ratio {
				t.Errorf("cap %v: %s = %s, want %s", policy.Cap, x.Letter(), got, ratio)
			}
		}
	}
	want(policy, "1", "1", "1")
	policy.Cap = false
	want(policy, "1.75", "25/16", "1.5")
	if r := reckon(t, pieces[1:], november, policy); r.Assigned.Sign() != 0 || !r.Done.Equal(task.N(3)) {
		t.Error(r)
	} else if _, known := r.Ratio(evaluation.Quantity, policy); known {
		t.Error("with nothing assigned a is known")
	}
}

func TestAComponentThatIsMissingNeverCountsAsZero(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	empty := staff(reckon(t, nil, november, policy))
	s := policy.Score(empty)
	if s.Complete() || s.Level != evaluation.NoLevel || len(s.Missing) != 3 {
		t.Errorf("nothing assigned: %+v", s)
	}
	empty.NotApplicable = map[evaluation.Component]string{evaluation.Quantity: "nghỉ thai sản", evaluation.Quality: "nghỉ thai sản"}
	if s = policy.Score(empty); s.Complete() || !slices.Equal(s.Missing, []evaluation.Component{evaluation.Progress}) {
		t.Errorf("one component is not marked: %+v", s)
	}
	empty.NotApplicable[evaluation.Progress] = "nghỉ thai sản"
	if s = policy.Score(empty); !s.Complete() || s.Level != evaluation.NotRated {
		t.Errorf("a month of absence: %+v", s)
	}
	worked := staff(reckon(t, handbook(), november, policy))
	delete(worked.Common, "II.3")
	if s = policy.Score(worked); s.Complete() || s.Level != evaluation.NoLevel || len(s.CommonMissing) != 1 || s.CommonMissing[0].Key != "II.3" {
		t.Errorf("a criterion has no mark: %+v", s)
	}
	worked.Common["II.3"] = evaluation.Mark{NotApplicable: true, Reason: "không có"}
	if s = policy.Score(worked); !s.Complete() || s.Common.String() != "27.5" {
		t.Errorf("what does not apply is left out and nothing is rescaled: %+v", s)
	}
}

func TestWhoLeadsIsScoredByTheMeanOfSix(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	r := reckon(t, handbook(), november, policy)
	set := number("0.9")
	s := staff(r)
	s.Profile, s.Unit, s.Set = evaluation.Head, r, &set
	for _, x := range []struct {
		levels  []evaluation.Level
		d       string
		missing int
	}{
		{[]evaluation.Level{evaluation.Completed, evaluation.Excellent}, "1", 0},
		{[]evaluation.Level{evaluation.Completed, evaluation.Failed}, "0.5", 0},
		{[]evaluation.Level{evaluation.NotRated, evaluation.Good}, "1", 0},
		{[]evaluation.Level{evaluation.NoLevel, evaluation.Good}, "0", 1},
		{[]evaluation.Level{evaluation.NotRated}, "0", 1},
		{nil, "0", 1},
	} {
		s.Subordinates = x.levels
		got := policy.Score(s)
		if len(got.Figures) != 6 || got.Figures[3].Ratio.String() != x.d || len(got.Missing) != x.missing || got.Figures[4].Ratio.String() != "0.5" {
			t.Errorf("%v: %+v", x.levels, got)
		}
	}
	s.NotApplicable = map[evaluation.Component]string{evaluation.Subordinates: "chưa có cấp dưới"}
	got := policy.Score(s)
	sum := task.Amount{}
	for _, i := range []int{0, 1, 2, 4, 5} {
		sum = sum.Plus(got.Figures[i].Ratio)
	}
	if !got.Complete() || !got.Ratio.Equal(sum.Over(task.N(5))) || !got.Total.Equal(task.N(30).Plus(task.N(70).Times(got.Ratio))) {
		t.Errorf("d does not apply: %+v", got)
	}
}

func TestTheUnitsWorkIsWholeOnlyWithoutADelayAndWithoutAStrike(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	clean := piece(1, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 16:00", 0)
	for _, x := range []struct {
		pieces []evaluation.Piece
		want   string
		known  bool
	}{
		{[]evaluation.Piece{clean}, "1", true},
		{[]evaluation.Piece{clean, piece(2, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 17:01", 0)}, "0.5", true},
		{[]evaluation.Piece{clean, piece(2, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 16:00", 1)}, "0.5", true},
		{nil, "0", false},
	} {
		s := staff(reckon(t, x.pieces, november, policy))
		s.Profile, s.Unit = evaluation.Deputy, s.Own
		if f := policy.Score(s).Figures[4]; f.Known != x.known || f.Ratio.String() != x.want {
			t.Errorf("đ = %+v, want %s", f, x.want)
		}
	}
}

// Rules section 12: every task of the unit. Whether it has K, and what a delay is counted in, changes nothing.
func TestTheUnitsWorkIsHeldToItsDeadlinesInEveryUnitOfDelayAndAlsoWithoutK(t *testing.T) {
	t.Parallel()
	clean := piece(1, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 17:00", 0)
	hours := piece(2, "1", "1", "1", "2025-11-10 17:00", "2025-11-12 09:00", 0)
	none := piece(3, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 16:00", 1)
	hours.Measure, none.Measure = task.Hours, task.Unmeasured
	running := november
	running.AsOf = at("2025-11-10 17:00")
	for _, x := range []struct {
		name    string
		pieces  []evaluation.Piece
		period  evaluation.Period
		want    string
		against []task.ID
	}{
		{"on the minute", []evaluation.Piece{clean}, november, "1", nil},
		{"late on the day of the deadline", []evaluation.Piece{clean, piece(2, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 17:01", 0)}, november, "0.5", []task.ID{2}},
		{"late on a Sunday", []evaluation.Piece{clean, piece(2, "1", "1", "1", "2025-11-14 17:00", "2025-11-16 09:00", 0)}, november, "0.5", []task.ID{2}},
		{"late work in hours beside products", []evaluation.Piece{clean, hours}, november, "0.5", []task.ID{2}},
		{"a strike on work without a measure", []evaluation.Piece{none, clean}, november, "0.5", []task.ID{3}},
		{"nothing but work without a measure", []evaluation.Piece{none}, november, "0.5", []task.ID{3}},
		{"not due yet", []evaluation.Piece{piece(1, "1", "1", "0", "2025-11-10 17:00", "", 0)}, running, "1", nil},
	} {
		for _, unit := range []evaluation.DelayUnit{evaluation.ByOccurrence, evaluation.ByCalendarDay, evaluation.ByWorkingDay} {
			policy := evaluation.DefaultPolicy()
			policy.DelayUnit = unit
			r := reckon(t, x.pieces, x.period, policy)
			s := staff(r)
			s.Profile, s.Unit = evaluation.Deputy, s.Own
			var against []task.ID
			for _, p := range r.Against {
				against = append(against, p.Task)
			}
			if f := policy.Score(s).Figures[4]; !f.Known || f.Ratio.String() != x.want || !slices.Equal(against, x.against) {
				t.Errorf("%s, unit %d: đ = %+v, against it %v; want %s, %v", x.name, unit, f, against, x.want, x.against)
			}
		}
	}
}

func TestLevelsAreDecidedByTheExactNumberAndShownOnItsSide(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	for _, x := range []struct {
		total, shown string
		level        evaluation.Level
	}{
		{"100", "100", evaluation.Excellent}, {"90", "90", evaluation.Excellent}, {"89.96", "89.96", evaluation.Good},
		{"89.94", "89.9", evaluation.Good}, {"70", "70", evaluation.Good}, {"69.95", "69.95", evaluation.Completed},
		{"69.999999", "69.999", evaluation.Completed}, {"50", "50", evaluation.Completed}, {"49.9", "49.9", evaluation.Failed},
		{"76.65", "76.7", evaluation.Good}, {"0", "0", evaluation.Failed},
	} {
		if got, shown := policy.LevelOf(number(x.total)), policy.Shown(number(x.total)).String(); got != x.level || shown != x.shown {
			t.Errorf("%s: level %d shown as %s, want %d and %s", x.total, got, shown, x.level, x.shown)
		}
	}
}

func TestAStatedCaseBindsAndIsNeverInferred(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	s := staff(reckon(t, []evaluation.Piece{piece(1, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 16:00", 0)}, november, policy))
	if got := policy.Score(s); got.Level != evaluation.Excellent || !got.Total.Equal(task.N(100)) {
		t.Fatalf("%+v", got)
	}
	s.Stated = evaluation.Discipline
	if got := policy.Score(s); got.Level != evaluation.Failed || !got.Total.Equal(task.N(100)) {
		t.Errorf("%+v", got)
	}
	delete(s.Common, "II.3")
	if got := policy.Score(s); got.Level != evaluation.Failed || got.Complete() {
		t.Errorf("while something is missing: %+v", got)
	}
}

// twoOfThree is work of which two of three are done, late and with strikes.
func twoOfThree() []evaluation.Piece {
	return []evaluation.Piece{
		piece(1, "1", "1", "1", "2025-11-10 17:00", "2025-11-12 09:00", 2), piece(2, "1", "1", "1", "2025-11-10 17:00", "2025-11-13 09:00", 1),
		piece(3, "1", "1", "0", "2025-11-10 17:00", "2025-11-10 17:00", 0),
	}
}

func TestEachComponentIsItsOwnAndWhatIsMissingOrLeftOutIsNoPartOfTheMean(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	policy.DelayUnit, policy.StrikeOff, policy.DelayOff = evaluation.ByCalendarDay, number("1/3"), number("0.3")
	clean := []evaluation.Piece{piece(1, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 17:00", 0)}
	s := staff(reckon(t, twoOfThree(), november, policy)) // b = (1/3 + 2/3) ÷ 3, c = (0.4 + 0.1) ÷ 3
	e := number("0.5")
	for _, x := range []struct {
		name    string
		change  func(*evaluation.Sheet)
		ratio   string
		missing []evaluation.Component
	}{
		{"staff", func(*evaluation.Sheet) {}, "7/18", nil},
		{"b does not apply", func(s *evaluation.Sheet) {
			s.NotApplicable = map[evaluation.Component]string{evaluation.Quality: "không kiểm tra được"}
		}, "5/12", nil},
		{"a deputy of whom no e is given and whose subordinates have no level yet", func(s *evaluation.Sheet) {
			s.Profile, s.Unit, s.Subordinates = evaluation.Deputy, reckon(t, clean, november, policy), []evaluation.Level{evaluation.NoLevel}
		}, "13/24", []evaluation.Component{evaluation.Subordinates, evaluation.AsSet}},
		{"a head whose unit is on time, though what is their own is not", func(s *evaluation.Sheet) {
			s.Profile, s.Unit, s.Subordinates, s.Set = evaluation.Head, reckon(t, clean, november, policy), []evaluation.Level{evaluation.Completed}, &e
		}, "11/18", nil},
	} {
		sheet := s
		x.change(&sheet)
		if got := policy.Score(sheet); got.Ratio.String() != x.ratio || !slices.Equal(got.Missing, x.missing) {
			t.Errorf("%s: %+v", x.name, got)
		}
	}
}

func TestAMonthIsLevelledByItsExactTotal(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	s := staff(reckon(t, []evaluation.Piece{piece(1, "1", "1", "1", "2025-11-10 17:00", "2025-11-10 16:00", 0)}, november, policy))
	s.Common["I.1"], s.Common["I.2"] = evaluation.Mark{}, evaluation.Mark{}
	if got := policy.Score(s); got.Total.String() != "90" || got.Level != evaluation.Excellent {
		t.Errorf("%+v", got)
	}
	s.Common["II.1"] = evaluation.Mark{Points: number("2.46")}
	if got := policy.Score(s); got.Total.String() != "89.96" || got.Level != evaluation.Good {
		t.Errorf("%+v", got)
	}
}

func TestWorkingDaysOfAYearWithoutDataAreNotGuessed(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	policy.DelayUnit = evaluation.ByWorkingDay
	period := evaluation.Period{From: day("2030-01-01"), To: day("2030-01-31")}
	_, err := evaluation.Reckon([]evaluation.Piece{piece(1, "1", "1", "1", "2030-01-07 17:00", "2030-01-09 16:00", 0)}, period, policy, calendar())
	if unknown := (*rules.UnknownYearError)(nil); !errors.As(err, &unknown) {
		t.Error(err)
	}
}
