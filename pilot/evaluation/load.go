package evaluation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// Work is a task behind a figure, with all that was said of it.
type Work struct {
	Task    task.Task
	Reports []task.Report // of the period and before, oldest first
	Strikes []task.Strike // matters of form, and those that were waived, too
	Waivers []task.Waiver
	Home    int // half-days of the period on which its people reported from home
	Office  int
}

// reported is how much of a task was done by the reports that tell of days until the period's end; of one without any
// report what it says itself.
func (w Work) reported(last rules.Date) task.Amount {
	done, some := task.Amount{}, false
	for _, r := range w.Reports {
		if r.Day <= last {
			done, some = r.Done, true
		}
	}
	if !some && len(w.Reports) == 0 {
		return w.Task.Done
	}
	return done
}

func (w Work) source(last rules.Date) evaluation.Source {
	return evaluation.Source{Task: w.Task, Done: w.reported(last), Strikes: w.Strikes, Waivers: w.Waivers}
}

// halves counts the half-days of a period on which was reported, at home and at the office.
func (w *Work) halves(from, to rules.Date) {
	type half struct {
		by   rules.PersonID
		day  rules.Date
		half int
	}
	seen := map[half]bool{}
	for _, r := range w.Reports {
		for i, part := range [...]rules.Part{rules.Morning, rules.Afternoon} {
			at := half{r.By, r.Day, i}
			if r.Day < from || r.Day > to || !r.Part.Overlaps(part) || seen[at] {
				continue
			}
			seen[at] = true
			if r.Home[i] {
				w.Home++
			} else {
				w.Office++
			}
		}
	}
}

// scope is whose work counts: of one person, or of units; where something was handed over, what that holds alone.
type scope struct {
	person rules.PersonID
	units  []rules.UnitID
	handed []task.Mandate // with a field each
}

func (s scope) holds(t task.Task) bool {
	return len(s.handed) == 0 || slices.ContainsFunc(s.handed, func(m task.Mandate) bool { return strings.EqualFold(m.Field, t.Field) && over(m, t.Owner) })
}

// leads reports whether somebody's work is among what was handed over, in whatever field.
func (s scope) leads(p rules.PersonID) bool {
	return len(s.handed) == 0 || slices.ContainsFunc(s.handed, func(m task.Mandate) bool { return over(m, p) })
}

func over(m task.Mandate, p rules.PersonID) bool {
	return len(m.People) == 0 || slices.Contains(m.People, p)
}

