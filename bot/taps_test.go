package bot_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// counted is a comment that says what the lines below it cost somebody.
var counted = regexp.MustCompile(`^# (\w+): (\d+) taps, (\d+) characters: (.*)$`)

// What a day of work costs: giving work at most five taps, a day that went as planned one tap and no
// character, three tasks otherwise three taps, and the confirmation of everybody's work three. The
// transcript says the numbers, which are those of its lines.
func TestADayOfWorkCostsFewTaps(t *testing.T) {
	t.Parallel()
	costs(t, "task_taps.chat", map[string]int{
		"work that was given before is given again, from the menu on": 5,
		"a day at home with its plan":                                 1,
		"it is approved":                                              1,
		"three tasks, one of them half":                               3,
		"a day that went as it was planned":                           1,
		"all that was handed in is confirmed, by however many people": 3,
	})
}

// What a month's evaluation costs: a self-score at most 14 taps and no character, a head at most three a person whose points
// stay, and four for the publication of however many; from a figure to the reports behind it two.
func TestAMonthsEvaluationCostsFewTaps(t *testing.T) {
	t.Parallel()
	costs(t, "evaluation_taps.chat", map[string]int{
		"a self-score, from the menu on":                            14,
		"two people whose points stay are scored, from the menu on": 6,
		"all that was scored is published, from the menu on":        4,
		"from a figure to the reports behind it":                    2,
		"a self-score whose points stay, from the menu on":          14,
	})
}

// costs holds what a transcript says that something costs against its lines, and these against the most that it may.
func costs(t *testing.T, name string, most map[string]int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var said, who, what string
	taps, typed := 0, 0
	check := func() {
		if got := fmt.Sprintf("# %s: %d taps, %d characters: %s", who, taps, typed, what); said != "" && got != said {
			t.Errorf("it says %q, and is %q", said, got)
		}
		if limit, known := most[what]; said != "" && (!known || taps > limit) {
			t.Errorf("%s: %d taps, at most %d", what, taps, limit)
		}
		delete(most, what)
		said, taps, typed = "", 0, 0
	}
	for line := range strings.Lines(string(data) + "#\n") {
		line = strings.TrimSuffix(line, "\n")
		if m := counted.FindStringSubmatch(line); m != nil {
			check()
			said, who, what = line, m[1], m[4]
			continue
		}
		by, text, does := strings.Cut(line, "> ")
		switch {
		case strings.HasPrefix(line, "#") || strings.HasPrefix(line, "clock ") || does && by != who && !strings.HasPrefix(line, " "):
			check() // somebody else, or later
		case !does || by != who || said == "":
		case strings.HasPrefix(text, "[") || strings.HasPrefix(text, "/"): // a command is one of the menu
			taps++
		default:
			typed += utf8.RuneCountInString(text)
		}
	}
	if len(most) > 0 {
		t.Errorf("nothing shows %v", most)
	}
}

