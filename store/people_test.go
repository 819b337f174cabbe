package store

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

func names(people []rules.Person) (out []string) {
	for _, p := range people {
		out = append(out, p.Name)
	}
	return out
}

func TestAPersonIsReadWithThePostingOfTheDay(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error { return tx.Move(o.lan, day, o.service, o.clerk) })
	read(t, db, func(tx *Tx) (int, error) {
		for on, want := range map[rules.Date]rules.UnitID{day - 1: o.planning, day: o.service, rules.MustDate("2025-12-31"): 0} {
			if p := must(tx.Person(o.lan, on)); p.Unit != want {
				t.Errorf("on %s in unit %d, want %d", on, p.Unit, want)
			}
			n := must(tx.CountMembers(o.planning, on))
			if members := must(tx.Members(o.planning, on)); len(members) != n {
				t.Errorf("on %s %d members, counted %d", on, len(members), n)
			}
		}
		if diff := cmp.Diff([]string{"Đỗ Đức Minh", "Nguyễn Văn An", "Phạm Ngọc Lan"}, names(must(tx.Members(o.planning, day-1)))); diff != "" {
			t.Errorf("members before (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"Đỗ Đức Minh", "Nguyễn Văn An"}, names(must(tx.Members(o.planning, day)))); diff != "" {
			t.Errorf("members after (-want +got):\n%s", diff)
		}
		want := []rules.Posting{
			{Person: o.lan, Unit: o.planning, Position: o.expert, From: rules.MustDate("2026-01-01"), To: day - 1},
			{Person: o.lan, Unit: o.service, Position: o.clerk, From: day},
		}
		if diff := cmp.Diff(want, must(tx.Postings(o.lan))); diff != "" {
			t.Errorf("postings (-want +got):\n%s", diff)
		}
		if got := must(tx.PostingsIn(o.planning, day-1, day)); len(got) != 3 {
			t.Errorf("%d postings touch the two days, want 3", len(got))
		}
		if got := must(tx.PostingsIn(o.planning, day, day+9)); len(got) != 2 {
			t.Errorf("%d postings touch the days after, want 2", len(got))
		}
		return 0, nil
	})
}

func TestThoseWhoLeftAreNoMembers(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error { return tx.SetActive(o.lan, false, now) })
	read(t, db, func(tx *Tx) (int, error) {
		if n := must(tx.CountMembers(o.planning, day)); n != 2 {
			t.Errorf("%d members, want 2", n)
		}
		if got := must(tx.PostingsIn(o.planning, day, day)); len(got) != 2 {
			t.Errorf("%d postings, want 2", len(got))
		}
		if got := must(tx.PeopleByPhone("84900000004", day)); len(got) != 0 {
			t.Errorf("found %v by phone", names(got))
		}
		return 0, nil
	})
}

func TestPlannedMovesCarryTheLiveDaysAlong(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	r := o.ask(o.lan, "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
	r.Days[2].State, r.Days[3].State = rules.Approved, rules.Rejected
	insert(t, db, &r)
	units := func() (out []rules.UnitID) {
		return read(t, db, func(tx *Tx) ([]rules.UnitID, error) {
			return queryAll(tx, scalar[rules.UnitID], "SELECT unit_id FROM request_day ORDER BY day")
		})
	}
	write(t, db, func(tx *Tx) error { return tx.Move(o.lan, day, o.service, o.expert) })
	if diff := cmp.Diff([]rules.UnitID{o.planning, o.service, o.service, o.planning}, units()); diff != "" {
		t.Errorf("after the move (-want +got):\n%s", diff)
	}
	write(t, db, func(tx *Tx) error { return tx.DropPosting(o.lan, day) })
	if diff := cmp.Diff([]rules.UnitID{o.planning, o.planning, o.planning, o.planning}, units()); diff != "" {
		t.Errorf("after it was taken back (-want +got):\n%s", diff)
	}
}

func TestFindPeopleAsTheyAreTyped(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error { return tx.SetActive(o.minh, false, now) })
	tests := []struct {
		query string
		want  []string
	}{
		{"Phạm Ngọc Lan", []string{"Phạm Ngọc Lan"}},
		{"lan pham", []string{"Phạm Ngọc Lan"}},
		{"LAN", []string{"Phạm Ngọc Lan"}},
		{"do duc", []string{"Đỗ Đức Minh"}},
		{"thi", []string{"Trần Thị Thu Hà", "Vũ Thị Hòa"}},
		{"thi h", []string{"Trần Thị Thu Hà", "Vũ Thị Hòa"}},
		{"h", []string{"Trần Thị Thu Hà", "Vũ Thị Hòa"}},
		{"ngyuen an", []string{"Nguyễn Văn An"}},
		{"ngueyn", []string{"Nguyễn Văn An"}},
		{"Trần Thị Thu Hà", []string{"Trần Thị Thu Hà"}}, // decomposed
		{"cb004", []string{"Phạm Ngọc Lan"}},
		{"thi thi", nil}, // each word needs a word of its own
		{"obama", nil},
		{"  ", nil},
		{"%", nil},
	}
	for _, tt := range tests {
		got := names(read(t, db, func(tx *Tx) ([]rules.Person, error) { return tx.FindPeople(tt.query, day, 10) }))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.query, diff)
		}
	}
}

