package review

import (
	"math"
	"slices"
	"strings"

	"tainha/rules"
	"tainha/rules/review"
)

// falls names every result that got worse with its size, each once; of more than most it says how many more there are (0: all are named).
// It is empty where nothing did.
func (p *paper) falls(most int) string {
	rows := p.r.Falls()
	if len(rows)+len(p.r.Fallen) == 0 {
		return ""
	}
	more := 0
	if most > 0 && len(rows) > most {
		more = len(rows) - most
	}
	var list, units []string
	for _, r := range rows[:len(rows)-more] {
		unit := ""
		if r.Unit != p.r.Scope {
			unit = p.unit(r.Unit)
		}
		list = append(list, p.fall(r, unit))
	}
	for i, f := range p.r.Fallen { // those of one agency stand together
		if i > 0 && p.r.Fallen[i-1].Agency == f.Agency {
			continue
		}
		var of []string
		for _, o := range p.r.Fallen {
			if o.Agency == f.Agency {
				of = append(of, p.fall(o.Row, o.Unit))
			}
		}
		units = append(units, p.w.Word(rules.Msg("review.unit_falls", "agency", f.Agency, "n", len(of), "list", strings.Join(of, "; "))))
	}
	return p.w.Word(rules.Msg("review.falls", "n", len(rows), "list", strings.Join(list, "; "), "more", more, "units", strings.Join(units, " "), "others", slices.ContainsFunc(rows, func(r review.Row) bool { return r.Against != review.AgainstBefore })))
}

// fall is one of them, of a unit.
func (p *paper) fall(r review.Row, unit string) string {
	var later, earlier review.Share
	shares := r.Later != nil && r.Earlier != nil
	if shares {
		later, earlier = *r.Later, *r.Earlier
	}
	places := placesOf(math.Abs(r.Value), nil)
	for ; shares && places < mostPlaces; places++ { // so that the size is what lies between the two
		if between := rounded(later.Value(), places) - rounded(earlier.Value(), places); max(between, -between) == rounded(math.Abs(r.Value), places) {
			break
		}
	}
	in := func(f float64) rules.Message { return wordedIn(f, places, "") }
	return p.w.Word(rules.Msg("review.fall", "question", p.question(r), "unit", unit, "against", string(r.Against), "lower", r.Lower, "beyond", r.Verdict == review.Worse,
		"size", in(math.Abs(r.Value)), "shares", shares, "later", in(later.Value()), "earlier", in(earlier.Value())))
}

// fell is the same as a line, where there is one.
func (p *paper) fell() []string {
	if falls := p.falls(0); falls != "" {
		return []string{falls}
	}
	return nil
}

// home is which part of all working days were days at home; empty where that is not known.
func (p *paper) home() []string {
	worked, all := p.r.AtHome()
	if all == 0 {
		return nil
	}
	const little = 0.2 // of all days: the rest hides what they do
	return []string{p.w.Word(rules.Msg("review.doc.home", "part", percent(worked/all), "days", days(worked), "little", worked/all < little))}
}

// direct is what the only comparisons say that hold the two places against each other; open: nothing follows from any of them.
func (p *paper) direct() string {
	var list []string
	open := true
	for _, r := range p.r.Rows {
		if r.Unit != p.r.Scope || r.Against != review.AgainstOffice {
			continue
		}
		switch r.Verdict {
		case review.Better, review.NotWorse, review.Worse:
			open = false
		case review.NotCounted, review.NotEnough, review.Undecided, review.Unreconciled:
		}
		list = append(list, p.w.Word(rules.Msg("review.direct", "question", p.question(r), "measured", p.measured(r), "verdict", p.verdict(r), "hidden", r.Hidden)))
	}
	agencies, everywhere := 0, false
	if p.r.Joined {
		agencies, everywhere = p.openEverywhere()
	}
	return p.w.Word(rules.Msg("review.doc.direct", "none", len(list) == 0, "joined", p.r.Joined, "agencies", agencies, "all_open", everywhere, "open", open, "list", strings.Join(list, "; ")))
}

