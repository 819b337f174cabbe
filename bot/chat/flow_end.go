package chat

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
	"tainha/store"
)

// ended is what is kept of a flow that is over: when its last button was pressed
// and what that confirmed, for who presses it twice.
type ended struct {
	Rev  int32         `json:"rev"`
	At   time.Time     `json:"at"`
	Said rules.Message `json:"said"`
}

// left is a flow that another one replaced: /resume takes it up again.
type left struct {
	Flow string          `json:"flow"`
	Step string          `json:"step"`
	Data json.RawMessage `json:"data"`
}

const mostLeft = 3 // flows that wait to be taken up again

// kept is what the conversation keeps, nothing where it can't be read.
func (t *Turn) kept() (d draft) {
	if len(t.conv.Data) > 0 && json.Unmarshal(t.conv.Data, &d) != nil {
		return draft{}
	}
	return d
}

// leftBy are the flows that wait while one is asked: those that waited before, and
// the one that it replaces. A flow that is begun anew does not wait for itself.
func (t *Turn) leftBy(flow string) []left {
	kept := t.kept()
	out := kept.Left
	if t.conv.Flow == "" {
		return out
	}
	if was, known := t.b.flows[t.conv.Flow]; t.conv.Flow != flow && known && !was.fleeting() {
		kept.Left, kept.Ended, kept.Rest, kept.Done = nil, nil, nil, nil
		if data, err := json.Marshal(kept); err == nil {
			out = append([]left{{t.conv.Flow, t.conv.Step, data}}, out...)
		}
	}
	out = slices.DeleteFunc(out, func(l left) bool { return l.Flow == flow })
	return out[:min(len(out), mostLeft)]
}

// endFlow leaves the flow for good; its buttons are dead from now on. One that it
// replaced waits for /resume.
func (t *Turn) endFlow() error {
	waits := t.leftBy(t.conv.Flow)
	veiled := t.b.flows[t.conv.Flow].Conversation != nil && t.b.flows[t.conv.Flow].veils()
	if veiled && t.Person.ID == 0 {
		t.conv = store.Conversation{Chat: t.Chat, User: t.User}
		return t.Tx.DropConversation(t.Chat, t.User)
	}
	kept := draft{}
	flow, step := "", ""
	if len(waits) > 0 {
		flow, step = waits[0].Flow, waits[0].Step
		if err := json.Unmarshal(waits[0].Data, &kept); err != nil {
			return fmt.Errorf("read the draft of %s: %w", flow, err)
		}
		kept.Left = waits[1:]
	}
	kept.Rest, kept.Done = t.kept().Rest, t.done
	if !veiled && (t.in.Press != nil || t.said.Key != "") {
		kept.Ended = &ended{t.conv.Rev, t.Now, t.said}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("keep how the flow ended: %w", err)
	}
	t.done = nil
	t.conv.Rev++
	t.conv.Flow, t.conv.Step, t.conv.Data, t.conv.Open = flow, step, data, false
	return t.Tx.SaveConversation(t.conv, t.Now)
}

// again answers a second press of the button that ended the flow: with what the
// first one did, and when. done is false for any other press.
func (t *Turn) again(rev int32) (done bool, err error) {
	var was draft
	if t.conv.Open || len(t.conv.Data) == 0 { // in a flow, or never in one
		return false, nil
	}
	if err := json.Unmarshal(t.conv.Data, &was); err != nil {
		return false, fmt.Errorf("read how the flow ended: %w", err)
	}
	if was.Ended == nil || was.Ended.Rev != rev {
		return false, nil
	}
	said := []rules.Message{}
	if was.Ended.Said.Key != "" {
		said = append(said, was.Ended.Said)
	}
	return true, t.Answer(rules.Msg("press.again", "said", said, "at", was.Ended.At.In(t.Now.Location())))
}

// finish ends a flow that has done what it is there for.
func (f Flow[D]) finish(t *Turn, d *D) error {
	if err := f.keepDone(t, d); err != nil {
		return err
	}
	if err := t.endFlow(); err != nil {
		return err
	}
	if err := t.stripFlow(); err != nil {
		return err
	}
	return t.remindRest(f.Serves)
}

// stripFlow takes the buttons off the flow's last message where a typed word ended it: what is
// settled offers nothing any more.
func (t *Turn) stripFlow() error {
	if t.pressed != 0 || t.veiled {
		return nil
	}
	shown, err := t.Tx.EndLive(t.flowAnchor(), t.Chat)
	if err != nil || shown == 0 {
		return err
	}
	return t.Tx.Queue(t.Now, store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{Strip: true}, EditOf: shown})
}

// leaveFlow makes room for another command; the draft stays for /resume.
func (t *Turn) leaveFlow() error {
	if f, known := t.b.flows[t.conv.Flow]; known && f.fleeting() {
		return t.endFlow()
	}
	t.conv.Rev++
	t.conv.Open = false
	return t.Tx.SaveConversation(t.conv, t.Now)
}

