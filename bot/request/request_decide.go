package request

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// decideDraft holds what a head's words decide: read first, then told apart, then
// as it was shown. What comes in afterwards is not among it, and what has changed is
// not decided.
type decideDraft struct {
	Acts   []decideAct  `json:"acts"`
	Text   string       `json:"text,omitempty"` // the sentence, to tell people of one name apart
	Reason string       `json:"reason,omitempty"`
	Items  []decideItem `json:"items,omitempty"`
	More   int          `json:"more,omitempty"` // requests that are meant, too, and come next
	Missed []decideMiss `json:"missed,omitempty"`

	known []request.Case // what waits, once it was loaded in this turn
	stood []standingItem // what is decided, as it was shown in this turn
}

// decideAct is one decision as it was said.
type decideAct struct {
	Names  []string          `json:"names,omitempty"`  // not yet told apart
	People []rules.PersonID  `json:"people,omitempty"` // whom the names mean
	Days   []rules.Slot      `json:"days,omitempty"`   // none: all that wait
	But    []rules.PersonID  `json:"but,omitempty"`    // whom it leaves out of all
	List   []rules.RequestID `json:"list,omitempty"`   // of the list or card that was just shown
	Not    []rules.Slot      `json:"not,omitempty"`    // days that it leaves out, of any week
	Part   rules.Part        `json:"part,omitempty"`   // the half of the day that it means alone
	Reject bool              `json:"reject,omitempty"`

	clause string // in which it was said, where each has its own
}

// decideMiss is what was said to be decided and does not wait.
type decideMiss struct {
	Names []string     `json:"names"`
	Days  []rules.Slot `json:"days"`
}

// decideItem is what is decided of one request.
type decideItem struct {
	Request rules.RequestID `json:"request"`
	Rev     int             `json:"rev"`
	Slots   []rules.Slot    `json:"slots"`
	Reject  bool            `json:"reject,omitempty"`
}

const (
	decideYes int32 = iota + 1
	decideStop
	decideQuick  // Arg: which reason
	decideReason // another reason
	decidePerson // Arg: the person
	decideAsk    // the reason is a question, and is asked
)

func decideFlow() chat.Flow[decideDraft] {
	stop := chat.Choice{Name: "stop", Value: decideStop, Arg: chat.NoArg}
	return chat.Flow[decideDraft]{Name: "decide", Version: 6, Access: decideAccess, About: aboutDesk[*decideDraft], Drop: leaveOut, Steps: []chat.Step[decideDraft]{
		{Name: "which", Ask: askWhom, Take: takeWhom, Choices: []chat.Choice{{Name: "person", Value: decidePerson, Arg: chat.AnID}, stop}},
		{Name: "reason", Free: true, Ask: askDecideReason, Take: takeDecideReason, Choices: []chat.Choice{{Name: "quick", Value: decideQuick, Arg: chat.AnItem}, stop}},
		{Name: "sure", Ask: askDecide, Take: takeDecide, Sure: []int32{decideYes}, Yes: decideYes, No: decideStop, Main: decideYes, Choices: []chat.Choice{
			{Name: "yes", Value: decideYes, Arg: chat.NoArg, Confirms: true}, {Name: "reason", Value: decideReason, Arg: chat.NoArg}, {Name: "ask", Value: decideAsk, Arg: chat.NoArg}, stop,
		}},
	}}
}

// decideIntents take "duyệt cho Bình", "từ chối thứ 6 của Lan vì họp" and "duyệt hết":
// what waits of that is shown, and one press decides it. They are nobody's own wish.
func decideIntents() []chat.Intent {
	anyone := rules.Access{Who: rules.Anyone, Over: rules.NoData}
	return []chat.Intent{
		{Kind: phrase.Approve, Access: anyone, Take: decide},
		{Kind: phrase.Reject, Access: anyone, Take: decide},
		{Kind: phrase.Hold, Access: decideAccess, Answers: true, Take: holdOff},
		revokeIntent(),
		{Kind: phrase.Undo, Access: decideAccess, Answers: true, Take: undo},
		{Kind: phrase.Confirm, Access: anyone, Take: confirmSaid},
	}
}

// decideAsked takes what stands behind the command as the sentence that it is: "/duyet
// Bình" as "duyệt Bình". It lists what waits where nothing is named.
func decideAsked(t *chat.Turn, args string) error {
	u, err := t.Understand(args)
	if err != nil {
		return err
	}
	if a := u.Acts[0]; a.Intent == phrase.Approve || a.Intent == phrase.Reject {
		return decide(t, chat.Saying{Act: a, With: u.Acts[1:], Text: args})
	}
	about, err := t.About(args)
	switch {
	case err != nil:
		return err
	case len(about.Who) > 0 || len(about.Days) > 0:
		return decide(t, chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Approve, Selection: about.Selection}, Who: about.Who}, Text: args})
	case about.All:
		return startApproveAll(t)
	}
	return listWaiting(t)
}

