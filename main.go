// Command tainha is a Telegram bot with which an agency runs a programme of
// working from home: declare a day, approve it, see who is where.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // time zones, on machines that have none

	"github.com/alecthomas/kong"
)

// exampleConfig is config.example.yaml: what `explain` uses without --config.
//
//go:embed config.example.yaml
var exampleConfig []byte

// Exit codes.
const (
	exitOK      = 0
	exitFault   = 1   // something went wrong, or check found a fault
	exitUsage   = 2   // the command line makes no sense
	exitStopped = 130 // a second signal cut off what was under way
)

// Clock tells the present moment. main holds the only real one.
type Clock func() time.Time

// process is what the commands get of the world.
type process struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	now            Clock
}

// commands is the command line: a command is one file cmd_*.go and one line here.
type commands struct {
	Run     runCmd     `cmd:"" help:"Run the bot until it is told to stop."`
	Demo    demoCmd    `cmd:"" help:"Try everything on this machine: a page with phones, a small agency, no network, no account."`
	Check   checkCmd   `cmd:"" help:"Say in plain words what is wrong with the configuration, Telegram, the database or the roster, or that all is ready. It may run beside a live bot."`
	Roster  rosterCmd  `cmd:"" help:"The agency's units, positions and staff."`
	Invite  inviteCmd  `cmd:"" help:"Make one-time links, and QR codes to print, with which people link their Telegram account."`
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

func main() {
	ctx, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		stop()
		<-signals // a second one ends the process at once, however soon it comes
		os.Exit(exitStopped)
	}()
	os.Exit(run(ctx, os.Args[1:], &process{os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now}))
}

// run executes one command line and returns the exit code. Faults are told on
// stderr, without any token in them.
func run(ctx context.Context, args []string, p *process) int {
	exited := -1 // the code, once --help has been printed
	parser, err := kong.New(&commands{},
		kong.Name("tainha"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: helpWidth}),
		kong.Writers(p.stdout, p.stderr),
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
		_, _ = fmt.Fprintf(p.stderr, "tainha: %s\nTry: tainha --help\n", maskTokens(err.Error()))
		return exitUsage
	}
	if err := command.Run(); err != nil {
		return p.fail(err)
	}
	return exitOK
}

// helpWidth is the widest line of --help, in characters.
const helpWidth = 100

// errFaults ends a command that has already said what is wrong.
var errFaults = errors.New("faults were found")

func (p *process) fail(err error) int {
	if !errors.Is(err, errFaults) {
		_, _ = fmt.Fprintf(p.stderr, "tainha: %s\n", maskTokens(err.Error()))
	}
	return exitFault
}
