package task

import (
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// cardLines tell what stands beside the state.
func cardLines(c work.Case) (lines []rules.Message) {
	t := c.Task
	if len(c.Unlinked) > 0 {
		lines = append(lines, rules.Msg("task.line.unlinked", "names", strings.Join(c.Unlinked, ", ")))
	}
	if !t.Unable.IsZero() {
		lines = append(lines, rules.Msg("task.line.unable", "reason", t.UnableWhy, "at", t.Unable))
	}
	if (t.State == task.Returned || t.State == task.Recalled) && t.Reason != "" {
		lines = append(lines, rules.Msg("task.line.reason", "reason", t.Reason))
	}
	if t.TakenBack() {
		lines = append(lines, rules.Msg("task.line.taken_back", "at", t.Submitted))
	}
	for _, b := range c.Blockers {
		whom := b.Outside
		if b.WaitsFor != 0 {
			whom = c.Names[b.WaitsFor]
		}
		lines = append(lines, rules.Msg("task.line.blocked", "since", b.Since, "name", c.Names[b.By], "whom", whom, "reason", b.Reason))
	}
	if c.Asked != nil && t.State.Open() {
		lines = append(lines, rules.Msg("task.line.asks_due", "due", c.Asked.New, "reason", c.Asked.Reason))
	}
	for _, s := range c.Strikes {
		lines = append(lines, rules.Msg("task.line.strike", "form", s.Kind == task.Form, "note", s.Note))
	}
	for _, w := range c.Waivers {
		lines = append(lines, rules.Msg("task.line.waived", "late", w.Kind == task.Delay, "reason", w.Reason, "by", c.Names[w.By]))
	}
	if r := c.Repeat; r.ID != 0 {
		lines = append(lines, rules.Msg("task.line.repeat", "pace", r.Pace.Message(r.First), "last", r.Pace.Last, "ended", !r.Ended.IsZero(), "why", r.Why.Message()))
	}
	return lines
}

// cardRows are what the reader can do.
func cardRows(c work.Case, reader rules.PersonID) (rows [][]store.Button) {
	t := c.Task
	owner, open := t.Owner == reader, t.State.Open()
	switch {
	case owner && t.State == task.Assigned:
		rows = [][]store.Button{{taskKey.Button(act(t, doAccept), "task.do.accept")}}
	case owner && open:
		rows = [][]store.Button{{taskKey.Button(act(t, doHalf), "task.do.half"), taskKey.Button(act(t, doDone), "task.do.done")}}
	case owner && t.State == task.Submitted:
		rows = [][]store.Button{{taskKey.Button(act(t, doTakeBack), "task.do.take_back")}}
	case c.Decides && t.State == task.Submitted:
		rows = [][]store.Button{{taskKey.Button(act(t, doConfirm), "task.do.confirm")}, {taskKey.Button(act(t, doForm), "task.do.form"), taskKey.Button(act(t, doContent), "task.do.content")}, {taskKey.Button(act(t, doReturn), "task.do.return")}}
	case c.Decides && t.State == task.Drafted:
		rows = [][]store.Button{{taskKey.Button(act(t, doIssue), "task.do.issue"), taskKey.Button(act(t, doRecall), "task.do.drop")}}
	case c.Decides && open && c.Asked != nil:
		rows = [][]store.Button{{taskKey.Button(act(t, doGrant), "task.do.grant", "due", c.Asked.New), taskKey.Button(act(t, doKeep), "task.do.keep")}}
	}
	if c.Lifts != 0 && open {
		rows = append(rows, []store.Button{taskKey.Button(act(t, doUnblock), "task.do.unblock")})
	}
	if open {
		rows = append(rows, besideRows(c, reader)...)
	}
	rows = append(rows, afterRows(c)...)
	if c.Stops {
		rows = append(rows, []store.Button{taskKey.Button(act(t, doStopRepeat), "task.do.stop_repeat")})
	}
	if n := proofs(c.Reports); n > 0 {
		rows = append(rows, []store.Button{proofKey.Button(proofPress{t.ID}, "proof.show", "n", n)})
	}
	return rows
}

// act is a press that acts on a task in the revision that is shown.
func act(t task.Task, do taskDo) taskPress { return taskPress{t.ID, int32(t.Rev), do} }

// besideRows are what is done rarely to an open task.
func besideRows(c work.Case, reader rules.PersonID) [][]store.Button {
	t := c.Task
	switch {
	case t.Owner == reader && t.Assigner == t.Owner:
		return [][]store.Button{{taskKey.Button(act(t, doBlock), "task.do.block"), taskKey.Button(act(t, doRecall), "task.do.drop")}}
	case t.Owner == reader:
		row := []store.Button{taskKey.Button(act(t, doBlock), "task.do.block")}
		if !c.Over {
			row = append(row, taskKey.Button(act(t, doAskDue), "task.do.ask_due"))
		}
		return [][]store.Button{row, {taskKey.Button(act(t, doAsk), "task.do.ask"), taskKey.Button(act(t, doCannot), "task.do.cannot")}}
	case c.Works:
		return [][]store.Button{{taskKey.Button(act(t, doBlock), "task.do.block"), taskKey.Button(act(t, doAsk), "task.do.ask")}}
	case c.Decides && c.Over:
		return [][]store.Button{{taskKey.Button(act(t, doHandOn), "task.do.hand_on"), taskKey.Button(act(t, doRecall), "task.do.recall")}}
	case c.Decides:
		return [][]store.Button{{taskKey.Button(act(t, doDue), "task.do.due"), taskKey.Button(act(t, doHandOn), "task.do.hand_on")}, {taskKey.Button(act(t, doRecall), "task.do.recall")}}
	}
	return nil
}

// afterRows are what is done once the work was handed in, and when it is late.
func afterRows(c work.Case) (rows [][]store.Button) {
	t := c.Task
	if c.Reopens {
		rows = append(rows, []store.Button{taskKey.Button(act(t, doReopen), "task.do.reopen")})
	}
	if t.State != task.Submitted && t.State != task.Confirmed {
		return rows
	}
	for _, kind := range c.Waivable {
		switch {
		case c.Waives && kind == task.Delay:
			rows = append(rows, []store.Button{taskKey.Button(act(t, doWaiveLate), "task.do.waive_late")})
		case c.Waives:
			rows = append(rows, []store.Button{taskKey.Button(act(t, doWaiveError), "task.do.waive_error")})
		}
	}
	if len(c.Waivable) > 0 && !c.Waives && (c.Works || c.Decides) {
		rows = append(rows, []store.Button{taskKey.Button(act(t, doAskWaiver), "task.do.ask_waiver")})
	}
	return rows
}

// halfWay is what ½ says, in per cent.
const halfWay = 50

// pressTask does at once what needs no words, and asks for them before the rest. An older
// card is shown as it stands now.
func pressTask(t *chat.Turn, p taskPress) error {
	step := work.Step{Task: p.Task, Rev: int(p.Rev), Chat: t.Chat}
	switch p.Do {
	case doAccept:
		_, err := work.Accept(t.Do(), step)
		return shown(t, p.Task, rules.Msg("task.toast.accept"), err)
	case doIssue:
		_, err := work.Issue(t.Do(), step)
		return shown(t, p.Task, rules.Msg("task.toast.issue"), err)
	case doHalf:
		_, _, err := work.Report(t.Do(), step, task.Progress{Percent: halfWay})
		return shown(t, p.Task, rules.Msg("task.toast.half"), err)
	case doDone:
		_, err := work.Submit(t.Do(), step, nil)
		return shown(t, p.Task, rules.Msg("task.toast.done"), err)
	case doConfirm:
		_, err := work.Confirm(t.Do(), step)
		return shown(t, p.Task, rules.Msg("task.toast.confirm"), err)
	case doGrant:
		_, err := work.Grant(t.Do(), step, true)
		return shown(t, p.Task, rules.Msg("task.toast.grant"), err)
	}
	return pressAsks(t, p)
}

// pressAsks begins what asks for more, where the card is still the present one.
func pressAsks(t *chat.Turn, p taskPress) error {
	begin := beginOf(p.Do)
	if begin == nil {
		return t.Stale()
	}
	x, err := t.Tx.Task(p.Task)
	if err != nil {
		return err
	}
	if int(p.Rev) != x.Rev {
		since := rules.Msg("task.changed")
		if !slices.Contains([]taskDo{doReopen, doWaiveLate, doWaiveError, doAskWaiver, doTakeBack}, p.Do) { // these are done to what is settled
			if since, err = work.Since(t.Do(), x); err != nil {
				return err
			}
		}
		return t.AnswerCard(since, work.Ref(p.Task))
	}
	return begin(t, x, taskSaid{})
}

// yesDraft is what a yes to a card is taken to mean.
type yesDraft struct {
	Press taskPress   `json:"press"`
	Due   time.Time   `json:"due,omitzero"`   // the deadline that was asked for
	Name  string      `json:"name,omitempty"` // who asked
	More  []taskPress `json:"more,omitempty"` // other work that is accepted, too
}

const (
	yesDo int32 = iota + 1
	yesStop
)

// yesFlow asks about what a yes to a card would decide, before anything is done.
func yesFlow() chat.Flow[yesDraft] {
	return chat.Flow[yesDraft]{
		Name: "task_yes", Version: 3, Access: handleTask, Fleeting: true,
		About: func(t *chat.Turn, d *yesDraft) (rules.Subject, error) { return aboutTask(t, d.Press.Task) },
		Steps: []chat.Step[yesDraft]{{
			Name: "sure", Ask: askYes, Take: takeYes, Sure: []int32{yesDo}, Yes: yesDo, No: yesStop, Main: yesDo,
			Choices: []chat.Choice{{Name: "yes", Value: yesDo, Arg: chat.NoArg, Confirms: true}, {Name: "stop", Value: yesStop, Arg: chat.NoArg}},
		}},
	}
}

// yesToCard asks about what waits on a task's card for who said yes or no to it: work to accept
// or to confirm, another deadline. A no is asked about with the reason that it gives.
func yesToCard(t *chat.Turn, id int64, text string) (taken bool, err error) {
	c, err := work.CaseOf(t.Do(), task.ID(id))
	if err != nil {
		return false, err
	}
	x := c.Task
	asks := c.Decides && x.State.Open() && c.Asked != nil
	decides := reply.Decides
	if asks {
		decides = reply.DecidesDue
	}
	v, rest, _ := chat.VerdictOn(text, c.Names[x.Owner], decides)
	switch no := v == reply.No; {
	case v == reply.Unsaid && reply.OfDue(text) && !reply.Asks(text):
		return daysToCard(t, id, text)
	case v == reply.Unsaid && !reply.Confirms(text):
		return false, nil
	case x.Owner == t.Person.ID && x.State == task.Assigned && !no:
		return true, askAccept(t, x)
	case c.Decides && x.State == task.Submitted && no:
		return true, beginWord(t, x, doReturn, rest)
	case c.Decides && x.State == task.Submitted:
		return true, confirmFlow().StartBelow(t, "sure", confirmDraft{Tasks: []task.ID{x.ID}, Revs: []int{x.Rev}})
	case asks && no:
		return true, beginWord(t, x, doKeep, rest)
	case asks:
		return true, askGrant(t, c)
	}
	return false, nil
}

// askGrant asks whether a deadline that was asked for is granted.
func askGrant(t *chat.Turn, c work.Case) error {
	return yesFlow().StartBelow(t, "sure", yesDraft{Press: act(c.Task, doGrant), Due: c.Asked.New, Name: c.Names[c.Task.Owner]})
}

// waitsForYes are the tasks that wait for the reader's decision and may be meant by a text that
// decides.
func waitsForYes(t *chat.Turn, text string) (ids []int64, err error) {
	list, err := work.Submitted(t.Do())
	if err != nil {
		return nil, err
	}
	asked, err := extensionsAsked(t)
	if err != nil {
		return nil, err
	}
	means := func(owner string, decides func(string) (reply.Verdict, string)) bool {
		_, _, plainly := chat.VerdictOn(text, owner, decides)
		return plainly
	}
	for _, x := range list {
		p, err := t.Tx.Person(x.Owner, t.Today)
		if err != nil {
			return nil, err
		}
		if means(p.Called(), reply.Decides) {
			ids = append(ids, int64(x.ID))
		}
	}
	for _, c := range asked {
		if means(c.Names[c.Task.Owner], reply.DecidesDue) {
			ids = append(ids, int64(c.Task.ID))
		}
	}
	return ids, nil
}

const mostAsked = 30 // tasks among which it is looked for deadlines that are asked for

// extensionsAsked are the tasks of which the reader decides and of which another deadline was
// asked for.
func extensionsAsked(t *chat.Turn) (out []work.Case, err error) {
	if !t.Actor.Sees(pilot.DecideDays.Access) {
		return nil, nil
	}
	list, err := near(t)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(x task.Task) bool { return !x.State.Open() || x.Works(t.Person.ID) })
	for _, x := range list[:min(len(list), mostAsked)] {
		c, err := work.CaseOf(t.Do(), x.ID)
		if err != nil {
			return nil, err
		}
		if c.Decides && c.Asked != nil {
			out = append(out, c)
		}
	}
	return out, nil
}

