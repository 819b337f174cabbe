package privacy

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// MyTask is a task that the person owns or works on.
type MyTask struct {
	ID       task.ID    `json:"id"`
	Title    string     `json:"title"`
	Due      time.Time  `json:"due"`
	State    task.State `json:"-"`
	StateIn  string     `json:"state"`
	Work     task.Work  `json:"work"`
	Done     string     `json:"done"`
	Part     string     `json:"part"` // the person's share
	By       string     `json:"assigned_by"`
	Document string     `json:"document,omitempty"`
	Note     string     `json:"note,omitempty"` // what proves it done, why it was returned, why it can't be done
}

// MyProgress is something dated about a task: a report, a blocker, more time, a strike, a waiver.
type MyProgress struct {
	At   time.Time `json:"at"`
	Task string    `json:"task"`
	What string    `json:"what"`
	Text string    `json:"text,omitempty"`
	By   string    `json:"by"`
}

// What MyProgress can be.
const (
	ProgressReport    = "report"
	ProgressBlocker   = "blocker"
	ProgressExtension = "extension"
	ProgressStrike    = "strike"
	ProgressWaiver    = "waiver"
)

// MyPlan is the plan of a day at home.
type MyPlan struct {
	Slot       rules.Slot `json:"day"`
	Tasks      []string   `json:"tasks"` // each with how much of it
	Commitment string     `json:"commitment"`
	Committed  time.Time  `json:"committed,omitzero"`
}

// joinTexts leaves out what is empty.
func joinTexts(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "; ")
}

// afterAll is later than any deadline.
var afterAll = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (m mine) tasks() error {
	list, err := m.tx.TasksOf(m.id, time.Time{}, afterAll)
	if err != nil {
		return err
	}
	for _, t := range list {
		by, err := m.name(t.Assigner)
		if err != nil {
			return err
		}
		m.Tasks = append(m.Tasks, MyTask{
			ID: t.ID, Title: t.Title, Due: t.Due, State: t.State, StateIn: t.State.String(), Work: t.Work, Done: t.Done.String(), Part: t.PartOf(m.id).String(),
			By: by, Document: joinTexts(t.Document.Number, t.Document.Date.String(), t.Document.Summary), Note: joinTexts(t.Field, t.Proof, t.Reason, t.UnableWhy, t.Official),
		})
	}
	return nil
}

// titles names the tasks that the dated lines are about, once each.
type titles struct {
	mine
	known map[task.ID]string
}

func (m titles) of(id task.ID) (string, error) {
	if title, ok := m.known[id]; ok {
		return title, nil
	}
	t, err := m.tx.Task(id)
	m.known[id] = t.Title
	return t.Title, err
}

func (m titles) add(at time.Time, id task.ID, what string, by rules.PersonID, texts ...string) error {
	title, err := m.of(id)
	if err != nil {
		return err
	}
	name, err := m.name(by)
	m.Progress = append(m.Progress, MyProgress{at, title, what, joinTexts(texts...), name})
	return err
}

func (m mine) progress() error {
	n := titles{m, map[task.ID]string{}}
	reports, err := m.tx.ReportsBy(m.id, firstDay, lastDay)
	if err != nil {
		return err
	}
	for _, r := range reports {
		texts := []string{r.Day.String(), r.Done.String(), r.Note}
		for _, f := range r.Files {
			texts = append(texts, cmp.Or(f.Name, f.ID))
		}
		if err := n.add(r.At, r.Task, ProgressReport, r.By, texts...); err != nil {
			return err
		}
	}
	blockers, err := m.tx.BlockersBy(m.id)
	if err != nil {
		return err
	}
	for _, b := range blockers {
		if err := n.add(b.Since, b.Task, ProgressBlocker, b.By, b.Reason, b.Outside, b.Answer); err != nil {
			return err
		}
	}
	if err := n.decided(); err != nil {
		return err
	}
	slices.SortStableFunc(m.Progress, func(a, b MyProgress) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Task, b.Task)) })
	return nil
}

// decided adds what others decided about the person's tasks.
func (m titles) decided() error {
	extensions, err := m.tx.ExtensionsBy(m.id)
	if err != nil {
		return err
	}
	for _, x := range extensions {
		if err := m.add(x.Asked, x.Task, ProgressExtension, x.By, x.Reason, x.Answer); err != nil {
			return err
		}
	}
	strikes, waivers, err := m.tx.StrikesOf(m.id)
	if err != nil {
		return err
	}
	for _, s := range strikes {
		if err := m.add(s.At, s.Task, ProgressStrike, s.By, s.Note); err != nil {
			return err
		}
	}
	for _, w := range waivers {
		if err := m.add(w.At, w.Task, ProgressWaiver, w.By, w.Reason); err != nil {
			return err
		}
	}
	return nil
}

func (m mine) plans() error {
	list, err := m.tx.Plans(m.id, firstDay, lastDay)
	if err != nil {
		return err
	}
	n := titles{m, map[task.ID]string{}}
	for _, p := range list {
		mine := MyPlan{Slot: p.Slot, Commitment: p.Commitment, Committed: p.Committed}
		for _, i := range p.Items {
			title, err := n.of(i.Task)
			if err != nil {
				return err
			}
			mine.Tasks = append(mine.Tasks, title+" × "+i.Amount.String())
		}
		m.Plans = append(m.Plans, mine)
	}
	return nil
}

// mandates are delegations of tasks: who may assign and confirm for a head.
func (m mine) mandates() error {
	list, err := m.tx.MandatesAbout(m.id)
	if err != nil {
		return err
	}
	for _, x := range list {
		from, err := m.name(x.Head)
		if err != nil {
			return err
		}
		to, err := m.name(x.To)
		if err != nil {
			return err
		}
		m.Delegations = append(m.Delegations, MyDelegation{from, to, x.First, x.Last})
	}
	return nil
}
