package pilot_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot/register"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Whatever changes, after the queue is worked off the open conflicts are those that a
// fresh look at everything finds, and exactly the days off are released.
func TestTheQueueLeavesWhatAFreshLookFinds(t *testing.T) {
	t.Parallel()
	seeds := uint64(12)
	if testing.Short() {
		seeds = 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			j := openJudged(t)
			random := rand.New(rand.NewPCG(seed, 9))
			for step := range 40 {
				what := j.something(random)
				released := j.inState(rules.Released)
				j.judge()
				if diff := cmp.Diff(j.fresh(), j.standingCauses()); diff != "" {
					t.Fatalf("step %d, after %s (-a fresh look +the queue):\n%s", step, what, diff)
				}
				for d := range j.inState(rules.Released) {
					if kind, _ := j.pilot.Calendar.Kind(d.Slot.Date); !released[d] && kind == rules.Working {
						t.Fatalf("step %d, after %s: %v was released, and is a working day", step, what, d)
					}
				}
			}
		})
	}
}

type dayOf struct {
	Request rules.RequestID
	Slot    rules.Slot
}

// all lists every request.
func (j *judged) all() (list []rules.Request) {
	j.Helper()
	j.read(func(tx *store.Tx) error {
		for _, code := range []string{"A0", "A1", "A2", "A3", "B1", "B2"} {
			of, err := tx.RequestsOf(j.person(code).ID, 1, 2_000_000)
			if err != nil {
				return err
			}
			list = append(list, of...)
		}
		return nil
	})
	return list
}

func (j *judged) inState(state rules.RequestState) map[dayOf]bool {
	out := map[dayOf]bool{}
	for _, r := range j.all() {
		for _, s := range r.Slots(state) {
			out[dayOf{r.ID, s}] = true
		}
	}
	return out
}

