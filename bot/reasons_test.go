package bot_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/locale"
	"tainha/pilot/request"
	"tainha/rules"
)

// TestReasonsReadAsTheyAreMeant holds what the rules decide to the words in which
// people read it: testdata/reasons.txt, each in both languages, and once more as it is
// said of a colleague. go test ./bot -run Reasons -update rewrites it.
func TestReasonsReadAsTheyAreMeant(t *testing.T) {
	t.Parallel()
	catalog, err := locale.Load(zone(t))
	if err != nil {
		t.Fatal(err)
	}
	w := &worded{t: t, catalog: catalog}
	w.days()
	w.requests()
	w.moved()
	w.calledBack()
	w.outcomes()
	w.register()
	w.organisation()
	w.work()
	const golden = "testdata/reasons.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(w.out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), w.out.String()); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", golden, diff)
	}
}

type worded struct {
	t       *testing.T
	catalog *locale.Catalog
	out     strings.Builder
}

func (w *worded) title(name string) { fmt.Fprintf(&w.out, "# %s\n", name) }

func (w *worded) say(messages ...rules.Message) {
	w.t.Helper()
	for _, lang := range locale.Languages {
		for _, m := range messages {
			text, err := w.catalog.Plain(lang, m)
			if err != nil {
				w.t.Fatal(err)
			}
			fmt.Fprintf(&w.out, "%s: %s\n", lang, strings.ReplaceAll(text, "\n", "\n    "))
		}
	}
}

// refused says the reasons of a refusal, and fails the test for anything else.
func (w *worded) refused(name string, err error) {
	w.t.Helper()
	r, ok := errors.AsType[*rules.Refusal](err)
	if !ok {
		w.t.Fatalf("%s: %v, want a refusal", name, err)
	}
	w.title(name)
	w.say(r.Reasons...)
}

// The office of these tests: Bình is its clerk, An its head, the director sits above.
const (
	wordedDirector rules.PersonID = 1
	wordedAn       rules.PersonID = 2
	wordedBinh     rules.PersonID = 3
	wordedOffice   rules.UnitID   = 2
)

func wordedDay(s string) rules.Date { return rules.MustDate(s) }

func wordedSlots(all ...string) (out []rules.Slot) {
	for _, s := range all {
		v, err := rules.ParseSlot(s)
		if err != nil {
			panic(err)
		}
		out = append(out, v)
	}
	return out
}

// facts are what is known of Bình on Monday 23 November 2026 at 09:00.
func (w *worded) facts() *rules.Facts {
	policy := rules.DefaultPolicy()
	policy.PerWeek.Max, policy.PerMonth.Max, policy.UnitShare.Ratio = 4, 16, rules.Ratio{Num: 1, Den: 3}
	f := &rules.Facts{
		From: rules.MustDate("2026-01-01"), To: rules.MustDate("2028-12-31"),
		Now: time.Date(2026, 11, 23, 9, 0, 0, 0, zone(w.t)), Calendar: calendar2026(zone(w.t)),
		Policies: &rules.PolicyBook{Base: policy}, Consent: 1, Commitment: 2,
		Person: rules.Person{ID: wordedBinh, Name: "Bình", Unit: wordedOffice, Active: true, Linked: true, Consent: 1, Commitment: 2},
		Units: map[rules.UnitID]rules.Unit{wordedOffice: {ID: wordedOffice, Code: "VP", Name: "Văn phòng", Active: true, Head: wordedAn,
			Enrolments: []rules.Enrolment{{Decision: "12/QĐ", First: wordedDay("2026-10-01"), Last: wordedDay("2027-06-30")}}}},
		Positions: map[rules.PositionID]rules.Position{1: {ID: 1, Name: "Chuyên viên", OpenToPilot: true}},
	}
	for id := wordedAn; id < 8; id++ {
		f.Postings = append(f.Postings, rules.Posting{Person: id, Unit: wordedOffice, Position: 1, From: wordedDay("2020-01-01")})
	}
	return f
}

type wordedCase struct {
	name  string
	asked string // days, apart by spaces
	world func(*rules.Facts)
}

func unitOf(change func(*rules.Unit)) func(*rules.Facts) {
	return func(f *rules.Facts) {
		u := f.Units[wordedOffice]
		change(&u)
		f.Units[wordedOffice] = u
	}
}

func homeOf(p rules.PersonID, state rules.RequestState, days ...string) func(*rules.Facts) {
	return func(f *rules.Facts) {
		for _, s := range wordedSlots(days...) {
			f.Days = append(f.Days, rules.HomeDay{Request: 90, Person: p, Unit: wordedOffice, Slot: s, State: state})
		}
	}
}

func numbersOf(change func(*rules.Policy)) func(*rules.Facts) {
	return func(f *rules.Facts) { change(&f.Policies.Base) }
}

func awayOf(days string, people ...rules.PersonID) func(*rules.Facts) {
	return func(f *rules.Facts) {
		for _, p := range people {
			f.Absences = append(f.Absences, rules.Absence{Person: p, First: wordedDay(days), Last: wordedDay(days), Kind: rules.Duty})
		}
	}
}

func worlds(all ...func(*rules.Facts)) func(*rules.Facts) {
	return func(f *rules.Facts) {
		for _, change := range all {
			change(f)
		}
	}
}

