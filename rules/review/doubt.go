package review

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tainha/rules"
)

// Lack is where documents were handed in of fewer months than the report covers.
type Lack struct {
	Question Question `json:"question"`
	Name     string   `json:"name,omitempty"`
	Unit     string   `json:"unit"`
	Has      int      `json:"has"` // months that have a document
	Of       int      `json:"of"`
}

// Wave is a survey that was not over when the report was made: nothing of it is in the report.
type Wave struct {
	Question Question   `json:"question"`
	First    rules.Date `json:"first"`
	Last     rules.Date `json:"last"`
	Agency   string     `json:"agency,omitempty"` // where several agencies stand beside each other
}

// Excess is where more answered than were asked.
type Excess struct {
	Source  Source
	Before  bool // of the time before the pilot
	Answers int
	Asked   int
}

// asks reports whether a row is of what a source asked.
func (s Source) asks(r Row) bool {
	of, form := s.Question.Bare()
	q, forms := r.Question.Bare()
	return form == forms && q.Of(of) && r.Name == s.Name && r.Unit == s.Unit && !r.Hidden && r.Against != AgainstOthers && r.Against != AgainstOffice
}

// Excesses are all of them, of the whole that the report is about or of each agency in it.
func (r Report) Excesses() (out []Excess) {
	for _, s := range r.Sources {
		if !r.Joined {
			s.Unit = r.Scope
		}
		now, was := 0, 0
		for _, row := range r.Rows {
			if s.asks(row) && row.Later != nil {
				now = max(now, row.Later.All)
			}
			if s.asks(row) && row.Earlier != nil {
				was = max(was, row.Earlier.All)
			}
		}
		if s.AskedBefore > 0 && was > s.AskedBefore {
			out = append(out, Excess{s, true, was, s.AskedBefore})
		}
		if s.Asked > 0 && now > s.Asked {
			out = append(out, Excess{s, false, now, s.Asked})
		}
	}
	return out
}

// Doubt takes the verdicts back of what more answered than were asked, in the whole and in each unit.
func (r *Report) Doubt() {
	for _, e := range r.Excesses() {
		for i, row := range r.Rows {
			s := e.Source
			if s.Unit = row.Unit; s.asks(row) {
				r.Rows[i].Unreconcile()
			}
		}
	}
}

// lacks finds the months of the pilot of which a row that is made of documents has none.
func (l ledger) lacks(row Row) (Lack, bool) {
	_, months := l.papers(row, row.Unit, false)
	_, below, _, _ := l.parts(row, row.Unit, false, nil)
	slices.Sort(below)
	months = append(months, below...)
	slices.Sort(months)
	has := len(slices.Compact(months))
	all := 0
	for m := l.r.First.MonthStart(); m <= l.r.Last; m = m.AddMonths(1) {
		all++
	}
	return Lack{Question: row.Question, Name: row.Name, Unit: row.Unit, Has: has, Of: all}, has > 0 && has < all
}

// Alike are agencies of which figures are the same: a file may be a copy.
type Alike struct {
	What     string   `json:"what"` // AlikeRows, AlikePairs, AlikeUses or AlikePeople
	Agencies []string `json:"agencies"`
}

// What may be the same of several agencies.
const (
	AlikeRows   = "rows"   // all that is compared
	AlikePairs  = "pairs"  // days at home against days at the office
	AlikeUses   = "uses"   // the days at home
	AlikePeople = "people" // how many are in it, and how many were at home
)

// alike finds them among the reviews of agencies.
func alike(list []Report) (out []Alike) {
	for _, what := range []string{AlikeRows, AlikePairs, AlikeUses, AlikePeople} {
		told := map[int]bool{}
		for i, a := range list {
			if told[i] {
				continue
			}
			same := []string{a.Agency}
			for k := i + 1; k < len(list); k++ {
				if !told[k] && a.equals(list[k], what) {
					told[k] = true
					same = append(same, list[k].Agency)
				}
			}
			if len(same) > 1 {
				out = append(out, Alike{what, same})
			}
		}
	}
	return out
}

// equals reports whether two agencies show the same; nothing shown is not the same.
func (r Report) equals(o Report, what string) bool {
	rows := func(r Report) (rows []Row) {
		for _, row := range r.Rows {
			if row.Unit == "" && !row.Hidden && (what == AlikePairs) == (row.Against == AgainstOffice) && (row.Later != nil || row.Persons > 0) {
				rows = append(rows, row)
			}
		}
		return rows
	}
	switch what {
	case AlikeRows, AlikePairs:
		one, other := rows(r), rows(o)
		return len(one) > 0 && slices.EqualFunc(one, other, Row.twin)
	case AlikePeople:
		return r.Staff != nil && r.Took != nil && o.Staff != nil && o.Took != nil && *r.Staff == *o.Staff && *r.Took == *o.Took
	}
	used := func(r Report) (n []int) {
		for _, u := range r.Uses {
			if u.Unit == "" && !u.Hidden && u.Halves > 0 {
				n = append(n, u.Halves, u.Persons, number(u.Above), number(u.Lifted))
			}
		}
		return n
	}
	x, y := used(r), used(o)
	return len(x) > 0 && slices.Equal(x, y)
}

// Initials are the first letters of a name's words, as an agency signs its documents: Sở Nội vụ, SNV.
func Initials(name string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(name) {
		if letter, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(letter) {
			b.WriteRune(base(unicode.ToUpper(letter)))
		}
	}
	return b.String()
}

// base is a vowel without its marks; Đ is a letter of its own.
func base(letter rune) rune {
	for _, of := range []string{"AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "EÈÉẺẼẸÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "UÙÚỦŨỤƯỪỨỬỮỰ", "YỲÝỶỸỴ"} {
		if strings.ContainsRune(of, letter) {
			return rune(of[0])
		}
	}
	return letter
}

// mark is what the number of a document ends with: 60/BC-STN, STN.
func mark(document string) string {
	for word := range strings.FieldsSeq(document) {
		if i := strings.LastIndexByte(word, '-'); i >= 0 && strings.Contains(word[:i], "/") {
			return strings.ToUpper(strings.TrimRight(word[i+1:], ".,;"))
		}
	}
	return ""
}

// foreign marks the documents of each agency that bear the mark of another one, or the number of another one's document.
func (r *Report) foreign() {
	names := map[string]string{}
	for _, u := range r.Units {
		names[u.Code] = Initials(u.Name)
	}
	for i, h := range r.Handed {
		of := mark(h.Document)
		if of == "" || of == names[h.Unit] {
			continue
		}
		for code, name := range names {
			twice := func(o Handed) bool { return o.Unit == code && o.Document == h.Document }
			if code != h.Unit && (of == name || slices.ContainsFunc(r.Handed, twice)) {
				r.Handed[i].Foreign = true
			}
		}
	}
}
