package task

import (
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// confirmDraft is work to be confirmed together, as it was shown.
type confirmDraft struct {
	Tasks []task.ID `json:"tasks"`
	Revs  []int     `json:"revs"`
	More  int       `json:"more,omitempty"` // that wait beside them
}

const (
	confirmYes int32 = iota + 1
	confirmStop
)

// mostConfirmed is how many are confirmed at once: so many lines of such titles are shown whole.
const (
	mostConfirmed  = 30
	confirmedTitle = 50
	confirmedName  = 40
)

// confirmFlow shows what is about to be confirmed, and confirms just that.
func confirmFlow() chat.Flow[confirmDraft] {
	return chat.Flow[confirmDraft]{
		Name: "task_confirm", Version: 2, Access: handleTask,
		Steps: []chat.Step[confirmDraft]{{
			Name: "sure", Ask: askConfirm, Take: takeConfirm, Sure: []int32{confirmYes}, Yes: confirmYes, No: confirmStop, Main: confirmYes,
			Choices: []chat.Choice{{Name: "yes", Value: confirmYes, Arg: chat.NoArg, Confirms: true}, {Name: "stop", Value: confirmStop, Arg: chat.NoArg}},
		}},
	}
}

// confirmAll is the button that confirms everything that waits.
type confirmAll struct{}

var confirmKey = chat.DefinePress[confirmAll]("tc")

// confirmWaiting shows all that waits for the reader's confirmation, to be confirmed at
// once; words and names narrow it. Whatever button was pressed stays where it is.
func confirmWaiting(t *chat.Turn, words string, of []rules.PersonID) error {
	list, err := work.Submitted(t.Do())
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool {
		return !work.Fits(x, words) || len(of) > 0 && !slices.ContainsFunc(of, x.Works)
	})
	if len(list) == 0 {
		return t.Send(store.Screen{Text: rules.Msg("task.confirm.none", "named", words != "" || len(of) > 0)})
	}
	d := confirmDraft{More: max(0, len(list)-mostConfirmed)}
	for _, x := range list[:min(len(list), mostConfirmed)] {
		d.Tasks, d.Revs = append(d.Tasks, x.ID), append(d.Revs, x.Rev)
	}
	return confirmFlow().StartBelow(t, "sure", d)
}

func askConfirm(t *chat.Turn, d *confirmDraft) (store.Screen, error) {
	list, err := t.Tx.Tasks(d.Tasks...)
	if err != nil {
		return store.Screen{}, err
	}
	slices.SortFunc(list, func(a, b task.Task) int { return slices.Index(d.Tasks, a.ID) - slices.Index(d.Tasks, b.ID) })
	names, err := namesOf(t, list)
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	for i, x := range list {
		lines = append(lines, rules.Msg("task.confirm.line", "i", i+1, "title", chat.Short(t.Pilot.Tasks.Title(x), confirmedTitle),
			"name", chat.Short(names[x.Owner], confirmedName), "late", x.Late(t.Pilot.Tasks, t.Now), "due", x.Due))
	}
	return store.Screen{
		Text: rules.Msg("task.confirm.sure", "n", len(list), "lines", lines, "more", d.More),
		Rows: [][]store.Button{{t.Choice(confirmYes, 0, "task.confirm.yes", "n", len(list))}, {t.Choice(confirmStop, 0, "stop")}},
	}, nil
}

func takeConfirm(t *chat.Turn, d *confirmDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("progress.press")
	case in.Choice == confirmStop:
		return chat.Stopped, nil
	}
	var steps []work.Step
	for i, id := range d.Tasks {
		steps = append(steps, work.Step{Task: id, Rev: d.Revs[i]})
	}
	done, err := work.Confirm(t.Do(), steps...)
	if err != nil {
		return chat.Stay, err
	}
	said := rules.Msg("task.confirm.done", "n", len(done))
	t.Remember(said)
	end := store.Screen{Text: said}
	if d.More > 0 {
		end.Rows = [][]store.Button{{confirmKey.Button(confirmAll{}, "task.confirm.next", "n", d.More)}}
	}
	return chat.End, t.Show(end)
}

// confirmSaid takes "nghiệm thu báo cáo tháng của Bình", and "trả lại báo cáo tháng, thiếu
// số liệu", which is asked about on the task's own card.
func confirmSaid(t *chat.Turn, x phrase.Task) error {
	words, of, err := meantBy(t, x)
	if err != nil {
		return err
	}
	return confirmWaiting(t, words, of)
}

// holdSaid answers "ok để chị xem": what was handed in waits still.
func holdSaid(t *chat.Turn) error {
	list, err := work.Submitted(t.Do())
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return t.Say(rules.Msg("approve.none"))
	}
	return t.Say(rules.Msg("task.confirm.hold", "n", len(list), "title", chat.Short(t.Pilot.Tasks.Title(list[0]), confirmedTitle)))
}

// returnSaid begins to send back the only task that is meant, with the reason that the
// sentence is; of several it shows which.
func returnSaid(t *chat.Turn, s chat.Saying) error {
	if err := task.CheckText(s.Text); err != nil {
		return err
	}
	if reply.Unconfirms(s.Text) { // "chưa đạt, mở lại cho Lan"
		return actSaid(t, doReopen, taskSaid{s.Task, s.Text, s.Note})
	}
	words, of, err := meantBy(t, s.Task)
	if err != nil {
		return err
	}
	list, err := work.Submitted(t.Do())
	if err != nil {
		return err
	}
	if len(list) == 0 && len(t.Actor.Units()) == 0 { // "sửa rồi ạ", of who does the work
		s.Task.Work = phrase.AskWork
		return reportSaid(t, progressDraft{Said: s.Task, Done: true, Note: chat.Short(s.Text, chat.MaxNote)})
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return len(of) > 0 && !slices.ContainsFunc(of, x.Works) })
	meant := slices.DeleteFunc(slices.Clone(list), func(x task.Task) bool { return !work.Fits(x, words) })
	if len(meant) == 0 && len(list) == 1 && len(of) > 0 { // "trả lại Lan, số liệu chưa khớp": its words are the reason
		meant, s.Task.Why = list, true
	}
	switch list = meant; len(list) {
	case 0:
		return t.Send(store.Screen{Text: rules.Msg("task.confirm.none", "named", words != "" || len(of) > 0)})
	case 1:
		why := ""
		if s.Task.Why {
			why = reply.Returned(s.Text)
		}
		if note, ok := reply.FormFault(s.Text); ok {
			return beginWord(t, list[0], doForm, note)
		}
		return beginWord(t, list[0], doReturn, why)
	}
	return findTasks(t, words, phrase.Due{}, of...)
}

// meantBy are the words and people of a sentence about work.
func meantBy(t *chat.Turn, x phrase.Task) (words string, of []rules.PersonID, err error) {
	if words = x.Work; words == phrase.AskWork {
		words = ""
	}
	for _, name := range x.Who {
		switch name {
		case phrase.AnyMe:
			of = append(of, t.Person.ID)
			continue
		case phrase.AnyAll, phrase.AnyAsk:
			continue
		}
		found, err := owners(t, name)
		if err != nil {
			return "", nil, err
		}
		if len(found) == 0 {
			return "", nil, rules.Refuse("assign.nobody", "query", chat.Short(name, chat.MaxName))
		}
		for _, p := range found {
			of = append(of, p.ID)
		}
	}
	return words, of, nil
}
