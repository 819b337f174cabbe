package pilot_test

import (
	"slices"
	"testing"
	"time"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// scoring is an office that is scored: Đức (A1) over Bình (A2, head of P1), whose staff are Chín (A3), Dung (A4) and
// Em (A5, deputy). C1 coordinates and K1 audits, both in the department.
type scoring struct{ working }

const scoredOffice = `Đơn vị
Mã đơn vị,Tên đơn vị,Cấp trên,Người đứng đầu,Số quyết định,Từ ngày,Đến ngày
SO,Sở Thử nghiệm,,A1,,,
P1,Phòng Một,SO,A2,41/QĐ,01/01/2025,
P2,Phòng Hai,SO,B1,42/QĐ,01/01/2025,
Vị trí
Mã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm
CV,Chuyên viên,không,không,có
PTP,Phó Trưởng phòng,không,không,có
VC,Viên chức,không,không,có
Nhân sự
Mã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí,Vai trò,Đang làm việc,Từ ngày
A1,Lê Minh Đức,,SO,CV,,,01/01/2025
A2,Trần Thị Bình,,P1,CV,,,01/01/2025
A3,Võ Văn Chín,,P1,CV,,,01/01/2025
A4,Lê Thị Dung,,P1,VC,,,01/01/2025
A5,Mai Văn Em,,P1,PTP,,,01/01/2025
B1,Hồ Tuấn,,P2,CV,,,01/01/2025
C1,Đỗ Lan,,SO,CV,điều phối,,01/01/2025
K1,Vũ Vân,,SO,CV,kiểm tra,,01/01/2025
`

func openScoring(t testing.TB) scoring {
	t.Helper()
	a := &agency{openOffice(t), moment("2025-11-03 08:00"), map[string]rules.PersonID{}}
	a.pilot.Calendar = &rules.Calendar{
		Location: zone, Hours: []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}},
		Weekdays: [7]bool{false, true, true, true, true, true, false},
		Years:    map[int]rules.Year{2025: {WorkedDays: map[rules.Date]string{rules.MustDate("2025-11-15"): "làm bù"}}, 2026: {}}, // a deadline of the handbook is a Saturday
	}
	a.pilot.Policies = &rules.PolicyBook{Base: rules.DefaultPolicy()}
	a.pilot.Requests, a.pilot.Tasks = rules.DefaultRequestPolicy(), task.DefaultPolicy()
	a.pilot.Scoring = evaluation.Settings{Policy: evaluation.DefaultPolicy(), Criteria: []evaluation.Criteria{formOne()}, Deputies: []string{"PTP"}, PublicEmployees: []string{"VC"}}
	a.mustBring(scoredOffice, a.now)
	a.write(func(tx *store.Tx) error {
		for i, code := range []string{"A1", "A2", "A3", "A4", "A5", "B1", "C1", "K1"} {
			p, err := tx.PersonByCode(code, rules.DateOf(a.now))
			if err != nil {
				return err
			}
			a.who[code] = p.ID
			if err := tx.Link(store.Account{Person: p.ID, Chat: int64(1001 + i), Language: "vi", Linked: a.now}); err != nil {
				return err
			}
		}
		return nil
	})
	return scoring{working{a}}
}

