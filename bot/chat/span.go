package chat

import (
	"cmp"
	"slices"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// Span is days on end in which the same part is meant; what lies between them
// is no working day.
type Span struct {
	First, Last rules.Date
	Part        rules.Part
}

// ReadSpans understands days typed by people as spans. doubts is what the
// person must see in words before anything is kept.
func (t *Turn) ReadSpans(text string) (spans []Span, doubts []rules.Message, err error) {
	r, err := t.ReadDays(text)
	if err != nil {
		return nil, nil, err
	}
	return t.SpansIn(r)
}

// SpansIn is ReadSpans for what was understood already.
func (t *Turn) SpansIn(r phrase.Reading) (spans []Span, doubts []rules.Message, err error) {
	w := r.Wishes[0]
	if w.Open && len(w.Days) == 0 && len(r.Weeks) > 0 {
		w.Open, w.Days = false, r.Weeks
	}
	return t.spansOf(w)
}

// SpansOf is ReadSpans for an act.
func (t *Turn) SpansOf(s Saying) (spans []Span, doubts []rules.Message, err error) {
	return t.SpansIn(phrase.Reading{Wishes: []phrase.Wish{s.Wish}, Weeks: s.Weeks})
}

// spansOf turns the days of a wish into spans. It refuses a range the wrong way
// round, days that are over or no working days, and what isn't clear.
func (t *Turn) spansOf(w phrase.Wish) ([]Span, []rules.Message, error) {
	for _, d := range w.Doubts {
		if d.Key == phrase.DoubtReversed {
			return nil, nil, rules.Refuse("absence.reversed", "first", d.Args["to"], "last", d.Args["from"])
		}
	}
	if len(w.Days) == 0 || w.Open || len(w.Options) > 0 {
		for _, s := range w.Past {
			return nil, nil, rules.Refuse("span.past", "day", s.Date)
		}
		for _, s := range w.Closed {
			return nil, nil, &rules.Refusal{Reasons: []rules.Message{t.ClosedMessage(s)}}
		}
		return nil, nil, rules.Refuse("span.unclear")
	}
	days := slices.Clone(w.Days)
	slices.SortFunc(days, func(a, b rules.Slot) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Part, b.Part)) })
	spans := make([]Span, len(days))
	for i, s := range days {
		spans[i] = Span{s.Date, s.Date, s.Part}
	}
	return t.JoinSpans(spans), w.Doubts, nil
}

// JoinSpans makes one of spans between which no working day lies.
func (t *Turn) JoinSpans(list []Span) (spans []Span) {
	for _, s := range list {
		if n := len(spans); n > 0 && spans[n-1].Part == s.Part && t.nextTo(spans[n-1].Last, s.First) {
			spans[n-1].Last = s.Last
			continue
		}
		spans = append(spans, s)
	}
	return spans
}

// Unclear reports whether a text held no days at all.
func Unclear(err error) bool {
	r, refused := IsRefusal(err)
	return refused && r.Reasons[0].Key == "span.unclear"
}

// nextTo reports whether no working day lies between two days.
func (t *Turn) nextTo(a, b rules.Date) bool {
	for d := a + 1; d < b; d++ {
		if t.Pilot.Calendar.IsWorking(d) {
			return false
		}
	}
	return a < b
}

// ReadSpan is readSpans for one range of whole days.
func (t *Turn) ReadSpan(text string) (Span, []rules.Message, error) {
	spans, doubts, err := t.ReadSpans(text)
	switch {
	case err != nil:
		return Span{}, nil, err
	case len(spans) > 1 || spans[0].Part != rules.Whole:
		return Span{}, nil, rules.Refuse("span.not_one")
	}
	return spans[0], doubts, nil
}

// ReadDay understands one day, working or not: the first that a text names.
func (t *Turn) ReadDay(text string) (rules.Date, error) {
	r, err := t.ReadDays(text)
	if err != nil {
		return 0, err
	}
	w := r.Wishes[0]
	days := slices.Concat(w.Days, w.Closed)
	if len(days) == 0 {
		_, _, err := t.spansOf(w)
		return 0, err
	}
	first := days[0].Date
	for _, s := range days {
		first = min(first, s.Date)
	}
	return first, nil
}

