package bot_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// sheetMonth lets a month go by in the unit of planning: somebody comes, somebody
// goes over to IT, one leaves the staff, a Saturday is worked; every state of a day
// occurs. It is Thursday 26 November then.
func sheetMonth(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	y := h.pilot.Calendar.Years[2026]
	y.WorkedDays = map[rules.Date]string{rules.MustDate("2026-11-14"): "Làm bù"}
	h.pilot.Calendar.Years[2026] = y
	for _, x := range [][2]string{{"binh", "thứ 4"}, {"nam", "chiều thứ 5"}} {
		h.asks(x[0], "/tainha "+x[1])
		h.presses(x[0], "📨 Gửi đề nghị")
		h.presses("an", "✅ Duyệt")
	}
	h.asks("binh", "/tainha sáng thứ 5")
	h.presses("binh", "📨 Gửi đề nghị") // waits
	h.write(func(tx *store.Tx) error {
		for _, a := range []struct {
			who, first, last string
			part             rules.Part
			kind             rules.AbsenceKind
		}{
			{"binh", "2026-11-03", "2026-11-04", rules.Whole, rules.Sick}, {"binh", "2026-11-05", "2026-11-05", rules.Morning, rules.Sick},
			{"chi", "2026-11-12", "2026-11-16", rules.Whole, rules.Leave}, {"nam", "2026-11-26", "2026-11-26", rules.Morning, rules.Duty},
			{"nam", "2026-11-10", "2026-11-10", rules.Whole, rules.Away}, {"an", "2026-11-17", "2026-11-17", rules.Afternoon, rules.Leave},
			{"nam", "2026-11-30", "2026-11-30", rules.Whole, rules.Leave}, // ahead
		} {
			p, err := tx.PersonByCode(folk[a.who].code, rules.MustDate(a.first))
			if err != nil {
				return err
			}
			if err := tx.AddAbsence(rules.Absence{Person: p.ID, First: rules.MustDate(a.first), Last: rules.MustDate(a.last), Part: a.part, Kind: a.kind}); err != nil {
				return err
			}
		}
		for _, m := range []struct{ code, day, unit string }{{"TN11", "2026-11-18", "KHTH"}, {"TN07", "2026-11-20", "CNTT"}} {
			day := rules.MustDate(m.day)
			p, err := tx.PersonByCode(m.code, day)
			if err != nil {
				return err
			}
			u, err := tx.UnitByCode(m.unit)
			if err != nil {
				return err
			}
			if err := tx.Move(p.ID, day, u.ID, p.Position); err != nil {
				return err
			}
		}
		return nil
	})
	h.clock.Set(time.Date(2026, 11, 25, 16, 50, 0, 0, zone(t)))
	h.settle()
	h.write(func(tx *store.Tx) error {
		today := rules.MustDate("2026-11-25")
		lan, err := tx.PersonByCode(folk["lan"].code, today)
		if err != nil {
			return err
		}
		chi, err := tx.PersonByCode(folk["chi"].code, today)
		if err != nil {
			return err
		}
		return people.Deactivate(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: lan.ID}), chi.ID, false)
	})
	h.clock.Set(time.Date(2026, 11, 26, 9, 0, 0, 0, zone(t)))
	h.settle()
	return h
}

const sheetButton = "🗓 Bảng chấm công tháng"

// cells are all cells of a workbook's one sheet, row by row.
func cells(t *testing.T, book []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, row := range rows {
		out.WriteString(strings.TrimRight(strings.Join(row, "|"), "|") + "\n")
	}
	return out.String()
}

// takesSheet lets somebody take a unit's time sheet by the buttons that lead there.
func (h *house) takesSheet(who string, labels ...string) sandbox.Message {
	h.t.Helper()
	var m sandbox.Message
	h.asks(who, "/nhom")
	for _, label := range labels {
		m = h.presses(who, label)
	}
	if m.Document == nil {
		h.t.Fatalf("%s got no file: %s", who, m.Content())
	}
	return m
}

// The month of a unit as its head files it, and as the coordinator gets it: there leave
// and illness are one, and no sum tells them apart (rules.md 10).
func TestATimeSheetHoldsTheMonthOfAUnit(t *testing.T) {
	t.Parallel()
	h := sheetMonth(t)
	head := h.takesSheet("an", sheetButton, "Tháng 11 (đến hôm nay)")
	if head.Document.FileName != "bang-cham-cong-khth-2026-11.xlsx" || !head.Protected {
		t.Errorf("it is called %q, protected: %v", head.Document.FileName, head.Protected)
	}
	last := h.takesSheet("an", sheetButton, "Tháng 10")
	other := h.takesSheet("lan", sheetButton, "Tháng 11 (đến hôm nay)")
	got := "# " + head.Content() + "\n" + cells(t, h.file(head.Document.FileID)) + "\n# " + last.Content() + "\n" + cells(t, h.file(last.Document.FileID)) +
		"\n# " + other.Content() + "\n" + cells(t, h.file(other.Document.FileID))
	const golden = "testdata/time_sheet.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
	if dir := os.Getenv("TIME_SHEET"); dir != "" { // to look at it
		if err := os.WriteFile(dir+"/month.xlsx", h.file(head.Document.FileID), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// rules.md 10: others open an illness with a logged read, and the person can see it.
func TestWhoTakesATimeSheetIsNotedAtEverybodyInIt(t *testing.T) {
	t.Parallel()
	h := sheetMonth(t)
	book := cells(t, h.file(h.takesSheet("duc", "🏢 Đơn vị khác", "Phòng Kế hoạch – Tổng hợp", sheetButton, "Tháng 11 (đến hôm nay), có loại nghỉ").Document.FileID))
	if !strings.Contains(book, "|Ô|Ô|Ô/2|") {
		t.Errorf("the illness that was asked for is not in it:\n%s", book)
	}
	h.takesSheet("an", sheetButton, "Tháng 11 (đến hôm nay)")
	looks := map[string][]string{}
	h.write(func(tx *store.Tx) error {
		for _, who := range []string{"binh", "nam"} {
			p, err := tx.PersonByCode(folk[who].code, rules.MustDate("2026-11-26"))
			if err != nil {
				return err
			}
			list, err := tx.DataReads(p.ID, 10)
			if err != nil {
				return err
			}
			for _, r := range list {
				reader, err := tx.Person(r.Reader, rules.MustDate("2026-11-26"))
				if err != nil {
					return err
				}
				looks[who] = append(looks[who], reader.Code+" "+r.What)
			}
			slices.Sort(looks[who])
		}
		return nil
	})
	want := map[string][]string{"binh": {"TN01 absence", "TN01 time_sheet", "TN02 request", "TN02 time_sheet"}, "nam": {"TN01 time_sheet", "TN02 request", "TN02 time_sheet"}}
	if d := cmp.Diff(want, looks); d != "" {
		t.Error(d)
	}
}

// A year that is not entered makes no sheet, and no month but two has one.
func TestATimeSheetIsRefusedWhereNothingIsKnown(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.takesSheet("an", sheetButton, "Tháng 10")
	y := h.pilot.Calendar.Years[2026]
	y.Provisional = true
	h.pilot.Calendar.Years[2026] = y
	h.asks("an", "/nhom")
	h.presses("an", sheetButton)
	if got := h.presses("an", "Tháng 11 (đến hôm nay)"); got.Document != nil {
		t.Errorf("days of which nothing is known were filled: %s", got.Content())
	}
}
