package cli

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// telegramServer answers every call with a status and a body.
func telegramServer(t *testing.T, status int, body string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, strings.ReplaceAll(body, "PATH", r.URL.Path))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func goodTelegram(t *testing.T) string {
	t.Helper()
	return telegramServer(t, http.StatusOK, `{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Tại Nhà","username":"tainha_bot"}}`)
}

// configFor writes a configuration with the example's calendar.
func configFor(t *testing.T, api, more string) string {
	t.Helper()
	calendar := read(t, exampleName)
	calendar = calendar[strings.Index(calendar, "\ncalendar:"):strings.Index(calendar, "\n# The pilot's numbers")]
	return write(t, "config.yaml", "telegram:\n  api_url: "+api+"\n"+more+calendar)
}

// englishFor is configFor in English.
func englishFor(t *testing.T, api, more string) string {
	t.Helper()
	path := configFor(t, api, more)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "config.yaml", "language: en\n"+string(text))
}

// mustSay fails unless the output has a line that starts so and no token.
func mustSay(t *testing.T, got outcome, code int, lines ...string) {
	t.Helper()
	if got.code != code {
		t.Errorf("it ended with %d, want %d", got.code, code)
	}
	for _, want := range lines {
		if !strings.Contains("\n"+got.out, "\n"+want) {
			t.Errorf("no line starts with %q in:\n%s%s", want, got.out, got.errors)
		}
	}
	if strings.Contains(got.out+got.errors, "tests_only") {
		t.Errorf("the token is in:\n%s%s", got.out, got.errors)
	}
}

func TestCheckOfAReadyBot(t *testing.T) {
	t.Parallel()
	path := englishFor(t, goodTelegram(t), "")
	got := tainha(t, "", testToken, "check", "--config", path)
	mustSay(t, got, exitOK, "✓ configuration: ", "✓ token: ", "✓ Telegram: ", "✓ database: ", "✓ calendar: 2026 ",
		"! calendar: no data for 2027 yet", "! roster: nobody is in it yet",
		"✓ job backup: runs at Tue 24/11/2026 01:30, Wed 25/11/2026 01:30, Thu 26/11/2026 01:30", "Ready; worth a look: 2.")
	if !strings.Contains(got.out, "@tainha_bot (Tại Nhà)") {
		t.Errorf("the bot is not named:\n%s", got.out)
	}
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(files) != 1 {
		t.Errorf("check left files behind: %v, %v", files, err)
	}
}

func TestCheckSaysWhatIsWrongWithTelegram(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, c := range map[string]struct{ api, more, want string }{
		"token refused":    {telegramServer(t, 401, `{"ok":false,"error_code":401,"description":"Unauthorized"}`), "", "refused the token"},
		"token not found":  {telegramServer(t, 404, `{"ok":false,"error_code":404,"description":"Not Found"}`), "", "refused the token"},
		"login page":       {telegramServer(t, 200, "<html>log in to reach PATH</html>"), "", "but not as Telegram does"},
		"Telegram's fault": {telegramServer(t, 502, `{"ok":false,"error_code":502,"description":"Bad Gateway PATH"}`), "", "Bad Gateway"},
		"nobody there":     {gone.URL, "", "see telegram.proxy"},
		"dead proxy":       {"https://api.telegram.invalid", "  proxy: " + gone.URL + "\n", "through the proxy at 127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := tainha(t, "", testToken, "check", "--config", englishFor(t, c.api, c.more))
			mustSay(t, got, exitFault, "✗ Telegram: ", "✓ database: ", "Faults to mend: 1.")
			if !strings.Contains(got.out, c.want) {
				t.Errorf("want %q in:\n%s", c.want, got.out)
			}
		})
	}
}

func TestCheckSaysWhatIsWrongWithTheConfiguration(t *testing.T) {
	t.Parallel()
	path := write(t, "config.yaml", "language: fr\nlog: {levle: info}\n")
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitFault,
		"✗ cấu hình: "+path+":1:11: language: ", "✗ cấu hình: "+path+":2:7: log.levle: không có khóa này; có phải là level?", "Có 2 lỗi cần sửa")
	mustSay(t, tainha(t, "", testToken, "check", "--config", filepath.Join(t.TempDir(), "none.yaml")), exitFault,
		"✗ cấu hình: không đọc được tệp cấu hình: ")
	mustSay(t, tainha(t, "", "", "check", "--config", englishFor(t, goodTelegram(t), "")), exitFault, "✗ token: no bot token")
}

func TestCheckWarnsOfATokenThatOthersMayRead(t *testing.T) {
	t.Parallel()
	path := englishFor(t, goodTelegram(t), "  token: "+testToken+"\n")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	mustSay(t, tainha(t, "", "", "check", "--config", path), exitOK, "! token: every user of this machine may read "+path)
}

func TestCheckOfTheCalendarAndTheJobs(t *testing.T) {
	t.Parallel()
	path := write(t, "config.yaml", "language: en\ntelegram: {api_url: "+goodTelegram(t)+"}\njobs:\n"+
		"  backup: TZ=Asia/Ho_Chi_Minh\n  board: 0 0 30 2 *\n  digest: every day\n  remind: 0 8 1 * 1\n")
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitFault,
		"✗ calendar: no data for 2026", "! calendar: no data for 2027",
		`✗ job backup: "TZ=Asia/Ho_Chi_Minh" is no schedule`, `✗ job board: "0 0 30 2 *" never comes`, `✗ job digest: "every day" is no schedule`,
		`! job remind: "0 8 1 * 1" names a day of the month and a weekday: it runs on either of them, next at Mon 30/11/2026 08:00, Tue 01/12/2026 08:00`,
		"✓ job raise: runs at Mon 23/11/2026 09:01, Mon 23/11/2026 09:02, Mon 23/11/2026 09:03", "Faults to mend: 4.")
}

