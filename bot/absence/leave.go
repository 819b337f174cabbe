package absence

import (
	"fmt"
	"slices"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// leaveDraft is an absence being noted.
type leaveDraft struct {
	Kind   rules.AbsenceKind `json:"kind"`
	Spans  []chat.Span       `json:"spans,omitempty"`
	Doubts []rules.Message   `json:"doubts,omitempty"` // of the sentence that began it
	// Instead are the noted absences that it takes the place of, or the one that is
	// about to be taken back; see leaveNumber.
	Instead []int32 `json:"instead,omitempty"`
}

const (
	leaveEnd int32 = iota + 1 // Arg: which of the list
	leaveNew
	leaveToday
	leaveNextDay
	leaveKind // Arg: which of leaveKinds
	leaveKeep // note it and keep the days at home
	leaveSend // note it, and give up the days at home if there are any
	leaveDays
	leaveStop
	leaveYes // take it back
	leaveNo
)

// leaveKinds are the kinds that a person can choose.
var leaveKinds = []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty}

func leaveFlow() chat.Flow[leaveDraft] {
	stop := chat.Choice{Name: "stop", Value: leaveStop, Arg: chat.NoArg}
	return chat.Flow[leaveDraft]{Name: "leave", Version: 2, About: chat.AboutSelf[*leaveDraft], Wishes: []phrase.Intent{phrase.Leave}, Correct: correctLeave, Drop: dropLeave, After: afterLeave, Steps: []chat.Step[leaveDraft]{
		{Name: "list", Ask: askLeaves, Take: takeLeaves, Choices: []chat.Choice{{Name: "end", Value: leaveEnd, Arg: chat.APart, Destroys: true}, {Name: "new", Value: leaveNew, Arg: chat.NoArg}, stop}},
		{Name: "end", Ask: askLeaveEnd, Take: takeLeaveEnd, Yes: leaveYes, No: leaveNo, Main: leaveYes, Takes: true, Sure: []int32{leaveYes}, Choices: []chat.Choice{
			{Name: "no", Value: leaveNo, Arg: chat.NoArg}, {Name: "yes", Value: leaveYes, Arg: chat.NoArg, Confirms: true},
		}},
		{Name: "days", Ask: askLeaveDays, Take: takeLeaveDays, Choices: []chat.Choice{{Name: "today", Value: leaveToday, Arg: chat.NoArg}, {Name: "next day", Value: leaveNextDay, Arg: chat.NoArg}, stop}},
		{Name: "sure", Ask: askLeaveSure, Take: takeLeaveSure, Sure: []int32{leaveSend, leaveKeep}, Main: leaveSend, Choices: []chat.Choice{
			{Name: "send", Value: leaveSend, Arg: chat.NoArg}, {Name: "keep", Value: leaveKeep, Arg: chat.NoArg}, {Name: "kind", Value: leaveKind, Arg: chat.AnItem}, {Name: "days", Value: leaveDays, Arg: chat.NoArg}, stop,
		}},
	}}
}

// cmdLeave notes leave, illness and duty elsewhere, so that presence is counted
// right and nobody is chased. It approves no leave.
func cmdLeave() chat.Command {
	flow := leaveFlow()
	return chat.Command{
		Name: "leave", Alias: "nghi", Place: 40, InMenu: true,
		Access: pilot.TakeLeave.Access,
		Flows:  []chat.Conversation{flow},
		Run: func(t *chat.Turn, args string) error {
			if args != "" {
				return away(t, flow, args)
			}
			return leaves(t, flow)
		},
	}
}

// leaveIntents take a sentence about being away: leave and illness, duty
// elsewhere, and giving one of these up.
func leaveIntents() []chat.Intent {
	own := pilot.TakeLeave.Access
	return []chat.Intent{
		{Kind: phrase.Leave, Access: own, Take: noteSaid(rules.Leave)},
		{Kind: phrase.Sick, Access: own, Take: noteSaid(rules.Sick)},
		{Kind: phrase.Duty, Access: own, Take: noteSaid(rules.Duty)},
		{Kind: phrase.CancelLeave, Access: own, Take: endSaid},
		{Kind: chat.MoveLeave, Access: own, Take: moveLeave},
		{Kind: chat.Absences, Access: own, Answers: true, Take: sayAbsences},
		{Words: &chat.Words{Name: "leave over", In: reply.LeaveOver}, Access: own, Take: leaveOver},
	}
}

// goesOn is the kind of "thứ tư nghỉ thêm bữa nữa": that of the absence which was noted before it,
// where the sentence names none.
func goesOn(t *chat.Turn, kind rules.AbsenceKind, spans []chat.Span, text string) (rules.AbsenceKind, error) {
	if kind != rules.Leave || len(spans) == 0 || !reply.MoreLeave(text) {
		return kind, nil
	}
	list, err := t.Tx.Absences(t.Person.ID, t.Today-goesOnWithin, spans[0].First)
	if err != nil {
		return kind, fmt.Errorf("list the absences: %w", err)
	}
	if len(list) > 0 {
		kind = list[len(list)-1].Kind
	}
	return kind, nil
}

