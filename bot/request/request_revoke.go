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

// revokeIntent takes "hủy duyệt thứ 5 của Bình": the approved days that are meant are
// found, and one question stands before one is taken back. It never approves.
func revokeIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Revoke, Access: rules.Access{Who: rules.Anyone, Over: rules.NoData}, Take: revokeSaid}
}

// revocableDay is an approved day that the reader may take back.
type revocableDay struct {
	request.Case
	slot rules.Slot
}

const revocableShown = 8 // days to choose from

func revokeSaid(t *chat.Turn, s chat.Saying) error {
	if !t.Actor.Sees(decideAccess) {
		return sayNotTheirs(t, s)
	}
	if len(s.Who) == 0 {
		if len(s.Days) == 0 { // what was decided a moment ago
			return listUndoable(t)
		}
		return rules.Refuse("revoke.whose")
	}
	days, err := revocableOf(t, s)
	switch {
	case err != nil:
		return err
	case len(days) == 0:
		return refusePending(t, s)
	case len(days) > 1:
		return t.Show(whichToRevoke(days))
	}
	d := reasonDraft{Press: press(days[0].Case, &days[0].slot), Do: "revoke", Reason: chat.Short(whySaidOf(s), chat.MaxNote)}
	step := "sure"
	if d.Reason == "" {
		step = "reason"
	}
	return reasonFlow().Start(t, step, d)
}

// revocableOf are the days that a sentence means, of those whom the reader decides for.
func revocableOf(t *chat.Turn, s chat.Saying) (out []revocableDay, err error) {
	for _, name := range s.Who {
		found, err := meantPeople(t, chat.Saying{Act: phrase.Act{Who: []string{name}}, Text: s.Text})
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			theirs, err := revocableBy(t, p, s.Days)
			if err != nil {
				return nil, err
			}
			out = append(out, theirs...)
		}
	}
	return out, nil
}

// revocableBy are the approved days of somebody that the reader may take back, of those
// that were said, else all that come.
func revocableBy(t *chat.Turn, p rules.Person, said []rules.Slot) (out []revocableDay, err error) {
	subject, err := t.Do().Subject(p.ID, p.Unit)
	if err != nil || !rules.May(t.Actor, decideAccess, subject) {
		return nil, err
	}
	list, err := t.Tx.RequestsOf(p.ID, t.Today, t.Today.AddDays(pilot.Horizon))
	if err != nil {
		return nil, fmt.Errorf("list the approved days: %w", err)
	}
	for _, r := range list {
		if len(r.Slots(rules.Approved)) == 0 {
			continue
		}
		c, err := request.RequestCase(t.Do(), r.ID)
		if err != nil {
			return nil, err
		}
		for _, slot := range c.Revocable {
			meant := slices.ContainsFunc(said, func(d rules.Slot) bool { return d.Date == slot.Date && d.Overlaps(slot) })
			if len(said) == 0 || meant {
				out = append(out, revocableDay{c, slot})
			}
		}
	}
	return out, nil
}

func whichToRevoke(days []revocableDay) store.Screen {
	var lines []rules.Message
	var rows [][]store.Button
	for i, d := range days[:min(len(days), revocableShown)] {
		lines = append(lines, rules.Msg("revoke.line", "i", i+1, "name", d.Requester.Called(), "slot", d.slot))
		rows = append(rows, []store.Button{revokePress.Button(press(d.Case, &d.slot), "revoke.one", "i", i+1, "name", d.Requester.Called(), "slot", d.slot)})
	}
	return store.Screen{Text: rules.Msg("revoke.which", "lines", lines, "more", max(0, len(days)-revocableShown)), Rows: rows}
}

// refusePending takes "không duyệt thứ 4 của Lan nữa, họp với Sở" of a day that still waits as its
// refusal.
func refusePending(t *chat.Turn, s chat.Saying) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	if len(s.Days) == 0 || !slices.ContainsFunc(waitingOfNames(cases, s.Who, s.Text), func(x rules.Slot) bool { return onDays(s.Days, x) }) {
		return sayNoneToRevoke(t, s)
	}
	s.Intent, s.Reason, s.With = phrase.Reject, whySaidOf(s), nil
	return decide(t, s)
}

// whySaidOf is why a day is taken back, by the words for because or else behind its clause.
func whySaidOf(s chat.Saying) string {
	_, why := reply.Clauses(s.Text)
	if reply.Revokes(why) { // "khoan đã, hủy duyệt của Bình"
		why = ""
	}
	return cmp.Or(s.Reason, s.Note, why)
}

// sayNoneToRevoke says that nothing of that is approved, and lists what waits of them.
func sayNoneToRevoke(t *chat.Turn, s chat.Saying) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	waits := len(namedWaiting(cases, s)) > 0
	if err := t.Say(rules.Msg("revoke.none", "names", joinNames(s.Who), "days", s.Days, "n", len(s.Days), "waits", waits)); err != nil || !waits {
		return err
	}
	return listWaitingOf(t, s)
}
