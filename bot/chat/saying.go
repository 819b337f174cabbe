package chat

import (
	"slices"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
	"tainha/store"
)

// Saying is one act of a sentence, as the feature that owns its kind gets it.
type Saying struct {
	phrase.Act
	With   []phrase.Act   // further decisions of the same sentence, or further work that it gives out: they are taken together
	Note   string         // the reason that the sentence gives
	Weeks  []rules.Slot   // the days of a week or month that it names without saying which
	Author rules.PersonID // of a Forwarded: who wrote it, 0: not known
	Text   string         // as it was typed; empty where a button begins what was named
	Object store.Ref      // of an ApproveNoted: the request
}

// Kinds of what is said beside those that phrase names: where it is said, and about
// whom, makes them others'.
const (
	Schedule   phrase.Intent = "schedule"   // a question after the writer's own days
	Thanks     phrase.Intent = "thanks"     // and nothing else
	Nod        phrase.Intent = "nod"        // "dạ vâng ạ", and nothing else
	SmallTalk  phrase.Intent = "small"      // "trời mưa quá", and nothing else
	Other      phrase.Intent = "other"      // somebody else's days are told of: Act.Who's, About says what they do
	Forwarded  phrase.Intent = "forwarded"  // somebody else wrote it: Act.Who; About is what they wish for, if anything
	Passed     phrase.Intent = "passed"     // somebody else wrote it, and wishes for no day: Text are its words, Author who wrote it
	Absences   phrase.Intent = "absences"   // a question after the writer's own absences
	MoveLeave  phrase.Intent = "move_leave" // days of the writer's own absence become others
	Approver   phrase.Intent = "approver"   // who decides what the writer asks for
	Unanswered phrase.Intent = "unanswered" // what becomes of a request that nobody decides
	Deputy     phrase.Intent = "deputy"     // who decides in the writer's place
	Cutoff     phrase.Intent = "cutoff"     // until when a day may be asked for
	Free       phrase.Intent = "free"       // which days the writer may still have
	Holidays   phrase.Intent = "holidays"   // which days are off, or whether a day is
	Relay      phrase.Intent = "relay"      // somebody else is to be told something: Act.Who
	TheirMove  phrase.Intent = "their_move" // somebody else's day is to become another: Act.Who
	AtWork     phrase.Intent = "at_work"    // the writer begins, or says what they work at now
	// ConfirmTask is a phrase.Confirm that means work, not what waits of days at home.
	ConfirmTask phrase.Intent = "confirm_task"
	// ApproveNoted is a phrase.Approve of one request, with a Note that the approval keeps.
	ApproveNoted phrase.Intent = "approve_noted"
)

// decides reports a decision about others' requests. Those of one sentence are
// taken together.
func decides(a phrase.Act) bool { return a.Intent == phrase.Approve || a.Intent == phrase.Reject }

// ofDecision reports a decision, or that one is put off.
func ofDecision(a phrase.Act) bool { return decides(a) || a.Intent == phrase.Hold }

// sayings are the acts of a text in the order in which they are taken: the days at
// home that several clauses name are one wish, its decisions are one, and so is the work that it gives out.
func sayings(u phrase.Understanding, text string) (out []Saying) {
	home, decided, given := -1, -1, -1
	for i, a := range u.Acts {
		switch {
		case a.Intent == phrase.Revoke && slices.ContainsFunc(u.Acts[:i], func(x phrase.Act) bool { return x.Intent == phrase.Undo }): // "duyệt nhầm rồi, bỏ duyệt Lan"
			continue
		case a.Intent == phrase.None, a.Intent == phrase.Hold && len(a.Who) == 0 && slices.ContainsFunc(u.Acts[:i], ofDecision):
			continue
		case a.Intent == phrase.Home && home >= 0 && plain(a) && plain(out[home].Act):
			out[home].Act = joined(out[home].Act, a)
			continue
		case decides(a) && decided >= 0:
			out[decided].With = append(out[decided].With, a)
			continue
		case a.Intent == phrase.Assign && given >= 0:
			out[given].With = append(out[given].With, a)
			continue
		}
		if a.Intent == phrase.Home {
			home = len(out)
		}
		if decides(a) {
			decided = len(out)
		}
		if a.Intent == phrase.Assign {
			given = len(out)
		}
		if a.Intent == phrase.Delegate && len(a.Days) == 0 && i > 0 && wishes(u.Acts[i-1].Intent) { // for as long as its giver is away
			a.Days = u.Acts[i-1].Days
		}
		out = append(out, Saying{Act: a, Note: u.Note, Text: text})
		if i == 0 {
			out[0].Weeks = u.Weeks
		}
	}
	return out
}

