package request

import (
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// wfhDraft is a declaration being written.
type wfhDraft struct {
	Month   rules.Date      `json:"month"`          // any day of the month shown
	Week    rules.Date      `json:"week,omitempty"` // the Monday of the week that was named without its days
	Slots   []rules.Slot    `json:"slots"`
	Options [][]rules.Slot  `json:"options,omitempty"` // readings of a doubtful sentence
	Note    string          `json:"note,omitempty"`
	Series  string          `json:"series,omitempty"`
	Edit    rules.RequestID `json:"edit,omitempty"`    // the pending request being changed
	Rev     int             `json:"rev,omitempty"`     // of that request
	Instead []requestPress  `json:"instead,omitempty"` // approved days that the first of the slots would take the place of
	Said    []rules.Message `json:"said,omitempty"`    // doubts and closed days of the sentence that began it

	edited *rules.Request // the request being changed, once it was loaded
}

// Choices of the declaration's buttons.
const (
	wfhToggle  int32 = iota + 1 // Arg: the day
	wfhMonth                    // Arg: a day of the month to show
	wfhInstead                  // Arg: the day; the part follows in the choice
	wfhNext
	wfhNote
	wfhNoNote
	wfhDays
	wfhSend
	wfhStop
	wfhNothing // a cell that only labels
	wfhInsteadMorning
	wfhInsteadAfternoon
	wfhOption // Arg: which reading
	wfhKeep
	wfhYes // it is a wish for days at home
	wfhNo
	wfhGone // the days that seem to be given up are
	wfhStays
)

// wfhFlow declares days at home.
func wfhFlow() chat.Flow[wfhDraft] {
	return chat.Flow[wfhDraft]{Name: "wfh", Version: 5, About: chat.AboutSelf[*wfhDraft], Wishes: []phrase.Intent{phrase.Home}, Correct: typedDays, Drop: changePicked, Asked: askedOfDraft, After: afterSent, Stop: stopWFH, Drafted: draftedWFH, Steps: []chat.Step[wfhDraft]{
		nearStep(), goneStep(),
		{Name: "which", Ask: askWhich, Take: takeWhich, Choices: []chat.Choice{
			{Name: "option", Value: wfhOption, Arg: chat.AnItem}, {Name: "days", Value: wfhDays, Arg: chat.NoArg}, {Name: "stop", Value: wfhStop, Arg: chat.NoArg},
		}},
		{Name: "days", Ask: askDays, Take: takeDays, Main: wfhNext, Choices: []chat.Choice{
			{Name: "toggle", Value: wfhToggle, Arg: chat.ADay}, {Name: "month", Value: wfhMonth, Arg: chat.ADay}, {Name: "nothing", Value: wfhNothing, Arg: chat.NoArg}, {Name: "keep", Value: wfhKeep, Arg: chat.NoArg},
			{Name: "instead", Value: wfhInstead, Arg: chat.ADayOf}, {Name: "instead am", Value: wfhInsteadMorning, Arg: chat.ADayOf}, {Name: "instead pm", Value: wfhInsteadAfternoon, Arg: chat.ADayOf},
			{Name: "next", Value: wfhNext, Arg: chat.NoArg}, {Name: "stop", Value: wfhStop, Arg: chat.NoArg},
		}},
		{Name: "note", Ask: askNote, Take: takeNote, Free: true, No: wfhNoNote, Choices: []chat.Choice{{Name: "no note", Value: wfhNoNote, Arg: chat.NoArg}, {Name: "stop", Value: wfhStop, Arg: chat.NoArg}}},
		{Name: "preview", Ask: askPreview, Take: takePreview, Free: true, Main: wfhSend, Place: pilot.PlaceRequestDraft, Choices: []chat.Choice{
			{Name: "send", Value: wfhSend, Arg: chat.NoArg}, {Name: "days", Value: wfhDays, Arg: chat.NoArg}, {Name: "note", Value: wfhNote, Arg: chat.NoArg}, {Name: "stop", Value: wfhStop, Arg: chat.NoArg},
		}},
	}}
}

// askHome is who asks for days at home.
var askHome = pilot.AskHome.Access

func cmdWFH() chat.Command {
	flow := wfhFlow()
	return chat.Command{
		Name: "wfh", Alias: "tainha", Place: 10, InMenu: true,
		Access: askHome,
		Flows:  []chat.Conversation{flow},
		Run: func(t *chat.Turn, args string) error {
			if err := mayAsk(t); err != nil {
				return err
			}
			if args == "" {
				d := wfhDraft{Month: t.Today}
				if err := d.usefulMonth(t); err != nil {
					return err
				}
				return flow.Start(t, "days", d)
			}
			about, err := t.About(args)
			if err != nil {
				return err
			}
			if len(about.Who) > 0 { // of somebody else: never the writer's own
				other := phrase.Act{Wish: phrase.Wish{Intent: chat.Other, Selection: about.Selection}, Who: about.Who, About: phrase.Home}
				return sayOther(t, chat.Saying{Act: other, Text: args})
			}
			r, err := t.ReadDays(args)
			if err != nil {
				return err
			}
			return declare(t, flow, chat.Saying{Act: phrase.Act{Wish: r.Wishes[0]}, Note: r.Note, Text: args})
		},
	}
}

// homeIntent takes a sentence that asks for days at home.
func homeIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Home, Access: askHome, Take: func(t *chat.Turn, s chat.Saying) error {
		if taken, err := letsDay(t, s); taken || err != nil {
			return err
		}
		if taken, err := ofHeldDay(t, s); taken || err != nil {
			return err
		}
		if taken, err := bareOfHead(t, s); taken || err != nil {
			return err
		}
		if err := mayAsk(t); err != nil {
			return err
		}
		return declare(t, wfhFlow(), s)
	}}
}