// leaveForWish leaves the open flow because a sentence wishes for something else,
// and says so.
func (t *Turn) leaveForWish() error {
	f, open := t.flow()
	if !open {
		return nil
	}
	if err := t.leaveFlow(); err != nil || f.fleeting() {
		return err
	}
	return t.sayOver(rules.Msg("flow.left", "what", rules.Msg("flow.what."+f.flowName())))
}

// LeaveForWish leaves the open flow, if any, for what a reply asks.
func (t *Turn) LeaveForWish() error { return t.leaveForWish() }

// AskInstead takes a text that was shown back to the person as what it asks: the flow is
// left, and the answer is that to a sentence of its own.
func (t *Turn) AskInstead(text string) (next string, err error) {
	if err := t.leaveForWish(); err != nil {
		return Stay, err
	}
	t.in.Text, t.pressed = text, 0
	err = t.Tx.Savepoint(func() error { return t.b.fresh(t, false) })
	if r, refused := IsRefusal(err); refused { // whoever pressed sees it whole
		return Elsewhere, t.Say(r.Reasons[0])
	}
	return Elsewhere, err
}

// reopen goes on with the flow that waits, where it stood.
func (t *Turn) reopen() (registeredFlow, bool, error) {
	f, known := t.b.flows[t.conv.Flow]
	if !known {
		return f, false, nil
	}
	t.conv.Rev++
	t.conv.Open = true
	return f, true, t.Tx.SaveConversation(t.conv, t.Now)
}

// answer hands the step what was pressed or typed. What puts right what the flow is
// about goes to the flow where the step asks for something else.
func (f Flow[D]) answer(t *Turn, s Step[D], d *D, in Input) (string, error) {
	if !in.Pressed && in.Puts && f.Correct != nil {
		return f.Correct(t, d, in.Text)
	}
	return s.Take(t, d, in)
}

// over ends the flow by the one way out: it says so, and after a button also shows
// what the flow was begun from.
func (f Flow[D]) over(t *Turn, d *D, button bool) error {
	t.said = rules.Msg("stopped")
	if err := t.dropRest(); err != nil {
		return err
	}
	if err := t.endFlow(); err != nil {
		return err
	}
	shows := f.Stop != nil && d != nil && (button || f.Fleeting)
	switch {
	case t.pressed != 0 && !shows:
		return t.Show(store.Screen{Text: t.said})
	case t.pressed == 0:
		if err := t.sayOver(t.said); err != nil {
			return err
		}
	}
	if !shows {
		return nil
	}
	t.toast = t.said
	return f.Stop(t, d)
}

// stop ends the flow as the person wrote.
func (f Flow[D]) stop(t *Turn, c store.Conversation) error {
	d, _, ok := f.load(c)
	if !ok {
		return f.over(t, nil, false)
	}
	return f.over(t, &d, false)
}

func (f Flow[D]) fleeting() bool { return f.Fleeting }
func (f Flow[D]) veils() bool    { return f.Veiled }

// saysNo reports whether a typed no answers the present step.
func (f Flow[D]) saysNo(c store.Conversation) bool {
	s, _ := f.step(c.Step)
	return s.No != 0 || s.Negates
}

// takes reports a step at which a yes takes something away.
func (f Flow[D]) takes(c store.Conversation) bool {
	s, _ := f.step(c.Step)
	return s.Takes && s.Yes != 0
}

// yes reports whether a choice of the present step is what a typed yes stands for.
func (f Flow[D]) yes(c store.Conversation, choice int32) bool {
	s, _ := f.step(c.Step)
	return s.Yes != 0 && choice == s.Yes
}

// drop takes days out of the kept draft.
func (f Flow[D]) drop(t *Turn, c store.Conversation, a phrase.Act, text string) (taken bool, err error) {
	d, s, ok := f.load(c)
	if !ok || f.Drop == nil {
		return false, nil
	}
	t.sections = t.kept().Sections
	next, taken, err := f.Drop(t, &d, a, text)
	if err != nil || !taken {
		return taken, err
	}
	return true, f.lead(t, s, &d, next)
}

// wished is what the flow is there for, and whether its present step keeps what is
// typed as it is.
func (f Flow[D]) wished(c store.Conversation) (own []phrase.Intent, free, raw bool) {
	s, _ := f.step(c.Step)
	return f.Wishes, s.Free || s.Raw, s.Raw
}

// destroys reports whether a choice of the present step takes something away that
// nothing confirms after it.
func (f Flow[D]) destroys(c store.Conversation, choice int32) bool {
	s, _ := f.step(c.Step)
	return slices.ContainsFunc(s.Choices, func(x Choice) bool { return x.Value == choice && x.Destroys })
}

// confirms reports whether a choice of the present step confirms that something is
// taken away.
func (f Flow[D]) confirms(c store.Conversation, choice int32) bool {
	s, _ := f.step(c.Step)
	return slices.ContainsFunc(s.Choices, func(x Choice) bool { return x.Value == choice && x.Confirms })
}

