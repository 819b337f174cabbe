package cli

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tainha/store"
)

// newLog makes a database with a log of three rows beside a configuration.
func newLog(t *testing.T) (config, database string) {
	t.Helper()
	config = configFor(t, "http://127.0.0.1:1", "")
	database = filepath.Join(filepath.Dir(config), "tainha.db")
	db, err := store.Open(context.Background(), database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	err = db.Write(context.Background(), func(tx *store.Tx) error {
		for i := range int64(3) {
			e := store.Entry{At: time.UnixMilli(1_795_424_400_000), Actor: 1, Action: "request.approve", Object: "request", ObjectID: i, After: "có"}
			if err := tx.Audit(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return config, database
}

// tamper changes the file as somebody would who has it.
func tamper(t *testing.T, database string, queries ...string) {
	t.Helper()
	pool, err := sql.Open("sqlite", "file:"+filepath.ToSlash(database))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = pool.Close() }()
	for _, q := range queries {
		if _, err := pool.ExecContext(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWholeLogVerifiesBesideALiveBotAndAgainstANotedHead(t *testing.T) {
	t.Parallel()
	config, _ := newLog(t) // still open, as in a live bot
	got := tainha(t, "", "", "audit", "verify", "--config", config)
	mustSay(t, got, exitOK, "✓ the log is whole", "rows    3", "erased  0", "head    3:")
	head := write(t, "head.txt", got.out)
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config, "--head", head), exitOK, "✓ the log is whole")
}

func TestTheFirstAlteredRowOfTheLogIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ query, want string }{
		"who":     {"UPDATE audit SET actor_id = 9 WHERE id = 2", "✗ audit row 2: altered"},
		"what":    {"UPDATE audit_detail SET after = '\"không\"' WHERE audit_id = 2", "✗ audit row 2: its detail"},
		"removed": {"DELETE FROM audit_detail WHERE audit_id = 3", "✗ audit row 3: its detail was removed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, database := newLog(t)
			tamper(t, database, "DROP TRIGGER audit_no_update", "DROP TRIGGER audit_detail_no_update", c.query)
			mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config), exitFault, c.want)
		})
	}
}

func TestARewrittenLogIsFoundByTheHeadNotedBefore(t *testing.T) {
	t.Parallel()
	config, _ := newLog(t)
	head := write(t, "head.txt", "head 2:"+strings.Repeat("ab", 32)+"\n")
	mustSay(t, tainha(t, "", "", "audit", "verify", "--config", config, "--head", head), exitFault, "✗ audit row 2: not the row that was noted")
	bad := write(t, "head.txt", "nothing")
	if got := tainha(t, "", "", "audit", "verify", "--config", config, "--head", bad); got.code != exitFault || !strings.Contains(got.errors, "is no head of an audit") {
		t.Errorf("a file without a head: %d, %s", got.code, got.errors)
	}
}

func TestALogThatIsNotThereIsNoWholeOne(t *testing.T) {
	t.Parallel()
	got := tainha(t, "", "", "audit", "verify", "--config", configFor(t, "http://127.0.0.1:1", ""))
	if got.code != exitFault || !strings.Contains(got.errors, "there is none yet") {
		t.Errorf("it ended with %d: %s%s", got.code, got.out, got.errors)
	}
}
