package roster_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"tainha/locale"
	"tainha/roster"
	"tainha/rules"
)

// agency is one small roster as one CSV: the four tables one beneath the other.
const agency = `Đơn vị
Mã đơn vị,Tên đơn vị,Đơn vị cấp trên,Người đứng đầu,Số quyết định,Thí điểm từ ngày,Thí điểm đến ngày
SO,Sở Thử nghiệm,,A1,,,
P1,Phòng Một,SO,A2,41/QĐ,01/09/2026,2027-06-30

Vị trí
Mã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm
CV,Chuyên viên,không,,x
MC,Một cửa,có,1,không

Nhân sự
STT,Mã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí,Vai trò,Đang làm việc,Từ ngày
1,A1,Lê Minh Đức,0900 000 001,SO,CV,,,
2,A2,Trần Thị Bình,+84 900 000 002,P1,CV,nhân viên + điều phối,có,02/01/2026
3,A3,Võ Văn Chín,900000003,P1,MC,kiểm tra,không,

Vắng mặt
Mã nhân viên,Từ ngày,Đến ngày,Buổi,Loại
A1,01/12/2026,2026-12-04,,Nghỉ phép
A2,07/12/2026,,chiều,công tác
A2,07/12/2026,08/12/2026,sáng,nghỉ ốm
`

func parse(t *testing.T, known roster.Known, files ...roster.File) roster.Roster {
	t.Helper()
	r, err := roster.Read(files, known)
	if err != nil {
		t.Fatalf("Read: %s", strings.Join(told(t, err), "\n"))
	}
	return r
}

func file(name, text string) roster.File { return roster.File{Name: name, Data: []byte(text)} }

// told are the problems as the operator reads them, in Vietnamese.
func told(t *testing.T, err error) []string {
	t.Helper()
	var faults *roster.Error
	if !errors.As(err, &faults) {
		t.Fatalf("Read: %v, want an *Error", err)
	}
	catalog, err := locale.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range faults.Problems {
		for _, lang := range locale.Languages {
			text, err := catalog.Plain(lang, p.Message())
			if err != nil {
				t.Errorf("problem %s has no %s text: %v", p.What.Key, lang, err)
			}
			if lang == "vi" {
				out = append(out, text)
			}
		}
	}
	return out
}

