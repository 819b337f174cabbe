package request

import (
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

func askDecideReason(t *chat.Turn, d *decideDraft) (store.Screen, error) {
	items, err := d.shown(t)
	if err != nil {
		return store.Screen{}, err
	}
	approved, rejected := byVerdict(items)
	var rows [][]store.Button
	for i := range int32(quickReasons) {
		rows = append(rows, []store.Button{t.Choice(decideQuick, i, fmt.Sprintf("reason.reject.%d", i))})
	}
	rows = append(rows, []store.Button{t.Choice(decideStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("decide.reason", "lines", rejected, "approved", approved), Rows: rows}, nil
}

// byVerdict are the lines of what is approved and of what is refused.
func byVerdict(items []standingItem) (approved, rejected []rules.Message) {
	for _, x := range items {
		if x.item.Reject {
			rejected = append(rejected, x.line())
		} else {
			approved = append(approved, x.line())
		}
	}
	return approved, rejected
}

// shown are the items, with whose requests they are, whatever became of them since.
func (d *decideDraft) shown(t *chat.Turn) (items []standingItem, err error) {
	for _, x := range d.Items {
		r, err := t.Tx.Request(x.Request)
		if err != nil {
			return nil, fmt.Errorf("load the request: %w", err)
		}
		p, err := t.Tx.Person(r.Person, t.Today)
		if err != nil {
			return nil, fmt.Errorf("load who asked: %w", err)
		}
		items = append(items, standingItem{x, request.Case{Request: r, Requester: p}})
	}
	return items, nil
}

// waiting is what waits, loaded once a turn.
func (d *decideDraft) waiting(t *chat.Turn) (cases []request.Case, err error) {
	if d.known == nil {
		if d.known, err = request.Waiting(t.Do()); err != nil {
			return nil, fmt.Errorf("list what waits: %w", err)
		}
		nearestFirst(d.known)
	}
	return d.known, nil
}

func takeDecideReason(t *chat.Turn, d *decideDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == decideStop {
		return chat.Stopped, nil
	}
	if !in.Pressed && reply.LetsAfterAll(in.Text) {
		return d.letAfterAll(t)
	}
	reason := reply.RefusedFor(in.Text)
	if !in.Pressed {
		if err := mayBeReason(t, reason); err != nil {
			return chat.Stay, err
		}
	} else {
		if in.Arg < 0 || in.Arg >= quickReasons {
			return chat.Stay, nil
		}
		var err error
		if reason, err = t.Text(rules.Msg(fmt.Sprintf("reason.reject.%d", in.Arg))); err != nil {
			return chat.Stay, err
		}
	}
	d.Reason = reason
	return "sure", nil
}

// letAfterAll approves what was to be refused: who decides has thought better of it.
func (d *decideDraft) letAfterAll(t *chat.Turn) (string, error) {
	cases, err := d.waiting(t)
	if err != nil {
		return chat.Stay, err
	}
	for i := range d.Acts {
		d.Acts[i].Reject = false
	}
	d.Reason = ""
	return d.next(cases), nil
}

// standingItem is what is decided of a request, with the request as it stands now.
type standingItem struct {
	item decideItem
	request.Case
}

func (s standingItem) line() rules.Message {
	return rules.Msg("approve.all_line", "name", s.Requester.Called(), "days", s.item.Slots)
}

// standing are the items as they stand now: those still to be decided as they were
// shown, and the others with what became of them, or why they are decided on their card.
func (d *decideDraft) standing(t *chat.Turn) (same []standingItem, others []rules.Message, err error) {
	for _, x := range d.Items {
		c, err := request.RequestCase(t.Do(), x.Request)
		switch {
		case err != nil:
			return nil, nil, err
		case !c.Request.Open():
			others = append(others, rules.Msg("approve.all_decided", "name", c.Requester.Called(), "days", dayLines(c)))
		case c.Request.Rev != x.Rev, !c.MayDecide, !x.Reject && !allIn(x.Slots, c.Verdict.Clean()):
			others = append(others, rules.Msg("approve.all_other", "name", c.Requester.Called(), "days", c.Request.Slots(rules.Pending)))
		default:
			same = append(same, standingItem{x, c})
		}
	}
	return same, others, nil
}

func allIn(some, all []rules.Slot) bool {
	return !slices.ContainsFunc(some, func(s rules.Slot) bool { return !slices.Contains(all, s) })
}

// askDecide shows all that one press decides, with the reason that others will read.
func askDecide(t *chat.Turn, d *decideDraft) (store.Screen, error) {
	same, others, err := d.standing(t)
	if err != nil {
		return store.Screen{}, err
	}
	d.stood = same
	spared, err := d.spared(t)
	if err != nil {
		return store.Screen{}, err
	}
	approved, rejected := byVerdict(same)
	screen := store.Screen{Text: rules.Msg("decide.sure", "approved", approved, "rejected", rejected, "reason", d.Reason, "others", others, "more", d.More, "spared", spared, "missed", d.missed())}
	if len(same) > 0 {
		key := "decide.yes_both"
		switch {
		case len(rejected) == 0:
			key = "decide.yes_approve"
		case len(approved) == 0:
			key = "decide.yes_reject"
		}
		screen.Rows = append(screen.Rows, []store.Button{t.Choice(decideYes, 0, key)})
	}
	if len(rejected) > 0 {
		screen.Rows = append(screen.Rows, []store.Button{t.Choice(decideReason, 0, "decide.other_reason")})
	}
	for _, x := range d.Items { // what is not decided here is on its card
		if !slices.ContainsFunc(same, func(s standingItem) bool { return s.item.Request == x.Request }) {
			c, err := request.RequestCase(t.Do(), x.Request)
			if err != nil {
				return store.Screen{}, err
			}
			screen.Rows = append(screen.Rows, []store.Button{openPress.Button(press(c, nil), "decide.open", "name", c.Requester.Called())})
		}
	}
	stop := []store.Button{t.Choice(decideStop, 0, "stop")}
	if len(rejected) > 0 { // what refuses is not the first button
		screen.Rows = append([][]store.Button{stop}, screen.Rows...)
	} else {
		screen.Rows = append(screen.Rows, stop)
	}
	if len(rejected) > 0 && reply.Asks(d.Reason) {
		screen = asksInReason(screen, t.Choice(decideAsk, 0, "reason.ask_instead"))
	}
	return screen, nil
}

func (d *decideDraft) missed() (lines []rules.Message) {
	for _, m := range d.Missed {
		lines = append(lines, rules.Msg("decide.missed_line", "names", joinNames(m.Names), "days", m.Days))
	}
	return lines
}

func takeDecide(t *chat.Turn, d *decideDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if reason, ok := reply.Reasoned(in.Text); ok && d.Reason != "" {
			if err := mayBeReason(t, reason); err != nil {
				return chat.Stay, err
			}
			d.Reason = reason
			return "sure", nil
		}
		next, err := d.amend(t, in.Text)
		if _, refused := chat.IsRefusal(err); refused && d.Reason != "" && d.refuses() && len(strings.Fields(in.Text)) > decisionWords && mayBeReason(t, in.Text) == nil {
			d.Reason = in.Text
			return "sure", nil
		}
		return next, err
	case in.Choice == decideStop:
		return chat.Stopped, nil
	case in.Choice == decideReason:
		return "reason", nil
	case in.Choice == decideAsk:
		return t.AskInstead(d.Reason)
	}
	same := d.stood // a press is taken where it shows the same: see Step.Sure
	if same == nil {
		var err error
		if same, _, err = d.standing(t); err != nil {
			return chat.Stay, err
		}
	}
	if len(same) == 0 {
		return chat.End, listWaiting(t)
	}
	done, err := carryOut(t, d, same)
	if err != nil {
		return chat.Stay, err
	}
	if len(same) == 1 && len(done) == 1 {
		key := "approve.toast"
		if same[0].item.Reject {
			key = "reason.toast.reject"
		}
		return chat.End, t.AnswerCard(rules.Msg(key), pilot.RequestRef(same[0].item.Request))
	}
	t.Remember(rules.Msg("decide.said"))
	s := store.Screen{Text: rules.Msg("decide.done", "lines", done, "n", len(done), "left", len(same)-len(done))}
	return chat.End, t.Show(withMore(s, d.More, waitingPress.Button(waitingOf(0, d.people()), "decide.more", "n", d.More)))
}

// people are all whom the decisions name.
func (d *decideDraft) people() (of []rules.PersonID) {
	for _, a := range d.Acts {
		of = append(of, a.People...)
	}
	return of
}

// carryOut decides one after the other. What an earlier one has made impossible stays
// in the list of what waits.
func carryOut(t *chat.Turn, d *decideDraft, same []standingItem) (done []rules.Message, err error) {
	rev := map[rules.RequestID]int{}
	for _, s := range same {
		if _, known := rev[s.item.Request]; !known {
			rev[s.item.Request] = s.item.Rev
		}
		do, key, what := request.Approve, "decide.line.approved", request.Decision{
			Request: s.item.Request, Slots: s.item.Slots, Rev: rev[s.item.Request], Chat: t.Chat, Stay: true,
		}
		if s.item.Reject {
			do, key, what.Reason = request.Reject, "decide.line.rejected", d.Reason
		}
		after, err := do(t.Do(), what)
		if _, refused := chat.IsRefusal(err); refused {
			continue
		}
		if err != nil {
			return nil, err
		}
		rev[s.item.Request] = after.Rev
		done = append(done, rules.Msg(key, "name", s.Requester.Called(), "days", s.item.Slots))
	}
	return done, nil
}