// NextWorking is the first working day after d; d+1 without the calendar's data.
func (t *Turn) NextWorking(d rules.Date) rules.Date {
	next, err := t.Pilot.Calendar.AddWorkingDays(d, 1)
	if err != nil {
		return d + 1
	}
	return next
}

// ClosedMessage says by name why a day is no working day.
func (t *Turn) ClosedMessage(s rules.Slot) rules.Message {
	if kind, name := t.Pilot.Calendar.Kind(s.Date); kind == rules.Holiday {
		return rules.Msg("wfh.said.holiday", "slot", s, "name", name)
	}
	return rules.Msg("wfh.said.weekend", "slot", s)
}

// ReadDue is the deadline that a text names.
func (t *Turn) ReadDue(text string) phrase.Due {
	return phrase.ReadDue(t.context(), text)
}

// intoDay takes two days between which stands "sang" as one that becomes the other.
func (t *Turn) intoDay(u phrase.Understanding, text string) (phrase.Understanding, error) {
	const days = 2
	if first := u.Acts[0]; len(u.Acts) > 1 || first.Intent != phrase.Home || len(first.Days) != days || !reply.IntoDay(text) || reply.SaysHome(text, t.Today) {
		return u, nil
	}
	moves, err := t.understand(reply.Moved(text), false, t.Person.Name, t.Today)
	if a := moves.Acts[0]; err != nil || a.Intent != phrase.Move || a.From == nil || len(a.From.Days) != 1 || len(a.Days) != 1 {
		return u, err
	}
	return moves, nil
}

// keepsSaid has "nghỉ 2 bữa thôi thứ 4 thứ 5" give up none of the days that it is for.
func keepsSaid(u *phrase.Understanding, text string) {
	const both = 2
	if len(u.Acts) != both || u.Acts[0].Intent != phrase.Leave || u.Acts[1].Intent != phrase.Cancel || !reply.OnlySo(text) {
		return
	}
	if kept, gone := u.Acts[0], u.Acts[1]; kept.Open || slices.Equal(kept.Days, gone.Days) {
		kept.Selection = gone.Selection
		u.Acts = []phrase.Act{kept}
	}
}

// swapped has "bỏ thứ 4, lấy thứ 5" be one wish: the one day becomes the other.
func swapped(u *phrase.Understanding) {
	const both = 2
	if len(u.Acts) != both {
		return
	}
	gone, taken := u.Acts[0], u.Acts[1]
	if gone.Intent == phrase.Home && taken.Intent == phrase.Cancel {
		gone, taken = taken, gone
	}
	if gone.Intent != phrase.Cancel || taken.Intent != phrase.Home || len(gone.Days) == 0 || len(taken.Days) == 0 {
		return
	}
	from := gone.Selection
	taken.Intent, taken.From = phrase.Move, &from
	u.Acts = []phrase.Act{taken}
}

// InWeek are the days that a text names when it is said of a week that comes: "thứ 6"
// of the week that is being spoken of. ok is false for a text that names days otherwise, and
// for one that names its week: "thứ 3 tuần sau" is of another when it is said on the Monday.
func (t *Turn) InWeek(text string, monday rules.Date) (days []rules.Slot, ok bool, err error) {
	for i, on := range []rules.Date{monday - 1, monday - 2, monday} { // a weekday is the same for the first two
		u, err := t.understand(text, true, t.Person.Name, on)
		if err != nil {
			return nil, false, err
		}
		w := u.Reading().Wishes[0]
		within := !slices.ContainsFunc(w.Days, func(s rules.Slot) bool { return s.Date.Monday() != monday })
		switch {
		case on == monday:
			return days, within, nil
		case len(w.Days) == 0 || len(w.Past)+len(w.Options) > 0 || w.Open || !within || i > 0 && !slices.Equal(days, w.Days):
			return nil, false, nil
		}
		days = w.Days
	}
	return nil, false, nil
}

