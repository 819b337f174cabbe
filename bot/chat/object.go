package chat

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Object is a kind of thing that people see as a card or a file, or find in the
// audit. It is one row: who may see it and whose data it is are asked by the
// engine, before a card or file is made and when somebody opens it.
type Object struct {
	Kind string
	// Whose is whose data an object is; ofNobody and ofEverybody are answers too.
	// It returns store.ErrNotFound for one that there is not.
	Whose func(v View, id int64) (Owner, error)
	// May is who sees its card or file, each on their own terms.
	May []rules.Access
	// Also lets in somebody whom no role lets in; nil: nobody.
	Also func(v View, id int64) (bool, error)
	// Gone is the key of what a card says to whom it is not for any more; empty:
	// that it is none of theirs.
	Gone string
	Card func(v View, ref store.Ref) (store.Screen, error)
	// Places are where other features' panels stand on the card (Panel.Host): Card joins them.
	Places []string
	// Fleeting says that the card is worth having only when it was to be sent: missed, it
	// is not sent later. A card without a text has nothing to say, and is not sent at all.
	Fleeting bool
	// Reply takes what somebody answers to the message that shows its card, and holds it
	// against their rights; where taken is false it was said to nothing in particular.
	Reply func(t *Turn, id int64, text string) (taken bool, err error)
	// Yes takes a short yes that somebody typed when its card is the newest message: it asks
	// about what waits there for their decision, and decides nothing. taken is false where
	// nothing waits for them.
	Yes func(t *Turn, id int64, text string) (taken bool, err error)
	// Days takes days alone that somebody typed when its card is the newest message; taken is false where they are said to nothing on it.
	Days func(t *Turn, id int64, text string) (taken bool, err error)
	// Waits are those that wait for the writer's decision and may be meant by such a text; nil:
	// none ever do.
	Waits func(t *Turn, text string) (ids []int64, err error)
	List  func(t *Turn, ids []int64) error // shows those that wait; nil: their own feature does
	// Attach takes a photo or document that somebody sends as an answer to its card, as Reply does.
	Attach func(t *Turn, id int64, d Document) (taken bool, err error)
	File   func(v View, ref store.Ref) (Upload, error) // made outside the transaction
	// Work does what is slow, outside the transaction that queued it (Turn.Work) and one at a time. It may
	// run again after a crash, and after a failure of the network: what it writes tells whether it was done.
	Work func(o Outside, id int64) error
	// GiveUp tells who waits that the work can't be done.
	GiveUp func(do pilot.Do, id int64) error
	// Made is the key of what is said in the end where Turn.Making said that the card or file is being made: it takes
	// seconds, and its maker tells how far it is (View.Tell).
	Made string
	// Protect says that Telegram is to keep the file from being passed on or saved.
	Protect bool
	// Name is how the audit names it. whose is the name of the person whose it is,
	// empty when that is who acted.
	Name func(v View, id int64, whose string) (rules.Message, error)
}

// Owner is the person, or else the unit, whose data something is.
type Owner struct {
	Person rules.PersonID
	Unit   rules.UnitID // for a person 0: where they work today
}

// OfNobody says that something is nobody's data.
func OfNobody(View, int64) (Owner, error) { return Owner{}, nil }

// OfReader says that something is always the reader's own.
func OfReader(v View, _ int64) (Owner, error) { return Owner{Person: v.Reader.ID}, nil }

// OfPerson says that the id is a person's.
func OfPerson(_ View, id int64) (Owner, error) {
	if id == 0 { // else it would be nobody's, and open to many
		return Owner{}, store.ErrNotFound
	}
	return Owner{Person: rules.PersonID(id)}, nil
}

// OfUnit says that the id is a unit's.
func OfUnit(v View, id int64) (Owner, error) {
	if id == 0 {
		return Owner{}, nil
	}
	_, err := v.Tx.Unit(rules.UnitID(id))
	return Owner{Unit: rules.UnitID(id)}, err
}

// ByNumber names an object by its number alone.
func ByNumber(_ View, id int64, _ string) (rules.Message, error) {
	return rules.Msg("audit.on.other", "id", id), nil
}

// check refuses an object that leaves open whose it is, or who may see it.
func (o Object) check() error {
	switch {
	case o.Kind == "":
		return errors.New("an object without a kind")
	case o.Whose == nil:
		return fmt.Errorf("object %s does not say whose data it is", o.Kind)
	case (o.Work == nil) != (o.GiveUp == nil):
		return fmt.Errorf("object %s does work that nobody gives up", o.Kind)
	case o.Card != nil && o.File != nil:
		return fmt.Errorf("object %s is a card and a file", o.Kind)
	case (o.Card != nil || o.File != nil) != (len(o.May) > 0):
		return fmt.Errorf("object %s is seen by nobody, or has nothing to see", o.Kind)
	case o.Card == nil && o.File == nil && o.Name == nil:
		return fmt.Errorf("object %s is neither a card nor a file nor in the audit", o.Kind)
	}
	return nil
}