// fill opens the database of a configuration with one unit, one person and one account.
func fill(t *testing.T, path string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), filepath.Join(filepath.Dir(path), "tainha.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(context.Background(), func(tx *store.Tx) error {
		unit, _, err := tx.UpsertUnit(rules.Unit{Code: "VP", Name: "Văn phòng", Active: true})
		if err != nil {
			return err
		}
		position, _, err := tx.UpsertPosition(rules.Position{Code: "CV", Name: "Chuyên viên", OpenToPilot: true})
		if err != nil {
			return err
		}
		from := rules.MustDate("2026-01-01")
		for _, code := range []string{"A1", "A2"} {
			_, _, err = tx.UpsertPerson(rules.Person{Code: code, Name: "Trần Thị Bình", Unit: unit, Position: position, Roles: rules.Staff, Active: true}, from)
			if err != nil {
				return err
			}
		}
		person, err := tx.PersonByCode("A1", from)
		if err != nil {
			return err
		}
		return tx.Link(store.Account{Person: person.ID, Chat: 5, Language: "vi", Reachable: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestCheckRunsBesideALiveBot(t *testing.T) {
	t.Parallel()
	path := englishFor(t, goodTelegram(t), "")
	db := fill(t, path)
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	polled(t, db, morning.Add(-time.Hour), morning.Add(-time.Minute))
	got := tainha(t, "", testToken, "check", "--config", path)
	mustSay(t, got, exitOK, "✓ database: ", "✓ roster: 2 people, 1 have linked an account", "! roster: units without a head, whose requests go one level up: Văn phòng")
	if !strings.Contains(got.out, "is in use by a live bot") {
		t.Errorf("the live bot is not named:\n%s", got.out)
	}
	if err := db.Write(context.Background(), func(*store.Tx) error { return nil }); err != nil {
		t.Errorf("the live bot was disturbed: %v", err)
	}
}

// polled leaves the signs of a bot that began and was answered by Telegram.
func polled(t *testing.T, db *store.DB, begun, answered time.Time) {
	t.Helper()
	err := db.Write(context.Background(), func(tx *store.Tx) error {
		if !begun.IsZero() {
			if _, _, err := tx.BeginProcess(begun); err != nil {
				return err
			}
		}
		if answered.IsZero() {
			return nil
		}
		return tx.SetNextUpdate(1, answered)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCheckCallsNoProcessALiveBotThatDoesNotPoll(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule            string
		begun, answered time.Time
		want            string
	}{
		{"it never began", time.Time{}, time.Time{}, "which never heard from Telegram"},
		{"it has just begun", morning.Add(-time.Minute), morning.Add(-time.Hour), "which has just begun"},
		{"it began long ago and heard nothing, unlike the one before", morning.Add(-time.Hour), morning.Add(-2 * time.Hour), "which never heard from Telegram"},
		{"it has heard nothing lately", morning.Add(-2 * time.Hour), morning.Add(-time.Hour), "since Mon 23/11/2026 08:00"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			path := englishFor(t, goodTelegram(t), "")
			db := fill(t, path)
			defer db.Close()
			polled(t, db, c.begun, c.answered)
			got := tainha(t, "", testToken, "check", "--config", path)
			mustSay(t, got, exitOK, "! database: ")
			if strings.Contains(got.out, "live bot") || !strings.Contains(got.out, c.want) {
				t.Errorf("want %q in:\n%s", c.want, got.out)
			}
		})
	}
}

func TestCheckRefusesAForeignDatabase(t *testing.T) {
	t.Parallel()
	path := englishFor(t, goodTelegram(t), "")
	file := filepath.Join(filepath.Dir(path), "tainha.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitFault, "✗ database: ")

	path = englishFor(t, goodTelegram(t), "database: {path: missing/folder/tainha.db}")
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitFault, "✗ database: "+filepath.Join(filepath.Dir(path), "missing/folder/tainha.db")+": there is no such folder or file; create the folder, or correct database.path. Technical detail: inspect database: the folder ")
}

// Criteria by which people were judged are not edited: neither check nor a start lets it pass, and both say the line.
func TestCriteriaInUseThatWereChangedAreRefusedWithTheirLine(t *testing.T) {
	t.Parallel()
	const criteria = `evaluation:
  common_points: 5
  criteria:
    - version: "2026"
      from: 2026-01-01
      groups: [{name: I, criteria: [{key: I.1, text: Một, points: 5}]}]
`
	path := englishFor(t, goodTelegram(t), criteria)
	db := fill(t, path)
	used := evaluation.Criteria{Version: "2026", Since: rules.MustDate("2026-01-01"), Groups: []evaluation.Group{
		{Name: "I", Criteria: []evaluation.Criterion{{Key: "I.1", Text: "Một", Max: task.N(5)}}},
	}}
	err := db.Write(context.Background(), func(tx *store.Tx) error { return tx.UseCriteria(used, time.Unix(1795424400, 0)) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitOK, "✓ configuration: ")
	changed, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(strings.Replace(string(changed), "text: Một", "text: Hai", 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	const says = `:7:7: evaluation.criteria[0]: version "2026" is in use: people were judged by it`
	if got := tainha(t, "", testToken, "check", "--config", path); got.code != exitFault || !strings.Contains(got.out, says) {
		t.Errorf("check ended with %d:\n%s", got.code, got.out)
	}
	if got := tainha(t, "", testToken, "run", "--config", path); got.code != exitConfig || !strings.Contains(got.errors, says) {
		t.Errorf("a start ended with %d:\n%s%s", got.code, got.out, got.errors)
	}
}
