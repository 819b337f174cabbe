package pilot_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
	"tainha/store/storetest"
)

var (
	zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)
	noon = time.Date(2026, 11, 23, 12, 0, 0, 0, zone)
)

// office is an agency into which rosters are imported.
type office struct {
	testing.TB
	path  string
	db    *store.DB
	pilot *pilot.Pilot
	texts *locale.Catalog
}

func openOffice(t testing.TB) *office {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tainha.db")
	db := storetest.Open(t, path, store.Options{})
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	texts, err := locale.Load(zone)
	if err != nil {
		t.Fatal(err)
	}
	return &office{t, path, db, &pilot.Pilot{Tasks: task.DefaultPolicy(), Calendar: &rules.Calendar{Location: zone}}, texts}
}

// write runs fn in a transaction.
func (o *office) write(fn func(tx *store.Tx) error) {
	o.Helper()
	if err := o.db.Write(context.Background(), fn); err != nil {
		o.Fatal(err)
	}
}

var errTrial = errors.New("a trial is rolled back")

// bring imports a file as the command does; keep false is a trial.
func (o *office) bring(text string, at time.Time, keep bool) (changes people.Changes, err error) {
	o.Helper()
	err = o.db.Write(context.Background(), func(tx *store.Tx) (err error) {
		if changes, err = o.importAs(tx, text, at, 0); err == nil && !keep {
			err = errTrial
		}
		return err
	})
	if errors.Is(err, errTrial) {
		err = nil
	}
	return changes, err
}

// importAs imports a file as somebody, 0: as the shell does.
func (o *office) importAs(tx *store.Tx, text string, at time.Time, by rules.PersonID) (people.Changes, error) {
	known, err := people.RosterKnown(o.pilot.Do(tx, at, pilot.Actor{}))
	if err != nil {
		return people.Changes{}, err
	}
	r, err := roster.Read([]roster.File{{Name: "a.csv", Data: []byte(text)}}, known)
	if err != nil {
		return people.Changes{}, err
	}
	return people.ImportRoster(o.pilot.Do(tx, at, pilot.Actor{Person: by, Shell: by == 0}), r)
}

func (o *office) mustBring(text string, at time.Time) people.Changes {
	o.Helper()
	changes, err := o.bring(text, at, true)
	if err != nil {
		o.Fatal(err)
	}
	return changes
}

