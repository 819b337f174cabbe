package survey

import (
	"bytes"
	"fmt"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/report"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

const (
	posterKind = "survey_poster"
	formKind   = "survey_form"
)

// filePress asks for what is hung up or handed out at a unit.
type filePress struct {
	Wave int32
	Unit int32
	What int8
}

const (
	asPoster int8 = iota + 1
	asPicture
	asForm
)

var fileKey = chat.DefinePress[filePress]("sf")

// posters are who gets them.
var posters = []rules.Access{{Who: rules.Coordinator, Over: rules.Everyone}, {Who: rules.Head, Over: rules.Branch}}

func pressFile(t *chat.Turn, p filePress) error {
	w, seen, err := waveFor(t, p.Wave)
	if err != nil {
		return err
	}
	unit := rules.UnitID(p.Unit)
	switch {
	case seen != nil && !seen[unit]:
		return rules.Refuse("access.foreign")
	case !w.Asks(unit) || w.Audience != survey.Citizens || !w.Closed.IsZero() || p.What < asPoster || p.What > asForm:
		return t.Stale()
	case p.What == asForm:
		return t.SendFile(store.Ref{Kind: formKind, ID: int64(unit), Args: rules.Args{"first": w.First, "last": w.Last}})
	}
	return t.SendFile(store.Ref{Kind: posterKind, ID: int64(unit), Args: rules.Args{"last": w.Last, "picture": p.What == asPicture}})
}

// aboveOf is the unit's name and that of the unit above it.
func aboveOf(v chat.View, id int64) (u rules.Unit, above string, err error) {
	if u, err = v.Tx.Unit(rules.UnitID(id)); err != nil || u.Parent == 0 {
		return u, "", err
	}
	up, err := v.Tx.Unit(u.Parent)
	return u, up.Name, err
}

// whose pilot it is that is judged: that of the agency over a unit.
func whose(u rules.Unit, above string) string {
	if above == "" {
		return u.Name
	}
	return above
}

func makePoster(v chat.View, ref store.Ref) (chat.Upload, error) {
	u, above, err := aboveOf(v, ref.ID)
	if err != nil {
		return chat.Upload{}, err
	}
	token, err := surveys.LinkOf(v.Do(), u.ID)
	if err != nil {
		return chat.Upload{}, err
	}
	last, _ := ref.Args["last"].(rules.Date)
	picture, _ := ref.Args["picture"].(bool)
	w := chat.Wording{Texts: v}
	p := report.Poster{
		Agency: above, Unit: u.Name, Ask: w.Key("survey.poster.ask"), How: w.Key("survey.poster.how"),
		Notes: []string{w.Key("survey.poster.time"), w.Key("survey.poster.nobody"), w.Key("survey.poster.needs"), w.Word(rules.Msg("survey.poster.purpose", "agency", whose(u, above))), w.Key("survey.poster.contact")},
		Until: w.Word(rules.Msg("survey.poster.until", "last", last)),
		Link:  "https://t.me/" + v.BotName() + "?start=" + linkPrefix + token,
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	up := chat.Upload{Name: fmt.Sprintf("ap-phich-%s.pdf", chat.FileName(u.Code)), Caption: rules.Msg("survey.poster.caption", "unit", u.Name)}
	if picture {
		up.Name = fmt.Sprintf("ap-phich-%s.png", chat.FileName(u.Code))
		up.Data, err = p.PNG()
		return up, err
	}
	var out bytes.Buffer
	err = p.PDF(&out, v.Now)
	up.Data = out.Bytes()
	return up, err
}

func makeForm(v chat.View, ref store.Ref) (chat.Upload, error) {
	u, above, err := aboveOf(v, ref.ID)
	if err != nil {
		return chat.Upload{}, err
	}
	w := chat.Wording{Texts: v}
	first, _ := ref.Args["first"].(rules.Date)
	last, _ := ref.Args["last"].(rules.Date)
	f := report.SurveyForm{
		Agency: above, Unit: u.Name, Title: w.Key("survey.form.title"), Intro: w.Word(rules.Msg("survey.form.intro", "agency", whose(u, above))), As: w.Key("survey.form.as"),
		Who: []string{w.Key("survey.form.citizen"), w.Key("survey.form.business")}, Question: w.Key("survey.form.question"), Words: w.Key("survey.form.words"), Foot: w.Word(rules.Msg("survey.form.foot", "some", last != 0, "first", first, "last", last)),
	}
	for level := 1; level <= survey.Levels; level++ {
		f.Levels = append(f.Levels, w.Key(levelKey(survey.Citizens, level)))
	}
	for _, key := range survey.Citizens.Keys() {
		f.Questions = append(f.Questions, w.Key("survey.form.line."+key))
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	var out bytes.Buffer
	err = f.PDF(&out, v.Now)
	return chat.Upload{Name: fmt.Sprintf("phieu-%s.pdf", chat.FileName(u.Code)), Data: out.Bytes(), Caption: rules.Msg("survey.form.caption", "unit", u.Name)}, err
}
