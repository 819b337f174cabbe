package task

import (
	"fmt"
	"slices"
	"strconv"
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
	p, err := work.Try(t.Do(), d.assignment(t))
	if err != nil {
		return store.Screen{}, err
	}
	who, err := d.who(t)
	if err != nil {
		return store.Screen{}, err
	}
	lines, err := awayLines(t, p, d.self(t))
	if err != nil {
		return store.Screen{}, err
	}
	if d.Apart {
		lines = append(lines, rules.Msg("plan.changed"))
	}
	rows := missRows(t, p)
	if len(p.Why) == 0 {
		rows = append(rows, []store.Button{t.Choice(assignSend, 0, "assign.send", "self", d.self(t), "draft", p.Task.State == task.Drafted, "still", d.missed(t, p))})
	}
	if !p.Next.IsZero() {
		rows = append(rows, []store.Button{t.Choice(assignNext, 0, "assign.next_due", "at", p.Next)})
	}
	if len(d.After) > 0 {
		rows = append(rows, []store.Button{t.Choice(assignSkip, 0, "assign.skip")})
	}
	fields, holders, err := d.fields(t)
	if err != nil {
		return store.Screen{}, err
	}
	field, err := d.fieldLine(t, holders)
	if err != nil {
		return store.Screen{}, err
	}
	rows = append(append(rows, d.fieldRows(t, fields)...), d.togetherRow(t),
		[]store.Button{t.Choice(assignWho, 0, "assign.change_who"), t.Choice(assignWhat, 0, "assign.change_what")},
		[]store.Button{t.Choice(assignSize, 0, "assign.change_size"), t.Choice(assignWhen, 0, "assign.change_due")},
		[]store.Button{t.Choice(assignRepeat, 0, "assign.change_repeat", "now", d.Rhythm != task.Once)},
		[]store.Button{t.Choice(assignStop, 0, "stop")})
	parts, err := d.partLines(t)
	if err != nil {
		return store.Screen{}, err
	}
	document := d.Document
	if t.Pilot.Tasks.Minimal {
		document = ""
	}
	return store.Screen{Text: rules.Msg("assign.sure", "parts", parts, "document", document, "field", field, "who", who, "self", d.self(t), "n", len(d.Owners), "title", d.title(t), "due", d.Due, "doubt", d.Doubt, "repeat", d.repeatLine(t),
		"after", d.afterLines(t), "size", sizeOf(p.Task.Work), "draft", p.Task.State == task.Drafted, "lines", lines, "why", p.Why), Rows: rows}, nil
}

// missed reports that it is asked whether others get the work, or when, since somebody is away on the day of the deadline.
func (d *assignDraft) missed(t *chat.Turn, p work.Preview) bool {
	return p.Miss != nil && !d.self(t) && p.Task.State != task.Drafted
}

// missRows are what can be done where somebody is away on the day of the deadline.
func missRows(t *chat.Turn, p work.Preview) (rows [][]store.Button) {
	if p.Miss == nil {
		return nil
	}
	for _, x := range p.Miss.Instead {
		rows = append(rows, []store.Button{t.Choice(assignInstead, int32(x.ID), "assign.instead", "name", x.Called())})
	}
	if !p.Miss.Due.IsZero() {
		rows = append(rows, []store.Button{t.Choice(assignBack, 0, "assign.back_due", "at", p.Miss.Due)})
	}
	return rows
}

