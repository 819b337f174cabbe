package privacy

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
)

// myDraft is somebody looking after their own data.
type myDraft struct {
	Text string `json:"text,omitempty"` // what is wrong, to be sent once it was shown back
}

const (
	mySee int32 = iota + 1
	myCopy
	myReads
	myRequests
	myCorrect
	myWithdraw
	myErase
	myUnlink
	myInbox
	mySure
	myBack
	myClose
)

// Who may see requests of people about their data, and who may answer them.
var (
	seeData    = rules.Access{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}
	answerData = pilot.AnswerData.Access
)

// cmdMyData is what everybody linked can do about their own personal data, at
// any time: before they agreed to anything, and after they took it back.
func cmdMyData() chat.Command {
	flow, answer := myDataFlow(), dataFlow()
	return chat.Command{
		Name: "mydata", Alias: "dulieu", Place: 110, InMenu: true,
		Access:        pilot.OwnAccount.Access,
		BeforeConsent: true,
		Flows:         []chat.Conversation{flow, answer},
		Run: func(t *chat.Turn, args string) error {
			if t.Actor.Sees(seeData) && reply.Calls(args, "requests") {
				return flow.Start(t, "inbox", myDraft{})
			}
			return flow.Start(t, "home", myDraft{})
		},
		Presses: []chat.Presser{
			dataOpenPress.On(seeData, func(t *chat.Turn, p dataOpened) (rules.Subject, error) {
				return t.Subject(pilot.ObjectDataRequest, int64(p.Request))
			},
				func(t *chat.Turn, p dataOpened) error {
					return t.ShowCardBelow(pilot.DataRequestRef(p.Request))
				}),
			dataPress.On(answerData, func(t *chat.Turn, p dataPressed) (rules.Subject, error) {
				return t.Subject(pilot.ObjectDataRequest, int64(p.Request))
			},
				func(t *chat.Turn, p dataPressed) error { return pressData(t, answer, p) }),
		},
	}
}

func myDataFlow() chat.Flow[myDraft] {
	home := []chat.Choice{
		{Name: "see", Value: mySee, Arg: chat.NoArg}, {Name: "copy", Value: myCopy, Arg: chat.NoArg}, {Name: "reads", Value: myReads, Arg: chat.NoArg}, {Name: "requests", Value: myRequests, Arg: chat.NoArg}, {Name: "correct", Value: myCorrect, Arg: chat.NoArg},
		{Name: "withdraw", Value: myWithdraw, Arg: chat.NoArg}, {Name: "erase", Value: myErase, Arg: chat.NoArg}, {Name: "unlink", Value: myUnlink, Arg: chat.NoArg}, {Name: "inbox", Value: myInbox, Arg: chat.NoArg}, {Name: "close", Value: myClose, Arg: chat.NoArg},
	}
	back := []chat.Choice{{Name: "back", Value: myBack, Arg: chat.NoArg}, {Name: "close", Value: myClose, Arg: chat.NoArg}}
	sure := append([]chat.Choice{{Name: "sure", Value: mySure, Arg: chat.NoArg, Confirms: true}}, back...)
	return chat.Flow[myDraft]{Name: "mydata", Version: 2, About: chat.AboutSelf[*myDraft], Steps: []chat.Step[myDraft]{
		{Name: "home", Ask: askMyData, Take: takeMyData, Choices: home},
		{Name: "see", Ask: askMine(seeMyData), Take: takeMyData, Choices: back},
		{Name: "reads", Ask: askMine(seeReads), Take: takeMyData, Choices: back},
		{Name: "requests", Ask: askMine(seeDataRequests), Take: takeMyData, Choices: back},
		{Name: "copied", Ask: askMine(func(*chat.Turn) (rules.Message, error) { return rules.Msg("mydata.copied"), nil }), Take: takeMyData, Choices: back},
		{Name: "inbox", Ask: askInbox, Take: takeMyData, Choices: back},
		{Name: "correct", Ask: askCorrection, Take: takeCorrection, Free: true, Choices: back},
		{Name: "correct_sure", Ask: askCorrectionSure, Take: takeCorrectionSure, Free: true, Sure: []int32{mySure}, Main: mySure, Choices: sure},
		{Name: "withdraw", Ask: askWithdrawal, Take: takeSure(withdrawConsent), Sure: []int32{mySure}, Main: mySure, Takes: true, Choices: sure},
		{Name: "erase", Ask: askErasure, Take: takeSure(askErase), Sure: []int32{mySure}, Main: mySure, Takes: true, Choices: sure},
		{Name: "unlink", Ask: askUnlink, Take: takeSure(unlinkMe), Sure: []int32{mySure}, Main: mySure, Takes: true, Choices: sure},
	}}
}

