package absence

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

func askLeaveDays(t *chat.Turn, _ *leaveDraft) (store.Screen, error) {
	next := t.NextWorking(t.Today)
	rows := [][]store.Button{{t.Choice(leaveNextDay, 0, "leave.day", "day", next)}, {t.Choice(leaveStop, 0, "stop")}}
	if t.Pilot.Calendar.IsWorking(t.Today) {
		rows = append([][]store.Button{{t.Choice(leaveToday, 0, "leave.day", "day", t.Today)}}, rows...)
	}
	return store.Screen{Text: rules.Msg("leave.ask"), Rows: rows, Digits: true}, nil
}

func takeLeaveDays(t *chat.Turn, d *leaveDraft, in chat.Input) (string, error) {
	day := t.Today
	switch {
	case !in.Pressed:
		return correctLeave(t, d, in.Text)
	case in.Choice == leaveStop:
		return chat.Stopped, nil
	case in.Choice == leaveNextDay:
		day = t.NextWorking(t.Today)
	case in.Choice != leaveToday:
		return chat.Stay, nil
	}
	d.Spans, d.Doubts = []chat.Span{{First: day, Last: day}}, nil
	return "sure", nil
}

// correctLeave takes other days, a half of those that it holds, and another kind where
// the text names one. Weekdays are of the week that it is about.
func correctLeave(t *chat.Turn, d *leaveDraft, text string) (string, error) {
	if kind, ok := reply.Absence(text); ok && len(d.Spans) > 0 {
		d.Kind = kind
		return "sure", nil
	}
	part, half := reply.Half(text)
	if then, ok := reply.HalfThen(text); ok {
		part, half = then, true
	}
	if half && len(d.Spans) > 0 {
		for i := range d.Spans {
			d.Spans[i].Part = part
		}
		d.Doubts = nil
		return "sure", nil
	}
	if reply.LeaveOver(fold.Text(text)) >= 0 && len(d.Spans) > 0 {
		return d.shorten(t, text)
	}
	if reply.UntilOnly(text) {
		if span, ok, err := endsSooner(t, d.Spans, text); err != nil || ok {
			d.Spans, d.Doubts = []chat.Span{span}, nil
			return "sure", err
		}
	}
	text, denies := reply.NotThat(text)
	r, err := t.ReadDays(text)
	if err != nil {
		return chat.Stay, err
	}
	if kind := kindOf(r); kind != rules.Leave {
		d.Kind = kind
	}
	if monday, only := chat.WeekOnly(r); denies && only && len(d.Spans) > 0 {
		d.Spans, d.Doubts = chat.InOtherWeek(d.Spans, monday), nil
		return "sure", nil
	}
	d.endsOn(&r.Wishes[0])
	if len(d.Spans) > 0 {
		if monday := d.Spans[0].First.Monday(); monday > t.Today.Monday() {
			days, named, err := t.InWeek(text, monday)
			if err != nil {
				return chat.Stay, err
			}
			if named {
				r.Wishes[0].Days = days
			}
		}
	}
	next, err := d.read(t, r)
	if chat.Unclear(err) && len(d.Spans) > 0 {
		return chat.Stay, rules.Refuse("leave.not_understood")
	}
	return next, err
}

// dropLeave takes days that a sentence gives up out of what is about to be noted: it ends
// where nothing is left.
func dropLeave(t *chat.Turn, d *leaveDraft, a phrase.Act, text string) (string, bool, error) {
	if len(d.Spans) == 0 || a.Intent == phrase.Move {
		return chat.Stay, false, nil
	}
	gone := a.Days
	if other := slices.Concat(a.Closed, a.Past); len(a.Days) == 0 && len(other) > 0 { // "bỏ cái nghỉ ngày mai đi" of what holds no such day
		return "sure", true, t.Say(rules.Msg("leave.none_on", "days", other))
	}
	if days, named, err := t.InWeek(text, d.Spans[0].First.Monday()); err != nil {
		return chat.Stay, false, err
	} else if named {
		gone = days
	}
	var left []chat.Span
	held := len(a.Days) == 0
	for _, s := range d.Spans {
		for day := s.First; len(a.Days) > 0 && day <= s.Last; day++ {
			if !t.Pilot.Calendar.IsWorking(day) {
				continue
			}
			if slices.ContainsFunc(gone, func(x rules.Slot) bool { return x.Date == day && (x.Part == rules.Whole || x.Part == s.Part) }) {
				held = true
				continue
			}
			left = append(left, chat.Span{First: day, Last: day, Part: s.Part})
		}
	}
	switch {
	case !held:
		return chat.Stay, false, nil
	case len(left) == 0:
		return chat.Stopped, true, nil
	}
	d.Spans, d.Doubts = t.JoinSpans(left), nil
	return "sure", true, nil
}

