package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tainha/config"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
)

// ofSau is what the example's file says of somebody, and who that is in texts.
var ofSau = []string{"Bùi Văn Sáu", "bui van sau", "TN07", "84900000007"}

// agencyFor makes a database of the example's agency, and returns its configuration,
// the database and the folder of the backups.
func agencyFor(t *testing.T) (config, database, backups string) {
	t.Helper()
	config = configFor(t, "http://127.0.0.1:1", "")
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)), exitOK, "Thêm 28")
	return config, filepath.Join(filepath.Dir(config), "tainha.db"), filepath.Join(filepath.Dir(config), "backup")
}

// in does something with the database as the bot would.
func in(t *testing.T, file string, at time.Time, by pilot.Actor, fn func(pilot.Do) error) {
	t.Helper()
	c, err := config.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	err = withDatabase(context.Background(), &c, func(db *store.DB) error {
		return db.Write(context.Background(), func(tx *store.Tx) error { return fn(NewPilot(&c).Do(tx, at, by)) })
	})
	if err != nil {
		t.Fatal(err)
	}
}

// eraseSau is what the coordinator and time do with somebody who left.
func eraseSau(t *testing.T, file string) {
	t.Helper()
	var sau rules.PersonID
	in(t, file, morning, pilot.Actor{Shell: true}, func(do pilot.Do) error {
		p, err := do.Tx.PersonByCode("TN07", do.Today)
		if err != nil {
			return err
		}
		sau = p.ID
		return people.Deactivate(do, sau, false)
	})
	in(t, file, morning.Add(time.Hour), pilot.Actor{Job: "retention"}, func(do pilot.Do) error { return privacy.Erase(do, sau) })
}

// found are the words of ofSau that stand in a file, byte by byte.
func found(t *testing.T, names ...string) (words []string) {
	t.Helper()
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, w := range ofSau {
			if bytes.Contains(data, []byte(w)) {
				words = append(words, filepath.Base(name)+": "+w)
			}
		}
	}
	return words
}

func TestARestoreOfABackupOlderThanAnErasureErasesAgain(t *testing.T) {
	t.Parallel()
	config, database, backups := agencyFor(t)
	older := filepath.Join(t.TempDir(), "older.db")
	mustSay(t, tainha(t, "", "", "backup", "--config", config, "--to", older), exitOK, "✓ Đã ghi bản sao lưu, đã kiểm tra: "+older)
	if len(found(t, older)) != len(ofSau) {
		t.Fatalf("the backup holds only %v", found(t, older))
	}
	eraseSau(t, config)
	if left := found(t, database, database+"-wal", filepath.Join(backups, "erasures.txt")); len(left) > 0 {
		t.Errorf("after the erasure: %v", left)
	}
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config), exitOK, "✓ the log is whole")
	got := tainha(t, "", "", "restore", "--config", config, older)
	mustSay(t, got, exitOK, "✓ Đã phục hồi", "  Đã xóa lại dữ liệu của 1 người", "  Những gì diễn ra sau bản sao không còn nữa")
	if !strings.Contains(got.out, "Cơ sở dữ liệu trước đó được giữ ở "+backups) {
		t.Errorf("it does not say where the other is kept: %s", got.out)
	}
	if left := found(t, database, database+"-wal", database+"-shm", database+".restore"); len(left) > 0 {
		t.Errorf("after the restore: %v", left)
	}
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config), exitOK, "✓ the log is whole")
	in(t, config, morning, pilot.Actor{Shell: true}, func(do pilot.Do) error {
		all, err := do.Tx.People(do.Today)
		active := 0
		for _, p := range all {
			if p.Active {
				active++
			}
		}
		if active != len(all)-1 || len(all) < 15 {
			t.Errorf("%d of %d people are on the staff", active, len(all))
		}
		return err
	})
	if err := os.Remove(filepath.Join(backups, "erasures.txt")); err != nil {
		t.Fatal(err)
	}
	if got := tainha(t, "", "", "audit", "verify", "--config", config); got.code != exitFault || !strings.Contains(got.out, "matches no data request") {
		t.Errorf("without the ledger: %+v", got)
	}
	// what was in its place is a backup like any other, and needs nothing again
	kept := regexp.MustCompile(`tainha-[\d-]+\.db`).FindString(got.out)
	if again := tainha(t, "", "", "restore", "--config", config, filepath.Join(backups, kept)); !strings.Contains(again.out, "-1.db") {
		t.Errorf("a backup of that moment is not kept: %s", again.out)
	}
	mustSay(t, tainha(t, "", "", "restore", "--config", config, filepath.Join(backups, kept)), exitOK, "  Không có ai được xóa dữ liệu sau bản sao này")
	if left := found(t, database); len(left) > 0 {
		t.Errorf("in what was kept: %v", left)
	}
}