// handedIn is work of ten people that waits for An, so many tasks of each with titles as long as they may be.
func (h *house) handedIn(each int) {
	h.t.Helper()
	an, binh := h.id("an"), h.id("binh")
	h.write(func(tx *store.Tx) error {
		now := h.clock.Now()
		like, err := tx.Person(binh, rules.DateOf(now))
		if err != nil {
			return err
		}
		for i := range 10 {
			owner := binh
			if i > 0 {
				if owner, _, err = tx.UpsertPerson(rules.Person{Code: fmt.Sprintf("TN8%d", i), Name: fmt.Sprintf("Nguyễn Thị Hoàng Khánh %d", i), Unit: like.Unit,
					Position: like.Position, Roles: rules.Staff, Active: true}, rules.MustDate("2026-01-01")); err != nil {
					return err
				}
			}
			for n := range each {
				x := task.Task{Unit: like.Unit, Title: fmt.Sprintf("Hồ sơ %d.%d ", i, n) + strings.Repeat("ờ", 180), Owner: owner, Assigner: an, Due: now.Add(-time.Hour),
					Made: now.AddDate(0, 0, -3), State: task.Submitted, Submitted: now, FirstSubmitted: now, Rev: 1}
				if err := tx.InsertTask(&x); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// A day's work of ten people, three tasks each with titles as long as they may be, is confirmed in
// two taps: all that is confirmed was shown, and each of them hears of it once.
func TestADaysWorkOfTenPeopleIsConfirmedInTwoTaps(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.handedIn(3)
	h.says("an", "/viec")
	h.presses("an", "📥 Chờ tôi xác nhận")
	shown := h.shown("an").Content()
	for i := range 10 {
		for n := range 3 {
			if !strings.Contains(shown, fmt.Sprintf("Hồ sơ %d.%d", i, n)) {
				t.Errorf("work %d of person %d is not shown: %s", n, i, shown)
			}
		}
	}
	h.presses("an", "✅ Xác nhận cả 30 việc")
	h.shows("an", "✅ Đã xác nhận 30 việc.")
	h.shows("binh", "✅ Nguyễn Thị Thu An đã xác nhận hoàn thành 3 việc:\n• «Hồ sơ 0.0")
	heard := 0
	for _, m := range h.server.Phone(folk["binh"].chat).Messages() {
		if strings.Contains(m.Content(), "đã xác nhận hoàn thành") {
			heard++
		}
	}
	if heard != 1 {
		t.Errorf("who did three of them hears of it in %d messages", heard)
	}
}

// What doesn't fit into one message is said to wait, and comes next; in English, too.
func TestWhatIsConfirmedAtOnceIsNoMoreThanIsShown(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		lang                                  string
		waiting, more, all, next, rest, hears string
	}{
		{"vi", "📥 Chờ tôi xác nhận", "Còn 100 việc nữa đang chờ", "✅ Xác nhận cả 30 việc", "📥 Xem tiếp 100 việc", "Còn 70 việc nữa đang chờ", "và 1 việc nữa."},
		{"en", "📥 To be confirmed", "100 more wait", "✅ Confirm all 30", "📥 See the next 100", "70 more wait", "and 1 more."},
	} {
		t.Run(x.lang, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.says("an", "/ngonngu "+x.lang)
			h.says("binh", "/ngonngu "+x.lang)
			h.handedIn(13)
			h.says("an", "/viec")
			h.presses("an", x.waiting)
			h.shows("an", x.more)
			h.presses("an", x.all)
			h.shows("an", x.next)
			h.shows("binh", x.hears)
			h.presses("an", x.next)
			h.shows("an", x.rest)
		})
	}
}

// Who confirms in the head's place sees what the head sees (rules section 5).
func TestWhoHoldsAMandateToConfirmSeesWhatWaitsForTheHead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.says("an", "giao Bình biên bản hạn thứ 6")
	h.presses("an", "📨 Giao việc")
	h.says("binh", "biên bản xong rồi ạ")
	an, nam := h.id("an"), h.id("nam")
	h.says("nam", "/viec")
	if m := h.shown("nam"); strings.Contains(strings.Join(slices.Concat(m.Labels()...), " "), "📥") {
		t.Error("who holds no mandate is shown what waits for the head")
	}
	h.write(func(tx *store.Tx) error {
		p, err := tx.Person(nam, rules.DateOf(h.clock.Now()))
		m := task.Mandate{Unit: p.Unit, Head: an, To: nam, First: rules.DateOf(h.clock.Now())}
		return errors.Join(err, tx.AddMandate(&m))
	})
	h.says("nam", "/viec")
	h.presses("nam", "📥 Chờ tôi xác nhận")
	h.shows("nam", "1. Biên bản · Trần Quốc Bình", "✅ Xác nhận")
	h.presses("nam", "✅ Xác nhận")
	h.shows("binh", "✅ Võ Hoàng Nam đã xác nhận hoàn thành «Biên bản».")
}
