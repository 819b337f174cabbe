package request

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// sayBalance tells how many days the person has and may still have.
func sayBalance(t *chat.Turn, s chat.Saying) error {
	if reply.AsksLeave(s.Text) {
		return t.Say(rules.Msg("balance.leave"))
	}
	lines, err := leftLines(t, t.Person.ID, s)
	if err != nil {
		return err
	}
	if reply.AsksRule(s.Text) {
		rule, err := ruleLine(t)
		if err != nil {
			return err
		}
		lines = append([]rules.Message{rule}, lines...)
	}
	return t.Say(rules.Msg("balance.left", "name", "", "lines", lines))
}

// sayBalanceOf tells it of those whom a sentence names, for whom the reader decides.
func sayBalanceOf(t *chat.Turn, s chat.Saying) error {
	var unseen []string
	asked := s.Who[:min(len(s.Who), chat.Listed)]
	for _, name := range asked {
		seen := false
		found, err := meantPeople(t, chat.Saying{Act: phrase.Act{Who: []string{name}}, Text: s.Text})
		if err != nil {
			return err
		}
		for _, p := range found {
			subject, err := t.Do().Subject(p.ID, p.Unit)
			if err != nil {
				return err
			}
			if !rules.May(t.Actor, decideAccess, subject) {
				continue
			}
			lines, err := leftLines(t, p.ID, s)
			if err != nil {
				return err
			}
			if err := t.Say(rules.Msg("balance.left", "name", p.Called(), "lines", lines)); err != nil {
				return err
			}
			seen = true
		}
		if !seen {
			unseen = append(unseen, name)
		}
	}
	if len(unseen) > 0 {
		if err := t.Say(rules.Msg("balance.others", "names", joinNames(unseen))); err != nil {
			return err
		}
	}
	if rest := s.Who[len(asked):]; len(rest) > 0 {
		return t.Say(rules.Msg("balance.rest", "n", len(asked), "names", joinNames(rest)))
	}
	return nil
}

// leftLines tell what is left of the week and the month, of those that are asked about where
// a question names any, and of the next month where this week reaches into it.
func leftLines(t *chat.Turn, person rules.PersonID, s chat.Saying) (lines []rules.Message, err error) {
	asked := slices.Concat(s.Past, s.Days, s.Closed)
	day := t.Today
	if len(asked) > 0 {
		day = asked[0].Date
	}
	f, err := t.Do().FactsFor(person, []rules.Slot{{Date: day}}, 0)
	if err != nil {
		return nil, err
	}
	monday := day.Monday()
	days := []rules.Date{day}
	if last := monday + 4; len(asked) == 0 && last.MonthStart() > day {
		days = append(days, last)
	}
	for i, d := range days {
		b, err := f.Balance(d)
		if err != nil {
			return nil, fmt.Errorf("count the days used: %w", err)
		}
		if ofMonth := len(asked) > 1 && asked[len(asked)-1].Date.Monday() != monday; i == 0 && !ofMonth {
			lines = append(lines, leftLine("balance.left.week", b.Week, "from", monday, "to", monday+4))
		}
		lines = append(lines, leftLine("balance.left.month", tighter(b), "month", d))
	}
	return lines, nil
}

func leftLine(key string, u rules.Use, args ...any) rules.Message {
	return rules.Msg(key, append(args, "limited", u.Mode != rules.Off, "left", rules.Days(max(0, u.Max-u.Used)), "used", rules.Days(u.Used), "max", rules.Days(u.Max))...)
}

