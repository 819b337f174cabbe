package bot

import (
	"fmt"

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
	dataOpenPress = definePress[dataOpened]("dv")
	dataPress     = definePress[dataPressed]("dq")
)

// ofData is whose data a data request is about.
func ofData(v View, id int64) (Owner, error) {
	d, err := v.Tx.DataRequest(rules.DataRequestID(id))
	return Owner{Person: d.Person}, err
}

// dataCard shows a data request to those who see to it, with its deadline.
func dataCard() Object {
	return Object{
		Kind: pilot.ObjectDataRequest, Whose: ofData, May: []rules.Access{seeData},
		Name: func(_ View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.data_request", "id", id, "name", whose), nil
		},
		Card: func(v View, ref store.Ref) (store.Screen, error) {
			actor, err := v.actor()
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
func (t *Turn) pressData(answer Flow[dataDraft], p dataPressed) error {
	d, err := t.Tx.DataRequest(p.Request)
	if err != nil {
		return err
	}
	if d.State != rules.DataOpen {
		return t.StaleCard(pilot.DataRequestRef(p.Request))
	}
	switch {
	case p.Do == dataRefuse:
		return answer.Start(t, "reason", dataDraft{p.Request})
	case p.Do == dataErase && d.Kind == rules.DataErase:
		return answer.Start(t, "sure", dataDraft{p.Request})
	case p.Do == dataDone && d.Kind != rules.DataErase:
		return t.answerData(privacy.DataAnswer{Request: p.Request})
	}
	return t.stale()
}

// answerData gives the answer and shows the card as it stands now; a refusal
// stands beside it.
func (t *Turn) answerData(a privacy.DataAnswer) error {
	a.By, a.Chat = t.Person.ID, t.Chat
	err := privacy.AnswerData(t.Do(), a)
	r, refused := isRefusal(err)
	if err != nil && !refused {
		return err
	}
	if !refused {
		return t.AnswerCard(rules.Msg("data.toast"), pilot.DataRequestRef(a.Request))
	}
	if err := t.ShowCard(pilot.DataRequestRef(a.Request)); err != nil {
		return err
	}
	return t.refuse(r, nil)
}

// dataDraft is an answer being prepared.
type dataDraft struct {
	Request rules.DataRequestID `json:"request"`
}

const (
	dataQuick int32 = iota + 1 // Arg: which of the quick reasons
	dataSure
	dataBack
)

func dataFlow() Flow[dataDraft] {
	back := Choice{"back", dataBack, NoArg}
	about := func(t *Turn, d *dataDraft) (rules.Subject, error) {
		return t.subject(pilot.ObjectDataRequest, int64(d.Request))
	}
	return Flow[dataDraft]{Name: "data", Version: 1, Access: answerData, About: about, Steps: []Step[dataDraft]{
		{Name: "reason", Ask: askDataReason, Take: takeDataReason, Choices: []Choice{{"quick", dataQuick, AnItem}, back}},
		{Name: "sure", Ask: askDataSure, Take: takeDataSure, Sure: []int32{dataSure}, Choices: []Choice{{"sure", dataSure, NoArg}, back}},
	}}
}

const quickDataReasons = 2

func askDataReason(t *Turn, _ *dataDraft) (store.Screen, error) {
	var rows [][]store.Button
	for i := range int32(quickDataReasons) {
		rows = append(rows, []store.Button{t.Choice(dataQuick, i, fmt.Sprintf("data.reason.%d", i))})
	}
	return store.Screen{Text: rules.Msg("data.reason"), Rows: append(rows, []store.Button{t.Choice(dataBack, 0, "back")})}, nil
}

func takeDataReason(t *Turn, d *dataDraft, in Input) (string, error) {
	a := privacy.DataAnswer{Request: d.Request, Refused: true, Reason: in.Text}
	switch {
	case in.Pressed && in.Choice == dataBack:
		return End, t.ShowCard(pilot.DataRequestRef(d.Request))
	case in.Pressed && (in.Choice != dataQuick || in.Arg < 0 || in.Arg >= quickDataReasons):
		return Stay, nil
	case in.Pressed:
		text, err := t.Text(rules.Msg(fmt.Sprintf("data.reason.%d", in.Arg)))
		if err != nil {
			return Stay, err
		}
		a.Reason = text
	case len([]rune(in.Text)) > privacy.MaxDataText:
		return Stay, rules.Refuse("mydata.text_length", "max", privacy.MaxDataText)
	}
	return End, t.answerData(a)
}

// askDataSure says what an erasure does, before it is done for good.
func askDataSure(t *Turn, d *dataDraft) (store.Screen, error) {
	asked, err := t.Tx.DataRequest(d.Request)
	if err != nil {
		return store.Screen{}, err
	}
	f, err := people.ProfileOf(t.Do(), asked.Person)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("data.sure", "name", f.Person.Name, "heads", unitNames(f.Heads)),
		Rows: [][]store.Button{{t.Choice(dataSure, 0, "data.yes.erase")}, {t.Choice(dataBack, 0, "back")}},
	}, nil
}

func takeDataSure(t *Turn, d *dataDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		return Stay, rules.Refuse("people.press_sure")
	case in.Choice == dataBack:
		return End, t.ShowCard(pilot.DataRequestRef(d.Request))
	case in.Choice == dataSure:
		return End, t.answerData(privacy.DataAnswer{Request: d.Request})
	}
	return Stay, nil
}
