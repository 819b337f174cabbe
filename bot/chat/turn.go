package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	tg "github.com/go-telegram/bot"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Turn is one update being answered, inside the batch's transaction. Handlers
// read and write through Tx and queue what is to be said; they never touch the
// network and never wait.
type Turn struct {
	Ctx    context.Context
	Tx     *store.Tx
	Pilot  *pilot.Pilot
	Now    time.Time  // in the agency's time zone
	Today  rules.Date // the day of Now
	Person rules.Person
	Actor  rules.Actor // who the person is to the access rules; a Stranger when not linked
	Lang   string
	Chat   int64
	User   int64

	b        *Bot
	in       incoming
	corrects bool  // the text puts right what was said before
	unasked  bool  // a button was typed that came by itself, not as an answer
	older    bool  // the typed number is of a list below which something newer stands
	pressed  int64 // the message whose button was pressed; 0 when something was typed
	conv     store.Conversation
	toast    rules.Message
	said     rules.Message // what Answer confirmed
	done     *done         // what the flow did that ends now
	alert    bool
	begins   bool   // a flow was begun
	veiled   bool   // who it is must not be known: nothing of the turn stays with the account; see veils
	quiet    bool   // nothing is said, not even to a press
	words    string // the toast as it will be shown

	sections map[string]keptSection // what other features ask in the draft at hand
	panel    int32                  // whose section is being shown
}

// Say answers with a new message.
func (t *Turn) Say(m rules.Message, rows ...[]store.Button) error {
	return t.Send(store.Screen{Text: m, Rows: rows})
}

// Show answers where the person acted: it edits the pressed message, or sends a
// new one when something was typed.
func (t *Turn) Show(s store.Screen) error { return t.show(s, "", t.pressed) }

// ShowCard shows an object's card where the person acted. The message is
// remembered and follows the object's state from then on. Whose data it shows
// can see that it was read.
func (t *Turn) ShowCard(ref store.Ref) error { return t.showCard(ref, t.pressed) }

func (t *Turn) showCard(ref store.Ref, editOf int64) error {
	if err := t.noteRead(ref); err != nil {
		return err
	}
	err := t.Tx.Queue(t.Now, store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{Card: &ref, Thread: t.in.Thread}, Anchor: ref.Anchor(), EditOf: editOf})
	return err
}

// Making says what is being made, a card or a file that follows below; while it is, the message tells how far.
func (t *Turn) Making(m rules.Message) error {
	return t.Tx.Queue(t.Now, store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{Screen: &store.Screen{Text: m}, Thread: t.in.Thread}, Anchor: makingSlot})
}

// SendFile queues a document or picture that its maker prepares outside the transaction.
func (t *Turn) SendFile(ref store.Ref) error {
	err := t.Tx.Queue(t.Now, store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{File: &ref, Thread: t.in.Thread}})
	return err
}

// Work queues an object's work: the sender begins it when what this turn has shown so far has
// been sent, so that a card never shows the end of the work before its beginning.
func (t *Turn) Work(ref store.Ref) error {
	return t.Tx.Queue(t.Now, store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{Work: &ref}})
}

// Answer confirms what was done: to who pressed with a line that vanishes by
// itself, of which at most 200 characters are shown, to who typed with a message.
// It comes before the screen that shows the result. A button of the flow that
// ends with it, pressed once more, says it again.
func (t *Turn) Answer(m rules.Message) error {
	t.said = m
	if t.in.Press == nil {
		return t.Say(m)
	}
	t.toast = m
	return nil
}

// Remember is Answer where the screen that ends the flow says it already.
func (t *Turn) Remember(m rules.Message) { t.said = m }

// AnswerCard confirms what was done to an object and shows its card.
func (t *Turn) AnswerCard(m rules.Message, ref store.Ref) error {
	if err := t.Answer(m); err != nil {
		return err
	}
	return t.ShowCard(ref)
}

// ShowCardBelow shows an object's card in a new message: the list stays.
func (t *Turn) ShowCardBelow(ref store.Ref) error { return t.showCard(ref, 0) }

// Text is a message in the person's language, without tags.
func (t *Turn) Text(m rules.Message) (string, error) { return t.b.Catalog.Plain(t.Lang, m) }

// SetMenu queues the command menu of a chat, after its language or roles changed.
func (t *Turn) SetMenu(chat int64) error {
	err := t.Tx.Queue(t.Now, store.Out{Chat: chat, Lane: store.LaneNotice, Body: store.Body{Menu: true}})
	return err
}

