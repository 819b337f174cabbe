package request

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// allDraft holds what a head is about to approve at once, as it was shown: what
// comes in afterwards is not among it, and what has changed is not approved.
type allDraft struct {
	List []listedRequest `json:"list"`
	More int             `json:"more,omitempty"` // that could be approved, too, and are asked about next
}

type listedRequest struct {
	Request rules.RequestID `json:"request"`
	Rev     int             `json:"rev"`
}

const (
	allYes int32 = iota + 1
	allBack
)

func approveAllFlow() chat.Flow[allDraft] {
	return chat.Flow[allDraft]{Name: "approve_all", Version: 2, Access: decideAccess, About: aboutDesk[*allDraft], Drop: func(t *chat.Turn, d *allDraft, _ phrase.Act, text string) (string, bool, error) {
		about, err := t.About(text)
		if err != nil || !leavesOut(about, text) {
			return chat.Stay, false, err
		}
		next, err := d.narrow(t, text)
		return next, true, err
	}, Stop: func(t *chat.Turn, _ *allDraft) error { return listWaiting(t) }, Steps: []chat.Step[allDraft]{{
		Name: "sure", Ask: askAll, Take: takeAll, Sure: []int32{allYes}, Yes: allYes, No: allBack, Main: allYes,
		Choices: []chat.Choice{{Name: "yes", Value: allYes, Arg: chat.NoArg}, {Name: "back", Value: allBack, Arg: chat.NoArg}},
	}}}
}

// startApproveAll asks before every waiting request that breaks no rule is approved.
func startApproveAll(t *chat.Turn) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	nearestFirst(cases)
	var d allDraft
	for _, c := range cases {
		switch {
		case !c.Clean():
		case len(d.List) < mostAtOnce:
			d.List = append(d.List, listedRequest{c.Request.ID, c.Request.Rev})
		default:
			d.More++
		}
	}
	if len(d.List) == 0 { // decided since the list was shown
		return listWaiting(t)
	}
	return approveAllFlow().Start(t, "sure", d)
}

const mostAtOnce = 20 // requests approved at once: as many as a message names

// cases are the listed requests as they stand now: those still to be approved as
// they were shown, and the others with what became of them.
func (d *allDraft) cases(t *chat.Turn) (same []request.Case, others []rules.Message, err error) {
	for _, x := range d.List {
		c, err := request.RequestCase(t.Do(), x.Request)
		switch {
		case err != nil:
			return nil, nil, err
		case c.Request.Rev == x.Rev && c.Clean():
			same = append(same, c)
		case c.Request.Open():
			others = append(others, rules.Msg("approve.all_other", "name", c.Requester.Called(), "days", c.Request.Slots(rules.Pending)))
		default:
			others = append(others, rules.Msg("approve.all_decided", "name", c.Requester.Called(), "days", dayLines(c)))
		}
	}
	return same, others, nil
}

func allLines(cases []request.Case) (lines []rules.Message) {
	for _, c := range cases {
		lines = append(lines, rules.Msg("approve.all_line", "name", c.Requester.Called(), "days", c.Request.Slots(rules.Pending)))
	}
	return lines
}

func askAll(t *chat.Turn, d *allDraft) (store.Screen, error) {
	same, others, err := d.cases(t)
	if err != nil {
		return store.Screen{}, err
	}
	s := store.Screen{Text: rules.Msg("approve.all_sure", "n", len(same), "lines", allLines(same), "others", others, "changed", len(others), "more", d.More)}
	if len(same) > 0 {
		s.Rows = append(s.Rows, []store.Button{t.Choice(allYes, 0, "approve.all_yes", "n", len(same))})
	}
	s.Rows = append(s.Rows, []store.Button{t.Choice(allBack, 0, "back")})
	return s, nil
}

// takeAll approves what was shown. What an approval before it has made impossible
// stays in the list of what waits, and is told.
func takeAll(t *chat.Turn, d *allDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.narrow(t, in.Text)
	case in.Choice == allBack:
		return chat.Stopped, nil
	}
	same, _, err := d.cases(t)
	if err != nil {
		return chat.Stay, err
	}
	done := same[:0:0]
	for _, c := range same {
		_, err := request.Approve(t.Do(), request.Decision{Request: c.Request.ID, Rev: c.Request.Rev, Stay: true})
		if _, refused := chat.IsRefusal(err); refused {
			continue
		}
		if err != nil {
			return chat.Stay, err
		}
		done = append(done, c)
	}
	t.Remember(rules.Msg("approve.all_said", "n", len(done)))
	s := store.Screen{Text: rules.Msg("approve.all_done", "n", len(done), "lines", allLines(done), "left", len(same)-len(done))}
	return chat.End, t.Show(withMore(s, d.More, allPress.Button(allPressed{}, "approve.all_more", "n", d.More)))
}

// narrow takes "trừ Nam với Chi ra", "trừ thứ 5" said to what is shown: the rest is shown anew.
func (d *allDraft) narrow(t *chat.Turn, text string) (string, error) {
	about, err := t.About(text)
	if err != nil {
		return chat.Stay, err
	}
	if about.Except = leavesOut(about, text); !about.Except || len(about.Who)+len(daysNamed(about.Selection)) == 0 {
		return chat.Stay, rules.Refuse("people.press_sure")
	}
	few := decideDraft{Text: chat.Short(text, chat.MaxNote), Acts: []decideAct{{}}}
	for _, x := range d.List {
		few.Acts[0].List = append(few.Acts[0].List, x.Request)
	}
	next, err := few.amend(t, text)
	if err != nil || next == chat.End {
		return next, err
	}
	return chat.Elsewhere, decideFlow().Start(t, next, few)
}

// withMore offers what was beyond the most that are decided at once.
func withMore(s store.Screen, more int, next store.Button) store.Screen {
	if more > 0 {
		s.Rows = append(s.Rows, []store.Button{next})
	}
	return s
}
