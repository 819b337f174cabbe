package when

// plain is a set of words told by their plain letters alone (lexicon/plain.tsv).
type plain uint8

const (
	plainAfter plain = iota
	plainAfterNumber
	plainAfternoon
	plainAfternoonShort
	plainAgain
	plainAlready
	plainAlso
	plainAmPm
	plainApprove
	plainAsksIf
	plainAt
	plainBecause
	plainBecome
	plainBenefit
	plainBefore
	plainBut
	plainC
	plainCome
	plainComplete
	plainDay
	plainDays
	plainDo
	plainEach
	plainEnComing
	plainEnCompany
	plainEnHome
	plainEnNext
	plainEnNot
	plainEnNumber
	plainEnOrdinal
	plainEnQualifier
	plainEnThis
	plainEnd
	plainFor
	plainForWhat
	plainForm
	plainGo
	plainH
	plainHalfMore
	plainHalfWord
	plainHn
	plainHouse
	plainI
	plainIn
	plainInto
	plainLeft
	plainLess
	plainMay
	plainMay1
	plainMay2
	plainMayDo
	plainMinute
	plainMistaken
	plainMore
	plainMorningShort
	plainNameOrDay
	plainNo
	plainNo2
	plainNoCount
	plainNotYet
	plainOfAmount
	plainOne
	plainOnly
	plainOrdinalEnd
	plainOut
	plainPast
	plainPlaceWord
	plainS
	plainShortPlace
	plainSpare
	plainStay
	plainSuffer
	plainSwaps
	plainT
	plainTen
	plainTh
	plainThe
	plainThen
	plainThird
	plainThousand
	plainThousandShort
	plainThis
	plainTo
	plainTomorrow
	plainTonight
	plainTurns
	plainUntil
	plainWeekday
	plainWhere
	plainWhich
	plainWhy
	plainWithin
	plainYes
	plainSets
)

var plainNames = [plainSets]string{
	plainAfter:          "after",
	plainAfterNumber:    "after_number",
	plainAfternoon:      "afternoon",
	plainAfternoonShort: "afternoon_short",
	plainAgain:          "again",
	plainAlready:        "already",
	plainAlso:           "also",
	plainAmPm:           "am_pm",
	plainApprove:        "approve",
	plainAsksIf:         "asks_if",
	plainAt:             "at",
	plainBecause:        "because",
	plainBecome:         "become",
	plainBenefit:        "benefit",
	plainBefore:         "before",
	plainBut:            "but",
	plainC:              "c",
	plainCome:           "come",
	plainComplete:       "complete",
	plainDay:            "day",
	plainDays:           "days",
	plainDo:             "do",
	plainEach:           "each",
	plainEnComing:       "en_coming",
	plainEnCompany:      "en_company",
	plainEnHome:         "en_home",
	plainEnNext:         "en_next",
	plainEnNot:          "en_not",
	plainEnNumber:       "en_number",
	plainEnOrdinal:      "en_ordinal",
	plainEnQualifier:    "en_qualifier",
	plainEnThis:         "en_this",
	plainEnd:            "end",
	plainFor:            "for",
	plainForWhat:        "for_what",
	plainForm:           "form",
	plainGo:             "go",
	plainH:              "h",
	plainHalfMore:       "half_more",
	plainHalfWord:       "half_word",
	plainHn:             "hn",
	plainHouse:          "house",
	plainI:              "i",
	plainIn:             "in",
	plainInto:           "into",
	plainLeft:           "left",
	plainLess:           "less",
	plainMay:            "may",
	plainMay1:           "may1",
	plainMay2:           "may2",
	plainMayDo:          "may_do",
	plainMinute:         "minute",
	plainMistaken:       "mistaken",
	plainMore:           "more",
	plainMorningShort:   "morning_short",
	plainNameOrDay:      "name_or_day",
	plainNo:             "no",
	plainNo2:            "no2",
	plainNoCount:        "no_count",
	plainNotYet:         "not_yet",
	plainOfAmount:       "of_amount",
	plainOne:            "one",
	plainOnly:           "only",
	plainOrdinalEnd:     "ordinal_end",
	plainOut:            "out",
	plainPast:           "past",
	plainPlaceWord:      "place_word",
	plainS:              "s",
	plainShortPlace:     "short_place",
	plainSpare:          "spare",
	plainStay:           "stay",
	plainSuffer:         "suffer",
	plainSwaps:          "swaps",
	plainT:              "t",
	plainTen:            "ten",
	plainTh:             "th",
	plainThe:            "the",
	plainThen:           "then",
	plainThird:          "third",
	plainThousand:       "thousand",
	plainThousandShort:  "thousand_short",
	plainThis:           "this",
	plainTo:             "to",
	plainTomorrow:       "tomorrow",
	plainTonight:        "tonight",
	plainTurns:          "turns",
	plainUntil:          "until",
	plainWeekday:        "weekday",
	plainWhere:          "where",
	plainWhich:          "which",
	plainWhy:            "why",
	plainWithin:         "within",
	plainYes:            "yes",
}

// plain reports whether token i is a word of the set.
func (s *Sentence) plain(i int, set plain) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].plain[set/64]&(1<<(set%64)) != 0
}