// askAccept asks whether work is accepted.
func askAccept(t *chat.Turn, list ...task.Task) error {
	d := yesDraft{Press: act(list[0], doAccept)}
	for _, x := range list[1:] {
		d.More = append(d.More, act(x, doAccept))
	}
	return yesFlow().StartBelow(t, "sure", d)
}

func askYes(t *chat.Turn, d *yesDraft) (store.Screen, error) {
	x, err := t.Tx.Task(d.Press.Task)
	if err != nil {
		return store.Screen{}, err
	}
	if len(d.More) > 0 {
		return askAcceptAll(t, append([]taskPress{d.Press}, d.More...))
	}
	due, text, label := d.Due, "task.yes.grant", "task.do.grant"
	switch d.Press.Do {
	case doAccept:
		due, text, label = x.Due, "task.yes.accept", "task.do.accept"
	case doTakeBack:
		due, text, label = x.Due, "task.yes.take_back", "task.do.take_back"
	}
	return store.Screen{
		Text: rules.Msg(text, "title", t.Pilot.Tasks.Title(x), "name", d.Name, "was", x.Due, "due", due),
		Rows: [][]store.Button{{t.Choice(yesDo, 0, label, "due", due)}, {t.Choice(yesStop, 0, "stop")}},
	}, nil
}