// subjectOf is whose data an object is, for the access rules.
func (v View) subjectOf(o Owner) (rules.Subject, error) {
	switch {
	case o == Owner{}:
		return rules.Subject{}, nil
	case o.Person == 0:
		return v.Do().Subject(0, o.Unit)
	}
	// Where the person works today, not where they did when the object was made:
	// after a move it is the new unit's.
	person, err := v.Tx.Person(o.Person, v.Today)
	if err != nil {
		return rules.Subject{}, err
	}
	return v.Do().Subject(o.Person, person.Unit)
}

// shows reports whether the reader may see an object now: its card or file may
// come from a role that is over, or from a reference that nobody gave.
func (v View) shows(o Object, id int64) (bool, error) {
	actor, err := v.Actor()
	if err != nil {
		return false, fmt.Errorf("find the reader's roles: %w", err)
	}
	owner, err := o.Whose(v, id)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find whose %s %d is: %w", o.Kind, id, err)
	}
	subject, err := v.subjectOf(owner)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find whose %s %d is: %w", o.Kind, id, err)
	}
	if rules.MayAny(actor, o.May, subject) || o.Also == nil || v.Reader.ID == 0 {
		return rules.MayAny(actor, o.May, subject), nil
	}
	return o.Also(v, id)
}

// card makes a card, or says that its reader has no more to do with it.
func (v View) card(o Object, ref store.Ref) (store.Screen, error) {
	may, err := v.shows(o, ref.ID)
	switch {
	case err != nil:
		return store.Screen{}, err
	case !may:
		return store.Screen{Text: rules.Msg(cmp.Or(o.Gone, "access.foreign"))}, nil
	}
	return o.Card(v, ref)
}

// file makes a file. Who lost the right to it since gets errNotTheirs.
func (v View) file(o Object, ref store.Ref) (Upload, error) {
	may, err := v.shows(o, ref.ID)
	switch {
	case err != nil:
		return Upload{}, err
	case !may:
		return Upload{}, errNotTheirs
	}
	return o.File(v, ref)
}

// errNotTheirs stops a file whose reader lost the right to it meanwhile.
var errNotTheirs = errors.New("the reader may no longer see it")

// Actor is what the access rules know of the reader now.
func (v View) Actor() (rules.Actor, error) {
	if v.Reader.ID == 0 {
		return rules.Actor{Roles: rules.Stranger}, nil
	}
	return v.Do().Actor(v.Reader, v.Today)
}

// Tell says how far the making of the card or file is, in the message of Turn.Making, where there is one.
func (v View) Tell(m rules.Message) {
	if v.above != nil {
		v.above.say(m)
	}
}

// Look is what the person in this turn sees.
func (t *Turn) Look() View {
	return View{Tx: t.Tx, Pilot: t.Pilot, Now: t.Now, Today: t.Today, Reader: t.Person, Lang: t.Lang, Chat: t.Chat, b: t.b}
}

// Subject is whose data an object is, for the access check of a press or step.
// It refuses an object that there is not (any more).
func (t *Turn) Subject(kind string, id int64) (rules.Subject, error) {
	owner, err := t.ownerOf(store.Ref{Kind: kind, ID: id})
	if err == nil {
		var s rules.Subject
		if s, err = t.Look().subjectOf(owner); err == nil {
			return s, nil
		}
	}
	if errors.Is(err, store.ErrNotFound) {
		return rules.Subject{}, rules.Refuse("press.stale")
	}
	return rules.Subject{}, fmt.Errorf("find whose %s %d is: %w", kind, id, err)
}

// ownerOf is whose an object is. One of a kind that no feature declares is a fault.
func (t *Turn) ownerOf(ref store.Ref) (Owner, error) {
	o, known := t.b.objects[ref.Kind]
	if !known {
		return Owner{}, fmt.Errorf("no feature declares an object %q", ref.Kind)
	}
	return o.Whose(t.Look(), ref.ID)
}

// noteRead logs that the person opens the card of somebody else.
func (t *Turn) noteRead(ref store.Ref) error {
	owner, err := t.ownerOf(ref)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find whose card it is: %w", err)
	}
	return t.Do().NoteRead(owner.Person, ref.Kind)
}

