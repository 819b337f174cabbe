package demo

import (
	"errors"
	"time"

	"tainha/pilot"
	"tainha/pilot/task"
	"tainha/rules"
	work "tainha/rules/task"
	"tainha/store"
)

// piece is a task that somebody has when the demo begins.
type piece struct {
	code  string
	title string
	hours int
	ahead int // its deadline: free days from the day on which the demo begins
	done  int // per cent; 100: it is handed in
}

// pieces are the unit's work: enough for a day's plan of the clerk whom the guide follows,
// and something that waits for the head.
func pieces() []piece {
	return []piece{
		{"TN03", "Báo cáo công tác tháng", 4, guideAhead + 1, 0},
		{"TN03", "Tờ trình mua sắm thiết bị", 3, guideAhead + 2, 0},
		{"TN03", "Rà soát hồ sơ lưu trữ quý III", 6, guideAhead + 4, 0},
		{"TN05", "Tổng hợp số liệu thu chi tháng", 4, guideAhead + 1, 50},
		{"TN06", "Dự thảo kế hoạch năm sau", 6, guideAhead + 2, 100},
	}
}

// work gives the unit's people their tasks, some days ago. What the rules refuse is left
// out: the demo begins on any date.
func (s *Script) work(tx *store.Tx, then time.Time, head rules.PersonID) error {
	today := rules.DateOf(s.Server.Clock().Now().In(s.zone()))
	for _, p := range pieces() {
		owner, err := tx.PersonByCode(p.code, today)
		if err != nil {
			return err
		}
		day, err := freeDay(s.Calendar, today, p.ahead)
		if err != nil {
			return err
		}
		const four = 16 * 60
		t := work.Task{Owner: owner.ID, Title: p.title, Due: day.At(four, s.zone()), Work: work.Work{HalfHours: 2 * p.hours}}
		given, err := task.Assign(s.Pilot.Do(tx, then, pilot.Actor{Person: head}), task.Assignment{Task: t})
		if _, refused := errors.AsType[*rules.Refusal](err); refused {
			continue
		}
		if err != nil {
			return err
		}
		if err := s.progress(tx, then.Add(time.Hour), given[0], p.done); err != nil {
			return err
		}
	}
	return nil
}

// progress lets an owner accept a task and say how far it is.
func (s *Script) progress(tx *store.Tx, at time.Time, t work.Task, percent int) error {
	do, step := s.Pilot.Do(tx, at, pilot.Actor{Person: t.Owner}), task.Step{Task: t.ID}
	_, err := task.Accept(do, step)
	const all = 100
	switch {
	case err != nil || percent == 0:
		return err
	case percent == all:
		_, err = task.Submit(do, step, nil)
		return err
	}
	_, _, err = task.Report(do, step, work.Progress{Percent: percent})
	return err
}
