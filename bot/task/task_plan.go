package task

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// planDraft is the plans of the days that are being asked for, as they were shown.
type planDraft struct {
	Days  []planDay `json:"days,omitempty"`
	Words string    `json:"words,omitempty"` // of the commitment, as they were shown
	Edits bool      `json:"edits,omitempty"` // one of the days is being changed
	Adds  bool      `json:"adds,omitempty"`  // by a task that is not in it yet
	At    int       `json:"at,omitempty"`    // which
	Page  int       `json:"page,omitempty"`
}

// planDay is a day's plan. One that was not changed follows what is proposed.
type planDay struct {
	Slot  rules.Slot `json:"slot"`
	Items []planItem `json:"items,omitempty"`
	Kept  bool       `json:"kept,omitempty"`
}

// planItem is a task in a plan, and by how much a tap changes it.
type planItem struct {
	task.Item
	Step task.Amount `json:"step,omitzero"`
}

// What the section's buttons carry.
const (
	planEdit int32 = iota + 1
	planMore       // Arg: the task, likewise below
	planLess
	planOut
	planAdd
	planAdds // shows what can be added
	planDone
	planAt   // Arg: which day
	planPage // Arg: which
)

// planPanels are what the plan of a day is at the places of the request.
func planPanels() []chat.Panel {
	return []chat.Panel{{
		Host: pilot.PlaceRequestDraft, Name: "plan", Order: 20, Whose: chat.OfPerson,
		May: []rules.Access{{Who: rules.Staff | rules.Head, Over: rules.Own}}, Section: planSection(),
	}, planCard()}
}

// planSection proposes the plan of each day in the preview, lets it be changed there, and
// keeps it with the commitment when the request is sent (rules section 3).
func planSection() chat.Section[planDraft] {
	of := func(name string, value int32, arg chat.Arg) chat.Choice {
		return chat.Choice{Name: name, Value: value, Arg: arg}
	}
	return chat.Section[planDraft]{
		Version: 1, Begin: beginPlan, Show: showPlan, Take: takePlan, Typed: typedPlan, Save: savePlan,
		Choices: []chat.Choice{
			of("edit", planEdit, chat.NoArg), of("more", planMore, chat.AnID), of("less", planLess, chat.AnID), of("out", planOut, chat.AnID),
			of("add", planAdd, chat.AnID), of("adds", planAdds, chat.NoArg), of("done", planDone, chat.NoArg), of("day", planAt, chat.AnItem), of("page", planPage, chat.AnItem),
		},
	}
}

// beginPlan takes over the plans of a request that is changed, and of days that move whole.
func beginPlan(t *chat.Turn, d chat.Drafted) (s planDraft, err error) {
	var old []task.Plan
	if d.Object.ID != 0 {
		if old, err = t.Tx.PlansFor(rules.RequestID(d.Object.ID)); err != nil {
			return s, err
		}
	}
	for i, from := range d.Instead {
		p, err := work.PlanOf(t.Do(), d.Person, from)
		if err != nil {
			return s, err
		}
		if i < len(d.Slots) && p.Slot.Part == d.Slots[i].Part && len(p.Items) > 0 {
			p.Slot = d.Slots[i]
			old = append(old, p)
		}
	}
	for _, p := range old {
		day := planDay{Slot: p.Slot, Kept: true}
		for _, i := range p.Items {
			day.Items = append(day.Items, planItem{Item: i})
		}
		s.Days = append(s.Days, day)
	}
	return s, nil
}

// besideOf says which plans make room for those of a draft.
func besideOf(d chat.Drafted) work.Beside {
	return work.Beside{Request: rules.RequestID(d.Object.ID), Instead: d.Instead}
}

// daysOf are the days of a draft with what was chosen for them.
func (s *planDraft) daysOf(slots []rules.Slot) []work.Day {
	days := make([]work.Day, len(slots))
	for i, slot := range slots {
		days[i].Slot = slot
		at := slices.IndexFunc(s.Days, func(d planDay) bool { return d.Slot == slot && d.Kept })
		if at < 0 {
			continue
		}
		days[i].Kept = true
		for _, x := range s.Days[at].Items {
			days[i].Items = append(days[i].Items, x.Item)
		}
	}
	return days
}

// keep holds what is shown: it is what is sent.
func (s *planDraft) keep(days []work.Day, plans []work.Planned) {
	s.Days = make([]planDay, len(plans))
	for i, p := range plans {
		s.Days[i] = planDay{Slot: p.Plan.Slot, Kept: days[i].Kept}
		for _, x := range p.Plan.Items {
			step := task.N(1)
			if at := slices.IndexFunc(p.Tasks, func(t task.Task) bool { return t.ID == x.Task }); at >= 0 {
				step = p.Tasks[at].Work.Step()
			}
			s.Days[i].Items = append(s.Days[i].Items, planItem{x, step})
		}
	}
	s.At = min(max(s.At, 0), max(len(s.Days)-1, 0))
}

