package survey

import (
	"tainha/bot/chat"
	"tainha/locale"
	"tainha/phrase/reply"
	"tainha/pilot"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// linkPrefix is how the payload of a unit's link begins; its token follows.
const linkPrefix = "ks-"

// answerPress is an answer as far as it is given: the buttons carry all of it, so that nothing is kept of who answers until
// it is whole.
type answerPress struct {
	Wave  int32
	Unit  int32
	Given int32 // survey.Answer packed
	Who   int8  // which of those who are asked, from 1; 0: not said yet
	Lang  int8  // from 1; 0: as the reader's Telegram
}

// wordsPress begins a comment.
type wordsPress struct {
	Wave int32
	Unit int32
	Who  int8
	Lang int8
}

var (
	answerKey = chat.DefinePress[answerPress]("sv")
	wordsKey  = chat.DefinePress[wordsPress]("sw")
)

// answers are whoever has the link: known to the office or not.
var answers = rules.Access{Who: rules.Anyone | rules.Stranger, Over: rules.NoData}

// ofStaff are those whom the pulse of the staff asks: all who have an account.
var ofStaff = rules.Access{Who: rules.Anyone, Over: rules.NoData}

// cmdAnswer is what citizens press, and how one of the staff answers the pulse.
func cmdAnswer() chat.Command {
	return chat.Command{
		Name: "answer", Alias: "traloi", Place: 128, Access: answers, BeforeConsent: true, KeepsFlow: true, Veiled: true,
		Flows:   []chat.Conversation{commentFlow()},
		Run:     func(t *chat.Turn, _ string) error { return pulse(t) },
		Presses: []chat.Presser{pulseKey.On(ofStaff, nil, func(t *chat.Turn, _ pulsePress) error { return pulse(t.Below()) }).Veiled(), answerKey.On(answers, nil, pressAnswer).Veiled(), wordsKey.On(answers, nil, beginComment).Veiled()},
	}
}

// pulsePress begins what /answer does, below the digest in which it stands.
type pulsePress struct{}

var pulseKey = chat.DefinePress[pulsePress]("sp")

// pulsePanel tells in the digest that a pulse of the staff is open.
func pulsePanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "pulse", Order: 92, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Anyone, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			w, asked, err := surveys.Pulse(v.Do())
			if err != nil || !asked {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: rules.Msg("survey.pulse.digest", "last", w.Last), Rows: [][]store.Button{{pulseKey.Button(pulsePress{}, "survey.pulse.open")}}}, nil
		},
	}
}

// pulse asks one of the staff what their unit's pulse asks.
func pulse(t *chat.Turn) error {
	if t.Person.ID == 0 {
		return t.Stranger()
	}
	w, unit, open, err := surveys.StaffWave(t.Do(), t.Person, store.Answerer(t.User))
	switch {
	case err != nil:
		return err
	case w.ID == 0:
		return t.Say(rules.Msg("survey.pulse.none"))
	case !open:
		return t.Say(rules.Msg("survey.answered"))
	}
	return ask(t, w, answerPress{Wave: int32(w.ID), Unit: int32(unit), Who: 1})
}

// openLink begins a citizen's answer. Nothing of it is kept.
func openLink(t *chat.Turn, token string) error {
	w, unit, err := surveys.ByLink(t.Do(), token)
	if err != nil {
		return err
	}
	has, err := t.Tx.HasAnswered(w.ID, unit, store.Answerer(t.User))
	if err != nil {
		return err
	}
	if has {
		return rules.Refuse("survey.answered")
	}
	return ask(t, w, answerPress{Wave: int32(w.ID), Unit: int32(unit)})
}

// speak words what is said in the language that was chosen.
func speak(t *chat.Turn, lang int8) {
	if lang > 0 && int(lang) <= len(locale.Languages) {
		t.Lang = locale.Languages[lang-1]
	}
}

func pressAnswer(t *chat.Turn, p answerPress) error {
	speak(t, p.Lang)
	w, err := t.Tx.Wave(survey.WaveID(p.Wave))
	if err != nil {
		return err
	}
	given, ok := survey.Unpack(p.Given)
	asked := w.Audience.Asked()
	if !ok || p.Who < 0 || int(p.Who) > len(asked) || p.Who == 0 && p.Given != 0 || p.Lang < 0 || int(p.Lang) > len(locale.Languages) {
		return t.Stale()
	}
	if !w.Open(t.Today) || !w.Asks(rules.UnitID(p.Unit)) {
		return over(t)
	}
	if !given.Whole() {
		return ask(t, w, p)
	}
	g := surveys.Given{Wave: w.ID, Unit: rules.UnitID(p.Unit), Who: asked[p.Who-1], By: store.Answerer(t.User), Answer: given}
	if err := surveys.Answer(t.Do(), g); err != nil {
		if r, refused := chat.IsRefusal(err); refused {
			return t.Show(store.Screen{Text: r.Reasons[0]})
		}
		return err
	}
	return t.Show(store.Screen{
		Text: rules.Msg("survey.thanks", "staff", w.Audience == survey.Staff),
		Rows: [][]store.Button{{wordsKey.Button(wordsPress{p.Wave, p.Unit, p.Who, p.Lang}, "survey.add_words")}},
	})
}

