package request

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// decideLines takes what a text decides of the lines of the list of what waits.
func decideLines(t *chat.Turn, said []chat.LinesSaid) (taken bool, err error) {
	if !t.Actor.Sees(decideAccess) {
		return false, nil
	}
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return false, fmt.Errorf("list what waits: %w", err)
	}
	d := decideDraft{Text: chat.Short(t.Said(), chat.MaxNote)}
	for _, l := range said {
		a := decideAct{Reject: l.Verdict == reply.No}
		for _, k := range l.Keys {
			p, ok := openPress.Carried(k.Data)
			if !ok {
				return false, nil
			}
			a.List = append(a.List, p.Request)
		}
		if l.But {
			all, err := d.listed(t, cases)
			if err != nil {
				return false, err
			}
			a.List = slices.DeleteFunc(all, func(id rules.RequestID) bool { return slices.Contains(a.List, id) })
		}
		d.Acts = append(d.Acts, a)
		d.Reason = cmp.Or(d.Reason, chat.Short(l.Reason, chat.MaxNote))
	}
	return true, d.begin(t, cases)
}

// partRefused takes what is refused out of a draft that approves, too: it is decided by
// itself, once its reason is known. Nothing where all is refused.
func (d *decideDraft) partRefused(cases []request.Case) (rest []chat.Saying) {
	approves := func(x decideItem) bool { return !x.Reject }
	if !slices.ContainsFunc(d.Items, approves) {
		return nil
	}
	var refused []phrase.Act
	for _, x := range d.Items {
		i := slices.IndexFunc(cases, func(c request.Case) bool { return c.Request.ID == x.Request })
		if x.Reject && i >= 0 {
			who := strings.Fields(cases[i].Requester.Name)
			refused = append(refused, phrase.Act{Wish: phrase.Wish{Intent: phrase.Reject, Selection: phrase.Selection{Days: x.Slots}}, Who: who[len(who)-1:]})
		}
	}
	d.Acts = slices.DeleteFunc(d.Acts, func(a decideAct) bool { return a.Reject })
	return []chat.Saying{{Act: refused[0], With: refused[1:], Text: d.Text}}
}

// leavesDays takes the days that a decision about all leaves out: "duyệt hết trừ thứ 5".
func (d *decideDraft) leavesDays(t *chat.Turn) (left bool, err error) {
	about, err := t.About(d.Text)
	if err != nil || len(d.Acts) != 1 || !about.Except || len(about.Who) > 0 || len(daysNamed(about.Selection)) == 0 {
		return false, err
	}
	d.Acts[0].Not = daysNamed(about.Selection)
	return true, nil
}

// leaves reports a day that a decision leaves out: by its weekday, in whatever week it is.
func (a decideAct) leaves(s rules.Slot) bool {
	return slices.ContainsFunc(a.Not, func(x rules.Slot) bool {
		return x.Date.Weekday() == s.Date.Weekday() && x.Overlaps(rules.Slot{Date: x.Date, Part: s.Part})
	})
}

// sayWhichDays says that it is not clear which days a decision means, and lists what waits
// of whom it names.
func sayWhichDays(t *chat.Turn, s chat.Saying, cases []request.Case) error {
	if len(cases) == 0 {
		return sayNothingWaits(t)
	}
	if err := t.Say(rules.Msg("decide.days_unclear")); err != nil {
		return err
	}
	return listWaitingOf(t, s)
}

// namesDecider reports that who decides for the writer is named first: "sếp Đức duyệt cho chị chưa".
func namesDecider(t *chat.Turn, s chat.Saying) (bool, error) {
	decides, err := request.WouldDecide(t.Do(), t.Person.ID, 0)
	return err == nil && chat.IsNamed(s.Text, s.Who[0], decides), err
}

// sayState answers whether something was decided: what waits of those who are named, and
// which of their days that come are approved; of nobody, what was decided last.
func sayState(t *chat.Turn, s chat.Saying) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	if len(s.Who) == 0 {
		return listUndoable(t)
	}
	switch named, err := namesDecider(t, s); {
	case err != nil:
		return err
	case named:
		return showWaiting(t)
	}
	days, err := revocableOf(t, s)
	if err != nil {
		return err
	}
	var approved []rules.Message
	for _, d := range days[:min(len(days), chat.Listed)] {
		approved = append(approved, rules.Msg("approve.all_line", "name", d.Requester.Called(), "days", []rules.Slot{d.slot}))
	}
	waits := len(namedWaiting(cases, s)) > 0
	if len(approved) > 0 || !waits {
		if err := t.Say(rules.Msg("decide.state", "names", joinNames(s.Who), "approved", approved, "waits", waits)); err != nil || !waits {
			return err
		}
	}
	return listWaitingOf(t, s)
}

