package absence

import (
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
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
	End    int64           `json:"end,omitempty"`    // the delegation that is about to be ended
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
	delegateYes // end it
	delegateNo
)

func delegateFlow() chat.Flow[delegateDraft] {
	stop := chat.Choice{Name: "stop", Value: delegateStop, Arg: chat.NoArg}
	return chat.Flow[delegateDraft]{Name: "delegate", Version: 2, About: chat.AboutSelf[*delegateDraft], Correct: correctDelegate, Serves: phrase.Delegate, Steps: []chat.Step[delegateDraft]{
		{Name: "list", Ask: askDelegations, Take: takeDelegations, Choices: []chat.Choice{{Name: "new", Value: delegateNew, Arg: chat.NoArg}, {Name: "end", Value: delegateEnd, Arg: chat.AnID, Destroys: true}, stop}},
		{Name: "end", Ask: askDelegateEnd, Take: takeDelegateEnd, Yes: delegateYes, No: delegateNo, Main: delegateYes, Takes: true, Sure: []int32{delegateYes}, Choices: []chat.Choice{
			{Name: "no", Value: delegateNo, Arg: chat.NoArg}, {Name: "yes", Value: delegateYes, Arg: chat.NoArg, Confirms: true},
		}},
		{Name: "who", Ask: askDelegate, Take: takeDelegate, Choices: []chat.Choice{{Name: "to", Value: delegateTo, Arg: chat.AnID}, stop}},
		{Name: "days", Ask: askDelegateDays, Take: takeDelegateDays, Choices: []chat.Choice{
			{Name: "today", Value: delegateToday, Arg: chat.NoArg}, {Name: "next day", Value: delegateNextDay, Arg: chat.NoArg}, {Name: "this week", Value: delegateThisWeek, Arg: chat.NoArg},
			{Name: "next week", Value: delegateNextWeek, Arg: chat.NoArg}, {Name: "person", Value: delegatePerson, Arg: chat.NoArg}, stop,
		}},
		{Name: "sure", Ask: askDelegateSure, Take: takeDelegateSure, Sure: []int32{delegateSend}, Yes: delegateSend, Main: delegateSend, Choices: []chat.Choice{
			{Name: "send", Value: delegateSend, Arg: chat.NoArg}, {Name: "person", Value: delegatePerson, Arg: chat.NoArg}, {Name: "days", Value: delegateDays, Arg: chat.NoArg}, stop,
		}},
	}}
}

// cmdDelegate lets a head hand the approvals over for some days (ủy quyền).
func cmdDelegate() chat.Command {
	flow := delegateFlow()
	return chat.Command{
		Name: "delegate", Alias: "uyquyen", Place: 60, InMenu: true,
		Access: pilot.HandOver.Access,
		Flows:  []chat.Conversation{flow},
		Run: func(t *chat.Turn, args string) error {
			if args != "" {
				return delegate(t, flow, args)
			}
			return beginDelegating(t, flow)
		},
	}
}

// beginDelegating shows what is handed over, with the way to end it; where nothing is,
// it asks to whom.
func beginDelegating(t *chat.Turn, flow chat.Flow[delegateDraft]) error {
	given, err := delegations(t)
	if err != nil {
		return err
	}
	if len(given) == 0 {
		return flow.Start(t, "who", delegateDraft{})
	}
	return flow.Start(t, "list", delegateDraft{})
}

// delegateIntents take "ủy quyền duyệt cho Bình tuần sau", whatever else the sentence
// says, and "tuần sau anh Bình duyệt thay tôi".
func delegateIntents() []chat.Intent {
	return []chat.Intent{{Words: &chat.Words{Name: "hand over", In: reply.HandsOver}, Access: pilot.HandOver.Access, Answers: true,
		Take: func(t *chat.Turn, _ chat.Saying) error { return t.Say(rules.Msg("delegate.not_one")) },
	}, {Words: &chat.Words{Name: "asks deputy", In: reply.AsksDeputy, Apart: true}, Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own}, Answers: true,
		Take: sayDeputy,
	}, {Kind: chat.Deputy, Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own}, Answers: true, Take: sayDeputy}, {Words: &chat.Words{Name: "delegate", In: delegates}, When: handsOverOnly, Access: pilot.HandOver.Access,
		Take: func(t *chat.Turn, s chat.Saying) error {
			rest, _ := phrase.Delegation(s.Text)
			switch {
			case s.Intent == phrase.Delegate && len(s.Who) == 1 && len(s.Days) > 0: // its days may stand apart from the name
				return delegateSaid(t, s)
			case s.Intent == phrase.Delegate && len(s.Days) == 0 && (len(s.Who) == 0 || reply.Ends(s.Text)): // "bỏ ủy quyền", "thôi ủy quyền với Bình"
				return endDelegating(t, s)
			}
			return delegateRest(t, s, rest)
		}}, {Kind: phrase.Delegate, Access: pilot.HandOver.Access, Take: func(t *chat.Turn, s chat.Saying) error {
		if len(s.Who) != 1 {
			return endDelegating(t, s)
		}
		return delegateSaid(t, s)
	}}}
}

