package roster_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/roster"
	"tainha/rules"
)

// places are the problems as "row+column key", with the found text.
func places(t *testing.T, files []roster.File, known roster.Known) []string {
	t.Helper()
	r, err := roster.Read(files, known)
	var faults *roster.Error
	if !errors.As(err, &faults) {
		t.Fatalf("Read: %v, want an *Error; got %+v", err, r)
	}
	told(t, err) // every problem has its text
	var out []string
	for _, p := range faults.Problems {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%d%s %s %s", p.Row, p.Column, strings.TrimPrefix(p.What.Key, "roster."), p.Found)))
	}
	return out
}

// cellFaults change one text of the agency and name what is wrong then. Its rows
// are: 3–4 units, 8–9 positions, 13–15 staff, 19–21 absences.
var cellFaults = map[string]struct {
	from, to string
	want     []string
}{
	"unit without a code":       {"P1,Phòng Một,SO,A2", ",Phòng Một,SO,A2", []string{"4A cell.empty", "14E cell.unit_unknown P1", "15E cell.unit_unknown P1"}},
	"unit without a name":       {"Phòng Một", " ", []string{"4B cell.empty"}},
	"code twice":                {"P1,Phòng Một,SO", "so,Phòng Một,", []string{"4A cell.code_twice so", "14E cell.unit_unknown P1", "15E cell.unit_unknown P1"}},
	"position twice":            {"MC,Một cửa", "CV,Một cửa", []string{"9A cell.code_twice CV", "15F cell.position_unknown MC"}},
	"person twice":              {"A3,Võ", "A1,Võ", []string{"15B cell.code_twice A1"}},
	"code with a space":         {"A3,Võ", "A 3,Võ", []string{"15B cell.code A 3"}},
	"unknown parent":            {"Phòng Một,SO", "Phòng Một,SSO", []string{"4C cell.unit_unknown SSO"}},
	"unknown head":              {"SO,A2", "SO,Trần Thị Bình", []string{"4D cell.person_unknown Trần Thị Bình"}},
	"unknown unit":              {"03,P1", "03,P9", []string{"15E cell.unit_unknown P9"}},
	"unknown position":          {"P1,MC", "P1,MK", []string{"15F cell.position_unknown MK"}},
	"its own parent":            {"Phòng Một,SO", "Phòng Một,P1", []string{"4C cell.circle P1"}},
	"a circle":                  {"SO,Sở Thử nghiệm,,", "SO,Sở Thử nghiệm,P1,", []string{"3C cell.circle P1"}},
	"own head":                  {"SO,A2", "SO,A1", []string{"4D cell.own_head A1"}},
	"head who left":             {"SO,A2", "SO,A3", []string{"15H cell.leaver_heads không"}},
	"period reversed":           {"2027-06-30", "31/08/2026", []string{"4G cell.period 31/08/2026"}},
	"no such day":               {"2027-06-30", "31/06/2027", []string{"4G cell.date 31/06/2027"}},
	"month first":               {"2027-06-30", "06/30/2027", []string{"4G cell.date 06/30/2027"}},
	"two-figure year":           {"02/01/2026", "02/01/26", []string{"14I cell.date 02/01/26"}},
	"days without a decision":   {"41/QĐ,", ",", []string{"4E cell.decision_missing"}},
	"decision without a day":    {"01/09/2026,2027-06-30", ",", []string{"4F cell.first_missing"}},
	"flag":                      {"MC,Một cửa,có", "MC,Một cửa,chắc có", []string{"9C cell.flag chắc có"}},
	"active flag":               {"nhân viên + điều phối,có", "nhân viên + điều phối,nghỉ", []string{"14H cell.flag nghỉ"}},
	"name without letters":      {"Võ Văn Chín", "12345", []string{"15C cell.name 12345"}},
	"name too long":             {"Võ Văn Chín", strings.Repeat("dài ", 40), []string{"15C cell.name_long " + strings.Repeat("dài ", 9) + "dài…"}},
	"phone too short":           {"900000003", "90000003", []string{"15D cell.phone 90000003"}},
	"phone of nowhere":          {"900000003", "0100000003", []string{"15D cell.phone 0100000003"}},
	"phone rounded by Excel":    {"900000003", "9.1E+08", []string{"15D cell.phone_lost 9.1E+08"}},
	"phone of two":              {"+84 900 000 002", "0900000001", []string{"14D cell.phone_twice 0900000001"}},
	"role":                      {"kiểm tra", "giám sát", []string{"15G cell.role giám sát"}},
	"head as a role":            {"nhân viên + điều phối", "Trưởng phòng", []string{"14G cell.role_head Trưởng phòng"}},
	"fault of a formula":        {"Võ Văn Chín", "#N/A", []string{"15C cell.excel_fault #N/A"}},
	"cell without a heading":    {"kiểm tra,không,", "kiểm tra,không,,thừa", []string{"15J cell.stray thừa"}},
	"misspelt heading":          {"Số điện thoại", "Số đt thoại", []string{"12D cell.heading Số đt thoại"}},
	"misspelt needed heading":   {"Tên đơn vị", "Tên đon vj", []string{"2B cell.heading Tên đon vj"}},
	"missing heading":           {"Họ và tên", "STT", []string{"12 cell.heading_missing"}},
	"heading twice":             {"Số điện thoại", "Họ tên", []string{"12D cell.heading_twice Họ tên"}},
	"absence of nobody":         {"A1,01/12", "A9,01/12", []string{"19A cell.person_unknown A9"}},
	"absence without a code":    {"A1,01/12", ",01/12", []string{"19A cell.empty"}},
	"absence without a day":     {"A1,01/12/2026", "A1,", []string{"19B cell.empty"}},
	"absence from no such day":  {"A1,01/12/2026", "A1,31/11/2026", []string{"19B cell.date 31/11/2026"}},
	"absence to no such day":    {"2026-12-04", "mai", []string{"19C cell.date mai"}},
	"absence reversed":          {"2026-12-04", "30/11/2026", []string{"19C cell.period 30/11/2026"}},
	"absence too long":          {"2026-12-04", "02/12/2027", []string{"19C cell.absence_long 02/12/2027"}},
	"absence of a year":         {"2026-12-04", "01/12/2027", nil},
	"part of a day":             {"chiều,công tác", "tối,công tác", []string{"20D cell.part tối"}},
	"kind of absence":           {"chiều,công tác", "chiều,đi chơi", []string{"20E cell.absence_kind đi chơi"}},
	"no kind of absence":        {"chiều,công tác", "chiều,", []string{"20E cell.empty"}},
	"absences that overlap":     {"chiều,công tác", ",công tác", []string{"21B cell.absence_twice 07/12/2026"}},
	"absence without kinds":     {"Buổi,Loại", "Buổi,STT", []string{"18 cell.heading_missing"}},
	"quotation mark":            {"Võ Văn Chín", `"Võ" Văn`, []string{"15 file.quotes"}},
	"inactive people may share": {"900000003", "0900000001", nil},
}

