package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/report"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
)

// paper words a review.
type paper struct {
	w chat.Wording
	r review.Report
}

// Texts is a language with its day: whoever words a review.
type Texts = chat.Texts

// PDF is a review laid out as an administrative report, and XLSX as a workbook with charts. Both are also what agencies' reviews are
// joined into.
func PDF(t Texts, r review.Report) ([]byte, error) {
	files, _, err := render(t, r, asPDF)
	return first(files), err
}

// XLSX is the workbook of a review.
func XLSX(t Texts, r review.Report) ([]byte, error) {
	files, _, err := render(t, r, asBook)
	return first(files), err
}

func first(files [][]byte) []byte {
	if len(files) == 0 {
		return nil
	}
	return files[0]
}

// render makes one of the files, and says how its name ends; of pictures as many as their rows take.
func render(t Texts, r review.Report, what uint8) (files [][]byte, end string, err error) {
	p := &paper{w: chat.Wording{Texts: t}, r: r}
	var write func() ([]byte, error)
	var draw func() ([][]byte, error)
	switch what {
	case asPDF:
		form := p.document()
		write, end = into(func(b *bytes.Buffer) error { return form.PDF(b, r.Made) }), "pdf"
	case asBook:
		book := p.book()
		write, end = into(func(b *bytes.Buffer) error { return book.XLSX(b, r.Made) }), "xlsx"
	case asPicture:
		draw, end = p.picture().PNGs, "png"
	case asOnTime, asVolume, asUse, asSatisfaction:
		draw, end = p.bars(what).PNGs, "png"
	case asCSV:
		write, end = p.rows().CSV, "csv"
	case asJSON:
		write, end = func() ([]byte, error) { return json.MarshalIndent(r, "", " ") }, "json"
	default:
		return nil, "", fmt.Errorf("no file of a review is called %d", what)
	}
	switch {
	case p.w.Err != nil:
	case draw != nil:
		files, err = draw()
	default:
		var data []byte
		data, err = write()
		files = [][]byte{data}
	}
	if p.w.Err != nil { // a picture words what it has no room for as it is drawn
		return nil, "", p.w.Err
	}
	return files, end, err
}

func into(write func(*bytes.Buffer) error) func() ([]byte, error) {
	return func() ([]byte, error) {
		var b bytes.Buffer
		err := write(&b)
		return b.Bytes(), err
	}
}

