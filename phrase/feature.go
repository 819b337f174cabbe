package phrase

import "embed"

//go:embed tables/*.tsv
var tables embed.FS

// feature is what weights.tsv weighs: a class that is there, or one of these.
type feature uint8

const (
	fPerson      feature = feature(classes) + iota // somebody's name
	fSubject                                       // a name before what is done
	fOther                                         // somebody else is the subject: a role, kin
	fMe                                            // who writes, before what is done
	fPersonAfter                                   // a name after the word for what is done
	fNumberWork                                    // a number of work
	fFraction                                      // a of b
	fFull                                          // a of a, 100 %
	fPercent                                       // percent
	fTime                                          // a time expression
	fDay                                           // one of a day, not a half alone
	fFuture                                        // a day after today
	fPast                                          // a day before today
	fHours                                         // a time of day
	fQuestion                                      // it asks
	fNegated                                       // xong, nộp with chưa or không before it
	fContent                                       // words in no list
	fAlone                                         // nothing but this and weightless words
	fHome                                          // a word for working at home
	fAway                                          // a word for leave
	fPlace                                         // the office, or being busy
	fGiveUp                                        // a word for giving a day up
	fMoveDay                                       // a word for moving a day
	fCounted                                       // a number of days or weeks
	fWeekly
	fCalled   // somebody spoken to by name: "Lan ơi"
	fUntilDay // "tới thứ 6"
	fMyself   // who writes, by a word by which nobody is spoken to: "tui"
	fAhead    // what is said of work comes later, or only if
	fPartDone // a part of it is finished
	featureCount
)

var featureNames = [...]string{"person", "subject", "other_subject", "me_first", "person_after", "number_work", "fraction", "full", "per_cent", "time", "day", "future", "past",
	"hours", "question", "negated", "content", "alone", "home", "away", "place", "give_up", "move_day", "counted", "weekly", "called", "until_day", "myself", "to_come", "part_done"}

func featureOf(name string) (feature, bool) {
	for k, n := range classNames[:] {
		if n == name {
			return feature(k), true
		}
	}
	for k, n := range featureNames {
		if n == name {
			return fPerson + feature(k), true
		}
	}
	return 0, false
}

// features is a set of them.
type features [4]uint64

func (f *features) add(k feature)      { f[k/64] |= 1 << (k % 64) }
func (f *features) drop(k feature)     { f[k/64] &^= 1 << (k % 64) }
func (f *features) has(k feature) bool { return f[k/64]&(1<<(k%64)) != 0 }

func (f *features) holds(all *features) bool {
	return f[0]&all[0] == all[0] && f[1]&all[1] == all[1] && f[2]&all[2] == all[2] && f[3]&all[3] == all[3]
}

func (f *features) meets(some *features) bool {
	return f[0]&some[0] != 0 || f[1]&some[1] != 0 || f[2]&some[2] != 0 || f[3]&some[3] != 0
}
