package review_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/review"
	"tainha/roster"
	"tainha/rules"
	figures "tainha/rules/review"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
	"tainha/store/storetest"
)

var hanoi = time.FixedZone("ICT", 7*60*60)

// world is an agency whose units take part from July 2026 on, every other one.
type world struct {
	testing.TB
	db    *store.DB
	pilot *pilot.Pilot
	now   time.Time
	staff []rules.Person
	units []rules.Unit
}

func openWorld(t testing.TB, units int, sizes ...int) *world {
	t.Helper()
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "review.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	w := &world{TB: t, db: db, now: time.Date(2026, 12, 3, 9, 0, 0, 0, hanoi), pilot: &pilot.Pilot{
		Calendar: &rules.Calendar{Location: hanoi, Hours: []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}}, Weekdays: [7]bool{false, true, true, true, true, true, false},
			Years: map[int]rules.Year{2025: {}, 2026: {}, 2027: {}}},
		Policies: &rules.PolicyBook{Base: rules.DefaultPolicy()}, Requests: rules.DefaultRequestPolicy(), Tasks: task.DefaultPolicy(),
	}}
	var b strings.Builder
	b.WriteString("Đơn vị\nMã đơn vị,Tên đơn vị,Cấp trên,Người đứng đầu,Số quyết định,Từ ngày,Đến ngày\nSO,Sở Thử nghiệm,,D0,,,\n")
	for u := range units {
		decision := ","
		if u%2 == 0 {
			decision = "12/QĐ,01/07/2026"
		}
		fmt.Fprintf(&b, "P%d,Phòng %d,SO,A%d-0,%s,\n", u, u, u, decision)
	}
	b.WriteString("Vị trí\nMã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm\nCV,Chuyên viên,không,không,có\n")
	b.WriteString("Nhân sự\nMã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí,Vai trò,Đang làm việc,Từ ngày\nD0,Lê Minh Đức,,SO,CV,,,01/01/2025\n")
	for u := range units {
		for i := range sizes[u%len(sizes)] {
			fmt.Fprintf(&b, "A%d-%d,Nguyễn Văn %d,,P%d,CV,,,01/01/2025\n", u, i, i, u)
		}
	}
	file, err := roster.Read([]roster.File{{Name: "agency.csv", Data: []byte(b.String())}}, roster.Known{})
	if err != nil {
		t.Fatal(err)
	}
	w.write(func(tx *store.Tx) error {
		do := w.pilot.Do(tx, w.now, pilot.Actor{Shell: true})
		if _, err := people.ImportRoster(do, file); err != nil {
			return err
		}
		list, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range list {
			members, err := tx.Members(u.ID, do.Today)
			if err != nil {
				return err
			}
			w.staff = append(w.staff, members...)
		}
		w.units = list
		return nil
	})
	return w
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.Helper()
	if err := w.db.Write(context.Background(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) report(a review.Asked) (r figures.Report) {
	w.Helper()
	if err := w.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		r, err = review.Make(w.pilot.Do(tx, w.now, pilot.Actor{}), a)
		return err
	}); err != nil {
		w.Fatal(err)
	}
	return r
}

