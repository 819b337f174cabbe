package review

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	made "tainha/pilot/review"
	"tainha/report"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/store"
)

// Who may have the review: of everything the coordinators, of a unit with what is below it its head and those above.
var (
	reviewAll    = rules.Access{Who: rules.Coordinator, Over: rules.Everyone}
	reviewBranch = rules.Access{Who: rules.Head, Over: rules.Branch}
)

// filePress asks for a file of the review of a unit, or of everything (0); of a kind with several pictures, What says which in its upper half.
type filePress struct {
	Unit  rules.UnitID
	What  uint8
	Until int32 // the last day of the months that it covers, 0: of the last one that is over
}

// untilPress asks for the summary as it was at the end of an earlier month.
type untilPress struct {
	Unit  rules.UnitID
	Until int32
}

// What a filePress asks for.
const (
	asPDF uint8 = iota
	asBook
	asPicture
	asCSV
	asJSON
	asOnTime
	asVolume
	asUse
	asSatisfaction
)

var (
	allPress    = chat.DefinePress[filePress]("va")
	branchPress = chat.DefinePress[filePress]("vb")

	allUntil    = chat.DefinePress[untilPress]("vc")
	branchUntil = chat.DefinePress[untilPress]("vd")
)

func cmdReport() chat.Command {
	return chat.Command{
		Name: "report", Alias: "baocao", Place: 84, InMenu: true,
		Access: rules.Access{Who: rules.Head | rules.Coordinator, Over: rules.NoData},
		Run:    func(t *chat.Turn, _ string) error { return showReview(t) },
		Presses: []chat.Presser{
			gate(),
			allUntil.On(reviewAll, nil, func(t *chat.Turn, p untilPress) error {
				if p.Unit != 0 {
					return t.Stale()
				}
				return showUntil(t, allCard, p)
			}),
			branchUntil.On(reviewBranch, func(t *chat.Turn, p untilPress) (rules.Subject, error) { return t.Do().Subject(0, p.Unit) }, func(t *chat.Turn, p untilPress) error {
				return showUntil(t, branchCard, p)
			}),
			allPress.On(reviewAll, nil, func(t *chat.Turn, p filePress) error {
				if p.Unit == 0 {
					return sendFile(t, allFile, p)
				}
				if _, err := t.Tx.Unit(p.Unit); err != nil {
					return err
				}
				return sendFile(t, branchFile, p)
			}),
			branchPress.On(reviewBranch, func(t *chat.Turn, p filePress) (rules.Subject, error) { return t.Do().Subject(0, p.Unit) }, func(t *chat.Turn, p filePress) error {
				return sendFile(t, branchFile, p)
			}),
		},
	}
}

// sendFile queues a file. It refuses one of a kind that there is not.
func sendFile(t *chat.Turn, kind string, p filePress) error {
	if what, part := p.What%pictureStep, p.What/pictureStep; what > asSatisfaction || part > 0 && !drawnAs(what) {
		return t.Stale()
	}
	until := rules.Date(p.Until)
	if until != 0 && (!until.InBounds() || until != until.MonthEnd()) {
		return t.Stale()
	}
	span, err := made.SpanOf(t.Do(), until)
	if err != nil {
		return err
	}
	if err := t.Making(rules.Msg("review.making", "first", span.First, "last", span.Last, "file", true)); err != nil {
		return err
	}
	return t.SendFile(store.Ref{Kind: kind, ID: int64(p.Unit), Args: rules.Args{"what": int(p.What), "until": int(p.Until)}})
}

// The kinds of objects.
const (
	allCard    = "review"
	branchCard = "unit_review"
	allFile    = "review_file"
	branchFile = "unit_review_file"
)

