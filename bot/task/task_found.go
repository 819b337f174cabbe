package task

import (
	"cmp"
	"slices"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
)

// findTasks shows what some words and a deadline mean: one by its card.
func findTasks(t *chat.Turn, words string, due phrase.Due, of ...rules.PersonID) error {
	all, err := near(t)
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(all, func(x task.Task) bool {
		return !work.Fits(x, words) || !within(t, x, due) || len(of) > 0 && !slices.ContainsFunc(of, x.Works)
	})
	other := len(of) == 1 && of[0] != t.Person.ID
	if len(found) == 1 && (words != "" || other && due.Kind == phrase.DueUnsaid) {
		return t.ShowCardBelow(work.Ref(found[0].ID))
	}
	return sendFound(t, found, foundBy{words, due, "", of})
}

// foundBy is by what tasks were looked for.
type foundBy struct {
	words string
	due   phrase.Due
	kind  string // of the heading, where it does not follow from due
	of    []rules.PersonID
}

// sendFound lists what was found, under a heading that says by what.
func sendFound(t *chat.Turn, found []task.Task, by foundBy) error {
	name := ""
	if len(by.of) == 1 && by.of[0] != t.Person.ID {
		p, err := t.Tx.Person(by.of[0], t.Today)
		if err != nil {
			return err
		}
		name = p.Called()
	}
	kind, first, last := by.kind, by.due.Day, by.due.Day
	switch by.due.Kind {
	case phrase.DueLate:
		kind = "late"
	case phrase.DueSoon:
		kind = "soon"
	case phrase.DueDay, phrase.DueClosed:
		kind = cmp.Or(kind, "days")
	case phrase.DueRange:
		kind, last = cmp.Or(kind, "days"), by.due.To
	}
	screen, err := listScreen(t, found[:min(len(found), chat.Listed)], listOf{text: func(lines []rules.Message, _, _ int) rules.Message {
		return rules.Msg("task.found", "query", chat.Short(by.words, chat.MaxName), "kind", kind, "first", first, "last", last, "one", first == last, "name", name,
			"n", len(found), "lines", lines, "more", max(0, len(found)-chat.Listed))
	}}, viewRows(t, views, len(t.Actor.Units()) > 0)...)
	if err != nil {
		return err
	}
	return t.Send(screen)
}

// doneIn shows what is handed in or confirmed of what was due in a stretch: the reader's own, or of
// people whom the reader heads.
func doneIn(t *chat.Turn, due phrase.Due, of []rules.PersonID) error {
	units := t.Actor.Units()
	if len(of) == 0 || len(of) == 1 && of[0] == t.Person.ID {
		of, units = []rules.PersonID{t.Person.ID}, []rules.UnitID{t.Person.Unit}
	}
	var found []task.Task
	for _, unit := range units {
		list, err := t.Tx.TasksIn(unit, due.Day.At(0, t.Pilot.Calendar.Location), (due.To+1).At(0, t.Pilot.Calendar.Location))
		if err != nil {
			return err
		}
		found = append(found, slices.DeleteFunc(list, func(x task.Task) bool {
			return x.State != task.Submitted && x.State != task.Confirmed || !slices.ContainsFunc(of, x.Works)
		})...)
	}
	return sendFound(t, found, foundBy{due: due, kind: "done", of: of})
}

// within holds a task's deadline against what a sentence says of it.
func within(t *chat.Turn, x task.Task, due phrase.Due) bool {
	day := t.Pilot.Today(x.Due)
	switch due.Kind {
	case phrase.DueLate:
		return x.Late(t.Pilot.Tasks, t.Now)
	case phrase.DueSoon:
		return x.State.Open() && x.Due.Sub(t.Now) < 3*24*time.Hour
	case phrase.DueDay, phrase.DueClosed:
		return day == due.Day
	case phrase.DueRange:
		return due.Day <= day && day <= due.To
	}
	return true
}