func showPlan(t *chat.Turn, d chat.Drafted, s *planDraft) (chat.Shown, error) {
	sheet, err := work.OpenSheet(t.Do(), d.Person, d.Slots, besideOf(d))
	if err != nil || sheet == nil || len(d.Slots) == 0 {
		s.Days, s.Edits = nil, false
		return chat.Shown{}, err
	}
	days := s.daysOf(d.Slots)
	plans := sheet.Plan(days)
	s.keep(days, plans)
	if s.Words, err = t.Text(rules.Msg("plan.commitment")); err != nil {
		return chat.Shown{}, err
	}
	if s.Edits {
		return s.editing(t, sheet, plans), nil
	}
	lines := planLines(t.Pilot.Tasks, plans)
	some := slices.ContainsFunc(plans, func(p work.Planned) bool { return len(p.Plan.Items) > 0 })
	rows := [][]store.Button{}
	if len(sheet.Tasks) > 0 {
		rows = append(rows, []store.Button{t.PanelChoice(planEdit, 0, "plan.edit")})
	}
	return chat.Shown{Text: rules.Msg("plan.draft", "lines", lines, "words", s.Words, "some", some, "short", anyShort(plans), "blocks", blocks(plans), "edits", len(rows) > 0), Rows: rows}, nil
}

// anyShort reports that a plan falls short of its day.
func anyShort(plans []work.Planned) bool {
	return slices.ContainsFunc(plans, func(p work.Planned) bool { return !p.Is.Short.IsZero() })
}

// blocks reports that the request is refused for one.
func blocks(plans []work.Planned) bool {
	return slices.ContainsFunc(plans, func(p work.Planned) bool { return p.Is.Blocks })
}

const (
	planDaysShown  = 3 // from more days on a plan is told by its sums
	planTasksShown = 5
)

// planLines tell each day's plan: how far it reaches and, where there is room, what is in it.
func planLines(policy task.Policy, plans []work.Planned) (lines []rules.Message) {
	for _, p := range plans {
		lines = append(lines, planLine(p, len(plans) > 1))
		if len(plans) > planDaysShown {
			continue
		}
		items := p.Plan.Items
		for _, i := range items[:min(len(items), planTasksShown)] {
			lines = append(lines, itemLine(policy, p, i, 0))
		}
		if more := len(items) - planTasksShown; more > 0 {
			lines = append(lines, rules.Msg("plan.more_tasks", "n", more))
		}
	}
	return lines
}

// planLine says how far a plan reaches what its day needs.
func planLine(p work.Planned, named bool) rules.Message {
	e := p.Is
	switch {
	case len(p.Why) > 0:
		return rules.Msg("plan.unknown", "slot", p.Plan.Slot, "named", named, "why", p.Why)
	case len(p.Plan.Items) > 0 && e.Silent == len(p.Plan.Items):
		return rules.Msg("plan.uncounted", "slot", p.Plan.Slot, "named", named, "n", e.Silent, "need", e.Volume.Message(), "hours", e.Measure == task.Hours)
	}
	return rules.Msg("plan.reach", "slot", p.Plan.Slot, "named", named, "got", e.Got.Message(), "need", e.Volume.Message(), "hours", e.Measure == task.Hours,
		"percent", e.Percent(), "short", e.Short.Sign() > 0, "missing", e.Short.Message(), "silent", e.Silent, "n", len(p.Plan.Items))
}

// itemLine is one task in a plan, with its number where n is over 0.
func itemLine(policy task.Policy, p work.Planned, i task.Item, n int) rules.Message {
	at := slices.IndexFunc(p.Tasks, func(t task.Task) bool { return t.ID == i.Task })
	if at < 0 {
		return rules.Msg("plan.gone", "i", n)
	}
	x := p.Tasks[at]
	return rules.Msg("plan.item", "i", n, "title", policy.Title(x), "size", partOf(x.Work, i.Amount))
}

// partOf words so much of a work.
func partOf(w task.Work, n task.Amount) rules.Message {
	switch w.Measure() {
	case task.Products:
		return rules.Msg("plan.size.products", "n", n.Message(), "volume", w.VolumeOf(n).Message())
	case task.Hours:
		return rules.Msg("task.size.hours", "n", n.Message())
	}
	return rules.Msg("plan.size.part", "percent", n.Times(task.N(100)).Message(), "whole", n.Equal(task.N(1))) //nolint:mnd // per cent
}

// savePlan keeps what was shown with the request.
func savePlan(do pilot.Do, d chat.Drafted, became store.Ref, s planDraft) error {
	days := make([]work.Day, len(d.Slots))
	for i, slot := range d.Slots {
		days[i] = work.Day{Slot: slot, Kept: true}
		for _, x := range s.Days {
			if x.Slot != slot {
				continue
			}
			for _, item := range x.Items {
				days[i].Items = append(days[i].Items, item.Item)
			}
		}
	}
	return work.SavePlans(do, d.Person, rules.RequestID(became.ID), days, s.Words, d.Instead)
}
