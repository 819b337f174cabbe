package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What stands beside the backups, in their folder.
const (
	ledgerName = "erasures.txt"
	headsName  = "audit-heads.txt"
)

// LedgerIn is the ledger of erasures of a folder of backups.
func LedgerIn(dir string) string { return filepath.Join(dir, ledgerName) }

// HeadsIn is the file of the audit's heads of a folder of backups.
func HeadsIn(dir string) string { return filepath.Join(dir, headsName) }

const headsHead = "# The newest row of the audit with its hash, day by day. Copy it to another place: tainha audit verify holds the database against it.\n"

// restoredFrom marks a line after which the heads behind it are of a database that is
// no more.
const restoredFrom = "restored"

// AuditHead is the end of the audit: its last row, of number 0 when there is none.
func (tx *Tx) AuditHead() (Head, error) {
	h, err := tx.auditHead()
	if err != nil {
		return h, fmt.Errorf("read the end of the audit: %w", err)
	}
	return h, nil
}

// NoteHead adds a line to the file of heads, written whole or not at all. restored says
// that the database goes on from there, whatever was noted behind it.
func NoteHead(path string, at time.Time, h Head, restored bool) error {
	if h.ID == 0 {
		return nil
	}
	text, err := os.ReadFile(path) //nolint:gosec // beside the backups, whose folder the operator names
	if errors.Is(err, fs.ErrNotExist) {
		text, err = []byte(headsHead), nil
	}
	if err != nil {
		return fmt.Errorf("note the audit's newest hash: %w", err)
	}
	line := at.Format(time.RFC3339)
	if restored {
		line += " " + restoredFrom
	}
	if err := WriteBeside(path, fmt.Appendf(text, "%s %v\n", line, h)); err != nil {
		return fmt.Errorf("note the audit's newest hash: %w", err)
	}
	return nil
}

// ReadHeads reads the heads that were noted, the newest last; a file that is not there
// holds none. A line that is none is an error: it proves nothing.
func ReadHeads(path string) (heads []Head, err error) {
	data, err := os.ReadFile(path) //nolint:gosec // as above
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the noted heads: %w", err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		h, err := ParseHead(words[len(words)-1])
		switch {
		case err != nil || len(words) < 2 || len(words) > 3:
			return nil, fmt.Errorf("read the noted heads: %s: %q is no line of it", path, lines.Text())
		case len(words) == 3:
			for len(heads) > 0 && heads[len(heads)-1].ID > h.ID {
				heads = heads[:len(heads)-1]
			}
		}
		heads = append(heads, h)
	}
	return heads, nil
}
