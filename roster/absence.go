package roster

import (
	"slices"

	"tainha/fold"
	"tainha/rules"
)

var (
	partNames = map[rules.Part][]string{
		rules.Whole:     folded("cả ngày", "ngày", "nguyên ngày", "whole", "whole day", "full day", "all day"),
		rules.Morning:   folded("sáng", "buổi sáng", "morning", "am"),
		rules.Afternoon: folded("chiều", "buổi chiều", "afternoon", "pm"),
	}
	absenceKindNames = map[rules.AbsenceKind][]string{
		rules.Leave: folded("nghỉ phép", "phép", "leave", "annual leave"),
		rules.Sick:  folded("nghỉ ốm", "ốm", "ốm đau", "nghỉ bệnh", "sick", "sick leave"),
		rules.Duty:  folded("công tác", "đi công tác", "duty", "duty trip", "business trip"),
	}
)

// readPart reads a part of a day (buổi).
func readPart(s string) (rules.Part, string) { return named(partNames, s, "part") }

// readAbsenceKind reads why somebody is away.
func readAbsenceKind(s string) (rules.AbsenceKind, string) {
	return named(absenceKindNames, s, "absence_kind")
}

// named finds what a word stands for; wrong is the problem when it is nothing.
func named[T comparable](names map[T][]string, word, wrong string) (T, string) {
	f := fold.Letters(word)
	for value, words := range names {
		if slices.Contains(words, f) {
			return value, ""
		}
	}
	var none T
	return none, wrong
}

// absence reads a row of the absences' table. An empty "Đến ngày" is the first
// day, an empty "Buổi" the whole day. A row with a problem keeps only its code:
// it is held against no other.
func (r *record) absence() Absence {
	before := r.found.len()
	a := Absence{Staff: need(r, AbsenceStaff, readReference), Absence: rules.Absence{
		First: need(r, AbsenceFirst, r.readDay), Last: r.date(AbsenceLast),
		Part: take(r, AbsencePart, readPart), Kind: need(r, AbsenceKind, readAbsenceKind),
	}}
	if r.text(AbsenceLast) == "" {
		a.Last = a.First
	}
	days := int(a.Last-a.First) + 1
	switch {
	case a.First == 0 || a.Last == 0: // told already
	case days < 1:
		r.fail(AbsenceLast, "period", "first", r.text(AbsenceFirst))
	case days > rules.LongestAbsence:
		r.fail(AbsenceLast, "absence_long", "days", days, "max", rules.LongestAbsence)
	}
	if r.found.len() > before {
		return Absence{Staff: a.Staff}
	}
	return a
}

// checkAbsences refuses a row that overlaps an earlier one of the same person,
// or another absence that the database holds.
func (r *reader) checkAbsences() {
	earlier := map[string][]placed[Absence]{}
	for i, a := range r.absences {
		if a.row.Staff == "" || a.row.First == 0 {
			continue
		}
		rows := earlier[a.row.Staff]
		if i := slices.IndexFunc(rows, func(x placed[Absence]) bool { return x.row.Overlaps(a.row.Absence) }); i >= 0 {
			first := rows[i].at
			a.at.fail(AbsenceFirst, "absence_twice", "row", first.line.number, "place", first.placeFrom(a.at))
			continue
		}
		earlier[a.row.Staff] = append(rows, a)
		r.checkKnownAbsences(&r.absences[i])
	}
}

// checkKnownAbsences holds a row against the database. The very same absence may be given again. One of the same
// kind and part of the day that overlaps a recorded one of which days are left changes it:
// a later file prolongs or shortens. What is past stays as it was, so one under way begins when it began.
func (r *reader) checkKnownAbsences(a *placed[Absence]) {
	known, today := r.known.Absences[a.row.Staff], r.known.Today
	if slices.Contains(known, a.row.Absence) {
		return
	}
	var hit []rules.Absence
	for _, x := range known {
		if x.Overlaps(a.row.Absence) {
			hit = append(hit, x)
		}
	}
	if len(hit) == 0 {
		return
	}
	x := hit[0]
	begun := x.First < today
	if len(hit) == 1 && x.Kind == a.row.Kind && x.Part == a.row.Part && x.Last >= today &&
		(a.row.First == x.First || !begun && a.row.First >= today) && !r.givenAgain(a, x) {
		a.row.Instead = &x
		return
	}
	if a.row.Last < today { // over: left out
		return
	}
	a.at.fail(AbsenceFirst, "absence_known", "first", x.First, "last", x.Last, "one", x.First == x.Last)
}

// givenAgain reports whether another row gives the recorded absence as it is.
func (r *reader) givenAgain(a *placed[Absence], known rules.Absence) bool {
	return slices.ContainsFunc(r.absences, func(x placed[Absence]) bool {
		return x.row.Staff == a.row.Staff && x.row.Absence == known
	})
}