func TestEveryFaultInACellIsNamedWithItsPlace(t *testing.T) {
	t.Parallel()
	for name, c := range cellFaults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(agency, c.from) {
				t.Fatalf("the agency holds no %q", c.from)
			}
			f := file("a.csv", strings.Replace(agency, c.from, c.to, 1))
			if c.want == nil {
				parse(t, roster.Known{}, f)
				return
			}
			if d := cmp.Diff(c.want, places(t, []roster.File{f}, roster.Known{})); d != "" {
				t.Errorf("problems (-want +got):\n%s", d)
			}
		})
	}
}

func TestFilesThatCantBeReadSayWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"empty":              {" \n", "0 file.empty"},
		"headings only":      {"Mã NV,Họ tên,Phòng,Vị trí\n", "0 file.empty"},
		"old Excel":          {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "0 file.old_excel"},
		"broken workbook":    {"PK\x03\x04 is no workbook", "0 file.not_xlsx"},
		"Windows-1258":       {"Mã,Tên\nA,Tr\xeann\n", "2 file.not_utf8"},
		"UTF-16, unmarked":   {"M\x00a\x00,\x00T\x00", "1 file.not_utf8"},
		"one column":         {"Mã|Họ tên|Phòng\nA1|An|P1\n", "0 file.no_table"},
		"headings of no use": {"Apple,Pear\n1,2\n", "1 file.which_table Apple Pear"},
		"two likely kinds":   {"Mã,Tên\nA,B\n", "1 file.which_table Mã Tên"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := places(t, []roster.File{file("a.csv", c.text)}, roster.Known{})
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func TestAProblemReadsAsASentence(t *testing.T) {
	t.Parallel()
	_, err := roster.Read([]roster.File{file("dir/a.csv", strings.Replace(agency, "03,P1", "03,P2", 1))}, roster.Known{})
	want := "a.csv, hàng 15, cột E (Đơn vị): «P2» – không có đơn vị mang mã hoặc tên này; gần nhất là «P1»."
	if got := told(t, err); len(got) != 1 || got[0] != want {
		t.Errorf("told %q,\nwant %q", got, want)
	}
}

func TestWhatTheDatabaseKnowsIsHeldAgainstTheFile(t *testing.T) {
	t.Parallel()
	known := roster.Known{
		Units:     map[string]roster.KnownUnit{"SO": {Head: "A1"}, "P1": {Parent: "SO"}},
		Positions: map[string]string{"CV": "Chuyên viên"},
		Staff:     map[string]roster.KnownPerson{"A1": {Phone: "84900000001", Active: true}, "A2": {}},
	}
	for name, c := range map[string]struct{ text, want string }{
		"phone of somebody missing": {"Mã NV,Họ tên,SĐT,Phòng,Vị trí\nA9,An,0900000001,P1,CV\n", "2C cell.phone_known 0900000001"},
		"head who left":             {"Mã đơn vị,Tên đơn vị,Trưởng phòng\nP1,Phòng Một,A2\n", "2C cell.head_inactive A2"},
		"head of the unit above":    {"Mã đơn vị,Tên đơn vị,Trưởng phòng\nP1,Phòng Một,A1\n", "2C cell.own_head A1"},
		"circle through it":         {"Mã đơn vị,Tên đơn vị,Cấp trên\nSO,Sở,P1\n", "2C cell.circle P1"},
		"leaver who heads":          {"Mã NV,Họ tên,Phòng,Vị trí,Active\nA1,An,P1,CV,no\n", "2E cell.leaver_heads no"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := places(t, []roster.File{file("a.csv", c.text)}, known)
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func TestProblemsBeyondTheLongestListAreCounted(t *testing.T) {
	t.Parallel()
	text := "Mã NV,Họ tên,Phòng,Vị trí\n" + strings.Repeat("A1,An,P1,CV\n", 600)
	known := roster.Known{Units: map[string]roster.KnownUnit{"P1": {}}, Positions: map[string]string{"CV": "Chuyên viên"}}
	_, err := roster.Read([]roster.File{file("a.csv", text)}, known)
	var faults *roster.Error
	if !errors.As(err, &faults) || len(faults.Problems) != 500 || faults.More != 99 {
		t.Errorf("%v, want 500 problems and 99 more", err)
	}
}

func TestARecordedAbsenceIsHeldAgainstTheFile(t *testing.T) {
	t.Parallel()
	day := rules.MustDate
	known := roster.Known{
		Staff: map[string]roster.KnownPerson{"A1": {Active: true}, "A2": {Active: true}},
		Absences: map[string][]rules.Absence{
			"A1": {{First: day("2026-11-20"), Last: day("2026-11-27"), Part: rules.Morning, Kind: rules.Leave}},
		},
		Today: day("2026-11-23"),
	}
	for name, c := range map[string]struct{ row, want string }{
		"the very same":     {"a1,20/11/2026,27/11/2026,sáng,nghỉ phép", ""},
		"another kind":      {"A1,20/11/2026,27/11/2026,sáng,nghỉ ốm", "2B cell.absence_known 20/11/2026"},
		"another last day":  {"A1,20/11/2026,30/11/2026,sáng,nghỉ phép", ""},
		"shortened to past": {"A1,20/11/2026,22/11/2026,sáng,nghỉ phép", ""},
		"another first day": {"A1,23/11/2026,27/11/2026,sáng,nghỉ phép", "2B cell.absence_known 23/11/2026"},
		"kept and changed":  {"A1,20/11/2026,27/11/2026,sáng,nghỉ phép\nA1,27/11/2026,30/11/2026,sáng,nghỉ phép", "3B cell.absence_twice 27/11/2026"},
		"the other half":    {"A1,20/11/2026,27/11/2026,chiều,nghỉ phép", ""},
		"days after it":     {"A1,28/11/2026,,,nghỉ phép", ""},
		"another person":    {"A2,20/11/2026,27/11/2026,,nghỉ phép", ""},
		"over before":       {"A1,20/11/2026,22/11/2026,,nghỉ phép", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := file("a.csv", "Mã NV,Từ ngày,Đến ngày,Buổi,Loại\n"+c.row+"\n")
			if c.want == "" {
				parse(t, known, f)
				return
			}
			if got := places(t, []roster.File{f}, known); len(got) != 1 || got[0] != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}
