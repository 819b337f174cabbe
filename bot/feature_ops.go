package bot

// featureOps is what keeps the bot running.
func (b *Bot) featureOps() Feature {
	return Feature{
		Name:     "ops",
		Commands: []Command{b.cmdJobs()},
		Objects:  []Object{{Kind: objectJob, Whose: ofNobody, Name: byNumber}},
		Jobs:     []string{"backup"},
	}
}
