package review

import (
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	made "tainha/pilot/review"
	"tainha/rules"
	"tainha/store"
)

// gatePress shows the conditions of a unit before its pilot is widened, kept or stopped.
type gatePress struct{ Unit rules.UnitID }

var gateKey = chat.DefinePress[gatePress]("vg")

func gate() chat.Presser {
	about := func(t *chat.Turn, p gatePress) (rules.Subject, error) { return t.Do().Subject(0, p.Unit) }
	return gateKey.On(reviewAll, about, func(t *chat.Turn, p gatePress) error {
		span, err := made.SpanOf(t.Do(), 0)
		if err != nil {
			return err
		}
		return making(t, span, pilot.ChecksRef(p.Unit))
	})
}

// gatePanel stands on the card of a unit that takes part, or did: what is decided there is decided on what was measured.
func gatePanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceUnit, Name: "review", Order: 10, Whose: chat.OfUnit, May: []rules.Access{reviewAll},
		Show: func(v chat.View, id int64) (chat.Shown, error) {
			u, err := v.Tx.Unit(rules.UnitID(id))
			if err != nil || len(u.Enrolments) == 0 || u.Enrolments[0].First > v.Today {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: rules.Msg("review.gate"), Rows: [][]store.Button{{gateKey.Button(gatePress{u.ID}, "review.button.checks")}}}, nil
		},
	}
}

// checks is the card of a unit's conditions: each with its measured value, its verdict and, where there is too little data, what it takes.
func checks(v chat.View, ref store.Ref) (store.Screen, error) {
	r, err := made.Make(v.Do(), made.Asked{Unit: rules.UnitID(ref.ID), Tell: steps(v, 0, false)})
	if err != nil {
		return store.Screen{}, err
	}
	p := &paper{w: chat.Wording{Texts: v}, r: r}
	lines := p.lines()
	for _, row := range r.Rows {
		if row.Unit == r.Scope && row.More != nil {
			lines = append(lines, p.w.Word(rules.Msg("review.takes", "question", p.question(row), "takes", p.more(row))))
		}
	}
	if p.w.Err != nil {
		return store.Screen{}, p.w.Err
	}
	return v.Join(store.Screen{
		Text: rules.Msg("review.checks", "unit", p.scope(), "first", r.First, "last", r.Last, "lines", strings.Join(lines, "\n"), "recorded", strings.Join(p.uneven(), "\n"), "hidden", p.hidesWhole()),
		Rows: [][]store.Button{{allPress.Button(filePress{Unit: rules.UnitID(ref.ID), What: asPDF}, "review.button.pdf")}},
	}, pilot.PlaceChecks, ref.ID)
}
