// Package phrase reads what a chat sentence means: an intent (working at home,
// moving or cancelling a day, leave, a question) and the days it is about, in
// Vietnamese with or without diacritics, in abbreviations, and in English.
//
// The way of a sentence:
//
//	fold.go, token.go,
//	glue.go               text → folded words, numbers, signs
//	lexicon*.go, match.go words → lexemes; several may fit one place
//	day*.go, date.go,
//	span.go, chunk.go     lexemes → items: a weekday, a date, a week, a half, a verb …
//	scope.go, term.go     items → terms: weeks and halves bound, ranges and exceptions closed
//	clause.go, narrow.go,
//	move.go               terms and verbs → wishes
//	ask.go                questions about a person or the programme
//	resolve.go, pick.go   wishes → days of the calendar, options to ask about, doubts
//	notation.go           the one-line notation of testdata/dates-vi.tsv
//
// The rules of reading that a person can notice:
//
//   - A weekday alone is the coming one; today's own weekday asks: today or in a
//     week. A week named before or after a list of weekdays holds for the list.
//   - A day and month without a year is this year's. One that lies more than half
//     a year back is next year's, with a doubt; one nearer back is past. One that
//     would lie more than 300 days ahead is last year's, and so past.
//   - A number of two digits is a day of the month where nothing else is said ("26
//     nhé anh"), with a doubt.
//   - A day of the month alone that is over is next month's, with a doubt.
//   - A range covers every day from its first to its last; a week or a month
//     covers its working week, from today on, and names only holidays as closed.
//   - "từ t5 đến t3" runs into the next week, with a doubt. Dates the wrong way
//     round are turned, with a doubt.
//   - Nothing further ahead than Horizon days is taken, nor more than MaxDays days
//     at once: both are asked about.
//   - In a year without calendar data every day of the working week counts as a
//     working day; the request's own rules refuse it later.
//   - Only being at the office ("t5 em lên cơ quan") is no wish at all, nor is a
//     meeting, a report or a deadline ("họp ngày 26/11"). Going back to work ("t5 em
//     đi làm lại") gives the day up.
//   - Not coming to work is leave, unless working at home is asked for as well: then
//     it is that.
//   - A later clause narrows the days before it: "riêng t4 chỉ buổi sáng", "t6 thì
//     không", "còn lại ở nhà" for what a named week has left.
//   - Hours beside a day are the half they lie in, with a doubt.
//   - Days of the lunar calendar and around Tết are asked about.
//   - A word with its marks is never read as a word with other marks; marks may be
//     missing, in full or in part ("tuan", "tuân", "thú 5").
package phrase
