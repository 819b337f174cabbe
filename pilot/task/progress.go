package task

import (
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Accept takes an assigned task, by its owner.
func Accept(do pilot.Do, s Step) (task.Task, error) {
	return take(do, s, "task.accept", nil, func(k task.Desk, t task.Task) (task.Task, error) { return k.Accept(t, s.act(do)) }, nil)
}

// AskAbout passes a question about a task on to who assigned it. The task stays as it is.
func AskAbout(do pilot.Do, s Step) (task.Task, error) {
	return take(do, s, "task.ask", nil, func(k task.Desk, t task.Task) (task.Task, error) { return t, k.MayAsk(t, s.act(do)) },
		func(_, after task.Task) error {
			by, err := actor(do)
			if err != nil {
				return err
			}
			return tell(do, after, after.Assigner, rules.Msg("notice.task.question", "title", do.Tasks.Title(after), "name", by, "question", s.Reason))
		})
}

// CannotDo notes that the owner can't finish a task; who would confirm it is told at once.
func CannotDo(do pilot.Do, s Step) (task.Task, error) {
	var head rules.PersonID
	return take(do, s, "task.cannot", nil, func(k task.Desk, t task.Task) (task.Task, error) {
		head = confirmer(k, t)
		return k.CannotDo(t, s.act(do))
	}, func(_, after task.Task) error {
		by, err := actor(do)
		if err != nil {
			return err
		}
		return tell(do, after, head, rules.Msg("notice.task.unable", "title", do.Tasks.Title(after), "name", by, "reason", after.UnableWhy, "due", after.Due))
	})
}

// home are the days at home of who acts around the day of a report.
func home(do pilot.Do, day rules.Date) ([]rules.HomeDay, error) {
	if day == 0 {
		day = do.Today
	}
	return do.Tx.HomeDays(do.By.Person, day, day)
}

// Report keeps how much of a task is done, by its owner or a co-worker.
func Report(do pilot.Do, s Step, p task.Progress) (task.Task, task.Report, error) {
	var report task.Report
	days, err := home(do, p.Day)
	if err != nil {
		return task.Task{}, report, err
	}
	scored, err := scoredOn(do, p.Day)
	if err != nil {
		return task.Task{}, report, err
	}
	after, err := take(do, s, "task.report", nil, func(k task.Desk, t task.Task) (after task.Task, err error) {
		k.Scored = scored
		after, report, err = k.Report(t, s.act(do), p, days)
		return after, err
	}, func(_, after task.Task) error {
		if err := keepReport(do, after, &report); err != nil || p.Corrects == 0 {
			return err
		}
		return touch(do, after)
	})
	return after, report, err
}

// scoredOn is until when who acts is scored, where a day is in a published period; 0: it isn't.
func scoredOn(do pilot.Do, day rules.Date) (rules.Date, error) {
	if day == 0 || day == do.Today {
		return 0, nil
	}
	return do.Tx.PublishedOn([]rules.PersonID{do.By.Person}, day)
}

// scoredDay is the day by which a task belongs to a period: its deadline's, of extra work that of handing it in.
func scoredDay(do pilot.Do, t task.Task) rules.Date {
	if finished := t.Finished(do.Tasks); t.Extra && !finished.IsZero() {
		return do.Pilot.Today(finished)
	}
	return do.Pilot.Today(t.Due)
}

// publishedOn is the last day of the published period that a task counts in, 0: none is. Before the month is over none
// can be, and nothing is asked.
func publishedOn(do pilot.Do, t task.Task) (rules.Date, error) {
	day := scoredDay(do, t)
	if do.Today <= day.MonthEnd() {
		return 0, nil
	}
	return do.Tx.PublishedOn(t.Workers(), day)
}

// touch marks the scores that a task counts in: it changed since. Before the month is over every figure still moves.
func touch(do pilot.Do, t task.Task) error {
	if do.Today <= scoredDay(do, t).MonthEnd() {
		return nil
	}
	return do.Tx.Touch(t.Workers(), scoredDay(do, t), t.ID)
}

// keepReport keeps what was said, on the message of the day of which it tells, too.
func keepReport(do pilot.Do, t task.Task, r *task.Report) error {
	if err := do.Tx.AddReport(r); err != nil || r.Day == do.Today {
		return err
	}
	days := daysOf(t, r.Day)
	return do.Tx.RefreshAll(do.Now, 0, days[0], days[1:]...)
}

// Submit hands a task in; who confirms it gets the card. p says how much is done, nil: all.
func Submit(do pilot.Do, s Step, p *task.Progress) (task.Task, error) {
	day := do.Today
	if p != nil && p.Day != 0 {
		day = p.Day
	}
	days, err := home(do, day)
	if err != nil {
		return task.Task{}, err
	}
	scored, err := scoredOn(do, day)
	if err != nil {
		return task.Task{}, err
	}
	var report task.Report
	var head rules.PersonID
	return take(do, s, "task.submit", nil, func(k task.Desk, t task.Task) (after task.Task, err error) {
		k.Scored = scored
		after, report, err = k.Submit(t, s.act(do), p, days)
		head = confirmer(k, t)
		return after, err
	}, func(_, after task.Task) error {
		if err := keepReport(do, after, &report); err != nil {
			return err
		}
		if err := voidExtensions(do, after); err != nil {
			return err
		}
		return tellCard(do, after, head, "submitted")
	})
}

// TakeBack takes back what was handed in and waits for confirmation, by its owner: how far it is, is again what was
// reported before that.
func TakeBack(do pilot.Do, s Step) (task.Task, error) {
	days, err := home(do, 0)
	if err != nil {
		return task.Task{}, err
	}
	var report task.Report
	return take(do, s, "task.take_back", nil, func(k task.Desk, t task.Task) (after task.Task, err error) {
		reports, err := do.Tx.ReportsOn(t.ID)
		if err != nil {
			return t, err
		}
		if k.Published, err = publishedOn(do, t); err != nil {
			return t, err
		}
		after, report, err = k.TakeBack(t, s.act(do), doneBefore(t, reports), days)
		return after, err
	}, func(before, after task.Task) error {
		if err := touch(do, before); err != nil {
			return err
		}
		return keepReport(do, after, &report)
	})
}

// doneBefore is how much of a task was reported before it was handed in last.
func doneBefore(t task.Task, reports []task.Report) task.Amount {
	var last, done task.Amount
	for _, r := range reports {
		if r.By == t.Owner && r.At.Equal(t.Submitted) {
			done = last
		}
		last = r.Done
	}
	return done
}