// plain reports a wish of which nothing is asked.
func plain(a phrase.Act) bool {
	return len(a.Options) == 0 && !a.Open && !a.Near && a.Series == nil
}

// joined is two wishes for days at home as one.
func joined(a, b phrase.Act) phrase.Act {
	a.Days = mergeSlots(a.Days, b.Days)
	a.Past = mergeSlots(a.Past, b.Past)
	a.Closed = mergeSlots(a.Closed, b.Closed)
	a.Invalid = append(a.Invalid, b.Invalid...)
	for _, d := range b.Doubts {
		if !hasDoubt(a.Doubts, d) {
			a.Doubts = append(a.Doubts, d)
		}
	}
	return a
}

func hasDoubt(list []rules.Message, d rules.Message) bool {
	for _, m := range list {
		if m.Key == d.Key {
			return true
		}
	}
	return false
}

// serve takes what a sentence says: its questions are answered, the first wish is
// taken at once, and every other one is named with a button that begins it. served
// is false where nothing of it is for the bot.
func (b *Bot) serve(t *Turn, u phrase.Understanding) (served bool, err error) {
	list := b.forThem(t, sayings(u, t.in.Text))
	if len(list) == 0 {
		return false, nil
	}
	if len(list) == 1 {
		return true, b.intents[string(list[0].Intent)].Take(t, list[0])
	}
	var wishes, left []Saying
	for _, s := range list {
		if !b.intents[string(s.Intent)].Answers {
			wishes = append(wishes, s)
		} else if _, err := b.tryTake(t, s); err != nil {
			return true, err
		}
	}
	begun := false
	for _, s := range wishes {
		if begun {
			left = append(left, s)
		} else if begun, err = b.tryTake(t, s); err != nil {
			return true, err
		}
	}
	return true, t.NameRest(left)
}

// forThem leaves out what the person may not wish for at all.
func (b *Bot) forThem(t *Turn, all []Saying) (out []Saying) {
	for _, s := range all {
		if i, known := b.intents[string(s.Intent)]; known && t.Actor.Sees(i.Access) {
			out = append(out, s)
		}
	}
	return out
}

// tryTake takes one act among several. One that is refused is told so and holds up
// none of the others.
func (b *Bot) tryTake(t *Turn, s Saying) (taken bool, err error) {
	before := t.conv
	err = t.Tx.Savepoint(func() error { return b.intents[string(s.Intent)].Take(t, s) })
	r, refused := IsRefusal(err)
	if !refused {
		return true, err
	}
	t.conv = before
	return false, t.Refuse(r, nil)
}

// wishes reports a kind that asks for days, or gives them up.
func wishes(kind phrase.Intent) bool {
	switch kind {
	case phrase.Home, phrase.Leave, phrase.Sick, phrase.Duty, phrase.Cancel, phrase.CancelLeave, phrase.Move:
		return true
	}
	return false
}

// aside reports what is said beside a question: it is answered, and the question
// stays open.
func aside(a phrase.Act) bool {
	return a.Intent == phrase.Greet || a.Intent == Thanks || a.Intent == Other
}

// ofOtherWork reports what is said of work but that it is given out.
func ofOtherWork(a phrase.Act) bool {
	switch a.Intent {
	case phrase.Reassign, phrase.CancelTask, phrase.Accept, phrase.Progress, phrase.Done, phrase.Extend, phrase.Blocked, phrase.Help, phrase.Return, phrase.List, phrase.Status:
		return true
	case phrase.Confirm:
		return a.Task.Work != phrase.AskWork || len(a.Task.Who) > 0
	}
	return false
}

