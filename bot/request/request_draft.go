package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
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
