package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tainha/config"
	"tainha/rules"
	"tainha/store"
)

// The drafts say on every page that nobody has compared them with the legal texts, and what is
// known of Telegram; they hold the numbers of the configuration and leave no place of their templates empty.
func TestTheDossierIsFilledFromTheConfiguration(t *testing.T) {
	t.Parallel()
	path := configFor(t, "http://127.0.0.1:1", "")
	folder := filepath.Join(t.TempDir(), "ho-so")
	mustSay(t, tainha(t, "", "", "dossier", "--config", path, "--agency", "Sở Thử nghiệm", "--out", folder), exitOK, "Đã ghi 5 bản nháp")
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 10 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	for _, e := range entries {
		text := readWhole(t, filepath.Join(folder, e.Name()))
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", e.Name(), info, err)
		}
		if strings.HasSuffix(e.Name(), ".pdf") {
			if !strings.HasPrefix(text, "%PDF-") {
				t.Errorf("%s is no PDF", e.Name())
			}
			continue
		}
		for _, bad := range []string{"<no value>", "{{", "%!"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %s", e.Name(), bad)
			}
		}
		for _, want := range []string{"> " + draftMark, "Sở Thử nghiệm"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", e.Name(), want)
			}
		}
	}
	regulation := readWhole(t, filepath.Join(folder, "2-quy-che.md"))
	for _, want := range []string{"7:30–11:30, 13:00–17:00", "16:00, trước 1 ngày làm việc", "tối đa 2 ngày mỗi tuần", "dưới 50% số ngày làm việc", "tối đa 30% số người", "ngày 23/11/2026"} {
		if !strings.Contains(regulation, want) {
			t.Errorf("the regulation does not say %q:\n%s", want, regulation)
		}
	}
	for _, name := range []string{"1-quyet-dinh.md", "5-an-toan-he-thong.md"} {
		if text := readWhole(t, filepath.Join(folder, name)); !strings.Contains(text, "Tháng 5/2025") || !strings.Contains(text, "chưa tìm thấy văn bản chính thức") {
			t.Errorf("%s does not say what is known of Telegram", name)
		}
	}
}

// docs/ho-so holds what the command writes of the example; run it again when this fails.
func TestTheDraftsInTheDocumentsAreThoseOfTheExample(t *testing.T) {
	t.Parallel()
	c, err := config.Parse(exampleName, []byte(read(t, exampleName)))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := writeDrafts(&c, "[Tên cơ quan]", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range texts {
		kept, err := os.ReadFile(filepath.Join("..", "docs", "ho-so", d.name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(undated(string(kept)), undated(d.text)) {
			t.Errorf("docs/ho-so/%s.md is not what the command writes: tainha dossier --config config.example.yaml --out docs/ho-so", d.name)
		}
	}
}

// undated is a draft without the lines that hold the day on which it was written.
func undated(text string) []byte {
	var out []byte
	for line := range strings.Lines(text) {
		if !strings.Contains(line, "tính đến ngày") {
			out = append(out, line...)
		}
	}
	return out
}

func readWhole(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What a coordinator entered into the calendar counts for the papers and for `explain`, as for the bot.
func TestExplainAndDossierReadTheCalendarOfTheDatabase(t *testing.T) {
	t.Parallel()
	a := newAgency(t)
	config := a.configure(a.database(), "http://127.0.0.1:1")
	before := tainha(t, "", "", "explain", "--today", "2026-11-23", "--config", config, "thứ 6 em xin làm ở nhà")
	if err := a.inStore(func(db *store.DB) error {
		return db.Write(t.Context(), func(tx *store.Tx) error {
			by, err := tx.PersonByCode(a.heads[0].code, rules.DateOf(a.clock.Now()))
			if err != nil {
				return err
			}
			_, err = tx.AddCalendarChange(rules.CalendarChange{
				Off:      []rules.NamedDays{{First: rules.MustDate("2026-11-27"), Last: rules.MustDate("2026-11-27"), Name: "Nghỉ"}},
				Presence: []rules.Presence{{Weekday: time.Tuesday, First: rules.MustDate("2026-11-23"), Name: "Giao ban đặc biệt"}},
			}, by.ID, a.clock.Now())
			return err
		})
	}); err != nil {
		t.Fatal(err)
	}
	after := tainha(t, "", "", "explain", "--today", "2026-11-23", "--config", config, "thứ 6 em xin làm ở nhà")
	if before.out != "home\t2026-11-27\n" || after.out != "home\tclosed:2026-11-27\n" {
		t.Errorf("explain said %q before the day off, %q after", before.out, after.out)
	}
	folder := filepath.Join(t.TempDir(), "ho-so")
	mustSay(t, tainha(t, "", "", "dossier", "--config", config, "--out", folder), exitOK, "Đã ghi 5 bản nháp")
	if text := readWhole(t, filepath.Join(folder, "2-quy-che.md")); !strings.Contains(text, "Giao ban đặc biệt") {
		t.Errorf("the regulation does not know the presence entered in the chat:\n%s", text)
	}
}
