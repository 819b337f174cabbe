package jobs

import (
	"fmt"
	"time"

	"tainha/pilot/request"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// board tells the group chats that are linked to a unit who of it is at home
// today, at the opening of a working day: names and halves, nothing else. A day
// on which everybody is at the office needs none.
func board() Job {
	return Job{Name: "board", Spec: "30 7 * * *", Missed: Drop, Grace: 4 * time.Hour, Run: runBoard}
}

func runBoard(r *Run) error {
	opens, today := r.opensToday()
	if !today {
		return nil
	}
	groups, err := r.Tx.Groups()
	if err != nil {
		return err
	}
	for _, g := range groups {
		if g.Waits { // for the unit's new head
			continue
		}
		err := r.Item(fmt.Sprintf("board of unit %d", g.Unit), func() error { return r.groupBoard(g, opens) })
		if err != nil {
			return err
		}
	}
	return nil
}

// groupBoard queues one group's board, at the opening hour.
func (r *Run) groupBoard(g store.UnitGroup, opens time.Time) error {
	team, err := team.TeamOf(r.Do(), g.Unit, r.Today, r.Today, false)
	if err != nil || len(team.Facts.Days) == 0 {
		return err
	}
	count := team.Facts.Headcount(g.Unit, r.Today)
	text := rules.Msg("group.board", "unit", team.Unit.Name, "day", r.Today, "home", request.HomeLines(team.Members, team.Facts.Days),
		"staff", count.Staff, "am", count.Present[0], "pm", count.Present[1], "same", count.Present[0] == count.Present[1])
	err = r.Do().Queue(store.Out{
		Chat: g.Chat, Lane: store.LaneBroadcast, Dedupe: fmt.Sprintf("board:%s:%d", r.Today, g.Unit), NotBefore: later(opens, r.Now),
		Body: store.Body{Screen: &store.Screen{Text: text}, Thread: g.Thread},
	})
	return err
}
