package phrase

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tainha/rules"
)

var (
	slotForm = `\d{4}-\d{2}-\d{2}(/am|/pm)?`
	listForm = slotForm + `(,` + slotForm + `)*`
	partForm = `(invalid|past:` + listForm + `|closed:` + listForm + `|ask|ask:` + listForm + `(\|` + listForm + `)*|~?` + listForm + `)`
	setForm  = `(none|` + partForm + `(;` + partForm + `)*)`
	wishForm = setForm + `(>` + setForm + `)?`
	notation = regexp.MustCompile(`^(home|move|cancel|cancel_leave|leave|who|waiting|none)(\+(home|move|cancel|cancel_leave|leave|who|waiting))*\t` + wishForm + `(\+` + wishForm + `)*$`)
)

// plain is text with its Vietnamese marks left out.
func plain(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkReading holds a reading to the rules that no text may break.
func checkReading(t *testing.T, text string, today rules.Date, r Reading) {
	t.Helper()
	if line := r.Explain(); !notation.MatchString(line) {
		t.Fatalf("%q: the notation is malformed: %s", text, line)
	}
	for _, w := range r.Wishes {
		checkSelection(t, text, today, w.Selection)
		if w.From != nil {
			checkSelection(t, text, today, *w.From)
		}
		if (w.From != nil) != (w.Intent == Move) {
			t.Fatalf("%q: %s with origin %v", text, w.Intent, w.From)
		}
	}
}

func checkSelection(t *testing.T, text string, today rules.Date, s Selection) {
	t.Helper()
	for _, list := range append([][]rules.Slot{s.Days}, s.Options...) {
		if len(list) > MaxDays {
			t.Fatalf("%q: %d days", text, len(list))
		}
		for i, slot := range list {
			if slot.Date < today || slot.Date > today+Horizon {
				t.Fatalf("%q: %s lies outside today and the horizon", text, slot)
			}
			if i > 0 && list[i-1].Date >= slot.Date {
				t.Fatalf("%q: days are unsorted or repeated: %v", text, list)
			}
			if slot.Date.Year() > today.Year() && len(s.Doubts) == 0 && len(s.Options) == 0 && saysPastDate(text) {
				t.Fatalf("%q: %s was rolled into the next year without a doubt", text, slot)
			}
		}
	}
	for _, slot := range s.Past {
		if slot.Date >= today {
			t.Fatalf("%q: %s is called past", text, slot)
		}
	}
}

// saysPastDate reports text that is a lone day and month of January, which from
// late November is long past.
func saysPastDate(text string) bool {
	return regexp.MustCompile(`^\s*\d{1,2}/0?1\s*$`).MatchString(text)
}

func FuzzRead(f *testing.F) {
	for _, file := range []string{"testdata/dates-vi.tsv", "testdata/more-vi.tsv"} {
		for _, r := range readRows(f, file) {
			f.Add(r.text)
		}
	}
	for _, text := range []string{"", "\xff\xfe", "t\u200b5", "ｔ５", "5️⃣", "t5 😀 t6", "“t5”", "99999/99999/99999", "1/1/9999", "9999-12-31", "-1-1-1-"} {
		f.Add(text)
	}
	today := rules.MustDate("2026-11-23")
	cal := testCalendar(false)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 600 { // long text has its own test
			return
		}
		checkReading(t, text, today, Read(text, today, cal))
		u := Understand(Context{Today: today, Calendar: cal, Names: testNames}, text)
		checkReading(t, text, today, u.Reading())
		if intent, expect := u.Notation(); intent == "" || expect == "" || strings.ContainsAny(expect, "\t\n") {
			t.Fatalf("%q: the notation is malformed: %q %q", text, intent, expect)
		}
		if !strings.EqualFold(text, strings.ToLower(text)) || !strings.EqualFold(text, strings.ToUpper(text)) {
			return
		}
		if named(text) || named(strings.ToUpper(text)) || named(strings.ToLower(text)) {
			return // capitals tell a name from a word
		}
		want := explain(text, today, cal)
		for name, other := range map[string]string{
			"upper case": strings.ToUpper(text), "lower case": strings.ToLower(text), "NFC": norm.NFC.String(text), "NFD": norm.NFD.String(text),
		} {
			if got := explain(other, today, cal); got != want {
				t.Fatalf("%q in %s (%q):\n got %s\nwant %s", text, name, other, got, want)
			}
		}
	})
}

