package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tainha/config"
)

const testToken = "7000000001:AAH-tests_only_0123456789abcdefghij"

// write puts a file into a new folder and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read is a file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func noEnv(string) string { return "" }

// env is an environment with the token variable alone.
func env(token string) func(string) string {
	return func(name string) string {
		if name == config.TokenVariable {
			return token
		}
		return ""
	}
}

// outcome is what a command line did.
type outcome struct {
	code        int
	out, errors string
}

// morning is 9:00 on Monday 23 November 2026 in Vietnam.
var morning = time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)

func morningClock() time.Time { return morning }

// tainha runs a command line as in that morning.
func tainha(t *testing.T, stdin, token string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := Run(context.Background(), args, &Process{
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs,
		Env: env(token), Now: morningClock, Example: []byte(read(t, exampleName)),
	})
	return outcome{code, out.String(), errs.String()}
}
