package pilot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// registered is an agency of two units in the register, with two coordinators.
const registered = `Đơn vị
Mã,Tên,Cấp trên,Người đứng đầu,Số quyết định,Thí điểm từ ngày,Thí điểm đến ngày
SO,Sở,,A0,,,
P1,Phòng Một,SO,A1,41/QĐ,01/10/2026,
P2,Phòng Hai,SO,B1,41/QĐ,01/10/2026,31/12/2026
Vị trí
Mã,Tên,Tiếp dân,TTHC,Thí điểm
CV,Chuyên viên,,,x
MC,Một cửa,x,,
Nhân sự
Mã,Họ tên,SĐT,Đơn vị,Vị trí,Vai trò,Từ ngày
A0,Lê Đức,,SO,CV,điều phối,01/09/2026
A1,Trần An,,P1,CV,nhân viên,01/09/2026
A2,Vũ Bình,,P1,CV,nhân viên + điều phối,01/09/2026
A3,Đỗ Chi,,P1,CV,nhân viên,01/09/2026
B1,Hồ Tuấn,,P2,CV,nhân viên,01/09/2026
B2,Mai Sáu,,P2,CV,nhân viên,01/09/2026
`

// register is the agency with a calendar and numbers.
type registry struct{ *office }

func openRegister(t testing.TB) registry {
	t.Helper()
	o := openOffice(t)
	o.pilot.Policies = &rules.PolicyBook{Base: rules.DefaultPolicy()}
	o.pilot.Requests = rules.DefaultRequestPolicy()
	calendar := &rules.Calendar{Location: zone, Years: map[int]rules.Year{2026: {}, 2027: {}}, Hours: []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}}}
	for w := time.Monday; w <= time.Friday; w++ {
		calendar.Weekdays[w] = true
	}
	o.pilot.Calendar = calendar
	o.mustBring(registered, noon)
	return registry{o}
}

func (r registry) unit(code string) (u rules.Unit) {
	r.Helper()
	r.read(func(tx *store.Tx) (err error) {
		u, err = tx.UnitByCode(code)
		return err
	})
	return u
}

func (r registry) person(code string) (p rules.Person) {
	r.Helper()
	r.read(func(tx *store.Tx) (err error) {
		p, err = tx.PersonByCode(code, rules.DateOf(noon))
		return err
	})
	return p
}

// home stores a request of days in a state, asked for at that moment, past the rules.
func (r registry) home(code string, state rules.RequestState, asked time.Time, days ...string) rules.RequestID {
	r.Helper()
	p := r.person(code)
	q := rules.Request{Person: p.ID, Unit: p.Unit, Rev: 1, Created: asked, Asked: asked}
	for _, d := range days {
		slot, err := rules.ParseSlot(d)
		if err != nil {
			r.Fatal(err)
		}
		q.Days = append(q.Days, rules.RequestDay{Slot: slot, State: state, Asked: asked})
	}
	r.write(func(tx *store.Tx) error { return tx.InsertRequest(&q) })
	return q.ID
}

func (r registry) read(fn func(*store.Tx) error) {
	r.Helper()
	if err := r.db.Read(context.Background(), fn); err != nil {
		r.Fatal(err)
	}
}

// seen is what somebody saw in the register, who acts on it now.
type seen struct {
	who rules.PersonID
	register.Registrar
}

func (s seen) actor() pilot.Actor { return pilot.Actor{Person: s.who} }

// by is the coordinator acting on what is in the register now.
func (r registry) by(code string, unit rules.UnitID) (who seen) {
	r.Helper()
	who = seen{r.person(code).ID, register.Registrar{Unit: unit}}
	r.read(func(tx *store.Tx) (err error) {
		who.Version, err = register.Version(r.pilot.Do(tx, noon, pilot.Actor{}), unit)
		return err
	})
	return who
}

// do runs a change in a savepoint, as the bot does.
func (r registry) do(fn func(*store.Tx) error) (err error) {
	r.Helper()
	r.write(func(tx *store.Tx) error {
		err = tx.Savepoint(func() error { return fn(tx) })
		return nil
	})
	return err
}

func (r registry) change(who seen, c rules.PolicyChange) error {
	r.Helper()
	return r.do(func(tx *store.Tx) error {
		return register.ChangePolicy(r.pilot.Do(tx, noon, who.actor()), who.Registrar, c)
	})
}

func perWeek(since string, halves int) rules.PolicyChange {
	return rules.PolicyChange{Since: rules.MustDate(since), PerWeek: &rules.Quota{Max: halves, Mode: rules.Block}}
}

var allTexts = sync.OnceValues(func() (*locale.Catalog, error) { return locale.Load(zone) })

