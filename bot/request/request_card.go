package request

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// requestPress acts on a request from its card. Day 0 means all that wait.
type requestPress struct {
	Request rules.RequestID
	Rev     int32
	Day     rules.Date
	Part    uint8
}

// requestPage turns to other days of a long request.
type requestPage struct {
	Request rules.RequestID
	Page    uint8
}

func (p requestPress) slots() []rules.Slot {
	if p.Day == 0 {
		return nil
	}
	return []rules.Slot{{Date: p.Day, Part: rules.Part(p.Part)}}
}

func decision(t *chat.Turn, p requestPress) request.Decision {
	return request.Decision{Request: p.Request, Slots: p.slots(), Rev: int(p.Rev), Chat: t.Chat}
}

// aboutRequest names whom a request concerns, for the access check.
func aboutRequest(t *chat.Turn, p requestPress) (rules.Subject, error) {
	return t.Subject(pilot.ObjectRequest, int64(p.Request))
}

// requestCard is the card of a request: the requester sees how it stands and may
// take it back, whoever may decide sees everything needed to decide.
func requestCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectRequest, Reply: replyToCard, Yes: yesToCard, Waits: waitsForYes,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			r, err := v.Tx.Request(rules.RequestID(id))
			return chat.Owner{Person: r.Person}, err
		},
		May: []rules.Access{
			{Who: rules.Anyone, Over: rules.Own},
			{Who: rules.Head, Over: rules.Approves},
			{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone},
		},
		Also: hadToDecide,
		Gone: "card.elsewhere", Places: []string{pilot.PlaceRequestOwn, pilot.PlaceRequestDecide},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.request", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			c, err := request.RequestCase(v.Do(), rules.RequestID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			if v.Reader.ID == c.Request.Person {
				return v.Join(ownConflicts(c, ownCard(c)), pilot.PlaceRequestOwn, ref.ID)
			}
			if ref.Args["details"] == true {
				return detailsCard(c), nil
			}
			page, _ := ref.Args["page"].(int)
			s, err := approverCard(c, page)
			if err != nil {
				return s, err
			}
			return v.Join(cardConflicts(c, s), pilot.PlaceRequestDecide, ref.ID)
		},
	}
}

// hadToDecide reports whether the reader decided a day of a request, or is whom
// it waits for: a card stays in a chat longer than a head in the office.
func hadToDecide(v chat.View, id int64) (bool, error) {
	r, err := v.Tx.Request(rules.RequestID(id))
	return r.Approver == v.Reader.ID || slices.ContainsFunc(r.Days, func(d rules.RequestDay) bool { return d.DecidedBy == v.Reader.ID }), err
}

// manyDays is from how many days on a card lists them by state in short.
const manyDays = 9

// dayLines tells each day with what became of it; many days are told in short.
func dayLines(c request.Case) []rules.Message {
	if len(c.Request.Days) >= manyDays {
		return stateLines(c.Request)
	}
	lines := make([]rules.Message, len(c.Request.Days))
	for i, d := range c.Request.Days {
		lines[i] = dayLine(c, d)
	}
	return lines
}

func dayLine(c request.Case, d rules.RequestDay) rules.Message {
	if d.Moving() {
		return rules.Msg("card.day.moving", "from", d.Move.Day, "slot", d.Slot)
	}
	return rules.Msg("card.day."+d.State.String(), "slot", d.Slot, "outcome", c.Desk.Outcome(d))
}

var ownKeys = map[rules.RequestState]string{rules.Withdrawn: "card.own_day.withdrawn", rules.Cancelled: "card.own_day.cancelled"}

// ownLines tells the requester the same, what they did themselves in words to them.
func ownLines(c request.Case) []rules.Message {
	lines := dayLines(c)
	if len(lines) != len(c.Request.Days) {
		return lines // told by state
	}
	for i, d := range c.Request.Days {
		if d.DecidedBy == c.Request.Person && d.Move.Request == 0 && ownKeys[d.State] != "" {
			lines[i] = rules.Msg(ownKeys[d.State], "slot", d.Slot)
		}
	}
	return lines
}

// stateLines lists the days of a long request by their state.
func stateLines(r rules.Request) []rules.Message {
	var lines []rules.Message
	for state := rules.Pending; state <= rules.Released; state++ {
		if slots := r.Slots(state); len(slots) > 0 {
			lines = append(lines, rules.Msg("card.days", "state", rules.Msg("state."+state.String()), "n", len(slots), "days", slots))
		}
	}
	return lines
}

func press(c request.Case, slot *rules.Slot) requestPress {
	p := requestPress{Request: c.Request.ID, Rev: int32(c.Request.Rev)}
	if slot != nil {
		p.Day, p.Part = slot.Date, uint8(slot.Part)
	}
	return p
}

