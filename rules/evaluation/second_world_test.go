package evaluation_test

import (
	"math/rand/v2"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// chance makes worlds.
type chance struct{ *rand.Rand }

func (r chance) one(in int) bool { return r.IntN(in) == 0 }

func pick[T any](r chance, of ...T) T { return of[r.IntN(len(of))] }

// office makes a month of settings, calendar and period; the period of one in four is not over.
func (r chance) office(first rules.Date) office {
	o := office{
		ways: ways{
			unit: pick(r, evaluation.ByOccurrence, evaluation.ByCalendarDay, evaluation.ByWorkingDay), capped: r.one(2), firstCounts: r.one(2), catalogue: r.one(3),
			strikeOff: pick[int64](r, 15, 15, 15, 20, 6, 60, 0), delayOff: pick[int64](r, 15, 15, 15, 20, 6, 60, 0), unmet: pick[int64](r, 30, 30, 20, 0),
			results: pick[int64](r, 70, 70, 70, 65), excellent: pick[int64](r, 90, 90, 90, 85), good: pick[int64](r, 70, 70, 70, 75), done: pick[int64](r, 50, 50, 50, 45),
			share: pick[int64](r, 12, 12, 15, 20, 30), outstanding: pick[int64](r, 15, 15, 30), monthsForYear: pick[int64](r, 6, 6, 5, 12),
		},
		days: days{saturdays: r.one(4), off: map[int64]bool{}, on: map[int64]bool{}},
		span: span{first: int64(first), last: int64(first.MonthEnd())},
	}
	for range r.IntN(6) {
		o.off[o.first-20+r.Int64N(50)] = true
	}
	for range r.IntN(3) {
		o.on[o.first-20+r.Int64N(50)] = true
	}
	o.now = (o.last + 1 + r.Int64N(40)) * daySeconds
	if r.one(4) {
		o.now = o.first*daySeconds + r.Int64N((o.last-o.first+1)*daySeconds)
	}
	return o
}

// around is a moment of a day, often one of those at which days and halves end.
func (r chance) around(day int64) int64 {
	return day*daySeconds + pick(r, 17*3600, 17*3600, 0, daySeconds-1, 3600, 7*3600-1, 7*3600, r.Int64N(daySeconds))
}

// handedIn is a moment about a deadline.
func (r chance) handedIn(due int64) int64 {
	switch r.IntN(8) {
	case 0:
		return due + pick[int64](r, 0, 0, 1, -1, 60)
	case 1:
		return r.around(due / daySeconds)
	case 2:
		return r.around(due/daySeconds + 1 + r.Int64N(4))
	case 3:
		return due + r.Int64N(40*daySeconds)
	}
	return due - r.Int64N(6*daySeconds)
}

// job makes a task of one of so many people about a period.
func (r chance) job(number int, o office, people int, diligent bool) job {
	j := job{
		number: number, measure: pick(r, task.Products, task.Products, task.Products, task.Products, task.Hours, task.Hours, task.Unmeasured),
		k: r.Int64N(400) + 1, total: r.Int64N(120) + 1, owner: r.IntN(people) + 1, extra: r.one(6), handed: -1,
		due: r.around(o.first - 3 + r.Int64N(o.last-o.first+6)), state: pick(r, task.Submitted, task.Confirmed),
	}
	switch j.measure {
	case task.Hours:
		j.k, j.total = 100, 5*(r.Int64N(60)+1)
	case task.Unmeasured:
		j.k, j.total = 0, 10
	}
	j.done, j.first = j.total, r.handedIn(j.due)
	j.newest = j.first
	if j.due < o.now && diligent {
		j.first, j.newest = j.due-3600, j.due-1800
		return j
	}
	if r.one(4) {
		j.newest += r.Int64N(5 * daySeconds)
	}
	if r.one(3) {
		j.done = r.Int64N(j.total*3/2 + 1)
	}
	r.state(&j)
	if o.now < max(j.newest, j.handed) { // it is yet to come
		j.state, j.first, j.newest, j.handed = task.InProgress, -1, -1, -1
	}
	r.checks(&j)
	if !r.one(3) {
		return j
	}
	j.shares = map[int]int64{}
	for left := int64(sixty); left > 0; {
		n := min(left, pick[int64](r, 10, 15, 20, 30, 45, 60))
		j.shares[r.IntN(people)+1] += n
		left -= n
	}
	return j
}

// state leaves some work unfinished, returned, recalled, drafted or handed on.
func (r chance) state(j *job) {
	switch r.IntN(16) {
	case 0, 1, 2:
		j.state, j.first, j.newest = pick(r, task.Assigned, task.Accepted, task.InProgress), -1, -1
	case 3:
		j.state = task.Returned
	case 4:
		j.state = task.Recalled
	case 5:
		j.state = task.Drafted
	case 6:
		j.state, j.handed, j.first, j.newest, j.done = task.HandedOn, r.handedIn(j.due), -1, -1, r.Int64N(j.total)
	}
}

func (r chance) checks(j *job) {
	for n := range r.IntN(4) * r.IntN(2) {
		j.checks = append(j.checks, check{pick(r, task.QualityStrike, task.QualityStrike, task.Form), n + 1})
	}
	for range r.IntN(3) * r.IntN(2) {
		j.pardons = append(j.pardons, check{pick(r, task.QualityStrike, task.QualityStrike, task.Delay), r.IntN(4)})
	}
	for range r.IntN(3) * r.IntN(2) * r.IntN(2) {
		l := lateness{due: j.due - r.Int64N(9*daySeconds), finish: -1}
		if !r.one(4) {
			l.finish = l.due + r.Int64N(9*daySeconds)*r.Int64N(4)/3
		}
		j.more = append(j.more, l)
	}
}

// file makes what a scorer gave.
func (r chance) file(keys []string, maxima map[string]int64, profile evaluation.Profile) file {
	f := file{profile: profile, marks: map[string]points{}, e: r.Int64N(101), apart: map[evaluation.Component]bool{}}
	style := r.IntN(4)
	for _, key := range keys {
		m := points{n: maxima[key]}
		switch {
		case style == 0:
			m.n = r.Int64N(maxima[key] + 1)
		case style == 1:
			m.n = m.n / 50 * 50 * r.Int64N(3) / 2
		case style == 2 && r.one(3):
			m.n -= r.Int64N(30)
		}
		m.apart = r.one(40)
		f.marks[key] = m
		if r.one(200) {
			delete(f.marks, key)
		}
	}
	if r.one(10) {
		f.e = pick[int64](r, -1, 0, 100)
	}
	for x := evaluation.Quantity; x <= evaluation.AsSet && (x <= evaluation.Progress || profile.Leads()); x++ {
		f.apart[x] = r.one(12)
	}
	if r.one(30) {
		f.apart = map[evaluation.Component]bool{evaluation.Quantity: true, evaluation.Quality: true, evaluation.Progress: true}
	}
	if r.one(25) {
		f.stated = pick(r, evaluation.Degradation, evaluation.Discipline, evaluation.Corruption)
	}
	for range r.IntN(5) {
		f.subordinates = append(f.subordinates, pick(r, evaluation.Completed, evaluation.Good, evaluation.Excellent))
	}
	if r.one(3) {
		f.subordinates = append(f.subordinates, pick(r, evaluation.NoLevel, evaluation.NotRated, evaluation.Failed))
	}
	return f
}

// close marks what is missing: points for what has none, "không áp dụng" for a component.
func (r chance) close(f *file, want reading, keys []string, maxima map[string]int64) {
	for _, x := range want.missing {
		f.apart[x] = true
	}
	for _, key := range keys {
		if _, ok := f.marks[key]; !ok {
			f.marks[key] = points{n: maxima[key]}
		}
	}
}

// What was made is given to the package in its own types, moments now in the office's zone, now in another.

func moment(seconds int64, j job) time.Time {
	if seconds < 0 {
		return time.Time{}
	}
	t := time.Unix(seconds-7*3600, 0)
	if j.number%2 == 0 {
		return t.In(saigon)
	}
	return t.UTC()
}

func (o office) calendar() *rules.Calendar {
	c := &rules.Calendar{Location: saigon, Hours: calendar().Hours, Years: map[int]rules.Year{}}
	for d := time.Monday; d <= time.Friday; d++ {
		c.Weekdays[d] = true
	}
	c.Weekdays[time.Saturday] = o.saturdays
	for y := 2024; y <= 2028; y++ {
		year := rules.Year{DaysOff: map[rules.Date]string{}, WorkedDays: map[rules.Date]string{}}
		for d := range o.off {
			if rules.Date(d).Year() == y {
				year.DaysOff[rules.Date(d)] = "nghỉ"
			}
		}
		for d := range o.on {
			if rules.Date(d).Year() == y && !o.off[d] {
				year.WorkedDays[rules.Date(d)] = "làm bù"
			}
		}
		c.Years[y] = year
	}
	return c
}

func (o office) policy() evaluation.Policy {
	p := evaluation.DefaultPolicy()
	p.DelayUnit, p.Cap = o.unit, o.capped
	p.Results = task.N(int(o.results))
	p.StrikeOff, p.DelayOff, p.Unmet = task.A(o.strikeOff, sixty), task.A(o.delayOff, sixty), task.A(o.unmet, sixty)
	p.Excellent, p.Good, p.Done = task.N(int(o.excellent)), task.N(int(o.good)), task.N(int(o.done))
	p.ExcellentShare, p.OutstandingShare, p.YearMonths = task.A(o.share, sixty), task.A(o.outstanding, sixty), int(o.monthsForYear)
	return p
}

func (o office) period() evaluation.Period {
	return evaluation.Period{From: rules.Date(o.first), To: rules.Date(o.last), AsOf: time.Unix(o.now-7*3600, 0).UTC(), Catalogue: o.catalogue}
}

func (j job) source() evaluation.Source {
	t := task.Task{
		ID: task.ID(j.number), Unit: 1, Title: "việc", Due: moment(j.due, j), Owner: rules.PersonID(j.owner), Extra: j.extra, State: j.state,
		Done: task.A(j.done, 10), FirstSubmitted: moment(j.first, j), Submitted: moment(j.newest, j), Decided: moment(j.handed, j),
	}
	switch j.measure {
	case task.Products:
		t.Work = task.Work{Product: 1, Kind: "văn bản", Quantity: task.A(j.total, 10), K: task.A(j.k, 100)}
	case task.Hours:
		t.Work = task.Work{HalfHours: int(j.total / 5)}
	}
	for p, n := range j.shares {
		t.Shares = append(t.Shares, task.Share{Person: rules.PersonID(p), Part: task.A(n, sixty)})
	}
	s := evaluation.Source{Task: t, Done: t.Done}
	for _, c := range j.checks {
		s.Strikes = append(s.Strikes, task.Strike{ID: task.StrikeID(c.number), Task: t.ID, Kind: c.kind})
	}
	for _, c := range j.pardons {
		s.Waivers = append(s.Waivers, task.Waiver{Task: t.ID, Kind: c.kind, Strike: task.StrikeID(c.number)})
	}
	return s
}

// pieces are the parts of a person, or of all, that the package finds in jobs.
func (o office) pieces(jobs []job, people ...int) (list []evaluation.Piece) {
	settings, c := task.DefaultPolicy(), o.calendar()
	if o.firstCounts {
		settings.Returned = task.FromFirst
	}
	for _, j := range jobs {
		for _, who := range people {
			p, ok := evaluation.PieceOf(j.source(), rules.PersonID(who), o.period(), settings, c)
			if !ok {
				continue
			}
			for _, l := range j.more {
				p.Delays = append(p.Delays, evaluation.Delay{Due: moment(l.due, j), Finished: moment(l.finish, j)})
			}
			list = append(list, p)
		}
	}
	return list
}
