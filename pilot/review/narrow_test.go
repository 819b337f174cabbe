package review_test

import (
	"strings"
	"testing"

	"tainha/pilot/review"
	"tainha/rules"
	figures "tainha/rules/review"
	"tainha/rules/survey"
	"tainha/store"
)

// finished is what a review tells of the whole and of each unit right below its top, of one thing; nil: not told.
type finished map[string]map[string]*int

func (f finished) learn(what, unit string, n *int, hidden bool) {
	if f[what] == nil {
		f[what] = map[string]*int{}
	}
	if hidden {
		n = nil
	}
	f[what][unit] = n
}

func read(r figures.Report) finished {
	f := finished{}
	for _, x := range r.Rows {
		what := string(x.Question)
		switch {
		case x.Against == figures.AgainstOthers:
			continue
		case x.Against == figures.AgainstOffice:
			f.learn(what+" pairs", x.Unit, &x.Persons, x.Hidden)
			continue
		}
		var s [4]*int
		if x.Later != nil {
			s[0], s[1] = &x.Later.Of, &x.Later.All
		}
		if x.Earlier != nil {
			s[2], s[3] = &x.Earlier.Of, &x.Earlier.All
		}
		for i, n := range s {
			f.learn(what+[]string{" of", " all", " of before", " all before"}[i], x.Unit, n, x.Hidden)
		}
	}
	for _, u := range r.Uses {
		f.learn("half days", u.Unit, &u.Halves, u.Hidden)
		f.learn("persons and months", u.Unit, &u.Persons, u.Hidden)
		f.learn("over a limit", u.Unit, u.Above, u.Hidden)
		f.learn("asked for late", u.Unit, u.Lifted, u.Hidden)
	}
	f.learn("staff", "", r.Staff, false)
	for _, u := range r.Units {
		f.learn("staff", u.Code, u.Staff, false)
	}
	return f
}

// Of an agency with small units, up to the end of each month, what is left of the whole without the units that are shown is ten or more, of
// whatever is told; or nothing is shown to take from it.
func TestTheWholeLessItsUnitsIsNeverOfFew(t *testing.T) {
	t.Parallel()
	looked, pairs := 0, 0
	for _, sizes := range [][]int{{12, 14, 6}, {30, 5, 11}, {25, 6, 6}} {
		w := openWorld(t, 5, sizes...)
		w.worked("2026-04-01", "2026-12-02", 0.7)
		w.decided(survey.KeyTasks)
		for _, until := range []string{"2026-07-31", "2026-09-30", "2026-11-30"} {
			for what, told := range read(w.report(review.Asked{Until: rules.MustDate(until)})) {
				if told[""] == nil {
					continue
				}
				left, hidden, shown := *told[""], 0, 0
				for unit, n := range told {
					switch {
					case unit == "" || unit == "SO":
					case n == nil:
						hidden++
					default:
						left -= *n
						shown++
					}
				}
				if hidden == 0 || shown == 0 {
					continue
				}
				if strings.HasSuffix(what, " pairs") {
					pairs++
				}
				if looked++; left >= 0 && left < review.Least {
					t.Errorf("%v, until %s: of %d hidden units %d are known to be: %s", sizes, until, hidden, left, what)
				}
			}
		}
	}
	if looked < 30 || pairs == 0 {
		t.Fatalf("only %d sums have hidden parts, %d of persons with days at both places: the test looks at nothing", looked, pairs)
	}
}

// A unit whose staff were asked, and nobody answered, is hidden as one of few is, and another beside it.
func TestNobodyIsSeenToHaveAnsweredNothing(t *testing.T) {
	t.Parallel()
	w := openWorld(t, 4, 20)
	w.worked("2026-06-01", "2026-08-31", 0.9)
	w.decided(survey.KeyPulse)
	w.write(func(tx *store.Tx) error {
		wave := survey.Wave{Audience: survey.Staff, Kind: survey.Pilot, First: rules.MustDate("2026-08-01"), Last: rules.MustDate("2026-08-20"), OpenedBy: w.staff[0].ID, Opened: w.now}
		for _, u := range w.units[1:] {
			wave.Units = append(wave.Units, u.ID)
		}
		if err := tx.AddWave(&wave); err != nil {
			return err
		}
		for i, u := range w.units[1:4] {
			n := survey.Handed{Unit: u.ID, All: 15 + i}
			for q := range n.Of {
				n.Of[q] = 13
			}
			if err := tx.AddCounts(wave.ID, n.Counts()...); err != nil {
				return err
			}
		}
		return tx.CloseWave(wave.ID, w.now)
	})
	hidden, shown := 0, 0
	for _, x := range w.report(review.Asked{}).Rows {
		if x.Question == "pulse_health" && x.Unit != "" {
			if x.Hidden {
				hidden++
			} else {
				shown++
			}
		}
	}
	if hidden != 2 || shown != 2 {
		t.Errorf("%d units are hidden, %d are shown", hidden, shown)
	}
}