// ofTheirWork reports what is said of work that it names, or of somebody's: it is no answer to a
// question for days or numbers.
func ofTheirWork(a phrase.Act) bool {
	switch a.Intent {
	case phrase.Assign:
		return len(a.Task.Who) > 0 && a.Task.Who[0] != phrase.AnyAsk && a.Task.Work != phrase.AskWork
	case phrase.Extend:
		return true
	case phrase.List:
		return a.Task.Due.Kind != phrase.DueUnsaid || len(a.Task.Who) > 0
	}
	return a.Task.Work != phrase.AskWork && a.Task.Work != ""
}

// Understand says what a text means, said by this person on this day.
func (t *Turn) Understand(text string) (phrase.Understanding, error) {
	u, err := t.understand(text, false, t.Person.Name, t.Today)
	if err != nil {
		return u, err
	}
	if before, note, ok := reply.Noted(text); ok && before != "" { // "t3 tuần sau em ở nhà, ghi chú: đưa mẹ đi viện"
		wish, err := t.understand(before, false, t.Person.Name, t.Today)
		if err != nil {
			return u, err
		}
		if wishes(wish.Acts[0].Intent) {
			u, u.Note = wish, Short(note, MaxNote)
		}
	}
	keepsSaid(&u, text)
	if u, err = t.leaveBeside(u, text); err != nil {
		return u, err
	}
	ownKinds(&u)
	asksState(&u, text)
	if err := t.asksRules(&u, text); err != nil {
		return u, err
	}
	if u, err = t.intoDay(u, text); err != nil {
		return u, err
	}
	t.withdraws(&u, text)
	t.letsDay(&u)
	err = t.onBehalf(&u, text)
	return u, err
}

// onBehalf takes what is asked in a colleague's name as told of them: it is never the
// writer's own wish.
func (t *Turn) onBehalf(u *phrase.Understanding, text string) error {
	first := &u.Acts[0]
	if len(u.Named) == 0 || first.Intent != phrase.Home && first.Intent != phrase.None {
		return nil
	}
	for _, name := range u.Named {
		if !reply.Behalf(text, name) {
			continue
		}
		about, err := t.About(text)
		*first = phrase.Act{Wish: phrase.Wish{Intent: Other, Selection: about.Selection}, Who: []string{name}, About: phrase.Home}
		return err
	}
	return nil
}

// asksState takes "tôi đăng ký thứ 5 chưa" as the question how that day stands: who wishes
// for a day does not ask whether it was done. "Đơn của em được duyệt rồi à" is about all that wait.
func asksState(u *phrase.Understanding, text string) {
	first := &u.Acts[0]
	switch {
	case len(u.Acts) > 1:
	case first.Intent == phrase.Home && reply.AsksYet(text):
		*first = phrase.Act{Wish: phrase.Wish{Intent: Schedule, Selection: first.Selection}, Own: true}
	case first.Intent == phrase.None && len(u.Named) == 0 && reply.GivesUpHome(text): // "rút lại hết đi, tui dzô cơ quan"
		*first = phrase.Act{Wish: phrase.Wish{Intent: phrase.Cancel}}
	case first.Intent == phrase.None && reply.SmallTalk(text), first.Intent == phrase.Cancel && len(u.Named) == 0 && reply.SaysBye(text):
		*first = phrase.Act{Wish: phrase.Wish{Intent: SmallTalk}}
	case first.Intent == phrase.None && len(u.Named) == 0 && reply.Thanks(text):
		first.Intent = Thanks
	case first.Intent == phrase.None && len(u.Named) == 0 && reply.Greets(text):
		first.Intent = phrase.Greet
	case first.Intent == phrase.None && reply.AsksOwnState(text):
		*first = phrase.Act{Wish: phrase.Wish{Intent: phrase.Waiting}, Own: true}
	}
}

