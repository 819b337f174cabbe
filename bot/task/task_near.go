package task

import (
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
)

// nearIntents take what is said of work without naming it, where such work is there.
func nearIntents() []chat.Intent {
	declines := offered(reply.Declines)
	return []chat.Intent{
		{Words: heard("declines", reply.Declines), Access: handleTask, When: declines, Take: declineSaid},
		{Words: heard("puts off", reply.PutsOff), Access: handleTask, When: offered(reply.PutsOff), Take: putOffSaid},
		longerIntent(),
		{Words: heard("takes note", reply.TakesNote), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			c, shown, err := newestTask(t)
			return shown && reply.TakesNote(text) && !t.Writing() && c.Task.Owner == t.Person.ID && c.Task.State == task.Assigned, err
		}, Take: func(t *chat.Turn, _ chat.Saying) error {
			c, _, err := newestTask(t)
			if err != nil {
				return err
			}
			return askAccept(t, c.Task)
		}},
		{Words: heard("passes on", reply.PassesOn), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			list, err := toAccept(t)
			if err != nil || len(list) == 0 || len(t.Actor.Units()) > 0 || t.Writing() {
				return false, err
			}
			u, err := t.Understand(text)
			return slices.Contains([]phrase.Intent{phrase.None, phrase.Assign, phrase.Accept, phrase.Reassign}, u.Acts[0].Intent), err
		}, Take: func(t *chat.Turn, s chat.Saying) error { // whoever gave it hands it on
			list, err := toAccept(t)
			if err != nil {
				return err
			}
			return oneOf(t, doCannot, mostNamed(list, s.Text), taskSaid{Text: s.Text, Note: chat.Short(s.Text, chat.MaxNote)})
		}},
		{Words: heard("done later", reply.DoneLater), Access: handleTask, Answers: true, When: func(t *chat.Turn, text string) (bool, error) {
			list, err := given(t)
			if err != nil || len(list) == 0 || t.Writing() {
				return false, err
			}
			return readsAs(t, text, phrase.None, phrase.Home, phrase.Progress)
		}, Take: sayPromised},
		{Words: heard("asks after", reply.AsksAfter), Access: handleTask, Answers: true, When: func(t *chat.Turn, text string) (bool, error) {
			_, ok, err := askedAfter(t)
			return ok && reply.AsksAfter(text), err
		}, Take: func(t *chat.Turn, _ chat.Saying) error {
			x, _, err := askedAfter(t)
			if err != nil {
				return err
			}
			return sayState(t, x)
		}},
		{Words: heard("of the unit", reply.OfUnitsWork), Access: handleTask, Answers: true, When: func(t *chat.Turn, _ string) (bool, error) {
			return len(t.Actor.Units()) > 0, nil
		}, Take: func(t *chat.Turn, _ chat.Saying) error { return showList(t, listPress{View: viewUnit}) }},
		{Words: heard("mends", reply.Mends), Access: handleTask, When: ofReturned, Take: mendsSaid},
		{Words: heard("mistaken", reply.Mistaken), Access: handleTask, When: ofHandedIn, Take: takeBackSaid},
		{Words: heard("too late", reply.TooLate), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			list, err := given(t)
			if err != nil || len(list) == 0 || t.Writing() {
				return false, err
			}
			return readsAs(t, text, phrase.None, phrase.Blocked, phrase.Progress)
		}, Take: tooLateSaid},
	}
}

// heard is a set of words of which a text is, and about which no flow is.
func heard(name string, of func(string) bool) *chat.Words {
	return &chat.Words{Name: name, Apart: true, Of: of}
}

// readsAs reports a text that the reader takes for one of some kinds, and that names no work and no day with it.
func readsAs(t *chat.Turn, text string, kinds ...phrase.Intent) (bool, error) {
	u, err := t.Understand(text)
	a := u.Acts[0]
	named := a.Task.Work != "" && a.Task.Work != phrase.AskWork
	return err == nil && slices.Contains(kinds, a.Intent) && !named && (len(a.Days) == 0 || a.Intent == phrase.Home || a.Intent == phrase.Move), err
}

// offered reports such a text of who has work that waits to be accepted. One that decides of what others ask for is none.
func offered(of func(string) bool) func(t *chat.Turn, text string) (bool, error) {
	return func(t *chat.Turn, text string) (bool, error) {
		if !of(text) {
			return false, nil
		}
		list, err := toAccept(t)
		if err != nil || len(list) == 0 {
			return false, err
		}
		u, err := t.Understand(text)
		if kind := u.Acts[0].Intent; err != nil || !slices.Contains([]phrase.Intent{phrase.None, phrase.Accept, phrase.Blocked, phrase.Reject, phrase.Hold, chat.Other, phrase.Assign}, kind) || kind == phrase.Reject && len(u.Acts[0].Days) > 0 {
			return false, err
		}
		return len(t.Actor.Units()) == 0 || len(u.Named) == 0 && u.Acts[0].Intent != phrase.Reject, nil
	}
}

