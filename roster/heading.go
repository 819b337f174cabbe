package roster

import (
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"

	"tainha/fold"
)

// kind is what a table is about.
type kind int

const (
	noKind kind = iota
	units
	positions
	staff
	absences
)

// titles name a table: a row above it, its sheet or its file. The first of
// each is shown to people.
var titles = map[kind][]string{
	units:     {"Đơn vị", "Units", "Unit", "Danh sách đơn vị", "Phòng ban", "Tổ chức"},
	positions: {"Vị trí", "Positions", "Position", "Vị trí việc làm", "Danh sách vị trí", "Danh sách vị trí việc làm"},
	staff:     {"Nhân sự", "Staff", "People", "Danh sách nhân sự", "Nhân viên", "Danh sách nhân viên", "Cán bộ", "Công chức", "Cán bộ, công chức"},
	absences:  {"Vắng mặt", "Absences", "Absence", "Danh sách vắng mặt", "Lịch vắng mặt", "Nghỉ phép", "Lịch nghỉ", "Leave"},
}

// asides are sheets and columns that people keep for themselves.
var (
	asideSheets  = folded("Hướng dẫn", "Ghi chú", "Notes", "Readme", "Help", "Instructions")
	asideColumns = folded("STT", "TT", "Số TT", "Số thứ tự", "No", "No.", "Ghi chú", "Note", "Notes", "Remarks")
)

// column is what a table may have.
type column struct {
	id       Columns
	kind     kind
	required bool     // the table is not understood without it
	names    []string // the first, Vietnamese, is shown to people
	weak     []string // names that mean it only where no other column does
}