// listSaid answers which tasks, and how far one is.
func listSaid(t *chat.Turn, s chat.Saying) error {
	x := s.Task
	words, of, err := meantBy(t, x)
	if err != nil {
		return err
	}
	all := slices.Contains(x.Who, phrase.AnyAll) || slices.Contains(x.Who, phrase.AnyAsk)
	heads := len(t.Actor.Units()) > 0
	switch {
	case words == "" && heads && reply.AsksHandedIn(s.Text):
		return confirmWaiting(t, "", butReader(of, t.Person.ID))
	case words == "" && heads && reply.AsksNotTaken(s.Text):
		return notTaken(t, butReader(of, t.Person.ID))
	case words == "" && x.Due.Kind == phrase.DueRange && reply.AsksDone(s.Text):
		return doneIn(t, x.Due, of)
	case words != "" || x.Due.Kind != phrase.DueUnsaid:
	case all && heads:
		return showList(t, listPress{View: viewUnit})
	case len(x.Who) == 0: // "xong chưa em"
		return firstList(t)
	case len(of) == 0, len(of) == 1 && of[0] == t.Person.ID:
		return showList(t, listPress{})
	}
	if own := len(of) == 0 || len(of) == 1 && of[0] == t.Person.ID; words == "" && x.Due.Kind == phrase.DueDay && x.Due.Day == t.Today {
		switch {
		case own && reply.StillOpen(s.Text): // "bữa nay tui còn việc gì chưa xong hông"
			return showList(t, listPress{})
		case !own && reply.AsksDone(s.Text): // "hôm nay anh Bình làm được gì rồi"
			x.Due = phrase.Due{}
		}
	}
	if (x.Due.Kind == phrase.DueLate || x.Due.Kind == phrase.DueSoon) && heads && slices.Contains(x.Who, phrase.AnyMe) && !reply.Mine(s.Text) { // a head's "việc nào đang trễ"
		of = nil
	}
	return findTasks(t, words, x.Due, of...)
}

// butReader are some people but the reader.
func butReader(of []rules.PersonID, reader rules.PersonID) []rules.PersonID {
	return slices.DeleteFunc(slices.Clone(of), func(id rules.PersonID) bool { return id == reader })
}

// notTaken lists the work of others that the reader sees and that waits to be accepted.
func notTaken(t *chat.Turn, of []rules.PersonID) error {
	all, err := near(t)
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(all, func(x task.Task) bool {
		return x.State != task.Assigned || x.Owner == t.Person.ID || len(of) > 0 && !slices.Contains(of, x.Owner)
	})
	return sendFound(t, found, foundBy{kind: "untaken", of: of})
}

// waiting are those of some tasks that wait for something which the reader can lift, and
// what waits for the reader elsewhere.
func waiting(t *chat.Turn, list []task.Task) ([]task.Task, error) {
	blocked, err := work.Blocked(t.Do(), list)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return !blocked[x.ID] })
	asked, err := t.Tx.BlockersWaiting(t.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, b := range asked {
		if slices.ContainsFunc(list, func(x task.Task) bool { return x.ID == b.Task }) {
			continue
		}
		x, err := t.Tx.Task(b.Task)
		if err != nil {
			return nil, err
		}
		if x.State.Open() {
			list = append(list, x)
		}
	}
	return list, nil
}

// reopenDays is how far from today the deadlines lie of what a sentence reopens.
const reopenDays = 92

// confirmedBefore is what the reader confirmed lately, by deadline.
func confirmedBefore(t *chat.Turn) (out []task.Task, err error) {
	from, to := (t.Today-reopenDays).At(0, t.Pilot.Calendar.Location), (t.Today+reopenDays).At(0, t.Pilot.Calendar.Location)
	for _, unit := range t.Actor.Units() {
		list, err := t.Tx.TasksIn(unit, from, to)
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(list, func(x task.Task) bool { return x.State != task.Confirmed || x.DecidedBy != t.Person.ID })...)
	}
	return out, nil
}

// sayConfirmed says of the only task that is meant that the reader confirmed it, and when.
func sayConfirmed(t *chat.Turn, words string, of []rules.PersonID) (bool, error) {
	list, err := confirmedBefore(t)
	if err != nil {
		return false, err
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool {
		return !work.Fits(x, words) || len(of) > 0 && !slices.ContainsFunc(of, x.Works)
	})
	if len(list) != 1 {
		return false, nil
	}
	since, err := work.Since(t.Do(), list[0])
	if err != nil {
		return false, err
	}
	return true, t.Say(since)
}

// planSaid takes what somebody plans for the day: what they have already is theirs, the rest they may
// take, one after the other.
func planSaid(t *chat.Turn, list []phrase.Act) error {
	own, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil {
		return err
	}
	var d assignDraft
	for _, a := range list {
		has := slices.ContainsFunc(own, func(x task.Task) bool { return x.State.Open() && work.Fits(x, cmp.Or(a.Task.Title, a.Task.Work)) })
		if !has {
			d.After = append(d.After, a.Task)
		}
	}
	if len(d.After) == 0 {
		return showList(t, listPress{})
	}
	next, err := d.following(t)
	if err != nil {
		return err
	}
	return beginAssign(t, next)
}

