package task

import (
	"cmp"
	"slices"
	"time"

	"tainha/rules"
)

// Item is a task in a plan and how much of it is to be done that day.
type Item struct {
	Task   ID     `json:"task"`
	Amount Amount `json:"amount"` // of Work.Total
}

// Plan is the plan of a day at home (kế hoạch ngày làm việc tại nhà) and the commitment
// to it, kept together (rules section 3). It belongs to the person and the day, so that it goes along when
// the request's day is shortened, moved or given back.
type Plan struct {
	Person     rules.PersonID
	Slot       rules.Slot
	Request    rules.RequestID
	Items      []Item
	Commitment string    // the text that was agreed to: "Tôi cam kết hoàn thành kế hoạch này."
	Committed  time.Time // zero: not sent yet
	Load       Amount    // what was asked of the day when it was sent
	Volume     Amount    // what the plan held then
	Measure    Measure
}

// MaxItems is how many tasks a plan may hold.
const MaxItems = 20

// Need is what a day at home asks of its plan.
type Need struct {
	Measure Measure // products where the unit has a catalogue that day, else hours
	Load    Amount  // of the same part of an office day
	Volume  Amount  // equivalence × Load: at least so much
	Halves  int     // half-days of it
}

// Need is what a slot at home asks: equivalence × the load of an office day × 1, or 0.5
// for half of it. Where the unit has a catalogue that day the load is that of the
// position in the unit, else of the position, else of the unit, else the pilot's; without
// any it is refused. Until then an office day is its working hours (rules sections 3
// and 12, Plans). numbers are the pilot's for the unit on that day.
func (k Desk) Need(slot rules.Slot, catalogue Catalogue, unit rules.Unit, position string, numbers rules.Policy) (Need, error) {
	n := Need{Measure: Hours, Load: k.hours(slot.Date), Halves: slot.Part.Halves()}
	if len(catalogue.On(unit.ID, slot.Date)) > 0 {
		n.Measure, n.Load = Products, OfWorkload(k.Policy.loadOf(position, unit.Code, slot.Date, numbers.OfficeDayLoad))
	}
	if n.Load.IsZero() {
		return n, rules.Refuse("task.no_load", "unit", unit.Name, "day", slot.Date)
	}
	n.Load = n.Load.Times(A(int64(n.Halves), 2)) //nolint:mnd // half-days
	n.Volume = n.Load.Times(k.Policy.Equivalence)
	return n, nil
}

// hours are the working hours of an office day.
func (k Desk) hours(d rules.Date) Amount {
	minutes := 0
	for _, s := range k.Calendar.HoursOn(d) {
		minutes += s.To - s.From
	}
	return A(int64(minutes), 60) //nolint:mnd // of an hour
}

// loadOf is the load of a position in a unit, else of the position, else what the
// numbers of the unit or the pilot say. Of one place the load that began last holds.
func (p Policy) loadOf(position, unit string, d rules.Date, otherwise rules.Workload) rules.Workload {
	var best *PositionLoad
	for i := range p.PositionLoads {
		l := &p.PositionLoads[i]
		if l.Position != position || l.Since > d || l.Unit != "" && l.Unit != unit {
			continue
		}
		if best == nil || l.Unit != "" && best.Unit == "" || (l.Unit == "") == (best.Unit == "") && l.Since >= best.Since {
			best = l
		}
	}
	if best == nil {
		return otherwise
	}
	return best.Load
}

// Equivalence is what a plan comes to beside what its day needs.
type Equivalence struct {
	Need
	Got    Amount // the plan's volume
	Short  Amount // by how much it falls short, exactly; 0: it is equivalent
	Silent int    // items without a volume in that measure: shown as such, counted nowhere
	Blocks bool   // falling short refuses the request
}

// Percent is how much of the need the plan comes to, rounded down; 100 where nothing is
// needed.
func (e Equivalence) Percent() int {
	if e.Volume.IsZero() {
		return maxPercent
	}
	exact := e.Got.Times(N(maxPercent)).Over(e.Volume)
	if n := exact.Up(); N(n).Equal(exact) {
		return n
	}
	return exact.Up() - 1
}

