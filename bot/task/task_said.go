package task

import (
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// taskSaid is what a sentence says of one task beside which it is; nothing where a button was pressed.
type taskSaid struct {
	Task phrase.Task `json:"task"`
	Text string      `json:"text,omitempty"`
	Note string      `json:"note,omitempty"` // the reason that it gives
}

// beginOf begins what is done to one task and asks for more; nil: nothing is.
func beginOf(do taskDo) func(t *chat.Turn, x task.Task, s taskSaid) error {
	switch do {
	case doAskDue, doDue:
		return func(t *chat.Turn, x task.Task, s taskSaid) error { return beginDue(t, x, s, do == doAskDue) }
	case doBlock:
		return beginBlock
	case doHandOn:
		return beginHandOn
	case doStopRepeat:
		return beginStop
	case doTakeBack:
		return askTakeBack
	}
	if _, known := wordNames[do]; !known {
		return nil
	}
	return func(t *chat.Turn, x task.Task, s taskSaid) error { return beginWord(t, x, do, s.Note) }
}

// actIntents take "xin gia hạn báo cáo quý đến thứ 6", "em vướng tờ trình, chờ phòng tài chính",
// "chuyển tờ trình cho Nam", "bỏ việc thống kê của Mai", "chị An hỗ trợ em phần biên bản".
func actIntents() []chat.Intent {
	take := func(of func(s chat.Saying) taskDo) func(t *chat.Turn, s chat.Saying) error {
		return func(t *chat.Turn, s chat.Saying) error {
			if err := task.CheckText(s.Text); err != nil {
				return err
			}
			if s.Note == "" {
				s.Note = reply.Bare(reply.Why(s.Text))
			}
			if s.Note == "" && of(s) == doAskDue {
				s.Note = restSaid(t, s.Text)
			}
			if of(s) == doUnblock && s.Note == "" && reply.Happened(s.Text) { // "số liệu có rồi, em làm tiếp"
				s.Note = s.Text
			}
			return actSaid(t, of(s), taskSaid{s.Task, s.Text, s.Note})
		}
	}
	always := func(do taskDo) func(chat.Saying) taskDo { return func(chat.Saying) taskDo { return do } }
	return []chat.Intent{
		{Kind: phrase.Extend, Access: handleTask, Take: take(always(doAskDue))},
		{Kind: phrase.Blocked, Access: handleTask, Take: take(func(s chat.Saying) taskDo { return blockedSaid(s.Text) })},
		{Kind: phrase.Help, Access: handleTask, Take: take(always(doBlock))},
		{Kind: phrase.Reassign, Access: handleTask, Take: take(always(doHandOn))},
		{Kind: phrase.CancelTask, Access: handleTask, Take: take(always(doRecall))},
	}
}

// blockedSaid tells "gỡ vướng tờ trình cho Bình" from what holds somebody up.
func blockedSaid(text string) taskDo {
	if reply.Unblocks(text) {
		return doUnblock
	}
	return doBlock
}

// actSaid does what is said to the only task that is meant; of several it asks which.
func actSaid(t *chat.Turn, do taskDo, s taskSaid) error {
	words, of, err := meantOf(t, do, s.Task)
	if err != nil {
		return err
	}
	if do == doAskDue && s.Task.Due.Kind == phrase.DueAsk && len(s.Task.Due.Options) == 0 && reply.KeepsDue(s.Text) {
		return t.Say(rules.Msg("task.due.kept"))
	}
	if do == doAskDue && reply.AsksYet(s.Text) && len(of) == 0 { // "cô cho lùi chưa"
		if shown, err := showsAsked(t); shown || err != nil {
			return err
		}
	}
	list, err := open(t, do)
	if err != nil {
		return err
	}
	if do == doAskDue && (len(list) == 0 || len(of) > 0 && !slices.Contains(of, t.Person.ID)) { // a head gives another deadline
		do = doDue
		if list, err = open(t, do); err != nil {
			return err
		}
	}
	if do == doDue && s.Task.Due.Kind == phrase.DueAsk && len(s.Task.Due.Options) == 0 { // "cho lùi đi"
		if asked, err := extensionsAsked(t); err != nil {
			return err
		} else if len(asked) > 0 {
			list = slices.DeleteFunc(list, func(x task.Task) bool {
				return !slices.ContainsFunc(asked, func(c work.Case) bool { return c.Task.ID == x.ID })
			})
		}
	}
	if do == doUnblock && len(list) == 0 { // nothing was told to hold it up: it is noted that it goes on
		own, err := open(t, doBlock)
		if err != nil {
			return err
		}
		if len(own) == 1 {
			return noteOn(t, own[0].ID, s.Text)
		}
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return len(of) > 0 && !slices.ContainsFunc(of, x.Works) })
	meant := slices.DeleteFunc(slices.Clone(list), func(x task.Task) bool { return !work.Fits(x, words) })
	if last := strings.LastIndex(words, " "); len(meant) == 0 && last > 0 && do == doHandOn { // "chuyển giấy mời từ Bình sang Chi"
		meant = slices.DeleteFunc(slices.Clone(list), func(x task.Task) bool { return !work.Fits(x, words[:last]) })
	}
	if len(meant) == 0 && words != "" && slices.Contains([]taskDo{doRecall, doHandOn, doDue}, do) {
		if said, err := sayConfirmed(t, words, of); said || err != nil {
			return err
		}
	}
	switch {
	case len(list) == 0:
		return t.Say(rules.Msg("task.said.none"))
	case len(meant) == 1:
		return beginSaid(t, do, meant[0], s)
	case len(meant) == 0 && len(list) == 1 && (do == doBlock || do == doAskDue || len(of) > 0 || words == ""): // its words are the reason, and the task is shown with them
		return beginSaid(t, do, list[0], s)
	case len(meant) == 0:
		meant = list
	}
	d := whichDraft{Do: do, Said: s}
	for _, x := range meant[:min(len(meant), chat.Listed)] {
		d.Among = append(d.Among, x.ID)
	}
	return whichFlow().Start(t, "which", d)
}