// rows are the comparisons as another program reads them; their fields are explained in the workbook and in the documentation.
func (p *paper) rows() sheet.Rows {
	r := p.r
	out := sheet.Rows{Fields: []string{
		"made", "agency", "unit_code", "unit", "question", "name", "against", "first", "last", "hidden", "of", "all", "of_before", "all_before", "persons",
		"home", "office", "change", "low", "high", "margin", "margin_decided", "lower_is_better", "verdict", "below", "edge", "recorded_otherwise", "more_later", "more_both", "more_never",
	}}
	for _, x := range r.Rows {
		u, _ := r.Of(x.Unit)
		cells := []string{r.Made.UTC().Format(time.RFC3339), r.Agency, x.Unit, u.Name, string(x.Question), p.question(review.Row{Question: x.Question, Name: x.Name}), string(x.Against), r.First.String(), r.Last.String(), strconv.FormatBool(x.Hidden)}
		for _, s := range []*review.Share{x.Later, x.Earlier} {
			if s == nil {
				cells = append(cells, "", "")
			} else {
				cells = append(cells, strconv.Itoa(s.Of), strconv.Itoa(s.All))
			}
		}
		if x.Hidden || x.Verdict == review.NotCounted {
			cells = append(cells, "", "", "", "", "", "")
		} else {
			cells = append(cells, strconv.Itoa(x.Persons), plainIf(x.Home), plainIf(x.Office), plain(x.Value), plain(x.Interval.Lo), plain(x.Interval.Hi))
		}
		margin := plain(x.Margin)
		if x.Proposed { // nobody decided it: it is no number to go by
			margin = ""
		}
		cells = append(cells, margin, strconv.FormatBool(!x.Proposed), strconv.FormatBool(x.Lower), x.Verdict.String(), strconv.FormatBool(x.Below), strconv.FormatBool(x.Close()), strconv.FormatBool(r.Changed(x)))
		if x.More == nil {
			cells = append(cells, "", "", "")
		} else {
			cells = append(cells, strconv.Itoa(x.More.Later), strconv.Itoa(x.More.Both), strconv.FormatBool(x.More.Never))
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func plainIf(f *float64) string {
	if f == nil {
		return ""
	}
	return plain(*f)
}

func plain(f float64) string { return strconv.FormatFloat(f, 'f', 6, 64) }

// percent is a part of the whole in percent, with one decimal.
func percent(f float64) rules.Message { return decimal(f, "") }

// days is a number of days, with one decimal.
func days(f float64) rules.Message {
	return percent(f / 100) //nolint:mnd // worded as a percentage is
}

// apart is percent with as many decimals as tell it from others, of which 0 is one; at most three.
func apart(f float64, others ...float64) rules.Message { return wordedIn(f, placesOf(f, others), "") }

// signed is a change in percentage points with its sign, with as many decimals as tell it from 0 and from others.
func signed(f float64, others ...float64) rules.Message {
	places := placesOf(f, others)
	if rounded(f, places) > 0 {
		return wordedIn(f, places, "+")
	}
	return wordedIn(f, places, "")
}

func decimal(f float64, sign string) rules.Message { return wordedIn(f, 1, sign) }

// rounded is a part of the whole in percent, without its point at so many decimals.
func rounded(f float64, places int) int {
	return int(math.Round(f * 100 * math.Pow10(places))) //nolint:mnd // percent
}

const mostPlaces = 3

func placesOf(f float64, others []float64) int {
	places := 1
	for ; places < mostPlaces; places++ {
		reads := func(other float64) bool {
			const same = 1e-9
			return math.Abs(f-other) > same && rounded(f, places) == rounded(other, places)
		}
		if !reads(0) && !slices.ContainsFunc(others, reads) {
			break
		}
	}
	return places
}

func wordedIn(f float64, places int, sign string) rules.Message {
	n, one := rounded(f, places), int(math.Pow10(places))
	if n < 0 {
		sign, n = "-", -n
	}
	decimals := strings.TrimRight(fmt.Sprintf("%0*d", places, n%one), "0")
	return rules.Msg("review.decimal", "whole", sign+strconv.Itoa(n/one), "decimals", decimals)
}

// picture shows the changes of the whole that the review is about, each against its margin.
func (p *paper) picture() report.Intervals {
	out := report.Intervals{
		Title: p.w.Word(rules.Msg("review.title", "scope", p.scope())), Subtitle: p.during(),
		Worse: p.w.Key("review.picture.worse"), Better: p.w.Key("review.picture.better"), Margin: p.w.Key("review.picture.margin"),
		Notes: slices.Concat([]string{p.w.Key("review.picture.axis")}, p.uneven(), p.times(), p.by(), []string{p.w.Key("review.sipas")}), Tick: func(v float64) string { return p.w.Word(signed(v)) },
	}
	for _, r := range p.r.Rows {
		if r.Unit != p.r.Scope {
			continue
		}
		x := report.IntervalRow{Name: p.questioned(r, true), Says: p.judged(r, true), Known: r.Verdict != review.NotCounted, Value: r.Value, Lo: r.Interval.Lo, Hi: r.Interval.Hi, Margin: r.Margin}
		if r.Proposed {
			x.Margin = 0
		}
		if r.Hidden {
			x.Says = p.w.Key("review.hidden")
		}
		if r.Lower {
			x.Value, x.Lo, x.Hi = -r.Value, -r.Interval.Hi, -r.Interval.Lo
		}
		out.Rows = append(out.Rows, x)
	}
	out.Notes = append(p.hides(slices.ContainsFunc(out.Rows, func(r report.IntervalRow) bool { return r.Says == p.w.Key("review.hidden") })), out.Notes...)
	const named = 6
	if falls := p.falls(named); falls != "" {
		out.Notes = append([]string{falls}, out.Notes...)
	}
	out.Rest = p.rest(len(out.Rows), func(i int) (name, says string, fell bool) {
		return out.Rows[i].Name, out.Rows[i].Says, out.Rows[i].Known && out.Rows[i].Hi < 0
	})
	return out
}

// rest says which rows are not in the picture that holds some of them, each with what is said of it; of many, those that fell before the
// others.
func (p *paper) rest(all int, row func(i int) (name, says string, fell bool)) func(from, to int) string {
	const named = 6
	return func(from, to int) string {
		var falls, others []string
		for i := range all {
			if i >= from && i < to {
				continue
			}
			name, says, fell := row(i)
			if words := p.w.Word(rules.Msg("review.picture.left", "name", name, "says", says)); fell {
				falls = append(falls, words)
			} else {
				others = append(others, words)
			}
		}
		names := slices.Concat(falls, others)
		more := max(0, len(names)-named)
		return p.w.Word(rules.Msg("review.picture.rest", "from", from+1, "to", to, "all", all, "names", strings.Join(names[:len(names)-more], "; "), "more", more))
	}
}

func upper(s string) string { return strings.ToUpper(s) }
