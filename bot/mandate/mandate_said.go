package mandate

import (
	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	work "tainha/pilot/task"
)

// beginMandates shows what is given, with the way to end it; where nothing is, it asks to whom.
func beginMandates(t *chat.Turn) error {
	list, err := work.MandatesGiven(t.Do())
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return mandateFlow().Start(t, "who", mandateDraft{})
	}
	return mandateFlow().Start(t, "list", mandateDraft{})
}

// mandateIntents take "giao quyền cho Lan giao việc thay tôi đến 31/12": the words for work tell it from the approvals
// of days at home, which are handed over elsewhere.
func mandateIntents() []chat.Intent {
	return []chat.Intent{{Words: &chat.Words{Name: "another gives work", In: handsWork}, Access: pilot.HandOver.Access, Take: mandateSaid}}
}

// handsWork reports a sentence that gives the power over work to somebody, by where its words begin.
func handsWork(text string) int {
	rest, ok := phrase.Delegation(text)
	if !ok {
		return -1
	}
	if _, ok := reply.MandateIn(rest); !ok {
		return -1
	}
	return 0
}

// mandateSaid begins with what the sentence says, at what it leaves open.
func mandateSaid(t *chat.Turn, s chat.Saying) error {
	if reply.Ends(s.Text) {
		return beginMandates(t)
	}
	rest, _ := phrase.Delegation(s.Text)
	said, _ := reply.MandateIn(rest)
	d := mandateDraft{What: true, Drafts: said.Drafts}
	if said.Name != "" {
		if err := d.named(t, said.Name); err != nil {
			return err
		}
	}
	if said.Until != "" {
		err := d.span(t, said.Until)
		if _, refused := chat.IsRefusal(err); err != nil && !refused {
			return err
		}
		if d.Until = err == nil; reply.UntilDay(s.Text) && !reply.UntilDay(said.Until) { // "đến hết tuần sau"
			d.First = 0
		}
	}
	return mandateFlow().Start(t, d.next(), d)
}
