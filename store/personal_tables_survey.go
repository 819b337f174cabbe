package store

// surveyTables are about what citizens and staff said, and what the pilot is judged by. Nothing in them says who answered.
func surveyTables() []Table {
	const inReview = "what the review rests on"
	return []Table{
		{
			Name: "survey_wave",
			Columns: columns(col(Plain, "id", "expected", "opened_at", "closed_at"), col(Word, "audience", "kind"), col(Day, "first_day", "last_day"),
				col(Actor, "opened_by")),
			Erase: FateStays, Stays: "a decision of the office about its surveys", Copy: not("a decision of the office, not of a person"),
			Kept: not(inReview), Audit: not("it is audited as a wave, which is nobody's"), Looks: not("everybody may know of a survey"),
		},
		{Name: "survey_wave_unit", Nobody: "which units a wave asks about", Columns: col(Plain, "wave_id", "unit_id")},
		{Name: "survey_link", Nobody: "what stands on a unit's poster", Columns: columns(col(Plain, "unit_id"), col(Office, "token"))},
		{
			Name: "survey_count", Nobody: "counts, to which an answer only adds",
			Columns: columns(col(Plain, "wave_id", "unit_id", "question", "level", "n"), col(Word, "source", "who")),
		},
		{
			Name: "survey_answered", Nobody: "keyed numbers, whose key stands outside of the database and is destroyed with the wave's end",
			Columns: col(Plain, "hash", "wave_id"),
		},
		{
			Name: "survey_comment", Columns: columns(col(Plain, "id", "wave_id", "unit_id"), []Column{{Name: "text", Holds: Free, Quotes: true}}),
			Erase: FateBlank, Stays: "that somebody wrote stays countable", Copy: not("nothing says who wrote it"),
			Kept: not(inReview), Audit: not("nobody is known to have written it"), Looks: not("it is read with the names in it masked"),
		},
		{
			Name: "survey_form",
			Columns: columns(col(Plain, "id", "wave_id", "unit_id", "issued", "entered_at", "checked_at"), col(Word, "who", "state"), col(Office, "levels"),
				col(Actor, "entered_by", "checked_by")),
			Erase: FateStays, Stays: "who entered and who checked counts of forms", Copy: not("counts of citizens' forms, not of a person"),
			Kept: not(inReview), Audit: not("it is audited with its wave"), Looks: not("counts of forms are nobody's"),
		},
		{
			Name: "indicator", Nobody: "what the office judges the pilot by",
			Columns: columns(col(Plain, "id", "lower", "margin", "decided"), col(Office, "key", "name", "source")),
		},
		{
			Name:    "indicator_change",
			Columns: columns(col(Plain, "id", "indicator_id", "at", "late"), col(Office, "before", "after", "reason", "document"), col(Day, "dated"), col(Actor, "by_id")),
			Erase:   FateStays, Stays: "each report shows what was changed in the list, and when", Copy: not("a decision of the office, not of a person"),
			Kept: not(inReview), Audit: not("it is audited as an indicator, which is nobody's"), Looks: not("everybody may know the list"),
		},
		{
			Name:    "indicator_count",
			Columns: columns(col(Plain, "id", "indicator_id", "unit_id", "hits", "total", "at"), col(Day, "month"), col(Office, "document"), col(Actor, "by_id")),
			Erase:   FateStays, Stays: "who entered a count has to answer for it", Copy: not("counts of the office, not of a person"),
			Kept: not(inReview), Audit: not("it is audited with its indicator"), Looks: not("counts of the office are nobody's"),
		},
	}
}
