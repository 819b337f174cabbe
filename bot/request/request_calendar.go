package request

import (
	"slices"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/phrase/reply"
	"tainha/rules"
	"tainha/store"
)

const (
	maxSlots     = 31 // days in one declaration
	refusedShown = 3  // refused days whose reasons are told in full
)

// askDays shows the month calendar: one cell a day, marked by how it stands.
func askDays(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	f, err := monthFacts(t, d)
	if err != nil {
		return store.Screen{}, err
	}
	text, suggestions := daysText(t, f, d)
	rows := slices.Concat(suggestions, monthGrid(t, f, d))
	last := []store.Button{t.Choice(wfhStop, 0, "stop")}
	if len(d.Slots) > 0 {
		last = append([]store.Button{t.Choice(wfhNext, 0, "wfh.next", "days", rules.Days(halvesOf(d.Slots)))}, last...)
	}
	return store.Screen{Text: text, Rows: append(rows, last), Digits: true}, nil
}

const monthsTried = 3 // months in which the first free day is looked for

// usefulMonth opens the calendar on the first month in which a day can be chosen, this
// one where there is none.
func (d *wfhDraft) usefulMonth(t *chat.Turn) error {
	for n := range monthsTried {
		month := wfhDraft{Month: t.Today.AddMonths(n)}
		f, err := monthFacts(t, &month)
		if err != nil {
			return err
		}
		for day := max(month.Month.MonthStart(), t.Today); day <= month.Month.MonthEnd(); day++ {
			if len(rules.DayMark(f, nil, day).Free) > 0 {
				d.Month = month.Month
				return nil
			}
		}
	}
	return nil
}

func halvesOf(slots []rules.Slot) (n int) {
	for _, s := range slots {
		n += s.Part.Halves()
	}
	return n
}

// monthFacts covers the month shown as well as the days already picked, and those
// that a press names: on a slow line it may come from the month shown before.
func monthFacts(t *chat.Turn, d *wfhDraft, pressed ...rules.Slot) (*rules.Facts, error) {
	from, to := rules.WindowMonth(d.Month)
	first, last := rules.Window(slices.Concat(d.Slots, pressed), t.Today)
	f, err := t.Do().Facts(t.Person.ID, min(from, first), max(to, last))
	if err != nil {
		return nil, err
	}
	return f, d.adjust(t, f)
}

// daysText says what is picked and, for each day that can't be had, every
// reason; the buttons offer other days in its place, or keep those that can.
func daysText(t *chat.Turn, f *rules.Facts, d *wfhDraft) (rules.Message, [][]store.Button) {
	lines := slices.Concat(d.Said, d.moveLines())
	var rows [][]store.Button
	if len(d.Slots) > 0 {
		v := d.check(f, d.Slots)
		lines = append(lines, v.General...)
		refused := slices.DeleteFunc(slices.Clone(v.Days), func(day rules.DayVerdict) bool { return len(day.Reasons) == 0 })
		if open := len(v.Open()); open > 0 && len(refused) > 0 {
			rows = append(rows, []store.Button{t.Choice(wfhKeep, 0, "wfh.keep", "n", open)})
		}
		for i, day := range refused {
			if i == refusedShown {
				lines = append(lines, rules.Msg("wfh.more_refused", "n", len(refused)-i))
				break
			}
			lines = append(lines, day.Reasons...)
			var row []store.Button
			for _, s := range rules.Alternatives(f, d.Slots, day.Slot, 2) {
				row = append(row, insteadButton(t, day.Slot, s, len(refused) > 1))
			}
			if len(row) > 0 && len(refused) <= refusedShown {
				rows = append(rows, row)
			}
		}
		lines = append(lines, aboveLines(v)...)
	}
	return rules.Msg("wfh.days", "picked", d.Slots, "n", len(d.Slots), "lines", lines, "legend", legend(t, f, d)), rows
}

// insteadButton replaces a refused slot by one that may be had; of several it names the one.
// It is found again by its day: a draft holds one slot a day.
func insteadButton(t *chat.Turn, refused, s rules.Slot, several bool) store.Button {
	choice := wfhInstead
	switch s.Part {
	case rules.Morning:
		choice = wfhInsteadMorning
	case rules.Afternoon:
		choice = wfhInsteadAfternoon
	}
	// Two days in one number: the day wanted, and how far before it the refused one lies.
	return t.Choice(choice, int32(s.Date)<<8|int32(uint8(int8(s.Date-refused.Date))), "wfh.instead", "slot", s, "of", refused, "several", several)
}

// replace carries out an insteadButton. A day that it can't have offered is refused.
func (d *wfhDraft) replace(t *chat.Turn, choice, arg int32) error {
	day := rules.Date(arg >> 8)
	if day < t.Today || day > t.Today+chat.Farthest {
		return rules.Refuse("press.stale")
	}
	refused := day - rules.Date(int8(uint8(arg)))
	part := map[int32]rules.Part{wfhInstead: rules.Whole, wfhInsteadMorning: rules.Morning, wfhInsteadAfternoon: rules.Afternoon}[choice]
	d.drop(refused)
	if len(d.Slots) >= maxSlots {
		return rules.Refuse("wfh.too_many", "max", maxSlots)
	}
	d.put(rules.Slot{Date: day, Part: part})
	d.Said = nil
	return nil
}

