package chat

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// result is what became of one call.
type result struct {
	out     store.Out
	fate    fate
	began   time.Time
	called  bool          // Telegram was asked
	wait    time.Duration // of a 429
	until   time.Time     // … as an instant
	over    bool          // it is the first answer after an outage
	to      int64         // the new chat id of a migrated group
	reason  string
	message int64 // the message that now shows it
	shown   shown
}

// shown is what a message showed when it was rendered.
type shown struct {
	revision int64 // of a card's object
	keys     []store.Key
	digits   bool
	beside   bool        // it belongs to the message before it
	held     []store.Out // held broadcasts that were told within it
	broken   []int64     // held broadcasts that can't be told any more
}

// settle stores what became of calls, in one commit, and frees their chats. It
// tries until the database takes it: an outcome must not be forgotten. Once run
// has ended, a stop asked for, it tries a few times more: a full disk must not
// keep the process alive. What is forgotten then is as after a crash: an answer
// may be sent once more, a broadcast is held.
func (s *sender) settle(run context.Context, rs []result) {
	for i := range rs {
		s.hear(&rs[i])
	}
	ctx, left := context.WithoutCancel(run), lastTries
	for wait := 10 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		now := s.b.Now()
		err := s.b.DB.Write(ctx, func(tx *store.Tx) error {
			for _, r := range rs {
				if err := s.settleAlone(tx, now, r); err != nil {
					return err
				}
				if !r.over {
					continue
				}
				if err := tx.EndWaits(now); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			break
		}
		s.b.Log.Error("store what became of messages", "count", len(rs), "err", err)
		if run.Err() != nil {
			if left--; left == 0 {
				s.b.Log.Error("stopped without storing what became of messages: they may be sent again", "count", len(rs))
				break
			}
		}
		pause(run, wait)
	}
	for _, r := range rs {
		s.flying--
		delete(s.busy, r.out.Chat)
	}
}

// lastTries is how often an outcome is offered to the database after the stop.
const lastTries = 3

// hear notes what a result says about silence and about the network.
func (s *sender) hear(r *result) {
	now := s.b.Now()
	r.until = now.Add(r.wait)
	s.quiet.hear(now, r)
	r.over = s.down.ends(now, r)
	if r.fate == refused {
		s.b.Log.Error(tokenRefused, "reason", r.reason)
	}
}

// end ends the waiting that an outage caused: polls get through again.
func (s *sender) end(ctx context.Context) error {
	now := s.b.Now()
	err := s.b.DB.Write(ctx, func(tx *store.Tx) error { return tx.EndWaits(now) })
	s.wake()
	return err
}

// tokenRefused is what the operator must hear: nothing works until it is mended.
const tokenRefused = "Telegram refuses the token: nothing is received or sent until it is corrected"

// settleAlone keeps one result's trouble to itself: when what follows from it
// can't be stored, its bare outcome is, and the others' are not held up.
func (s *sender) settleAlone(tx *store.Tx, now time.Time, r result) error {
	err := tx.Savepoint(func() error { return s.settleOne(tx, now, r) })
	if err == nil {
		return nil
	}
	state := store.OutDead
	if r.fate == sent {
		state = store.OutSent
	}
	if ferr := tx.Finish(now, r.out.ID, state, "what follows from it could not be stored"); ferr != nil {
		return errors.Join(err, ferr) // the database itself fails: all are tried again
	}
	s.b.Log.Error("what follows from a message could not be stored", "outbox", r.out.ID, "err", s.b.Scrub.Err(err))
	return nil
}

func (s *sender) settleOne(tx *store.Tx, now time.Time, r result) error {
	o := r.out
	if o.Body.Work != nil {
		return s.worked(tx, now, r)
	}
	switch r.fate {
	case sent:
		return s.arrived(tx, now, r)
	case unmade:
		return s.notMade(tx, now, r)
	case empty:
		if err := s.b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram}).Unsaid(o); err != nil {
			return err
		}
		return tx.Finish(now, o.ID, store.OutEmpty, "")
	case gone:
		if o.Body.Strip {
			return tx.Finish(now, o.ID, store.OutSent, r.reason)
		}
		return tx.SendAnew(now, o)
	case tooMany:
		if err := tx.SetPause(o.Chat, r.until); err != nil {
			return err
		}
		return tx.Retry(o.ID, now, r.reason) // the pause holds it back
	case later, refused:
		return tx.Retry(o.ID, now.Add(backoff(o.Attempts)), r.reason)
	case unknown:
		if o.Lane == store.LaneBroadcast {
			return tx.Finish(now, o.ID, store.OutHeld, r.reason)
		}
		if o.Body.File != nil && o.Attempts >= uploadTries {
			return s.noFile(tx, now, r)
		}
		return tx.Retry(o.ID, now.Add(backoff(o.Attempts)), r.reason)
	case moved:
		if err := tx.MoveChat(o.Chat, r.to); err != nil {
			return err
		}
		return tx.Retry(o.ID, now, r.reason)
	case unreachable:
		return s.lost(tx, now, r)
	case shut:
		return s.shutOut(tx, now, r)
	default:
		if o.Body.File != nil {
			return s.noFile(tx, now, r)
		}
		s.b.Log.Error("a message was refused for good", "outbox", o.ID, "reason", r.reason)
		return tx.Finish(now, o.ID, store.OutDead, r.reason)
	}
}

