package task

import (
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// rhythms are what the buttons offer, in their order.
var rhythms = [...]task.Pace{{}, {Rhythm: task.Weekly, Every: 1}, {Rhythm: task.Weekly, Every: 2}, {Rhythm: task.Monthly, Every: 1}, {Rhythm: task.Workdays, Every: 1}}

// repeats takes how a sentence lets the work come again; what it doesn't say stays.
func (d *assignDraft) repeats(r reply.Repeating) {
	switch r.Pace {
	case reply.PaceUnsaid:
		return
	case reply.PaceWeeks:
		d.Rhythm = task.Weekly
	case reply.PaceMonths:
		d.Rhythm = task.Monthly
	case reply.PaceWorkdays:
		d.Rhythm = task.Workdays
	}
	d.Every = r.Every
	if r.Until != 0 || r.Times != 0 {
		d.Until, d.Times = r.Until, r.Times
	}
}

// assigned is a sentence without its rhythm, which the draft takes.
func (d *assignDraft) assigned(t *chat.Turn, x phrase.Task, text string) (phrase.Task, error) {
	r := reply.Repeats(text, t.Today)
	if r.Pace == reply.PaceUnsaid {
		return x, nil
	}
	d.repeats(r)
	for _, lead := range []string{"", "giao "} { // behind the command stands no verb
		u, err := t.Understand(lead + r.Rest)
		if err != nil {
			return x, err
		}
		if len(u.Acts) == 1 && u.Acts[0].Intent == phrase.Assign {
			return u.Acts[0].Task, nil
		}
	}
	return x, nil
}

// desk is what days of the calendar are judged by.
func desk(t *chat.Turn) task.Desk {
	return task.Desk{Calendar: t.Pilot.Calendar, Now: t.Now, Policy: t.Pilot.Tasks}
}

// day is the day of the rhythm on which the first deadline falls.
func (d *assignDraft) day(t *chat.Turn) rules.Date {
	if d.Nominal != 0 {
		return d.Nominal
	}
	return t.Pilot.Today(d.Due)
}

// pace is in which rhythm the work comes again, and until when: as was said, else as the settings have it.
func (d *assignDraft) pace(t *chat.Turn) task.Pace {
	if d.Rhythm == task.Once || d.Due.IsZero() {
		return task.Pace{}
	}
	return d.paceFrom(t, d.day(t))
}

func (d *assignDraft) paceFrom(t *chat.Turn, first rules.Date) task.Pace {
	p := task.Pace{Rhythm: d.Rhythm, Every: max(d.Every, 1)}
	switch d.Rhythm {
	case task.Weekly:
		p.Day = int(first-first.Monday()) + 1
	case task.Monthly:
		p.Day = first.Day()
	case task.Workdays, task.Once:
	}
	switch {
	case d.Until != 0:
		p.Last = d.Until
	case d.Times > 0:
		p.Last = desk(t).LastOf(p, first, d.Times)
	default:
		p.Last = desk(t).EndOfRepeat(p, first)
	}
	return p
}

// falls moves the first deadline of work that comes again to a day of its rhythm that can be: the
// working day before a closed one, the next time where it is over. Each working day begins with the next.
func (d *assignDraft) falls(t *chat.Turn) {
	if d.Rhythm == task.Workdays && d.Due.IsZero() {
		d.Due = closing(t, t.Today)
	}
	if d.Rhythm == task.Once || d.Due.IsZero() {
		return
	}
	const tries = 3
	k, at, day := desk(t), d.Due, t.Pilot.Today(d.Due)
	for range tries {
		p := d.paceFrom(t, day)
		if on, ok := k.FirstDay(p, day); ok && (on == day || d.Rhythm != task.Workdays) {
			if due := on.AtTimeOf(at, t.Pilot.Calendar.Location); due.After(t.Now) {
				d.Due, d.Nominal = due, day
				return
			}
		}
		next := k.LastOf(p, day, 2) //nolint:mnd // the one after it
		if next <= day {
			return
		}
		day = next
	}
}

// repeatTyped takes "mỗi thứ 6 16h tới hết năm", "không lặp", "đến 31/3", where nothing else is
// asked for "31/3" (bare); taken is false for what says none of it.
func (d *assignDraft) repeatTyped(t *chat.Turn, text string, bare bool) (taken bool) {
	if reply.StopsRepeating(text) {
		d.Rhythm, d.Until, d.Times, d.Nominal = task.Once, 0, 0, 0
		return true
	}
	r := reply.Repeats(text, t.Today)
	if r.Pace != reply.PaceUnsaid {
		d.repeats(r)
		due := t.ReadDue(r.Rest)
		if due.Kind == phrase.DueDay || due.Kind == phrase.DueClosed {
			d.Nominal = 0
			d.saidDue(t, due)
		}
		d.falls(t)
		return true
	}
	until, times := reply.RepeatsUntil(text, t.Today, bare)
	if d.Rhythm == task.Once || until == 0 && times == 0 {
		return false
	}
	d.Until, d.Times = until, times
	return true
}

// repeatLine tells in the preview how the work comes again.
func (d *assignDraft) repeatLine(t *chat.Turn) []rules.Message {
	p := d.pace(t)
	if p.Rhythm == task.Once {
		return nil
	}
	return []rules.Message{rules.Msg("assign.repeats", "pace", p.Message(d.day(t)), "last", p.Last)}
}

func askRepeat(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	var rows [][]store.Button
	now := d.pace(t)
	for i, r := range rhythms {
		x := *d
		x.Rhythm, x.Every = r.Rhythm, r.Every
		p := x.pace(t)
		rows = append(rows, []store.Button{t.Choice(assignPace, int32(i), "assign.pace", "pace", p.Message(d.day(t)), "now", p.Rhythm == now.Rhythm && p.Every == now.Every)})
	}
	rows = append(rows, []store.Button{t.Choice(assignSend, 0, "back"), t.Choice(assignStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("assign.repeat_ask", "title", d.title(t)), Rows: rows}, nil
}

func takeRepeat(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if !d.repeatTyped(t, in.Text, true) {
			return chat.Stay, rules.Refuse("assign.repeat_unclear")
		}
		return "sure", nil
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignSend:
		return "sure", nil
	case int(in.Arg) >= len(rhythms):
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Rhythm, d.Every = rhythms[in.Arg].Rhythm, rhythms[in.Arg].Every
	if d.Rhythm == task.Once {
		d.Until, d.Times = 0, 0
		return "sure", nil
	}
	return "until", nil
}

// ends are the last days that are offered: as the settings have it, then after three, six and twelve months.
func (d *assignDraft) ends(t *chat.Turn) (out []rules.Date) {
	x := *d
	x.Until, x.Times = 0, 0
	out = []rules.Date{x.pace(t).Last}
	for _, months := range []int{3, 6, 12} { //nolint:mnd // as the comment says
		if end := x.day(t).AddMonths(months).MonthEnd(); !slices.Contains(out, end) {
			out = append(out, end)
		}
	}
	return out
}

func askUntil(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	var rows [][]store.Button
	for i, end := range d.ends(t) {
		rows = append(rows, []store.Button{t.Choice(assignUntil, int32(i), "assign.until", "last", end)})
	}
	rows = append(rows, []store.Button{t.Choice(assignRepeat, 0, "back"), t.Choice(assignStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("assign.until_ask", "title", d.title(t), "pace", d.pace(t).Message(d.day(t))), Rows: rows}, nil
}

func takeUntil(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if !d.repeatTyped(t, in.Text, true) {
			return chat.Stay, rules.Refuse("assign.until_unclear")
		}
		return "sure", nil
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignRepeat:
		return "repeat", nil
	}
	ends := d.ends(t)
	if int(in.Arg) >= len(ends) {
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Until, d.Times = ends[in.Arg], 0
	return "sure", nil
}

// stopDraft is a repetition being stopped from the card of one of its occurrences.
type stopDraft struct {
	Task task.ID `json:"task"`
}

const (
	stopYes int32 = iota + 1
	stopBack
)

// stopFlow asks once before a repetition is stopped.
func stopFlow() chat.Flow[stopDraft] {
	return chat.Flow[stopDraft]{
		Name: "task_repeat", Version: 1, Access: handleTask,
		About: func(t *chat.Turn, d *stopDraft) (rules.Subject, error) { return aboutTask(t, d.Task) },
		Stop:  func(t *chat.Turn, d *stopDraft) error { return t.ShowCard(work.Ref(d.Task)) },
		Steps: []chat.Step[stopDraft]{{
			Name: "sure", Ask: askStop, Take: takeStop, Main: stopYes, Yes: stopYes, Takes: true,
			Choices: []chat.Choice{{Name: "yes", Value: stopYes, Arg: chat.NoArg, Confirms: true}, {Name: "back", Value: stopBack, Arg: chat.NoArg}},
		}},
	}
}

// beginStop asks about a repetition that the person may stop; else it says why not.
func beginStop(t *chat.Turn, x task.Task, _ taskSaid) error {
	if err := work.TryStopRepeat(t.Do(), x.ID); err != nil {
		return shown(t, x.ID, rules.Message{}, err)
	}
	return stopFlow().Start(t, "sure", stopDraft{x.ID})
}

func askStop(t *chat.Turn, d *stopDraft) (store.Screen, error) {
	x, err := t.Tx.Task(d.Task)
	if err != nil {
		return store.Screen{}, err
	}
	r, err := t.Tx.Repeat(x.Repeat)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("task.repeat.sure", "title", t.Pilot.Tasks.Title(x), "pace", r.Pace.Message(r.First), "last", r.Pace.Last, "due", x.Due, "open", x.State.Live()),
		Rows: [][]store.Button{{t.Choice(stopBack, 0, "back"), t.Choice(stopYes, 0, "task.do.stop_repeat")}},
	}, nil
}

func takeStop(t *chat.Turn, d *stopDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("progress.press")
	case in.Choice == stopBack:
		return chat.End, t.AnswerCard(rules.Msg("task.toast.repeat_kept"), work.Ref(d.Task))
	}
	said := rules.Msg("task.toast.stop_repeat")
	err := work.StopRepeat(t.Do(), work.Step{Task: d.Task, Chat: t.Chat})
	if err == nil {
		t.Remember(said)
	}
	return chat.End, shown(t, d.Task, said, err)
}

// endingsPanel tells who gave work of what repeats no more.
func endingsPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "repeats", Order: 17, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Staff | rules.Head, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			list, err := work.EndingsOf(v.Do())
			if err != nil || len(list) == 0 {
				return chat.Shown{}, err
			}
			var lines []rules.Message
			for _, e := range list[:min(len(list), chat.Listed)] {
				lines = append(lines, rules.Msg("digest.repeats.line", "title", v.Pilot.Tasks.Title(e.Task), "name", e.Owner, "why", e.Why.Message()))
			}
			return chat.Shown{Text: rules.Msg("digest.repeats", "lines", lines, "more", max(0, len(list)-chat.Listed))}, nil
		},
	}
}
