package task

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
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
	if d.Due.IsZero() && reply.SameDue(text) {
		if err := d.sameDue(t); err != nil {
			return err
		}
	}
	if part := reply.Portion(text, t.Today); part != "" && d.Title != "" && !strings.Contains(d.Title, part) {
		d.Title += ", " + part
	}
	return d.saidTogether(t, text)
}

// sameDue takes the deadline of what the person gave last: "cũng hạn đấy".
func (d *assignDraft) sameDue(t *chat.Turn) error {
	list, err := t.Tx.LiveTasksBy(t.Person.ID)
	if err != nil || len(list) == 0 {
		return err
	}
	d.Due = slices.MaxFunc(list, func(a, b task.Task) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.ID, b.ID)) }).Due
	return nil
}

// saidTogether takes "Lan chủ trì 60%, Bình phối hợp 40%": of those who work together the one who
// leads stands first.
func (d *assignDraft) saidTogether(t *chat.Turn, text string) error {
	if len(d.Owners) < 2 || d.Query != "" {
		return nil
	}
	var called []string
	for _, id := range d.Owners {
		p, err := t.Tx.Person(id, t.Today)
		if err != nil {
			return err
		}
		words := strings.Fields(fold.Text(p.Called()))
		called = append(called, words[len(words)-1])
	}
	lead, together := reply.Together(text, called)
	shared := !slices.ContainsFunc(called, func(name string) bool { _, ok := reply.PercentOf(text, name); return !ok })
	if !together && !shared {
		return nil
	}
	d.Joint = true
	if reply.Evenly(text) {
		d.even()
	}
	at, parts, some := make([]int, len(d.Owners)), make([]int, len(d.Owners)), false
	for i, name := range called {
		at[i] = strings.LastIndex(lead, " "+name+" ")
		if n, ok := reply.PercentOf(text, name); ok {
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

// even shares the work evenly.
func (d *assignDraft) even() {
	d.Parts = slices.Repeat([]int{wholePart / len(d.Owners)}, len(d.Owners))
	d.Parts[0] += wholePart % len(d.Owners)
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
		d.even()
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

// afterLines tell what is given out further; with minimal content without what it is.
func (d *assignDraft) afterLines(t *chat.Turn) (lines []rules.Message) {
	for _, x := range d.After {
		title := titleOf(x)
		if t.Pilot.Tasks.Minimal || x.Work == phrase.AskWork {
			title = ""
		}
		who := x.Who
		if len(who) > 0 && !phrase.IsName(who[0]) {
			who = nil
		}
		lines = append(lines, rules.Msg("assign.after_line", "who", strings.Join(who, ", "), "title", chat.Short(title, buttonTitle)))
	}
	if len(lines) == 0 {
		return nil
	}
	return []rules.Message{rules.Msg("assign.after", "n", len(lines), "lines", lines)}
}

// queue keeps a task that is given out beside the draft: it follows it.
func (d *assignDraft) queue(t *chat.Turn, x phrase.Task) (string, error) {
	d.After = append(d.After, x)
	if d.next() == "sure" { // which shows what follows
		return "sure", nil
	}
	return d.next(), t.Say(d.afterLines(t)[0])
}

// nextAfter goes on with what is given out further, in a new message.
func (d *assignDraft) nextAfter(t *chat.Turn) (string, error) {
	if len(d.After) == 0 {
		return chat.Stay, rules.Refuse("press.stale")
	}
	next, err := d.following(t)
	if err != nil {
		return chat.Stay, err
	}
	return chat.Elsewhere, beginAssign(t.Below(), next)
}

// following is the next of what is given out further as a draft.
func (d *assignDraft) following(t *chat.Turn) (next assignDraft, err error) {
	next = assignDraft{After: d.After[1:], Sized: true}
	x := d.After[0]
	if err := next.said(t, x); err != nil {
		return next, err
	}
	err = next.saidBeside(t, x.Title)
	return next, err
}

// sendAll gives this one out, and all that follow up to the first that leaves something open: that one is shown.
func (d *assignDraft) sendAll(t *chat.Turn) (string, error) {
	for shown := true; ; shown = false {
		p, err := work.Try(t.Do(), d.assignment(t))
		switch {
		case err != nil:
			return chat.Stay, err
		case !shown && (len(p.Why) > 0 || d.missed(t, p)):
			return "sure", nil
		case d.missed(t, p):
			return chat.Stay, rules.Refuse("assign.miss_which")
		case len(d.After) == 0:
			return d.send(t)
		}
		next, err := d.following(t)
		if err != nil {
			return chat.Stay, err
		}
		given, full, err := d.give(t)
		if err != nil || len(given) == 0 {
			return "sure", err
		}
		said, err := d.doneLine(t, given, full)
		if err != nil {
			return chat.Stay, err
		}
		if err := t.Say(said); err != nil {
			return chat.Stay, err
		}
		*d = next
		if d.next() != "sure" {
			return d.next(), nil
		}
	}
}

// doneLine tells what was given to whom, and who of them can't be told.
func (d *assignDraft) doneLine(t *chat.Turn, given []task.Task, full bool) (rules.Message, error) {
	var names, unlinked []string
	for _, id := range d.Owners {
		p, err := t.Tx.Person(id, t.Today)
		if err != nil {
			return rules.Message{}, fmt.Errorf("find who was given work: %w", err)
		}
		if names = append(names, p.Called()); !p.Linked {
			unlinked = append(unlinked, p.Called())
		}
	}
	title := ""
	if len(d.After) > 0 {
		title = d.title(t)
	}
	return rules.Msg("assign.done", "title", title, "due", d.Due, "who", strings.Join(names, ", "), "n", len(given), "self", d.self(t), "draft", given[0].State == task.Drafted, "full", full,
		"unlinked", strings.Join(unlinked, ", "), "reached", len(unlinked) < len(names)), nil
}

// changed takes what is typed at the preview: another deadline, how far it moves, how long the work
// takes, how many it is. It refuses what says none of it, and keeps the draft.
func (d *assignDraft) changed(t *chat.Turn, text string) error {
	if out, err := d.leaveOut(t, text); out || err != nil {
		return err
	}
	if each, err := d.countsEach(t, text); each || err != nil {
		return err
	}
	if n, of := t.ReadCount(text); n > 0 && d.counts(n, of) {
		return nil
	}
	if days, working, ok := t.ReadShift(text); ok && !d.Due.IsZero() {
		due, _, _ := newDue(t, task.Task{Due: d.Due}, phrase.Due{Kind: phrase.DueLater, Plus: days, Working: working})
		if was := t.Pilot.Today(d.Due); days < 0 && !working { // "sớm hơn 1 ngày" of a Monday is Friday
			due = onDay(t, t.Pilot.Calendar.LastWorking(was+rules.Date(days)-7, was+rules.Date(days)), d.Due.In(t.Pilot.Calendar.Location)) //nolint:mnd // within a week
		}
		d.Due, d.Doubt, d.Nominal = due, false, 0
		return nil
	}
	err := d.dueTyped(t, text)
	if _, refused := chat.IsRefusal(err); refused {
		return rules.Refuse("assign.kept", "title", d.title(t))
	}
	return err
}

// leaveOut takes somebody out of several to whom work is given: "bỏ anh Bình ra, ảnh bận".
func (d *assignDraft) leaveOut(t *chat.Turn, text string) (bool, error) {
	only, adds := reply.OnlyThese(text), reply.Adds(text)
	if !reply.LeavesOut(text) && !only && !adds || len(d.Owners) < 2 && !adds { //nolint:mnd // one must stay
		return false, nil
	}
	about, err := t.About(text)
	if err != nil || len(about.Who) == 0 {
		return false, err
	}
	if only || adds { // "chỉ Bình, Chi với Lan thôi", "thêm Lan nữa"
		next := assignDraft{Owners: slices.Clone(d.Owners), More: adds}
		if err := next.saidWho(t, about.Who); err != nil || next.Query != "" || len(next.Owners) == 0 {
			return false, err
		}
		d.Owners, d.Parts = next.Owners, nil
		return true, nil
	}
	left := slices.Clone(d.Owners)
	for _, name := range about.Who {
		found, err := owners(t, name)
		if err != nil {
			return false, err
		}
		left = slices.DeleteFunc(left, func(id rules.PersonID) bool {
			return slices.ContainsFunc(found, func(p rules.Person) bool { return p.ID == id })
		})
	}
	if len(left) == len(d.Owners) || len(left) == 0 {
		return false, nil
	}
	d.Owners, d.Parts = left, nil
	return true, nil
}

// counts changes how many it is, of the product or in the title that names them.
func (d *assignDraft) counts(n float64, of string) bool {
	if !work.Fits(task.Task{Title: d.Title}, of) {
		return false
	}
	if d.Product != 0 {
		d.Quantity = amountOf(n)
		return true
	}
	words := strings.Fields(d.Title)
	was := phrase.CountIn(d.Title)
	for i, w := range words {
		if was > 0 && w == number(was) {
			words[i] = number(n)
			d.Title = strings.Join(words, " ")
			return true
		}
	}
	return false
}
