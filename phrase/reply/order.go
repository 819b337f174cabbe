package reply

// The classes of words.tsv by which a coordinator orders something about people or the calendar.
const (
	classPeopleOrder = "people.order"
	classPeoplePhone = "people.phone"
	classPeopleMove  = "people.move"
	classPeopleUnit  = "people.unit"
	classOffAll      = "calendar.off"
	classPresence    = "calendar.presence"
	classWishes      = "calendar.not"
	classNamesWeek   = "calendar.week"
)

// PeopleOrder reports where a folded text orders something about a colleague, below 0 where it
// doesn't: "mời lại chị Hương", "chuyển Nam sang phòng Công nghệ thông tin".
func PeopleOrder(folded string) int {
	t := newText(folded)
	if t.begins(classPeopleOrder) || t.begins(classPeoplePhone) || t.begins(classPeopleMove) && t.has(classPeopleUnit) {
		return 0
	}
	return -1
}

// OffForAll reports where a folded text gives the whole agency a day off, below 0 where it
// doesn't: "24/12 nghỉ toàn cơ quan".
func OffForAll(folded string) int {
	if t := newText(folded); t.has(classAllUnits) && t.has(classOffAll) && !t.has(classWishes) && !t.asks() {
		return 0
	}
	return -1
}

// NamesWeek reports a text that says which week it is about: a weekday of it is one day, not
// one of every week.
func NamesWeek(s string) bool { return newText(s).has(classNamesWeek) }

// Presence reports where a folded text sets a day on which people must be there, below 0 where
// it doesn't: "đoàn kiểm tra 8/12 buổi sáng".
func Presence(folded string) int {
	if t := newText(folded); t.has(classPresence) && !t.has(classWishes) && !t.asks() {
		return 0
	}
	return -1
}
