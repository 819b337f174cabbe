package bot

// featureWelcome is how people come in, choose a language, find their way and leave off.
func (b *Bot) featureWelcome() Feature {
	return Feature{
		Name:     "welcome",
		Commands: []Command{b.cmdStart(), b.cmdResume(), b.cmdLanguage(), b.cmdHelp(), b.cmdCancel()},
	}
}
