package rules_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tainha/rules"
)

var saigon = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func day(s string) rules.Date { return rules.MustDate(s) }

func slot(s string) rules.Slot {
	v, err := rules.ParseSlot(s)
	if err != nil {
		panic(err)
	}
	return v
}

func slots(all ...string) []rules.Slot {
	out := make([]rules.Slot, len(all))
	for i, s := range all {
		out[i] = slot(s)
	}
	return out
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, saigon)
	if err != nil {
		panic(err)
	}
	return t
}

// calendar2026 holds the official days off of 2026 and no other year.
func calendar2026() *rules.Calendar {
	year := rules.Year{DaysOff: map[rules.Date]string{}, WorkedDays: map[rules.Date]string{
		day("2026-01-10"): "làm bù", day("2026-08-22"): "làm bù",
	}}
	for name, days := range map[string][]string{
		"Tết Dương lịch": {"2026-01-01", "2026-01-02"},
		"Tết Nguyên đán": {"2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"},
		"Giỗ Tổ":         {"2026-04-27"},
		"Lễ 30/4 và 1/5": {"2026-04-30", "2026-05-01"},
		"Quốc khánh":     {"2026-08-31", "2026-09-01", "2026-09-02"},
		"Ngày Văn hóa":   {"2026-11-24"},
	} {
		for _, d := range days {
			year.DaysOff[day(d)] = name
		}
	}
	c := &rules.Calendar{
		Location: saigon,
		Hours:    []rules.Span{{From: 7*60 + 30, To: 11*60 + 30}, {From: 13 * 60, To: 17 * 60}},
		Years:    map[int]rules.Year{2026: year},
	}
	for d := time.Monday; d <= time.Friday; d++ {
		c.Weekdays[d] = true
	}
	return c
}

// The people of the tests: a department with an office in it.
const (
	director rules.PersonID = 1 // heads the department
	an       rules.PersonID = 2 // heads the office
	binh     rules.PersonID = 3 // clerks of the office
	chi      rules.PersonID = 4
	dung     rules.PersonID = 5
	em       rules.PersonID = 6
	phuc     rules.PersonID = 7

	department rules.UnitID = 1
	office     rules.UnitID = 2
)

func person(id rules.PersonID, name string, unit rules.UnitID) rules.Person {
	return rules.Person{ID: id, Name: name, Unit: unit, Position: 1, Active: true, Linked: true, Reachable: true,
		Roles: rules.Staff, Consent: 1, Commitment: 2}
}

func org() *rules.Org {
	o := &rules.Org{
		Units: map[rules.UnitID]rules.Unit{
			department: {ID: department, Code: "SO", Name: "Sở", Head: director, Active: true},
			office:     {ID: office, Code: "VP", Name: "Văn phòng", Parent: department, Head: an, Active: true},
		},
		People: map[rules.PersonID]rules.Person{director: person(director, "Giám đốc", department)},
	}
	for id, name := range map[rules.PersonID]string{an: "An", binh: "Bình", chi: "Chi", dung: "Dung", em: "Em", phuc: "Phúc"} {
		o.People[id] = person(id, name, office)
	}
	return o
}

// policy has small numbers: 2 days a week, 6 a month, under half of the month,
// a third of the unit (6 people: 2), 3 present.
func policy() rules.Policy {
	p := rules.DefaultPolicy()
	p.PerWeek.Max, p.PerMonth.Max = 4, 12
	p.UnitShare.Ratio = rules.Ratio{Num: 1, Den: 3}
	p.MinPresent.Max = 3
	return p
}

// world is what is known of Bình on Monday 23 November 2026, 09:00; Tuesday 24
// is a holiday. change alters it before it is used.
func world(change ...func(*rules.Facts)) *rules.Facts {
	o := org()
	unit := o.Units[office]
	unit.Enrolments = []rules.Enrolment{{ID: 1, Decision: "12/QĐ", First: day("2026-10-01")}}
	f := &rules.Facts{
		From: day("2026-01-01"), To: day("2027-12-31"),
		Now:        at("2026-11-23 09:00"),
		Calendar:   calendar2026(),
		Policies:   &rules.PolicyBook{Base: policy()},
		Consent:    1,
		Commitment: 2,
		Person:     o.People[binh],
		Units:      map[rules.UnitID]rules.Unit{office: unit},
		Positions:  map[rules.PositionID]rules.Position{1: {ID: 1, Name: "Chuyên viên tổng hợp", OpenToPilot: true}},
	}
	for _, id := range []rules.PersonID{an, binh, chi, dung, em, phuc} {
		f.Postings = append(f.Postings, rules.Posting{Person: id, Unit: office, Position: 1, From: day("2026-01-01")})
	}
	for _, c := range change {
		c(f)
	}
	return f
}

// home adds days at home of a person, approved unless the state says else.
func home(p rules.PersonID, days ...string) func(*rules.Facts) {
	return homeIn(rules.Approved, 90, p, days...)
}

func homeIn(state rules.RequestState, req rules.RequestID, p rules.PersonID, days ...string) func(*rules.Facts) {
	return func(f *rules.Facts) {
		for _, s := range slots(days...) {
			f.Days = append(f.Days, rules.HomeDay{Request: req, Person: p, Unit: office, Slot: s, State: state})
		}
	}
}

func keys(all []rules.Message) []string {
	var out []string
	for _, m := range all {
		out = append(out, m.Key)
	}
	return out
}

// refusedWith fails the test unless err is a refusal for exactly these reasons.
func refusedWith(t *testing.T, err error, want ...string) {
	t.Helper()
	r, ok := errors.AsType[*rules.Refusal](err)
	if !ok {
		t.Fatalf("error %v, want a refusal with %v", err, want)
	}
	same(t, "reasons", keys(r.Reasons), want)
}

// same fails the test unless got is want; nil and empty lists are the same.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}
