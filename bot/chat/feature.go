package chat

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/fold"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/rules"
	"tainha/store"
)

// Feature is what people can do about one subject: a room of the bot. It
// declares itself; New refuses two things of one name, and what is left out.
type Feature struct {
	Name     string
	Commands []Command
	Intents  []Intent
	Objects  []Object
	Links    []Link   // that anybody may open
	Panels   []Panel  // what it shows on cards, and asks in drafts, of other features
	Jobs     []string // jobs that speak of its subject, by name; each has one owner
	// Gate asks for what must be agreed to before anything else, in place of it, and
	// reports whether that may go on. One feature has it.
	Gate func(t *Turn, beforeConsent bool) (bool, error)
	// Returned is told that the bot was away, or cut off, for so long that presses were
	// lost: since when. One feature has it.
	Returned func(do pilot.Do, since time.Time) error
	// Removed is told that a group took the bot out. One feature has it.
	Removed func(do pilot.Do, group int64) error
	// Shut is told that a group, or its topic, does not let the bot write. One feature
	// has it.
	Shut func(do pilot.Do, group int64) error
	// Tables are the kinds of tables that it takes as files; the header of a file tells which it is.
	Tables []intake.Kind
	// Document takes a file that somebody linked sends, and reports whether it does. One
	// feature has it.
	Document func(t *Turn, d Document) (taken bool, err error)
	// Proof takes a photo or document that answers no card and that Document does not take, and
	// reports whether it does. One feature has it.
	Proof func(t *Turn, d Document) (taken bool, err error)
	// Lines takes what a text decides of numbered lines of the list that answered the person
	// last, and reports whether it does. One feature has it.
	Lines func(t *Turn, said []LinesSaid) (taken bool, err error)
	// Unread takes what nobody else understood where it is said of something that is there, and reports whether it does. One
	// feature has it.
	Unread func(t *Turn, text string) (taken bool, err error)
	// Meant takes a sentence by what waits for the person or was decided, before what it says by
	// itself counts; nil but for one feature.
	Meant func(t *Turn, u phrase.Understanding) (taken bool, err error)
	// Contact takes the phone number that a stranger shares. One feature has it.
	Contact func(t *Turn) error
}

// Intent is a kind of act that a feature takes. Each has one owner: no two are of
// the same kind with the same words.
type Intent struct {
	Kind phrase.Intent // what is said; empty: whatever it is
	// Words are what the sentence must hold besides; nil: none. They mean it whatever
	// else it says; where several are held, those that stand first.
	Words  *Words
	Access rules.Access // whose act it is; others are not understood
	// When says whether what the words are said of is there: work that waits to be accepted, say; nil: it always is. The
	// text is as it was typed.
	When func(t *Turn, text string) (bool, error)
	// Answers says that it begins nothing: it is answered beside whatever else the
	// sentence wishes for.
	Answers bool
	Take    func(t *Turn, s Saying) error

	feature string // whose it is
}

// Words is a named set of words in a folded sentence. In says where they begin,
// below 0 when the sentence holds none of them.
type Words struct {
	Name string
	In   func(folded string) int
	Of   func(text string) bool // in place of In: whether the text holds them as it was typed, where its signs and marks tell
	// Apart says that no flow is about what they say: they leave the one that is open.
	Apart bool
}

// at is where a text holds the words, below 0 where it doesn't.
func (w *Words) at(text, folded string) int {
	switch {
	case w.Of == nil:
		return w.In(folded)
	case w.Of(text):
		return 0
	}
	return -1
}

func (i Intent) name() string {
	if i.Words == nil {
		return string(i.Kind)
	}
	return string(i.Kind) + "+" + i.Words.Name
}

