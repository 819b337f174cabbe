package request

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// ofWhatWaits takes what is said of requests in other words than those that decide, by what waits for the
// reader or was approved: who is needed at the office, who is let be at home, that nothing was decided.
// It wishes for no day of the reader's own.
func ofWhatWaits(t *chat.Turn, u phrase.Understanding) (taken bool, err error) {
	text := t.Said()
	if taken, err := comesInstead(t, u, text); taken || err != nil {
		return taken, err
	}
	s := chat.Saying{Act: phrase.Act{Who: u.Named}, Text: text}
	switch {
	case len(u.Acts) > 1:
		return false, nil
	case !t.Actor.Sees(decideAccess):
		if letsThem(text, s.Who) && reply.OfThem(text) {
			return true, sayNotTheirs(t, s)
		}
		return false, nil
	}
	switch kind := u.Acts[0].Intent; {
	case reply.Undecided(text), reply.HoldsOff(text) && (kind == phrase.None || kind == phrase.Approve):
		s.Intent = phrase.Hold
		return true, holdOff(t, s)
	case len(s.Who) == 0 && reply.Mispressed(text):
		return mispressed(t)
	case reply.AsksDecided(text) && len(s.Who) == 0:
		return true, listUndoable(t)
	case kind != phrase.None && kind != phrase.Home && kind != phrase.Waiting && !(len(s.Who) == 1 && (kind == phrase.List || kind == phrase.Status) && reply.AsksPurpose(text)):
		return false, nil
	}
	said, _ := reply.DayVerdicts(text)
	asks, needs := len(s.Who) == 1 && reply.AsksPurpose(text), reply.MustCome(text)
	lets := letsThem(text, s.Who) && len(u.Acts[0].Days) == 0
	if taken, err := toldAlready(t, s); taken || err != nil {
		return taken, err
	}
	if !asks && !needs && !lets && (u.Acts[0].Intent != phrase.None || len(said) == 0) {
		return false, nil
	}
	cases, err := request.Waiting(t.Do())
	switch {
	case err != nil:
		return false, fmt.Errorf("list what waits: %w", err)
	case asks:
		return askedOf(t, cases, s)
	case needs:
		return needed(t, cases, s)
	case lets && len(cases) > 0:
		s.Intent = phrase.Approve
		return true, decide(t, s)
	}
	return refusesDays(t, cases, s)
}

// letsThem reports a text that lets those be at home whom it names, or nobody by name.
func letsThem(text string, names []string) bool { return reply.LetsThem(without(text, names)) }

// without is a text without the names in it.
func without(text string, names []string) string {
	for _, n := range names {
		text = reply.Without(text, n)
	}
	return text
}

// leavesOut reports "trừ Nam ra", "Chi thì khoan": who is named is not among those who are decided about.
func leavesOut(about phrase.Subject, text string) bool {
	return about.Except || len(about.Who) > 0 && reply.HoldsOnly(without(text, about.Who))
}

// halfIn is the half of a day that a text means and says nothing else; Whole for none.
func halfIn(text string) rules.Part {
	part, _ := reply.Half(text)
	return part
}

// onlyDays has what is shown be decided on some of its days alone, or a half of one: "vậy cho chiều
// thứ 6". It refuses what the draft doesn't hold.
func (d *decideDraft) onlyDays(t *chat.Turn, cases []request.Case, days []rules.Slot, text string) (string, error) {
	if reply.SaysHome(text, t.Today) || reply.Asks(text) {
		return chat.Stay, rules.Refuse("decide.press")
	}
	few := decideDraft{Text: d.Text, Reason: d.Reason}
	for _, x := range d.Items {
		few.Acts = append(few.Acts, decideAct{List: []rules.RequestID{x.Request}, Days: days, Part: halfIn(text), Reject: x.Reject})
	}
	meant := slices.DeleteFunc(slices.Clone(cases), func(c request.Case) bool {
		return !slices.ContainsFunc(d.Items, func(x decideItem) bool { return x.Request == c.Request.ID })
	})
	if half := few.halfOfWhole(meant); half != "" {
		return chat.Stay, rules.Refuse("decide.half", "name", half)
	}
	step := few.next(cases)
	if len(few.Items) == 0 {
		return chat.Stay, rules.Refuse("decide.press")
	}
	*d = few
	return step, nil
}