// withdraws takes "rút lại đơn vừa rồi" of who decides nothing as giving up what was sent.
func (t *Turn) withdraws(u *phrase.Understanding, text string) {
	undo, known := t.b.intents[string(phrase.Undo)]
	if first := &u.Acts[0]; first.Intent == phrase.None && len(t.Actor.HeadOf) == 0 && reply.HoldsOwn(text) { // "kêu sếp khoan duyệt"
		*first = phrase.Act{Wish: phrase.Wish{Intent: phrase.Cancel}}
		return
	}
	if first := &u.Acts[0]; first.Intent == phrase.Undo && known && !t.Actor.Sees(undo.Access) && !reply.OfDecision(text) {
		*first = phrase.Act{Wish: phrase.Wish{Intent: phrase.Cancel, Selection: first.Selection}}
	}
}

// ownKinds gives what has another owner here a kind of its own.
func ownKinds(u *phrase.Understanding) {
	for i, a := range u.Acts {
		switch {
		case a.Intent == phrase.Cancel && a.OfLeave:
			u.Acts[i].Intent = phrase.CancelLeave
		case a.Intent == phrase.Who && a.Own:
			u.Acts[i].Intent = Schedule
		}
	}
	first := &u.Acts[0]
	switch {
	case first.Intent != phrase.None:
	case u.Thanks:
		first.Intent = Thanks
	case u.Nods:
		first.Intent = Nod
	case len(u.Others) > 0:
		o := u.Others[0]
		*first = phrase.Act{Wish: phrase.Wish{Intent: Other, Selection: o.Selection}, Who: o.Who, About: o.Intent}
	}
}

// Corrects is whether the person puts right what they said before: "à nhầm, thứ 6".
func (t *Turn) Corrects() bool { return t.corrects }

// About are the people and days that a text behind a command names.
func (t *Turn) About(text string) (phrase.Subject, error) {
	names := namesNear{t: t}
	s := phrase.About(phrase.Context{Today: t.Today, Calendar: t.Pilot.Calendar, Names: &names}, text)
	return s, names.err
}

// Serve takes what a command was given as the sentence that it stands for. It refuses
// what the person may not wish for.
func (t *Turn) Serve(s Saying) error {
	i, known := t.b.intents[string(s.Intent)]
	if !known || !t.Actor.Sees(i.Access) {
		return rules.Refuse("access.role")
	}
	return i.Take(t, s)
}

// Entry is a text typed where one thing is asked for.
func (t *Turn) Entry(text string) phrase.Entry {
	return phrase.NewEntry(t.context(), text)
}

// context is what a text is read by that names nobody.
func (t *Turn) context() phrase.Context {
	return phrase.Context{Today: t.Today, Calendar: t.Pilot.Calendar}
}

func (t *Turn) understand(text string, asked bool, writer string, on rules.Date) (phrase.Understanding, error) {
	names := namesNear{t: t}
	u := phrase.Understand(phrase.Context{Today: on, Calendar: t.Pilot.Calendar, Names: &names, Writer: writer, Asked: asked}, text)
	return u, names.err
}

// namesNear are the names of the people near the speaker, read when the first word
// that can be a name asks for them.
type namesNear struct {
	t     *Turn
	roll  phrase.Roll
	asked bool
	err   error
}

func (n *namesNear) Given(plain string) []string { return n.read().Given(plain) }

func (n *namesNear) Longer(plain string) []string { return n.read().Longer(plain) }

func (n *namesNear) read() *phrase.Roll {
	if !n.asked {
		n.asked = true
		var names []string
		names, n.err = n.t.Do().NamesNear(n.t.Actor)
		n.roll = phrase.NewRoll(names)
	}
	return &n.roll
}

// inFlows is an act's wish as flows name what they are there for: every kind of leave
// is one.
func inFlows(a phrase.Act) phrase.Wish {
	if a.Intent == phrase.Sick || a.Intent == phrase.Duty {
		a.Intent = phrase.Leave
	}
	return a.Wish
}
