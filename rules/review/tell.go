package review

import (
	"math"
	"slices"
	"strings"

	"tainha/rules"
)

// Decided is the document by which a margin was decided, before the first day.
type Decided struct {
	Question Question   `json:"question"`
	Name     string     `json:"name,omitempty"`
	Document string     `json:"document"`
	Dated    rules.Date `json:"dated,omitzero"`
	Agency   string     `json:"agency,omitempty"` // whose it is, where several agencies stand beside each other
}

// Fell reports whether it got worse, by whatever.
func (r Row) Fell() bool { return !r.Hidden && (r.Below || r.Verdict == Worse) }

// Falls are the results that got worse, each told once: what the figures of a unit share with the whole is told of the whole.
func (r Report) Falls() (out []Row) {
	for _, row := range r.Rows {
		if row.Fell() && !slices.ContainsFunc(out, func(o Row) bool { return o.Unit == r.Scope && row.Unit != r.Scope && row.twin(o) }) {
			out = append(out, row)
		}
	}
	return out
}

// Fallen is what got worse in a unit of an agency.
type Fallen struct {
	Agency string `json:"agency"`
	Unit   string `json:"unit"` // its name
	Row    Row    `json:"row"`
}

// twin reports whether two rows are made of the same figures.
func (r Row) twin(o Row) bool {
	same := func(a, b *Share) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	return r.Question == o.Question && r.Name == o.Name && r.Against == o.Against && r.Persons == o.Persons && r.Value == o.Value &&
		r.Interval == o.Interval && same(r.Earlier, o.Earlier) && same(r.Later, o.Later)
}

// Close reports whether one case more or less, before or during, would make another verdict of it.
func (r Row) Close() bool {
	if r.Earlier == nil || r.Later == nil || r.Verdict != Better && r.Verdict != NotWorse && r.Verdict != Worse {
		return false
	}
	for _, by := range []int{-1, 1} {
		for _, c := range []Change{{Share{r.Earlier.Of + by, r.Earlier.All}, *r.Later}, {*r.Earlier, Share{r.Later.Of + by, r.Later.All}}} {
			if c.Earlier.Valid() && c.Later.Valid() && JudgeChange(c, r.Margin, r.Lower).Verdict != r.Verdict {
				return true
			}
		}
	}
	return false
}

// Pace is how much was counted in a month on average, before and during the pilot, and in how many months.
type Pace struct {
	Question                   Question
	Name                       string
	Before, During             int
	MonthsBefore, MonthsDuring int
}

// Uneven reports whether they differ by more than a quarter: then what is counted may have changed, not what is done.
func (p Pace) Uneven() bool {
	const quarter = 0.25
	return p.MonthsBefore > 0 && p.MonthsDuring > 0 && math.Abs(float64(p.During-p.Before)) > quarter*float64(p.Before)
}

// PaceOf is that of a row of work that is counted as it comes, by the months of its source: the whole's, a unit's or an agency's.
func (r Report) PaceOf(row Row) (p Pace, known bool) {
	if row.Against != AgainstBefore || row.Earlier == nil || row.Later == nil || row.Hidden {
		return p, false
	}
	switch row.Question {
	case OnTime, Rework, Strikes:
	default:
		return p, false
	}
	i := slices.IndexFunc(r.Sources, func(s Source) bool {
		return (s.Question == row.Question || s.Question == OnTime) && s.BeforeFirst != 0 && s.First != 0 && (!r.Joined || s.Unit == row.Unit)
	})
	if i < 0 {
		return p, false
	}
	s := r.Sources[i]
	months := func(first, last rules.Date) (n int) {
		for m := first.MonthStart(); m <= last; m = m.AddMonths(1) {
			n++
		}
		return n
	}
	p = Pace{Question: row.Question, Name: row.Name, MonthsBefore: months(s.BeforeFirst, s.BeforeLast), MonthsDuring: months(s.First, s.Last)}
	average := func(n, months int) int { return int(math.Round(float64(n) / float64(max(1, months)))) }
	p.Before, p.During = average(row.Earlier.All, p.MonthsBefore), average(row.Later.All, p.MonthsDuring)
	return p, true
}

