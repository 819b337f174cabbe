package review

import (
	"slices"
	"strings"

	"tainha/report"
	"tainha/rules"
	"tainha/rules/review"
)

// bars is one of the pictures of two bars a row; it has no rows where nothing of it was measured.
func (p *paper) bars(what uint8) report.Bars {
	out := report.Bars{Title: p.w.Word(rules.Msg("review.bars.title", "what", int(what-asOnTime), "scope", p.scope())), Subtitle: p.during()}
	switch what {
	case asOnTime:
		out.First, out.Second = p.w.Key("review.bars.office"), p.w.Key("review.bars.home")
		out.Rows, out.Notes = p.levels(review.OnTime), []string{p.w.Key("review.bars.pairs_note")}
	case asVolume:
		out.First, out.Second = p.w.Key("review.bars.office"), p.w.Key("review.bars.home")
		out.Rows, out.Notes = p.levels(review.Volume), []string{p.w.Key("review.bars.volume_note")}
	case asUse:
		out.First = p.w.Key("review.bars.used")
		out.Rows, out.Notes = p.used(), []string{p.useNote()}
		if slices.ContainsFunc(out.Rows, func(r report.BarRow) bool { return r.Limit > 0 }) {
			out.Limit = p.w.Key("review.bars.limit")
		}
	case asSatisfaction:
		out.First, out.Second, out.Subtitle = p.w.Key("review.bars.before"), p.w.Key("review.bars.during"), p.waves()
		out.Rows, out.Notes = p.content(), []string{p.w.Key("review.bars.satisfaction_note")}
		if slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Question.Of(pulse) }) {
			out.Notes = append(out.Notes, p.w.Key("review.bars.staff_note"))
		}
		out.Notes = append(out.Notes, p.w.Key("review.sipas"))
	}
	out.Notes = slices.Concat(out.Notes, p.hides(slices.ContainsFunc(out.Rows, func(r report.BarRow) bool { return r.Says == p.w.Key("review.hidden") })), p.by())
	out.Rest = p.rest(len(out.Rows), func(i int) (name, says string, fell bool) {
		r := out.Rows[i]
		return r.Name, r.Says, r.WithInterval && r.Known[0] && r.Known[1] && r.Values[1] < r.Values[0]
	})
	return out
}

// useNote is how the use is to be read, and how often a limit was broken.
func (p *paper) useNote() string {
	above := 0
	for _, u := range p.r.Uses {
		if (u.Unit == p.r.Scope || p.r.Joined) && !u.Hidden {
			above += number(u.Above)
		}
	}
	return p.w.Word(rules.Msg("review.bars.use_note", "above", above))
}

func (p *paper) during() string {
	return p.w.Word(rules.Msg("review.during", "first", p.r.First, "last", p.r.Last))
}

// drawn are the pictures of which there is something to draw.
func (p *paper) drawn() (out []uint8) {
	for _, what := range []uint8{asOnTime, asVolume, asUse, asSatisfaction} {
		if slices.ContainsFunc(p.bars(what).Rows, func(r report.BarRow) bool { return r.Known[0] || r.Known[1] }) {
			out = append(out, what)
		}
	}
	return out
}

func (p *paper) percentOf(f float64) string {
	return p.w.Word(rules.Msg("review.bars.percent", "n", percent(f)))
}

// levels are days at the office and at home, unit by unit.
func (p *paper) levels(q review.Question) (out []report.BarRow) {
	for _, r := range p.wholeFirst() {
		if r.Question != q || r.Against != review.AgainstOffice {
			continue
		}
		x := report.BarRow{Name: p.unit(r.Unit), Says: p.judged(r, true)}
		switch {
		case r.Hidden:
			x.Says = p.w.Key("review.hidden")
		case r.Verdict != review.NotCounted:
			x.Says = p.w.Word(rules.Msg("review.bars.change", "moved", p.movedIn(r, false), "persons", r.Persons, "verdict", p.judged(r, true)))
		}
		for i, v := range []*float64{r.Office, r.Home} {
			if v != nil {
				x.Known[i], x.Values[i], x.Labels[i] = true, *v, p.percentOf(*v)
			}
		}
		out = append(out, x)
	}
	return out
}

// used are the days that a person was at home in a month, against the limit of the unit.
func (p *paper) used() (out []report.BarRow) {
	for _, u := range p.r.Uses {
		x := report.BarRow{Name: p.unit(u.Unit)}
		if u.Hidden || u.Persons == 0 {
			x.Says = p.w.Key("review.hidden")
		} else {
			x.Known[0], x.Values[0] = true, u.Average()
			if u.Unit != "" && !p.r.Joined { // the units of a whole have limits of their own
				x.Limit = u.LimitDays()
			}
			if x.Limit > 0 {
				x.LimitSays = p.w.Word(rules.Msg("review.bars.days", "n", days(x.Limit)))
			}
			x.Labels[0] = p.w.Word(rules.Msg("review.bars.days", "n", days(u.Average())))
			x.Says = p.w.Word(rules.Msg("review.bars.persons", "n", u.Persons))
		}
		out = append(out, x)
	}
	return out
}

