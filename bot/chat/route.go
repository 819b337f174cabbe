package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// one answers one update in a savepoint. What fails or panics is undone and kept
// in dead_update, the person is told, and the batch goes on; err means that the
// database itself failed.
func (b *Bot) one(ctx context.Context, tx *store.Tx, now time.Time, raw json.RawMessage) (answer, int64, error) {
	if id, muted := b.isMuted(raw); muted {
		return answer{}, id, nil
	}
	in, ok, err := decode(raw, b.name)
	if err != nil {
		return answer{}, in.ID, b.bury(tx, now, in.ID, raw, err)
	}
	if !ok {
		return answer{}, in.ID, nil
	}
	t := b.turn(ctx, tx, now, in)
	t.veil()
	err = tx.Savepoint(func() error {
		if err := t.open(); err != nil {
			return err
		}
		if slow, err := t.tooFast(); slow || err != nil {
			return err
		}
		if err := b.route(t); err != nil {
			return err
		}
		return t.wordToast()
	})
	if err == nil {
		return t.answer(), in.ID, nil
	}
	t.toast, t.alert = rules.Message{}, false
	refusal, refused := IsRefusal(err)
	var guess *pilot.Guess
	if errors.As(err, &guess) {
		refusal, refused = guess.Refusal, true
	}
	if !refused {
		if dead := b.bury(tx, now, in.ID, t.unveiled(raw), err); dead != nil {
			return answer{}, in.ID, dead
		}
		refusal = rules.Refuse("oops")
	}
	if in.Private || in.Command != "" || in.Press != nil {
		if err := tx.Savepoint(func() error { return t.refuseTurn(refusal, guess) }); err != nil {
			b.Log.Error("a refusal could not be queued", "update", in.ID, "err", b.Scrub.Err(err))
		}
	}
	return t.answer(), in.ID, nil
}

// bury keeps an update that could not be taken.
func (b *Bot) bury(tx *store.Tx, now time.Time, id int64, raw json.RawMessage, err error) error {
	err = b.Scrub.Err(err)
	attrs := []any{"update", id, "err", err}
	var p *store.PanicError
	if errors.As(err, &p) {
		attrs = append(attrs, "stack", b.Scrub.Text(string(p.Stack)))
	}
	b.Log.Error("update failed", attrs...)
	return tx.AddDead(store.DeadUpdate{ID: id, At: now, Error: err.Error(), Raw: b.Scrub.Text(string(raw))})
}

func (b *Bot) turn(ctx context.Context, tx *store.Tx, now time.Time, in incoming) *Turn {
	now = now.In(b.Pilot.Calendar.Location)
	t := &Turn{
		Ctx: ctx, Tx: tx, Pilot: b.Pilot.In(tx), Now: now, Today: rules.DateOf(now),
		Chat: in.Chat, User: in.User, b: b, in: in,
	}
	if in.Press != nil {
		t.pressed = in.Press.Message
	}
	return t
}

// open finds out who is speaking and where the conversation stands.
func (t *Turn) open() error {
	var err error
	if t.Person, t.Lang, err = t.Do().Who(t.User, t.Today); err != nil {
		return fmt.Errorf("find out who speaks: %w", err)
	}
	t.Actor = rules.Actor{Roles: rules.Stranger}
	if t.Person.ID != 0 {
		if t.Actor, err = t.Do().Actor(t.Person, t.Today); err != nil {
			return fmt.Errorf("find out the roles: %w", err)
		}
	}
	t.conv, err = t.Tx.Conversation(t.Chat, t.User)
	t.veil()
	return err
}

// route is the one entry of everything that people do.
func (b *Bot) route(t *Turn) error {
	in := t.in
	if err := t.isBack(); err != nil {
		return err
	}
	switch {
	case in.Left || in.Back:
		return t.membership()
	case in.MovedTo != 0:
		return t.Tx.MoveChat(t.Chat, in.MovedTo)
	case !in.Private && in.Edited:
		return nil
	case !in.Private:
		return b.inGroup(t)
	case in.Edited:
		return b.edited(t)
	case in.Forward != nil:
		return b.forwarded(t)
	case in.Press != nil:
		return b.routePress(t, in.Press.Data)
	case in.Contact != nil:
		return (*b.contact)(t)
	case in.Command != "":
		return b.routeCommand(t, in.Command, in.Args)
	case in.File != nil && t.Person.ID != 0:
		if taken, err := b.routeFile(t); taken || err != nil {
			return err
		}
	}
	switch {
	case in.Text == "":
		return onlyText(t)
	case strings.HasPrefix(in.Text, "/") && t.Person.ID != 0: // "/wfh@another_bot"
		return rules.Refuse("command.unknown", "name", Short(strings.Fields(in.Text)[0], MaxName))
	}
	return b.routeText(t)
}