// mayAsk refuses at once, with every reason, somebody who may not telework at all.
func mayAsk(t *chat.Turn) error {
	f, err := t.Do().FactsFor(t.Person.ID, nil, 0)
	if err != nil {
		return err
	}
	return rules.Check(f, nil).Refusal()
}

// understand takes the days of a wish, and says of every other one why it is not among them.
func (d *wfhDraft) understand(t *chat.Turn, w phrase.Wish) {
	d.Said = nil
	for _, s := range w.Past {
		d.Said = append(d.Said, rules.Msg("wfh.said.past", "slot", s))
	}
	for _, s := range w.Closed {
		d.Said = append(d.Said, t.ClosedMessage(s))
	}
	for _, day := range w.Invalid {
		d.Said = append(d.Said, rules.Msg("wfh.said.invalid", "day", day))
	}
	d.Said = append(d.Said, w.Doubts...)
	if d.Slots = w.Days; len(d.Slots) > maxSlots {
		d.Said = append(d.Said, rules.Msg("wfh.said.first", "max", maxSlots, "last", d.Slots[maxSlots-1]))
		d.Slots = d.Slots[:maxSlots]
	}
}

// declare starts the flow from a sentence: at the preview when its days are
// clear and free, else at the calendar with what was understood.
func declare(t *chat.Turn, flow chat.Flow[wfhDraft], s chat.Saying) error {
	w := s.Wish
	why, err := whySaid(t, s)
	if err != nil {
		return err
	}
	d := wfhDraft{Month: t.Today, Note: chat.Short(why, chat.MaxNote)}
	if w.Series != nil {
		d.Series = chat.Short(s.Text, chat.MaxNote)
	}
	d.understand(t, w)
	if err := d.openOn(t, s.Weeks); err != nil {
		return err
	}
	if len(d.Slots) == 0 && d.Week == 0 && reply.SaysNextWeek(s.Text) { // "tuần sau làm ở nhà được mấy ngày"
		d.Week = t.Today.Monday() + 7 //nolint:mnd // of the next week
		d.Month = d.Week
	}
	switch {
	case s.Near && len(w.Options) < 2:
		if len(w.Options) > 0 {
			d.Slots = w.Options[0]
			d.Month = d.Slots[0].Date
		}
		return flow.Start(t, "near", d)
	case len(w.Options) > 0:
		d.Options = w.Options
		return flow.Start(t, "which", d)
	case len(d.Slots) == 0 || w.Open:
		return flow.Start(t, "days", d)
	}
	step, err := previewOrDays(t, &d)
	if err != nil {
		return err
	}
	return flow.Start(t, step, d)
}

// openOn says which month the calendar shows: that of the days or of the week that was
// named, else the first in which a day can be chosen.
func (d *wfhDraft) openOn(t *chat.Turn, weeks []rules.Slot) error {
	switch {
	case len(d.Slots) > 0:
		d.Month = d.Slots[len(d.Slots)/2].Date
	case len(weeks) > 0:
		d.Month = max(weeks[len(weeks)/2].Date, t.Today)
		if monday := weeks[0].Date.Monday(); weeks[len(weeks)-1].Date.Monday() == monday {
			d.Week = monday
		}
	default:
		return d.usefulMonth(t)
	}
	return nil
}

