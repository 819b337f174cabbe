package jobs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tainha/store"
)

// Backup says where the nightly copies of the database go, and how many stay.
type Backup struct {
	Dir  string // made when it is missing, readable by its owner alone
	Keep int    // at least 1
}

// The names of copies sort by their time; other files in the folder are left alone.
const (
	backupPrefix = "tainha-"
	backupTime   = "2006-01-02-150405"
	backupSuffix = ".db"
	folderMode   = 0o700
)

// backup makes the nightly copy of the database, checked before it gets its
// name. A repetition after a crash replaces the copy of the same run.
func backup(b Backup) Job {
	return Job{Name: "backup", Spec: "30 1 * * *", Missed: Roll, Outside: func(ctx context.Context, r *Run) error {
		if err := os.MkdirAll(b.Dir, folderMode); err != nil {
			return fmt.Errorf("make the folder of the backups: %w", err)
		}
		if err := r.DB.Backup(ctx, BackupFile(b.Dir, r.Period)); err != nil {
			return err
		}
		return b.prune()
	}}
}

// BackupFile is the file of a copy that is made at a moment.
func BackupFile(dir string, at time.Time) string {
	return filepath.Join(dir, backupPrefix+at.Format(backupTime)+backupSuffix)
}

// audit notes the newest row of the audit with its hash outside of the database: in
// the log and beside the backups. A repetition after a crash notes it twice.
func audit(b Backup) Job {
	return Job{Name: "audit", Spec: "0 12 * * *", Missed: Roll, Outside: func(ctx context.Context, r *Run) error {
		var head store.Head
		err := r.DB.Read(ctx, func(tx *store.Tx) (err error) {
			head, err = tx.AuditHead()
			return err
		})
		if err != nil {
			return err
		}
		r.Log.Info("the newest row of the audit", "head", head.String())
		return store.NoteHead(store.HeadsIn(b.Dir), r.Now, head, false)
	}}
}

// prune removes the oldest copies beyond those that stay.
func (b Backup) prune() error {
	entries, err := os.ReadDir(b.Dir)
	if err != nil {
		return fmt.Errorf("list the backups: %w", err)
	}
	var copies []string
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, backupPrefix) && strings.HasSuffix(name, backupSuffix) {
			copies = append(copies, name)
		}
	}
	slices.Sort(copies)
	var errs []error
	for _, name := range copies[:max(0, len(copies)-max(b.Keep, 1))] {
		errs = append(errs, os.Remove(filepath.Join(b.Dir, name)))
	}
	return errors.Join(errs...)
}