// afterLeave puts right or adds to what was noted a moment ago: it is shown to be noted
// in its place, or beside it.
func afterLeave(t *chat.Turn, was *leaveDraft, said chat.Afterwards) (bool, error) {
	d := leaveDraft{Kind: was.Kind}
	if len(was.Spans) == 0 { // they were to be taken back, and were kept
		d.Instead = was.Instead
	}
	for _, a := range was.absences(t.Person.ID) {
		d.Instead = append(d.Instead, leaveNumber(a))
	}
	if held, err := d.replaced(t); err != nil || len(held) == 0 {
		return false, err // taken back since
	}
	switch {
	case !said.Unsays && len(was.Spans) == 0:
		return false, nil
	case said.Unsays:
		return true, leaveFlow().Start(t, "end", d)
	case said.Until:
		return shorten(t, was, d, said.Text)
	case said.Half:
		if one := was.Spans[0]; len(was.Spans) != 1 || one.First != one.Last {
			return false, nil
		}
		d.Spans = []chat.Span{{First: was.Spans[0].First, Last: was.Spans[0].Last, Part: said.Part}}
		return true, leaveFlow().Start(t, "sure", d)
	}
	r, err := t.ReadDays(said.Text)
	if err != nil {
		return false, err
	}
	days, named, err := t.InWeek(said.Text, was.Spans[len(was.Spans)-1].Last.Monday())
	if err != nil {
		return false, err
	}
	if named {
		r.Wishes[0].Days = days
	}
	if kind := kindOf(r); kind != rules.Leave {
		d.Kind = kind
	}
	if _, err := d.read(t, r); err != nil {
		_, refused := chat.IsRefusal(err)
		if refused {
			return false, nil
		}
		return false, err
	}
	if said.Adds {
		d.Instead = nil
	} else if one := was.Spans[0]; len(was.Spans) == 1 && one.First == one.Last && len(d.Spans) == 1 && d.Spans[0].Part == rules.Whole {
		d.Spans[0].Part = one.Part
	}
	return true, leaveFlow().Start(t, "sure", d)
}

// shorten takes "nghỉ tới thứ 4 thôi": of the one absence that was noted, in the week in which it ends,
// else in that in which it begins. taken is false where it would not end sooner.
func shorten(t *chat.Turn, was *leaveDraft, d leaveDraft, text string) (taken bool, err error) {
	span, ok, err := endsSooner(t, was.Spans, text)
	if err != nil || !ok {
		return false, err
	}
	d.Spans = []chat.Span{span}
	return true, leaveFlow().Start(t, "sure", d)
}

// shorten ends what is about to be noted before the day on which its writer is back.
func (d *leaveDraft) shorten(t *chat.Turn, text string) (string, error) {
	day, err := backOn(t, text)
	if err != nil {
		return chat.Stay, err
	}
	back := day.Date
	d.Spans = slices.DeleteFunc(slices.Clone(d.Spans), func(s chat.Span) bool { return s.First >= back })
	for i, s := range d.Spans {
		d.Spans[i].Last = min(s.Last, back-1)
	}
	if d.Doubts = nil; len(d.Spans) == 0 {
		return chat.Stopped, nil
	}
	return "sure", nil
}