// Equivalent holds a plan against what its day needs (rules section 3).
func (k Desk) Equivalent(n Need, items []Item, tasks []Task) Equivalence {
	e := Equivalence{Need: n}
	for _, i := range items {
		at := slices.IndexFunc(tasks, func(t Task) bool { return t.ID == i.Task })
		if at < 0 || tasks[at].Work.Measure() != n.Measure {
			e.Silent++
			continue
		}
		e.Got = e.Got.Plus(tasks[at].Work.VolumeOf(i.Amount))
	}
	if short := n.Volume.Minus(e.Got); short.Sign() > 0 {
		e.Short, e.Blocks = short, k.Policy.EquivalenceMode == Block
	}
	return e
}

// Refusal is why a plan is refused, nil where it is not: it falls short, and that blocks.
func (e Equivalence) Refusal(slot rules.Slot) error {
	if !e.Blocks {
		return nil
	}
	return rules.Refuse("task.plan_short", "slot", slot, "short", e.Short.Message(), "need", e.Volume.Message(), "got", e.Got.Message(), "hours", e.Measure == Hours)
}

// Taken is how much of each task one person planned on other days.
type Taken map[ID]Amount

// room is how much of a task one person can still plan: their share of what is left, less
// what they planned on other days.
func room(t Task, p rules.PersonID, taken Taken) Amount {
	return atLeastNone(t.Left().Times(t.PartOf(p)).Minus(taken[t.ID]))
}

// silentAHalf is how many tasks without a volume in the need's measure a proposal holds at
// most for half a day: nobody is to commit to all that they have.
const silentAHalf = 2

// Propose makes a plan by itself: the person's open tasks that are not blocked, overdue
// first, then by deadline, each whole, the last rounded up to one product or half an
// hour, until the need is met (rules section 12, Plans). What has no volume in the need's
// measure goes along in its order, a few at most. Never is there more of a task in all
// plans than is left of it.
func (k Desk) Propose(person rules.PersonID, n Need, tasks []Task, blocked map[ID]bool, taken Taken) []Item {
	return k.Fill(person, n, nil, tasks, blocked, taken)
}

// Fill adds to a plan what Propose would, until the need is met.
func (k Desk) Fill(person rules.PersonID, n Need, items []Item, tasks []Task, blocked map[ID]bool, taken Taken) []Item {
	e := k.Equivalent(n, items, tasks)
	missing, silent := n.Volume.Minus(e.Got), e.Silent
	for _, t := range byDeadline(tasks) {
		left := room(t, person, taken)
		planned := slices.ContainsFunc(items, func(i Item) bool { return i.Task == t.ID })
		if !t.State.Open() || blocked[t.ID] || planned || left.IsZero() {
			continue
		}
		if missing.Sign() <= 0 || len(items) == MaxItems {
			break
		}
		if t.Work.Measure() != n.Measure {
			if silent++; silent <= silentAHalf*n.Halves {
				items = append(items, Item{t.ID, left})
			}
			continue
		}
		left = t.Work.enough(left, missing)
		missing = missing.Minus(t.Work.VolumeOf(left))
		items = append(items, Item{t.ID, left})
	}
	return items
}

// Added is how much of a task a plan takes when its person adds it: what the need still
// misses, all that there is where nothing is missing or it has no volume; 0: there is none.
func (k Desk) Added(person rules.PersonID, n Need, items []Item, t Task, tasks []Task, taken Taken) Amount {
	left := room(t, person, taken)
	if left.IsZero() && t.Works(person) { // a co-worker without a share
		left = atLeastNone(t.Left().Minus(taken[t.ID]))
	}
	missing := n.Volume.Minus(k.Equivalent(n, items, tasks).Got)
	if t.Work.Measure() != n.Measure || missing.Sign() <= 0 {
		return left
	}
	return t.Work.enough(left, missing)
}

// enough is so much of a work as makes a volume, rounded up, at most what there is.
func (w Work) enough(left, volume Amount) Amount {
	if w.VolumeOf(left).Cmp(volume) <= 0 {
		return left
	}
	return smaller(left, w.stepUp(volume.Over(w.VolumeOf(N(1)))))
}

// Fit leaves out of a plan what can't stand in it any more: what is not theirs, or has
// nothing left to do, and of an amount what is above that.
func (k Desk) Fit(person rules.PersonID, items []Item, tasks []Task, taken Taken) (fit []Item) {
	for _, i := range items {
		at := slices.IndexFunc(tasks, func(t Task) bool { return t.ID == i.Task && t.Works(person) && t.State.Open() })
		if at < 0 || slices.ContainsFunc(fit, func(x Item) bool { return x.Task == i.Task }) {
			continue
		}
		if i.Amount = smaller(i.Amount, tasks[at].Left().Minus(taken[i.Task])); i.Amount.Sign() > 0 {
			fit = append(fit, i)
		}
	}
	return fit
}

