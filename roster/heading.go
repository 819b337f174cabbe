package roster

import (
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
	asideColumns = folded("STT", "TT", "No", "No.", "#", "Ghi chú", "Note", "Notes", "Remarks")
)

// column is what a table may have.
type column struct {
	id       Columns
	kind     kind
	required bool     // the table is not understood without it
	names    []string // the first, Vietnamese, is shown to people
}

var columns = []column{
	{UnitCode, units, true, []string{"Mã đơn vị", "Mã", "Mã phòng", "Ký hiệu", "Unit code", "Code"}},
	{UnitName, units, true, []string{"Tên đơn vị", "Tên", "Tên phòng", "Unit name", "Name"}},
	{UnitParent, units, false, []string{"Đơn vị cấp trên", "Cấp trên", "Mã cấp trên", "Mã đơn vị cấp trên", "Trực thuộc", "Thuộc", "Parent", "Parent unit", "Parent code"}},
	{UnitHead, units, false, []string{"Người đứng đầu", "Mã người đứng đầu", "Trưởng đơn vị", "Trưởng phòng", "Lãnh đạo", "Head", "Head code"}},
	{UnitDecision, units, false, []string{"Số quyết định", "Quyết định", "Quyết định thí điểm", "Decision", "Decision number"}},
	{UnitFirst, units, false, []string{"Thí điểm từ ngày", "Từ ngày", "Ngày bắt đầu", "Ngày bắt đầu thí điểm", "Thí điểm từ", "First day", "Pilot first day", "Pilot from", "Start"}},
	{UnitLast, units, false, []string{"Thí điểm đến ngày", "Đến ngày", "Ngày kết thúc", "Ngày kết thúc thí điểm", "Thí điểm đến", "Last day", "Pilot last day", "Pilot to", "End"}},

	{PositionCode, positions, true, []string{"Mã vị trí", "Mã", "Mã vị trí việc làm", "Position code", "Code"}},
	{PositionName, positions, true, []string{"Tên vị trí", "Tên", "Tên vị trí việc làm", "Vị trí việc làm", "Position name", "Name"}},
	{PositionCitizens, positions, true, []string{"Tiếp công dân", "Tiếp dân", "Citizen facing", "Citizens"}},
	{PositionProcedures, positions, true, []string{"Giải quyết TTHC", "Giải quyết thủ tục hành chính", "TTHC", "Thủ tục hành chính", "Handles procedures", "Procedures"}},
	{PositionOpen, positions, true, []string{"Thuộc diện thí điểm", "Mở thí điểm", "Được thí điểm", "Thí điểm", "Open to pilot", "Pilot"}},

	{StaffCode, staff, true, []string{"Mã nhân viên", "Mã", "Mã NV", "Mã số", "Mã cán bộ", "Mã CBCC", "Mã công chức", "Mã nhân sự", "Staff code", "Employee code", "Code"}},
	{StaffName, staff, true, []string{"Họ và tên", "Họ tên", "Tên", "Full name", "Name"}},
	{StaffPhone, staff, false, []string{"Số điện thoại", "Điện thoại", "SĐT", "Di động", "Phone", "Phone number", "Mobile"}},
	{StaffUnit, staff, true, []string{"Đơn vị", "Mã đơn vị", "Phòng", "Unit", "Unit code"}},
	{StaffPosition, staff, true, []string{"Vị trí", "Mã vị trí", "Vị trí việc làm", "Position", "Position code"}},
	{StaffRoles, staff, false, []string{"Vai trò", "Quyền", "Role", "Roles"}},
	{StaffActive, staff, false, []string{"Đang làm việc", "Còn làm việc", "Trạng thái", "Active"}},
	{StaffFrom, staff, false, []string{"Từ ngày", "Làm việc từ ngày", "Ngày vào đơn vị", "From", "From day", "Since"}},

	{AbsenceStaff, absences, true, []string{"Mã nhân viên", "Mã", "Mã NV", "Mã số", "Mã cán bộ", "Mã CBCC", "Mã công chức", "Mã nhân sự", "Staff code", "Employee code", "Code"}},
	{AbsenceFirst, absences, true, []string{"Từ ngày", "Vắng từ ngày", "Nghỉ từ ngày", "Ngày đầu", "From", "From day", "First day"}},
	{AbsenceLast, absences, false, []string{"Đến ngày", "Đến hết ngày", "Vắng đến ngày", "Nghỉ đến ngày", "Ngày cuối", "To", "To day", "Last day"}},
	{AbsencePart, absences, false, []string{"Buổi", "Part", "Part of day"}},
	{AbsenceKind, absences, true, []string{"Loại", "Loại vắng", "Loại vắng mặt", "Loại nghỉ", "Kind", "Type"}},
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
// when none or several have.
func kindOfHeadings(cells []string) kind {
	best, most, tie := noKind, 0, false
	for _, k := range []kind{units, positions, staff, absences} {
		n := 0
		for _, c := range cells {
			if _, ok := columnNamed(k, c); ok {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = k, n, false
		case n == most:
			tie = true
		}
	}
	if tie || most < 2 {
		return noKind
	}
	return best
}

// heading is a folded heading of one kind of table.
type heading struct {
	kind kind
	name string
}

// columnByHeading are the folded headings.
var columnByHeading = func() map[heading]column {
	index := map[heading]column{}
	for _, c := range columns {
		for _, name := range folded(c.names...) {
			index[heading{c.kind, name}] = c
		}
	}
	return index
}()

// columnNamed finds a table's column by its heading. What stands in brackets is
// a remark.
func columnNamed(k kind, text string) (column, bool) {
	bare, _, _ := strings.Cut(text, "(")
	c, ok := columnByHeading[heading{k, fold.Letters(bare)}]
	return c, ok
}

// nearestColumn is the table's column whose heading is most like the one given.
func nearestColumn(k kind, text string) column {
	bare, _, _ := strings.Cut(text, "(")
	f, best, least := fold.Letters(bare), column{}, compared+1
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
	return best
}

// compared is how many letters of two words are compared: a whole page in a
// cell is like nothing.
const compared = 64

// distance counts the letters to insert, delete or replace between two words.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	return edlib.LevenshteinDistance(string(from[:min(len(from), compared)]), string(to[:min(len(to), compared)]))
}
