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
		out.First, out.Limit = p.w.Key("review.bars.used"), p.w.Key("review.bars.limit")
		out.Rows, out.Notes = p.used(), []string{p.useNote()}
	case asSatisfaction:
		out.First, out.Second, out.Subtitle = p.w.Key("review.bars.before"), p.w.Key("review.bars.during"), p.waves()
		out.Rows, out.Notes = p.content(), []string{p.w.Key("review.bars.satisfaction_note"), p.w.Key("review.sipas")}
	}
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
		if u.Unit == p.r.Scope && !u.Hidden && u.Above != nil {
			above = *u.Above
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
			x.Says = p.w.Word(rules.Msg("review.bars.change", "change", signed(r.Value), "lo", signed(r.Interval.Lo, -r.Margin), "hi", signed(r.Interval.Hi, -r.Margin), "persons", r.Persons))
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
			x.Known[0], x.Values[0], x.Limit = true, u.Average(), u.LimitDays()
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

// waves are the days on which people answered, before and during the pilot; the months of the pilot where nobody knows them.
func (p *paper) waves() string {
	var list []string
	for _, s := range p.r.Sources {
		if q, form := s.Question.Bare(); answered(q) && !form && s.BeforeFirst != 0 {
			list = append(list, p.w.Word(rules.Msg("review.waves", "question", p.questioned(review.Row{Question: q}, true), "before", p.between(s.BeforeFirst, s.BeforeLast), "during", p.between(s.First, s.Last))))
		}
	}
	if len(list) == 0 {
		return p.period()
	}
	return strings.Join(list, " ")
}
