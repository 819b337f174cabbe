package cli

import (
	"errors"
	"fmt"

	"tainha/config"
)

// Exit codes. A Go panic ends with 2: that one is for nothing else, so that a
// supervisor may start the bot again after a panic and not after a mistake.
const (
	exitOK      = 0
	exitFault   = 1   // something went wrong, or check found a fault
	exitUsage   = 64  // the command line makes no sense (EX_USAGE)
	exitConfig  = 78  // the configuration is wrong: no restart mends it (EX_CONFIG)
	ExitStopped = 130 // a second signal cut off what was under way
)

// errFaults ends a command that has already said what is wrong.
var errFaults = errors.New("faults were found")

// mistake is an error of whoever started the program; its code says of what kind.
type mistake struct {
	error
	code int
}

func (m *mistake) Unwrap() error { return m.error }

// misused marks what is wrong with the command line, misconfigured what is wrong
// with the configuration. Nil stays nil.
func misused(err error) error       { return mistaken(err, exitUsage) }
func misconfigured(err error) error { return mistaken(err, exitConfig) }

func mistaken(err error, code int) error {
	if err == nil {
		return nil
	}
	return &mistake{err, code}
}

// fail tells an error and returns the exit code for it.
func (p *Process) fail(err error) int {
	if !errors.Is(err, errFaults) {
		_, _ = fmt.Fprintf(p.Stderr, "tainha: %s\n", config.MaskTokens(err.Error()))
	}
	var m *mistake
	if errors.As(err, &m) {
		return m.code
	}
	return exitFault
}
