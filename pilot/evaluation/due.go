package evaluation

import (
	"cmp"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
)

// months are those whose evaluations are under way on a day: the present one from its SelfFrom on, and the one before.
func months(do pilot.Do) []rules.Date {
	out := []rules.Date{do.Today.MonthStart().AddMonths(-1)}
	if do.Today.Day() >= do.Scoring.Policy.Cycle.SelfFrom {
		out = append(out, do.Today.MonthStart())
	}
	return out
}

// ToOpen finds whose evaluation is to be opened, by id: of the present month once its day has come; of the month before
// until its publication is due, where that was missed.
func ToOpen(do pilot.Do) (list []rules.PersonID, err error) {
	for _, from := range opening(do) {
		some, err := unopened(do, from)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// opening are the months whose evaluations are opened on a day.
func opening(do pilot.Do) (out []rules.Date) {
	for _, from := range months(do) {
		if from == do.Today.MonthStart() || do.Today.Day() <= do.Scoring.Policy.Cycle.PublishBy {
			out = append(out, from)
		}
	}
	return out
}

// unopened are the staff of units in the pilot on a month's last day who have no evaluation of it.
func unopened(do pilot.Do, from rules.Date) (list []rules.PersonID, err error) {
	from, to := Month(from)
	if _, some := evaluation.On(do.Scoring.Criteria, to); !some {
		return nil, nil
	}
	kept, err := do.Tx.Evaluations(from, from)
	if err != nil {
		return nil, err
	}
	has := map[rules.PersonID]bool{}
	for _, e := range kept {
		has[e.Person] = true
	}
	units, err := do.Tx.Units()
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		if !u.InPilot(to) {
			continue
		}
		members, err := do.Tx.Members(u.ID, to)
		if err != nil {
			return nil, err
		}
		for _, p := range members {
			if !has[p.ID] && isScored(p, heads(p.ID, units)) {
				list = append(list, p.ID)
			}
		}
	}
	return list, nil
}

// isScored reports whether somebody can have a sheet: who has no right to score themselves has none, as an account of a
// coordinator, an auditor or an operator alone.
func isScored(p rules.Person, heads bool) bool { return heads || p.Roles.Has(pilot.ScoreSelf.Who) }

func heads(p rules.PersonID, units []rules.Unit) bool {
	return slices.ContainsFunc(units, func(u rules.Unit) bool { return u.Active && u.Head == p })
}

// OpenDue opens what is to be opened of a person.
func OpenDue(do pilot.Do, p rules.PersonID) error {
	for _, from := range opening(do) {
		from, to := Month(from)
		if _, _, err := Open(do, p, from, to); err != nil {
			return err
		}
	}
	return nil
}

// asks reports whether people are told today of something that is due by a day and can be done from another on: on the
// first working day of that stretch and on its last.
func asks(do pilot.Do, from, by rules.Date) bool {
	last := do.Calendar.LastWorking(from, by)
	return do.Calendar.IsWorking(do.Today) && from <= do.Today && do.Today <= by && (do.Today == last || do.Calendar.LastWorking(from, do.Today-1) == 0)
}

// remembered reports whether what is late since a day is told again today: on the first working day after, then on the
// first one of each week.
func remembered(do pilot.Do, late rules.Date) bool {
	since := max(late+1, do.Today.Monday())
	return do.Calendar.IsWorking(do.Today) && do.Today > late && do.Calendar.LastWorking(since, do.Today-1) == 0
}

// Steps are the open steps of scoring a month, as the digest of whoever takes them tells of them.
type Steps struct {
	From      rules.Date // the month
	Score     int        // to be scored: self-scored, or whose day for that is over
	ScoreBy   rules.Date
	Publish   int // scored, and the month is over
	PublishBy rules.Date
	Late      []LateScorer // whom who acts scores and who is late with the same
}

// LateScorer is somebody who is late with scoring or publishing.
type LateScorer struct {
	Person         rules.Person
	Score, Publish int
}

// Due is a petition that who acts was asked to answer, or that somebody whom they score was.
type Due struct {
	Evaluation evaluation.Evaluation
	Until      rules.Date
	Late       bool
	Answerer   rules.Person
}

// Waits reports whether an evaluation waits for its scorer: self-scored, or the day for that is over.
func Waits(do pilot.Do, e evaluation.Evaluation) bool {
	return e.Stage == evaluation.SelfScored || e.Stage == evaluation.Prompted && do.Today > deadline(e.From, do.Scoring.Policy.Cycle.SelfBy)
}

// open counts the open steps among evaluations of a month.
func open(do pilot.Do, from rules.Date, list []evaluation.Evaluation) (o Steps) {
	cycle := do.Scoring.Policy.Cycle
	o = Steps{From: from, ScoreBy: deadline(from, cycle.ScoreBy), PublishBy: deadline(from.AddMonths(1), cycle.PublishBy)}
	for _, e := range list {
		switch {
		case Waits(do, e):
			o.Score++
		case e.Stage == evaluation.Scored && do.Today > e.To:
			o.Publish++
		}
	}
	return o
}

// told reports whether the open steps of a month are told today.
func (o Steps) told(do pilot.Do) bool {
	cycle := do.Scoring.Policy.Cycle
	self, after := deadline(o.From, cycle.SelfBy), o.From.AddMonths(1)
	return o.Score > 0 && (asks(do, self+1, o.ScoreBy) || remembered(do, o.ScoreBy)) ||
		o.Publish > 0 && (asks(do, after, o.PublishBy) || remembered(do, o.PublishBy))
}

// late reports whether the level above hears of what is still open in a month.
func (o Steps) late(do pilot.Do) bool {
	return o.Score > 0 && remembered(do, o.ScoreBy) || o.Publish > 0 && remembered(do, o.PublishBy)
}

// ScoringReaders finds whose digest tells of open steps of scoring: who is to score or publish, at the beginning of the
// days for it, at their end, and when they are late, as then does the level above; and of petitions that are due.
func ScoringReaders(do pilot.Do) (list []rules.PersonID, err error) {
	for _, from := range months(do) {
		kept, err := do.Tx.Evaluations(from, from)
		if err != nil {
			return nil, err
		}
		byScorer, above, err := scorers(do, kept)
		if err != nil {
			return nil, err
		}
		for p, mine := range byScorer {
			o := open(do, from, mine)
			if o.told(do) {
				list = append(list, p)
			}
			if o.late(do) && above[p] != 0 {
				list = append(list, above[p])
			}
		}
	}
	petitions, err := do.Tx.EvaluationsAt(evaluation.Petitioned, do.Today)
	if err != nil {
		return nil, err
	}
	for _, e := range petitions {
		due, tells, err := dueOf(do, e)
		if err != nil {
			return nil, err
		}
		if !tells {
			continue
		}
		list = append(list, e.AnswerBy)
		if !due.Late {
			continue
		}
		up, err := scorerOf(do, e.AnswerBy)
		if err != nil {
			return nil, err
		}
		if up != 0 {
			list = append(list, up)
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// scorers groups evaluations by who scores them, and says who scores each of those.
func scorers(do pilot.Do, list []evaluation.Evaluation) (of map[rules.PersonID][]evaluation.Evaluation, above map[rules.PersonID]rules.PersonID, err error) {
	people := make([]rules.PersonID, len(list))
	for i, e := range list {
		people[i] = e.Person
	}
	org, err := do.Org(people...)
	if err != nil {
		return nil, nil, err
	}
	k := evaluation.Desk{Org: org}
	of, above = map[rules.PersonID][]evaluation.Evaluation{}, map[rules.PersonID]rules.PersonID{}
	for _, e := range list {
		over := org.HeadsOver(e.Person)
		if p := k.Scorer(e.Person); p != 0 {
			of[p] = append(of[p], e)
			if len(over) > 1 {
				above[p] = over[1]
			}
		}
	}
	return of, above, nil
}

// scorerOf is who scores a person, 0: nobody.
func scorerOf(do pilot.Do, p rules.PersonID) (rules.PersonID, error) {
	d, err := do.Desk(p)
	return evaluation.Desk{Org: d.Org}.Scorer(p), err
}

// dueOf is a petition with the day until which it is answered in time; tells is whether its answerer hears of it today:
// on that day and the working day before, and once it is late; never where that day can't be told.
func dueOf(do pilot.Do, e evaluation.Evaluation) (d Due, tells bool, err error) {
	until, err := evaluation.Told(do.Scoring.Policy.Petitions[e.Profile].AnswerUntil(do.Pilot.Today(e.PetitionAt), do.Calendar))
	if err != nil || until == 0 {
		return d, false, err
	}
	d = Due{Evaluation: e, Until: until, Late: do.Today > until}
	if d.Answerer, err = do.Tx.Person(e.AnswerBy, do.Today); err != nil {
		return d, false, err
	}
	return d, do.Today == until || do.Today == do.Calendar.LastWorking(do.Pilot.Today(e.PetitionAt), until-1) || remembered(do, until), nil
}

// ScoringOf is what who acts has yet to score and publish, by month, with who among those whom they score is late; what
// is not told today is left out.
func ScoringOf(do pilot.Do) (out []Steps, err error) {
	mine, err := scoredBy(do, do.By.Person, do.Today)
	if err != nil {
		return nil, err
	}
	heads, err := headsAmong(do, mine)
	if err != nil {
		return nil, err
	}
	for _, from := range months(do) {
		left, err := leavers(do, do.By.Person, from)
		if err != nil {
			return nil, err
		}
		list, err := evaluationsOf(do, append(slices.Clone(mine), left...), from)
		if err != nil {
			return nil, err
		}
		o := open(do, from, list)
		tells := o.told(do)
		for _, p := range heads {
			below, err := scoredIn(do, p.ID, from)
			if err != nil {
				return nil, err
			}
			theirs, err := evaluationsOf(do, below, from)
			if err != nil {
				return nil, err
			}
			if x := open(do, from, theirs); x.late(do) {
				o.Late = append(o.Late, LateScorer{p, x.Score, x.Publish})
			}
		}
		if tells || len(o.Late) > 0 {
			out = append(out, o)
		}
	}
	return out, nil
}

// headsAmong are those of some people who head a unit.
func headsAmong(do pilot.Do, people []rules.Person) (out []rules.Person, err error) {
	units, err := do.Tx.Units()
	for _, p := range people {
		if heads(p.ID, units) {
			out = append(out, p)
		}
	}
	return out, err
}

func evaluationsOf(do pilot.Do, people []rules.Person, from rules.Date) ([]evaluation.Evaluation, error) {
	if len(people) == 0 {
		return nil, nil
	}
	ids := make([]rules.PersonID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	from, to := Month(from)
	return do.Tx.EvaluationsFor(ids, from, to)
}

// PetitionsDue lists the petitions of which the digest of who acts tells today: those that they were asked to answer,
// and the late ones of those whom they score.
func PetitionsDue(do pilot.Do) (out []Due, err error) {
	mine, err := do.Tx.PetitionsTo(do.By.Person)
	if err != nil {
		return nil, err
	}
	staff, err := scoredBy(do, do.By.Person, do.Today)
	if err != nil {
		return nil, err
	}
	if staff, err = headsAmong(do, staff); err != nil {
		return nil, err
	}
	for _, p := range staff {
		theirs, err := do.Tx.PetitionsTo(p.ID)
		if err != nil {
			return nil, err
		}
		mine = append(mine, theirs...)
	}
	for _, e := range mine {
		d, tells, err := dueOf(do, e)
		if err != nil {
			return nil, err
		}
		if tells && (e.AnswerBy == do.By.Person || d.Late) {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int { return cmp.Compare(a.Until, b.Until) })
	return out, nil
}
