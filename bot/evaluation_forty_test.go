package bot_test

import (
	"fmt"
	"testing"
	"time"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/sandbox"
	"tainha/store"
)

const fortyMonth = "2026-11"

// joins lets so many more people work in the unit of Bình, each with an account.
func (h *house) joins(n int) (list []rules.PersonID) {
	h.t.Helper()
	now := h.clock.Now()
	h.write(func(tx *store.Tx) error {
		like, err := tx.PersonByCode(folk["binh"].code, rules.DateOf(now))
		if err != nil {
			return err
		}
		for i := range n {
			p := rules.Person{Code: fmt.Sprintf("NV%02d", i), Name: fmt.Sprintf("Trần Thị Thứ %02d", i), Unit: like.Unit, Position: like.Position, Active: true, Roles: like.Roles}
			id, _, err := tx.UpsertPerson(p, rules.DateOf(now).AddMonths(-1))
			if err != nil {
				return err
			}
			list = append(list, id)
			h.server.AddPerson(sandbox.User{ID: int64(990_000 + i), FirstName: p.Name, LanguageCode: "vi"})
			if err := h.link(tx, p.Code, int64(990_000+i), "vi"); err != nil {
				return err
			}
		}
		return nil
	})
	return list
}

// scoreThemselves gives each a piece of work that is done and confirmed, and lets each score themself in full.
func (h *house) scoreThemselves(staff []rules.PersonID) {
	h.t.Helper()
	now := h.clock.Now()
	marks := evaluation.Common{}
	for _, x := range h.pilot.Scoring.Criteria[0].All() {
		marks[x.Key] = evaluation.Mark{Points: x.Max}
	}
	h.write(func(tx *store.Tx) error {
		head, err := tx.PersonByCode(folk["an"].code, rules.DateOf(now))
		if err != nil {
			return err
		}
		an := h.pilot.Do(tx, now, pilot.Actor{Person: head.ID})
		given, err := work.Assign(an, work.Assignment{Task: task.Task{Title: "Báo cáo tháng", Due: now.Add(48 * time.Hour), Work: task.Work{HalfHours: 8}}, Owners: staff})
		if err != nil {
			return err
		}
		var steps []work.Step
		for i, p := range staff {
			do := h.pilot.Do(tx, now, pilot.Actor{Person: p})
			if _, err := work.Accept(do, work.Step{Task: given[i].ID}); err != nil {
				return err
			}
			if _, err := work.Submit(do, work.Step{Task: given[i].ID}, &task.Progress{Done: given[i].Work.Total(), Percent: -1}); err != nil {
				return err
			}
			steps = append(steps, work.Step{Task: given[i].ID})
			from, to := score.Month(rules.MustDate(fortyMonth + "-01"))
			e, _, err := score.Open(h.pilot.Do(tx, now, pilot.Actor{Job: "scores"}), p, from, to)
			if err != nil {
				return err
			}
			if _, err := score.SelfScore(do, score.Step{ID: e.ID}, marks, ""); err != nil {
				return err
			}
		}
		_, err = work.Confirm(an, steps...)
		return err
	})
	h.settle()
}

// A head with forty people scores one after the other with a tap each, does something else in between, and goes on with
// whoever still waits.
func TestAHeadWithFortyPeopleStopsAndGoesOn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scoreThemselves(h.joins(40))
	h.plays("an> /danhgia", "an> [👥 Chấm điểm · 40 người chờ]")
	h.reads("an", "40 chờ chấm")
	h.plays("an> [✍️ Trần Thị Thứ 00 · đã tự chấm, chờ chấm điểm]")
	for range 3 {
		h.plays("an> [✅ Giữ nguyên và chấm]")
	}
	h.reads("an", "Trần Thị Thứ 03")
	h.plays("an> ai ở nhà hôm nay")
	h.clock.Advance(24 * time.Hour)
	h.settle()
	h.plays("an> /danhgia", "an> [👥 Chấm điểm · 37 người chờ]")
	h.reads("an", "37 chờ chấm")
	h.plays("an> [✍️ Trần Thị Thứ 03 · đã tự chấm, chờ chấm điểm]")
	for range 37 {
		h.plays("an> [✅ Giữ nguyên và chấm]")
	}
	h.plays("an> /danhgia")
	h.reads("an", "0 người chờ chấm")
}