var columns = []column{
	{UnitCode, units, true, []string{"Mã đơn vị", "Mã", "Mã phòng", "Ký hiệu", "Unit code", "Code", "Mã số đơn vị", "Mã định danh"}, nil},
	{UnitName, units, true, []string{"Tên đơn vị", "Tên", "Tên phòng", "Unit name", "Name", "Tên cơ quan, đơn vị", "Tên phòng ban", "Phòng ban", "Phòng, ban", "Tên tổ chức", "Tên khoa, phòng", "Tên bộ phận"}, []string{"Đơn vị"}},
	{UnitParent, units, false, []string{"Đơn vị cấp trên", "Cấp trên", "Mã cấp trên", "Mã đơn vị cấp trên", "Trực thuộc", "Thuộc", "Parent", "Parent unit", "Parent code"}, nil},
	{UnitHead, units, false, []string{"Người đứng đầu", "Mã người đứng đầu", "Trưởng đơn vị", "Trưởng phòng", "Lãnh đạo", "Head", "Head code", "Mã số người đứng đầu", "Mã trưởng phòng", "Mã lãnh đạo", "Thủ trưởng", "Trưởng khoa", "Tổ trưởng"}, nil},
	{UnitDecision, units, false, []string{"Số quyết định", "Quyết định", "Quyết định thí điểm", "Decision", "Decision number"}, nil},
	{UnitFirst, units, false, []string{"Thí điểm từ ngày", "Từ ngày", "Ngày bắt đầu", "Ngày bắt đầu thí điểm", "Thí điểm từ", "First day", "Pilot first day", "Pilot from", "Start"}, nil},
	{UnitLast, units, false, []string{"Thí điểm đến ngày", "Đến ngày", "Ngày kết thúc", "Ngày kết thúc thí điểm", "Thí điểm đến", "Last day", "Pilot last day", "Pilot to", "End"}, nil},
	{UnitPositions, units, false, []string{"Vị trí được thí điểm", "Vị trí thí điểm", "Vị trí tham gia thí điểm", "Các vị trí thí điểm", "Vị trí việc làm thí điểm", "Open positions", "Pilot positions"}, nil},

	{PositionCode, positions, true, []string{"Mã vị trí", "Mã", "Mã vị trí việc làm", "Position code", "Code", "Mã số vị trí", "Mã VTVL", "Mã chức danh"}, nil},
	{PositionName, positions, true, []string{"Tên vị trí", "Tên", "Tên vị trí việc làm", "Vị trí việc làm", "Position name", "Name", "Tên VTVL", "Chức danh", "Tên chức danh", "Chức vụ"}, nil},
	{PositionCitizens, positions, true, []string{"Tiếp công dân", "Tiếp dân", "Citizen facing", "Citizens"}, nil},
	{PositionProcedures, positions, true, []string{"Giải quyết TTHC", "Giải quyết thủ tục hành chính", "TTHC", "Thủ tục hành chính", "Handles procedures", "Procedures"}, nil},
	{PositionOpen, positions, true, []string{"Thuộc diện thí điểm", "Mở thí điểm", "Được thí điểm", "Thí điểm", "Open to pilot", "Pilot"}, nil},

	{StaffCode, staff, true, []string{"Mã số", "Mã nhân viên", "Mã", "Mã NV", "Mã cán bộ", "Mã CBCC", "Mã công chức", "Mã nhân sự", "Staff code", "Employee code", "Code", "Số hiệu", "Số hiệu công chức", "Số hiệu CBCC", "Số hiệu CBCCVC", "Số hiệu cán bộ", "Mã CBCCVC", "Mã viên chức", "Mã số cán bộ", "Mã số nhân viên", "Mã số CB", "Mã số CC", "Mã số CC, VC", "Mã hồ sơ", "Mã CB", "Mã định danh CBCCVC", "MSNV"}, []string{"Mã định danh"}},
	{StaffName, staff, true, []string{"Họ và tên", "Họ tên", "Tên", "Full name", "Name", "Họ, tên", "Họ và tên cán bộ", "Họ tên cán bộ", "Tên nhân viên", "Họ và tên CBCCVC", "Họ và tên công chức", "Họ và tên viên chức", "Họ và tên khai sinh"}, nil},
	{StaffFamily, staff, false, []string{"Họ đệm", "Họ", "Họ và tên đệm", "Họ và đệm", "Họ lót", "Họ và chữ lót", "Họ chữ lót", "Họ tên đệm", "Family name", "Last name"}, nil},
	{StaffPhone, staff, false, []string{"Số điện thoại", "Điện thoại", "SĐT", "Di động", "Phone", "Phone number", "Mobile", "Số ĐT", "ĐT", "Điện thoại di động", "ĐTDĐ", "SĐT di động", "Số di động", "Số điện thoại di động", "Số điện thoại liên hệ", "Điện thoại liên hệ", "Số Zalo", "Số liên hệ", "Liên hệ Điện thoại"}, []string{"Zalo", "Liên hệ"}},
	{StaffUnit, staff, false, []string{"Đơn vị", "Mã đơn vị", "Phòng", "Unit", "Unit code", "Phòng ban", "Phòng, ban", "Đơn vị công tác", "Phòng/ban", "Bộ phận", "Khoa, phòng", "Khoa/Phòng", "Mã phòng", "Tên đơn vị", "Tên phòng", "Phòng chuyên môn", "Nơi công tác", "Phòng, đơn vị", "Đơn vị/Bộ phận", "Tổ", "Tổ chuyên môn", "Tổ, bộ phận", "Khoa"}, []string{"Đơn vị quản lý", "Cơ quan"}},
	{StaffPosition, staff, true, []string{"Vị trí", "Mã vị trí", "Vị trí việc làm", "Position", "Position code", "Tên vị trí", "Vị trí VL", "VTVL", "Mã VTVL", "Tên VTVL", "Tên vị trí việc làm", "Mã vị trí việc làm"}, []string{"Chức danh", "Chức vụ", "Chức vụ, chức danh", "Chức vụ/Chức danh", "Chức danh, chức vụ", "Chức danh/Chức vụ", "Chức danh nghề nghiệp", "Công việc đảm nhận"}},
	{StaffRoles, staff, false, []string{"Vai trò", "Quyền", "Role", "Roles"}, nil},
	{StaffActive, staff, false, []string{"Đang làm việc", "Còn làm việc", "Trạng thái", "Active", "Tình trạng", "Đang công tác", "Còn công tác"}, nil},
	{StaffFrom, staff, false, []string{"Từ ngày", "Làm việc từ ngày", "Ngày vào đơn vị", "From", "From day", "Since", "Ngày về đơn vị", "Ngày nhận công tác", "Ngày về công tác", "Công tác từ ngày", "Ngày bắt đầu công tác"}, nil},

	{AbsenceStaff, absences, true, []string{"Mã số", "Mã nhân viên", "Mã", "Mã NV", "Mã cán bộ", "Mã CBCC", "Mã công chức", "Mã nhân sự", "Staff code", "Employee code", "Code", "Số hiệu", "Số hiệu công chức", "Số hiệu CBCC", "Mã CBCCVC", "Mã viên chức", "MSNV"}, nil},
	{AbsenceFirst, absences, true, []string{"Từ ngày", "Vắng từ ngày", "Nghỉ từ ngày", "Ngày đầu", "From", "From day", "First day"}, nil},
	{AbsenceLast, absences, false, []string{"Đến ngày", "Đến hết ngày", "Vắng đến ngày", "Nghỉ đến ngày", "Ngày cuối", "To", "To day", "Last day"}, nil},
	{AbsencePart, absences, false, []string{"Buổi", "Part", "Part of day"}, nil},
	{AbsenceKind, absences, true, []string{"Loại", "Loại vắng", "Loại vắng mặt", "Loại nghỉ", "Kind", "Type", "Lý do", "Lý do vắng", "Hình thức nghỉ", "Loại phép"}, nil},
}