// spare takes what is offered where somebody is away on the day of the deadline: another
// person in their place, or the day on which they are back. What no longer holds is shown anew.
func (d *assignDraft) spare(t *chat.Turn, in chat.Input) (string, error) {
	p, err := work.Try(t.Do(), d.assignment(t))
	switch {
	case err != nil:
		return chat.Stay, err
	case p.Miss == nil, in.Choice == assignBack && p.Miss.Due.IsZero():
		return chat.Stay, rules.Refuse("press.stale")
	case in.Choice == assignBack:
		d.Due, d.Doubt, d.Nominal = p.Miss.Due, false, 0
		return "sure", nil
	}
	to := rules.PersonID(in.Arg)
	i := slices.Index(d.Owners, p.Miss.Absence.Person)
	if i < 0 || !slices.ContainsFunc(p.Miss.Instead, func(x rules.Person) bool { return x.ID == to }) {
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Owners[i] = to
	return "sure", nil
}

// awayLines tell who is away before the deadline, and ask where it is on its day; why is
// nobody's to know.
func awayLines(t *chat.Turn, p work.Preview, self bool) (lines []rules.Message, err error) {
	away := p.Away
	if p.Miss != nil {
		who, err := t.Tx.Person(p.Miss.Absence.Person, t.Today)
		if err != nil {
			return nil, fmt.Errorf("find who is away: %w", err)
		}
		a := p.Miss.Absence
		lines = append(lines, rules.Msg("assign.miss", "name", who.Called(), "first", a.First, "last", a.Last, "one", a.First == a.Last, "instead", len(p.Miss.Instead) > 0, "self", self))
		away = slices.DeleteFunc(slices.Clone(away), func(x rules.Absence) bool { return x == a })
	}
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
		switch {
		case reply.GivesAll(in.Text) && len(d.After) > 0:
			return d.sendAll(t)
		case reply.GivesOut(in.Text):
			return d.send(t)
		}
		return d.typed(t, in.Text, func() error { return d.changed(t, in.Text) })
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignSkip:
		return d.nextAfter(t)
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
	case in.Choice == assignRepeat:
		return "repeat", nil
	case in.Choice == assignField:
		return d.takeField(t, int(in.Arg))
	case in.Choice == assignInstead, in.Choice == assignBack:
		return d.spare(t, in)
	}
	if in.Choice == assignNext {
		p, err := work.Try(t.Do(), d.assignment(t))
		if err != nil || p.Next.IsZero() {
			return chat.Stay, err
		}
		d.Due, d.Doubt, d.Nominal = p.Next, false, 0
		return "sure", nil
	}
	if in.Typed { // where it is asked which of several, a typed yes is none of them
		p, err := work.Try(t.Do(), d.assignment(t))
		switch {
		case err != nil:
			return chat.Stay, err
		case d.missed(t, p):
			return chat.Stay, rules.Refuse("assign.miss_which")
		}
	}
	return d.send(t)
}

// send gives the work out, and shows what it has become.
func (d *assignDraft) send(t *chat.Turn) (string, error) {
	given, full, err := d.give(t)
	if err != nil {
		return chat.Stay, err
	}
	if len(given) == 0 {
		return "sure", nil
	}
	said, err := d.doneLine(t, given, full)
	if err != nil {
		return chat.Stay, err
	}
	if len(d.After) > 0 {
		if err := t.AnswerCard(said, store.Ref{Kind: pilot.ObjectTask, ID: int64(given[0].ID)}); err != nil {
			return chat.Stay, err
		}
		return d.nextAfter(t)
	}
	if d.Request != 0 {
		return chat.End, t.AnswerCard(said, pilot.RequestRef(d.Request))
	}
	if len(given) == 1 {
		return chat.End, t.AnswerCard(said, store.Ref{Kind: pilot.ObjectTask, ID: int64(given[0].ID)})
	}
	t.Remember(said)
	return chat.End, t.Show(store.Screen{Text: said})
}

// give gives the work out, into the plans of the request from whose card it is given. One that
// changed meanwhile is left alone: that is shown, and nothing is given yet.
func (d *assignDraft) give(t *chat.Turn) (given []task.Task, full bool, err error) {
	if d.Request == 0 {
		given, err = work.Assign(t.Do(), d.assignment(t))
		return given, false, err
	}
	given, full, err = work.AssignPlanned(t.Do(), d.assignment(t), d.Request, d.Rev)
	if r, refused := chat.IsRefusal(err); refused && r.Reasons[0].Key == "plan.changed" {
		d.Request, d.Apart = 0, true
		return nil, false, nil
	}
	return given, full, err
}

