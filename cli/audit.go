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
	Head   string `help:"A file with the head that an earlier run printed." type:"existingfile" placeholder:"FILE"`
}

func (*auditVerifyCmd) Help() string {
	return `Every row of the log holds the hash of itself and the row before. It names the first row that is altered, missing or
out of its place, and what is wrong with it; then the exit code is 1. Personal details that were erased as the law asks are
counted, and no fault.

Note the head that it prints somewhere else, such as on paper or in a mail to the auditor: somebody who can write the
file could rewrite the whole log, and only a head noted before gives that away. Give it back with --head.

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
	noted, err := c.noted()
	if err != nil {
		return err
	}
	var report store.AuditReport
	err = store.ReadBeside(ctx, config.Database.Path, func(tx *store.Tx) (err error) {
		report, err = tx.VerifyAudit(noted)
		return err
	})
	if err != nil {
		return err
	}
	if report.Fault != nil {
		_, err = fmt.Fprintf(p.Stdout, "✗ %v\n  whole up to here: %d rows\n", report.Fault, report.Rows)
		return errors.Join(errFaults, err)
	}
	_, err = fmt.Fprintf(p.Stdout, "✓ the log is whole\nrows    %d\nerased  %d\nhead    %s\n", report.Rows, report.Erased, headText(report.Head))
	return err
}

// headText is the head to be noted; an empty log has none.
func headText(h store.Head) string {
	if h.ID == 0 {
		return "none yet"
	}
	return h.String()
}

// noted reads the head of an earlier run, nil when none is given: the file may
// hold that run's whole output.
func (c *auditVerifyCmd) noted() (*store.Head, error) {
	if c.Head == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Head)
	if err != nil {
		return nil, fmt.Errorf("read the noted head: %w", err)
	}
	words := strings.Fields(string(text))
	if len(words) == 0 {
		return nil, fmt.Errorf("read the noted head: %s is empty", c.Head)
	}
	h, err := store.ParseHead(words[len(words)-1])
	if err != nil {
		return nil, fmt.Errorf("read the noted head: %s: %w", c.Head, err)
	}
	return &h, nil
}