func (f Flow[D]) after(t *Turn, was *done, said Afterwards) (bool, error) {
	var d D
	if f.After == nil || was.Of != f.Version { // of another release
		return false, nil
	}
	if err := json.Unmarshal(was.Data, &d); err != nil {
		return false, fmt.Errorf("read what %s did: %w", f.Name, err)
	}
	return f.After(t, &d, said)
}

// inFlow hands a text to the open flow: the answer to its question, one that puts
// right what was said, a wish that the flow is there for. taken is false for another
// wish: it has left the flow, and said so.
func (b *Bot) inFlow(t *Turn, f registeredFlow) (taken bool, err error) {
	in := Input{Text: t.in.Text}
	own, free, raw := f.wished(t.conv)
	if taken, err := b.agreesFirst(t, f, in, raw); taken || err != nil {
		return true, err
	}
	_, half := reply.Half(in.Text)
	corrects := t.putRight(&in, half)
	understood, err := t.Understand(in.Text)
	apart, wrong := b.apart(t)
	if err = cmp.Or(err, wrong); err != nil {
		return false, err
	}
	if slices.Contains(own, phrase.Home) {
		swapped(&understood)
	}
	act := understood.Acts[0]
	wish, said := inFlows(act), t.wishes(act, in.Text)
	switch {
	case t.ofEarlierDay() && !half && !corrects && (said || act.Intent == phrase.None && !reply.Notes(in.Text)):
		return false, t.leaveEarlier(said && slices.Contains(own, wish.Intent))
	case !free && len(own) > 0 && aside(act):
		return b.serve(t, understood)
	case slices.Contains(own, phrase.Assign) && movesDue(act):
	case !free && (slices.Contains(own, phrase.Assign) && ofOtherWork(act) || apart):
		return false, t.leaveForWish()
	case slices.Contains(own, phrase.Home) && act.Intent == phrase.Progress && act.Task.Work == phrase.AskWork: // a report of work is no note
		return false, t.leaveForWish()
	case slices.Contains(own, phrase.Leave) && ofKind(in.Text):
		in.Puts = true
	case len(own) > 0 && said && asksOnly(understood):
		return b.answersBeside(t, f, understood)
	case half && (slices.Contains(own, phrase.Home) || slices.Contains(own, phrase.Leave)):
		in.Puts = true
	case act.Intent == phrase.Hold && len(act.Who) > 0 && len(own) == 0: // "Chi thì để chị xem lại" of several that are decided
		if taken, err := f.drop(t, t.conv, act, in.Text); taken || err != nil {
			return true, err
		}
		return false, t.leaveForWish()
	case (act.Intent == phrase.Cancel || act.Intent == phrase.CancelLeave || act.Intent == phrase.Move) && len(understood.Acts) == 1:
		if taken, err := b.givesUp(t, f, understood, in.Text); taken || err != nil {
			return true, err
		}
		if said && (!free || named(wish)) {
			return false, t.leaveForWish()
		}
	case slices.Contains(own, wish.Intent) && said:
		if len(b.forThem(t, sayings(understood, in.Text))) > 1 { // it is begun anew, and the rest is named
			return b.serve(t, understood)
		}
		in.Puts = named(wish)
	case said && (!free || named(wish) || len(act.Who)+len(act.But) > 0 || act.All || asks[wish.Intent]):
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
	return b.goOnOrLeave(t, f, in)
}

// agreesFirst takes what the step keeps as it is, a yes or a no to it, before anything is read in it.
func (b *Bot) agreesFirst(t *Turn, f registeredFlow, in Input, raw bool) (taken bool, err error) {
	if err := mayDrop(t, f); err != nil {
		return true, err
	}
	switch {
	case raw, reply.Agrees(in.Text), f.agrees(t.conv, in.Text), f.takes(t.conv) && (reply.Drops(in.Text) || reply.GivesUp(in.Text)):
		return true, b.agrees(t, f, in)
	case reply.Doubtful(in.Text):
		return true, rules.Refuse("typed.yes_or_stop")
	}
	return false, nil
}

// givesUp takes days out of the draft that a text gives up, where the flow may go on.
func (b *Bot) givesUp(t *Turn, f registeredFlow, u phrase.Understanding, text string) (taken bool, err error) {
	if may, err := b.mayGoOn(t, f); err != nil || !may {
		return true, err
	}
	if len(u.Named) > 0 && len(t.Actor.HeadOf) > 0 { // a head names whose days they are
		return false, nil
	}
	return f.drop(t, t.conv, u.Acts[0], text)
}

// apart reports a sentence whose words are said of nothing that a flow is there for.
func (b *Bot) apart(t *Turn) (bool, error) {
	i, found, err := b.byItsWords(t)
	return found && i.Words.Apart, err
}
