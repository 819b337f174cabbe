// Package task is the task feature of the bot; Feature says what it holds.
package task

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot/intake"
	work "tainha/pilot/task"
)

// Feature is work: who was given what, and how far it is.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "task",
		Commands: []chat.Command{cmdTasks(), cmdDiary(), cmdAssign()},
		Intents:  slices.Concat(listIntents(), progressIntents(), actIntents(), nearIntents(), judgeIntents(), theirIntents(), changeIntents(), []chat.Intent{assignIntent(), passedIntent(), notedIntent(), diaryIntent()}),
		Objects:  slices.Concat(books(), dayCards(), []chat.Object{taskCard(), proofFile()}),
		Tables:   []intake.Kind{work.TasksTable()},
		Proof:    takeProof,
		Unread:   unread,
		Panels:   append(planPanels(), digestPanel(), silentPanel(), endingsPanel(), recapPanel(), weekPanel(), weeksPanel()),
		Jobs:     []string{"plan", "nudge", "repeat"},
	}
}