const goesOnWithin = 7 // days before today in which an absence is one that goes on

// kindOf guesses the kind of absence from the words; a button changes it.
func kindOf(r phrase.Reading) rules.AbsenceKind {
	switch r.Absence {
	case phrase.Duty:
		return rules.Duty
	case phrase.Sick:
		return rules.Sick
	}
	return rules.Leave
}

// away starts from a text that is about being away, whatever it says.
func away(t *chat.Turn, flow chat.Flow[leaveDraft], text string) error {
	r, err := t.ReadDays(text)
	if err != nil {
		return err
	}
	spans, doubts, err := t.SpansIn(r)
	return begin(t, flow, leaveDraft{Kind: kindOf(r), Spans: spans, Doubts: doubts}, err)
}

// begin asks whether to note what a sentence says, or for its days where they are
// not clear; err is how reading them ended.
func begin(t *chat.Turn, flow chat.Flow[leaveDraft], d leaveDraft, err error) error {
	switch {
	case chat.Unclear(err):
		return flow.Start(t, "days", d)
	case err != nil:
		return err
	}
	return flow.Start(t, "sure", d)
}

// read takes the days of a sentence.
func (d *leaveDraft) read(t *chat.Turn, r phrase.Reading) (string, error) {
	spans, doubts, err := t.SpansIn(r)
	if err != nil {
		return chat.Stay, err
	}
	d.Spans, d.Doubts = spans, doubts
	return "sure", nil
}

func (d *leaveDraft) absences(person rules.PersonID) []rules.Absence {
	out := make([]rules.Absence, len(d.Spans))
	for i, s := range d.Spans {
		out[i] = rules.Absence{Person: person, First: s.First, Last: s.Last, Part: s.Part, Kind: d.Kind}
	}
	return out
}

// noted lists the person's absences that are not over.
func noted(t *chat.Turn) ([]rules.Absence, error) {
	list, err := t.Tx.Absences(t.Person.ID, t.Today, t.Today+phrase.Horizon+rules.LongestAbsence)
	if err != nil {
		return nil, fmt.Errorf("list the absences: %w", err)
	}
	return list[:min(chat.Listed, len(list))], nil
}

func leaves(t *chat.Turn, flow chat.Flow[leaveDraft]) error {
	list, err := noted(t)
	if err != nil {
		return err
	}
	step := "list"
	if len(list) == 0 {
		step = "days"
	}
	return flow.Start(t, step, leaveDraft{Kind: rules.Leave})
}

func askLeaves(t *chat.Turn, _ *leaveDraft) (store.Screen, error) {
	list, err := noted(t)
	if err != nil {
		return store.Screen{}, err
	}
	lines := leaveLines(list)
	rows := [][]store.Button{{t.Choice(leaveNew, 0, "leave.new"), t.Choice(leaveStop, 0, "leave.close")}}
	for _, a := range list {
		key := "leave.drop"
		if a.First < t.Today {
			key = "leave.back"
		}
		rows = append(rows, []store.Button{t.Choice(leaveEnd, leaveNumber(a), key, "day", a.First)})
	}
	return store.Screen{Text: rules.Msg("leave.list", "lines", lines, "n", len(lines)), Rows: rows}, nil
}

// endSaid takes "mai em không nghỉ nữa": the one absence that is meant is asked about,
// several are listed.
func endSaid(t *chat.Turn, s chat.Saying) error {
	list, err := noted(t)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return t.Say(rules.Msg("leave.none"))
	}
	meant := list
	if other := slices.Concat(s.Closed, s.Past); len(s.Days) == 0 && len(other) > 0 {
		return t.Say(rules.Msg("leave.none_on", "days", other))
	}
	if len(s.Days) > 0 {
		meant = slices.DeleteFunc(slices.Clone(list), func(a rules.Absence) bool {
			return !slices.ContainsFunc(s.Days, func(d rules.Slot) bool { return a.First <= d.Date && d.Date <= a.Last })
		})
	}
	switch {
	case len(meant) == 0:
		if err := t.Say(rules.Msg("leave.none_on", "days", s.Days)); err != nil {
			return err
		}
	case len(meant) == 1 && wholly(meant[0], s.Days):
		return leaveFlow().Start(t, "end", leaveDraft{Kind: meant[0].Kind, Instead: []int32{leaveNumber(meant[0])}})
	case len(meant) == 1 && len(s.Days) > 0:
		d := leaveDraft{Kind: meant[0].Kind, Instead: []int32{leaveNumber(meant[0])}, Spans: leftOf(t, meant[0], s.Days)}
		return leaveFlow().Start(t, "sure", d)
	}
	return leaveFlow().Start(t, "list", leaveDraft{Kind: rules.Leave})
}

