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
	Near    bool       // only near to a wish for a day at home: one question, with the days as Options
	Task    Task       // of intents about work
	Clock   Clock      // of Callback: the hour, where one is said
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
	u.Named = l.named(span{0, l.s.Len()})
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
	free := make([]bool, l.s.Len()) // tokens left for wishes
	for _, sentence := range l.sentences() {
		taken, done := l.sayings(sentence)
		l.decides = l.decides || slices.ContainsFunc(taken, func(a Act) bool { return a.Intent == Approve || a.Intent == Reject })
		u.Acts = append(u.Acts, taken...)
		for i := sentence.from; i < sentence.to; i++ {
			free[i] = !done[i-sentence.from]
		}
	}
	wishes, note := l.wishes(free)
	u.Acts = append(u.Acts, wishes...)
	u.Note, u.Others = note, l.others
	slices.SortStableFunc(u.Acts, func(a, b Act) int { return a.at - b.at })
	if len(u.Acts) == 0 {
		u.Acts = []Act{{Wish: Wish{Intent: None}}}
	}
	return u
}

func (l *look) all() []bool {
	out := make([]bool, l.s.Len())
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
	done = make([]bool, in.to-in.from)
	take := func(sp span) {
		for i := sp.from; i < sp.to; i++ {
			done[i-in.from] = true
		}
	}
	parts := l.parts(in)
	if acts, ok := l.ballot(in); ok {
		take(in)
		return acts, done
	}
	before := None
	for k, p := range parts {
		f := l.featuresOf(p)
		switch act, ok := l.saying(p, &f); {
		case ok && act.Intent == Undo && before == Undo: // "lỡ duyệt Bình rồi, hoàn tác giúp"
			take(p)
		case ok && act.said() && before == act.Intent && len(acts) > 0: // "ok em Huệ, chị duyệt"
			take(p)
		case ok && before == act.Intent && len(acts) > 0 && acts[len(acts)-1].lends(&act): // "ok Hậu, chị duyệt thứ 5"
			acts[len(acts)-1].Selection = act.Selection
			take(p)
		case !ok && len(acts) > 0 && acts[len(acts)-1].listGoesOn() && l.onlyDays(p): // "ủy quyền cho Lan duyệt thứ 5, thứ 6"
			days := l.daysDecided(p)
			last := &acts[len(acts)-1]
			last.Days, last.Closed = append(last.Days, days.Days...), append(last.Closed, days.Closed...)
			take(p)
		case ok:
			act.at = p.from
			acts = append(acts, act)
			take(p)
			before = act.Intent
		case l.approvesAll(&f) && k+1 < len(parts) && l.exceptsDays(parts[k+1]):
			acts = append(acts, Act{Wish: Wish{Intent: Approve, Selection: asked(Selection{})}, at: p.from})
			take(p)
			take(parts[k+1])
			before = Approve
		case l.approvesAll(&f) && k+1 < len(parts) && l.refusesOne(parts[k+1]):
			acts = append(acts, Act{Wish: Wish{Intent: Approve}, at: p.from})
			take(p)
			before = Approve
		case k > 0 && (before == Approve || before == Reject) && len(acts) > 0:
			before = l.goesOn(&acts[len(acts)-1], p, &f, take)
		case k > 0 && (before == Callback || before == Undo) && len(acts) > 0:
			before = l.orderGoesOn(&acts[len(acts)-1], p, &f, take)
		default:
			before = None
		}
	}
	if len(acts) > 0 {
		return unfold(acts), done
	}
	if work, used := l.workActs(in, parts); len(work) > 0 {
		for _, sp := range used {
			take(sp)
		}
		return work, done
	}
	return nil, done
}

// listGoesOn reports an order or a question with days, whose list may go on after a comma.
func (a *Act) listGoesOn() bool {
	switch a.Intent {
	case Delegate, Revoke, Who, Room, Waiting:
		return len(a.Days) > 0 && len(a.more) == 0
	}
	return false
}

