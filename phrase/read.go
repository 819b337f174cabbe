package phrase

import "tainha/rules"

// Read is Understand for an answer to the question for days: whatever days the text
// names are meant, whatever else it says. Text without days reads as None.
func Read(text string, today rules.Date, cal *rules.Calendar) Reading {
	return Understand(Context{Today: today, Calendar: cal, Asked: true}, text).Reading()
}

// Reading shows the acts about days.
func (u Understanding) Reading() Reading {
	r := Reading{Note: u.Note, Absence: u.Absence, Weeks: u.Weeks}
	for _, a := range u.Acts {
		w := a.Wish
		switch a.Intent {
		case Sick, Duty:
			w.Intent = Leave
		case Cancel:
			if a.OfLeave {
				w.Intent = CancelLeave
			}
		case Home, Move, Leave, Who, Waiting:
		default:
			continue
		}
		r.Wishes = append(r.Wishes, w)
	}
	if len(r.Wishes) == 0 {
		r.Wishes = []Wish{{Intent: None}}
	}
	return r
}

// absence says which kind of absence the text names.
func (l *look) absence() Intent {
	kind := None
	for _, sentence := range l.sentences() {
		for _, p := range l.parts(sentence) {
			f := l.featuresOf(p)
			switch {
			case f.has(feature(cDuty)):
				return Duty
			case (f.has(feature(cSick)) || f.has(feature(cSickLeave))) && l.ill([]clause{l.clause(p)}):
				kind = Sick
			case kind == None && (f.has(fAway) || f.has(feature(cLeaveKind))):
				kind = Leave
			}
		}
	}
	return kind
}
