package survey

import (
	"math"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
)

const (
	perCent = 100
	tenths  = 10
)

// points are a share or a difference in percentage points, with one decimal.
func points(x float64) rules.Message {
	return task.A(int64(math.Round(x*perCent*tenths)), tenths).Message()
}

// showResults shows a closed wave: what each group said, and how that stands beside the baseline.
func showResults(t *chat.Turn, w survey.Wave, seen map[rules.UnitID]bool) error {
	r, err := surveys.Results(t.Do(), w.ID)
	if err != nil {
		return err
	}
	c, err := surveys.Compare(t.Do(), r)
	if err != nil {
		return err
	}
	var parts []rules.Message
	var rows [][]store.Button
	for _, s := range survey.Sources() {
		lines, err := cellLines(t, c, s, seen)
		if err != nil {
			return err
		}
		if len(lines) > 0 {
			parts = append(parts, rules.Msg("survey.result.source", "source", rules.Msg("survey.source."+string(s)), "lines", lines))
		}
	}
	for i, id := range w.Units {
		if seen != nil && !seen[id] || i >= mostUnits {
			continue
		}
		list, err := r.Comments(t.Do(), id)
		if err != nil {
			return err
		}
		if len(list) > 0 {
			u, err := t.Tx.Unit(id)
			if err != nil {
				return err
			}
			rows = append(rows, []store.Button{waveKey.Button(wavePress{int32(w.ID), toComments, int32(id)}, "survey.comments", "unit", u.Name, "n", len(list))})
		}
	}
	without, err := unitNames(t, c.Without, seen)
	if err != nil {
		return err
	}
	text := rules.Msg("survey.result", "wave", titleOf(w), "parts", parts, "none", len(parts) == 0, "least", survey.Least, "compared", len(c.Rows), "margin", points(c.Margin),
		"without", without, "some", len(without) > 0 && w.Kind == survey.Pilot, "staff", w.Audience == survey.Staff)
	return t.Show(store.Screen{Text: text, Rows: rows})
}

func unitNames(t *chat.Turn, units []rules.UnitID, seen map[rules.UnitID]bool) (out []rules.Message, err error) {
	for _, id := range units {
		if seen != nil && !seen[id] {
			continue
		}
		u, err := t.Tx.Unit(id)
		if err != nil {
			return nil, err
		}
		out = append(out, rules.Msg("survey.open.line", "unit", u.Name))
	}
	return out, nil
}

// cellLines are the groups of one source that somebody may see: all questions of the whole wave, one of each part.
func cellLines(t *chat.Turn, c surveys.Comparison, s survey.Source, seen map[rules.UnitID]bool) (lines []rules.Message, err error) {
	for _, cell := range c.Cells[s] {
		if seen != nil && !seen[cell.Unit] {
			continue
		}
		group, err := groupOf(t, cell)
		if err != nil {
			return nil, err
		}
		if !cell.Shown {
			lines = append(lines, rules.Msg("survey.result.hidden", "group", group))
			continue
		}
		questions := []int{survey.Overall}
		if c.Audience == survey.Staff || cell.Unit == 0 && cell.Who == survey.Anybody {
			questions = []int{0, 1, 2, 3, 4, 5}
		}
		lines = append(lines, rules.Msg("survey.result.group", "group", group, "n", cell.N))
		for _, q := range questions {
			lines = append(lines, questionLine(c, s, cell, q))
		}
	}
	return lines, nil
}

func groupOf(t *chat.Turn, c survey.Cell) (rules.Message, error) {
	if c.Unit == 0 {
		return rules.Msg("survey.group."+whoName(c.Who), "n", c.N), nil
	}
	u, err := t.Tx.Unit(c.Unit)
	return rules.Msg("survey.group.unit", "unit", u.Name, "own", c.Own), err
}

func whoName(w survey.Who) string {
	if w == survey.Anybody {
		return "all"
	}
	return string(w)
}

func questionLine(c surveys.Comparison, s survey.Source, cell survey.Cell, q int) rules.Message {
	share := cell.Share(q)
	i, _ := share.Wilson()
	beside := []rules.Message{}
	for _, x := range c.Rows {
		if x.Source == s && x.Question == q && x.Unit == cell.Unit && x.Own == cell.Own && x.Who == cell.Who {
			beside = append(beside, changeLine(x))
		}
	}
	return rules.Msg("survey.result.line", "question", rules.Msg("survey.short."+c.Audience.Keys()[q]), "share", points(share.Value()), "lo", points(i.Lo), "hi", points(i.Hi), "beside", beside)
}

// changeLine says how a group stands beside its baseline.
func changeLine(x surveys.Compared) rules.Message {
	i, _ := x.Interval()
	return rules.Msg("survey.result.change", "before", points(x.Earlier.Value()), "change", points(x.Change.Value()), "rises", x.Change.Value() > 0, "lo", points(i.Lo), "hi", points(i.Hi),
		"verdict", rules.Msg("survey.verdict."+verdictName(x.Judged.Verdict)), "lower", x.Judged.Lower && x.Judged.Verdict != review.Worse, "open", x.Judged.Verdict == review.NotEnough, "never", x.More.Never,
		"more", x.More.Later, "both", x.More.Both, "handed", x.Before == survey.Import && x.Source != survey.Import)
}

func verdictName(v review.Verdict) string {
	switch v {
	case review.Better:
		return "better"
	case review.NotWorse:
		return "not_worse"
	case review.Worse:
		return "worse"
	}
	return "not_enough"
}

// mostComments is how many comments a message shows.
const mostComments = 25

// showComments shows the comments of a unit, with what could tell of somebody masked.
func showComments(t *chat.Turn, w survey.Wave, unit rules.UnitID, seen map[rules.UnitID]bool) error {
	if seen != nil && !seen[unit] || !w.Asks(unit) {
		return rules.Refuse("access.foreign")
	}
	r, err := surveys.Results(t.Do(), w.ID)
	if err != nil {
		return err
	}
	list, err := r.Comments(t.Do(), unit)
	if err != nil {
		return err
	}
	u, err := t.Tx.Unit(unit)
	if err != nil {
		return err
	}
	var lines []rules.Message
	for _, text := range list[:min(len(list), mostComments)] {
		lines = append(lines, rules.Msg("survey.comment.line", "text", text))
	}
	return t.Send(store.Screen{Text: rules.Msg("survey.comment.list", "unit", u.Name, "wave", titleOf(w), "lines", lines, "more", len(list)-len(lines))})
}
