package task

import (
	"fmt"
	"strconv"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// title is how the work is called on the way; with minimal content it is not.
func (d *assignDraft) title(t *chat.Turn) string {
	if t.Pilot.Tasks.Minimal {
		return ""
	}
	return d.Title
}

// self reports whether who assigns takes it.
func (d *assignDraft) self(t *chat.Turn) bool {
	return len(d.Owners) == 1 && d.Owners[0] == t.Person.ID
}

// who names the owners.
func (d *assignDraft) who(t *chat.Turn) (string, error) {
	names := make([]string, 0, len(d.Owners))
	for _, id := range d.Owners {
		p, err := t.Tx.Person(id, t.Today)
		if err != nil {
			return "", fmt.Errorf("find who does the work: %w", err)
		}
		names = append(names, p.Called())
	}
	return strings.Join(names, ", "), nil
}

// number is a quantity as people write it in a title.
func number(n float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(n, 'f', -1, 64), ".", ",")
}

// amountOf is a quantity that a sentence says, one where it says none.
func amountOf(n float64) task.Amount {
	if a, ok := task.ParseAmount(number(n)); ok && !a.IsZero() {
		return a
	}
	return task.N(1)
}

func askAssign(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	p, err := work.Try(t.Do(), d.assignment())
	if err != nil {
		return store.Screen{}, err
	}
	who, err := d.who(t)
	if err != nil {
		return store.Screen{}, err
	}
	lines, err := awayLines(t, p.Away)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	if len(p.Why) == 0 {
		rows = append(rows, []store.Button{t.Choice(assignSend, 0, "assign.send", "self", d.self(t), "draft", p.Task.State == task.Drafted)})
	}
	if !p.Next.IsZero() {
		rows = append(rows, []store.Button{t.Choice(assignNext, 0, "assign.next_due", "at", p.Next)})
	}
	rows = append(rows, d.togetherRow(t),
		[]store.Button{t.Choice(assignWho, 0, "assign.change_who"), t.Choice(assignWhat, 0, "assign.change_what")},
		[]store.Button{t.Choice(assignSize, 0, "assign.change_size"), t.Choice(assignWhen, 0, "assign.change_due")},
		[]store.Button{t.Choice(assignStop, 0, "stop")})
	parts, err := d.partLines(t)
	if err != nil {
		return store.Screen{}, err
	}
	document := d.Document
	if t.Pilot.Tasks.Minimal {
		document = ""
	}
	return store.Screen{Text: rules.Msg("assign.sure", "parts", parts, "document", document, "who", who, "self", d.self(t), "n", len(d.Owners), "title", d.title(t), "due", d.Due, "doubt", d.Doubt,
		"size", sizeOf(p.Task.Work), "draft", p.Task.State == task.Drafted, "lines", lines, "why", p.Why), Rows: rows}, nil
}

// awayLines tell who is away before the deadline; why is nobody's to know.
func awayLines(t *chat.Turn, away []rules.Absence) (lines []rules.Message, err error) {
	for _, a := range away[:min(len(away), chat.Listed)] {
		p, err := t.Tx.Person(a.Person, t.Today)
		if err != nil {
			return nil, fmt.Errorf("find who is away: %w", err)
		}
		lines = append(lines, rules.Msg("assign.away", "name", p.Called(), "first", a.First, "last", a.Last, "one", a.First == a.Last))
	}
	return lines, nil
}

func takeAssign(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.typed(t, in.Text, func() error { return d.dueTyped(t, in.Text) })
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignWho:
		d.Owners, d.Query, d.More, d.Parts = nil, "", false, nil
		return "person", nil
	case in.Choice == assignMore:
		d.More = true
		return "person", nil
	case in.Choice == assignJoint:
		d.Joint, d.Parts = !d.Joint, nil
		return "sure", nil
	case in.Choice == assignParts:
		return "parts", nil
	case in.Choice == assignWhat:
		return "what", nil
	case in.Choice == assignSize:
		return "size", nil
	case in.Choice == assignWhen:
		return "due", nil
	}
	if in.Choice == assignNext {
		p, err := work.Try(t.Do(), d.assignment())
		if err != nil || p.Next.IsZero() {
			return chat.Stay, err
		}
		d.Due, d.Doubt = p.Next, false
		return "sure", nil
	}
	return d.send(t)
}

// send gives the work out, and shows what it has become.
func (d *assignDraft) send(t *chat.Turn) (string, error) {
	given, err := work.Assign(t.Do(), d.assignment())
	if err != nil {
		return chat.Stay, err
	}
	who, err := d.who(t)
	if err != nil {
		return chat.Stay, err
	}
	said := rules.Msg("assign.done", "who", who, "n", len(given), "self", d.self(t), "draft", given[0].State == task.Drafted)
	if d.Request != 0 {
		if err := work.AddToPlans(t.Do(), d.Request, given); err != nil {
			return chat.Stay, err
		}
		return chat.End, t.AnswerCard(said, pilot.RequestRef(d.Request))
	}
	if len(given) == 1 {
		return chat.End, t.AnswerCard(said, store.Ref{Kind: pilot.ObjectTask, ID: int64(given[0].ID)})
	}
	t.Remember(said)
	return chat.End, t.Show(store.Screen{Text: said})
}
