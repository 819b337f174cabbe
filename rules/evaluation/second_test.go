package evaluation_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// many is how many months of persons a test reckons: few in a short run, by hand what EVALUATION=1000000 says.
func many(t *testing.T, short int) int {
	t.Helper()
	if v := os.Getenv("EVALUATION"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return short
}

// form is Form 01 with its criteria's points in hundredths.
func form() (c evaluation.Criteria, keys []string, maxima map[string]int64) {
	c, maxima = criteria(), map[string]int64{}
	for _, x := range c.All() {
		keys, maxima[x.Key] = append(keys, x.Key), int64(x.Max.Times(task.N(100)).Floor())
	}
	return c, keys, maxima
}

// sheet is a file as the package takes it.
func (f file) sheet(c evaluation.Criteria, own, unit evaluation.Reckoning) evaluation.Sheet {
	s := evaluation.Sheet{
		Profile: f.profile, Criteria: c, Common: evaluation.Common{}, Own: own, Unit: unit, Subordinates: f.subordinates,
		NotApplicable: map[evaluation.Component]string{}, Stated: f.stated,
	}
	for key, m := range f.marks {
		s.Common[key] = evaluation.Mark{Points: task.A(m.n, 100), NotApplicable: m.apart, Reason: "nghỉ ốm"}
	}
	for x, yes := range f.apart {
		if yes {
			s.NotApplicable[x] = "không có việc"
		}
	}
	if f.e >= 0 {
		e := task.A(f.e, 100)
		s.Set = &e
	}
	return s
}

// against says where a score departs from the second reckoning.
func (r reading) against(s evaluation.Score) (faults []string) {
	wrong := func(what string, got, want any) {
		faults = append(faults, fmt.Sprintf("%s: %v, the rules %v", what, got, want))
	}
	if !r.common.is(s.Common) || len(s.CommonMissing) != r.unmarked {
		wrong("common", s.Common, r.common)
	}
	if !slices.Equal(s.Missing, r.missing) {
		wrong("missing", s.Missing, r.missing)
	}
	seen := 0
	for _, f := range s.Figures {
		want, ok := r.figures[f.Component]
		if ok {
			seen++
		}
		if applies := f.NotApplicable == ""; ok != (applies && f.Known) || ok && !want.is(f.Ratio) {
			wrong(f.Component.Letter(), f, want)
		}
	}
	if seen != len(r.figures) {
		wrong("figures", s.Figures, r.figures)
	}
	if len(r.figures) > 0 && !r.ratio.is(s.Ratio) {
		wrong("ratio", s.Ratio, r.ratio)
	}
	if r.known && !r.total.is(s.Total) {
		wrong("total", s.Total, r.total)
	}
	if s.Complete() != r.known {
		wrong("complete", s.Complete(), r.known)
	}
	if s.Level != r.level {
		wrong("level", s.Level, r.level)
	}
	return faults
}

// against says where what a, b and c are made of departs from the second reckoning.
func (l ledger) against(r evaluation.Reckoning) (faults []string) {
	const whole = 100 * 10 * sixty * sixty
	for _, x := range []struct {
		name string
		want int64
		got  task.Amount
	}{{"assigned", l.assigned, r.Assigned}, {"done", l.done, r.Done}, {"quality", l.quality, r.Quality}, {"progress", l.progress, r.Progress}} {
		if !part(x.want, whole).is(x.got) {
			faults = append(faults, fmt.Sprintf("%s: %v, the rules %v", x.name, x.got, part(x.want, whole)))
		}
	}
	if l.measure != r.Measure && len(r.Lines) > 0 || l.uncounted != len(r.Uncounted) || l.jobs != len(r.Lines)+len(r.Uncounted) || l.clean != (len(r.Against) == 0) {
		faults = append(faults, fmt.Sprintf("%d in %v and %d uncounted, the rules %d in %v", len(r.Lines), r.Measure, len(r.Uncounted), l.jobs-l.uncounted, l.measure))
	}
	return faults
}

// unit is a head, perhaps a deputy, and staff, with a month's work.
type unit struct {
	office
	jobs   []job
	people int
}

func (r chance) unit(o office, people int) unit {
	u := unit{office: o, people: people}
	diligent := r.one(4)
	for n := range people + r.IntN(4*people) {
		j := r.job(n+1, o, people, diligent)
		for i, l := range j.more {
			if l.finish >= o.stop() {
				j.more[i].finish = -1
			}
		}
		u.jobs = append(u.jobs, j)
	}
	return u
}

func (u unit) reckon(t *testing.T, people ...int) evaluation.Reckoning {
	t.Helper()
	r, err := evaluation.Reckon(u.pieces(u.jobs, people...), u.period(), u.policy(), u.calendar())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (u unit) everybody() (list []int) {
	for i := range u.people {
		list = append(list, i+1)
	}
	return list
}

// scores are those of a month, the package's and the second ones, by person; a departure ends the test. Whoever
// closes a month marks what is missing.
func (u unit) scores(t *testing.T, r chance, closes bool, name string) (first []evaluation.Score, second []reading) {
	t.Helper()
	c, keys, maxima := form()
	all, unitWork := u.book(u.jobs, func(job) int64 { return sixty }), u.reckon(t, u.everybody()...)
	for _, who := range u.everybody() {
		mine, own := u.book(u.jobs, func(j job) int64 {
			if j.shares == nil && j.owner == who {
				return sixty
			}
			return j.shares[who]
		}), u.reckon(t, who)
		faults := mine.against(own)
		f := r.file(keys, maxima, pick(r, evaluation.CivilServant, evaluation.PublicEmployee))
		if who <= 2 {
			f = r.file(keys, maxima, pick(r, evaluation.Head, evaluation.Deputy))
			if !r.one(3) { // the unit's work, not only what is their own
				own, mine = unitWork, all
			}
		}
		want := u.read(f, keys, mine, all)
		if closes {
			r.close(&f, want, keys, maxima)
			want = u.read(f, keys, mine, all)
		}
		s := u.policy().Score(f.sheet(c, own, unitWork))
		if faults = append(faults, want.against(s)...); len(faults) > 0 {
			t.Fatalf("%s, person %d of %d:\n%q\n%+v\n%+v\n%+v\n%+v", name, who, u.people, faults, u.ways, u.span, f, u.jobs)
		}
		first, second = append(first, s), append(second, want)
	}
	return first, second
}

// every says which levels nobody came to.
func every(t *testing.T, what string, levels map[evaluation.Level]int) {
	t.Helper()
	for l := evaluation.NoLevel; l <= evaluation.Excellent; l++ {
		if levels[l] == 0 {
			t.Errorf("no %s came to level %d: %v", what, l, levels)
		}
	}
	t.Log(what, levels)
}

func TestASecondReckoningOfRandomMonthsAgreesToTheLastDigit(t *testing.T) {
	t.Parallel()
	levels := map[evaluation.Level]int{}
	for seed, n := uint64(0), many(t, 3000); n > 0; seed++ {
		r := chance{rand.New(rand.NewPCG(seed, 1))}
		u := r.unit(r.office(day("2025-01-01").AddMonths(r.IntN(24))), r.IntN(5)+1)
		_, second := u.scores(t, r, r.one(2), fmt.Sprint("seed ", seed))
		for _, s := range second {
			levels[s.level]++
		}
		n -= len(second)
	}
	every(t, "month", levels)
}

// year is a unit's twelve months by person, the package's and the second reckoning.
type year struct {
	office
	first  [][]evaluation.Month
	second [][]reading
}

func (r chance) year(t *testing.T, o office, name string) (y year) {
	t.Helper()
	y.office = o
	people := r.IntN(8) + 1
	y.first, y.second = make([][]evaluation.Month, people), make([][]reading, people)
	for i := range 12 {
		month := day("2026-01-01").AddMonths(i)
		o := r.office(month)
		o.ways, o.now = y.ways, (o.last+5)*daySeconds
		first, second := r.unit(o, people).scores(t, r, !r.one(40), fmt.Sprintf("%s, month %d", name, i+1))
		for who, s := range first {
			y.first[who] = append(y.first[who], evaluation.Month{Month: month, Total: s.Total, Known: s.Complete(), Level: s.Level, Case: s.Stated})
			y.second[who] = append(y.second[who], second[who])
		}
	}
	return y
}

// stretch is a quarter, half-year or year of all people of all units.
type stretch struct {
	from, to int
	first    []evaluation.Rated
	totals   []fraction
	level    []evaluation.Level
}

// add reckons one unit's people twice.
func (s *stretch) add(t *testing.T, r chance, y year, unit int, name string) {
	t.Helper()
	whole := s.to-s.from == 12
	for who := range y.first {
		months := slices.Clone(y.first[who][s.from:s.to])
		r.Shuffle(len(months), func(i, j int) { months[i], months[j] = months[j], months[i] })
		got := y.policy().Longer(months, whole)
		mean, scored, known, level := y.longer(y.second[who][s.from:s.to], whole)
		if !known {
			mean = part(0, 1)
		}
		if !mean.is(got.Mean) || int64(got.Scored) != scored || got.Level != level || known != (len(got.Missing) == 0 && got.Scored > 0) {
			t.Fatalf("%s, person %d, months %d to %d: %+v, the rules %v of %d, level %d", name, who+1, s.from+1, s.to, got, mean, scored, level)
		}
		s.first = append(s.first, evaluation.Rated{
			Person: rules.PersonID(len(s.first) + 1), Unit: rules.UnitID(unit), Group: pick(r, "", "văn thư", "kế toán", "một cửa"), Total: got.Mean, Level: got.Level,
		})
		s.totals, s.level = append(s.totals, mean), append(s.level, level)
	}
}

// cap holds all against the share of "xuất sắc", a place after the other.
func (s *stretch) cap(t *testing.T, o office, outstanding map[rules.UnitID]bool) {
	t.Helper()
	checks := o.policy().CheckCap(s.first, outstanding)
	seen := map[string]bool{}
	for _, c := range checks {
		place := fmt.Sprint(c.Unit, c.Group)
		good, share := int64(0), o.share
		if outstanding[c.Unit] {
			share = o.outstanding
		}
		var best []int
		for i, p := range s.first {
			if there := c.Unit != 0 && p.Unit == c.Unit || c.Unit == 0 && p.Group == c.Group; !there {
				continue
			}
			switch s.level[i] {
			case evaluation.Good:
				good++
			case evaluation.Excellent:
				best = append(best, i)
			}
		}
		allowed := good * share / sixty
		if seen[place] || c.Unit == 0 && c.Group == "" || c.Good != int(good) || c.Allowed != int(allowed) || c.Over() != max(0, len(best)-int(allowed)) || len(c.Excellent) != len(best) {
			t.Fatalf("%s: %+v, the rules: %d of %d, excellent %v", place, c, allowed, good, best)
		}
		seen[place] = true
		for i, p := range c.Excellent {
			at := int(p.Person) - 1
			if !slices.Contains(best, at) || i > 0 && !s.totals[int(c.Excellent[i-1].Person)-1].atLeast(s.totals[at]) {
				t.Fatalf("%s: the excellent are %+v, the rules %v", place, c.Excellent, best)
			}
		}
	}
	for _, p := range s.first {
		if !seen[fmt.Sprint(p.Unit, "")] || p.Group != "" && !seen[fmt.Sprint(0, p.Group)] {
			t.Fatalf("nothing is said of unit %d or group %q", p.Unit, p.Group)
		}
	}
}

func TestASecondReckoningOfYearsAndTheCapAgreesToTheLastDigit(t *testing.T) {
	t.Parallel()
	levels, years := map[evaluation.Level]int{}, map[evaluation.Level]int{}
	for seed, n := uint64(0), many(t, 1500); n > 0; seed++ {
		r := chance{rand.New(rand.NewPCG(seed, 2))}
		o := r.office(day("2026-01-01"))
		stretches := []*stretch{{from: 0, to: 3}, {from: 3, to: 6}, {from: 6, to: 9}, {from: 9, to: 12}, {from: 0, to: 6}, {from: 6, to: 12}, {from: 0, to: 12}}
		outstanding := map[rules.UnitID]bool{}
		for unit := range r.IntN(4) + 1 {
			outstanding[rules.UnitID(unit+1)] = r.one(2)
			y := r.year(t, o, fmt.Sprintf("seed %d, unit %d", seed, unit+1))
			for _, s := range stretches {
				s.add(t, r, y, unit+1, fmt.Sprintf("seed %d, unit %d", seed, unit+1))
			}
			n -= 12 * len(y.first)
		}
		for _, s := range stretches {
			s.cap(t, o, outstanding)
			for _, l := range s.level {
				levels[l]++
				if s.to-s.from == 12 {
					years[l]++
				}
			}
		}
	}
	every(t, "longer period", levels)
	if os.Getenv("EVALUATION") != "" {
		every(t, "year", years)
	}
}