// endDelegating takes "bỏ ủy quyền": the only one that there is is asked about, and so is
// what a sentence that gives nothing up is after.
func endDelegating(t *chat.Turn, s chat.Saying) error {
	given, err := delegations(t)
	if err != nil {
		return err
	}
	gives := reply.Ends(s.Text)
	if len(s.Who) == 1 {
		if given, err = givenTo(t, given, s); err != nil {
			return err
		}
	}
	switch {
	case gives && len(given) == 1:
		return delegateFlow().Start(t, "end", delegateDraft{End: given[0].ID})
	case gives && len(given) == 0:
		return t.Say(rules.Msg("delegate.none"))
	}
	return beginDelegating(t, delegateFlow())
}

// ending is the delegation that is about to be ended; a refusal where it is over.
func (d *delegateDraft) ending(t *chat.Turn) (line rules.Message, err error) {
	given, err := delegations(t)
	if err != nil {
		return line, err
	}
	i := slices.IndexFunc(given, func(x rules.Delegation) bool { return x.ID == d.End })
	if i < 0 {
		return line, rules.Refuse("press.stale")
	}
	to, err := t.Tx.Person(given[i].To, t.Today)
	if err != nil {
		return line, fmt.Errorf("find the delegate: %w", err)
	}
	return rules.Msg("delegate.line", "name", to.Called(), "first", given[i].First, "last", given[i].Last), nil
}

func askDelegateEnd(t *chat.Turn, d *delegateDraft) (store.Screen, error) {
	line, err := d.ending(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("delegate.end_sure", "line", line),
		Rows: [][]store.Button{{t.Choice(delegateNo, 0, "delegate.keep"), t.Choice(delegateYes, 0, "delegate.end_yes")}},
	}, nil
}

func takeDelegateEnd(t *chat.Turn, d *delegateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("typed.press")
	case in.Choice != delegateYes:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("delegate.kept")})
	}
	line, err := d.ending(t)
	if err != nil {
		return chat.Stay, err
	}
	if err := people.EndDelegation(t.Do(), d.End); err != nil {
		return chat.Stay, err
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("delegate.end_done", "line", line)})
}

// delegateSaid begins with whom and when a sentence names: what it leaves open is asked.
func delegateSaid(t *chat.Turn, s chat.Saying) error {
	d := delegateDraft{Query: s.Who[0]}
	found, err := candidates(t, d.Query)
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return rules.Refuse("delegate.nobody", "query", chat.Short(d.Query, chat.MaxName))
	case len(found) == 1:
		d.To, d.Query = found[0].ID, ""
	}
	spans, doubts, err := t.SpansOf(s)
	switch {
	case err == nil && len(spans) == 1 && spans[0].Part == rules.Whole:
		d.First, d.Last, d.Doubts = spans[0].First, spans[0].Last, doubts
		if d.First == d.Last && reply.UntilDay(s.Text) { // "đến hết thứ 4"
			d.First = t.Today
		}
	case err != nil && !chat.Unclear(err):
		return err
	case d.First == 0:
		if err := d.whileAway(t); err != nil {
			return err
		}
	}
	return delegateFlow().Start(t, d.next(), d)
}

// whileAway takes the days of the only absence of its giver that is noted, where no other days are said: they are shown
// before anything is handed over.
func (d *delegateDraft) whileAway(t *chat.Turn) error {
	list, err := noted(t)
	if err != nil || len(list) != 1 {
		return err
	}
	d.First, d.Last = max(list[0].First, t.Today), list[0].Last
	return nil
}

// delegationInAudit is a delegation as the audit names it: whose approvals it hands
// over.
func delegationInAudit() chat.Object {
	return chat.Object{Kind: pilot.ObjectDelegation, Name: chat.ByNumber, Whose: func(v chat.View, id int64) (chat.Owner, error) {
		d, err := v.Tx.Delegation(id)
		return chat.Owner{Person: d.From}, err
	}}
}

// delegates reports a sentence that hands the approvals over, by where its words begin.
func delegates(text string) int {
	if _, ok := phrase.Delegation(text); ok {
		return 0
	}
	return -1
}

