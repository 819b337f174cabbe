// Package phrase reads what a chat sentence means: acts (a wish for days at home,
// leave, a decision, a question, work given or reported …) with their roles, in
// Vietnamese with or without diacritics, in the left-over keys of VNI and Telex, with
// slips of the finger, in abbreviations, and in English.
//
// The way of a sentence:
//
//	when/                     text → words → time expressions, and the days that each wish is about
//	person.go                 who is named; a name that is also a word (Mai, Năm) is one only where it stands as a name
//	look.go, figure.go        what class each word is of (lexicon/*.tsv), which numbers count work
//	weigh.go                  features of a stretch → the weight of each act (tables/weights.tsv)
//	saying.go                 questions about people and days
//	decision*.go, verdict.go  decisions: by a word for it, or by a name and yes or no
//	order.go                  what else a head says: calling back, undoing, handing the approvals over
//	work_act.go               the acts about work of a sentence
//	frame*.go                 a sentence about work as a row of pieces: who, what, how many, until when, how far
//	note.go                   the work that is named beside a wish: its note
//	fields.go, task.go, due.go  acts about work: whose, which, how much, until when
//	wish*.go, absence.go      what is left → wishes for days: whose they are, what was taken back, what is only a reason
//	entry.go                  what is typed where one thing is asked for: a day, a number, an hour
//	explain.go, words.go      the notation of testdata/*.tsv; plain Vietnamese for an operator
//
// Names are asked for one by one (Names), only where a word can be one: an agency of
// any size costs a sentence the same. The memory in which a text is read is lent again
// (look.release), so nothing of it may leave but texts.
//
// No word of people stands in the code: a test holds the package to that. A new word
// is a row of a file, a new act is rows of weights.tsv and a reader of its fields.
//
// The rules of reading that a person can notice:
//
//   - Home is a wish, not a default: a day alone asks for a day at home only where
//     nothing else is said, or where days were asked for. Beside any other word it is
//     nothing; where the writer asks for something without saying what, it is near
//     (Act.Near): one question.
//   - The subject is read: somebody else's leave or day at home is no wish of the writer.
//   - What is taken back in the same message ("à nhầm") is dropped, with a doubt; the
//     day of a reason is not booked where the wish has a day of its own.
//   - "chưa" and "đừng" before a wish make it none.
//   - A word that was put right, or an unknown one inside of a time expression, leaves a doubt.
//   - A word with its marks is never read as a word with other marks; where the writer
//     uses marks, a bare word is not another word with its marks left out.
//
// The rules about days stand in package when.
package phrase
