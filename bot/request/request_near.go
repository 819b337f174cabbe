package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// nearStep asks once whether a sentence that is only near to a wish for days at home
// is one.
func nearStep() chat.Step[wfhDraft] {
	return chat.Step[wfhDraft]{Name: "near", Ask: askNear, Take: takeNear, Yes: wfhYes, No: wfhNo, Bare: true, Choices: []chat.Choice{
		{Name: "yes", Value: wfhYes, Arg: chat.NoArg}, {Name: "no", Value: wfhNo, Arg: chat.NoArg},
	}}
}

func askNear(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("wfh.near", "days", d.Slots, "n", len(d.Slots), "lines", d.Said),
		Rows: [][]store.Button{{t.Choice(wfhYes, 0, "wfh.near.yes"), t.Choice(wfhNo, 0, "wfh.near.no")}},
	}, nil
}

// takeNear goes on with the days that were asked about, or with those named instead.
func takeNear(t *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == wfhNo:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("wfh.near.none")})
	case !in.Pressed:
		alone, err := t.DaysAlone(in.Text)
		if err == nil && !alone && reply.BeginsNo(in.Text) {
			return chat.End, t.Show(store.Screen{Text: rules.Msg("wfh.near.none")})
		}
		if err != nil || !alone {
			return chat.Stay, refused(err, "wfh.near.press")
		}
		return typedDays(t, d, in.Text)
	}
	d.Said = nil
	if len(d.Slots) == 0 {
		return "days", d.usefulMonth(t)
	}
	return previewOrDays(t, d)
}

// bareOfHead takes days of a head beside which nothing is said of work at home: with a question they are
// asked about, a half alone is said of what waits, and any other is no wish until it is said to be one.
func bareOfHead(t *chat.Turn, s chat.Saying) (taken bool, err error) {
	if len(t.Actor.HeadOf) == 0 || s.Text == "" || t.Said() == "" || s.Near || s.Series != nil || reply.SaysHome(s.Text, t.Today) {
		return false, nil
	}
	days := daysNamed(s.Selection)
	if reply.Asks(s.Text) {
		about := s.Selection
		if len(days) == 0 {
			about = phrase.Selection{Days: s.Weeks}
		}
		return true, t.Serve(chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Who, Selection: about}}, Text: s.Text})
	}
	if half, ok := reply.Half(s.Text); ok && half != rules.Whole {
		cases, err := request.Waiting(t.Do())
		if err != nil {
			return false, fmt.Errorf("list what waits: %w", err)
		}
		if slices.ContainsFunc(cases, func(c request.Case) bool { return c.MayDecide }) {
			return true, decide(t, chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Approve}, Half: half}, Text: s.Text})
		}
	}
	if len(days)+len(s.Options) == 0 && reply.LetsOther(s.Text) {
		return true, listWaiting(t)
	}
	if err := mayAsk(t); err != nil {
		return false, err
	}
	near := s
	if near.Near = true; len(s.Options) == 0 && len(s.Days) > 0 {
		near.Options, near.Days = [][]rules.Slot{s.Days}, nil
	}
	return true, declare(t, wfhFlow(), near)
}

// goneStep asks whether days of the draft are given up by a sentence that only seems to do
// so: "để lên cơ quan luôn".
func goneStep() chat.Step[wfhDraft] {
	return chat.Step[wfhDraft]{Name: "gone", Ask: askGone, Take: takeGone, Yes: wfhGone, No: wfhStays, Main: wfhGone, Takes: true, Choices: []chat.Choice{
		{Name: "stays", Value: wfhStays, Arg: chat.NoArg}, {Name: "gone", Value: wfhGone, Arg: chat.NoArg},
	}}
}

func askGone(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("wfh.gone", "days", d.Slots, "lines", d.Said),
		Rows: [][]store.Button{{t.Choice(wfhStays, 0, "wfh.gone.stays"), t.Choice(wfhGone, 0, "wfh.gone.yes", "days", d.Slots, "n", len(d.Slots))}},
	}, nil
}

