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
// a group that belongs to another unit. Who may do it was checked by the caller.
func LinkGroup(do pilot.Do, by rules.PersonID, unit rules.UnitID, chat int64) (rules.Unit, error) {
	u, err := do.Tx.Unit(unit)
	if err != nil {
		return u, fmt.Errorf("load the unit: %w", err)
	}
	before, err := do.Tx.Group(unit)
	if err != nil {
		return u, err
	}
	if before == chat {
		return u, rules.Refuse("group.already", "unit", u.Name)
	}
	switch _, err := do.Tx.UnitByGroup(chat); {
	case err == nil:
		return u, rules.Refuse("group.taken")
	case !errors.Is(err, store.ErrNotFound):
		return u, err
	}
	if err := do.Tx.SetGroup(unit, chat); err != nil {
		return u, err
	}
	if err := auditGroup(do, by, unit, before, chat); err != nil {
		return u, err
	}
	if before != 0 {
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
	return u, do.Notify(u.Head, fmt.Sprintf("group:%d:%d:%d", unit, chat, do.Now.UnixMilli()),
		rules.Msg("notice.group_linked", "by", person.Name, "unit", u.Name))
}

// UnlinkGroup ends the daily board of a unit's group.
func UnlinkGroup(do pilot.Do, by rules.PersonID, unit rules.UnitID) error {
	before, err := do.Tx.Group(unit)
	if err != nil || before == 0 {
		return err
	}
	if err := do.Tx.SetGroup(unit, 0); err != nil {
		return err
	}
	return auditGroup(do, by, unit, before, 0)
}

// GroupLost unlinks a group that the bot was removed from, and tells the head of
// its unit. A group that is linked to none changes nothing.
func GroupLost(do pilot.Do, chat int64) error {
	u, err := do.Tx.UnitByGroup(chat)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := UnlinkGroup(do, 0, u.ID); err != nil {
		return err
	}
	if u.Head == 0 {
		return nil
	}
	return do.Notify(u.Head, fmt.Sprintf("group_lost:%d:%d", u.ID, do.Now.UnixMilli()), rules.Msg("notice.group_lost", "unit", u.Name))
}

func auditGroup(do pilot.Do, by rules.PersonID, unit rules.UnitID, before, after int64) error {
	type group struct {
		Chat int64 `json:"group_chat"`
	}
	err := do.Tx.Audit(store.Entry{
		At: do.Now, Actor: by, Action: "unit.group", Object: pilot.ObjectUnit, ObjectID: int64(unit), Before: group{before}, After: group{after},
	})
	if err != nil {
		return fmt.Errorf("audit the unit's group: %w", err)
	}
	return nil
}

func tellGroup(do pilot.Do, chat int64, m rules.Message) error {
	err := do.Tx.Queue(do.Now, store.Out{Chat: chat, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: m}}})
	return err
}