// refused fails unless an error is a refusal with these reasons, which can be worded.
func refused(t testing.TB, err error, want ...string) {
	t.Helper()
	r, ok := errors.AsType[*rules.Refusal](err)
	if !ok {
		t.Fatalf("%v, want a refusal with %v", err, want)
	}
	var got []string
	texts, terr := allTexts()
	if terr != nil {
		t.Fatal(terr)
	}
	for _, m := range r.Reasons {
		got = append(got, m.Key)
		for _, lang := range []string{"vi", "en"} {
			if _, err := texts.HTML(lang, m); err != nil {
				t.Error(err)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("refused with %v, want %v", got, want)
	}
}

func (r registry) weekly(code, day string) (halves int) {
	r.Helper()
	r.read(func(tx *store.Tx) error {
		book, err := r.pilot.Do(tx, noon, pilot.Actor{}).PolicyBook()
		halves = book.At(code, rules.MustDate(day)).PerWeek.Max
		return err
	})
	return halves
}

// Last month is judged by last month's numbers (section 2).
func TestNumbersHoldFromTheirDayOn(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	r.pilot.Policies = r.pilot.Policies.With("P2", perWeek("2026-10-01", 6))
	p1 := r.unit("P1")
	for _, err := range []error{
		r.change(r.by("A0", 0), perWeek("2026-12-01", 2)),
		r.change(r.by("A0", p1.ID), perWeek("2026-12-15", 5)),
		r.change(r.by("A2", p1.ID), rules.PolicyChange{Since: rules.MustDate("2027-01-01"), Follow: true}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		unit, day string
		want      int
	}{
		{"P1", "2026-11-30", 4}, {"P1", "2026-12-01", 2}, {"P1", "2026-12-14", 2}, {"P1", "2026-12-15", 5}, {"P1", "2027-01-01", 2},
		{"P2", "2026-09-30", 4}, {"P2", "2026-12-31", 6},
	} {
		if got := r.weekly(c.unit, c.day); got != c.want {
			t.Errorf("%s on %s: %d half-days a week, want %d", c.unit, c.day, got, c.want)
		}
	}
	refused(t, r.change(r.by("A0", p1.ID), perWeek("2026-11-22", 6)), "register.past")
	refused(t, r.change(r.by("A0", p1.ID), perWeek("2026-12-01", 2)), "register.no_change")
	refused(t, r.change(r.by("A0", p1.ID), perWeek("2026-12-01", 0)), "policy.week")
}

// A number that would leave nobody of one unit for telework is refused for the
// whole pilot, and names the unit.
func TestAPilotWideMinimumFitsEveryUnit(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	two := rules.PolicyChange{Since: rules.MustDate("2026-12-01"), MinPresent: &rules.Quota{Max: 2, Mode: rules.Block}}
	err := r.change(r.by("A0", 0), two)
	refused(t, err, "policy.from")
	text, terr := r.texts.Plain("vi", errorReasons(err)[0])
	if terr != nil || !strings.Contains(text, "Phòng Hai") {
		t.Errorf("%q, %v", text, terr)
	}
	refused(t, r.change(r.by("A0", r.unit("P2").ID), two), "policy.min_above_staff")
	if err := r.change(r.by("A0", r.unit("P1").ID), two); err != nil {
		t.Error(err)
	}
}

func errorReasons(err error) []rules.Message {
	r, _ := errors.AsType[*rules.Refusal](err)
	return r.Reasons
}

// Two coordinators at once: the second sees what the first did before changing it.
func TestTheSecondOfTwoCoordinatorsChangesNothing(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	p1 := r.unit("P1")
	first, second := r.by("A0", p1.ID), r.by("A2", p1.ID)
	if err := r.do(func(tx *store.Tx) error {
		return register.SetLastDay(r.pilot.Do(tx, noon, first.actor()), first.Registrar, rules.MustDate("2027-03-31"))
	}); err != nil {
		t.Fatal(err)
	}
	for name, act := range map[string]func(*store.Tx) error{
		"number": func(tx *store.Tx) error {
			return register.ChangePolicy(r.pilot.Do(tx, noon, second.actor()), second.Registrar, perWeek("2026-12-01", 2))
		},
		"last day": func(tx *store.Tx) error {
			return register.SetLastDay(r.pilot.Do(tx, noon, second.actor()), second.Registrar, 0)
		},
		"close": func(tx *store.Tx) error {
			return register.Close(r.pilot.Do(tx, noon, second.actor()), second.Registrar, register.Closing{Outcome: rules.Kept, Reason: "x", Last: rules.MustDate("2026-12-01")})
		},
		"enrol": func(tx *store.Tx) error {
			return register.Enrol(r.pilot.Do(tx, noon, second.actor()), second.Registrar, rules.Enrolment{Decision: "2", First: rules.MustDate("2027-05-01")})
		},
	} {
		err := r.do(act)
		if err == nil {
			t.Fatalf("%s went through", name)
		}
		refused(t, err, "register.changed")
	}
	if u := r.unit("P1"); len(u.Enrolments) != 1 || u.Enrolments[0].Last != rules.MustDate("2027-03-31") || r.weekly("P1", "2026-12-01") != 4 {
		t.Errorf("the register holds %+v", u.Enrolments)
	}
	if err := r.change(r.by("A2", p1.ID), perWeek("2026-12-01", 2)); err != nil {
		t.Errorf("after a look at it: %v", err)
	}
}

func TestOnlyCoordinatorsChangeTheRegister(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	p1 := r.unit("P1").ID
	refused(t, r.change(r.by("A1", p1), perWeek("2026-12-01", 2)), "access.role")
	was := r.by("A2", p1)
	r.write(func(tx *store.Tx) error { return tx.SetRoles(was.who, rules.Staff) })
	refused(t, r.change(was, perWeek("2026-12-01", 2)), "access.role")
	position := func(tx *store.Tx) error {
		x, err := tx.PositionByCode("CV")
		if err != nil {
			return err
		}
		return register.OpenPosition(r.pilot.Do(tx, noon, pilot.Actor{Person: was.who}), x.ID, false)
	}
	refused(t, r.do(position), "access.role")
}

// Every change is in the audit with what was before and after it.
func TestTheRegisterIsAudited(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	p2 := r.unit("P2").ID
	closing := register.Closing{Outcome: rules.Widened, Reason: "Kết quả tốt", Last: rules.MustDate("2026-11-30")}
	for _, err := range []error{
		r.change(r.by("A0", p2), perWeek("2026-12-01", 2)),
		r.do(func(tx *store.Tx) error {
			return register.SetLastDay(r.pilot.Do(tx, noon, r.by("A0", p2).actor()), r.by("A0", p2).Registrar, rules.MustDate("2027-01-31"))
		}),
		r.do(func(tx *store.Tx) error {
			return register.Close(r.pilot.Do(tx, noon, r.by("A0", p2).actor()), r.by("A0", p2).Registrar, closing)
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var records []store.Record
	r.read(func(tx *store.Tx) (err error) {
		records, err = tx.AuditOf(pilot.ObjectUnit, int64(p2), 3)
		return err
	})
	want := []string{
		"register.close A0 2027-01-31 → 2026-11-30 widened", "register.last_day A0 2026-12-31 → 2027-01-31 ", "register.policy A0 4 → 2",
	}
	for i, rec := range records {
		var before, after struct {
			Last    rules.Date
			Outcome string
			Policy  *rules.Policy
		}
		if err := errors.Join(json.Unmarshal(rec.Before, &before), json.Unmarshal(rec.After, &after)); err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%s A0 %s → %s %s", rec.Action, before.Last, after.Last, after.Outcome)
		if before.Policy != nil {
			got = fmt.Sprintf("%s A0 %d → %d", rec.Action, before.Policy.PerWeek.Max, after.Policy.PerWeek.Max)
		}
		if rec.Actor != r.person("A0").ID || got != want[i] {
			t.Errorf("%q by %d, want %q", got, rec.Actor, want[i])
		}
	}
}

// A roster that still names an old decision does not open a closed period again,
// and a new one must not overlap.
func TestARosterLeavesClosedPeriodsAlone(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	p1 := r.unit("P1").ID
	if err := r.do(func(tx *store.Tx) error {
		return register.Close(r.pilot.Do(tx, noon, r.by("A0", p1).actor()), r.by("A0", p1).Registrar, register.Closing{Outcome: rules.Kept, Reason: "Ổn định", Last: rules.MustDate("2026-11-30")})
	}); err != nil {
		t.Fatal(err)
	}
	r.mustBring(registered, noon)
	if u := r.unit("P1"); len(u.Enrolments) != 1 || u.Enrolments[0].Outcome != rules.Kept || u.Enrolments[0].Last != rules.MustDate("2026-11-30") {
		t.Errorf("the register holds %+v", u.Enrolments)
	}
	next := strings.Replace(registered, "A1,41/QĐ,01/10/2026,", "A1,50/QĐ,30/11/2026,", 1)
	_, err := r.bring(next, noon, true)
	if refusal, ok := errors.AsType[*rules.Refusal](err); !ok || refusal.Reasons[0].Key != "enrol.twice" {
		t.Errorf("an overlapping period: %v", err)
	}
	r.mustBring(strings.Replace(next, "30/11/2026", "01/12/2026", 1), noon)
	if u := r.unit("P1"); len(u.Enrolments) != 2 || u.Enrolments[1].Decision != "50/QĐ" {
		t.Errorf("the register holds %+v", u.Enrolments)
	}
}
