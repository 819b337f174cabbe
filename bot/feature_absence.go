package bot

// featureAbsence is being away, and handing the approvals over.
func (b *Bot) featureAbsence() Feature {
	return Feature{
		Name:     "absence",
		Commands: []Command{b.cmdLeave(), b.cmdDelegate()},
		Intents:  append(leaveIntents(), delegateIntent()),
		Objects:  []Object{delegationInAudit()},
	}
}
