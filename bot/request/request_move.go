package request

import (
	"cmp"
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// moveSaid takes days that become others: where it is not said which, the only ones that are
// held; weekdays on which nothing is held are of the week in which something is.
func moveSaid(t *chat.Turn, s chat.Saying) error {
	from, to := s.From.Days, s.Days
	if len(to) == 0 {
		to = laterOption(t, from, s.Options)
	}
	if len(from) == 0 && len(to) > 0 {
		held, err := comingSlots(t)
		if err != nil {
			return err
		}
		if len(held) == 1 {
			from = held
			days, named, err := t.InWeek(s.Text, held[0].Date.Monday())
			if err != nil {
				return err
			}
			if named && len(days) == 1 && days[0].Date >= t.Today {
				to = days
			}
		}
	}
	if len(from) == 0 && len(to) > 0 {
		if held, err := comingSlots(t); err != nil || len(held) == 0 { // nothing is held any more: it is asked for anew
			s.Intent, s.From = phrase.Home, nil
			return cmp.Or(err, t.Serve(s))
		}
	}
	to = inSaidWeek(t, to, s.Text)
	found := false
	for _, day := range from {
		_, _, held, err := find(t, day)
		if err != nil {
			return err
		}
		found = found || held
	}
	if !found && len(from) > 0 && len(to) > 0 {
		away, err := t.Tx.Absences(t.Person.ID, from[0].Date, from[len(from)-1].Date)
		if err != nil {
			return fmt.Errorf("find the absence: %w", err)
		}
		if len(away) > 0 {
			s.Intent, s.Days = chat.MoveLeave, to
			return t.Serve(s)
		}
	}
	if held, err := comingSlots(t); err != nil {
		return err
	} else if !found && len(from) == 1 && len(to) == 1 {
		from, to = inHeldWeek(held, from, to)
	}
	return moveDays(t, from, to)
}

// inHeldWeek are two weekdays in the first week in which the one is held.
func inHeldWeek(held, from, to []rules.Slot) (of, into []rules.Slot) {
	for _, h := range held {
		if weeks := h.Date - from[0].Date; weeks > 0 && weeks%7 == 0 && from[0].Date.Monday() == to[0].Date.Monday() {
			return []rules.Slot{{Date: h.Date, Part: from[0].Part}}, []rules.Slot{{Date: to[0].Date + weeks, Part: to[0].Part}}
		}
	}
	return from, to
}

// moveDays opens a declaration for the new days: approved old ones are held until
// the new ones are decided, and of a request that waits the days are changed.
func moveDays(t *chat.Turn, from, to []rules.Slot) error {
	if len(from) == 0 || len(to) == 0 {
		return rules.Refuse("days.move_unclear")
	}
	var held []requestPress
	waits := map[rules.RequestID]rules.Request{}
	for _, s := range from {
		r, day, found, err := find(t, s)
		if err != nil {
			return err
		}
		if !found {
			return rules.Refuse("days.nothing_on", "slot", s)
		}
		if day.State == rules.Pending {
			waits[r.ID] = r
			continue
		}
		old := day.Slot
		if old.Part == rules.Whole {
			old.Part = s.Part
		}
		held = append(held, requestPress{Request: r.ID, Day: old.Date, Part: uint8(old.Part)})
	}
	d := wfhDraft{Month: to[0].Date, Slots: to, Instead: held}
	switch {
	case len(waits) > 1, len(waits) == 1 && len(held) > 0:
		return rules.Refuse("move.one_by_one")
	case len(waits) == 1:
		for _, r := range waits {
			d = changed(r, from, to)
		}
	}
	if err := request.CheckMove(t.Do(), request.Ask{Person: t.Person.ID, Instead: d.moves()}); err != nil {
		return err
	}
	step, err := previewOrDays(t, &d)
	if err != nil {
		return err
	}
	return wfhFlow().Start(t, step, d)
}

// changed is a waiting request with other days in place of some.
func changed(r rules.Request, from, to []rules.Slot) wfhDraft {
	d := wfhDraft{Month: to[0].Date, Note: r.Note, Edit: r.ID, Rev: r.Rev}
	for _, s := range r.Slots(rules.Pending) {
		for _, f := range from {
			if left, ok := s.Without(f.Part); f.Date == s.Date {
				s = left
				if !ok {
					s = rules.Slot{}
				}
			}
		}
		if s.Date != 0 {
			d.put(s)
		}
	}
	for _, s := range to {
		d.put(s)
	}
	if len(from) > 0 && len(to) > 0 {
		d.Said = []rules.Message{rules.Msg("wfh.said.instead", "from", from, "days", to)}
	}
	return d
}

// ofHeldDay takes a wish for one day on which something is held already: a half of a whole day gives
// the other half up, once that is confirmed; today is told as it stands.
func ofHeldDay(t *chat.Turn, s chat.Saying) (taken bool, err error) {
	if s.Series != nil || s.Open || s.Near || len(s.Options)+len(s.Invalid) > 0 || len(s.Days) > 1 || t.Said() == "" {
		return false, nil
	}
	days, err := heldDays(t, s)
	if err != nil || len(days) != 1 {
		return false, err
	}
	r, held, found, err := find(t, days[0])
	if err != nil || !found {
		return false, err
	}
	half := days[0].Part
	switch {
	case days[0].Date == t.Today && half.Overlaps(held.Part):
		return true, sayToday(t)
	case half == rules.Whole || held.Part != rules.Whole:
		return false, nil
	}
	gone := rules.Slot{Date: held.Date, Part: rules.Morning}
	if half == rules.Morning {
		gone.Part = rules.Afternoon
	}
	p := requestPress{Request: r.ID, Rev: int32(r.Rev), Day: gone.Date, Part: uint8(gone.Part)}
	key, press := "days.withdraw_day", withdrawPress
	if held.State == rules.Approved {
		key, press = "card.cancel", cancelPress
	}
	rows := sureRows([][]store.Button{{press.Button(p, key, "slot", gone)}}, []rules.Slot{gone})
	return true, t.Show(store.Screen{Text: rules.Msg("days.half_sure", "line", stateLine(held), "keep", days[0], "gone", gone), Rows: rows})
}

// sayToday answers who says that they begin, or what they work at: how today stands for them.
func sayToday(t *chat.Turn) error {
	_, d, found, err := find(t, rules.Slot{Date: t.Today})
	if err != nil {
		return err
	}
	return t.Say(rules.Msg("days.today", "day", t.Today, "held", found, "approved", d.State == rules.Approved, "morning", d.Part == rules.Morning, "afternoon", d.Part == rules.Afternoon))
}