// work loads what may count in a period, each task once, by deadline.
func (s scope) work(do pilot.Do, p evaluation.Period) ([]Work, error) {
	from, end := p.From.At(0, do.Calendar.Location), p.To.AddDays(1).At(0, do.Calendar.Location)
	var tasks []task.Task
	add := func(list []task.Task, err error) error {
		for _, t := range list {
			if s.holds(t) {
				tasks = append(tasks, t)
			}
		}
		return err
	}
	if s.person != 0 {
		if err := add(do.Tx.TasksOf(s.person, from, end)); err != nil {
			return nil, err
		}
		if err := add(do.Tx.ExtraOf(s.person, from, end)); err != nil {
			return nil, err
		}
	}
	for _, u := range s.units {
		if err := add(do.Tx.TasksIn(u, from, end)); err != nil {
			return nil, err
		}
		if err := add(do.Tx.ExtraIn(u, from, end)); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(tasks, func(a, b task.Task) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	return behind(do, slices.CompactFunc(tasks, func(a, b task.Task) bool { return a.ID == b.ID }), p)
}

// behind loads what was said of tasks.
func behind(do pilot.Do, tasks []task.Task, p evaluation.Period) ([]Work, error) {
	ids, at := make([]task.ID, len(tasks)), make(map[task.ID]int, len(tasks))
	out := make([]Work, len(tasks))
	for i, t := range tasks {
		ids[i], at[t.ID], out[i].Task = t.ID, i, t
	}
	if len(ids) == 0 {
		return nil, nil
	}
	reports, err := do.Tx.ReportsOf(ids...)
	if err != nil {
		return nil, err
	}
	for _, r := range reports {
		w := &out[at[r.Task]]
		w.Reports = append(w.Reports, r)
	}
	strikes, err := do.Tx.Strikes(ids...)
	if err != nil {
		return nil, err
	}
	for _, s := range strikes {
		w := &out[at[s.Task]]
		w.Strikes = append(w.Strikes, s)
	}
	waivers, err := do.Tx.Waivers(ids...)
	if err != nil {
		return nil, err
	}
	for _, x := range waivers {
		w := &out[at[x.Task]]
		w.Waivers = append(w.Waivers, x)
	}
	for i := range out {
		out[i].halves(p.From, p.To)
	}
	return out, nil
}

// pieces are the parts of work that belong to a period: one person's, or everybody's.
func pieces(do pilot.Do, works []Work, person rules.PersonID, p evaluation.Period) []evaluation.Piece {
	var out []evaluation.Piece
	for _, w := range works {
		who := []rules.PersonID{person}
		if person == 0 {
			who = w.Task.Workers()
		}
		for _, id := range who {
			if piece, some := evaluation.PieceOf(w.source(p.To), id, p, do.Tasks, do.Calendar); some {
				out = append(out, piece)
			}
		}
	}
	return out
}

// period is that of an evaluation, as of now where it is not over. Where the unit has a catalogue on its last day hours
// stand for no K.
func period(do pilot.Do, e evaluation.Evaluation) (evaluation.Period, error) {
	p := evaluation.Period{From: e.From, To: e.To}
	if do.Now.Before(e.To.AddDays(1).At(0, do.Calendar.Location)) {
		p.AsOf = do.Now
	}
	catalogue, err := do.Tx.Catalogue(e.Unit)
	p.Catalogue = len(catalogue.On(e.Unit, e.To)) > 0
	return p, err
}

// below are units with all active ones under them.
func below(do pilot.Do, tops []rules.UnitID) ([]rules.UnitID, error) {
	units, err := do.Tx.Units()
	if err != nil {
		return nil, fmt.Errorf("find the units below: %w", err)
	}
	under := map[rules.UnitID][]rules.UnitID{}
	for _, u := range units {
		if u.Active {
			under[u.Parent] = append(under[u.Parent], u.ID)
		}
	}
	out := slices.Clone(tops)
	for i := 0; i < len(out); i++ {
		for _, u := range under[out[i]] {
			if !slices.Contains(out, u) {
				out = append(out, u)
			}
		}
	}
	return out, nil
}

// leads is whose work counts for somebody who leads: all of the units that a head heads, with those below; of a deputy
// the fields that the head handed over. some is false for a deputy without a field.
func leads(do pilot.Do, e evaluation.Evaluation) (s scope, some bool, err error) {
	if e.Profile == evaluation.Head {
		tops, err := do.Tx.HeadOf(e.Person)
		if err != nil {
			return s, false, err
		}
		s.units, err = below(do, tops)
		return s, len(tops) > 0, err
	}
	given, err := do.Tx.MandatesTo(e.Person)
	if err != nil {
		return s, false, err
	}
	var tops []rules.UnitID
	for _, m := range given {
		if m.Field == "" || m.Drafts || m.First > e.To || m.Last != 0 && m.Last < e.From {
			continue
		}
		s.handed, tops = append(s.handed, m), append(tops, m.Unit)
	}
	slices.Sort(tops)
	s.units, err = below(do, slices.Compact(tops))
	return s, len(tops) > 0, err
}

// awayAll reports whether a person is on leave, ill or away on all working days of a stretch; duty elsewhere is work.
func awayAll(do pilot.Do, p rules.PersonID, from, to rules.Date) (bool, error) {
	list, err := do.Tx.Absences(p, from, to)
	if err != nil || len(list) == 0 {
		return false, err
	}
	for d := from; d <= to; d++ {
		if !do.Calendar.IsWorking(d) {
			continue
		}
		for _, part := range [...]rules.Part{rules.Morning, rules.Afternoon} {
			slot := rules.Slot{Date: d, Part: part}
			if !slices.ContainsFunc(list, func(a rules.Absence) bool { return a.Kind != rules.Duty && a.Hits(slot) }) {
				return false, nil
			}
		}
	}
	return true, nil
}

// Part is where somebody worked in a stretch of the period, and who heads that unit: the score is one, by who heads
// the unit of the last day.
type Part struct {
	From, To rules.Date
	Unit     rules.Unit
	Position rules.Position
	Head     rules.PersonID
}

// parts are the places of a person in a period, in order.
func parts(do pilot.Do, p rules.PersonID, from, to rules.Date) ([]Part, error) {
	career, positions, err := do.Tx.Career(p)
	if err != nil {
		return nil, err
	}
	var out []Part
	for _, g := range career {
		if g.From > to || g.To != 0 && g.To < from || g.Unit == 0 {
			continue
		}
		unit, err := do.Tx.Unit(g.Unit)
		if err != nil {
			return nil, fmt.Errorf("find where they worked: %w", err)
		}
		x := Part{From: max(from, g.From), To: to, Unit: unit, Position: positions[g.Position], Head: unit.Head}
		if g.To != 0 {
			x.To = min(to, g.To)
		}
		out = append(out, x)
	}
	return out, nil
}

// deadline is a day of a month's rhythm, at most the month's last.
func deadline(month rules.Date, day int) rules.Date {
	return min(month.MonthStart().AddDays(day-1), month.MonthEnd())
}