func TestOneCSVHoldsTheWholeAgency(t *testing.T) {
	t.Parallel()
	got := parse(t, roster.Known{}, file("co-quan.csv", agency))
	unit := roster.UnitCode | roster.UnitName | roster.UnitParent | roster.UnitHead | roster.UnitDecision | roster.UnitFirst | roster.UnitLast
	position := roster.PositionCode | roster.PositionName | roster.PositionCitizens | roster.PositionProcedures | roster.PositionOpen
	staff := roster.StaffCode | roster.StaffName | roster.StaffPhone | roster.StaffUnit | roster.StaffPosition | roster.StaffRoles | roster.StaffActive | roster.StaffFrom
	absence := roster.AbsenceStaff | roster.AbsenceFirst | roster.AbsenceLast | roster.AbsencePart | roster.AbsenceKind
	want := roster.Roster{
		Given: unit | position | staff | absence,
		Units: []roster.Unit{
			{Given: unit, Code: "SO", Name: "Sở Thử nghiệm", Head: "A1"},
			{
				Given: unit, Code: "P1", Name: "Phòng Một", Parent: "SO", Head: "A2",
				Enrolment: &rules.Enrolment{Decision: "41/QĐ", First: rules.MustDate("2026-09-01"), Last: rules.MustDate("2027-06-30")},
			},
		},
		Positions: []roster.Position{
			{Given: position, Code: "CV", Name: "Chuyên viên", OpenToPilot: true},
			{Given: position, Code: "MC", Name: "Một cửa", CitizenFacing: true, HandlesProcedures: true},
		},
		Staff: []roster.Staff{
			{Given: staff, Code: "A1", Name: "Lê Minh Đức", Phone: "84900000001", Unit: "SO", Position: "CV", Roles: rules.Staff, Active: true},
			{Given: staff, Code: "A2", Name: "Trần Thị Bình", Phone: "84900000002", Unit: "P1", Position: "CV", Roles: rules.Staff | rules.Coordinator, Active: true, From: rules.MustDate("2026-01-02")},
			{Given: staff, Code: "A3", Name: "Võ Văn Chín", Phone: "84900000003", Unit: "P1", Position: "MC", Roles: rules.Auditor},
		},
		Absences: []roster.Absence{
			{Staff: "A1", Absence: rules.Absence{First: rules.MustDate("2026-12-01"), Last: rules.MustDate("2026-12-04"), Kind: rules.Leave}},
			{Staff: "A2", Absence: rules.Absence{First: rules.MustDate("2026-12-07"), Last: rules.MustDate("2026-12-07"), Part: rules.Afternoon, Kind: rules.Duty}},
			{Staff: "A2", Absence: rules.Absence{First: rules.MustDate("2026-12-07"), Last: rules.MustDate("2026-12-08"), Part: rules.Morning, Kind: rules.Sick}},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("roster (-want +got):\n%s", d)
	}
}

func TestTheDemonstrationAgencyIsARoster(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../demo/agency.csv")
	if err != nil {
		t.Fatal(err)
	}
	got := parse(t, roster.Known{}, roster.File{Name: "agency.csv", Data: data})
	if len(got.Units) != 4 || len(got.Staff) < 13 {
		t.Errorf("%d units and %d people, want 4 and a dozen or more", len(got.Units), len(got.Staff))
	}
	roles := rules.Roles(0)
	for _, p := range got.Staff {
		roles |= p.Roles
	}
	if want := rules.Staff | rules.Coordinator | rules.Auditor | rules.Operator; roles != want {
		t.Errorf("roles %b, want every role: %b", roles, want)
	}
}

func TestEveryFormOfFileGivesTheSameRoster(t *testing.T) {
	t.Parallel()
	want := parse(t, roster.Known{}, file("a.csv", agency))
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(agency, ",", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	english := strings.NewReplacer(
		"Đơn vị\nMã", "Units\nMã", "Mã đơn vị", "UNIT CODE", "Tên đơn vị", "Name (*)", "Đơn vị cấp trên", "parent", "Người đứng đầu", "Head",
		"Số quyết định", "decision", "Thí điểm từ ngày", "pilot_first_day", "Thí điểm đến ngày", "Pilot last day",
		"Vị trí\nMã", "POSITIONS\nMã", "Mã vị trí", "code", "Tên vị trí", "name", "Tiếp công dân", "citizen_facing", "Giải quyết TTHC", "handles_procedures", "Thuộc diện thí điểm", "open_to_pilot",
		"Nhân sự", "Staff", "Mã nhân viên", "Employee code", "Họ và tên", "Full name", "Số điện thoại", "Phone", "Đơn vị,Vị trí,Vai trò", "Unit,Position,Role",
		"Đang làm việc", "Active", "Từ ngày", "From", "không", "no", "có", "YES", "Vắng mặt", "Absences", "Đến ngày,Buổi,Loại", "To,Part of day,Kind",
		",,Nghỉ phép", ",whole day,Leave", "chiều,công tác", "PM,business trip", "sáng,nghỉ ốm", "morning,sick", "nhân viên + điều phối", "staff+coordinator", "kiểm tra", "Auditor",
	).Replace(agency)
	plain := strings.NewReplacer("Đơn vị", "don vi", "Mã", "ma", "Tên", "ten", "Nhân sự", "NHAN SU", "Vị trí", "vi tri", "Vắng mặt", "vang mat", "Nghỉ phép", "nghi phep", "không", "khong", "có", "co").Replace(agency)
	for name, text := range map[string]string{
		"byte order mark":  "\ufeff" + agency,
		"semicolons":       strings.ReplaceAll(agency, ",", ";"),
		"tabs":             strings.ReplaceAll(agency, ",", "\t"),
		"Excel's hint":     "sep=;\n" + strings.ReplaceAll(agency, ",", ";"),
		"Windows lines":    strings.ReplaceAll(agency, "\n", "\r\n"),
		"UTF-16":           utf16,
		"decomposed":       norm.NFD.String(agency),
		"unseen marks":     strings.NewReplacer("A2", "A\u200b2", "Lê Minh", "Lê\u00a0 Minh").Replace(agency),
		"English":          english,
		"no diacritics":    plain,
		"small references": strings.ReplaceAll(strings.ReplaceAll(agency, ",P1,CV", ",p1,cv"), ",SO,A2", ",so,a2"),
		"small absences":   strings.ReplaceAll(agency, "\nA1,", "\na1,"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(want, parse(t, roster.Known{}, file("a.csv", text))); d != "" {
				t.Errorf("roster (-want +got):\n%s", d)
			}
		})
	}
}

func TestSeveralFilesAreOneRoster(t *testing.T) {
	t.Parallel()
	parts := strings.Split(agency, "\n\n")
	var byTitle, byName []roster.File
	for i, name := range []string{"don-vi.csv", "Vị trí.csv", "staff.csv", "vang-mat.csv"} {
		_, untitled, _ := strings.Cut(parts[i], "\n")
		byTitle = append(byTitle, file("x.csv", untitled)) // known by the headings alone
		byName = append(byName, file(name, untitled))
	}
	want := parse(t, roster.Known{}, file("a.csv", agency))
	for _, files := range [][]roster.File{byTitle, byName, {byName[3], byName[2], byName[0], byName[1]}} {
		if d := cmp.Diff(want, parse(t, roster.Known{}, files...)); d != "" {
			t.Errorf("roster (-want +got):\n%s", d)
		}
	}
}

// workbook writes tables as sheets; values keep their types, as Excel's do.
func workbook(t *testing.T, sheets map[string][][]any) roster.File {
	t.Helper()
	book := excelize.NewFile()
	for _, name := range []string{"Hướng dẫn", "Đơn vị", "Vị trí", "Nhân sự"} {
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range sheets[name] {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := book.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return roster.File{Name: "co-quan.xlsx", Data: out.Bytes()}
}

func TestAWorkbookKeepsWhatExcelStores(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	got := parse(t, roster.Known{}, workbook(t, map[string][][]any{
		"Hướng dẫn": {{"Điền ba trang sau", "rồi gửi lại"}},
		"Đơn vị": {
			{"DANH SÁCH ĐƠN VỊ"}, {},
			{"Mã", "Tên", "Trưởng phòng", "Số quyết định", "Từ ngày"},
			{10, "Phòng Mười", 7, "41/QĐ", day},
		},
		"Vị trí":  {{"Mã", "Tên", "Tiếp công dân", "TTHC", "Thí điểm"}, {"CV", "=1+1 là hai", false, "", true}},
		"Nhân sự": {{"Mã", "Họ tên", "SĐT", "Phòng", "Vị trí"}, {7.0, "Võ Thị Bảy", 900000007, 10, "CV"}},
	}))
	if u := got.Units[0]; u.Code != "10" || u.Head != "7" || u.Enrolment.First != rules.DateOf(day) {
		t.Errorf("unit %+v (%v), want code 10, head 7, from 1/9/2026", u, u.Enrolment)
	}
	if p := got.Positions[0]; p.CitizenFacing || !p.OpenToPilot || p.Name != "=1+1 là hai" {
		t.Errorf("position %+v, want flags as Excel's booleans, and a formula's look as text", p)
	}
	if p := got.Staff[0]; p.Phone != "84900000007" || p.Unit != "10" {
		t.Errorf("person %+v, want the phone's zero given back", p)
	}
}

func TestColumnsInAnyOrderGiveTheSameRoster(t *testing.T) {
	t.Parallel()
	want := parse(t, roster.Known{}, file("a.csv", agency))
	rapid.Check(t, func(rt *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "order"), 0))
		var text strings.Builder
		for part := range strings.SplitSeq(agency, "\n\n") {
			title, rest, _ := strings.Cut(part, "\n")
			rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
			if err != nil {
				rt.Fatal(err)
			}
			order := random.Perm(len(rows[0]))
			text.WriteString(title + "\n")
			w := csv.NewWriter(&text)
			for _, row := range rows {
				mixed := make([]string, len(row))
				for i, j := range order {
					mixed[j] = row[i]
				}
				if err := w.Write(mixed); err != nil {
					rt.Fatal(err)
				}
			}
			w.Flush()
		}
		got, err := roster.Read([]roster.File{file("a.csv", text.String())}, roster.Known{})
		if d := cmp.Diff(want, got); d != "" || err != nil {
			rt.Fatalf("%v; roster (-want +got):\n%s", err, d)
		}
	})
}

