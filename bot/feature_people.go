package bot

// featurePeople is who works where, as what, with which account.
func (b *Bot) featurePeople() Feature {
	return Feature{
		Name:     "people",
		Commands: []Command{b.cmdPeople()},
		Objects:  []Object{personCard(), powerCard()},
		Jobs:     []string{"link"},
	}
}
