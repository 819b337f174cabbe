package task

import (
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/phrase/reply"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// wholePart is all of a task, in per cent.
const wholePart = 100

// titleIn is the first line of a message that becomes work, without the sign before it.
func titleIn(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(strings.TrimLeft(line, "📌 ")); line != "" {
			return chat.Short(strings.Join(strings.Fields(line), " "), task.MaxTitle)
		}
	}
	return ""
}

// saidBeside takes what a sentence says beside who, what and when: the number of a document, who
// leads and who helps with which part, and the message that it answers where it says "việc này".
func (d *assignDraft) saidBeside(t *chat.Turn, text string) error {
	d.Document = reply.Document(text)
	quoted := t.Quoted()
	if d.Title == "" && quoted != "" {
		if err := task.CheckText(quoted); err != nil {
			return err
		}
		d.Title = titleIn(quoted)
		if d.Document == "" {
			d.Document = reply.Document(quoted)
		}
	}
	switch {
	case d.Document == "":
	case d.Title == "":
		d.Title = d.Document
	case !strings.Contains(d.Title, d.Document):
		d.Title += " " + d.Document
	}
	return d.saidTogether(t, text)
}

// saidTogether takes "Lan chủ trì 60%, Bình phối hợp 40%": of those who work together the one who
// leads stands first.
func (d *assignDraft) saidTogether(t *chat.Turn, text string) error {
	lead, together := reply.Together(text)
	if len(d.Owners) < 2 || d.Query != "" || !together {
		return nil
	}
	d.Joint = true
	at, parts, some := make([]int, len(d.Owners)), make([]int, len(d.Owners)), false
	for i, id := range d.Owners {
		p, err := t.Tx.Person(id, t.Today)
		if err != nil {
			return err
		}
		words := strings.Fields(fold.Text(p.Called()))
		at[i] = strings.LastIndex(lead, " "+words[len(words)-1]+" ")
		if n, ok := reply.PercentOf(text, words[len(words)-1]); ok {
			parts[i], some = n, true
		}
	}
	first := 0
	for i := range at {
		if at[i] > at[first] { // the last who is named before "chủ trì"
			first = i
		}
	}
	if some {
		d.Parts = parts
		d.Parts[0], d.Parts[first] = d.Parts[first], d.Parts[0]
	}
	d.Owners[0], d.Owners[first] = d.Owners[first], d.Owners[0]
	return nil
}

// together reports that the owners work on one task.
func (d *assignDraft) together() bool { return d.Joint && len(d.Owners) > 1 }

// percents are the shares in per cent, as Owners stand.
func (d *assignDraft) percents() []int {
	if len(d.Parts) == len(d.Owners) {
		return d.Parts
	}
	parts := make([]int, len(d.Owners))
	parts[0] = wholePart
	return parts
}

// shares are the parts of who works together.
func (d *assignDraft) shares() (out []task.Share) {
	for i, n := range d.percents() {
		out = append(out, task.Share{Person: d.Owners[i], Part: task.A(int64(n), wholePart)})
	}
	return out
}

// partLines tell who leads, who helps, and whose how much is.
func (d *assignDraft) partLines(t *chat.Turn) (lines []rules.Message, err error) {
	if !d.together() {
		return nil, nil
	}
	for i, n := range d.percents() {
		p, err := t.Tx.Person(d.Owners[i], t.Today)
		if err != nil {
			return nil, err
		}
		lines = append(lines, rules.Msg("assign.part", "name", p.Called(), "leads", i == 0, "percent", n))
	}
	return lines, nil
}

// togetherRow adds people, and says whether they work together.
func (d *assignDraft) togetherRow(t *chat.Turn) []store.Button {
	row := []store.Button{t.Choice(assignMore, 0, "assign.more")}
	if len(d.Owners) > 1 {
		row = append(row, t.Choice(assignJoint, 0, "assign.joint", "joint", d.Joint))
	}
	if d.together() {
		row = append(row, t.Choice(assignParts, 0, "assign.parts"))
	}
	return row
}

func askParts(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	lines, err := d.partLines(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{Text: rules.Msg("assign.parts_ask", "lines", lines), Digits: true, Rows: [][]store.Button{
		{t.Choice(assignLead, 0, "assign.parts_lead"), t.Choice(assignEven, 0, "assign.parts_even")},
		{t.Choice(assignSend, 0, "back"), t.Choice(assignStop, 0, "stop")},
	}}, nil
}

// takeParts takes the shares. It refuses those that are not the whole, and another number of them
// than of people.
func takeParts(_ *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == assignLead:
		d.Parts = nil
	case in.Pressed && in.Choice == assignEven:
		d.Parts = slices.Repeat([]int{wholePart / len(d.Owners)}, len(d.Owners))
		d.Parts[0] += wholePart % len(d.Owners)
	case !in.Pressed:
		parts, sum := reply.Percents(in.Text, task.MaxShares+1), 0
		for _, n := range parts {
			sum += n
		}
		switch {
		case len(parts) != len(d.Owners):
			return chat.Stay, rules.Refuse("assign.parts_count", "n", len(d.Owners))
		case sum != wholePart:
			return chat.Stay, rules.Refuse("task.share_sum", "sum", task.N(sum).Message())
		}
		d.Parts = parts
	}
	return "sure", nil
}