func TestAStaffFileAloneRefersToTheDatabase(t *testing.T) {
	t.Parallel()
	known := roster.Known{Units: map[string]roster.KnownUnit{"P1": {}}, Positions: map[string]string{"CV": "Chuyên viên"}}
	got := parse(t, known, file("nhan-su.csv", "Mã NV;Họ tên;Phòng;Vị trí\nA9;Lý Văn Chín;p1;cv\n"))
	if p := got.Staff[0]; p.Unit != "P1" || p.Position != "CV" || p.Given.Has(roster.StaffPhone) || got.Given.Has(roster.UnitCode) {
		t.Errorf("%+v, want the codes as the database spells them and no phone column", p)
	}
}

func FuzzReadNeverFails(f *testing.F) {
	f.Add([]byte(agency))
	f.Add([]byte("\xff\xfeM\x00"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("Mã;Họ tên;Phòng;Vị trí;SĐT\n\"A;9E+08\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := roster.Read([]roster.File{{Name: "x.csv", Data: data}}, roster.Known{})
		var faults *roster.Error
		if err != nil && (!errors.As(err, &faults) || len(faults.Problems) == 0) {
			t.Errorf("%v, want a roster or a list of problems", err)
		}
	})
}

// What an import becomes stands in memory at once, so it is bounded: all of its files together.
func TestAnImportOfTooManyRowsSaysHowManyItTakes(t *testing.T) {
	t.Parallel()
	many := func(from, n int) roster.File {
		out := bytes.NewBufferString("Mã NV,Họ tên,Phòng,Vị trí\n")
		for i := range n {
			fmt.Fprintf(out, "NV%d,Nguyễn An,KH,CV\n", from+i)
		}
		return roster.File{Name: fmt.Sprint("ds", from, ".csv"), Data: out.Bytes()}
	}
	_, err := roster.Read([]roster.File{many(0, 15_000), many(20_000, 15_001)}, roster.Known{})
	var bad *roster.Error
	if !errors.As(err, &bad) {
		t.Fatalf("read: %v", err)
	}
	found := slices.ContainsFunc(bad.Problems, func(p roster.Problem) bool {
		return p.File == "ds20000.csv" && p.What.Key == "roster.file.too_many_records"
	})
	if !found {
		t.Errorf("no word of the number of rows: %v", bad)
	}
}
