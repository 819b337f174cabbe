package jobs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
		name := backupPrefix + r.Period.Format(backupTime) + backupSuffix
		if err := r.DB.Backup(ctx, filepath.Join(b.Dir, name)); err != nil {
			return err
		}
		return b.prune()
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