// workTries is how often work is tried where the network fails: for about half an hour.
const workTries = 15

// worked finishes work, tries it again, or gives it up and has told who waits for it.
func (s *sender) worked(tx *store.Tx, now time.Time, r result) error {
	o := r.out
	switch r.fate {
	case sent:
		if err := tx.Finish(now, o.ID, store.OutSent, ""); err != nil || o.Chat == 0 {
			return err
		}
		return tx.Queue(now, store.Out{Lane: store.LaneNotice, Body: o.Body})
	case later, unknown, tooMany, refused:
		if o.Attempts < workTries {
			return tx.Retry(o.ID, now.Add(max(r.wait, backoff(o.Attempts))), r.reason)
		}
	}
	s.b.Log.Error("work could not be done", "outbox", o.ID, "reason", r.reason)
	if err := tx.Finish(now, o.ID, store.OutDead, r.reason); err != nil {
		return err
	}
	object, known := s.b.objects[o.Body.Work.Kind]
	if !known || object.GiveUp == nil {
		return nil
	}
	return object.GiveUp(s.b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram}), o.Body.Work.ID)
}

const uploadTries = 4 // a file whose upload never ends is given up after so many

// notMade gives up what could not be prepared and says so to its reader, as of any
// fault: whoever asked for it, and whoever it was for unless a reminder or an
// edit that nobody waits for.
func (s *sender) notMade(tx *store.Tx, now time.Time, r result) error {
	o := r.out
	s.b.Log.Error("a message could not be prepared", "outbox", o.ID, "reason", r.reason)
	if err := tx.Finish(now, o.ID, store.OutDead, r.reason); err != nil {
		return err
	}
	told := "unmade"
	if o.Body.File != nil {
		told = "file.failed"
	}
	itself := o.Body.Screen != nil && (o.Body.Screen.Text.Key == "unmade" || o.Body.Screen.Text.Key == "file.failed")
	asked := o.Lane == store.LaneReply || o.Lane == store.LaneNotice && o.EditOf == 0
	if !asked || itself || o.Chat == 0 {
		return nil
	}
	return s.tell(tx, now, o, told)
}

// tell says why something does not come, in the message that said that it is being made where there is one.
func (s *sender) tell(tx *store.Tx, now time.Time, o store.Out, key string) error {
	above, err := s.b.making(tx, o)
	if err != nil {
		return err
	}
	return tx.Queue(now, store.Out{Chat: o.Chat, Lane: store.LaneReply, Body: store.Body{Screen: &store.Screen{Text: rules.Msg(key)}}, EditOf: above})
}

// made ends what the message above said while a card or file was made.
func (s *sender) made(tx *store.Tx, now time.Time, o store.Out) error {
	above, err := s.b.making(tx, o)
	if err != nil || above == 0 {
		return err
	}
	done := s.b.objects[cmp.Or(o.Body.Card, o.Body.File).Kind].Made
	return tx.Queue(now, store.Out{Chat: o.Chat, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: rules.Msg(done)}}, EditOf: above})
}

// noFile gives a document or picture up and says so to whoever asked for it.
func (s *sender) noFile(tx *store.Tx, now time.Time, r result) error {
	s.b.Log.Error("a file could not be made or sent", "outbox", r.out.ID, "reason", r.reason)
	if err := tx.Finish(now, r.out.ID, store.OutDead, r.reason); err != nil {
		return err
	}
	return s.tell(tx, now, r.out, "file.failed")
}

// longestBackoff bounds every wait for another attempt.
const longestBackoff = 5 * time.Minute

// backoff grows from half a second to its bound.
func backoff(attempts int) time.Duration {
	return min(time.Second/2<<min(attempts, 12), longestBackoff)
}