// ofReturned reports that of who has work that was sent back.
func ofReturned(t *chat.Turn, text string) (bool, error) {
	list, err := returned(t)
	if err != nil || len(list) == 0 {
		return false, err
	}
	return readsAs(t, text, phrase.None, phrase.Done, phrase.Return, phrase.Hold, phrase.Progress)
}

// ofHandedIn reports that where the newest message is the card of what its writer handed in.
func ofHandedIn(t *chat.Turn, text string) (bool, error) {
	ref, shown, err := t.NewestCard()
	if err != nil || !shown || ref.Kind != pilot.ObjectTask || t.Writing() || !reply.Mistaken(text) {
		return false, err
	}
	x, err := t.Tx.Task(task.ID(ref.ID))
	if err != nil || x.State != task.Submitted || x.Owner != t.Person.ID {
		return false, err
	}
	return readsAs(t, text, phrase.None, phrase.Cancel, phrase.Undo)
}

// returned is the reader's own work that was sent back, by deadline.
func returned(t *chat.Turn) ([]task.Task, error) {
	list, err := given(t)
	return slices.DeleteFunc(list, func(x task.Task) bool { return x.State != task.Returned }), err
}

// mendsSaid hands in again what was sent back and is put right now.
func mendsSaid(t *chat.Turn, s chat.Saying) error {
	if err := task.CheckText(s.Text); err != nil {
		return err
	}
	list, err := returned(t)
	if err != nil {
		return err
	}
	d := progressDraft{Said: phrase.Task{Work: phrase.AskWork}, Done: true, Note: chat.Short(s.Text, chat.MaxNote)}
	if s.Intent == phrase.None && !reply.LooksAgain(s.Text) { // "máy lạnh phòng em sửa xong rồi"
		return d.which(t, mostNamed(list, s.Text))
	}
	return d.among(t, mostNamed(list, s.Text))
}

// tooLateSaid begins to ask for another deadline of what can't be done in time.
func tooLateSaid(t *chat.Turn, s chat.Saying) error {
	if err := task.CheckText(s.Text); err != nil {
		return err
	}
	list, err := given(t)
	if err != nil {
		return err
	}
	return oneOf(t, doAskDue, mostNamed(list, s.Text), taskSaid{Task: phrase.Task{Due: t.ReadDue(s.Text)}, Text: s.Text, Note: restSaid(t, s.Text)})
}

// askedAfter is the reader's own task that they may ask after: the newest card's, else the only one that is open or handed in.
func askedAfter(t *chat.Turn) (x task.Task, ok bool, err error) {
	c, shown, err := newestTask(t)
	if err != nil || shown && c.Task.Owner == t.Person.ID {
		return c.Task, shown, err
	}
	list, err := t.Tx.LiveTasksOf(t.Person.ID)
	list = slices.DeleteFunc(list, func(x task.Task) bool { return x.Owner != t.Person.ID || x.Assigner == t.Person.ID })
	if err != nil || len(list) != 1 {
		return x, false, err
	}
	return list[0], true, nil
}

// sayState shows a task, and what became of it where it is not open.
func sayState(t *chat.Turn, x task.Task) error {
	if x.State.Open() && x.State != task.Returned {
		return t.ShowCardBelow(work.Ref(x.ID))
	}
	since, err := work.Since(t.Do(), x)
	if err != nil {
		return err
	}
	return t.AnswerCard(since, work.Ref(x.ID))
}

// sayPromised answers a promise: nothing is written down yet.
func sayPromised(t *chat.Turn, _ chat.Saying) error { return t.Say(rules.Msg("task.promised")) }

// toAccept is the reader's own work that waits to be accepted, by deadline.
func toAccept(t *chat.Turn) ([]task.Task, error) {
	all, err := t.Tx.LiveTasksOf(t.Person.ID)
	return slices.DeleteFunc(all, func(x task.Task) bool { return x.State != task.Assigned || x.Owner != t.Person.ID }), err
}

// declineSaid takes "tui hổng nhận", "em không nhận cái thông báo, em bận": that the work can't be done, with the reason that it gives.
func declineSaid(t *chat.Turn, s chat.Saying) error {
	if err := task.CheckText(s.Text); err != nil {
		return err
	}
	list, err := toAccept(t)
	if err != nil {
		return err
	}
	why := reply.WhyNot(s.Text)
	return oneOf(t, doCannot, mostNamed(list, strings.TrimSuffix(s.Text, why)), taskSaid{Text: s.Text, Note: why})
}

// putOffSaid takes "khoan nhận": the work waits still.
func putOffSaid(t *chat.Turn, _ chat.Saying) error {
	list, err := toAccept(t)
	if err != nil {
		return err
	}
	return t.Say(rules.Msg("task.accept.hold", "n", len(list), "title", chat.Short(t.Pilot.Tasks.Title(list[0]), confirmedTitle)))
}

// oneOf does what was said to the only task of a list, and asks which of several.
func oneOf(t *chat.Turn, do taskDo, list []task.Task, s taskSaid) error {
	if len(list) == 1 {
		return beginSaid(t, do, list[0], s)
	}
	d := whichDraft{Do: do, Said: s}
	for _, x := range list[:min(len(list), chat.Listed)] {
		d.Among = append(d.Among, x.ID)
	}
	return whichFlow().Start(t, "which", d)
}

