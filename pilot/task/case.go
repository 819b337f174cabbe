package task

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Case is everything about a task that its card may show to one reader.
type Case struct {
	Task       task.Task
	Title      string // as it may leave through Telegram
	Lamp       task.Lamp
	Names      map[rules.PersonID]string // of everybody concerned
	Reports    []task.Report             // oldest first
	Blockers   []task.Blocker            // open ones
	Extensions []task.Extension
	Strikes    []task.Strike
	Waivers    []task.Waiver

	Works      bool            // the reader is the owner or a co-worker
	Decides    bool            // the reader may confirm, return, extend …
	OnBehalfOf string          // the head for whom
	Asked      *task.Extension // what waits for an answer
	Unlinked   []string        // who is to do it and hears nothing of it: no account is linked

	Lifts    task.BlockerID    // the oldest open blocker that the reader can close, 0: none
	Reopens  bool              // the reader can take the confirmation back
	Waivable []task.StrikeKind // what counts against the owner, and is not waived
	Waives   bool              // the reader is of the level that waives
	Over     bool              // the deadline is over

	Repeat task.Repeat // of which it is an occurrence, zero: of none
	Stops  bool        // the reader can stop it
}

// CaseOf loads a task with what its card needs, for who acts.
func CaseOf(do pilot.Do, id task.ID) (Case, error) {
	t, err := do.Tx.Task(id)
	if err != nil {
		return Case{}, err
	}
	c := Case{Task: t, Title: do.Tasks.Title(t), Names: map[rules.PersonID]string{}, Works: t.Works(do.By.Person)}
	if err := c.load(do); err != nil {
		return c, err
	}
	people := concerned(t)
	for _, b := range c.Blockers {
		people = append(people, b.By, b.WaitsFor)
	}
	for _, w := range c.Waivers {
		people = append(people, w.By)
	}
	desk, err := Desk(do, people...)
	if err != nil {
		return c, err
	}
	for _, p := range people {
		c.Names[p] = desk.Org.People[p].Called()
	}
	c.Unlinked = c.unreached(desk)
	c.Lamp = t.Lamp(do.Tasks, len(c.Blockers) > 0, do.Now)
	if right, refused := desk.Over(do.By.Person, t.Owner, t.Field); refused == nil && !c.Works {
		c.Decides = !right.Drafts
		c.OnBehalfOf = desk.Org.People[right.OnBehalfOf].Called()
	}
	if t.State == task.Confirmed {
		if desk.Published, err = publishedOn(do, t); err != nil {
			return c, err
		}
	}
	c.offers(do, desk)
	return c, nil
}

// unreached are those who were given work and can't be told of it; who works on it needs no word of that.
func (c *Case) unreached(desk task.Desk) (names []string) {
	if c.Works || c.Task.State != task.Assigned {
		return nil
	}
	for _, p := range c.Task.Workers() {
		if x := desk.Org.People[p]; x.Active && !x.Linked {
			names = append(names, c.Names[p])
		}
	}
	return names
}

// offers fills what the reader can do beside deciding.
func (c *Case) offers(do pilot.Do, desk task.Desk) {
	t, act := c.Task, task.Act{By: do.By.Person, Reason: "-"}
	for _, b := range c.Blockers {
		if _, err := desk.Unblock(t, b, act); err == nil && c.Lifts == 0 {
			c.Lifts = b.ID
		}
	}
	_, err := desk.Reopen(t, act)
	c.Reopens = err == nil
	c.Over = do.Now.After(t.Due)
	if len(task.Counted(task.QualityStrike, c.Strikes, c.Waivers)) > 0 {
		c.Waivable = append(c.Waivable, task.QualityStrike)
	}
	if t.Late(do.Tasks, do.Now) && !slices.ContainsFunc(c.Waivers, func(w task.Waiver) bool { return w.Kind == task.Delay && w.Strike == 0 }) {
		c.Waivable = append(c.Waivable, task.Delay)
	}
	_, err = desk.Waive(t, act, task.Delay, 0)
	c.Waives = err == nil
	_, err = desk.StopRepeat(c.Repeat, t, act)
	c.Stops = err == nil && c.Repeat.ID != 0
}

// load fills what stands beside the task.
func (c *Case) load(do pilot.Do) error {
	id := c.Task.ID
	if c.Task.Repeat != 0 {
		r, err := do.Tx.Repeat(c.Task.Repeat)
		if err != nil {
			return err
		}
		c.Repeat = r
	}
	blockers, err := do.Tx.BlockersOf(id)
	if err != nil {
		return err
	}
	for _, b := range blockers {
		if b.Closed.IsZero() {
			c.Blockers = append(c.Blockers, b)
		}
	}
	if c.Reports, err = do.Tx.ReportsOn(id); err != nil {
		return err
	}
	if c.Extensions, err = do.Tx.ExtensionsOf(id); err != nil {
		return err
	}
	for i, x := range c.Extensions {
		if x.State == task.ExtensionAsked {
			c.Asked = &c.Extensions[i]
		}
	}
	if c.Strikes, err = do.Tx.Strikes(id); err != nil {
		return err
	}
	c.Waivers, err = do.Tx.Waivers(id)
	return err
}