const fieldsShown = 6

// fields are those in which who assigns has handed on the work of all owners: who holds one
// confirms what is given in it.
func (d *assignDraft) fields(t *chat.Turn) (names []string, holders map[string][]rules.PersonID, err error) {
	list, err := work.FieldsGiven(t.Do(), t.Actor.HeadOf, d.Owners...)
	if err != nil || d.self(t) {
		return nil, nil, err
	}
	holders = map[string][]rules.PersonID{}
	for _, m := range list {
		if holders[m.Field] == nil && len(names) < fieldsShown {
			names = append(names, m.Field)
		}
		holders[m.Field] = append(holders[m.Field], m.To)
	}
	return names, holders, nil
}

// fieldRows offer the fields; the chosen one is marked, and left by pressing it again.
func (d *assignDraft) fieldRows(t *chat.Turn, names []string) [][]store.Button {
	var row []store.Button
	for i, name := range names {
		row = append(row, t.Choice(assignField, int32(i), "assign.field", "name", chat.Short(name, buttonTitle), "now", d.inField(name)))
	}
	return slices.Collect(slices.Chunk(row, 2)) //nolint:mnd // that many fit on a phone
}

func (d *assignDraft) inField(name string) bool { return task.SameField(d.Field, name) }

// fieldLine says in which field the work is given, and who else confirms it; it says nothing of none, nor of one
// that nobody holds any more.
func (d *assignDraft) fieldLine(t *chat.Turn, holders map[string][]rules.PersonID) ([]rules.Message, error) {
	if holders[d.Field] == nil {
		d.Field = ""
		return nil, nil
	}
	names, err := work.Names(t.Do(), holders[d.Field]...)
	return []rules.Message{rules.Msg("assign.in_field", "name", d.Field, "who", names)}, err
}

// takeField takes a field, or leaves it.
func (d *assignDraft) takeField(t *chat.Turn, at int) (string, error) {
	names, _, err := d.fields(t)
	switch {
	case err != nil:
		return chat.Stay, err
	case at >= len(names):
		return chat.Stay, rules.Refuse("press.stale")
	case d.inField(names[at]):
		d.Field = ""
	default:
		d.Field = names[at]
	}
	return "sure", nil
}

// countsEach takes "Bình 3 thôi, Chi 5" where each of several gets so many: who comes behind the first gets a task of their own, after
// this one.
func (d *assignDraft) countsEach(t *chat.Turn, text string) (bool, error) {
	about, err := t.About(text)
	if err != nil || len(about.Who) < 2 || len(about.Who) != len(d.Owners) || d.Joint || d.Product == 0 && phrase.CountIn(d.Title) == 0 { //nolint:mnd // of one it is a count as any
		return false, err
	}
	var each []assignDraft
	for _, name := range about.Who {
		one := assignDraft{Title: d.Title, Product: d.Product, Quantity: d.Quantity}
		n, ok := reply.CountOf(text, name)
		if err := one.saidWho(t, []string{name}); err != nil || !ok || len(one.Owners) != 1 || !slices.Contains(d.Owners, one.Owners[0]) || !one.counts(float64(n), "") {
			return false, err
		}
		each = append(each, one)
	}
	due := d.Due.In(t.Pilot.Calendar.Location)
	for i, one := range each[1:] {
		x := phrase.Task{Who: []string{about.Who[i+1]}, Work: one.Title, Title: one.Title, Due: phrase.Due{Kind: phrase.DueDay, Day: t.Pilot.Today(d.Due), Hour: due.Hour(), Minute: due.Minute()}}
		if one.Product != 0 {
			x.Count, _ = strconv.ParseFloat(one.Quantity.String(), 64) // a fraction is none
		}
		d.After = append(d.After, x)
	}
	d.Owners, d.Title, d.Quantity, d.Parts = each[0].Owners, each[0].Title, each[0].Quantity, nil
	return true, nil
}
