package evaluation

import (
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// staffPress shows a page of those whom the reader scores in a month.
type staffPress struct {
	Month rules.Date
	Page  int16
}

// allPress publishes what was scored in a month: N is how many it showed.
type allPress struct {
	Month rules.Date
	N     int16
	Sure  bool
}

var (
	staffKey = chat.DefinePress[staffPress]("el")
	allKey   = chat.DefinePress[allPress]("ep")
)

// scoresStaff and publishes are who scores anybody at all; of whom the use cases say.
var (
	scoresStaff = rules.Access{Who: pilot.ScoreStaff.Who, Over: rules.Own}
	publishes   = rules.Access{Who: pilot.ScoreStaff.Who, Over: rules.Own, Write: true}
)

// stageMarks are the signs of the stages in a list.
var stageMarks = [...]string{"·", evaluation.Prompted: "⏳", evaluation.SelfScored: "✍️", evaluation.Scored: "☑️", evaluation.Published: "✅", evaluation.Petitioned: "✉️", evaluation.Closed: "✅", evaluation.Replaced: "·"}

// showStaff lists whom the reader scores: those first who wait for it.
func showStaff(t *chat.Turn, p staffPress) error {
	staff, err := score.Staff(t.Do(), p.Month)
	if err != nil {
		return err
	}
	part, pages := chat.PageOf(staff, int(p.Page), chat.Listed)
	var rows [][]store.Button
	var without []string
	for _, l := range part {
		if l.Evaluation == nil {
			without = append(without, l.Person.Called())
			continue
		}
		rows = append(rows, []store.Button{openKey.Button(openPress{l.Evaluation.ID}, "evaluation.person_button", "name", l.Person.Called(), "stage", stageWord(*l.Evaluation), "mark", stageMarks[l.Evaluation.Stage])})
	}
	if pages > 1 {
		rows = append(rows, []store.Button{staffKey.Button(staffPress{p.Month, int16((int(p.Page) + 1) % pages)}, "evaluation.page_button", "page", int(p.Page)%pages+1, "pages", pages)})
	}
	n, c := countStages(staff), countWaiting(t, staff)
	if n[evaluation.Scored] > 0 && t.Today > p.Month.MonthEnd() {
		rows = append(rows, []store.Button{allKey.Button(allPress{Month: p.Month, N: int16(n[evaluation.Scored])}, "evaluation.publish_all", "n", n[evaluation.Scored])})
	}
	rows = append(rows, []store.Button{backKey.Button(backPress{p.Month}, "evaluation.back")})
	from, to := score.Month(p.Month)
	cycle := t.Pilot.Scoring.Policy.Cycle
	return t.Show(store.Screen{
		Text: rules.Msg("evaluation.staff", "period", periodWord(from, to), "n", len(staff), "waits", c.waits, "unscored", c.unscored, "prompted", c.inTime, "scored", n[evaluation.Scored],
			"done", n[evaluation.Published]+n[evaluation.Petitioned]+n[evaluation.Closed], "score_by", min(from.AddDays(cycle.ScoreBy-1), to), "publish_by", (to + 1).AddDays(cycle.PublishBy-1), "over", t.Today > to, "without", strings.Join(without, ", "), "away", awayLines(part, (to+1).AddDays(cycle.PublishBy-1))),
		Rows: rows,
	})
}

// awayLines say who is on leave over the days for the self-score, and until when: why they have not scored themselves.
func awayLines(list []score.Line, publishBy rules.Date) (lines []rules.Message) {
	for _, l := range list {
		if l.AwayUntil != 0 {
			lines = append(lines, rules.Msg("evaluation.staff_away", "name", l.Person.Called(), "until", l.AwayUntil, "ahead", l.AwayUntil < publishBy))
		}
	}
	return lines
}

// showNext shows the next person who waits to be scored; the list where nobody does.
func showNext(t *chat.Turn, after evaluation.ID) error {
	e, err := t.Tx.Evaluation(after)
	if err != nil {
		return err
	}
	staff, err := score.Staff(t.Do(), e.From)
	if err != nil {
		return err
	}
	said := rules.Msg("evaluation.scored_done")
	if e.Stage < evaluation.Scored {
		said = rules.Msg("evaluation.passed_over")
	}
	past := e.Stage >= evaluation.Scored
	var first *evaluation.Evaluation
	for _, l := range staff {
		switch {
		case l.Evaluation == nil:
		case l.Evaluation.ID == after:
			past = true
		case l.Evaluation.Stage == evaluation.SelfScored && past:
			return t.AnswerCard(said, score.Ref(l.Evaluation.ID))
		case l.Evaluation.Stage == evaluation.SelfScored && first == nil:
			first = l.Evaluation
		}
	}
	if first != nil {
		return t.AnswerCard(said, score.Ref(first.ID))
	}
	if err := t.Answer(said); err != nil {
		return err
	}
	return showStaff(t, staffPress{Month: e.From})
}

// publishAll publishes what was scored, after it has said how many that is. What can't be published is told.
func publishAll(t *chat.Turn, p allPress) error {
	staff, err := score.Staff(t.Do(), p.Month)
	if err != nil {
		return err
	}
	n := countStages(staff)[evaluation.Scored]
	if n == 0 || p.Sure && n != int(p.N) {
		return t.Stale()
	}
	if !p.Sure {
		from, to := score.Month(p.Month)
		return t.Show(store.Screen{Text: rules.Msg("evaluation.publish_sure", "n", n, "period", periodWord(from, to)), Rows: [][]store.Button{
			{allKey.Button(allPress{p.Month, int16(n), true}, "evaluation.publish_yes", "n", n)}, {staffKey.Button(staffPress{Month: p.Month}, "evaluation.back")},
		}})
	}
	done := 0
	var why []rules.Message
	for _, l := range staff {
		if l.Evaluation == nil || l.Evaluation.Stage != evaluation.Scored {
			continue
		}
		_, err := score.Publish(t.Do(), score.Step{ID: l.Evaluation.ID, Rev: l.Evaluation.Rev})
		r, refused := chat.IsRefusal(err)
		switch {
		case refused:
			why = append(why, rules.Msg("evaluation.not_published_line", "name", l.Person.Called(), "why", r.Reasons[0]))
		case err != nil:
			return err
		default:
			done++
		}
	}
	return t.Show(store.Screen{Text: rules.Msg("evaluation.all_published", "n", done, "why", why), Rows: [][]store.Button{{staffKey.Button(staffPress{Month: p.Month}, "evaluation.back")}}})
}