// showsAsked shows the writer's own work of which another deadline was asked for: its card says whether it was answered.
func showsAsked(t *chat.Turn) (shown bool, err error) {
	list, err := open(t, doAskDue)
	if err != nil {
		return false, err
	}
	for _, x := range list[:min(len(list), mostAsked)] {
		c, err := work.CaseOf(t.Do(), x.ID)
		switch {
		case err != nil:
			return false, err
		case len(c.Extensions) > 0:
			return true, t.ShowCardBelow(work.Ref(x.ID))
		}
	}
	return false, nil
}

// beginSaid begins it; a deadline that was asked for and is granted without another day is
// answered on the card.
func beginSaid(t *chat.Turn, do taskDo, x task.Task, s taskSaid) error {
	if do == doDue && s.Task.Due.Kind == phrase.DueAsk && len(s.Task.Due.Options) == 0 {
		c, err := work.CaseOf(t.Do(), x.ID)
		switch {
		case err != nil:
			return err
		case c.Decides && c.Asked != nil:
			return askGrant(t, c)
		}
		return t.Say(rules.Msg("task.said.none_asked", "title", c.Title))
	}
	if do == doBlock && x.State == task.Assigned && x.Owner == t.Person.ID && reply.CannotDo(s.Text) { // "em không làm được đâu ạ, vợ em sắp sinh"
		do, s.Note = doCannot, reply.WhyNot(s.Text)
	}
	return beginOf(do)(t, x, s)
}

// meantOf are the words and people by which a sentence names a task: whom it is handed to,
// and who is asked to help, name none.
func meantOf(t *chat.Turn, do taskDo, x phrase.Task) (words string, of []rules.PersonID, err error) {
	switch do {
	case doHandOn:
		x.Who = x.From
	case doBlock:
		x.Who = nil
	}
	return meantBy(t, x)
}

// open are the tasks to which something can be done, by deadline.
func open(t *chat.Turn, do taskDo) ([]task.Task, error) {
	switch do {
	case doAskDue, doBlock:
		list, err := t.Tx.LiveTasksOf(t.Person.ID)
		return slices.DeleteFunc(list, func(x task.Task) bool { return !x.State.Open() || do == doAskDue && x.Owner != t.Person.ID }), err
	case doReopen:
		return confirmedBefore(t)
	}
	list, err := near(t)
	if err != nil {
		return nil, err
	}
	if do == doUnblock {
		return waiting(t, list)
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return !x.State.Open() && (do != doRecall || x.State != task.Drafted) })
	others := slices.DeleteFunc(slices.Clone(list), func(x task.Task) bool {
		return x.Works(t.Person.ID) && (do != doRecall || x.Assigner != t.Person.ID)
	})
	if len(others) == 0 && do != doDue { // it is said who hands on and recalls one's own
		return list, nil
	}
	return others, nil
}

// whichDraft is something said of a task that can mean several.
type whichDraft struct {
	Do    taskDo    `json:"do"`
	Among []task.ID `json:"among"`
	Said  taskSaid  `json:"said"`
}

const (
	whichTask int32 = iota + 1 // Arg: which
	whichStop
)

// whichFlow asks which task is meant, and goes on with what was said of it.
func whichFlow() chat.Flow[whichDraft] {
	return chat.Flow[whichDraft]{
		Name: "task_which", Version: 3, Access: handleTask, Fleeting: true,
		Steps: []chat.Step[whichDraft]{{Name: "which", Ask: askWhichTask, Take: takeWhichTask, Choices: []chat.Choice{
			{Name: "task", Value: whichTask, Arg: chat.AnID}, {Name: "stop", Value: whichStop, Arg: chat.NoArg},
		}}},
	}
}

