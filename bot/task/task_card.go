package task

import (
	"errors"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// taskPress acts on a task from its card.
type taskPress struct {
	Task task.ID
	Rev  int32
	Do   taskDo
}

// taskDo is what a button of the card does.
type taskDo uint8

const (
	doAccept taskDo = iota + 1
	doAsk
	doCannot
	doIssue
	doRecall
	doHalf
	doDone
	doConfirm
	doForm
	doContent
	doReturn
	doAskDue // the owner asks for another deadline
	doDue    // who decides gives one
	doGrant
	doKeep // the deadline stays
	doBlock
	doUnblock
	doHandOn
	doReopen
	doWaiveError
	doWaiveLate
	doAskWaiver
	doStopRepeat
	doTakeBack // the owner takes back what was handed in
)

// taskOpen shows a task's card below a list.
type taskOpen struct{ Task task.ID }

var (
	taskKey = chat.DefinePress[taskPress]("tk")
	openKey = chat.DefinePress[taskOpen](work.OpenPress)
)

// taskCard shows a task to who works on it, assigned it or decides it.
func taskCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectTask,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			t, err := v.Tx.Task(task.ID(id))
			return chat.Owner{Person: t.Owner}, err
		},
		May: []rules.Access{{Who: rules.Anyone, Over: rules.Own}},
		Also: func(v chat.View, id int64) (bool, error) {
			t, err := v.Tx.Task(task.ID(id))
			if err != nil {
				return false, err
			}
			return work.Sees(v.Do(), t)
		},
		Gone: "card.elsewhere",
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.task", "id", id, "name", whose), nil
		},
		Reply:  replied,
		Yes:    yesToCard,
		Days:   daysToCard,
		Waits:  waitsForYes,
		List:   listWaits,
		Attach: attached,
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			c, err := work.CaseOf(v.Do(), task.ID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			return store.Screen{Text: cardText(c, v.Pilot.Tasks), Rows: cardRows(c, v.Reader.ID)}, nil
		},
	}
}

func cardText(c work.Case, p task.Policy) rules.Message {
	t := c.Task
	document, proof := t.Document.Number, t.Proof
	if p.Minimal {
		document, proof = "", ""
	}
	return rules.Msg("task.card", "title", c.Title, "lamp", lampOf(t, c.Lamp, len(c.Blockers) > 0), "due", t.Due, "state", t.State.Message(),
		"bar", bar(t.Percent()), "percent", t.Percent(), "size", sizeOf(t.Work), "document", document, "proof", proof,
		"owner", c.Names[t.Owner], "others", others(c), "assigner", c.Names[t.Assigner], "self", t.Assigner == t.Owner,
		"head", c.Names[t.OnBehalfOf], "lines", cardLines(c))
}

// others are the co-workers.
func others(c work.Case) string {
	var names []string
	for _, s := range c.Task.Shares {
		switch {
		case s.Person == c.Task.Owner:
		case s.Part.IsZero():
			names = append(names, c.Names[s.Person])
		default:
			names = append(names, c.Names[s.Person]+" "+s.Part.Times(task.N(wholePart)).String()+"%")
		}
	}
	return strings.Join(names, ", ")
}

// lampOf is the light of a task as a sign.
func lampOf(t task.Task, l task.Lamp, blocked bool) string {
	switch {
	case t.State == task.Submitted:
		return "📤"
	case t.State == task.Confirmed:
		return "✅"
	case blocked:
		return "🚧"
	}
	return [...]string{task.Dark: "⚪", task.Green: "🟢", task.Yellow: "🟡", task.Red: "🔴"}[l]
}

// bar draws how much is done.
func bar(percent int) string {
	const cells, full = 5, 100
	n := min(max(percent*cells/full, 0), cells)
	return strings.Repeat("▰", n) + strings.Repeat("▱", cells-n)
}

// sizeOf words how much a task is.
func sizeOf(w task.Work) rules.Message {
	switch w.Measure() {
	case task.Products:
		return rules.Msg("task.size.products", "n", w.Quantity.Message(), "counted", w.Counted, "kind", w.Kind, "volume", w.Volume().Message())
	case task.Hours:
		return rules.Msg("task.size.hours", "n", w.Volume().Message())
	}
	return rules.Msg("task.size.none")
}

// aboutTask names whose a task is; it refuses one that the person may not read, and one
// that there is not.
func aboutTask(t *chat.Turn, id task.ID) (rules.Subject, error) {
	x, err := t.Tx.Task(id)
	if errors.Is(err, store.ErrNotFound) {
		return rules.Subject{}, rules.Refuse("press.stale")
	}
	if err != nil {
		return rules.Subject{}, err
	}
	sees, err := work.Sees(t.Do(), x)
	if err == nil && !sees {
		err = rules.Refuse("access.foreign")
	}
	return rules.Subject{Person: x.Owner, Unit: x.Unit}, err
}

// shown answers what was done to a task and shows its card; a refusal beside it.
func shown(t *chat.Turn, id task.ID, said rules.Message, err error) error {
	r, refused := chat.IsRefusal(err)
	switch {
	case refused:
		if err := t.ShowCard(work.Ref(id)); err != nil {
			return err
		}
		return t.Refuse(r, nil)
	case err != nil:
		return err
	}
	return t.AnswerCard(said, work.Ref(id))
}