func moment(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// formOne are the common criteria as rules section 7 splits them.
func formOne() evaluation.Criteria {
	c := evaluation.Criteria{Version: "2025", Since: rules.MustDate("2025-01-01")}
	for _, g := range []struct {
		name string
		n    int
		max  task.Amount
	}{{"I", 2, task.N(5)}, {"II", 4, task.A(5, 2)}, {"III", 4, task.A(5, 2)}} {
		group := evaluation.Group{Name: g.name}
		for i := range g.n {
			key := g.name + "." + string(rune('1'+i))
			group.Criteria = append(group.Criteria, evaluation.Criterion{Key: key, Text: "Tiêu chí " + key, Max: g.max})
		}
		c.Groups = append(c.Groups, group)
	}
	return c
}

// fullMarks are all points of the criteria.
func fullMarks() evaluation.Common {
	m := evaluation.Common{}
	for _, x := range formOne().All() {
		m[x.Key] = evaluation.Mark{Points: x.Max}
	}
	return m
}

// at moves the clock.
func (s scoring) at(when string) { s.now = moment(when) }

// open opens somebody's evaluation of the month of now.
func (s scoring) open(code string) evaluation.ID {
	s.Helper()
	var id evaluation.ID
	s.must(func(tx *store.Tx) error {
		do := s.pilot.Do(tx, s.now, pilot.Actor{Job: "scores"})
		from, to := score.Month(do.Today)
		e, opened, err := score.Open(do, s.who[code], from, to)
		if err == nil && !opened {
			s.Errorf("nothing was opened for %s", code)
		}
		id = e.ID
		return err
	})
	return id
}

// by does something as somebody, and returns the keys of a refusal.
func (s scoring) by(code string, fn func(do pilot.Do) error) []string {
	s.Helper()
	return s.try(func(tx *store.Tx) error { return fn(s.as(tx, code)) })
}

// mustBy does something as somebody.
func (s scoring) mustBy(code string, fn func(do pilot.Do) error) {
	s.Helper()
	if why := s.by(code, fn); len(why) > 0 {
		s.Errorf("%s: refused because of %v", code, why)
	}
}

func (s scoring) selfScore(code string, id evaluation.ID) {
	s.Helper()
	s.mustBy(code, func(do pilot.Do) error {
		_, err := score.SelfScore(do, score.Step{ID: id}, fullMarks(), "")
		return err
	})
}

func (s scoring) score(code string, id evaluation.ID, g evaluation.Given) {
	s.Helper()
	if g.Common == nil {
		g.Common = fullMarks()
	}
	s.mustBy(code, func(do pilot.Do) error {
		_, err := score.Score(do, score.Step{ID: id}, g)
		return err
	})
}

func (s scoring) publish(code string, id evaluation.ID) evaluation.Evaluation {
	s.Helper()
	var e evaluation.Evaluation
	s.mustBy(code, func(do pilot.Do) (err error) {
		e, err = score.Publish(do, score.Step{ID: id})
		return err
	})
	return e
}

func (s scoring) caseOf(code string, id evaluation.ID) score.Case {
	s.Helper()
	var c score.Case
	s.read(func(tx *store.Tx) (err error) {
		c, err = score.CaseOf(s.as(tx, code), id)
		return err
	})
	return c
}

// product gives P1 a product from the first of January on.
func (s scoring) product(code string, k task.Amount) task.ProductID {
	s.Helper()
	p := task.Product{Unit: s.unit("P1").ID, Code: code, Name: "Sản phẩm " + code, K: k, Since: rules.MustDate("2025-01-01")}
	s.must(func(tx *store.Tx) error { return tx.AddProduct(&p) })
	return p.ID
}

func (s scoring) unit(code string) (u rules.Unit) {
	s.Helper()
	s.read(func(tx *store.Tx) (err error) {
		u, err = tx.UnitByCode(code)
		return err
	})
	return u
}

// gives has A2 give work to somebody.
func (s scoring) gives(code, title, due string, product task.ProductID, quantity task.Amount) task.ID {
	s.Helper()
	x := s.assign(func(a *work.Assignment) {
		a.Task = task.Task{Title: title, Due: moment(due), Owner: s.who[code], Work: task.Work{Product: product, Quantity: quantity}}
		a.Product = product
		if product == 0 {
			a.Task.Work = task.Work{HalfHours: 8}
		}
	})
	return x.ID
}

// submits hands a task in with so much done, zero: all.
func (s scoring) submits(code string, id task.ID, done task.Amount) {
	s.Helper()
	s.mustBy(code, func(do pilot.Do) error {
		p := &task.Progress{Done: done, Percent: -1}
		if done.IsZero() {
			p = nil
		}
		_, err := work.Submit(do, work.Step{Task: id}, p)
		return err
	})
}

func (s scoring) strikes(id task.ID, n int) {
	s.Helper()
	for range n {
		s.mustBy("A2", func(do pilot.Do) error {
			_, err := work.Strike(do, work.Step{Task: id, Reason: "sai số liệu chính"}, task.QualityStrike)
			return err
		})
	}
}

// handbook are the three products of the ministry's handbook, given, done and checked by the use cases.
func (s scoring) handbook() {
	s.Helper()
	one, two, three := s.product("X", task.N(1)), s.product("Y", task.A(27, 10)), s.product("Z", task.A(37, 10))
	first := s.gives("A3", "Công văn", "2025-11-15 17:00", one, task.N(5))
	second := s.gives("A3", "Báo cáo", "2025-11-10 17:00", two, task.N(3))
	third := s.gives("A3", "Đề án", "2025-11-19 17:00", three, task.N(1))
	s.at("2025-11-12 10:00")
	s.submits("A3", second, task.Amount{})
	s.strikes(second, 1)
	s.at("2025-11-18 10:00")
	s.submits("A3", third, task.A(4, 5))
	s.strikes(third, 2)
	s.at("2025-11-19 10:00")
	s.submits("A3", first, task.N(4))
}

// The three vectors of the ministry's handbook, through the store: a = 89.6, b = 68.8; by calendar days c = 41.7 and
// 76.7 in all, by working days 47.7 and 78.1, by occurrences 71.6 and 83.7 (rules section 7).
func TestTheHandbooksMonthScoresThroughTheStoreAsItSays(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.handbook()
	s.at("2025-11-25 09:00")
	id := s.open("A3")
	s.selfScore("A3", id)
	for _, x := range []struct {
		unit     evaluation.DelayUnit
		c, total string
	}{{evaluation.ByCalendarDay, "41.7", "76.7"}, {evaluation.ByWorkingDay, "47.7", "78.1"}, {evaluation.ByOccurrence, "71.6", "83.7"}} {
		s.pilot.Scoring.Policy.DelayUnit = x.unit
		r := s.caseOf("A3", id).Reckoning
		var got []string
		for _, f := range r.Score.Figures {
			got = append(got, f.Ratio.Times(task.N(100)).HalfUp(1).String())
		}
		equal(t, "a, b, c", got, []string{"89.6", "68.8", x.c})
		if shown := r.Policy.Shown(r.Score.Total).String(); shown != x.total || r.Score.Level != evaluation.Good || r.Sheet.Own.Measure != task.Products {
			t.Errorf("%s in all, level %d; want %s", shown, r.Score.Level, x.total)
		}
		if len(r.Work) != 3 || len(r.Sheet.Own.Lines) != 3 {
			t.Errorf("%d tasks, %d lines", len(r.Work), len(r.Sheet.Own.Lines))
		}
	}
}

// From the prompt to the answer of a petition: who does what, who is told, and what the audit says.
func TestTheWayOfAMonthFromThePromptToThePetitionsAnswer(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.handbook()
	s.at("2025-11-25 09:00")
	id := s.open("A3")
	equal(t, "the scorer before the own marks", s.by("A2", func(do pilot.Do) error {
		_, err := score.Publish(do, score.Step{ID: id})
		return err
	}), []string{"evaluation.not_over"})
	s.selfScore("A3", id)
	given := fullMarks()
	given["I.1"] = evaluation.Mark{Points: task.N(4), Reason: "hai lần họp muộn"}
	s.score("A2", id, evaluation.Given{Common: given})
	if c := s.caseOf("A3", id); len(c.Evaluation.Given) > 0 || c.SelfScores || c.Evaluation.Stage != evaluation.Scored {
		t.Errorf("before it is published the person reads %+v", c.Evaluation)
	}
	s.at("2025-12-03 09:00")
	if c := s.caseOf("A2", id); !c.Publishes || !c.Scores || c.Renews {
		t.Errorf("the scorer may %+v", c)
	}
	e := s.publish("A2", id)
	if shown := s.pilot.Scoring.Policy.Shown(e.Total).String(); shown != "82.7" || e.Level != evaluation.Good {
		t.Errorf("published with %s", shown)
	}
	c := s.caseOf("A3", id)
	if !c.Files || !c.Reckoning.AsPublished || !c.Reckoning.Score.Total.Equal(e.Total) || len(c.Reckoning.Changed) > 0 || c.FileUntil != rules.MustDate("2025-12-10") {
		t.Errorf("the person may petition until %s: %+v", c.FileUntil, c)
	}
	s.mustBy("A3", func(do pilot.Do) error {
		_, err := score.File(do, score.Step{ID: id}, "thiếu một báo cáo")
		return err
	})
	if c := s.caseOf("A1", id); !c.Answers || c.AnswerUntil != rules.MustDate("2025-12-12") || c.Answerer.ID != s.who["A1"] {
		t.Errorf("the level above may answer until %s: %v", c.AnswerUntil, c.Answers)
	}
	var next evaluation.Evaluation
	s.mustBy("A1", func(do pilot.Do) (err error) {
		next, err = score.AnswerPetition(do, score.Step{ID: id}, true, "bổ sung báo cáo quý")
		return err
	})
	s.score("A2", next.ID, evaluation.Given{})
	e = s.publish("A2", next.ID)
	if shown := s.pilot.Scoring.Policy.Shown(e.Total).String(); shown != "83.7" || e.Version != 2 {
		t.Errorf("version %d is published with %s", e.Version, shown)
	}
	if old := s.caseOf("A3", id); old.Evaluation.Stage != evaluation.Replaced || s.pilot.Scoring.Policy.Shown(old.Reckoning.Score.Total).String() != "82.7" {
		t.Errorf("the old version reads %s", old.Reckoning.Score.Total)
	}
	scored := func(code string) []string {
		return slices.DeleteFunc(s.told(code), func(key string) bool { return key == "card" || key[:len("notice.task")] == "notice.task" })
	}
	equal(t, "told to the person", scored("A3"), []string{"notice.evaluation.published", "notice.evaluation.answered", "notice.evaluation.published"})
	equal(t, "told to the scorer", scored("A2"), []string{"notice.evaluation.petitioned", "notice.evaluation.redo"})
	equal(t, "told to the level above", scored("A1"), []string{"notice.evaluation.petition"})
	equal(t, "the audit", s.audited(id), []string{"self", "score", "publish", "petition", "renew"})
}

// audited lists what the audit says of an evaluation, oldest first, each worded.
func (s scoring) audited(id evaluation.ID) []string {
	s.Helper()
	var out []string
	s.read(func(tx *store.Tx) error {
		list, err := tx.AuditOf(pilot.ObjectEvaluation, int64(id), 100)
		for _, r := range list {
			out = append(out, r.Action[len("evaluation."):])
			s.worded(rules.Msg("audit.did." + r.Action))
		}
		return err
	})
	slices.Reverse(out)
	return out
}
