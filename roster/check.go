package roster

import (
	"maps"
	"slices"
)

// check judges the rows together, and spells codes and references in one way.
func (r *reader) check() {
	unitCodes, positionCodes, staffCodes := knownCodes(r.known.Units), knownCodes(r.known.Positions), knownCodes(r.known.Staff)
	for i, u := range r.units {
		r.units[i].row.Code = unitCodes.add(u.row.Code, u.at, UnitCode)
	}
	for i, p := range r.positions {
		r.positions[i].row.Code = positionCodes.add(p.row.Code, p.at, PositionCode)
	}
	for i, p := range r.staff {
		r.staff[i].row.Code = staffCodes.add(p.row.Code, p.at, StaffCode)
	}
	unitNames, positionNames := r.unitNames(), r.positionNames()
	for i := range r.units {
		u := &r.units[i]
		u.row.Parent = unitNames.code(unitCodes, u.row.Parent)
		u.row.Parent = r.refer(unitCodes, u.row.Parent, u.at, UnitParent, "unit_unknown")
		u.row.Positions = r.openPositions(u, positionCodes, positionNames)
		u.row.Head = r.refer(staffCodes, u.row.Head, u.at, UnitHead, "person_unknown")
	}
	for i := range r.staff {
		p := &r.staff[i]
		if p.row.Unit == "" && p.at.group != nil {
			r.fromGroup(p, unitCodes, unitNames)
		}
		p.row.Unit = unitNames.code(unitCodes, p.row.Unit)
		p.row.Position = positionNames.code(positionCodes, p.row.Position)
		p.row.Unit = r.refer(unitCodes, p.row.Unit, p.at, StaffUnit, "unit_unknown")
		p.row.Position = r.refer(positionCodes, p.row.Position, p.at, StaffPosition, "position_unknown")
	}
	for i := range r.absences {
		a := &r.absences[i]
		a.row.Staff = r.refer(staffCodes, a.row.Staff, a.at, AbsenceStaff, "person_unknown")
	}
	r.checkTree()
	r.checkPhones()
	r.checkAbsences()
}

// kindOfReference is the table in which a column's references are found.
var kindOfReference = map[Columns]kind{UnitParent: units, UnitHead: staff, StaffUnit: units, StaffPosition: positions, UnitPositions: positions, AbsenceStaff: staff}

// refer spells a reference as what it refers to; one that leads nowhere is a
// problem, and comes back empty.
func (r *reader) refer(c codes, reference string, at *record, id Columns, key string) string {
	if reference == "" {
		return ""
	}
	code, ok := c.find(reference)
	if !ok && !r.broken[kindOfReference[id]] {
		near := ""
		if r.problems.len() < maxProblems { // what is not listed needs no advice
			near = c.near(reference)
		}
		at.fail(id, key, "near", near)
	}
	return code
}

// node is a unit of the tree that holds once the files are imported.
type node struct {
	KnownUnit
	at *record // nil: the unit is not in the files
}

// tree is the organisation as the database and the files together make it.
func (r *reader) tree() map[string]node {
	tree := make(map[string]node, len(r.known.Units)+len(r.units))
	for code, u := range r.known.Units {
		tree[code] = node{KnownUnit: u}
	}
	for _, u := range r.units {
		n := tree[u.row.Code]
		if u.row.Code == "" || n.at != nil {
			continue
		}
		n.at = u.at
		if u.row.Given.Has(UnitParent) {
			n.Parent = u.row.Parent
		}
		if u.row.Given.Has(UnitHead) {
			n.Head = u.row.Head
		}
		tree[u.row.Code] = n
	}
	return tree
}

// checkTree refuses a circle, once each, and heads who can't be.
func (r *reader) checkTree() {
	tree := r.tree()
	inCircle := map[string]bool{}
	for _, u := range r.units {
		if inCircle[u.row.Code] {
			continue
		}
		way := wayUp(tree, u.row.Code)
		if last := way[len(way)-1]; last != u.row.Code || len(way) == 1 {
			r.checkHead(tree, u, way)
			continue
		}
		for _, code := range way {
			inCircle[code] = true
		}
		u.at.fail(UnitParent, "circle", "way", joinWay(way))
	}
	r.checkLeavers(tree)
}

// wayUp is the unit and those above it, nearest first. It ends at the root, or
// at the unit that it meets a second time.
func wayUp(tree map[string]node, code string) []string {
	way := []string{code}
	for at := tree[code].Parent; at != ""; at = tree[at].Parent {
		met := slices.Contains(way, at)
		if way = append(way, at); met {
			break
		}
	}
	return way
}

func joinWay(way []string) string {
	s := way[0]
	for _, code := range way[1:] {
		s += " → " + code
	}
	return s
}

// checkHead refuses a head who is not active, or who also heads a unit above:
// nobody decides their own requests.
func (r *reader) checkHead(tree map[string]node, u placed[Unit], way []string) {
	head := tree[u.row.Code].Head
	if head == "" || tree[u.row.Code].at != u.at {
		return
	}
	if person, known := r.known.Staff[head]; known && !person.Active && !r.inFiles(head) {
		u.at.fail(UnitHead, "head_inactive")
	}
	for _, above := range way[1:] {
		if above != u.row.Code && tree[above].Head == head {
			u.at.fail(UnitHead, "own_head", "above", above, "name", r.nameOf(head))
			return
		}
	}
}

func (r *reader) inFiles(code string) bool {
	return slices.ContainsFunc(r.staff, func(p placed[Staff]) bool { return p.row.Code == code })
}

// checkLeavers refuses to make somebody inactive who heads a unit.
func (r *reader) checkLeavers(tree map[string]node) {
	heads := map[string][]string{}
	for _, code := range slices.Sorted(maps.Keys(tree)) {
		heads[tree[code].Head] = append(heads[tree[code].Head], code)
	}
	for _, p := range r.staff {
		if p.row.Active || p.row.Code == "" || len(heads[p.row.Code]) == 0 || p.at.text(StaffActive) == "" {
			continue
		}
		p.at.fail(StaffActive, "leaver_heads", "unit", heads[p.row.Code][0])
	}
}

// checkPhones refuses a number that two active people would have: it could not
// tell who shares it.
func (r *reader) checkPhones() {
	seen := map[string]*record{}
	for _, p := range r.staff {
		if p.row.Phone == "" || !p.row.Active {
			continue
		}
		if first, twice := seen[p.row.Phone]; twice {
			p.at.fail(StaffPhone, "phone_twice", "row", first.line.number, "place", first.placeFrom(p.at))
			continue
		}
		seen[p.row.Phone] = p.at
	}
	listed := map[string]bool{}
	for _, p := range r.staff {
		listed[p.row.Code] = true
	}
	for _, code := range slices.Sorted(maps.Keys(r.known.Staff)) {
		person := r.known.Staff[code]
		if at := seen[person.Phone]; at != nil && person.Active && !listed[code] {
			at.fail(StaffPhone, "phone_known", "code", code)
		}
	}
}