// askWhich offers the readings of a doubtful sentence.
func askWhich(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	var rows [][]store.Button
	for i, o := range d.Options {
		rows = append(rows, []store.Button{t.Choice(wfhOption, int32(i), "wfh.option", "days", o)})
	}
	rows = append(rows, []store.Button{t.Choice(wfhDays, 0, "wfh.other_days"), t.Choice(wfhStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("wfh.which", "lines", d.Said), Rows: rows}, nil
}

func takeWhich(t *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeDays(t, d, in)
	case in.Choice == wfhStop:
		return chat.Stopped, nil
	case in.Choice == wfhOption && int(in.Arg) < len(d.Options) && in.Arg >= 0:
		d.Slots = d.Options[in.Arg]
		d.Month, d.Said = d.Slots[0].Date, nil
		return previewOrDays(t, d)
	}
	return "days", nil
}

// previewOrDays leads to the preview when every day may be had, else to the
// calendar, which says why not.
func previewOrDays(t *chat.Turn, d *wfhDraft) (string, error) {
	f, err := facts(t, d)
	if err != nil {
		return chat.Stay, err
	}
	if !d.check(f, d.Slots).Allowed() {
		return "days", nil
	}
	return "preview", nil
}

func facts(t *chat.Turn, d *wfhDraft) (*rules.Facts, error) {
	f, err := t.Do().FactsFor(t.Person.ID, d.Slots, d.Edit)
	if err != nil {
		return nil, err
	}
	return f, d.adjust(t, f)
}

func askNote(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	row := []store.Button{t.Choice(wfhNoNote, 0, "wfh.note.none"), t.Choice(wfhStop, 0, "stop")}
	return store.Screen{Text: rules.Msg("wfh.note", "days", d.Slots), Rows: [][]store.Button{row}, Digits: true}, nil
}

func takeNote(_ *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == wfhNoNote:
		d.Note = ""
	case in.Pressed && in.Choice == wfhStop:
		return chat.Stopped, nil
	case !in.Pressed:
		return d.note(in.Text)
	}
	return "preview", nil
}

// note keeps what was typed as the note, and shows it in the preview.
func (d *wfhDraft) note(text string) (string, error) {
	if n := len([]rune(text)); n > chat.MaxNote {
		return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	d.Note = text
	return "preview", nil
}

// stopWFH shows the card of a request that was being edited.
func stopWFH(t *chat.Turn, d *wfhDraft) error {
	if d.Edit == 0 {
		return nil
	}
	return t.ShowCard(pilot.RequestRef(d.Edit))
}

func askPreview(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	f, err := facts(t, d)
	if err != nil {
		return store.Screen{}, err
	}
	v := d.check(f, d.Slots)
	to, err := request.WouldDecide(t.Do(), t.Person.ID, v.Level)
	if err != nil {
		return store.Screen{}, err
	}
	lines := slices.Concat(d.Said, d.moveLines(), aboveLines(v))
	balance, err := used(f, d.Slots, d.Slots)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("wfh.preview", "days", d.Slots, "note", d.Note, "to", to, "lines", lines, "balance", balance),
		Rows: [][]store.Button{
			{t.Choice(wfhSend, 0, "wfh.send")},
			{t.Choice(wfhDays, 0, "wfh.change_days"), t.Choice(wfhNote, 0, "wfh.change_note")},
			{t.Choice(wfhStop, 0, "stop")},
		},
	}, nil
}

// aboveLines says of each day that goes one level higher why it does.
func aboveLines(v rules.Verdict) (lines []rules.Message) {
	for _, d := range v.Days {
		lines = append(lines, d.Above...)
	}
	return lines
}

func takePreview(t *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	if !in.Pressed && reply.Agrees(in.Text) {
		in = chat.Input{Pressed: true, Choice: wfhSend}
	}
	if !in.Pressed && d.Note != "" && reply.DropsNote(in.Text) {
		d.Note = ""
		return "preview", nil
	}
	if !in.Pressed {
		if alone, err := t.DaysAlone(in.Text); err != nil || !alone {
			if next, taken, err := d.aside(t, in.Text); taken || err != nil {
				return next, err
			}
		}
		for _, of := range []func(*chat.Turn, string) (bool, error){tellsColleague, d.elsewhere} {
			if told, err := of(t, in.Text); err != nil || told {
				return chat.Stay, refused(err, "wfh.note.none_meant")
			}
		}
		return atPreview(t, in.Text, func(text string) (string, error) { return typedDays(t, d, text) }, d.note)
	}
	switch in.Choice {
	case wfhSend:
		return d.send(t)
	case wfhNote:
		return "note", nil
	case wfhDays:
		d.Said = nil
		return "days", nil
	case wfhStop:
		return chat.Stopped, nil
	}
	return chat.Stay, nil
}

// send submits the declaration; its message becomes the request's card.
func (d *wfhDraft) send(t *chat.Turn) (string, error) {
	ask := request.Ask{Person: t.Person.ID, Slots: d.Slots, Note: d.Note, Series: d.Series, Instead: d.moves()}
	var r rules.Request
	var err error
	if d.Edit != 0 {
		r, err = request.Edit(t.Do(), d.Edit, d.Rev, ask, t.Chat)
	} else {
		r, err = request.Submit(t.Do(), ask)
	}
	if err != nil {
		return chat.Stay, err
	}
	if err := t.SaveSections(pilot.PlaceRequestDraft, draftedWFH(t, d), pilot.RequestRef(r.ID)); err != nil {
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(rules.Msg("wfh.sent_toast"), pilot.RequestRef(r.ID))
}

// draftedWFH is what other features' sections in the preview know of the draft.
func draftedWFH(t *chat.Turn, d *wfhDraft) chat.Drafted {
	about := chat.Drafted{Person: t.Person.ID, Slots: d.Slots}
	for _, old := range d.Instead {
		about.Instead = append(about.Instead, old.slots()...)
	}
	if d.Edit != 0 {
		about.Object = pilot.RequestRef(d.Edit)
	}
	return about
}
