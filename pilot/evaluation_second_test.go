package pilot_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// A year is scored through the store, and reckoned a second time from what was entered, with fractions of the library's own
// and the rules' text alone (sections 7 and 12). EVALUATION_YEAR=150x20x12: so many units, people in each, and months.

// entered is a task as it was entered: K, done and parts in whole numbers, days of 2026.
type entered struct {
	id               task.ID
	k                int64 // hundredths, 0: it has none
	quantity, tenths int64 // of the quantity so much was done, in tenths
	due, finished    rules.Date
	hour             int // of the finish, where it was finished; below 0: it was not
	extra, recalled  bool
	parts            map[rules.PersonID]int64 // of 12
	strikes          int64
	strikeWaived     bool
	delayWaived      bool
}

// scoredUnit is a unit of the year with who heads it.
type scoredUnit struct {
	head     rules.PersonID
	staff    []rules.PersonID
	products []task.ProductID
	id       rules.UnitID
}

var unitKs = []int64{40, 100, 120, 270, 370}

// yearOf reads how large the year is.
func yearOf(t *testing.T) (units, people, months int) {
	t.Helper()
	units, people, months = 2, 20, 3
	if v := os.Getenv("EVALUATION_YEAR"); v != "" {
		if _, err := fmt.Sscanf(v, "%dx%dx%d", &units, &people, &months); err != nil {
			t.Fatal(err)
		}
	}
	return units, people, months
}

func (s scoring) yearsUnits(units, people int) (out []scoredUnit) {
	s.Helper()
	var top, staff strings.Builder
	for u := range units {
		fmt.Fprintf(&top, "U%03d,Đơn vị %d,SO,U%03d00,4%d/QĐ,01/01/2025,\n", u, u, u, u)
		for p := range people {
			fmt.Fprintf(&staff, "U%03d%02d,Người %d của %d,,U%03d,CV,,,01/01/2025\n", u, p, p, u, u)
		}
	}
	s.mustBring(strings.Replace(scoredOffice, "Vị trí\n", top.String()+"Vị trí\n", 1)+staff.String(), s.now)
	s.must(func(tx *store.Tx) error {
		for u := range units {
			unit, err := tx.UnitByCode(fmt.Sprintf("U%03d", u))
			if err != nil {
				return err
			}
			x := scoredUnit{id: unit.ID}
			for p := range people {
				person, err := tx.PersonByCode(fmt.Sprintf("U%03d%02d", u, p), rules.DateOf(s.now))
				if err != nil {
					return err
				}
				if p == 0 {
					x.head = person.ID
				} else {
					x.staff = append(x.staff, person.ID)
				}
			}
			if err := tx.Link(store.Account{Person: x.head, Chat: int64(20000 + u), Language: "vi", Linked: s.now, Reachable: true}); err != nil {
				return err
			}
			for i, k := range unitKs {
				p := task.Product{Unit: unit.ID, Code: fmt.Sprintf("K%d", i), Name: fmt.Sprintf("Loại %d", i), K: task.A(k, 100), Since: rules.MustDate("2025-01-01")}
				if err := tx.AddProduct(&p); err != nil {
					return err
				}
				x.products = append(x.products, p.ID)
			}
			out = append(out, x)
		}
		return nil
	})
	return out
}

