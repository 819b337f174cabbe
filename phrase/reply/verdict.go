package reply

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tainha/fold"
)

// The classes of words.tsv that tell what is said of something that waits for a decision.
const (
	classVerdictNo   = "verdict.no"
	classVerdictWhom = "verdict.whom"
	classVerdictDue  = "verdict.due"
	classVerdictBut  = "verdict.but"
	classVerdictGive = "verdict.gives"
	classWorkReturns = "work.returns"
	classOfAll       = "of.all"
	classVerdictKeep = "verdict.keep"
	classVerdictSeen = "verdict.seen"
	classWorkGood    = "work.good"
	classWorkPart    = "work.part"
	classWorkStill   = "work.still"
)

// Decides is what a short text says of something that waits, whatever it is, and what stands
// behind that, a reason say: "k duyệt dc em ơi, thứ 5 họp chi bộ" refuses, because of "thứ 5
// họp chi bộ". Unsaid for a question and for what says anything else first.
func Decides(s string) (v Verdict, rest string) { return decides(s, nil, nil) }

// DecidesDue is Decides of a deadline that somebody wants to be later: "đồng ý cho lùi".
func DecidesDue(s string) (v Verdict, rest string) {
	if v, rest = decides(s, []string{classVerdictDue}, []string{classVerdictKeep}); v == No && onlySays(rest, classVerdictKeep) {
		rest = "" // "không được, giữ nguyên hạn"
	}
	return v, rest
}

// DecidesWork is Decides of work that was handed in: "chị xem rồi, tốt", "chưa đạt, anh coi lại điều 3". A question whether
// it is good decides nothing.
func DecidesWork(s string) (v Verdict, rest string) {
	if Asks(s) && !newText(s).begins(classNegates) {
		return Unsaid, ""
	}
	return decides(s, []string{classWorkGood, classOfAll, classThanks}, []string{classWorkReturns, classNegates})
}

// AsksGood reports a question whether work is good: "đạt hông ta".
func AsksGood(s string) bool { return Asks(s) && newText(s).begins(classWorkGood) }

// ReturnsFirst reports a text that begins by sending work back: what it names then is the work.
func ReturnsFirst(s string) bool { return newText(s).begins(classWorkReturns) }

// FindsGood reports a text that finds work good, and says no more: "xác nhận cả hai nhé".
func FindsGood(s string) bool {
	for {
		v, rest := DecidesWork(s)
		if v != Yes || rest == "" {
			return v == Yes
		}
		s = rest
	}
}

// Judges reports a text with a word that says of work how good it is, or that it is confirmed or goes back.
func Judges(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && (t.has(classWorkGood) || t.has(classWorkReturns) || t.has(classThanks) && t.has(classLineYes))
}

// Gives reports a text that plainly decides, whatever stands above it: "được em", and not "dạ".
func Gives(s string) bool {
	v, rest := DecidesDue(s)
	return v == Yes && newText(s).has(classVerdictGive) || v == No && (rest != "" || newText(s).has(classVerdictGive))
}

// MayDecide reports a text short enough, with a word that may decide, for a closer look.
func MayDecide(s string) bool {
	if len(s) > longestAnswer {
		return false
	}
	t := newText(s)
	return slices.ContainsFunc([]string{classLineYes, classLineNo, classAgree, classDeny, classVerdictNo, classVerdictDue, classVerdictKeep, classWorkGood, classWorkReturns}, t.has)
}

// Without is a text without somebody's name: "oke chi nhé" without "Chi".
func Without(s, name string) string {
	words := strings.Fields(s)
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return fold.Text(strings.Trim(w, ".,!?")) == fold.Text(name) }), " ")
}

func decides(s string, yes, no []string) (Verdict, string) {
	if len(s) > longestAnswer || questions(s) {
		return Unsaid, ""
	}
	for left := s; left != ""; {
		clause, behind := clauseOf(left)
		if v := verdictOf(clause, yes, no); v != Unsaid {
			return v, withoutBut(behind)
		}
		if !onlySays(clause, classStop, classPolite, classVerdictSeen) {
			return Unsaid, ""
		}
		left = behind
	}
	return Unsaid, ""
}

// clauseOf cuts a text at its first sign, or before the words for because or but.
func clauseOf(s string) (clause, rest string) {
	if i := strings.IndexAny(s, ",;.:\n"); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		clause, rest = s[:i], strings.TrimSpace(s[i+size:])
	} else {
		clause = s
	}
	t := newText(clause)
	for i := range t.words {
		if i > 0 && (t.at(i, classBecause) > 0 || t.at(i, classVerdictBut) > 0) {
			from := behind(s, i)
			return strings.TrimSuffix(s, from), from
		}
	}
	return clause, rest
}