func monthGrid(t *chat.Turn, f *rules.Facts, d *wfhDraft) [][]store.Button {
	var rows [][]store.Button
	var names []store.Button
	for i := range 7 {
		names = append(names, t.Idle(wfhNothing, "weekday", "name", locale.ShortWeekday(t.Lang, (d.Month.Monday()+rules.Date(i)).Weekday())))
	}
	rows = append(rows, names)
	first, end := d.Month.MonthStart(), d.Month.MonthEnd()
	for monday := first.Monday(); monday <= end; monday += 7 {
		var row []store.Button
		open := false
		for day := monday; day < monday+7; day++ {
			if day < first || day > end {
				row = append(row, t.Idle(wfhNothing, "cell.none"))
				continue
			}
			open = open || day >= t.Today
			row = append(row, t.Choice(wfhToggle, int32(day), d.cell(rules.DayMark(f, d.Slots, day), day), "n", day.Day()))
		}
		if open { // weeks that are over only take room
			rows = append(rows, row)
		}
	}
	return append(rows, monthRow(t, d))
}

func monthRow(t *chat.Turn, d *wfhDraft) []store.Button {
	before, after := d.Month.AddMonths(-1), d.Month.AddMonths(1)
	row := []store.Button{
		t.Idle(wfhNothing, "cell.none"),
		t.Idle(wfhNothing, "cell.month", "month", d.Month),
		t.Choice(wfhMonth, int32(after), "cell.after", "month", after),
	}
	if before.MonthEnd() >= t.Today {
		row[0] = t.Choice(wfhMonth, int32(before), "cell.before", "month", before)
	}
	if after > t.Today.AddMonths(12) {
		row[2] = t.Idle(wfhNothing, "cell.none")
	}
	return row
}

// cell is the label of one day.
func (d *wfhDraft) cell(m rules.Mark, day rules.Date) string {
	if s, picked := d.slot(day); picked {
		return [...]string{"cell.picked", "cell.picked_am", "cell.picked_pm"}[s.Part]
	}
	return cellKeys[m.Kind]
}

var cellKeys = map[rules.MarkKind]string{
	rules.MarkFree: "cell.free", rules.MarkPartial: "cell.partial", rules.MarkFull: "cell.full",
	rules.MarkTaken: "cell.taken", rules.MarkLate: "cell.late", rules.MarkRequired: "cell.required",
	rules.MarkAway: "cell.away", rules.MarkClosed: "cell.closed", rules.MarkPast: "cell.past",
	rules.MarkOutside: "cell.outside", rules.MarkUnknown: "cell.unknown",
}

// What needs no words has no legend.
var (
	namedLegend = map[rules.MarkKind]string{rules.MarkClosed: "legend.closed", rules.MarkRequired: "legend.required"}
	plainLegend = map[rules.MarkKind]string{
		rules.MarkPartial: "legend.partial", rules.MarkFull: "legend.full", rules.MarkTaken: "legend.taken",
		rules.MarkAway: "legend.away", rules.MarkOutside: "legend.outside", rules.MarkUnknown: "legend.unknown",
	}
)

// legend explains the marks that the month shows, and names its holidays and
// the days on which presence is required. Weekends need no words.
func legend(t *chat.Turn, f *rules.Facts, d *wfhDraft) []rules.Message {
	var lines []rules.Message
	seen := map[rules.MarkKind]bool{}
	named := map[string]bool{}
	for day := max(d.Month.MonthStart(), t.Today); day <= d.Month.MonthEnd(); day++ {
		m := rules.DayMark(f, d.Slots, day)
		_, picked := d.slot(day)
		switch {
		case picked:
		case namedLegend[m.Kind] != "":
			if m.Name != "" && !named[m.Name] {
				named[m.Name] = true
				lines = append(lines, rules.Msg(namedLegend[m.Kind], "day", day, "name", m.Name))
			}
		case plainLegend[m.Kind] != "" && !seen[m.Kind]:
			seen[m.Kind] = true
			lines = append(lines, rules.Msg(plainLegend[m.Kind]))
		}
	}
	return lines
}

func takeDays(t *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	if !in.Pressed {
		return typedDays(t, d, in.Text)
	}
	switch in.Choice {
	case wfhToggle:
		return chat.Stay, d.toggle(t, rules.Date(in.Arg))
	case wfhMonth:
		month, err := in.Day()
		if err != nil || month < t.Today.MonthStart() || month > t.Today.AddMonths(13) {
			return chat.Stay, rules.Refuse("press.stale")
		}
		d.Month = month
	case wfhInstead, wfhInsteadMorning, wfhInsteadAfternoon:
		return chat.Stay, d.replace(t, in.Choice, in.Arg)
	case wfhStop:
		return chat.Stopped, nil
	case wfhKeep:
		return d.keepOpen(t)
	case wfhNext:
		return d.done(t)
	}
	return chat.Stay, nil
}

