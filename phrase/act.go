package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// Context is what the reader knows beside the text.
type Context struct {
	Today    rules.Date
	Calendar *rules.Calendar
	Names    Names  // of people near the writer; nil: nobody's
	Writer   string // who writes: a wish in another name is not theirs; empty: not known
	Asked    bool   // the writer was asked for days: whatever days are named are meant
}

// Act is one thing that a text says or asks.
type Act struct {
	Wish               // the intent, with the days that are meant
	Who     []string   // of a decision or a question: whom it names
	But     []string   // of a decision: whom it leaves out of all; Who is empty then
	All     bool       // of a decision that names nobody and no day: it says that all are meant
	Half    rules.Part // of a decision: the half of a day that it means without saying of which; Whole: none
	First   int        // of a decision: so many from the top of the list that was shown; 0: unsaid
	Count   int        // of a decision: all that wait, said to be so many ("cả hai"); 0: unsaid
	Reason  string     // of a refusal or a Callback: why, as written
	Own     bool       // of a question: it is about the writer's own days or requests
	OfLeave bool       // of Cancel: it is leave that is given up
	About   Intent     // of what is told of others: what they do
	Lets    bool       // it names a day and says that it may be so: somebody else's where the writer decides, else one's own
	Near    bool       // only near to a wish for a day at home: one question, with the days as Options
	Task    Task       // of intents about work
	Clock   Clock      // of Callback: the hour, where one is said
	stands  bool       // of Approve: whom it names stands before the word that decides, as whoever decides does
	at      int
	more    []Act // that follow from it
}

// Whom are whom the act is about: of work, whose it is.
func (a Act) Whom() []string {
	if a.Intent == Assign || a.Intent == Confirm || a.Intent == Return {
		return a.Task.Who
	}
	return a.Who
}

// Clock is an hour of a day, where Said.
type Clock struct {
	Said         bool
	Hour, Minute int
}

// Understanding is what a text means.
type Understanding struct {
	Acts []Act  // in the order they are said; at least one
	Note string // the reason after "vì", "do", "because"
	// Absence is the kind of absence that the text names, whatever it says of it:
	// Leave, Sick, Duty, or None.
	Absence Intent
	// Weeks are as in Reading.
	Weeks []rules.Slot
	Named []string // everybody whom the text names, whatever it says of them
	// Others are days at home, leave or duty of somebody else that the text tells of:
	// nobody's wish. Who names them, by the word of the text where it has no name.
	Others []Act
	Thanks bool // it thanks, and says nothing else
	Nods   bool // it says yes or is polite, and nothing else: "dạ vâng ạ"
}

// Understand says what text means. It never fails: a text without meaning for the
// pilot is one act of intent None.
func Understand(c Context, text string) Understanding {
	l := newLook(c, text)
	defer l.release()
	u := l.understand()
	if !c.Asked {
		if acts := l.handsOut(c, text); len(acts) > 1 {
			u = Understanding{Acts: acts}
		}
		if !slices.ContainsFunc(u.Acts, func(a Act) bool { return !a.ofWork() && a.Intent != None }) {
			if right, ok := l.putRight(c); ok {
				return right
			}
		}
	}
	u.Named = l.named(l.whole())
	u.Absence = l.absence()
	if a := u.Acts[0]; a.Open && len(a.Days) == 0 {
		u.Weeks = l.weeks()
	}
	return u
}

// weeks are the days of a week or month that is named without saying which.
func (l *look) weeks() []rules.Slot {
	if sel, ok := l.allDays(l.timeAt); ok && !sel.Open && len(sel.Options) == 0 {
		return slotsOf(sel.Days)
	}
	return nil
}

