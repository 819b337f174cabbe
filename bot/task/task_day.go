package task

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/pilot"
	"tainha/pilot/notify"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// dayPress reports about one task from the message of a day.
type dayPress struct {
	Day  int32
	Task task.ID
	Rev  int32
	Half bool
}

// dayAllPress reports the day as planned: Sum is of the list that was shown.
type dayAllPress struct {
	Day int32
	Sum int32
}

// dayMorePress is what the message of a day offers beside its tasks.
type dayMorePress struct {
	Day int32
	Do  dayMore
}

type dayMore uint8

const (
	dayBlocked dayMore = iota + 1
	daySnooze
)

var (
	dayKey     = chat.DefinePress[dayPress]("yd")
	dayAllKey  = chat.DefinePress[dayAllPress]("ya")
	dayMoreKey = chat.DefinePress[dayMorePress]("ym")
)

// dayPresses are those of the message of a day; whose it is says who presses.
func dayPresses() []chat.Presser {
	return []chat.Presser{
		dayKey.On(handleTask, func(t *chat.Turn, p dayPress) (rules.Subject, error) { return aboutTask(t, p.Task) }, pressDay),
		dayAllKey.On(handleTask, nil, pressDayAll),
		dayMoreKey.On(handleTask, nil, pressDayMore),
	}
}

// dayCards are the message of a day and its reminder.
func dayCards() []chat.Object {
	whose := func(_ chat.View, id int64) (chat.Owner, error) {
		p, day := pilot.DayOf(id)
		if p == 0 || !day.InBounds() {
			return chat.Owner{}, store.ErrNotFound
		}
		return chat.Owner{Person: p}, nil
	}
	may := []rules.Access{{Who: rules.Staff | rules.Head, Over: rules.Own}}
	return []chat.Object{
		{Kind: pilot.ObjectDay, Whose: whose, May: may, Fleeting: true, Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			return dayCard(v, ref, task.MessagePlan)
		}},
		{Kind: pilot.ObjectDayReminder, Whose: whose, May: may, Fleeting: true, Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			return dayCard(v, ref, task.MessageReminder)
		}},
	}
}

// dayCard is the message of a day as it stands. It is not sent, only edited, where there is
// nothing to say, the reader hears nothing by now, the part of the day is over, or what it
// reminds of was said.
func dayCard(v chat.View, ref store.Ref, kind task.MessageKind) (store.Screen, error) {
	p, date := pilot.DayOf(ref.ID)
	d, err := work.WorkDayAt(v.Do(), p, date)
	if err != nil {
		return store.Screen{}, err
	}
	live, err := v.Tx.LiveMessage(ref.Anchor(), v.Chat)
	if err != nil {
		return store.Screen{}, err
	}
	reminds := kind == task.MessageReminder && d.Silent() && !d.Over
	if live == 0 {
		hears, err := v.Do().Hears(p, kind)
		switch {
		case err != nil:
			return store.Screen{}, err
		case !hears, len(d.Items) == 0, d.Past(v.Do()), !d.Home && !v.Pilot.Tasks.OfficePlan, kind == task.MessageReminder && !reminds:
			return store.Screen{}, nil
		}
	}
	s := dayScreen(v, d, reminds)
	if d.Over || kind == task.MessageReminder {
		return s, nil
	}
	m, some, err := recapText(v)
	if some {
		s.Panels = append(s.Panels, m)
	}
	return s, err
}

// dayShown reports whether a chat holds the message of a day, or its reminder, or gets it just
// now: on a slow line it is pressed before we hear that it arrived.
func dayShown(tx *store.Tx, p rules.PersonID, date rules.Date, chat int64) (bool, error) {
	for _, ref := range []store.Ref{pilot.DayRef(p, date), pilot.DayReminderRef(p, date)} {
		if id, err := tx.LiveMessage(ref.Anchor(), chat); err != nil || id != 0 {
			return id != 0, err
		}
	}
	if live, err := tx.LiveMessages(pilot.DayRef(p, date).Anchor()); err != nil || len(live) > 0 {
		return false, err
	}
	return tx.Queued(work.PlanKey(date, p))
}

// dayTitle is how much of a title stands on each of two buttons in a row.
const dayTitle = 18

func dayScreen(v chat.View, d work.WorkDay, reminds bool) store.Screen {
	var lines []rules.Message
	var rows [][]store.Button
	for i, x := range d.Items {
		lines = append(lines, dayLine(v, x, i+1))
		if x.Finished() {
			continue
		}
		press := dayPress{int32(d.Date), x.Task.ID, int32(x.Task.Rev), true}
		title := chat.ShortWords(v.Pilot.Tasks.Title(x.Task), dayTitle)
		half := dayKey.Button(press, "task.day.half", "n", i+1, "title", title)
		press.Half = false
		rows = append(rows, []store.Button{half, dayKey.Button(press, "task.day.done", "n", i+1, "title", title)})
	}
	left := d.Left()
	var last []store.Button
	if d.Planned && len(left) > 0 {
		rows = append(rows, []store.Button{dayAllKey.Button(dayAllPress{int32(d.Date), d.Sum()}, "task.day.all")})
	}
	if len(left) > 0 && !d.Over {
		last = []store.Button{dayMoreKey.Button(dayMorePress{int32(d.Date), dayBlocked}, "task.day.blocked"), dayMoreKey.Button(dayMorePress{int32(d.Date), daySnooze}, "task.day.snooze")}
	}
	more := 0
	if !d.Over && d.More > 0 {
		more = d.More
		rows = append(rows, []store.Button{v.Opens("tasks", "digest.tasks.open")})
	}
	text := rules.Msg("task.day", "slot", rules.Slot{Date: d.Date, Part: d.Part}, "home", d.Home, "planned", d.Planned, "lines", lines, "more", more, "left", len(left), "over", d.Over, "reminds", reminds, "example", exampleOf(v, left))
	return store.Screen{Text: text, Rows: append(rows, last)}
}

