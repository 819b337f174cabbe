package chat

import (
	"slices"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// inFlow hands a text to the open flow: the answer to its question, one that puts
// right what was said, a wish that the flow is there for. taken is false for another
// wish: it has left the flow, and said so.
func (b *Bot) inFlow(t *Turn, f registeredFlow) (taken bool, err error) {
	in := Input{Text: t.in.Text}
	by, corrects := reply.Corrects(in.Text)
	if corrects {
		in.Text = by
	}
	understood, err := t.Understand(in.Text)
	if err != nil {
		return false, err
	}
	act := understood.Acts[0]
	wish, said := inFlows(act), t.wishes(act, in.Text)
	own, free := f.wished(t.conv)
	switch {
	case !free && len(own) > 0 && aside(act):
		return b.serve(t, understood)
	case slices.Contains(own, wish.Intent) && said:
		in.Puts = named(wish)
	case said && (!free || named(wish) || len(act.Who) > 0 || asks[wish.Intent]):
		if i, known := b.intents[string(act.Intent)]; known && t.Actor.Sees(i.Access) {
			t.in.Text = in.Text
			return false, t.leaveForWish()
		}
	case corrects:
		days, err := t.ReadDays(in.Text)
		if err != nil {
			return false, err
		}
		in.Puts = named(days.Wishes[0])
	}
	return true, b.goOn(t, f, in)
}

// asks are the wishes that are questions: they need no days.
var asks = map[phrase.Intent]bool{phrase.Who: true, phrase.Waiting: true, phrase.Balance: true, Schedule: true}

// aside reports what is said beside a question: it is answered, and the question
// stays open.
func aside(a phrase.Act) bool {
	return a.Intent == phrase.Greet || a.Intent == Thanks || a.Intent == Other
}

// inFlows is an act's wish as flows name what they are there for: every kind of leave
// is one.
func inFlows(a phrase.Act) phrase.Wish {
	if a.Intent == phrase.Sick || a.Intent == phrase.Duty {
		a.Intent = phrase.Leave
	}
	return a.Wish
}

// wishes reports whether a text says what it wishes for: days alone are the answer
// to a question, and so is a bare word of deciding.
func (t *Turn) wishes(a phrase.Act, text string) bool {
	switch a.Intent {
	case phrase.Home:
		return reply.SaysHome(text, t.Today)
	case phrase.Move:
		return a.From != nil && len(a.From.Days) > 0 && named(a.Wish)
	case phrase.Approve, phrase.Reject:
		return len(a.Who) > 0 || named(a.Wish)
	case phrase.Confirm:
		return a.Task.Work == phrase.AskWork && len(a.Task.Who) == 0 && !Agrees(text)
	}
	return wishes(a.Intent) || asks[a.Intent]
}

// named reports whether a wish names days.
func named(w phrase.Wish) bool {
	return len(w.Days)+len(w.Options)+len(w.Past)+len(w.Closed)+len(w.Invalid) > 0
}

// DaysAlone reports whether a text names days and nothing else that it could mean.
func (t *Turn) DaysAlone(text string) (bool, error) {
	u, err := t.Understand(text)
	w := u.Reading().Wishes[0]
	return w.Intent == phrase.Home && (named(w) || w.Open), err
}

// notTyped is a refusal of a step that takes presses alone.
func notTyped() error { return rules.Refuse("typed.press") }