// decideNothing answers the words of a decision of somebody who decides nothing.
func decideNothing(t *chat.Turn, s chat.Saying) error {
	switch {
	case reply.AsksYet(s.Text): // "duyệt cho em chưa"
		return showWaiting(t)
	case s.All && s.Intent == phrase.Approve: // "ok hết" is no order of theirs
		return t.NotUnderstood()
	case len(s.Who)+len(s.But) == 0 && s.Intent == phrase.Approve && len(s.Days) > 0: // "còn thứ 5 thì được"
		s.Intent, s.Near, s.Options, s.Days = phrase.Home, true, [][]rules.Slot{s.Days}, nil
		return t.Serve(s)
	}
	return sayNotTheirs(t, s)
}

func decide(t *chat.Turn, s chat.Saying) error {
	if !t.Actor.Sees(decideAccess) {
		return decideNothing(t, s)
	}
	if reply.AsksYet(s.Text) && len(s.With) == 0 { // "nghe nói em duyệt cho Bình rồi à"
		return sayState(t, s)
	}
	if s.All && s.Intent == phrase.Approve && len(s.With) == 0 {
		return startApproveAll(t)
	}
	d := decideDraft{Text: chat.Short(s.Text, chat.MaxNote)}
	acts := append([]phrase.Act{s.Act}, s.With...)
	unclear := false
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	for _, a := range acts {
		a.Selection = ofOptions(cases, a, s.Text)
		d.Acts = append(d.Acts, decideAct{Names: a.Who, Days: daysNamed(a.Selection), Part: a.Half, Reject: a.Intent == phrase.Reject})
		d.Reason = cmp.Or(d.Reason, chat.Short(a.Reason, chat.MaxNote))
		unclear = unclear || (a.Open || len(a.Invalid) > 0) && len(daysNamed(a.Selection)) == 0 && a.Half == rules.Whole
	}
	d.Reason = cmp.Or(d.Reason, reasonBehind(s))
	if only, ok := reply.Reasoned(d.Reason); ok {
		d.Reason = only
	}
	if s.Intent == phrase.Reject && len(s.With) == 0 && !d.waitsOf(cases, s) {
		if taken, err := revokesInstead(t, s); taken || err != nil {
			return err
		}
	}
	if len(cases) == 0 {
		if taken, err := t.DecidesOther(); taken || err != nil {
			return err
		}
		if mayBeWork(s) {
			return confirmSaid(t, s)
		}
	}
	if unclear {
		if left, err := d.leavesDays(t); err != nil || !left {
			return cmp.Or(err, sayWhichDays(t, s, cases))
		}
	}
	if err := d.inTheirWeek(t, cases); err != nil {
		return err
	}
	if err := d.refusesRest(t, cases); err != nil {
		return err
	}
	if half := d.halfOfWhole(cases); half != "" {
		return t.Say(rules.Msg("decide.half", "name", half))
	}
	if whole, err := d.fromList(t, acts, cases); err != nil || !whole {
		return err
	}
	if names := d.none(cases); len(names) > 0 {
		return sayNone(t, cases, names)
	}
	return d.begin(t, cases)
}

// begin asks what is still open, or shows what is decided. Where no reason is given, what is
// approved is shown, and what is refused is named beside it.
func (d *decideDraft) begin(t *chat.Turn, cases []request.Case) error {
	d.known = cases
	step := d.next(cases)
	if taken, err := d.noted(t, cases, step); taken || err != nil {
		return err
	}
	switch {
	case step == "sure" && len(d.Items) == 0:
		return sayNone(t, cases, nil)
	case step == "reason":
		if rest := d.partRefused(cases); len(rest) > 0 {
			if err := decideFlow().Start(t, d.next(cases), *d); err != nil {
				return err
			}
			return t.NameRest(rest)
		}
	}
	return decideFlow().Start(t, step, *d)
}

// shownCard is the request whose card is the newest answer in the chat: "đồng ý" after
// it means it.
func shownCard(t *chat.Turn) (rules.RequestID, bool, error) {
	keys, err := t.Answered()
	if err != nil {
		return 0, false, fmt.Errorf("find the card that was shown: %w", err)
	}
	for _, k := range keys {
		if p, ok := approvePress.Carried(k.Data); ok && p.Day == 0 {
			return p.Request, true, nil
		}
	}
	return 0, false, nil
}

// none lists the names that nobody bears for whom something waits.
func (d *decideDraft) none(cases []request.Case) (names []string) {
	for _, a := range d.Acts {
		for _, name := range a.Names {
			if len(bearers(cases, name, d.Text)) == 0 {
				names = append(names, name)
			}
		}
	}
	return names
}

