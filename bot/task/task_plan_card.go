package task

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// planPress acts from the plan on the card of a request.
type planPress struct {
	Request rules.RequestID
	Rev     int32
}

var (
	planGive      = chat.DefinePress[planPress]("qg")
	planCondition = chat.DefinePress[planPress]("qn")
)

// planCard shows whoever decides how far the plans reach, what is in them, and gives more
// work or approves with a note.
func planCard() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceRequestDecide, Name: "plan", Order: 20,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			r, err := v.Tx.Request(rules.RequestID(id))
			return chat.Owner{Person: r.Person}, err
		},
		May:  []rules.Access{{Who: rules.Head, Over: rules.Approves}},
		Show: showPlanCard,
	}
}

func showPlanCard(v chat.View, id int64) (chat.Shown, error) {
	do := v.Do()
	r, err := v.Tx.Request(rules.RequestID(id))
	if err != nil {
		return chat.Shown{}, err
	}
	plans, err := work.PlansOf(do, r)
	if err != nil || len(plans) == 0 {
		return chat.Shown{}, err
	}
	shown := chat.Shown{Text: rules.Msg("plan.card", "lines", planLines(v.Pilot.Tasks, plans), "short", anyShort(plans))}
	desk, err := do.Desk(r.Person, v.Reader.ID)
	if err != nil {
		return shown, err
	}
	if _, refused := desk.Org.MayDecide(v.Reader.ID, &r, v.Today); refused == nil {
		p := planPress{r.ID, int32(r.Rev)}
		shown.Rows = [][]store.Button{{planGive.Button(p, "plan.give"), planCondition.Button(p, "plan.condition")}}
	}
	return shown, nil
}

// aboutPlan names whose request a plan is of.
func aboutPlan(t *chat.Turn, p planPress) (rules.Subject, error) {
	return t.Subject(pilot.ObjectRequest, int64(p.Request))
}

// mayStill shows the present card where the request waits no more.
func mayStill(t *chat.Turn, p planPress) (r rules.Request, open bool, err error) {
	if r, err = t.Tx.Request(p.Request); err != nil || r.Open() {
		return r, err == nil, err
	}
	return r, false, t.AnswerCard(rules.Msg("plan.decided"), pilot.RequestRef(p.Request))
}

// askNote begins to approve with a note.
func askNote(t *chat.Turn, p planPress) error {
	if _, open, err := mayStill(t, p); err != nil || !open {
		return err
	}
	return conditionFlow().Start(t, "word", conditionDraft{Press: p})
}

// notedIntent takes "duyệt, nhưng nhớ gửi báo cáo trước 16h": the note is shown back first.
func notedIntent() chat.Intent {
	return chat.Intent{Kind: chat.ApproveNoted, Access: pilot.DecideDays.Access, Take: func(t *chat.Turn, s chat.Saying) error {
		if err := task.CheckText(s.Note); err != nil {
			return err
		}
		p := planPress{Request: rules.RequestID(s.Object.ID)}
		r, open, err := mayStill(t, p)
		if err != nil || !open {
			return err
		}
		p.Rev = int32(r.Rev)
		return conditionFlow().StartBelow(t, "sure", conditionDraft{p, chat.Short(s.Note, chat.MaxNote)})
	}}
}

// giveMore begins to give work to who asks for the days; sent, it stands in the plan.
func giveMore(t *chat.Turn, p planPress) error {
	r, open, err := mayStill(t, p)
	if err != nil || !open {
		return err
	}
	return beginAssign(t, assignDraft{Owners: []rules.PersonID{r.Person}, Request: p.Request, Rev: int(p.Rev)})
}

// conditionDraft is an approval with a note.
type conditionDraft struct {
	Press planPress
	Text  string `json:"text,omitempty"`
}

const (
	conditionQuick int32 = iota + 1 // Arg: which
	conditionBack
	conditionSend
)

const quickConditions = 3

// conditionFlow approves the days that wait with a note, which the requester reads and the
// approval keeps. What is typed is shown back before it is sent.
func conditionFlow() chat.Flow[conditionDraft] {
	back := chat.Choice{Name: "back", Value: conditionBack, Arg: chat.NoArg}
	return chat.Flow[conditionDraft]{
		Name: "plan_condition", Version: 1, Access: pilot.DecideDays.Access,
		About: func(t *chat.Turn, d *conditionDraft) (rules.Subject, error) { return aboutPlan(t, d.Press) },
		Stop:  func(t *chat.Turn, d *conditionDraft) error { return t.ShowCard(pilot.RequestRef(d.Press.Request)) },
		Steps: []chat.Step[conditionDraft]{
			{Name: "word", Ask: askCondition, Take: takeCondition, Free: true, Choices: []chat.Choice{{Name: "quick", Value: conditionQuick, Arg: chat.AnItem}, back}},
			{Name: "sure", Ask: askConditionSure, Take: takeConditionSure, Free: true, Sure: []int32{conditionSend}, Main: conditionSend, Yes: conditionSend,
				Choices: []chat.Choice{{Name: "send", Value: conditionSend, Arg: chat.NoArg, Confirms: true}, back}},
		},
	}
}

