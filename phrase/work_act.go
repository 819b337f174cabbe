package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// workActs reads the acts about work of a sentence: one, or one for each part that
// names work of its own.
func (l *look) workActs(in span, parts []span) (acts []Act, used []span) {
	if !l.ofWork(in) && !l.anywhere(cJob) || l.kinsOwn(in) {
		return nil, nil
	}
	own, core, bare := l.spanList(roomy), l.spanList(roomy), l.spanList(roomy) // from where they begin, with what leads to them, by themselves
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
	if acts := l.givenOut(in, parts, &best); len(acts) > 0 {
		return acts, append(l.spanList(1), in)
	}
	if last := len(own) - 1; last > 0 && best.intent == Progress && l.featuresHave(own[last], feature(cLeft)) && l.featuresHave(own[last], fNumberWork) {
		return []Act{l.workAct(in)}, append(l.spanList(1), in) // "xong 10 hồ sơ, còn 5 hồ sơ"
	}
	if len(own) > 1 && l.allStrong(own) {
		for _, p := range own {
			acts = append(acts, l.workAct(p))
		}
		l.dueOfAll(acts, in)
		return acts, own
	}
	if best.by < enough || wishes && strongs == 1 {
		switch p, alone := l.reportsAlone(parts); {
		case alone && !wishes: // "e làm dc 40% r ạ, còn phần biểu", "slide xong rồi, in tài liệu mai em làm"
			return []Act{l.workAct(p)}, append(l.spanList(1), in)
		case strongs == 1 && l.allStrong(own):
			return []Act{l.workAct(own[0])}, own
		case strongs == 1 && !wishes && l.reports(core[0]) && !l.timesIn(span{core[0].to, own[0].to}): // "giấy mời xong rồi sếp, em để trên trục"
			return []Act{l.workAct(core[0])}, own
		}
		return nil, nil
	}
	return []Act{l.workAct(in)}, append(l.spanList(1), in)
}

// givenOut reads work that is shared out among several, or given by a name and what to do alone.
func (l *look) givenOut(in span, parts []span, best *weighed) []Act {
	if best.by < enough || best.intent == Accept || best.intent == Status || best.intent == Help {
		if acts := l.countedOut(in, parts); len(acts) > 1 {
			return acts
		}
		if act, ok := l.told(in); ok && (best.by < enough || act.Task.Who[0] != AnyAsk && best.intent != Help) {
			return []Act{act}
		}
	}
	if best.intent == Assign {
		if acts := l.sharedOut(in, parts); len(acts) > 1 {
			return acts
		}
	}
	return nil
}

// dueOfAll gives several that are given out the deadline that is said of all of them: "anh Bình
// soạn công văn, chị Lan làm bảng tổng hợp, cả hai nộp sáng thứ năm".
func (l *look) dueOfAll(acts []Act, in span) {
	if slices.ContainsFunc(acts, func(a Act) bool { return a.Intent != Assign }) {
		return
	}
	at := l.firstOf(in, cOfThemAll)
	due := Due{Kind: DueUnsaid}
	if at < in.to {
		due = l.dueIn(span{at, in.to})
	}
	last := l.closingDue(in)
	for k := range acts {
		switch t := &acts[k].Task; {
		case due.Kind != DueUnsaid:
			t.Due = due
		case t.Due.Kind == DueUnsaid && last.Kind != DueUnsaid:
			t.Due = last
		}
	}
}

// closingDue is the deadline that the last part of a sentence says, and nothing else: ", hạn thứ 6".
func (l *look) closingDue(in span) Due {
	parts := l.parts(in)
	p := parts[len(parts)-1]
	if f := l.featuresOf(p); len(parts) == 1 || !f.has(fTime) || f.has(fPerson) || f.has(feature(cWork)) || f.has(feature(cTask)) || f.has(fHome) || f.has(fAway) || f.has(fQuestion) {
		return Due{Hour: -1}
	}
	return l.dueIn(p)
}

