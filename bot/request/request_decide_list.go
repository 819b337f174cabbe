package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot/request"
	"tainha/rules"
)

// fromList takes what a decision says of the list that was shown: all but some, the first
// so many, all of so many; a bare word means the card. whole is false where that is none of
// what waits: it is said, and the list shown.
func (d *decideDraft) fromList(t *chat.Turn, acts []phrase.Act, cases []request.Case) (whole bool, err error) {
	nearestFirst(cases)
	for i, a := range acts {
		x := &d.Acts[i]
		for _, name := range a.But { // more than one of a name: none of them is decided
			for _, p := range bearers(cases, name, d.Text) {
				x.But = append(x.But, p.ID)
			}
		}
		switch bare := len(a.Who)+len(a.Days)+len(a.But) == 0; {
		case bare && a.First+a.Count > 0:
			if x.List, err = d.listed(t, cases); err != nil {
				return false, err
			}
			if a.First > len(x.List) || a.Count > 0 && a.Count != len(x.List) {
				return false, sayCount(t, len(x.List), max(a.First, a.Count))
			}
			x.List = x.List[:max(a.First, a.Count)]
		case a.All, len(x.Not) > 0: // "từ chối hết", "duyệt hết trừ thứ 5": everything that waits
		case bare && len(acts) == 1:
			shown, found, err := shownCard(t)
			switch {
			case err != nil:
				return false, err
			case found:
				x.List = []rules.RequestID{shown}
			case len(cases) != 1:
				return false, listWaiting(t)
			}
		}
	}
	return true, nil
}

// askTypedApproval asks once before the button of a card that came by itself does what
// was typed.
func askTypedApproval(t *chat.Turn, p requestPress) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	d := decideDraft{Acts: []decideAct{{List: []rules.RequestID{p.Request}, Days: p.slots()}}}
	return d.begin(t, cases)
}

// listed are the requests of the list that is the newest answer in the chat, else all that
// wait; those that the sentence decides by name are not among them.
func (d *decideDraft) listed(t *chat.Turn, cases []request.Case) (ids []rules.RequestID, err error) {
	keys, err := t.Answered()
	if err != nil {
		return nil, fmt.Errorf("find the list that was shown: %w", err)
	}
	var shown []rules.RequestID
	for _, k := range keys {
		if p, ok := openPress.Carried(k.Data); ok {
			shown = append(shown, p.Request)
		}
	}
	named := func(c request.Case) bool {
		return slices.ContainsFunc(d.Acts, func(a decideAct) bool {
			return slices.ContainsFunc(a.Names, func(name string) bool {
				return slices.ContainsFunc(bearers(cases, name, d.Text), func(p rules.Person) bool { return p.ID == c.Requester.ID })
			})
		})
	}
	for _, c := range cases {
		if !named(c) && (len(shown) == 0 || slices.Contains(shown, c.Request.ID)) {
			ids = append(ids, c.Request.ID)
		}
	}
	return ids, nil
}

// sayCount says that not so many wait as were said, and lists what does.
func sayCount(t *chat.Turn, waiting, said int) error {
	if waiting > 0 {
		if err := t.Say(rules.Msg("decide.count", "n", waiting, "said", said)); err != nil {
			return err
		}
	}
	return listWaiting(t)
}

// holdOff says that what waits goes on waiting, of those who are named or of all.
func holdOff(t *chat.Turn, s chat.Saying) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	if len(cases) == 0 && len(s.Who) == 0 { // work that was handed in may be meant
		s.Intent, s.About = chat.ConfirmTask, phrase.Hold
		return t.Serve(s)
	}
	if len(cases) == 0 {
		return sayNothingWaits(t)
	}
	var waiting []string
	for _, p := range namedWaiting(cases, s) {
		waiting = append(waiting, p.Called())
	}
	if len(s.Who) > 0 && len(waiting) == 0 {
		return t.Say(rules.Msg("decide.waits_not", "names", joinNames(s.Who)))
	}
	if err := t.Say(rules.Msg("decide.hold", "names", joinNames(waiting), "named", len(waiting) > 0, "n", len(cases))); err != nil {
		return err
	}
	return letsBeside(t, s)
}

// letsBeside decides what the other clause lets be: "cho Lan, Chi; Bình thì để chị xem lại".
func letsBeside(t *chat.Turn, s chat.Saying) error {
	lets := reply.Lets(s.Text)
	if lets == "" || len(s.Who) == 0 {
		return nil
	}
	about, err := t.About(lets)
	if err != nil || len(about.Who) == 0 || slices.ContainsFunc(about.Who, func(n string) bool { return slices.Contains(s.Who, n) }) {
		return err
	}
	return decide(t, chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Approve, Selection: about.Selection}, Who: about.Who}, Text: lets})
}

// halfOfWhole is who asked for a whole day of which a decision means a half alone; empty:
// nobody.
func (d *decideDraft) halfOfWhole(cases []request.Case) string {
	for _, a := range d.Acts {
		if a.Reject {
			continue
		}
		for _, c := range cases {
			named := len(a.Names) == 0 && (a.Part != rules.Whole || len(cases) == 1)
			if (named || a.names(c, cases, d.Text)) && c.MayDecide && a.splits(c.Request.Slots(rules.Pending)) {
				return c.Requester.Called()
			}
		}
	}
	return ""
}

