package bot

import (
	"fmt"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/phrase"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// delegateDraft is a delegation being written.
type delegateDraft struct {
	To     rules.PersonID  `json:"to,omitempty"`
	Query  string          `json:"query,omitempty"` // the name that was typed
	First  rules.Date      `json:"first,omitempty"`
	Last   rules.Date      `json:"last,omitempty"`
	Doubts []rules.Message `json:"doubts,omitempty"` // of the days that were typed
}

const (
	delegateNew int32 = iota + 1
	delegateEnd       // Arg: the delegation
	delegateTo        // Arg: the person
	delegateToday
	delegateNextDay
	delegateThisWeek
	delegateNextWeek
	delegateSend
	delegatePerson
	delegateDays
	delegateStop
)

func delegateFlow() Flow[delegateDraft] {
	stop := Choice{"stop", delegateStop, NoArg}
	return Flow[delegateDraft]{Name: "delegate", Version: 1, About: aboutSelf[*delegateDraft], Steps: []Step[delegateDraft]{
		{Name: "list", Ask: askDelegations, Take: takeDelegations, Choices: []Choice{{"new", delegateNew, NoArg}, {"end", delegateEnd, AnID}, stop}},
		{Name: "who", Ask: askDelegate, Take: takeDelegate, Choices: []Choice{{"to", delegateTo, AnID}, stop}},
		{Name: "days", Ask: askDelegateDays, Take: takeDelegateDays, Choices: []Choice{
			{"today", delegateToday, NoArg}, {"next day", delegateNextDay, NoArg}, {"this week", delegateThisWeek, NoArg},
			{"next week", delegateNextWeek, NoArg}, {"person", delegatePerson, NoArg}, stop,
		}},
		{Name: "sure", Ask: askDelegateSure, Take: takeDelegateSure, Sure: []int32{delegateSend}, Choices: []Choice{
			{"send", delegateSend, NoArg}, {"person", delegatePerson, NoArg}, {"days", delegateDays, NoArg}, stop,
		}},
	}}
}

// cmdDelegate lets a head hand the approvals over for some days (ủy quyền).
func cmdDelegate() Command {
	flow := delegateFlow()
	return Command{
		Name: "delegate", Alias: "uyquyen", Place: 60, InMenu: true,
		Access: rules.Access{Who: rules.Head, Over: rules.Own, Write: true},
		Flows:  []conversation{flow},
		Run: func(t *Turn, args string) error {
			if args != "" {
				return t.delegate(flow, args)
			}
			given, err := t.delegations()
			if err != nil {
				return err
			}
			if len(given) == 0 {
				return flow.Start(t, "who", delegateDraft{})
			}
			return flow.Start(t, "list", delegateDraft{})
		},
	}
}

// delegateIntent takes "ủy quyền duyệt cho Bình tuần sau".
func delegateIntent() Intent {
	return Intent{Words: &Words{"delegate", firstOf(delegateWords)}, Access: rules.Access{Who: rules.Head, Over: rules.Own, Write: true},
		Take: func(t *Turn, _ phrase.Reading) error {
			rest, _ := afterWords(t.Said(), delegateWords)
			return t.delegate(delegateFlow(), rest)
		}}
}

// delegationInAudit is a delegation as the audit names it: whose approvals it hands
// over.
func delegationInAudit() Object {
	return Object{Kind: pilot.ObjectDelegation, Name: byNumber, Whose: func(v View, id int64) (Owner, error) {
		d, err := v.Tx.Delegation(id)
		return Owner{Person: d.From}, err
	}}
}

// delegateWords begin a sentence that delegates.
var delegateWords = []string{"uy quyen", "delegate"}

// titles stand before a name and belong to nobody's.
var titles = []string{"duyet", "cho", "to", "anh", "chi", "em", "co", "chu", "bac", "ban", "ong", "ba", "d c", "dong chi"}

// afterWords returns what follows one of the phrases in a sentence, with the
// titles before a name left out.
func afterWords(text string, phrases []string) (rest string, found bool) {
	words := strings.Fields(text)
	for i := range words {
		for _, p := range phrases {
			n := len(strings.Fields(p))
			if i+n > len(words) || fold.Text(strings.Join(words[i:i+n], " ")) != p {
				continue
			}
			words = words[i+n:]
			for len(words) > 1 && slices.Contains(titles, fold.Text(words[0])) {
				words = words[1:]
			}
			return strings.Join(words, " "), true
		}
	}
	return "", false
}

// delegate starts with a name and, perhaps, the days behind it.
func (t *Turn) delegate(flow Flow[delegateDraft], text string) error {
	var d delegateDraft
	step, err := d.named(t, text)
	if err != nil {
		return err
	}
	return flow.Start(t, step, d)
}

// named takes the longest beginning of a text that is somebody's name, and the
// days from the rest; it names the step at which to go on.
func (d *delegateDraft) named(t *Turn, text string) (string, error) {
	words := strings.Fields(short(text, maxNote))
	for n := len(words); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		found, err := people.FindNamed(t.Do(), name, listed)
		if err != nil {
			return Stay, err
		}
		if len(found) == 0 {
			continue
		}
		if n < len(words) {
			s, doubts, err := t.readSpan(strings.Join(words[n:], " "))
			if unclear(err) {
				continue // no days: the words belong to a name that nobody bears
			}
			if err != nil {
				return Stay, err
			}
			d.First, d.Last, d.Doubts = s.First, s.Last, doubts
		}
		if near := t.near(found); len(near) == 1 {
			d.To, d.Query = near[0].ID, ""
			return d.next(), nil
		}
		d.Query = name
		return "who", nil
	}
	if len(words) > 0 {
		return Stay, rules.Refuse("delegate.nobody", "query", short(text, maxName))
	}
	return "who", nil
}

