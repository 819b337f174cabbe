// Package when reads time expressions: text → days, halves, hours, weeks, ranges,
// lists, exceptions and recurrences, each with its place in the text, and with doubts
// and alternatives where it can be read in several ways. It knows which words wish
// for something on a day, because what a number or "sang" is depends on them, and
// binds the days to them (Plans). It imports nothing of ours; what days are worked it
// asks a Calendar.
//
// The way of a sentence: fold.go, token.go, typing.go, glue.go (text → words),
// lexicon.go, match.go (words → classes), chunk.go and the readers of days (classes →
// items), scope.go, term.go (weeks and halves bound, ranges closed), clause.go,
// assign.go, narrow.go, move.go (terms → heads), resolve.go, expand.go, pick.go
// (terms → days of the calendar, options, doubts).
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
//     working day.
//   - Only being at the office is no wish at all. Going back to work gives the day up.
//   - A later clause narrows the days before it: "riêng t4 chỉ buổi sáng".
//   - Hours beside a day, or "từ 13h", are the half they bound, with a doubt.
//   - Days of the lunar calendar and around Tết are asked about.
package when
