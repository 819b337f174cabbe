package task

import (
	"slices"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// planShown is how many tasks of a plan, or to be added to it, have buttons at once.
const planShown = 6

// editing shows the plan of one day with the buttons that change it.
func (s *planDraft) editing(t *chat.Turn, sheet *work.Sheet, plans []work.Planned) chat.Shown {
	p := plans[s.At]
	if s.Adds {
		return s.adding(t, p, sheet.Addable(plans, s.At))
	}
	part, pages := chat.PageOf(p.Plan.Items, s.Page, planShown)
	s.Page = min(max(s.Page, 0), pages-1)
	lines := []rules.Message{planLine(p, false)}
	var rows [][]store.Button
	for i, x := range part {
		n := s.Page*planShown + i + 1
		lines = append(lines, itemLine(t.Pilot.Tasks, p, x, n))
		rows = append(rows, []store.Button{t.PanelChoice(planLess, int32(x.Task), "plan.less", "i", n), t.PanelChoice(planMore, int32(x.Task), "plan.more", "i", n),
			t.PanelChoice(planOut, int32(x.Task), "plan.out", "i", n)})
	}
	if pages > 1 {
		rows = append(rows, []store.Button{t.PanelChoice(planPage, int32((s.Page+1)%pages), "plan.next_page")})
	}
	if len(plans) > 1 {
		next := (s.At + 1) % len(plans)
		rows = append(rows, []store.Button{t.PanelChoice(planAt, int32(next), "plan.other_day", "slot", plans[next].Plan.Slot)})
	}
	row := []store.Button{t.PanelChoice(planDone, 0, "plan.done")}
	if len(sheet.Addable(plans, s.At)) > 0 {
		row = slices.Insert(row, 0, t.PanelChoice(planAdds, 0, "plan.adds"))
	}
	return chat.Shown{Text: rules.Msg("plan.editing", "slot", p.Plan.Slot, "lines", lines), Rows: append(rows, row)}
}

// adding shows what can be added to a plan.
func (s *planDraft) adding(t *chat.Turn, p work.Planned, list []task.Item) chat.Shown {
	part, pages := chat.PageOf(list, s.Page, planShown)
	s.Page = min(max(s.Page, 0), pages-1)
	var rows [][]store.Button
	for _, i := range part {
		x := p.Tasks[slices.IndexFunc(p.Tasks, func(x task.Task) bool { return x.ID == i.Task })]
		rows = append(rows, []store.Button{t.PanelChoice(planAdd, int32(x.ID), "plan.add", "title", chat.Short(t.Pilot.Tasks.Title(x), buttonTitle), "left", partOf(x.Work, i.Amount))})
	}
	if pages > 1 {
		rows = append(rows, []store.Button{t.PanelChoice(planPage, int32((s.Page+1)%pages), "plan.next_page")})
	}
	rows = append(rows, []store.Button{t.PanelChoice(planEdit, 0, "back")})
	return chat.Shown{Text: rules.Msg("plan.adding", "slot", p.Plan.Slot, "n", len(part), "line", planLine(p, false)), Rows: rows}
}

// takePlan changes the plan by one tap. What is above what is left is cut when it is shown.
func takePlan(_ *chat.Turn, _ chat.Drafted, s *planDraft, in chat.Input) error {
	if len(s.Days) == 0 || s.At >= len(s.Days) {
		return rules.Refuse("press.stale")
	}
	id, page := task.ID(in.Arg), s.Page
	s.Page = 0
	switch in.Choice {
	case planEdit:
		s.Edits, s.Adds = true, false
	case planDone:
		s.Edits, s.Adds = false, false
	case planAdds:
		s.Adds = true
	case planPage:
		s.Page = int(in.Arg)
	case planAt:
		if int(in.Arg) >= len(s.Days) {
			return rules.Refuse("press.stale")
		}
		s.At = int(in.Arg)
	case planAdd:
		s.change(id, func(*planItem) {})
		s.Adds = false
	case planMore, planLess:
		s.Page = page
		if !s.holds(id) {
			return rules.Refuse("press.stale")
		}
		s.change(id, func(x *planItem) { x.Amount = task.Stepped(x.Amount, x.Step, in.Choice == planMore) })
	case planOut:
		s.Page = page
		s.leaveOut(id)
	}
	return nil
}

// holds reports whether the day's plan holds a task.
func (s *planDraft) holds(id task.ID) bool {
	return slices.ContainsFunc(s.Days[s.At].Items, func(x planItem) bool { return x.Task == id })
}

// change changes how much of a task the day's plan holds; one that it did not hold is
// added, without an amount as much as is missing. With nothing it is left out.
func (s *planDraft) change(id task.ID, how func(*planItem)) {
	day := s.own()
	at := slices.IndexFunc(day.Items, func(x planItem) bool { return x.Task == id })
	if at < 0 {
		x := planItem{Item: task.Item{Task: id}}
		how(&x)
		day.Items = append(day.Items, x)
		return
	}
	if how(&day.Items[at]); day.Items[at].Amount.Sign() <= 0 {
		s.leaveOut(id)
	}
}

// own is the day that is being changed. From then on none follows what is proposed: what
// is left out of one would stand in another.
func (s *planDraft) own() *planDay {
	for i := range s.Days {
		s.Days[i].Kept = true
	}
	return &s.Days[s.At]
}

func (s *planDraft) leaveOut(id task.ID) {
	day := s.own()
	day.Items = slices.DeleteFunc(day.Items, func(x planItem) bool { return x.Task == id })
}

// typedPlan takes "thêm tờ trình", "bớt báo cáo 1 giờ", "báo cáo quý 2 giờ", "bỏ tờ trình
// khỏi kế hoạch", "sửa kế hoạch". While no plan is being changed only what begins like that
// and names one of the person's tasks is meant.
func typedPlan(t *chat.Turn, _ chat.Drafted, s *planDraft, text string) (bool, error) {
	if len(s.Days) == 0 {
		return false, nil
	}
	said := reply.PlanOf(text)
	of := said.Named
	if said.Edits {
		s.Edits, s.Adds = true, false
		return true, nil
	}
	if said.Words == "" || !of && !s.Edits && said.Verb == reply.PlanUnsaid && !said.Unit {
		return false, nil
	}
	tasks, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil {
		return false, err
	}
	meant := slices.DeleteFunc(tasks, func(x task.Task) bool { return !x.State.Open() || !work.Fits(x, said.Words) })
	switch {
	case len(meant) > 1:
		return false, rules.Refuse("plan.which", "n", len(meant))
	case len(meant) == 0 && (of || s.Edits && said.Verb != reply.PlanUnsaid):
		return false, rules.Refuse("plan.none")
	case len(meant) == 0:
		return false, nil
	}
	return true, s.say(said, meant[0], t.Pilot.Tasks.Title(meant[0]))
}

// say changes the plan by what was said of a task: of several days that which holds it,
// the one that is being changed first.
func (s *planDraft) say(said reply.Planned, x task.Task, title string) error {
	if !s.Edits {
		s.At = 0
	}
	for i, d := range s.Days {
		if !s.holds(x.ID) && slices.ContainsFunc(d.Items, func(i planItem) bool { return i.Task == x.ID }) {
			s.At = i
		}
	}
	held := s.holds(x.ID)
	switch {
	case !held && (said.Verb == reply.PlanOut || said.Verb == reply.PlanLess):
		return rules.Refuse("plan.not_in", "title", title)
	case said.Verb == reply.PlanOut:
		s.leaveOut(x.ID)
		return nil
	}
	s.change(x.ID, func(i *planItem) {
		by, _ := task.ParseAmount(said.Amount) // 0 where none was said
		switch {
		case said.Sets, !held:
			i.Amount = by
		case by.IsZero():
			i.Amount = task.Stepped(i.Amount, x.Work.Step(), said.Verb == reply.PlanMore)
		case said.Verb == reply.PlanMore:
			i.Amount = i.Amount.Plus(by)
		default:
			i.Amount = i.Amount.Minus(by)
		}
	})
	return nil
}
