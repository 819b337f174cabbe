package bot

// featureAbsence is being away, and handing the approvals over.
func featureAbsence() Feature {
	return Feature{
		Name:     "absence",
		Commands: []Command{cmdLeave(), cmdDelegate()},
		Intents:  append(leaveIntents(), delegateIntent()),
		Objects:  []Object{delegationInAudit()},
	}
}