// reportsAlone is the part of a sentence that tells how far work is, where the others say nothing of
// days at home or of leave, and ask for nothing.
func (l *look) reportsAlone(parts []span) (one span, ok bool) {
	for _, p := range parts {
		f := l.featuresOf(p)
		best := l.weigh(&f)
		reports := best.by >= enough && (best.intent == Progress || best.intent == Done)
		switch {
		case f.has(fHome) || f.has(fAway) || f.has(fPlace) || f.has(feature(cDuty)) || f.has(feature(cPlease)) || f.has(fQuestion) || f.has(feature(cOther)) || f.has(fPerson):
			return one, false
		case reports && !ok && (f.has(fPercent) || f.has(fFraction) || f.has(feature(cWork))):
			one, ok = p, true
		case reports:
			return one, false
		case f.has(fTime) && !(f.has(feature(cDo)) && f.has(feature(cWork))):
			return one, false
		}
	}
	return one, ok && len(parts) > 1
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
	all, known := Due{}, false // of the whole sentence
	for _, p := range l.sharesOf(parts) {
		f := l.featuresOf(p)
		if !f.has(fPerson) || !f.has(fNumberWork) && !l.sharesWork(p, &f) || len(l.named(p)) != 1 {
			continue
		}
		t := l.task(Assign, p, f)
		if t.Due.Kind == DueUnsaid {
			if !known {
				all, known = l.dueIn(in), true
			}
			t.Due = all
		}
		acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: t, at: p.from})
	}
	return acts
}

// sharesWork reports a part that gives one of several their work: "Nam thì biên bản".
func (l *look) sharesWork(in span, f *features) bool {
	from := in.from
	for from < in.to && l.is(from, cAssign, cGive) && !l.personSoon(from) {
		from++
	}
	return l.personSoon(from) && f.has(feature(cWork)) && !f.has(feature(cCowork)) && !f.has(feature(cConsult)) && !f.has(feature(cHelp)) && !f.has(feature(cFinish)) && !f.has(feature(cAlready)) && !f.has(fQuestion)
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
		if l.is(i, cWork, cTask, cTake, cFinish, cExtend, cGood, cReturn, cAcceptWork, cDeadline, cOfTasks, cWhichTask, cStuck, cAssign, cAskTo, cDo, cMore, cLateIn, cDoneVerb, cThird, cPutOff, cAsksTasks) {
			return true
		}
	}
	return slices.ContainsFunc(l.figures, func(f figure) bool { return f.kind == percent && in.holds(f.from) })
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
	if intent == Assign && (l.takesOver(in) || l.ratherThan(in)) {
		intent = Reassign
	}
	if intent == Help && l.helpsNamed(in) {
		intent = Assign
	}
	return Act{Wish: Wish{Intent: intent}, Task: l.task(intent, in, f), at: in.from}
}

// helpsNamed reports "Chi làm slide, Bình phụ Chi": who is helped is named, and not who writes.
func (l *look) helpsNamed(in span) bool {
	persons := l.personIn(in)
	for k := 1; k < len(persons); k++ {
		at := l.firstOf(span{persons[k-1].end, persons[k].from}, cHelp)
		named := slices.ContainsFunc(persons[:k-1], func(p person) bool { return p.name == persons[k].name })
		if at < persons[k].from && named {
			return true
		}
	}
	return false
}

// ratherThan reports "à nhầm, giao cho Lan chứ không phải Chi": it names no work, and whose it is
// not to be.
func (l *look) ratherThan(in span) bool {
	_, has := l.mainWork(in)
	return !has && slices.ContainsFunc(l.personIn(in), func(p person) bool { return l.ends(p.from, cRatherNot) })
}

// takesOver reports "giao tờ trình của Xoan lại cho Dương": whose work it was is named too.
func (l *look) takesOver(in span) bool {
	persons := l.personIn(in)
	if len(persons) < 2 || !l.ends(persons[0].from, cOf) {
		return false
	}
	return l.ends(persons[1].from, cGive, cUntil)
}

// The values of words for another deadline: those that say so only before a day and behind none
// ("lùi qua thứ 6", not "thứ 5 lùi qua thứ 6"), and those that do only behind one that comes.
const (
	untilThen = 1
	onlyThen  = 2
)

func (l *look) extendsAt(i int, h when.Hit, in span) bool {
	before := span{in.from, i}
	switch h.Value {
	case untilThen:
		return !l.daysIn(before) && l.daySoon(i+h.N)
	case onlyThen: // "thứ 6 em mới nộp báo cáo được"
		return !l.fixedIn(before) && slices.ContainsFunc(l.times, func(t when.Expression) bool {
			return before.holds(t.From) && !t.Open && !t.Past && !t.Half && !l.own(t.From, oToday)
		})
	}
	return true
}