// askLeaveSure shows what is noted, what it does, and the days at home that it
// touches.
func askLeaveSure(t *chat.Turn, d *leaveDraft) (store.Screen, error) {
	list := d.absences(t.Person.ID)
	clashes, err := d.clashes(t, list)
	if err != nil {
		return store.Screen{}, err
	}
	taken, left, err := takenBy(t, list)
	if err != nil {
		return store.Screen{}, err
	}
	replaced, err := d.replaced(t)
	if err != nil {
		return store.Screen{}, err
	}
	var home []rules.Message
	for _, c := range clashes {
		home = append(home, rules.Msg("days.line", "slot", c.Day.Slot, "state", rules.Msg("state."+c.Day.State.String())))
	}
	waiting, err := t.Tx.WaitingFor(t.Person.ID)
	if err != nil {
		return store.Screen{}, fmt.Errorf("find what waits: %w", err)
	}
	var rows [][]store.Button
	if len(clashes) > 0 {
		rows = append(rows,
			[]store.Button{t.Choice(leaveSend, 0, "leave.send_drop", "n", len(clashes))},
			[]store.Button{t.Choice(leaveKeep, 0, "leave.send_keep")})
	} else {
		rows = append(rows, []store.Button{t.Choice(leaveSend, 0, "leave.send")})
	}
	var kinds []store.Button
	for i, k := range leaveKinds {
		if k != d.Kind {
			kinds = append(kinds, t.Choice(leaveKind, int32(i), "leave.kind."+string(k)))
		}
	}
	rows = append(rows, kinds, []store.Button{t.Choice(leaveDays, 0, "leave.other_days"), t.Choice(leaveStop, 0, "stop")})
	effects, err := people.AbsenceEffects(t.Do(), list)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: effects.Below(rules.Msg("leave.sure", "spans", leaveLines(list), "instead", leaveLines(replaced), "home", home, "doubts", d.Doubts,
			"taken", taken, "gone", len(taken), "left", left, "head", len(t.Actor.HeadOf) > 0, "waiting", len(waiting))),
		Rows: rows,
	}, nil
}

func takeLeaveSure(t *chat.Turn, d *leaveDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed && reply.Agrees(in.Text):
		return d.agreed(t)
	case !in.Pressed:
		return takeLeaveDays(t, d, in)
	case in.Choice == leaveSend, in.Choice == leaveKeep:
		return d.note(t, in.Choice == leaveSend)
	case in.Choice == leaveKind && in.Arg >= 0 && int(in.Arg) < len(leaveKinds):
		d.Kind = leaveKinds[in.Arg]
	case in.Choice == leaveDays:
		return "days", nil
	case in.Choice == leaveStop:
		return chat.Stopped, nil
	}
	return chat.Stay, nil
}

// agreed notes the absence for a typed yes. It refuses where days at home must be kept
// or given up: a yes says neither.
func (d *leaveDraft) agreed(t *chat.Turn) (string, error) {
	clashes, err := d.clashes(t, d.absences(t.Person.ID))
	if err != nil {
		return chat.Stay, err
	}
	if len(clashes) > 0 {
		return chat.Stay, rules.Refuse("typed.press")
	}
	return d.note(t, false)
}

// note keeps the absence; the days at home that it touches are given up when
// the person wants it.
func (d *leaveDraft) note(t *chat.Turn, giveUp bool) (string, error) {
	list := d.absences(t.Person.ID)
	clashes, err := d.clashes(t, list)
	if err != nil {
		return chat.Stay, err
	}
	taken, left, err := takenBy(t, list)
	if err != nil {
		return chat.Stay, err
	}
	replaced, err := d.replaced(t)
	if err != nil {
		return chat.Stay, err
	}
	for _, a := range replaced {
		if err := people.EndAbsence(t.Do(), a); err != nil {
			return chat.Stay, err
		}
	}
	if err := people.RecordAbsence(t.Do(), list); err != nil {
		return chat.Stay, err
	}
	given := taken
	for _, c := range clashes {
		if !giveUp {
			continue
		}
		if _, err := request.GiveUpDay(t.Do(), request.Decision{Request: c.Request, Slots: []rules.Slot{c.Day.Slot}, Chat: t.Chat}); err != nil {
			return chat.Stay, err
		}
		given = append(given, c.Day.Slot)
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("leave.done", "spans", leaveLines(list), "replaced", leaveLines(replaced), "given", given, "n", len(given), "left", left)})
}

// clashes are the days at home that duty elsewhere touches: the person says whether
// they are given up. Leave and illness take them by themselves.
func (d *leaveDraft) clashes(t *chat.Turn, list []rules.Absence) ([]people.Clash, error) {
	if d.Kind != rules.Duty {
		return nil, nil
	}
	return people.Clashes(t.Do(), list)
}

// takenBy lists the days at home that the absences take, and what they leave of them.
func takenBy(t *chat.Turn, list []rules.Absence) (given []rules.Slot, left []rules.Message, err error) {
	for _, a := range list {
		taken, err := request.TakenBy(t.Do(), a)
		if err != nil {
			return nil, nil, err
		}
		given = append(given, taken.Given...)
		left = append(left, request.LeftLines(taken.Left)...)
	}
	return given, left, nil
}
