package request

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

func cmdDays() chat.Command {
	own := pilot.AskHome.Access
	look := rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own}
	return chat.Command{
		Name: "days", Alias: "lich", Place: 20, InMenu: true,
		Access: look,
		Run: func(t *chat.Turn, args string) error {
			if reply.Calls(args, "balance") {
				return sayBalance(t, chat.Saying{})
			}
			return daysAsked(t, args)
		},
		Presses: []chat.Presser{
			monthKey.On(look, chat.AboutSelf[monthPress], sendMonth),
			calendarKey.On(look, chat.AboutSelf[calendarPress], func(t *chat.Turn, _ calendarPress) error { return sendCalendar(t) }),
			withdrawPress.On(own, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return decided(t, p, "days.withdrawn", request.Withdraw)
			}).Destroys(nil),
			cancelPress.On(own, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return decided(t, p, "days.cancelled", request.Cancel)
			}).Destroys(nil),
			dropPress.On(own, chat.AboutSelf[dropPressed], dropDays).Destroys(nil),
			keepDaysPress.On(look, chat.AboutSelf[keepDaysPressed], func(t *chat.Turn, _ keepDaysPressed) error { return t.Show(store.Screen{Text: rules.Msg("days.kept")}) }),
			editPress.On(own, aboutRequest, editRequest),
			minePress.On(own, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return t.ShowCardBelow(pilot.RequestRef(p.Request))
			}),
		},
	}
}

var (
	minePress     = chat.DefinePress[requestPress]("mo")
	dropPress     = chat.DefinePress[dropPressed]("dr")
	keepDaysPress = chat.DefinePress[keepDaysPressed]("kd")
)

// listDays shows the person's own days from today on, with the balance.
func listDays(t *chat.Turn) error {
	requests, err := t.Tx.RequestsOf(t.Person.ID, t.Today, t.Today.AddDays(pilot.Horizon))
	if err != nil {
		return fmt.Errorf("list the days: %w", err)
	}
	days, rows := comingDays(requests, t.Today)
	month, err := usefulMonth(t, requests)
	if err != nil {
		return err
	}
	told := []rules.Slot{{Date: max(month, t.Today)}}
	f, err := t.Do().FactsFor(t.Person.ID, told, 0)
	if err != nil {
		return err
	}
	balance, err := balanceLines(f, told)
	if err != nil {
		return err
	}
	rows = append(rows, []store.Button{
		monthKey.Button(monthPress{month}, "days.month_of", "month", month), calendarKey.Button(calendarPress{}, "days.calendar"),
	})
	return t.Show(store.Screen{Text: rules.Msg("days.list", "days", days, "n", len(days), "balance", balance), Rows: rows})
}

// comingDays lists the days that count from a day on, in their order, and a
// button to each request at its first one.
func comingDays(requests []rules.Request, from rules.Date) (days []rules.Message, rows [][]store.Button) {
	type coming struct {
		rules.RequestDay
		press requestPress
	}
	var all []coming
	for _, r := range requests {
		for _, d := range r.Days {
			if d.Date >= from && d.State.Counts() {
				all = append(all, coming{d, requestPress{Request: r.ID, Rev: int32(r.Rev)}})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y coming) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Part, y.Part))
	})
	opened := map[rules.RequestID]bool{}
	for _, d := range all {
		days = append(days, stateLine(d.RequestDay))
		if !opened[d.press.Request] && len(rows) < chat.Listed {
			opened[d.press.Request] = true
			rows = append(rows, []store.Button{minePress.Button(d.press, "days.open", "slot", d.Slot)})
		}
	}
	return days, rows
}

// stateLine tells how a day stands.
func stateLine(d rules.RequestDay) rules.Message {
	state := rules.Msg("state." + d.State.String())
	if d.Moving() {
		return rules.Msg("days.line_moving", "slot", d.Slot, "state", state, "from", d.Move.Day)
	}
	return rules.Msg("days.line", "slot", d.Slot, "state", state)
}

// showWaiting shows the person's own requests that wait, with for whom.
func showWaiting(t *chat.Turn) error {
	open, err := t.Tx.OpenOf(t.Person.ID)
	if err != nil {
		return fmt.Errorf("find what waits: %w", err)
	}
	if len(open) == 0 {
		if err := t.Say(rules.Msg("days.none_waiting")); err != nil {
			return err
		}
		refused, err := lastRefused(t)
		switch {
		case err != nil:
			return err
		case refused == 0:
			return listDays(t)
		}
		return t.ShowCard(pilot.RequestRef(refused))
	}
	for _, r := range open[max(0, len(open)-waitingShown):] {
		if err := t.ShowCard(pilot.RequestRef(r.ID)); err != nil {
			return err
		}
	}
	return nil
}