// show queues a screen: an edit of a message, or a new one (editOf 0). Under a
// anchor it takes over from the message that had the anchor before.
func (t *Turn) show(s store.Screen, anchor string, editOf int64) error {
	o := store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{Screen: &s, Thread: t.in.Thread}, Anchor: anchor, EditOf: editOf}
	if t.veiled {
		o.Anchor, o.Body.Last, o.Body.Lang = "", true, t.Lang
	}
	return t.Tx.Queue(t.Now, o)
}

// Thread is the topic of the group in which the person wrote, 0 for none.
func (t *Turn) Thread() int64 { return t.in.Thread }

// lane is that of answers; whoever is linked to nobody is answered last.
func (t *Turn) lane() store.Lane {
	if t.Person.ID == 0 {
		return store.LaneStranger
	}
	return store.LaneReply
}

func (t *Turn) flowAnchor() string { return fmt.Sprintf("flow:%d", t.User) }

func (t *Turn) saveConversation(flow, step string, data json.RawMessage) error {
	t.conv.Flow, t.conv.Step, t.conv.Data, t.conv.Open = flow, step, data, true
	return t.Tx.SaveConversation(t.conv, t.Now)
}

// Writing is whether a flow is open.
func (t *Turn) Writing() bool { _, open := t.flow(); return open }

// flow is the conversation that is open, if any.
func (t *Turn) flow() (registeredFlow, bool) {
	f, known := t.b.flows[t.conv.Flow]
	return f, known && t.conv.Open
}

// Stale answers a press of a button that acts on something past: the message
// loses its buttons, nothing else changes. A message that shows something else by
// now, or is about to, keeps the buttons of that: one was pressed twice.
func (t *Turn) Stale() error {
	if t.pressed == 0 {
		return rules.Refuse("press.stale")
	}
	t.toast = rules.Msg("press.stale") // who typed it was refused above
	if waits, err := t.Tx.EditWaits(t.Chat, t.pressed); err != nil || waits {
		return err
	}
	anchor, err := t.Tx.AnchorOf(t.Chat, t.pressed)
	if err != nil {
		return fmt.Errorf("find what the message shows: %w", err)
	}
	if _, open := t.flow(); anchor != "" && (open || anchor != t.flowAnchor()) {
		return nil
	}
	err = t.Tx.Queue(t.Now, store.Out{Chat: t.Chat, Lane: t.lane(), Body: store.Body{Strip: true, Last: t.veiled}, EditOf: t.pressed})
	return err
}

// StaleCard answers a press on an old card with the object's present card.
func (t *Turn) StaleCard(ref store.Ref) error {
	return t.AnswerCard(rules.Msg("press.card_changed"), ref)
}

// IsRefusal tells a decision that people may read from a fault.
func IsRefusal(err error) (*rules.Refusal, bool) {
	r, ok := err.(*rules.Refusal) //nolint:errorlint // a wrapped refusal is a fault of the code: it must be returned as it is
	return r, ok
}

// sayOver answers with a new message that takes the buttons off the flow's last one.
func (t *Turn) sayOver(m rules.Message) error {
	return t.show(store.Screen{Text: m}, t.flowAnchor(), 0)
}

// Send answers with a new message.
func (t *Turn) Send(s store.Screen) error { return t.show(s, "", 0) }

// Said is what was typed, empty for a press.
func (t *Turn) Said() string { return t.in.Text }

// answered is the object whose card a message answers.
func (t *Turn) answered() (ref store.Ref, shown bool, err error) {
	if t.in.ReplyTo == 0 {
		return ref, false, nil
	}
	anchor, err := t.Tx.AnchorOf(t.Chat, t.in.ReplyTo)
	if err != nil {
		return ref, false, fmt.Errorf("find what is answered: %w", err)
	}
	ref, shown = store.RefOf(anchor)
	return ref, shown, nil
}

// Quoted are the words of the message that is answered, or what was chosen of them; empty: none is.
func (t *Turn) Quoted() string { return t.in.Quoted }

// Private is whether the person is alone with the bot.
func (t *Turn) Private() bool { return t.in.Private }

// Unasked is whether a button was typed that came by itself, not as an answer.
func (t *Turn) Unasked() bool { return t.unasked }

// SharedNumber is the phone number of a shared contact; own is whether Telegram
// vouches that it is the sender's.
func (t *Turn) SharedNumber() (phone string, own bool) {
	if t.in.Contact == nil {
		return "", false
	}
	return t.in.Contact.Phone, t.in.Contact.Own
}

// ClientLanguage is the language of the person's Telegram.
func (t *Turn) ClientLanguage() string { return t.in.Lang }

// Commands lists what the bot can do, in the order of the menu.
func (t *Turn) Commands() []Command { return t.b.list }

// Knows is whether a key has a text.
func (t *Turn) Knows(key string) bool { return t.b.Catalog.Has(key) }

// Jobs is the job engine.
func (t *Turn) Jobs() Jobs { return t.b.Jobs }

