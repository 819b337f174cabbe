// Package absence is the absence feature of the bot; Feature says what it holds.
package absence

import (
	"tainha/bot/chat"
)

// Feature is being away, and handing the approvals over.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "absence",
		Commands: []chat.Command{cmdLeave(), cmdDelegate()},
		Intents:  append(leaveIntents(), delegateIntents()...),
		Objects:  []chat.Object{delegationInAudit()},
	}
}