// lastRefused is the newest own request of which a day that is still to come was refused or
// taken back, 0 for none.
func lastRefused(t *chat.Turn) (last rules.RequestID, err error) {
	list, err := t.Tx.RequestsOf(t.Person.ID, t.Today, t.Today.AddDays(pilot.Horizon))
	if err != nil {
		return 0, fmt.Errorf("find what was refused: %w", err)
	}
	for _, r := range list {
		if r.ID > last && refusedIn(r) {
			last = r.ID
		}
	}
	return last, nil
}

// refusedIn reports a request of which a day was refused or taken back.
func refusedIn(r rules.Request) bool {
	return len(r.Slots(rules.Rejected))+len(r.Slots(rules.Revoked)) > 0
}

const waitingShown = 3 // own requests shown at once

// editRequest opens the declaration again with the days that still wait.
func editRequest(t *chat.Turn, p requestPress) error {
	r, err := t.Tx.Request(p.Request)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	waiting := r.Slots(rules.Pending)
	if len(waiting) == 0 || int(p.Rev) != r.Rev {
		return t.StaleCard(pilot.RequestRef(r.ID))
	}
	return wfhFlow().Start(t, "days", wfhDraft{Month: waiting[0].Date, Slots: waiting, Note: r.Note, Edit: r.ID, Rev: r.Rev})
}

// daysIntents take "hủy t5" and "đổi t5 sang t6": they find the request of the day
// and carry the wish out after one more press. "Đang chờ ai duyệt?" is about what
// waits for a head, and for others about their own.
func daysIntents() []chat.Intent {
	own := rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own}
	return []chat.Intent{
		{Kind: phrase.Cancel, Access: own, Take: giveUpSaid},
		{Kind: phrase.Move, Access: own, Take: func(t *chat.Turn, s chat.Saying) error {
			if s.From == nil {
				return t.NotUnderstood()
			}
			about, err := t.About(s.Text)
			switch {
			case err != nil:
				return err
			case len(about.Who) > 0 && t.Actor.Sees(decideAccess):
				return t.Say(rules.Msg("move.theirs", "who", about.Who[0]))
			}
			return moveSaid(t, s)
		}},
		{Kind: phrase.Waiting, Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Approves}, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
			switch {
			case s.Own && t.Actor.Sees(decideAccess) && len(s.Who) == 0 && !reply.OfOwn(s.Text): // "em" may be how a head speaks to the bot
				own, err := t.Tx.OpenOf(t.Person.ID)
				if err != nil {
					return fmt.Errorf("find what waits: %w", err)
				}
				if len(own) == 0 {
					return listWaitingOf(t, s)
				}
				return showWaiting(t)
			case s.Own, !t.Actor.Sees(decideAccess) && len(s.Who) == 0:
				return showWaiting(t)
			case !t.Actor.Sees(decideAccess):
				return sayOfOthers(t, s)
			}
			if len(s.Who) > 0 && reply.AsksYet(s.Text) {
				return sayState(t, s)
			}
			return listWaitingOf(t, s)
		}},
		{Kind: chat.Schedule, Access: own, Answers: true, Take: sayOwnDays},
		{Kind: chat.Approver, Access: own, Answers: true, Take: sayApprover},
		{Kind: chat.Unanswered, Access: own, Answers: true, Take: sayUnanswered},
		{Kind: chat.Cutoff, Access: own, Answers: true, Take: sayCutoff},
		{Kind: chat.Free, Access: own, Answers: true, Take: sayFree},
		{Kind: chat.Holidays, Access: own, Answers: true, Take: sayHolidays},
		{Kind: chat.TheirMove, Access: decideAccess, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
			return t.Say(rules.Msg("move.theirs", "who", s.Who[0]))
		}},
		{Kind: chat.AtWork, Access: own, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error { return sayToday(t) }},
		{Kind: phrase.Balance, Access: own, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
			if len(s.Who) > 0 {
				return sayBalanceOf(t, s)
			}
			return sayBalance(t, s)
		}},
	}
}

// sayOfOthers answers who decides nothing: about whoever decides for them with their own
// requests, about others with where theirs are seen.
func sayOfOthers(t *chat.Turn, s chat.Saying) error {
	named, err := namesDecider(t, s)
	switch {
	case err != nil:
		return err
	case !named:
		return t.Say(rules.Msg("decide.not_seen", "who", s.Who[0]))
	}
	return showWaiting(t)
}

