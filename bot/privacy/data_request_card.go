package privacy

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
)

// dataOpened opens the card of a data request; dataPressed acts from it.
type (
	dataOpened  struct{ Request rules.DataRequestID }
	dataPressed struct {
		Request rules.DataRequestID
		Do      dataDo
	}
)

// dataDo is what a coordinator does with a data request.
type dataDo uint8

const (
	dataDone dataDo = iota + 1
	dataRefuse
	dataErase
)

// Buttons of data requests. What each does is set in cmdMyData.
var (
	dataOpenPress = chat.DefinePress[dataOpened]("dv")
	dataPress     = chat.DefinePress[dataPressed]("dq")
)

// ofData is whose data a data request is about.
func ofData(v chat.View, id int64) (chat.Owner, error) {
	d, err := v.Tx.DataRequest(rules.DataRequestID(id))
	return chat.Owner{Person: d.Person}, err
}

// dataCard shows a data request to those who see to it, with its deadline.
func dataCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectDataRequest, Whose: ofData, May: []rules.Access{seeData},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.data_request", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			actor, err := v.Actor()
			if err != nil {
				return store.Screen{}, fmt.Errorf("find the reader's roles: %w", err)
			}
			d, err := v.Tx.DataRequest(rules.DataRequestID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			f, err := people.ProfileOf(v.Do(), d.Person)
			if err != nil {
				return store.Screen{}, err
			}
			s := store.Screen{Text: rules.Msg("data.card", "name", f.Person.Name, "code", f.Person.Code, "unit", f.Unit.Name,
				"kind", privacy.DataKind(d.Kind), "text", d.Text, "sent", d.Created, "state", dataState(d, v.Today),
				"hint", d.State == rules.DataOpen, "erase", d.Kind == rules.DataErase)}
			if d.State == rules.DataOpen && d.Person != v.Reader.ID && actor.Sees(answerData) {
				s.Rows = dataRows(d)
			}
			return s, nil
		},
	}
}

func dataRows(d rules.DataRequest) [][]store.Button {
	yes := dataPress.Button(dataPressed{d.ID, dataDone}, "data.do.done")
	if d.Kind == rules.DataErase {
		yes = dataPress.Button(dataPressed{d.ID, dataErase}, "data.do.erase")
	}
	return [][]store.Button{{yes}, {dataPress.Button(dataPressed{d.ID, dataRefuse}, "data.do.refuse")}}
}

// pressData answers at once what is done, and asks before the rest.
func pressData(t *chat.Turn, answer chat.Flow[dataDraft], p dataPressed) error {
	d, err := t.Tx.DataRequest(p.Request)
	if err != nil {
		return err
	}
	if d.State != rules.DataOpen {
		return t.StaleCard(pilot.DataRequestRef(p.Request))
	}
	switch {
	case p.Do == dataRefuse:
		return answer.Start(t, "reason", dataDraft{Request: p.Request})
	case p.Do == dataErase && d.Kind == rules.DataErase:
		return answer.Start(t, "sure", dataDraft{Request: p.Request})
	case p.Do == dataDone && d.Kind != rules.DataErase:
		return startAnswer(t, privacy.DataAnswer{Request: p.Request})
	}
	return t.Stale()
}

// startAnswer gives the answer and shows the card as it stands now; a refusal
// stands beside it.
func startAnswer(t *chat.Turn, a privacy.DataAnswer) error {
	a.Chat = t.Chat
	err := privacy.AnswerData(t.Do(), a)
	r, refused := chat.IsRefusal(err)
	if err != nil && !refused {
		return err
	}
	if !refused {
		return t.AnswerCard(rules.Msg("data.toast"), pilot.DataRequestRef(a.Request))
	}
	if err := t.ShowCard(pilot.DataRequestRef(a.Request)); err != nil {
		return err
	}
	return t.Refuse(r, nil)
}

// dataDraft is an answer being prepared.
type dataDraft struct {
	Request rules.DataRequestID `json:"request"`
	Reason  string              `json:"reason,omitempty"` // as typed, to be sent once it was shown back
}

const (
	dataQuick int32 = iota + 1 // Arg: which of the quick reasons
	dataSure
	dataBack
	dataSend
)