// workActs reads the acts about work of a sentence: one, or one for each part that
// names work of its own.
func (l *look) workActs(in span, parts []span) (acts []Act, used []span) {
	if !l.ofWork(in) {
		return nil, nil
	}
	var own, core, bare []span // from where they begin, with what leads to them, by themselves
	strongs, early, wishes := 0, -1, false
	for _, p := range parts {
		f := l.featuresOf(p)
		best := l.weigh(&f)
		work, has := l.mainWork(p)
		strong := best.by >= enough && (has && !l.ends(work.head, cReason, cStuck) || f.has(feature(cTake)) || wishes)
		switch {
		case strong:
			bare = append(bare, p)
			if early >= 0 {
				p.from, early = early, -1
			}
			strongs++
			own, core = append(own, p), append(core, p)
		case l.wishPart(&f):
			wishes = true
		case strongs == 0 && early < 0:
			early = p.from
		case strongs > 0:
			own[len(own)-1].to = p.to
		}
	}
	if len(bare) == 1 && l.extendsBeside(bare[0], parts) {
		return []Act{l.workAct(bare[0])}, bare
	}
	whole := l.featuresOf(in)
	best := l.weigh(&whole)
	if best.intent == Assign {
		if acts := l.sharedOut(in, parts); len(acts) > 1 {
			return acts, []span{in}
		}
	}
	if last := len(own) - 1; last > 0 && best.intent == Progress && l.featuresHave(own[last], feature(cLeft)) && l.featuresHave(own[last], fNumberWork) {
		return []Act{l.workAct(in)}, []span{in} // "xong 10 hồ sơ, còn 5 hồ sơ"
	}
	if len(own) > 1 && l.allStrong(own) {
		for _, p := range own {
			acts = append(acts, l.workAct(p))
		}
		return acts, own
	}
	if best.by < enough || wishes && strongs == 1 {
		switch {
		case strongs == 1 && l.allStrong(own):
			return []Act{l.workAct(own[0])}, own
		case strongs == 1 && !wishes && l.reports(core[0]) && !l.timesIn(span{core[0].to, own[0].to}): // "giấy mời xong rồi sếp, em để trên trục"
			return []Act{l.workAct(core[0])}, own
		}
		return nil, nil
	}
	return []Act{l.workAct(in)}, []span{in}
}

// reports tells how far work is from what is done with it.
func (l *look) reports(in span) bool {
	f := l.featuresOf(in)
	best := l.weigh(&f)
	return best.by >= enough && (best.intent == Done || best.intent == Progress)
}

// extendsBeside reports "thứ 4 em làm ở nhà, hạn báo cáo em xin lùi tới thứ 6": another
// deadline is asked for beside a day at home.
func (l *look) extendsBeside(core span, parts []span) bool {
	f := l.featuresOf(core)
	return l.weigh(&f).intent == Extend && slices.ContainsFunc(parts, func(p span) bool {
		f := l.featuresOf(p)
		return p.to <= core.from && f.has(fHome) && f.has(fDay) && f.has(fMe) && !f.has(feature(cWork))
	})
}

// wishPart reports a part that wishes for a day by itself: "em xin nghỉ phép thứ 4 nhé, việc
// em nhờ Tuyết làm thay".
func (l *look) wishPart(f *features) bool {
	return f.has(fDay) && f.has(fMe) && (f.has(fHome) || f.has(fAway)) && f.has(feature(cPlease)) && !f.has(feature(cWork))
}

// sharedOut reads "giao Lan 10 phiếu, Tuấn 12 phiếu, hạn thứ 6": each part that names
// somebody and so much of some work is given by itself, until the same day.
func (l *look) sharedOut(in span, parts []span) (acts []Act) {
	for _, p := range l.sharesOf(parts) {
		f := l.featuresOf(p)
		if !f.has(fPerson) || !f.has(fNumberWork) || len(l.named(p)) != 1 {
			continue
		}
		t := l.task(Assign, p, f)
		if t.Due.Kind == DueUnsaid {
			t.Due = l.dueIn(in)
		}
		acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: t, at: p.from})
	}
	return acts
}

// sharesOf parts "giao Kha 2 biên bản và Lụa 3 biên bản" before each further name that has a
// number of its own.
func (l *look) sharesOf(parts []span) (out []span) {
	for _, p := range parts {
		for i := p.from; i < p.to; i++ {
			rest := span{i + 1, p.to}
			if l.and(i) && l.personSoon(i+1) && l.featuresHave(span{p.from, i}, fNumberWork) && l.featuresHave(rest, fNumberWork) {
				out, p = append(out, span{p.from, i}), rest
			}
		}
		out = append(out, p)
	}
	return out
}

// ofWork is a quick look whether anything in a stretch can be about work.
func (l *look) ofWork(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cWork, cTask, cTake, cFinish, cExtend, cGood, cReturn, cAcceptWork, cDeadline, cOfTasks, cWhichTask, cStuck, cAssign, cAskTo, cDo, cMore, cLateIn, cDoneVerb) {
			return true
		}
	}
	return false
}

func (l *look) allStrong(parts []span) bool {
	for _, p := range parts {
		f := l.featuresOf(p)
		if best := l.weigh(&f); best.by < enough {
			return false
		}
	}
	return true
}

func (l *look) workAct(in span) Act {
	f := l.featuresOf(in)
	intent := l.weigh(&f).intent
	if intent == Assign && l.takesOver(in) {
		intent = Reassign
	}
	return Act{Wish: Wish{Intent: intent}, Task: l.task(intent, in, f), at: in.from}
}

// takesOver reports "giao tờ trình của Xoan lại cho Dương": whose work it was is named too.
func (l *look) takesOver(in span) bool {
	persons := l.personIn(in)
	if len(persons) < 2 || !l.ends(persons[0].from, cOf) {
		return false
	}
	return l.ends(persons[1].from, cGive, cUntil)
}

func dateOf(d rules.Date) when.Date { return when.Date(d) }

// unfold puts the acts that follow from others after them.
func unfold(acts []Act) []Act {
	var out []Act
	for _, a := range acts {
		more := a.more
		a.more = nil
		out = append(append(out, a), more...)
	}
	return out
}