// enter gives somebody a random task of a month, as the store would hold it once the month is over.
func (s scoring) enter(tx *store.Tx, r *rand.Rand, u scoredUnit, owner rules.PersonID, month rules.Date) (x entered, err error) {
	last := month.MonthEnd()
	one := func(in int) bool { return r.IntN(in) == 0 }
	kind := r.IntN(len(unitKs))
	x = entered{k: unitKs[kind], quantity: 1 + r.Int64N(8), tenths: 10, due: month.AddDays(r.IntN(int(last-month) + 1)), hour: -1, extra: one(10), recalled: one(30), parts: map[rules.PersonID]int64{owner: 12}}
	const five = 17
	made := task.Task{
		Unit: u.id, Title: "Việc", Due: x.due.At(five*60, zone), Owner: owner, Assigner: u.head, Made: month.AddDays(-3).At(540, zone), Extra: x.extra, Rev: 1, State: task.InProgress,
		Work: task.Work{Product: u.products[kind], Kind: fmt.Sprintf("Loại %d", kind), K: task.A(x.k, 100), Quantity: task.N(int(x.quantity))},
	}
	if one(20) {
		x.k, made.Work = 0, task.Work{HalfHours: int(2 * x.quantity)}
	}
	if mate := u.staff[r.IntN(len(u.staff))]; one(7) && mate != owner {
		x.parts = map[rules.PersonID]int64{owner: 1 + r.Int64N(11)}
		x.parts[mate] = 12 - x.parts[owner]
		for p, n := range x.parts {
			made.Shares = append(made.Shares, task.Share{Person: p, Part: task.A(n, 12)})
		}
	}
	if one(6) {
		x.tenths = r.Int64N(10)
	}
	if finish := x.due.AddDays(r.IntN(9) - 5); finish >= month && finish <= last && !one(12) {
		x.finished, x.hour = finish, 8+r.IntN(12)
		made.State = task.Confirmed
		made.Submitted = finish.At(x.hour*60, zone)
		made.FirstSubmitted = made.Submitted
	}
	if x.recalled {
		made.State = task.Recalled
	}
	made.Done = task.A(x.quantity*x.tenths, 10)
	if err := tx.InsertTask(&made); err != nil {
		return x, err
	}
	x.id = made.ID
	if one(5) {
		x.strikes = 1 + r.Int64N(5)
	}
	for range x.strikes {
		if err := tx.AddStrike(owner, &task.Strike{Task: made.ID, Kind: task.QualityStrike, Day: last, Note: "sai số liệu", By: u.head, At: s.now}); err != nil {
			return x, err
		}
	}
	for _, w := range []struct {
		kind task.StrikeKind
		yes  *bool
	}{{task.QualityStrike, &x.strikeWaived}, {task.Delay, &x.delayWaived}} {
		if *w.yes = one(15); *w.yes {
			if err := tx.AddWaiver(owner, task.Waiver{Task: made.ID, Kind: w.kind, Reason: "mất điện", By: u.head, At: s.now}); err != nil {
				return x, err
			}
		}
	}
	return x, nil
}

func TestAYearThroughTheStoreScoresAsTheSecondReckoning(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	units, people, months := yearOf(t)
	all := s.yearsUnits(units, people)
	r := rand.New(rand.NewPCG(2026, uint64(units*people*months)))
	y := year{scoring: s, r: r, totals: map[rules.PersonID][]*big.Rat{}}
	for m := range months {
		month := rules.MustDate("2026-01-01").AddMonths(m)
		s.pilot.Scoring.Policy.DelayUnit = evaluation.DelayUnit(m % 3)
		for _, u := range all {
			y.month(u, month)
		}
	}
	y.longer(all, months)
	t.Logf("%d people, %d months scored, %d tasks: %d totals and %d means are equal", units*people, y.scored, y.tasks, y.scored, y.means)
}

type year struct {
	scoring
	r                    *rand.Rand
	totals               map[rules.PersonID][]*big.Rat // by month, those that count
	scored, tasks, means int
}