// spared are those of what waits that the decisions leave out, as they were said to.
func (d *decideDraft) spared(t *chat.Turn) (lines []rules.Message, err error) {
	if !slices.ContainsFunc(d.Acts, func(a decideAct) bool { return len(a.But)+len(a.Not) > 0 }) {
		return nil, nil
	}
	cases, err := d.waiting(t)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		var left []rules.Slot
		for _, s := range c.Request.Slots(rules.Pending) {
			out := slices.ContainsFunc(d.Acts, func(a decideAct) bool { return slices.Contains(a.But, c.Requester.ID) || a.leaves(s) })
			decided := slices.ContainsFunc(d.Items, func(x decideItem) bool { return x.Request == c.Request.ID && slices.Contains(x.Slots, s) })
			if out && !decided && c.MayDecide {
				left = append(left, s)
			}
		}
		if len(left) > 0 {
			lines = append(lines, rules.Msg("approve.all_line", "name", c.Requester.Called(), "days", left))
		}
	}
	return lines, nil
}

// leaveOut takes "trừ thứ 3 ra", said to what is shown, which gives up no day of one's own.
func leaveOut(t *chat.Turn, d *decideDraft, _ phrase.Act, text string) (string, bool, error) {
	about, err := t.About(text)
	if err != nil || !leavesOut(about, text) {
		return chat.Stay, false, err
	}
	next, err := d.amend(t, text)
	return next, true, err
}

// ofTheirWeekday is inTheirWeek for several decisions, each of somebody who is named: their
// first days of those weekdays that wait. A date is no weekday.
func (d *decideDraft) ofTheirWeekday(cases []request.Case) {
	if strings.Contains(d.Text, "/") {
		return
	}
	for i, a := range d.Acts {
		var near []rules.Slot
		waiting := waitingOfNames(cases, a.Names, d.Text)
		if len(a.Names) == 0 { // "duyệt thứ 3 thôi, thứ 5 không được"
			waiting = waitingDays(cases)
		}
		for _, s := range waiting {
			switch {
			case onDays(a.Days, s):
				near = a.Days
			case slices.ContainsFunc(a.Days, func(x rules.Slot) bool { return x.Date.Weekday() == s.Date.Weekday() }) && len(near) == 0:
				near = []rules.Slot{s}
			}
		}
		if len(near) > 0 {
			d.Acts[i].Days = near
		}
	}
}

