package task

import (
	"cmp"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// view is which tasks a list shows.
type view uint8

const (
	viewMine     view = iota // given to the reader
	viewGiven                // that the reader gave
	viewTogether             // in which the reader helps
	viewUnit                 // of the reader's units, by person
	views
)

// listPress shows a page of the reader's own lists.
type listPress struct {
	View view
	Page int16
}

// personListPress shows a page of somebody's tasks to their head.
type personListPress struct {
	Person rules.PersonID
	Page   int16
}

var (
	listKey   = chat.DefinePress[listPress]("tl")
	personKey = chat.DefinePress[personListPress]("tp")
)

var (
	ownTasks   = rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own}
	seeTasksOf = rules.Access{Who: rules.Head, Over: rules.Approves}
)

// cmdTasks lists tasks; words behind it look for some.
func cmdTasks() chat.Command {
	return chat.Command{
		Name: "tasks", Alias: "viec", Place: 32, InMenu: true, Access: ownTasks,
		Flows: []chat.Conversation{progressFlow(), confirmFlow(), yesFlow(), whichFlow(), dueFlow(), blockFlow(), handOnFlow()},
		Run: func(t *chat.Turn, args string) error {
			if args != "" {
				return findTasks(t, args, phrase.Due{})
			}
			return firstList(t)
		},
		Presses: append(dayPresses(),
			listKey.On(ownTasks, chat.AboutSelf[listPress], showList),
			personKey.On(seeTasksOf, func(t *chat.Turn, p personListPress) (rules.Subject, error) {
				return t.Subject(pilot.ObjectPerson, int64(p.Person))
			}, showPersonList),
			unitKey.On(seeWeeks, nil, showWeekUnit),
			loadsKey.On(ownTasks, chat.AboutSelf[weekLoads], func(t *chat.Turn, _ weekLoads) error { return showList(t.Below(), listPress{View: viewUnit}) }),
			confirmKey.On(handleTask, nil, func(t *chat.Turn, _ confirmAll) error { return confirmWaiting(t, "", nil) }),
			openKey.On(handleTask, func(t *chat.Turn, p taskOpen) (rules.Subject, error) { return aboutTask(t, p.Task) },
				func(t *chat.Turn, p taskOpen) error { return t.ShowCardBelow(work.Ref(p.Task)) }),
			proofKey.On(handleTask, func(t *chat.Turn, p proofPress) (rules.Subject, error) { return aboutTask(t, p.Task) }, showProof),
			taskKey.On(handleTask, func(t *chat.Turn, p taskPress) (rules.Subject, error) { return aboutTask(t, p.Task) }, pressTask)),
	}
}

// listIntents take "việc của em đến đâu rồi", "ai trễ việc", "dạ em nhận báo cáo tháng".
func listIntents() []chat.Intent {
	return []chat.Intent{
		{Kind: phrase.List, Access: ownTasks, Answers: true, Take: listSaid},
		{Kind: phrase.Status, Access: ownTasks, Answers: true, Take: listSaid},
		{Kind: phrase.Accept, Access: handleTask, Answers: true, Take: acceptSaid},
		{Kind: chat.ConfirmTask, Access: handleTask, Take: func(t *chat.Turn, s chat.Saying) error {
			if reply.Unconfirms(s.Text) {
				return actSaid(t, doReopen, taskSaid{s.Task, s.Text, s.Note})
			}
			if s.About == phrase.Hold {
				return holdSaid(t)
			}
			return confirmSaid(t, s.Task)
		}},
		{Kind: phrase.Return, Access: handleTask, Take: returnSaid},
	}
}

// listed are the tasks of a view, by deadline.
func listed(t *chat.Turn, v view) ([]task.Task, error) {
	if v == viewGiven {
		list, err := t.Tx.LiveTasksBy(t.Person.ID)
		return slices.DeleteFunc(list, func(x task.Task) bool { return x.Owner == t.Person.ID }), err
	}
	list, err := t.Tx.LiveTasksOf(t.Person.ID)
	return slices.DeleteFunc(list, func(x task.Task) bool { return (x.Owner == t.Person.ID) == (v == viewTogether) }), err
}

// firstList shows what was given to the reader; to a head who has none of their own, the
// unit's.
func firstList(t *chat.Turn) error {
	list, err := listed(t, viewMine)
	if err != nil {
		return err
	}
	if len(list) == 0 && len(t.Actor.Units()) > 0 {
		return showList(t, listPress{View: viewUnit})
	}
	return showList(t, listPress{})
}

func showList(t *chat.Turn, p listPress) error {
	if p.View == viewUnit && len(t.Actor.Units()) > 0 {
		return showLoads(t, p)
	}
	if p.View >= viewUnit {
		p.View = viewMine
	}
	list, err := listed(t, p.View)
	if err != nil {
		return err
	}
	confirms, err := work.Confirms(t.Do())
	if err != nil {
		return err
	}
	screen, err := listScreen(t, list, listOf{
		text: func(lines []rules.Message, page, pages int) rules.Message {
			return rules.Msg("task.list", "view", int(p.View), "n", len(list), "lines", lines, "page", page, "pages", pages)
		},
		page: int(p.Page), more: func(page int16, key string) store.Button {
			return listKey.Button(listPress{p.View, page}, key)
		},
	}, viewRows(t, p.View, confirms)...)
	if err != nil {
		return err
	}
	return t.Show(screen)
}

