package request

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// adjust leaves out of the facts what sending the draft would replace, and loads
// the request that it changes.
func (d *wfhDraft) adjust(t *chat.Turn, f *rules.Facts) error {
	f.Except = d.Edit
	for _, p := range d.Instead {
		f.LeaveOut([]rules.MoveEnd{p.end()})
	}
	if d.Edit == 0 || d.edited != nil {
		return nil
	}
	r, err := t.Tx.Request(d.Edit)
	if err != nil {
		return fmt.Errorf("load the request being changed: %w", err)
	}
	d.edited = &r
	return nil
}

// check judges slots as sending them would: of a request being changed only those
// that are added.
func (d *wfhDraft) check(f *rules.Facts, slots []rules.Slot) rules.Verdict {
	if d.edited == nil {
		return rules.Check(f, slots)
	}
	return rules.CheckEdit(f, d.edited, slots)
}

// free lists what of a day can be picked: the whole day first.
func (d *wfhDraft) free(f *rules.Facts, day rules.Date) []rules.Part {
	if d.edited == nil {
		return rules.DayMark(f, d.Slots, day).Free
	}
	others := slices.DeleteFunc(slices.Clone(d.Slots), func(s rules.Slot) bool { return s.Date == day })
	var parts []rules.Part
	for _, part := range []rules.Part{rules.Whole, rules.Morning, rules.Afternoon} {
		s := rules.Slot{Date: day, Part: part}
		v := d.check(f, append(slices.Clone(others), s))
		if dv, ok := v.Day(s); ok && len(dv.Reasons) == 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// end is the day that a press names, as the other end of a move.
func (p requestPress) end() rules.MoveEnd {
	return rules.MoveEnd{Request: p.Request, Day: p.slots()[0]}
}

// moves leads from each of the first slots to what it would take the place of.
func (d *wfhDraft) moves() map[rules.Slot]rules.MoveEnd {
	if len(d.Instead) == 0 {
		return nil
	}
	pairs := map[rules.Slot]rules.MoveEnd{}
	for i, s := range d.Slots[:min(len(d.Slots), len(d.Instead))] {
		pairs[s] = d.Instead[i].end()
	}
	return pairs
}

// moveLines says of each pair what is moved where.
func (d *wfhDraft) moveLines() []rules.Message {
	var lines []rules.Message
	pairs := d.moves()
	for _, s := range d.Slots {
		if from, ok := pairs[s]; ok {
			lines = append(lines, rules.Msg("wfh.said.move", "from", from.Day, "to", s))
		}
	}
	return lines
}

// done goes on with the days that were picked. It refuses with every reason, and says
// where the nearest room is.
func (d *wfhDraft) done(t *chat.Turn) (string, error) {
	if len(d.Slots) == 0 {
		return chat.Stay, rules.Refuse("wfh.none_picked")
	}
	f, err := facts(t, d)
	if err != nil {
		return chat.Stay, err
	}
	v := d.check(f, d.Slots)
	if r, refused := chat.IsRefusal(v.Refusal()); refused {
		for _, day := range v.Days {
			if len(day.Reasons) > 0 {
				r.Reasons = append(r.Reasons, room(f, d.Slots, day.Slot)...)
				break
			}
		}
		return chat.Stay, r
	}
	d.Said = nil
	return "preview", nil
}

// room says which days nearest to one that can't be had still can.
func room(f *rules.Facts, asked []rules.Slot, slot rules.Slot) []rules.Message {
	near := rules.Alternatives(f, asked, slot, 2)
	slices.SortFunc(near, func(a, b rules.Slot) int { return cmp.Compare(a.Date, b.Date) })
	if len(near) > 0 {
		return []rules.Message{rules.Msg("wfh.room", "days", near)}
	}
	return nil
}

// whyNot refuses a day with its reasons and where there is still room.
func whyNot(f *rules.Facts, d *wfhDraft, day rules.Date) error {
	slot := rules.Slot{Date: day}
	asked := append(slices.Clone(d.Slots), slot)
	v := d.check(f, asked)
	why := slices.Clone(v.General)
	if dv, ok := v.Day(slot); ok {
		why = append(why, dv.Reasons...)
	}
	if len(why) == 0 { // an earlier day has room and takes it from those that were picked
		for _, dv := range v.Days {
			why = append(why, dv.Reasons...)
		}
	}
	why = append(why, room(f, asked, slot)...)
	if len(why) == 0 {
		return fmt.Errorf("day %s can't be had and no rule says why", day)
	}
	return &rules.Refusal{Reasons: why}
}

// whySaid is the reason that a wish gives, by the words for because or by a clause beside its days:
// "t5 này em xin làm ở nhà nhé, con em sốt".
func whySaid(t *chat.Turn, s chat.Saying) (string, error) {
	if s.Note != "" || t.Said() != s.Text || len(s.Days) == 0 {
		return s.Note, nil
	}
	for i, clause := range reply.Parts(s.Text) {
		if !reply.Reason(clause) || reply.SaysHome(clause, t.Today) || reply.Asks(clause) || len(strings.Fields(clause)) < 2 {
			continue
		}
		u, err := t.Understand(clause)
		if err != nil {
			return "", err
		}
		if a := u.Acts[0]; len(u.Acts) == 1 && a.Intent == phrase.None && len(a.Days) == 0 && (i > 0 || len(u.Named) == 0) {
			return clause, nil
		}
	}
	return "", nil
}

// more takes "cả thứ 6 nữa": those days beside what is picked, but for those that were sent before.
func (d *wfhDraft) more(t *chat.Turn, days []rules.Slot) (string, error) {
	d.Said = nil
	for _, s := range days {
		r, held, sent, err := find(t, s)
		if err != nil {
			return chat.Stay, err
		}
		if sent && r.ID != d.Edit {
			d.Said = append(d.Said, rules.Msg("wfh.said.sent_before", "line", stateLine(held)))
			continue
		}
		d.put(s)
	}
	if len(d.Slots) > maxSlots {
		return chat.Stay, rules.Refuse("wfh.too_many", "max", maxSlots)
	}
	return previewOrDays(t, d)
}
