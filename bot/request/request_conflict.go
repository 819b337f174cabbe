package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// conflictPage shows a page of what is to be settled, from 0.
type conflictPage struct{ Page uint8 }

const conflictsShown = 5 // beside what waits; all of them stand in their own list

// showConflicts shows the days in conflict that the person is to settle, each with
// its buttons.
func showConflicts(t *chat.Turn, number int) error {
	cases, err := request.Conflicts(t.Do())
	if err != nil {
		return fmt.Errorf("list what is to be settled: %w", err)
	}
	if len(cases) == 0 {
		return t.Show(store.Screen{Text: rules.Msg("conflict.none")})
	}
	part, pages := chat.PageOf(cases, number, chat.Listed)
	if number < 0 || number >= pages {
		number = 0
	}
	section, rows := conflictSection(part, number*chat.Listed, len(cases))
	if pages > 1 {
		next := (number + 1) % pages
		rows = append(rows, []store.Button{conflictPress.Button(conflictPage{uint8(next)}, "conflict.next", "page", next+1, "pages", pages)})
	}
	return t.Show(store.Screen{Text: rules.Msg("conflict.list", "section", section, "page", number+1, "pages", pages), Rows: rows})
}

// conflictSection words days in conflict with their buttons: revoke or reject, or keep
// with a reason.
func conflictSection(part []request.ConflictCase, before, n int) (text rules.Message, rows [][]store.Button) {
	var lines []rules.Message
	for k, c := range part {
		i := before + k + 1
		lines = append(lines, c.Line(i, ""))
		p := requestPress{Request: c.Request, Rev: int32(c.Rev), Day: c.Date, Part: uint8(c.Part)}
		end := revokePress.Button(p, "conflict.revoke", "i", i)
		if c.Pending {
			end = rejectPress.Button(p, "conflict.reject", "i", i)
		}
		rows = append(rows, []store.Button{end, keepPress.Button(p, "conflict.keep", "i", i)})
	}
	return rules.Msg("conflict.section", "n", n, "lines", lines), rows
}

// withConflictSection puts what is to be settled below what waits.
func withConflictSection(s store.Screen, cases []request.ConflictCase) store.Screen {
	if len(cases) == 0 {
		return s
	}
	section, rows := conflictSection(cases[:min(len(cases), conflictsShown)], 0, len(cases))
	s.Text, s.Rows = rules.Msg("approve.with_conflicts", "list", s.Text, "section", section), append(s.Rows, rows...)
	if len(cases) > conflictsShown {
		s.Rows = append(s.Rows, []store.Button{conflictPress.Button(conflictPage{}, "conflict.more", "n", len(cases))})
	}
	return s
}

// conflictLines word the days of a request that are in conflict, and are kept.
func conflictLines(c request.Case) (lines []rules.Message, open bool) {
	for _, s := range c.Conflicts {
		whys := request.Whys(s.Why(0))
		kept := s.State == rules.ConflictKept
		open = open || !kept
		for i, why := range whys {
			lines = append(lines, rules.Msg("card.conflict", "slot", s.Slot, "why", why, "kept", kept && i == len(whys)-1,
				"name", c.Desk.Org.People[s.KeptBy].Called(), "at", s.KeptAt, "reason", s.Reason))
		}
	}
	return lines, open
}

// cardConflicts adds to a card what is to be settled of its request; whoever may decide
// can keep a day.
func cardConflicts(c request.Case, s store.Screen) store.Screen {
	waiting := c.Request.Slots(rules.Pending)
	told := c // what stands against a day that waits is said above, to whoever decides
	told.Conflicts = slices.DeleteFunc(slices.Clone(c.Conflicts), func(x rules.Standing) bool {
		return c.MayDecide && x.State == rules.ConflictOpen && slices.Contains(waiting, x.Slot)
	})
	if lines, open := conflictLines(told); len(lines) > 0 {
		s.Text = rules.Msg("card.with_conflict", "card", s.Text, "lines", lines, "open", open)
	}
	for _, x := range c.Conflicts {
		may := slices.Contains(c.Revocable, x.Slot) || c.MayDecide && slices.Contains(waiting, x.Slot)
		if may && x.State == rules.ConflictOpen {
			s.Rows = append(s.Rows, []store.Button{keepPress.Button(press(c, &x.Slot), "card.keep", "slot", x.Slot)})
		}
	}
	return s
}

// askKeep asks why a day is kept, where there is something to keep: a conflict that was
// settled, or whose cause has gone, says so.
func askKeep(t *chat.Turn, f chat.Flow[reasonDraft], p requestPress) error {
	_, err := request.Keep(t.Do(), decision(t, p)) // refused for want of a reason alone
	if r, refused := chat.IsRefusal(err); refused && r.Reasons[0].Key != "request.reason_missing" {
		return refuseOnCard(t, p, r)
	} else if !refused && err != nil {
		return err
	}
	return f.Start(t, "reason", reasonDraft{Press: p, Do: "keep"})
}

// ownConflicts tells the requester what of theirs is being looked at again.
func ownConflicts(c request.Case, s store.Screen) store.Screen {
	lines, open := conflictLines(c)
	if len(lines) == 0 {
		return s
	}
	s.Text = rules.Msg("card.own_conflict", "card", s.Text, "lines", lines, "open", open)
	return s
}

// digestPanels are what requests say in a digest: what waits for a decision, who is at
// home today.
func digestPanels() []chat.Panel {
	own := []rules.Access{{Who: rules.Head, Over: rules.Own}}
	return []chat.Panel{
		{
			Host: pilot.PlaceDigest, Name: "waiting", Order: 10, Whose: chat.OfPerson, May: own,
			Show: func(v chat.View, _ int64) (chat.Shown, error) {
				n, err := request.WaitingHere(v.Do())
				if err != nil || n == 0 {
					return chat.Shown{}, err
				}
				return chat.Shown{Text: rules.Msg("digest.waiting", "n", n), Rows: [][]store.Button{{v.Opens("approve", "digest.waiting.open", "n", n)}}}, nil
			},
		},
		{
			Host: pilot.PlaceDigest, Name: "home", Order: 90, Whose: chat.OfPerson, May: own,
			Show: func(v chat.View, _ int64) (chat.Shown, error) {
				blocks, err := request.HomeToday(v.Do())
				if err != nil || len(blocks) == 0 {
					return chat.Shown{}, err
				}
				return chat.Shown{Text: rules.Msg("morning", "units", blocks)}, nil
			},
		},
	}
}
