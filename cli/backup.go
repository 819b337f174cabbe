package cli

import (
	"cmp"
	"context"
	"errors"

	"tainha/config"
	"tainha/jobs"
	"tainha/pilot"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
)

type backupCmd struct {
	Config string `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
	To     string `help:"Where the copy goes; otherwise into backup.dir, named after the moment." type:"path" placeholder:"FILE"`
}

func (*backupCmd) Help() string {
	return `The copy is checked before it gets its name, and holds what the write-ahead log holds: never copy the database's file alone
while the bot runs. The newest hash of the log of changes is noted beside it.

Examples:
  tainha backup
  tainha backup --to /mnt/khac/tainha.db

Ghi một bản sao đã kiểm tra, không cần dừng bot.`
}

func (c *backupCmd) Run(ctx context.Context, p *Process) error {
	config, say, err := p.speaking(c.Config)
	if err != nil {
		return err
	}
	now := p.Now().In(config.Calendar.Location)
	to := cmp.Or(c.To, jobs.BackupFile(config.Backup.Dir, now))
	if err := store.BackupBeside(ctx, config.Database.Path, to); err != nil {
		return err
	}
	var head store.Head
	if err := store.ReadBeside(ctx, to, func(tx *store.Tx) (err error) {
		head, err = tx.AuditHead()
		return err
	}); err != nil {
		return err
	}
	if err := store.NoteHead(store.HeadsIn(config.Backup.Dir), now, head, false); err != nil {
		return err
	}
	say.out(rules.Msg("backup.done", "file", to, "head", headText(head)))
	return say.err
}

type restoreCmd struct {
	Config string `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
	Backup string `arg:"" help:"The backup." type:"path" name:"file"`
}

func (*restoreCmd) Help() string {
	return `Stop the bot first: a database that is in use is refused. The backup is checked, brought to this release's schema, and whoever was
erased after it was made is erased again, as the ledger beside the backups says; then it takes the place of the
database, which is kept as a backup of its own. What happened since is gone, and Telegram does not tell it again.

Example:
  tainha restore /var/lib/tainha/backup/tainha-2026-11-27-013000.db

Phục hồi từ một bản sao lưu. Dừng bot trước. Ai đã được xóa dữ liệu sau bản sao đó thì được xóa lại; cơ sở dữ liệu đang có được giữ thành một bản sao lưu.`
}

func (c *restoreCmd) Run(ctx context.Context, p *Process) error {
	config, say, err := p.speaking(c.Config)
	if err != nil {
		return err
	}
	now := p.Now().In(config.Calendar.Location)
	again, head := 0, store.Head{}
	kept, err := store.Restore(ctx, store.Restoring{
		From: c.Backup, Path: config.Database.Path, Keep: jobs.BackupFile(config.Backup.Dir, now),
		Mend: func(db *store.DB) (err error) {
			again, head, err = mend(ctx, &config, p, db)
			return err
		},
	})
	var locked *store.LockedError
	if errors.As(err, &locked) {
		say.fault(rules.Msg("restore.live", "pid", locked.PID))
		return errors.Join(errFaults, say.err)
	}
	if err != nil {
		return err
	}
	if err := store.NoteHead(store.HeadsIn(config.Backup.Dir), now, head, true); err != nil {
		return err
	}
	say.out(rules.Msg("restore.done", "file", c.Backup, "kept", kept, "n", again))
	return say.err
}

// mend erases again in a copy whoever the ledger names, and notes where it came from.
// before is the copy's own end of the audit, up to which heads noted earlier hold.
func mend(ctx context.Context, config *config.Config, p *Process, db *store.DB) (again int, before store.Head, err error) {
	ledger, err := store.ReadLedger(store.LedgerIn(config.Backup.Dir))
	if err != nil {
		return 0, before, err
	}
	err = db.Write(ctx, func(tx *store.Tx) (err error) {
		if before, err = tx.AuditHead(); err != nil {
			return err
		}
		do := NewPilot(config).Do(tx, p.Now(), pilot.Actor{Shell: true})
		if again, err = privacy.EraseAgain(do, ledger); err != nil {
			return err
		}
		return privacy.Restored(do, again)
	})
	return again, before, err
}
