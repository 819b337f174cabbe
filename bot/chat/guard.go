package chat

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/locale"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// strangerEvery is how often an account that is linked to nobody gets an answer:
// it learns nothing about the organisation.
const strangerEvery = 10 * time.Minute

const (
	answersWaiting = 20 // answers that may wait for one chat
	slowAnchor     = "slow_down"
)

// tooFast refuses an update before anything of it is done when too many answers
// wait for its chat: said once, then silence until they are sent. Whoever writes
// thousands of messages delays nobody but themselves.
func (t *Turn) tooFast() (bool, error) {
	if !t.in.asks() {
		return false, nil
	}
	n, said, err := t.Tx.AnswersWaiting(t.Chat, slowAnchor, 2*answersWaiting)
	switch {
	case err != nil:
		return false, fmt.Errorf("count the answers that wait: %w", err)
	case said:
		t.mute()
		return true, nil
	case n < answersWaiting:
		return false, nil
	}
	t.Lang = cmp.Or(t.Lang, locale.Known(t.in.Lang))
	return true, t.show(store.Screen{Text: rules.Msg("slow_down")}, slowAnchor, 0)
}

// Link is a link to the bot that anybody may open, known to the office or not: /start with what begins so. Who opens it
// stays unknown, as with a button that is Veiled.
type Link struct {
	Prefix string
	Take   func(t *Turn, rest string) error
}

// linkOf is the link that a payload is of.
func (b *Bot) linkOf(payload string) (l Link, rest string, ok bool) {
	for _, l := range b.links {
		if rest, ok := strings.CutPrefix(payload, l.Prefix); ok {
			return l, rest, true
		}
	}
	return Link{}, "", false
}

// TakeLink opens a link that a feature declares; taken is false for none.
func (t *Turn) TakeLink(payload string) (taken bool, err error) {
	l, rest, ok := t.b.linkOf(payload)
	if !ok {
		return false, nil
	}
	return true, l.Take(t, rest)
}

// veil notes whether the update is one of which nothing may stay with the account: no message, no text, no update that
// failed (rules section 9). A flow that is open counts once the conversation is known.
func (t *Turn) veil() {
	if !t.veiled && t.in.Private && t.b.veils(t) {
		t.veiled = true
	}
	if t.veiled && t.Person.ID == 0 {
		t.Lang = locale.Known(t.in.Lang)
	}
}

// unveiled is what may be kept of an update that failed.
func (t *Turn) unveiled(raw json.RawMessage) json.RawMessage {
	if t.veiled {
		return nil
	}
	return raw
}

func (b *Bot) veils(t *Turn) bool {
	f, open := t.flow()
	ofOpen := open && f.veils()
	switch {
	case t.in.Press != nil:
		if _, _, ok := ofFlow(t.in.Press.Data); ok {
			return ofOpen
		}
		p := b.pressOf(t.in.Press.Data)
		return p != nil && p.veils()
	case t.in.Command != "":
		c := b.byName[t.in.Command]
		_, _, ok := b.linkOf(t.in.Args)
		return c.Veiled || ok && c.Name == "start"
	}
	return ofOpen
}

// unnamed hands a text to the veiled flow that is open: whatever is said there is its answer, but a word that stops.
func (b *Bot) unnamed(t *Turn) error {
	f, open := t.flow()
	if !open {
		return rules.Refuse("press.stale")
	}
	if reply.Stops(t.in.Text) {
		return f.stop(t, t.conv)
	}
	return b.goOn(t, f, Input{Text: t.in.Text})
}

// mute keeps silent to the chat for the rest of the batch.
func (t *Turn) mute() {
	t.quiet = true
	if t.b.muted != nil {
		t.b.muted[t.Chat] = true
	}
}

// isMuted reports whether an update is one of those that a muted chat sends by the
// thousand; it reads no more of it than that takes.
func (b *Bot) isMuted(raw json.RawMessage) (id int64, muted bool) {
	if len(b.muted) == 0 {
		return 0, false
	}
	type message struct {
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
		MovedTo int64 `json:"migrate_to_chat_id"`
	}
	var u struct {
		ID      int64   `json:"update_id"`
		Message message `json:"message"`
		Press   struct {
			Message message `json:"message"`
		} `json:"callback_query"`
	}
	if json.Unmarshal(raw, &u) != nil || u.ID <= 0 || u.Message.MovedTo != 0 {
		return 0, false
	}
	return u.ID, b.muted[u.Message.Chat.ID] || b.muted[u.Press.Message.Chat.ID]
}

// guessing says once in a while to a stranger who must wait that it is so, and
// keeps silent otherwise: thousands of wrong codes are not thousands of answers.
func (t *Turn) guessing(r *rules.Refusal) (silent bool, err error) {
	if t.Person.ID != 0 || r.Reasons[0].Key != "start.slow_down" {
		return false, nil
	}
	s, err := t.Tx.Stranger(t.Chat)
	if err != nil {
		return false, fmt.Errorf("load the stranger: %w", err)
	}
	if lately(s.Answered, t.Now) {
		t.mute()
		return true, nil
	}
	s.Chat, s.Answered = t.Chat, t.Now
	t.Lang = s.Language
	return false, t.Tx.SaveStranger(s)
}

