package bot

// featureRequest is days at home: asked for, decided, given up.
func featureRequest() Feature {
	return Feature{
		Name:     "request",
		Commands: []Command{cmdWFH(), cmdDays(), cmdApprove(), cmdException()},
		Intents:  append(daysIntents(), homeIntent()),
		Objects:  append(daysFiles(), requestCard()),
		Jobs:     []string{"remind", "raise", "expire", "morning"},
	}
}
