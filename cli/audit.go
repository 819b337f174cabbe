package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"tainha/store"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Check that nobody altered the log of changes. It may run beside a live bot."`
}

type auditVerifyCmd struct {
	Config string `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
	Head   string `help:"A file with the head that an earlier run printed, or a copy of audit-heads.txt." type:"existingfile" placeholder:"FILE"`
}

func (*auditVerifyCmd) Help() string {
	return `Every row of the log holds the hash of itself and the row before. It names the first row that is altered, missing or
out of its place, and what is wrong with it; then the exit code is 1. Personal details that were erased as the law asks are
counted, and no fault; an erasure that nobody asked for, of nobody who had left, is one.

Every day the bot notes the head, the newest row with its hash, in its log, on the auditor's screen (/audit) and in audit-heads.txt beside
the backups, with which the log is compared here. Copy it somewhere else, too, such as on paper or in a mail to the auditor: somebody
who can write all files could rewrite them, and only a head that they can't reach gives that away. Give it back with --head.

Examples:
  tainha audit verify
  tainha audit verify --head dau-nhat-ky.txt

Kiểm tra nhật ký thay đổi có bị sửa không. Hãy ghi lại dòng «head» ở nơi khác; lần sau đưa lại bằng --head.`
}

func (c *auditVerifyCmd) Run(ctx context.Context, p *Process) error {
	config, err := p.read(c.Config)
	if err != nil {
		return err
	}
	proof, err := c.proof(config.Backup.Dir)
	if err != nil {
		return err
	}
	var report store.AuditReport
	err = store.ReadBeside(ctx, config.Database.Path, func(tx *store.Tx) (err error) {
		report, err = tx.VerifyAgainst(proof)
		return err
	})
	if err != nil {
		return err
	}
	if report.Fault != nil {
		_, err = fmt.Fprintf(p.Stdout, "✗ %v\n  whole up to here: %d rows\n", report.Fault, report.Rows)
		return errors.Join(errFaults, err)
	}
	_, err = fmt.Fprintf(p.Stdout, "✓ the log is whole\nrows    %d\nerased  %d\nnoted   %d heads hold\nhead    %s\n",
		report.Rows, report.Erased, len(proof.Noted), headText(report.Head))
	return err
}

// headText is the head to be noted; an empty log has none.
func headText(h store.Head) string {
	if h.ID == 0 {
		return "none yet"
	}
	return h.String()
}

// proof is what is kept outside of the database: beside the backups, and what is given.
func (c *auditVerifyCmd) proof(dir string) (p store.Proof, err error) {
	if p.Ledger, err = store.ReadLedger(store.LedgerIn(dir)); err != nil {
		return p, err
	}
	if p.Noted, err = store.ReadHeads(store.HeadsIn(dir)); err != nil || c.Head == "" {
		return p, err
	}
	given, err := givenHeads(c.Head)
	p.Noted = append(p.Noted, given...)
	return p, err
}

// givenHeads reads a file of heads, or what an earlier run printed: its last word is
// the head.
func givenHeads(path string) ([]store.Head, error) {
	if heads, err := store.ReadHeads(path); err == nil && len(heads) > 0 {
		return heads, nil
	}
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("read the noted head: %w", err)
	}
	words := strings.Fields(string(text))
	if len(words) == 0 {
		return nil, fmt.Errorf("read the noted head: %s is empty", path)
	}
	h, err := store.ParseHead(words[len(words)-1])
	if err != nil {
		return nil, fmt.Errorf("read the noted head: %s: %w", path, err)
	}
	return []store.Head{h}, nil
}