// told is the list of changes as the operator reads it.
func (o *office) told(c people.Changes) string {
	o.Helper()
	var lines []string
	for _, change := range c.List {
		text, err := o.texts.Plain("vi", change.Message())
		if err != nil {
			o.Fatal(err)
		}
		if _, err := o.texts.Plain("en", change.Message()); err != nil {
			o.Error(err)
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// state is the whole organisation, and how long the audit is.
func (o *office) state() string {
	o.Helper()
	var out strings.Builder
	err := o.db.Read(context.Background(), func(tx *store.Tx) error {
		units, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range units {
			fmt.Fprintf(&out, "%+v\n", u)
		}
		positions, err := tx.Positions()
		if err != nil {
			return err
		}
		people, err := tx.People(rules.DateOf(noon))
		if err != nil {
			return err
		}
		for _, p := range people {
			postings, err := tx.Postings(p.ID)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%+v %+v\n", p, postings)
		}
		trail, err := tx.AuditTrail(0, 100_000)
		fmt.Fprintf(&out, "%+v\n%d rows of audit", positions, len(trail))
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return out.String()
}

const small = `Đơn vị
Mã đơn vị,Tên đơn vị,Cấp trên,Người đứng đầu,Số quyết định,Từ ngày,Đến ngày
SO,Sở Thử nghiệm,,A1,,,
P1,Phòng Một,SO,A2,41/QĐ,01/09/2026,
P2,Phòng Hai,SO,,,,
Vị trí
Mã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm
CV,Chuyên viên,không,không,có
Nhân sự
Mã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí,Vai trò,Đang làm việc,Từ ngày
A1,Lê Minh Đức,0900 000 001,SO,CV,,,
A2,Trần Thị Bình,0900 000 002,P1,CV,nhân viên + điều phối,có,02/01/2026
A3,Võ Văn Chín,0900 000 003,P1,CV,,,
`

func TestTheSameRosterTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first := o.mustBring(small, noon)
	if got := len(first.List); got != 7 {
		t.Errorf("%d changes, want 3 units, 1 position and 3 people:\n%s", got, o.told(first))
	}
	want := o.state()
	for _, later := range []time.Duration{0, time.Hour, 30 * 24 * time.Hour} {
		again := o.mustBring(small, noon.Add(later))
		if len(again.List)+len(again.Moved)+len(again.Heads)+len(again.MissingPeople) != 0 {
			t.Errorf("%v later: %+v, want no change", later, again)
		}
		if got := o.state(); got != want {
			t.Errorf("%v later the database holds\n%s\nwant\n%s", later, got, want)
		}
	}
}

func TestATrialRunTellsEverythingAndWritesNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	before := o.state()
	next := strings.NewReplacer("SO,A2", "SO,A3", "Phòng Hai", "Phòng Hai mới", "02,P1", "02,P2", "03,P1,CV,", "04,P1,CV,kiểm tra").Replace(small)
	trial, err := o.bring(next, noon, false)
	if err != nil {
		t.Fatal(err)
	}
	want := `~ Đơn vị P2 Phòng Hai mới
· Tên: Phòng Hai → Phòng Hai mới
~ Nhân sự A2 Trần Thị Bình
· Đơn vị: P1 → P2
· Từ ngày: thứ Hai 23/11/2026
~ Nhân sự A3 Võ Văn Chín
· Số điện thoại: 84900000003 → 84900000004
· Vai trò: công chức, viên chức → kiểm tra
~ Đơn vị P1 Phòng Một
· Người đứng đầu: A2 → A3`
	if got := o.told(trial); got != want {
		t.Errorf("told:\n%s\nwant:\n%s", got, want)
	}
	if got := o.state(); got != before {
		t.Errorf("after a trial the database holds\n%s\nwant\n%s", got, before)
	}
	if done := o.mustBring(next, noon); o.told(done) != want {
		t.Errorf("the import told:\n%s\nwant what the trial told", o.told(done))
	}
}

func TestWhoIsMissingIsListedAndKept(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	before := o.state()
	rows := strings.Split(small, "\n")
	shorter := strings.Join(slices.DeleteFunc(rows, func(r string) bool { return strings.HasPrefix(r, "A3") || strings.HasPrefix(r, "P2") }), "\n")
	got := o.mustBring(shorter, noon)
	if len(got.List) != 0 || len(got.MissingPeople) != 1 || got.MissingPeople[0].Code != "A3" || len(got.MissingUnits) != 1 || got.MissingUnits[0].Code != "P2" {
		t.Errorf("%+v, want A3 and P2 missing and no change", got)
	}
	if after := o.state(); after != before {
		t.Errorf("the database holds\n%s\nwant\n%s", after, before)
	}
	staffOnly := "Mã NV;Họ tên;Phòng;Vị trí\nA2;Trần Thị Bình;P1;CV\n"
	if got := o.mustBring(staffOnly, noon); len(got.List) != 0 || len(got.MissingUnits) != 0 || len(got.MissingPeople) != 2 {
		t.Errorf("%+v, want A1 and A3 missing, columns not given left alone, and no word on units", got)
	}
}

func TestWhatIsPendingCanFollow(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	day := rules.MustDate("2026-11-26")
	var request rules.Request
	var a2, a3 rules.Person
	o.write(func(tx *store.Tx) (err error) {
		if a2, err = tx.PersonByCode("A2", day); err != nil {
			return err
		}
		if a3, err = tx.PersonByCode("A3", day); err != nil {
			return err
		}
		request = rules.Request{
			Person: a3.ID, Unit: a3.Unit, Rev: 1, Created: noon, Approver: a2.ID, Asked: noon,
			Days: []rules.RequestDay{{Slot: rules.Slot{Date: day}, State: rules.Pending}},
		}
		return tx.InsertRequest(&request)
	})
	got := o.mustBring(strings.NewReplacer("SO,A2", "SO,", "SO,,,,", "SO,A2,,,", "03,P1", "03,P2").Replace(small), noon)
	if len(got.Moved) != 1 || got.Moved[0].Person != a3.ID || got.Moved[0].From != a3.Unit || len(got.Heads) != 2 {
		t.Errorf("moved %+v, heads %+v, want A3 to P2 and the heads of P1 and P2", got.Moved, got.Heads)
	}
	o.write(func(tx *store.Tx) error {
		days, err := tx.HomeDaysIn(got.Moved[0].To, day, day)
		if err != nil || len(days) != 1 || days[0].State != rules.Pending {
			t.Errorf("days in the new unit %+v, %v, want the pending one", days, err)
		}
		kept, err := tx.Request(request.ID)
		if err != nil || !kept.Open() {
			t.Errorf("request %+v, %v, want it open", kept, err)
		}
		return nil
	})
}

func TestAPostingKeepsThePastAndThePlanned(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	moved := func(unit, from string) string {
		return strings.Replace(small, "02,P1,CV,nhân viên + điều phối,có,02/01/2026", "02,"+unit+",CV,nhân viên + điều phối,có,"+from, 1)
	}
	for _, step := range []struct{ unit, from, want string }{
		{"P2", "01/12/2026", "P1 2026-01-02, P2 2026-12-01"},
		{"P1", "02/01/2026", "P1 2026-01-02, P2 2026-12-01"}, // today they are there
		{"P2", "", "P1 2026-01-02, P2 2026-11-23, P2 2026-12-01"},
		{"P1", "02/01/2025", "P1 2026-01-02, P1 2026-11-23, P2 2026-12-01"}, // an old day does not rewrite the past
	} {
		o.mustBring(moved(step.unit, step.from), noon)
		var got []string
		o.write(func(tx *store.Tx) error {
			p, err := tx.PersonByCode("A2", rules.DateOf(noon))
			if err != nil {
				return err
			}
			postings, err := tx.Postings(p.ID)
			if err != nil {
				return err
			}
			for _, x := range postings {
				u, err := tx.Unit(x.Unit)
				if err != nil {
					return err
				}
				got = append(got, u.Code+" "+x.From.String())
			}
			return nil
		})
		if s := strings.Join(got, ", "); s != step.want {
			t.Errorf("after %s from %q: %s, want %s", step.unit, step.from, s, step.want)
		}
	}
}

func TestAnEmptyEnrolmentEndsNone(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	if got := o.mustBring(strings.Replace(small, "41/QĐ,01/09/2026", ",", 1), noon); len(got.List) != 0 {
		t.Errorf("%s, want no change: a unit leaves the pilot with an outcome and a reason", o.told(got))
	}
}