func TestRolesAndHeads(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error { return tx.SetRoles(o.hoa, rules.Staff|rules.Auditor|rules.Head) })
	read(t, db, func(tx *Tx) (int, error) {
		if p := must(tx.Person(o.hoa, day)); p.Roles != rules.Staff|rules.Auditor {
			t.Errorf("roles %b: Head must not be stored", p.Roles)
		}
		for roles, want := range map[rules.Roles][]string{
			rules.Coordinator:                 {"Lê Quốc Bình"},
			rules.Auditor | rules.Coordinator: {"Lê Quốc Bình", "Vũ Thị Hòa"},
			rules.Operator:                    nil,
		} {
			if diff := cmp.Diff(want, names(must(tx.PeopleWithRole(roles, day)))); diff != "" {
				t.Errorf("roles %b (-want +got):\n%s", roles, diff)
			}
		}
		if diff := cmp.Diff([]rules.UnitID{o.planning}, must(tx.HeadOf(o.an))); diff != "" {
			t.Errorf("heads (-want +got):\n%s", diff)
		}
		return 0, nil
	})
}

func TestTheTreeIsReadUpAndDown(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	read(t, db, func(tx *Tx) (int, error) {
		up := must(tx.Ancestors(o.planning))
		if len(up) != 1 || up[0].ID != o.department || up[0].Head != o.director {
			t.Errorf("ancestors %+v", up)
		}
		if diff := cmp.Diff([]rules.UnitID{o.department, o.planning, o.service}, must(tx.Branch(o.department))); diff != "" {
			t.Errorf("branch (-want +got):\n%s", diff)
		}
		return 0, nil
	})
	// A circle is for rules to refuse; here it must not hang.
	write(t, db, func(tx *Tx) error {
		_, err := tx.exec("UPDATE unit SET parent_id = ? WHERE id = ?", o.planning, o.department)
		return err
	})
	read(t, db, func(tx *Tx) (int, error) {
		if n := len(must(tx.Branch(o.planning))); n != 3 {
			t.Errorf("a circular branch has %d units, want 3", n)
		}
		if n := len(must(tx.Ancestors(o.planning))); n != 2 {
			t.Errorf("a circular way up has %d units, want 2", n)
		}
		return 0, nil
	})
}

func TestEnrolment(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	second := rules.Enrolment{Decision: "20/QĐ-SNV", DecidedOn: day + 80, First: day + 91}
	first := rules.Enrolment{Decision: "12/QĐ-SNV", First: day, Last: day + 90}
	write(t, db, func(tx *Tx) error { return errors.Join(tx.Enrol(o.planning, &second), tx.Enrol(o.planning, &first)) })
	first.Outcome, first.Reason, first.Closed = rules.Widened, "Kết quả tốt", now
	write(t, db, func(tx *Tx) error { return tx.SaveEnrolment(first) })
	want := []rules.Enrolment{first, second}
	got := read(t, db, func(tx *Tx) (rules.Unit, error) { return tx.Unit(o.planning) })
	if diff := cmp.Diff(want, got.Enrolments); diff != "" {
		t.Errorf("the periods of one unit (-want +got):\n%s", diff)
	}
	for _, u := range read(t, db, (*Tx).Units) {
		if u.ID != o.planning {
			want = nil
		} else {
			want = []rules.Enrolment{first, second}
		}
		if diff := cmp.Diff(want, u.Enrolments); diff != "" {
			t.Errorf("the periods of %s among all (-want +got):\n%s", u.Code, diff)
		}
	}
	if err := db.Write(t.Context(), func(tx *Tx) error { return tx.SaveEnrolment(rules.Enrolment{ID: 99}) }); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown period: %v", err)
	}
}