func TestARestoreRefusesADatabaseInUseAndWhatIsNoBackup(t *testing.T) {
	t.Parallel()
	config, database, _ := agencyFor(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	mustSay(t, tainha(t, "", "", "backup", "--config", config, "--to", copied), exitOK)
	db, err := store.Open(context.Background(), database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := tainha(t, "", "", "restore", "--config", config, copied)
	if got.code != exitFault || !strings.Contains(got.errors, "Xin dừng bot") {
		t.Errorf("over a live database: %+v", got)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"empty": "", "text": "no database", "half": string(sound[:len(sound)/2]),
		// a page of a table: one of an index alone is made anew out of its table
		"torn": string(sound[:4096]) + strings.Repeat("x", 4096) + string(sound[2*4096:]),
	} {
		got := tainha(t, "", "", "restore", "--config", config, write(t, name, text))
		after, err := os.ReadFile(database)
		if got.code == exitOK || err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: %+v; changed: %v", name, got, !bytes.Equal(before, after))
		}
	}
	if left, _ := filepath.Glob(database + ".restore*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	mustSay(t, tainha(t, "", "", "restore", "--config", config, copied), exitOK, "✓ Đã phục hồi")
}

// The first machine is gone: the backup and what stands beside it are all there is.
func TestARestoreMakesADatabaseWhereThereIsNone(t *testing.T) {
	t.Parallel()
	config, database, _ := agencyFor(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	mustSay(t, tainha(t, "", "", "backup", "--config", config, "--to", copied), exitOK)
	eraseSau(t, config)
	for _, name := range []string{database, database + "-wal", database + "-shm", database + ".lock"} {
		_ = os.Remove(name)
	}
	got := tainha(t, "", "", "restore", "--config", config, copied)
	mustSay(t, got, exitOK, "✓ Đã phục hồi", "  Đã xóa lại dữ liệu của 1 người")
	if strings.Contains(got.out, "trước đó được giữ") || len(found(t, database)) > 0 {
		t.Errorf("it said %s and holds %v", got.out, found(t, database))
	}
	if info, err := os.Stat(database); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the database: %v, %v", info, err)
	}
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config), exitOK, "✓ the log is whole")
}

// A log that was rewritten, hashes and all, is given away by the heads noted beside the
// backups, without a word on the command line.
func TestTheLogIsHeldAgainstTheHeadsBesideTheBackups(t *testing.T) {
	t.Parallel()
	config, database, backups := agencyFor(t)
	mustSay(t, tainha(t, "", "", "backup", "--config", config), exitOK, "  Dấu cuối của nhật ký thay đổi: ")
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config), exitOK, "noted   1 heads hold")
	tamper(t, database, "DROP TRIGGER audit_no_delete", "DELETE FROM audit_detail WHERE audit_id > 3", "DELETE FROM audit WHERE id > 3", "DELETE FROM sqlite_sequence WHERE name = 'audit'")
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config), exitFault, "✗ audit row 4: missing, and all after it")
	if err := os.WriteFile(filepath.Join(backups, "audit-heads.txt"), []byte("2026-11-23 nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := tainha(t, "", "", "audit", "verify", "--config", config); got.code != exitFault || !strings.Contains(got.errors, "is no line of it") {
		t.Errorf("a damaged file of heads: %+v", got)
	}
}
