package request

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// ConflictsPress names the button that shows a head what is to be settled, a page of it.
const ConflictsPress = "cf"

const conflictsButton = ConflictsPress + ":0" // the first page

// Named is how many people a message on conflicts names.
const Named = 10

// TellConflicts tells, up to limit conflicts behind a place, each audience once of
// each cause: in working hours, nobody on leave, everybody in one message. It returns
// where to go on; more is false at the end.
func TellConflicts(do pilot.Do, after store.ConflictPlace, limit int) (next store.ConflictPlace, more bool, err error) {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return after, false, err
	}
	if !do.Calendar.Open(do.Now) {
		return after, false, nil
	}
	list, err := do.Tx.UntoldConflicts(after, limit)
	if err != nil || len(list) == 0 {
		return after, false, err
	}
	a, err := newAudience(do, list)
	if err != nil {
		return after, false, err
	}
	for _, s := range list {
		told, err := a.take(s)
		if err != nil {
			return after, false, err
		}
		if told != 0 {
			if err := do.Tx.SaveConflict(s.Tell(told)); err != nil {
				return after, false, err
			}
		}
	}
	last := list[len(list)-1]
	next = store.ConflictPlace{Unit: last.Unit, Request: last.Request, Slot: last.Slot}
	for _, who := range slices.Sorted(maps.Keys(a.letters)) {
		if err := a.send(who, *a.letters[who]); err != nil {
			return after, false, err
		}
	}
	return next, len(list) == limit, nil
}

// letter is what one person is told, by why it is told to them.
type letter struct{ off, own, head, all []rules.Standing }

// audience is who can be told now.
type audience struct {
	do           pilot.Do
	desk         rules.Desk
	coordinators []rules.PersonID // at work
	reachable    bool             // some coordinator has an account
	letters      map[rules.PersonID]*letter
}

func newAudience(do pilot.Do, list []rules.Standing) (audience, error) {
	a := audience{do: do, letters: map[rules.PersonID]*letter{}}
	coordinators, err := do.Tx.PeopleWithRole(rules.Coordinator, do.Today)
	if err != nil {
		return a, fmt.Errorf("find the coordinators: %w", err)
	}
	var people []rules.PersonID
	for _, s := range list {
		people = append(people, s.Person)
	}
	for _, c := range coordinators {
		people = append(people, c.ID)
	}
	slices.Sort(people)
	if a.desk, err = do.Desk(slices.Compact(people)...); err != nil {
		return a, err
	}
	for _, c := range coordinators {
		if !c.Linked {
			continue
		}
		a.reachable = true
		if !a.desk.Org.Away(c.ID, do.Today) {
			a.coordinators = append(a.coordinators, c.ID)
		}
	}
	return a, nil
}

func (a audience) to(p rules.PersonID) *letter {
	if a.letters[p] == nil {
		a.letters[p] = &letter{}
	}
	return a.letters[p]
}

// take puts a conflict into the letters of those who can be told of it now, and
// returns which audiences need not be told any more.
func (a audience) take(s rules.Standing) (told rules.Audience, err error) {
	if s.State != rules.ConflictReleased && !a.do.Now.Before(a.do.Calendar.Start(s.Slot)) {
		return 0, nil // it has begun, and is judged no more
	}
	left := s.Untold()
	if left&rules.TellPerson != 0 {
		told |= a.tellPerson(s)
	}
	seat, err := settles(a.do, a.desk, s)
	if err != nil {
		return 0, err
	}
	head := seat.Approver
	if left&rules.TellHead != 0 && head != 0 {
		told |= rules.TellHead
		l := a.to(head)
		l.head = append(l.head, s)
	}
	if left&rules.TellCoordinators == 0 {
		return told, nil
	}
	if !a.reachable || len(a.coordinators) > 0 {
		told |= rules.TellCoordinators
	}
	for _, c := range a.coordinators {
		if c != head && c != s.Person { // told of it already, nearer by
			l := a.to(c)
			l.all = append(l.all, s)
		}
	}
	return told, nil
}

// settles is the lowest seat that may settle a conflict today, empty for nobody.
func settles(do pilot.Do, desk rules.Desk, s rules.Standing) (rules.Seat, error) {
	r, err := do.Tx.Request(s.Request)
	if err != nil {
		return rules.Seat{}, fmt.Errorf("load the request: %w", err)
	}
	seat, _ := desk.Org.Approver(s.Person, r.Floor, do.Today)
	return seat, nil
}

func (a audience) tellPerson(s rules.Standing) rules.Audience {
	switch {
	case !a.desk.Org.People[s.Person].Linked:
		return rules.TellPerson // they see it where their days are shown
	case a.desk.Org.Away(s.Person, a.do.Today):
		return 0
	}
	l := a.to(s.Person)
	if s.State == rules.ConflictReleased {
		l.off = append(l.off, s)
	} else {
		l.own = append(l.own, s)
	}
	return rules.TellPerson
}