// near narrows what was found to the colleagues of the head's own units, whom a
// first name alone means, if any are among them.
func (t *Turn) near(found []rules.Person) []rules.Person {
	own := slices.DeleteFunc(slices.Clone(found), func(p rules.Person) bool { return !p.Active || !slices.Contains(t.Actor.HeadOf, p.Unit) })
	if len(own) > 0 {
		return own
	}
	return found
}

// next is the step that asks for what is still open.
func (d *delegateDraft) next() string {
	switch {
	case d.To == 0:
		return "who"
	case d.First == 0:
		return "days"
	}
	return "sure"
}

// delegations lists what the person gave that is not over.
func (t *Turn) delegations() ([]rules.Delegation, error) {
	list, err := t.Tx.Delegations(t.Person.ID, t.Today)
	if err != nil {
		return nil, fmt.Errorf("list the delegations: %w", err)
	}
	return slices.DeleteFunc(list, func(d rules.Delegation) bool { return d.From != t.Person.ID }), nil
}

func askDelegations(t *Turn, _ *delegateDraft) (store.Screen, error) {
	given, err := t.delegations()
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, d := range given {
		to, err := t.Tx.Person(d.To, t.Today)
		if err != nil {
			return store.Screen{}, fmt.Errorf("find the delegate: %w", err)
		}
		lines = append(lines, rules.Msg("delegate.line", "name", to.Name, "first", d.First, "last", d.Last))
		rows = append(rows, []store.Button{t.Choice(delegateEnd, int32(d.ID), "delegate.end", "name", to.Name, "first", d.First)})
	}
	rows = append(rows, []store.Button{t.Choice(delegateNew, 0, "delegate.new"), t.Choice(delegateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("delegate.list", "lines", lines, "n", len(lines)), Rows: rows}, nil
}

func takeDelegations(t *Turn, d *delegateDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.named(t, in.Text)
	case in.Choice == delegateNew:
		return "who", nil
	case in.Choice == delegateStop:
		return End, t.Show(store.Screen{Text: rules.Msg("stopped")})
	case in.Choice != delegateEnd:
		return Stay, nil
	}
	if err := people.EndDelegation(t.Do(), int64(in.Arg), t.Person.ID); err != nil {
		return Stay, err
	}
	return "list", t.Answer(rules.Msg("delegate.end_toast"))
}

func askDelegate(t *Turn, d *delegateDraft) (store.Screen, error) {
	people, err := t.candidates(d.Query)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range people {
		rows = append(rows, []store.Button{t.Choice(delegateTo, int32(p.ID), "delegate.person", "name", p.Name, "code", p.Code)})
	}
	rows = append(rows, []store.Button{t.Choice(delegateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("delegate.who", "query", d.Query), Rows: rows}, nil
}

// candidates are the people with an account in the head's units, or whoever has
// the typed name.
func (t *Turn) candidates(query string) ([]rules.Person, error) {
	if query != "" {
		found, err := people.FindNamed(t.Do(), query, listed)
		return t.near(found), err
	}
	var out []rules.Person
	for _, unit := range t.Actor.HeadOf {
		members, err := t.Tx.Members(unit, t.Today)
		if err != nil {
			return nil, fmt.Errorf("find the staff: %w", err)
		}
		for _, p := range members {
			if p.Linked && p.ID != t.Person.ID && len(out) < listed {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

func takeDelegate(t *Turn, d *delegateDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.named(t, in.Text)
	case in.Choice == delegateStop:
		return End, t.Show(store.Screen{Text: rules.Msg("stopped")})
	case in.Choice == delegateTo:
		d.To, d.Query = rules.PersonID(in.Arg), ""
		return d.next(), nil
	}
	return Stay, nil
}
