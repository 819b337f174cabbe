package task

import (
	"slices"

	"tainha/bot/chat"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

const fieldsShown = 6

// fields are those in which who assigns has handed on the work of all owners: who holds one
// confirms what is given in it.
func (d *assignDraft) fields(t *chat.Turn) (names []string, holders map[string][]rules.PersonID, err error) {
	list, err := work.FieldsGiven(t.Do(), t.Actor.HeadOf, d.Owners...)
	if err != nil || d.self(t) {
		return nil, nil, err
	}
	holders = map[string][]rules.PersonID{}
	for _, m := range list {
		if holders[m.Field] == nil && len(names) < fieldsShown {
			names = append(names, m.Field)
		}
		holders[m.Field] = append(holders[m.Field], m.To)
	}
	return names, holders, nil
}

// fieldRows offer the fields; the chosen one is marked, and left by pressing it again.
func (d *assignDraft) fieldRows(t *chat.Turn, names []string) [][]store.Button {
	var row []store.Button
	for i, name := range names {
		row = append(row, t.Choice(assignField, int32(i), "assign.field", "name", chat.Short(name, buttonTitle), "now", d.inField(name)))
	}
	return slices.Collect(slices.Chunk(row, 2)) //nolint:mnd // that many fit on a phone
}

func (d *assignDraft) inField(name string) bool { return task.SameField(d.Field, name) }

// fieldLine says in which field the work is given, and who else confirms it; it says nothing of none, nor of one
// that nobody holds any more.
func (d *assignDraft) fieldLine(t *chat.Turn, holders map[string][]rules.PersonID) ([]rules.Message, error) {
	if holders[d.Field] == nil {
		d.Field = ""
		return nil, nil
	}
	names, err := work.Names(t.Do(), holders[d.Field]...)
	return []rules.Message{rules.Msg("assign.in_field", "name", d.Field, "who", names)}, err
}

// takeField takes a field, or leaves it.
func (d *assignDraft) takeField(t *chat.Turn, at int) (string, error) {
	names, _, err := d.fields(t)
	switch {
	case err != nil:
		return chat.Stay, err
	case at >= len(names):
		return chat.Stay, rules.Refuse("press.stale")
	case d.inField(names[at]):
		d.Field = ""
	default:
		d.Field = names[at]
	}
	return "sure", nil
}
