package demo

import (
	"errors"
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/evaluation"
	"tainha/pilot/task"
	"tainha/rules"
	score "tainha/rules/evaluation"
	work "tainha/rules/task"
	"tainha/store"
)

// finished is work of the month before the one in which the demo begins.
type finished struct {
	code, title, product string
	n                    int
	due, done            int  // the n-th working day of that month
	strike               bool // an error in its content was found
}

// lastMonth is the unit's work of that month: some on time, some late, one with an error.
func lastMonth() []finished {
	return []finished{
		{code: "TN03", title: "Báo cáo chuyên đề cải cách hành chính", product: "BC01", n: 1, due: 7, done: 6},
		{code: "TN03", title: "Công văn trả lời kiến nghị", product: "CV01", n: 4, due: 12, done: 12},
		{code: "TN03", title: "Tờ trình sửa quy chế làm việc", product: "TT01", n: 1, due: 14, done: 15},
		{code: "TN04", title: "Báo cáo tiến độ thí điểm", product: "BC01", n: 2, due: 9, done: 9},
		{code: "TN04", title: "Công văn hướng dẫn các đơn vị", product: "CV01", n: 3, due: 13, done: 11},
		{code: "TN05", title: "Báo cáo quyết toán", product: "BC01", n: 1, due: 8, done: 8, strike: true},
		{code: "TN05", title: "Rà soát hồ sơ đấu thầu", product: "HS01", n: 6, due: 14, done: 14},
		{code: "TN06", title: "Tờ trình kế hoạch bồi dưỡng", product: "TT01", n: 1, due: 11, done: 10},
	}
}

// thisMonth is what the clerk of the guide has finished of the month in which the demo begins.
func thisMonth() []finished {
	return []finished{
		{code: "TN03", title: "Báo cáo sơ kết chuyên đề", product: "BC01", n: 1, due: 3, done: 4},
		{code: "TN03", title: "Công văn góp ý dự thảo", product: "CV01", n: 2, due: 6, done: 6},
	}
}

const (
	unitsHead = "TN02"
	overHead  = "TN01"
	noWork    = "Trong tháng không được giao việc có hệ số"
)

// before are the month before the one in which the demo begins and its working days.
func (s *Script) before(today rules.Date) (from, to rules.Date, working []rules.Date) {
	to = today.MonthStart() - 1
	return to.MonthStart(), to, s.working(to.MonthStart(), to)
}

// working are the working days from one day to another.
func (s *Script) working(from, to rules.Date) (list []rules.Date) {
	for d := from; d <= to; d++ {
		if s.Calendar.IsWorking(d) {
			list = append(list, d)
		}
	}
	return list
}

// finish lets the unit have done the work of the month before, and be scored for it, and some of this one. A month that
// the calendar or the criteria don't know is left out.
func (s *Script) finish(tx *store.Tx, now time.Time) error {
	today := rules.DateOf(now.In(s.zone()))
	past := s.working(today.MonthStart(), today-1)
	for _, f := range thisMonth() {
		if f.done > len(past) {
			continue
		}
		if err := s.finishOne(tx, past, f); err != nil {
			return fmt.Errorf("let %s have finished %s: %w", f.code, f.title, err)
		}
	}
	_, to, working := s.before(today)
	if _, some := score.On(s.Pilot.Scoring.Criteria, to); !some || len(working) == 0 {
		return nil
	}
	for _, f := range lastMonth() {
		if err := s.finishOne(tx, working, f); err != nil {
			return fmt.Errorf("let %s have finished %s: %w", f.code, f.title, err)
		}
	}
	return s.rate(tx, now)
}

