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

// confirmDraft is work to be confirmed together, as it was shown.
type confirmDraft struct {
	Tasks []task.ID `json:"tasks"`
	Revs  []int     `json:"revs"`
	More  int       `json:"more,omitempty"` // that wait beside them
	But   string    `json:"but,omitempty"`  // for what it may go back
	Back  task.ID   `json:"back,omitempty"` // what goes back after that, because of Why
	Why   string    `json:"why,omitempty"`
}

const (
	confirmYes int32 = iota + 1
	confirmStop
	confirmReturn
)

// mostConfirmed is how many are confirmed at once: so many lines of such titles are shown whole.
const (
	mostConfirmed  = 30
	confirmedTitle = 50
	confirmedName  = 40
)

// confirmFlow shows what is about to be confirmed, and confirms just that.
func confirmFlow() chat.Flow[confirmDraft] {
	stop := chat.Choice{Name: "stop", Value: confirmStop, Arg: chat.NoArg}
	return chat.Flow[confirmDraft]{
		Name: "task_confirm", Version: 4, Access: handleTask,
		Steps: []chat.Step[confirmDraft]{{
			Name: "sure", Ask: askConfirm, Take: takeConfirm, Sure: []int32{confirmYes}, Yes: confirmYes, No: confirmStop, Main: confirmYes, Agrees: reply.FindsGood,
			Choices: []chat.Choice{{Name: "yes", Value: confirmYes, Arg: chat.NoArg, Confirms: true}, stop},
		}, {
			Name: "but", Ask: askBut, Take: takeBut, Sure: []int32{confirmYes}, No: confirmStop,
			Choices: []chat.Choice{{Name: "return", Value: confirmReturn, Arg: chat.NoArg}, {Name: "yes", Value: confirmYes, Arg: chat.NoArg, Confirms: true}, stop},
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
	back := ""
	if d.Back != 0 {
		x, err := t.Tx.Task(d.Back)
		if err != nil {
			return store.Screen{}, err
		}
		back = t.Pilot.Tasks.Title(x)
	}
	return store.Screen{
		Text: rules.Msg("task.confirm.sure", "n", len(list), "lines", lines, "more", d.More, "back", back, "why", d.Why),
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
	if d.Back != 0 {
		x, err := t.Tx.Task(d.Back)
		if err != nil {
			return chat.Stay, err
		}
		if err := t.Show(store.Screen{Text: said}); err != nil {
			return chat.Stay, err
		}
		return chat.Elsewhere, beginWord(t.Below(), x, doReturn, d.Why)
	}
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
	if reply.Asks(s.Text) || reply.AsksYet(s.Text) { // "tờ trình trả lại rồi đúng không"
		return findTasks(t, words, phrase.Due{}, of...)
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return len(of) > 0 && !slices.ContainsFunc(of, x.Works) })
	meant := slices.DeleteFunc(slices.Clone(list), func(x task.Task) bool { return !work.Fits(x, words) })
	if len(meant) == 0 && len(list) == 1 && (len(of) > 0 || !reply.ReturnsFirst(s.Text)) { // "trả lại Lan, số liệu chưa khớp": its words are the reason
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

// judgeIntents take what is said of work that was handed in, without its name: "chị xem rồi, tốt", "chưa đạt, anh coi lại điều 3".
func judgeIntents() []chat.Intent {
	return []chat.Intent{
		{Words: heard("judges each", func(s string) bool { return reply.Judges(s) && len(reply.Parts(s)) > 1 }), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			d, err := judgedEach(t, text)
			return d.Back != 0, err
		}, Take: func(t *chat.Turn, s chat.Saying) error {
			if err := task.CheckText(s.Text); err != nil {
				return err
			}
			d, err := judgedEach(t, s.Text)
			if err != nil {
				return err
			}
			return confirmFlow().StartBelow(t, "sure", d)
		}},
		{Words: heard("judges", reply.Judges), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			list, v, _, err := judged(t, text)
			if v == reply.No && t.Writing() { // it may be why something goes back
				return false, err
			}
			if err != nil || v != reply.Unsaid || !reply.AsksGood(text) {
				return len(list) > 0 && v != reply.Unsaid, err
			}
			all, err := work.Submitted(t.Do())
			return len(all) > 0, err
		}, Take: judgeSaid},
	}
}

// judged is what a text says of the work that waits for the reader's confirmation, and of which: that of whoever it names, that
// whose card is the newest message, else all.
func judged(t *chat.Turn, text string) (list []task.Task, v reply.Verdict, rest string, err error) {
	if !reply.Judges(text) {
		return nil, reply.Unsaid, "", nil
	}
	all, err := work.Submitted(t.Do())
	if err != nil || len(all) == 0 {
		return nil, reply.Unsaid, "", err
	}
	u, err := t.Understand(text)
	if err != nil {
		return nil, reply.Unsaid, "", err
	}
	newest, _, err := t.NewestCard()
	if err != nil {
		return nil, reply.Unsaid, "", err
	}
	switch a := u.Acts[0]; a.Intent {
	case phrase.None, chat.Nod, phrase.Hold:
	case phrase.Return, phrase.Confirm, chat.ConfirmTask:
		named := a.Task.Work != phrase.AskWork && a.Task.Work != ""
		if len(a.Task.Who) > 0 || named && slices.ContainsFunc(all, func(x task.Task) bool { return work.Fits(x, a.Task.Work) }) { // it names which
			return nil, reply.Unsaid, "", nil
		}
	case phrase.Approve, phrase.Reject, chat.Thanks: // of a request, where one waits and no such card is the newest message
		beside, err := t.WaitsBeside(pilot.ObjectTask)
		if err != nil || (beside || a.Intent == chat.Thanks && len(u.Named) == 0) && newest.Kind != pilot.ObjectTask {
			return nil, reply.Unsaid, "", err
		}
	default:
		return nil, reply.Unsaid, "", nil
	}
	names, err := namesOf(t, all)
	if err != nil {
		return nil, reply.Unsaid, "", err
	}
	for _, x := range all {
		said, behind, _ := chat.VerdictOn(text, names[x.Owner], reply.DecidesWork)
		if said != reply.Unsaid {
			list, v, rest = append(list, x), said, behind
		}
	}
	if reply.OfAll(text) {
		return list, v, rest, err
	}
	if i := slices.IndexFunc(list, func(x task.Task) bool { return newest.Kind == pilot.ObjectTask && newest.ID == int64(x.ID) }); i >= 0 {
		list = list[i : i+1]
	}
	return list, v, rest, err
}

// judgeSaid asks whether that is confirmed, or sent back with what stands behind it.
func judgeSaid(t *chat.Turn, s chat.Saying) error {
	if err := task.CheckText(s.Text); err != nil {
		return err
	}
	list, v, rest, err := judged(t, s.Text)
	if err != nil {
		return err
	}
	if v == reply.Unsaid { // "đạt hông ta"
		_, err := t.ShowWaiting()
		return err
	}
	if why := reply.Bare(rest); v == reply.No {
		return oneOf(t, doReturn, list, taskSaid{Text: s.Text, Note: why})
	} else if note, form := reply.FormFault(s.Text); form && len(list) == 1 && why != "" {
		return beginWord(t, list[0], doForm, reply.Bare(note))
	} else if len(list) == 1 && reply.Judges(why) && !alsoGood(t, list[0], why) { // "được, nhưng sửa lại trang 2"
		return confirmFlow().StartBelow(t, "but", confirmDraft{Tasks: []task.ID{list[0].ID}, Revs: []int{list[0].Rev}, But: chat.Short(why, chat.MaxNote)})
	}
	d := confirmDraft{More: max(0, len(list)-mostConfirmed)}
	for _, x := range list[:min(len(list), mostConfirmed)] {
		d.Tasks, d.Revs = append(d.Tasks, x.ID), append(d.Revs, x.Rev)
	}
	return confirmFlow().StartBelow(t, "sure", d)
}

// askBut asks whether work is confirmed that was found good, but for something.
func askBut(t *chat.Turn, d *confirmDraft) (store.Screen, error) {
	x, err := t.Tx.Task(d.Tasks[0])
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("task.confirm.but", "title", t.Pilot.Tasks.Title(x), "text", d.But),
		Rows: [][]store.Button{{t.Choice(confirmReturn, 0, "task.confirm.but_return")}, {t.Choice(confirmYes, 0, "task.confirm.but_yes")}, {t.Choice(confirmStop, 0, "stop")}},
	}, nil
}

func takeBut(t *chat.Turn, d *confirmDraft, in chat.Input) (string, error) {
	if !in.Pressed || in.Choice != confirmReturn {
		return takeConfirm(t, d, in)
	}
	x, err := t.Tx.Task(d.Tasks[0])
	if err != nil {
		return chat.Stay, err
	}
	return chat.Elsewhere, beginWord(t, x, doReturn, d.But)
}

// listWaits shows work that waits for the reader: what was handed in, and for what another deadline is asked for. One by its card.
func listWaits(t *chat.Turn, ids []int64) error {
	if len(ids) == 1 {
		return t.ShowCardBelow(work.Ref(task.ID(ids[0])))
	}
	var lines []rules.Message
	var open []store.Button
	for i, id := range ids[:min(len(ids), chat.Listed)] {
		c, err := work.CaseOf(t.Do(), task.ID(id))
		if err != nil {
			return err
		}
		asks, due := c.Asked != nil && c.Task.State.Open(), c.Task.Due
		if asks {
			due = c.Asked.New
		}
		lines = append(lines, rules.Msg("task.waits.line", "i", i+1, "title", chat.Short(c.Title, confirmedTitle), "name", chat.Short(c.Names[c.Task.Owner], confirmedName), "asks", asks, "due", due))
		open = append(open, openButton(c.Title, c.Task, i+1))
	}
	return t.Send(store.Screen{Text: rules.Msg("task.waits", "n", len(ids), "lines", lines, "more", max(0, len(ids)-chat.Listed)), Rows: slices.Collect(slices.Chunk(open, 2))}) //nolint:mnd // that many fit on a phone
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