// routeFile hands a file to the card that it answers, or to the features that take some; where none
// does, the words beside it count.
func (b *Bot) routeFile(t *Turn) (taken bool, err error) {
	if ready, err := (*b.gate)(t, false); err != nil || !ready {
		return true, err
	}
	ref, shown, err := t.answered()
	if err != nil {
		return false, err
	}
	if attach := b.objects[ref.Kind].Attach; shown && attach != nil {
		if taken, err := attach(t, ref.ID, *t.in.File); taken || err != nil {
			return taken, err
		}
	}
	if !t.in.File.Photo {
		if taken, err := (*b.document)(t, *t.in.File); taken || err != nil {
			return taken, err
		}
	}
	return (*b.proof)(t, *t.in.File)
}

// longestCommand is how much of a command that is none is said back: Telegram's
// own have up to 32 characters.
const longestCommand = 32

func (b *Bot) routeCommand(t *Turn, name, args string) error {
	c, known := b.byName[name]
	if !known {
		if t.Person.ID == 0 {
			return t.Stranger()
		}
		return rules.Refuse("command.unknown", "name", "/"+Short(name, longestCommand))
	}
	return b.run(t, c, args)
}

// run checks the role and starts a command; whatever flow was open is left.
func (b *Bot) run(t *Turn, c Command, args string) error {
	if !t.Actor.Sees(c.Access) {
		if t.Person.ID == 0 {
			return t.Stranger()
		}
		return rules.Refuse("access.role")
	}
	if ready, err := (*b.gate)(t, c.BeforeConsent); err != nil || !ready {
		return err
	}
	if t.conv.Open && !c.KeepsFlow {
		if err := t.leaveFlow(); err != nil {
			return err
		}
	}
	return c.Run(t, args)
}

func (b *Bot) routePress(t *Turn, data string) error {
	if in, rev, ok := ofFlow(data); ok {
		f, open := t.flow()
		if !open || rev != t.conv.Rev {
			if done, err := t.again(rev); done || err != nil {
				return err
			}
			return t.Stale()
		}
		return b.goOn(t, f, in)
	}
	p := b.pressOf(data)
	if p == nil {
		return t.Stale()
	}
	if !t.Actor.Sees(p.access()) {
		if t.Person.ID == 0 { // unlinked since
			return t.Stranger()
		}
		return rules.Refuse("access.role")
	}
	if ready, err := (*b.gate)(t, b.early[p.name()]); err != nil || !ready {
		return err
	}
	return p.press(t, data)
}

// pressOf is the kind of button that data is of; nil: none.
func (b *Bot) pressOf(data string) Presser {
	prefix, _, _ := strings.Cut(data, ":")
	return b.presses[prefix]
}

// goOn hands an answer to the open flow.
func (b *Bot) goOn(t *Turn, f registeredFlow, in Input) error {
	if may, err := b.mayGoOn(t, f); err != nil || !may {
		return err
	}
	err := f.take(t, t.conv, in)
	if in.Pressed {
		return t.known(err)
	}
	return err
}