func askWhichTask(t *chat.Turn, d *whichDraft) (store.Screen, error) {
	rows, err := whichRows(t, d.Among, whichTask)
	if err != nil {
		return store.Screen{}, err
	}
	rows = append(rows, []store.Button{t.Choice(whichStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("task.said.which", "blocked", d.Do == doBlock), Rows: rows}, nil
}

func takeWhichTask(t *chat.Turn, d *whichDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return saidInstead(t, in.Text)
	case in.Choice == whichStop:
		return chat.Stopped, nil
	case !slices.Contains(d.Among, task.ID(in.Arg)):
		return chat.Stay, rules.Refuse("press.stale")
	}
	x, err := t.Tx.Task(task.ID(in.Arg))
	if err != nil {
		return chat.Stay, err
	}
	return chat.Elsewhere, beginSaid(t, d.Do, x, d.Said)
}

// saidInstead takes what is typed where one of some tasks is to be pressed: anything else that is
// said of work is taken as it says, and leaves the question.
func saidInstead(t *chat.Turn, text string) (string, error) {
	u, err := t.Understand(text)
	if err != nil {
		return chat.Stay, err
	}
	if ofWork(u.Acts[0]) {
		return t.AskInstead(text)
	}
	return chat.Stay, rules.Refuse("progress.press")
}

// ofWork reports what is said of work, whichever.
func ofWork(a phrase.Act) bool {
	switch a.Intent {
	case phrase.Done, phrase.Progress, phrase.Extend, phrase.Blocked, phrase.Help, phrase.Accept, phrase.List, phrase.Status, phrase.Reassign, phrase.CancelTask:
		return true
	case phrase.Assign:
		return len(a.Task.Who) > 0 && a.Task.Who[0] != phrase.AnyAsk && a.Task.Work != phrase.AskWork
	}
	return false
}

// replied takes what is answered to a task's card: how far it is, that it is done, or any
// of what else is done with a task.
func replied(t *chat.Turn, id int64, text string) (taken bool, err error) {
	u, err := t.Understand(text)
	if err != nil {
		return false, err
	}
	a := u.Acts[0]
	still := a.Intent == phrase.None && reply.GoesOn(text)
	do := repliedDo(a, text)
	if reply.StopsRepeating(text) {
		do = doStopRepeat
	}
	if !still && do == 0 && a.Intent != phrase.Progress && a.Intent != phrase.Done {
		return false, nil
	}
	if _, err := aboutTask(t, task.ID(id)); err != nil {
		return true, err
	}
	if err := task.CheckText(text); err != nil {
		return true, err
	}
	switch {
	case still:
		return true, noteOn(t, task.ID(id), text)
	case do != 0:
		return true, repliedAct(t, do, task.ID(id), taskSaid{a.Task, text, reply.Why(text)})
	}
	d := progressDraft{Task: task.ID(id), Said: a.Task, Done: a.Intent == phrase.Done, Note: chat.Short(text, chat.MaxNote)}
	next, err := d.report(t)
	if err != nil || next == chat.End {
		return true, err
	}
	return true, progressFlow().Start(t, next, d)
}

// repliedDo is what an answer does to a task beside reporting, 0: nothing.
func repliedDo(a phrase.Act, text string) taskDo {
	switch a.Intent {
	case phrase.Accept:
		return doAccept
	case phrase.Extend:
		return doAskDue
	case phrase.Blocked:
		return blockedSaid(text)
	case phrase.Help:
		return doBlock
	case phrase.Reassign:
		return doHandOn
	case phrase.CancelTask:
		return doRecall
	case phrase.Return:
		return doReturn
	case phrase.Confirm, chat.ConfirmTask:
		if reply.Unconfirms(text) {
			return doReopen
		}
		return doConfirm
	}
	return 0
}

// repliedAct does to the task of a card what an answer says.
func repliedAct(t *chat.Turn, do taskDo, id task.ID, s taskSaid) error {
	x, err := t.Tx.Task(id)
	if err != nil {
		return err
	}
	switch do {
	case doAccept:
		_, err := work.Accept(t.Do(), work.Step{Task: id, Chat: t.Chat})
		return shown(t, id, rules.Msg("task.toast.accept"), err)
	case doConfirm:
		return confirmFlow().Start(t, "sure", confirmDraft{Tasks: []task.ID{id}, Revs: []int{x.Rev}})
	case doReturn:
		if s.Task.Why {
			s.Note = reply.Returned(s.Text)
		}
	case doAskDue:
		if x.Owner != t.Person.ID {
			return beginSaid(t, doDue, x, s)
		}
	}
	return beginOf(do)(t, x, s)
}

// noteOn keeps words about a task as a report that says nothing else of how far it is.
func noteOn(t *chat.Turn, id task.ID, text string) error {
	x, err := t.Tx.Task(id)
	if err != nil {
		return err
	}
	p := task.Progress{Attach: true, Note: chat.Short(text, chat.MaxNote)}
	_, _, err = work.Report(t.Do(), work.Step{Task: id, Chat: t.Chat}, p)
	return shown(t, id, rules.Msg("task.said.note", "title", t.Pilot.Tasks.Title(x), "percent", x.Percent()), err)
}
