// Package task is the task feature of the bot; Feature says what it holds.
package task

import (
	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Feature is work: who was given what, and how far it is.
func Feature() chat.Feature {
	return chat.Feature{
		Name:    "task",
		Objects: []chat.Object{taskCard()},
	}
}

// taskCard shows a task to who works on it, assigned it or decides it.
func taskCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectTask,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			t, err := v.Tx.Task(task.ID(id))
			return chat.Owner{Person: t.Owner}, err
		},
		May: []rules.Access{{Who: rules.Anyone, Over: rules.Own}, {Who: rules.Head, Over: rules.Approves}},
		Also: func(v chat.View, id int64) (bool, error) {
			t, err := v.Tx.Task(task.ID(id))
			return t.Works(v.Reader.ID) || t.Assigner == v.Reader.ID, err
		},
		Gone: "card.elsewhere",
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.task", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			c, err := work.CaseOf(v.Do(), task.ID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			t := c.Task
			return store.Screen{Text: rules.Msg("task.card", "title", c.Title, "due", t.Due, "state", t.State.Message(),
				"owner", c.Names[t.Owner], "assigner", c.Names[t.Assigner])}, nil
		},
	}
}
