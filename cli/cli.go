// Package cli is the command line: every command, and the one wiring of the bot.
package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"

	"tainha/config"
)

// Clock tells the present moment. main holds the only real one.
type Clock func() time.Time

// Process is what the commands get of the world.
type Process struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Env            func(string) string
	Now            Clock
	Version        string // of the release; empty: what was built
	Example        []byte // config.example.yaml
}

// load reads the configuration with the token, read without it.
func (p *Process) load(path string) (config.Config, error) {
	c, err := config.Load(path, p.Env)
	return c, misconfigured(err)
}

func (p *Process) read(path string) (config.Config, error) {
	c, err := config.Read(path)
	return c, misconfigured(err)
}

// exampleName is what faults in the example call it.
const exampleName = "config.example.yaml"

// example is the built-in configuration.
func (p *Process) example() (config.Config, error) { return config.Parse(exampleName, p.Example) }

// commands is the command line: a command is one file and one line here.
type commands struct {
	Run     runCmd     `cmd:"" help:"Run the bot until it is told to stop."`
	Demo    demoCmd    `cmd:"" help:"Try everything on this machine: a page with phones, a small agency, no network, no account."`
	Check   checkCmd   `cmd:"" help:"Say in plain words what is wrong with the configuration, Telegram, the database or the roster, or that all is ready. It may run beside a live bot."`
	Roster  rosterCmd  `cmd:"" help:"The agency's units, positions and staff."`
	Invite  inviteCmd  `cmd:"" help:"Make one-time links, and QR codes to print, with which people link their Telegram account."`
	Backup  backupCmd  `cmd:"" help:"Write a checked copy of the database. It may run beside a live bot."`
	Restore restoreCmd `cmd:"" help:"Put a backup in the place of the database; whoever was erased since is erased again."`
	Dossier dossierCmd `cmd:"" help:"Write drafts of the papers to be signed (hồ sơ trình ký), filled from the configuration."`
	Merge   mergeCmd   `cmd:"" help:"Put the reviews (sơ kết) of several agencies beside each other, as one report and one workbook."`
	Audit   auditCmd   `cmd:"" help:"The log of changes (nhật ký thay đổi)."`
	Explain explainCmd `cmd:"" help:"Show how the bot reads a sentence: its intent and the days it means."`
	Version versionCmd `cmd:"" help:"Print the version of this program."`
}

const description = `Tại Nhà: a Telegram bot for working from home in a public agency.

Examples:
  tainha check --config config.yaml
  tainha roster import --dry-run co-quan.csv
  tainha invite --all --sheet thu-moi/
  tainha explain "mai em xin làm ở nhà"
  tainha COMMAND --help

Trợ lý Telegram cho việc làm tại nhà ở cơ quan. Bắt đầu: chép config.example.yaml
thành config.yaml, điền mã bot (token), rồi chạy «tainha check --config config.yaml».`

// Run executes one command line and returns the exit code. Faults are told on
// Stderr, without any token in them.
func Run(ctx context.Context, args []string, p *Process) int {
	exited := -1 // the code, once --help has been printed
	parser, err := kong.New(&commands{},
		kong.Name("tainha"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: helpWidth}),
		kong.Writers(p.Stdout, p.Stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(p),
	)
	if err != nil {
		return p.fail(fmt.Errorf("build the command line: %w", err))
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		_, _ = fmt.Fprintf(p.Stderr, "tainha: %s\nTry: tainha --help\n", config.MaskTokens(err.Error()))
		return exitUsage
	}
	if err := command.Run(); err != nil {
		return p.fail(err)
	}
	return exitOK
}

// helpWidth is the widest line of --help, in characters.
const helpWidth = 100