var personCases = []wordedCase{
	{"who left", "2026-11-26", func(f *rules.Facts) { f.Person.Active = false }},
	{"no account, no consent, no commitment", "2026-11-26", func(f *rules.Facts) {
		f.Person.Linked, f.Person.Consent, f.Person.Commitment = false, 0, 0
	}},
	{"nobody above", "2026-11-26", func(f *rules.Facts) { f.NoSuperior = true }},
	{"an older commitment", "2026-11-26", func(f *rules.Facts) { f.Person.Commitment = 1 }},
	{"no posting", "2026-11-26 2026-11-27", func(f *rules.Facts) { f.Postings = nil }},
	{"a unit that is not in the pilot", "2026-11-26", unitOf(func(u *rules.Unit) { u.Enrolments = nil })},
	{"a closed position", "2026-11-26", func(f *rules.Facts) { f.Positions[1] = rules.Position{Name: "Văn thư"} }},
	{"a position that serves citizens", "2026-11-26", func(f *rules.Facts) {
		f.Positions[1] = rules.Position{Name: "Một cửa", CitizenFacing: true, HandlesProcedures: true}
	}},
	{"before the pilot", "2026-11-26", unitOf(func(u *rules.Unit) { u.Enrolments[0].First = wordedDay("2026-12-01") })},
	{"after the pilot", "2026-11-26", unitOf(func(u *rules.Unit) { u.Enrolments[0].Last = wordedDay("2026-11-25") })},
}

var dayCases = []wordedCase{
	{"a day that is over", "2026-11-20", nil},
	{"a year without a calendar", "2028-01-12", nil},
	{"a holiday", "2026-11-24", nil},
	{"a weekend", "2026-11-28", nil},
	{"a day that began", "2026-11-23", nil},
	{"after the cut-off", "2026-11-25", func(f *rules.Facts) { f.Now = f.Now.Add(8 * time.Hour) }},
	{"presence all day", "2026-11-26", func(f *rules.Facts) {
		f.Calendar.Presence = []rules.Presence{{Date: wordedDay("2026-11-26"), Name: "Đoàn kiểm tra"}}
	}},
	{"presence in the morning", "2026-11-30", func(f *rules.Facts) {
		f.Calendar.Presence = []rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}}
	}},
	{"asked for already", "2026-11-26", homeOf(wordedBinh, rules.Pending, "2026-11-26")},
	{"approved already", "2026-11-26", homeOf(wordedBinh, rules.Approved, "2026-11-26/am")},
	{"away on the day", "2026-11-26", awayOf("2026-11-26", wordedBinh)},
	{"the same day twice", "2026-11-26 2026-11-26/am", nil},
	{"beyond the week", "2026-11-27", homeOf(wordedBinh, rules.Approved, "2026-11-25", "2026-11-26")},
	{"beyond the month", "2026-11-27", worlds(numbersOf(func(p *rules.Policy) { p.PerMonth.Max = 2 }), homeOf(wordedBinh, rules.Done, "2026-11-04"))},
	{"beyond the month's share", "2026-11-27", worlds(
		numbersOf(func(p *rules.Policy) { p.MonthShare.Ratio = rules.Ratio{Num: 1, Den: 20} }), homeOf(wordedBinh, rules.Done, "2026-11-04"))},
	{"beyond the unit's share", "2026-11-26", worlds(homeOf(4, rules.Approved, "2026-11-26"), homeOf(5, rules.Pending, "2026-11-26"))},
	{"beyond the week, where nobody stands above", "2026-11-27", worlds(above, func(f *rules.Facts) { f.NoneAbove = true },
		homeOf(wordedBinh, rules.Approved, "2026-11-25", "2026-11-26"), numbersOf(func(p *rules.Policy) { p.PerWeek.Max = 2 }))},
	{"too few at the office", "2026-11-26", worlds(numbersOf(func(p *rules.Policy) { p.MinPresent.Max = 5 }), awayOf("2026-11-26", 4))},
}

// above lets every limit be passed one level higher.
var above = numbersOf(func(p *rules.Policy) {
	p.PerWeek.Mode, p.PerMonth.Mode, p.MonthShare.Mode, p.UnitShare.Mode, p.MinPresent.Mode =
		rules.ApproveAbove, rules.ApproveAbove, rules.ApproveAbove, rules.ApproveAbove, rules.ApproveAbove
})

func (w *worded) days() {
	for _, c := range personCases {
		f, v := w.judge(c, nil)
		w.title(c.name)
		w.say(reasonsOf(v)...)
		w.about(f, v)
	}
	for _, c := range dayCases {
		f, v := w.judge(c, nil)
		w.title(c.name)
		w.say(reasonsOf(v)...)
		w.about(f, v)
		if f, v = w.judge(c, above); v.Level > 0 {
			w.title(c.name + ", where that goes one level higher")
			w.say(v.Days[0].Above...)
			w.about(f, v)
		}
	}
}

func (w *worded) judge(c wordedCase, more func(*rules.Facts)) (*rules.Facts, rules.Verdict) {
	f := w.facts()
	if c.world != nil {
		c.world(f)
	}
	if more != nil {
		more(f)
	}
	v := rules.Check(f, wordedSlots(strings.Fields(c.asked)...))
	if more == nil && v.Allowed() {
		w.t.Fatalf("%s: allowed", c.name)
	}
	return f, v
}

func reasonsOf(v rules.Verdict) (out []rules.Message) {
	out = append(out, v.General...)
	for _, d := range v.Days {
		out = append(out, d.Reasons...)
	}
	return out
}

// about says each reason as the list of those whom a change of the register
// affects does.
func (w *worded) about(f *rules.Facts, v rules.Verdict) {
	for _, why := range append(reasonsOf(v), aboveOf(v)...) {
		lines, _ := request.HitLines([]request.Hit{{Person: f.Person.ID, Slot: v.Days[0].Slot, Why: []rules.Message{why}}}, 1,
			func(rules.PersonID) string { return f.Person.Name })
		w.say(lines...)
	}
}

func aboveOf(v rules.Verdict) (out []rules.Message) {
	for _, d := range v.Days {
		out = append(out, d.Above...)
	}
	return out
}
