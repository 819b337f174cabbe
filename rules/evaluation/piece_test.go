package evaluation_test

import (
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

const (
	binh rules.PersonID = 3
	chi  rules.PersonID = 4
)

func source(change func(*evaluation.Source)) evaluation.Source {
	s := evaluation.Source{Done: task.N(2), Task: task.Task{
		ID: 7, Unit: 2, Title: "Báo cáo quý", Due: at("2025-11-14 17:00"), Owner: binh, State: task.InProgress,
		Work: task.Work{Product: 1, Quantity: task.N(3), K: number("2.7")},
	}}
	if change != nil {
		change(&s)
	}
	return s
}

func TestATaskBelongsToThePeriodOfItsDeadlineAndAnExtraOneToThatOfItsSubmission(t *testing.T) {
	t.Parallel()
	submitted := func(moment string) func(*evaluation.Source) {
		return func(s *evaluation.Source) {
			s.Task.State, s.Task.Submitted = task.Submitted, at(moment)
			s.Task.FirstSubmitted = s.Task.Submitted
		}
	}
	extra := func(moment string) func(*evaluation.Source) {
		return func(s *evaluation.Source) { submitted(moment)(s); s.Task.Extra = true }
	}
	for _, x := range []struct {
		name           string
		change         func(*evaluation.Source)
		in             bool
		assigned, done string
		late           bool
	}{
		{"not finished", nil, true, "3", "2", true},
		{"finished in time", submitted("2025-11-14 17:00"), true, "3", "2", false},
		{"finished late", submitted("2025-11-14 17:01"), true, "3", "2", true},
		{"finished after the period", submitted("2025-12-02 09:00"), true, "3", "2", true},
		{"due on the period's last day", func(s *evaluation.Source) { s.Task.Due = at("2025-11-30 23:59") }, true, "3", "2", true},
		{"due on its first day", func(s *evaluation.Source) { s.Task.Due = at("2025-11-01 00:00") }, true, "3", "2", true},
		{"due after it", func(s *evaluation.Source) { s.Task.Due = at("2025-12-01 00:00") }, false, "", "", false},
		{"due before it", func(s *evaluation.Source) { s.Task.Due = at("2025-10-31 17:00") }, false, "", "", false},
		{"extra, submitted within", extra("2025-11-10 09:00"), true, "0", "2", false},
		{"extra, submitted after", extra("2025-12-01 09:00"), false, "", "", false},
		{"extra, not submitted", func(s *evaluation.Source) { s.Task.Extra = true }, false, "", "", false},
		{"recalled", func(s *evaluation.Source) { s.Task.State = task.Recalled }, false, "", "", false},
		{"a draft", func(s *evaluation.Source) { s.Task.State = task.Drafted }, false, "", "", false},
		{"handed on in time", func(s *evaluation.Source) {
			s.Task.State, s.Task.Decided = task.HandedOn, at("2025-11-12 09:00")
		}, true, "2", "2", false},
		{"handed on late", func(s *evaluation.Source) {
			s.Task.State, s.Task.Decided = task.HandedOn, at("2025-11-17 09:00")
		}, true, "2", "2", true},
		{"handed on with nothing done", func(s *evaluation.Source) {
			s.Task.State, s.Task.Decided, s.Done = task.HandedOn, at("2025-11-12 09:00"), task.Amount{}
		}, false, "", "", false},
		{"extra, handed on", func(s *evaluation.Source) {
			s.Task.Extra, s.Task.State, s.Task.Decided = true, task.HandedOn, at("2025-11-12 09:00")
		}, true, "2", "2", false},
		{"extra, handed on with nothing done", func(s *evaluation.Source) {
			s.Task.Extra, s.Task.State, s.Task.Decided, s.Done = true, task.HandedOn, at("2025-11-12 09:00"), task.Amount{}
		}, false, "", "", false},
		{"somebody else's", func(s *evaluation.Source) { s.Task.Owner = chi }, false, "", "", false},
	} {
		p, in := evaluation.PieceOf(source(x.change), binh, november, task.DefaultPolicy(), calendar())
		if in != x.in {
			t.Errorf("%s: belongs %v, want %v", x.name, in, x.in)
			continue
		}
		if in && (p.Assigned.String() != x.assigned || p.Done.String() != x.done || (len(p.Delays) > 0) != x.late || p.K.String() != "2.7") {
			t.Errorf("%s: %+v", x.name, p)
		}
	}
}

func TestSharesMultiplyBothSidesAndStrikesStrikeEachPart(t *testing.T) {
	t.Parallel()
	s := source(func(s *evaluation.Source) {
		s.Task.Shares = []task.Share{{Person: binh, Part: number("2/3")}, {Person: chi, Part: number("1/3")}}
		s.Strikes = []task.Strike{{ID: 1, Task: 7, Kind: task.QualityStrike}, {ID: 2, Task: 7, Kind: task.Form}, {ID: 3, Task: 7, Kind: task.QualityStrike}}
		s.Waivers = []task.Waiver{{Task: 7, Kind: task.QualityStrike, Strike: 3}}
	})
	var pieces []evaluation.Piece
	for who, part := range map[rules.PersonID][2]string{binh: {"2", "4/3"}, chi: {"1", "2/3"}} {
		p, in := evaluation.PieceOf(s, who, november, task.DefaultPolicy(), calendar())
		if !in || p.Assigned.String() != part[0] || p.Done.String() != part[1] || len(p.Strikes) != 1 || len(p.Delays) != 1 {
			t.Errorf("person %d: %+v", who, p)
		}
		pieces = append(pieces, p)
	}
	policy := evaluation.DefaultPolicy()
	if r := reckon(t, pieces, november, policy); !r.Assigned.Equal(number("8.1")) || !r.Done.Equal(number("5.4")) || !r.Quality.Equal(number("4.05")) {
		t.Errorf("the parts are not the whole: %+v", r)
	}
}

func TestAWaiverTakesAwayWhatItNamesElseAll(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		waiver task.Waiver
		late   bool
	}{
		{task.Waiver{Task: 7, Kind: task.Delay}, false},
		{task.Waiver{Task: 7, Kind: task.Delay, Strike: 5}, true},
		{task.Waiver{Task: 7, Kind: task.QualityStrike}, true},
		{task.Waiver{Task: 8, Kind: task.Delay}, true},
	} {
		p, _ := evaluation.PieceOf(source(func(s *evaluation.Source) { s.Waivers = []task.Waiver{x.waiver} }), binh, november, task.DefaultPolicy(), calendar())
		if (len(p.Delays) > 0) != x.late {
			t.Errorf("%+v: late %v", x.waiver, !x.late)
		}
	}
}