// replyToCard takes what is answered to a card: a word that decides what waits on it, or
// gives up the person's own days. What waits is looked for at their own desk alone.
func replyToCard(t *chat.Turn, id int64, text string) (bool, error) {
	r, err := t.Tx.Request(rules.RequestID(id))
	if err != nil {
		return false, fmt.Errorf("load the request that is answered: %w", err)
	}
	u, err := t.Understand(text)
	if err != nil {
		return false, err
	}
	a := u.Acts[0]
	if r.Person == t.Person.ID {
		return giveUpOnCard(t, r, a, text)
	}
	p, err := t.Tx.Person(r.Person, t.Today)
	if err != nil {
		return false, fmt.Errorf("load who asked: %w", err)
	}
	verdict, rest, _ := chat.VerdictOn(text, p.Called(), reply.Decides)
	approves := a.Intent == phrase.Approve || a.Intent == phrase.Confirm || verdict == reply.Yes || reply.Confirms(text)
	rejects := a.Intent == phrase.Reject || verdict == reply.No || reply.Denies(text)
	if !approves && !rejects || verdict == reply.Unsaid && len(a.Who) > 0 || len(u.Acts) > 1 || !t.Actor.Sees(decideAccess) {
		return false, nil
	}
	if verdict == reply.Unsaid || !rejects {
		rest = ""
	}
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return false, fmt.Errorf("list what waits: %w", err)
	}
	d := decideDraft{
		Acts: []decideAct{{List: []rules.RequestID{r.ID}, Days: a.Days, Reject: rejects}}, Text: chat.Short(text, chat.MaxNote),
		Reason: chat.Short(cmp.Or(a.Reason, rest, u.Note), chat.MaxNote),
	}
	if err := t.LeaveForWish(); err != nil {
		return true, err
	}
	step := d.next(cases)
	if taken, err := d.noted(t, cases, step); taken || err != nil {
		return taken, err
	}
	if len(d.Items) == 0 {
		return true, t.ShowCardBelow(pilot.RequestRef(r.ID))
	}
	return true, decideFlow().Start(t, step, d)
}

// yesToCard asks about what waits on a card that somebody said yes to.
func yesToCard(t *chat.Turn, id int64, text string) (bool, error) {
	if !t.Actor.Sees(decideAccess) {
		return false, nil
	}
	c, err := request.RequestCase(t.Do(), rules.RequestID(id))
	if err != nil || !c.Request.Open() || !c.MayDecide || c.Request.Person == t.Person.ID {
		return false, err
	}
	return replyToCard(t, id, text)
}

// waitsForYes are the requests that wait for the reader and may be meant by a text that decides.
func waitsForYes(t *chat.Turn, text string) (ids []int64, err error) {
	if !t.Actor.Sees(decideAccess) {
		return nil, nil
	}
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return nil, fmt.Errorf("list what waits: %w", err)
	}
	for _, c := range cases {
		if _, _, plainly := chat.VerdictOn(text, c.Requester.Called(), reply.Decides); plainly && c.MayDecide {
			ids = append(ids, int64(c.Request.ID))
		}
	}
	return ids, nil
}

// giveUpOnCard asks before the days of the person's own request are given up.
func giveUpOnCard(t *chat.Turn, r rules.Request, a phrase.Act, text string) (bool, error) {
	gives := a.Intent == phrase.Cancel || reply.Stops(text)
	if t.Writing() || !gives || len(a.Days) > 0 {
		return false, nil
	}
	slots := append(r.Slots(rules.Pending), r.Slots(rules.Approved)...)
	slots = slices.DeleteFunc(slots, func(s rules.Slot) bool { return s.Date < t.Today })
	if len(slots) == 0 {
		return true, t.ShowCardBelow(pilot.RequestRef(r.ID))
	}
	return true, cancelDays(t, slots)
}

// sayOwnDays answers "lịch tuần sau của em": the person's days at home and absences
// of the days asked about, all that come where none is named.
func sayOwnDays(t *chat.Turn, s chat.Saying) error {
	days := slices.Concat(s.Past, s.Days, s.Closed)
	if len(days) == 0 {
		return listDays(t)
	}
	first, last := days[0].Date, days[0].Date
	for _, d := range days {
		first, last = min(first, d.Date), max(last, d.Date)
	}
	requests, err := t.Tx.RequestsOf(t.Person.ID, first, last)
	if err != nil {
		return fmt.Errorf("list the days: %w", err)
	}
	within := func(d rules.Date) bool {
		return slices.ContainsFunc(days, func(s rules.Slot) bool { return s.Date == d })
	}
	for i, r := range requests {
		requests[i].Days = slices.DeleteFunc(slices.Clone(r.Days), func(d rules.RequestDay) bool { return !within(d.Date) })
	}
	lines, rows := comingDays(requests, first)
	if len(lines) == 0 && reply.AsksWhyNot(s.Text) {
		for _, r := range requests {
			if refusedIn(r) {
				return t.ShowCard(pilot.RequestRef(r.ID))
			}
		}
	}
	absences, err := t.Tx.Absences(t.Person.ID, first, last)
	if err != nil {
		return fmt.Errorf("list the absences: %w", err)
	}
	for _, a := range absences {
		lines = append(lines, rules.Msg("leave.line", "span", people.AbsenceSpan(a), "kind", people.AbsenceKind(a.Kind)))
	}
	rows = append(rows, []store.Button{monthKey.Button(monthPress{first}, "days.month_of", "month", first)})
	return t.Show(store.Screen{Text: rules.Msg("days.within", "first", first, "last", last, "one", first == last, "days", lines, "n", len(lines)), Rows: rows})
}

