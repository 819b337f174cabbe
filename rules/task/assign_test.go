package task_test

import (
	"strings"
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// Who assigns and confirms is the head, the levels above, who stands in that day and who
// was named; nobody for themselves (rules sections 5 and 11).
func TestWhoMayAssign(t *testing.T) {
	t.Parallel()
	k := desk()
	k.Mandates = []task.Mandate{
		{Unit: office, Head: an, To: dung, Field: "Tổng hợp", First: day("2026-11-01"), Last: day("2026-11-23")},
		{Unit: office, Head: an, To: em, People: []rules.PersonID{binh}, First: day("2026-11-01"), Drafts: true},
		{Unit: office, Head: giang, To: chi, First: day("2026-11-01")}, // who does not head it
		{Unit: office, Head: director, To: chi, First: day("2026-11-01")},
		{Unit: office, Head: an, To: giang, First: day("2026-11-24")}, // from tomorrow on
	}
	k.Org.Delegations = []rules.Delegation{{ID: 1, From: giang, To: chi, First: day("2026-11-23"), Last: day("2026-11-23")}}
	for _, x := range []struct {
		actor, person rules.PersonID
		field, why    string
		behalf        rules.PersonID
	}{
		{an, binh, "", "", 0},
		{director, binh, "", "", 0},
		{chairman, binh, "", "", 0},
		{director, an, "", "", 0},
		{chairman, director, "", "", 0},
		{binh, chi, "", "task.not_over", 0},
		{giang, binh, "", "task.not_over", 0},
		{an, director, "", "task.not_over", 0},
		{binh, binh, "", "task.own", 0},
		{dung, binh, "tổng hợp", "", an},
		{dung, binh, "Tài chính", "task.not_over", 0},
		{dung, an, "Tổng hợp", "task.not_over", 0}, // a mandate gives no more than its giver has
		{em, binh, "", "", an},
		{em, chi, "", "task.not_over", 0},
		{chi, binh, "", "task.not_over", 0},
		{chi, giang, "", "task.not_over", 0}, // never through one's own delegate
		{gone, binh, "", "task.not_over", 0},
	} {
		right, err := k.Over(x.actor, x.person, x.field)
		outcome(t, err, x.why)
		if right.OnBehalfOf != x.behalf || right.Drafts != (x.actor == em && x.why == "") {
			t.Errorf("%d over %d: %+v", x.actor, x.person, right)
		}
	}
	k.Now = at("2026-11-25 09:00") // Dung's mandate is over
	_, err := k.Over(dung, binh, "Tổng hợp")
	refused(t, err, "task.not_over")
	unit := k.Org.Units[office]
	unit.Head = chi // a right ends with the office that it came from
	k.Org.Units[office] = unit
	_, err = k.Over(em, binh, "")
	refused(t, err, "task.not_over")
	invited := k.Org.People[an]
	invited.Inviter = binh
	k.Org.People[an] = invited
	_, err = k.Over(an, binh, "")
	refused(t, err, "task.own_invite")
}

// Who has the right in a field alone gives work in it without naming it: of several, in the one that the title speaks of.
func TestWorkThatAFieldsDeputyGivesIsOfThatField(t *testing.T) {
	t.Parallel()
	k := desk()
	k.Mandates = []task.Mandate{
		{Unit: office, Head: an, To: dung, Field: "Tổng hợp", First: day("2026-11-01")},
		{Unit: office, Head: an, To: dung, Field: "Tài chính", First: day("2026-11-01"), People: []rules.PersonID{binh}},
	}
	for _, x := range []struct {
		actor        rules.PersonID
		title, field string
	}{{dung, "Báo cáo tháng", "Tổng hợp"}, {dung, "Báo cáo tài chính quý", "Tài chính"}, {an, "Báo cáo tài chính quý", ""}} {
		got, err := k.Assign(report(func(t *task.Task) { t.Title, t.State, t.Rev = x.title, 0, 0 }), by(x.actor))
		outcome(t, err, "")
		if got.Field != x.field {
			t.Errorf("%q of %d is of %q, not %q", x.title, x.actor, got.Field, x.field)
		}
	}
}

func TestAssigning(t *testing.T) {
	t.Parallel()
	k := desk()
	got, err := k.Assign(report(func(t *task.Task) { t.Title, t.State, t.Rev = "  Báo cáo\n tháng 11 ", 0, 0 }), by(an))
	outcome(t, err, "")
	same(t, "task", got, report(func(t *task.Task) { t.Made = k.Now }))
	got, err = k.Assign(report(), by(binh)) // who takes a task by themselves takes an extra one
	outcome(t, err, "")
	if !got.Extra || got.State != task.Accepted || got.Assigner != binh || !got.Accepted.Equal(k.Now) {
		t.Errorf("taken by oneself: %+v", got)
	}
	_, err = k.Assign(report(), by(chi))
	refused(t, err, "task.not_over")
	_, err = k.Assign(report(func(t *task.Task) { t.Shares = task.Together(binh, chi) }), by(binh))
	refused(t, err, "task.not_over") // work for others is theirs to give who are over them

	k.Mandates = []task.Mandate{{Unit: office, Head: an, To: em, First: day("2026-11-01"), Drafts: true}}
	draft, err := k.Assign(report(), by(em))
	outcome(t, err, "")
	if draft.State != task.Drafted || draft.OnBehalfOf != an {
		t.Errorf("a secretary's is %s for %d", draft.State, draft.OnBehalfOf)
	}
	_, err = k.Issue(draft, by(em))
	refused(t, err, "task.drafts_only")
	issued, err := k.Issue(draft, by(an))
	outcome(t, err, "")
	if issued.State != task.Assigned || issued.Assigner != an || issued.Rev != draft.Rev+1 {
		t.Errorf("issued: %+v", issued)
	}
	_, err = k.Issue(issued, by(an))
	refused(t, err, "task.is_assigned")
	k.Now = at("2026-11-28 09:00")
	_, err = k.Issue(draft, by(an))
	refused(t, err, "task.due_past")
}

// Every bad input is refused with its reason (rules sections 3, 5 and 11).
func TestWhatATaskMayNotSay(t *testing.T) {
	t.Parallel()
	half, third := task.A(1, 2), task.A(1, 3)
	for name, x := range map[string]struct {
		change func(*task.Task)
		want   []string
	}{
		"no title":              {func(t *task.Task) { t.Title = "" }, []string{"task.no_title"}},
		"longest title":         {func(t *task.Task) { t.Title = strings.Repeat("ộ", task.MaxTitle) }, nil},
		"too long a title":      {func(t *task.Task) { t.Title = strings.Repeat("ộ", task.MaxTitle+1) }, []string{"task.long_title"}},
		"too long a summary":    {func(t *task.Task) { t.Document.Summary = strings.Repeat("a", task.MaxText+1) }, []string{"task.long_text"}},
		"secret title":          {func(t *task.Task) { t.Title = "Kế hoạch (Mật)" }, []string{"task.secret"}},
		"secret document":       {func(t *task.Task) { t.Document.Number = "12/TM-tối mật" }, []string{"task.secret"}},
		"deadline now":          {func(t *task.Task) { t.Due = at("2026-11-23 09:00") }, []string{"task.due_past"}},
		"deadline on a holiday": {func(t *task.Task) { t.Due = at("2026-11-24 15:00") }, []string{"task.due_closed"}},
		"deadline on Saturday":  {func(t *task.Task) { t.Due = at("2026-11-28 15:00") }, []string{"task.due_closed"}},
		"at closing time":       {func(t *task.Task) { t.Due = at("2026-11-27 17:00") }, nil},
		"unknown year":          {func(t *task.Task) { t.Due = at("2027-01-05 15:00") }, []string{"task.due_unknown"}},
		"owner gone":            {func(t *task.Task) { t.Owner = gone }, []string{"task.owner_gone"}},
		"K of 0":                {func(t *task.Task) { t.Work.K = task.N(0) }, []string{"task.k"}},
		"K under 0":             {func(t *task.Task) { t.Work.K = task.N(-1) }, []string{"task.k"}},
		"K and quantity":        {func(t *task.Task) { t.Work.K, t.Work.Quantity = task.N(1001), task.N(0) }, []string{"task.k", "task.quantity"}},
		"hours":                 {func(t *task.Task) { t.Work = task.Work{HalfHours: 3} }, nil},
		"negative hours":        {func(t *task.Task) { t.Work = task.Work{HalfHours: -1} }, []string{"task.hours"}},
		"too many hours":        {func(t *task.Task) { t.Work = task.Work{HalfHours: 4001} }, []string{"task.hours"}},
		"only title and due":    {func(t *task.Task) { t.Work = task.Work{} }, nil},
		"together":              {func(t *task.Task) { t.Shares = task.Together(binh, chi, dung) }, nil},
		"thirds": {func(t *task.Task) {
			t.Shares = []task.Share{{binh, third}, {chi, third}, {dung, third}}
		}, nil},
		"not whole":     {func(t *task.Task) { t.Shares = []task.Share{{binh, half}, {chi, third}} }, []string{"task.share_sum"}},
		"without owner": {func(t *task.Task) { t.Shares = []task.Share{{chi, task.N(1)}} }, []string{"task.share_owner"}},
		"twice":         {func(t *task.Task) { t.Shares = []task.Share{{binh, half}, {binh, half}} }, []string{"task.share_twice"}},
		"negative": {func(t *task.Task) { t.Shares = []task.Share{{binh, task.N(2)}, {chi, task.N(-1)}} },
			[]string{"task.share_negative"}},
		"everything": {func(t *task.Task) { t.Title, t.Due, t.Work.K = "", at("2026-11-20 09:00"), task.N(0) },
			[]string{"task.no_title", "task.due_past", "task.k"}},
	} {
		if err := desk().Check(report(x.change)); len(x.want) > 0 {
			refused(t, err, x.want...)
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	refused(t, desk().Check(report(func(t *task.Task) { t.Due = time.Time{} })), "task.no_due")
	many := report(func(t *task.Task) { t.Shares = task.Together(binh) })
	k := desk()
	for i := range task.MaxShares {
		k.Org.People[rules.PersonID(100+i)] = rules.Person{Active: true}
		many.Shares = append(many.Shares, task.Share{Person: rules.PersonID(100 + i)})
	}
	refused(t, k.Check(many), "task.share_many")
}

// Instead of a deadline in the past or on a closed day the next working hour is offered.
func TestTheDeadlineThatIsOffered(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-11-20 09:00": "2026-11-23 10:00", // past: one working hour from now
		"2026-11-24 15:00": "2026-11-25 08:30", // a holiday
		"2026-11-28 10:00": "2026-11-30 08:30", // Saturday
	} {
		if got, ok := desk().NextDue(at(in)); !ok || !got.Equal(at(want)) {
			t.Errorf("instead of %s %v is offered, want %s", in, got.In(saigon), want)
		}
	}
	if _, ok := desk().NextDue(at("2027-01-02 10:00")); ok {
		t.Error("a deadline is offered in a year without data")
	}
}

// A mandate names who else assigns (rules section 5).
func TestWhatAMandateMaySay(t *testing.T) {
	t.Parallel()
	good := task.Mandate{Unit: office, Head: an, To: dung, First: day("2026-11-01")}
	outcome(t, desk().CheckMandate(good), "")
	for want, m := range map[string]task.Mandate{
		"task.mandate_head": {Unit: department, Head: an, To: dung, First: good.First},
		"delegate.self":     {Unit: office, Head: an, To: an, First: good.First},
		"delegate.inactive": {Unit: office, Head: an, To: gone, First: good.First},
		"delegate.reversed": {Unit: office, Head: an, To: dung, First: good.First, Last: good.First - 1},
		"delegate.over":     {Unit: office, Head: an, To: dung, First: good.First, Last: day("2026-11-22")},
		"task.secret":       {Unit: office, Head: an, To: dung, First: good.First, Field: "hồ sơ Mật"},
	} {
		refused(t, desk().CheckMandate(m), want)
	}
	k := desk()
	p := k.Org.People[dung]
	p.Linked = false
	k.Org.People[dung] = p
	refused(t, k.CheckMandate(good), "delegate.unlinked")
}
