package task

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
)

// assignDraft is work being given out.
type assignDraft struct {
	Owners    []rules.PersonID `json:"owners,omitempty"` // each gets the whole of it
	Query     string           `json:"query,omitempty"`  // a name that several bear, or that is to be chosen
	Title     string           `json:"title,omitempty"`
	Product   task.ProductID   `json:"product,omitempty"`
	Quantity  task.Amount      `json:"quantity,omitzero"` // of the product
	HalfHours int              `json:"half_hours,omitempty"`
	Sized     bool             `json:"sized,omitempty"` // how much it is was said, or that it is not counted
	Due       time.Time        `json:"due,omitzero"`
	Doubt     bool             `json:"doubt,omitempty"`    // the deadline was read out of words that leave room
	Document  string           `json:"document,omitempty"` // số/ký hiệu
	Field     string           `json:"field,omitempty"`    // lĩnh vực: who was handed it on confirms, too
	More      bool             `json:"more,omitempty"`     // one more owner is being chosen
	Joint     bool             `json:"joint,omitempty"`    // the owners work on one task, which the first leads
	Parts     []int            `json:"parts,omitempty"`    // whose how much is, in per cent, as Owners stand; none: all is the first's
	Rhythm    task.Rhythm      `json:"rhythm,omitempty"`   // in which it comes again
	Every     int              `json:"every,omitempty"`    // so many weeks or months
	Until     rules.Date       `json:"until,omitempty"`    // the last day of it; with Times 0 unsaid
	Times     int              `json:"times,omitempty"`    // so many times
	Nominal   rules.Date       `json:"nominal,omitempty"`  // the day of the rhythm, where the first deadline moved before it
	Request   rules.RequestID  `json:"request,omitempty"`  // of days at home whose plan gets it
	Rev       int              `json:"rev,omitempty"`      // of that request, as it was shown
	Apart     bool             `json:"apart,omitempty"`    // it changed since: the work goes into no plan
	After     []phrase.Task    `json:"after,omitempty"`    // what the sentence gives out further, one after the other
}

// What the flow's buttons carry.
const (
	assignTo      int32 = iota + 1 // Arg: the person
	assignSelf                     // who assigns takes it
	assignProduct                  // Arg: of the catalogue
	assignLike                     // Arg: a task that is given again
	assignMany                     // Arg: how many of the product
	assignHours                    // Arg: half-hours
	assignUncounted
	assignDue  // Arg: the day, to its closing time
	assignNext // the working hour that is offered
	assignSend
	assignWho // the following lead back to a step
	assignWhat
	assignSize
	assignWhen
	assignStop
	assignMore  // one more owner
	assignJoint // on one task together, or each on their own
	assignParts // leads to the shares
	assignLead  // all counts for who leads
	assignEven
	assignInstead // Arg: the person, for who is away on the day of the deadline
	assignBack    // the deadline moves to when they are back
	assignRepeat  // leads to the rhythm
	assignPace    // Arg: which of rhythms
	assignUntil   // Arg: which of the ends that are offered
	assignSkip    // leaves this one, and goes on with what is given out further
	assignField   // Arg: which of the fields that are offered
)

// handleTask is whoever may give or take work at all; the desk says over whom.
var handleTask = pilot.HandleTask.Access

func assignFlow() chat.Flow[assignDraft] {
	stop := chat.Choice{Name: "stop", Value: assignStop, Arg: chat.NoArg}
	back := func(name string, to int32) chat.Choice { return chat.Choice{Name: name, Value: to, Arg: chat.NoArg} }
	return chat.Flow[assignDraft]{
		Name: "assign", Version: 7, Access: handleTask,
		Wishes: []phrase.Intent{phrase.Assign},
		Stop: func(t *chat.Turn, d *assignDraft) error {
			if d.Request == 0 {
				return nil
			}
			return t.ShowCard(pilot.RequestRef(d.Request))
		},
		Steps: []chat.Step[assignDraft]{
			{Name: "person", Ask: askOwner, Take: takeOwner, Choices: []chat.Choice{{Name: "to", Value: assignTo, Arg: chat.AnID}, back("self", assignSelf), stop}},
			{Name: "what", Ask: askWhat, Take: takeWhat, Free: true, Choices: []chat.Choice{
				{Name: "product", Value: assignProduct, Arg: chat.AnID}, {Name: "like", Value: assignLike, Arg: chat.AnID}, back("person", assignWho), stop,
			}},
			{Name: "size", Ask: askSize, Take: takeSize, Choices: []chat.Choice{
				{Name: "many", Value: assignMany, Arg: chat.AnID}, {Name: "hours", Value: assignHours, Arg: chat.AnID}, back("uncounted", assignUncounted), back("what", assignWhat), stop,
			}},
			{Name: "due", Ask: askDue, Take: takeDue, Choices: []chat.Choice{{Name: "due", Value: assignDue, Arg: chat.ADay}, back("what", assignWhat), stop}},
			{Name: "sure", Ask: askAssign, Take: takeAssign, Sure: []int32{assignSend}, Yes: assignSend, Main: assignSend, Choices: []chat.Choice{
				{Name: "send", Value: assignSend, Arg: chat.NoArg}, {Name: "instead", Value: assignInstead, Arg: chat.AnID}, back("return", assignBack), back("next", assignNext), back("person", assignWho), back("what", assignWhat),
				back("size", assignSize), back("due", assignWhen), back("more", assignMore), back("joint", assignJoint), back("parts", assignParts), back("repeat", assignRepeat), back("skip", assignSkip), {Name: "field", Value: assignField, Arg: chat.AnItem}, stop,
			}},
			{Name: "parts", Ask: askParts, Take: takeParts, Choices: []chat.Choice{back("lead", assignLead), back("even", assignEven), back("back", assignSend), stop}},
			{Name: "repeat", Ask: askRepeat, Take: takeRepeat, Choices: []chat.Choice{{Name: "pace", Value: assignPace, Arg: chat.AnItem}, back("back", assignSend), stop}},
			{Name: "until", Ask: askUntil, Take: takeUntil, Choices: []chat.Choice{{Name: "until", Value: assignUntil, Arg: chat.AnItem}, back("back", assignRepeat), stop}},
		},
	}
}