// lost finishes a message to somebody who can't be reached and tells the
// coordinator the first time; a group that is gone is unlinked from its unit.
func (s *sender) lost(tx *store.Tx, now time.Time, r result) error {
	if err := tx.Finish(now, r.out.ID, store.OutUnreachable, r.reason); err != nil || r.out.Chat == 0 {
		return err
	}
	if r.out.Chat < 0 {
		return (*s.b.removed)(s.b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram}), r.out.Chat)
	}
	person, first, err := tx.Unreachable(r.out.Chat)
	if err != nil || !first {
		return err
	}
	return s.b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram}).TellUnreachable(person)
}

// shutOut gives up what a group does not let the bot say, and has its head told.
func (s *sender) shutOut(tx *store.Tx, now time.Time, r result) error {
	s.b.Log.Warn("a group does not let the bot write", "outbox", r.out.ID, "reason", r.reason)
	if err := tx.Finish(now, r.out.ID, store.OutDead, r.reason); err != nil || r.out.Chat >= 0 {
		return err
	}
	return (*s.b.shut)(s.b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram}), r.out.Chat)
}

// arrived remembers where the message stands, and renders a card again when its
// object changed while it was under way, unless a press has led on in that message meanwhile.
func (s *sender) arrived(tx *store.Tx, now time.Time, r result) error {
	o := r.out
	if err := tx.Finish(now, o.ID, store.OutSent, ""); err != nil {
		return err
	}
	do := s.b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram})
	for _, told := range slices.Concat(r.shown.held, []store.Out{o}) {
		if err := do.Said(told); err != nil {
			return err
		}
	}
	for _, h := range r.shown.held {
		if err := tx.MarkShown(h.ID); err != nil {
			return err
		}
	}
	for _, id := range r.shown.broken {
		if err := tx.Finish(now, id, store.OutDead, "held, and can't be read or worded any more"); err != nil {
			return err
		}
	}
	if r.message == 0 || o.Body.Last {
		return nil
	}
	if err := s.made(tx, now, o); err != nil {
		return err
	}
	if err := s.keyboard(tx, r); err != nil {
		return err
	}
	if o.Anchor == "" {
		if o.EditOf != 0 && !o.Body.Strip { // the flow's last word took its message over
			return tx.DropLive("", o.Chat, r.message)
		}
		return nil
	}
	strip, err := tx.SetLive(o.Anchor, o.Chat, r.message, len(r.shown.keys) > 0)
	if err != nil {
		return err
	}
	if strip != 0 {
		if err := tx.Queue(now, store.Out{Chat: o.Chat, Lane: store.LaneReply, Body: store.Body{Strip: true}, EditOf: strip}); err != nil {
			return err
		}
	}
	if o.Body.Card == nil {
		return nil
	}
	revision, err := tx.Revision(o.Body.Card.Kind, o.Body.Card.ID)
	if err != nil || revision == r.shown.revision {
		return err
	}
	if taken, err := tx.Taken(o.Chat, r.message); err != nil || taken {
		return err
	}
	err = tx.Queue(now, store.Out{Chat: o.Chat, Lane: store.LaneNotice, Body: o.Body, Anchor: o.Anchor, EditOf: r.message})
	return err
}

// keysAbove are the buttons of the newest message of a chat, where it answered the
// person and nothing came since.
func keysAbove(tx *store.Tx, chat int64) (keys []store.Key, err error) {
	known, err := tx.Keyboards(chat)
	for _, k := range known {
		if k.Asked && !k.Below {
			for _, x := range k.Keys {
				x.Above = true
				keys = append(keys, x)
			}
		}
	}
	return keys, err
}

// keyboard remembers the newest buttons of the chat. An edit that nobody there
// asked for changes what is remembered only of its own message.
func (s *sender) keyboard(tx *store.Tx, r result) error {
	if r.out.Body.Menu {
		return nil
	}
	k := store.Keyboard{Message: r.message, Keys: r.shown.keys, Digits: r.shown.digits, Asked: r.out.Lane == store.LaneReply || r.out.Lane == store.LaneStranger}
	if k.Asked && !r.out.Body.Strip || r.out.EditOf == 0 { // what was pressed is what the person looks at
		if r.shown.beside {
			above, err := keysAbove(tx, r.out.Chat)
			if err != nil {
				return err
			}
			k.Keys = append(k.Keys, above...)
		}
		if err := tx.Shown(r.out.Chat, r.message); err != nil {
			return err
		}
		return tx.SetKeyboard(r.out.Chat, k)
	}
	known, err := tx.Keyboards(r.out.Chat)
	i := slices.IndexFunc(known, func(x store.Keyboard) bool { return x.Message == r.message })
	if err != nil || i < 0 {
		return err
	}
	k.Asked, k.Below = known[i].Asked, known[i].Below
	return tx.SetKeyboard(r.out.Chat, k)
}
