package phrase

import "tainha/phrase/when"

// own is a class of the days' lexicon that an act needs too.
type own uint8

const (
	oHome own = iota
	oOffice
	oGoWork
	oBack
	oBusy
	oLeave
	oSick
	oCancel
	oDrop
	oStop
	oChange
	oTake
	oWho
	oWaiting
	oTitle
	oFiller
	oGreet
	oVoc
	oFixed
	oNot
	oThu
	oDay
	oMonth
	oWeek
	oYear
	oAmount
	oBecause
	oQuota
	oAbout
	oAnd
	oMorning
	oAfternoon
	oReplace
	oInto
	oExcept
	oWorkday
	oWeekly
	oDaily
	oEvery
	oToday
	oDigit
	oNext
	oThis
	oComing
	oLast
	oWeekday
	oOnly
	oWhole
	oBreak
	oRelative
	oOr
	oBut
	oBuoi
	oNoon
	oFew
	owns
)

var ownNames = [owns]string{
	oHome:      "home",
	oOffice:    "office",
	oGoWork:    "go_work",
	oBack:      "back",
	oBusy:      "busy",
	oLeave:     "leave",
	oSick:      "sick",
	oCancel:    "cancel",
	oDrop:      "drop",
	oStop:      "stop",
	oChange:    "change",
	oTake:      "take",
	oWho:       "who",
	oWaiting:   "waiting",
	oTitle:     "title",
	oFiller:    "filler",
	oGreet:     "greet",
	oVoc:       "voc",
	oFixed:     "fixed",
	oNot:       "not",
	oThu:       "thu",
	oDay:       "day",
	oMonth:     "month",
	oWeek:      "week",
	oYear:      "year",
	oAmount:    "amount",
	oBecause:   "because",
	oQuota:     "quota",
	oAbout:     "about",
	oAnd:       "and",
	oMorning:   "morning",
	oAfternoon: "afternoon",
	oReplace:   "replace",
	oInto:      "into",
	oExcept:    "except",
	oWorkday:   "workday",
	oWeekly:    "weekly",
	oDaily:     "daily",
	oEvery:     "every",
	oToday:     "today",
	oDigit:     "digit",
	oNext:      "next",
	oThis:      "this",
	oComing:    "coming",
	oLast:      "last",
	oWeekday:   "weekday",
	oOnly:      "only",
	oWhole:     "whole",
	oBreak:     "break",
	oRelative:  "relative",
	oOr:        "or",
	oBut:       "but",
	oBuoi:      "buoi",
	oNoon:      "noon",
	oFew:       "few",
}

// id is the class as package when numbers it, classOf the other way round.
func (c class) id() when.Class { return when.Theirs + when.Class(c) }

func classOf(x *when.Spot) class { return class(x.Class() - when.Theirs) }

// classSet is a set of classes.
type classSet [3]uint64

func (s *classSet) has(c class) bool { return s[c/64]&(1<<(c%64)) != 0 }
func (s *classSet) add(c class)      { s[c/64] |= 1 << (c % 64) }

// The words from firstAside to lastAside say something only where a reader looks for them:
// elsewhere they are as words in no list.
const (
	firstAside = cCondition
	lastAside  = cRegisterBy
)

func (c class) aside() bool { return c >= firstAside && c <= lastAside }

// entryClasses are read in an Entry alone.
const entryClasses = cSince
