package bot

// featureWelcome is how people come in, choose a language, find their way and leave off.
func featureWelcome() Feature {
	return Feature{
		Name:     "welcome",
		Commands: []Command{cmdStart(), cmdResume(), cmdLanguage(), cmdHelp(), cmdCancel()},
		Gate:     ready,
		Contact:  sharedNumber,
	}
}