func TestReturnedWorkCountsFromTheSubmissionThatTheSettingNames(t *testing.T) {
	t.Parallel()
	s := source(func(s *evaluation.Source) {
		s.Task.State, s.Task.FirstSubmitted, s.Task.Submitted = task.Confirmed, at("2025-11-13 10:00"), at("2025-11-18 10:00")
	})
	settings := task.DefaultPolicy()
	if p, _ := evaluation.PieceOf(s, binh, november, settings, calendar()); len(p.Delays) != 1 || !p.Delays[0].Finished.Equal(s.Task.Submitted) {
		t.Errorf("newest: %+v", p.Delays)
	}
	settings.Returned = task.FromFirst
	if p, _ := evaluation.PieceOf(s, binh, november, settings, calendar()); len(p.Delays) != 0 {
		t.Errorf("first: %+v", p.Delays)
	}
}

func TestHoursStandForKOnlyWhileNothingHasK(t *testing.T) {
	t.Parallel()
	hours := evaluation.Piece{Task: 1, Due: at("2025-11-10 17:00"), Measure: task.Hours, K: task.N(1), Assigned: number("4"), Done: number("4")}
	none := evaluation.Piece{Task: 2, Due: at("2025-11-11 17:00"), K: task.N(1), Assigned: task.N(1)}
	policy := evaluation.DefaultPolicy()
	if r := reckon(t, []evaluation.Piece{none, hours}, november, policy); r.Measure != task.Hours || len(r.Lines) != 1 || len(r.Uncounted) != 1 || r.Uncounted[0].Task != 2 {
		t.Errorf("hours alone: %+v", r)
	}
	if r := reckon(t, append(handbook(), none, hours), november, policy); r.Measure != task.Products || len(r.Lines) != 3 || len(r.Uncounted) != 2 || !r.Assigned.Equal(number("16.8")) {
		t.Errorf("beside products: %+v", r)
	}
	if r := reckon(t, []evaluation.Piece{none}, november, policy); len(r.Lines) != 0 || len(r.Uncounted) != 1 {
		t.Errorf("unmeasured alone: %+v", r)
	}
	period := november
	period.Catalogue = true
	if r := reckon(t, []evaluation.Piece{none, hours}, period, policy); r.Measure != task.Products || len(r.Lines) != 0 || len(r.Uncounted) != 2 {
		t.Errorf("where there is a catalogue: %+v", r)
	}
}

func TestAPieceHoldsADelayOnlyOnceItIsOneAndNoFinishAfterThePeriod(t *testing.T) {
	t.Parallel()
	running := november
	running.AsOf = at("2025-11-14 16:59")
	if p, _ := evaluation.PieceOf(source(nil), binh, running, task.DefaultPolicy(), calendar()); len(p.Delays) != 0 {
		t.Errorf("not due yet: %+v", p.Delays)
	}
	late := source(func(s *evaluation.Source) { s.Task.State, s.Task.Submitted = task.Submitted, at("2025-12-02 09:00") })
	if p, _ := evaluation.PieceOf(late, binh, november, task.DefaultPolicy(), calendar()); len(p.Delays) != 1 || !p.Delays[0].Finished.IsZero() {
		t.Errorf("finished after the period: %+v", p.Delays)
	}
	hours := source(func(s *evaluation.Source) { s.Task.Work = task.Work{HalfHours: 7} })
	if p, _ := evaluation.PieceOf(hours, binh, november, task.DefaultPolicy(), calendar()); p.Measure != task.Hours || p.K.String() != "1" || p.Assigned.String() != "3.5" {
		t.Errorf("hours: %+v", p)
	}
}

func TestMinimalContentKeepsTitlesOutOfAPiece(t *testing.T) {
	t.Parallel()
	settings := task.DefaultPolicy()
	settings.Minimal = true
	if p, _ := evaluation.PieceOf(source(nil), binh, november, settings, calendar()); p.Title != "#7" {
		t.Error(p.Title)
	}
}

func TestAPeriodEndsWithItsLastDayInTheOfficesOwnTime(t *testing.T) {
	t.Parallel()
	s := source(func(s *evaluation.Source) { s.Task.Due = time.Date(2025, 11, 30, 17, 30, 0, 0, time.UTC) }) // 1 December, 0:30
	if _, in := evaluation.PieceOf(s, binh, november, task.DefaultPolicy(), calendar()); in {
		t.Error("it is due in December")
	}
}
