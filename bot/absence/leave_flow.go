package absence

import (
	"fmt"

	"tainha/bot/chat"
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

// correctLeave takes other days, and another kind where the text names one.
func correctLeave(t *chat.Turn, d *leaveDraft, text string) (string, error) {
	r, err := t.ReadDays(text)
	if err != nil {
		return chat.Stay, err
	}
	if kind := kindOf(r); kind != rules.Leave {
		d.Kind = kind
	}
	return d.read(t, r)
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
	var spans, home []rules.Message
	for _, a := range list {
		spans = append(spans, rules.Msg("leave.line", "span", people.AbsenceSpan(a), "kind", people.AbsenceKind(a.Kind)))
	}
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
		Text: effects.Below(rules.Msg("leave.sure", "spans", spans, "home", home, "doubts", d.Doubts,
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
	var spans []rules.Message
	for _, a := range list {
		spans = append(spans, rules.Msg("leave.line", "span", people.AbsenceSpan(a), "kind", people.AbsenceKind(a.Kind)))
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("leave.done", "spans", spans, "given", given, "n", len(given), "left", left)})
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
