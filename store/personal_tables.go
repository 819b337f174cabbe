package store

import "slices"

const (
	countsNeedIt = "how many days who was at home in which unit stays countable, under a pseudonym"
	notOpened    = "nobody opens it by itself: it stands on the person's card"
	noTrail      = "what changes it is audited at the person"
	withPerson   = "as long as the person is named"
	byTriggers   = "by triggers, when another name takes the place of the name"
)

// nameAgain are columns that hold words of a name for a search.
func nameAgain(names ...string) []Column {
	list := col(Identity, names...)
	for i := range list {
		list[i].Uncopied = "the name once more, folded for a search"
	}
	return list
}

// Manifest is the personal manifest: a line for each table of the schema.
func Manifest() []Table {
	return slices.Concat(staffTables(), accountTables(), requestTables(), taskTables(), surveyTables(), messageTables(), houseTables())
}

// staffTables are about people and their place in the office.
func staffTables() []Table {
	return []Table{
		{
			Name: "person", Columns: columns(col(WhoseRow, "id"), col(Identity, "code", "name"),
				nameAgain("name_key"),
				col(Free, "phone"), col(Actor, "phone_by"), col(Plain, "roles", "active", "left_at", "erased_at")),
			Erase: FateBlank, Stays: countsNeedIt, Copy: as("profile"),
			Kept: not("until the time for which leavers are kept is over"), Audit: as("person"), Looks: as("person"),
		},
		{
			Name:    "name_part",
			Columns: columns(col(WhoseRow, "person_id"), nameAgain("words", "name_key"), col(Plain, "gone")),
			Found:   byTriggers, Erase: FateBlank, Stays: "the pseudonym can be found as a name can",
			Copy: not("the name once more, folded for a search"),
			Kept: not(withPerson), Audit: not(noTrail), Looks: not("what is found by it is the person"),
		},
		{
			Name: "name_word", Columns: nameAgain("word"),
			Found: byTriggers, Erase: FateGoes, Copy: not("the words of all names, of nobody by themselves"),
			Kept: not("as long as somebody bears it"), Audit: not(noTrail), Looks: not("nobody opens it"),
		},
		{
			Name:    "unit",
			Columns: columns(col(Plain, "id", "parent_id", "active", "group_chat", "group_thread", "group_waits"), col(Office, "code", "name"), col(Word, "open_positions"), col(Actor, "head_id", "group_by")),
			Erase:   FateStays, Stays: "a unit is no person, and its head is erased only after somebody took the seat",
			Copy: as("profile"), Kept: not("as long as the office has the unit"),
			Audit: not("what is audited of a unit names people by number"), Looks: not("a unit's card shows the office"),
		},
		{
			Name:    "posting",
			Columns: columns(col(WhoseRow, "person_id"), col(Day, "from_day"), col(Plain, "unit_id", "position_id")),
			Erase:   FateStays, Stays: countsNeedIt, Copy: as("postings"),
			Kept: not(withPerson), Audit: not(noTrail), Looks: not(notOpened),
		},
		{
			Name:    "agreement",
			Columns: columns(col(WhoseRow, "person_id"), col(Word, "kind"), col(Plain, "version", "at", "withdrawn_at")),
			Erase:   FateStays, Stays: "the evidence that there was a consent", Copy: as("agreements"),
			Kept: not(withPerson), Audit: not(noTrail), Looks: not(notOpened),
		},
		{
			Name: "delegation",
			Columns: columns(col(Plain, "id", "ended_at"), col(WhoseRow, "from_id", "to_id"),
				col(Day, "first_day", "last_day")),
			Erase: FateStays, Stays: "it is the right by which others' requests were decided", Copy: as("delegations"),
			Kept: not(withPerson), Audit: as("delegation"), Looks: not(notOpened),
		},
		{
			Name: "absence",
			Columns: columns(col(Plain, "id", "ended_at"), col(WhoseRow, "person_id"), col(Day, "first_day", "last_day"),
				col(Word, "part"), []Column{{Name: "kind", Holds: Word, After: "away"}}),
			Erase: FateBlank, Stays: "how many were present on a day stays countable", Copy: as("absences"),
			Kept: as(OldKinds), Audit: not(noTrail), Looks: as("absence"),
		},
	}
}

