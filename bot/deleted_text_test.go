package bot_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"tainha/store"
)

// without begins anew with a program in which one text was forgotten.
func (h *house) without(key string) {
	h.t.Helper()
	files, err := filepath.Glob("../locale/text/*.yaml")
	if err != nil || len(files) == 0 {
		h.t.Fatal(err)
	}
	line := regexp.MustCompile("(?m)^" + regexp.QuoteMeta(key) + `:.*\n(  .*\n)*`)
	left, found := fstest.MapFS{}, 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			h.t.Fatal(err)
		}
		found += len(line.FindAll(data, -1))
		left["text/"+filepath.Base(name)] = &fstest.MapFile{Data: line.ReplaceAll(data, nil)}
	}
	if found != 2 {
		h.t.Fatalf("%s has %d texts, want one in each language", key, found)
	}
	h.texts = left
	h.restart()
}

// Whatever text is missing, its reader is told, the operator sees the reason, and
// everybody else gets what is theirs.
func TestADeletedTextIsToldAndStopsNothingElse(t *testing.T) {
	t.Parallel()
	ask := []string{"binh> t5 em xin làm ở nhà", "binh> [📨 Gửi đề nghị]"}
	for name, c := range map[string]struct {
		key    string
		before []string // with all texts
		acts   []string
		who    string // is told
		told   string
		other  int64 // goes on
		gets   string
		fault  bool // it is undone as a fault, not given up as a message
	}{
		"a reply":          {key: "wfh.preview", acts: ask[:1], who: "binh", told: saysUnmade},
		"a card":           {key: "card.presence", acts: ask, who: "an", told: saysUnmade, other: binh, gets: "Đang chờ Nguyễn Thị Thu An"},
		"a toast":          {key: "approve.toast", before: ask, acts: []string{"an> [✅ Duyệt]"}, fault: true, told: "có trục trặc"},
		"a file's caption": {key: "month.caption", acts: []string{"binh> /lich", "binh> [🖼 Tháng 11/2026]"}, who: "binh", told: "Tệp chưa làm"},
		"a menu":           {key: "menu.team", acts: []string{"binh> /ngonngu", "binh> [English]"}, other: binh, gets: "I will use English"},
		"a job's notice":   {key: "notice.evening", before: ask, acts: []string{"clock 2026-11-25T17:00"}, who: "binh", told: saysUnmade},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.plays(c.before...)
			h.without(c.key)
			h.plays(c.acts...)
			if c.who != "" {
				h.mustArrive(folk[c.who].chat, c.told, 1)
			}
			if c.gets != "" && h.arrived(c.other, c.gets) == 0 {
				t.Errorf("%d did not get %q", c.other, c.gets)
			}
			h.plays("nam> /trogiup")
			if c.key != "menu.team" { // the help names the commands
				h.mustArrive(nam, saysHelp, 1)
			}
			if c.fault {
				if toast := h.lastToast(); !strings.Contains(toast, c.told) {
					t.Errorf("the toast reads %q", toast)
				}
				if n := h.approved("binh"); n != 0 {
					t.Errorf("%d days are approved", n)
				}
				return
			}
			counts := map[store.OutState]int{}
			h.write(func(tx *store.Tx) (err error) { counts, err = tx.OutCounts(); return err })
			if counts[store.OutQueued] != 0 {
				t.Errorf("outbox %v: something still waits", counts)
			}
			h.plays("khoi> /tudong")
			h.reads("khoi", c.key)
		})
	}
}