// cmdAssign gives work to somebody, or takes some.
func cmdAssign() chat.Command {
	return chat.Command{
		Name: "assign", Alias: "giaoviec", Place: 34, InMenu: true, Access: handleTask,
		Flows: []chat.Conversation{assignFlow(), wordFlow(), conditionFlow(), stopFlow()},
		Presses: []chat.Presser{
			planGive.On(pilot.DecideDays.Access, aboutPlan, giveMore),
			planCondition.On(pilot.DecideDays.Access, aboutPlan, askNote),
		},
		Run: func(t *chat.Turn, args string) error {
			if args == "" {
				return beginAssign(t, assignDraft{})
			}
			return assignText(t, args)
		},
	}
}

// assignIntent takes "giao Lan soạn 3 báo cáo quý, hạn thứ 6 16h".
func assignIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Assign, Access: handleTask, Take: func(t *chat.Turn, s chat.Saying) error {
		if err := task.CheckText(s.Text); err != nil { // nothing of it is kept, nor said back
			return err
		}
		return assignSaid(t, s.Act, s.Text, s.With...)
	}}
}

// passedIntent takes what a head passes on as work that may be given out.
func passedIntent() chat.Intent {
	return chat.Intent{Kind: chat.Passed, Access: rules.Access{Who: rules.Head, Over: rules.NoData, Write: true}, Take: func(t *chat.Turn, s chat.Saying) error {
		d := assignDraft{Title: titleIn(s.Text), Document: reply.Document(s.Text), Sized: true}
		if err := task.CheckText(s.Text); err != nil {
			return err
		}
		return beginAssign(t, d)
	}}
}

// assignText takes what stands behind the command as the sentence that it stands for.
func assignText(t *chat.Turn, text string) error {
	if err := task.CheckText(text); err != nil {
		return err
	}
	said, err := t.Understand("giao " + text)
	if err != nil {
		return err
	}
	if said.Acts[0].Intent == phrase.Assign {
		var more []phrase.Act
		for _, a := range said.Acts[1:] {
			if a.Intent == phrase.Assign {
				more = append(more, a)
			}
		}
		return assignSaid(t, said.Acts[0], text, more...)
	}
	d := assignDraft{Title: strings.TrimSpace(text)}
	return beginAssign(t, d)
}

// assignSaid begins with what a sentence says, at what it leaves open; what it gives out further
// follows, each by itself.
func assignSaid(t *chat.Turn, a phrase.Act, text string, more ...phrase.Act) error {
	if len(more) > 0 && slices.Equal(a.Task.Who, []string{phrase.AnyMe}) {
		return planSaid(t, append([]phrase.Act{a}, more...))
	}
	var d assignDraft
	if len(more) > 0 {
		text = a.Task.Title
	}
	for _, m := range more {
		d.After = append(d.After, m.Task)
	}
	if slices.Equal(a.Task.Who, []string{phrase.AnyAsk}) && reply.OfEveryone(text) && len(t.Actor.HeadOf) > 0 { // "các em nộp báo cáo tuần trước 16h"
		a.Task.Who = []string{phrase.AnyAll}
	}
	x, err := d.assigned(t, a.Task, text)
	if err != nil {
		return err
	}
	if err := d.said(t, x); err != nil {
		return err
	}
	if err := d.saidBeside(t, text); err != nil {
		return err
	}
	d.Sized = true // a sentence needs none: it is shown, and can be changed
	return beginAssign(t, d)
}

// beginAssign asks for what is open. Who can give work to nobody takes it.
func beginAssign(t *chat.Turn, d assignDraft) error {
	if len(d.Owners) == 0 && d.Query == "" {
		people, err := work.Assignable(t.Do())
		if err != nil {
			return err
		}
		if len(people) == 0 {
			d.Owners = []rules.PersonID{t.Person.ID}
		}
	}
	return assignFlow().Start(t, d.next(), d)
}