// accountTables are how people reach the bot, and who changed that.
func accountTables() []Table {
	return []Table{
		{
			Name: "account",
			Columns: columns(col(WhoseRow, "person_id"), col(WhoseChat, "chat_id"), col(Word, "language"),
				col(Plain, "linked_at", "reachable"), col(Actor, "inviter_id")),
			Erase: FateGoes, Copy: as("profile"), Kept: not("until it is unlinked"), Audit: not(noTrail), Looks: not(notOpened),
		},
		{
			Name:    "former_account",
			Columns: columns(col(WhoseRow, "person_id"), col(WhoseChat, "chat_id"), col(Actor, "by_id"), col(Plain, "ended_at")),
			Erase:   FateGoes, Copy: not("the number of an account that is not the person's any more"),
			Kept: not("until another account is linked, or as long as the person is named"), Audit: not(noTrail), Looks: not(notOpened),
		},
		{
			Name: "power_change",
			Columns: columns(col(Plain, "id", "unit_id", "roles", "roles_before", "asked_at", "expires_at", "decided_at"),
				col(Word, "kind", "state"), col(WhoseRow, "person_id"), col(Actor, "by_id", "head_before", "decided_by")),
			Erase: FateStays, Stays: "who asked for power over whom, and who confirmed it, has to answer for it",
			Copy: not("what came of it are the roles, units and accounts that the copy holds"),
			Kept: as(OldPowerChanges), Audit: as("power_change"), Looks: as("power_change"),
		},
		{
			Name: "roster_file",
			Columns: columns(col(Plain, "id", "rev", "mark", "sent_at"), col(Word, "state"), col(WhoseRow, "by_id"), col(Free, "file", "name"),
				[]Column{{Name: "found", Holds: Free, After: "{}", Quotes: true}}),
			Erase: FateGoes, OthersStay: true, Copy: not("the list stands in the person's chat, and is nothing until it is imported"),
			Kept: as(OldRosterFiles), Audit: as("roster_file"), Looks: not("only who sent it sees it"),
		},
		{
			Name: "intake_file",
			Columns: columns(col(Plain, "id", "rev", "mark", "sent_at"), col(Word, "state", "kind"), col(WhoseRow, "by_id"), col(Free, "file", "name"),
				[]Column{{Name: "said", Holds: Free, After: "{}"}, {Name: "found", Holds: Free, After: "{}", Quotes: true}}),
			Erase: FateGoes, OthersStay: true, Copy: not("the table stands in the person's chat, and is nothing until it is imported"),
			Kept: as(OldIntakeFiles), Audit: as("intake_file"), Looks: not("only who sent it sees it"),
		},
		{
			Name:    "invite",
			Columns: columns(col(Plain, "hash", "created_at", "expires_at", "used_at"), col(WhoseRow, "person_id"), col(Actor, "maker_id")),
			Erase:   FateGoes, Copy: not("a hash of a code that works once, and for a short time"),
			Kept: as(OldInvites), Audit: not(noTrail), Looks: not("only whether one waits is shown"),
		},
	}
}

// requestTables are what people asked for.
func requestTables() []Table {
	return []Table{
		{
			Name: "request",
			Columns: columns(col(Plain, "id", "unit_id", "rev", "created_at", "level", "asked_at", "reminded_at", "open",
				"floor", "since_at", "went_up", "topped"),
				col(WhoseRow, "person_id"), col(Free, "note", "series"), col(Actor, "approver_id", "exception_id")),
			Erase: FateBlank, Stays: countsNeedIt, Copy: as("days"),
			Kept: not(withPerson), Audit: as("request"), Looks: as("request"),
		},
		{
			Name: "request_day",
			Columns: columns(col(Plain, "request_id", "unit_id", "state", "asked_at", "decided_at", "evening_at", "move_request", "excepted"), col(Day, "day", "move_day"), col(Word, "part", "move_part"),
				col(WhoseRow, "person_id"), col(Actor, "decided_by", "on_behalf_of"), col(Free, "reason")),
			Erase: FateBlank, Stays: countsNeedIt, Copy: as("days"),
			Kept: not(withPerson), Audit: not("it is audited with its request"), Looks: as("time_sheet"),
		},
		{
			Name: "conflict",
			Columns: columns(col(Plain, "request_id", "unit_id", "untold", "found_at", "kept_at"), col(Day, "day"), col(Word, "part", "state"),
				col(WhoseRow, "person_id"), col(Office, "causes"), col(Actor, "kept_by"), col(Free, "reason")),
			Erase: FateGoes, Copy: as("days"),
			Kept: not("until it is settled or its causes go"), Audit: not("it is audited with its request"), Looks: not("it is opened with its request"),
		},
		{
			Name: "callback",
			Columns: columns(col(Plain, "id", "unit_id", "due_at", "asked_at", "answered_at", "shown_at"), col(Day, "day"), col(Word, "answer"),
				col(WhoseRow, "person_id"), col(Actor, "by_id", "on_behalf_of"), col(Free, "reason", "note")),
			Erase: FateBlank, Stays: "how often people were called back stays countable", Copy: as("callbacks"),
			Kept: as(OldCallbacks), Audit: as("callback"), Looks: as("callback"),
		},
		{
			Name: "data_request",
			Columns: columns(col(Plain, "id", "created_at", "decided_at"), col(WhoseRow, "person_id"), col(Word, "kind", "state"),
				col(Free, "text", "answer"), col(Day, "due"), col(Actor, "decided_by")),
			Erase: FateBlank, Stays: "that it was asked, and answered in time, is owed to the law", Copy: as("data_requests"),
			Kept: as(OldDataRequests), Audit: as("data_request"), Looks: as("data_request"),
		},
		{
			Name:    "data_read",
			Columns: columns(col(Plain, "id", "at"), col(Actor, "reader_id"), col(WhoseRow, "person_id"), col(Word, "what")),
			Erase:   FateStays, Stays: "who read what has to answer for it", Copy: as("read_by"),
			Kept: as(OldReads), Audit: not("it is a log itself"), Looks: not("only the person reads it"),
		},
	}
}

