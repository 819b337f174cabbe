package chat

import (
	"cmp"
	"slices"

	"tainha/phrase"
	"tainha/rules"
	"tainha/store"
)

// restPress begins a wish that a sentence named beside its first one. Halves are the
// halves of days from First on that it is about, two bits a day; of a move FromHalves
// are those that are given up. A wish without days begins at the question for them.
type restPress struct {
	Kind       uint8
	First      rules.Date
	Halves     int64
	FromHalves int64
}

var restKey = DefinePress[restPress]("rs")

// restKinds are the wishes that a button can begin, by their place: a new one stands
// at the end.
var restKinds = []phrase.Intent{phrase.Home, phrase.Leave, phrase.Sick, phrase.Duty, phrase.Cancel, phrase.CancelLeave, phrase.Move, phrase.Approve, phrase.Reject}

const daysInMask = 31

// restOf packs a wish into a button.
func restOf(s Saying) (restPress, bool) {
	kind := slices.Index(restKinds, s.Intent)
	if kind < 0 {
		return restPress{}, false
	}
	p := restPress{Kind: uint8(kind)}
	days, from := s.Days, []rules.Slot(nil)
	if len(days) == 0 && len(s.Options) == 1 {
		days = s.Options[0]
	}
	if s.From != nil {
		from = s.From.Days
	}
	first, _, ok := PackDays(slices.Concat(days, from))
	if !ok { // too far apart for a button: it asks for the days
		return p, true
	}
	p.First = first
	p.Halves, p.FromHalves = maskOf(first, days), maskOf(first, from)
	return p, true
}

// PackDays puts days that lie close together into two numbers of a button: the first
// day, and two bits for each day from it on, one a half. ok is false for days that
// lie too far apart.
func PackDays(slots []rules.Slot) (first rules.Date, halves int64, ok bool) {
	for i, s := range slots {
		if i == 0 || s.Date < first {
			first = s.Date
		}
	}
	for _, s := range slots {
		if s.Date-first >= daysInMask {
			return 0, 0, false
		}
	}
	return first, maskOf(first, slots), true
}

func maskOf(first rules.Date, slots []rules.Slot) (mask int64) {
	for _, s := range slots {
		for half, part := range []rules.Part{rules.Morning, rules.Afternoon} {
			if s.Part.Overlaps(part) {
				mask |= 1 << (2*int(s.Date-first) + half)
			}
		}
	}
	return mask
}

// UnpackDays are the days that PackDays put away. Numbers that it never made hold
// none, nor any day that no text can name.
func UnpackDays(first rules.Date, mask int64) (out []rules.Slot) {
	parts := [...]rules.Part{1: rules.Morning, 2: rules.Afternoon, 3: rules.Whole}
	for day := range rules.Date(daysInMask) {
		if halves := mask >> (2 * day) & 3; halves > 0 && (first + day).InBounds() {
			out = append(out, rules.Slot{Date: first + day, Part: parts[halves]})
		}
	}
	return out
}

// saying is the wish that a button carries.
func (p restPress) saying() (Saying, bool) {
	if int(p.Kind) >= len(restKinds) {
		return Saying{}, false
	}
	s := Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: restKinds[p.Kind]}}}
	s.Days = UnpackDays(p.First, p.Halves)
	if s.Intent == phrase.Move {
		s.From = &phrase.Selection{Days: UnpackDays(p.First, p.FromHalves)}
	}
	s.Open = len(s.Days) == 0
	return s, true
}

// nameRest names what else a sentence wished for, each with a button that begins it.
func (t *Turn) nameRest(left []Saying) error {
	if len(left) == 0 {
		return nil
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, s := range left {
		days := firstSlots(s.Days, s.Closed, s.Past)
		lines = append(lines, rules.Msg("rest.line", "what", rules.Msg("rest.what."+string(s.Intent)), "days", days, "n", len(days)))
		if p, ok := restOf(s); ok {
			short := s.Days
			rows = append(rows, []store.Button{restKey.Button(p, "rest.begin", "what", rules.Msg("rest.what."+string(s.Intent)), "days", short, "n", len(short))})
		}
	}
	return t.Send(store.Screen{Text: rules.Msg("rest", "lines", lines), Rows: rows})
}

// firstSlots is the first list that holds anything.
func firstSlots(lists ...[]rules.Slot) []rules.Slot {
	for _, l := range lists {
		if len(l) > 0 {
			return l
		}
	}
	return nil
}

// mergeSlots is two lists as one in the order of the days, none twice.
func mergeSlots(a, b []rules.Slot) []rules.Slot {
	out := slices.Concat(a, b)
	slices.SortFunc(out, func(x, y rules.Slot) int { return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Part, y.Part)) })
	return slices.Compact(out)
}

// beginRest begins a wish that was named, in a new message: the others stay where
// they are. It refuses while something else is half written, which would be lost.
func beginRest(t *Turn, p restPress) error {
	s, ok := p.saying()
	if !ok {
		return t.Stale()
	}
	if _, open := t.flow(); open {
		return rules.Refuse("rest.first")
	}
	i, known := t.b.intents[string(s.Intent)]
	if !known || !t.Actor.Sees(i.Access) {
		return rules.Refuse("access.role")
	}
	t.pressed = 0
	return i.Take(t, s)
}
