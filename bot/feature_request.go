package bot

// featureRequest is days at home: asked for, decided, given up.
func (b *Bot) featureRequest() Feature {
	return Feature{
		Name:     "request",
		Commands: []Command{b.cmdWFH(), b.cmdDays(), b.cmdApprove(), b.cmdException()},
		Intents:  append(daysIntents(), homeIntent()),
		Objects:  append(daysFiles(), requestCard()),
		Jobs:     []string{"remind", "raise", "expire", "morning"},
	}
}