// mySteps are the steps that the buttons of the first screen lead to.
var mySteps = map[int32]string{
	mySee: "see", myReads: "reads", myRequests: "requests", myCorrect: "correct",
	myWithdraw: "withdraw", myErase: "erase", myUnlink: "unlink", myInbox: "inbox", myBack: "home",
}

// askMyData says what is kept, why and how long, and what can be done about it.
func askMyData(t *chat.Turn, _ *myDraft) (store.Screen, error) {
	p := t.Pilot.Data
	rows := [][]store.Button{
		{t.Choice(mySee, 0, "mydata.do.see"), t.Choice(myCopy, 0, "mydata.do.copy")},
		{t.Choice(myReads, 0, "mydata.do.reads"), t.Choice(myRequests, 0, "mydata.do.requests")},
		{t.Choice(myCorrect, 0, "mydata.do.correct")},
	}
	if t.Person.Consent > 0 {
		rows = append(rows, []store.Button{t.Choice(myWithdraw, 0, "mydata.do.withdraw")})
	}
	rows = append(rows, []store.Button{t.Choice(myErase, 0, "mydata.do.erase")}, []store.Button{t.Choice(myUnlink, 0, "mydata.do.unlink")})
	if t.Actor.Sees(seeData) {
		open, err := t.Tx.CountOpenDataRequests()
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(myInbox, 0, "mydata.do.inbox", "n", open)})
	}
	rows = append(rows, []store.Button{t.Choice(myClose, 0, "close")})
	return store.Screen{Text: rules.Msg("mydata.home", "kinds", period(p.Kinds), "leavers", period(p.Leavers), "outbox", period(p.Outbox), "log", period(p.AccessLog),
		"drafts", period(p.Conversations), "dead", period(p.DeadUpdates), "n", p.AnswerWithin, "consent", t.Person.Consent), Rows: rows}, nil
}

// period words how long something is kept.
func period(p rules.Period) rules.Message {
	return rules.Msg("mydata.period", "months", p.Months, "days", p.Days, "forever", p.Forever())
}

func takeMyData(t *chat.Turn, _ *myDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("mydata.press")
	case in.Choice == myCopy:
		return "copied", copyMyData(t)
	case in.Choice == myClose:
		return chat.Stopped, nil
	}
	return mySteps[in.Choice], nil // a button of another release: the same step again
}

// askMine is a step that tells something of the person's data.
func askMine(tell func(*chat.Turn) (rules.Message, error)) func(*chat.Turn, *myDraft) (store.Screen, error) {
	return func(t *chat.Turn, _ *myDraft) (store.Screen, error) {
		text, err := tell(t)
		return store.Screen{Text: text, Rows: [][]store.Button{myBackRow(t)}}, err
	}
}

func myBackRow(t *chat.Turn) []store.Button {
	return []store.Button{t.Choice(myBack, 0, "back"), t.Choice(myClose, 0, "close")}
}

// copyMyData sends the two files and notes that a copy was given.
func copyMyData(t *chat.Turn) error {
	for _, machine := range []bool{false, true} {
		ref := store.Ref{Kind: fileMyData, ID: int64(t.Person.ID), Args: rules.Args{"json": machine}}
		if err := t.SendFile(ref); err != nil {
			return fmt.Errorf("send the copy: %w", err)
		}
	}
	return privacy.RecordData(t.Do(), rules.DataExport)
}

// askInbox lists what everybody asked and what waits for an answer, the oldest first.
func askInbox(t *chat.Turn, _ *myDraft) (store.Screen, error) {
	if !t.Actor.Sees(seeData) { // not a coordinator any more
		return store.Screen{}, rules.Refuse("access.role")
	}
	n, err := t.Tx.CountOpenDataRequests()
	if err != nil {
		return store.Screen{}, err
	}
	open, err := privacy.OpenData(t.Do(), chat.Listed)
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	var rows [][]store.Button
	for i, d := range open {
		line, err := privacy.DataLine(t.Do(), d)
		if err != nil {
			return store.Screen{}, err
		}
		lines = append(lines, line)
		rows = append(rows, []store.Button{dataOpenPress.Button(dataOpened{d.ID}, "data.open", "i", i+1, "name", line.Args["name"])})
	}
	return store.Screen{
		Text: rules.Msg("data.inbox", "n", n, "lines", lines, "more", n-len(lines)),
		Rows: append(rows, myBackRow(t)),
	}, nil
}