// over takes the questions of a wave that is over off the screen.
func over(t *chat.Turn) error { return t.Show(store.Screen{Text: rules.Msg("survey.over")}) }

// ask shows the next question, in place of the one before.
func ask(t *chat.Turn, w survey.Wave, p answerPress) error {
	u, err := t.Tx.Unit(rules.UnitID(p.Unit))
	if err != nil {
		return err
	}
	if p.Who == 0 {
		other := int8(1 + (at(t.Lang)+1)%len(locale.Languages))
		flipped := answerPress{Wave: p.Wave, Unit: p.Unit, Lang: other}
		as := func(who int8, key string) store.Button {
			return answerKey.Button(answerPress{Wave: p.Wave, Unit: p.Unit, Who: who, Lang: p.Lang}, key)
		}
		return t.Show(store.Screen{
			Text: rules.Msg("survey.hello", "unit", u.Name, "last", w.Last, "n", survey.Questions),
			Rows: [][]store.Button{{as(1, "survey.as.citizen")}, {as(2, "survey.as.business")}, {answerKey.Button(flipped, "survey.language")}},
		})
	}
	given, _ := survey.Unpack(p.Given)
	q := given.Next()
	key := "survey.question." + w.Audience.Keys()[q]
	var rows [][]store.Button
	for level := int8(survey.Levels); level >= 1; level-- {
		next, b := given, p
		next[q] = level
		b.Given = next.Pack()
		rows = append(rows, []store.Button{answerKey.Button(b, levelKey(w.Audience, int(level)))})
	}
	if b := p; q > 0 {
		given[q-1] = 0
		b.Given = given.Pack()
		rows = append(rows, []store.Button{answerKey.Button(b, "survey.back")})
	}
	return t.Show(store.Screen{Text: rules.Msg("survey.ask", "unit", u.Name, "i", q+1, "n", survey.Questions, "question", rules.Msg(key)), Rows: rows})
}

// levelKey is how a level is called: citizens are more or less content, staff agree more or less.
func levelKey(a survey.Audience, level int) string {
	if a == survey.Staff {
		return "survey.agree." + string(rune('0'+level))
	}
	return "survey.level." + string(rune('0'+level))
}

func at(lang string) int {
	for i, l := range locale.Languages {
		if l == lang {
			return i
		}
	}
	return 0
}

// commentDraft is whose comment is awaited; it is gone with the comment.
type commentDraft struct {
	Wave survey.WaveID `json:"wave"`
	Unit rules.UnitID  `json:"unit"`
	Who  int8          `json:"who"`
	Lang int8          `json:"lang,omitempty"`
}

const commentStop int32 = 1

func commentFlow() chat.Flow[commentDraft] {
	return chat.Flow[commentDraft]{
		Name: surveys.CommentFlow, Version: 1, Fleeting: true, Veiled: true, Access: answers,
		Steps: []chat.Step[commentDraft]{{Name: "words", Ask: askComment, Take: takeComment, Raw: true, Choices: []chat.Choice{{Name: "stop", Value: commentStop, Arg: chat.NoArg}}}},
	}
}

func beginComment(t *chat.Turn, p wordsPress) error {
	speak(t, p.Lang)
	w, err := t.Tx.Wave(survey.WaveID(p.Wave))
	if err != nil {
		return err
	}
	has, err := t.Tx.HasAnswered(w.ID, rules.UnitID(p.Unit), store.Answerer(t.User))
	switch {
	case err != nil:
		return err
	case !w.Open(t.Today) || !has:
		return over(t)
	case p.Who < 1 || int(p.Who) > len(w.Audience.Asked()) || p.Lang < 0 || int(p.Lang) > len(locale.Languages):
		return t.Stale()
	}
	return commentFlow().Start(t, "words", commentDraft{w.ID, rules.UnitID(p.Unit), p.Who, p.Lang})
}

func askComment(t *chat.Turn, d *commentDraft) (store.Screen, error) {
	speak(t, d.Lang)
	return store.Screen{Text: rules.Msg("survey.words", "most", survey.MostComment), Rows: [][]store.Button{{t.Choice(commentStop, 0, "survey.no_words")}}}, nil
}

func takeComment(t *chat.Turn, d *commentDraft, in chat.Input) (string, error) {
	speak(t, d.Lang)
	if in.Pressed || reply.Denies(in.Text) {
		return chat.End, t.Show(store.Screen{Text: rules.Msg("survey.bye")})
	}
	w, err := t.Tx.Wave(d.Wave)
	if err != nil {
		return chat.Stay, err
	}
	asked := w.Audience.Asked()
	if d.Who < 1 || int(d.Who) > len(asked) {
		return chat.Stay, rules.Refuse("press.stale")
	}
	g := surveys.Given{Wave: d.Wave, Unit: d.Unit, Who: asked[d.Who-1], By: store.Answerer(t.User)}
	if err := surveys.Comment(t.Do(), g, in.Text); err != nil {
		return chat.Stay, err
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("survey.words_kept")})
}
