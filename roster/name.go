package roster

import (
	"maps"
	"slices"
	"strings"

	"tainha/fold"
)

// names are the codes of things by their folded names; empty: several have that name.
type names map[string]string

func (n names) add(name, code string) {
	key := fold.Letters(name)
	if key == "" || code == "" {
		return
	}
	if before, twice := n[key]; twice && before != code {
		code = ""
	}
	n[key] = code
}

// code is the code of what a reference names, which may be a code itself.
func (n names) code(all codes, reference string) string {
	if reference == "" {
		return ""
	}
	if code, ok := all.find(reference); ok {
		return code
	}
	if code := n[fold.Letters(reference)]; code != "" {
		return code
	}
	return reference
}

// unitNames are the names that units have once the files are imported.
func (r *reader) unitNames() names {
	out, renamed := names{}, map[string]bool{}
	for _, u := range r.units {
		out.add(u.row.Name, u.row.Code)
		renamed[u.row.Code] = true
	}
	for code, u := range r.known.Units {
		if !renamed[code] {
			out.add(u.Name, code)
		}
	}
	return out
}

func (r *reader) positionNames() names {
	out, renamed := names{}, map[string]bool{}
	for _, p := range r.positions {
		out.add(p.row.Name, p.row.Code)
		renamed[p.row.Code] = true
	}
	for code, name := range r.known.Positions {
		if !renamed[code] {
			out.add(name, code)
		}
	}
	return out
}

// nameOf is how somebody is called, by the files or by the database.
func (r *reader) nameOf(code string) string {
	for _, p := range r.staff {
		if p.row.Code == code {
			return p.row.Name
		}
	}
	return r.known.Staff[code].Name
}

// fromGroup finds the unit of somebody whose row names none: that of the nearest row above which is the name
// of a unit. A row of the same rank that names no unit stands between: then it is not guessed.
func (r *reader) fromGroup(p *placed[Staff], all codes, byName names) {
	styles := map[string]bool{}
	for g := p.at.group; g != nil; g = g.above {
		code := byName.code(all, g.text)
		if _, ok := all.find(code); ok {
			if !styles[g.style] {
				p.row.Unit = code
				return
			}
			break
		}
		if !isPlainGroup(g.text) {
			styles[g.style] = true
		}
	}
	if !r.broken[units] {
		g := p.at.group
		p.at.fail(StaffUnit, "group_unknown", "group", shorten(g.text), "above", g.line.number, "near", byName.near(g.text))
	}
}

func isPlainGroup(text string) bool { return slices.Contains(plainGroups, fold.Letters(text)) }

// near is the name most like one that names nothing, as its code; empty when none is.
func (n names) near(text string) string {
	best := Nearest(fold.Letters(text), slices.Collect(maps.Keys(n)))
	return n[best]
}

// openPositions reads the positions that a unit opens to the pilot, by code or name.
func (r *reader) openPositions(u *placed[Unit], all codes, byName names) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(u.at.text(UnitPositions), func(c rune) bool { return strings.ContainsRune(";,+/", c) }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if code := r.refer(all, byName.code(all, part), u.at, UnitPositions, "position_unknown"); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}
