package phrase

import "embed"

//go:embed lexicon/*.tsv
var files embed.FS

// class is what a word can be in an act: a column of the files in lexicon.
type class uint8

const (
	cApprove class = iota
	cReject
	cRequestWord
	cAll
	cNotSo
	cYet
	cHelpMe
	cSick
	cSickLeave
	cDuty
	cLeaveKind
	cGiven
	cMe
	cTitle
	cMister
	cRole
	cKin
	cUnit
	cVocative
	cGreetTo
	cOf
	cGive
	cCorrect
	cSo
	cBut
	cAsking
	cNotYet
	cNever
	cSoften
	cGreeting
	cBot
	cThanks
	cPolite
	cHowMany
	cCountLeft
	cBalance
	cAsksWhat
	cWaiting
	cOwnDays
	cSchedule
	cPlease
	cWhere
	cIf
	cOrNot
	cLight
	cHow
	cWork
	cTask
	cKindOf
	cMeasure
	cAssign
	cAskTo
	cDo
	cDoneVerb
	cSend
	cFinish
	cAlmost
	cUnderway
	cNotBegun
	cNotDone
	cUndone // what is refused, promised or denied to be done
	cStuck
	cLateIn
	cExtend
	cMore
	cUntil
	cTake
	cYes
	cHelp
	cAnybody
	cAcceptWork
	cGood
	cReturn
	cHandOn
	cInstead
	cCallOff
	cWhichTask
	cOfTasks
	cMust
	cLate
	cSoon
	cHowFar
	cWhenDue
	cDeadline
	cBefore
	cPercent
	cHalf
	cAbout
	cOfAll
	cLeft
	cEach
	cEndOfDay
	cEndOfWeek
	cEndOfMonth
	cWeek
	cDayunit
	cWorkday
	cUrgent
	cReason
	cStillTo
	cProgress
	cStop
	cOther
	cSection
	cJudged
	cWhat
	cAsksTasks
	cDoingWhat
	cOnBehalf
	cUnsure
	cNow
	cElder
	cCompound
	cUndo
	cCall
	cComeBack
	cDelegate
	cThird
	cProposes
	cAlready
	cTag
	cPutOff
	cRevoke
	cDefer
	cAskDecided
	cLater
	cAlso
	cAllowed
	cHeads
	cFirst
	cRoom
	cIntro
	cUrge
	cPlaceName
	cHearsay
	cAnytime
	cWhoIsFree
	cCondition
	cJob
	cEachAlike
	cConsult
	cDecidesSo
	cEveryOne
	cTimetable
	cAsksSoftly
	cLeaveIt
	cYoung
	cReported
	cVisit
	cForgot
	cOnlySo
	cTrip
	cTells
	cCompares
	cInstructs
	cOfMany
	cErrand
	cEither
	cWishesWell
	cTakesLong
	cHourUnit
	cLabour
	cOfThemAll
	cCowork
	cHalfEach
	cRatherNot
	cSooner
	cLaterThan
	cDayPlan
	cGuess
	cAhead
	cPiece
	cRegisterBy
	cWhatOf
	cResign
	cAsksUnit
	cLooksOver
	cUnblocked
	cEachTime
	cSince
	cTill
	cDated
	cSameDay
	cAbove
	cRefuses
	cNoLimit
	cHalfDay
	cNextWeek
	cNextMonth
	cEachWeek
	cNumberOf
	classes
)

