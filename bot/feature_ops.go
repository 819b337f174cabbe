package bot

// featureOps is what keeps the bot running.
func featureOps() Feature {
	return Feature{
		Name:     "ops",
		Commands: []Command{cmdJobs()},
		Objects:  []Object{{Kind: objectJob, Whose: ofNobody, Name: byNumber}},
		Jobs:     []string{"backup"},
	}
}
