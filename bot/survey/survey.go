package survey

import (
	"slices"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// wavePress acts on a wave.
type wavePress struct {
	Wave int32
	What int8
	Unit int32 // of whose comments
}

// What a press of a wave does.
const (
	toClose int8 = iota + 1
	toResults
	toComments
	toLinks
	toForms
)

// openPress begins a new wave.
type openPress struct{}

var (
	waveKey = chat.DefinePress[wavePress]("sy")
	openKey = chat.DefinePress[openPress]("so")
)

// sees are those who see surveys: the coordinator all of them, a head what concerns the units below.
var sees = rules.Access{Who: rules.Coordinator | rules.Head, Over: rules.NoData}

// runs are those who run them.
var runs = rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}

func cmdSurvey() chat.Command {
	return chat.Command{
		Name: "survey", Alias: "khaosat", Place: 92, InMenu: true, Access: sees,
		Flows: []chat.Conversation{openFlow(), closeFlow(), formsFlow(), handedFlow()},
		Run:   func(t *chat.Turn, _ string) error { return home(t) },
		Presses: []chat.Presser{
			waveKey.On(sees, nil, pressWave), fileKey.On(sees, nil, pressFile), formsKey.On(sees, nil, beginForms),
			checkKey.On(sees, nil, pressCheck).Destroys(func(p checkPress) bool { return p.What == checkWrong }), openKey.On(runs, nil, func(t *chat.Turn, _ openPress) error {
				return openFlow().Start(t, "audience", openDraft{})
			}),
			handedKey.On(runs, nil, func(t *chat.Turn, _ handedPress) error { return handedFlow().Start(t, "days", handedDraft{}) }),
		},
	}
}

// mayRun reports whether the reader runs surveys.
func mayRun(t *chat.Turn) bool { return t.Actor.Sees(runs) }

// own are the units that a head may see, nil for all.
func own(t *chat.Turn) (map[rules.UnitID]bool, error) {
	if mayRun(t) {
		return nil, nil
	}
	out := map[rules.UnitID]bool{}
	for _, u := range t.Actor.HeadOf {
		below, err := t.Tx.Branch(u)
		if err != nil {
			return nil, err
		}
		for _, b := range append(below, u) {
			out[b] = true
		}
	}
	return out, nil
}

// concerns reports whether a wave asks about units that somebody sees.
func concerns(w survey.Wave, seen map[rules.UnitID]bool) bool {
	return seen == nil || slices.ContainsFunc(w.Units, func(u rules.UnitID) bool { return seen[u] })
}

// mostWaves is how many waves a screen lists.
const mostWaves = 8

// home lists the waves: those that are open without any number, those that are closed with their results.
func home(t *chat.Turn) error {
	seen, err := own(t)
	if err != nil {
		return err
	}
	var lines []rules.Message
	var rows [][]store.Button
	n := 0
	for _, a := range []survey.Audience{survey.Citizens, survey.Staff} {
		list, err := t.Tx.Waves(a)
		if err != nil {
			return err
		}
		for _, w := range list {
			if !concerns(w, seen) || n == mostWaves {
				continue
			}
			n++
			line, row, err := waveLine(t, w, n, seen)
			if err != nil {
				return err
			}
			lines, rows = append(lines, line), append(rows, row)
		}
	}
	if mayRun(t) {
		rows = append(rows, []store.Button{openKey.Button(openPress{}, "survey.new"), handedKey.Button(handedPress{}, "survey.handed")})
	}
	return t.Show(store.Screen{Text: rules.Msg("survey.home", "n", n, "lines", lines), Rows: rows})
}

func waveLine(t *chat.Turn, w survey.Wave, i int, seen map[rules.UnitID]bool) (rules.Message, []store.Button, error) {
	title := titleOf(w)
	if !w.Closed.IsZero() {
		return rules.Msg("survey.line.closed", "i", i, "wave", title, "day", t.Pilot.Today(w.Closed)), []store.Button{waveKey.Button(wavePress{Wave: int32(w.ID), What: toResults}, "survey.results", "i", i)}, nil
	}
	enough, err := surveys.Progress(t.Do(), w)
	if err != nil {
		return rules.Message{}, nil, err
	}
	var units []rules.Message
	for _, id := range w.Units {
		if seen != nil && !seen[id] {
			continue
		}
		u, err := t.Tx.Unit(id)
		if err != nil {
			return rules.Message{}, nil, err
		}
		units = append(units, rules.Msg("survey.line.unit", "unit", u.Name, "enough", enough[id]))
	}
	var row []store.Button
	if w.Audience == survey.Citizens {
		row = append(row, waveKey.Button(wavePress{Wave: int32(w.ID), What: toLinks}, "survey.links", "i", i), waveKey.Button(wavePress{Wave: int32(w.ID), What: toForms}, "survey.forms.open", "i", i))
	}
	if mayRun(t) {
		row = append(row, waveKey.Button(wavePress{Wave: int32(w.ID), What: toClose}, "survey.close", "i", i))
	}
	return rules.Msg("survey.line.open", "i", i, "wave", title, "begins", w.First > t.Today, "over", w.Last < t.Today, "units", units), row, nil
}