// yesToCard takes a yes, or a no, where the newest message is a card that waits for the writer's
// decision, and where only one thing does.
func (b *Bot) yesToCard(t *Turn, u phrase.Understanding) (taken bool, err error) {
	act := u.Acts[0]
	said := act.Intent == phrase.None || act.Intent == Nod || act.Intent == phrase.Move && act.From != nil && len(act.From.Days)+len(act.Days) == 0 || reply.Confirms(t.in.Text)
	days := act.Intent == phrase.Home && len(u.Acts) == 1 && !reply.SaysHome(t.in.Text, t.Today)
	if _, open := t.flow(); open || !said && !days {
		return false, nil
	}
	ref, shown, err := t.NewestCard()
	if err != nil {
		return false, err
	}
	takes := b.objects[ref.Kind].Yes
	if days {
		takes = b.objects[ref.Kind].Days
	}
	if shown && takes != nil {
		if taken, err := takes(t, ref.ID, t.in.Text); taken || err != nil {
			return taken, err
		}
	}
	if days {
		return false, nil
	}
	return b.yesToOnly(t)
}

// NewestCard is what the newest message is the card of; shown is false where it is none.
func (t *Turn) NewestCard() (ref store.Ref, shown bool, err error) {
	keyboards, err := t.Tx.Keyboards(t.Chat)
	if err != nil || len(keyboards) == 0 || keyboards[0].Below {
		return ref, false, err
	}
	anchor, err := t.Tx.AnchorOf(t.Chat, keyboards[0].Message)
	if err == nil {
		ref, shown = store.RefOf(anchor)
	}
	return ref, shown, err
}

// agrees hands what agrees to the open flow. A bare yes where something newer stands below its question
// may be said to that: nothing is done, and the question is asked anew.
func (b *Bot) agrees(t *Turn, f registeredFlow, in Input) error {
	if !reply.Confirms(in.Text) || !f.goesOn(t.conv) {
		return b.goOn(t, f, in)
	}
	keyboards, err := t.Tx.Keyboards(t.Chat)
	if err != nil {
		return fmt.Errorf("find what was asked: %w", err)
	}
	asked := t.ofFlow(keyboards)
	if len(asked) == 0 || slices.ContainsFunc(asked, func(k store.Keyboard) bool { return !k.Below || k.Message == t.in.ReplyTo }) {
		return b.goOn(t, f, in)
	}
	if may, err := b.mayGoOn(t, f); err != nil || !may {
		return err
	}
	if err := t.Say(rules.Msg("flow.yes_again")); err != nil {
		return err
	}
	return f.again(t, t.conv)
}

// stillOpen answers a yes where nothing is asked with what is open all the same: what the newest message
// offers is begun, a draft that was left is shown again, what waits for a decision is named. taken is
// false where nothing is open.
func (b *Bot) stillOpen(t *Turn) (taken bool, err error) {
	if taken, err := b.offered(t); taken || err != nil {
		return taken, err
	}
	if shown, err := b.leftOpen(t); shown || err != nil {
		return true, err
	}
	n := 0
	for _, kind := range b.Objects() {
		if o := b.objects[kind]; o.Waits != nil {
			ids, err := o.Waits(t, reply.SureYes())
			if err != nil {
				return false, err
			}
			n += len(ids)
		}
	}
	if n == 0 && !reply.Records(t.in.Text) {
		return false, nil
	}
	return true, t.Say(rules.Msg("talk.yes_open", "n", n, "confirms", reply.FindsGood(t.in.Text) && t.Actor.Sees(pilot.DecideDays.Access)))
}

// goesOn reports a step that keeps what is typed and from which another word than yes leads on: "gửi".
func (f Flow[D]) goesOn(c store.Conversation) bool {
	s, _ := f.step(c.Step)
	return s.Free && s.Main != 0 && s.Yes == 0
}

// yesToOnly takes what plainly decides as said of the only thing that waits.
func (b *Bot) yesToOnly(t *Turn) (taken bool, err error) {
	if !reply.MayDecide(t.in.Text) {
		return false, nil
	}
	var only store.Ref
	n := 0
	for _, kind := range b.Objects() {
		o := b.objects[kind]
		if o.Waits == nil {
			continue
		}
		ids, err := o.Waits(t, t.in.Text)
		if err != nil {
			return false, err
		}
		for _, id := range ids {
			only, n = store.Ref{Kind: kind, ID: id}, n+1
		}
	}
	if n != 1 {
		return false, nil
	}
	return b.objects[only.Kind].Yes(t, only.ID, t.in.Text)
}

// VerdictOn is what a text says of something that waits, of somebody whose name may stand in it,
// and what stands behind it. plainly is false for a yes that may be no more than politeness.
func VerdictOn(text, name string, decides func(string) (reply.Verdict, string)) (v reply.Verdict, rest string, plainly bool) {
	if v, rest = decides(text); v != reply.Unsaid {
		return v, rest, reply.Gives(text)
	}
	name, _, _ = strings.Cut(name, " (") // what tells people of one name apart
	words := strings.Fields(name)
	if len(words) == 0 {
		return v, "", false
	}
	if other := reply.Without(text, words[len(words)-1]); other != "" && other != strings.Join(strings.Fields(text), " ") {
		v, rest = decides(other)
	}
	return v, rest, v != reply.Unsaid
}