// ReadDays is Understand for an answer to the question for days: whatever days the
// text names are meant.
func (t *Turn) ReadDays(text string) (phrase.Reading, error) {
	u, err := t.understand(text, true, t.Person.Name, t.Today)
	return u.Reading(), err
}

// WeekOnly is the Monday of the one week that a text names without saying which days of it.
func WeekOnly(r phrase.Reading) (monday rules.Date, ok bool) {
	if w := r.Wishes[0]; !w.Open || len(w.Days) > 0 || len(r.Weeks) == 0 {
		return 0, false
	}
	monday = r.Weeks[0].Date.Monday()
	return monday, r.Weeks[len(r.Weeks)-1].Date.Monday() == monday
}

// InOtherWeek are the same weekdays in the week that begins on a Monday.
func InOtherWeek(spans []Span, monday rules.Date) []Span {
	out := slices.Clone(spans)
	for i, by := 0, monday-spans[0].First.Monday(); i < len(out); i++ {
		out[i].First, out[i].Last = out[i].First+by, out[i].Last+by
	}
	return out
}

// DueOnly reports that a text says nothing but a deadline, or how one moves, beside a title's words.
func (t *Turn) DueOnly(text, title string) bool {
	return phrase.DueOnly(t.context(), text, title)
}

// ReadShift is by how many days, or working days, a text moves a deadline.
func (t *Turn) ReadShift(text string) (days int, working, ok bool) {
	return phrase.ReadShift(t.context(), text)
}

// ReadCount is how many of what a text says and nothing else; n is 0 without a number.
func (t *Turn) ReadCount(text string) (n float64, of string) {
	return phrase.ReadCount(t.context(), text)
}

// ReadDoing is what a text says that is done, and what is counted of it: "in xong 10/15 bộ".
func (t *Turn) ReadDoing(text string) (does, counts string) {
	return phrase.ReadDoing(t.context(), text)
}

// ReadMinutes is how long a text says that work takes, 0 where it says nothing of it.
func (t *Turn) ReadMinutes(text string) int {
	return phrase.ReadMinutes(t.context(), text)
}

const daysInMask = 31

// PackDays puts days that lie close together into two numbers of a button: the first
// day, and two bits for each day from it on, one a half. ok is false for days that
// lie too far apart.
func PackDays(slots []rules.Slot) (first rules.Date, halves int64, ok bool) {
	for i, s := range slots {
		if i == 0 || s.Date < first {
			first = s.Date
		}
	}
	for _, s := range slots {
		if s.Date-first >= daysInMask {
			return 0, 0, false
		}
	}
	return first, maskOf(first, slots), true
}

func maskOf(first rules.Date, slots []rules.Slot) (mask int64) {
	for _, s := range slots {
		for half, part := range []rules.Part{rules.Morning, rules.Afternoon} {
			if s.Part.Overlaps(part) {
				mask |= 1 << (2*int(s.Date-first) + half)
			}
		}
	}
	return mask
}

// UnpackDays are the days that PackDays put away. Numbers that it never made hold
// none, nor any day that no text can name.
func UnpackDays(first rules.Date, mask int64) (out []rules.Slot) {
	parts := [...]rules.Part{1: rules.Morning, 2: rules.Afternoon, 3: rules.Whole}
	for day := range rules.Date(daysInMask) {
		if halves := mask >> (2 * day) & 3; halves > 0 && (first + day).InBounds() {
			out = append(out, rules.Slot{Date: first + day, Part: parts[halves]})
		}
	}
	return out
}

// DaysAlone reports whether a text names days and nothing else that it could mean.
func (t *Turn) DaysAlone(text string) (bool, error) {
	u, err := t.Understand(text)
	w := u.Reading().Wishes[0]
	return w.Intent == phrase.Home && (named(w) || w.Open), err
}

// mergeSlots is two lists as one in the order of the days, none twice.
func mergeSlots(a, b []rules.Slot) []rules.Slot {
	out := slices.Concat(a, b)
	slices.SortFunc(out, func(x, y rules.Slot) int { return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Part, y.Part)) })
	return slices.Compact(out)
}