// Changed reports whether so much more, or less, is counted of a row in a month than before that it may be what is recorded that changed; of
// a sum of agencies, whether that is so of one of them.
func (r Report) Changed(row Row) bool {
	if r.Joined && row.Unit == "" {
		return row.Against == AgainstBefore && slices.ContainsFunc(r.Rows, func(x Row) bool {
			return x.Unit != "" && x.Question == row.Question && x.Name == row.Name && r.Changed(x)
		})
	}
	if p, known := r.PaceOf(row); known {
		return p.Uneven()
	}
	return row.Against == AgainstBefore && !row.Hidden && slices.ContainsFunc(r.Paces(), func(p Pace) bool {
		return !r.Joined && p.Question == row.Question && p.Name == row.Name && p.Uneven()
	})
}

// Paces are those of what is told month by month of what the report is about: the tasks, and what was handed in.
func (r Report) Paces() (out []Pace) {
	add := func(q Question, name string, month rules.Date, n int) {
		i := slices.IndexFunc(out, func(p Pace) bool { return p.Question == q && p.Name == name })
		if i < 0 {
			out, i = append(out, Pace{Question: q, Name: name}), len(out)
		}
		if p := &out[i]; month < r.First {
			p.Before, p.MonthsBefore = p.Before+n, p.MonthsBefore+1
		} else {
			p.During, p.MonthsDuring = p.During+n, p.MonthsDuring+1
		}
	}
	for _, m := range r.Months {
		add(m.Question, "", m.Month, m.Share.All)
	}
	for _, h := range r.Handed {
		if h.Unit == r.Scope {
			add(h.Question, h.Name, h.Month, h.Share.All)
		}
	}
	for i := range out {
		p := &out[i]
		p.Before = int(math.Round(float64(p.Before) / float64(max(1, p.MonthsBefore))))
		p.During = int(math.Round(float64(p.During) / float64(max(1, p.MonthsDuring))))
	}
	return out
}

// AtHome is which part of all working days were days at home, of which days: 0 of 0 where it can't be said.
func (r Report) AtHome() (days, all float64) {
	staff := func(code string) *int {
		if u, known := r.Of(code); known && code != "" {
			return u.Staff
		}
		return r.Staff
	}
	for _, u := range r.Uses {
		if n := staff(u.Unit); n != nil && !u.Hidden && (u.Unit == r.Scope || r.Joined) {
			days += u.Days()
			all += float64(*n * r.Workdays)
		}
	}
	return days, all
}

// By is the verdict that another margin would give.
func (r Row) By(margin float64) Verdict { return r.At(margin).Verdict }

// At is the row as another margin judges it.
func (r Row) At(margin float64) Row {
	if r.Verdict == NotCounted || r.Verdict == Unreconciled {
		return r
	}
	i := r.Interval
	if r.Lower {
		i = i.Negated()
	}
	r.Margin = margin
	r.judge(Judge(i, margin))
	return r
}

// Hours reports whether an office's own indicator counts hours, by its name: they are no cases drawn one by one, and have no interval.
func (r Row) Hours() bool {
	name := strings.ToLower(strings.TrimSpace(r.Name))
	for _, begins := range []string{"số giờ", "giờ ", "tỷ lệ giờ", "tỷ lệ số giờ", "hours"} {
		if strings.HasPrefix(name, begins) {
			return true
		}
	}
	return false
}

// plain leaves of a row what was counted, without an interval and a verdict.
func (r *Row) plain() {
	r.Interval, r.Verdict, r.Below, r.More = Interval{}, NotCounted, false, nil
}

// Why is the reason of a change; empty where it only names a document.
func (l Late) Why() string {
	name := strings.ToLower(strings.TrimSpace(l.Reason))
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(" "+name+" ", " "+w+" ") })
	}
	if strings.HasPrefix(name, "theo ") && has("kết luận", "chỉ đạo", "quyết định", "văn bản", "công văn", "thông báo", "ý kiến") && !has("vì", "do", "bởi", "nhằm", "để", "nên") {
		return ""
	}
	return strings.TrimSpace(l.Reason)
}
