package pilot_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// messages are those queued after one: whom they are to, and what they say.
func (a *agency) messages(after int64) (out []string) {
	a.Helper()
	a.write(func(tx *store.Tx) error {
		all, err := tx.Waiting(a.now, -1, 0, 1000)
		if err != nil {
			return err
		}
		for _, o := range all {
			if o.ID <= after {
				continue
			}
			body, err := json.Marshal(o.Body)
			if err != nil {
				return err
			}
			if o.Body.Screen != nil {
				a.worded(o.Body.Screen.Text)
			}
			out = append(out, fmt.Sprintf("to %d: %s", o.Person, body))
		}
		return nil
	})
	slices.Sort(out)
	return out
}

// Section 4: whoever is told of a change made in the chat is told the same of one
// that a file makes.
func TestAFileTellsOfTheRegisterAndOfAbsencesWhomTheChatTells(t *testing.T) {
	t.Parallel()
	registrar := func(a *agency, tx *store.Tx, code string) (register.Registrar, error) {
		u, err := tx.UnitByCode(code)
		if err != nil {
			return register.Registrar{}, err
		}
		version, err := register.Version(a.pilot.Do(tx, a.now, pilot.Actor{}), u.ID)
		return register.Registrar{Unit: u.ID, Version: version}, err
	}
	away := rules.MustDate("2026-12-01")
	for name, change := range map[string]struct {
		was, is string
		chat    func(a *agency, tx *store.Tx) error
	}{
		"a unit enters the pilot": {was: "SO,Sở Thử nghiệm,,A1,,,", is: "SO,Sở Thử nghiệm,,A1,50/QĐ,01/12/2026,", chat: func(a *agency, tx *store.Tx) error {
			r, err := registrar(a, tx, "SO")
			if err != nil {
				return err
			}
			return register.Enrol(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), r, rules.Enrolment{Decision: "50/QĐ", First: away})
		}},
		"a period is shortened": {was: "41/QĐ,01/09/2026,", is: "41/QĐ,01/09/2026,04/12/2026", chat: func(a *agency, tx *store.Tx) error {
			r, err := registrar(a, tx, "P1")
			if err != nil {
				return err
			}
			return register.SetLastDay(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), r, rules.MustDate("2026-12-04"))
		}},
		"a position is closed": {was: "CV,Chuyên viên,không,không,có", is: "CV,Chuyên viên,không,không,không", chat: func(a *agency, tx *store.Tx) error {
			return register.OpenPosition(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A5"]}), 1, false)
		}},
		"somebody is away": {was: "A5,Mai Văn Em", is: "A5,Mai Văn Em", chat: func(a *agency, tx *store.Tx) error {
			return people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A4"]}), []rules.Absence{{Person: a.who["A4"], First: away, Last: away, Kind: rules.Leave}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := strings.Replace(powered, change.was, change.is, 1)
			if name == "somebody is away" {
				file += "Vắng mặt\nMã nhân viên,Từ ngày,Đến ngày,Buổi,Loại\nA4,01/12/2026,,,nghỉ phép\n"
			}
			if file == powered {
				t.Fatal("the file changes nothing")
			}
			chat, door := openPowered(t), openPowered(t)
			for _, a := range []*agency{chat, door} {
				a.approved("2026-12-08")
			}
			_, queued := chat.mark()
			chat.must(func(tx *store.Tx) error { return change.chat(chat, tx) })
			if _, err := door.bringBy(file, door.who["A5"]); err != nil {
				t.Fatal(err)
			}
			want := chat.messages(queued)
			if len(want) == 0 {
				t.Fatal("the chat tells nobody")
			}
			if diff := cmp.Diff(want, door.messages(queued)); diff != "" {
				t.Errorf("a file tells otherwise (-the chat +the file):\n%s", diff)
			}
		})
	}
}

// Forty people on leave are one message to their head.
func TestAFileOfManyAbsencesIsOneMessageToEachWhoDecides(t *testing.T) {
	t.Parallel()
	a := openPowered(t)
	_, queued := a.mark()
	file := powered + "Vắng mặt\nMã nhân viên,Từ ngày,Đến ngày,Buổi,Loại\n" +
		"A4,01/12/2026,,,nghỉ phép\nA4,02/12/2026,,,công tác\nA4,03/12/2026,04/12/2026,,nghỉ phép\n"
	if _, err := a.bringBy(file, 0); err != nil {
		t.Fatal(err)
	}
	got := a.messages(queued)
	if len(got) != 1 || strings.Count(got[0], `"notice.away_line"`) != 3 {
		t.Errorf("told:\n%s\nwant one message with three lines", strings.Join(got, "\n"))
	}
}

// A unit without a head has nobody who assigns and approves: a file that brings it into the pilot, or
// lets it stay for longer, is refused with the way out, as the register does in the chat.
func TestAFileDoesNotEnrolAUnitWithoutAHead(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	file := func(head, last string) string {
		return "Đơn vị\nMã,Tên,Cấp trên,Người đứng đầu,Số quyết định,Thí điểm từ ngày,Thí điểm đến ngày\nP9,Phòng Chín,," + head + ",41/QĐ,01/12/2026," + last + "\n"
	}
	_, err := o.bring(file("", "31/12/2026"), noon, true)
	refused(t, err, "roster.no_head")
	for _, lang := range []string{"vi", "en"} {
		if text, err := o.texts.Plain(lang, rules.Msg("roster.no_head", "unit", "Phòng Chín")); err != nil || !strings.Contains(text, "Người đứng đầu") {
			t.Errorf("%s: %q, %v", lang, text, err)
		}
	}
	o.mustBring(file("A2", "31/12/2026"), noon)
	o.mustBring(file("", "31/12/2026"), noon) // the place is vacant: what runs goes on
	_, err = o.bring(file("", "31/01/2027"), noon, true)
	refused(t, err, "roster.no_head")
	o.mustBring(file("", "15/12/2026"), noon)
}