// waitingDays are the days that wait, the nearest first.
func waitingDays(cases []request.Case) (out []rules.Slot) {
	for _, c := range cases {
		if c.MayDecide {
			out = append(out, c.Request.Slots(rules.Pending)...)
		}
	}
	slices.SortFunc(out, func(a, b rules.Slot) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

// waitingOfNames are the days that wait of those who are named.
func waitingOfNames(cases []request.Case, names []string, text string) (out []rules.Slot) {
	for _, name := range names {
		of := bearers(cases, name, text)
		for _, c := range cases {
			if slices.ContainsFunc(of, func(p rules.Person) bool { return p.ID == c.Requester.ID }) {
				out = append(out, c.Request.Slots(rules.Pending)...)
			}
		}
	}
	return out
}

// calledOf are the names of some of those for whom something waits.
func calledOf(cases []request.Case, people []rules.PersonID) (names []string) {
	for _, c := range cases {
		if name := c.Requester.Called(); slices.Contains(people, c.Requester.ID) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// namedWaiting are the people whom a sentence names and for whom something waits.
func namedWaiting(cases []request.Case, s chat.Saying) (people []rules.Person) {
	for _, name := range s.Who {
		people = append(people, bearers(cases, name, s.Text)...)
	}
	return people
}

// daysNamed are the days that are named, whatever may be had of them: a weekday may mean that
// of a week in which something waits.
func daysNamed(s phrase.Selection) []rules.Slot { return slices.Concat(s.Days, s.Closed, s.Past) }

// refusesRest takes the day that the second clause says no to beside the one that is approved:
// "duyệt thứ 3 thôi, thứ 5 phải có mặt tiếp đoàn".
func (d *decideDraft) refusesRest(t *chat.Turn, cases []request.Case) error {
	if len(d.Acts) != 1 || d.Acts[0].Reject || len(d.Acts[0].Days) == 0 {
		return nil
	}
	_, rest := reply.Clauses(d.Text)
	about, reason, refuses := reply.RefusesDay(rest)
	if !refuses {
		return nil
	}
	days, named, err := t.InWeek(about, d.Acts[0].Days[0].Date.Monday())
	if err != nil || !named {
		return err
	}
	for _, c := range cases {
		if slices.ContainsFunc(c.Request.Slots(rules.Pending), func(s rules.Slot) bool { return onDays(days, s) }) {
			d.Acts = append(d.Acts, decideAct{Days: days, Reject: true})
			d.Reason = cmp.Or(d.Reason, chat.Short(reason, chat.MaxNote))
			return nil
		}
	}
	return nil
}

// noted takes the approval of all of one request with what is asked for beside it as the one
// that keeps a note.
func (d *decideDraft) noted(t *chat.Turn, cases []request.Case, step string) (taken bool, err error) {
	note := reply.Condition(d.Text)
	if note == "" || step != "sure" || len(d.Items) != 1 || d.Items[0].Reject {
		return false, nil
	}
	i := slices.IndexFunc(cases, func(c request.Case) bool { return c.Request.ID == d.Items[0].Request })
	if i < 0 || len(cases[i].Request.Slots(rules.Pending)) != len(d.Items[0].Slots) {
		return false, nil
	}
	s := chat.Saying{Note: note, Object: pilot.RequestRef(d.Items[0].Request)}
	s.Intent = chat.ApproveNoted
	return true, t.Serve(s)
}

// letsDay takes "ok thứ 5", "cho t5 thôi, t6 ko", of who decides, as said of what waits for those
// days, which is no wish for a day of their own: that they ask for by more than a bare day.
func letsDay(t *chat.Turn, s chat.Saying) (taken bool, err error) {
	said, rest := reply.DayVerdicts(s.Text)
	_, yes := reply.AfterYes(s.Text)
	days := daysNamed(s.Selection)
	home := reply.SaysHome(s.Text, t.Today)
	if !t.Actor.Sees(decideAccess) || s.Text == "" || t.Said() == "" || len(said) == 0 && (home || len(days) == 0) {
		return false, nil
	}
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return false, fmt.Errorf("list what waits: %w", err)
	}
	if !slices.ContainsFunc(cases, func(c request.Case) bool { return c.MayDecide }) {
		return false, nil
	}
	d := decideDraft{Text: chat.Short(s.Text, chat.MaxNote)}
	if len(said) == 0 {
		d.Acts = []decideAct{{Days: days, Names: s.Who}}
		if err := d.inTheirWeek(t, cases); err != nil {
			return false, err
		}
	}
	for _, c := range said {
		about, err := t.About(c.Clause)
		if err != nil {
			return false, err
		}
		if days := daysNamed(about.Selection); len(days) > 0 {
			d.Acts = append(d.Acts, decideAct{Names: about.Who, Days: days, Reject: c.Verdict == reply.No, clause: c.Clause})
		}
	}
	if len(d.Acts) == 0 {
		return false, nil
	}
	rest = append(rest, d.ofWaiting(cases)...)
	d.next(cases)
	switch {
	case len(d.Acts) > 0:
		if slices.ContainsFunc(d.Acts, func(a decideAct) bool { return a.Reject }) {
			d.Reason = chat.Short(strings.Join(reply.Reasons(rest), ", "), chat.MaxNote)
		}
		if half := d.halfOfWhole(cases); half != "" {
			return true, t.Say(rules.Msg("decide.half", "name", half))
		}
		return true, d.begin(t, cases)
	case len(s.Who) > 0 || home && yes:
		return false, nil
	case len(said) > 0:
		return true, sayNone(t, cases, nil)
	}
	near := s
	near.Near, near.Options, near.Days = true, [][]rules.Slot{days}, nil
	return true, declare(t, wfhFlow(), near)
}

// ofWaiting leaves the decisions that mean something which waits, by its date or else its weekday.
// other are the clauses of those that mean nothing.
func (d *decideDraft) ofWaiting(cases []request.Case) (other []string) {
	var kept []decideAct
	for _, a := range d.Acts {
		var of []rules.Slot
		for _, c := range cases {
			if (len(a.Names) == 0 || a.names(c, cases, d.Text)) && c.MayDecide {
				of = append(of, c.Request.Slots(rules.Pending)...)
			}
		}
		on := slices.IndexFunc(of, func(s rules.Slot) bool { return onDays(a.Days, s) })
		if weekday := slices.IndexFunc(of, func(s rules.Slot) bool { return s.Date.Weekday() == a.Days[0].Date.Weekday() }); on < 0 && weekday >= 0 && !strings.Contains(d.Text, "/") {
			a.Days, on = []rules.Slot{{Date: of[weekday].Date}}, weekday
		}
		if on < 0 {
			other = append(other, a.clause)
			continue
		}
		kept = append(kept, a)
	}
	d.Acts = kept
	return other
}
