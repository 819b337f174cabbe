package team

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// linkGroup is who may link a group chat to a unit, so that it receives the
// daily board. It is checked against the unit at the moment of the act.
var linkGroup = pilot.LinkGroup.Any()

// groupCommand is /team in a group: it links and unlinks, and shows nobody's
// data. Others than the head and the coordinators are refused.
func groupCommand(t *chat.Turn, args string) error {
	word, code := reply.GroupWord(args)
	linked, err := t.Tx.UnitByGroup(t.Chat)
	isLinked := err == nil
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	switch {
	case word == reply.NoGroup && isLinked:
		return t.Say(rules.Msg("group.already", "unit", linked.Name))
	case word == reply.NoGroup:
		return t.Say(rules.Msg("group.not_linked"))
	case word == reply.Link:
		return linkThisGroup(t, code)
	case !isLinked:
		return t.Say(rules.Msg("group.not_linked"))
	}
	may, err := mayLink(t, linked.ID)
	if err != nil {
		return err
	}
	if !may {
		return rules.Refuse("group.head_only")
	}
	if err := team.UnlinkGroup(t.Do(), linked.ID); err != nil {
		return err
	}
	return t.Say(rules.Msg("group.unlinked"))
}

// linkThisGroup links the group to the unit of the code, or to the one unit that
// the writer heads.
func linkThisGroup(t *chat.Turn, code string) error {
	unit, err := unitToLink(t, code)
	if err != nil {
		return err
	}
	u, err := team.LinkGroup(t.Do(), store.UnitGroup{Unit: unit, Chat: t.Chat, Thread: t.Thread()})
	if err != nil {
		return err
	}
	return t.Say(rules.Msg("group.linked", "unit", u.Name))
}

func unitToLink(t *chat.Turn, code string) (rules.UnitID, error) {
	if !slices.ContainsFunc(linkGroup, t.Actor.Sees) {
		return 0, rules.Refuse("group.head_only")
	}
	if code == "" {
		if len(t.Actor.HeadOf) == 1 {
			return t.Actor.HeadOf[0], nil
		}
		example, err := t.Tx.Unit(ownUnit(t))
		if err != nil {
			return 0, fmt.Errorf("name a unit for the example: %w", err)
		}
		return 0, rules.Refuse("group.which", "code", example.Code)
	}
	u, err := t.Tx.UnitByCode(strings.ToUpper(code))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return 0, err
	}
	if err == nil && u.Active {
		may, err := mayLink(t, u.ID)
		if err != nil {
			return 0, err
		}
		if may {
			return u.ID, nil
		}
	}
	return 0, rules.Refuse("group.no_unit", "code", code)
}

// groupPressed decides about a group that a former head linked.
type groupPressed struct {
	Unit rules.UnitID
	Take bool // else it is unlinked
}

var groupPress = chat.DefinePress[groupPressed]("tg")

// ofGroup names the unit whose group it is.
func ofGroup(t *chat.Turn, p groupPressed) (rules.Subject, error) {
	return t.Subject(pilot.ObjectUnitGroup, int64(p.Unit))
}

// groupCard offers a unit's group to whoever may link one: to the new head, when the one before had linked it.
func groupCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectUnitGroup, Whose: chat.OfUnit, May: linkGroup,
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			g, u, by, err := team.GroupOf(v.Do(), rules.UnitID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			s := store.Screen{Text: rules.Msg("group.offer", "unit", u.Name, "by", by, "linked", g.Chat != 0, "waits", g.Waits)}
			if g.Chat != 0 && g.Waits {
				s.Rows = [][]store.Button{{
					groupPress.Button(groupPressed{u.ID, true}, "group.take"), groupPress.Button(groupPressed{u.ID, false}, "group.drop"),
				}}
			}
			return s, nil
		},
	}
}

// pressGroup takes a group over, or unlinks it. Who presses what is settled sees how it stands.
func pressGroup(t *chat.Turn, p groupPressed) error {
	g, err := t.Tx.Group(p.Unit)
	if err != nil {
		return err
	}
	said := rules.Msg("group.settled")
	switch {
	case g.Chat == 0 || !g.Waits:
	case p.Take:
		said, err = rules.Msg("group.taken_over"), team.TakeGroup(t.Do(), p.Unit)
	default:
		said, err = rules.Msg("group.unlinked"), team.UnlinkGroup(t.Do(), p.Unit)
	}
	if err != nil {
		return err
	}
	return t.AnswerCard(said, pilot.GroupRef(p.Unit))
}

func mayLink(t *chat.Turn, unit rules.UnitID) (bool, error) {
	s, err := t.Do().Subject(0, unit)
	return rules.MayAny(t.Actor, linkGroup, s), err
}
