package task

import (
	"fmt"
	"slices"
	"strconv"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// progressDraft is a report that waits for the task that it means, or for a yes to more
// than was given.
type progressDraft struct {
	Task    task.ID     `json:"task,omitempty"`
	Among   []task.ID   `json:"among,omitempty"`   // those that it can mean
	Unknown string      `json:"unknown,omitempty"` // the words for it that fit none
	Said    phrase.Task `json:"said"`
	Done    bool        `json:"done,omitempty"` // it is handed in
	Surplus bool        `json:"surplus,omitempty"`
	Note    string      `json:"note,omitempty"`
	Files   []task.File `json:"files,omitempty"`
	Attach  bool        `json:"attach,omitempty"` // files and a note alone
}

const (
	progressTask int32 = iota + 1 // Arg: which
	progressExtra
	progressStop
)

// progressFlow asks which task a report means, and whether more than was given is meant.
func progressFlow() chat.Flow[progressDraft] {
	stop := chat.Choice{Name: "stop", Value: progressStop, Arg: chat.NoArg}
	return chat.Flow[progressDraft]{
		Name: "progress", Version: 5, Access: handleTask, Fleeting: true,
		Steps: []chat.Step[progressDraft]{
			{Name: "which", Ask: askWhich, Take: takeWhich, Choices: []chat.Choice{{Name: "task", Value: progressTask, Arg: chat.AnID}, stop}},
			{Name: "extra", Ask: askExtra, Take: takeExtra, Yes: progressExtra, No: progressStop, Main: progressExtra,
				Choices: []chat.Choice{{Name: "extra", Value: progressExtra, Arg: chat.NoArg}, stop}},
		},
	}
}

// progressIntents take "xong 2/3 báo cáo", "báo cáo quý 60%", "tờ trình xong rồi".
func progressIntents() []chat.Intent {
	take := func(done bool) func(t *chat.Turn, s chat.Saying) error {
		return func(t *chat.Turn, s chat.Saying) error {
			if err := task.CheckText(s.Text); err != nil {
				return err
			}
			return reportSaid(t, progressDraft{Said: s.Task, Done: done, Note: chat.Short(s.Text, chat.MaxNote)})
		}
	}
	return []chat.Intent{
		{Kind: phrase.Progress, Access: handleTask, Answers: true, Take: take(false)},
		{Kind: phrase.Done, Access: handleTask, Answers: true, Take: take(true)},
		{Words: &chat.Words{Name: "takes back", In: reply.PullsBack, Apart: true}, Access: handleTask, Take: takeBackSaid},
	}
}

// reportSaid finds the task that is meant among the writer's open ones, and asks where two
// fit.
func reportSaid(t *chat.Turn, d progressDraft) error {
	all, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil {
		return err
	}
	if a, b, ok := reply.Over(d.Note); ok { // "xong 4/3": it is asked, not taken for all
		d.Said.Done, d.Said.Of, d.Done = a, b, false
	}
	words := d.Said.Work
	if words == phrase.AskWork {
		words = ""
	}
	open := slices.DeleteFunc(slices.Clone(all), func(x task.Task) bool { return !x.State.Open() || d.Done && x.Owner != t.Person.ID })
	meant := slices.DeleteFunc(slices.Clone(open), func(x task.Task) bool { return !work.Fits(x, words) })
	switch {
	case len(open) == 0:
		return saidBefore(t, all)
	case len(meant) == 0:
		meant, d.Unknown = open, chat.Short(words, buttonTitle)
	case len(meant) == 1 && !(words == "" && otherThing(t, d.Note, meant[0])):
		return d.among(t, meant)
	}
	return d.which(t, meant)
}

// saidBefore answers a report of who has no open work: what was handed in waits to be confirmed.
func saidBefore(t *chat.Turn, all []task.Task) error {
	all = slices.DeleteFunc(all, func(x task.Task) bool { return x.State != task.Submitted || x.Owner != t.Person.ID })
	if len(all) == 0 {
		return t.Say(rules.Msg("progress.none"))
	}
	return sayState(t, all[len(all)-1])
}

// among reports on the only task of a list, and asks which of several.
func (d *progressDraft) among(t *chat.Turn, list []task.Task) error {
	if len(list) != 1 {
		return d.which(t, list)
	}
	d.Task = list[0].ID
	next, err := d.report(t)
	if err != nil || next == chat.End {
		return err
	}
	return progressFlow().Start(t, next, *d)
}

// which asks on which task it is.
func (d *progressDraft) which(t *chat.Turn, list []task.Task) error {
	for _, x := range list[:min(len(list), chat.Listed)] {
		d.Among = append(d.Among, x.ID)
	}
	return progressFlow().Start(t, "which", *d)
}

// otherThing reports "in xong 10/15 bộ" where the only task is another: neither what is done nor
// what is counted stands in its title.
func otherThing(t *chat.Turn, text string, x task.Task) bool {
	if reply.Mends(text) && x.State != task.Returned { // "sửa xong máy tính rồi", where nothing was to be mended
		return true
	}
	does, counts := t.ReadDoing(text)
	return does != "" && counts != "" && !work.Fits(x, does) && !work.Fits(x, counts)
}

func askWhich(t *chat.Turn, d *progressDraft) (store.Screen, error) {
	rows, err := whichRows(t, d.Among, progressTask)
	if err != nil {
		return store.Screen{}, err
	}
	rows = append(rows, []store.Button{t.Choice(progressStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("progress.which", "unknown", d.Unknown, "done", d.Done, "heard", d.heard(), "n", len(d.Among)), Rows: rows}, nil
}

// whichRows are a button for each of some tasks; where titles are alike or the work is another's,
// it says whose.
func whichRows(t *chat.Turn, among []task.ID, choice int32) (rows [][]store.Button, err error) {
	var list []task.Task
	for _, id := range among {
		x, err := t.Tx.Task(id)
		if err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	names, err := namesOf(t, list)
	if err != nil {
		return nil, err
	}
	for i, x := range list {
		title := t.Pilot.Tasks.Title(x)
		name := ""
		if slices.ContainsFunc(list, func(y task.Task) bool { return y.ID != x.ID && t.Pilot.Tasks.Title(y) == title }) {
			name = names[x.Owner]
		}
		rows = append(rows, []store.Button{t.Choice(choice, int32(x.ID), "progress.task", "i", i+1, "title", chat.Short(title, buttonTitle), "name", name)})
	}
	return rows, nil
}

func takeWhich(t *chat.Turn, d *progressDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if done, of, ok := reply.HowFar(in.Text); ok && !d.Done { // "à lộn, mới có 1/3 hà"
			d.Said = howFar(done, of)
			return chat.Stay, nil
		}
		return saidInstead(t, in.Text)
	case in.Choice == progressStop:
		return chat.Stopped, nil
	case !slices.Contains(d.Among, task.ID(in.Arg)):
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Task = task.ID(in.Arg)
	return d.report(t)
}

func askExtra(t *chat.Turn, d *progressDraft) (store.Screen, error) {
	x, err := t.Tx.Task(d.Task)
	if err != nil {
		return store.Screen{}, err
	}
	p, _ := d.progress(x)
	return store.Screen{
		Text: rules.Msg("progress.extra", "title", t.Pilot.Tasks.Title(x), "n", p.Done.Message(), "total", x.Work.Total().Message(), "hours", x.Work.Measure() == task.Hours),
		Rows: [][]store.Button{{t.Choice(progressExtra, 0, "progress.extra_yes"), t.Choice(progressStop, 0, "progress.extra_no")}},
	}, nil
}

func takeExtra(t *chat.Turn, d *progressDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("progress.press")
	case in.Choice == progressStop:
		return chat.Stopped, nil
	}
	d.Surplus = true
	return d.report(t)
}

// report keeps what was said, or names the step that asks about it.
func (d *progressDraft) report(t *chat.Turn) (string, error) {
	x, err := t.Tx.Task(d.Task)
	if err != nil {
		return chat.Stay, err
	}
	p, said := d.progress(x)
	p.Note, p.Surplus, p.Files = d.Note, d.Surplus, d.Files
	step := work.Step{Task: d.Task, Chat: t.Chat}
	switch {
	case d.Attach:
		_, _, err = work.Report(t.Do(), step, task.Progress{Attach: true, Note: d.Note, Files: d.Files})
		return answer(t, x, "proof.kept", err)
	case d.Done && (!said && d.Said.Count <= 1 || said && !p.Surplus && complete(x, p)):
		_, err = work.Submit(t.Do(), step, &task.Progress{Done: x.Work.Total(), Percent: -1, Note: d.Note, Files: d.Files})
		return answer(t, x, "progress.handed_in", err)
	case !said:
		return answer(t, x, "progress.how_much", nil)
	case x.Work.Measure() == task.Products && d.Said.Of > 0 && !amount(d.Said.Of).Equal(x.Work.Total()):
		return chat.Stay, rules.Refuse("progress.other_total", "title", t.Pilot.Tasks.Title(x), "total", x.Work.Total().Message(), "of", amount(d.Said.Of).Message())
	case p.Percent < 0 && p.Done.Cmp(x.Work.Total()) > 0 && !d.Surplus:
		return "extra", nil
	}
	_, _, err = work.Report(t.Do(), step, p)
	return answer(t, x, "progress.noted", err)
}

// complete reports a progress that is the whole.
func complete(x task.Task, p task.Progress) bool {
	return p.Percent == 100 || p.Percent < 0 && p.Done.Equal(x.Work.Total()) //nolint:mnd // per cent
}

// answer says what was kept and shows the card.
func answer(t *chat.Turn, x task.Task, key string, err error) (string, error) {
	if err != nil {
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(rules.Msg(key, "title", t.Pilot.Tasks.Title(x)), work.Ref(x.ID))
}

// howFar is so much of so much as a sentence about work says it: of a hundred it is a percentage.
func howFar(done, of float64) phrase.Task {
	if of == wholePart {
		return phrase.Task{Work: phrase.AskWork, HasPercent: true, Percent: int(done)}
	}
	return phrase.Task{Work: phrase.AskWork, Done: done, Of: of}
}

// heard is how far it was said to be, empty where that was not said.
func (d *progressDraft) heard() string {
	switch s := d.Said; {
	case s.HasPercent && s.Percent >= 0 && !s.Further:
		return fmt.Sprintf("%d%%", s.Percent)
	case s.Of > 0:
		return number(s.Done) + "/" + number(s.Of)
	}
	return ""
}

// progress is what was said as a report on a task; said is false where no number was.
// Of a task that counts in hours or not at all what was counted becomes a percentage: of
// so many as the sentence, or the title, says.
func (d *progressDraft) progress(x task.Task) (p task.Progress, said bool) {
	s := d.Said
	if s.HasPercent && s.Percent >= 0 {
		if s.Further { // "thêm 20% nữa"
			s.Percent = min(s.Percent+x.Percent(), 100) //nolint:mnd // per cent
		}
		return task.Progress{Percent: s.Percent}, true
	}
	of := total(x, s)
	done := s.Done
	switch {
	case s.Of > 0:
	case s.Left > 0 && of > s.Left:
		done = of - s.Left
	case s.Further && s.Count > 0:
		done = s.Count
	case s.Done > 0:
	case s.Count > 0 && of > 0: // "xong 10 hồ sơ" of thirty
		done = s.Count
	default:
		return p, false
	}
	if x.Work.Measure() == task.Products {
		return task.Progress{Done: amount(done), Percent: -1, More: s.Further}, true
	}
	if of == 0 {
		return p, false
	}
	if done > of && x.Work.Measure() == task.Hours {
		return task.Progress{Done: x.Work.Total().Times(amount(done)).Over(amount(of)), Percent: -1}, true
	}
	percent := int(done * 100 / of)
	if s.Further {
		percent += x.Percent()
	}
	return task.Progress{Percent: percent}, true
}

// total is of how many a sentence speaks.
func total(x task.Task, s phrase.Task) float64 {
	if s.Of > 0 {
		return s.Of
	}
	if x.Work.Measure() == task.Products {
		n, _ := strconv.ParseFloat(x.Work.Quantity.String(), 64) // a fraction is none
		return n
	}
	return phrase.CountIn(x.Title)
}

// amount is a quantity that was said, none included.
func amount(n float64) task.Amount {
	a, _ := task.ParseAmount(number(n)) // what can't be one is none
	return a
}

// askTakeBack asks whether what was handed in is taken back.
func askTakeBack(t *chat.Turn, x task.Task, _ taskSaid) error {
	return yesFlow().StartBelow(t, "sure", yesDraft{Press: act(x, doTakeBack)})
}

// takeBack takes it back, and shows the card.
func takeBack(t *chat.Turn, p taskPress) error {
	said := rules.Msg("task.toast.take_back")
	_, err := work.TakeBack(t.Do(), work.Step{Task: p.Task, Rev: int(p.Rev), Chat: t.Chat})
	if err == nil {
		t.Remember(said)
	}
	return shown(t, p.Task, said, err)
}

// takeBackSaid takes "em nộp nhầm, cho em rút lại" of what its writer handed in and nobody has confirmed.
func takeBackSaid(t *chat.Turn, s chat.Saying) error {
	list, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return x.State != task.Submitted || x.Owner != t.Person.ID })
	words, _, err := meantBy(t, phrase.Task{Work: s.Task.Work})
	if err != nil {
		return err
	}
	meant := slices.DeleteFunc(slices.Clone(list), func(x task.Task) bool { return !work.Fits(x, words) })
	switch {
	case len(list) == 0:
		return t.Say(rules.Msg("task.take_back.none"))
	case len(meant) == 1:
		return askTakeBack(t, meant[0], taskSaid{})
	case len(meant) == 0:
		meant = list
	}
	d := whichDraft{Do: doTakeBack}
	for _, x := range meant[:min(len(meant), chat.Listed)] {
		d.Among = append(d.Among, x.ID)
	}
	return whichFlow().Start(t, "which", d)
}