// byItsWords is the intent that a sentence means by its words.
func (b *Bot) byItsWords(t *Turn) (best Intent, found bool, err error) {
	folded := fold.Text(t.in.Text)
	least := 0
	for _, i := range b.intents {
		if i.Words == nil || !t.Actor.Sees(i.Access) {
			continue
		}
		at := i.Words.at(t.in.Text, folded)
		if at < 0 || found && (at > least || at == least && i.name() >= best.name()) {
			continue
		}
		if i.When != nil {
			if there, err := i.When(t, t.in.Text); err != nil {
				return best, false, err
			} else if !there {
				continue
			}
		}
		best, least, found = i, at, true
	}
	return best, found, nil
}

// goOnOrLeave hands a text to the open flow. What its step refuses and what names a command,
// or is taken by its words in another feature, leaves the flow, which waits for /resume; taken
// is false then. What the flow's own feature takes was said to the step.
func (b *Bot) goOnOrLeave(t *Turn, f registeredFlow, in Input) (taken bool, err error) {
	before := t.conv
	err = t.Tx.Savepoint(func() error { return b.goOn(t, f, in) })
	if _, refused := IsRefusal(err); !refused || t.in.ReplyTo != 0 {
		return true, err
	}
	if r, refused := IsRefusal(err); refused && slices.Contains(pressOnly, r.Reasons[0].Key) {
		return b.insteadOfPress(t, before, err)
	}
	by, ordered, wrong := b.byItsWords(t)
	if wrong != nil {
		return true, wrong
	}
	_, called := b.byWords(t)
	if (!ordered || by.feature == f.feature) && !called {
		if r, _ := IsRefusal(err); slices.Contains(orElse, r.Reasons[0].Key) && !reply.SaysHome(t.in.Text, t.Today) {
			return b.insteadOfPress(t, before, err)
		}
		return true, err
	}
	t.conv = before
	return false, t.leaveForWish()
}

// pressOnly are the refusals of questions that only a button answers.
var pressOnly = []string{"typed.press", "progress.press", "assign.kept", "decide.press", "decide.press_whom", "people.press_sure"}

// orElse are the refusals of questions that take words, where they say something else as well.
var orElse = []string{"wfh.near.press", "wfh.days_not_understood", "settings.press", "span.unclear", "leave.not_understood"}

// insteadOfPress takes what is typed where a button is to be pressed as the sentence that it is:
// it leaves the question, which stays where it says nothing.
func (b *Bot) insteadOfPress(t *Turn, before store.Conversation, refusal error) (taken bool, err error) {
	t.conv = before
	u, err := t.Understand(t.in.Text)
	_, corrects := reply.Corrects(t.in.Text)
	act := u.Acts[0]
	alone := aside(act) || act.Intent == SmallTalk || act.Intent == Nod || act.Intent == phrase.Home && !reply.SaysHome(t.in.Text, t.Today) // days, and no wish
	if err != nil || corrects || alone || len(strings.Fields(t.in.Text)) == 1 || reply.Agrees(t.in.Text) || reply.Denies(t.in.Text) {
		return true, cmp.Or(err, refusal)
	}
	err = t.Tx.Savepoint(func() error {
		if err := t.leaveForWish(); err != nil {
			return err
		}
		return b.fresh(t, false)
	})
	if r, refused := IsRefusal(err); refused && notUnderstood(r) {
		t.conv = before
		return true, refusal
	}
	return true, err
}

// asks are the wishes that are questions, or leave what waits undecided: they need no days.
var asks = map[phrase.Intent]bool{phrase.Who: true, phrase.Waiting: true, phrase.Balance: true, Schedule: true, phrase.Hold: true, phrase.Room: true,
	Absences: true, Approver: true, Unanswered: true, Deputy: true, Cutoff: true, Free: true, AtWork: true, Holidays: true, Relay: true}

// asksOnly reports a text that asks and wishes for nothing.
func asksOnly(u phrase.Understanding) bool {
	return !slices.ContainsFunc(u.Acts, func(a phrase.Act) bool { return !asks[a.Intent] || a.Intent == phrase.Hold })
}