// viewRows lead to the other lists.
func viewRows(t *chat.Turn, now view, confirms bool) [][]store.Button {
	keys := [...]string{viewMine: "task.view.mine", viewGiven: "task.view.given", viewTogether: "task.view.together", viewUnit: "task.view.unit"}
	var row []store.Button
	for v, key := range keys {
		if view(v) == now || view(v) == viewUnit && len(t.Actor.Units()) == 0 {
			continue
		}
		row = append(row, listKey.Button(listPress{View: view(v)}, key))
	}
	if confirms {
		row = append(row, confirmKey.Button(confirmAll{}, "task.view.waiting"))
	}
	return slices.Collect(slices.Chunk(row, 2)) //nolint:mnd // that many fit on a phone
}

// listOf says how a list is worded and paged.
type listOf struct {
	text func(lines []rules.Message, page, pages int) rules.Message
	page int
	more func(page int16, key string) store.Button // nil: it has one page
}

// openTitle is how much of a title stands on each of two buttons in a row.
const openTitle = 20

// openButton opens a task of a list by its number and the first words of its title.
func openButton(title string, x task.Task, n int) store.Button {
	return openKey.Button(taskOpen{x.ID}, "task.open", "n", n, "title", chat.ShortWords(title, openTitle))
}

// listScreen shows a page of tasks, each with a button that names it.
func listScreen(t *chat.Turn, list []task.Task, of listOf, below ...[]store.Button) (store.Screen, error) {
	part, pages := chat.PageOf(list, of.page, chat.Listed)
	names, err := namesOf(t, part)
	if err != nil {
		return store.Screen{}, err
	}
	page := min(max(of.page, 0), pages-1)
	var lines []rules.Message
	var open []store.Button
	for i, x := range part {
		n := page*chat.Listed + i + 1
		lines = append(lines, lineOf(t, x, n, names[x.Owner]))
		open = append(open, openButton(t.Pilot.Tasks.Title(x), x, n))
	}
	rows := slices.Collect(slices.Chunk(open, 2)) //nolint:mnd // that many fit on a phone
	if of.more != nil && pages > 1 {
		rows = append(rows, []store.Button{of.more(int16((page+pages-1)%pages), "task.page.before"), of.more(int16((page+1)%pages), "task.page.after")})
	}
	return store.Screen{Text: of.text(lines, page+1, pages), Rows: append(rows, below...)}, nil
}

// namesOf names the owners of tasks but the reader.
func namesOf(t *chat.Turn, list []task.Task) (map[rules.PersonID]string, error) {
	var ids []rules.PersonID
	for _, x := range list {
		if x.Owner != t.Person.ID && !slices.Contains(ids, x.Owner) {
			ids = append(ids, x.Owner)
		}
	}
	names := map[rules.PersonID]string{}
	if len(ids) == 0 {
		return names, nil
	}
	org, err := t.Do().Org(ids...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		names[id] = org.People[id].Called()
	}
	return names, nil
}

// lineOf is a task in a list. What somebody else does is told with their name.
func lineOf(t *chat.Turn, x task.Task, n int, name string) rules.Message {
	return rules.Msg("task.list.line", "i", n, "lamp", lampOf(x, x.Lamp(t.Pilot.Tasks, false, t.Now), false), "title", t.Pilot.Tasks.Title(x), "due", x.Due,
		"bar", bar(x.Percent()), "percent", x.Percent(), "name", name, "waits", x.State == task.Assigned, "submitted", x.State == task.Submitted)
}

const mostIdle = 20 // people without work who are named in a head's view

