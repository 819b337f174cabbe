package request

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
)

// Case is everything about a request that its card may show to one reader.
type Case struct {
	Request   rules.Request
	Requester rules.Person
	Position  rules.Position // on the first day that waits, else on the first
	Unit      rules.Unit     // likewise
	Desk      rules.Desk
	Facts     *rules.Facts // with the request's own waiting days left out
	Verdict   rules.Verdict
	WaitsFor  string                    // name of the approver, empty for nobody
	Conflicts []rules.Standing          // days that judging again found in conflict
	Excepted  string                    // name of the coordinator who lifted the cut-off
	Names     map[rules.PersonID]string // of everybody at home on the same days

	MayDecide   bool
	Level       int             // of the seat from which the reader would decide
	OnBehalfOf  string          // the head for whom the reader would decide
	Up          string          // who decides what is beyond the reader's level, empty for nobody
	Revocable   []rules.Slot    // approved days that the reader may take back
	Cancellable []rules.Slot    // approved days that the reader, who asked, may give up
	Undoable    []rules.Slot    // what the reader decided last and may undo
	Reopenable  []rules.Slot    // rejected days that the reader may make wait again
	Month       []rules.HomeDay // the requester's other days in the month of the first day
}

// Fit is what the reader's approval of a waiting day would do.
type Fit uint8

// The fits.
const (
	Unfit  Fit = iota // it would be refused
	Fits              // the day is approved
	GoesUp            // the request goes to Up
)

// Fit says what the reader's approval of a waiting day would do.
func (c Case) Fit(slot rules.Slot) Fit {
	d, checked := c.Verdict.Day(slot)
	switch {
	case !checked || len(c.Verdict.General)+len(d.Reasons) > 0:
		return Unfit
	case len(d.Above) == 0 || c.Level > 0:
		return Fits
	case c.Up != "":
		return GoesUp
	}
	return Unfit
}

// Clean reports whether every waiting day may be approved by the reader at once.
func (c Case) Clean() bool {
	return c.MayDecide && c.Request.Open() && len(c.Verdict.Clean()) == len(c.Request.Slots(rules.Pending))
}

// RequestCase loads a request with what its card needs, for who acts. Nobody in
// particular sees no buttons.
func RequestCase(do pilot.Do, id rules.RequestID) (Case, error) {
	r, err := do.Tx.Request(id)
	if err != nil {
		return Case{}, fmt.Errorf("load the request: %w", err)
	}
	c := Case{Request: r, Names: map[rules.PersonID]string{}}
	if c.Requester, err = do.Tx.Person(r.Person, do.Today); err != nil {
		return c, fmt.Errorf("load the requester: %w", err)
	}
	posted, err := do.Tx.Person(r.Person, shownDay(r))
	if err != nil {
		return c, fmt.Errorf("load where the requester works: %w", err)
	}
	if c.Position, err = do.Tx.Position(posted.Position); err != nil {
		return c, fmt.Errorf("load the position: %w", err)
	}
	if c.Unit, err = do.Tx.Unit(posted.Unit); err != nil {
		return c, fmt.Errorf("load the unit: %w", err)
	}
	if c.Conflicts, err = do.Tx.ConflictsOf(id); err != nil {
		return c, fmt.Errorf("load the conflicts: %w", err)
	}
	if err := judgeCase(do, &c); err != nil {
		return c, err
	}
	err = nameCase(do, &c)
	return c, err
}

// shownDay is the day of which a card says where its requester works: the first that
// waits, else the first.
func shownDay(r rules.Request) rules.Date {
	if waiting := r.Slots(rules.Pending); len(waiting) > 0 {
		return waiting[0].Date
	}
	return r.Days[0].Date
}

// judgeCase fills what the rules say of the request today and to who reads it.
func judgeCase(do pilot.Do, c *Case) error {
	r, reader := &c.Request, do.By.Person
	var err error
	people := deciders(*r, reader)
	for _, s := range c.Conflicts {
		if s.KeptBy != 0 {
			people = append(people, s.KeptBy)
		}
	}
	if c.Desk, err = do.Desk(people...); err != nil {
		return err
	}
	all := make([]rules.Slot, len(r.Days))
	for i, d := range r.Days {
		all[i] = d.Slot
	}
	if c.Facts, err = do.FactsFor(r.Person, all, r.ID); err != nil {
		return err
	}
	c.Facts.LeaveOut(r.Moved())
	c.Verdict = rules.CheckApproval(c.Facts, r)
	right, refused := c.Desk.Org.MayDecide(reader, r, do.Today)
	c.MayDecide, c.Level = refused == nil, right.Level
	if up, ok := c.Desk.Above(r); ok && c.Level == 0 {
		c.Up = c.Desk.Org.People[up.Approver].Called()
	}
	if right.OnBehalfOf != 0 {
		c.OnBehalfOf = c.Desk.Org.People[right.OnBehalfOf].Called()
	}
	again(do, c)
	for _, slot := range r.Slots(rules.Approved) {
		if _, err := c.Desk.Revoke(*r, rules.Act{By: reader, Slots: []rules.Slot{slot}, Reason: "?"}); err == nil {
			c.Revocable = append(c.Revocable, slot)
		}
		if _, err := c.Desk.Cancel(*r, rules.Act{By: reader, Slots: []rules.Slot{slot}}); err == nil {
			c.Cancellable = append(c.Cancellable, slot)
		}
	}
	return nil
}