func (l *look) understand() Understanding {
	var u Understanding
	if l.asked {
		u.Acts, u.Note = l.wishes(l.all())
		if len(u.Acts) == 0 {
			u.Acts = []Act{{Wish: Wish{Intent: None}}}
		}
		return u
	}
	if l.greets() {
		u.Acts = []Act{{Wish: Wish{Intent: Greet}}}
		return u
	}
	if u.Thanks, u.Nods = l.courtesy(); u.Thanks || u.Nods {
		u.Acts = []Act{{Wish: Wish{Intent: None}}}
		return u
	}
	free := l.bools(l.s.Len()) // tokens left for wishes
	for _, sentence := range l.sentences() {
		taken, done := l.sayings(sentence)
		l.decides = l.decides || slices.ContainsFunc(taken, func(a Act) bool { return a.Intent == Approve || a.Intent == Reject || a.Intent == Revoke })
		u.Acts = addActs(u.Acts, taken)
		for i := sentence.from; i < sentence.to; i++ {
			free[i] = !done[i-sentence.from]
		}
	}
	wishes, note := l.wishes(free)
	l.startsOn(wishes)
	u.Acts = addActs(u.Acts, wishes)
	u.Note, u.Others = note, l.others
	slices.SortStableFunc(u.Acts, func(a, b Act) int { return a.at - b.at })
	u.Acts = illOnce(u.Acts)
	whileAway(u.Acts)
	if acts := l.rulings(); len(acts) > 0 && l.rulesBetter(acts, u.Acts) {
		u.Acts = acts
		return u
	}
	if !slices.ContainsFunc(u.Acts, func(a Act) bool { return !a.ofWork() }) {
		if acts := l.frames(); len(acts) > 0 {
			u.Acts = acts
		}
	}
	if len(u.Acts) == 0 {
		u.Acts = []Act{{Wish: Wish{Intent: None}}}
	}
	return u
}

// whileAway has approvals that are handed over without a day be so on the days on which whoever
// writes is away: "thứ 5 chị đi công tác, Bình duyệt thay nhé".
func whileAway(acts []Act) {
	away := slices.IndexFunc(acts, func(a Act) bool { return a.Intent == Leave || a.Intent == Sick || a.Intent == Duty })
	for k := range acts {
		if a := &acts[k]; away >= 0 && a.stands && len(a.Days) == 0 { // "chị vắng thứ 5, Yến duyệt nhé"
			a.Intent = Delegate
		}
		if a := &acts[k]; away >= 0 && a.Intent == Delegate && len(a.Who) > 0 && a.Selection.notation() == string(None) && len(acts[away].Days) > 0 && !acts[away].Open {
			a.Days, a.Doubts = acts[away].Days, acts[away].Doubts
		}
	}
}

func (l *look) all() []bool {
	out := l.bools(l.s.Len())
	for i := range out {
		out[i] = true
	}
	return out
}

// greets reports a text that greets and says nothing else.
func (l *look) greets() bool {
	found := false
	for i := 0; i < l.s.Len(); i += max(1, l.seg[i]) {
		switch {
		case l.is(i, cThanks):
			return false
		case l.is(i, cGreeting) && l.seg[i] > 0:
			found = true
		case l.is(i, cWishesWell): // "chào bot, chúc ngày mới vui vẻ"
			h, _ := l.find(i, cWishesWell)
			i += h.N - max(1, l.seg[i])
		case l.nameAtToken(i), l.is(i, cBot, cTitle, cMe, cPolite, cRole, cUnit), l.own(i, oTitle, oVoc):
		default:
			if _, word := l.s.Word(i); word {
				return false
			}
		}
	}
	return found
}

