package bot

// featurePrivacy is what people can do about their data, and what was done with it.
func featurePrivacy() Feature {
	return Feature{
		Name:     "privacy",
		Commands: []Command{cmdMyData(), cmdAudit()},
		Objects:  []Object{dataCard(), myDataFile()},
		Jobs:     []string{"privacy", "retention"},
	}
}
