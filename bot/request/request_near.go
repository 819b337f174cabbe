package request

import (
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/rules"
	"tainha/store"
)

// nearStep asks once whether a sentence that is only near to a wish for days at home
// is one.
func nearStep() chat.Step[wfhDraft] {
	return chat.Step[wfhDraft]{Name: "near", Ask: askNear, Take: takeNear, Yes: wfhYes, No: wfhNo, Choices: []chat.Choice{
		{Name: "yes", Value: wfhYes, Arg: chat.NoArg}, {Name: "no", Value: wfhNo, Arg: chat.NoArg},
	}}
}

func askNear(t *chat.Turn, d *wfhDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("wfh.near", "days", d.Slots, "n", len(d.Slots), "lines", d.Said),
		Rows: [][]store.Button{{t.Choice(wfhYes, 0, "wfh.near.yes"), t.Choice(wfhNo, 0, "wfh.near.no")}},
	}, nil
}

// takeNear goes on with the days that were asked about, or with those named instead.
func takeNear(t *chat.Turn, d *wfhDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == wfhNo:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("wfh.near.none")})
	case !in.Pressed:
		alone, err := t.DaysAlone(in.Text)
		if err != nil || !alone {
			return chat.Stay, refused(err, "wfh.near.press")
		}
		return typedDays(t, d, in.Text)
	}
	d.Said = nil
	if len(d.Slots) == 0 {
		return "days", d.usefulMonth(t)
	}
	return previewOrDays(t, d)
}

// corrected reports a wish that puts right within itself what was said before: "không
// phải thứ 6, ý em là thứ 5".
func corrected(w phrase.Wish) bool {
	return slices.ContainsFunc(w.Doubts, func(m rules.Message) bool { return m.Key == phrase.DoubtCorrected })
}

// week is the Monday of the week in which all days of the draft lie, or that was named
// without its days.
func (d *wfhDraft) week() (monday rules.Date, one bool) {
	for i, s := range d.Slots {
		if i > 0 && s.Date.Monday() != monday {
			return 0, false
		}
		monday = s.Date.Monday()
	}
	if len(d.Slots) == 0 {
		return d.Week, d.Week != 0
	}
	return monday, true
}

// dropPicked takes days that a sentence gives up out of those that were picked: by their
// date, or by their weekday in a week of which one was picked.
func dropPicked(t *chat.Turn, d *wfhDraft, a phrase.Act, text string) (string, bool, error) {
	gone, err := d.without(t, a.Days)
	if err != nil {
		return chat.Stay, false, err
	}
	for _, s := range slices.Clone(d.Slots) {
		if len(gone) > 0 {
			break
		}
		days, named, err := t.InWeek(text, s.Date.Monday())
		if err != nil {
			return chat.Stay, false, err
		}
		if named {
			if gone, err = d.without(t, days); err != nil {
				return chat.Stay, false, err
			}
		}
	}
	if len(gone) == 0 {
		return chat.Stay, false, nil
	}
	d.Said = []rules.Message{rules.Msg("wfh.said.dropped", "days", gone)}
	if len(d.Slots) == 0 {
		return "days", true, nil
	}
	next, err := previewOrDays(t, d)
	return next, true, err
}

// without takes days out of the picked ones, of a whole day also a half, and says which
// there were. A day that another request holds is not among them: that is given up.
func (d *wfhDraft) without(t *chat.Turn, days []rules.Slot) (gone []rules.Slot, err error) {
	for _, s := range days {
		r, _, sent, err := find(t, s)
		if err != nil {
			return nil, err
		}
		was, picked := d.slot(s.Date)
		switch {
		case !picked, sent && r.ID != d.Edit:
		case s.Part == rules.Whole, s.Part == was.Part:
			d.drop(s.Date)
			gone = append(gone, was)
		case was.Part == rules.Whole:
			rest := rules.Morning
			if s.Part == rules.Morning {
				rest = rules.Afternoon
			}
			d.put(rules.Slot{Date: s.Date, Part: rest})
			gone = append(gone, s)
		}
	}
	return gone, nil
}

// refused is err, or where there is none a refusal for that reason.
func refused(err error, key string) error {
	if err != nil {
		return err
	}
	return rules.Refuse(key)
}
