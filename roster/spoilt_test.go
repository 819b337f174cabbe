package roster_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/roster"
)

// smallOffice has a head, her clerk, and cells that tests spoil.
const smallOffice = `Đơn vị
Mã đơn vị,Tên đơn vị,Đơn vị cấp trên,Người đứng đầu,Số quyết định,Thí điểm từ ngày
SO,Sở Mẫu,,A1,,
P1,Phòng Một,SO,A2,41/QĐ,01/09/2026

Vị trí
Mã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm
CV,Chuyên viên,không,không,có

Nhân sự
Mã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí
A1,Lê Văn Một,0900000001,SO,CV
A2,Trần Thị Hai,0900000002,P1,CV
`

// Letters that a program has lost are refused with the way out, never imported.
func TestTextsThatAreNotUnicodeAreRefusedByName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Lª V¨n Mét": "tcvn3", "TrÇn ThÞ Hai": "tcvn3", "NguyÔn ThÞ Ba": "tcvn3", "§ç V¨n B¶y": "tcvn3", "Hoµng": "tcvn3", "Bïi Quèc B×nh": "tcvn3",
		"Nguyeãn Vaên Moät": "vni", "Traàn Thò Hai": "vni", "Ñaëng Thaùi Sôn": "vni", "Leâ Hoàng": "vni", "Phaïm Thò Huøng": "vni", "Buøi Ñöùc": "vni",
		"Nguyá»…n VÄƒn Báº£y": "mojibake", "Tráº§n Thá»‹ Hai": "mojibake", "LÃª Minh": "mojibake", "BÃ¹i SÃ¡u": "mojibake",
		"Nguy?n V?n B?y": "letters_lost", "Tr?n Th?": "letters_lost", "Nguy\ufffdn": "letters_lost",
	} {
		f := file("a.csv", strings.Replace(smallOffice, "Trần Thị Hai", text, 1))
		if d := cmp.Diff([]string{"13B cell." + want + " " + text}, places(t, []roster.File{f}, roster.Known{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
}

// Names of every people that lives in Vietnam, and of guests, stand.
func TestNamesInUnicodeAreTaken(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Nguyễn Thị Thu Ân", "Đặng Thùy Trâm", "HÀ HUY TẬP", "Ngô Gia Tự", "Tôn Nữ Thị Ninh", "Lò Văn Hoài", "Y Bhăm Êñuôl", "H'Hen Niê", "Kpă Klơng", "Bế Văn Đàn",
		"Thạch Thị Dân", "Hoàng Oanh", "Hoà Bình", "Đoàn Thị Điểm", "Tuân", "Điêu", "Đỗ Quý Hoà", "ĐÃ XÃ", "Lê Thuý Uyên", "Nguyễn Ánh (Bé)", "Jürgen Müller", "François Bizot", "Mã Thị Oánh", "Khoá", "Hoè",
	} {
		parse(t, roster.Known{}, file("a.csv", strings.Replace(smallOffice, "Trần Thị Hai", name, 1)))
	}
}

// What Excel took for a day is refused in a column of texts; the decision's number is lost in it.
func TestAnExcelDayInAColumnOfTextsIsRefusedWithTheWayOut(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"{d}2026-12-01", "{mmm-yy}46357", "{dd/mm/yyyy}46357"} {
		o := office{kind: "xlsx", sheets: []string{"Đơn vị\nMã|Tên|Số quyết định|Từ ngày\nP1|Phòng Một|" + cell + "|{d}2026-09-01\n"}}
		got := places(t, []roster.File{o.file(t, "a")}, roster.Known{})
		if d := cmp.Diff([]string{"2C cell.turned_date 01/12/2026"}, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", cell, d)
		}
	}
	o := office{kind: "xlsx", sheets: []string{"Nhân sự\nMã|Họ tên|Phòng|Vị trí|SĐT\n{d}2026-10-02|An|P1|CV|{d}1999-01-02\n"}}
	known := roster.Known{Units: map[string]roster.KnownUnit{"P1": {}}, Positions: map[string]string{"CV": ""}}
	if d := cmp.Diff([]string{"2A cell.turned_date 02/10/2026", "2E cell.turned_date 02/01/1999"}, places(t, []roster.File{o.file(t, "a")}, known)); d != "" {
		t.Errorf("staff (-want +got):\n%s", d)
	}
	for _, cell := range []string{"12-Oct", "Oct-41", "12-Thg 10"} {
		f := file("a.csv", strings.Replace(smallOffice, "41/QĐ", cell, 1))
		if d := cmp.Diff([]string{"4E cell.turned_date " + cell}, places(t, []roster.File{f}, roster.Known{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", cell, d)
		}
	}
}

func TestPhonesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"+84 (0)900000009": "84900000009", "+840900000002": "84900000002", "0900–000–003": "84900000003", "0900‑000‑004": "84900000004", `"=""0900000005"""`: "84900000005",
		`"0900,000,006"`: "84900000006", "0900000007 (Zalo)": "84900000007", "028 3829 1234 (102)": "842838291234", "0903.123.456": "84903123456", "+84 903 123 456": "84903123456",
		"84903123456": "84903123456", "903123456": "84903123456", "0903 123 456 / 0912 345 678": "84903123456", "02838291234; 0903123456": "84903123456", "(028) 38291234": "842838291234",
		"'0903123456": "84903123456", "ĐT: 0903 123 456": "84903123456", "0903123456 - 0912345678": "84903123456", "9.03123456E+08": "84903123456", "0084 903 123 456": "84903123456",
	} {
		r := parse(t, roster.Known{}, file("a.csv", strings.Replace(smallOffice, "0900000002", text, 1)))
		if got := r.Staff[1].Phone; got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"0903", "113", "01234567890", "0903 123 45", "không có", "+1 202 555 0100", "09031234567"} {
		f := file("a.csv", strings.Replace(smallOffice, "0900000002", text, 1))
		if d := cmp.Diff([]string{"13C cell.phone " + text}, places(t, []roster.File{f}, roster.Known{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
}

// Who heads a unit is under nobody but others: a file that says otherwise is refused by name and row.
func TestAHeadUnderHimselfIsRefusedByNameAndRow(t *testing.T) {
	t.Parallel()
	f := file("ds.csv", strings.Replace(smallOffice, "SO,A2", "SO,A1", 1))
	_, err := roster.Read([]roster.File{f}, roster.Known{})
	want := "ds.csv, hàng 4, cột D (Người đứng đầu): «A1» – Lê Văn Một cũng đứng đầu đơn vị cấp trên «SO», như vậy sẽ tự duyệt đề nghị của mình. Một trong hai ô cần người khác hoặc để trống."
	if got := told(t, err); len(got) != 1 || got[0] != want {
		t.Errorf("told %q,\nwant %q", got, want)
	}
}

// People under a group that is no unit are put nowhere by guess.
func TestAGroupThatIsNoUnitIsRefused(t *testing.T) {
	t.Parallel()
	o := office{kind: "xlsx", sheets: []string{"Nhân sự\nMã|Họ tên|Vị trí\nI. Văn phòng|<|<\nA1|An|CV\nII. Phòng Kinh tê mới|<|<\nA2|Bình|CV\n1. Công chức|<|<\nA3|Chi|CV\n"}}
	got := places(t, []roster.File{o.file(t, "a")}, knownOffice)
	if d := cmp.Diff([]string{"5 cell.group_unknown", "7 cell.group_unknown"}, got); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

// A list's last person without a code is a person, not a signature.
func TestSomebodyWithoutACodeIsToldNotLeftOut(t *testing.T) {
	t.Parallel()
	f := file("a.csv", smallOffice+",Nguyễn Văn Ba,0900000003,P1,CV\n")
	if d := cmp.Diff([]string{"14A cell.empty"}, places(t, []roster.File{f}, roster.Known{})); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

// A unit may open some of the positions alone, by code or name.
func TestAUnitOpensPositionsOfItsOwn(t *testing.T) {
	t.Parallel()
	o := office{kind: "xlsx", sheets: []string{"Đơn vị\nMã đơn vị|Tên đơn vị|Vị trí được thí điểm\nVP|Văn phòng|CV; Văn thư\nKT|Phòng Kinh tế|\n"}}
	r := parse(t, knownOffice, o.file(t, "a"))
	if d := cmp.Diff([][]string{{"CV", "VT"}, nil}, [][]string{r.Units[0].Positions, r.Units[1].Positions}); d != "" {
		t.Errorf("positions (-want +got):\n%s", d)
	}
	o.sheets[0] = strings.Replace(o.sheets[0], "Văn thư", "Lái xe", 1)
	if d := cmp.Diff([]string{"2C cell.position_unknown CV; Lái xe"}, places(t, []roster.File{o.file(t, "a")}, knownOffice)); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

// A row that only divides a list of units is left out, and said.
func TestARowThatDividesAListOfUnitsIsLeftOutAndSaid(t *testing.T) {
	t.Parallel()
	o := office{kind: "xlsx", sheets: []string{"Đơn vị\nMã đơn vị|Tên đơn vị\nI. Khối văn phòng|<\nVP|Văn phòng\nKT|Phòng Kinh tế\n"}}
	r := parse(t, knownOffice, o.file(t, "a"))
	if len(r.Units) != 2 {
		t.Errorf("%d units were read, want 2", len(r.Units))
	}
	if d := cmp.Diff([]string{"trang «Đơn vị», hàng 2 – hàng nhóm «I. Khối văn phòng» được bỏ qua."}, asides(t, r)); d != "" {
		t.Errorf("left out (-want +got):\n%s", d)
	}
}

// A file of few bytes and very many cells is refused as a whole, before it fills the memory.
func TestAFileOfTooManyCellsIsRefused(t *testing.T) {
	t.Parallel()
	f := file("ds.csv", strings.Repeat(strings.Repeat("1,", 199)+"1\n", 7600))
	_, err := roster.Read([]roster.File{f}, roster.Known{})
	want := "ds.csv – tệp chứa quá nhiều dữ liệu (hơn "
	if got := told(t, err); len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("told %q,\nwant one that begins %q", got, want)
	}
}