// answersBeside answers a question that somebody asks while a draft is open, which stays: it
// is shown again below the answer.
func (b *Bot) answersBeside(t *Turn, f registeredFlow, u phrase.Understanding) (taken bool, err error) {
	if may, err := b.mayGoOn(t, f); err != nil || !may {
		return true, err
	}
	if taken, err := f.asked(t, t.conv, u.Acts[0]); taken || err != nil {
		return true, err
	}
	rev := t.conv.Rev
	if taken, err = b.serve(t, u); err != nil || !taken || t.conv.Rev != rev {
		return taken, err
	}
	return true, f.offer(t, t.conv)
}

// asked answers a question by what the draft knows, and shows the step again.
func (f Flow[D]) asked(t *Turn, c store.Conversation, a phrase.Act) (taken bool, err error) {
	d, s, ok := f.load(c)
	if !ok || f.Asked == nil {
		return false, nil
	}
	t.sections = t.kept().Sections
	if taken, err = f.Asked(t, &d, a); err != nil || !taken {
		return taken, err
	}
	return true, f.ask(t, s.Name, &d, 0)
}

// ofEarlierDay reports that what is open was last touched before today: what is said today is
// not taken for it unless it plainly is.
func (t *Turn) ofEarlierDay() bool {
	return !t.conv.Updated.IsZero() && t.Pilot.Today(t.conv.Updated) < t.Today
}

// leaveEarlier leaves what is of an earlier day, and says so but where it is begun anew.
func (t *Turn) leaveEarlier(anew bool) error {
	if anew {
		return t.leaveFlow()
	}
	return t.leaveForWish()
}

// addFeature takes in a feature.
func (b *Bot) addFeature(f Feature) error {
	if f.Name == "" || len(f.Commands) == 0 {
		return fmt.Errorf("a feature needs a name and a command: %q", f.Name)
	}
	err := put(b.features, f.Name, f)
	err = errors.Join(err, only("the gate", &b.gate, f.Gate, f.Gate == nil), only("contacts", &b.contact, f.Contact, f.Contact == nil),
		only("files", &b.document, f.Document, f.Document == nil), only("proof", &b.proof, f.Proof, f.Proof == nil), only("lines", &b.lines, f.Lines, f.Lines == nil), only("what is not understood", &b.unread, f.Unread, f.Unread == nil), only("meant", &b.meant, f.Meant, f.Meant == nil),
		only("the return", &b.returned, f.Returned, f.Returned == nil), only("the removal", &b.removed, f.Removed, f.Removed == nil),
		only("the closed group", &b.shut, f.Shut, f.Shut == nil))
	for _, c := range f.Commands {
		c.feature = f.Name
		err = errors.Join(err, b.addCommand(c))
	}
	for _, o := range f.Objects {
		err = errors.Join(err, o.check(), put(b.objects, o.Kind, o))
	}
	err = errors.Join(err, b.addPanels(f.Panels))
	for _, l := range f.Links {
		if _, _, taken := b.linkOf(l.Prefix); taken || l.Prefix == "" || l.Take == nil {
			err = errors.Join(err, fmt.Errorf("the link %q is taken, or says not what it is", l.Prefix))
		}
		b.links = append(b.links, l)
	}
	for _, i := range f.Intents {
		i.feature = f.Name
		if i.Kind == "" && i.Words == nil || i.Take == nil || i.Access == (rules.Access{}) {
			err = errors.Join(err, fmt.Errorf("an intent of %s says not what it takes", f.Name))
		}
		err = errors.Join(err, put(b.intents, i.name(), i))
	}
	for _, k := range f.Tables {
		if k.Name == "" || k.Access == (rules.Access{}) || (k.Pass == nil) == (k.Import == nil) {
			err = errors.Join(err, fmt.Errorf("a table of %s says not what it is, who sends it or what becomes of it", f.Name))
		}
		b.tables = append(b.tables, k)
	}
	for _, name := range f.Jobs {
		err = errors.Join(err, put(b.jobOwner, name, f.Name))
	}
	return err
}