// daysAsked shows the days that stand behind the command, of whoever is named there.
func daysAsked(t *chat.Turn, args string) error {
	about, err := t.About(args)
	s := chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Who, Selection: about.Selection}, Who: about.Who}, Text: args}
	switch {
	case err != nil:
		return err
	case len(about.Who) > 0:
		return t.Serve(s)
	}
	return sayOwnDays(t, s)
}

// giveUpSaid takes "hủy t5", "hủy hết". A day of somebody else's, of which the writer holds
// nothing, is an approval taken back where the writer decides, and else not theirs to give up.
func giveUpSaid(t *chat.Turn, s chat.Saying) error {
	slots, err := heldDays(t, s)
	if err != nil {
		return err
	}
	about, err := t.About(s.Text)
	if err != nil {
		return err
	}
	if len(slots) == 0 && about.All {
		if slots, err = comingSlots(t); err != nil {
			return err
		}
	}
	if len(slots)+len(s.Closed)+len(s.Past)+len(about.Who) == 0 {
		if slots, err = onlyWaiting(t); err != nil {
			return err
		}
		if len(slots) == 0 {
			if held, err := comingSlots(t); err != nil {
				return err
			} else if len(held) == 1 {
				slots = held
			}
		}
	}
	for _, slot := range slots {
		if _, _, found, err := find(t, slot); found || err != nil {
			if err != nil {
				return err
			}
			return cancelDays(t, slots)
		}
	}
	if len(about.Who) == 0 && len(s.Days) > 0 {
		away, err := t.Tx.Absences(t.Person.ID, s.Days[0].Date, s.Days[len(s.Days)-1].Date)
		if err != nil {
			return fmt.Errorf("find the absence: %w", err)
		}
		if len(away) > 0 { // "bỏ bữa thứ tư ra" of who is away on that day
			s.Intent = phrase.CancelLeave
			return t.Serve(s)
		}
	}
	switch s.Who = about.Who; {
	case len(s.Who) == 0:
		return cancelDays(t, slots)
	case t.Actor.Sees(decideAccess):
		return revokeSaid(t, s)
	}
	s.About, s.Intent = phrase.Cancel, chat.Other
	return sayOther(t, s)
}

// onlyWaiting are the days of the one own request that waits: who takes back what was
// just sent names no day. None where several wait.
func onlyWaiting(t *chat.Turn) ([]rules.Slot, error) {
	open, err := t.Tx.OpenOf(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("find what waits: %w", err)
	}
	if len(open) != 1 {
		return nil, nil
	}
	return open[0].Slots(rules.Pending), nil
}

// comingSlots are the days that the person still holds, as many as are listed.
func comingSlots(t *chat.Turn) (out []rules.Slot, err error) {
	list, err := t.Tx.RequestsOf(t.Person.ID, t.Today, t.Today.AddDays(pilot.Horizon))
	if err != nil {
		return nil, fmt.Errorf("list the days: %w", err)
	}
	for _, r := range list {
		for _, d := range r.Days {
			if d.Date >= t.Today && d.State.Counts() && len(out) < chat.Listed {
				out = append(out, d.Slot)
			}
		}
	}
	slices.SortFunc(out, func(a, b rules.Slot) int { return cmp.Compare(a.Date, b.Date) })
	return out, nil
}
