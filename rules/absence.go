package rules

// LongestAbsence is how many days one absence may last.
const LongestAbsence = 366

// CheckAbsence returns a *Refusal with everything that stands against noting an
// absence: a range reversed, over or too long, an overlap with another absence
// of the same person. It is no decision on the leave itself.
func CheckAbsence(a Absence, others []Absence, today Date) error {
	var why []Message
	switch days := int(a.Last-a.First) + 1; {
	case a.First > a.Last:
		why = append(why, Msg("absence.reversed", "first", a.First, "last", a.Last))
	case a.First < today:
		why = append(why, Msg("absence.over", "last", a.First))
	case days > LongestAbsence:
		why = append(why, Msg("absence.long", "days", days, "max", LongestAbsence))
	}
	for _, x := range others {
		if x.Person == a.Person && x.Overlaps(a) {
			why = append(why, Msg("absence.overlap", "first", x.First, "last", x.Last, "one", x.First == x.Last))
		}
	}
	return refusal(why)
}

// Back returns what is left of an absence when the person is back on that day;
// ok is false when nothing is.
func (a Absence) Back(on Date) (left Absence, ok bool) {
	a.Last = min(a.Last, on-1)
	return a, a.First <= a.Last
}

// Overlaps reports whether both absences touch the same part of a day, whosever
// they are.
func (a Absence) Overlaps(x Absence) bool {
	return x.First <= a.Last && a.First <= x.Last && x.Part.Overlaps(a.Part)
}

// AllDay reports whether the absence takes the whole of a day by itself.
func (a Absence) AllDay(d Date) bool { return a.covers(d) && a.Part == Whole }

// Hits reports whether the absence touches the slot.
func (a Absence) Hits(s Slot) bool { return a.covers(s.Date) && a.Part.Overlaps(s.Part) }
