// Command tainha is a Telegram bot with which an agency runs a programme of
// working from home: declare a day, approve it, see who is where.
package main

import (
	"context"
	_ "embed"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // time zones, on machines that have none

	"tainha/cli"
)

// exampleConfig is what the demo lives by, and `explain` without --config.
//
//go:embed config.example.yaml
var exampleConfig []byte

// version is set by the release build: -ldflags "-X main.version=v1.2.3".
var version = ""

func main() {
	ctx, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		stop()
		<-signals // a second one ends the process at once, however soon it comes
		os.Exit(cli.ExitStopped)
	}()
	os.Exit(cli.Run(ctx, os.Args[1:], &cli.Process{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv,
		Now: time.Now, Version: version, Example: exampleConfig,
	}))
}