// wholly reports whether taking an absence back is all that days given up ask for.
func wholly(a rules.Absence, days []rules.Slot) bool {
	for day := a.First; len(days) > 0 && day <= a.Last; day++ {
		if weekday := day.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			continue
		}
		if !slices.ContainsFunc(days, func(d rules.Slot) bool { return d.Date == day && (d.Part == rules.Whole || d.Part == a.Part) }) {
			return false
		}
	}
	return true
}

// leftOf is what days given up leave of an absence, from today on.
func leftOf(t *chat.Turn, a rules.Absence, gone []rules.Slot) []chat.Span {
	var left []chat.Span
	for day := max(a.First, t.Today); day <= a.Last; day++ {
		if !t.Pilot.Calendar.IsWorking(day) {
			continue
		}
		for _, half := range []rules.Part{rules.Morning, rules.Afternoon} {
			if a.Part.Overlaps(half) && !slices.ContainsFunc(gone, func(s rules.Slot) bool { return s.Date == day && s.Part.Overlaps(half) }) {
				left = append(left, chat.Span{First: day, Last: day, Part: half})
			}
		}
		if n := len(left); n > 1 && left[n-2].First == day {
			left = append(left[:n-2], chat.Span{First: day, Last: day})
		}
	}
	return t.JoinSpans(left)
}

// replaced are the noted absences that the draft takes the place of.
func (d *leaveDraft) replaced(t *chat.Turn) ([]rules.Absence, error) {
	if len(d.Instead) == 0 {
		return nil, nil
	}
	list, err := noted(t)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(a rules.Absence) bool { return !slices.Contains(d.Instead, leaveNumber(a)) }), nil
}

func askLeaveEnd(t *chat.Turn, d *leaveDraft) (store.Screen, error) {
	list, err := d.replaced(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("leave.end_sure", "lines", leaveLines(list), "n", len(list)),
		Rows: [][]store.Button{{t.Choice(leaveNo, 0, "leave.keep"), t.Choice(leaveYes, 0, "leave.end_yes")}},
	}, nil
}

func takeLeaveEnd(t *chat.Turn, d *leaveDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("typed.press")
	case in.Choice != leaveYes:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("leave.kept")})
	}
	list, err := d.replaced(t)
	if err != nil {
		return chat.Stay, err
	}
	if len(list) == 0 {
		return chat.Stay, rules.Refuse("leave.gone")
	}
	for _, a := range list {
		if err := people.EndAbsence(t.Do(), a); err != nil {
			return chat.Stay, err
		}
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("leave.ended", "lines", leaveLines(list))})
}

func leaveLines(list []rules.Absence) (lines []rules.Message) {
	for _, a := range list {
		lines = append(lines, rules.Msg("leave.line", "span", people.AbsenceSpan(a), "kind", people.AbsenceKind(a.Kind)))
	}
	return lines
}

// leaveNumber names an absence of one person in a button: its first day and part.
func leaveNumber(a rules.Absence) int32 { return int32(a.First)*4 + int32(a.Part) }

func takeLeaves(t *chat.Turn, d *leaveDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		r, err := t.ReadDays(in.Text)
		if err != nil {
			return chat.Stay, err
		}
		d.Kind = kindOf(r)
		return d.read(t, r)
	case in.Choice == leaveNew:
		return "days", nil
	case in.Choice == leaveStop:
		return chat.Stopped, nil
	case in.Choice != leaveEnd:
		return chat.Stay, nil
	}
	list, err := noted(t)
	if err != nil {
		return chat.Stay, err
	}
	i := slices.IndexFunc(list, func(a rules.Absence) bool { return leaveNumber(a) == in.Arg })
	if i < 0 {
		return chat.Stay, rules.Refuse("leave.gone")
	}
	if err := people.EndAbsence(t.Do(), list[i]); err != nil {
		return chat.Stay, err
	}
	return "list", t.Answer(rules.Msg("leave.end_toast"))
}

// endsSooner is the one absence as it ends by a text that names a day sooner.
func endsSooner(t *chat.Turn, spans []chat.Span, text string) (span chat.Span, ok bool, err error) {
	if len(spans) != 1 {
		return span, false, nil
	}
	span = spans[0]
	for _, monday := range []rules.Date{span.Last.Monday(), span.First.Monday()} {
		days, named, err := t.InWeek(text, monday)
		if err != nil {
			return span, false, err
		}
		if !named {
			continue
		}
		if last := days[len(days)-1].Date; span.First <= last && last < span.Last {
			span.Last = last
			return span, true, nil
		}
	}
	return span, false, nil
}
