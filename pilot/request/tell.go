package request

import (
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
)

// changed lists the days whose state differs between two forms of a request,
// with their new decision.
func changed(before, after rules.Request) []rules.RequestDay {
	var out []rules.RequestDay
	for _, d := range after.Days {
		if stateOf(before, d.Slot) != d.State {
			out = append(out, d)
		}
	}
	return out
}

// stateOf is the state of a day of the request, of a half that was parted since that
// of the whole day; 0 for none.
func stateOf(r rules.Request, s rules.Slot) rules.RequestState {
	var whole rules.RequestState
	for _, d := range r.Days {
		if d.Slot == s {
			return d.State
		}
		if d.Date == s.Date && d.Part == rules.Whole {
			whole = d.State
		}
	}
	return whole
}

func slots(days []rules.RequestDay) []rules.Slot {
	out := make([]rules.Slot, len(days))
	for i, d := range days {
		out[i] = d.Slot
	}
	return out
}

// tellDecided tells the requester what was decided on which days, by whom: every decision, also the same again
// within a moment, after it was undone.
func tellDecided(do pilot.Do, d Decision, key string) func(rules.Request, rules.Request) error {
	return func(before, after rules.Request) error {
		days := changed(before, after)
		if len(days) == 0 {
			return nil
		}
		by, err := decider(do, days[0])
		if err != nil {
			return err
		}
		return do.Notify(after.Person, fmt.Sprintf("%s:%d:%d", key, after.ID, do.Tx.LastAudited()),
			rules.Msg(key, "days", slots(days), "by", by, "reason", d.Reason, "old", oldDays(after, slots(days))), calendarRows(key)...)
	}
}

// decider names who decided a day, and the head for whom a delegate did.
func decider(do pilot.Do, d rules.RequestDay) (rules.Message, error) {
	by, err := do.Tx.Person(d.DecidedBy, do.Today)
	if err != nil {
		return rules.Message{}, fmt.Errorf("find who decided: %w", err)
	}
	if d.OnBehalfOf == 0 {
		return rules.Msg("request.by", "name", by.Called()), nil
	}
	head, err := do.Tx.Person(d.OnBehalfOf, do.Today)
	if err != nil {
		return rules.Message{}, fmt.Errorf("find the head: %w", err)
	}
	return rules.Msg("request.by_delegate", "name", by.Called(), "head", head.Called()), nil
}

// tellCancelled tells who approved the days given up that the person will be at
// the office.
func tellCancelled(do pilot.Do) func(rules.Request, rules.Request) error {
	return func(before, after rules.Request) error {
		days := changed(before, after)
		person, err := do.Tx.Person(after.Person, do.Today)
		if err != nil {
			return fmt.Errorf("find the requester: %w", err)
		}
		given := slots(days)
		told := map[rules.PersonID]bool{}
		for _, d := range before.Days {
			if !slices.ContainsFunc(given, d.Overlaps) || d.DecidedBy == 0 || told[d.DecidedBy] {
				continue
			}
			told[d.DecidedBy] = true
			if err := do.Notify(d.DecidedBy, fmt.Sprintf("cancelled:%d:%s:%d", after.ID, d.Slot, d.DecidedBy),
				rules.Msg("notice.cancelled", "name", person.Called(), "days", given, "left", LeftLines(left(after, given)))); err != nil {
				return err
			}
		}
		return nil
	}
}

// OfferAgain sends each approver once more what waits for a decision: presses
// made while the bot was away are lost.
func OfferAgain(do pilot.Do, since time.Time) error {
	waiting, err := waitingBy(do)
	if err != nil {
		return err
	}
	for approver, n := range waiting {
		if approver == 0 {
			continue
		}
		if err := do.Notify(approver, fmt.Sprintf("back:%d:%d", since.UnixMilli(), approver), rules.Msg("notice.back", "n", n)); err != nil {
			return err
		}
	}
	return nil
}

// tellException tells the person for whom a coordinator asked.
func tellException(do pilot.Do, r rules.Request) error {
	by, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return fmt.Errorf("find the coordinator: %w", err)
	}
	return do.Notify(r.Person, fmt.Sprintf("exception:%d", r.ID), rules.Msg("notice.exception", "by", by.Called(), "days", r.Slots(rules.Pending)))
}

// tellSentUp gives the card to who decides from now on, and tells the requester why
// it went up when somebody was about to approve it.
func tellSentUp(do pilot.Do, r rules.Request, v rules.Verdict) error {
	if err := tellApprover(do, r, "sent_up"); err != nil {
		return err
	}
	to, err := do.Tx.Person(r.Approver, do.Today)
	if err != nil {
		return fmt.Errorf("find who decides now: %w", err)
	}
	var why []rules.Message
	for _, d := range v.Days {
		why = append(why, d.Above...)
	}
	return tellOwner(do, "sent_up", r, []any{"to", to.Called(), "days", r.Slots(rules.Pending), "why", why})
}

// refresh renews the cards of a request, but for one that the caller edits, and of those
// waiting ones that its change bears on: of the same unit on the same days, and of the
// same person in these weeks and months. What can't be approved by now loses its button,
// what can gets it back.
func refresh(do pilot.Do, before, after rules.Request, exceptChat int64) error {
	var days []rules.Date
	for _, d := range slices.Concat(changed(before, after), changed(after, before)) {
		days = append(days, d.Date)
	}
	if len(days) == 0 {
		if err := do.Tx.Refresh(do.Now, pilot.RequestRef(after.ID), exceptChat); err != nil {
			return fmt.Errorf("refresh the cards: %w", err)
		}
		return nil
	}
	first, last := slices.Min(days), slices.Max(days)
	first, last = rules.Around(first, last)
	if err := do.Tx.RefreshBeside(do.Now, after, exceptChat, days, first, last); err != nil {
		return fmt.Errorf("refresh the cards of this and of others: %w", err)
	}
	return nil
}
