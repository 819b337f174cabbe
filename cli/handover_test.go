package cli

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"tainha/config"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// beside starts what a live bot does with its database, with or without taking files over.
func beside(t *testing.T, path string, takes bool) (*Service, string) {
	t.Helper()
	c, err := config.Load(path, func(string) string { return testToken })
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewService(t.Context(), &c, morningClock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	if takes {
		go func() { defer close(done); s.takeOver(ctx) }()
	} else {
		close(done)
	}
	t.Cleanup(func() {
		stop()
		<-done
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, handoverFolder(c.Database.Path)
}

// A roster is imported while the bot runs: the command hands it over, the bot imports it in one transaction, and
// the command prints what came of it.
func TestARosterIsImportedBesideALiveBot(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	s, folder := beside(t, config, true)
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, "--dry-run", exampleRoster(t)), exitOK, "Thêm 28", "Đây là chạy thử")
	bad := tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t, "0900 000 009", "0900"))
	if bad.code != exitFault || bad.out != "" || !strings.Contains(bad.errors, "co-quan.csv, hàng 28, cột C (Số điện thoại): «0900»") {
		t.Errorf("it ended with %d:\n%s%s", bad.code, bad.out, bad.errors)
	}
	count := func() (n int) {
		if err := s.DB.Read(t.Context(), func(tx *store.Tx) error {
			people, err := tx.People(0)
			n = len(people)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("%d people after a trial and a fault", n)
	}
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)), exitOK, "Thêm 28", "Bot đang chạy đã nhận tệp")
	if n := count(); n != 17 {
		t.Errorf("%d people, want 17", n)
	}
	left, err := os.ReadDir(folder)
	info, statErr := os.Stat(folder)
	if err := errors.Join(err, statErr); err != nil || len(left) != 0 || info.Mode().Perm() != 0o700 {
		t.Errorf("%v: %d files stayed in a folder with mode %v", err, len(left), info.Mode())
	}
}

// A bot that has just started has its database before the folder: the command waits for it.
func TestABotThatOnlyStartsIsWaitedFor(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	s, _ := beside(t, config, false)
	stopped := make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	late := time.AfterFunc(2*lookEvery, func() { defer close(stopped); s.takeOver(ctx) })
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)), exitOK, "Thêm 28")
	stop()
	if !late.Stop() {
		<-stopped
	}
}

// A fault of the bot while it imports is no fault of the file: it is said so; the rest is left to the log.
func TestAFaultWhileImportingIsSaidAsOneOfTheBot(t *testing.T) {
	t.Parallel()
	s, _ := beside(t, configFor(t, "http://127.0.0.1:1", ""), false)
	data, err := os.ReadFile(exampleRoster(t))
	if err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	got := s.importFor(stopped, question{Files: []roster.File{{Name: "co-quan.csv", Data: data}}})
	if !got.Refused || got.Out != "" || got.Errors != "Chưa nhập được: bot gặp lỗi và không ghi gì. Xin xem nhật ký của bot.\n" {
		t.Errorf("it said %+v", got)
	}
}

// What the register refuses is said with its reasons, and nothing of the file stays.
func TestARosterAgainstTheRegisterIsRefusedWithTheReasons(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	s, _ := beside(t, config, true)
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)), exitOK, "Thêm 28")
	if err := s.DB.Write(t.Context(), func(tx *store.Tx) error {
		units, err := tx.Units()
		for _, u := range units {
			if e := u.OpenEnrolment(); err == nil && e != nil && u.Code == "KHTH" {
				e.Outcome, e.Reason, e.Last = rules.Kept, "Đủ tiến độ", rules.MustDate("2027-06-30")
				err = tx.SaveEnrolment(*e)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	got := tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t, "TN02,41/QĐ-STN,02/10/2023", "TN02,52/QĐ-STN,01/06/2027", "Lê Minh Đức", "Lê Minh Đạo"))
	want := "Chưa nhập được, cơ sở dữ liệu được giữ nguyên:\n"
	if got.code != exitFault || got.out != "" || !strings.HasPrefix(got.errors, want) || !strings.Contains(got.errors, "41/QĐ-STN") {
		t.Errorf("it ended with %d and said:\n%s%s", got.code, got.out, got.errors)
	}
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)), exitOK, "Không có gì thay đổi")
}

// A process that holds the database and takes nothing over is said to, and gets nothing later.
func TestABotThatTakesNothingIsSaid(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	_, folder := beside(t, config, false)
	for _, there := range []bool{false, true} {
		if there {
			if err := os.MkdirAll(folder, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		got := tainha(t, "", "", "roster", "import", "--config", config, "--wait", "600ms", exampleRoster(t))
		if got.code != exitFault || got.out != "" || !strings.Contains(got.errors, "không nhận tệp") {
			t.Errorf("it ended with %d:\n%s%s", got.code, got.out, got.errors)
		}
		if left, _ := os.ReadDir(folder); len(left) != 0 {
			t.Errorf("%d files wait for a bot that did not take them", len(left))
		}
	}
}

// What lay there from before is nobody's wish any more: it is removed, not imported.
func TestOldFilesAreNotTakenOver(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	s, folder := beside(t, config, false)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	name := folder + "/OLD"
	if err := os.WriteFile(name+asked, []byte(`{"At":"2020-01-01T00:00:00Z","Files":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.takeOne(t.Context(), name); err == nil || !strings.Contains(err.Error(), "too old") {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(name+taken, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	s.takeOver(ctx)
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("%d files stayed", len(left))
	}
}