// sayings reads what a sentence says that is no wish for days: a decision, a
// question, work. done marks the tokens that it has taken.
func (l *look) sayings(in span) (acts []Act, done []bool) {
	done = l.bools(in.to - in.from)
	take := func(sp span) {
		for i := sp.from; i < sp.to; i++ {
			done[i-in.from] = true
		}
	}
	parts, before := l.parts(in), None
	if acts, ok := l.answersWhole(in, parts); ok {
		take(in)
		return acts, done
	}
	for k, p := range parts {
		f := l.featuresOf(p)
		switch act, ok := l.sayingIn(parts[:k], p, &f); {
		case ok && act.Intent == Undo && before == Undo: // "lỡ duyệt Bình rồi, hoàn tác giúp"
			take(p)
		case ok && act.Intent == Hold && before == Hold && len(acts) > 0 && acts[len(acts)-1].said(): // "để chị xem lại, chưa duyệt cho Quỳnh"
			act.at = acts[len(acts)-1].at
			acts[len(acts)-1] = act
			take(p)
		case ok && act.said() && (before == act.Intent || before == Hold && act.Intent == Approve) && len(acts) > 0: // "ok em Huệ, chị duyệt"
			take(p)
		case ok && before == act.Intent && len(acts) > 0 && acts[len(acts)-1].lends(&act): // "ok Hậu, chị duyệt thứ 5"
			acts[len(acts)-1].Selection = act.Selection
			take(p)
		case !ok && len(acts) > 0 && acts[len(acts)-1].listGoesOn() && l.onlyDays(p): // "ủy quyền cho Lan duyệt thứ 5, thứ 6"
			days := l.daysDecided(p)
			last := &acts[len(acts)-1]
			last.Days, last.Closed = append(last.Days, days.Days...), append(last.Closed, days.Closed...)
			take(p)
		case before == Waiting && len(acts) > 0 && l.grants(&acts[len(acts)-1], parts[k-1], p, ok && act.Intent == Approve && act.said()):
			before = Approve
			take(p)
		case ok:
			act.at = p.from
			l.becauseOf(parts[:k], p, &act, take)
			acts = append(acts, act)
			take(p)
			if act.Intent == Reject && l.firstOf(p, cInstructs) < p.to {
				take(in) // "Nam xin 23/12 mà hôm đó phải đi kiểm tra, bảo Nam đổi ngày khác"
			}
			before = act.Intent
		case l.approvesAll(&f) && k+1 < len(parts) && (l.exceptsDays(parts[k+1]) || l.refusesOne(parts[k+1])):
			acts = append(acts, l.allBut(p, parts[k+1], take))
			take(p)
			before = Approve
		case k > 0 && (before == Approve || before == Reject) && len(acts) > 0:
			before = l.goesOn(&acts[len(acts)-1], p, &f, take)
		case k > 0 && (before == Callback || before == Undo || before == Revoke && l.tellsWhy(p)) && len(acts) > 0:
			before = l.orderGoesOn(&acts[len(acts)-1], p, &f, take)
		default:
			before = None
		}
	}
	if len(acts) > 0 {
		return l.carried(unfold(acts), in), done
	}
	if work, used := l.workActs(in, parts); len(work) > 0 {
		for _, sp := range used {
			take(sp)
		}
		return work, done
	}
	return nil, done
}

// sayingIn is saying for a part of a sentence: a bare approval behind work that is found good
// confirms that, as in "tờ trình của Lan đạt rồi, duyệt".
func (l *look) sayingIn(before []span, p span, f *features) (Act, bool) {
	act, ok := l.saying(p, f)
	if !ok || act.Intent != Approve || !act.said() || len(before) == 0 {
		return act, ok
	}
	good := l.featuresOf(before[len(before)-1])
	best := l.weigh(&good)
	return act, !good.has(feature(cWork)) || best.intent != Confirm || best.by < enough
}

// listGoesOn reports an order or a question with days, whose list may go on after a comma.
func (a *Act) listGoesOn() bool {
	switch a.Intent {
	case Delegate, Revoke, Who, Room, Waiting:
		return len(a.Days) > 0 && len(a.more) == 0
	}
	return false
}

func dateOf(d rules.Date) when.Date { return when.Date(d) }

// addActs are acts and more of them.
func addActs(acts, more []Act) []Act {
	if len(acts) == 0 {
		return more
	}
	return append(acts, more...)
}

// unfold puts the acts that follow from others after them.
func unfold(acts []Act) []Act {
	if !slices.ContainsFunc(acts, func(a Act) bool { return a.more != nil }) {
		return acts
	}
	var out []Act
	for _, a := range acts {
		more := a.more
		a.more = nil
		out = append(append(out, a), more...)
	}
	return out
}

// rulesBetter reports that decisions say what was meant where something else was read, or less.
func (l *look) rulesBetter(rulings, acts []Act) bool {
	same := len(rulings) == len(acts)
	for _, a := range acts {
		switch a.Intent {
		case Approve, Reject, Revoke:
		case None, Home, Cancel, Sick, Blocked, Hold:
			same = false
		default:
			return false
		}
	}
	return !same
}
