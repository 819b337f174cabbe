package team

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// callCard shows a call back to who is called, with the buttons of the answer, and
// to who calls.
func callCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectCallback,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			c, err := v.Tx.Callback(rules.CallbackID(id))
			return chat.Owner{Person: c.Person}, err
		},
		May: []rules.Access{{Who: rules.Anyone, Over: rules.Own}, {Who: rules.Head, Over: rules.Approves}},
		Also: func(v chat.View, id int64) (bool, error) {
			c, err := v.Tx.Callback(rules.CallbackID(id))
			return c.By == v.Reader.ID, err
		},
		Gone: "card.elsewhere",
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.callback", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			c, err := team.CallbackCaseOf(v.Do(), rules.CallbackID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			return callScreen(c, v.Reader.ID), nil
		},
	}
}

func callScreen(c team.CallbackCase, reader rules.PersonID) store.Screen {
	args := []any{"at", c.Due, "reason", c.Reason, "note", c.Note, "answered", c.Answered,
		"received", c.Answer == rules.CallbackReceived, "unable", c.Answer == rules.CallbackUnable}
	if reader != c.Callback.Person {
		return store.Screen{Text: rules.Msg("callback.card.head", append(args, "name", c.Person)...)}
	}
	s := store.Screen{Text: rules.Msg("callback.card.own", append(args, "by", c.By)...)}
	if c.Answer == rules.CallbackOpen {
		s.Rows = [][]store.Button{
			{callAnswerKey.Button(callAnswer{Callback: c.ID}, "callback.received")},
			{callAnswerKey.Button(callAnswer{Callback: c.ID, Unable: true}, "callback.unable")},
		}
	}
	return s
}

// answerCall keeps that the person comes, or asks why not.
func answerCall(t *chat.Turn, refusal chat.Flow[unableDraft], p callAnswer) error {
	c, err := t.Tx.Callback(p.Callback)
	if err != nil {
		return err
	}
	if p.Unable && c.Answer == rules.CallbackOpen {
		return refusal.Start(t, "reason", unableDraft{Callback: p.Callback})
	}
	return reportAnswer(t, team.CallbackReply{Callback: p.Callback, Answer: rules.CallbackReceived, Chat: t.Chat})
}

// reportAnswer keeps an answer and shows the card as it stands now; what came too
// late is said.
func reportAnswer(t *chat.Turn, reply team.CallbackReply) error {
	ref := pilot.CallbackRef(reply.Callback)
	err := team.AnswerCallback(t.Do(), reply)
	if r, refused := chat.IsRefusal(err); refused {
		if err := t.ShowCard(ref); err != nil {
			return err
		}
		return t.Refuse(r, nil)
	}
	if err != nil {
		return err
	}
	return t.AnswerCard(rules.Msg("callback.answered_toast"), ref)
}

// unableDraft is an answer that somebody can't come, being given its reason.
type unableDraft struct {
	Callback rules.CallbackID `json:"callback"`
	Note     string           `json:"note,omitempty"` // as typed, to be sent once it was shown back
}

func unableFlow() chat.Flow[unableDraft] {
	return chat.Flow[unableDraft]{
		Name: "unable", Version: 1, Access: answerAccess,
		About: func(t *chat.Turn, d *unableDraft) (rules.Subject, error) {
			return t.Subject(pilot.ObjectCallback, int64(d.Callback))
		},
		Stop: func(t *chat.Turn, d *unableDraft) error { return t.ShowCard(pilot.CallbackRef(d.Callback)) },
		Steps: []chat.Step[unableDraft]{
			{Name: "reason", Free: true, Ask: askUnable, Take: takeUnable,
				Choices: []chat.Choice{{Name: "quick", Value: callQuick, Arg: chat.AnItem, Destroys: true}, {Name: "stop", Value: callStop, Arg: chat.NoArg}}},
			{Name: "sure", Free: true, Ask: askUnableSure, Take: takeUnableSure, Sure: []int32{callSend},
				Choices: []chat.Choice{{Name: "send", Value: callSend, Arg: chat.NoArg}, {Name: "stop", Value: callStop, Arg: chat.NoArg}}},
		},
	}
}

const unableReasons = 3

func askUnable(t *chat.Turn, d *unableDraft) (store.Screen, error) {
	c, err := team.CallbackCaseOf(t.Do(), d.Callback)
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(callStop, 0, "back")}}
	for i := range int32(unableReasons) {
		rows = append(rows, []store.Button{t.Choice(callQuick, i, fmt.Sprintf("callback.unable.%d", i))})
	}
	return store.Screen{Text: rules.Msg("callback.unable_why", "by", c.By, "at", c.Due), Rows: rows}, nil
}

func takeUnable(t *chat.Turn, d *unableDraft, in chat.Input) (string, error) {
	note := in.Text
	switch {
	case in.Pressed && in.Choice == callStop:
		return chat.Stopped, nil
	case in.Pressed && (in.Arg < 0 || in.Arg >= unableReasons):
		return chat.Stay, nil
	case in.Pressed:
		text, err := t.Text(rules.Msg(fmt.Sprintf("callback.unable.%d", in.Arg)))
		if err != nil {
			return chat.Stay, err
		}
		note = text
	}
	if n := len([]rune(note)); n > chat.MaxNote {
		return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	if d.Note = note; !in.Pressed {
		return "sure", nil
	}
	return d.report(t)
}

func (d *unableDraft) report(t *chat.Turn) (string, error) {
	return chat.End, reportAnswer(t, team.CallbackReply{Callback: d.Callback, Answer: rules.CallbackUnable, Note: d.Note, Chat: t.Chat})
}

// askUnableSure shows a typed reason back: it may have been meant for somebody else.
func askUnableSure(t *chat.Turn, d *unableDraft) (store.Screen, error) {
	c, err := team.CallbackCaseOf(t.Do(), d.Callback)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("callback.unable_sure", "by", c.By, "at", c.Due, "reason", d.Note),
		Rows: [][]store.Button{{t.Choice(callStop, 0, "back"), t.Choice(callSend, 0, "reason.send")}},
	}, nil
}

func takeUnableSure(t *chat.Turn, d *unableDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == callSend || !in.Pressed && reply.Agrees(in.Text) {
		return d.report(t)
	}
	return takeUnable(t, d, in)
}