// Stranger answers an unlinked account politely, once in a while.
func (t *Turn) Stranger() error {
	s, err := t.Tx.Stranger(t.Chat)
	if err != nil {
		return fmt.Errorf("load the stranger: %w", err)
	}
	if lately(s.Answered, t.Now) {
		return nil
	}
	s.Chat, s.Answered = t.Chat, t.Now
	if s.Language == "" {
		s.Language = locale.Known(t.in.Lang)
	}
	t.Lang = s.Language
	if err := t.Tx.SaveStranger(s); err != nil {
		return fmt.Errorf("remember the stranger: %w", err)
	}
	share := rules.Msg("stranger.share")
	return t.show(store.Screen{Text: rules.Msg("stranger"), ShareContact: &share}, "", 0)
}

// lately reports whether a stranger was answered so shortly ago that silence
// follows; a clock that went back is no reason for it.
func lately(answered, now time.Time) bool {
	return !answered.IsZero() && now.Sub(answered) < strangerEvery && !now.Before(answered)
}

// membership notes that a person blocked the bot or let it in again, and that a
// group removed it.
func (t *Turn) membership() error {
	if !t.in.Private && t.in.Left {
		return (*t.b.removed)(t.Pilot.Do(t.Tx, t.Now, pilot.Actor{Job: pilot.ByTelegram}), t.Chat)
	}
	if !t.in.Private || t.Person.ID == 0 {
		return nil
	}
	if !t.in.Left {
		return nil // whoever writes or presses is heard of as back, too
	}
	person, first, err := t.Tx.Unreachable(t.Chat)
	if err != nil || !first {
		return err
	}
	return t.Pilot.Do(t.Tx, t.Now, pilot.Actor{Job: pilot.ByTelegram}).TellUnreachable(person)
}

// mostMissed is how many messages somebody who comes back is shown of those that
// could not be sent; most of them is what a message holds.
const mostMissed = 30

// isBack notes that whoever refused messages takes them again, and shows what could
// not be sent meanwhile: texts within the answer, cards as they stand now.
func (t *Turn) isBack() error {
	if !t.in.Private || t.in.Left || t.Person.ID == 0 || t.Person.Reachable {
		return nil
	}
	if err := t.Tx.SetReachable(t.Person.ID); err != nil {
		return err
	}
	texts, cards, err := t.Tx.HoldMissed(t.Person.ID, mostMissed)
	if err != nil || texts+len(cards) == 0 {
		return err
	}
	if err := t.Say(rules.Msg("back.missed", "n", texts+len(cards))); err != nil {
		return err
	}
	for _, ref := range cards {
		if t.b.objects[ref.Kind].Fleeting {
			continue
		}
		if err := t.Tx.Queue(t.Now, store.Out{Person: t.Person.ID, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor()}); err != nil {
			return fmt.Errorf("show what was missed: %w", err)
		}
	}
	return nil
}

// inGroup answers only what is meant for groups: nothing personal is shown there.
func (b *Bot) inGroup(t *Turn) error {
	if t.in.Press != nil {
		return t.Answer(rules.Msg("group.private"))
	}
	c, known := b.byName[t.in.Command]
	if !known {
		return nil
	}
	if t.in.Unnamed {
		return t.Say(rules.Msg("group.unnamed"))
	}
	if c.Groups && t.Actor.Sees(c.Access) {
		return c.Run(t, t.in.Args)
	}
	return t.Say(rules.Msg("group.private"), []store.Button{{Label: rules.Msg("group.open"), URL: "https://t.me/" + b.name}})
}

// Refuse tells every reason: as an alert when a button was pressed and it fits,
// else as a message. A wrong guess is counted.
func (t *Turn) Refuse(r *rules.Refusal, guess *pilot.Guess) error {
	if guess != nil {
		if err := t.Tx.SaveStranger(guess.Stranger); err != nil {
			return fmt.Errorf("count the guess: %w", err)
		}
		t.Lang = guess.Stranger.Language
	}
	if silent, err := t.guessing(r); silent || err != nil {
		return err
	}
	all := rules.Msg("refused", "reasons", r.Reasons)
	if t.in.Press != nil {
		text, err := t.Text(all)
		if err == nil && len([]rune(text)) <= toastLimit {
			t.toast, t.alert = all, true
			return nil
		}
	}
	return t.Say(all)
}

// letsDay takes "thứ năm được", "thứ 4 thì không, thứ 5 thì được" of who decides nothing as days
// of their own.
func (t *Turn) letsDay(u *phrase.Understanding) {
	i, known := t.b.intents[string(phrase.Approve)]
	if !known || t.Actor.Sees(i.Access) || slices.ContainsFunc(u.Acts, func(a phrase.Act) bool { return !a.Lets || len(a.Days) == 0 }) {
		return
	}
	own := slices.DeleteFunc(slices.Clone(u.Acts), func(a phrase.Act) bool { return a.Intent != phrase.Approve && a.Intent != phrase.Home })
	for k := range own {
		own[k].Intent = phrase.Home
	}
	if len(own) > 0 {
		u.Acts = own
	}
}

// onlyText says that words are needed in place of what came; whatever is half written stays.
func onlyText(t *Turn) error {
	switch {
	case t.veiled:
		return rules.Refuse("only_text.veiled")
	case t.Person.ID == 0:
		return t.Stranger()
	}
	_, open := t.flow()
	switch t.in.Thing {
	case spoken:
		return rules.Refuse("only_text.voice", "open", open)
	case sticker:
		return rules.Refuse("only_text.sticker", "open", open)
	case picture:
		return rules.Refuse("only_text.picture", "open", open)
	case location:
		return rules.Refuse("only_text.location", "open", open)
	}
	return rules.Refuse("only_text", "open", open)
}