// Object is the kind of thing of that name.
func (t *Turn) Object(kind string) (Object, bool) {
	o, known := t.b.objects[kind]
	return o, known
}

// Link opens the bot with a payload.
func (t *Turn) Link(payload string) string { return "https://t.me/" + t.b.name + "?start=" + payload }

// Do is the turn as the use cases take it.
func (t *Turn) Do() pilot.Do { return t.Pilot.Do(t.Tx, t.Now, pilot.Actor{Person: t.Person.ID}) }

const (
	toastLimit  = 200 // characters, Bot API limit
	answerLimit = 10 * time.Second
)

// answer stops the spinning of a pressed button, with a line that vanishes.
type answer struct {
	id    string // of the callback query; empty: nothing was pressed, or nothing is said
	user  int64
	chat  int64
	lane  store.Lane
	at    time.Time
	toast rules.Message
	text  string
	alert bool
	last  bool // of a veiled turn
}

// wordToast words what vanishes by itself while the turn can still be undone: one
// that can't be worded is a fault like any other.
func (t *Turn) wordToast() (err error) {
	t.words = ""
	if t.in.Press == nil || t.toast.Key == "" {
		return nil
	}
	t.words, err = t.Text(t.toast)
	return err
}

func (t *Turn) answer() answer {
	if t.in.Press == nil || t.quiet {
		return answer{}
	}
	if err := t.wordToast(); err != nil {
		t.b.Log.Error("word a toast", "err", t.b.Scrub.Err(err))
		t.toast, t.alert = rules.Msg("oops"), true
		_ = t.wordToast() // without that text there is nothing to say it with
	}
	return answer{t.in.Press.ID, t.User, t.Chat, t.lane(), t.Now, t.toast, Short(t.words, toastLimit), t.alert, t.veiled}
}

// answer is sent at once and at best effort, outside the outbox: a press lives
// only seconds, and nothing but the spinning depends on it. It counts in the limit
// of all calls, and waits where that is used up.
func (b *Bot) answer(ctx context.Context, a answer) {
	if b.sender.all.take(b.Now(), true) > 0 {
		b.sender.late(a)
		return
	}
	b.answerNow(ctx, a)
}

func (b *Bot) answerNow(ctx context.Context, a answer) {
	p := &tg.AnswerCallbackQueryParams{CallbackQueryID: a.id, ShowAlert: a.alert, Text: a.text}
	b.answers.Go(func() {
		calls, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
		defer cancel()
		if _, err := b.api.AnswerCallbackQuery(calls, p); err != nil {
			b.Log.Debug("a press was not answered", "err", b.Scrub.Err(err))
			b.sayInstead(ctx, a)
		}
	})
}

// sayInstead says as a message what an alert that failed was to say: the alert was
// the whole answer. Any other toast stands beside a screen.
func (b *Bot) sayInstead(ctx context.Context, a answer) {
	if !a.alert || a.toast.Key == "" {
		return
	}
	err := b.DB.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		return tx.Queue(b.Now(), store.Out{Chat: a.chat, Lane: a.lane, Dedupe: "alert:" + a.id, Body: store.Body{Screen: &store.Screen{Text: a.toast}, Last: a.last}})
	})
	if err != nil {
		b.Log.Error("a refusal could not be said", "err", b.Scrub.Err(err))
	}
}

// late keeps an answer until there is room for it.
func (s *sender) late(a answer) {
	s.lateMu.Lock()
	s.lateAnswers = append(s.lateAnswers, a)
	s.lateMu.Unlock()
	s.wake()
}

// answerLate sends the answers that waited, the oldest first, as far as there is
// room, and returns when there is some for the next. What nobody waits for any more
// is not sent; a refusal comes as a message.
func (s *sender) answerLate(ctx context.Context, now time.Time) (next time.Time) {
	s.lateMu.Lock()
	defer s.lateMu.Unlock()
	for len(s.lateAnswers) > 0 {
		a := s.lateAnswers[0]
		if now.Sub(a.at) > answerLimit {
			s.b.answers.Go(func() { s.b.sayInstead(ctx, a) })
		} else if wait := s.all.take(now, true); wait > 0 {
			return now.Add(wait)
		} else {
			s.b.answerNow(ctx, a)
		}
		s.lateAnswers = s.lateAnswers[1:]
	}
	return time.Time{}
}

// Short cuts a text to so many characters.
func Short(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit-1]) + "…"
}

// ShortWords is Short that cuts behind a whole word, where one ends in the second half.
func ShortWords(s string, limit int) string {
	r := []rune(s)
	for i := limit - 1; len(r) > limit && i > limit/2; i-- {
		if r[i] == ' ' {
			return string(r[:i]) + "…"
		}
	}
	return Short(s, limit)
}
