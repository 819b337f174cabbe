package bot

// featureTeam is who is where: a unit, all units, a group chat.
func featureTeam() Feature {
	return Feature{
		Name:     "team",
		Commands: []Command{cmdTeam()},
		Intents:  []Intent{teamIntent()},
		Objects:  teamPictures(),
		Jobs:     []string{"board"},
	}
}