// messageTables are the ways of updates and messages.
func messageTables() []Table {
	return []Table{
		{
			Name: "outbox",
			Columns: columns(col(Plain, "id", "lane", "edit_of", "not_before", "attempts", "state", "claim", "created_at", "finished_at"),
				col(WhoseRow, "person_id"), col(WhoseChat, "chat_id"), col(Word, "dedupe"),
				[]Column{{Name: "body", Holds: Free, After: "{}", Quotes: true}},
				uncopied("the anchor under which a message is remembered", "slot"), uncopied("what Telegram said of it", "error")),
			Erase: FateBlank, Stays: "that a message was sent stays countable until it is too old", Copy: as("messages"),
			Kept: as(OldMessages), Audit: not("what it tells is audited where it was done"), Looks: not("nobody opens others' messages"),
			Settled: "state NOT IN (0, 1)", SettledOfOthers: "state NOT IN (0, 1, 3)",
		},
		{
			Name:    "live_message",
			Columns: columns(col(Free, "slot"), col(WhoseChat, "chat_id"), col(Plain, "message_id", "buttons")),
			Erase:   FateGoes, Copy: not("numbers of messages that the person has in their chat"),
			Kept: as(OldCards), Audit: not("where a card stands is no decision"), Looks: not("nobody opens it"),
		},
		{
			Name: "keyboard",
			Columns: columns(col(WhoseChat, "chat_id"), col(Plain, "asked", "message_id", "digits"),
				[]Column{{Name: "keys", Holds: Free, After: "[]", Quotes: true}}),
			Erase: FateGoes, Copy: not("the labels of buttons that the person has in their chat"),
			Kept: not("until the next one of the chat"), Audit: not("a button shown is no decision"), Looks: not("nobody opens it"),
		},
		{
			Name: "conversation",
			Columns: columns(col(WhoseChat, "chat_id", "user_id"), col(Word, "flow", "step"),
				[]Column{{Name: "data", Holds: Free, After: "{}", Quotes: true}}, col(Plain, "rev", "open", "updated_at")),
			Erase: FateGoes, OthersStay: true, Copy: not("a draft stands in the person's chat, and is nothing until it is sent"),
			Kept: as(OldDrafts), Audit: not("a draft is no decision"), Looks: not("nobody opens others' drafts"),
		},
		{
			Name: "dead_update",
			Columns: columns(col(Plain, "update_id", "at"), col(Free, "error"),
				[]Column{{Name: "raw", Holds: Free, Quotes: true, QuotesChat: true}}),
			Erase: FateGoes, Copy: not("what the person wrote and still has in their chat, kept to find a fault"),
			Kept: as(OldDeadUpdates), Audit: not("it did nothing"), Looks: not("the operator sees that it is there, not what it says"),
		},
		{
			Name: "stranger",
			Columns: columns(col(WhoseChat, "chat_id"), col(Word, "language"),
				col(Plain, "answered_at", "guesses", "blocked_until")),
			Erase: FateStays, Stays: "it slows guesses, words the last message, and is nobody's once the account is gone",
			Copy: not("it is kept of chats that are linked to nobody"),
			Kept: as(OldStrangers), Audit: not("a stranger changes nothing"), Looks: not("nobody opens it"),
		},
		{
			Name: "pause", Columns: columns(col(WhoseChat, "chat_id"), col(Plain, "until")),
			Erase: FateStays, Stays: "Telegram asked for silence there; it is dropped when that is over",
			Copy: not("it says nothing but until when Telegram wants silence"),
			Kept: not("for minutes"), Audit: not("Telegram asks for it"), Looks: not("nobody opens it"),
		},
	}
}