// finishOne lets the head give somebody work, them hand it in, and the head confirm it.
func (s *Script) finishOne(tx *store.Tx, working []rules.Date, f finished) error {
	const nine, three, four, five = 9 * hour, 15 * hour, 16 * hour, 17 * hour
	day := func(n int) rules.Date { return working[min(n, len(working))-1] }
	owner, err := tx.PersonByCode(f.code, day(1))
	if err != nil {
		return err
	}
	head, err := s.headOf(tx, f.code)
	if err != nil {
		return err
	}
	a := task.Assignment{Task: work.Task{Owner: owner.ID, Title: f.title, Due: day(f.due).At(five, s.zone()), Work: work.Work{Quantity: work.N(f.n)}}}
	if a.Product, err = productID(tx, owner.Unit, f.product); err != nil {
		return err
	}
	by := func(who rules.PersonID, d rules.Date, minute int) pilot.Do {
		return s.Pilot.Do(tx, d.At(minute, s.zone()), pilot.Actor{Person: who})
	}
	given, err := task.Assign(by(head, day(1), nine), a)
	if err != nil {
		return err
	}
	step := task.Step{Task: given[0].ID}
	if _, err := task.Accept(by(owner.ID, day(1), nine+1), step); err != nil {
		return err
	}
	if _, err := task.Submit(by(owner.ID, day(f.done), three), step, nil); err != nil {
		return err
	}
	if f.strike {
		wrong := step
		wrong.Reason = "Số liệu quyết toán chưa khớp sổ cái"
		if _, err := task.Strike(by(head, day(f.done), four), wrong, work.QualityStrike); err != nil {
			return err
		}
	}
	_, err = task.Confirm(by(head, day(f.done), four+1), step)
	return err
}

// rate lets the unit score themselves and be scored for the month before; published where its next month has begun to work.
func (s *Script) rate(tx *store.Tx, now time.Time) error {
	cycle := s.Pilot.Scoring.Policy.Cycle
	staff := []string{"TN03", "TN04", "TN05", "TN06", "TN07"}
	from, to, _ := s.before(rules.DateOf(now.In(s.zone())))
	for i, code := range append(staff, unitsHead) { // the head last: whom they lead comes into it
		if err := s.rateOne(tx, code, from, to, cycle, i, now); err != nil {
			return fmt.Errorf("score %s: %w", code, err)
		}
	}
	return nil
}

func (s *Script) rateOne(tx *store.Tx, code string, from, to rules.Date, cycle score.Cycle, n int, now time.Time) error {
	const seven, ten = 7*hour + 10, 10 * hour
	at := func(day rules.Date, minute int) time.Time { return day.At(minute+n, s.zone()) }
	person, err := tx.PersonByCode(code, to)
	if err != nil {
		return err
	}
	opened := from.AddDays(cycle.SelfFrom - 1)
	e, some, err := evaluation.Open(s.Pilot.Do(tx, at(opened, seven), pilot.Actor{Job: "scores"}), person.ID, from, to)
	if err != nil || !some {
		return err
	}
	criteria, _ := score.On(s.Pilot.Scoring.Criteria, to)
	marks, step := ownMarks(criteria, n), evaluation.Step{ID: e.ID}
	if s.linked(code) {
		if _, err := evaluation.SelfScore(s.Pilot.Do(tx, at(opened, ten), pilot.Actor{Person: person.ID}), step, marks, ""); err != nil {
			return err
		}
	}
	scorer := unitsHead
	given := score.Given{Common: marks}
	switch code {
	case unitsHead:
		scorer, given.Set = overHead, new(work.N(1))
	case "TN07":
		given.NotApplicable = map[score.Component]string{score.Quantity: noWork, score.Quality: noWork, score.Progress: noWork}
	}
	head, err := tx.PersonByCode(scorer, to)
	if err != nil {
		return err
	}
	if _, err := evaluation.Score(s.Pilot.Do(tx, at(from.AddDays(cycle.ScoreBy-1), ten), pilot.Actor{Person: head.ID}), step, given); err != nil {
		return err
	}
	first, err := s.Calendar.AddWorkingDays(to, 1)
	if err != nil {
		return fmt.Errorf("find the first working day after: %w", err)
	}
	if published := at(first, ten); published.Before(now) {
		_, err = evaluation.Publish(s.Pilot.Do(tx, published, pilot.Actor{Person: head.ID}), step)
		if _, refused := errors.AsType[*rules.Refusal](err); refused {
			return nil // a figure is missing: it waits
		}
	}
	return err
}

// linked reports whether somebody has an account of the demo.
func (s *Script) linked(code string) bool {
	for _, p := range s.people {
		if p.code == code {
			return !p.new
		}
	}
	return false
}

// ownMarks are all points of the criteria but for half a point of one or another.
func ownMarks(c score.Criteria, n int) score.Common {
	marks := score.Common{}
	for i, x := range c.All() {
		points := x.Max
		if i%4 == n%4 { //nolint:mnd // some
			points = points.Minus(work.A(1, 2)) //nolint:mnd // half a point
		}
		marks[x.Key] = score.Mark{Points: points}
	}
	return marks
}