// content is what citizens and staff say, before and during; each with its interval.
func (p *paper) content() (out []report.BarRow) {
	for _, r := range p.wholeFirst() {
		if !answered(r.Question) || r.Against == review.AgainstOffice {
			continue
		}
		x := report.BarRow{Name: p.questioned(r, true), Says: p.judged(r, true), WithInterval: true}
		if r.Unit != p.r.Scope {
			x.Name = p.w.Word(rules.Msg("review.bars.of", "question", p.questioned(r, true), "unit", p.unit(r.Unit)))
		}
		if r.Hidden {
			x.Says = p.w.Key("review.hidden")
		}
		for i, s := range []*review.Share{r.Earlier, r.Later} {
			if s == nil || s.All == 0 {
				continue
			}
			in, _ := s.Wilson()
			x.Known[i], x.Values[i], x.Lo[i], x.Hi[i], x.Labels[i] = true, s.Value(), in.Lo, in.Hi, p.percentOf(s.Value())
		}
		out = append(out, x)
	}
	return out
}

// wholeFirst are the comparisons with those of the whole before those of its units.
func (p *paper) wholeFirst() []review.Row {
	rows := slices.Clone(p.r.Rows)
	slices.SortStableFunc(rows, func(a, b review.Row) int {
		switch whole := p.r.Scope; {
		case a.Unit == whole && b.Unit != whole:
			return -1
		case b.Unit == whole && a.Unit != whole:
			return 1
		}
		return 0
	})
	return rows
}

// waves are the days on which people answered, before and during the pilot, of each agency its own; the months of the pilot where nobody
// knows them.
func (p *paper) waves() string {
	list := p.spans(func(s review.Source) bool { _, form := s.Question.Bare(); return answered(s.Question) && !form })
	if len(list) == 0 {
		return p.during()
	}
	return strings.Join(list, " ")
}

// spans are the days of some sources, before and during the pilot; those of the same days stand together, each with the agencies whose days
// they are where the others have days of their own.
func (p *paper) spans(of func(s review.Source) bool) (out []string) {
	type days struct{ before, last, first, end rules.Date }
	type asked struct {
		q    review.Question
		name string
	}
	var order []days
	said := map[days][]asked{}
	agencies := map[days]map[asked][]string{}
	for _, s := range p.r.Sources {
		if s.BeforeFirst == 0 || !of(s) {
			continue
		}
		d, a := days{s.BeforeFirst, s.BeforeLast, s.First, s.Last}, asked{s.Question, s.Name}
		if agencies[d] == nil {
			order, agencies[d] = append(order, d), map[asked][]string{}
		}
		if agencies[d][a] == nil {
			said[d] = append(said[d], a)
		}
		agencies[d][a] = append(agencies[d][a], p.unit(s.Unit))
	}
	for _, d := range order {
		var list []string
		for _, a := range said[d] {
			name := p.questioned(review.Row{Question: a.q, Name: a.name}, true)
			if p.r.Joined && p.apart(review.Source{Question: a.q, Name: a.name, BeforeFirst: d.before, BeforeLast: d.last, First: d.first, Last: d.end}) {
				name = p.w.Word(rules.Msg("review.of_agencies", "question", name, "agencies", strings.Join(agencies[d][a], ", ")))
			}
			list = append(list, name)
		}
		out = append(out, p.w.Word(rules.Msg("review.waves", "question", strings.Join(list, "; "), "before", p.between(d.before, d.last), "during", p.between(d.first, d.end))))
	}
	return out
}

// apart reports whether agencies counted a question on other days each.
func (p *paper) apart(s review.Source) bool {
	return slices.ContainsFunc(p.r.Sources, func(o review.Source) bool {
		return o.Question == s.Question && o.Name == s.Name && (o.BeforeFirst != s.BeforeFirst || o.BeforeLast != s.BeforeLast || o.First != s.First || o.Last != s.Last)
	})
}

// period is which days the report covers, with where those of each source stand if they are not the same of all.
func (p *paper) period() string {
	annex := ""
	if len(p.spans(func(review.Source) bool { return true })) > 1 {
		annex = p.sourceAnnex()
	}
	end := p.r.BeforeLast
	if end == 0 {
		end = p.r.First - 1
	}
	return p.w.Word(rules.Msg("review.period", "first", p.r.First, "last", p.r.Last, "some", p.r.Before != 0, "before", p.r.Before, "ends", p.r.BeforeLast != 0, "end", end, "annex", annex))
}

// sourceAnnex is the number of the annex that says where the figures come from.
func (p *paper) sourceAnnex() string {
	switch {
	case len(p.r.Sources) == 0:
		return ""
	case len(p.checkTables()) > 0:
		return roman(1)
	}
	return roman(0)
}

// times are the days of each source, under a picture that is passed on without the report.
func (p *paper) times() []string {
	list := p.spans(func(review.Source) bool { return true })
	if len(list) == 0 || p.r.Joined { // of several agencies there are too many
		return []string{p.period()}
	}
	return []string{p.w.Word(rules.Msg("review.picture.spans", "list", strings.Join(list, " ")))}
}
