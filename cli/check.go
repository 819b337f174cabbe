package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"tainha/config"
)

type checkCmd struct {
	Config string `help:"The configuration to check." type:"path" default:"config.yaml" placeholder:"FILE"`
}

func (*checkCmd) Help() string {
	return `One line an item: ✓ is well, ! works but wants attention, ✗ must be mended before the bot can run.
It ends with 1 when there is a ✗, else with 0. It changes nothing, and may run beside a live bot.

Example:
  tainha check --config /etc/tainha/config.yaml

Kiểm tra cấu hình, mã bot, kết nối Telegram, cơ sở dữ liệu, lịch và danh sách nhân sự. Không thay đổi gì.`
}

func (c *checkCmd) Run(ctx context.Context, p *Process) error {
	r := &checkReport{out: p.Stdout, table: vietnamese}
	c.check(ctx, p, r)
	return r.end()
}

func (c *checkCmd) check(ctx context.Context, p *Process, r *checkReport) {
	config, err := config.Read(c.Config)
	if err != nil {
		r.configFaults(err)
		return
	}
	if config.Language == "en" {
		r.table = nil
	}
	r.good("configuration", "%s is well-formed", c.Config)
	config.Telegram.Token, err = config.Telegram.FindToken(p.Env)
	if err != nil {
		r.fault("token", "%v", err)
	} else {
		r.good("token", "has the form of a bot token")
		checkTelegram(ctx, &config.Telegram, r)
	}
	checkReadableByOthers(&config, r)
	now := p.Now().In(config.Calendar.Location)
	entered := checkDatabase(ctx, &config, now, r)
	checkYears(config.Calendar.With(entered), now.Year(), r)
	checkJobs(config.Jobs, now, r)
}

// checkReport prints the findings as they come and counts them, in the language
// of the configuration: Vietnamese as long as that is not known.
type checkReport struct {
	out              io.Writer
	table            map[string]string // of forms; nil is English
	warnings, faults int
}

func (r *checkReport) line(mark string, item any, format string, args ...any) {
	if name, plain := item.(string); plain {
		item = config.Say(name)
	}
	said := config.Say(format, args...).In(r.table)
	_, _ = fmt.Fprintf(r.out, "%s %s: %s\n", mark, config.Say("%v", item).In(r.table), config.MaskTokens(said))
}

func (r *checkReport) good(item any, format string, args ...any) {
	r.line("✓", item, format, args...)
}

func (r *checkReport) warn(item any, format string, args ...any) {
	r.warnings++
	r.line("!", item, format, args...)
}

func (r *checkReport) fault(item any, format string, args ...any) {
	r.faults++
	r.line("✗", item, format, args...)
}

func (r *checkReport) configFaults(err error) {
	var problems *config.Error
	if !errors.As(err, &problems) {
		r.fault("configuration", "%v", err)
		return
	}
	for line := range strings.SplitSeq(problems.In(r.table), "\n") {
		r.fault("configuration", "%s", line)
	}
}

// end says the outcome in a last line and returns errFaults if there were any.
func (r *checkReport) end() error {
	switch {
	case r.faults > 0:
		r.last("Faults to mend: %d.", r.faults)
		return errFaults
	case r.warnings > 0:
		r.last("Ready; worth a look: %d.", r.warnings)
	default:
		r.last("All is ready.")
	}
	return nil
}

func (r *checkReport) last(format string, args ...any) {
	_, _ = fmt.Fprintf(r.out, "\n%s\n", config.Say(format, args...).In(r.table))
}

// checkReadableByOthers warns of a file with the token that any user may read.
func checkReadableByOthers(config *config.Config, r *checkReport) {
	const others = 0o004
	files := []string{config.Telegram.TokenFile}
	if config.Telegram.TokenInFile {
		files = append(files, config.File)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && info.Mode().Perm()&others != 0 {
			r.warn("token", "every user of this machine may read %s; run: chmod 600 %s", file, file)
		}
	}
}

const checkTimeout = 15 * time.Second
