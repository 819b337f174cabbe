package store

import "slices"

const (
	scored   = "what was assigned and done stays countable, under a pseudonym"
	withTask = "it is audited with its task"
	onTask   = "it stands on its task's card"
)

// taskTables are about work: who was given what, and how far it is.
func taskTables() []Table {
	return slices.Concat([]Table{
		{
			Name: "task",
			Columns: columns(col(Plain, "id", "unit_id", "due_at", "product_id", "half_hours", "extra", "from_id", "state", "live", "rev", "made_at",
				"accepted_at", "first_submitted_at", "submitted_at", "decided_at", "unable_at", "repeat_id"),
				col(WhoseRow, "owner_id"), col(Actor, "assigner_id", "on_behalf_of", "decided_by", "decided_for"),
				col(Word, "quantity", "k", "done", "official"), col(Office, "kind", "counted", "field", "document_number"), col(Day, "document_day", "repeat_day"),
				[]Column{{Name: "title", Holds: Free, Quotes: true}, {Name: "document_summary", Holds: Free, Quotes: true}},
				col(Free, "proof", "reason", "unable_why")),
			Erase: FateBlank, Stays: scored, Copy: as("tasks"), Kept: not(withPerson), Audit: as("task"), Looks: as("task"),
			SettledOfOthers: "live = 0", // what others still work on keeps its title
		},
		{
			Name: "task_share", Columns: columns(col(Plain, "task_id"), col(WhoseRow, "person_id"), col(Word, "part")),
			Erase: FateStays, Stays: scored, Copy: as("tasks"), Kept: not(withPerson), Audit: not(withTask), Looks: not(onTask),
		},
		{
			Name: "progress",
			Columns: columns(col(Plain, "id", "task_id", "at", "percent", "home_am", "home_pm", "late", "corrects"), col(WhoseRow, "by_id"), col(Day, "day"),
				col(Word, "part", "done"), col(Free, "note"), []Column{{Name: "files", Holds: Free, After: "[]"}}),
			Erase: FateBlank, Stays: scored, Copy: as("progress"), Kept: not(withPerson), Audit: not(withTask), Looks: not(onTask),
		},
		{
			Name: "blocker",
			Columns: columns(col(Plain, "id", "task_id", "since", "closed_at"), col(WhoseRow, "by_id"), col(Actor, "waits_for", "closed_by"),
				col(Free, "reason", "outside", "answer")),
			Erase: FateBlank, Stays: "how long tasks waited stays countable", Copy: as("progress"), Kept: not(withPerson), Audit: not(withTask), Looks: not(onTask),
		},
		{
			Name: "extension",
			Columns: columns(col(Plain, "id", "task_id", "old_due", "new_due", "asked_at", "state", "decided_at"), col(WhoseRow, "by_id"), col(Actor, "decided_by"),
				col(Free, "reason", "answer")),
			Erase: FateBlank, Stays: "by which deadline work was late", Copy: as("progress"), Kept: not(withPerson), Audit: not(withTask), Looks: not(onTask),
		},
		{
			Name: "strike",
			Columns: columns(col(Plain, "id", "task_id", "kind", "at"), col(WhoseRow, "person_id"), col(Day, "day"), col(Actor, "by_id"),
				col(Free, "note")),
			Erase: FateBlank, Stays: scored, Copy: as("progress"), Kept: not(withPerson), Audit: not(withTask), Looks: not(onTask),
		},
		{
			Name: "waiver",
			Columns: columns(col(Plain, "id", "task_id", "strike_id", "kind", "at"), col(WhoseRow, "person_id"), col(Actor, "by_id", "for_id"),
				col(Free, "reason")),
			Erase: FateBlank, Stays: "who confirmed that a cause was objective has to answer for it", Copy: as("progress"),
			Kept: not(withPerson), Audit: not(withTask), Looks: not(onTask),
		},
	}, dayTables(), evaluationTables())
}

