package bot

// featurePeople is who works where, as what, with which account.
func featurePeople() Feature {
	return Feature{
		Name:     "people",
		Commands: []Command{cmdPeople()},
		Objects:  []Object{personCard(), powerCard()},
		Jobs:     []string{"link"},
	}
}