// Part parts a plan whose day becomes shorter: kept is what the rest of it needs, in order,
// and rest is what is free then.
func (k Desk) Part(n Need, items []Item, tasks []Task) (kept, rest []Item) {
	missing, silent := n.Volume, 0
	for _, i := range items {
		keep := i.Amount
		at := slices.IndexFunc(tasks, func(t Task) bool { return t.ID == i.Task })
		switch {
		case at < 0 || tasks[at].Work.Measure() != n.Measure:
			if silent++; silent > silentAHalf*n.Halves {
				keep = Amount{}
			}
		case missing.Sign() <= 0:
			keep = Amount{}
		default:
			keep = tasks[at].Work.enough(i.Amount, missing)
			missing = missing.Minus(tasks[at].Work.VolumeOf(keep))
		}
		if keep.Sign() > 0 {
			kept = append(kept, Item{i.Task, keep})
		}
		if more := i.Amount.Minus(keep); more.Sign() > 0 {
			rest = append(rest, Item{i.Task, more})
		}
	}
	return kept, rest
}

// Step is by how much of a work a plan is changed at once: a product, an hour, half of
// what is not counted.
func (w Work) Step() Amount {
	if w.Measure() == Unmeasured {
		return A(1, 2) //nolint:mnd // half of it
	}
	return N(1)
}

// Stepped is the next amount above or below one that is so many steps; below the first
// step it is 0.
func Stepped(a, step Amount, up bool) Amount {
	n := a.Over(step)
	whole := N(n.Up()).Equal(n)
	switch {
	case up && whole:
		return N(n.Up() + 1).Times(step)
	case up:
		return N(n.Up()).Times(step)
	}
	return N(n.Up() - 1).Times(step)
}

// stepUp rounds up to a whole product, or to half an hour.
func (w Work) stepUp(n Amount) Amount {
	if w.Measure() == Hours {
		return OfHalfHours(n.Times(N(2)).Up()) //nolint:mnd // half-hours
	}
	return N(n.Up())
}

func atLeastNone(a Amount) Amount {
	if a.Sign() < 0 {
		return Amount{}
	}
	return a
}

func smaller(a, b Amount) Amount {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func byDeadline(tasks []Task) []Task {
	return slices.SortedFunc(slices.Values(tasks), func(a, b Task) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
}

// CheckPlan returns a *rules.Refusal with everything that stands against a plan of a
// person: nothing in it or too much, a task twice, one that is not theirs or has nothing
// left to do, an amount that is none or more than is left without the other days.
func (k Desk) CheckPlan(person rules.PersonID, items []Item, tasks []Task, taken Taken) error {
	var why []rules.Message
	switch {
	case len(items) == 0:
		why = append(why, rules.Msg("task.plan_empty"))
	case len(items) > MaxItems:
		why = append(why, rules.Msg("task.plan_many", "max", MaxItems))
	}
	seen := map[ID]bool{}
	for _, i := range items {
		at := slices.IndexFunc(tasks, func(t Task) bool { return t.ID == i.Task && t.Works(person) })
		switch {
		case at < 0:
			why = append(why, rules.Msg("task.not_yours"))
		case seen[i.Task]:
			why = append(why, rules.Msg("task.plan_twice", "title", k.Policy.Title(tasks[at])))
		case !tasks[at].State.Open():
			why = append(why, k.Outcome(tasks[at]))
		case i.Amount.Sign() <= 0 || i.Amount.Cmp(tasks[at].Left().Minus(taken[i.Task])) > 0:
			left := atLeastNone(tasks[at].Left().Minus(taken[i.Task]))
			why = append(why, rules.Msg("task.plan_amount", "title", k.Policy.Title(tasks[at]), "n", i.Amount.Message(), "left", left.Message()))
		}
		seen[i.Task] = true
	}
	return refusal(why)
}

// Commit sends a plan: the words of the commitment are kept with it.
func (k Desk) Commit(p Plan, e Equivalence, words string) (Plan, error) {
	if clean(words) == "" {
		return p, rules.Refuse("task.plan_uncommitted")
	}
	if err := e.Refusal(p.Slot); err != nil {
		return p, err
	}
	p.Commitment, p.Committed = clean(words), k.Now
	p.Measure, p.Load, p.Volume = e.Measure, e.Load, e.Got
	return p, nil
}