func takeYes(t *chat.Turn, d *yesDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("progress.press")
	case in.Choice == yesStop:
		return chat.Stopped, nil
	}
	switch {
	case len(d.More) > 0:
		return chat.End, acceptAll(t, append([]taskPress{d.Press}, d.More...))
	case d.Press.Do == doTakeBack:
		return chat.End, takeBack(t, d.Press)
	}
	return chat.End, pressTask(t, d.Press)
}

func askAcceptAll(t *chat.Turn, all []taskPress) (store.Screen, error) {
	var list []task.Task
	for _, p := range all {
		x, err := t.Tx.Task(p.Task)
		if err != nil {
			return store.Screen{}, err
		}
		list = append(list, x)
	}
	screen, err := listScreen(t, list, listOf{text: func(lines []rules.Message, _, _ int) rules.Message {
		return rules.Msg("task.yes.accept_all", "lines", lines, "n", len(list))
	}})
	screen.Rows = [][]store.Button{{t.Choice(yesDo, 0, "task.do.accept_all", "n", len(list))}, {t.Choice(yesStop, 0, "stop")}}
	return screen, err
}

// acceptAll accepts work that was shown together; what changed meanwhile is left as it is.
func acceptAll(t *chat.Turn, all []taskPress) error {
	n := 0
	for _, p := range all {
		_, err := work.Accept(t.Do(), work.Step{Task: p.Task, Rev: int(p.Rev), Chat: t.Chat})
		if _, refused := chat.IsRefusal(err); err != nil && !refused {
			return err
		} else if !refused {
			n++
		}
	}
	t.Remember(rules.Msg("task.toast.accept"))
	return t.Show(store.Screen{Text: rules.Msg("task.accepted_all", "n", n, "left", len(all)-n)})
}