// toldAlready answers who wants somebody told of what was decided about them: they were. taken is false
// where nothing was, of late.
func toldAlready(t *chat.Turn, s chat.Saying) (taken bool, err error) {
	if len(s.Who) != 1 || !reply.TellsThem(without(s.Text, s.Who)) {
		return false, nil
	}
	found, err := meantPeople(t, s)
	if err != nil || len(found) != 1 {
		return false, err
	}
	list, err := t.Tx.RequestsOf(found[0].ID, t.Today, t.Today.AddDays(pilot.Horizon))
	if err != nil {
		return false, fmt.Errorf("find what was decided: %w", err)
	}
	var last rules.RequestDay
	for _, r := range list {
		for _, day := range r.Days {
			if day.DecidedBy == t.Person.ID && day.DecidedAt.After(last.DecidedAt) {
				last = day
			}
		}
	}
	if last.DecidedBy == 0 || t.Now.Sub(last.DecidedAt) > toldWithin {
		return true, t.Serve(chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: chat.Relay}, Who: s.Who}})
	}
	return true, t.Say(rules.Msg("decide.told", "name", found[0].Called(), "slot", last.Slot, "state", rules.Msg("state."+last.State.String()), "at", last.DecidedAt))
}

const toldWithin = 24 * time.Hour

// askedOf answers what somebody wants a day for: by their request as it stands.
func askedOf(t *chat.Turn, cases []request.Case, s chat.Saying) (taken bool, err error) {
	theirs := casesOf(cases, s.Who, s.Text)
	switch len(theirs) {
	case 0:
		return false, nil
	case 1:
		return true, t.ShowCardBelow(pilot.RequestRef(theirs[0].Request.ID))
	}
	return true, listWaitingOf(t, s)
}

// casesOf are the requests of those who are named.
func casesOf(cases []request.Case, names []string, text string) (theirs []request.Case) {
	for _, name := range names {
		of := bearers(cases, name, text)
		for _, c := range cases {
			if slices.ContainsFunc(of, func(p rules.Person) bool { return p.ID == c.Requester.ID }) {
				theirs = append(theirs, c)
			}
		}
	}
	return theirs
}

// needed takes "thứ 4 phải có mặt họp giao ban" as why the request for that day is refused, and where
// the day is approved as why that is taken back. It says nothing where neither is.
func needed(t *chat.Turn, cases []request.Case, s chat.Saying) (taken bool, err error) {
	about, err := t.About(s.Text)
	if err != nil {
		return false, err
	}
	days := daysNamed(about.Selection)
	for _, o := range about.Options {
		days = append(days, o...)
	}
	why := chat.Short(reply.AsReason(about.Rest, s.Who...), chat.MaxNote)
	if len(days) == 0 || why == "" {
		return false, nil
	}
	s.Intent, s.Days, s.Reason = phrase.Reject, days, why
	var list []rules.RequestID
	theirs := cases
	if len(s.Who) > 0 {
		theirs = casesOf(cases, s.Who, s.Text)
	}
	for _, c := range theirs {
		if c.MayDecide && slices.ContainsFunc(c.Request.Slots(rules.Pending), func(x rules.Slot) bool { return onDays(days, x) }) {
			list = append(list, c.Request.ID)
		}
	}
	if len(list) > 0 {
		d := decideDraft{Acts: []decideAct{{List: list, Days: days, Reject: true}}, Text: chat.Short(s.Text, chat.MaxNote), Reason: why}
		return true, d.begin(t, cases)
	}
	return revokesInstead(t, s)
}

// revokesInstead takes what is refused of somebody for whom nothing of that waits as said of the days
// that are approved already.
func revokesInstead(t *chat.Turn, s chat.Saying) (taken bool, err error) {
	if len(s.Who) == 0 {
		return false, nil
	}
	s.Days = daysNamed(s.Selection)
	for _, o := range s.Options {
		s.Days = append(s.Days, o...)
	}
	s.Options = nil
	days, err := revocableOf(t, s)
	if err != nil || len(days) == 0 {
		return false, err
	}
	s.Intent = phrase.Revoke
	return true, revokeSaid(t, s)
}

// refusesDays takes "thế thôi, thứ 5 không được, để tuần sau" as said of what waits for that day, and of
// somebody's day that is approved as taking that back.
func refusesDays(t *chat.Turn, cases []request.Case, s chat.Saying) (taken bool, err error) {
	said, rest := reply.DayVerdicts(s.Text)
	if reply.AsksHave(s.Text) || !slices.ContainsFunc(said, func(v reply.DayVerdict) bool { return v.Verdict == reply.No }) {
		return false, nil
	}
	about, err := t.About(s.Text)
	if err != nil || len(daysNamed(about.Selection)) == 0 {
		return false, err
	}
	s.Intent, s.Selection = phrase.Home, about.Selection
	if len(s.Who) > 0 && len(casesOf(cases, s.Who, s.Text)) == 0 {
		s.Reason = chat.Short(strings.Join(reply.Reasons(rest), ", "), chat.MaxNote)
		return revokesInstead(t, s)
	}
	if len(cases) == 0 {
		return false, nil
	}
	return letsDay(t, s)
}