// ownCard is what the requester sees.
func ownCard(c request.Case) store.Screen {
	s := store.Screen{}
	args := []any{"days", ownLines(c), "note", c.Request.Note, "to", c.WaitsFor}
	if c.Request.Open() {
		reminded := !c.Request.Reminded.IsZero() && c.Request.WentUp == 0 // later somebody else is asked, too
		at := c.Request.Created
		if reminded {
			at = c.Request.Reminded
		}
		s.Text = rules.Msg("card.own.open", append(args, "reminded", reminded, "at", at)...)
		s.Rows = append(s.Rows, []store.Button{
			editPress.Button(press(c, nil), "card.edit"),
			withdrawPress.Button(press(c, nil), "card.withdraw"),
		})
		return s
	}
	s.Text = rules.Msg("card.own.closed", args...)
	for _, slot := range c.Cancellable[:min(len(c.Cancellable), manyDays)] {
		s.Rows = append(s.Rows, []store.Button{cancelPress.Button(press(c, &slot), "card.cancel", "slot", slot)})
	}
	if len(c.Request.Slots(rules.Cancelled))+len(c.Request.Slots(rules.Revoked)) > 0 {
		s.Rows = append(s.Rows, []store.Button{calendarKey.Button(calendarPress{}, "ics.update")})
	}
	return s
}

// approverCard holds what a decision takes: who, when, why, how much of the
// limits is used, who else is at home then and how many stay.
func approverCard(c request.Case, number int) (store.Screen, error) {
	slots := make([]rules.Slot, len(c.Request.Days))
	for i, d := range c.Request.Days {
		slots[i] = d.Slot
	}
	waiting := c.Request.Slots(rules.Pending)
	balance, err := used(c.Facts, slots, waiting)
	if err != nil {
		return store.Screen{}, err
	}
	args := []any{
		"name", c.Requester.Called(), "position", c.Position.Name, "unit", c.Unit.Name,
		"days", dayLines(c), "note", c.Request.Note, "balance", balance,
	}
	if len(waiting) == 0 || !c.MayDecide {
		s := store.Screen{Text: rules.Msg("card.decided", append(args, "to", c.WaitsFor, "open", len(waiting) > 0)...)}
		s.Rows = againRows(c) // the lighter of the two ways back stands first
		for _, slot := range c.Revocable[:min(len(c.Revocable), manyDays)] {
			s.Rows = append(s.Rows, []store.Button{revokePress.Button(press(c, &slot), "card.revoke", "slot", slot)})
		}
		return s, nil
	}
	var presence, changed []rules.Message
	page, pages := chat.PageOf(waiting, number, manyDays)
	for _, slot := range page {
		presence = append(presence, presenceLine(c, slot))
	}
	for _, slot := range waiting {
		if d, ok := c.Verdict.Day(slot); ok {
			changed = append(changed, ofAnother(slot, slices.Concat(d.Reasons, d.Above))...)
		}
	}
	changed = append(changed, ofAnother(rules.Slot{}, c.Verdict.General)...)
	if c.Excepted != "" {
		changed = append(changed, rules.Msg("card.exception", "name", c.Excepted))
	}
	s := store.Screen{Text: rules.Msg("card.decide", append(args, "presence", presence, "changed", changed, "onbehalf", c.OnBehalfOf,
		"reminded", !c.Request.Reminded.IsZero(), "up", upLines(c), "asked", c.Request.Created)...)}
	s.Rows = append(againRows(c), decideRows(c, waiting, page)...)
	if pages > 1 {
		last := len(s.Rows) - 1
		s.Rows[last] = append(s.Rows[last], pagePress.Button(requestPage{c.Request.ID, uint8((number + 1) % pages)}, "card.more_days"))
	}
	return s, nil
}

// upLines says why a request is not with the lowest seat alone.
func upLines(c request.Case) []rules.Message {
	r := c.Request
	switch {
	case r.Level == 0:
		return nil
	case r.Floor > 0 && c.Verdict.Level > 0:
		return []rules.Message{rules.Msg("card.up.above")}
	case r.Floor > 0:
		return []rules.Message{rules.Msg("card.up.absent")}
	case c.Level < r.Level:
		return []rules.Message{rules.Msg("card.up.also", "to", c.WaitsFor)}
	}
	return []rules.Message{rules.Msg("card.up.slow")}
}

// ofAnother puts reasons that are worded to the requester into words about them,
// with the day where there is one.
func ofAnother(slot rules.Slot, reasons []rules.Message) []rules.Message {
	out := make([]rules.Message, len(reasons))
	for i, m := range reasons {
		out[i] = rules.Msg("card.why", "slot", slot, "day", slot.Date != 0, "why", rules.Msg("effect.why."+m.Key))
	}
	return out
}