// about names whose days are approved, and which.
func (d *conditionDraft) about(t *chat.Turn) (name string, days []rules.Slot, err error) {
	r, err := t.Tx.Request(d.Press.Request)
	if err != nil {
		return "", nil, err
	}
	p, err := t.Tx.Person(r.Person, t.Today)
	return p.Called(), r.Slots(rules.Pending), err
}

func askCondition(t *chat.Turn, d *conditionDraft) (store.Screen, error) {
	name, days, err := d.about(t)
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(conditionBack, 0, "back")}}
	for i := range int32(quickConditions) {
		rows = append(rows, []store.Button{t.Choice(conditionQuick, i, fmt.Sprintf("plan.quick.%d", i))})
	}
	return store.Screen{Text: rules.Msg("plan.condition.ask", "name", name, "days", days), Rows: rows}, nil
}

func takeCondition(t *chat.Turn, d *conditionDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == conditionBack:
		return chat.Stopped, nil
	case !in.Pressed:
		if n := len([]rune(in.Text)); n > chat.MaxNote {
			return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
		}
		if err := task.CheckText(in.Text); err != nil {
			return chat.Stay, err
		}
		d.Text = in.Text
		return "sure", nil
	case in.Arg < 0 || in.Arg >= quickConditions:
		return chat.Stay, rules.Refuse("press.stale")
	}
	text, err := t.Text(rules.Msg(fmt.Sprintf("plan.quick.%d", in.Arg)))
	if err != nil {
		return chat.Stay, err
	}
	d.Text = text
	return d.approve(t)
}

func askConditionSure(t *chat.Turn, d *conditionDraft) (store.Screen, error) {
	name, days, err := d.about(t)
	return store.Screen{
		Text: rules.Msg("plan.condition.sure", "name", name, "days", days, "text", d.Text),
		Rows: [][]store.Button{{t.Choice(conditionBack, 0, "back"), t.Choice(conditionSend, 0, "plan.condition.send")}},
	}, err
}

func takeConditionSure(t *chat.Turn, d *conditionDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == conditionSend, !in.Pressed && reply.Agrees(in.Text):
		return d.approve(t)
	case in.Pressed:
		return "word", nil
	}
	if taken, err := d.decidesInstead(t, in.Text); taken || err != nil {
		return chat.Elsewhere, err
	}
	return takeCondition(t, d, in)
}

// decidesInstead takes days alone of those that wait, said below an approval with a note, as the decision
// that they are: "vậy cho chiều thứ 6" is no note.
func (d *conditionDraft) decidesInstead(t *chat.Turn, text string) (taken bool, err error) {
	u, err := t.Understand(text)
	if err != nil {
		return false, err
	}
	a := u.Acts[0]
	if len(u.Acts) > 1 || a.Intent != phrase.Home || len(a.Days) == 0 || reply.SaysHome(text, t.Today) {
		return false, nil
	}
	_, waiting, err := d.about(t)
	if err != nil || !slices.ContainsFunc(waiting, func(s rules.Slot) bool { return s.Date == a.Days[0].Date }) {
		return false, err
	}
	if err := t.LeaveForWish(); err != nil {
		return true, err
	}
	return true, t.Serve(chat.Saying{Act: a, Text: text})
}

// approve approves what waits, with the note; a refusal is told beside the present card.
func (d *conditionDraft) approve(t *chat.Turn) (string, error) {
	ref := pilot.RequestRef(d.Press.Request)
	after, err := request.Approve(t.Do(), request.Decision{Request: d.Press.Request, Rev: int(d.Press.Rev), Reason: d.Text, Chat: t.Chat, Stay: true})
	if r, refused := chat.IsRefusal(err); refused {
		if err := t.ShowCard(ref); err != nil {
			return chat.Stay, err
		}
		return chat.End, t.Refuse(r, nil)
	}
	if err != nil {
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(rules.Msg("plan.condition.done"), pilot.RequestRef(after.ID))
}