// waitsOf reports that something waits of those whom a refusal names, on the days that it may mean.
func (d *decideDraft) waitsOf(cases []request.Case, s chat.Saying) bool {
	days := daysNamed(s.Selection)
	for _, o := range s.Options {
		days = append(days, o...)
	}
	waiting := waitingOfNames(cases, s.Who, s.Text)
	if len(days) == 0 {
		return len(waiting) > 0
	}
	return slices.ContainsFunc(waiting, func(x rules.Slot) bool {
		return slices.ContainsFunc(days, func(d rules.Slot) bool { return d.Date == x.Date || d.Date.Weekday() == x.Date.Weekday() })
	})
}

// ofOptions takes the one of several days that a word may mean on which something waits of whom the
// decision names: "thứ 2" said on a Monday.
func ofOptions(cases []request.Case, a phrase.Act, text string) phrase.Selection {
	if len(a.Options) == 0 || len(a.Who) == 0 {
		return a.Selection
	}
	waiting := waitingOfNames(cases, a.Who, text)
	var meant [][]rules.Slot
	for _, o := range a.Options {
		if slices.ContainsFunc(waiting, func(x rules.Slot) bool { return onDays(o, x) }) {
			meant = append(meant, o)
		}
	}
	if len(meant) != 1 {
		return a.Selection
	}
	return phrase.Selection{Days: meant[0]}
}

// undo takes back what was decided a moment ago: of somebody who is named with a reason it is an approval
// taken back.
func undo(t *chat.Turn, s chat.Saying) error {
	if len(s.Who) == 0 {
		return listUndoable(t)
	}
	about, err := t.About(s.Text)
	if err != nil {
		return err
	}
	s.Selection = about.Selection
	why := about.Reason
	if _, rest := reply.Clauses(s.Text); why == "" && rest != "" {
		behind, err := t.About(rest)
		if err != nil {
			return err
		}
		why = reply.AsReason(behind.Rest, s.Who...)
	}
	if s.Reason = chat.Short(why, chat.MaxNote); len(strings.Fields(why)) < leastWhy {
		return listUndoable(t, s.Who...)
	}
	if taken, err := revokesInstead(t, s); taken || err != nil {
		return err
	}
	return listUndoable(t, s.Who...)
}

const leastWhy = 2 // words of a reason

// bearers are the people of a name for whom something waits, each once.
func bearers(cases []request.Case, name, text string) []rules.Person {
	var people []rules.Person
	var names []string
	for _, c := range cases {
		if !slices.ContainsFunc(people, func(p rules.Person) bool { return p.ID == c.Requester.ID }) {
			people, names = append(people, c.Requester), append(names, c.Requester.Name)
		}
	}
	var out []rules.Person
	for _, i := range chat.Named(text, name, names) {
		out = append(out, people[i])
	}
	return out
}

// inSaidWeek are weekdays of the next week where a text says so: "à tuần sau đổi qua thứ 5 nghen".
func inSaidWeek(t *chat.Turn, to []rules.Slot, text string) []rules.Slot {
	week := t.Today.Monday()
	if !reply.SaysNextWeek(text) || slices.ContainsFunc(to, func(s rules.Slot) bool { return s.Date.Monday() != week }) {
		return to
	}
	to = slices.Clone(to)
	for i := range to {
		to[i].Date += 7
	}
	return to
}

// laterOption is the first of the days that a word may mean that comes after those which are given up:
// "dời thứ 6 qua thứ 2".
func laterOption(t *chat.Turn, from []rules.Slot, options [][]rules.Slot) []rules.Slot {
	after := t.Today
	for _, s := range from {
		after = max(after, s.Date)
	}
	for _, o := range options {
		if len(o) > 0 && o[0].Date > after {
			return o
		}
	}
	return nil
}

// comesInstead takes "cúp điện rồi, chắc tui lên cơ quan" of who is at home today as giving that day up, which
// is asked about.
func comesInstead(t *chat.Turn, u phrase.Understanding, text string) (taken bool, err error) {
	if u.Acts[0].Intent != phrase.None || len(u.Named) > 0 || !reply.ComesInstead(text) {
		return false, nil
	}
	_, d, found, err := find(t, rules.Slot{Date: t.Today})
	if err != nil || !found {
		return false, err
	}
	return true, cancelDays(t, []rules.Slot{{Date: t.Today, Part: d.Part}})
}