// decideRows offers all the waiting days at once, and each of those of a page; the
// last row leads on. What can't be approved has no button for that.
func decideRows(c request.Case, waiting, page []rules.Slot) (rows [][]store.Button) {
	all := request.Fits // as the worst of them
	for _, slot := range waiting {
		if fit := c.Fit(slot); fit != request.Fits && all != request.Unfit {
			all = fit
		}
	}
	approve, reject := "card.approve", "card.reject"
	if len(waiting) > 1 {
		approve, reject = "card.approve_all", "card.reject_all"
	}
	if all == request.GoesUp {
		approve = "card.send_up"
	}
	row := []store.Button{rejectPress.Button(press(c, nil), reject, "n", len(waiting))}
	if all != request.Unfit {
		row = slices.Insert(row, 0, approvePress.Button(press(c, nil), approve, "n", len(waiting)))
	}
	rows = append(rows, row)
	if len(waiting) > 1 {
		for _, slot := range page {
			rows = append(rows, dayRow(c, slot, all))
		}
	}
	return append(rows, []store.Button{detailsPress.Button(press(c, nil), "card.details")})
}

// dayRow offers one of several waiting days; all is what approving them together
// would do.
func dayRow(c request.Case, slot rules.Slot, all request.Fit) []store.Button {
	row := []store.Button{rejectPress.Button(press(c, &slot), "card.reject_day", "slot", slot)}
	switch fit := c.Fit(slot); {
	case fit == request.Fits:
		row = slices.Insert(row, 0, approvePress.Button(press(c, &slot), "card.approve_day", "slot", slot))
	case fit == request.GoesUp && all == request.Unfit:
		row = slices.Insert(row, 0, approvePress.Button(press(c, &slot), "card.send_up_day", "slot", slot))
	}
	return row
}

// presenceLine tells for one day who else is at home and how many stay.
func presenceLine(c request.Case, slot rules.Slot) rules.Message {
	facts := c.Facts
	for _, d := range c.Request.Days {
		if d.Slot == slot {
			facts = facts.InTurn(&c.Request, d)
		}
	}
	h := facts.Headcount(facts.UnitOn(slot.Date), slot.Date)
	var names []string
	for _, d := range h.Home {
		if d.Person != c.Request.Person && d.Part.Overlaps(slot.Part) {
			names = append(names, c.Names[d.Person])
		}
	}
	present := min(h.Present[0], h.Present[1])
	if slot.Part == rules.Morning {
		present = h.Present[0]
	} else if slot.Part == rules.Afternoon {
		present = h.Present[1]
	}
	// The facts leave this request out: with it, one fewer stays.
	home := 1 + mostAtHome(c, h, slot)
	return rules.Msg("card.presence", "slot", slot, "names", joinNames(names), "count", len(names), "present", present-1, "staff", h.Staff,
		"home", home, "limited", h.MaxHalves > 0 && (2*home <= h.MaxHalves || h.HomeHalves+slot.Part.Halves() > h.MaxHalves), "max", rules.Days(h.MaxHalves))
}

// mostAtHome are the others at home in the half of a slot in which most are.
func mostAtHome(c request.Case, h rules.Headcount, slot rules.Slot) (most int) {
	for _, part := range [...]rules.Part{rules.Morning, rules.Afternoon} {
		n := 0
		for _, d := range h.Home {
			if d.Person != c.Request.Person && d.Part.Overlaps(part) && part.Overlaps(slot.Part) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

const namesShown = 4

// joinNames lists the first names in full and counts the rest.
func joinNames(names []string) rules.Message {
	if len(names) == 0 {
		return rules.Msg("names.none")
	}
	list := ""
	for i, n := range names[:min(len(names), namesShown)] {
		if i > 0 {
			list += ", "
		}
		list += n
	}
	return rules.Msg("names", "list", list, "more", max(0, len(names)-namesShown))
}

// detailsCard adds what a decision seldom needs: the days of the month.
func detailsCard(c request.Case) store.Screen {
	var month []rules.Message
	for _, d := range c.Month {
		month = append(month, rules.Msg("card.month_day", "slot", d.Slot, "state", rules.Msg("state."+d.State.String())))
	}
	s := store.Screen{Text: rules.Msg("card.details_text", "name", c.Requester.Name, "code", c.Requester.Code,
		"position", c.Position.Name, "unit", c.Unit.Name, "asked", c.Request.Created, "month", month, "n", len(month))}
	s.Rows = [][]store.Button{{backPress.Button(press(c, nil), "back")}}
	return s
}