// deciders is everybody whose name a request's card may show.
func deciders(r rules.Request, more ...rules.PersonID) []rules.PersonID {
	ids := append([]rules.PersonID{r.Person}, more...)
	ids = append(ids, r.Approver, r.Exception)
	for _, d := range r.Days {
		ids = append(ids, d.DecidedBy, d.OnBehalfOf)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return slices.DeleteFunc(ids, func(id rules.PersonID) bool { return id == 0 })
}

// nameCase fills the names, and the requester's other days of the month.
func nameCase(do pilot.Do, c *Case) error {
	if c.Request.Approver != 0 {
		c.WaitsFor = c.Desk.Org.People[c.Request.Approver].Called()
	}
	if c.Request.Exception != 0 {
		c.Excepted = c.Desk.Org.People[c.Request.Exception].Called()
	}
	first := c.Request.Days[0].Date
	for _, h := range c.Facts.Days {
		if h.Person == c.Request.Person {
			if h.Request != c.Request.ID && h.Date.MonthStart() == first.MonthStart() {
				c.Month = append(c.Month, h)
			}
			continue
		}
		if _, known := c.Names[h.Person]; known || !slices.ContainsFunc(c.Request.Days, func(d rules.RequestDay) bool { return d.Date == h.Date }) {
			continue
		}
		person, err := do.Tx.Person(h.Person, do.Today)
		if err != nil {
			return fmt.Errorf("load who is at home: %w", err)
		}
		c.Names[h.Person] = person.Called()
	}
	return nil
}

// Waiting loads what who acts may decide now, oldest first: what waits for
// them, and what waits for a head for whom they act.
func Waiting(do pilot.Do) ([]Case, error) {
	list, err := do.Tx.WaitingFor(do.By.Person)
	if err != nil {
		return nil, fmt.Errorf("find what waits: %w", err)
	}
	others, err := decidable(do)
	if err != nil {
		return nil, err
	}
	for _, r := range others {
		if !slices.ContainsFunc(list, func(x rules.Request) bool { return x.ID == r.ID }) {
			list = append(list, r)
		}
	}
	var cases []Case
	for _, r := range list {
		c, err := RequestCase(do, r.ID)
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// decidable lists the open requests of the units that the person heads or acts
// in, of those that wait for somebody else, which they may decide all the same.
func decidable(do pilot.Do) ([]rules.Request, error) {
	approver := do.By.Person
	person, err := do.Tx.Person(approver, do.Today)
	if err != nil {
		return nil, fmt.Errorf("load the approver: %w", err)
	}
	actor, err := do.Actor(person, do.Today)
	if err != nil {
		return nil, err
	}
	var out []rules.Request
	units := slices.Concat(actor.HeadOf, actor.ActsFor)
	if len(units) == 0 {
		return nil, nil
	}
	open, err := do.Tx.OpenAbove(units) // that was asked of their level on its way further up, too
	if err != nil {
		return nil, fmt.Errorf("find what went up: %w", err)
	}
	for _, unit := range units {
		of, err := do.Tx.OpenIn(unit)
		if err != nil {
			return nil, fmt.Errorf("find what waits in the unit: %w", err)
		}
		open = append(open, of...)
	}
	for _, r := range open {
		if r.Approver == approver || slices.ContainsFunc(out, func(x rules.Request) bool { return x.ID == r.ID }) {
			continue
		}
		desk, err := do.Desk(deciders(r, approver)...)
		if err != nil {
			return nil, err
		}
		if _, refused := desk.Org.MayDecide(approver, &r, do.Today); refused == nil {
			out = append(out, r)
		}
	}
	return out, nil
}

// WouldDecide names who would get a request of the person, empty for nobody: where
// a limit asks for approval above, level 1, whoever sits there if somebody does.
func WouldDecide(do pilot.Do, person rules.PersonID, level int) (string, error) {
	desk, err := do.Desk(person)
	if err != nil {
		return "", err
	}
	seat, ok := desk.Org.Approver(person, level, do.Today)
	if !ok {
		seat, ok = desk.Org.Approver(person, 0, do.Today)
	}
	if !ok {
		return "", nil
	}
	return desk.Org.People[seat.Approver].Called(), nil
}

// Edit replaces the waiting days and the note of a request. Its old buttons are
// dead from then on and its approver is asked anew.
func Edit(do pilot.Do, id rules.RequestID, rev int, ask Ask, chat int64) (rules.Request, error) {
	d := Decision{Request: id, Rev: rev, Chat: chat}
	after, err := take(do, d, step{
		action: "request.edit",
		change: func(desk rules.Desk, r rules.Request) (rules.Request, error) {
			facts, err := do.FactsFor(r.Person, ask.Slots, id)
			if err != nil {
				return r, err
			}
			return desk.Edit(r, d.act(do), ask.Note, rules.CheckEdit(facts, &r, ask.Slots))
		},
	})
	if err != nil {
		return after, err
	}
	if err := tellApprover(do, after, "edited"); err != nil {
		return after, err
	}
	desk, err := do.Desk(deciders(after)...)
	if err != nil {
		return after, err
	}
	return urge(do, desk, after)
}
