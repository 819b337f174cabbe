package pilot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// planned is a list of leave: one under way, one ahead, one that is over.
const planned = `Vắng mặt
Mã nhân viên,Từ ngày,Đến ngày,Buổi,Loại
A2,20/11/2026,25/11/2026,,nghỉ phép
A3,01/12/2026,,chiều,công tác
A3,18/11/2026,20/11/2026,,nghỉ ốm
`

// absent are the absences of the database, in order.
func (o *office) absent() (out []rules.Absence) {
	o.Helper()
	err := o.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		out, err = tx.AbsencesFrom(rules.MustDate("2026-01-01"))
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return out
}

// entries counts the rows of the audit with the action.
func (o *office) entries(action string) int {
	o.Helper()
	n := 0
	err := o.db.Read(context.Background(), func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 100_000)
		for _, r := range trail {
			if r.Action == action {
				n++
			}
		}
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return n
}

// toldAbsent is the list of absences as the operator reads it.
func (o *office) toldAbsent(c people.Changes) string {
	o.Helper()
	var lines []string
	for _, a := range c.Absences {
		for _, lang := range []string{"en", "vi"} {
			text, err := o.texts.Plain(lang, a.Message())
			if err != nil {
				o.Error(err)
			}
			if lang == "vi" {
				lines = append(lines, text)
			}
		}
	}
	return strings.Join(lines, "\n")
}

func TestImportedAbsencesAreNotedOnce(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	trial, err := a.bring(planned, noon, false)
	if err != nil {
		t.Fatal(err)
	}
	want := `+ Vắng mặt A2 Trần Thị Bình: nghỉ phép, từ thứ Sáu 20/11/2026 đến hết thứ Tư 25/11/2026 (mới)
+ Vắng mặt A3 Võ Văn Chín: đi công tác, chiều thứ Ba 01/12/2026 (mới)`
	if got := a.toldAbsent(trial); got != want {
		t.Errorf("a trial told\n%s\nwant\n%s", got, want)
	}
	if got := a.absent(); len(got) != 0 {
		t.Errorf("a trial wrote %+v", got)
	}
	if done := a.mustBring(planned, noon); a.toldAbsent(done) != want || len(done.List) != 0 {
		t.Errorf("the import told\n%s and %d changes, want what the trial told", a.toldAbsent(done), len(done.List))
	}
	noted := []rules.Absence{
		{Person: a.who["A2"], First: rules.MustDate("2026-11-20"), Last: rules.MustDate("2026-11-25"), Kind: rules.Leave},
		{Person: a.who["A3"], First: rules.MustDate("2026-12-01"), Last: rules.MustDate("2026-12-01"), Part: rules.Afternoon, Kind: rules.Duty},
	}
	for _, later := range []time.Duration{0, 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour} {
		if again := a.mustBring(planned, noon.Add(later)); len(again.Absences)+len(again.List) != 0 {
			t.Errorf("%v later the same file adds %+v", later, again)
		}
		if got := a.absent(); !slices.Equal(got, noted) {
			t.Errorf("%v later the database holds %+v, want %+v", later, got, noted)
		}
	}
	if n := a.entries("absence.add"); n != len(noted) {
		t.Errorf("%d rows of audit, want one each", n)
	}
}

func TestAnImportedAbsenceNeverChangesARecordedOne(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.must(func(tx *store.Tx) error {
		return people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), []rules.Absence{{
			Person: a.who["A3"], First: rules.MustDate("2026-12-01"), Last: rules.MustDate("2026-12-03"), Kind: rules.Leave,
		}})
	})
	before := a.absent()
	_, err := a.bring(planned, noon, true)
	var faults *roster.Error
	if !errors.As(err, &faults) || len(faults.Problems) != 1 {
		t.Fatalf("%v, want one problem", err)
	}
	text, err := a.texts.Plain("vi", faults.Problems[0].Message())
	want := "a.csv, hàng 4, cột B (Từ ngày): «01/12/2026» – người này đã được ghi vắng từ thứ Ba 01/12/2026 đến thứ Năm 03/12/2026 (nghỉ phép), trùng với hàng này."
	if !strings.HasPrefix(text, want) || err != nil {
		t.Errorf("told %q (%v),\nwant %q", text, err, want)
	}
	if got := a.absent(); !slices.Equal(got, before) {
		t.Errorf("the database holds %+v, want %+v", got, before)
	}
}

func TestWhatWaitsFollowsImportedAbsences(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.ask("A3", "2026-11-27")
	a.expect("before", id, "A2")
	told := a.told("A1")
	a.mustBring(planned, noon)
	a.expect("the head is away today", id, "A1")
	if a.told("A1") == told {
		t.Error("who is asked now was not told")
	}
}

func TestAbsencesComeInWithTheirPeople(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first := o.mustBring(small+planned, noon)
	if len(first.Absences) != 2 || len(first.List) != 7 {
		t.Errorf("%d absences and %d changes, want 2 and 7", len(first.Absences), len(first.List))
	}
	if again := o.mustBring(small+planned, noon); len(again.Absences)+len(again.List) != 0 {
		t.Errorf("again: %+v, want no change", again)
	}
}
