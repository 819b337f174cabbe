// Package task is the task feature of the bot; Feature says what it holds.
package task

import (
	"tainha/bot/chat"
)

// Feature is work: who was given what, and how far it is.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "task",
		Commands: []chat.Command{cmdTasks(), cmdAssign()},
		Intents:  append(listIntents(), assignIntent()),
		Objects:  []chat.Object{taskCard()},
	}
}
