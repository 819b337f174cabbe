package request

import (
	"fmt"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// reasonDraft is a refusal, a revocation or a day kept being given its reason.
type reasonDraft struct {
	Press  requestPress
	Do     string // reject, revoke, keep
	Reason string `json:"reason,omitempty"` // as typed, to be sent once it was shown back
}

const (
	reasonQuick int32 = iota + 1 // Arg: which
	reasonBack
	reasonSend
	reasonAsk // the reason is a question, and is asked
)

const quickReasons = 4

// askReason asks why, where there is something to refuse or to take back: of an
// older card it is said who decided what and when.
func askReason(t *chat.Turn, f chat.Flow[reasonDraft], p requestPress, do string) error {
	err := request.Refused(t.Do(), decision(t, p), do == "revoke")
	if r, refused := chat.IsRefusal(err); refused {
		return refuseOnCard(t, p, r)
	}
	if err != nil {
		return err
	}
	return f.Start(t, "reason", reasonDraft{Press: p, Do: do})
}

// reasonFlow asks for a reason. One that is typed is shown back before it is sent:
// it may have been meant for somebody else.
func reasonFlow() chat.Flow[reasonDraft] {
	back := chat.Choice{Name: "back", Value: reasonBack, Arg: chat.NoArg}
	return chat.Flow[reasonDraft]{
		Name: "reason", Version: 3,
		About: func(t *chat.Turn, d *reasonDraft) (rules.Subject, error) { return aboutRequest(t, d.Press) },
		Stop:  func(t *chat.Turn, d *reasonDraft) error { return t.ShowCard(pilot.RequestRef(d.Press.Request)) },
		Steps: []chat.Step[reasonDraft]{
			{Name: "reason", Ask: askWhy, Take: takeReason, Free: true, Choices: []chat.Choice{{Name: "quick", Value: reasonQuick, Arg: chat.AnItem, Destroys: true}, back}},
			{Name: "sure", Ask: askReasonSure, Take: takeReasonSure, Free: true, Sure: []int32{reasonSend}, Main: reasonSend, Takes: true, Choices: []chat.Choice{{Name: "send", Value: reasonSend, Arg: chat.NoArg, Confirms: true}, back, {Name: "ask", Value: reasonAsk, Arg: chat.NoArg}}},
		},
	}
}

// about names whom and which days the reason is for.
func (d *reasonDraft) about(t *chat.Turn) (name string, days []rules.Slot, err error) {
	c, err := request.RequestCase(t.Do(), d.Press.Request)
	if err != nil {
		return "", nil, err
	}
	if days = d.Press.slots(); days == nil {
		days = c.Request.Slots(rules.Pending)
	}
	return c.Requester.Called(), days, nil
}

func askWhy(t *chat.Turn, d *reasonDraft) (store.Screen, error) {
	name, days, err := d.about(t)
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(reasonBack, 0, "back")}}
	for i := range int32(quickReasons) {
		rows = append(rows, []store.Button{t.Choice(reasonQuick, i, fmt.Sprintf("reason.%s.%d", d.Do, i))})
	}
	return store.Screen{Text: rules.Msg("reason.ask."+d.Do, "name", name, "days", days), Rows: rows}, nil
}

func takeReason(t *chat.Turn, d *reasonDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == reasonBack:
		return chat.Stopped, nil
	case !in.Pressed && d.Do == "reject" && reply.LetsAfterAll(in.Text):
		return chat.Elsewhere, askTypedApproval(t, d.Press)
	case !in.Pressed:
		in.Text = reply.RefusedFor(in.Text)
		if err := mayBeReason(t, in.Text); err != nil {
			return chat.Stay, err
		}
		d.Reason = reply.Because(in.Text)
		return "sure", nil
	case in.Arg < 0 || in.Arg >= quickReasons:
		return chat.Stay, nil
	}
	text, err := t.Text(rules.Msg(fmt.Sprintf("reason.%s.%d", d.Do, in.Arg)))
	if err != nil {
		return chat.Stay, err
	}
	d.Reason = text
	return d.act(t)
}

const decisionWords = 4 // of a sentence that only decides: "à thôi duyệt đi"

// mayBeReason refuses as a reason what is too long for one, what lets the day be after all, and a bare word of deciding: it is said to the question before.
func mayBeReason(t *chat.Turn, text string) error {
	if n := len([]rune(text)); n > chat.MaxNote {
		return rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	if reply.SmallTalk(text) || reply.Thanks(text) || reply.Agrees(text) && !reply.Confirms(text) { // "gửi", where there is nothing to send
		return rules.Refuse("reason.none")
	}
	if v, _ := reply.Decides(text); v == reply.Yes || reply.Agrees(text) {
		return rules.Refuse("reason.decision")
	}
	u, err := t.Understand(text)
	if err != nil {
		return err
	}
	a := u.Acts[0]
	decides := a.Intent == phrase.Approve || a.Intent == phrase.Reject || a.Intent == phrase.Confirm
	if decides && len(a.Who) == 0 && len(a.Days) == 0 && a.Reason == "" && len(strings.Fields(text)) <= decisionWords {
		return rules.Refuse("reason.decision")
	}
	if reply.Rather(text) {
		return rules.Refuse("reason.rather")
	}
	return nil
}

func askReasonSure(t *chat.Turn, d *reasonDraft) (store.Screen, error) {
	name, days, err := d.about(t)
	if err != nil {
		return store.Screen{}, err
	}
	s := store.Screen{
		Text: rules.Msg("reason.sure."+d.Do, "name", name, "days", days, "reason", d.Reason),
		Rows: [][]store.Button{{t.Choice(reasonBack, 0, "back"), t.Choice(reasonSend, 0, "reason.send")}},
	}
	if reply.Asks(d.Reason) {
		s = asksInReason(s, t.Choice(reasonAsk, 0, "reason.ask_instead"))
	}
	return s, nil
}

// asksInReason says below a reason that it reads as a question, which may be meant for the bot.
func asksInReason(s store.Screen, ask store.Button) store.Screen {
	s.Text = rules.Msg("reason.question", "shown", s.Text)
	s.Rows = append(s.Rows, []store.Button{ask})
	return s
}

// takeReasonSure sends the reason that was shown; another text takes its place.
func takeReasonSure(t *chat.Turn, d *reasonDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == reasonSend, !in.Pressed && reply.Agrees(in.Text):
		return d.act(t)
	case in.Pressed && in.Choice == reasonAsk:
		return t.AskInstead(d.Reason)
	case in.Pressed:
		return chat.Stopped, nil
	}
	return takeReason(t, d, in)
}

// act refuses or revokes, and shows the card as it stands now.
func (d *reasonDraft) act(t *chat.Turn) (string, error) {
	do := decision(t, d.Press)
	do.Reason = d.Reason
	act := map[string]func(pilot.Do, request.Decision) (rules.Request, error){"reject": request.Reject, "revoke": request.Revoke, "keep": request.Keep}[d.Do]
	if _, err := act(t.Do(), do); err != nil {
		if r, refused := chat.IsRefusal(err); refused {
			return chat.End, refuseOnCard(t, d.Press, r)
		}
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(rules.Msg("reason.toast."+d.Do), pilot.RequestRef(d.Press.Request))
}