// routeText understands what was typed: a button's words or number, a word that
// stops what is open, the answer to its question, a sentence with an intent.
func (b *Bot) routeText(t *Turn) error {
	switch {
	case t.veiled:
		return b.unnamed(t)
	case t.Person.ID == 0:
		return t.Stranger()
	}
	if taken, err := b.replied(t); taken || err != nil {
		return err
	}
	f, open := t.flow()
	if open && reply.WaitsOnly(t.in.Text) {
		return t.Say(rules.Msg("flow.waits"))
	}
	stops, denies := reply.Stops(t.in.Text), reply.Denies(t.in.Text)
	if reply.Drops(t.in.Text) || open && reply.GivesUp(t.in.Text) {
		stops = open && !f.takes(t.conv)
	}
	if !open {
		if key, answers, err := t.typedAnswer(); err != nil {
			return err
		} else if answers {
			return b.routePress(t, key.Data)
		}
		if taken, err := b.ofLines(t); taken || err != nil {
			return err
		}
	}
	key, typed, err := t.typedButton(open && (stops || denies))
	switch {
	case err != nil:
		return err
	case typed && t.dead(key.Data):
		return b.instead(t, key, stops)
	case typed && (b.destroys(t, key.Data) && !key.Yes || t.older):
		return askTyped(t, key)
	case typed:
		return b.routePress(t, key.Data)
	case open && (stops || denies && !f.saysNo(t.conv)):
		if may, err := b.mayGoOn(t, f); err != nil || !may {
			return err
		}
		return f.stop(t, t.conv)
	}
	if open {
		if taken, err := b.inFlow(t, f); taken || err != nil {
			return err
		}
	}
	if err := b.fresh(t, stops); err != nil {
		return err
	}
	return t.forgetHeard()
}

// instead takes a text that is the label of a button past use: as what it says by
// itself, and as that button where it says nothing.
func (b *Bot) instead(t *Turn, key store.Key, stops bool) error {
	if f, open := t.flow(); open {
		if taken, err := b.inFlow(t, f); taken || err != nil {
			return err
		}
	}
	err := b.fresh(t, stops)
	if r, refused := IsRefusal(err); refused && notUnderstood(r) {
		return b.routePress(t, key.Data)
	}
	return err
}

// replied takes a text that answers the message of a card.
func (b *Bot) replied(t *Turn) (taken bool, err error) {
	ref, shown, err := t.answered()
	if err != nil || !shown || b.objects[ref.Kind].Reply == nil {
		return false, err
	}
	if ready, err := (*b.gate)(t, false); err != nil || !ready {
		return true, err
	}
	return b.objects[ref.Kind].Reply(t, ref.ID, t.in.Text)
}

// fresh takes a sentence that answers no question.
func (b *Bot) fresh(t *Turn, stops bool) error {
	if ready, err := (*b.gate)(t, false); err != nil || !ready {
		return err
	}
	said, err := t.Understand(t.in.Text)
	if err != nil {
		return err
	}
	if i, found, err := b.byItsWords(t); err != nil {
		return err
	} else if found {
		return i.Take(t, Saying{Act: said.Acts[0], Note: said.Note, Text: t.in.Text})
	}
	if taken, err := (*b.meant)(t, said); taken || err != nil {
		return err
	}
	if taken, err := b.putsRight(t, said); taken || err != nil {
		return err
	}
	if taken, err := b.yesToCard(t, said); taken || err != nil {
		return err
	}
	if reply.Agrees(t.in.Text) && !reply.Confirms(t.in.Text) { // "gửi đi", where nothing is open
		for _, takes := range []func(*Turn) (bool, error){b.offered, b.leftOpen, b.sentAlready} {
			if taken, err := takes(t); taken || err != nil {
				return err
			}
		}
		return t.Say(rules.Msg("send.nothing", "left", t.conv.Flow != "", "head", t.Actor.Sees(pilot.DecideDays.Access)))
	}
	if nod := said.Acts[0].Intent; reply.Confirms(t.in.Text) && (nod == Nod || nod == phrase.None) {
		if taken, err := b.stillOpen(t); taken || err != nil {
			return err
		}
		if !t.conv.Open && heardIn(t.conv.Data) != 0 { // it may be said to what was just not understood
			return t.Say(rules.Msg("talk.nothing_kept"))
		}
	}
	if served, err := b.serve(t, said); served || err != nil {
		return err
	}
	if c, known := b.byWords(t); known {
		return b.run(t, c, "")
	}
	nods, known := b.intents[string(Nod)]
	switch { // said to a question that is over
	case stops, reply.Denies(t.in.Text):
		return t.Say(rules.Msg("cancel.nothing"))
	case known && (reply.Confirms(t.in.Text) || reply.Doubtful(t.in.Text)):
		return nods.Take(t, Saying{Text: t.in.Text})
	}
	if taken, err := (*b.unread)(t, t.in.Text); taken || err != nil {
		return err
	}
	return t.NotUnderstood()
}