// Afterwards is what is said of what a flow has just done.
type Afterwards struct {
	Text   string // the days that put it right, or that are added
	Adds   bool
	Unsays bool // it is taken back
	Until  bool // it ends sooner: "nghỉ tới thứ 4 thôi"
	Half   bool // it is that half of the one day: "tui nghỉ buổi chiều thôi"
	Part   rules.Part
}

// putsRight takes "à nhầm, là thứ 3", "thêm thứ 5 nữa" as said of what was done a moment
// ago, where it does not name anything else.
func (b *Bot) putsRight(t *Turn, u phrase.Understanding) (taken bool, err error) {
	was := t.kept().Done
	if was == nil || t.conv.Open || t.Now.Sub(was.At) > putRightWithin {
		return false, nil
	}
	f, known := b.flows[was.Flow]
	act := u.Acts[0]
	if !known || !t.Actor.Sees(f.who) || len(u.Acts) > 1 {
		return false, nil
	}
	said := Afterwards{Text: t.in.Text, Unsays: reply.Unsays(t.in.Text) && act.Intent != phrase.Undo && act.Intent != phrase.Revoke}
	by, corrects := reply.Corrects(said.Text)
	if corrects {
		said.Text = by
		again, err := t.Understand(by)
		if err != nil {
			return false, err
		}
		if act.Intent == phrase.None && len(again.Acts) == 1 { // "tui lỡ gởi lộn, thứ sáu mới đúng"
			act = again.Acts[0]
		}
	}
	corrects = corrects || reply.PutsRight(t.in.Text)
	said.Adds = !corrects && reply.Adds(t.in.Text)
	own, _, _ := f.wished(t.conv)
	days := act.Intent == phrase.Home && named(act.Wish) && !reply.SaysHome(t.in.Text, t.Today)
	said.Until = !corrects && reply.UntilOnly(t.in.Text) && slices.Contains(own, inFlows(act).Intent)
	if i := slices.IndexFunc(act.Doubts, func(d rules.Message) bool { return d.Key == "phrase.doubt.today" }); i >= 0 && len(act.Days) == 1 && slices.Contains(own, inFlows(act).Intent) && reply.OnlySo(t.in.Text) {
		said.Half, said.Part = true, act.Days[0].Part
	}
	if part, ok := reply.HalfThen(t.in.Text); ok {
		said.Half, said.Part = true, part
	}
	if act.Intent == phrase.Home && !named(act.Wish) && len(u.Named) == 0 && reply.WholeDay(t.in.Text) { // "cho em ở nhà cả ngày luôn"
		said.Half, said.Part = true, rules.Whole
	}
	if !said.Unsays && !said.Until && !said.Half && (!said.Adds && !corrects || !days && !slices.Contains(own, inFlows(act).Intent)) {
		return false, nil
	}
	return f.after(t, was, said)
}

// wishes reports whether a text says what it wishes for: days alone are the answer
// to a question, and so is a bare word of deciding.
func (t *Turn) wishes(a phrase.Act, text string) bool {
	switch a.Intent {
	case phrase.Home:
		return reply.SaysHome(text, t.Today)
	case phrase.Move:
		return a.From != nil && len(a.From.Days) > 0 && named(a.Wish)
	case phrase.Approve, phrase.Reject:
		return len(a.Who)+len(a.But)+a.Count+a.First > 0 || a.All || named(a.Wish)
	case phrase.Undo, phrase.Revoke, phrase.Callback, phrase.Delegate: // another order
		return true
	case phrase.Confirm:
		return a.Task.Work == phrase.AskWork && len(a.Task.Who) == 0 && !reply.Agrees(text)
	case phrase.Assign, phrase.Accept, phrase.Progress, phrase.Done, phrase.Extend, phrase.List, phrase.Status, phrase.Reassign:
		return ofTheirWork(a)
	}
	return wishes(a.Intent) || asks[a.Intent]
}

// named reports whether a wish names days.
func named(w phrase.Wish) bool {
	return len(w.Days)+len(w.Options)+len(w.Past)+len(w.Closed)+len(w.Invalid) > 0
}
