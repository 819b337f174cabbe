// Package review is the review feature of the bot (sơ kết): the evidence on which widening the pilot is decided.
package review

import "tainha/bot/chat"

// Feature is the report, in the chat and as files.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "review",
		Commands: []chat.Command{cmdReport()},
		Objects:  reviewObjects(),
		Panels:   []chat.Panel{gatePanel()},
	}
}