// keepOpen drops the days that can't be had, of a series or a whole week say.
func (d *wfhDraft) keepOpen(t *chat.Turn) (string, error) {
	f, err := facts(t, d)
	if err != nil {
		return chat.Stay, err
	}
	if open := d.check(f, d.Slots).Open(); len(open) > 0 {
		d.Slots, d.Said = open, nil
		return "preview", nil
	}
	return chat.Stay, nil
}

// noted keeps a text, or what it gives as a note, as the note, and says so.
func (d *wfhDraft) noted(t *chat.Turn, text string) error {
	if _, said, ok := reply.Noted(text); ok {
		text = said
	}
	if _, err := d.note(text); err != nil {
		return err
	}
	return t.Say(rules.Msg("wfh.note.noted", "note", d.Note))
}

// typedDays understands days in words at the calendar.
func typedDays(t *chat.Turn, d *wfhDraft, text string) (string, error) {
	if part, ok := reply.Half(text); ok && len(d.Slots) > 0 {
		return d.halved(t, part)
	}
	if before, said, ok := reply.Noted(text); ok && before != "" { // "t3 t4 tuần sau nha, ghi chú: đưa mẹ đi viện"
		if _, err := d.note(said); err != nil {
			return chat.Stay, err
		}
		text = before
	}
	reading, err := t.ReadDays(text)
	if err != nil {
		return chat.Stay, err
	}
	w := reading.Wishes[0]
	if week, one := d.week(); one && (t.Corrects() || corrected(w) || week > t.Today.Monday() && !reply.SaysHome(text, t.Today)) {
		if days, named, err := t.InWeek(text, week); err != nil {
			return chat.Stay, err
		} else if named {
			w.Days, w.Past, w.Closed, w.Options = days, nil, nil, nil
		}
	}
	if reading.Note != "" {
		d.Note = chat.Short(reading.Note, chat.MaxNote)
	}
	if len(w.Options) > 0 {
		d.Options, d.Said = w.Options, w.Doubts
		return "which", nil
	}
	if len(w.Days) == 0 {
		for _, s := range w.Past {
			return chat.Stay, rules.Refuse("wfh.said.past", "slot", s)
		}
		for _, s := range w.Closed {
			return chat.Stay, &rules.Refusal{Reasons: []rules.Message{t.ClosedMessage(s)}}
		}
		if reply.Agrees(text) {
			return d.done(t)
		}
		if next, taken, err := d.aside(t, text); taken || err != nil {
			return next, err
		}
		if reply.Notes(text) && len(d.Slots) > 0 {
			return chat.Stay, d.noted(t, text)
		}
		return chat.Stay, rules.Refuse("wfh.days_not_understood")
	}
	if reply.AddsDay(text) && len(d.Slots) > 0 && !w.Open {
		return d.more(t, w.Days)
	}
	d.understand(t, w)
	d.Month = w.Days[0].Date
	if w.Open {
		return "days", nil
	}
	return previewOrDays(t, d)
}

// toggle turns a day through what is free of it: the whole day, the morning,
// the afternoon, nothing. A day that can't be had says why at once.
func (d *wfhDraft) toggle(t *chat.Turn, day rules.Date) error {
	if day < t.Today || day > t.Today+chat.Farthest {
		return rules.Refuse("wfh.past_day")
	}
	f, err := monthFacts(t, d, rules.Slot{Date: day})
	if err != nil {
		return err
	}
	free := d.free(f, day)
	s, picked := d.slot(day)
	if !picked && len(free) == 0 {
		return whyNot(f, d, day)
	}
	if !picked && len(d.Slots) >= maxSlots {
		return rules.Refuse("wfh.too_many", "max", maxSlots)
	}
	d.Said = nil
	next := 0
	if picked {
		next = slices.Index(free, s.Part) + 1
		d.drop(day)
	}
	if next < len(free) {
		d.put(rules.Slot{Date: day, Part: free[next]})
	}
	return nil
}

func (d *wfhDraft) slot(day rules.Date) (rules.Slot, bool) {
	i := slices.IndexFunc(d.Slots, func(s rules.Slot) bool { return s.Date == day })
	if i < 0 {
		return rules.Slot{}, false
	}
	return d.Slots[i], true
}

func (d *wfhDraft) drop(day rules.Date) {
	d.Slots = slices.DeleteFunc(d.Slots, func(s rules.Slot) bool { return s.Date == day })
}

func (d *wfhDraft) put(s rules.Slot) {
	d.drop(s.Date)
	d.Slots = append(d.Slots, s)
	slices.SortFunc(d.Slots, func(a, b rules.Slot) int { return int(a.Date - b.Date) })
}