// unread takes what nobody else understood where it asks about work, or says what is missing for it: who gave it is asked.
func unread(t *chat.Turn, text string) (bool, error) {
	_, _, far := reply.HowFar(text)
	said := far || reply.Promises(text) || reply.AsksBack(text) || reply.MaybeDone(text) || reply.Stuck(text) || reply.Partly(text)
	if !said || t.Writing() {
		return false, nil
	}
	if err := task.CheckText(text); err != nil { // nothing of it is kept, nor said back
		return true, err
	}
	list, err := given(t)
	switch {
	case err != nil || len(list) == 0:
		return false, err
	case reply.Promises(text):
		return true, sayPromised(t, chat.Saying{})
	case reply.AsksBack(text):
	default:
		return unreadReport(t, list, text)
	}
	return true, oneOf(t, doAsk, mostNamed(list, text), taskSaid{Text: text, Note: chat.Short(text, chat.MaxNote)})
}

// unreadReport asks about what may be a report on work that is open: how far it is, whether it is handed in, what holds it up.
func unreadReport(t *chat.Turn, list []task.Task, text string) (bool, error) {
	d := progressDraft{Said: phrase.Task{Work: phrase.AskWork}, Note: chat.Short(text, chat.MaxNote)}
	done, of, far := reply.HowFar(text)
	switch {
	case far:
		d.Said = howFar(done, of)
		return true, d.which(t, list)
	case reply.MaybeDone(text):
		d.Done = true
		return true, d.which(t, list)
	case reply.Stuck(text):
		return true, oneOf(t, doBlock, mostNamed(list, text), taskSaid{Text: text})
	case reply.Partly(text) && len(list) == 1:
		_, err := answer(t, list[0], "progress.how_much", nil)
		return true, err
	}
	return false, nil
}

// newestTask is the task whose card is the newest message.
func newestTask(t *chat.Turn) (c work.Case, ok bool, err error) {
	ref, shown, err := t.NewestCard()
	if err != nil || !shown || ref.Kind != pilot.ObjectTask {
		return c, false, err
	}
	c, err = work.CaseOf(t.Do(), task.ID(ref.ID))
	return c, err == nil, err
}

// theirs is the work of others of which the reader decides, by deadline: what is open and what was handed in.
func theirs(t *chat.Turn) ([]task.Task, error) {
	if len(t.Actor.Units()) == 0 {
		return nil, nil
	}
	list, err := near(t)
	return slices.DeleteFunc(list, func(x task.Task) bool {
		return x.Works(t.Person.ID) || !x.State.Open() && x.State != task.Submitted
	}), err
}

// whoseWork is the only one whom a text names, where they have work of which the reader decides.
func whoseWork(t *chat.Turn, text string) (whose rules.PersonID, ok bool, err error) {
	if !reply.AsksTheirs(text) {
		return 0, false, nil
	}
	list, err := theirs(t)
	if err != nil || len(list) == 0 {
		return 0, false, err
	}
	u, err := t.Understand(text)
	if err != nil || len(u.Named) != 1 || !slices.Contains([]phrase.Intent{phrase.None, phrase.Reject, phrase.Approve, phrase.Waiting, phrase.Who, phrase.Hold, chat.Other}, u.Acts[0].Intent) {
		return 0, false, err
	}
	found, err := owners(t, u.Named[0])
	if err != nil || len(found) != 1 {
		return 0, false, err
	}
	return found[0].ID, slices.ContainsFunc(list, func(x task.Task) bool { return x.Works(found[0].ID) }), nil
}

// onlyTask is the open task whose card is the newest message, else the only open one of the reader, or that the reader decides of.
func onlyTask(t *chat.Turn) (x task.Task, ok bool, err error) {
	c, shown, err := newestTask(t)
	if err != nil || shown && c.Task.State.Open() {
		return c.Task, shown, err
	}
	list, err := given(t)
	if err != nil {
		return x, false, err
	}
	if len(list) == 0 {
		if list, err = theirs(t); err != nil {
			return x, false, err
		}
	}
	if len(list) != 1 {
		return x, false, nil
	}
	return list[0], true, nil
}