// delegate starts with a name and, perhaps, the days behind it.
func delegate(t *chat.Turn, flow chat.Flow[delegateDraft], text string) error {
	var d delegateDraft
	step, err := d.named(t, text)
	if err != nil {
		return err
	}
	return flow.Start(t, step, d)
}

// named takes the longest beginning of a text that is somebody's name, and the
// days from the rest; it names the step at which to go on.
func (d *delegateDraft) named(t *chat.Turn, text string) (string, error) {
	words := strings.Fields(chat.Short(text, chat.MaxNote))
	for n := len(words); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		found, err := people.FindNamed(t.Do(), name, chat.Listed)
		if err != nil {
			return chat.Stay, err
		}
		if len(found) == 0 {
			continue
		}
		if n < len(words) {
			s, doubts, err := t.ReadSpan(strings.Join(words[n:], " "))
			if chat.Unclear(err) {
				continue // no days: the words belong to a name that nobody bears
			}
			if err != nil {
				return chat.Stay, err
			}
			d.First, d.Last, d.Doubts = s.First, s.Last, doubts
		}
		if near := near(t, found); len(near) == 1 {
			d.To, d.Query = near[0].ID, ""
			return d.next(), nil
		}
		d.Query = name
		return "who", nil
	}
	if len(words) > 0 {
		return chat.Stay, rules.Refuse("delegate.nobody", "query", chat.Short(text, chat.MaxName))
	}
	return "who", nil
}

// near narrows what was found to the colleagues of the head's own units, whom a
// first name alone means, if any are among them.
func near(t *chat.Turn, found []rules.Person) []rules.Person {
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
func delegations(t *chat.Turn) ([]rules.Delegation, error) {
	list, err := t.Tx.Delegations(t.Person.ID, t.Today)
	if err != nil {
		return nil, fmt.Errorf("list the delegations: %w", err)
	}
	return slices.DeleteFunc(list, func(d rules.Delegation) bool { return d.From != t.Person.ID }), nil
}

func askDelegations(t *chat.Turn, _ *delegateDraft) (store.Screen, error) {
	given, err := delegations(t)
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	rows := [][]store.Button{{t.Choice(delegateNew, 0, "delegate.new"), t.Choice(delegateStop, 0, "stop")}}
	for _, d := range given {
		to, err := t.Tx.Person(d.To, t.Today)
		if err != nil {
			return store.Screen{}, fmt.Errorf("find the delegate: %w", err)
		}
		lines = append(lines, rules.Msg("delegate.line", "name", to.Called(), "first", d.First, "last", d.Last))
		rows = append(rows, []store.Button{t.Choice(delegateEnd, int32(d.ID), "delegate.end", "name", to.Called(), "first", d.First)})
	}
	return store.Screen{Text: rules.Msg("delegate.list", "lines", lines, "n", len(lines)), Rows: rows}, nil
}

func takeDelegations(t *chat.Turn, d *delegateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.named(t, in.Text)
	case in.Choice == delegateNew:
		return "who", nil
	case in.Choice == delegateStop:
		return chat.Stopped, nil
	case in.Choice != delegateEnd:
		return chat.Stay, nil
	}
	if err := people.EndDelegation(t.Do(), int64(in.Arg)); err != nil {
		return chat.Stay, err
	}
	return "list", t.Answer(rules.Msg("delegate.end_toast"))
}

func askDelegate(t *chat.Turn, d *delegateDraft) (store.Screen, error) {
	people, err := candidates(t, d.Query)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range people {
		unit, err := t.UnitOf(p)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(delegateTo, int32(p.ID), "delegate.person", "name", p.Name, "code", p.Code, "unit", unit)})
	}
	rows = append(rows, []store.Button{t.Choice(delegateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("delegate.who", "query", d.Query), Rows: rows}, nil
}

// candidates are the people with an account in the head's units, or whoever has
// the typed name.
func candidates(t *chat.Turn, query string) ([]rules.Person, error) {
	if query != "" {
		found, err := people.FindNamed(t.Do(), query, chat.Listed)
		return near(t, found), err
	}
	var out []rules.Person
	for _, unit := range t.Actor.HeadOf {
		members, err := t.Tx.Members(unit, t.Today)
		if err != nil {
			return nil, fmt.Errorf("find the staff: %w", err)
		}
		for _, p := range members {
			if p.Linked && p.ID != t.Person.ID && len(out) < chat.Listed {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

func takeDelegate(t *chat.Turn, d *delegateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.named(t, in.Text)
	case in.Choice == delegateStop:
		return chat.Stopped, nil
	case in.Choice == delegateTo:
		d.To, d.Query = rules.PersonID(in.Arg), ""
		return d.next(), nil
	}
	return chat.Stay, nil
}