// next tells the names apart and leads to what is still asked.
func (d *decideDraft) next(cases []request.Case) string {
	for i := range d.Acts {
		a := &d.Acts[i]
		for len(a.Names) > 0 {
			found := bearers(cases, a.Names[0], d.Text)
			if len(found) > 1 {
				return "which"
			}
			for _, p := range found {
				a.People = append(a.People, p.ID)
			}
			a.Names = a.Names[1:]
		}
	}
	d.collect(cases)
	if d.Reason == "" && d.refuses() {
		return "reason"
	}
	return "sure"
}

// collect finds what waits of what was said: a request is decided once, by the first
// decision that names it or its day.
func (d *decideDraft) collect(cases []request.Case) {
	d.Items, d.More, d.Missed = nil, 0, nil
	nearestFirst(cases)
	taken := map[rules.RequestID][]rules.Slot{}
	for _, a := range d.mostExact() {
		found := false
		for _, c := range cases {
			found = found || len(a.slots(c)) > 0
			slots := slices.DeleteFunc(a.slots(c), func(s rules.Slot) bool { return slices.Contains(taken[c.Request.ID], s) })
			switch {
			case len(slots) == 0:
				continue
			case len(d.Items) == mostAtOnce:
				d.More++
				continue
			}
			taken[c.Request.ID] = append(taken[c.Request.ID], slots...)
			d.Items = append(d.Items, decideItem{c.Request.ID, c.Request.Rev, slots, a.Reject})
		}
		if !found && len(a.People) > 0 && len(a.Days) > 0 {
			d.Missed = append(d.Missed, decideMiss{calledOf(cases, a.People), a.Days})
		}
	}
}

// mostExact are the decisions, those about all behind those that name whom or which days.
func (d *decideDraft) mostExact() []decideAct {
	acts := slices.Clone(d.Acts)
	slices.SortStableFunc(acts, func(a, b decideAct) int { return cmp.Compare(min(1, b.named()), min(1, a.named())) })
	return acts
}

func (a decideAct) named() int { return len(a.People) + len(a.Days) + len(a.List) }

// slots are the waiting days of a request that a decision means.
func (a decideAct) slots(c request.Case) []rules.Slot {
	switch {
	case !c.MayDecide, len(a.List) > 0 && !slices.Contains(a.List, c.Request.ID), slices.Contains(a.But, c.Requester.ID),
		len(a.People) > 0 && !slices.Contains(a.People, c.Requester.ID):
		return nil
	}
	waiting := slices.DeleteFunc(c.Request.Slots(rules.Pending), a.leaves)
	if a.Part != rules.Whole {
		waiting = slices.DeleteFunc(waiting, func(s rules.Slot) bool { return s.Part != a.Part })
	}
	if len(a.Days) == 0 {
		return waiting
	}
	return slices.DeleteFunc(waiting, func(s rules.Slot) bool {
		return !slices.ContainsFunc(a.Days, func(day rules.Slot) bool {
			return day.Date == s.Date && (day.Part == rules.Whole || day.Part == s.Part)
		})
	})
}

// sayNone says that nothing waits of what was named, and lists what does.
func sayNone(t *chat.Turn, cases []request.Case, names []string) error {
	if len(cases) == 0 {
		return sayNothingWaits(t)
	}
	if err := t.Say(rules.Msg("decide.none", "names", joinNames(names), "named", len(names) > 0)); err != nil {
		return err
	}
	return listWaiting(t)
}

// askWhom tells two people of one name apart.
func askWhom(t *chat.Turn, d *decideDraft) (store.Screen, error) {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return store.Screen{}, fmt.Errorf("list what waits: %w", err)
	}
	var rows [][]store.Button
	name := d.ambiguous()
	for _, p := range bearers(cases, name, d.Text) {
		unit, err := t.UnitOf(p)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(decidePerson, int32(p.ID), "decide.person", "name", p.Name, "code", p.Code, "unit", unit)})
	}
	rows = append(rows, []store.Button{t.Choice(decideStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("decide.which", "name", name, "n", len(rows)-1), Rows: rows}, nil
}

func (d *decideDraft) ambiguous() string {
	for _, a := range d.Acts {
		if len(a.Names) > 0 {
			return a.Names[0]
		}
	}
	return ""
}

func takeWhom(t *chat.Turn, d *decideDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("decide.press_whom")
	case in.Choice == decideStop:
		return chat.Stopped, nil
	}
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return chat.Stay, fmt.Errorf("list what waits: %w", err)
	}
	id := rules.PersonID(in.Arg)
	if !slices.ContainsFunc(cases, func(c request.Case) bool { return c.Requester.ID == id }) {
		return chat.Stay, rules.Refuse("press.stale")
	}
	for i, a := range d.Acts {
		if len(a.Names) > 0 {
			d.Acts[i].People = append(d.Acts[i].People, id)
			d.Acts[i].Names = a.Names[1:]
			break
		}
	}
	return d.next(cases), nil
}