// takeGone drops the draft: its last day is gone. Words are those at the preview.
func takeGone(t *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed && reply.Agrees(in.Text): // "gửi"
		return chat.Stay, rules.Refuse("wfh.gone.press")
	case !in.Pressed:
		next, err := takePreview(t, d, in)
		if next == chat.Stay && err == nil {
			return previewOrDays(t, d)
		}
		return next, err
	case in.Choice == wfhStays:
		return previewOrDays(t, d)
	}
	return chat.Stopped, nil
}

// withdrawn asks about days of a request that was being changed as of any other.
func (d *wfhDraft) withdrawn(t *chat.Turn, gone []rules.Slot) error {
	if err := t.LeaveForWish(); err != nil {
		return err
	}
	return cancelDays(t, gone)
}

// askGone takes the days out of the draft that a text says are not spent at home, where others
// stay; before the last one goes it is asked. taken is false where the draft holds none of them.
func (d *wfhDraft) askGone(t *chat.Turn, text string) (next string, taken bool, err error) {
	about, _ := reply.NotHome(text)
	reading, err := t.ReadDays(about)
	if err != nil {
		return chat.Stay, false, err
	}
	named := reading.Wishes[0].Days
	if monday, one := d.week(); one {
		if days, of, err := t.InWeek(about, monday); err != nil {
			return chat.Stay, false, err
		} else if of {
			named = days
		}
	}
	gone := slices.Clone(d.Slots)
	if len(named) > 0 {
		gone = d.picked(named)
	}
	switch {
	case len(gone) == 0:
		return chat.Stay, false, nil
	case len(gone) < len(d.Slots) && d.Edit == 0:
		if gone, err = d.without(t, gone); err != nil || len(gone) == 0 {
			return chat.Stay, false, err
		}
		d.Said = []rules.Message{rules.Msg("wfh.said.dropped", "days", gone)}
		next, err = previewOrDays(t, d)
		return next, true, err
	}
	if d.Edit != 0 {
		return chat.Elsewhere, true, d.withdrawn(t, gone)
	}
	d.Said = nil
	return "gone", true, nil
}

// aside takes what is said of the draft and neither days nor a note: whether it was sent, what it
// holds, that a day of it is not spent at home.
func (d *wfhDraft) aside(t *chat.Turn, text string) (next string, taken bool, err error) {
	said, denies := reply.NotThat(text)
	switch _, gone := reply.NotHome(text); {
	case len(d.Slots) == 0:
		return chat.Stay, false, nil
	case denies:
		return d.inWeek(t, said)
	case reply.AsksSent(text):
		return chat.Stay, true, d.unsent(t)
	case reply.AsksAgain(text):
		return chat.Stay, true, nil
	case gone:
		return d.askGone(t, text)
	}
	return chat.Stay, false, nil
}

// inWeek moves what is picked into the week that a text names without its days, on the same
// weekdays: "không phải tuần này, tuần sau lận".
func (d *wfhDraft) inWeek(t *chat.Turn, text string) (next string, taken bool, err error) {
	reading, err := t.ReadDays(text)
	if err != nil {
		return chat.Stay, false, err
	}
	monday, only := chat.WeekOnly(reading)
	if !only {
		return chat.Stay, false, nil
	}
	for i, by := 0, monday-d.Slots[0].Date.Monday(); i < len(d.Slots); i++ {
		d.Slots[i].Date += by
	}
	d.Said, d.Month = nil, d.Slots[0].Date
	next, err = previewOrDays(t, d)
	return next, true, err
}