// folded is a list of names in the form in which they are compared.
func folded(names ...string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = fold.Letters(n)
	}
	return out
}

// kindByTitle are the folded titles.
var kindByTitle = func() map[string]kind {
	index := map[string]kind{}
	for k, names := range titles {
		for _, name := range folded(names...) {
			index[name] = k
		}
	}
	return index
}()

// kindOfTitle is the kind of table that the title names, or noKind.
func kindOfTitle(title string) kind { return kindByTitle[fold.Letters(title)] }

// kindOfHeadings is the kind of table that has most of the headings, or noKind
// when none or several have; most is how many it has.
func kindOfHeadings(cells []topic) (best kind, most int) {
	tie := false
	for _, k := range []kind{units, positions, staff, absences} {
		n := known(k, cells)
		switch {
		case n > most:
			best, most, tie = k, n, false
		case n == most:
			tie = true
		}
	}
	if tie || most < 2 {
		return noKind, 0
	}
	return best, most
}

// known counts the columns of one kind that the headings name.
func known(k kind, cells []topic) int {
	n := 0
	var given Columns
	for _, c := range cells {
		if at, _, ok := columnNamed(k, c.names()...); ok && !given.Has(at.id) {
			n++
			given |= at.id
		}
	}
	return n
}

// topic is the heading of a column: its own, and that which stands above several.
type topic struct{ text, above string }

// shown is how people see it.
func (t topic) shown() string {
	switch {
	case t.text == "":
		return t.above
	case t.above == "" || t.above == t.text:
		return t.text
	}
	return t.above + " – " + t.text
}

// names are what it may mean, the most exact first.
func (t topic) names() []string {
	switch {
	case t.text == "":
		return []string{t.above}
	case t.above == "" || t.above == t.text:
		return []string{t.text}
	}
	return []string{t.above + " " + t.text, t.text + " " + t.above, t.text}
}

// heading is a folded heading of one kind of table.
type heading struct {
	kind kind
	name string
}

// columnByHeading are the folded headings, weakHeadings those that count least.
var (
	columnByHeading = headings(func(c column) []string { return c.names })
	weakHeadings    = headings(func(c column) []string { return c.weak })
)

func headings(names func(column) []string) map[heading]column {
	index := map[heading]column{}
	for _, c := range columns {
		for _, name := range folded(names(c)...) {
			index[heading{c.kind, name}] = c
		}
	}
	return index
}

// columnNamed finds a table's column by its heading, or by its heading without what
// stands in brackets, which is a remark. One of two rows is under another's: "Đơn vị" over "Mã".
// weak tells a name that counts only where no other column has the meaning.
func columnNamed(k kind, texts ...string) (c column, weak, ok bool) {
	for _, text := range texts {
		bare, _, _ := strings.Cut(text, "(")
		for _, form := range []string{fold.Letters(bare), fold.Letters(text)} {
			if c, ok := columnByHeading[heading{k, form}]; ok {
				return c, false, true
			}
		}
	}
	for _, text := range texts {
		bare, _, _ := strings.Cut(text, "(")
		if c, ok := weakHeadings[heading{k, fold.Letters(bare)}]; ok {
			return c, true, true
		}
	}
	return column{}, false, false
}

// nearestColumn is the table's column whose heading is most like the one given, and
// whether the one given is likely a slip in writing it.
func nearestColumn(k kind, text string) (best column, slip bool) {
	bare, _, _ := strings.Cut(text, "(")
	f, least := fold.Letters(bare), compared+1
	for _, c := range columns {
		if c.kind != k {
			continue
		}
		for _, name := range folded(c.names...) {
			if d := distance(f, name); d < least {
				best, least = c, d
			}
		}
	}
	return best, least*3 <= len([]rune(f))
}

// compared is how many letters of two words are compared: a whole page in a
// cell is like nothing.
const compared = 64

// distance counts the letters to insert, delete or replace between two words.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	return edlib.LevenshteinDistance(string(from[:min(len(from), compared)]), string(to[:min(len(to), compared)]))
}

// isAside is a column that every list has and nobody reads: STT, #, Ghi chú.
func (t topic) isAside() bool {
	for _, text := range []string{t.text, t.above} {
		if f := fold.Letters(text); f == "" && text != "" || slices.Contains(asideColumns, f) {
			return true
		}
	}
	return false
}