func dataFlow() chat.Flow[dataDraft] {
	back := chat.Choice{Name: "back", Value: dataBack, Arg: chat.NoArg}
	about := func(t *chat.Turn, d *dataDraft) (rules.Subject, error) {
		return t.Subject(pilot.ObjectDataRequest, int64(d.Request))
	}
	return chat.Flow[dataDraft]{Name: "data", Version: 2, Access: answerData, About: about, Stop: func(t *chat.Turn, d *dataDraft) error { return t.ShowCard(pilot.DataRequestRef(d.Request)) }, Steps: []chat.Step[dataDraft]{
		{Name: "reason", Ask: askDataReason, Take: takeDataReason, Free: true, Choices: []chat.Choice{{Name: "quick", Value: dataQuick, Arg: chat.AnItem, Destroys: true}, back}},
		{Name: "send", Ask: askDataSend, Take: takeDataSend, Free: true, Sure: []int32{dataSend}, Main: dataSend, Takes: true, Choices: []chat.Choice{{Name: "send", Value: dataSend, Arg: chat.NoArg, Confirms: true}, back}},
		{Name: "sure", Ask: askDataSure, Take: takeDataSure, Sure: []int32{dataSure}, Main: dataSure, Takes: true, Choices: []chat.Choice{{Name: "sure", Value: dataSure, Arg: chat.NoArg, Confirms: true}, back}},
	}}
}

const quickDataReasons = 2

func askDataReason(t *chat.Turn, _ *dataDraft) (store.Screen, error) {
	rows := [][]store.Button{{t.Choice(dataBack, 0, "back")}}
	for i := range int32(quickDataReasons) {
		rows = append(rows, []store.Button{t.Choice(dataQuick, i, fmt.Sprintf("data.reason.%d", i))})
	}
	return store.Screen{Text: rules.Msg("data.reason"), Rows: rows}, nil
}

func takeDataReason(t *chat.Turn, d *dataDraft, in chat.Input) (string, error) {
	a := privacy.DataAnswer{Request: d.Request, Refused: true, Reason: in.Text}
	switch {
	case in.Pressed && in.Choice == dataBack:
		return chat.Stopped, nil
	case in.Pressed && (in.Choice != dataQuick || in.Arg < 0 || in.Arg >= quickDataReasons):
		return chat.Stay, nil
	case in.Pressed:
		text, err := t.Text(rules.Msg(fmt.Sprintf("data.reason.%d", in.Arg)))
		if err != nil {
			return chat.Stay, err
		}
		a.Reason = text
	case len([]rune(in.Text)) > privacy.MaxDataText:
		return chat.Stay, rules.Refuse("mydata.text_length", "max", privacy.MaxDataText)
	default:
		d.Reason = in.Text
		return "send", nil
	}
	return chat.End, startAnswer(t, a)
}

// askDataSend shows a typed reason back before it is sent.
func askDataSend(t *chat.Turn, d *dataDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("data.send", "reason", d.Reason),
		Rows: [][]store.Button{{t.Choice(dataBack, 0, "back"), t.Choice(dataSend, 0, "reason.send")}},
	}, nil
}

func takeDataSend(t *chat.Turn, d *dataDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == dataSend, !in.Pressed && reply.Agrees(in.Text):
		return chat.End, startAnswer(t, privacy.DataAnswer{Request: d.Request, Refused: true, Reason: d.Reason})
	case in.Pressed:
		return chat.Stopped, nil
	}
	return takeDataReason(t, d, in)
}

// askDataSure says what an erasure does, before it is done for good.
func askDataSure(t *chat.Turn, d *dataDraft) (store.Screen, error) {
	asked, err := t.Tx.DataRequest(d.Request)
	if err != nil {
		return store.Screen{}, err
	}
	f, err := people.ProfileOf(t.Do(), asked.Person)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("data.sure", "name", f.Person.Called(), "heads", chat.UnitNames(f.Heads)),
		Rows: [][]store.Button{{t.Choice(dataBack, 0, "back")}, {t.Choice(dataSure, 0, "data.yes.erase")}},
	}, nil
}

func takeDataSure(t *chat.Turn, d *dataDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("people.press_sure")
	case in.Choice == dataBack:
		return chat.Stopped, nil
	case in.Choice == dataSure:
		return chat.End, startAnswer(t, privacy.DataAnswer{Request: d.Request})
	}
	return chat.Stay, nil
}
