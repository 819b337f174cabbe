// Package roster reads the files from which an agency's organisation is
// imported (danh sách đơn vị, vị trí việc làm, nhân sự, vắng mặt): CSV and XLSX, with
// Vietnamese or English headings. It turns them into plain values or into the
// list of everything that is wrong; it knows nothing of the database.
//
// A file holds tables of four kinds: units, positions, staff, absences. A table
// is a row of headings with the rows beneath it. Its kind is known by a row above
// it that holds nothing but its title ("Đơn vị", "Vị trí", "Nhân sự", "Vắng mặt",
// or "Units", "Positions", "Staff", "Absences"), else by the name of the sheet or
// CSV file, else by its headings. So one CSV can hold all, one beneath the other, and an XLSX
// file can hold one a sheet. A table that is not given is not changed: its codes
// may still be referred to.
//
// Lists are read as offices keep them: letterheads, two rows of headings, a row of column numbers, rows that name a
// group, merged cells, totals and signatures are known for what they are; own columns and what Excel hides are
// left out and listed in Roster.Aside; a cell is what Excel shows. Texts in the encodings of old fonts are refused,
// as are days in columns of texts. Reading any file takes bounded memory.
package roster

import "tainha/rules"

// Roster is what the files say, in the order in which they say it. Codes are
// unique whatever their case, and every reference is spelt as what it refers to.
type Roster struct {
	Units     []Unit
	Positions []Position
	Staff     []Staff
	Absences  []Absence
	Given     Columns   // every column of every table
	Aside     []Problem // what was left out: own columns, totals, signatures, what Excel hides
}

// Unit is a row of the units' table (đơn vị).
type Unit struct {
	Given        Columns
	Code, Name   string
	Parent, Head string // codes of a unit and of a person; empty: none
	Enrolment    *rules.Enrolment
	Positions    []string // codes of those open to the pilot in it; empty: all that are open at all
}

// Position is a row of the positions' table (vị trí việc làm).
type Position struct {
	Given             Columns
	Code, Name        string
	CitizenFacing     bool
	HandlesProcedures bool
	OpenToPilot       bool
}

// Staff is a row of the staff's table (nhân sự).
type Staff struct {
	Given          Columns
	Code, Name     string
	Phone          string // 84 and nine or ten digits; empty: none
	Unit, Position string // codes
	Roles          rules.Roles
	Active         bool
	From           rules.Date // the first day in this unit and position; 0: not said
}

// Absence is a row of the absences' table (vắng mặt).
type Absence struct {
	Staff         string // code
	rules.Absence        // Person is 0: files know people by their codes

	Instead *rules.Absence // the recorded one that it prolongs or shortens; nil: it is new
}

// Known is what the database holds, by code: what the files may refer to
// beyond themselves.
type Known struct {
	Units     map[string]KnownUnit // active ones
	Positions map[string]string    // their names
	Staff     map[string]KnownPerson
	Absences  map[string][]rules.Absence // by the person's code: all that a row not over can overlap
	Today     rules.Date                 // absences over before it are held against nothing known
}

// KnownUnit is a unit of the database with its place in the tree, as codes.
type KnownUnit struct{ Name, Parent, Head string }

// KnownPerson is a person of the database.
type KnownPerson struct {
	Name   string
	Phone  string
	Active bool
}

// Columns is a set of columns. What a table has no column for stays as it is in
// the database.
type Columns uint32

// Has reports whether every one of the columns is in the set.
func (c Columns) Has(q Columns) bool { return c&q == q }

// The columns of the four tables.
const (
	UnitCode Columns = 1 << iota
	UnitName
	UnitParent
	UnitHead
	UnitDecision
	UnitFirst
	UnitLast
	UnitPositions
	PositionCode
	PositionName
	PositionCitizens
	PositionProcedures
	PositionOpen
	StaffCode
	StaffName
	StaffFamily
	StaffPhone
	StaffUnit
	StaffPosition
	StaffRoles
	StaffActive
	StaffFrom
	AbsenceStaff
	AbsenceFirst
	AbsenceLast
	AbsencePart
	AbsenceKind
)
