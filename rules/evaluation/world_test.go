package evaluation_test

import (
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

var saigon = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func day(s string) rules.Date { return rules.MustDate(s) }

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, saigon)
	if err != nil {
		panic(err)
	}
	return t
}

// number reads "0.8" and "1/3".
func number(s string) task.Amount {
	var a task.Amount
	if err := a.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return a
}

func calendar() *rules.Calendar {
	c := &rules.Calendar{
		Location: saigon,
		Hours:    []rules.Span{{From: 7*60 + 30, To: 11*60 + 30}, {From: 13 * 60, To: 17 * 60}},
		Years:    map[int]rules.Year{2025: {}, 2026: {DaysOff: map[rules.Date]string{day("2026-11-24"): "Ngày Văn hóa"}}},
	}
	for d := time.Monday; d <= time.Friday; d++ {
		c.Weekdays[d] = true
	}
	return c
}

var november = evaluation.Period{From: day("2025-11-01"), To: day("2025-11-30")}

// criteria are those of Form 01 as rules section 7 splits them.
func criteria() evaluation.Criteria {
	c := evaluation.Criteria{Version: "2026", Since: day("2025-01-01")}
	for _, g := range []struct {
		name string
		n    int
		max  string
	}{{"I", 2, "5"}, {"II", 4, "2.5"}, {"III", 4, "2.5"}} {
		group := evaluation.Group{Name: g.name}
		for i := range g.n {
			key := g.name + "." + string(rune('1'+i))
			group.Criteria = append(group.Criteria, evaluation.Criterion{Key: key, Text: "Tiêu chí " + key, Max: number(g.max)})
		}
		c.Groups = append(c.Groups, group)
	}
	return c
}

// full are all points of criteria.
func full(c evaluation.Criteria) evaluation.Common {
	m := evaluation.Common{}
	for _, x := range c.All() {
		m[x.Key] = evaluation.Mark{Points: x.Max}
	}
	return m
}

// piece is a product's part: K, assigned, done, deadline, finish (empty: not finished), strikes.
func piece(id task.ID, k, assigned, done, due, finished string, strikes int) evaluation.Piece {
	p := evaluation.Piece{
		Task: id, Title: "việc", Due: at(due), Measure: task.Products, K: number(k), Assigned: number(assigned), Done: number(done),
		Strikes: make([]task.Strike, strikes),
	}
	switch {
	case finished == "":
		p.Delays = []evaluation.Delay{{Due: p.Due}}
	case at(finished).After(p.Due):
		p.Delays = []evaluation.Delay{{Due: p.Due, Finished: at(finished)}}
	}
	return p
}

// handbook are the three products of the ministry's handbook.
func handbook() []evaluation.Piece {
	return []evaluation.Piece{
		piece(1, "1", "5", "4", "2025-11-15 17:00", "2025-11-19 10:00", 0),
		piece(2, "2.7", "3", "3", "2025-11-10 17:00", "2025-11-12 10:00", 1),
		piece(3, "3.7", "1", "0.8", "2025-11-19 17:00", "2025-11-18 10:00", 2),
	}
}

func reckon(t *testing.T, pieces []evaluation.Piece, p evaluation.Period, policy evaluation.Policy) evaluation.Reckoning {
	t.Helper()
	r, err := evaluation.Reckon(pieces, p, policy, calendar())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func staff(r evaluation.Reckoning) evaluation.Sheet {
	c := criteria()
	return evaluation.Sheet{Profile: evaluation.CivilServant, Criteria: c, Common: full(c), Own: r}
}
