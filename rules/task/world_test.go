package task_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tainha/locale"
	"tainha/rules"
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

// The people of the tests: a department with an office and a branch in it.
const (
	director  rules.PersonID = 1 // heads the department
	an        rules.PersonID = 2 // heads the office
	binh      rules.PersonID = 3 // clerks of the office
	chi       rules.PersonID = 4
	dung      rules.PersonID = 5 // deputy of the office
	em        rules.PersonID = 6 // secretary of the office
	giang     rules.PersonID = 7 // heads the branch
	chairman  rules.PersonID = 8 // the named authority, in no unit of the line
	gone      rules.PersonID = 9 // left
	nobodyYet rules.PersonID = 99

	department rules.UnitID = 1
	office     rules.UnitID = 2
	branch     rules.UnitID = 3
)

func calendar() *rules.Calendar {
	c := &rules.Calendar{
		Location: saigon,
		Hours:    []rules.Span{{From: 7*60 + 30, To: 11*60 + 30}, {From: 13 * 60, To: 17 * 60}},
		Years:    map[int]rules.Year{2026: {DaysOff: map[rules.Date]string{day("2026-11-24"): "Ngày Văn hóa"}}},
	}
	for d := time.Monday; d <= time.Friday; d++ {
		c.Weekdays[d] = true
	}
	return c
}

func org() *rules.Org {
	o := &rules.Org{
		Zone: saigon, Authority: chairman,
		Units: map[rules.UnitID]rules.Unit{
			department: {ID: department, Code: "SO", Name: "Sở", Head: director, Active: true},
			office:     {ID: office, Code: "VP", Name: "Văn phòng", Parent: department, Head: an, Active: true},
			branch:     {ID: branch, Code: "CC", Name: "Chi cục", Parent: department, Head: giang, Active: true},
		},
		People: map[rules.PersonID]rules.Person{},
	}
	for id, p := range map[rules.PersonID]rules.Person{
		director: {Name: "Giám đốc", Unit: department}, an: {Name: "An", Unit: office}, binh: {Name: "Bình", Unit: office},
		chi: {Name: "Chi", Unit: office}, dung: {Name: "Dung", Unit: office}, em: {Name: "Em", Unit: office},
		giang: {Name: "Giang", Unit: branch}, chairman: {Name: "Chủ tịch"}, gone: {Name: "Phúc", Unit: office},
	} {
		p.ID, p.Active, p.Linked = id, id != gone, id != gone
		o.People[id] = p
	}
	return o
}

// desk is on Monday 23 November 2026, 09:00; Tuesday 24 is a holiday.
func desk(now ...string) task.Desk {
	k := task.Desk{Org: org(), Calendar: calendar(), Now: at("2026-11-23 09:00"), Policy: task.DefaultPolicy()}
	if len(now) > 0 {
		k.Now = at(now[0])
	}
	return k
}

// report is a task of Bình: 4 monthly reports at K 1.5, due Friday 15:00.
func report(change ...func(*task.Task)) task.Task {
	t := task.Task{
		ID: 7, Unit: office, Title: "Báo cáo tháng 11", Due: at("2026-11-27 15:00"),
		Work:     task.Work{Product: 1, Kind: "Báo cáo", Quantity: task.N(4), K: task.A(3, 2)},
		Assigner: an, Owner: binh, State: task.Assigned, Rev: 1, Made: at("2026-11-20 10:00"),
	}
	for _, c := range change {
		c(&t)
	}
	return t
}

func in(s task.State) func(*task.Task) {
	return func(t *task.Task) {
		t.State = s
		switch s {
		case task.Submitted, task.Confirmed, task.Returned:
			t.Submitted, t.FirstSubmitted = at("2026-11-20 16:00"), at("2026-11-20 16:00")
		}
		if s >= task.Confirmed {
			t.Decided, t.DecidedBy, t.Reason = at("2026-11-20 16:30"), an, "sai số liệu"
		}
	}
}

func by(p rules.PersonID, reason ...string) task.Act {
	a := task.Act{By: p}
	if len(reason) > 0 {
		a.Reason = reason[0]
	}
	return a
}

var catalog = sync.OnceValues(func() (*locale.Catalog, error) { return locale.Load(saigon) })

// say renders a reason as both languages do, so that every reason is read once.
func say(t *testing.T, all ...rules.Message) {
	t.Helper()
	c, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		for _, lang := range locale.Languages {
			if text, err := c.HTML(lang, m); err != nil || text == "" {
				t.Fatalf("%s in %s: %q, %v", m.Key, lang, text, err)
			}
		}
	}
}

// refused fails the test unless err is a refusal for exactly these reasons.
func refused(t *testing.T, err error, want ...string) {
	t.Helper()
	r, ok := errors.AsType[*rules.Refusal](err)
	if !ok {
		t.Fatalf("error %v, want a refusal with %v", err, want)
	}
	var keys []string
	for _, m := range r.Reasons {
		keys = append(keys, m.Key)
	}
	same(t, "reasons", keys, want)
	say(t, r.Reasons...)
}

// outcome fails the test unless err is a refusal for the one reason, or nil for none.
func outcome(t *testing.T, err error, want string) {
	t.Helper()
	if want != "" {
		refused(t, err, want)
		return
	}
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}
