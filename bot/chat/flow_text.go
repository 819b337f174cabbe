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
	reading := understood.Reading()
	wish, said := reading.Wishes[0], t.wishes(reading, in.Text)
	own, free := f.wished(t.conv)
	switch {
	case slices.Contains(own, wish.Intent) && said:
		in.Puts = named(wish)
	case said && (!free || named(wish) || asks[wish.Intent]):
		if _, found := b.meant(t, reading); found {
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
var asks = map[phrase.Intent]bool{phrase.Who: true, phrase.Waiting: true}

// wishes reports whether a text says what it wishes for: days alone are the answer
// to a question.
func (t *Turn) wishes(r phrase.Reading, text string) bool {
	switch w := r.Wishes[0]; w.Intent {
	case phrase.None:
		return false
	case phrase.Home:
		return reply.SaysHome(text, t.Today)
	case phrase.Move:
		return w.From != nil && len(w.From.Days) > 0 && named(w)
	}
	return true
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
