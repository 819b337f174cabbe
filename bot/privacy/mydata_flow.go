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

// askCorrection asks what is wrong, in the person's words.
func askCorrection(t *chat.Turn, _ *myDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("mydata.correct", "n", t.Pilot.Data.AnswerWithin),
		Rows: [][]store.Button{myBackRow(t)}, Digits: true,
	}, nil
}

func takeCorrection(t *chat.Turn, d *myDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return takeMyData(t, d, in)
	}
	if len([]rune(in.Text)) > privacy.MaxDataText {
		return chat.Stay, rules.Refuse("mydata.text_length", "max", privacy.MaxDataText)
	}
	d.Text = in.Text
	return "correct_sure", nil
}

// askCorrectionSure shows back what is about to be sent.
func askCorrectionSure(t *chat.Turn, d *myDraft) (store.Screen, error) {
	return sureScreen(t, rules.Msg("mydata.correct_sure", "text", d.Text), "reason.send"), nil
}

func takeCorrectionSure(t *chat.Turn, d *myDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == mySure, !in.Pressed && reply.Agrees(in.Text):
	default:
		return takeCorrection(t, d, in)
	}
	asked, err := privacy.AskData(t.Do(), rules.DataCorrect, d.Text)
	if err != nil {
		return chat.Stay, err
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("mydata.asked", "kind", privacy.DataKind(asked.Kind), "due", privacy.DataDue(asked, t.Today))})
}

// takeSure does what was asked once it is confirmed.
func takeSure(do func(*chat.Turn) error) func(*chat.Turn, *myDraft, chat.Input) (string, error) {
	return func(t *chat.Turn, d *myDraft, in chat.Input) (string, error) {
		if in.Pressed && in.Choice == mySure {
			return chat.End, do(t)
		}
		return takeMyData(t, d, in)
	}
}

// sureScreen says what would happen, with a button to let it.
func sureScreen(t *chat.Turn, text rules.Message, yes string) store.Screen {
	return store.Screen{Text: text, Rows: [][]store.Button{myBackRow(t), {t.Choice(mySure, 0, yes)}}}
}

func askWithdrawal(t *chat.Turn, _ *myDraft) (store.Screen, error) {
	days, err := daysAhead(t)
	if err != nil {
		return store.Screen{}, err
	}
	return sureScreen(t, rules.Msg("mydata.withdraw", "n", len(days), "days", days, "head", len(t.Actor.HeadOf) > 0), "mydata.yes.withdraw"), nil
}

// daysAhead are the days at home of the person that wait or have not begun.
func daysAhead(t *chat.Turn) ([]rules.Slot, error) {
	list, err := t.Tx.RequestsOf(t.Person.ID, t.Today, t.Today.AddDays(pilot.Horizon))
	if err != nil {
		return nil, fmt.Errorf("find the days ahead: %w", err)
	}
	var out []rules.Slot
	for _, r := range list {
		for _, d := range r.Days {
			if d.State == rules.Pending || d.State == rules.Approved && t.Now.Before(t.Pilot.Calendar.Start(d.Slot)) {
				out = append(out, d.Slot)
			}
		}
	}
	return out, nil
}

func withdrawConsent(t *chat.Turn) error {
	if err := privacy.WithdrawConsent(t.Do()); err != nil {
		return err
	}
	return t.Show(store.Screen{Text: rules.Msg("mydata.withdrawn")})
}

func askErasure(t *chat.Turn, _ *myDraft) (store.Screen, error) {
	return sureScreen(t, rules.Msg("mydata.erase", "n", t.Pilot.Data.AnswerWithin, "head", len(t.Actor.HeadOf) > 0), "mydata.yes.erase"), nil
}

func askErase(t *chat.Turn) error {
	asked, err := privacy.AskData(t.Do(), rules.DataErase, "")
	if err != nil {
		return err
	}
	return t.Show(store.Screen{Text: rules.Msg("mydata.asked", "kind", privacy.DataKind(asked.Kind), "due", privacy.DataDue(asked, t.Today))})
}

func askUnlink(t *chat.Turn, _ *myDraft) (store.Screen, error) {
	waiting, err := t.Tx.WaitingFor(t.Person.ID)
	if err != nil {
		return store.Screen{}, fmt.Errorf("find what waits: %w", err)
	}
	return sureScreen(t, rules.Msg("mydata.unlink", "n", len(waiting)), "mydata.yes.unlink"), nil
}

// unlinkMe cuts this account off. The last word goes to it as to a stranger's.
func unlinkMe(t *chat.Turn) error {
	if err := people.Unlink(t.Do(), t.Person.ID); err != nil {
		return err
	}
	return t.Show(store.Screen{Text: rules.Msg("mydata.unlinked")})
}

// inboxIntent takes "yêu cầu về dữ liệu" of who answers them: the words of its button.
func inboxIntent() chat.Intent {
	calls := func(text string) int {
		if reply.Calls(text, "requests") {
			return 0
		}
		return -1
	}
	return chat.Intent{Words: &chat.Words{Name: "inbox", In: calls}, Access: seeData, Take: func(t *chat.Turn, _ chat.Saying) error {
		return myDataFlow().Start(t, "inbox", myDraft{})
	}}
}