// withoutBut is what stands behind "vì", "nhưng".
func withoutBut(s string) string {
	t := newText(s)
	for i := 0; i < len(t.words); {
		n := max(t.at(i, classBecause), t.at(i, classVerdictBut))
		if n == 0 {
			return behind(s, i)
		}
		i += n
	}
	return ""
}

func verdictOf(clause string, alsoYes, alsoNo []string) Verdict {
	t := newText(clause)
	yes := append([]string{classLineYes, classAgree, classVerdictWhom}, alsoYes...)
	no := append(append([]string{classLineNo, classDeny, classVerdictNo}, yes...), alsoNo...)
	says := t.has(classLineYes) || t.has(classAgree) || slices.ContainsFunc(alsoYes, t.has)
	switch {
	case (t.refuses(says) || slices.ContainsFunc(alsoNo, t.has)) && onlySays(clause, no...):
		return No
	case says && onlySays(clause, yes...):
		return Yes
	}
	return Unsaid
}

// refuses reports a word that says no. Beside a yes what may be somebody as well is none: "ok bác Bình".
func (t text) refuses(yes bool) bool {
	for i := range t.words {
		n := max(t.at(i, classLineNo), t.at(i, classDeny), t.at(i, classVerdictNo))
		if n > 0 && !(yes && t.at(i, classVerdictWhom) == n) {
			return true
		}
	}
	return false
}

// BesideNo are the clauses of a refusal that say something else than no, to whoever is named: why, "thứ 5 họp
// chi bộ, không cho Lan ở nhà".
func BesideNo(s string, names ...string) string {
	var why []string
	no := false
	for _, part := range Parts(s) {
		bare := part
		for _, n := range names {
			bare = Without(bare, n)
		}
		t := newText(bare)
		switch {
		case t.refuses(t.has(classLineYes) || t.has(classAgree)):
			no = true
		case len(t.words) > 1 && !t.only(classPolite) && !t.only(classStop) && !Asks(part):
			why = append(why, part)
		}
	}
	if !no {
		return ""
	}
	return withoutBut(strings.Join(why, ", "))
}

// Because is a reason without the word for because with which it begins: "vì họp giao ban".
func Because(s string) string {
	if bare := withoutBut(s); bare != "" {
		return bare
	}
	return s
}

// Condition is what a text that approves asks for beside that: "duyệt, nhưng nhớ gửi báo cáo
// trước 16h". Empty where it asks for no work.
func Condition(s string) string {
	t := newText(s)
	for i := range t.words {
		if i == 0 || t.at(i, classVerdictBut) == 0 {
			continue
		}
		if rest := withoutBut(behind(s, i)); rest != "" && newText(rest).has(classWork) {
			return rest
		}
	}
	return ""
}

// Clauses are a text up to its first sign, and what stands behind that.
func Clauses(s string) (first, rest string) {
	i := strings.IndexAny(s, ",;\n")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i+1:])
}

// StopsFirst reports a text that stops in more than a word before it says anything else: "thôi bỏ
// đi, tui ráng làm cho kịp".
func StopsFirst(s string) bool {
	first, rest := Clauses(s)
	return rest != "" && len(strings.Fields(first)) > 1 && Stops(first)
}