// reviewObjects are made when they are sent, outside of every turn's transaction: a year of a large agency takes seconds.
func reviewObjects() []chat.Object {
	branch := []rules.Access{reviewBranch, reviewAll}
	return []chat.Object{
		{Kind: allCard, Whose: chat.OfNobody, May: []rules.Access{reviewAll}, Card: card, Made: "review.made"},
		{Kind: branchCard, Whose: chat.OfUnit, May: branch, Card: card, Made: "review.made"},
		{Kind: pilot.ObjectChecks, Whose: chat.OfUnit, May: []rules.Access{reviewAll}, Card: checks, Places: []string{pilot.PlaceChecks}, Made: "review.made"},
		{Kind: allFile, Whose: chat.OfNobody, May: []rules.Access{reviewAll}, File: file, Made: "review.file_made"},
		{Kind: branchFile, Whose: chat.OfUnit, May: branch, File: file, Made: "review.file_made"},
	}
}

// showReview says what is being made, and then the summary, when it is. Of several units that somebody heads it takes the first,
// which holds those below it.
func showReview(t *chat.Turn) error {
	span, err := made.SpanOf(t.Do(), 0)
	if err != nil {
		return err
	}
	kind, unit := allCard, rules.UnitID(0)
	if !t.Actor.Sees(reviewAll) {
		heads, err := t.Tx.HeadOf(t.Person.ID)
		if err != nil {
			return fmt.Errorf("find what the reader heads: %w", err)
		}
		if len(heads) == 0 {
			return rules.Refuse("access.role")
		}
		kind, unit = branchCard, heads[0]
	}
	return making(t, span, store.Ref{Kind: kind, ID: int64(unit)})
}

// making says what is being made; what it is follows below, when it is.
func making(t *chat.Turn, span made.Span, ref store.Ref) error {
	if err := t.Making(rules.Msg("review.making", "first", span.First, "last", span.Last, "file", false)); err != nil {
		return err
	}
	return t.ShowCardBelow(ref)
}

// steps tells how far a review is; so many more stages follow those of its making.
func steps(v chat.View, more made.Stage, picture bool) func(made.Stage) {
	return func(s made.Stage) {
		v.Tell(rules.Msg("review.step", "n", int(s), "all", int(made.Stages+more), "picture", picture))
	}
}

// showUntil shows the summary up to the end of an earlier month.
func showUntil(t *chat.Turn, kind string, p untilPress) error {
	until := rules.Date(p.Until)
	if !until.InBounds() || until != until.MonthEnd() {
		return t.Stale()
	}
	span, err := made.SpanOf(t.Do(), until)
	if err != nil {
		return err
	}
	return making(t.Below(), span, store.Ref{Kind: kind, ID: int64(p.Unit), Args: rules.Args{"until": int(p.Until)}})
}

// untilOf is up to when a reference means.
func untilOf(ref store.Ref) rules.Date {
	until, _ := ref.Args["until"].(int)
	return rules.Date(until)
}

// card is the summary of a review, with its files as buttons.
func card(v chat.View, ref store.Ref) (store.Screen, error) {
	unit := rules.UnitID(ref.ID)
	until := untilOf(ref)
	r, err := made.Make(v.Do(), made.Asked{Unit: unit, Until: until, Tell: steps(v, 0, false)})
	if err != nil {
		return store.Screen{}, err
	}
	p := &paper{w: chat.Wording{Texts: v}, r: r}
	text := rules.Msg("review.summary", "scope", p.scope(), "first", r.First, "last", r.Last, "lines", strings.Join(p.lines(), "\n"),
		"falls", p.falls(mostFalls), "hidden", p.hidesWhole(), "n", r.Comparisons(), "whole", p.comparisons(true), "unit", r.Scope != "", "parts", p.comparisons(false), "late", len(r.Late), "gaps", len(r.Gaps)+len(r.Excesses())+len(r.Lacks), "open", strings.Join(slices.Concat(p.open(), p.uneven()), "\n"))
	if p.w.Err != nil {
		return store.Screen{}, p.w.Err
	}
	press, month := allPress, allUntil
	if unit != 0 {
		press, month = branchPress, branchUntil
	}
	button := func(what uint8, key string) store.Button {
		return press.Button(filePress{unit, what, int32(until)}, key)
	}
	rows := [][]store.Button{{button(asPDF, "review.button.pdf"), button(asBook, "review.button.book")}}
	if slices.ContainsFunc(p.picture().Rows, func(r report.IntervalRow) bool { return r.Known }) {
		rows = append(rows, []store.Button{button(asPicture, "review.button.picture")})
	}
	for _, what := range p.drawn() {
		const perRow = 2
		b := press.Button(filePress{unit, what, int32(until)}, "review.button.bars", "what", int(what-asOnTime))
		if last := len(rows) - 1; last > 0 && len(rows[last]) < perRow {
			rows[last] = append(rows[last], b)
		} else {
			rows = append(rows, []store.Button{b})
		}
	}
	rows = append(rows, []store.Button{button(asCSV, "review.button.csv"), button(asJSON, "review.button.json")})
	if before := r.Last.MonthStart() - 1; before > r.First {
		rows = append(rows, []store.Button{month.Button(untilPress{unit, int32(before)}, "review.button.until", "last", before)})
	}
	return store.Screen{Text: text, Rows: rows}, p.w.Err
}