func TestLongTextHoldsTheSameRules(t *testing.T) {
	t.Parallel()
	today := rules.MustDate("2026-11-23")
	for _, part := range []string{"t5 ", "25,", "từ ", "1/1-31/12 ", "sáng ", "t5, ", "t5 tuần sau ", "cả tháng 12 trừ t3 ", "hủy t5, ", "đổi t5 sang t6 ", "hoặc t5 ", "vì ", "\n", "chưa ", "duyệt chưa ", "t5 không ", "em lên ", "hủyt5", "t5 26/11, ", "riêng t5 ", "tuần sau còn lại ", "8h-11h t5 "} {
		text := strings.Repeat(part, 1+3*4096/len(part)) + "26/11"
		checkReading(t, text, today, Read(text, today, testCalendar(true)))
	}
}

func TestTextWithoutMarksReadsAsItsMarkedForm(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"testdata/dates-vi.tsv", "testdata/more-vi.tsv"} {
		for _, r := range readRows(t, file) {
			cal := testCalendar(r.calendar != "unknown")
			if markedOnly[r.text] {
				continue
			}
			if got, want := explain(plain(r.text), r.today, cal), r.intent+"\t"+r.expect; got != want {
				t.Errorf("%s:%d: %q without marks:\n got %s\nwant %s", r.file, r.line, plain(r.text), got, want)
			}
		}
	}
}

// markedOnly are sentences whose meaning hangs on a mark.
var markedOnly = map[string]bool{
	"ngày hai lăm":               true, // ngày hai, làm
	"ngày kìa":                   true, // ngày kia
	"26/11ạ":                     true, // 26/11a
	"t5ạ":                        true, // t5a
	"mơi em làm ở nhà nghen":     true, // mới
	"tối nay":                    true, // tôi nay
	"tối t5 em làm ở nhà":        true, // tới t5
	"bớt t6":                     true, // bot
	"tối t5":                     true, // tới t5
	"thứ tự":                     true, // thứ tư
	"rời t5 sang t6":             true, // rồi
	"t5 còn slot wfh không":      true, // con
	"t4: nhà, t5: cơ quan":       true, // nha
	"đổi sáng mốt sang chiều t5": true, // sang một
	"em xin làm ở nhà thứ 5 do thứ 6 con thi":                                true, // English do
	"theo công văn số 123/UBND ngày 20/11/2026, em xin làm ở nhà ngày 26/11": true, // van so
}

func TestCaseAndUnicodeFormDoNotMatter(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"testdata/dates-vi.tsv", "testdata/more-vi.tsv"} {
		for _, r := range readRows(t, file) {
			cal := testCalendar(r.calendar != "unknown")
			want := r.intent + "\t" + r.expect
			for _, text := range []string{strings.ToUpper(r.text), norm.NFD.String(r.text), "  " + r.text + "  ", "\ufeff" + r.text + " 🙏"} {
				if got := explain(text, r.today, cal); got != want {
					t.Errorf("%s:%d: %q:\n got %s\nwant %s", r.file, r.line, text, got, want)
				}
			}
		}
	}
}

// explain is what a text means without the names of an agency.
func explain(text string, today rules.Date, cal *rules.Calendar) string {
	return Understand(Context{Today: today, Calendar: cal}, text).Explain()
}

// named reports that somebody's name is read in a text.
func named(text string) bool { return len(newLook(Context{}, text).persons) > 0 }

// Memory is lent again: nothing of one sentence may stay for the next.
func TestASentenceReadsTheSameWhateverWasReadBefore(t *testing.T) {
	t.Parallel()
	var rows []said
	for _, file := range []string{"said-vi.tsv", "tasks-more-vi.tsv"} {
		rows = append(rows, readSaid(t, "testdata/"+file)...)
	}
	rows = append(rows, said{text: strings.Repeat("thứ 5 giao Bình 3 báo cáo, ", 40), today: rows[0].today})
	first := make([]string, len(rows))
	for i, r := range rows {
		first[i] = explainSaid(r)
	}
	for i, r := range slices.Backward(rows) {
		if got := explainSaid(r); got != first[i] {
			t.Errorf("%q reads as %q, then as %q", r.text, first[i], got)
		}
	}
}