// names reports that one of the names means who asked for something that waits.
func (a decideAct) names(c request.Case, cases []request.Case, text string) bool {
	return slices.ContainsFunc(a.Names, func(name string) bool {
		return slices.ContainsFunc(bearers(cases, name, text), func(p rules.Person) bool { return p.ID == c.Requester.ID })
	})
}

// splits reports a whole day that waits of which the decision means a half.
func (a decideAct) splits(waiting []rules.Slot) bool {
	half := a.Part != rules.Whole
	return slices.ContainsFunc(waiting, func(s rules.Slot) bool {
		return s.Part == rules.Whole && (half && len(a.Days) == 0 || slices.ContainsFunc(a.Days, func(day rules.Slot) bool {
			return day.Date == s.Date && (half || day.Part != rules.Whole)
		}))
	})
}

// amend takes "trừ Nam ra", "cả Nam nữa", "Nam vẫn được" said to what is shown: it is
// shown anew, and nothing is decided yet. Where nothing is left of it, it ends.
func (d *decideDraft) amend(t *chat.Turn, text string) (string, error) {
	about, err := t.About(text)
	if err != nil {
		return chat.Stay, err
	}
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return chat.Stay, fmt.Errorf("list what waits: %w", err)
	}
	about.Except = leavesOut(about, text)
	var people []rules.PersonID
	var names []string
	for _, name := range about.Who {
		found := bearers(cases, name, text)
		if len(found) != 1 {
			return chat.Stay, rules.Refuse("decide.press")
		}
		people, names = append(people, found[0].ID), append(names, found[0].Called())
	}
	var not []rules.Slot
	if about.Except && len(people) == 0 {
		not = daysNamed(about.Selection)
	}
	if days := daysNamed(about.Selection); len(people) == 0 && !about.Except && (len(days) > 0 && reply.Beside(about.Rest) || halfIn(text) != rules.Whole) {
		return d.onlyDays(t, cases, days, text)
	}
	if len(people)+len(not) == 0 || len(d.Acts) == 0 || !about.Except && !about.Let && !about.Also {
		return chat.Stay, rules.Refuse("decide.press")
	}
	last := d.Acts[len(d.Acts)-1]
	changed := decideDraft{Text: d.Text, Reason: d.Reason}
	for _, a := range d.Acts {
		if len(people) > 0 {
			a = a.without(people)
		}
		if a.Not = append(slices.Clone(a.Not), not...); a.named()+len(a.But)+len(a.Not) > 0 {
			changed.Acts = append(changed.Acts, a)
		}
	}
	if !about.Except {
		changed.Acts = append(changed.Acts, decideAct{People: people, Reject: last.Reject && !about.Let})
	}
	step := changed.next(cases)
	switch {
	case len(changed.Items) > 0:
		*d = changed
		return step, nil
	case about.Except: // nothing of it is left
		return chat.End, t.Say(rules.Msg("decide.hold", "names", joinNames(names), "named", true, "n", len(cases)))
	}
	return chat.Stay, rules.Refuse("decide.press")
}

// refuses reports that something of what is shown is refused.
func (d *decideDraft) refuses() bool {
	return slices.ContainsFunc(d.Items, func(x decideItem) bool { return x.Reject })
}

// without is the decision that leaves people out.
func (a decideAct) without(people []rules.PersonID) decideAct {
	named := len(a.People) > 0
	a.People = slices.DeleteFunc(slices.Clone(a.People), func(p rules.PersonID) bool { return slices.Contains(people, p) })
	if named && len(a.People) == 0 {
		return decideAct{}
	}
	if !named {
		a.But = append(slices.Clone(a.But), people...)
	}
	return a
}

// inTheirWeek takes bare weekdays of a single decision, on which nothing waits, as those of
// the first week in which something does: "duyệt thứ 5" is of the Thursday that was asked for.
func (d *decideDraft) inTheirWeek(t *chat.Turn, cases []request.Case) error {
	if len(d.Acts) > 1 {
		d.ofTheirWeekday(cases)
	}
	if len(d.Acts) != 1 || len(d.Acts[0].Days) == 0 {
		return nil
	}
	a := d.Acts[0]
	var weeks []rules.Date
	for _, c := range cases {
		for _, s := range c.Request.Slots(rules.Pending) {
			if onDays(a.Days, s) {
				return nil
			}
			weeks = append(weeks, s.Date.Monday())
		}
	}
	slices.Sort(weeks)
	for _, monday := range slices.Compact(weeks) {
		days, named, err := t.InWeek(d.Text, monday)
		if first, rest := reply.Clauses(d.Text); err == nil && !named && rest != "" {
			days, named, err = t.InWeek(first, monday)
		}
		if err != nil {
			return err
		}
		if !named {
			continue
		}
		for _, c := range cases {
			if slices.ContainsFunc(c.Request.Slots(rules.Pending), func(s rules.Slot) bool { return onDays(days, s) }) {
				d.Acts[0].Days = days
				return nil
			}
		}
	}
	return nil
}

func onDays(days []rules.Slot, s rules.Slot) bool {
	return slices.ContainsFunc(days, func(x rules.Slot) bool { return x.Date == s.Date })
}
