package privacy

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
)

// MyEvaluation is a version of the evaluation of a period.
type MyEvaluation struct {
	From      rules.Date       `json:"from"`
	To        rules.Date       `json:"to"`
	Version   int              `json:"version"`
	Stage     evaluation.Stage `json:"-"`
	Level     evaluation.Level `json:"level"`
	Total     string           `json:"total,omitempty"` // as published
	Marks     []MyMark         `json:"marks"`
	SelfNote  string           `json:"self_note,omitempty"`
	By        string           `json:"scored_by,omitempty"`
	Published time.Time        `json:"published,omitzero"`
	Note      string           `json:"note,omitempty"` // reasons, and what was stated
	Petition  string           `json:"petition,omitempty"`
	Answer    string           `json:"answer,omitempty"`
	AnswerBy  string           `json:"answered_by,omitempty"`
}

// MyMark is what was given for a criterion: by the person, and by who scored.
type MyMark struct {
	Criterion string `json:"criterion"`
	Self      string `json:"self,omitempty"`
	Given     string `json:"given,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

func (m mine) evaluations() error {
	list, err := m.tx.EvaluationsOf(m.id, firstDay, lastDay)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Published.IsZero() { // nothing was told yet
			e.Given, e.NotApplicable, e.StatedWhy, e.ScoredBy = nil, nil, "", 0
		}
		mine := MyEvaluation{
			From: e.From, To: e.To, Version: e.Version, Stage: e.Stage, Level: e.Level, Marks: marksOf(e), SelfNote: e.SelfNote, Published: e.Published,
			Petition: e.Petition, Answer: e.Answer,
		}
		if !e.Published.IsZero() {
			mine.Total = e.Total.String()
		}
		texts := []string{e.Why, e.StatedWhy}
		for _, c := range slices.Sorted(maps.Keys(e.NotApplicable)) {
			texts = append(texts, e.NotApplicable[c])
		}
		mine.Note = joinTexts(texts...)
		if mine.By, err = m.name(e.ScoredBy); err != nil {
			return err
		}
		if mine.AnswerBy, err = m.name(e.AnswerBy); err != nil {
			return err
		}
		m.Evaluations = append(m.Evaluations, mine)
	}
	return nil
}

// marksOf are the marks of an evaluation by criterion. What a scorer gave is the person's to know once it is published.
func marksOf(e evaluation.Evaluation) []MyMark {
	keys := map[string]bool{}
	for k := range e.Self {
		keys[k] = true
	}
	for k := range e.Given {
		keys[k] = true
	}
	points := func(c evaluation.Common, key string) string {
		mark, marked := c[key]
		switch {
		case !marked:
			return ""
		case mark.NotApplicable:
			return "–"
		}
		return mark.Points.String()
	}
	var out []MyMark
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		out = append(out, MyMark{k, points(e.Self, k), points(e.Given, k), cmp.Or(e.Given[k].Reason, e.Self[k].Reason)})
	}
	return out
}