// find returns the live request that holds a slot of the person.
func find(t *chat.Turn, s rules.Slot) (rules.Request, rules.RequestDay, bool, error) {
	list, err := t.Tx.RequestsOf(t.Person.ID, s.Date, s.Date)
	if err != nil {
		return rules.Request{}, rules.RequestDay{}, false, fmt.Errorf("find the day: %w", err)
	}
	for _, r := range list {
		i := slices.IndexFunc(r.Days, func(d rules.RequestDay) bool {
			return d.Date == s.Date && d.State.Counts() && d.Overlaps(s)
		})
		if i >= 0 {
			return r, r.Days[i], true, nil
		}
	}
	return rules.Request{}, rules.RequestDay{}, false, nil
}

// heldDays are the days that a sentence gives up: where nothing is held on them, those
// of the same weekdays in a later week in which something is.
func heldDays(t *chat.Turn, s chat.Saying) ([]rules.Slot, error) {
	if len(s.Days)+len(s.Closed)+len(s.Past) == 0 || s.Text == "" {
		return s.Days, nil
	}
	for _, day := range s.Days {
		if _, _, found, err := find(t, day); found || err != nil {
			return s.Days, err
		}
	}
	coming, err := t.Tx.RequestsOf(t.Person.ID, t.Today, t.Today+weekdaysWithin)
	if err != nil {
		return nil, fmt.Errorf("list the days: %w", err)
	}
	tried := map[rules.Date]bool{}
	for _, r := range coming {
		for _, d := range r.Days {
			monday := d.Date.Monday()
			if tried[monday] || !d.State.Counts() {
				continue
			}
			tried[monday] = true
			days, named, err := t.InWeek(s.Text, monday)
			if err != nil {
				return nil, err
			}
			for _, day := range days {
				if _, _, found, err := find(t, day); named && found || err != nil {
					return days, err
				}
			}
		}
	}
	return s.Days, nil
}

const weekdaysWithin = 28 // days in which a bare weekday may be meant

// cancelDays offers to give up the named days; nothing is changed before a press.
func cancelDays(t *chat.Turn, slots []rules.Slot) error {
	if len(slots) == 0 {
		return listDays(t)
	}
	var rows [][]store.Button
	var lines []rules.Message
	var held []rules.Slot
	for _, s := range slots {
		r, d, found, err := find(t, s)
		if err != nil {
			return err
		}
		if !found {
			lines = append(lines, rules.Msg("days.nothing_on", "slot", s))
			continue
		}
		gone := meant(d.Slot, s)
		p := requestPress{Request: r.ID, Rev: int32(r.Rev), Day: gone.Date, Part: uint8(gone.Part)}
		key, press := "days.withdraw_day", withdrawPress
		if d.State == rules.Approved {
			key, press = "card.cancel", cancelPress
		}
		lines = append(lines, stateLine(d))
		rows = append(rows, []store.Button{press.Button(p, key, "slot", gone)})
		held = append(held, gone)
	}
	return t.Show(store.Screen{Text: rules.Msg("days.cancel_sure", "lines", lines, "n", len(rows)), Rows: sureRows(rows, held)})
}

// meant is what of a day at home somebody names: a half of a whole day leaves the other.
func meant(held, named rules.Slot) rules.Slot {
	if held.Part == rules.Whole {
		held.Part = named.Part
	}
	return held
}

// sureRows sets what leaves the days as they are before the buttons that give them up;
// a typed yes means all of them.
func sureRows(rows [][]store.Button, held []rules.Slot) [][]store.Button {
	switch first, halves, near := chat.PackDays(held); {
	case len(rows) == 0:
		return nil
	case len(rows) == 1:
		rows[0][0].Yes = true
	case near:
		all := dropPress.Button(dropPressed{first, halves}, "days.drop_all", "n", len(held))
		all.Yes = true
		rows = append(rows, []store.Button{all})
	}
	keep := keepDaysPress.Button(keepDaysPressed{}, "days.keep")
	keep.No = true
	return append([][]store.Button{{keep}}, rows...)
}

// dropPressed gives up days of the person's own; see chat.PackDays.
type dropPressed struct {
	First  rules.Date
	Halves int64
}

// keepDaysPressed leaves the days that were asked about.
type keepDaysPressed struct{}

// dropDays gives up all the days that were shown and are still held.
func dropDays(t *chat.Turn, p dropPressed) error {
	var given []rules.Slot
	for _, s := range chat.UnpackDays(p.First, p.Halves) {
		r, d, found, err := find(t, s)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		gone := meant(d.Slot, s)
		_, err = request.GiveUpDay(t.Do(), request.Decision{Request: r.ID, Rev: r.Rev, Slots: []rules.Slot{gone}, Chat: t.Chat})
		if refusal, refused := chat.IsRefusal(err); refused {
			return worded(t, refusal)
		}
		if err != nil {
			return err
		}
		given = append(given, gone)
	}
	if len(given) == 0 {
		return t.Stale()
	}
	return t.Show(store.Screen{Text: rules.Msg("days.dropped", "days", given)})
}