// uneven is where a month of the pilot counts much more, or less, than one before: of what is handed in, and of work, in each agency.
func (p *paper) uneven() (out []string) {
	var order []string // names of questions that are counted alike
	paces := map[string][]string{}
	add := func(questions string, x review.Pace, agency string) {
		if paces[questions] == nil {
			order = append(order, questions)
		}
		paces[questions] = append(paces[questions], p.w.Word(rules.Msg("review.pace", "agency", agency,
			"before", x.Before, "during", x.During, "months_before", x.MonthsBefore, "months_during", x.MonthsDuring)))
	}
	work := false
	for _, unit := range p.counting() {
		var same []review.Pace
		names := map[review.Pace][]string{}
		for _, r := range p.r.Rows {
			x, known := p.r.PaceOf(r)
			if r.Unit != unit || !known || !x.Uneven() {
				continue
			}
			if x.Question, x.Name = "", ""; names[x] == nil {
				same = append(same, x)
			}
			names[x] = append(names[x], p.question(review.Row{Question: r.Question, Name: r.Name}))
		}
		for _, x := range same {
			agency := ""
			if p.r.Joined {
				agency = p.unit(unit)
			}
			work = true
			add(strings.Join(names[x], ", "), x, agency)
		}
	}
	for _, x := range p.r.Paces() {
		if x.Uneven() && (x.Question != review.OnTime || !work) {
			add(p.question(review.Row{Question: x.Question, Name: x.Name}), x, "")
		}
	}
	for _, questions := range order {
		out = append(out, p.w.Word(rules.Msg("review.uneven", "question", questions, "list", strings.Join(paces[questions], "; "))))
	}
	return out
}

// counting are whose own counts the report tells: what it is about, or each of several agencies.
func (p *paper) counting() []string {
	if !p.r.Joined {
		return []string{p.r.Scope}
	}
	var out []string
	for _, u := range p.r.Units {
		out = append(out, u.Code)
	}
	return out
}

// marginNote is who decided the margins, by which documents, and what they are.
func (p *paper) marginNote() string {
	by := map[review.Decided][]string{}
	var order []review.Decided
	for _, d := range p.r.Decided {
		k := review.Decided{Document: d.Document, Dated: d.Dated, Agency: d.Agency}
		if by[k] == nil {
			order = append(order, k)
		}
		by[k] = append(by[k], p.question(review.Row{Question: d.Question, Name: d.Name}))
	}
	var list []string
	for _, k := range order {
		list = append(list, p.w.Word(rules.Msg("review.decided", "document", k.Document, "some", k.Dated != 0, "dated", k.Dated, "agency", k.Agency, "questions", strings.Join(by[k], ", "))))
	}
	return p.w.Word(rules.Msg("review.doc.margin_note", "documents", strings.Join(list, "; "), "joined", p.r.Joined))
}

// cannot is how many people there are at most of whom a row takes more; 0: nobody knows, or they may be found. took: they are those who
// were at home.
func (p *paper) cannot(r review.Row) (most int, took bool) {
	staff, home := p.r.Staff, p.r.Took
	if u, known := p.r.Of(r.Unit); known && r.Unit != "" {
		staff, home = u.Staff, u.Took
	}
	switch {
	case r.Against == review.AgainstOffice && home != nil:
		return *home, true
	case staff != nil && (r.Against == review.AgainstOffice || r.Question.Of(pulse)):
		return *staff, false
	}
	return 0, false
}

// moved is how much more or less it is, with the interval of that where there is one.
func (p *paper) moved(r review.Row) string { return p.movedIn(r, true) }

// movedIn says where it is more or less, too, where that is not told beside it.
func (p *paper) movedIn(r review.Row, place bool) string {
	const same = 1e-9
	bad := -r.Margin // on the side on which it is held against it
	if r.Lower {
		bad = r.Margin
	}
	return p.w.Word(rules.Msg("review.moved", "against", string(r.Against), "place", place, "up", r.Value > same, "down", r.Value < -same, "size", apart(math.Abs(r.Value)), "some", r.Verdict != review.NotCounted,
		"lo", signed(r.Interval.Lo, bad), "hi", signed(r.Interval.Hi, bad)))
}