// showLinks shows the links of a wave's units.
func showLinks(t *chat.Turn, w survey.Wave, seen map[rules.UnitID]bool) error {
	if !w.Closed.IsZero() || w.Audience != survey.Citizens {
		return t.Stale()
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, id := range w.Units {
		if seen != nil && !seen[id] {
			continue
		}
		u, err := t.Tx.Unit(id)
		if err != nil {
			return err
		}
		link, err := surveys.LinkOf(t.Do(), id)
		if err != nil {
			return err
		}
		lines = append(lines, rules.Msg("survey.links.line", "i", len(lines)+1, "unit", u.Name, "link", t.Link(linkPrefix+link)))
		of := func(what int8, key string) store.Button {
			return fileKey.Button(filePress{int32(w.ID), int32(id), what}, key, "i", len(lines))
		}
		if len(rows) < mostUnits {
			rows = append(rows, []store.Button{of(asPoster, "survey.file.poster"), of(asPicture, "survey.file.picture"), of(asForm, "survey.file.form")})
		}
	}
	return t.Send(store.Screen{Text: rules.Msg("survey.links.list", "wave", titleOf(w), "lines", lines), Rows: rows})
}

// titleOf says which wave it is.
func titleOf(w survey.Wave) rules.Message {
	return rules.Msg("survey.wave", "staff", w.Audience == survey.Staff, "baseline", w.Kind == survey.Baseline, "first", w.First, "last", w.Last)
}

func nameWave(v chat.View, id int64, _ string) (rules.Message, error) {
	w, err := v.Tx.Wave(survey.WaveID(id))
	if err != nil {
		return chat.ByNumber(v, id, "")
	}
	return titleOf(w), nil
}

// waveFor is a wave with the units of which the reader sees it, nil: all. It refuses one that asks none of them.
func waveFor(t *chat.Turn, id int32) (w survey.Wave, seen map[rules.UnitID]bool, err error) {
	if w, err = t.Tx.Wave(survey.WaveID(id)); err != nil {
		return w, nil, err
	}
	if seen, err = own(t); err == nil && !concerns(w, seen) {
		err = rules.Refuse("access.foreign")
	}
	return w, seen, err
}

func pressWave(t *chat.Turn, p wavePress) error {
	w, seen, err := waveFor(t, p.Wave)
	if err != nil {
		return err
	}
	switch {
	case p.What == toResults:
		return showResults(t, w, seen)
	case p.What == toForms:
		return showForms(t, w, seen)
	case p.What == toLinks:
		return showLinks(t, w, seen)
	case p.What == toComments:
		return showComments(t, w, rules.UnitID(p.Unit), seen)
	case p.What != toClose || !w.Closed.IsZero():
		return t.Stale()
	case !mayRun(t):
		return rules.Refuse("access.role")
	}
	return closeFlow().Start(t, "sure", closeDraft{Wave: w.ID})
}

// closeDraft is a wave about to be closed.
type closeDraft struct {
	Wave survey.WaveID `json:"wave"`
}

const (
	closeGo int32 = iota + 1
	closeStop
)

func closeFlow() chat.Flow[closeDraft] {
	return chat.Flow[closeDraft]{Name: "survey_close", Version: 1, Access: runs, Steps: []chat.Step[closeDraft]{{
		Name: "sure", Sure: []int32{closeGo}, Yes: closeGo, Main: closeGo, Takes: true,
		Choices: []chat.Choice{{Name: "go", Value: closeGo, Arg: chat.NoArg, Confirms: true}, {Name: "stop", Value: closeStop, Arg: chat.NoArg}},
		Ask: func(t *chat.Turn, d *closeDraft) (store.Screen, error) {
			w, err := t.Tx.Wave(d.Wave)
			return store.Screen{
				Text: rules.Msg("survey.close_sure", "wave", titleOf(w), "early", w.Last >= t.Today),
				Rows: [][]store.Button{{t.Choice(closeStop, 0, "stop"), t.Choice(closeGo, 0, "survey.close_go")}},
			}, err
		},
		Take: func(t *chat.Turn, d *closeDraft, in chat.Input) (string, error) {
			switch {
			case !in.Pressed:
				return chat.Stay, rules.Refuse("typed.yes_or_stop")
			case in.Choice == closeStop:
				return chat.Stopped, nil
			}
			w, err := surveys.Close(t.Do(), d.Wave)
			if err != nil {
				return chat.Stay, err
			}
			if err := t.Answer(rules.Msg("survey.closed_now", "wave", titleOf(w))); err != nil {
				return chat.Stay, err
			}
			return chat.End, home(t)
		},
	}}}
}