// wordsOf is how many words of a title stand in a text.
func wordsOf(title, text string) (n int) {
	said := strings.Fields(fold.Text(text))
	for w := range strings.FieldsSeq(fold.Text(title)) {
		if slices.Contains(said, w) {
			n++
		}
	}
	return n
}

// mostNamed are those of some tasks of whose titles a text says most, all of them where it says nothing of any.
func mostNamed(list []task.Task, text string) []task.Task {
	most, out := 0, list
	for _, x := range list {
		n := wordsOf(x.Title, text)
		switch {
		case n > most:
			most, out = n, []task.Task{x}
		case n == most && n > 0:
			out = append(out, x)
		}
	}
	return out
}

// given is the reader's own open work that somebody else gave.
func given(t *chat.Turn) ([]task.Task, error) {
	list, err := t.Tx.LiveTasksOf(t.Person.ID)
	return slices.DeleteFunc(list, func(x task.Task) bool {
		return !x.State.Open() || x.Owner != t.Person.ID || x.Assigner == t.Person.ID
	}), err
}

// restSaid is what a sentence says behind its first clause, where that is no wish or question of its own: why something is asked for.
func restSaid(t *chat.Turn, text string) string {
	_, rest := reply.Clauses(text)
	if rest == "" || reply.Asks(rest) {
		return ""
	}
	u, err := t.Understand(rest)
	if err != nil || !slices.Contains([]phrase.Intent{phrase.None, phrase.Blocked, phrase.Help}, u.Acts[0].Intent) && !slices.Contains([]phrase.Intent{phrase.Waiting, phrase.Progress, phrase.Hold}, u.Acts[0].Intent) {
		return ""
	}
	return reply.Bare(rest)
}

// unneeded is the task whose card is the newest message, where its head says that it is needed no more, and why.
func unneeded(t *chat.Turn, text string) (c work.Case, ok bool, err error) {
	if !reply.NotNeeded(text) || t.Writing() {
		return c, false, nil
	}
	c, shown, err := newestTask(t)
	return c, shown && c.Decides && c.Task.State.Open(), err
}

// dueSet is the deadline that a head says of the only task that can be meant: "thứ 5 là phải xong đấy".
func dueSet(t *chat.Turn, text string) (x task.Task, due phrase.Due, ok bool, err error) {
	if !reply.SetsDue(text) || t.Writing() {
		return x, due, false, nil
	}
	c, shown, err := newestTask(t)
	if x = c.Task; err == nil && !shown && (reply.OfDue(text) || len(strings.Fields(text)) <= shortDue) {
		if x, shown, err = onlyTask(t); err == nil && shown {
			c, err = work.CaseOf(t.Do(), x.ID)
		}
	}
	if err != nil || !shown || !c.Decides || !x.State.Open() {
		return x, due, false, err
	}
	if ok, err = readsAs(t, text, phrase.None, phrase.Progress, phrase.Home); err != nil || !ok {
		return x, due, false, err
	}
	first, _ := reply.Clauses(text)
	due = t.ReadDue(first)
	_, _, ok = newDue(t, x, due)
	return x, due, ok, nil
}

// setDueSaid says that it is the deadline already, gives a later one, or says how an earlier one is given.
func setDueSaid(t *chat.Turn, s chat.Saying) error {
	x, due, _, err := dueSet(t, s.Text)
	if err != nil {
		return err
	}
	at, _, _ := newDue(t, x, due)
	switch day, was := t.Pilot.Today(at), t.Pilot.Today(x.Due); {
	case day == was:
		return t.Say(rules.Msg("task.due.same", "title", t.Pilot.Tasks.Title(x), "due", x.Due))
	case day < was:
		return t.AnswerCard(rules.Msg("task.due.earlier", "title", t.Pilot.Tasks.Title(x), "due", x.Due), work.Ref(x.ID))
	}
	return beginDue(t, x, taskSaid{Task: phrase.Task{Due: due}, Text: s.Text}, false)
}

// shortDue is how many words a text may have that speaks of the only work, and of no other.
const shortDue = 6

// leastNamed is how many words of a title name its task.
const leastNamed = 2

// dueMoved is the task of others that a text names by words of its title, and the deadline that it gives: "bình báo cáo quý sang thứ 2
// cũng được".
func dueMoved(t *chat.Turn, text string) (x task.Task, due phrase.Due, ok bool, err error) {
	until, moves := reply.MovedUntil(text)
	if !moves {
		return x, due, false, nil
	}
	list, err := theirs(t)
	if err != nil {
		return x, due, false, err
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return !x.State.Open() || wordsOf(x.Title, text) < leastNamed })
	if list = mostNamed(list, text); len(list) != 1 {
		return x, due, false, nil
	}
	if ok, err = readsAs(t, text, phrase.None, phrase.Home, phrase.Move); err != nil || !ok {
		return x, due, false, err
	}
	due = t.ReadDue(until)
	_, _, ok = newDue(t, list[0], due)
	return list[0], due, ok, nil
}