// mostFalls are named in a message.
const mostFalls = 12

// lines are what the summary says: each question of the whole that it is about.
func (p *paper) lines() (out []string) {
	for _, row := range p.r.Rows {
		if row.Unit == p.r.Scope {
			out = append(out, p.w.Word(rules.Msg("review.line", "question", p.question(row), "measured", p.measured(row), "verdict", p.verdict(row))))
		}
	}
	if len(out) == 0 {
		out = []string{p.w.Key("review.nothing")}
	}
	return out
}

// file makes one of the files.
func file(v chat.View, ref store.Ref) (chat.Upload, error) {
	n, _ := ref.Args["what"].(int)
	what, part := uint8(n)%pictureStep, n/int(pictureStep)
	tell := steps(v, 1, drawnAs(what))
	r, err := made.Make(v.Do(), made.Asked{Unit: rules.UnitID(ref.ID), Until: untilOf(ref), Tell: tell})
	if err != nil {
		return chat.Upload{}, err
	}
	tell(made.Stages + 1)
	files, end, err := render(v, r, what)
	if err != nil || len(files) == 0 {
		return chat.Upload{}, err
	}
	part = min(part, len(files)-1)
	name := "toan-co-quan"
	if r.Scope != "" {
		name = chat.FileName(r.Scope)
	}
	up := chat.Upload{
		Name: fmt.Sprintf("so-ket-%s-%d-%02d.%s", name, r.Last.Year(), int(r.Last.Month()), end), Data: files[part], Photo: end == "png",
		Caption: rules.Msg("review.caption", "first", r.First, "last", r.Last, "n", part+1, "of", len(files)),
	}
	if next := part + 1; next < min(len(files), mostPictures) {
		press := allPress
		if ref.Kind == branchFile {
			press = branchPress
		}
		up.Rows = [][]store.Button{{press.Button(filePress{rules.UnitID(ref.ID), what + uint8(next)*pictureStep, int32(untilOf(ref))}, "review.button.next", "n", next+1, "of", len(files))}}
	}
	return up, nil
}

// What a filePress asks for holds which picture of several in its upper half.
const (
	pictureStep  = uint8(16)
	mostPictures = 16
)

// drawnAs reports whether it is a picture.
func drawnAs(what uint8) bool { return what == asPicture || what >= asOnTime && what <= asSatisfaction }

// scope is what the review is about.
func (p *paper) scope() string {
	if u, known := p.r.Of(p.r.Scope); known && p.r.Scope != "" {
		return u.Name
	}
	if p.r.Joined {
		return p.w.Word(rules.Msg("review.scope.joined", "n", len(p.r.Units), "names", p.agencies()))
	}
	return p.r.Agency
}

// unit is how a row's unit is called.
func (p *paper) unit(code string) string {
	if u, known := p.r.Of(code); known {
		return u.Name
	}
	return p.w.Word(rules.Msg("review.whole", "joined", p.r.Joined))
}

func (p *paper) question(r review.Row) string { return p.questioned(r, false) }

// questioned is a row's question, in a picture in few words.
func (p *paper) questioned(r review.Row, brief bool) string {
	q, form := r.Question.Bare()
	return p.w.Word(rules.Msg("review.question", "q", string(q), "name", r.Name, "against", string(r.Against), "form", form, "brief", brief))
}

