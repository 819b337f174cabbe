package task

import (
	"fmt"
	"slices"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// dueDraft is another deadline being asked for, or given.
type dueDraft struct {
	Task  task.ID   `json:"task"`
	Rev   int       `json:"rev"`
	Asks  bool      `json:"asks,omitempty"` // the owner asks; else who decides gives it
	Due   time.Time `json:"due,omitzero"`
	Doubt bool      `json:"doubt,omitempty"` // it was read out of words that leave room
	Text  string    `json:"text,omitempty"`  // the reason, as typed
}

const (
	dueDay   int32 = iota + 1 // Arg: the day
	dueQuick                  // Arg: which reason
	dueBack
	dueSend
)

// dueFlow asks until when, of the owner also why, and shows what was typed before it is sent.
func dueFlow() chat.Flow[dueDraft] {
	back := chat.Choice{Name: "back", Value: dueBack, Arg: chat.NoArg}
	return chat.Flow[dueDraft]{
		Name: "task_due", Version: 1, Access: handleTask,
		About: func(t *chat.Turn, d *dueDraft) (rules.Subject, error) { return aboutTask(t, d.Task) },
		Stop:  func(t *chat.Turn, d *dueDraft) error { return t.ShowCard(work.Ref(d.Task)) },
		Steps: []chat.Step[dueDraft]{
			{Name: "due", Ask: askNewDue, Take: takeNewDue, Choices: []chat.Choice{{Name: "day", Value: dueDay, Arg: chat.ADay}, back}},
			{Name: "why", Ask: askDueWhy, Take: takeDueWhy, Free: true, Choices: []chat.Choice{{Name: "quick", Value: dueQuick, Arg: chat.AnItem}, back}},
			{Name: "sure", Ask: askDueSure, Take: takeDueSure, Free: true, Sure: []int32{dueSend}, Main: dueSend, Yes: dueSend,
				Choices: []chat.Choice{{Name: "send", Value: dueSend, Arg: chat.NoArg, Confirms: true}, back}},
		},
	}
}

// beginDue begins with what a sentence says, at what it leaves open.
func beginDue(t *chat.Turn, x task.Task, s taskSaid, asks bool) error {
	d := dueDraft{Task: x.ID, Rev: x.Rev, Asks: asks, Text: chat.Short(s.Note, chat.MaxNote)}
	if due, doubt, ok := newDue(t, x, s.Task.Due); ok {
		if err := work.TryExtend(t.Do(), x.ID, due, asks); err != nil {
			return err
		}
		d.Due, d.Doubt = due, doubt
	}
	return dueFlow().Start(t, d.next(), d)
}

func (d *dueDraft) next() string {
	switch {
	case d.Due.IsZero():
		return "due"
	case d.Asks && d.Text == "":
		return "why"
	}
	return "sure"
}

// newDue is the deadline that was said: on a day at the hour of the present one unless another
// is named, or so many days after it.
func newDue(t *chat.Turn, x task.Task, due phrase.Due) (at time.Time, doubt, ok bool) {
	was := x.Due.In(t.Pilot.Calendar.Location)
	if due.Kind == phrase.DueAsk { // "thứ 2" on a Monday: the one of the two that is later than it is due now
		later := slices.DeleteFunc(slices.Clone(due.Options), func(d rules.Date) bool { return d <= rules.DateOf(was) })
		if len(later) == 1 {
			due.Kind, due.Day, due.Doubt = phrase.DueDay, later[0], true
		}
	}
	switch due.Kind {
	case phrase.DueDay, phrase.DueClosed:
		if due.Hour >= 0 {
			return due.Day.At(due.Hour*60+due.Minute, t.Pilot.Calendar.Location), due.Doubt, true //nolint:mnd // minutes
		}
		return onDay(t, due.Day, was), due.Doubt, true
	case phrase.DueLater:
		day := rules.DateOf(was) + rules.Date(due.Plus)
		if next, err := t.Pilot.Calendar.AddWorkingDays(rules.DateOf(was), due.Plus); due.Working && err == nil {
			day = next
		}
		if !t.Pilot.Calendar.IsWorking(day) { // "thêm 1 ngày" of a Friday is Monday
			return onDay(t, t.NextWorking(day), was), true, true
		}
		return onDay(t, day, was), due.Doubt, true
	}
	return time.Time{}, false, false
}

// onDay is a moment's hour on another day.
func onDay(t *chat.Turn, day rules.Date, at time.Time) time.Time {
	return day.AtTimeOf(at, t.Pilot.Calendar.Location)
}

// laterDays are the deadlines that are offered: one, two and three working days later, the
// last working day of that week and of the next.
func laterDays(t *chat.Turn, x task.Task) (out []rules.Date) {
	from := max(t.Today, t.Pilot.Today(x.Due))
	for n := range 3 {
		if day, err := t.Pilot.Calendar.AddWorkingDays(from, n+1); err == nil {
			out = append(out, day)
		}
	}
	for _, sunday := range []rules.Date{from.Monday() + 6, from.Monday() + 13} {
		for day := sunday; day > max(from, sunday-7); day-- {
			if t.Pilot.Calendar.IsWorking(day) {
				out = append(out, day)
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (d *dueDraft) title(t *chat.Turn) (x task.Task, title string, err error) {
	x, err = t.Tx.Task(d.Task)
	return x, t.Pilot.Tasks.Title(x), err
}

func askNewDue(t *chat.Turn, d *dueDraft) (store.Screen, error) {
	x, title, err := d.title(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, day := range laterDays(t, x) {
		rows = append(rows, []store.Button{t.Choice(dueDay, int32(day), "assign.due_day", "at", onDay(t, day, x.Due.In(t.Pilot.Calendar.Location)), "today", false)})
	}
	rows = append(rows, []store.Button{t.Choice(dueBack, 0, "back")})
	return store.Screen{Text: rules.Msg("task.due.ask", "title", title, "due", x.Due, "asks", d.Asks), Rows: rows, Digits: true}, nil
}

func takeNewDue(t *chat.Turn, d *dueDraft, in chat.Input) (string, error) {
	x, err := t.Tx.Task(d.Task)
	if err != nil {
		return chat.Stay, err
	}
	if in.Pressed {
		if in.Choice == dueBack {
			return chat.Stopped, nil
		}
		day, err := in.Day()
		if err != nil {
			return chat.Stay, err
		}
		return d.take(t, onDay(t, day, x.Due.In(t.Pilot.Calendar.Location)), false, true)
	}
	due := t.ReadDue(in.Text)
	u, err := t.Understand(in.Text)
	if err != nil {
		return chat.Stay, err
	}
	if u.Acts[0].Intent == phrase.Extend {
		due = u.Acts[0].Task.Due
	}
	if until, longer := reply.AsksLonger(in.Text); longer {
		due = t.ReadDue(until)
	}
	if other, err := saysOther(t, u.Acts[0].Intent, phrase.Extend, phrase.Home, phrase.Move); err != nil {
		return chat.Stay, err
	} else if other { // "Chi làm đến đâu rồi em", "chuyển cho Bình làm đi"
		return t.AskInstead(in.Text)
	}
	at, doubt, ok := newDue(t, x, due)
	switch {
	case ok:
		return d.take(t, at, doubt, false)
	case d.Due.IsZero():
		return chat.Stay, rules.Refuse("assign.due_unclear")
	}
	return chat.Stay, rules.Refuse("task.due.still", "title", t.Pilot.Tasks.Title(x), "due", d.Due)
}

// saysOther reports what is said of something else than a step asks for: it is understood, and is none of those kinds.
func saysOther(t *chat.Turn, kind phrase.Intent, own ...phrase.Intent) (bool, error) {
	if kind != phrase.None && kind != chat.Nod && !slices.Contains(own, kind) {
		return true, nil
	}
	return t.SaysApart()
}

// take keeps a deadline that can be; one that was pressed and needs no reason is given at once.
func (d *dueDraft) take(t *chat.Turn, at time.Time, doubt, pressed bool) (string, error) {
	d.Due, d.Doubt = at, doubt
	if pressed && !d.Asks {
		return d.send(t)
	}
	if err := work.TryExtend(t.Do(), d.Task, at, d.Asks); err != nil {
		return chat.Stay, err
	}
	return d.next(), nil
}

func askDueWhy(t *chat.Turn, d *dueDraft) (store.Screen, error) {
	_, title, err := d.title(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for i := range int32(quickWords) {
		rows = append(rows, []store.Button{t.Choice(dueQuick, i, fmt.Sprintf("task.quick.due.%d", i))})
	}
	rows = append(rows, []store.Button{t.Choice(dueBack, 0, "back")})
	return store.Screen{Text: rules.Msg("task.due.why", "title", title, "due", d.Due, "doubt", d.Doubt), Rows: rows}, nil
}

func takeDueWhy(t *chat.Turn, d *dueDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == dueBack:
		return "due", nil
	case !in.Pressed:
		if _, longer := reply.AsksLonger(in.Text); longer {
			return takeNewDue(t, d, in)
		}
		if next, other, err := notWords(t, in.Text, true); other || err != nil {
			return next, err
		}
		if err := checkWords(in.Text); err != nil {
			return chat.Stay, err
		}
		d.Text = reply.Bare(in.Text)
		return "sure", nil
	case in.Arg < 0 || in.Arg >= quickWords:
		return chat.Stay, rules.Refuse("press.stale")
	}
	text, err := t.Text(rules.Msg(fmt.Sprintf("task.quick.due.%d", in.Arg)))
	if err != nil {
		return chat.Stay, err
	}
	d.Text = text
	return d.send(t)
}

// notWords takes what is no words of a reason: a yes to nothing, work that somebody takes, and
// where the work is the writer's own what they report of it, ask for or ask about.
func notWords(t *chat.Turn, text string, own bool) (next string, other bool, err error) {
	if reply.Agrees(text) {
		return chat.Stay, true, rules.Refuse("task.word.needed")
	}
	if reply.StopsFirst(text) || reply.NotThis(text) {
		return chat.Stopped, true, nil
	}
	u, err := t.Understand(text)
	if err != nil {
		return chat.Stay, true, err
	}
	apart, err := t.SaysApart()
	if err != nil {
		return chat.Stay, true, err
	}
	if first, rest := reply.Clauses(text); own && rest != "" && u.Acts[0].Intent == phrase.None { // "xong rồi đó sếp, có gì sếp coi lại dùm"
		if said, err := t.Understand(first); err != nil {
			return chat.Stay, true, err
		} else if said.Acts[0].Intent == phrase.Done {
			next, err = t.AskInstead(first)
			return next, true, err
		}
	}
	switch a := u.Acts[0]; a.Intent {
	case phrase.Accept:
		other = a.Task.Work != phrase.AskWork
	case phrase.Done:
		other = own
	case phrase.Assign:
		named := slices.ContainsFunc(a.Task.Who, phrase.IsName) // "giao Bình soạn công văn", where it is asked why
		other = (named || own && slices.Contains(a.Task.Who, phrase.AnyMe)) && a.Task.Work != phrase.AskWork
	case phrase.Extend:
		other = own && (a.Task.Due.Kind == phrase.DueDay || a.Task.Due.Kind == phrase.DueLater || len(a.Task.Due.Options) > 0)
	case phrase.Reassign:
		other = len(a.Task.Who) > 0
	case phrase.List, phrase.Status: // of one's own work, or of somebody whom it names
		other = own || reply.Asks(text) || slices.ContainsFunc(a.Task.Who, func(n string) bool { return n != phrase.AnyMe })
	case phrase.None:
		other = reply.AsksScore(text)
	}
	if !other && !apart {
		return "", false, nil
	}
	next, err = t.AskInstead(text)
	return next, true, err
}

// checkWords refuses words that are too long, or bear a mark of secrecy.
func checkWords(text string) error {
	if n := len([]rune(text)); n > chat.MaxNote {
		return rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	return task.CheckText(text)
}

func askDueSure(t *chat.Turn, d *dueDraft) (store.Screen, error) {
	x, title, err := d.title(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("task.due.sure", "title", title, "was", x.Due, "due", d.Due, "doubt", d.Doubt, "asks", d.Asks, "text", d.Text),
		Rows: [][]store.Button{{t.Choice(dueBack, 0, "back"), t.Choice(dueSend, 0, "task.word.send")}},
	}, nil
}

// takeDueSure sends what was shown; other words take the place of the reason, or of the day where
// none is asked for.
func takeDueSure(t *chat.Turn, d *dueDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == dueSend, !in.Pressed && reply.Agrees(in.Text):
		return d.send(t)
	case in.Pressed:
		return "due", nil
	case d.Asks:
		return takeDueWhy(t, d, in)
	}
	return takeNewDue(t, d, in)
}

// send asks for the deadline or gives it, and shows the card as it stands now.
func (d *dueDraft) send(t *chat.Turn) (string, error) {
	step := work.Step{Task: d.Task, Rev: d.Rev, Chat: t.Chat, Reason: d.Text}
	said := rules.Msg("task.due.asked", "due", d.Due)
	var err error
	if d.Asks {
		_, err = work.AskExtension(t.Do(), step, d.Due)
	} else {
		said = rules.Msg("task.due.given", "due", d.Due)
		_, err = work.Extend(t.Do(), step, d.Due)
	}
	if err == nil {
		t.Remember(said)
	}
	return chat.End, shown(t, d.Task, said, err)
}

// daysToCard takes "cho đến thứ 2", "à trưa thứ 6 thôi" below a task's card as its deadline: of who decides, and of its owner
// where it says until when.
func daysToCard(t *chat.Turn, id int64, text string) (taken bool, err error) {
	c, err := work.CaseOf(t.Do(), task.ID(id))
	if err != nil {
		return false, err
	}
	x := c.Task
	asks := x.Owner == t.Person.ID && (reply.UntilDay(text) || reply.Adds(text))
	if !x.State.Open() || !c.Decides && !asks {
		return false, nil
	}
	due := t.ReadDue(text)
	if until, longer := reply.AsksLonger(text); longer {
		due = t.ReadDue(until)
	}
	if due.Kind == phrase.DueDay && due.Doubt && due.Hour >= 0 && due.Day == t.Today { // "hạn 11h nhé": of the day when it is due
		due.Day = t.Pilot.Today(x.Due)
	}
	at, _, ok := newDue(t, x, due)
	switch {
	case !ok:
		return false, nil
	case !asks && at.Before(x.Due) && due.Day == t.Pilot.Today(x.Due):
		return true, t.AnswerCard(rules.Msg("task.due.earlier", "title", t.Pilot.Tasks.Title(x), "due", x.Due), work.Ref(x.ID))
	}
	return true, beginDue(t, x, taskSaid{phrase.Task{Due: due}, text, restSaid(t, text)}, asks)
}