// showLoads is a head's view: each person's load against an office day, who is late first;
// who has nothing stands in one line.
func showLoads(t *chat.Turn, p listPress) error {
	loads, err := work.Loads(t.Do(), t.Actor.Units())
	if err != nil {
		return err
	}
	busy := slices.IndexFunc(loads, work.Load.Idle)
	if busy < 0 {
		busy = len(loads)
	}
	part, pages := chat.PageOf(loads[:busy], int(p.Page), chat.Listed)
	page := min(max(int(p.Page), 0), pages-1)
	var lines []rules.Message
	var idle []string
	var rows [][]store.Button
	for _, l := range loads[busy:min(len(loads), busy+mostIdle)] {
		idle = append(idle, l.Person.Called())
	}
	for i, l := range part {
		n := page*chat.Listed + i + 1
		lines = append(lines, rules.Msg("task.load.line", "i", n, "name", l.Person.Called(), "left", l.Left, "open", l.Open, "late", l.Late, "waits", l.Waits,
			"silent", l.Silent, "known", l.Known && l.Days.Sign() > 0, "days", l.Days.Message()))
		if l.Person.ID != t.Person.ID {
			rows = append(rows, []store.Button{personKey.Button(personListPress{Person: l.Person.ID}, "task.load.open", "i", n, "name", l.Person.Called())})
		}
	}
	if pages > 1 {
		rows = append(rows, []store.Button{listKey.Button(listPress{viewUnit, int16((page + pages - 1) % pages)}, "task.page.before"),
			listKey.Button(listPress{viewUnit, int16((page + 1) % pages)}, "task.page.after")})
	}
	books, err := unitBookRows(t)
	if err != nil {
		return err
	}
	rows = append(rows, books...)
	return t.Show(store.Screen{Text: rules.Msg("task.load", "n", len(loads), "lines", lines, "idle", len(idle), "names", rules.Msg("names", "list", strings.Join(idle, ", "), "more", len(loads)-busy-len(idle)), "page", page+1, "pages", pages), Rows: append(rows, viewRows(t, viewUnit, true)...)})
}

// showPersonList is what one of the reader's people has before them; they can see that it
// was read.
func showPersonList(t *chat.Turn, p personListPress) error {
	if err := t.Do().NoteRead(p.Person, pilot.ObjectTask); err != nil {
		return err
	}
	list, err := t.Tx.LiveTasksOf(p.Person)
	if err != nil {
		return err
	}
	person, err := t.Tx.Person(p.Person, t.Today)
	if err != nil {
		return err
	}
	screen, err := listScreen(t, list, listOf{
		text: func(lines []rules.Message, page, pages int) rules.Message {
			return rules.Msg("task.list.of", "name", person.Called(), "n", len(list), "lines", lines, "page", page, "pages", pages)
		},
		page: int(p.Page), more: func(page int16, key string) store.Button {
			return personKey.Button(personListPress{p.Person, page}, key)
		},
	}, []store.Button{listKey.Button(listPress{View: viewUnit}, "task.view.unit")})
	if err != nil {
		return err
	}
	return t.Show(screen)
}

// near are all the tasks of the reader and, for a head, of their people, by deadline.
func near(t *chat.Turn) ([]task.Task, error) {
	own, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil {
		return nil, err
	}
	given, err := t.Tx.LiveTasksBy(t.Person.ID)
	if err != nil {
		return nil, err
	}
	unit, err := t.Tx.LiveTasksIn(t.Actor.Units())
	if err != nil {
		return nil, err
	}
	all := slices.Concat(own, given, unit)
	slices.SortFunc(all, func(a, b task.Task) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	return slices.CompactFunc(all, func(a, b task.Task) bool { return a.ID == b.ID }), nil
}

// acceptSaid takes "dạ em nhận báo cáo tháng": the only task that it can mean is accepted,
// of several it is asked which.
func acceptSaid(t *chat.Turn, s chat.Saying) error {
	all, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil {
		return err
	}
	words := s.Task.Work
	if words == phrase.AskWork {
		words = ""
	}
	waits := slices.DeleteFunc(all, func(x task.Task) bool { return x.State != task.Assigned || x.Owner != t.Person.ID })
	meant := slices.DeleteFunc(slices.Clone(waits), func(x task.Task) bool { return !work.Fits(x, words) })
	if what := reply.TakenUp(s.Text); what != "" && words != "" && len(meant) == 0 { // "tui tự nhận việc tổng hợp đơn thư"
		return takeUp(t, what)
	}
	switch {
	case len(waits) == 0:
		return t.Say(rules.Msg("task.accept.none"))
	case len(meant) == 1:
		_, err := work.Accept(t.Do(), work.Step{Task: meant[0].ID, Chat: t.Chat})
		if err == nil {
			err = t.AnswerCard(rules.Msg("task.toast.accept"), work.Ref(meant[0].ID))
		}
		return err
	case len(waits) == 1:
		return askAccept(t, waits[0])
	case len(meant) == 0:
		meant = waits
	}
	if words == "" && reply.OfAll(s.Text) {
		return askAccept(t, waits[:min(len(waits), chat.Listed)]...)
	}
	screen, err := listScreen(t, meant[:min(len(meant), chat.Listed)], listOf{text: func(lines []rules.Message, _, _ int) rules.Message {
		return rules.Msg("task.accept.which", "lines", lines)
	}})
	if err != nil {
		return err
	}
	return t.Send(screen)
}

// takeUp begins work that its writer takes on by themselves.
func takeUp(t *chat.Turn, what string) error {
	said, err := t.Understand("giao " + what)
	if err != nil {
		return err
	}
	a := said.Acts[0]
	if a.Intent != phrase.Assign {
		return beginAssign(t, assignDraft{Title: titleIn(what), Owners: []rules.PersonID{t.Person.ID}, Sized: true})
	}
	a.Task.Who = []string{phrase.AnyMe}
	return assignSaid(t, a, what)
}