// fresh judges everything from the whole agency's facts, and finds no day off.
func (j *judged) fresh() (out []string) {
	j.Helper()
	j.read(func(tx *store.Tx) error {
		do := j.as(tx, "")
		f, err := do.Window(rules.MustDate("2026-01-01"), rules.MustDate("2028-12-31"))
		if err != nil {
			return err
		}
		units, err := tx.Units()
		if err != nil {
			return err
		}
		positions, err := tx.Positions()
		if err != nil {
			return err
		}
		for _, x := range positions {
			f.Positions[x.ID] = x
		}
		for _, u := range units {
			if err := do.StaffFacts(f, u.ID); err != nil {
				return err
			}
			days, err := tx.HomeDaysIn(u.ID, f.From, f.To)
			if err != nil {
				return err
			}
			f.Days = append(f.Days, days...)
		}
		slices.SortFunc(f.Absences, func(a, b rules.Absence) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		f.Absences = slices.Compact(f.Absences)
		for _, u := range units {
			found := rules.JudgeAgain(f, u.ID)
			for _, c := range found.Off {
				j.Errorf("%v of request %d is a day off and was not released", c.Slot, c.Request)
			}
			for _, c := range found.Conflicts {
				out = append(out, causesOf(c.Request, c.Slot, c.Reasons))
			}
		}
		return nil
	})
	slices.Sort(out)
	return out
}

func causesOf(id rules.RequestID, slot rules.Slot, why []rules.Message) string {
	var causes []string
	for _, m := range why {
		causes = append(causes, rules.Cause(m))
	}
	return fmt.Sprintf("%d %s %q", id, slot, causes)
}

func (j *judged) standingCauses() (out []string) {
	j.Helper()
	j.read(func(tx *store.Tx) error {
		list, err := tx.OpenConflicts(nil, rules.DateOf(j.now), 0, 1000)
		for _, s := range list {
			out = append(out, causesOf(s.Request, s.Slot, s.Why(0)))
		}
		return err
	})
	slices.Sort(out)
	return out
}

// something makes one random change, of any kind, and says which.
func (j *judged) something(random *rand.Rand) string {
	j.Helper()
	codes := []string{"A0", "A1", "A2", "A3", "B1", "B2"}
	code := codes[random.IntN(len(codes))]
	today := rules.DateOf(j.now)
	day := today + 1 + rules.Date(random.IntN(25))
	part := rules.Part(random.IntN(3))
	kinds := map[string]func(tx *store.Tx) error{
		"a transfer": func(tx *store.Tx) error {
			return tx.Move(j.person(code).ID, day, rules.UnitID(1+random.IntN(3)), rules.PositionID(1+random.IntN(2)))
		},
		"an absence": func(tx *store.Tx) error {
			return tx.AddAbsence(rules.Absence{Person: j.person(code).ID, First: day, Last: day + rules.Date(random.IntN(3)), Part: part, Kind: rules.Leave})
		},
		"an absence that ends": func(tx *store.Tx) error {
			list, err := tx.AbsencesFrom(today)
			if err != nil || len(list) == 0 {
				return err
			}
			return tx.EndAbsence(list[random.IntN(len(list))], j.now)
		},
		"a position": func(tx *store.Tx) error {
			x, err := tx.Position(1)
			if err != nil {
				return err
			}
			x.OpenToPilot = !x.OpenToPilot
			_, _, err = tx.UpsertPosition(x)
			return err
		},
		"a period": func(tx *store.Tx) error {
			u, err := tx.Unit(rules.UnitID(2 + random.IntN(2)))
			if err != nil {
				return err
			}
			e := u.Enrolments[0]
			e.Last = []rules.Date{0, day}[random.IntN(2)]
			return tx.SaveEnrolment(e)
		},
		"numbers": func(tx *store.Tx) error {
			return tx.AddPolicyChange(rules.UnitID(random.IntN(4)), rules.PolicyChange{
				Since: day, PerWeek: &rules.Quota{Max: 1 + random.IntN(5), Mode: rules.Block},
				MinPresent: &rules.Quota{Max: random.IntN(3), Mode: rules.Mode(random.IntN(3))},
			}, j.person("A2").ID, j.now)
		},
		"who is on the staff": func(tx *store.Tx) error {
			p := j.person(code)
			return tx.SetActive(p.ID, !p.Active, j.now)
		},
		"a decision": func(tx *store.Tx) error {
			list := j.all()
			if len(list) == 0 {
				return nil
			}
			r := list[random.IntN(len(list))]
			i := random.IntN(len(r.Days))
			if d := &r.Days[i]; d.State == rules.Pending || d.State == rules.Approved {
				d.State = []rules.RequestState{rules.Approved, rules.Rejected, rules.Cancelled, rules.Revoked, rules.Withdrawn}[random.IntN(5)]
			}
			return tx.SaveRequest(r)
		},
		"a day dropped": func(tx *store.Tx) error {
			list := j.all()
			if len(list) == 0 {
				return nil
			}
			r := list[random.IntN(len(list))]
			if len(r.Days) > 1 {
				r.Days = r.Days[1:]
			}
			return tx.SaveRequest(r)
		},
		"a holiday":              func(*store.Tx) error { return j.calendar(func(y rules.Year) { y.DaysOff[day] = "Nghỉ bù" }) },
		"a holiday that is none": func(*store.Tx) error { return j.calendar(func(y rules.Year) { clear(y.DaysOff) }) },
		"an inspection": func(*store.Tx) error {
			next := *j.pilot.Calendar
			next.Presence = []rules.Presence{{Date: day, Part: part, Name: "Đoàn kiểm tra"}}
			j.pilot.Calendar = &next
			return nil
		},
		"a night": func(*store.Tx) error { j.now = j.now.AddDate(0, 0, 1); return nil },
	}
	names := slices.Sorted(maps.Keys(kinds))
	if random.IntN(2) == 0 { // somebody asks, and may get it
		kind, _ := j.pilot.Calendar.Kind(day)
		if kind != rules.Working || !j.person(code).Active {
			return "nothing"
		}
		j.home(code, rules.RequestState(1+random.IntN(2)), j.now.Add(-time.Duration(random.IntN(1000))*time.Minute), rules.Slot{Date: day, Part: part}.String())
		j.write(func(tx *store.Tx) error { return tx.JudgeAll() }) // a day that the rules would not have let in
		return "asking"
	}
	name := names[random.IntN(len(names))]
	j.write(kinds[name])
	return name
}

// calendar puts another year in force.
func (j *judged) calendar(change func(rules.Year)) error {
	next := *j.pilot.Calendar
	next.Years = maps.Clone(next.Years)
	y := rules.Year{DaysOff: maps.Clone(next.Years[2026].DaysOff)}
	if y.DaysOff == nil {
		y.DaysOff = map[rules.Date]string{}
	}
	change(y)
	next.Years[2026] = y
	j.pilot.Calendar = &next
	return nil
}

// Section 4: a day that became a day off is told to its person, in conflict before or not.
func TestADayInConflictThatBecomesADayOffIsTold(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A3", rules.Approved, noon, "2026-11-26")
	j.do("a position", func(tx *store.Tx) error { return register.OpenPosition(j.as(tx, "A2"), 1, false) })
	j.judge()
	before := j.letters()["A3"]
	if err := j.calendar(func(y rules.Year) { y.DaysOff[rules.MustDate("2026-11-26")] = "Nghỉ bù" }); err != nil {
		t.Fatal(err)
	}
	j.now = j.now.Add(time.Minute)
	j.judge()
	if n := j.letters()["A3"] - before; n != 1 {
		t.Errorf("told %d times that the day is a day off, want once", n)
	}
	j.expect("released")
}

// A change that hits 300 days sends each reader one message, in bounded steps; the
// head's names ten people.
func TestThreeHundredDaysAreOneMessage(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	var days []string
	for d := rules.MustDate("2026-11-25"); len(days) < 25; d++ {
		if j.pilot.Calendar.IsWorking(d) {
			days = append(days, d.String())
		}
	}
	file := registered
	for i := range 12 {
		file += fmt.Sprintf("C%02d,Người Số %02d,,P1,CV,nhân viên,01/09/2026\n", i, i)
	}
	j.mustBring(file, noon)
	for i := range 12 {
		j.home(fmt.Sprintf("C%02d", i), rules.Approved, noon.Add(time.Duration(i)*time.Second), days...)
	}
	whole := rules.Ratio{Num: 1, Den: 1}
	free := rules.PolicyChange{Since: rules.MustDate("2026-11-23"), PerWeek: &rules.Quota{}, PerMonth: &rules.Quota{}, MonthShare: &rules.Share{Ratio: whole}, UnitShare: &rules.Share{Ratio: whole}, MinPresent: &rules.Quota{}}
	j.do("no limits", func(tx *store.Tx) error { return tx.AddPolicyChange(0, free, j.person("A2").ID, j.now) })
	j.judge()
	j.expect("before")
	after := *j.pilot.Calendar
	for _, d := range days {
		after.Presence = append(after.Presence, rules.Presence{Date: rules.MustDate(d), Name: "Tổng kết"})
	}
	j.read(func(tx *store.Tx) error {
		e, err := request.CalendarEffects(j.as(tx, "A2"), &after)
		if err == nil && (e.Conflicts != 300 || e.People != 12 || e.More != 2 || len(e.Lines) != 10 || e.Released != 0) {
			t.Errorf("the preview counts %d days of %d people, names %d and %d more", e.Conflicts, e.People, len(e.Lines), e.More)
		}
		j.worded(e.Text())
		return err
	})
	j.pilot.Calendar = &after
	j.judge()
	if got := j.letters(); got["A1"] != 1 || got["A2"] != 1 || len(j.standing()) != 300 {
		t.Errorf("%d conflicts, messages %v, want one to each", len(j.standing()), got)
	}
	off := after
	off.Presence, off.Years = nil, map[int]rules.Year{2026: {DaysOff: map[rules.Date]string{}}, 2027: {}}
	for _, d := range days {
		off.Years[2026].DaysOff[rules.MustDate(d)] = "Nghỉ phòng dịch"
	}
	j.read(func(tx *store.Tx) error {
		e, err := request.CalendarEffects(j.as(tx, "A2"), &off)
		if err == nil && (e.Released != 300 || e.Freed != 12 || e.Conflicts != 0) {
			t.Errorf("the preview of days off: %d days of %d people, %d conflicts", e.Released, e.Freed, e.Conflicts)
		}
		j.worded(e.Text())
		return err
	})
}

// What is in the queue survives the process: it stands in the database.
func TestTheQueueSurvivesARestart(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A3", rules.Approved, noon, "2026-11-25")
	j.judge()
	j.do("a change", func(tx *store.Tx) error {
		return tx.AddPolicyChange(0, rules.PolicyChange{Since: rules.MustDate("2026-11-24"), MinPresent: &rules.Quota{Max: 9, Mode: rules.Block}}, j.person("A2").ID, j.now)
	})
	if err := j.db.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if j.db, err = store.Open(context.Background(), j.path, store.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.db.Close() })
	if j.queued() == 0 {
		t.Fatal("the change queued nothing")
	}
	j.judge()
	j.expect("worked off", "A3 2026-11-25: limit.present (open)")
}

// Section 2: what passes a limit that asks for approval above is allowed, but goes one level
// higher. The preview of such a number counts the days that wait and would go up, and no others.
func TestThePreviewCountsTheDaysThatWouldGoUp(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A3", rules.Approved, noon, "2026-11-25")
	j.home("A3", rules.Pending, noon.Add(time.Minute), "2026-11-26")
	j.home("B2", rules.Approved, noon, "2026-11-25", "2026-11-26")
	preview := func(mode rules.Mode) (e request.Effects) {
		j.read(func(tx *store.Tx) error {
			p, err := register.PreviewPolicy(j.as(tx, "A2"), 0, rules.PolicyChange{Since: rules.MustDate("2026-11-24"), PerWeek: &rules.Quota{Max: 2, Mode: mode}})
			e = p.Effects
			return err
		})
		j.worded(e.Text())
		return e
	}
	if e := preview(rules.ApproveAbove); e.Up != 1 || e.Raised != 1 || e.Conflicts != 0 || len(e.Lines) != 1 {
		t.Errorf("approved above: %+v, want one day that goes up", e)
	}
	if e := preview(rules.Block); e.Up != 0 || e.Conflicts != 2 {
		t.Errorf("blocked: %+v, want two conflicts", e)
	}
}