// houseTables are the audit, and what the house needs to run.
func houseTables() []Table {
	const ownUse = "what the house needs to go on where it was"
	return []Table{
		{
			Name: "audit",
			Columns: columns(col(Plain, "id", "at", "object_id", "detail_hash", "hash"), col(Actor, "actor_id", "on_behalf_of"),
				col(Word, "action", "object")),
			Erase: FateStays, Stays: "the chain shows that nothing was altered, and holds numbers only",
			Copy: not("it is everybody's: what it says of the person stands in the other sections"),
			Kept: not("for good"), Audit: not("it is the audit"), Looks: as("audit"),
		},
		{
			Name:    "audit_detail",
			Columns: columns(col(Plain, "audit_id", "salt"), col(Free, "before", "after")),
			Found:   "by the audit of what is the person's (PersonalObjects)",
			Erase:   FateGoes, Copy: not("as it is with the audit"),
			Kept: not("until its object's person is erased"), Audit: not("it is the audit"), Looks: as("audit"),
		},
		{
			Name: "policy_change",
			Columns: columns(col(Plain, "id", "unit_id", "at"), col(Day, "since"), col(Office, "change"),
				col(Actor, "by_id")),
			Erase: FateStays, Stays: "a decision of the office about its numbers", Copy: not("a decision of the office, not of a person"),
			Kept: not("as long as days are judged by it"), Audit: not("it is audited at its unit"), Looks: not("everybody may know the numbers"),
		},
		{
			Name: "calendar_change",
			Columns: columns(col(Plain, "id", "at", "removed_at"), col(Office, "change"),
				col(Actor, "by_id", "removed_by")),
			Erase: FateStays, Stays: "a decision of the office about its calendar", Copy: not("a decision of the office, not of a person"),
			Kept: not("as long as days are judged by it"), Audit: not("it is audited at the calendar"), Looks: not("everybody may know the calendar"),
		},
		{
			Name: "intake_heading", Nobody: "which column of a table's header means what",
			Columns: columns(col(Word, "kind"), col(Office, "columns", "heading")),
		},
		{
			Name: "enrolment", Nobody: "the office's decisions about its units",
			Columns: columns(col(Plain, "id", "unit_id", "closed_at"), col(Office, "decision", "reason"),
				col(Day, "decided_on", "first_day", "last_day"), col(Word, "outcome")),
		},
		{
			Name: "position", Nobody: "what there is to hold, not who holds it",
			Columns: columns(col(Plain, "id", "citizen_facing", "handles_procedures", "open_to_pilot"), col(Office, "code", "name")),
		},
		{Name: "unit_mark", Nobody: "it says that something of the units changed, not what", Columns: col(Plain, "id", "mark")},
		{Name: "judge_queue", Nobody: "units whose days are to be judged again", Columns: col(Plain, "unit_id")},
		{Name: "judge_mark", Nobody: ownUse, Columns: columns(col(Plain, "id"), col(Day, "day"), col(Word, "configuration"))},
		{Name: "poll", Nobody: ownUse, Columns: col(Plain, "id", "next_update", "alive_at")},
		{Name: "process_start", Nobody: ownUse, Columns: col(Plain, "id", "at", "stopped_at")},
		{Name: "job_slot", Nobody: ownUse, Columns: columns(col(Word, "job", "cursor"), col(Plain, "last"))},
		{
			Name: "job_run", Nobody: "its errors name rows by number",
			Columns: columns(col(Word, "job", "outcome"), col(Plain, "period", "started_at", "finished_at", "written"), col(Office, "error")),
		},
		{Name: versionTable, Nobody: ownUse, Columns: col(Plain, "id", "version_id", "is_applied", "tstamp")},
	}
}
