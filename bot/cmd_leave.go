package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/phrase"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// leaveDraft is an absence being noted.
type leaveDraft struct {
	Kind   rules.AbsenceKind `json:"kind"`
	Spans  []span            `json:"spans,omitempty"`
	Doubts []rules.Message   `json:"doubts,omitempty"` // of the sentence that began it
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
)

// leaveKinds are the kinds that a person can choose.
var leaveKinds = []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty}

func leaveFlow() Flow[leaveDraft] {
	stop := Choice{"stop", leaveStop, NoArg}
	return Flow[leaveDraft]{Name: "leave", Version: 1, About: aboutSelf[*leaveDraft], Steps: []Step[leaveDraft]{
		{Name: "list", Ask: askLeaves, Take: takeLeaves, Choices: []Choice{{"end", leaveEnd, APart}, {"new", leaveNew, NoArg}, stop}},
		{Name: "days", Ask: askLeaveDays, Take: takeLeaveDays, Choices: []Choice{{"today", leaveToday, NoArg}, {"next day", leaveNextDay, NoArg}, stop}},
		{Name: "sure", Ask: askLeaveSure, Take: takeLeaveSure, Sure: []int32{leaveSend, leaveKeep}, Choices: []Choice{
			{"send", leaveSend, NoArg}, {"keep", leaveKeep, NoArg}, {"kind", leaveKind, AnItem}, {"days", leaveDays, NoArg}, stop,
		}},
	}}
}

// cmdLeave notes leave, illness and duty elsewhere, so that presence is counted
// right and nobody is chased. It approves no leave.
func cmdLeave() Command {
	flow := leaveFlow()
	return Command{
		Name: "leave", Alias: "nghi", Place: 40, InMenu: true,
		Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own, Write: true},
		Flows:  []conversation{flow},
		Run: func(t *Turn, args string) error {
			if args != "" {
				return t.away(flow, args)
			}
			return t.leaves(flow)
		},
	}
}

// leaveIntents take a sentence about being away: leave and illness, duty
// elsewhere, and giving one of these up.
func leaveIntents() []Intent {
	own := rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own, Write: true}
	note := func(t *Turn, _ phrase.Reading) error { return t.away(leaveFlow(), t.Said()) }
	return []Intent{
		{Kind: phrase.Leave, Access: own, Take: note},
		{Words: &Words{"duty", matching(dutyWords)}, Access: own, Take: note},
		{Kind: phrase.Cancel, Words: &Words{"leave", matching(leaveWords)}, Access: own, Take: func(t *Turn, _ phrase.Reading) error {
			return t.leaves(leaveFlow())
		}},
	}
}

// Words of a folded sentence that say which absence is meant.
var (
	dutyWords  = regexp.MustCompile(`\bdi cong tac\b|\bbusiness trip\b`)
	leaveWords = regexp.MustCompile(`\bnghi (phep|om|benh|bu|le|viec)|\bbao (nghi|vang|om)|\bphep nam\b|\bleave\b`)
	sickWords  = regexp.MustCompile(`\b(om|benh|binh|sot|cam|sick|ill|kham)\b`)
	childWords = regexp.MustCompile(`\b(con|me|bo|ba|vo|chong|child|kid|son|daughter|mother|father) (toi|em|minh|nho|bi|is|dang)? ?(om|benh|sot|sick|ill)\b`)
	dutyPhrase = regexp.MustCompile(`(?i)đi công tác|di cong tac|on a business trip|business trip`)
)

// kindOf guesses the kind of absence from the words; a button changes it.
func kindOf(text string) rules.AbsenceKind {
	switch folded := fold.Text(text); {
	case dutyWords.MatchString(folded):
		return rules.Duty
	case sickWords.MatchString(folded) && !childWords.MatchString(folded):
		return rules.Sick
	}
	return rules.Leave
}

// away starts from a sentence: at the question whether to note it when its days
// are clear, else at the days.
func (t *Turn) away(flow Flow[leaveDraft], text string) error {
	d := leaveDraft{Kind: kindOf(text)}
	step, err := d.read(t, text)
	if unclear(err) {
		return flow.Start(t, "days", d)
	}
	if err != nil {
		return err
	}
	return flow.Start(t, step, d)
}

// read takes the days of a sentence.
func (d *leaveDraft) read(t *Turn, text string) (string, error) {
	spans, doubts, err := t.readSpans(strings.TrimSpace(dutyPhrase.ReplaceAllString(text, "")))
	if err != nil {
		return Stay, err
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
func (t *Turn) noted() ([]rules.Absence, error) {
	list, err := t.Tx.Absences(t.Person.ID, t.Today, t.Today+phrase.Horizon+rules.LongestAbsence)
	if err != nil {
		return nil, fmt.Errorf("list the absences: %w", err)
	}
	return list[:min(listed, len(list))], nil
}

func (t *Turn) leaves(flow Flow[leaveDraft]) error {
	list, err := t.noted()
	if err != nil {
		return err
	}
	step := "list"
	if len(list) == 0 {
		step = "days"
	}
	return flow.Start(t, step, leaveDraft{Kind: rules.Leave})
}

func askLeaves(t *Turn, _ *leaveDraft) (store.Screen, error) {
	list, err := t.noted()
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, a := range list {
		lines = append(lines, rules.Msg("leave.line", "span", people.AbsenceSpan(a), "kind", people.AbsenceKind(a.Kind)))
		key := "leave.drop"
		if a.First < t.Today {
			key = "leave.back"
		}
		rows = append(rows, []store.Button{t.Choice(leaveEnd, leaveNumber(a), key, "day", a.First)})
	}
	rows = append(rows, []store.Button{t.Choice(leaveNew, 0, "leave.new"), t.Choice(leaveStop, 0, "leave.close")})
	return store.Screen{Text: rules.Msg("leave.list", "lines", lines, "n", len(lines)), Rows: rows}, nil
}

// leaveNumber names an absence of one person in a button: its first day and part.
func leaveNumber(a rules.Absence) int32 { return int32(a.First)*4 + int32(a.Part) }

func takeLeaves(t *Turn, d *leaveDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		d.Kind = kindOf(in.Text)
		return d.read(t, in.Text)
	case in.Choice == leaveNew:
		return "days", nil
	case in.Choice == leaveStop:
		return End, t.Show(store.Screen{Text: rules.Msg("leave.closed")})
	case in.Choice != leaveEnd:
		return Stay, nil
	}
	list, err := t.noted()
	if err != nil {
		return Stay, err
	}
	i := slices.IndexFunc(list, func(a rules.Absence) bool { return leaveNumber(a) == in.Arg })
	if i < 0 {
		return Stay, rules.Refuse("leave.gone")
	}
	if err := people.EndAbsence(t.Do(), list[i]); err != nil {
		return Stay, err
	}
	return "list", t.Answer(rules.Msg("leave.end_toast"))
}