// send queues one person's message. A head who has one request to look at gets its
// card, with its buttons; else the list is one press away.
func (a audience) send(to rules.PersonID, l letter) error {
	first := slices.Concat(l.off, l.own, l.head, l.all)[0]
	dedupe := fmt.Sprintf("conflict:%d:%d:%s:%d", to, first.Request, first.Slot, a.do.Now.UnixMilli())
	if len(l.head) > 0 && len(l.off)+len(l.own)+len(l.all) == 0 && !slices.ContainsFunc(l.head, func(s rules.Standing) bool { return s.Request != first.Request }) {
		ref := pilot.RequestRef(first.Request)
		return a.do.Queue(store.Out{Person: to, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor(), Dedupe: dedupe})
	}
	var rows [][]store.Button
	if len(l.off) > 0 {
		rows = calendarRows("notice.revoked")
	}
	if len(l.head) > 0 {
		rows = append(rows, []store.Button{{Label: rules.Msg("conflict.open", "n", len(l.head)), Data: conflictsButton}})
	}
	head, moreHead := a.lines(l.head, rules.TellHead)
	all, moreAll := a.lines(l.all, rules.TellCoordinators)
	return a.do.Notify(to, dedupe, rules.Msg("notice.conflict",
		"off", offLines(l.off), "freed", len(l.off), "own", ownLines(l.own), "mine", len(l.own),
		"head", head, "n", len(l.head), "more", moreHead, "all", all, "others", len(l.all), "rest", moreAll), rows...)
}

// offLines tell somebody which of their days became days off.
func offLines(list []rules.Standing) (lines []rules.Message) {
	for _, s := range slices.SortedFunc(slices.Values(list), func(a, b rules.Standing) int { return cmp.Compare(a.Date, b.Date) }) {
		name, _ := s.Causes[0].Why.Args["name"].(string)
		lines = append(lines, rules.Msg("conflict.off", "slot", s.Slot, "name", name))
	}
	return lines
}

// ownLines tell somebody of their own days, with every reason.
func ownLines(list []rules.Standing) (lines []rules.Message) {
	sorted := slices.SortedFunc(slices.Values(list), func(a, b rules.Standing) int { return cmp.Compare(a.Date, b.Date) })
	for _, s := range sorted {
		for _, why := range Whys(s.Why(rules.TellPerson)) {
			lines = append(lines, rules.Msg("conflict.own", "slot", s.Slot, "why", why))
		}
	}
	return lines
}

// lines name people with their days.
func (a audience) lines(list []rules.Standing, to rules.Audience) (lines []rules.Message, more int) {
	var hits []Hit
	for _, s := range list {
		hits = append(hits, Hit{s.Person, s.Slot, s.Why(to)})
	}
	return HitLines(hits, Named, func(p rules.PersonID) string { return a.desk.Org.People[p].Called() })
}

// Hit is a day of somebody that conflicts, and why.
type Hit struct {
	Person rules.PersonID
	Slot   rules.Slot
	Why    []rules.Message
}

// HitLines name up to most people with their days and the first reason, the nearest
// day first; more is how many people are not named.
func HitLines(hits []Hit, most int, name func(rules.PersonID) string) (lines []rules.Message, more int) {
	hits = slices.SortedStableFunc(slices.Values(hits), func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Slot.Date, b.Slot.Date), cmp.Compare(a.Person, b.Person))
	})
	of := map[rules.PersonID][]Hit{}
	var order []rules.PersonID
	for _, h := range hits {
		if of[h.Person] == nil {
			order = append(order, h.Person)
		}
		of[h.Person] = append(of[h.Person], h)
	}
	for _, p := range order[:min(len(order), most)] {
		var days []rules.Slot
		var why []rules.Message
		for _, h := range of[p] {
			days = append(days, h.Slot)
			for _, m := range Whys(h.Why) {
				if !slices.ContainsFunc(why, func(x rules.Message) bool { return x.Key == m.Key }) {
					why = append(why, m)
				}
			}
		}
		lines = append(lines, rules.Msg("effect.line", "name", name(p), "days", days, "why", why[0], "more", len(why)-1))
	}
	return lines, max(0, len(order)-most)
}

// Whys word why a day conflicts, to others than its person.
func Whys(reasons []rules.Message) []rules.Message {
	out := make([]rules.Message, len(reasons))
	for i, m := range reasons {
		out[i] = rules.Msg("effect.why." + m.Key)
		if name, ok := m.Args["name"].(string); ok && name != "" {
			out[i] = rules.Msg("conflict.why", "why", out[i], "name", name)
		}
	}
	return out
}
