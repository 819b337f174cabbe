package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// atPreview takes a text typed at a preview: days, or a half of one, change what is asked
// for, a reason is the note. It refuses to keep anything else as a note: whoever decides
// reads it.
func atPreview(t *chat.Turn, text string, days func(string) (string, error), note func(string) (string, error)) (string, error) {
	text = reply.Picked(text)
	alone, err := t.DaysAlone(text)
	if err != nil {
		return chat.Stay, err
	}
	_, half := reply.Half(text)
	before, said, noted := reply.Noted(text)
	switch {
	case reply.Waits(text):
		return chat.Stay, rules.Refuse("wfh.note.waits")
	case noted && before == "":
		return note(said)
	case alone, half:
		return days(text)
	}
	if other, err := insteadOfStopping(t, text); err != nil || other != "" {
		return days(other)
	}
	switch {
	case reply.BeginsThanks(text):
		return chat.Stay, rules.Refuse("wfh.note.thanks")
	case !reply.Reason(text) && len([]rune(text)) <= chat.MaxNote:
		return chat.Stay, rules.Refuse("wfh.note.none_meant")
	}
	return note(text)
}

// insteadOfStopping is the clause that names days where a text first stops: "à mà thôi, để thứ sáu đi, thứ năm còn họp".
func insteadOfStopping(t *chat.Turn, text string) (string, error) {
	parts := reply.Parts(text)
	for i, part := range parts {
		if i == 0 && !reply.Stops(part) || i == len(parts)-1 && i == 0 {
			return "", nil
		}
		picked := reply.Picked(part)
		if alone, err := t.DaysAlone(picked); err != nil || alone {
			return picked, err
		}
	}
	return "", nil
}

// tellsColleague reports what a head says to or of somebody whom it names, "Bình lo báo cáo nhé": it is
// no reason for a day of their own unless it says so.
func tellsColleague(t *chat.Turn, text string) (bool, error) {
	if _, _, noted := reply.Noted(text); noted || len(t.Actor.HeadOf) == 0 {
		return false, nil
	}
	about, err := t.About(text)
	return len(about.Who) > 0, err
}

// elsewhere reports what is told of days that the draft does not hold, while it has a note: "t6 tui đi phường họp" is
// no other note for Thursday.
func (d *wfhDraft) elsewhere(t *chat.Turn, text string) (bool, error) {
	if _, _, noted := reply.Noted(text); noted || d.Note == "" || reply.Notes(text) {
		return false, nil
	}
	if alone, err := t.DaysAlone(text); err != nil || alone {
		return false, err
	}
	about, err := t.About(text)
	const few = 2 // "soạn kế hoạch tháng 12" is a note
	return len(about.Days) > 0 && len(about.Days) <= few && !slices.ContainsFunc(about.Days, func(s rules.Slot) bool { _, picked := d.slot(s.Date); return picked }), err
}

// halved makes every picked day that part of it.
func (d *wfhDraft) halved(t *chat.Turn, part rules.Part) (string, error) {
	for i := range d.Slots {
		d.Slots[i].Part = part
	}
	d.Said = nil
	return previewOrDays(t, d)
}

// changePicked gives up or moves picked days, in place of what was sent before.
func changePicked(t *chat.Turn, d *wfhDraft, a phrase.Act, text string) (string, bool, error) {
	if a.Intent == phrase.Cancel && len(a.Days)+len(a.Options) == 0 {
		if _, gone := reply.NotHome(text); gone {
			return d.askGone(t, text)
		}
	}
	if option := d.option(a.Days); len(d.Slots) == 0 && len(option) > 0 && a.Intent == phrase.Cancel && reply.Rather(text) { // "thôi thứ 6 đi" at a choice of days
		d.Slots, d.Month, d.Said = option, option[0].Date, nil
		next, err := previewOrDays(t, d)
		return next, true, err
	}
	if a.Intent != phrase.Move {
		next, taken, err := dropPicked(t, d, a, text)
		if taken || err != nil || !reply.Rather(text) || reply.GivesUpDay(text) || len(d.Slots) != 1 || len(a.Days) != 1 {
			return next, taken, err
		}
		if _, _, sent, err := find(t, a.Days[0]); sent || err != nil {
			return chat.Stay, false, err
		}
		return d.moved(t, slices.Clone(d.Slots), a.Days, text)
	}
	from, named := slices.Clone(d.Slots), a.From != nil && len(a.From.Days) > 0
	if named {
		from = d.picked(a.From.Days)
	}
	if len(from) == 0 || !named && len(from) > 1 || len(a.Days) == 0 {
		return chat.Stay, false, nil
	}
	to := slices.Clone(a.Days)
	for i := range to {
		if named && to[i].Date.Monday() == a.From.Days[0].Date.Monday() { // of the week in which the other is
			to[i].Date += from[0].Date.Monday() - a.From.Days[0].Date.Monday()
		}
	}
	return d.moved(t, from, to, text)
}

