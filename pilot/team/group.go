package team

import (
	"errors"
	"fmt"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// LinkGroup lets a group chat receive the daily board of a unit: who is at home
// today, nothing else. A group that the unit had before is told that it receives
// nothing any more, and the head hears of it when somebody else links. It refuses
// a group that belongs to another unit.
func LinkGroup(do pilot.Do, g store.UnitGroup) (rules.Unit, error) {
	if err := assert(do, g.Unit); err != nil {
		return rules.Unit{}, err
	}
	u, err := do.Tx.Unit(g.Unit)
	if err != nil {
		return u, fmt.Errorf("load the unit: %w", err)
	}
	by := do.By.Person
	before, err := do.Tx.Group(g.Unit)
	if err != nil {
		return u, err
	}
	if before.Same(g) && !before.Waits {
		return u, rules.Refuse("group.already", "unit", u.Name)
	}
	g.By = by
	switch other, err := do.Tx.UnitByGroup(g.Chat); {
	case err == nil && other.ID != g.Unit:
		return u, rules.Refuse("group.taken")
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return u, err
	}
	if err := do.Tx.SetGroup(g); err != nil {
		return u, err
	}
	if err := auditGroup(do, before, g); err != nil {
		return u, err
	}
	if before.Chat != 0 && before.Chat != g.Chat {
		if err := tellGroup(do, before, rules.Msg("group.moved")); err != nil {
			return u, err
		}
	}
	if u.Head == 0 || u.Head == by {
		return u, nil
	}
	person, err := do.Tx.Person(by, do.Today)
	if err != nil {
		return u, fmt.Errorf("find who linked the group: %w", err)
	}
	return u, do.Notify(u.Head, fmt.Sprintf("group:%d:%d:%d", g.Unit, g.Chat, do.Now.UnixMilli()),
		rules.Msg("notice.group_linked", "by", person.Called(), "unit", u.Name))
}

// GroupOf is a unit's group as it is offered to its head: with the name of who linked it.
func GroupOf(do pilot.Do, unit rules.UnitID) (g store.UnitGroup, u rules.Unit, by string, err error) {
	if u, err = do.Tx.Unit(unit); err != nil {
		return g, u, "", err
	}
	if g, err = do.Tx.Group(unit); err != nil || g.By == 0 {
		return g, u, "", err
	}
	who, err := do.Tx.Person(g.By, do.Today)
	if err != nil {
		return g, u, "", fmt.Errorf("find who linked the group: %w", err)
	}
	return g, u, who.Called(), nil
}

// TakeGroup takes over a group that a former head linked: its boards go on. It refuses one that
// does not wait for that.
func TakeGroup(do pilot.Do, unit rules.UnitID) error {
	if err := assert(do, unit); err != nil {
		return err
	}
	before, err := do.Tx.Group(unit)
	if err != nil {
		return err
	}
	if before.Chat == 0 || !before.Waits {
		return rules.Refuse("group.settled")
	}
	g := before
	g.By, g.Waits = do.By.Person, false
	if err := do.Tx.SetGroup(g); err != nil {
		return err
	}
	return auditGroup(do, before, g)
}

// UnlinkGroup ends the daily board of a unit's group.
func UnlinkGroup(do pilot.Do, unit rules.UnitID) error {
	if err := assert(do, unit); err != nil {
		return err
	}
	return unlink(do, unit)
}

// assert refuses whoever may not say which group is a unit's.
func assert(do pilot.Do, unit rules.UnitID) error {
	about, err := do.Subject(0, unit)
	if err != nil {
		return err
	}
	return do.Assert(pilot.LinkGroup, about)
}

func unlink(do pilot.Do, unit rules.UnitID) error {
	before, err := do.Tx.Group(unit)
	if err != nil || before.Chat == 0 {
		return err
	}
	none := store.UnitGroup{Unit: unit}
	if err := do.Tx.SetGroup(none); err != nil {
		return err
	}
	return auditGroup(do, before, none)
}

// GroupLost unlinks a group that the bot was removed from, and tells the head of
// its unit. A group that is linked to none changes nothing.
func GroupLost(do pilot.Do, chat int64) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	u, err := do.Tx.UnitByGroup(chat)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := unlink(do, u.ID); err != nil {
		return err
	}
	if u.Head == 0 {
		return nil
	}
	return do.Notify(u.Head, fmt.Sprintf("group_lost:%d:%d", u.ID, do.Now.UnixMilli()), rules.Msg("notice.group_lost", "unit", u.Name))
}

// GroupShut tells the head of a group's unit, once a day, that the bot may not
// write there. A group that is linked to none changes nothing.
func GroupShut(do pilot.Do, chat int64) error {
	u, err := do.Tx.UnitByGroup(chat)
	if errors.Is(err, store.ErrNotFound) || err == nil && u.Head == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return do.Notify(u.Head, fmt.Sprintf("group_shut:%d:%s", u.ID, do.Today), rules.Msg("notice.group_shut", "unit", u.Name))
}

func auditGroup(do pilot.Do, before, after store.UnitGroup) error {
	type group struct {
		Chat   int64          `json:"group_chat"`
		Thread int64          `json:"group_thread,omitempty"`
		By     rules.PersonID `json:"group_by,omitempty"`
	}
	return do.Audit(store.Entry{
		Action: "unit.group", Object: pilot.ObjectUnit, ObjectID: int64(after.Unit),
		Before: group{before.Chat, before.Thread, before.By}, After: group{after.Chat, after.Thread, after.By},
	})
}

func tellGroup(do pilot.Do, g store.UnitGroup, m rules.Message) error {
	err := do.Queue(store.Out{Chat: g.Chat, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: m}, Thread: g.Thread}})
	return err
}