// classNames are the classes as the files name them, and as weights.tsv names what it weighs.
var classNames = [classes]string{
	cApprove:     "approve",
	cReject:      "reject",
	cRequestWord: "request_word",
	cAll:         "all",
	cNotSo:       "not_so",
	cYet:         "yet",
	cHelpMe:      "help_me",
	cSick:        "sick",
	cSickLeave:   "sick_leave",
	cDuty:        "duty",
	cLeaveKind:   "leave_kind",
	cGiven:       "given",
	cMe:          "me",
	cTitle:       "title",
	cMister:      "mister",
	cRole:        "role",
	cKin:         "kin",
	cUnit:        "unit",
	cVocative:    "vocative",
	cGreetTo:     "greet_to",
	cOf:          "of",
	cGive:        "give",
	cCorrect:     "correct",
	cSo:          "so",
	cBut:         "but",
	cAsking:      "asking",
	cNotYet:      "not_yet",
	cNever:       "never",
	cSoften:      "soften",
	cGreeting:    "greeting",
	cBot:         "bot",
	cThanks:      "thanks",
	cPolite:      "polite",
	cHowMany:     "how_many",
	cCountLeft:   "count_left",
	cBalance:     "balance",
	cAsksWhat:    "asks_what",
	cWaiting:     "waiting",
	cOwnDays:     "own_days",
	cSchedule:    "schedule",
	cPlease:      "please",
	cWhere:       "where",
	cIf:          "if",
	cOrNot:       "or_not",
	cLight:       "light",
	cHow:         "how",
	cWork:        "work",
	cTask:        "task",
	cKindOf:      "kind_of",
	cMeasure:     "measure",
	cAssign:      "assign",
	cAskTo:       "ask_to",
	cDo:          "do",
	cDoneVerb:    "done_verb",
	cSend:        "send",
	cFinish:      "finish",
	cAlmost:      "almost",
	cUnderway:    "underway",
	cNotBegun:    "not_begun",
	cNotDone:     "not_done",
	cUndone:      "undone",
	cStuck:       "stuck",
	cLateIn:      "late_in",
	cExtend:      "extend",
	cMore:        "more",
	cUntil:       "until",
	cTake:        "take",
	cYes:         "yes",
	cHelp:        "help",
	cAnybody:     "anybody",
	cAcceptWork:  "accept_work",
	cGood:        "good",
	cReturn:      "return",
	cHandOn:      "hand_on",
	cInstead:     "instead",
	cCallOff:     "call_off",
	cWhichTask:   "which_task",
	cOfTasks:     "of_tasks",
	cMust:        "must",
	cLate:        "late",
	cSoon:        "soon",
	cHowFar:      "how_far",
	cWhenDue:     "when_due",
	cDeadline:    "deadline",
	cBefore:      "before",
	cPercent:     "percent",
	cHalf:        "half",
	cAbout:       "about",
	cOfAll:       "of_all",
	cLeft:        "left",
	cEach:        "each",
	cEndOfDay:    "end_of_day",
	cEndOfWeek:   "end_of_week",
	cEndOfMonth:  "end_of_month",
	cWeek:        "week",
	cDayunit:     "dayunit",
	cWorkday:     "workday",
	cUrgent:      "urgent",
	cReason:      "reason",
	cStillTo:     "still_to",
	cProgress:    "progress",
	cStop:        "stop",
	cOther:       "other",
	cSection:     "section",
	cJudged:      "judged",
	cWhat:        "what",
	cAsksTasks:   "asks_tasks",
	cDoingWhat:   "doing_what",
	cOnBehalf:    "on_behalf",
	cUnsure:      "unsure",
	cNow:         "now",
	cCompound:    "compound",
	cUndo:        "undo",
	cCall:        "call",
	cComeBack:    "come_back",
	cDelegate:    "delegate",
	cThird:       "third",
	cProposes:    "proposes",
	cAlready:     "already",
	cTag:         "tag",
	cPutOff:      "put_off",
	cElder:       "elder",
	cRevoke:      "revoke",
	cDefer:       "defer",
	cAskDecided:  "ask_decided",
	cLater:       "later",
	cAlso:        "also",
	cAllowed:     "allowed",
	cHeads:       "heads",
	cFirst:       "first",
	cRoom:        "room",
	cIntro:       "intro",
	cUrge:        "urge",
	cPlaceName:   "place_name",
	cCondition:   "condition",
	cAhead:       "ahead",
	cEachAlike:   "each_alike",
	cConsult:     "consult",
	cDecidesSo:   "decides_so",
	cEveryOne:    "every_one",
	cTimetable:   "timetable",
	cAsksSoftly:  "asks_softly",
	cLeaveIt:     "leave_it",
	cYoung:       "young",
	cReported:    "reported",
	cVisit:       "visit",
	cResign:      "resign",
	cSince:       "since",
	cTill:        "till",
	cDated:       "dated",
	cSameDay:     "same_day",
	cAbove:       "above",
	cRefuses:     "refuses",
	cNoLimit:     "no_limit",
	cHalfDay:     "half_day",
	cNextWeek:    "next_week",
	cNextMonth:   "next_month",
	cEachWeek:    "each_week",
	cNumberOf:    "number_of",
	cForgot:      "forgot",
	cOnlySo:      "only_so",
	cTrip:        "trip",
	cTells:       "tells",
	cCompares:    "compares",
	cInstructs:   "instructs",
	cOfMany:      "of_many",
	cRegisterBy:  "register_by",
	cErrand:      "errand",
	cEither:      "either",
	cWishesWell:  "wishes_well",
	cHearsay:     "hearsay",
	cAnytime:     "anytime",
	cWhoIsFree:   "who_is_free",
	cJob:         "job",
	cTakesLong:   "takes_long",
	cHourUnit:    "hour_unit",
	cLabour:      "labour",
	cOfThemAll:   "of_them_all",
	cCowork:      "cowork",
	cHalfEach:    "half_each",
	cRatherNot:   "rather_not",
	cAsksUnit:    "asks_unit",
	cLooksOver:   "looks_over",
	cUnblocked:   "unblocked",
	cEachTime:    "each_time",
	cSooner:      "sooner",
	cLaterThan:   "later_than",
	cDayPlan:     "day_plan",
	cGuess:       "guess",
	cWhatOf:      "what_of",
	cPiece:       "piece",
}