// month enters a unit's work of a month, has its staff and then its head scored, and holds each total against the second one.
func (y *year) month(u scoredUnit, month rules.Date) {
	y.Helper()
	last, unit := month.MonthEnd(), y.pilot.Scoring.Policy.DelayUnit
	first := last.AddDays(1)
	for y.pilot.Calendar.Years[first.Year()].DaysOff == nil && first.Weekday() == time.Sunday {
		first = first.AddDays(1)
	}
	var work []entered
	lowest, rated := evaluation.Excellent, false
	y.write(func(tx *store.Tx) error {
		for _, p := range u.staff {
			for range y.r.IntN(6) {
				x, err := y.enter(tx, y.r, u, p, month)
				if err != nil {
					return err
				}
				work = append(work, x)
			}
		}
		return nil
	})
	y.tasks += len(work)
	for i, p := range append(u.staff, u.head) {
		who, scorer := p, u.head
		if i == len(u.staff) {
			who, scorer = 0, y.who["A1"]
		}
		figures, known, clean, some := book(work, who, unit, last)
		given := evaluation.Given{Common: evaluation.Common{}, NotApplicable: map[evaluation.Component]string{}}
		common := y.marks(given.Common)
		out := func(c evaluation.Component) { given.NotApplicable[c] = "không có việc" }
		if !known {
			out(evaluation.Quantity)
			out(evaluation.Quality)
			out(evaluation.Progress)
		}
		if who == 0 {
			set := y.r.IntN(101)
			given.Set = new(task.A(int64(set), 100))
			half := func(yes bool) *big.Rat {
				if yes {
					return big.NewRat(1, 1)
				}
				return big.NewRat(1, 2)
			}
			if rated {
				figures = append(figures, half(lowest > evaluation.Failed))
			} else {
				out(evaluation.Subordinates)
			}
			if some {
				figures = append(figures, half(clean))
			} else {
				out(evaluation.UnitWork)
			}
			figures = append(figures, big.NewRat(int64(set), 100))
		}
		total, level := second(common, figures)
		e := y.scoreOne(p, scorer, month, first, given)
		y.scored++
		if got, ok := new(big.Rat).SetString(e.Total.String()); level != e.Level || level > evaluation.NotRated && (!ok || got.Cmp(total) != 0) {
			y.Fatalf("person %d, %s: %s, level %d; the second reckoning %s, level %d", p, month, e.Total, e.Level, total.RatString(), level)
		}
		if level > evaluation.NotRated {
			rated, lowest = true, min(lowest, level)
			y.totals[p] = append(y.totals[p], total)
		}
	}
}

// marks are random ones, and their sum in hundredths.
func (y *year) marks(m evaluation.Common) (sum int64) {
	for _, x := range formOne().All() {
		halves := int64(x.Max.Times(task.N(2)).Floor())
		n := halves - y.r.Int64N(min(halves, 3)+1)
		m[x.Key] = evaluation.Mark{Points: task.A(n, 2)}
		sum += n * 50
	}
	return sum
}

// scoreOne opens, scores and publishes somebody's month by the use cases.
func (y *year) scoreOne(p, scorer rules.PersonID, month, first rules.Date, given evaluation.Given) (e evaluation.Evaluation) {
	y.Helper()
	err := y.db.Write(context.Background(), func(tx *store.Tx) (err error) {
		end := month.MonthEnd().At(600, zone)
		if e, _, err = score.Open(y.pilot.Do(tx, end, pilot.Actor{Job: "scores"}), p, month, month.MonthEnd()); err != nil {
			return err
		}
		if _, err = score.Score(y.pilot.Do(tx, end, pilot.Actor{Person: scorer}), score.Step{ID: e.ID}, given); err != nil {
			return err
		}
		e, err = score.Publish(y.pilot.Do(tx, first.At(600, zone), pilot.Actor{Person: scorer}), score.Step{ID: e.ID})
		return err
	})
	if err != nil {
		y.Fatalf("score person %d for %s: %v", p, month, err)
	}
	return e
}

// longer holds the mean over all months against the second one, and what a sheet shows now against what was published.
func (y *year) longer(all []scoredUnit, months int) {
	y.Helper()
	from := rules.MustDate("2026-01-01")
	to := from.AddMonths(months) - 1
	for _, u := range all {
		y.read(func(tx *store.Tx) error {
			rows, _, err := score.UnitRows(y.pilot.Do(tx, y.now, pilot.Actor{Person: u.head}), u.id, from, to)
			for _, row := range rows {
				sum, list := new(big.Rat), y.totals[row.Person.ID]
				for _, total := range list {
					sum.Add(sum, total)
				}
				want := evaluation.NotRated
				if len(list) > 0 && (months < 12 || len(list) >= 6) {
					sum.Quo(sum, big.NewRat(int64(len(list)), 1))
					want = levelFor(sum)
				}
				got, _ := new(big.Rat).SetString(row.Longer.Mean.String())
				if y.means++; row.Longer.Level != want || want > evaluation.NotRated && got.Cmp(sum) != 0 {
					y.Errorf("%s over %d months: %s, level %d; the second reckoning %s, level %d", row.Person.Code, months, row.Longer.Mean, row.Longer.Level, sum.RatString(), want)
				}
			}
			return err
		})
	}
}
