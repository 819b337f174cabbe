package evaluation_test

import (
	"math/big"
	"slices"

	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// What follows reckons scores a second time, from the rules alone (sections 7 and 12, Scores): with seconds
// and days of the office's own clock, whole numbers over a common denominator, and fractions of its own.
// It shares nothing with the package but the names of levels, components, profiles and states.

const (
	daySeconds = 24 * 60 * 60
	sixty      = 60 // shares, and what a strike or a delay takes off, are so many of 60
)

// fraction is n/d, d > 0, never reduced.
type fraction struct{ n, d *big.Int }

func part(n, d int64) fraction { return fraction{big.NewInt(n), big.NewInt(d)} }

func times(x, y *big.Int) *big.Int { return new(big.Int).Mul(x, y) }

func (f fraction) plus(g fraction) fraction {
	return fraction{new(big.Int).Add(times(f.n, g.d), times(g.n, f.d)), times(f.d, g.d)}
}

func (f fraction) by(n, d int64) fraction {
	return fraction{times(f.n, big.NewInt(n)), times(f.d, big.NewInt(d))}
}

func (f fraction) atLeast(g fraction) bool { return times(f.n, g.d).Cmp(times(g.n, f.d)) >= 0 }

// is compares with an amount by how it is written.
func (f fraction) is(a task.Amount) bool {
	v, ok := new(big.Rat).SetString(a.String())
	return ok && times(f.n, v.Denom()).Cmp(times(v.Num(), f.d)) == 0
}

func (f fraction) String() string { return new(big.Rat).SetFrac(f.n, f.d).String() }

// check is a strike of a kind, or what pardons it; number 0 of a pardon: all of the kind.
type check struct {
	kind   task.StrikeKind
	number int
}

// lateness is from a deadline to a finish, both in seconds; finish < 0: it is not.
type lateness struct{ due, finish int64 }

// job is a task: K in hundredths, quantities in tenths, shares of 60, moments in seconds.
type job struct {
	number                     int
	measure                    task.Measure
	k, total, done             int64
	due, first, newest, handed int64 // the submissions, and when it was handed on
	state                      task.State
	extra                      bool
	owner                      int
	shares                     map[int]int64 // nil: all is the owner's
	checks, pardons            []check
	more                       []lateness // beside that of its own deadline
}

// ways are the settings.
type ways struct {
	unit                              evaluation.DelayUnit
	capped, firstCounts               bool
	strikeOff, delayOff, unmet        int64 // of 60
	results, excellent, good, done    int64
	catalogue                         bool  // hours stand for no K
	share, outstanding, monthsForYear int64 // shares of 60
}

// days is the office's calendar by days since 1970.
type days struct {
	saturdays bool
	off, on   map[int64]bool
}

func (c days) worked(d int64) bool {
	switch weekday := (d + 4) % 7; { // 1 January 1970 was a Thursday
	case c.off[d]:
		return false
	case c.on[d]:
		return true
	default:
		return weekday >= 1 && weekday <= 5 || weekday == 6 && c.saturdays
	}
}

// span is a period by its first and last day, and the moment up to which it is known.
type span struct{ first, last, now int64 }

func (p span) stop() int64 { return min((p.last+1)*daySeconds, p.now) }

func (p span) holds(at int64) bool {
	return at >= 0 && at/daySeconds >= p.first && at/daySeconds <= p.last
}

// office is what a month is reckoned with.
type office struct {
	ways
	days
	span
}

// finish is when a job was handed in, < 0: it was not before the period's end.
func (o office) finish(j job) int64 {
	at := int64(-1)
	switch j.state {
	case task.HandedOn:
		at = j.handed // all that stays with the giver is done
	case task.Submitted, task.Confirmed:
		at = j.newest
		if o.firstCounts {
			at = j.first
		}
	}
	if at > o.now || at/daySeconds > o.last {
		return -1
	}
	return at
}

func (o office) belongs(j job) bool {
	switch {
	case j.state == task.Recalled, j.state == task.Drafted, j.state == task.HandedOn && j.done == 0:
		return false
	case j.extra && j.state != task.HandedOn:
		return o.holds(o.finish(j))
	}
	return o.holds(j.due)
}

// delays counts one lateness in the unit of the settings; late: there is one at all.
func (o office) delays(l lateness) (n int64, late bool) {
	until, last := l.finish, l.finish/daySeconds
	if until < 0 {
		until, last = o.stop(), (o.stop()-1)/daySeconds
	}
	if until <= l.due {
		return 0, false
	}
	switch o.unit {
	case evaluation.ByOccurrence:
		return 1, true
	case evaluation.ByCalendarDay:
		return max(0, last-l.due/daySeconds), true
	}
	for d := l.due/daySeconds + 1; d <= last; d++ {
		if o.worked(d) {
			n++
		}
	}
	return n, true
}

// against counts the strikes and the delays of a job that nothing pardons.
func (o office) against(j job) (strikes, delays int64, clean bool) {
	pardoned := func(c check) bool {
		return slices.ContainsFunc(j.pardons, func(p check) bool { return p.kind == c.kind && (p.number == 0 || p.number == c.number) })
	}
	for _, c := range j.checks {
		if c.kind == task.QualityStrike && !pardoned(c) {
			strikes++
		}
	}
	all := slices.Clone(j.more)
	if !pardoned(check{kind: task.Delay, number: -1}) {
		all = append(all, lateness{j.due, o.finish(j)})
	}
	clean = strikes == 0
	for _, l := range all {
		n, late := o.delays(l)
		delays, clean = delays+n, clean && !late
	}
	return strikes, delays, clean
}

// ledger is what a, b and c are made of, in parts of 1/100 × 1/10 × 1/60 × 1/60.
type ledger struct {
	measure                           task.Measure
	assigned, done, quality, progress int64
	jobs                              int
	uncounted                         int
	clean                             bool // every job is on time and without a strike
}

// book enters the jobs of a period; share says how much of each is meant, of 60.
func (o office) book(jobs []job, share func(job) int64) (l ledger) {
	var mine []job
	for _, j := range jobs {
		if o.belongs(j) && share(j) > 0 {
			mine, l.measure = append(mine, j), max(l.measure, j.measure)
		}
	}
	if o.catalogue {
		l.measure = task.Products
	}
	l.clean, l.jobs = true, len(mine)
	for _, j := range mine {
		strikes, delays, clean := o.against(j)
		l.clean = l.clean && clean
		if j.measure != l.measure || j.measure == task.Unmeasured {
			l.uncounted++
			continue
		}
		assigned := j.total
		switch {
		case j.state == task.HandedOn:
			assigned = j.done
		case j.extra:
			assigned = 0
		}
		l.assigned += j.k * assigned * share(j) * sixty
		l.done += j.k * j.done * share(j) * sixty
		l.quality += j.k * j.done * share(j) * max(0, sixty-strikes*o.strikeOff)
		l.progress += j.k * j.done * share(j) * max(0, sixty-delays*o.delayOff)
	}
	return l
}

func (l ledger) above(x evaluation.Component) int64 {
	return map[evaluation.Component]int64{evaluation.Quantity: l.done, evaluation.Quality: l.quality, evaluation.Progress: l.progress}[x]
}

// points are a mark in hundredths.
type points struct {
	n     int64
	apart bool // "không áp dụng"
}

// file is what a person's month is scored from beside the work.
type file struct {
	profile      evaluation.Profile
	marks        map[string]points
	subordinates []evaluation.Level
	e            int64 // in hundredths, < 0: none
	apart        map[evaluation.Component]bool
	stated       evaluation.Case
}

// reading is a score as the rules give it.
type reading struct {
	figures              map[evaluation.Component]fraction // those that are known and apply
	missing              []evaluation.Component
	unmarked             int
	common, ratio, total fraction
	known, stated        bool // nothing is missing; a case was stated
	level                evaluation.Level
}

// figure is one component, ok: it is known.
func (o office) figure(x evaluation.Component, f file, own, unit ledger) (v fraction, ok bool) {
	met := func(yes bool) fraction {
		if yes {
			return part(1, 1)
		}
		return part(o.unmet, sixty)
	}
	switch x {
	case evaluation.Subordinates:
		rated := slices.DeleteFunc(slices.Clone(f.subordinates), func(l evaluation.Level) bool { return l == evaluation.NotRated })
		bad := slices.Contains(rated, evaluation.Failed)
		return met(!bad), len(rated) > 0 && !slices.Contains(rated, evaluation.NoLevel)
	case evaluation.UnitWork:
		return met(unit.clean), unit.jobs > 0
	case evaluation.AsSet:
		return part(f.e, 100), f.e >= 0
	}
	if own.assigned == 0 {
		return v, false
	}
	v = part(own.above(x), own.assigned)
	if o.capped && v.atLeast(part(1, 1)) {
		v = part(1, 1)
	}
	return v, true
}

// read scores a month; keys are those of its criteria.
func (o office) read(f file, keys []string, own, unit ledger) (r reading) {
	r.figures, r.common, r.ratio = map[evaluation.Component]fraction{}, part(0, 1), part(0, 1)
	for _, key := range keys {
		m, ok := f.marks[key]
		switch {
		case !ok:
			r.unmarked++
		case !m.apart:
			r.common = r.common.plus(part(m.n, 100))
		}
	}
	list := []evaluation.Component{evaluation.Quantity, evaluation.Quality, evaluation.Progress}
	if f.profile == evaluation.Head || f.profile == evaluation.Deputy {
		list = append(list, evaluation.Subordinates, evaluation.UnitWork, evaluation.AsSet)
	}
	for _, x := range list {
		v, ok := o.figure(x, f, own, unit)
		switch {
		case f.apart[x]: // left out of the mean
		case !ok:
			r.missing = append(r.missing, x)
		default:
			r.figures[x], r.ratio = v, r.ratio.plus(v)
		}
	}
	if n := int64(len(r.figures)); n > 0 {
		r.ratio = r.ratio.by(1, n)
	}
	r.total = r.common.plus(r.ratio.by(o.results, 1))
	r.known = len(r.missing) == 0 && r.unmarked == 0
	r.level, r.stated = o.monthLevel(r, f), f.stated != evaluation.NoCase
	return r
}

func (o office) monthLevel(r reading, f file) evaluation.Level {
	switch {
	case f.stated != evaluation.NoCase:
		return evaluation.Failed
	case !r.known:
		return evaluation.NoLevel
	case len(r.figures) == 0:
		return evaluation.NotRated
	}
	return o.levelOf(r.total)
}

func (o office) levelOf(total fraction) evaluation.Level {
	switch {
	case total.atLeast(part(o.excellent, 1)):
		return evaluation.Excellent
	case total.atLeast(part(o.good, 1)):
		return evaluation.Good
	case total.atLeast(part(o.done, 1)):
		return evaluation.Completed
	}
	return evaluation.Failed
}

// longer is the mean of months, all alike; months that were not rated are no part of it.
func (o office) longer(months []reading, year bool) (mean fraction, scored int64, known bool, level evaluation.Level) {
	mean = part(0, 1)
	missing, stated := int64(0), false
	for _, m := range months {
		stated = stated || m.stated
		switch {
		case m.level == evaluation.NotRated:
		case !m.known:
			missing++
		default:
			mean, scored = mean.plus(m.total), scored+1
		}
	}
	known = scored > 0 && missing == 0
	if known {
		mean = mean.by(1, scored)
	}
	switch {
	case year && scored+missing < o.monthsForYear:
		return mean, scored, known, evaluation.NotRated
	case stated:
		return mean, scored, known, evaluation.Failed
	case missing > 0:
		return mean, scored, known, evaluation.NoLevel
	case scored == 0:
		return mean, scored, known, evaluation.NotRated
	}
	return mean, scored, known, o.levelOf(mean)
}
