package task

import (
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
	desk, err := Desk(do, people...)
	if err != nil {
		return c, err
	}
	for _, p := range people {
		c.Names[p] = desk.Org.People[p].Called()
	}
	c.Lamp = t.Lamp(do.Tasks, len(c.Blockers) > 0, do.Now)
	if right, refused := desk.Over(do.By.Person, t.Owner, t.Field); refused == nil && !c.Works {
		c.Decides = !right.Drafts
		c.OnBehalfOf = desk.Org.People[right.OnBehalfOf].Called()
	}
	return c, nil
}

// load fills what stands beside the task.
func (c *Case) load(do pilot.Do) error {
	id := c.Task.ID
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