// decided puts indicators on the list as the program proposes them.
func (w *world) decided(keys ...string) {
	w.Helper()
	w.write(func(tx *store.Tx) error {
		for _, i := range survey.Proposed() {
			if i.Decided = true; slices.Contains(keys, i.Key) {
				if err := tx.SaveIndicator(&i); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (w *world) worked(from, to string, later float64) {
	w.Helper()
	storetest.Work(w, w.db, storetest.Worked{
		People: w.staff, From: rules.MustDate(from), To: rules.MustDate(to), HomeFrom: rules.MustDate("2026-07-01"), Zone: hanoi, OnTime: 0.9, Later: later, Returned: 0.1, Seed: 3,
	})
}

func row(r figures.Report, q figures.Question, against figures.Against, unit string) *figures.Row {
	for i, x := range r.Rows {
		if x.Question == q && x.Against == against && x.Unit == unit {
			return &r.Rows[i]
		}
	}
	return nil
}

// What was counted before and during the pilot, in whole months, with units of few people hidden and one beside each.
func TestAReviewTellsOfTheMonthsOfThePilotBesideThoseBefore(t *testing.T) {
	t.Parallel()
	w := openWorld(t, 5, 12, 14, 6)
	w.worked("2026-04-01", "2026-12-02", 0.7)
	w.decided(survey.KeyTasks)
	r := w.report(review.Asked{})
	if r.First != rules.MustDate("2026-07-01") || r.Last != rules.MustDate("2026-11-30") || r.Before != rules.MustDate("2026-04-01") {
		t.Errorf("it covers %s to %s, before from %s", r.First, r.Last, r.Before)
	}
	if len(r.Months) != 8 {
		t.Errorf("%d months: %+v", len(r.Months), r.Months)
	}
	whole := row(r, figures.OnTime, figures.AgainstBefore, "")
	if whole == nil || whole.Verdict != figures.Worse || whole.Value > -0.1 || whole.Value < -0.3 {
		t.Fatalf("the whole: %+v", whole)
	}
	hidden := 0
	for i := range 5 {
		x := row(r, figures.OnTime, figures.AgainstBefore, fmt.Sprintf("P%d", i))
		if x == nil {
			x = row(r, figures.OnTime, figures.AgainstNone, fmt.Sprintf("P%d", i))
		}
		if x == nil {
			t.Fatalf("P%d: nothing in %+v", i, r.Rows)
		}
		if x.Hidden {
			hidden++
		}
		if i == 2 && !x.Hidden || x.Hidden && (x.Later != nil || x.Earlier != nil) {
			t.Errorf("P%d: %+v", i, x)
		}
	}
	if hidden != 2 {
		t.Errorf("%d units are hidden", hidden)
	}
	if x := row(r, figures.Volume, figures.AgainstOffice, ""); x == nil || x.Persons < 40 || x.Verdict == figures.NotCounted {
		t.Errorf("the volume: %+v", x)
	}
	for _, x := range r.Rows {
		if x.Question != figures.OnTime && (x.Verdict == figures.NotWorse || x.Verdict == figures.Worse || !x.Proposed) {
			t.Errorf("nobody decided its margin: %+v", x)
		}
	}
	if x := row(r, figures.Rework, figures.AgainstBefore, ""); x == nil || !x.Lower || x.Later.Value() < 0.05 {
		t.Errorf("the rework: %+v", x)
	}
	if len(r.Uses) == 0 || r.Uses[0].Halves == 0 || r.Uses[0].Hidden {
		t.Errorf("the days used: %+v", r.Uses)
	}
	part := w.report(review.Asked{Unit: w.units[1].ID})
	if part.Scope == "" || len(part.Units) != 1 || len(part.Months) != 0 {
		t.Fatalf("of a unit: %+v", part)
	}
	for _, x := range part.Rows {
		same := row(r, x.Question, x.Against, x.Unit)
		if same == nil || same.Hidden != x.Hidden || same.Value != x.Value || x.Unit != part.Scope {
			t.Errorf("the unit's review says %+v, the agency's %+v", x, same)
		}
	}
}

// No whole month of the pilot is over, or it has not begun.
func TestAReviewComesAfterAWholeMonth(t *testing.T) {
	t.Parallel()
	w := openWorld(t, 1, 12)
	for at, want := range map[string]string{"2026-07-20": "review.too_early", "2026-06-30": "review.no_pilot"} {
		w.now = rules.MustDate(at).At(9*60, hanoi)
		err := w.db.Read(context.Background(), func(tx *store.Tx) error {
			_, err := review.Make(w.pilot.Do(tx, w.now, pilot.Actor{}), review.Asked{})
			return err
		})
		var refusal *rules.Refusal
		if !errors.As(err, &refusal) || refusal.Reasons[0].Key != want {
			t.Errorf("on %s: %v", at, err)
		}
	}
}

// BenchmarkReview is the review of thirty units of a hundred people each, and a year; presses are short writes, meanwhile and alone: their medians stand
// beside each other.
func BenchmarkReview(b *testing.B) {
	if os.Getenv("REVIEW") == "" {
		b.Skip("it takes minutes to furnish: REVIEW=1 runs it")
	}
	w := openWorld(b, 30, 100)
	w.worked("2025-12-01", "2026-11-30", 0.9)
	press := func() time.Duration {
		began := time.Now()
		w.write(func(tx *store.Tx) error { _, err := tx.Person(w.staff[0].ID, rules.DateOf(w.now)); return err })
		return time.Since(began)
	}
	presses := func(goOn func(n int) bool) (took []time.Duration) {
		for goOn(len(took)) {
			took = append(took, press())
		}
		return took
	}
	var alone, beside []time.Duration
	for b.Loop() {
		done := make(chan struct{})
		go func() { defer close(done); w.report(review.Asked{}) }()
		meanwhile := presses(func(int) bool {
			select {
			case <-done:
				return false
			default:
				return true
			}
		})
		b.StopTimer() // as many alone, right behind: what else the machine does is in both
		beside, alone = append(beside, meanwhile...), append(alone, presses(func(n int) bool { return n < len(meanwhile) })...)
		b.StartTimer()
	}
	a, z := median(alone), median(beside)
	b.ReportMetric(float64(a.Microseconds()), "µs/press-alone")
	b.ReportMetric(float64(z.Microseconds()), "µs/press-beside")
	b.ReportMetric(100*(float64(z)/float64(a)-1), "%beside-over-alone")
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