// option is the one of the readings that are offered which holds a day, nil for none.
func (d *wfhDraft) option(days []rules.Slot) []rules.Slot {
	for _, o := range d.Options {
		if len(days) == 1 && slices.ContainsFunc(o, func(s rules.Slot) bool { return s.Date == days[0].Date }) {
			return o
		}
	}
	return nil
}

// picked are those of the days that the draft holds: by date, else by weekday.
func (d *wfhDraft) picked(days []rules.Slot) (held []rules.Slot) {
	for _, s := range d.Slots {
		if slices.ContainsFunc(days, func(x rules.Slot) bool { return x.Date.Weekday() == s.Date.Weekday() }) {
			held = append(held, s)
		}
	}
	return held
}

// moved puts days in the place of a picked one: weekdays are of its week.
func (d *wfhDraft) moved(t *chat.Turn, from, to []rules.Slot, text string) (string, bool, error) {
	said := to
	days, named, err := t.InWeek(text, from[0].Date.Monday())
	if err != nil {
		return chat.Stay, false, err
	}
	if named && days[0].Date >= t.Today {
		to = days
	}
	to = inSaidWeek(t, to, text)
	other := slices.DeleteFunc(slices.Clone(to), func(s rules.Slot) bool {
		return slices.ContainsFunc(from, func(x rules.Slot) bool { return x.Date == s.Date })
	})
	if to = other; len(to) == 0 { // "đổi qua t5, t4 kẹt"; "bỏ t4, lấy t5" says the other first
		to = said
	}
	for _, s := range from {
		d.drop(s.Date)
	}
	for _, s := range to {
		d.put(s)
	}
	d.Said, d.Month = nil, to[0].Date
	next, err := previewOrDays(t, d)
	return next, true, err
}

// afterSent puts right or adds to what was sent a moment ago: "à nhầm, thứ 6" changes the
// request while it waits, "thêm thứ 5 nữa" begins another.
func afterSent(t *chat.Turn, was *wfhDraft, said chat.Afterwards) (bool, error) {
	open, err := t.Tx.OpenOf(t.Person.ID)
	if err != nil {
		return false, fmt.Errorf("find what waits: %w", err)
	}
	i := slices.IndexFunc(open, func(r rules.Request) bool { return slices.Equal(r.Slots(rules.Pending), was.Slots) })
	if i < 0 { // decided or taken back since
		return false, nil
	}
	if said.Unsays {
		return true, cancelDays(t, was.Slots)
	}
	r, err := t.ReadDays(said.Text)
	if err != nil {
		return false, err
	}
	w := r.Wishes[0]
	if said.Half && len(was.Slots) == 1 {
		w.Days, w.Options, w.Open = []rules.Slot{{Date: was.Slots[0].Date, Part: said.Part}}, nil, false
	}
	if monday, one := was.week(); one {
		days, named, err := t.InWeek(said.Text, monday)
		if err != nil {
			return false, err
		}
		if named && days[0].Date >= t.Today {
			w.Days = days
		}
	}
	if len(w.Days) == 0 || w.Open || len(w.Options) > 0 || !said.Adds && len(was.Slots) != 1 {
		return false, nil
	}
	d := wfhDraft{Month: w.Days[0].Date, Slots: w.Days}
	if !said.Adds {
		d = changed(open[i], was.Slots, w.Days)
	}
	step, err := previewOrDays(t, &d)
	if err != nil {
		return false, err
	}
	return true, wfhFlow().Start(t, step, d)
}