func (p *paper) verdict(r review.Row) string { return p.judged(r, false) }

// judged is a row's verdict, in a picture in few words.
func (p *paper) judged(r review.Row, brief bool) string {
	y := p.why(r)
	_, form := r.Question.Bare()
	said := p.w.Word(rules.Msg("review.verdict", "hidden", r.Hidden, "v", r.Verdict.String(), "close", r.Close(), "below", r.Below, "against", string(r.Against), "brief", brief, "hours", r.Hours(),
		"size", apart(math.Abs(r.Value), r.Margin), "margin", percent(r.Margin), "documents", y.documents, "used", y.used, "answers", y.answers, "asked", y.asked, "form", form, "agencies", y.agencies, "has", y.has, "months", y.months, "documented", p.documented(r), "changed", r.Verdict != review.NotCounted && r.Verdict != review.Unreconciled && p.r.Changed(r)))
	whole, differs := p.common(r)
	if !differs || brief {
		return said
	}
	other := r.At(whole.Margin)
	return p.w.Word(rules.Msg("review.own", "verdict", said, "own", percent(r.Margin), "other", p.judged(other, true), "same", other.Verdict == r.Verdict, "common", percent(whole.Margin)))
}

// measured is a row's figures in words.
func (p *paper) measured(r review.Row) string {
	later, earlier := review.Share{}, review.Share{}
	if r.Later != nil {
		later = *r.Later
	}
	if r.Earlier != nil {
		earlier = *r.Earlier
	}
	return p.w.Word(rules.Msg("review.measured", "hidden", r.Hidden, "against", string(r.Against), "known", r.Verdict != review.NotCounted,
		"later", apart(later.Value(), earlier.Value()), "of", later.Of, "all", later.All, "earlier", apart(earlier.Value(), later.Value()), "of_before", earlier.Of, "all_before", earlier.All,
		"moved", p.moved(r), "hours", r.Hours(), "persons", r.Persons))
}

// more is what it takes where there is too little data, empty where there is enough.
func (p *paper) more(r review.Row) string {
	if r.More == nil {
		return ""
	}
	has := r.Persons
	if r.Later != nil {
		has = r.Later.All
	}
	if r.Against == review.AgainstOthers && !r.More.Never && r.Earlier != nil && r.Later != nil { // no stage is over: both groups go on
		const out = 10 // times what there is
		n := r.More.Both
		return p.w.Word(rules.Msg("review.more.others", "in", r.Later.All, "out", r.Earlier.All, "n", estimate(n), "far", n == 0 || n > out*min(r.Later.All, r.Earlier.All), "of", countedIn(r)))
	}
	n, past := r.More.Later, false
	if n == 0 {
		n, past = r.More.Both, r.More.Both > 0 && r.Against == review.AgainstBefore
	}
	most, took := p.cannot(r)
	const times = 10 // of what there is: no pilot gathers as much
	return p.w.Word(rules.Msg("review.more", "never", r.More.Never, "past", past, "beyond", most > 0 && n > 0 && has+n > most, "most", most, "took", took, "need", estimate(has+n),
		"far", n == 0 || n > times*has, "of", countedIn(r), "n", estimate(n)))
}

const pulse = review.Question(survey.KeyPulse)

// answered reports whether it is what citizens or staff say in a survey.
func answered(q review.Question) bool { return q.Of(survey.KeySatisfaction) || q.Of(survey.KeyPulse) }

// countedIn is what a row counts.
func countedIn(r review.Row) string {
	switch {
	case r.Against == review.AgainstOffice:
		return "persons"
	case answered(r.Question):
		return "answers"
	case r.Question == survey.KeyOnTime:
		return "cases"
	case r.Hours():
		return "hours"
	case r.Question == review.Petitions:
		return "scores"
	case r.Question == review.OnTime, r.Question == review.Rework, r.Question == review.Strikes:
		return "tasks"
	}
	return "others"
}

// estimate is a number as an estimate tells it: two figures, the rest rounded up.
func estimate(n int) int {
	unit := 1
	for n/unit >= 100 { //nolint:mnd // two figures
		unit *= 10
	}
	return (n + unit - 1) / unit * unit
}