// evaluationTables are about how people are scored.
func evaluationTables() []Table {
	return []Table{
		{
			Name: "evaluation",
			Columns: columns(col(Plain, "id", "version", "rev", "stage", "profile", "unit_id", "self_at", "stated", "scored_at", "published_at", "level", "petition_at", "accepted",
				"answered_at"),
				col(WhoseRow, "person_id"), col(Day, "first_day", "last_day"), col(Actor, "scored_by", "answer_by"), col(Office, "criteria"),
				col(Word, "set_ratio", "total", "reckoned", "touched"),
				[]Column{{Name: "self", Holds: Free, After: "{}"}, {Name: "given", Holds: Free, After: "{}"}, {Name: "not_applicable", Holds: Free, After: "{}"}},
				col(Free, "self_note", "stated_why", "why", "petition", "answer")),
			Erase: FateBlank, Stays: "how many of a unit reached which level stays countable, under a pseudonym", Copy: as("evaluations"),
			Kept: not(withPerson), Audit: as("evaluation"), Looks: as("evaluation"),
		},
		{
			Name: "criteria_used", Nobody: "by what the office judges",
			Columns: columns(col(Word, "version"), col(Office, "text"), col(Plain, "used_at")),
		},
	}
}

// dayTables are about the plans of days, who else assigns, and what people want to hear.
func dayTables() []Table {
	return []Table{
		{
			Name: "day_plan",
			Columns: columns(col(WhoseRow, "person_id"), col(Day, "day"), col(Word, "part", "load", "volume"), col(Plain, "request_id", "committed_at", "measure"),
				col(Office, "items", "commitment")),
			Erase: FateStays, Stays: "it holds tasks by their numbers, and one sentence that is everybody's", Copy: as("plans"),
			Kept: not(withPerson), Audit: not("it is audited with the request of its day"), Looks: not("it stands on the card of the request"),
		},
		{
			Name: "mandate",
			Columns: columns(col(Plain, "id", "unit_id", "drafts", "ended_at"), col(WhoseRow, "head_id", "to_id"), col(Office, "field"),
				col(Word, "people"), col(Day, "first_day", "last_day")),
			Erase: FateStays, Stays: "it is the right by which others' work was assigned and confirmed", Copy: as("delegations"),
			Kept: not(withPerson), Audit: not("it is audited at its unit"), Looks: not(notOpened),
		},
		{
			Name:    "notify",
			Columns: columns(col(WhoseRow, "person_id"), col(Plain, "profile", "snooze_until"), col(Day, "stop_day")),
			Erase:   FateGoes, Copy: not("what the person chose to hear, and sees where they chose it"),
			Kept: not(withPerson), Audit: not("what one wants to hear is no decision"), Looks: not("nobody opens it"),
		},
		{
			Name:    "light_told",
			Columns: columns(col(Plain, "task_id", "lamp", "due_at", "at", "kind"), col(WhoseRow, "person_id")),
			Erase:   FateGoes, Copy: not("the message stands among the messages"),
			Kept: not("so that nobody is told twice"), Audit: not("a reminder is no decision"), Looks: not("nobody opens it"),
		},
		{
			Name:    "told",
			Columns: columns(col(Plain, "id", "kind", "at"), col(WhoseRow, "person_id"), col(Day, "day")),
			Erase:   FateGoes, Copy: not("the message stands among the messages"),
			Kept: as(OldTold), Audit: not("a reminder is no decision"), Looks: not("nobody opens it"),
		},
		{
			Name: "repeat", Nobody: "how a task comes again; whose it is stands in its task",
			Columns: columns(col(Plain, "id", "task_id", "unit_id", "rhythm", "every", "month_day", "minute", "ended_at", "why"), col(Day, "first_day", "made_day", "last_day")),
		},
		{
			Name: "product", Nobody: "the office's catalogue of what is made",
			Columns: columns(col(Plain, "id", "unit_id"), col(Office, "code", "name", "counted", "proof", "official_id"), col(Word, "k"), col(Day, "since", "last_day")),
		},
	}
}