// next is the step that asks for what is still open.
func (d *assignDraft) next() string {
	switch {
	case len(d.Owners) == 0 || d.Query != "":
		return "person"
	case d.Title == "":
		return "what"
	case !d.Sized:
		return "size"
	case d.Due.IsZero():
		return "due"
	}
	return "sure"
}

// assignment is the draft as the use case takes it.
func (d *assignDraft) assignment(t *chat.Turn) work.Assignment {
	a := work.Assignment{
		Owners: d.Owners, Product: d.Product, Pace: d.pace(t),
		Task: task.Task{Title: d.Title, Field: d.Field, Due: d.Due, Work: task.Work{Quantity: d.Quantity, HalfHours: d.HalfHours}, Document: task.Document{Number: d.Document}},
	}
	if d.together() {
		a.Task.Owner, a.Owners, a.Task.Shares = d.Owners[0], nil, d.shares()
	}
	return a
}

// said takes over what a sentence says; what it leaves open stays as it was.
func (d *assignDraft) said(t *chat.Turn, x phrase.Task) error {
	if err := d.saidWho(t, x.Who); err != nil {
		return err
	}
	if x.Work != "" && x.Work != phrase.AskWork {
		if err := d.saidWork(t, x); err != nil {
			return err
		}
	}
	d.saidLong(x.Minutes)
	d.saidDue(t, x.Due)
	d.falls(t)
	return nil
}

// saidLong takes how long the work is said to take, rounded up to half-hours; what counts in
// products does not count in hours.
func (d *assignDraft) saidLong(minutes int) (taken bool) {
	const half = 30
	if minutes == 0 || d.Product != 0 {
		return false
	}
	d.HalfHours, d.Sized = (minutes+half-1)/half, true
	return true
}

// saidWho finds whom some names mean: of those to whom work can be given, else of all.
func (d *assignDraft) saidWho(t *chat.Turn, names []string) error {
	if len(names) == 0 || len(d.Owners) > 0 && !slices.ContainsFunc(names, func(n string) bool { return n != phrase.AnyAsk }) {
		return nil
	}
	if !d.More {
		d.Owners = nil
	}
	d.Query, d.Parts = "", nil
	for _, name := range names {
		switch name {
		case phrase.AnyMe:
			d.Owners = append(d.Owners, t.Person.ID)
			continue
		case phrase.AnyAll:
			if err := d.everybody(t); err != nil {
				return err
			}
			continue
		case phrase.AnyAsk:
			continue
		}
		found, err := owners(t, name)
		switch {
		case err != nil:
			return err
		case len(found) == 0:
			return rules.Refuse("assign.nobody", "query", chat.Short(name, chat.MaxName))
		case len(found) > 1:
			d.Query = chat.Short(name, chat.MaxName)
			continue
		}
		if !slices.Contains(d.Owners, found[0].ID) {
			d.Owners = append(d.Owners, found[0].ID)
		}
	}
	return nil
}

// everybody takes all of one's own unit to whom work can be given.
func (d *assignDraft) everybody(t *chat.Turn) error {
	list, err := work.Assignable(t.Do())
	for _, p := range list {
		if p.Unit == t.Person.Unit && p.ID != t.Person.ID && !slices.Contains(d.Owners, p.ID) {
			d.Owners = append(d.Owners, p.ID)
		}
	}
	return err
}

// saidWork takes the words for the work: a product of the catalogue where they name one.
func (d *assignDraft) saidWork(t *chat.Turn, x phrase.Task) error {
	d.Title, d.Product, d.Quantity = titleOf(x), 0, task.Amount{}
	products, err := catalogue(t, d)
	if err != nil {
		return err
	}
	for _, p := range products {
		if work.Fits(task.Task{Title: x.Work}, p.Name) {
			d.Title, d.Product, d.Quantity, d.HalfHours = capital(cmp.Or(x.Title, x.Work)), p.ID, amountOf(x.Count), 0
			return nil
		}
	}
	return nil
}

// titleOf is how work that a sentence gives out is called, with how many it is where that stands apart.
func titleOf(x phrase.Task) string {
	if x.Count > 0 && x.Title == "" {
		return number(x.Count) + " " + x.Work
	}
	return capital(cmp.Or(x.Title, x.Work))
}

func (d *assignDraft) saidDue(t *chat.Turn, due phrase.Due) {
	if due.Kind != phrase.DueDay && due.Kind != phrase.DueClosed {
		return
	}
	d.Due, d.Doubt, d.Nominal = closing(t, due.Day), due.Doubt, 0
	if due.Hour >= 0 {
		d.Due = due.Day.At(due.Hour*60+due.Minute, t.Pilot.Calendar.Location) //nolint:mnd // minutes
	}
}

// closing is the end of the working hours of a day, a closed one too.
func closing(t *chat.Turn, day rules.Date) time.Time {
	return t.Pilot.Calendar.End(rules.Slot{Date: day})
}

// capital is a text whose first letter is one.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
