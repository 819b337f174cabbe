package task

import (
	"slices"
	"time"

	"tainha/rules"
)

// Progress is what a report says is done. Of Done and Percent one is given.
type Progress struct {
	Done     Amount     // of Work.Total, in all
	Percent  int        // -1: Done is given
	More     bool       // Done is so many more since the last report
	Surplus  bool       // more than the quantity is meant: the rest is extra
	Note     string     //
	Files    []File     // photos, documents
	Attach   bool       // files and a note beside what was said already: how much is done stays, also of what was handed in
	Day      rules.Date // of which it tells, 0: today
	Part     rules.Part // the half of that day; today's is the present one
	Corrects ReportID   // the report of a scored period that it corrects, 0: none
}

// MaxFiles is how many attachments a report may have.
const MaxFiles = 10

// Accept takes an assigned task: only its owner does.
func (k Desk) Accept(t Task, a Act) (Task, error) {
	if err := k.owns(t, a, Assigned); err != nil {
		return t, err
	}
	t.State, t.Accepted = Accepted, k.Now
	t.Unable, t.UnableWhy = time.Time{}, ""
	t.Rev++
	return t, nil
}

// owns refuses whoever is not the owner, and a task in another state.
func (k Desk) owns(t Task, a Act, states ...State) error {
	if a.By != t.Owner {
		return rules.Refuse("task.not_yours")
	}
	return k.in(t, a, states...)
}

// MayAsk refuses a question about a task from whoever does not work on it, and one about
// a task that is over (hỏi lại người giao). It changes nothing.
func (k Desk) MayAsk(t Task, a Act) error {
	if !t.Works(a.By) {
		return rules.Refuse("task.not_yours")
	}
	if err := k.in(t, a, append(open(), Submitted)...); err != nil {
		return err
	}
	if clean(a.Reason) == "" {
		return rules.Refuse("task.no_reason")
	}
	return CheckText(a.Reason)
}

// CannotDo notes that the owner reports at once that the task can't be finished, and
// why. It stays in the denominator, and its deadline where it is (rules section 5).
func (k Desk) CannotDo(t Task, a Act) (Task, error) {
	if err := k.owns(t, a, open()...); err != nil {
		return t, err
	}
	if err := reason(a); err != nil {
		return t, err
	}
	t.Unable, t.UnableWhy = k.Now, clean(a.Reason)
	t.Rev++
	return t, nil
}

// reason refuses an act without a reason, or with one that can't be kept.
func reason(a Act) error {
	if clean(a.Reason) == "" {
		return rules.Refuse("task.no_reason")
	}
	return CheckText(a.Reason)
}

// Report keeps how much is done, by the owner or a co-worker, and marks where that half
// of the day was by the calendar of approved days; home are the person's days at home.
// A late report is kept and marked, never refused. It refuses more than the quantity
// unless the surplus is meant, and a day that is scored unless it corrects a report.
func (k Desk) Report(t Task, a Act, p Progress, home []rules.HomeDay) (Task, Report, error) {
	r := Report{Task: t.ID, By: a.By, Day: p.Day, Part: p.Part, At: k.Now, Percent: -1, Note: clean(p.Note), Files: p.Files, Corrects: p.Corrects}
	if !t.Works(a.By) {
		return t, r, rules.Refuse("task.not_yours")
	}
	states := open()
	switch {
	case p.Corrects != 0:
		states = append(states, Submitted, Confirmed)
	case p.Attach:
		states = append(states, Submitted)
		p.Done, p.Percent, p.Surplus = t.Done, -1, true
	}
	if err := k.in(t, a, states...); err != nil {
		return t, r, err
	}
	if r.Day == 0 {
		r.Day, r.Part = k.today(), k.half()
	}
	why := append(k.dayReasons(t, r), textReasons(r.Note)...)
	for _, f := range r.Files {
		why = append(why, textReasons(f.Name)...)
	}
	done, percent, bad := k.amount(t, p)
	r.Done, r.Percent = done, percent
	if why = append(why, bad...); len(why) > 0 {
		return t, r, refusal(why)
	}
	r.Late = r.Day < k.today()
	r.Home = homeHalves(r, home)
	t.Done = r.Done
	if !p.Attach && p.Corrects == 0 { // it goes on after all
		t.Unable, t.UnableWhy = time.Time{}, ""
	}
	if t.State.Open() && (!p.Attach || t.State != Returned) {
		t.State = InProgress
		if t.Accepted.IsZero() {
			t.Accepted = k.Now
		}
	}
	t.Rev++
	return t, r, nil
}

// half is the half of today that it is now.
func (k Desk) half() rules.Part {
	if k.Now.Before(k.Calendar.End(rules.Slot{Date: k.today(), Part: rules.Morning})) {
		return rules.Morning
	}
	return rules.Afternoon
}

