package team

import (
	"cmp"
	"fmt"
	"slices"

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
		Yes:  comesOrNot,
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

// comesOrNot takes "dạ em lên" as the answer of who is called, where the call is the newest message; a no
// is asked its reason.
func comesOrNot(t *chat.Turn, id int64, text string) (taken bool, err error) {
	c, err := t.Tx.Callback(rules.CallbackID(id))
	if err != nil || c.Person != t.Person.ID || c.Answer != rules.CallbackOpen {
		return false, err
	}
	switch {
	case reply.Confirms(text) || reply.ComesIn(text):
		return true, answerCall(t, unableFlow(), callAnswer{Callback: c.ID})
	case reply.Denies(text):
		return true, answerCall(t, unableFlow(), callAnswer{Callback: c.ID, Unable: true})
	}
	return false, nil
}

// answersIntents answer whether those who were called have answered, and that a call is off.
func answersIntents() []chat.Intent {
	return []chat.Intent{
		{Words: &chat.Words{Name: "asks answer", In: reply.AsksAnswer, Apart: true}, Access: callAccess, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
			calls, err := myCalls(t, s)
			if err != nil || len(calls) == 0 {
				return cmp.Or(err, t.NotUnderstood())
			}
			for _, c := range calls {
				if err := t.ShowCardBelow(pilot.CallbackRef(c.ID)); err != nil {
					return err
				}
			}
			return nil
		}},
		{Words: &chat.Words{Name: "calls off", In: reply.OffAt, Apart: true}, Access: callAccess, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
			calls, err := myCalls(t, s)
			if err != nil || len(calls) == 0 {
				return cmp.Or(err, t.Say(rules.Msg("callback.off_none")))
			}
			var lines []rules.Message
			for _, c := range calls {
				p, err := t.Tx.Person(c.Person, t.Today)
				if err != nil {
					return fmt.Errorf("find who was called: %w", err)
				}
				lines = append(lines, rules.Msg("callback.off_line", "name", p.Called(), "at", c.Due, "phone", p.Phone))
			}
			return t.Say(rules.Msg("callback.off", "lines", lines, "n", len(lines)))
		}},
	}
}

// myCalls are the calls that the writer made and whose hour is to come, of whom a text names if it
// names anybody.
func myCalls(t *chat.Turn, s chat.Saying) (mine []rules.Callback, err error) {
	about, err := t.About(s.Text)
	if err != nil {
		return nil, err
	}
	for _, unit := range append(slices.Clone(t.Actor.HeadOf), t.Actor.ActsFor...) {
		list, err := t.Tx.CallbacksIn(unit, t.Today, t.Today+chat.Farthest)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			p, err := t.Tx.Person(c.Person, t.Today)
			if err != nil {
				return nil, fmt.Errorf("find who was called: %w", err)
			}
			named := len(about.Who) == 0 || slices.ContainsFunc(about.Who, func(name string) bool { return chat.IsNamed(s.Text, name, p.Name) })
			if c.By == t.Person.ID && named && t.Now.Before(c.Due) {
				mine = append(mine, c)
			}
		}
	}
	return mine, nil
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