// An example of a report says at least so many percent, in at most so many letters.
const examplePercent, maxExample = 60, 40

// exampleOf is how one of some tasks is reported by a sentence: "Báo cáo tháng 60%". It is one that the reader
// takes so, and short enough to be typed; "" where there is none.
func exampleOf(v chat.View, left []work.WorkItem) string {
	for _, x := range left {
		percent := max(examplePercent, x.Task.Percent()/10*10+10)
		said := fmt.Sprintf("%s %d%%", x.Task.Title, percent)
		if v.Pilot.Tasks.Title(x.Task) != x.Task.Title || percent >= 100 || len([]rune(said)) > maxExample {
			continue
		}
		u := phrase.Understand(phrase.Context{Today: v.Today, Calendar: v.Pilot.Calendar}, said)
		if a := u.Acts[0]; len(u.Acts) == 1 && a.Intent == phrase.Progress && a.Task.Percent == percent && work.Fits(x.Task, a.Task.Work) {
			return said
		}
	}
	return ""
}

// dayLine is a task in the message of a day.
func dayLine(v chat.View, x work.WorkItem, n int) rules.Message {
	lamp := lampOf(x.Task, x.Lamp, x.Blocked)
	if x.Finished() {
		lamp = "✅"
	}
	measured := x.Planned.Sign() > 0 && x.Task.Work.Measure() != task.Unmeasured
	return rules.Msg("task.day.line", "i", n, "lamp", lamp, "title", v.Pilot.Tasks.Title(x.Task), "measured", measured, "hours", x.Task.Work.Measure() == task.Hours,
		"made", x.Made.Message(), "planned", x.Planned.Message(), "bar", bar(x.Task.Percent()), "percent", x.Task.Percent(), "due", x.Task.Due,
		"open", x.Task.State.Open(), "late", x.Lamp == task.Yellow || x.Lamp == task.Red, "submitted", x.Task.State == task.Submitted, "confirmed", x.Task.State == task.Confirmed)
}

// pressDay reports what was planned of a task that day, or half of it, and shows the day.
func pressDay(t *chat.Turn, p dayPress) error {
	key := "task.day.toast.done"
	if p.Half {
		key = "task.day.toast.half"
	}
	return shownDay(t, p.Day, rules.Msg(key), func(day rules.Date) error {
		return work.Reach(t.Do(), work.Step{Task: p.Task, Rev: int(p.Rev)}, day, p.Half)
	})
}

// pressDayAll reports the day as it was planned.
func pressDayAll(t *chat.Turn, p dayAllPress) error {
	return shownDay(t, p.Day, rules.Msg("task.day.toast.all"), func(day rules.Date) error {
		_, err := work.ReachAll(t.Do(), day, p.Sum)
		return err
	})
}

// shownDay does something to a day and shows it as it stands then; a refusal beside it.
func shownDay(t *chat.Turn, n int32, said rules.Message, do func(day rules.Date) error) error {
	day := rules.Date(n)
	if !day.InBounds() {
		return t.Stale()
	}
	ref := pilot.DayRef(t.Person.ID, day)
	shown, err := dayShown(t.Tx, t.Person.ID, day, t.Chat)
	if err != nil {
		return err
	}
	if !shown {
		return t.Stale()
	}
	err = do(day)
	r, refused := chat.IsRefusal(err)
	switch {
	case refused:
		if err := t.ShowCard(ref); err != nil {
			return err
		}
		return t.Refuse(r, nil)
	case err != nil:
		return err
	}
	return t.AnswerCard(said, ref)
}

// pressDayMore is quiet for a while, or asks below what holds up a task of the day.
func pressDayMore(t *chat.Turn, p dayMorePress) error {
	if p.Do == daySnooze {
		n, err := notify.Snooze(t.Do(), task.SnoozeHalfHour)
		if err != nil {
			return err
		}
		return t.Answer(rules.Msg("task.day.toast.snooze", "at", n.Snooze.In(t.Now.Location())))
	}
	day := rules.Date(p.Day)
	if p.Do != dayBlocked || !day.InBounds() {
		return t.Stale()
	}
	d, err := work.WorkDayAt(t.Do(), t.Person.ID, day)
	if err != nil {
		return err
	}
	which := whichDraft{Do: doBlock}
	for _, x := range d.Items {
		if x.Task.State.Open() {
			which.Among = append(which.Among, x.Task.ID)
		}
	}
	switch len(which.Among) {
	case 0:
		return t.Answer(rules.Msg("task.day.none"))
	case 1:
		x, err := t.Tx.Task(which.Among[0])
		if err != nil {
			return err
		}
		return blockFlow().StartBelow(t, "why", blockDraft{Task: x.ID, Rev: x.Rev})
	}
	return whichFlow().StartBelow(t, "which", which)
}