// Tables are the kinds of tables that the person may send.
func (t *Turn) Tables() []intake.Kind {
	return slices.DeleteFunc(slices.Clone(t.b.tables), func(k intake.Kind) bool { return !t.Actor.Sees(k.Access) })
}

// Prove hands a file that turned out to be no table to the feature that takes photos and documents.
func (t *Turn) Prove(d Document) (taken bool, err error) { return (*t.b.proof)(t, d) }

// checkJobs refuses a job that no feature speaks of, and one that there is not.
func (b *Bot) checkJobs() error {
	if b.Jobs == nil {
		return nil
	}
	names := b.Jobs.Names()
	var err error
	for _, name := range names {
		if b.jobOwner[name] == "" {
			err = errors.Join(err, fmt.Errorf("job %q belongs to no feature", name))
		}
	}
	for name, owner := range b.jobOwner {
		if !slices.Contains(names, name) {
			err = errors.Join(err, fmt.Errorf("feature %s names the job %q, which there is not", owner, name))
		}
	}
	return err
}

// only keeps what one feature alone may declare.
func only[F any](what string, kept **F, f F, none bool) error {
	switch {
	case none:
		return nil
	case *kept != nil:
		return fmt.Errorf("two features have %s", what)
	}
	*kept = &f
	return nil
}

// leftOpen shows a draft again that was left a moment ago: what is agreed to is read first.
func (b *Bot) leftOpen(t *Turn) (shown bool, err error) {
	f, known := b.flows[t.conv.Flow]
	if !known || t.conv.Open || t.Now.Sub(t.conv.Updated) >= putRightWithin || f.fleeting() {
		return false, nil
	}
	if may, err := b.mayGoOn(t, f); err != nil || !may {
		return true, err
	}
	if err := t.Say(rules.Msg("flow.yes_again")); err != nil {
		return true, err
	}
	if f, _, err = t.reopen(); err != nil {
		return true, err
	}
	return true, f.again(t, t.conv)
}

// agrees reports what is a yes at the present step alone.
func (f Flow[D]) agrees(c store.Conversation, text string) bool {
	s, _ := f.step(c.Step)
	return s.Agrees != nil && s.Agrees(text)
}

// SaysApart reports a text whose words are said of something that is there, and of no question.
func (t *Turn) SaysApart() (bool, error) { return t.b.apart(t) }

// DecidesOther takes what plainly decides as said of the only thing that waits for the person, where that is nothing of the
// feature's own.
func (t *Turn) DecidesOther() (taken bool, err error) { return t.b.yesToOnly(t) }

// WaitsBeside reports that something of another kind waits for the person's decision.
func (t *Turn) WaitsBeside(kind string) (bool, error) {
	for _, k := range t.b.Objects() {
		if o := t.b.objects[k]; k != kind && o.Waits != nil {
			if ids, err := o.Waits(t, reply.SureYes()); err != nil || len(ids) > 0 {
				return len(ids) > 0, err
			}
		}
	}
	return false, nil
}

// ShowWaiting shows what waits for the person's decision, of those called so where names are given: one thing by its card,
// several as their features list them. shown is false where nothing waits.
func (t *Turn) ShowWaiting(names ...string) (shown bool, err error) {
	text := strings.Join(append([]string{reply.SureYes()}, names...), " ")
	for _, kind := range t.b.Objects() {
		o := t.b.objects[kind]
		if o.Waits == nil || o.List == nil {
			continue
		}
		ids, err := o.Waits(t, text)
		if err != nil {
			return false, err
		}
		if len(ids) > 0 {
			shown = true
			if err := o.List(t, ids); err != nil {
				return false, err
			}
		}
	}
	return shown, nil
}

// notTyped is a refusal of a step that takes presses alone.
func notTyped() error { return rules.Refuse("typed.press") }