// Parts are the clauses of a text, cut at its signs.
func Parts(s string) (parts []string) {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;.\n", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// HeadOf is a clause up to the words for because or but, and what stands behind those.
func HeadOf(part string) (head, why string) {
	t := newText(part)
	for i := range t.words {
		if i > 0 && (t.at(i, classBecause) > 0 || t.at(i, classVerdictBut) > 0) {
			from := behind(part, i)
			return strings.TrimSpace(strings.TrimSuffix(part, from)), withoutBut(from)
		}
	}
	return part, ""
}

// VerdictOf is what a clause says of the work of a title: "bảng lương thì được" of "Bảng lương tháng 11".
func VerdictOf(part, title string) (v Verdict, rest string) {
	head, why := HeadOf(part)
	named := strings.Fields(fold.Text(title))
	words := strings.Fields(head)
	bare := strings.Join(slices.DeleteFunc(words, func(w string) bool {
		w = strings.Trim(w, ".,!?")
		return slices.Contains(named, fold.Text(w)) || onlySays(w, classWorkPart)
	}), " ")
	if v, rest = DecidesWork(bare); v == Unsaid && newText(bare).begins(classWorkReturns) {
		v, rest = No, bare
	}
	if why != "" {
		rest = why
	}
	return v, rest
}

// MayFindGood reports a yes that may be said of work as well: "ok được rồi", and not "gửi đi".
func MayFindGood(s string) bool {
	t := newText(s)
	return t.has(classWorkStill) && !t.has(classSend) && !t.has(classWorkReturns)
}

// RefusesDay reports a clause that says no to a day, and why: "thứ 5 phải có mặt tiếp đoàn",
// "thứ năm thì không vì có họp". about is what stands before the no.
func RefusesDay(s string) (about, reason string, ok bool) {
	t := newText(s)
	for i := range t.words {
		about = strings.TrimSuffix(s, behind(s, i))
		if t.at(i, classReasonNot) > 0 || t.at(i, classDraftNot) > 0 {
			return about, behind(s, i), true
		}
		if n := max(t.at(i, classLineNo), t.at(i, classDeny)); n > 0 {
			return about, withoutBut(behind(s, i+n)), true
		}
	}
	return "", "", false
}

// OfAll reports a text that means all of several: "dạ nhận cả hai việc".
func OfAll(s string) bool { return newText(s).has(classOfAll) }

// Returned is why work is sent back: "trả lại, sai số tiền" without what says only that it is.
func Returned(s string) string {
	first, rest := Clauses(s)
	if t := newText(first); rest != "" && t.has(classWorkReturns) && !t.has(classBecause) {
		return Bare(rest)
	}
	if rest != "" && onlySays(rest, classWorkReturns) { // "slide sai số liệu, trả lại"
		return Bare(first)
	}
	return Bare(s)
}

// DayVerdict is a clause that says yes or no, to a day perhaps.
type DayVerdict struct {
	Clause string
	Verdict
}

// DayVerdicts are the clauses of a text that say yes or no, and what its other clauses say: "cho t5
// thôi, t6 ko", "thứ 4 thì được, còn thứ 6 chị chưa cho". None of a text that wishes for a day of
// its writer's own, or asks.
func DayVerdicts(s string) (said []DayVerdict, rest []string) {
	if len(s) > longestAnswer || Asks(s) && !newText(s).has(classLineNo) && !newText(s).has(classVerdictNo) || strings.HasSuffix(strings.TrimSpace(s), "?") || newText(s).has(classWishOwn) {
		return nil, nil
	}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;\n", r) }) {
		for _, clause := range atTurns(part) {
			clause, why := clauseOf(clause)
			t := newText(clause)
			v := Unsaid
			switch {
			case t.has(classVerdictNo), t.has(classLineNo), t.has(classDeny):
				v = No
			case t.has(classVerdictGive), t.has(classLineYes):
				v = Yes
			}
			if v == Unsaid {
				rest = append(rest, strings.TrimSpace(clause))
			} else {
				said = append(said, DayVerdict{strings.TrimSpace(clause), v})
			}
			if why = withoutBut(why); why != "" {
				rest = append(rest, why)
			}
		}
	}
	return said, rest
}

// atTurns cuts a text before each word that turns to something else: "còn", "nhưng".
func atTurns(s string) (parts []string) {
	for {
		t := newText(s)
		at := 0
		for i := 1; i < len(t.words) && at == 0; i++ {
			if t.at(i, classDraftTurn) > 0 {
				at = i
			}
		}
		if at == 0 {
			return append(parts, s)
		}
		next := behind(s, at)
		parts, s = append(parts, strings.TrimSuffix(s, next)), next
	}
}

// classVerdictLets are the words with which a clause lets somebody be at home.
const classVerdictLets = "verdict.lets"

// Lets is the clause of several that lets somebody be: "cho Lan, Chi" of "cho Lan, Chi; Bình thì để chị xem lại".
func Lets(s string) string {
	clauses := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";.\n", r) })
	for _, c := range clauses[:max(0, len(clauses)-1)] {
		if newText(c).begins(classVerdictLets) {
			return strings.TrimSpace(c)
		}
	}
	return ""
}

// classVerdictRevokes are the words with which an approval is taken back.
const classVerdictRevokes = "verdict.revokes"

// Revokes reports a clause that takes an approval back: it is no reason for that.
func Revokes(s string) bool { return newText(s).has(classVerdictRevokes) }
