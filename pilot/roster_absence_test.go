package pilot_test

import (
	"strings"
	"testing"

	"tainha/rules"
	"tainha/store"
)

// An absence that a file brought in can be prolonged and shortened by a later file; what is past stays.
func TestALaterFileChangesAnAbsence(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	list := func(rows string) string {
		return "Vắng mặt\nMã nhân viên,Từ ngày,Đến ngày,Loại\n" + rows + "\n"
	}
	o.mustBring(list("A2,24/11/2026,27/11/2026,nghỉ phép"), noon)
	for _, step := range []struct{ row, told, kept string }{
		{"A2,24/11/2026,01/12/2026,nghỉ phép", "~ Vắng mặt A2 Trần Thị Bình: nghỉ phép, từ thứ Ba 24/11/2026 đến hết thứ Sáu 27/11/2026 → từ thứ Ba 24/11/2026 đến hết thứ Ba 01/12/2026", "2026-11-24 2026-12-01"},
		{"A2,24/11/2026,24/11/2026,nghỉ phép", "", "2026-11-24 2026-11-24"},
		{"A2,25/11/2026,26/11/2026,nghỉ ốm", "", "2026-11-24 2026-11-24, 2026-11-25 2026-11-26"},
	} {
		changes := o.mustBring(list(step.row), noon)
		if len(changes.Absences) != 1 {
			t.Fatalf("%s: %d absences changed", step.row, len(changes.Absences))
		}
		var text [2]string
		for i, lang := range []string{"vi", "en"} {
			var err error
			if text[i], err = o.texts.Plain(lang, changes.Absences[0].Message()); err != nil {
				t.Fatal(err)
			}
		}
		if step.told != "" && text[0] != step.told {
			t.Errorf("%s: told %q, want %q", step.row, text[0], step.told)
		}
		if got := o.absencesOf("A2"); got != step.kept {
			t.Errorf("%s: kept %s, want %s", step.row, got, step.kept)
		}
	}
	later := noon.AddDate(0, 0, 2) // the second one is under way
	o.mustBring(list("A2,25/11/2026,30/11/2026,nghỉ ốm"), later)
	if got := o.absencesOf("A2"); got != "2026-11-24 2026-11-24, 2026-11-25 2026-11-30" {
		t.Errorf("kept %s", got)
	}
	if again := o.mustBring(list("A2,25/11/2026,30/11/2026,nghỉ ốm"), later); len(again.Absences) != 0 {
		t.Errorf("the same file again changed %v", again.Absences)
	}
	if _, err := o.bring(list("A2,26/11/2026,30/11/2026,nghỉ ốm"), later.AddDate(0, 0, 1), true); err == nil {
		t.Error("what is past was changed")
	}
}

// absencesOf lists somebody's absences that stand.
func (o *office) absencesOf(code string) string {
	o.Helper()
	var days []string
	o.write(func(tx *store.Tx) error {
		who, err := tx.PersonByCode(code, rules.DateOf(noon))
		if err != nil {
			return err
		}
		list, err := tx.Absences(who.ID, rules.MustDate("2026-01-01"), rules.MustDate("2027-01-01"))
		for _, a := range list {
			days = append(days, a.First.String()+" "+a.Last.String())
		}
		return err
	})
	return strings.Join(days, ", ")
}

// A file chooses the positions of a unit; the same file again changes nothing, an empty cell opens all again.
func TestAFileChoosesThePositionsOfAUnit(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	more := "Vị trí\nMã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm\nVT,Văn thư,không,không,có\n\n"
	list := func(positions string) string {
		return more + "Đơn vị\nMã đơn vị,Tên đơn vị,Vị trí được thí điểm\nP1,Phòng Một," + positions + "\n"
	}
	for _, step := range []struct {
		positions, told string
		opens           bool // CV
	}{
		{"VT", "Vị trí được thí điểm trong đơn vị: (trống) → VT", false},
		{"Văn thư", "", false},
		{"VT; CV", "Vị trí được thí điểm trong đơn vị: VT → CV, VT", true},
		{"", "Vị trí được thí điểm trong đơn vị: CV, VT → (trống)", true},
	} {
		told := o.told(o.mustBring(list(step.positions), noon))
		if !strings.Contains(told, step.told) || step.told == "" && told != "" {
			t.Errorf("%q: told %q, want %q", step.positions, told, step.told)
		}
		o.write(func(tx *store.Tx) error {
			u, err := tx.UnitByCode("P1")
			if err != nil {
				return err
			}
			cv, err := tx.PositionByCode("CV")
			if got := u.Opens(cv.ID); got != step.opens {
				t.Errorf("%q: CV open %v", step.positions, got)
			}
			return err
		})
	}
}

// Section 12: leave or illness over all of a day at home cancels it, and the approver is told; so
// does an absence that a later file prolongs, of which a day at home was none before.
func TestAFileThatProlongsAnAbsenceTakesTheDaysAtHomeThatItTouches(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	id := j.home("A3", rules.Pending, noon, "2026-11-26", "2026-11-30", "2026-12-02")
	bring := func(row string) {
		t.Helper()
		j.write(func(tx *store.Tx) error {
			_, err := j.importAs(tx, "Vắng mặt\nMã nhân viên,Từ ngày,Đến ngày,Loại\n"+row+"\n", j.now, 0)
			return err
		})
	}
	states := func(want ...rules.RequestState) {
		t.Helper()
		j.read(func(tx *store.Tx) error {
			r, err := tx.Request(id)
			for i, d := range r.Days {
				if d.State != want[i] {
					t.Errorf("%s is %s, want %s", d.Slot, d.State, want[i])
				}
			}
			return err
		})
	}
	bring("A3,25/11/2026,27/11/2026,nghỉ phép")
	states(rules.Withdrawn, rules.Pending, rules.Pending)
	bring("A3,25/11/2026,01/12/2026,nghỉ phép")
	states(rules.Withdrawn, rules.Withdrawn, rules.Pending)
}