// What a savepoint undid is not remembered.
func TestPolicyChangesFollowTheTransaction(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	week := func(halves int) rules.PolicyChange {
		return rules.PolicyChange{Since: day, PerWeek: &rules.Quota{Max: halves, Mode: rules.Block}}
	}
	write(t, db, func(tx *Tx) error {
		must(0, tx.AddPolicyChange(0, week(4), o.an, now))
		undone := errors.New("undone")
		err := tx.Savepoint(func() error {
			must(0, tx.AddPolicyChange(o.planning, week(2), o.an, now))
			if n := len(must(tx.PolicyChanges())); n != 2 {
				t.Errorf("%d changes inside, want 2", n)
			}
			return undone
		})
		if !errors.Is(err, undone) {
			return err
		}
		must(0, tx.AddPolicyChange(o.service, week(6), o.an, now))
		return nil
	})
	want := []rules.UnitChange{{PolicyChange: week(4)}, {Unit: "P-MC", PolicyChange: week(6)}}
	if diff := cmp.Diff(want, read(t, db, (*Tx).PolicyChanges)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func TestAGroupBelongsToOneUnit(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error { return tx.SetGroup(UnitGroup{Unit: o.planning, Chat: -100}) })
	err := db.Write(context.Background(), func(tx *Tx) error { return tx.SetGroup(UnitGroup{Unit: o.service, Chat: -100}) })
	if !errors.Is(err, ErrTaken) {
		t.Errorf("a second unit: %v, want ErrTaken", err)
	}
	if u := read(t, db, func(tx *Tx) (rules.Unit, error) { return tx.UnitByGroup(-100) }); u.ID != o.planning {
		t.Errorf("the group is unit %d's", u.ID)
	}
}

func TestTheRosterTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		u, p, x := must(tx.Unit(o.planning)), must(tx.Person(o.lan, day)), must(tx.Position(o.expert))
		x.CitizenFacing = true
		steps := []struct {
			name   string
			upsert func() (bool, error)
			want   bool
		}{
			{"the same unit", func() (bool, error) { _, c, err := tx.UpsertUnit(u); return c, err }, false},
			{"a new name", func() (bool, error) { u.Name = "Phòng KH"; _, c, err := tx.UpsertUnit(u); return c, err }, true},
			{"no head", func() (bool, error) { u.Head = 0; _, c, err := tx.UpsertUnit(u); return c, err }, true},
			{"another position", func() (bool, error) { _, c, err := tx.UpsertPosition(x); return c, err }, true},
			{"the same position", func() (bool, error) { _, c, err := tx.UpsertPosition(x); return c, err }, false},
			{"the same person", func() (bool, error) { _, c, err := tx.UpsertPerson(p, day); return c, err }, false},
			{"a new phone", func() (bool, error) { p.Phone = "84911"; _, c, err := tx.UpsertPerson(p, day); return c, err }, true},
			{"another unit", func() (bool, error) { p.Unit = o.service; _, c, err := tx.UpsertPerson(p, day); return c, err }, true},
			{"that again", func() (bool, error) { _, c, err := tx.UpsertPerson(p, day); return c, err }, false},
		}
		for _, s := range steps {
			if changed, err := s.upsert(); err != nil || changed != s.want {
				t.Errorf("%s: changed %v, %v", s.name, changed, err)
			}
		}
		if diff := cmp.Diff([]string{"Đỗ Đức Minh", "Vũ Thị Hòa"}, names(must(tx.Missing([]string{"CB001", "CB002", "CB003", "CB004"}, day)))); diff != "" {
			t.Errorf("missing (-want +got):\n%s", diff)
		}
		return nil
	})
}

func TestTheOrganisationForADecision(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		must(tx.AddDelegation(rules.Delegation{From: o.an, To: o.minh, First: day, Last: day + 2}))
		must(tx.AddDelegation(rules.Delegation{From: o.an, To: o.hoa, First: day - 9, Last: day - 8})) // over
		ended := must(tx.AddDelegation(rules.Delegation{From: o.binh, To: o.hoa, First: day, Last: day}))
		must(0, tx.EndDelegation(ended, now))
		must(0, tx.AddAbsence(rules.Absence{Person: o.an, First: day, Last: day + 2, Kind: rules.Leave}))
		must(0, tx.AddAbsence(rules.Absence{Person: o.hoa, First: day, Last: day, Kind: rules.Sick})) // concerns no decision
		for p := range map[rules.PersonID]bool{o.minh: true, o.director: true} {
			must(0, tx.Link(Account{Person: p, Chat: int64(p), Language: "vi", Linked: now}))
		}
		return nil
	})
	org := read(t, db, func(tx *Tx) (*rules.Org, error) { return tx.Org(day, o.lan) })
	if len(org.Units) != 3 || len(org.People) != 5 || len(org.Delegations) != 1 || len(org.Absences) != 1 {
		t.Fatalf("loaded %d units, %d people, %d delegations, %d absences", len(org.Units), len(org.People), len(org.Delegations), len(org.Absences))
	}
	if seat, ok := org.Approver(o.lan, 0, day); !ok || seat.Approver != o.minh || seat.Head != o.an {
		t.Errorf("%+v %v decides, want the delegate", seat, ok)
	}
	if seat, ok := org.Approver(o.lan, 0, day-1); !ok || seat.Approver != o.director {
		t.Errorf("%+v %v decides the day before, want the director: An has no account", seat, ok)
	}
}