// dayReasons says what stands against the day of which a report tells.
func (k Desk) dayReasons(t Task, r Report) []rules.Message {
	switch made := rules.DateOf(t.Made.In(k.Calendar.Location)); {
	case r.Day > k.today():
		return []rules.Message{rules.Msg("task.report_ahead", "day", r.Day)}
	case r.Day < made:
		return []rules.Message{rules.Msg("task.report_before", "day", r.Day, "made", made)}
	case r.Day <= k.Scored && r.Corrects == 0:
		return []rules.Message{rules.Msg("task.report_scored", "day", r.Day, "scored", k.Scored)}
	case len(r.Files) > MaxFiles:
		return []rules.Message{rules.Msg("task.report_files", "max", MaxFiles)}
	}
	return nil
}

// amount is how much is done in all by a report, and as how many per cent it was given.
func (k Desk) amount(t Task, p Progress) (done Amount, percent int, why []rules.Message) {
	total := t.Work.Total()
	if p.Percent >= 0 {
		if p.Percent > maxPercent {
			return Amount{}, p.Percent, []rules.Message{rules.Msg("task.percent")}
		}
		return total.Times(A(int64(p.Percent), maxPercent)), p.Percent, nil
	}
	done = p.Done
	if p.More {
		done = t.Done.Plus(done)
	}
	switch {
	case t.Work.Measure() == Unmeasured && done.Cmp(total) > 0:
		return done, -1, []rules.Message{rules.Msg("task.percent")}
	case done.Sign() < 0 || done.Cmp(maxAmount) > 0:
		return done, -1, []rules.Message{rules.Msg("task.done", "n", done.Message())}
	case done.Cmp(total) > 0 && !p.Surplus:
		return done, -1, []rules.Message{rules.Msg("task.over", "title", k.Policy.Title(t), "n", done.Message(), "total", total.Message())}
	}
	return done, -1, nil
}

// homeHalves says which halves of a report's day were at home and approved.
func homeHalves(r Report, home []rules.HomeDay) [2]bool {
	var at [2]bool
	for i, part := range [...]rules.Part{rules.Morning, rules.Afternoon} {
		slot := rules.Slot{Date: r.Day, Part: part}
		at[i] = r.Part.Overlaps(part) && slices.ContainsFunc(home, func(h rules.HomeDay) bool {
			return h.Person == r.By && h.Overlaps(slot) && (h.State == rules.Approved || h.State == rules.Done)
		})
	}
	return at
}

// Submit hands a task in: it is finished now, and waits for confirmation, which is never
// a delay (rules section 5). Only the owner does; p says how much is done, nil: all.
func (k Desk) Submit(t Task, a Act, p *Progress, home []rules.HomeDay) (Task, Report, error) {
	if a.By != t.Owner {
		return t, Report{}, rules.Refuse("task.not_yours")
	}
	all := Progress{Done: t.Work.Total(), Percent: -1}
	if p == nil {
		p = &all
		if t.Done.Cmp(all.Done) > 0 { // a surplus that was reported
			p.Done, p.Surplus = t.Done, true
		}
	}
	after, r, err := k.Report(t, a, *p, home)
	if err != nil {
		return t, r, err
	}
	after.State, after.Submitted = Submitted, k.Now
	if after.FirstSubmitted.IsZero() {
		after.FirstSubmitted = k.Now
	}
	after.Unable, after.UnableWhy = time.Time{}, ""
	return after, r, nil
}

// TakeBack undoes a handing-in that nobody has decided on (rút lại việc đã nộp): only its owner does, while the period of
// the deadline is not published. So much is done again as before is. A first handing-in that was taken back is none, and
// what was decided of an earlier one is over.
func (k Desk) TakeBack(t Task, a Act, before Amount, home []rules.HomeDay) (Task, Report, error) {
	if err := k.owns(t, a, Submitted); err != nil {
		return t, Report{}, err
	}
	if k.overPublished(t) {
		return t, Report{}, rules.Refuse("task.published_owner", "last", k.Published)
	}
	back := t
	back.State = InProgress
	after, r, err := k.Report(back, Act{By: a.By}, Progress{Done: before, Percent: -1, Surplus: true}, home)
	if err != nil {
		return t, r, err
	}
	if after.FirstSubmitted.Equal(after.Submitted) {
		after.FirstSubmitted = time.Time{}
	}
	after.Decided, after.DecidedBy, after.DecidedFor, after.Reason = time.Time{}, 0, 0, ""
	return after, r, nil
}

// TakenBack reports whether its owner took back what was handed in last: Submitted is when that was.
func (t Task) TakenBack() bool {
	return t.State == InProgress && !t.Submitted.IsZero() && t.Submitted.After(t.Decided)
}

// Finished is when a task counts as finished: when it was submitted. Returned work counts
// from its newest submission, or from its first, as the setting says. Zero: it is not
// finished, as returned work is not until it is submitted again.
func (t Task) Finished(p Policy) time.Time {
	switch {
	case t.State != Submitted && t.State != Confirmed:
		return time.Time{}
	case p.Returned == FromFirst:
		return t.FirstSubmitted
	}
	return t.Submitted
}
