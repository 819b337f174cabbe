package pilot

import (
	"errors"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// LinkGroup lets a group chat receive the daily board of a unit: who is at home
// today, nothing else. A group that the unit had before is told that it receives
// nothing any more, and the head hears of it when somebody else links. It refuses
// a group that belongs to another unit. Who may do it was checked by the caller.
func (p *Pilot) LinkGroup(tx *store.Tx, now time.Time, by rules.PersonID, unit rules.UnitID, chat int64) (rules.Unit, error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return u, fmt.Errorf("load the unit: %w", err)
	}
	before, err := tx.Group(unit)
	if err != nil {
		return u, err
	}
	if before == chat {
		return u, rules.Refuse("group.already", "unit", u.Name)
	}
	switch _, err := tx.UnitByGroup(chat); {
	case err == nil:
		return u, rules.Refuse("group.taken")
	case !errors.Is(err, store.ErrNotFound):
		return u, err
	}
	if err := tx.SetGroup(unit, chat); err != nil {
		return u, err
	}
	if err := auditGroup(tx, now, by, unit, before, chat); err != nil {
		return u, err
	}
	if before != 0 {
		if err := tellGroup(tx, now, before, rules.Msg("group.moved")); err != nil {
			return u, err
		}
	}
	if u.Head == 0 || u.Head == by {
		return u, nil
	}
	person, err := tx.Person(by, p.today(now))
	if err != nil {
		return u, fmt.Errorf("find who linked the group: %w", err)
	}
	return u, notify(tx, now, u.Head, fmt.Sprintf("group:%d:%d:%d", unit, chat, now.UnixMilli()),
		rules.Msg("notice.group_linked", "by", person.Name, "unit", u.Name))
}

// UnlinkGroup ends the daily board of a unit's group.
func (p *Pilot) UnlinkGroup(tx *store.Tx, now time.Time, by rules.PersonID, unit rules.UnitID) error {
	before, err := tx.Group(unit)
	if err != nil || before == 0 {
		return err
	}
	if err := tx.SetGroup(unit, 0); err != nil {
		return err
	}
	return auditGroup(tx, now, by, unit, before, 0)
}

// GroupLost unlinks a group that the bot was removed from, and tells the head of
// its unit. A group that is linked to none changes nothing.
func (p *Pilot) GroupLost(tx *store.Tx, now time.Time, chat int64) error {
	u, err := tx.UnitByGroup(chat)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := p.UnlinkGroup(tx, now, 0, u.ID); err != nil {
		return err
	}
	if u.Head == 0 {
		return nil
	}
	return notify(tx, now, u.Head, fmt.Sprintf("group_lost:%d:%d", u.ID, now.UnixMilli()), rules.Msg("notice.group_lost", "unit", u.Name))
}

func auditGroup(tx *store.Tx, now time.Time, by rules.PersonID, unit rules.UnitID, before, after int64) error {
	type group struct {
		Chat int64 `json:"group_chat"`
	}
	err := tx.Audit(store.Entry{
		At: now, Actor: by, Action: "unit.group", Object: ObjectUnit, ObjectID: int64(unit), Before: group{before}, After: group{after},
	})
	if err != nil {
		return fmt.Errorf("audit the unit's group: %w", err)
	}
	return nil
}

func tellGroup(tx *store.Tx, now time.Time, chat int64, m rules.Message) error {
	_, err := tx.Queue(now, store.Out{Chat: chat, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: m}}})
	return err
}