// askedOfDraft answers whether it is decided or sent, which it is not, and who is at home on its
// days.
func askedOfDraft(t *chat.Turn, d *wfhDraft, a phrase.Act) (taken bool, err error) {
	switch {
	case len(d.Slots) == 0:
		return false, nil
	case a.Intent == phrase.Waiting && (a.Own || !t.Actor.Sees(decideAccess)):
		return true, d.unsent(t)
	case (a.Intent == phrase.Who || a.Intent == phrase.Room || a.Intent == chat.Schedule) && len(a.Who) == 0 && reply.ThatDay(t.Said()):
		a.Intent, a.Days, a.Own = phrase.Room, d.Slots, false
		return true, t.Serve(chat.Saying{Act: a})
	}
	return false, nil
}

// unsent says above the draft that it was not sent, and what else waits.
func (d *wfhDraft) unsent(t *chat.Turn) error {
	open, err := t.Tx.OpenOf(t.Person.ID)
	if err != nil {
		return fmt.Errorf("find what waits: %w", err)
	}
	d.Said = []rules.Message{rules.Msg("wfh.said.unsent", "edit", d.Edit != 0)}
	for _, r := range open[max(0, len(open)-waitingShown):] {
		if r.ID != d.Edit {
			d.Said = append(d.Said, rules.Msg("wfh.said.waits", "days", r.Slots(rules.Pending)))
		}
	}
	return nil
}

// corrected reports a wish that puts right within itself what was said before: "không
// phải thứ 6, ý em là thứ 5".
func corrected(w phrase.Wish) bool {
	return slices.ContainsFunc(w.Doubts, func(m rules.Message) bool { return m.Key == phrase.DoubtCorrected })
}

// week is the Monday of the week in which all days of the draft lie, or that was named
// without its days.
func (d *wfhDraft) week() (monday rules.Date, one bool) {
	for i, s := range d.Slots {
		if i > 0 && s.Date.Monday() != monday {
			return 0, false
		}
		monday = s.Date.Monday()
	}
	if len(d.Slots) == 0 {
		return d.Week, d.Week != 0
	}
	return monday, true
}

// dropPicked takes days that a sentence gives up out of those that were picked: by their
// date, or by their weekday in a week of which one was picked.
func dropPicked(t *chat.Turn, d *wfhDraft, a phrase.Act, text string) (string, bool, error) {
	gone, err := d.without(t, a.Days)
	if err != nil {
		return chat.Stay, false, err
	}
	for _, s := range slices.Clone(d.Slots) {
		if len(gone) > 0 {
			break
		}
		days, named, err := t.InWeek(text, s.Date.Monday())
		if err != nil {
			return chat.Stay, false, err
		}
		if named {
			if gone, err = d.without(t, days); err != nil {
				return chat.Stay, false, err
			}
		}
	}
	if len(gone) == 0 {
		return chat.Stay, false, nil
	}
	d.Said = []rules.Message{rules.Msg("wfh.said.dropped", "days", gone)}
	if len(d.Slots) == 0 {
		return "days", true, nil
	}
	next, err := previewOrDays(t, d)
	return next, true, err
}

// without takes days out of the picked ones, of a whole day also a half, and says which
// there were. A day that another request holds is not among them: that is given up.
func (d *wfhDraft) without(t *chat.Turn, days []rules.Slot) (gone []rules.Slot, err error) {
	for _, s := range days {
		r, _, sent, err := find(t, s)
		if err != nil {
			return nil, err
		}
		was, picked := d.slot(s.Date)
		switch {
		case !picked, sent && r.ID != d.Edit:
		case s.Part == rules.Whole, s.Part == was.Part:
			d.drop(s.Date)
			gone = append(gone, was)
		case was.Part == rules.Whole:
			rest := rules.Morning
			if s.Part == rules.Morning {
				rest = rules.Afternoon
			}
			d.put(rules.Slot{Date: s.Date, Part: rest})
			gone = append(gone, s)
		}
	}
	return gone, nil
}

// refused is err, or where there is none a refusal for that reason.
func refused(err error, key string) error {
	if err != nil {
		return err
	}
	return rules.Refuse(key)
}
